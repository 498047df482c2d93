"""What trustees and the administrator make of the tally, record by record (specification 3.4, "Tally").

    3  a trustee mixes the rankings, after whoever mixed before         `shuffle_by`
    5  a trustee decrypts its part of the mixed tally                   `decryption_by`
    6  the administrator combines the parts to the result               `declaration`

Trustees check the archive first, whole: a private key opens whatever it is given. What comes out here is bytes to be added
as an event; the archive takes them only after the same checks that every reader makes (`closing`).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256

from gmpy2 import mpz

from qurultay.ballots import canonical
from qurultay.ballots.decryption.combination import Combined, Part, combine
from qurultay.ballots.decryption.partial import (
    PartialDecryption,
    check_partial_decryption,
    partial_decryption,
    read_partial_decryption,
)
from qurultay.ballots.decryption.result import Result, result
from qurultay.ballots.decryption.strong import StrongProof, strong_proof
from qurultay.ballots.errors import Refused
from qurultay.ballots.mixnet.rankings import Rankings, Tally
from qurultay.ballots.mixnet.shuffle import make_shuffle
from qurultay.ballots.randomness import Randomness
from qurultay.ballots.setup import Setup
from qurultay.ballots.trustees.structure import Trustees


@dataclass(frozen=True, kw_only=True, slots=True)
class Decryption:
    """A trustee's part: the two records of its event, and the strong proof, a line that stands beside the archive."""

    owner: int
    partial: bytes
    owned: bytes
    strong: bytes


@dataclass(frozen=True, kw_only=True, slots=True)
class Declaration:
    """The record of the result, what it says, and how it came about: whose parts were used and whose set aside."""

    record: bytes
    result: Result
    combined: Combined


def owner_of(trustees: Trustees, x: mpz) -> int:
    """Which trustee has the private key x. Raises `Refused` (`trustee-key`)."""
    X = trustees.group.power_g(x)
    for number, key in enumerate(trustees.keys, 1):
        if key.X == X:
            return number
    raise Refused("trustee-key", "this private key belongs to none of the trustees of the election")


def shuffle_by(owner: int, setup: Setup, rankings: Rankings, random: Randomness) -> tuple[bytes, bytes]:
    """Step 3: the two records of a Shuffle event. Raises `Refused` (`trustee-owner`, `shuffle-shape`)."""
    setup.trustees.key(owner)
    if not rankings:
        raise Refused("shuffle-shape", "the election asks for no rankings, so there is nothing to mix")
    record = canonical.encode(make_shuffle(setup.election, rankings, random).to_json(setup.election.group))
    return record, _owned(owner, record)


def decryption_by(x: mpz, setup: Setup, tally: Tally, random: Randomness) -> Decryption:
    """Step 5: the part of the trustee whose private key is x. Raises `Refused` (`trustee-key`)."""
    owner = owner_of(setup.trustees, x)
    partial = partial_decryption(setup.election, x, tally, random)
    record = canonical.encode(partial.to_json(setup.election.group))
    strong = strong_proof(setup.election, x, owner, tally, partial, random)
    return Decryption(
        owner=owner, partial=record, owned=_owned(owner, record), strong=canonical.encode(strong.to_json())
    )


def strong_proof_by(x: mpz, setup: Setup, tally: Tally, record: bytes, random: Randomness) -> bytes:
    """The strong proof for a part that its trustee made with another program, such as belenios-tool: a line.

    Raises `Refused` (`trustee-key`, `decryption-proof`, and as reading the part) where it is not the part of x.
    """
    owner = owner_of(setup.trustees, x)
    partial = read_partial_decryption(setup.election.group, record, tally)
    check_partial_decryption(setup.election, setup.trustees.key(owner).X, tally, partial)
    strong = strong_proof(setup.election, x, owner, tally, partial, random)
    return canonical.encode(strong.to_json())


def declaration(
    setup: Setup,
    tally: Tally,
    weight: int,
    partials: Mapping[int, PartialDecryption],
    strong: Mapping[int, StrongProof],
) -> Declaration:
    """Step 6: the record of the Result event, from the parts and strong proofs by their trustees' numbers.

    A part without a strong proof that holds is not used. Raises `Refused` (`decryption-missing`, `result-range`).
    """
    parts = (Part(owner=owner, partial=partial, strong=strong.get(owner)) for owner, partial in partials.items())
    combined = combine(setup.election, setup.trustees, tally, parts)
    said = result(setup.election, weight, combined.plain)
    return Declaration(record=canonical.encode(said.to_json()), result=said, combined=combined)


def _owned(owner: int, record: bytes) -> bytes:
    return canonical.encode({"owner": owner, "payload": sha256(record).hexdigest()})
