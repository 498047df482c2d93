"""A list of persons is looked through, all of it, and then entered, all of it or nothing.

Between looking and entering nothing is kept here: the list goes back to the browser with the page that says what is
wrong with it, and comes again with the second click, to be looked through once more.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from django.db import transaction

from qurultay.portal.languages import INTERFACE
from qurultay.portal.values import Saying
from qurultay.secretariat.frame.catalogue import spoken
from qurultay.secretariat.frame.house import Standing
from qurultay.secretariat.frame.order import OutOfOrder
from qurultay.secretariat.roll import vault
from qurultay.secretariat.roll.entries import COLUMNS, Entrant, Taken, completed, faults, seat_of, warnings
from qurultay.secretariat.roll.models import Person
from qurultay.secretariat.roll.persons import enter_all, taken
from qurultay.secretariat.roll.private import Private
from qurultay.secretariat.roll.sheets import Row, Sheet, day, read
from qurultay.secretariat.roll.tables import Remark


@dataclass(kw_only=True)
class Looked:
    """A list after it was looked through."""

    sheet: Sheet
    entries: list[Entrant] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)

    @property
    def errors(self) -> list[Remark]:
        """What stands in the way."""
        return [each for each in self.remarks if each.error]

    @property
    def warnings(self) -> list[Remark]:
        """What should be looked at."""
        return [each for each in self.remarks if not each.error]


def headings() -> Mapping[str, str]:
    """Every word for a column, in each language of the interface."""
    return {name: column for column in COLUMNS for name in _words_for(column)}


def heading(column: str, code: str) -> str:
    """What a column is called in a language."""
    return spoken(code).message(f"roll.column.{column}", {})


def _words_for(column: str) -> Iterator[str]:
    yield from (column, column.replace("_", " "))
    yield from (heading(column, code).casefold() for code in INTERFACE)


def look_through(data: bytes, body: str, standing: Standing, now: datetime) -> Looked:
    """Everything that stands against a list, and what should be looked at. Raises `Unreadable`."""
    sheet = read(data, headings())
    looked = Looked(sheet=sheet, remarks=list(sheet.remarks))
    places: dict[str, list[Taken]] = {}
    for each in taken(body):
        places.setdefault(each.place, []).append(each)
    persons = set(Person.objects.exclude(ref="").values_list("ref", flat=True))
    for row in sheet.rows:
        entry = _entry(row, body, looked)
        entry = completed(entry, standing, now.date())
        looked.entries.append(entry)
        looked.remarks += _about(entry, row.line, standing, places, persons, now.date())
    looked.remarks += _same_names(looked, body)
    looked.remarks.sort(key=lambda each: (each.line, not each.error))
    return looked


def _entry(row: Row, body: str, looked: Looked) -> Entrant:
    days: dict[str, date | None] = {}
    for column in ("since", "until"):
        found = day(row.cells.get(column, ""))
        if isinstance(found, Saying):
            looked.remarks.append(Remark(line=row.line, column=column, what=found))
        days[column] = found if isinstance(found, date) else None
    return Entrant(
        body=body, private=Private.of(row.cells), seat=seat_of(row.cells.get("seat", "")), post=row.cells.get("post", ""),
        community=row.cells.get("community", ""), person=row.cells.get("person", ""), **days,
    )  # fmt: skip


def _about(
    entry: Entrant, line: int, standing: Standing, places: dict[str, list[Taken]], persons: set[str], today: date
) -> Iterator[Remark]:
    """What stands against one entry, among those before it in the list and those on the roll already."""
    ref = entry.seat or entry.post
    against = list(faults(entry, standing, places.get(ref, []), today))
    for column, what in against:
        yield Remark(line=line, column=column, what=what)
    for column, what in warnings(entry, standing, today):
        yield Remark(line=line, column=column, what=what, error=False)
    if entry.person in persons - {""} and not any(column in ("seat", "post") for column, _ in against):
        yield Remark(line=line, column="person", what=Saying.of("roll.out.person-there", person=entry.person))
    persons |= {entry.person} - {""}
    if ref and entry.since is not None:
        places.setdefault(ref, []).append(Taken(place=ref, since=entry.since, until=entry.until, row=line))


def _same_names(looked: Looked, body: str) -> Iterator[Remark]:
    """Two of one name are not wrong; but in the room nobody will know who is meant."""
    there = {
        vault.opened(person).name.casefold() for person in Person.objects.filter(body=body).exclude(wrapped_key=b"")
    }
    named = [entry.private.name.casefold() for entry in looked.entries]
    counts = Counter(named)
    for row, name in zip(looked.sheet.rows, named, strict=True):
        if name and (counts[name] > 1 or name in there):
            yield Remark(line=row.line, column="name", what=Saying.of("roll.warn.same-name"), error=False)


def enter_list(data: bytes, body: str, standing: Standing, now: datetime) -> int:
    """Look through a list once more and enter it; how many there were. Raises `OutOfOrder`, `Unreadable`."""
    with transaction.atomic():
        vault.epoch(lock=True)  # nobody else enters meanwhile
        looked = look_through(data, body, standing, now)
        if looked.errors:
            raise OutOfOrder("roll.out.list-changed", count=len(looked.errors))
        return len(enter_all(looked.entries, now))
