"""Tolunay as it was played, and the names under which its acts are spoken of in these stories."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any

import pytest

from qurultay.acts.act import Act, Entry
from qurultay.acts.book import Register
from qurultay.acts.register import register
from qurultay.cli.tolunay import play
from qurultay.record import parts
from qurultay.record.source import open_source
from qurultay.record.verify import Report, verify
from tests.once import once

LAST_DAY = date(2026, 11, 20)
NOW = 1_795_200_000
"""A second on 20 November 2026."""


@dataclass(frozen=True)
class Tolunay:
    """The record as it was played, and the names under which its acts are spoken of here."""

    record: Path
    numbers: Mapping[str, int]
    report: Report

    @property
    def entries(self) -> list[Entry]:
        return self.report.book.entries

    def on(self, day: date = LAST_DAY) -> Register:
        """The register of a day."""
        return register(self.entries, on=day)

    def after(self, name: str) -> Register:
        """The register as it was known when an act had just been entered."""
        return register(self.entries, known=self.numbers[name] + 1)

    def act(self, name: str) -> Act:
        """An act as it was entered."""
        return self.entries[self.numbers[name]].act

    def body(self, name: str) -> Any:
        """What an act says that it did; a test knows of which kind it is."""
        return self.act(name).body

    def ref(self, name: str, rest: str = "") -> str:
        """How later acts refer to it."""
        return f"act/{self.numbers[name]}{rest}"

    def holder(self, post: str, day: str) -> str | None:
        """The public name of whoever holds a post on a day."""
        held = self.on(date.fromisoformat(day)).holder(f"post/{post}", date.fromisoformat(day))
        return None if held is None else self.names.get(held.person, held.person)

    @cached_property
    def names(self) -> dict[str, str]:
        """Every English name that can still be read, by whom or what it names."""
        found = {}
        for entry in self.entries:
            for part, digest in entry.act.parts.items():
                if part.startswith("name.person-") and part.endswith(".en"):
                    said = self.said(digest)
                    found[part.split(".")[1].replace("-", "/", 1)] = said.strip() if said else "(name withheld)"
        return found

    def said(self, digest: str) -> str | None:
        """The words of a part; None where the part is gone."""
        with open_source(self.record) as source:
            words = parts.text_of(source, digest)
        return words if isinstance(words, str) else None

    def words(self, name: str, part: str) -> str | None:
        """The words of a part of an act, as it is to be read today."""
        return self.said(self.on().entries[self.numbers[name]].act.parts[part])


@pytest.fixture(scope="session")
def tolunay(tmp_path_factory: pytest.TempPathFactory) -> Tolunay:
    """Played once, for everybody who reads in it."""
    folder = once(tmp_path_factory, "tolunay", _played)
    with open_source(folder / "record") as source:
        report = verify(source, now=NOW)
    return Tolunay(folder / "record", json.loads((folder / "numbers.json").read_text()), report)


def _played(folder: Path) -> None:
    (folder / "numbers.json").write_text(json.dumps(play(folder / "record", folder / "home")))
