"""The page of the law says by hand what the modules of the law decide; here is asked that nothing of it is left out."""

import dataclasses
import re
from dataclasses import replace
from pathlib import Path

import pytest

from qurultay.acts.rules import Rules
from tests.docs.made import REPOSITORY
from tests.docs.test_made import codes_given
from tests.hall import rules

LAW = (REPOSITORY / "docs/law.md").read_text()
RECORD = (REPOSITORY / "docs/record.md").read_text()
ELSEWHERE = {"law_of_recovery", "second-stop"}
"""What stands in record.md: recovery, the muster, and stops."""
MODULES = sorted((REPOSITORY / "src/qurultay/acts").glob("law_of_*.py"))


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.stem)
def test_every_reason_that_the_law_of_a_chapter_gives_stands_on_the_page(path: Path) -> None:
    if path.stem in ELSEWHERE:
        assert "### Recovery" in RECORD and "### The muster" in RECORD
        return
    given = set(codes_given(path)) - ELSEWHERE
    assert [code for code in sorted(given) if f"`{code}`" not in LAW] == []


def test_what_of_the_rules_is_entrenched_stands_on_the_page() -> None:
    marks = {each.name: object() for each in dataclasses.fields(Rules)}
    part = {id(value) for value in replace(rules(), **marks).entrenched_part()}
    entrenched = {name for name, mark in marks.items() if id(mark) in part}
    row = next(line for line in LAW.splitlines() if line.startswith("| `rules-adopted` |"))
    named = set(re.findall(r"`([a-z_]+)(?:…)?`", row.partition("It is ")[2]))
    assert {re.sub(r"^hold_hours_.*", "hold_hours_", name) for name in entrenched} == named
