"""A ballot: encrypted answers with their proofs, signed with the voter's credential (specification 4.13, 4.14).

    check   1. it was made for this election: uuid and φ
            2. its answers have the shape of the questions
            3. every answer is proven to be allowed
            4. signature.hash is H_JSON of the ballot without its signature
            5. the signature is by the credential: "sig|" hash "|" A

Whether the credential may vote, and whether the ballot was cast before, is for the ballot box.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, TypeAlias, assert_never

from qurultay.ballots import canonical, homomorphic, nonhomomorphic
from qurultay.ballots.canonical import fields, items, text
from qurultay.ballots.ciphertext import Ciphertext
from qurultay.ballots.credentials import secret
from qurultay.ballots.election import Election, fingerprint
from qurultay.ballots.errors import Refused, within
from qurultay.ballots.groups import Element
from qurultay.ballots.homomorphic import HomomorphicAnswer
from qurultay.ballots.nonhomomorphic import NonHomomorphicAnswer
from qurultay.ballots.proofs import schnorr
from qurultay.ballots.proofs.schnorr import Proof, read_proof
from qurultay.ballots.questions import Homomorphic, NonHomomorphic, Question
from qurultay.ballots.randomness import Randomness

Answer: TypeAlias = HomomorphicAnswer | NonHomomorphicAnswer

_NAMES = ("election_uuid", "election_hash", "credential", "answers", "signature")


@dataclass(frozen=True, slots=True, kw_only=True)
class Ballot:
    """A ballot that has the form of one; `check` says whether it is valid."""

    data: bytes
    credential: str
    answers: tuple[Answer, ...]
    hash: str
    signature: Proof

    @property
    def tracker(self) -> str:
        """The name under which the voter finds the ballot again: H_JSON of its bytes."""
        return fingerprint(self.data)

    def ciphertexts(self) -> tuple[tuple[Ciphertext, ...], ...]:
        """The ciphertexts of every answer."""
        return tuple(_ciphertexts(answer) for answer in self.answers)


def read(election: Election, data: bytes) -> Ballot:
    """Steps 1 and 2: the ballot from its record. Raises `Refused` (`ballot-election`, and as reading any record)."""
    found = fields(canonical.decode(data, most_bytes=most_bytes(election)), _NAMES)
    uuid, phi = text(found["election_uuid"]), text(found["election_hash"])
    if (uuid, phi) != (election.uuid, election.fingerprint):  # 1
        raise Refused(
            "ballot-election", f"the ballot was made for {uuid[:40]!a}, {phi[:50]!a}; this is another election"
        )
    signature = fields(found["signature"], ("hash", "proof"))
    credential = text(found["credential"])
    election.group.read(credential)
    return Ballot(
        data=data,
        credential=credential,
        answers=tuple(_answers(election, found["answers"])),  # 2
        hash=text(signature["hash"]),
        signature=read_proof(election.group, signature["proof"]),
    )


def check(election: Election, ballot: Ballot) -> None:
    """Steps 3 to 5. The credential is one of the election's list, which was checked to consist of members.

    Raises `Refused` (`group-member`, `ballot-choice`, `ballot-overall`, `ballot-blank`, `ballot-raw`, `ballot-signature`).
    """
    group, S_0 = election.group, f"{election.fingerprint}|{ballot.credential}"
    for number, (question, answer) in enumerate(zip(election.questions, ballot.answers, strict=True), 1):  # 3
        with within(f"question {number}"):
            _check_answer(election, question, answer, S_0)
    if ballot.hash != fingerprint(_unsigned(ballot.data)):  # 4
        raise Refused("ballot-signature", "the hash that was signed is not that of the ballot")
    credential: Element = group.read(ballot.credential)
    schnorr.check(group, credential, ballot.signature, f"sig|{ballot.hash}|", "ballot-signature")  # 5


def make(election: Election, credential: str, choices: Sequence[Sequence[int]], random: Randomness) -> bytes:
    """A ballot from a private credential and, for every question, the numbers given to its answers.

    For a homomorphic question these are 0 or 1 for every answer, after one for blank where blank is allowed; for a
    non-homomorphic one, a rank or grade for every answer.

    Raises `Refused` (`credential-form`, `choice-range`).
    """
    group = election.group
    s = secret(group, election.uuid, credential)
    public = group.encode(group.power_g(s))
    S_0 = f"{election.fingerprint}|{public}"
    if len(choices) != len(election.questions):
        raise Refused("choice-range", f"the election asks {len(election.questions)} questions; answer each of them")
    answers = []
    for number, (question, chosen) in enumerate(zip(election.questions, choices, strict=True), 1):
        with within(f"question {number}"):
            answers.append(_make_answer(election, question, chosen, S_0, random).to_json(group))
    unsigned: dict[str, Any] = {
        "election_uuid": election.uuid,
        "election_hash": election.fingerprint,
        "credential": public,
        "answers": answers,
    }
    digest = fingerprint(canonical.encode(unsigned))
    proof = schnorr.prove(group, s, f"sig|{digest}|", random)
    return canonical.encode(unsigned | {"signature": {"hash": digest, "proof": proof.to_json()}})


@lru_cache(16)
def most_bytes(election: Election) -> int:
    """The length that no ballot of this election can exceed."""
    number = len(str(election.group.q)) + 20
    element = max(len(election.group.encode(election.y)), number) + 620
    size = 1000 + 2 * number + element
    for question in election.questions:
        match question:
            case Homomorphic():
                choices = len(question.answers) + 1
                proofs = 2 * choices + question.max - question.min + 4
                size += choices * 2 * (element + 20) + proofs * 2 * (number + 20)
            case NonHomomorphic():
                size += 2 * (element + number + 40)
            case _:
                assert_never(question)
    return size


def _unsigned(data: bytes) -> bytes:
    """The ballot without its signature, which stands last: its bytes up to there are those of the compact form."""
    return data[: data.rindex(b',"signature":')] + b"}"


def _answers(election: Election, value: object) -> Iterator[Answer]:
    found = items(value)
    if len(found) != len(election.questions):
        raise Refused("ballot-shape", f"the ballot answers {len(found)} of {len(election.questions)} questions")
    for number, (question, answer) in enumerate(zip(election.questions, found, strict=True), 1):
        with within(f"question {number}"):
            match question:
                case Homomorphic():
                    yield homomorphic.read_answer(election.group, question, answer)
                case NonHomomorphic():
                    yield nonhomomorphic.read_answer(election.group, answer)
                case _:
                    assert_never(question)


def _check_answer(election: Election, question: Question, answer: Answer, S_0: str) -> None:
    match question, answer:
        case Homomorphic(), HomomorphicAnswer():
            homomorphic.check_answer(election, question, answer, S_0)
        case NonHomomorphic(), NonHomomorphicAnswer():
            nonhomomorphic.check_answer(election, answer, S_0)
        case _:
            raise Refused("ballot-shape", "the answer is of another kind than the question")


def _make_answer(
    election: Election, question: Question, choices: Sequence[int], S_0: str, random: Randomness
) -> Answer:
    match question:
        case Homomorphic():
            return homomorphic.make_answer(election, question, choices, S_0, random)
        case NonHomomorphic():
            return nonhomomorphic.make_answer(election, question, choices, S_0, random)
        case _:
            assert_never(question)


def _ciphertexts(answer: Answer) -> tuple[Ciphertext, ...]:
    match answer:
        case HomomorphicAnswer():
            return answer.choices
        case NonHomomorphicAnswer():
            return (answer.choices,)
        case _:
            assert_never(answer)
