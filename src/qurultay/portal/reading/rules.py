"""Questions about the rules: which were in force, and what they say."""

from datetime import date

from qurultay.acts.book import RulesInForce
from qurultay.acts.rules import ClassRow, Majority
from qurultay.portal.reading.asking import Room, question


class Rules(Room):
    """Questions about the rules: which were in force, and what they say."""

    @question(mark=lambda self, day: self.book.rules_on(day).act)
    def rules_on(self, day: date) -> int:
        """The act that adopted the rules in force on a day."""
        return self.book.rules_on(day).act

    @question()
    def rules_of(self, number: int) -> RulesInForce | None:
        """The rules that an act adopted."""
        return next((held for held in self.book.rules_history if held.act == number), None)

    @question()
    def row_in(self, rules: int, case: str) -> ClassRow | None:
        """The row of a case in the rules that an act adopted."""
        held = next((r for r in self.book.rules_history if r.act == rules), None)
        return held.rules.row(case) if held else None

    @question()
    def majority(self, rules: int, name: str) -> Majority | None:
        """A majority by its name, in the rules that an act adopted."""
        held = next((r for r in self.book.rules_history if r.act == rules), None)
        return held.rules.majority(name) if held else None
