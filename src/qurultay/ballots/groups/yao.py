"""Several powers of one base over one chain of squarings, modulo a prime: Yao's method with sliding windows.

The exponent is read from the right. B[d] gathers the squarings at the places of its odd digits d, and the power is the
product of all B[d]^d. With d = 2k + 1 that is (∏ B[2k+1]^k)² · ∏ B[2k+1]; the first product falls out of running products
from the largest k down. Only the last squaring and what was gathered are kept, so everything stays in the nearest cache.

Which digits stand where is a matter of the exponents alone: the two halves of a ciphertext are raised to the same ones, and
the order of the group is among them every time. So that is worked out once.
"""

from collections.abc import Sequence
from functools import lru_cache

from gmpy2 import mpz

from qurultay.ballots.groups.straus import windows


def powers(base: mpz, exponents: Sequence[mpz], p: mpz) -> list[mpz]:
    """The base raised to every exponent. Exponents are not negative.

    >>> powers(mpz(3), [mpz(4), mpz(0), mpz(77)], mpz(101)) == [3**4 % 101, 1, 3**77 % 101]
    True
    """
    width = 6 if max(exponent.bit_length() for exponent in exponents) > 700 else 4
    gathered: list[mpz | None] = [None] * (len(exponents) << width)
    for squarings, slot in _steps(tuple(exponents), width):
        for _ in range(squarings):
            base = base * base % p
        before = gathered[slot]
        gathered[slot] = base if before is None else before * base % p
    return [_raised(gathered[at : at + (1 << width)], p) for at in range(0, len(gathered), 1 << width)]


@lru_cache(4)
def _steps(exponents: tuple[mpz, ...], width: int) -> list[tuple[int, int]]:
    """How many squarings come before each digit, and where what was squared so often is gathered."""
    found = [
        (place, (number << width) + digit)
        for number, exponent in enumerate(exponents)
        for place, digit in _digits(exponent, width)
    ]
    found.sort()
    places = [0, *(place for place, _ in found)]
    return [(place - before, slot) for before, (place, slot) in zip(places, found, strict=False)]


@lru_cache(16)
def _digits(exponent: mpz, width: int) -> list[tuple[int, int]]:
    return list(windows(exponent, width))


def _raised(gathered: list[mpz | None], p: mpz) -> mpz:
    running, risen = mpz(1), mpz(1)
    for found in gathered[:1:-2]:
        if found is not None:
            running = running * found % p
        risen = risen * running % p
    if (found := gathered[1]) is not None:
        running = running * found % p
    return risen * risen % p * running % p
