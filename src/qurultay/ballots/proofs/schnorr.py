"""Proofs that somebody knows the logarithm x of X = g^x (specification 4.5, 4.6.1, 4.10.2, 4.13).

    prove   1. pick a random w      2. A = g^w
            3. challenge = H(prefix | A) mod q      4. response = w − x × challenge mod q
    check   1. A = g^response × X^challenge      2. challenge = H(prefix | A) mod q

What a proof is for stands in the prefix: `pok|GROUP|X|`, `sig|HASH|`, `raweg|S|y,alpha,beta|`, `sigmsg|M|`.
"""

from dataclasses import dataclass

from gmpy2 import mpz

from qurultay.ballots.canonical import fields
from qurultay.ballots.errors import Refused
from qurultay.ballots.groups import Element, Group
from qurultay.ballots.randomness import Randomness


@dataclass(frozen=True, slots=True)
class Proof:
    """Challenge and response, numbers modulo q."""

    challenge: mpz
    response: mpz

    def to_json(self) -> dict[str, str]:
        """As it stands in a record."""
        return {"challenge": self.challenge.digits(), "response": self.response.digits()}


def read_proof(group: Group, value: object) -> Proof:
    """The proof that stands in a record. Raises `Refused` for another form."""
    found = fields(value, ("challenge", "response"))
    return Proof(group.scalar(found["challenge"]), group.scalar(found["response"]))


def prove(group: Group, x: mpz, prefix: str, random: Randomness) -> Proof:
    """A proof of knowing x; the steps are above."""
    w = mpz(random(int(group.q)))  # 1
    A = group.power_g(w)  # 2
    challenge = group.hash(prefix + group.encode(A))  # 3
    return Proof(challenge, (w - x * challenge) % group.q)  # 4


def check(group: Group, X: Element, proof: Proof, prefix: str, failing: str) -> None:
    """Checks that whoever made the proof knows the logarithm of X, a member of the group.

    Raises `Refused` with the check `failing`.
    """
    A = group.multiply(group.power_g(proof.response), group.power(X, proof.challenge))  # 1
    if group.hash(prefix + group.encode(A)) != proof.challenge:  # 2
        raise Refused(failing, "the proof of knowledge does not hold")
