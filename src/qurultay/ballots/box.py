"""What a ballot box asks of a ballot besides its proofs, and many ballots checked at once.

1. its credential is in the list
2. the same ballot was not cast before (else a server could undo a second vote: A, B, A)
3. its proofs and its signature hold (`ballot.check`)
4. none of its ciphertexts stands in a ballot of another credential
"""

import re
from array import array
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from hashlib import sha256
from itertools import pairwise

from qurultay.ballots import ballot
from qurultay.ballots.credentials import PublicCredentials, refuse_strangers
from qurultay.ballots.election import Election, read_election
from qurultay.ballots.errors import Refused, within
from qurultay.ballots.groups import group_named
from qurultay.ballots.setup import Setup
from qurultay.ballots.tally import RunningTally

_ZEROS = re.compile(rb'"0+(?=[0-9])')
PIECE = 16
"""Ballots in one piece of work: some tenths of a second, against which sending it is nothing."""
CREDENTIALS = 256


@dataclass(frozen=True, slots=True, kw_only=True)
class Cast:
    """A ballot as it lies in the box: its number among the ballots, and how often it counts."""

    number: int
    data: bytes
    weight: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """What became of some ballots: the tally of the valid ones, what was wrong with the others, marks of ciphertexts."""

    count: int
    tally: RunningTally
    refused: tuple[Refused, ...]
    remarks: tuple[Refused, ...]
    marks: tuple[tuple[int, tuple[int, ...]], ...]


def check_piece(election: bytes, piece: Sequence[Cast], tolerant: bool) -> Checked:
    """Step 3 for some ballots, here or on another machine: everything it needs and gives can be sent.

    A tolerant reader takes numbers with zeros before them, as belenios-tool 2.0 does, and remarks on it.
    """
    asked = _election(election)
    tally, refused, remarks = RunningTally(asked), list[Refused](), list[Refused]()
    marks = list[tuple[int, tuple[int, ...]]]()
    for cast in piece:
        try:
            with within(f"ballot {cast.number}"):
                read = _read(asked, cast.data, remarks if tolerant else None)
                ballot.check(asked, read)
        except Refused as raised:
            refused.append(raised)
        else:
            tally.add(read.ciphertexts(), cast.weight)
            marks.append((cast.number, tuple(marks_of(asked, read))))
    return Checked(count=len(piece), tally=tally, refused=tuple(refused), remarks=tuple(remarks), marks=tuple(marks))


def _read(election: Election, data: bytes, remarks: list[Refused] | None) -> ballot.Ballot:
    try:
        return ballot.read(election, data)
    except Refused as refused:
        if remarks is None or refused.check != "number-form":
            raise
        read = ballot.read(election, _ZEROS.sub(b'"', data))
        remarks.append(refused)
        return replace(read, data=data)


def check_credentials(group: str, credentials: Sequence[str], first: int) -> tuple[int, tuple[Refused, ...]]:
    """How many of the list's credentials were looked at, here or on another machine, and what is wrong with one."""
    try:
        with within("credentials"):
            refuse_strangers(group_named(group), credentials, first)
    except Refused as refused:
        return len(credentials), (refused,)
    return len(credentials), ()


def take_out(setup: Setup, tally: RunningTally, data: bytes) -> None:
    """Takes a valid ballot out of a tally, because its voter voted again."""
    read = _read(setup.election, data, [])
    tally.remove(read.ciphertexts(), setup.credentials.weight(read.credential))


def marks_of(election: Election, read: ballot.Ballot) -> Iterator[int]:
    """For every ciphertext of a ballot 64 bits by which equal ones are found."""
    for answer in read.ciphertexts():
        for ciphertext in answer:
            yield int.from_bytes(sha256(ciphertext.hashed(election.group).encode()).digest()[:8], "big")


def credential_in(election: Election, data: bytes) -> str | None:
    """The credential of a ballot by its place, without reading the rest; None where the ballot does not begin like one."""
    before = f'{{"election_uuid":"{election.uuid}","election_hash":"{election.fingerprint}","credential":"'.encode()
    if not data.startswith(before):
        return None
    end = data.find(b'"', len(before))
    return data[len(before) : end].decode("ascii", "replace") if end > 0 else None


@dataclass(kw_only=True)
class Box:
    """What must be remembered of the ballots seen: a few bytes of each, so that a hundred thousand fit everywhere.

    `place_of` is the number of a voter's last ballot by credential, `replaced` the numbers of those before it.
    """

    credentials: PublicCredentials
    place_of: dict[str, int] = field(default_factory=dict)
    replaced: list[int] = field(default_factory=list)
    count: int = 0
    _seen: set[bytes] = field(default_factory=set)
    _at: "array[int]" = field(default_factory=lambda: array("Q"))
    _marks: "array[int]" = field(default_factory=lambda: array("Q"))
    _owners: "array[int]" = field(default_factory=lambda: array("L"))

    def refuse_again(self, digest: bytes) -> None:
        """Step 2, by the SHA-256 of the ballot. Raises `Refused` (`ballot-again`)."""
        if digest in self._seen:
            raise Refused("ballot-again", "this very ballot was cast before; a voter who votes again makes a new one")

    def begin(self, at: int) -> int:
        """The number of the next ballot, from 1, and where it begins in the archive."""
        self.count += 1
        self._at.append(at)
        return self.count

    def enter(self, number: int, credential: str, digest: bytes) -> None:
        """Remembers a ballot."""
        self._seen.add(digest)
        if (before := self.place_of.get(credential)) is not None:
            self.replaced.append(before)
        self.place_of[credential] = number

    def at(self, number: int) -> int:
        """Where a ballot begins in the archive."""
        return self._at[number - 1]

    def remember(self, number: int, marks: Sequence[int]) -> None:
        """The marks of a ballot's ciphertexts."""
        self._marks.extend(marks)
        self._owners.extend([number] * len(marks))

    def alike(self) -> Iterator[tuple[int, int]]:
        """Step 4: pairs of ballots of which a ciphertext has the same mark; whether it is the same must be looked up."""
        order = sorted(range(len(self._marks)), key=self._marks.__getitem__)
        for one, two in pairwise(order):
            if self._marks[one] == self._marks[two] and self._owners[one] != self._owners[two]:
                yield self._owners[one], self._owners[two]


def refuse_copy(election: Election, number: int, one: bytes, other: int, two: bytes) -> None:
    """Step 4 for two ballots. Raises `Refused` (`ballot-copy`) if they share a ciphertext under two credentials."""
    first, second = ballot.read(election, one), ballot.read(election, two)
    if first.credential == second.credential:
        return
    shared = {each for answer in first.ciphertexts() for each in answer}
    if any(each in shared for answer in second.ciphertexts() for each in answer):
        raise Refused(
            "ballot-copy",
            f"it has a ciphertext of ballot {number}, which was cast with another credential",
            f"ballot {other}",
        )


@cache
def _election(data: bytes) -> Election:
    """Read once by every process that works, with its tables."""
    return read_election(data)
