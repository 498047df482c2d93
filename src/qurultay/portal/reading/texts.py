"""Questions about texts and what came of them: calls, commitments, plans, letters."""

from datetime import date

from qurultay.acts.book import Call, Commitment, Letter, Observance, Plan, TextState
from qurultay.portal.reading.asking import Room, question


class Texts(Room):
    """Questions about texts and what came of them: calls, commitments, plans, letters."""

    @question(mark=lambda self, number: self._text_mark(number))
    def text(self, number: int) -> TextState | None:
        """An adopted text and how its provisions stand."""
        return self.book.texts.get(number)

    @question()
    def call(self, ref: str) -> tuple[Call, str] | None:
        """A call and where it stands on the day of the last act."""
        held = self.book.calls.get(ref)
        return None if held is None else (held, held.state(self.day))

    @question()
    def commitment(self, ref: str) -> tuple[Commitment, str] | None:
        """A commitment and where it stands on the day of the last act."""
        held = self.book.commitments.get(ref)
        return None if held is None else (held, held.state(self.day))

    @question()
    def observance(self, ref: str) -> Observance | None:
        """A day the body keeps."""
        return self.book.observances.get(ref)

    @question()
    def plan(self, number: int) -> Plan | None:
        """A plan's indicators and what was measured."""
        return self.book.plans.get(number)

    @question()
    def letter(self, number: int) -> Letter | None:
        """A letter, the calls it carries and the replies to it."""
        return self.book.letters.get(number)

    def _text_mark(self, number: int) -> object:
        text = self.book.texts.get(number)
        if text is None:
            return None
        ends = [
            (p.until, p.repealed_by, p.replaced_by, p.annulled) for p in text.provisions.values() if p.until != date.max
        ]
        entry = self.material.entries[number].text_hash
        return entry, text.from_, text.until, text.repealed_by, text.replaced_by, text.annulled, ends
