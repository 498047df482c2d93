"""Products of many powers at once, modulo a prime: Straus's method with sliding windows.

A mixer raises every ciphertext, commitment and generator to a scalar of its own and needs only the product. One chain of
squarings then serves a whole batch, and each base costs a small table and one product for every window of its exponent:
about 320 products for 2047 bits, where a power of its own costs 2047 squarings besides.
"""

from collections.abc import Iterator, Sequence

from gmpy2 import mpz

BATCH = 128
"""Bases that share a chain: its squarings are spread thin, and the tables (10 kB a base) stay small."""


def windows(exponent: mpz, width: int) -> Iterator[tuple[int, int]]:
    """The exponent as places and odd digits of at most `width` bits, from the right.

    >>> list(windows(mpz(0b1101100), 3))
    [(2, 3), (5, 3)]
    """
    mask = (1 << width) - 1
    place = exponent.bit_scan1(0)
    while place is not None:
        yield place, int((exponent >> place) & mask)
        place = exponent.bit_scan1(place + width)


def product_of_powers(bases: Sequence[mpz], exponents: Sequence[mpz], p: mpz) -> mpz:
    """∏ bases[i]^exponents[i] modulo p. Exponents are not negative.

    >>> product_of_powers([mpz(2), mpz(3)], [mpz(5), mpz(4)], mpz(101)) == 2**5 * 3**4 % 101
    True
    """
    product = mpz(1)
    for start in range(0, len(bases), BATCH):
        product = product * _batch(bases[start : start + BATCH], exponents[start : start + BATCH], p) % p
    return product


def _batch(bases: Sequence[mpz], exponents: Sequence[mpz], p: mpz) -> mpz:
    longest = max(exponent.bit_length() for exponent in exponents)
    width = 6 if longest > 700 else 4 if longest > 80 else 2
    factors: list[list[mpz]] = [[] for _ in range(longest)]
    for base, exponent in zip(bases, exponents, strict=True):
        odd = _odd_powers(base, 1 << (width - 1), p)
        for place, digit in windows(exponent, width):
            factors[place].append(odd[digit >> 1])
    product = mpz(1)
    for at_place in reversed(factors):
        product = product * product % p
        for factor in at_place:
            product = product * factor % p
    return product


def _odd_powers(base: mpz, count: int, p: mpz) -> list[mpz]:
    """base, base³, base⁵ …"""
    square, powers = base * base % p, [base]
    for _ in range(count - 1):
        powers.append(powers[-1] * square % p)
    return powers
