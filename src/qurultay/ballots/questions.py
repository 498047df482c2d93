"""What an election asks (specification 4.9).

A homomorphic question lets the voter choose between `min` and `max` of its answers, or, where it says so, nothing at
all (blank). Only the sums are ever decrypted. A non-homomorphic one has the voter give every answer a rank or a grade;
these are decrypted one by one, after shuffles.
"""

from dataclasses import dataclass
from typing import Any, TypeAlias

from qurultay.ballots.canonical import each, fields, flag, items, small, text
from qurultay.ballots.errors import Refused

MOST_ANSWERS = 1000
"""More than any house has members; a question beyond it is a mistake, or meant to exhaust whoever checks it."""
MOST_QUESTIONS = 100


@dataclass(frozen=True, kw_only=True)
class Homomorphic:
    """Choose between `min` and `max` answers. `blank` as it is written: a missing one is None and means no."""

    question: str
    answers: tuple[str, ...]
    min: int
    max: int
    blank: bool | None = None

    def __post_init__(self) -> None:
        _refuse_odd(self.answers)
        if not 0 <= self.min <= self.max <= len(self.answers):
            raise Refused("election-form", f"nobody can choose {self.min} to {self.max} of {len(self.answers)} answers")

    def to_json(self) -> dict[str, Any]:
        """As it stands in the election."""
        blank = {} if self.blank is None else {"blank": self.blank}
        ends = {"min": self.min, "max": self.max, "question": self.question}
        return {"answers": list(self.answers)} | blank | ends


@dataclass(frozen=True, kw_only=True)
class NonHomomorphic:
    """Give every answer a number. `extra` hints at the way of counting, since Belenios 3.0."""

    question: str
    answers: tuple[str, ...]
    extra: Any = None

    def __post_init__(self) -> None:
        _refuse_odd(self.answers)

    def to_json(self) -> dict[str, Any]:
        """As it stands in the election."""
        extra = {} if self.extra is None else {"extra": self.extra}
        value = {"answers": list(self.answers), "question": self.question}
        return {"type": "NonHomomorphic", "value": value} | extra


Question: TypeAlias = Homomorphic | NonHomomorphic


def read_questions(value: object) -> tuple[Question, ...]:
    """The questions of an election. Raises `Refused` (`election-form`, `json-fields`, `json-type`)."""
    found = each(items(value, most=MOST_QUESTIONS), _question, "question")
    if not found:
        raise Refused("election-form", "the election asks nothing")
    return found


def _question(value: object) -> Question:
    if type(value) is dict and "type" in value:
        outer = fields(value, ("type", "value", "extra"), ("extra",))
        if text(outer["type"]) != "NonHomomorphic":
            raise Refused("election-form", f"questions of type {outer['type'][:40]!a} are not known to this software")
        inner = fields(outer["value"], ("answers", "question"))
        return NonHomomorphic(
            answers=_answers(inner["answers"]), question=text(inner["question"]), extra=outer.get("extra")
        )
    found = fields(value, ("answers", "blank", "min", "max", "question"), ("blank",))
    return Homomorphic(
        answers=_answers(found["answers"]),
        blank=flag(found["blank"]) if "blank" in found else None,
        min=small(found["min"]),
        max=small(found["max"]),
        question=text(found["question"]),
    )


def _answers(value: object) -> tuple[str, ...]:
    return each(items(value, most=MOST_ANSWERS), text, "answer")


def _refuse_odd(answers: tuple[str, ...]) -> None:
    if not 1 <= len(answers) <= MOST_ANSWERS:
        raise Refused("election-form", f"a question offers from 1 to {MOST_ANSWERS} answers")
