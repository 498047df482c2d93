"""The result: what the decrypted tally says, as numbers (specification 4.18).

A homomorphic question gives a count for every choice, a non-homomorphic one the ranks or grades of every ballot in the order
of the last shuffle. Counts up to 2^30 − 1 are JSON numbers, larger ones strings.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any, TypeAlias

from gmpy2 import mpz

from qurultay.ballots import canonical
from qurultay.ballots.canonical import count, each, fields, small, written_count
from qurultay.ballots.decryption.combination import decrypted, opener, subsets
from qurultay.ballots.decryption.logarithm import Logarithms
from qurultay.ballots.decryption.partial import PartialDecryption
from qurultay.ballots.election import Election
from qurultay.ballots.errors import Refused, within
from qurultay.ballots.groups import Element, Group
from qurultay.ballots.mixnet.rankings import Tally
from qurultay.ballots.questions import Homomorphic, NonHomomorphic, Question
from qurultay.ballots.trustees.structure import Trustees

Answers: TypeAlias = tuple[int, ...] | tuple[tuple[int, ...], ...]
"""Counts by choice, or ranks and grades by ballot."""
MOST_SUBSETS = 1000


@dataclass(frozen=True, kw_only=True, slots=True)
class Result:
    """The answers to every question. `overlong` are ballots (question, place in it; from 1) that ranked more than was
    asked: belenios-tool and we count the last numbers of what they say."""

    answers: tuple[Answers, ...]
    overlong: tuple[tuple[int, int], ...] = ()

    def to_json(self) -> dict[str, Any]:
        """As it stands in a record."""
        return {"result": [_written(answers) for answers in self.answers]}


def result(election: Election, total_weight: int, plain: Sequence[Sequence[Element]]) -> Result:
    """What the elements say. Raises `Refused` (`result-range`) where one says nothing, so that a factor was false."""
    counted = sum(len(q) for q, asked in zip(plain, election.questions, strict=True) if isinstance(asked, Homomorphic))
    logarithms = Logarithms(election.group, total_weight, counted) if counted else None
    answers: list[Answers] = []
    overlong = []
    for number, (question, elements) in enumerate(zip(election.questions, plain, strict=True), 1):
        with within(f"question {number}"):
            match question:
                case Homomorphic():
                    assert logarithms is not None
                    answers.append(tuple(logarithms.of(element) for element in elements))
                case NonHomomorphic():
                    said = [_ranks(election.group, element, len(question.answers)) for element in elements]
                    answers.append(tuple(ranks for ranks, _ in said))
                    overlong += [(number, place) for place, (_, more) in enumerate(said, 1) if more]
    return Result(answers=tuple(answers), overlong=tuple(overlong))


def read_result(election: Election, line: bytes) -> Result:
    """The result that stands in a record, once it has the shape of the questions.

    Raises `Refused` (`result-shape`, and as reading any record).
    """
    found = canonical.items(fields(canonical.decode(line), ("result",))["result"])
    if len(found) != len(election.questions):
        raise Refused("result-shape", f"the result answers {len(found)} of {len(election.questions)} questions")
    answers = []
    for number, (question, value) in enumerate(zip(election.questions, found, strict=True), 1):
        with within(f"question {number}"):
            answers.append(_read_answers(question, value))
    return Result(answers=tuple(answers))


def check_result(
    election: Election,
    trustees: Trustees,
    tally: Tally,
    total_weight: int,
    partials: Mapping[int, PartialDecryption],
    claimed: Result,
) -> tuple[int, ...]:
    """Checks that the result is what the trustees' parts say, and gives those whose parts say something else.

    The parts are in the order of their events, and their proofs were checked. Where trustees of a group disagree, though
    all passed the proof of Belenios v1, every choice of enough of them is tried: a false factor makes no small number.

    Raises `Refused` (`decryption-missing`, `result-value`).
    """
    places = [(i, j) for i, question in enumerate(tally) for j in range(len(question))]
    if [len(answers) for answers in claimed.answers] != [len(question) for question in tally]:
        raise Refused("result-value", "the result has not one answer for every ciphertext that was decrypted")
    tried = 0
    for used in islice(subsets(trustees, partials), MOST_SUBSETS):
        tried += 1
        opened = opener(trustees, tally, partials, used)
        wrong = next((at for at in places if not _says(election, total_weight, claimed, at, opened(*at))), None)
        if wrong is None:
            return _disagreeing(trustees, tally, partials, used)
        # Where one choice of trustees fails, others fail too: it is looked at first from now on.
        places.remove(wrong)
        places.insert(0, wrong)
    if not tried:
        raise Refused("decryption-missing", "fewer trustees decrypted than are needed")
    i, j = places[0]
    raise Refused("result-value", "the result is not what the trustees decrypted", f"question {i + 1}, answer {j + 1}")


def _says(election: Election, total_weight: int, claimed: Result, at: tuple[int, int], element: Element) -> bool:
    """Whether an element says what the result claims at that place."""
    (i, j), group = at, election.group
    match election.questions[i], claimed.answers[i][j]:
        case Homomorphic(), int() as m:
            return m <= total_weight and group.power_g(mpz(m)) == element
        case NonHomomorphic() as question, tuple() as ranks:
            return _ranks(group, element, len(question.answers))[0] == ranks
        case _:
            return False


def _disagreeing(
    trustees: Trustees, tally: Tally, partials: Mapping[int, PartialDecryption], used: Sequence[int]
) -> tuple[int, ...]:
    """Those not used whose factors do not fit the others: put in for another of their group, they change what is said."""
    said, found = decrypted(trustees, tally, partials, used), []
    for item, numbers in trustees.numbered():
        inside = [number for number in used if number in numbers]
        for other in (number for number in partials if number in numbers and number not in used):
            instead = [number for number in used if number != inside[-1]] + [other]
            assert item.needed == len(inside)
            if decrypted(trustees, tally, partials, sorted(instead)) != said:
                found.append(other)
    return tuple(sorted(found))


def _ranks(group: Group, element: Element, wanted: int) -> tuple[tuple[int, ...], bool]:
    """The last `wanted` numbers of what the element says, as to_ints takes them, and whether there are more before."""
    most = int(group.q).bit_length() // group.bits_per_int + 1
    said = group.embedded(element, max(most, wanted))
    return tuple(said[len(said) - wanted :]), any(said[: len(said) - wanted])


def _read_answers(question: Question, value: object) -> Answers:
    match question:
        case Homomorphic():
            counts = each(value, count, "count")
            if len(counts) != len(question.answers) + bool(question.blank):
                raise Refused("result-shape", f"there are {len(counts)} counts for {len(question.answers)} answers")
            return counts
        case NonHomomorphic():
            return each(value, lambda ballot: _read_ranks(question, ballot), "ballot")


def _read_ranks(question: NonHomomorphic, value: object) -> tuple[int, ...]:
    ranks = each(value, small, "rank")
    if len(ranks) != len(question.answers):
        raise Refused("result-shape", f"the ballot has {len(ranks)} ranks for {len(question.answers)} answers")
    return ranks


def _written(answers: Answers) -> list[Any]:
    return [written_count(one) if isinstance(one, int) else list(one) for one in answers]
