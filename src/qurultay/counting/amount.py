"""How is an exact number written? As decimals where they are exact or agreed, as a fraction otherwise."""

from fractions import Fraction


def decimal(amount: Fraction | int, places: int) -> str:
    """The number with so many decimals, half of the last one rounded away from zero; exact where it needs no more.

    >>> decimal(Fraction(1055), 5), decimal(Fraction(-1, 3), 4), decimal(Fraction(7, 2), 0)
    ('1055.00000', '-0.3333', '4')
    """
    scaled = 2 * abs(amount.numerator) * 10**places
    digits = str((scaled + amount.denominator) // (2 * amount.denominator)).rjust(places + 1, "0")
    sign = "-" if amount < 0 and digits.strip("0") else ""
    return sign + (f"{digits[:-places]}.{digits[-places:]}" if places else digits)


def exact(amount: Fraction | int) -> str:
    """The number as it is: an integer, or a fraction in lowest terms.

    >>> exact(Fraction(8353, 7)), exact(Fraction(12))
    ('8353/7', '12')
    """
    return str(amount.numerator) if amount.denominator == 1 else f"{amount.numerator}/{amount.denominator}"


def fits(amount: Fraction | int, places: int) -> bool:
    """Do so many decimals say it exactly?

    >>> fits(Fraction(1, 8), 3), fits(Fraction(1, 8), 2), fits(Fraction(1, 3), 12)
    (True, False, False)
    """
    unit: int = 10**places
    return unit % amount.denominator == 0
