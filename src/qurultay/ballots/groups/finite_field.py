"""Groups within the numbers modulo a prime: BELENIOS-2048 and RFC-3526-2048 (specification 5.1).

The cost of an election is here, so the work is shared as far as it can be:

- the generator and the election's key are raised by tables: one product for every eight bits of the exponent;
- a ciphertext is raised to several exponents over one chain of squarings (`raising`), among them q, which is how
  membership is checked in BELENIOS-2048. In RFC-3526-2048, where p = 2q + 1, the Jacobi symbol says as much.
"""

from collections.abc import Sequence
from functools import cached_property
from hashlib import sha256

import gmpy2
from gmpy2 import mpz

from qurultay.ballots import canonical
from qurultay.ballots.errors import Refused
from qurultay.ballots.groups.group import Element, Group, Table
from qurultay.ballots.groups.straus import product_of_powers
from qurultay.ballots.groups.yao import powers

HASH = 256
"""Bits of a hash, and so of a challenge that is not split between branches."""
WINDOW = 8
"""Bits of the exponent that a table answers at once: 2 MB for 256 bits, 19 MB for 2048."""


class FiniteField(Group):
    """The subgroup of order q of the numbers modulo p; `g` generates it."""

    def __init__(self, name: str, p: mpz, q: mpz, g: mpz, *, bits_per_int: int = 0, padding: int = 0) -> None:
        self.name, self.p, self.q, self.g, self.one = name, p, q, g, mpz(1)
        self.bits_per_int, self.padding = bits_per_int, padding
        self.safe = p == 2 * q + 1

    def __reduce__(self) -> tuple[object, tuple[str]]:
        """Other processes find the group by its name."""
        from qurultay.ballots.groups import group_named

        return group_named, (self.name,)

    def multiply(self, first: Element, second: Element) -> Element:
        """The product modulo p."""
        return first * second % self.p

    def invert(self, base: Element) -> Element:
        """The inverse modulo p."""
        return gmpy2.invert(base, self.p)

    def power(self, base: Element, exponent: mpz) -> Element:
        """The power modulo p."""
        return gmpy2.powmod(base, exponent, self.p)

    def power_g(self, exponent: mpz) -> Element:
        """The power of g, by its table."""
        return self._g_table(exponent)

    def fixed(self, base: Element) -> Table:
        """A table for a base."""
        return FixedBase(self.p, self.q, base)

    @cached_property
    def _g_table(self) -> Table:
        return FixedBase(self.p, self.q, self.g)

    def is_member(self, element: Element) -> bool:
        """Is it from 1 to p − 1, and of order q or one?"""
        if not 0 < element < self.p:
            return False
        if self.safe:
            return gmpy2.jacobi(element, self.p) == 1
        return bool(gmpy2.powmod(element, self.q, self.p) == self.one)

    def raising(self, base: Element, exponents: Sequence[mpz]) -> Table:
        """From two on, all powers share one chain of squarings, and of some that add up to a hash one costs little."""
        if len(exponents) < 2:
            return super().raising(base, exponents)
        found = self._of_a_hash(base, exponents) if self.safe else powers(base, exponents, self.p)
        return dict(zip(exponents, found, strict=True)).__getitem__

    def _of_a_hash(self, base: Element, exponents: Sequence[mpz]) -> list[Element]:
        """The challenges of a proof's branches add up to a hash h of 256 bits, where each of them has 2047: with
        e_1 + … + e_k = h modulo q, base^(e_k) = base^h / (base^(e_1) × … × base^(e_(k−1))), and base^h is cheap.

        Of the exponents all are such challenges, or the first two. Where they are not, no proof will hold, and every
        power is computed as it stands.
        """
        for k in dict.fromkeys((len(exponents), 2)):
            h = sum(exponents[:k]) % self.q
            if h.bit_length() <= HASH:
                *found, risen = self._powers(base, [*exponents[: k - 1], *exponents[k:], h])
                last = self.divide(risen, self.product(found[: k - 1]))
                return [*found[: k - 1], last, *found[k - 1 :]]
        return powers(base, exponents, self.p)

    def _powers(self, base: Element, exponents: Sequence[mpz]) -> list[Element]:
        """A chain of our own pays from two long exponents on; gmpy2's squarings are the cheaper ones."""
        if len(exponents) > 2:
            return powers(base, exponents, self.p)
        return [self.power(base, exponent) for exponent in exponents]

    def raising_member(self, base: Element, exponents: Sequence[mpz]) -> Table:
        """Where the order must be computed, q is one exponent more on the chain."""
        if self.safe or not exponents or not 0 < base < self.p:
            return super().raising_member(base, exponents)
        order, *found = powers(base, [self.q, *exponents], self.p)
        if order != self.one:
            raise Refused("group-member", f"the element is not in the group {self.name}")
        return dict(zip(exponents, found, strict=True)).__getitem__

    def product_of_powers(self, bases: Sequence[Element], exponents: Sequence[mpz]) -> Element:
        """The product, over few chains of squarings."""
        return product_of_powers(bases, exponents, self.p)

    def encode(self, element: Element) -> str:
        """The number in base 10."""
        return element.digits()  # type: ignore[no-any-return]  # an element is opaque; here it is an mpz

    def read(self, text: object) -> Element:
        """The number below p."""
        return canonical.decimal(text, self.p)

    def rank(self, element: Element) -> mpz:
        """The number itself."""
        return mpz(element)

    def generator(self, number: int) -> Element:
        """Steps of the table GetGenerator for a finite field:

        1. c ← (p − 1) / q
        2. x ← SHA256("ggen|" i)
        3. h ← x^c
        4. if h is 0, 1 or g, abort
        """
        c = (self.p - 1) // self.q  # 1
        x = mpz(sha256(f"ggen|{number}".encode()).hexdigest(), 16)  # 2
        h = gmpy2.powmod(x, c, self.p)  # 3
        if h in (0, 1, self.g):  # 4
            raise Refused("group", f"generator {number} of {self.name} came out as 0, 1 or g")
        return h

    def embed(self, values: Sequence[int]) -> Element:
        """The first number from the joined values on that is in the group: ε is sought upwards from 0."""
        joined = self._joined(values)
        if joined.bit_length() >= self.q.bit_length():
            raise Refused("choice-range", f"{len(values)} ranks or grades are too many for one ciphertext")
        for epsilon in range(1 << self.padding):
            if self.is_member(joined + epsilon):
                return joined + epsilon
        raise Refused("choice-range", "no element of the group says this ranking; change one of its ranks")

    def embedded(self, element: Element, count: int) -> list[int]:
        """The values, without ε."""
        return self._split(element, count)


class FixedBase:
    """A base b with rows of b^(d·256^i), so that a power is one product for every byte of the exponent."""

    def __init__(self, p: mpz, q: mpz, base: mpz) -> None:
        self._p, self._q, self._base = p, q, base
        self._rows: list[list[mpz]] = []
        step = base
        for _ in range((q.bit_length() + WINDOW - 1) // WINDOW):
            row = [mpz(1), step]
            for _ in range(2, 1 << WINDOW):
                row.append(row[-1] * step % p)
            self._rows.append(row)
            step = row[-1] * step % p

    def __call__(self, exponent: mpz) -> mpz:
        """The base raised to a scalar."""
        p, product = self._p, mpz(1)
        for row, digit in zip(self._rows, int(exponent % self._q).to_bytes(len(self._rows), "little"), strict=True):
            if digit:
                product = product * row[digit] % p
        return product
