"""Questions about one act: what it says, what was said of it, and what shows it to be so."""

from functools import cached_property

from qurultay.acts.act import Entry
from qurultay.acts.book import Question
from qurultay.acts.parts import FILES
from qurultay.acts.standing import Standing
from qurultay.portal.evidence import Evidence, Shown
from qurultay.portal.follow import Follow, followers
from qurultay.portal.reading.asking import Room, question
from qurultay.portal.stood import Stood, stood


class Acts(Room):
    """Questions about one act: what it says, what was said of it, and what shows it to be so."""

    @question(mark=lambda self, number: (*self._reading_mark(number), *self._missing(number)))
    def read(self, number: int) -> tuple[Entry, tuple[str, ...]]:
        """An act as it is to be read, corrections in place, and those of its parts that are not in this copy."""
        return self.book.entries[number], self._missing(number)

    @question(mark=lambda self, number: self.material.entries[number].text_hash)
    def original(self, number: int) -> Entry:
        """An act as it was entered."""
        return self.material.entries[number]

    @question(mark=lambda self, number: self.material.entries[number].text_hash)
    def note(self, number: int) -> bytes:
        """The bytes of an act's note, as they are hashed and stored."""
        return self.material.notes[number]

    @question(mark=lambda self, number: self.evidence.proof_mark(number))
    def proof(self, number: int) -> bytes:
        """The `.tlog-proof` file of an act. Raises `LookupError` where there is no head for it."""
        return self.evidence.proof(number)

    @question(mark=lambda self, number: self._said_of(number))
    def said_of(self, number: int) -> tuple[Standing, tuple[Question, str] | None]:
        """What later acts have said of an act, and why it is in question on the day of the last act."""
        return self.book.standing_of(number), self._doubt(number)

    @question()
    def stood(self, number: int) -> tuple[Stood, ...]:
        """Who stands by an act, muster by muster."""
        return stood(self.book, self.book.entries[number].text_hash)

    @question()
    def entered_as(self, text_hash: str) -> int | None:
        """The number under which a text entered; None where it has not."""
        return self._by_text.get(text_hash)

    @question()
    def announced_in(self, number: int) -> tuple[int, ...]:
        """The acts that announced an act."""
        return tuple(self.book.announced.get(self.book.entries[number].text_hash, ()))

    @question(mark=lambda self, number: [(f.number, f.relation, f.target) for f in self._followers[number]])
    def followed(self, number: int) -> tuple[Follow, ...]:
        """What followed an act."""
        return tuple(self._followers[number])

    @question()
    def days_late(self, number: int) -> int:
        """How many days after its date an act was entered, where its session sat; 0 where nobody need be told (T2)."""
        return self.book.days_late(self.book.entries[number])

    @question(mark=lambda self, number: self.evidence.shown_mark(number))
    def shown(self, number: int) -> Shown:
        """What shows an act to be what it claims: who signed it, where it stands, who has seen it."""
        return self.evidence.shown(number)

    @question()
    def files(self) -> tuple[tuple[int, str], ...]:
        """Every file of an act that is in this copy: the act and the part's name."""
        return tuple(
            (entry.number, name)
            for entry in self.book.entries
            for name, digest in entry.act.parts.items()
            if name in FILES and digest in self.material.present
        )

    @question(mark=lambda self, number, name: self.book.entries[number].act.parts.get(name))
    def file(self, number: int, name: str) -> bytes:
        """The bytes of a file of an act, as its reader would hold them."""
        return self.material.words(self.book.entries[number].act.parts[name]) or b""

    @cached_property
    def evidence(self) -> Evidence:
        """What shows where each act stands in the log and who signed it."""
        return Evidence(self.material, self.book)

    def _missing(self, number: int) -> tuple[str, ...]:
        parts, present = self.book.entries[number].act.parts, self.material.present
        return tuple([name for name, digest in parts.items() if digest not in present])

    def _said_of(self, number: int) -> object:
        standing, doubt = self.book.standing.get(number), self._doubt(number)
        return "" if standing is None and doubt is None else (standing, doubt)

    def _doubt(self, number: int) -> tuple[Question, str] | None:
        found = self.book.doubt(number)
        return None if found is None else (found, found.state(self.day))

    def _reading_mark(self, number: int) -> tuple[object, ...]:
        return self.material.entries[number].text_hash[:24], *self.book.standing_of(number).corrected_by

    @cached_property
    def _by_text(self) -> dict[str, int]:
        return {entry.text_hash: entry.number for entry in self.book.entries}

    @cached_property
    def _followers(self) -> list[list[Follow]]:
        return followers(self.book.entries, self.book)
