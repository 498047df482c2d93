"""The record that `show`, `register`, `build` and `export` speak of, verified before a word of it is shown."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path

from qurultay.acts.act import Act, Entry, civil_date
from qurultay.acts.book import Register
from qurultay.acts.register import register as read_register
from qurultay.acts.short_code import typed_code
from qurultay.cli import moment
from qurultay.cli.house import find_house
from qurultay.cli.memory import memory
from qurultay.cli.refusing import Unusable
from qurultay.cli.sources import opened
from qurultay.cli.verify import judged
from qurultay.record.source import Source
from qurultay.record.store import Record
from qurultay.record.verify import Report


@dataclass(frozen=True)
class Verified:
    """A record that was found intact just now, open for reading."""

    source: Source
    report: Report

    @property
    def book(self) -> Register:
        """The register as authority reads it; for reading, ask `acts.register`."""
        return self.report.book

    @property
    def root(self) -> bytes:
        """The root of its newest head."""
        return self.report.head.root

    @property
    def record(self) -> Record:
        """The acts as bytes."""
        return Record(self.source)

    @property
    def today(self) -> date:
        """The civil date at the record's seat."""
        return civil_date(moment.now(), self.book.rules.offset)

    @cached_property
    def reading(self) -> Register:
        """The register as acts are to be read today, corrections in their places."""
        return read_register(self.book.entries)

    def as_read(self, entry: Entry) -> Act:
        """An act as it is to be read today."""
        return self.reading.entries[entry.number].act

    def entry(self, named: str) -> Entry:
        """The act of that number or id. Raises `Unusable`."""
        number = named.removeprefix("act/")
        if number.isascii() and number.isdecimal() and len(number) < 10 and int(number) < self.book.size:
            return self.book.entries[int(number)]
        if (code := typed_code(named)) in self.book.ids:
            return self.book.entries[self.book.ids[code]]
        raise Unusable(f"There is no act {ascii(named)[1:-1][:40]}. The record ends at act {self.book.size - 1}.")


@contextmanager
def verified(where: str | None, house: Path | None = None) -> Iterator[Verified]:
    """The record named, or that of the house, or the folder one stands in. Raises `Broken`, `Unusable`."""
    with opened(where or _here(house)) as copy:
        yield Verified(copy.source, judged(copy, memory(), None)[0])


def _here(named: Path | None) -> str:
    if named is None and Path("checkpoint").is_file():
        return "."
    house = find_house(None, named)
    if house is None:
        raise Unusable("There is no record here; name one with --record, or a house with --house.")
    if not house.founded:
        raise Unusable("This house has no record yet; it begins when its founding is published.")
    return str(house.record)
