"""How is an exact number written? As decimals where they are exact or agreed, as a fraction otherwise."""

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from hashlib import sha256


def decimal(amount: Fraction | int, places: int) -> str:
    """The number with so many decimals, half of the last one rounded away from zero; exact where it needs no more.

    >>> decimal(Fraction(1055), 5), decimal(Fraction(-1, 3), 4), decimal(Fraction(7, 2), 0)
    ('1055.00000', '-0.3333', '4')
    """
    scaled = 2 * abs(amount.numerator) * 10**places
    digits = str((scaled + amount.denominator) // (2 * amount.denominator)).rjust(places + 1, "0")
    sign = "-" if amount < 0 and digits.strip("0") else ""
    return sign + (f"{digits[:-places]}.{digits[-places:]}" if places else digits)


MOST_BITS = 1000
"""Numbers up to this size are written out; fractions grow with each surplus, and some hundred make them very long."""


def exact(amount: Fraction | int) -> str:
    """The number as it is: an integer, or a fraction in lowest terms. Of a very long one, its SHA-256.

    >>> exact(Fraction(8353, 7)), exact(Fraction(12)), exact(Fraction(1, 3**1000))[:14]
    ('8353/7', '12', 'sha256:cb02a56')
    """
    if max(amount.numerator.bit_length(), amount.denominator.bit_length()) > MOST_BITS:
        return "sha256:" + sha256(f"{amount.numerator:x}/{amount.denominator:x}".encode()).hexdigest()
    return str(amount.numerator) if amount.denominator == 1 else f"{amount.numerator}/{amount.denominator}"


def fits(amount: Fraction | int, places: int) -> bool:
    """Do so many decimals say it exactly?

    >>> fits(Fraction(1, 8), 3), fits(Fraction(1, 8), 2), fits(Fraction(1, 3), 12)
    (True, False, False)
    """
    unit: int = 10**places
    return unit % amount.denominator == 0


class Amounts(Mapping[str, Fraction]):
    """What each candidate has: exact fractions by name, kept as integers in units of 1/`unit` where a rule counts so.

    >>> had = Amounts(("Ada", "Ben"), (150, 25), 100)
    >>> had["Ada"], had.written(2), dict(had.less(Amounts(("Ada", "Ben"), (100, 25), 100)))
    (Fraction(3, 2), {'Ada': '1.50', 'Ben': '0.25'}, {'Ada': Fraction(1, 2), 'Ben': Fraction(0, 1)})
    """

    __slots__ = ("_names", "_numbers", "_places", "_unit")

    def __init__(
        self,
        names: Sequence[str],
        numbers: Sequence[int | Fraction],
        unit: int = 1,
        places: Mapping[str, int] | None = None,
    ) -> None:
        self._names, self._numbers, self._unit = tuple(names), tuple(numbers), unit
        self._places = {name: at for at, name in enumerate(names)} if places is None else places

    def __getitem__(self, name: str) -> Fraction:
        return Fraction(self._numbers[self._places[name]], self._unit)

    def __iter__(self) -> Iterator[str]:
        return iter(self._names)

    def __len__(self) -> int:
        return len(self._names)

    def __repr__(self) -> str:
        return f"Amounts({dict(self)!r})"

    def less(self, other: "Amounts") -> "Amounts":
        """The differences from others of the same names in the same units."""
        numbers = [mine - theirs for mine, theirs in zip(self._numbers, other._numbers, strict=True)]
        return Amounts(self._names, numbers, self._unit, self._places)

    def written(self, places: int) -> dict[str, str]:
        """Each with so many decimals."""
        if self._unit == 10**places and all(type(number) is int for number in self._numbers):
            return {name: _point(number, places) for name, number in zip(self._names, self._numbers, strict=True)}
        return {name: decimal(amount, places) for name, amount in self.items()}

    def inexact(self, places: int) -> dict[str, str]:
        """Those whom so many decimals do not say exactly, as fractions."""
        if self._unit == 10**places and all(type(number) is int for number in self._numbers):
            return {}
        return {name: exact(amount) for name, amount in self.items() if not fits(amount, places)}


def _point(number: int | Fraction, places: int) -> str:
    """An integer in units of the last decimal, with its point."""
    digits = str(abs(number)).rjust(places + 1, "0")
    return ("-" if number < 0 else "") + (f"{digits[:-places]}.{digits[-places:]}" if places else digits)
