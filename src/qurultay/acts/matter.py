"""An act about to be entered, with what every question about it asks for: its day, its rules, its rows."""

from datetime import date
from typing import NamedTuple

from qurultay.acts.act import Act
from qurultay.acts.book import Register, RulesInForce
from qurultay.acts.classes import cases_of, class_of
from qurultay.acts.constituting import RulesAdopted
from qurultay.acts.rules import Class, ClassRow, Rules


class Matter(NamedTuple):
    """What is judged: the act, the register of the acts before it, and what follows from the two at once."""

    act: Act
    book: Register
    entered: int
    day: date
    held: RulesInForce
    now: RulesInForce
    cases: tuple[str, ...]
    rows: tuple[ClassRow, ...] | None

    @property
    def rules(self) -> Rules:
        """The rules in force on the act's date."""
        return self.held.rules

    @property
    def clocks(self) -> tuple[Rules, ...]:
        """The rules on the act's date and those on the day of entry, where they are others: both must be kept (T4)."""
        return (self.held.rules,) if self.now.act == self.held.act else (self.held.rules, self.now.rules)

    @property
    def class_(self) -> Class | None:
        """The gravest class the act falls under; None where it has no row and cannot be signed."""
        return None if self.rows is None else class_of(self.rows)


def matter_of(act: Act, book: Register, entered: int) -> Matter:
    """Lay an act before the register of the acts before it. There must be a founding in it."""
    held, day = book.rules_on(act.date), entry_day(act, book, entered)
    now, cases = held if day == act.date else book.rules_on(day), cases_of(act, book)
    return Matter(act, book, entered, day, held, now, cases, _rows_on_both(act, held, now, cases))


def entry_day(act: Act, book: Register, entered: int) -> date:
    """The civil date of entry, at the offset of the act's session or of the record's seat (T8)."""
    return book.day_at(act.body, act.date, entered)


def rows_of(act: Act, book: Register) -> tuple[ClassRow, ...] | None:
    """The class rows an act must satisfy under the rules in force on its date, or None where a case has none."""
    return _rows(act, book.rules_on(act.date), cases_of(act, book))


def _rows_on_both(
    act: Act, held: RulesInForce, now: RulesInForce, cases: tuple[str, ...]
) -> tuple[ClassRow, ...] | None:
    """The rows of the rules on the act's date, and of those on the day of its entry.

    A date set back behind stricter rules helps nobody, as one set back into an earlier term does not (T4).
    """
    rows = _rows(act, held, cases)
    if now.act == held.act or rows is None:
        return rows
    stricter = _rows(act, now, cases)
    return None if stricter is None else (*rows, *(row for row in stricter if row not in rows))


def late_recovery(act: Act, cases: tuple[str, ...], held: RulesInForce) -> bool:
    """Is it a recovery that would come later than its class allows?

    Another act may come late if more officers sign it. Here there may be none left to ask, and four signatures of keepers
    kept in a drawer for a better day are just what an adversary would want: so a recovery never comes late, it is done anew.
    """
    if act.enter_by <= held.latest_entry(act.date, "recovery"):
        return False
    rows = [held.rows[case] for case in cases if case in held.rows]
    return bool(rows) and all(row.class_ == "recovery" for row in rows)


def _rows(act: Act, held: RulesInForce, cases: tuple[str, ...]) -> tuple[ClassRow, ...] | None:
    """One row for each case; an act entered late is grave besides (design §3a.4).

    Entrenched rules change under the old *and* the new ones, so that nobody writes himself a lower bar (A3).
    """
    rows = held.rows_of(cases)
    if rows is None:
        return None
    if cases == ("rules-adopted/entrenched",) and isinstance(act.body, RulesAdopted):
        new = act.body.rules.row("rules-adopted/entrenched")
        rows = rows if new is None or new in rows else (*rows, new)
    if act.enter_by <= held.latest_entry(act.date, class_of(rows)) or late_recovery(act, cases, held):
        return rows
    return (*rows, held.rows["late"]) if "late" in held.rows else None
