"""Logarithms that are known to be small: Shanks's baby steps and giant steps.

A homomorphic tally says g^m, where m is at most the sum of all weights (specification 4.18).
"""

from math import isqrt

from gmpy2 import mpz

from qurultay.ballots.credentials import MOST_TOTAL
from qurultay.ballots.errors import Refused
from qurultay.ballots.groups import Element, Group

MOST_STEPS = 2**19
"""Baby steps that are kept, in some 50 MB."""


class Logarithms:
    """Finds logarithms to the base g from 0 to `bound`; `count` of them are to be expected, which sets the share of steps.

    >>> from qurultay.ballots.groups import group_named
    >>> group = group_named("BELENIOS-2048")
    >>> Logarithms(group, 7_000_000).of(group.power_g(mpz(1_234_567)))
    1234567

    Raises `Refused` (`result-range`) for a bound that cannot be searched.
    """

    def __init__(self, group: Group, bound: int, count: int = 1) -> None:
        if bound > MOST_TOTAL:
            raise Refused("result-range", f"the weights add up to {bound}; more than {MOST_TOTAL} cannot be counted")
        self._group, self._bound = group, bound
        self._steps = min(isqrt(bound * max(1, count)) + 1, bound + 1, MOST_STEPS)
        self._babies: dict[int, int] = {}
        self._clashes: list[int] = []
        step = group.one
        for j in range(self._steps):
            if self._babies.setdefault(hash(step), j) != j:
                self._clashes.append(j)
            step = group.multiply(step, group.g)
        self._giant = group.invert(step)

    def of(self, element: Element) -> int:
        """m with g^m = element. Raises `Refused` (`result-range`) where there is none."""
        group, babies, seen = self._group, self._babies, element
        for i in range(self._bound // self._steps + 1):
            if (j := babies.get(hash(seen))) is not None:
                for m in (i * self._steps + j for j in (j, *self._clashes)):
                    if m <= self._bound and group.power_g(mpz(m)) == element:
                        return m
            seen = group.multiply(seen, self._giant)
        raise Refused("result-range", f"what was decrypted is no number from 0 to {self._bound}: a factor is false")
