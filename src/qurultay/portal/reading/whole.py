"""The record as the pages read it."""

from collections.abc import Callable
from datetime import date
from hashlib import sha256
from typing import NamedTuple, cast

from qurultay.acts.act import Act, Entry
from qurultay.acts.book import Question, Register
from qurultay.acts.parts import FILES
from qurultay.acts.standing import Standing
from qurultay.portal.material import Material
from qurultay.portal.reading.acts import Acts
from qurultay.portal.reading.asking import Asked, Ledger, Room, marks_in, question
from qurultay.portal.reading.lists import Lists
from qurultay.portal.reading.meetings import Meetings
from qurultay.portal.reading.names import Names
from qurultay.portal.reading.offices import Offices
from qurultay.portal.reading.rules import Rules
from qurultay.portal.reading.texts import Texts
from qurultay.portal.record_state import RecordState, state_of
from qurultay.portal.values import Named, Phrase


class Identity(NamedTuple):
    """Whose record it is."""

    label: str
    founding: str
    purpose: str
    languages: tuple[str, ...]
    authentic: tuple[str, ...]
    addresses: tuple[str, ...]


class Reading(Room):
    """The record as the pages read it: whose it is, a room of questions for each matter, and what combines answers."""

    def __init__(self, material: Material) -> None:
        super().__init__(Ledger(material))
        self.acts, self.lists, self.names = Acts(self.ledger), Lists(self.ledger), Names(self.ledger)
        self.offices, self.meetings = Offices(self.ledger), Meetings(self.ledger)
        self.rules, self.texts = Rules(self.ledger), Texts(self.ledger)
        self.fingerprints: dict[str, str] = {}
        self.first_names = False

    def mark(self, key: Asked) -> str:
        """The mark of a question's answer as it is now."""
        where, mark = _MARKS[cast(str, key[0])]
        return repr(mark(getattr(self, where) if where else self, *key[1:]))

    @question(mark=lambda self: self.material.head[0])
    def whole(self) -> Register:
        """The whole register. A page that asks this is made anew after every act: there must be few of them."""
        return self.book

    @question()
    def identity(self) -> Identity:
        """Whose record this is, and in which languages."""
        rules = self.book.rules_on(self.day).rules
        book = self.book
        return Identity(book.label, book.founding, book.purpose, rules.languages, rules.authentic, rules.addresses)

    @question()
    def state(self) -> RecordState:
        """What every page says of the record as a whole: contested, recovering, concluded, continuing another."""
        return state_of(self.book)

    @question()
    def today(self) -> date:
        """The day of the last act. Ask only where a state is worked out for it: the page then changes with the day."""
        return self.day

    def entry(self, number: int) -> Entry:
        """An act as it is to be read, corrections in place."""
        return self.acts.read(number)[0]

    def act(self, number: int) -> Act:
        """What an act says, as it is to be read."""
        return self.acts.read(number)[0].act

    def missing(self, number: int) -> tuple[str, ...]:
        """The names of those parts of an act, as it is to be read, that are not in this copy."""
        return self.acts.read(number)[1]

    def standing(self, number: int) -> Standing:
        """What later acts have said of an act."""
        return self.acts.said_of(number)[0]

    def doubt(self, number: int) -> tuple[Question, str] | None:
        """Why an act is in question, and how that stands on the day of the last act."""
        return self.acts.said_of(number)[1]

    def said(self, digest: str) -> str | None:
        """The words of a part by its hash: the same for ever, where they are here at all."""
        if digest not in self.material.present:
            return None
        data = self.material.words(digest)
        return None if data is None else data.decode("utf-8", "replace").rstrip("\n")

    def fingerprint(self, number: int, name: str) -> str | None:
        """The SHA-256 of a file as a reader would hold it; remembered, for files are large and never change."""
        digest = self.act(number).parts[name]
        if digest not in self.fingerprints:
            data = self.material.words(digest)
            if data is None:
                return None
            self.fingerprints[digest] = sha256(data).hexdigest()
        return self.fingerprints[digest]

    def part(self, number: int, name: str) -> str | None:
        """The words of a part of an act, as it is to be read; None where it has none or they are not here."""
        digest = self.act(number).parts.get(name)
        return None if digest is None or name in self.missing(number) else self.said(digest)

    def phrase(self, number: int, word: str) -> Phrase:
        """A part of an act in every language it has, the body's first language first."""
        act, missing = self.act(number), self.missing(number)
        found = []
        for language in self._order(act, word):
            name = f"{word}.{language}"
            if name not in missing and (words := self.said(act.parts[name])) is not None:
                found.append((language, words))
        return tuple(found)

    def _order(self, act: Act, word: str) -> list[str]:
        held = [name[len(word) + 1 :] for name in act.parts if name.startswith(word + ".") and name not in FILES]
        rank = {language: place for place, language in enumerate(self.identity().languages)}
        return sorted(held, key=lambda language: (rank.get(language, len(rank)), language))

    def named(self, ref: str) -> Named:
        """Something or somebody with the names this copy has: the last given, or for the search index the first."""
        names = self.names.first(ref) if self.first_names else self.names.last(ref)
        words = tuple((language, self.said(digest) or "") for language, digest in names.parts)
        return Named(ref, words, withheld=names.given and not words)


def _all_marks() -> dict[str, tuple[str, Callable[..., object]]]:
    """Every question by name: in which room it is asked, and its mark. No two rooms have one of the same name."""
    rooms: dict[str, type[Room]] = {
        "": Reading, "acts": Acts, "lists": Lists, "names": Names, "offices": Offices, "meetings": Meetings,
        "rules": Rules, "texts": Texts,
    }  # fmt: skip
    found = [(name, (where, mark)) for where, room in rooms.items() for name, mark in marks_in(room).items()]
    assert len(dict(found)) == len(found), "two rooms have a question of the same name"
    return dict(found)


_MARKS = _all_marks()
