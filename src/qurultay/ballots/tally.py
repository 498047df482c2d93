"""The encrypted tally: what is decrypted in the place of ballots (specification 4.15).

For a homomorphic question, choice by choice, the product of the last ballots of all voters, each raised to its weight;
for another, the ciphertexts themselves, sorted by alpha and beta, as Belenios sorts them.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import TypeAlias, assert_never

from gmpy2 import mpz

from qurultay.ballots import canonical
from qurultay.ballots.canonical import each, fields, items, small, written_count
from qurultay.ballots.ciphertext import Ciphertext, read_ciphertext, refuse_strangers
from qurultay.ballots.election import Election
from qurultay.ballots.errors import Refused, within
from qurultay.ballots.groups import Group
from qurultay.ballots.questions import Homomorphic, NonHomomorphic

EncryptedTally: TypeAlias = tuple[tuple[Ciphertext, ...], ...]
"""For every question its ciphertexts."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SizedTally:
    """A tally with the number of ballots in it and their weight."""

    ballots: int
    weight: int
    tally: EncryptedTally

    def encode(self, group: Group) -> tuple[bytes, bytes]:
        """The two records of an EncryptedTally event: the tally, and what names it."""
        data = encode_tally(group, self.tally)
        sized = {
            "num_tallied": self.ballots,
            "total_weight": written_count(self.weight),
            "encrypted_tally": sha256(data).hexdigest(),
        }
        return data, canonical.encode(sized)


class RunningTally:
    """A tally that ballots are put into and, when their voters vote again, taken out of."""

    def __init__(self, election: Election) -> None:
        self._election = election
        self._group = election.group
        one = Ciphertext(self._group.one, self._group.one)
        self._products = [[one] * _width(question) for question in election.questions]
        self._apart: list[dict[Ciphertext, int]] = [{} for _ in election.questions]
        self.ballots = 0
        self.weight = 0

    def add(self, ciphertexts: Sequence[Sequence[Ciphertext]], weight: int) -> None:
        """Puts a ballot in."""
        self._change(ciphertexts, weight, 1)

    def remove(self, ciphertexts: Sequence[Sequence[Ciphertext]], weight: int) -> None:
        """Takes a ballot out that was put in."""
        self._change(ciphertexts, weight, -1)

    def join(self, other: "RunningTally") -> None:
        """Puts all ballots of another tally of the same election in."""
        for mine, theirs in zip(self._products, other._products, strict=True):
            mine[:] = [_times(self._group, one, two) for one, two in zip(mine, theirs, strict=True)]
        for ours, others in zip(self._apart, other._apart, strict=True):
            for ciphertext, count in others.items():
                ours[ciphertext] = ours.get(ciphertext, 0) + count
        self.ballots += other.ballots
        self.weight += other.weight

    def sized(self) -> SizedTally:
        """The tally as it stands."""
        return SizedTally(
            ballots=self.ballots,
            weight=self.weight,
            tally=tuple(
                tuple(products) if isinstance(question, Homomorphic) else self._sorted(apart)
                for question, products, apart in zip(self._election.questions, self._products, self._apart, strict=True)
            ),
        )

    def _change(self, ciphertexts: Sequence[Sequence[Ciphertext]], weight: int, sign: int) -> None:
        group = self._group
        for at, question in enumerate(self._election.questions):
            match question:
                case Homomorphic():
                    products, exponent = self._products[at], mpz(sign * weight)
                    for number, cast in enumerate(ciphertexts[at]):
                        raised = cast if exponent == mpz(1) else _raised(group, cast, exponent)
                        products[number] = _times(group, products[number], raised)
                case NonHomomorphic():
                    (cast,) = ciphertexts[at]
                    apart = self._apart[at]
                    apart[cast] = apart.get(cast, 0) + sign
                    if not apart[cast]:
                        del apart[cast]
                case _:
                    assert_never(question)
        self.ballots += sign
        self.weight += sign * weight

    def _sorted(self, apart: dict[Ciphertext, int]) -> tuple[Ciphertext, ...]:
        listed = [ciphertext for ciphertext, count in apart.items() for _ in range(count)]
        rank = self._group.rank
        return tuple(sorted(listed, key=lambda one: (rank(one.alpha), rank(one.beta))))


def encode_tally(group: Group, tally: EncryptedTally) -> bytes:
    """The tally as it stands in the archive."""
    return canonical.encode([[one.to_json(group) for one in ciphertexts] for ciphertexts in tally])


def read_tally(election: Election, data: bytes) -> EncryptedTally:
    """A tally of this election from its record, once its ciphertexts are seen to be in the group.

    Raises `Refused` (`tally-ballots`, `group-member`, and as reading any record).
    """
    found = items(canonical.decode(data), len(election.questions), failing="tally-ballots")
    read = []
    for number, (question, value) in enumerate(zip(election.questions, found, strict=True), 1):
        width = _width(question) or None
        with within(f"question {number}"):
            ciphertexts = each(
                value, lambda one: read_ciphertext(election.group, one), "choice", width, "tally-ballots"
            )
            for at, ciphertext in enumerate(ciphertexts, 1):
                with within(f"choice {at}"):
                    refuse_strangers(election.group, ciphertext)
        read.append(ciphertexts)
    return tuple(read)


def read_sized(election: Election, data: bytes, sized: bytes) -> SizedTally:
    """The two records of an EncryptedTally event. Whether they say the truth is another question (`compare`)."""
    names = ("num_tallied", "total_weight", "encrypted_tally")
    found = fields(canonical.decode(sized), names)
    return SizedTally(
        ballots=small(found["num_tallied"]),
        weight=canonical.count(found["total_weight"]),
        tally=read_tally(election, data),
    )


def compare(claimed: SizedTally, counted: SizedTally) -> None:
    """Raises `Refused` (`tally-ballots`, `tally-count`) where a tally is not that of the ballots."""
    for number, (one, other) in enumerate(zip(claimed.tally, counted.tally, strict=True), 1):
        if one != other:
            raise Refused(
                "tally-ballots", "the ciphertexts are not those of the voters' last ballots", f"question {number}"
            )
    if claimed.ballots != counted.ballots:
        raise Refused(
            "tally-count", f"{claimed.ballots} ballots are said to be tallied; {counted.ballots} voters cast one"
        )
    if claimed.weight != counted.weight:
        raise Refused(
            "tally-count", f"the weight is said to be {claimed.weight}; that of the ballots is {counted.weight}"
        )


def _width(question: Homomorphic | NonHomomorphic) -> int:
    """How many ciphertexts a tally has of a homomorphic question; 0 where it depends on the ballots."""
    return len(question.answers) + bool(question.blank) if isinstance(question, Homomorphic) else 0


def _times(group: Group, one: Ciphertext, two: Ciphertext) -> Ciphertext:
    return Ciphertext(group.multiply(one.alpha, two.alpha), group.multiply(one.beta, two.beta))


def _raised(group: Group, one: Ciphertext, exponent: mpz) -> Ciphertext:
    return Ciphertext(group.power(one.alpha, exponent), group.power(one.beta, exponent))
