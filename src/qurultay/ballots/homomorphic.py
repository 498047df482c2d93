"""Answers of which only the sum is decrypted (specification 4.10.1, 4.11, 4.12).

An answer is one ciphertext of 0 or 1 for every choice; where a blank vote is allowed, one more stands before them, of
1 for blank. S_0 is φ|credential, and S is S_0 | alpha,beta of all choices.

    individual_proofs   m_i ∈ {0, 1}                            prove|S_0|alpha_i,beta_i|
    overall_proof       m_1 + … + m_n ∈ [min … max]             prove|S|alpha_Σ,beta_Σ|
      with blank        m_0 = 1 or m_Σ ∈ [min … max]            bproof1|S|
    blank_proof         m_0 = 0 or m_Σ = 0                      bproof0|S|
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from gmpy2 import mpz

from qurultay.ballots.canonical import each, fields
from qurultay.ballots.ciphertext import Ciphertext, encrypt, product, read_ciphertext
from qurultay.ballots.election import Election
from qurultay.ballots.errors import Refused, within
from qurultay.ballots.groups import Group
from qurultay.ballots.proofs.disjunction import Raising, Secret, check, prove, raising, raising_member, read_proofs
from qurultay.ballots.proofs.schnorr import Proof
from qurultay.ballots.questions import Homomorphic
from qurultay.ballots.randomness import Randomness


@dataclass(frozen=True, slots=True, kw_only=True)
class HomomorphicAnswer:
    """What a ballot says to one question."""

    choices: tuple[Ciphertext, ...]
    individual_proofs: tuple[tuple[Proof, ...], ...]
    overall_proof: tuple[Proof, ...]
    blank_proof: tuple[Proof, ...] | None

    def to_json(self, group: Group) -> dict[str, Any]:
        """As it stands in a ballot."""
        blank = {} if self.blank_proof is None else {"blank_proof": _written(self.blank_proof)}
        return {
            "choices": [choice.to_json(group) for choice in self.choices],
            "individual_proofs": [_written(proofs) for proofs in self.individual_proofs],
            "overall_proof": _written(self.overall_proof),
        } | blank


def read_answer(group: Group, question: Homomorphic, value: object) -> HomomorphicAnswer:
    """The answer that stands in a ballot, once it has the shape that the question asks for. Raises `Refused`."""
    names = ("choices", "individual_proofs", "overall_proof", "blank_proof")
    found = fields(value, names if question.blank else names[:3])
    count = len(question.answers) + bool(question.blank)
    branches = question.max - question.min + 1 + bool(question.blank)
    with within("choices"):
        choices = each(found["choices"], partial(read_ciphertext, group), "choice", count, "ballot-shape")
    with within("individual proofs"):
        individual = each(
            found["individual_proofs"], lambda proofs: read_proofs(group, proofs, 2), "choice", count, "ballot-shape"
        )
    with within("overall proof"):
        overall = read_proofs(group, found["overall_proof"], branches)
    with within("blank proof"):
        blank = read_proofs(group, found["blank_proof"], 2) if question.blank else None
    return HomomorphicAnswer(choices=choices, individual_proofs=individual, overall_proof=overall, blank_proof=blank)


def check_answer(election: Election, question: Homomorphic, answer: HomomorphicAnswer, S_0: str) -> None:
    """Checks membership and all proofs.

    Raises `Refused` (`group-member`, `ballot-choice`, `ballot-overall`, `ballot-blank`).
    """
    group, y = election.group, election.raise_y
    choices = [_raising_member(group, answer, at) for at in range(len(answer.choices))]
    claimed = zip(choices, answer.choices, answer.individual_proofs, strict=True)
    for number, (choice, cast, proofs) in enumerate(claimed, 1):
        with within(f"choice {number}"):
            prefix = f"prove|{S_0}|{cast.hashed(group)}|"
            check(group, y, [(choice, 0), (choice, 1)], proofs, prefix, "ballot-choice")
    S, overall, rest = _hashed(group, S_0, answer.choices), answer.overall_proof, answer.choices
    if answer.blank_proof is None:
        total = product(group, rest)
        claims = _each_of(question, raising(group, total, overall))
        check(group, y, claims, overall, f"prove|{S}|{total.hashed(group)}|", "ballot-overall")
    else:
        total_of_rest = raising(group, product(group, rest[1:]), (answer.blank_proof[1], *overall[1:]))
        check(group, y, [(choices[0], 0), (total_of_rest, 0)], answer.blank_proof, f"bproof0|{S}|", "ballot-blank")
        claims = [(choices[0], 1), *_each_of(question, total_of_rest)]
        check(group, y, claims, overall, f"bproof1|{S}|", "ballot-overall")


def make_answer(
    election: Election, question: Homomorphic, choices: Sequence[int], S_0: str, random: Randomness
) -> HomomorphicAnswer:
    """An answer in a ballot. `choices` has 0 or 1 for every answer, after the one for blank where blank is allowed.

    Raises `Refused` (`choice-range`) for anything that the question does not allow, before it is encrypted.
    """
    _refuse_disallowed(question, choices)
    group, y = election.group, election.raise_y
    secrets = [Secret(m, mpz(random(int(group.q)))) for m in choices]
    cast = tuple(encrypt(group, y, secret.m, secret.r) for secret in secrets)
    individual = tuple(
        prove(group, y, [(secret, 0), (secret, 1)], f"prove|{S_0}|{choice.hashed(group)}|", random)
        for secret, choice in zip(secrets, cast, strict=True)
    )
    S, blank_proof = _hashed(group, S_0, cast), None
    counted = secrets[1:] if question.blank else secrets
    total = Secret(sum(each.m for each in counted), mpz(sum(each.r for each in counted)) % group.q)
    claims = [(total, M) for M in range(question.min, question.max + 1)]
    if question.blank:
        blank_proof = prove(group, y, [(secrets[0], 0), (total, 0)], f"bproof0|{S}|", random)
        overall = prove(group, y, [(secrets[0], 1), *claims], f"bproof1|{S}|", random)
    else:
        overall = prove(group, y, claims, f"prove|{S}|{product(group, cast).hashed(group)}|", random)
    return HomomorphicAnswer(choices=cast, individual_proofs=individual, overall_proof=overall, blank_proof=blank_proof)


def _raising_member(group: Group, answer: HomomorphicAnswer, at: int) -> Raising:
    """A choice, seen to be in the group; the one for blank takes part in two proofs more."""
    proofs = answer.individual_proofs[at]
    if answer.blank_proof is not None and at == 0:
        proofs = (*proofs, answer.blank_proof[0], answer.overall_proof[0])
    with within(f"choice {at + 1}"):
        return raising_member(group, answer.choices[at], proofs)


def _each_of(question: Homomorphic, total: Raising) -> list[tuple[Raising, int]]:
    return [(total, M) for M in range(question.min, question.max + 1)]


def _hashed(group: Group, S_0: str, choices: Sequence[Ciphertext]) -> str:
    return f"{S_0}|{','.join(choice.hashed(group) for choice in choices)}"


def _refuse_disallowed(question: Homomorphic, choices: Sequence[int]) -> None:
    count = len(question.answers) + bool(question.blank)
    if len(choices) != count or any(type(each) is not int or each not in (0, 1) for each in choices):
        raise Refused("choice-range", f"the question takes {count} times 0 or 1, one for every choice")
    blank, chosen = bool(question.blank) and choices[0] == 1, sum(choices[bool(question.blank) :])
    if blank and chosen:
        raise Refused("choice-range", "a blank vote chooses nothing besides")
    if not blank and not question.min <= chosen <= question.max:
        raise Refused(
            "choice-range", f"{chosen} answers are chosen; the question asks for {question.min} to {question.max}"
        )


def _written(proofs: Sequence[Proof]) -> list[dict[str, str]]:
    return [proof.to_json() for proof in proofs]
