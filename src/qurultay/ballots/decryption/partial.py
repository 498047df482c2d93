"""One trustee's part in the decryption (specification 4.17).

    factors   F = alpha^x for every ciphertext
    prove     1. pick a random w      2. A = g^w, B = alpha^w
              3. challenge = H("decrypt|" φ "|" X "|" A "," B)      4. response = w − x × challenge mod q
    check     1. A = g^response × X^challenge, B = alpha^response × F^challenge
              2. challenge = H("decrypt|" φ "|" X "|" A "," B)

The hash binds neither alpha nor F. A trustee can therefore compute an F to a proof chosen before, pass this check, and
leave a tally that nobody can decrypt and a fault that nobody can locate. `strong` closes that.
"""

from collections.abc import Sequence
from concurrent.futures import Executor
from dataclasses import dataclass
from typing import Any

from gmpy2 import mpz

from qurultay.ballots import canonical
from qurultay.ballots.canonical import each, fields, items
from qurultay.ballots.election import Election
from qurultay.ballots.engine import HERE, spread
from qurultay.ballots.errors import Refused, within
from qurultay.ballots.groups import Element, Group, group_named
from qurultay.ballots.mixnet.rankings import Tally
from qurultay.ballots.proofs.schnorr import Proof, read_proof
from qurultay.ballots.randomness import Randomness

PIECE = 256
"""Ciphertexts in one piece of work."""
MANY = 100
"""From so many ciphertexts on, a table of the trustee's key costs less than it saves."""


@dataclass(frozen=True, kw_only=True, slots=True)
class PartialDecryption:
    """Factors and proofs, for every question and ciphertext."""

    factors: tuple[tuple[Element, ...], ...]
    proofs: tuple[tuple[Proof, ...], ...]

    def to_json(self, group: Group) -> dict[str, Any]:
        """As it stands in a record."""
        return {
            "decryption_factors": [[group.encode(F) for F in question] for question in self.factors],
            "decryption_proofs": [[proof.to_json() for proof in question] for question in self.proofs],
        }


def partial_decryption(election: Election, x: mpz, tally: Tally, random: Randomness) -> PartialDecryption:
    """A trustee's part with the private key x. Whoever calls this has checked the tally: x opens whatever it is given.

    All of it is done in this process: whoever helped would learn the key.
    """
    group, X = election.group, election.group.encode(election.group.power_g(x))
    factors, proofs = [], []
    for question in tally:
        found = []
        for ciphertext in question:
            w = mpz(random(int(group.q)))  # 1
            raising = group.raising_member(ciphertext.alpha, (w, x))
            A, B = group.power_g(w), raising(w)  # 2
            challenge = _challenge(group, election.fingerprint, X, A, B)  # 3
            found.append((raising(x), Proof(challenge, (w - x * challenge) % group.q)))  # 4
        factors.append(tuple(F for F, _ in found))
        proofs.append(tuple(proof for _, proof in found))
    return PartialDecryption(factors=tuple(factors), proofs=tuple(proofs))


def read_partial_decryption(group: Group, line: bytes, tally: Tally) -> PartialDecryption:
    """The part that stands in a record, once it has the shape of the tally and all factors are members.

    Raises `Refused` (`decryption-shape`, `group-member`, and as reading any record).
    """
    found = fields(canonical.decode(line), ("decryption_factors", "decryption_proofs"))
    factors = _shaped(found["decryption_factors"], tally, lambda value: group.decode(value), "factor")
    proofs = _shaped(found["decryption_proofs"], tally, lambda value: read_proof(group, value), "proof")
    return PartialDecryption(factors=factors, proofs=proofs)


def check_partial_decryption(
    election: Election, X: Element, tally: Tally, partial: PartialDecryption, executor: Executor = HERE
) -> None:
    """Checks the proofs of the trustee with the key X; the steps are above. Raises `Refused` (`decryption-proof`)."""
    claims = [
        (f"question {i}, ciphertext {j}", ciphertext.alpha, F, proof)
        for i, question in enumerate(zip(tally, partial.factors, partial.proofs, strict=True), 1)
        for j, (ciphertext, F, proof) in enumerate(zip(*question, strict=True), 1)
    ]
    pieces = (claims[at : at + PIECE] for at in range(0, len(claims), PIECE))
    named = election.group.name, election.fingerprint, X
    for failed in spread(executor, _check_piece, ((*named, piece) for piece in pieces)):
        if failed:
            with within(failed):
                raise Refused("decryption-proof", "the proof of the decryption factor does not hold")


def _check_piece(name: str, phi: str, X: Element, claims: Sequence[tuple[str, Element, Element, Proof]]) -> str:
    """The place of the first proof that does not hold; nothing where all do."""
    group = group_named(name)
    to_X = group.fixed(X) if len(claims) >= MANY else lambda exponent: group.power(X, exponent)
    for place, alpha, F, proof in claims:
        A = group.multiply(group.power_g(proof.response), to_X(proof.challenge))  # 1
        B = group.multiply(group.power(alpha, proof.response), group.power(F, proof.challenge))
        if _challenge(group, phi, group.encode(X), A, B) != proof.challenge:  # 2
            return place
    return ""


def _challenge(group: Group, phi: str, X: str, A: Element, B: Element) -> mpz:
    return group.hash(f"decrypt|{phi}|{X}|{group.encode(A)},{group.encode(B)}")


def _shaped(value: object, tally: Tally, read: Any, name: str) -> tuple[tuple[Any, ...], ...]:
    questions = items(value)
    if [len(items(question)) for question in questions] != [len(question) for question in tally]:
        raise Refused("decryption-shape", f"there is not one {name} for every ciphertext of the tally")
    found = []
    for number, question in enumerate(questions, 1):
        with within(f"question {number}"):
            found.append(each(question, read, name))
    return tuple(found)
