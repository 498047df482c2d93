"""Every check that can fail is explained to those who meet it, and no other."""

from __future__ import annotations

import re
from pathlib import Path

from qurultay.ballots.errors import CHECKS
from qurultay.ballots.judge import TOLERATED

REPOSITORY = Path(__file__).resolve().parents[2]


def test_the_page_of_checks_is_the_table_of_checks() -> None:
    page = (REPOSITORY / "docs/election-checks.md").read_text()
    rows = re.findall(r"^\| `([a-z-]+)` \| (.*?) \| (remark|) ?\|$", page, re.MULTILINE)
    assert [(check, sentence) for check, sentence, _ in rows] == list(CHECKS.items())
    assert {check for check, _, remark in rows if remark} == TOLERATED


def test_every_check_is_made_somewhere() -> None:
    sources = "".join(path.read_text() for path in (REPOSITORY / "src/qurultay/ballots").rglob("*.py"))
    table = (REPOSITORY / "src/qurultay/ballots/errors.py").read_text()
    elsewhere = sources.replace(table, "")
    assert [check for check in CHECKS if f'"{check}"' not in elsewhere] == []
