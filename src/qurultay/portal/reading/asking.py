"""How the record is asked: every question is entered in a ledger, with whoever asked it, and answered once.

A page is made from the answers to the questions it asked, so it changes exactly when one of those answers
does. After one more act the same questions are put again, by their *marks* alone: a mark is a small value
that is another whenever the answer is. That takes a second where writing every page anew takes minutes,
and forgets nothing, because a view has nothing else to ask.

A question never asks another one; what combines several answers stands in `whole.Reading`.
"""

from collections.abc import Callable, Hashable
from datetime import date
from functools import wraps
from typing import Any, TypeVar, cast

from qurultay.acts.register import register
from qurultay.portal.material import Material
from qurultay.tlog.tree import leaf_hash

Asked = tuple[Hashable, ...]
Answer = TypeVar("Answer", bound=Callable[..., Any])


class Ledger:
    """The record that is asked, which questions were put since somebody last looked, and every answer given."""

    def __init__(self, material: Material) -> None:
        self.material = material
        self.book = register(material.entries)
        self.book.founding = leaf_hash(material.notes[0]).hex()
        self.day = self.book.entry_day(self.book.entries[-1])
        """The day of the last act: whatever is derived is derived for this day."""
        self.asked: dict[Asked, None] = {}
        self.answers: dict[Asked, object] = {}


class Room:
    """Some questions about the record that belong together, all entered in one ledger.

    A ledger knows no rooms: nothing points back, so a record that was read is let go at once when it is no longer needed.
    """

    def __init__(self, ledger: Ledger) -> None:
        self.ledger, self.material, self.book = ledger, ledger.material, ledger.book

    @property
    def day(self) -> date:
        """The day of the last act."""
        return self.ledger.day


def marks_in(room: type[Room]) -> dict[str, Callable[..., object]]:
    """The questions of a room by name, each with the function that gives its mark."""
    return {name: asks.mark for name, asks in vars(room).items() if hasattr(asks, "mark")}


def question(mark: Callable[..., object] | None = None) -> Callable[[Answer], Answer]:
    """Makes a method a question: asking is remembered, answering is done once. Without a mark the answer is its own."""

    def decorate(answer: Answer) -> Answer:
        name = answer.__name__

        @wraps(answer)
        def ask(self: Room, *about: Hashable) -> object:
            asked, ledger = (name, *about), self.ledger
            ledger.asked[asked] = None
            if asked not in ledger.answers:
                ledger.answers[asked] = answer(self, *about)
            return ledger.answers[asked]

        ask.mark = mark or answer  # type: ignore[attr-defined]  # read by the ledger alone
        return cast(Answer, ask)

    return decorate
