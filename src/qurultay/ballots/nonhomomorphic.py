"""Answers that are decrypted one by one, after shuffles: ranks and grades (specification 4.10.2).

The numbers given to all answers are embedded in one element ξ, which is encrypted as (g^r, y^r · ξ), with a proof of
knowing r over "raweg|S_0|y,alpha,beta|": whoever copies somebody's ciphertext cannot make it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from gmpy2 import mpz

from qurultay.ballots.canonical import fields
from qurultay.ballots.ciphertext import Ciphertext, read_ciphertext, refuse_strangers
from qurultay.ballots.election import Election
from qurultay.ballots.errors import Refused
from qurultay.ballots.groups import Group
from qurultay.ballots.proofs.schnorr import Proof, check, prove, read_proof
from qurultay.ballots.questions import NonHomomorphic
from qurultay.ballots.randomness import Randomness


@dataclass(frozen=True, slots=True, kw_only=True)
class NonHomomorphicAnswer:
    """What a ballot says to one question."""

    choices: Ciphertext
    proof: Proof

    def to_json(self, group: Group) -> dict[str, Any]:
        """As it stands in a ballot."""
        return {"choices": self.choices.to_json(group), "proof": self.proof.to_json()}


def read_answer(group: Group, value: object) -> NonHomomorphicAnswer:
    """The answer that stands in a ballot. Raises `Refused` for another form."""
    found = fields(value, ("choices", "proof"))
    return NonHomomorphicAnswer(
        choices=read_ciphertext(group, found["choices"]), proof=read_proof(group, found["proof"])
    )


def check_answer(election: Election, answer: NonHomomorphicAnswer, S_0: str) -> None:
    """Checks membership and the proof. Raises `Refused` (`group-member`, `ballot-raw`)."""
    refuse_strangers(election.group, answer.choices)
    check(election.group, answer.choices.alpha, answer.proof, _prefix(election, S_0, answer.choices), "ballot-raw")


def make_answer(
    election: Election, question: NonHomomorphic, choices: Sequence[int], S_0: str, random: Randomness
) -> NonHomomorphicAnswer:
    """An answer in a ballot: a number from 0 to 255 for every answer. Raises `Refused` (`choice-range`)."""
    if len(choices) != len(question.answers):
        raise Refused(
            "choice-range", f"the question takes {len(question.answers)} ranks or grades, one for every answer"
        )
    group = election.group
    r = mpz(random(int(group.q)))
    cast = Ciphertext(group.power_g(r), group.multiply(election.raise_y(r), group.embed(choices)))
    return NonHomomorphicAnswer(choices=cast, proof=prove(group, r, _prefix(election, S_0, cast), random))


def _prefix(election: Election, S_0: str, cast: Ciphertext) -> str:
    return f"raweg|{S_0}|{election.group.encode(election.y)},{cast.hashed(election.group)}|"
