"""A shuffle: all rankings re-encrypted and permuted by one trustee, with a proof for each question (specification 4.16).

    shuffle = {ciphertexts: one list for every non-homomorphic question, proofs: one for each}

Each shuffle takes what the one before gave; the first takes the encrypted tally. One honest mixer among them hides whose
ranking is whose. Every mixer checks all shuffles before its own, and so does whoever verifies.
"""

from concurrent.futures import Executor
from dataclasses import dataclass
from typing import Any

from qurultay.ballots import canonical
from qurultay.ballots.canonical import each, fields, items
from qurultay.ballots.ciphertext import Ciphertext, read_ciphertext, refuse_strangers
from qurultay.ballots.election import Election
from qurultay.ballots.engine import HERE
from qurultay.ballots.errors import Refused, within
from qurultay.ballots.groups import Group
from qurultay.ballots.mixnet.permutation import gen_shuffle
from qurultay.ballots.mixnet.proof import ShuffleProof, check_shuffle_proof, gen_shuffle_proof, read_shuffle_proof
from qurultay.ballots.mixnet.rankings import Rankings
from qurultay.ballots.randomness import Randomness


@dataclass(frozen=True, kw_only=True, slots=True)
class Shuffle:
    """What a mixer publishes."""

    ciphertexts: tuple[tuple[Ciphertext, ...], ...]
    proofs: tuple[ShuffleProof, ...]

    def to_json(self, group: Group) -> dict[str, Any]:
        """As it stands in a record."""
        return {
            "ciphertexts": [[one.to_json(group) for one in question] for question in self.ciphertexts],
            "proofs": [proof.to_json(group) for proof in self.proofs],
        }


def make_shuffle(election: Election, before: Rankings, random: Randomness) -> Shuffle:
    """A shuffle of what stands before it, with its proofs."""
    group, key, mixed, proofs = election.group, election.group.encode(election.y), [], []
    for e in before:
        one = gen_shuffle(group, election.raise_y, e, random)
        proofs.append(gen_shuffle_proof(group, election.raise_y, e, one, key, election.fingerprint, random))
        mixed.append(one.e_prime)
    return Shuffle(ciphertexts=tuple(mixed), proofs=tuple(proofs))


def read_shuffle(group: Group, line: bytes, before: Rankings) -> Shuffle:
    """The shuffle that stands in a record, once it has as many ciphertexts as it was given and all are members.

    Raises `Refused` (`shuffle-shape`, `group-member`, and as reading any record).
    """
    found = fields(canonical.decode(line), ("ciphertexts", "proofs"))
    questions, proofs = items(found["ciphertexts"]), items(found["proofs"])
    if not len(questions) == len(proofs) == len(before):
        raise Refused(
            "shuffle-shape",
            f"the shuffle has {len(questions)} lists of ciphertexts and {len(proofs)} proofs for {len(before)} questions",
        )
    mixed, proven = [], []
    for number, (question, proof, e) in enumerate(zip(questions, proofs, before, strict=True), 1):
        with within(f"non-homomorphic question {number}"):
            mixed.append(_ciphertexts(group, question, len(e)))
            proven.append(read_shuffle_proof(group, proof, len(e)))
    return Shuffle(ciphertexts=tuple(mixed), proofs=tuple(proven))


def check_shuffle(election: Election, before: Rankings, shuffle: Shuffle, executor: Executor = HERE) -> None:
    """Checks that the shuffle says the same as what stands before it. Raises `Refused` (`shuffle-proof`)."""
    group, key = election.group, election.group.encode(election.y)
    claims = zip(before, shuffle.ciphertexts, shuffle.proofs, strict=True)
    for number, (e, e_prime, pi) in enumerate(claims, 1):
        with within(f"non-homomorphic question {number}"):
            check_shuffle_proof(group, election.raise_y, e, e_prime, pi, key, election.fingerprint, executor)


def _ciphertexts(group: Group, value: object, N: int) -> tuple[Ciphertext, ...]:
    if len(items(value)) != N:
        raise Refused("shuffle-shape", f"the shuffle has {len(items(value))} ciphertexts; {N} were to be mixed")
    mixed = each(value, lambda one: read_ciphertext(group, one), "ciphertext")
    for number, one in enumerate(mixed, 1):
        with within(f"ciphertext {number}"):
            refuse_strangers(group, one)
    return mixed
