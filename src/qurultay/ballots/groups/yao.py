"""Several powers of one base over one chain of squarings, modulo a prime: Yao's method with sliding windows.

The exponent is read from the right. B[d] gathers the squarings at the places of its odd digits d, and the power is the
product of all B[d]^d. With d = 2k + 1 that is (∏ B[2k+1]^k)² · ∏ B[2k+1]; the first product falls out of running products
from the largest k down. Only the last squaring and what was gathered are kept, so everything stays in the nearest cache.
"""

from collections.abc import Sequence
from typing import TypeAlias

from gmpy2 import mpz

from qurultay.ballots.groups.straus import windows

Gathered: TypeAlias = list[mpz | None]


def powers(base: mpz, exponents: Sequence[mpz], p: mpz) -> list[mpz]:
    """The base raised to every exponent. Exponents are not negative.

    >>> powers(mpz(3), [mpz(4), mpz(0), mpz(77)], mpz(101)) == [3**4 % 101, 1, 3**77 % 101]
    True
    """
    width = 6 if max(exponent.bit_length() for exponent in exponents) > 700 else 4
    gathered: list[Gathered] = [[None] * (1 << width) for _ in exponents]
    steps = [
        (place, number, digit) for number, exponent in enumerate(exponents) for place, digit in windows(exponent, width)
    ]
    steps.sort()
    at = 0
    for place, number, digit in steps:
        while at < place:
            base = base * base % p
            at += 1
        mine = gathered[number]
        before = mine[digit]
        mine[digit] = base if before is None else before * base % p
    return [_raised(one, p) for one in gathered]


def _raised(gathered: Gathered, p: mpz) -> mpz:
    running, risen = mpz(1), mpz(1)
    for found in gathered[:1:-2]:
        if found is not None:
            running = running * found % p
        risen = risen * running % p
    if (found := gathered[1]) is not None:
        running = running * found % p
    return risen * risen % p * running % p
