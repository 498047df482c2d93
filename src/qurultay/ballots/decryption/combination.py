"""Combining the trustees' parts (specification 4.18).

    1  each part must come with the strong proof and it must hold; a part that fails is set aside, with its owner's number
    2  Single     F_τ = the trustee's factor
       Pedersen   F_τ = ∏_δ F_δ^(λ_δ) over any t + 1 trustees δ ∈ I of the group,  λ_δ = ∏_(k ∈ I, k ≠ δ) k / (k − δ)
    3  F = ∏_τ F_τ, and the ciphertext says beta / F

The coefficients λ_δ are fractions with a small common denominator Δ. So F^Δ is computed with small exponents, and its
Δ-th root (one power, none where Δ = 1) is cheaper than t + 1 powers modulo q.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import reduce
from itertools import combinations
from math import lcm

from gmpy2 import mpz

from qurultay.ballots.decryption.partial import PartialDecryption
from qurultay.ballots.decryption.strong import StrongProof, check_strong_proof
from qurultay.ballots.election import Election
from qurultay.ballots.errors import Refused
from qurultay.ballots.groups import Element, Group
from qurultay.ballots.mixnet.rankings import Tally
from qurultay.ballots.trustees.structure import Trustees


@dataclass(frozen=True, kw_only=True, slots=True)
class Part:
    """What trustee `owner` sent: its part in the decryption, and the strong proof that goes with it, if it came."""

    owner: int
    partial: PartialDecryption
    strong: StrongProof | None


@dataclass(frozen=True, kw_only=True, slots=True)
class Combined:
    """What every ciphertext says, as an element; whose parts were used; and whose were set aside, with the reason."""

    plain: tuple[tuple[Element, ...], ...]
    used: tuple[int, ...]
    set_aside: tuple[tuple[int, Refused], ...]


def combine(election: Election, trustees: Trustees, tally: Tally, parts: Iterable[Part]) -> Combined:
    """What the tally says, from the parts of trustees; see the steps above.

    Raises `Refused` (`decryption-missing`), naming those who are missing and those whose parts were set aside, and
    (`decryption-again`) for two parts of one trustee.
    """
    sound: dict[int, PartialDecryption] = {}
    set_aside: dict[int, Refused] = {}
    for part in parts:  # 1
        if part.owner in sound or part.owner in set_aside:
            raise Refused("decryption-again", f"there are two parts of trustee {part.owner}")
        try:
            _check_part(election, trustees, tally, part)
            sound[part.owner] = part.partial
        except Refused as refused:
            set_aside[part.owner] = refused
    used = next(subsets(trustees, sound), None)
    if used is None:
        raise Refused("decryption-missing", _missing(trustees, sound, set_aside))
    plain = decrypted(trustees, tally, sound, used)  # 2, 3
    return Combined(plain=plain, used=used, set_aside=tuple(set_aside.items()))


def _check_part(election: Election, trustees: Trustees, tally: Tally, part: Part) -> None:
    X = trustees.key(part.owner).X
    if part.strong is None:
        raise Refused("decryption-strong", "it came without the strong proof")
    check_strong_proof(election, X, part.owner, tally, part.partial, part.strong)


def subsets(trustees: Trustees, owners: Mapping[int, object]) -> Iterator[tuple[int, ...]]:
    """Every choice of just as many trustees as are needed, among those who sent their part; the first come first."""
    ways = [([n for n in owners if n in numbers], item.needed) for item, numbers in trustees.numbered()]

    def chosen(at: int) -> Iterator[tuple[int, ...]]:
        if at == len(ways):
            yield ()
            return
        for some in combinations(*ways[at]):  # one by one: of many trustees there are more choices than atoms
            yield from (some + rest for rest in chosen(at + 1))

    yield from (tuple(sorted(used)) for used in chosen(0))


def decrypted(
    trustees: Trustees, tally: Tally, partials: Mapping[int, PartialDecryption], used: Sequence[int]
) -> tuple[tuple[Element, ...], ...]:
    """Steps 2 and 3: beta / F for every ciphertext, from the parts of those trustees."""
    opened = opener(trustees, tally, partials, used)
    return tuple(tuple(opened(i, j) for j in range(len(question))) for i, question in enumerate(tally))


def opener(
    trustees: Trustees, tally: Tally, partials: Mapping[int, PartialDecryption], used: Sequence[int]
) -> Callable[[int, int], Element]:
    """Steps 2 and 3 for one ciphertext: a function of its question and its place in it, both from 0."""
    group, (delta, exponents) = trustees.group, _exponents(trustees, used)
    root = None if delta == 1 else mpz(pow(delta, -1, int(group.q)))

    def opened(i: int, j: int) -> Element:
        F = group.product(_raised(group, partials[n].factors[i][j], exponent) for n, exponent in exponents.items())
        return group.divide(tally[i][j].beta, F if root is None else group.power(F, root))

    return opened


def lagrange(indices: Sequence[int]) -> dict[int, Fraction]:
    """λ_δ for every δ of I: with them, ∑ f(δ)·λ_δ = f(0) for every polynomial of a degree below the size of I.

    >>> lagrange([1, 3])
    {1: Fraction(3, 2), 3: Fraction(-1, 2)}
    """
    return {
        delta: reduce(lambda product, k: product * Fraction(k, k - delta), set(indices) - {delta}, Fraction(1))
        for delta in indices
    }


def _exponents(trustees: Trustees, used: Sequence[int]) -> tuple[int, dict[int, int]]:
    """Δ, and Δ times the exponent of every trustee's factor in F."""
    exponents: dict[int, Fraction] = {}
    for _, numbers in trustees.numbered():
        inside = [number - numbers.start + 1 for number in used if number in numbers]
        exponents |= {index + numbers.start - 1: value for index, value in lagrange(inside).items()}
    delta = lcm(*(value.denominator for value in exponents.values()))
    return delta, {owner: int(value * delta) for owner, value in exponents.items()}


def _raised(group: Group, element: Element, exponent: int) -> Element:
    if exponent == 1:
        return element
    return group.power(element, mpz(exponent)) if exponent > 0 else group.invert(group.power(element, mpz(-exponent)))


def _missing(trustees: Trustees, sound: Mapping[int, object], set_aside: Mapping[int, Refused]) -> str:
    wanted = []
    for item, numbers in trustees.numbered():
        present = [number for number in numbers if number in sound]
        if len(present) < item.needed:
            absent = [str(number) for number in numbers if number not in sound]
            wanted.append(f"{item.needed - len(present)} more of trustees {', '.join(absent)}")
    sentence = f"the tally cannot be decrypted without {' and '.join(wanted)}"
    for owner, refused in set_aside.items():
        sentence += f"; the part of trustee {owner} was set aside: {refused.sentence}"
    return sentence
