"""Stories at the command line: texts that lose their force, names that are taken back, and what is older than the record."""

from __future__ import annotations

from tests.cli.clerk import Clerk
from tests.cli.deeds import (
    TWO,
    amended,
    enters,
    fills_seats,
    in_days,
    intact,
    letter,
    not_entered,
    sits,
    today,
    written,
)

CALL = """text: resolution
body: body/assembly
how: acclamation
authentic: [en]
session: session/1
provisions:
  - label: '1'
    operations: [{kind: call, addressee: class/states, due: DUE}]
  - label: '2'
    operations: [{kind: pledge, due: DUE}]"""
WORDS = """title.en: On the archive
text.en: |
  § 1
  Calls upon all states to open the archive;

  § 2
  Decides to report on it."""


def test_a_repealed_resolution_and_its_letters(court: Clerk) -> None:
    clerk = court
    fills_seats(clerk)
    sits(clerk, "session/1", 9)
    due = in_days(clerk, 60)
    adopted = written("adopted", today(clerk), TWO, CALL.replace("DUE", due), parts=WORDS)
    assert enters(clerk, adopted, *TWO, hold="ordinary") == 4
    carried = letter(clerk, refs="- {carries: act/4/provision/1/operation/1}")
    assert enters(clerk, carried, *TWO, hold="ordinary") == 5
    repeal = amended(
        clerk, "repeal", 4, ground="", by=TWO, how="acclamation", body="body/assembly", from_=in_days(clerk, 1)
    )
    assert enters(clerk, repeal, *TWO, hold="ordinary") == 6
    clerk.waits(days=2)
    said = clerk.does("register")
    assert "act/4/provision/2/operation/1: repealed" in said  # the pledge is neither kept nor dropped
    assert "act/4/provision/1/operation/1: repealed" in said and "No texts in force" in said
    assert "the addressee is to be told" in clerk.does("show", 5)
    tomorrow = in_days(clerk, 1)
    again = amended(clerk, "repeal", 6, ground="", by=TWO, how="acclamation", body="body/assembly", from_=tomorrow)
    assert enters(clerk, again, *TWO, hold="ordinary") == 7
    clerk.waits(days=2)
    assert "No texts in force" in clerk.does("register")  # the repeal of a repeal revives nothing
    assert intact(clerk) == 8


def test_a_name_withdrawn(court: Clerk) -> None:
    clerk = court
    assert enters(clerk, letter(clerk), *TWO, hold="ordinary") == 1
    assert "post/secretary: since 2024-06-01 until 2024-08-30, person/3 Marat Kesh" in clerk.does("register")
    draft = clerk.folder / "withholding.yaml"
    clerk.does("withhold", 0, "--part", "name.person-3.en", "-o", draft)
    assert enters(clerk, draft, "president", "vice-president") == 2
    said = clerk.does("register")
    assert "post/secretary: since 2024-06-01 until 2024-08-30, person/3" in said and "Marat Kesh" not in said
    assert "withheld: 1 to protect a person" in clerk.does("verify", clerk.record)
    assert "Marat Kesh" not in clerk.does("show", 0) and "Marat Kesh" not in clerk.does("show", 1)
    assert not any(b"Marat Kesh" in path.read_bytes() for path in clerk.record.rglob("*") if path.is_file())
    assert intact(clerk) == 3


DEPOSIT = """form: declaration
bears: '1933-11-12'
handed_in_by: post/secretary
language: en
reports_on: adopted-text
provisions:
  - {label: '1', operations: [{kind: call, addressee: class/states}]}"""


def test_a_body_that_is_older_than_its_record(court: Clerk) -> None:
    clerk = court
    parts = "title.en: Declaration of the first assembly\ntext.en: |\n  § 1\n  We call upon all states."
    assert enters(clerk, written("deposited", today(clerk), TWO, DEPOSIT, parts=parts), *TWO, hold="ordinary") == 1
    said = clerk.does("register")
    assert "No texts in force" in said and "No calls yet" in said
    assert "bears: 1933-11-12" in clerk.does("show", 1)
    carried = letter(clerk, refs="- {carries: act/1/provision/1/operation/1}")
    assert "is no call or appeal; a letter carries calls" in not_entered(clerk, carried, *TWO)
    fills_seats(clerk)
    sits(clerk, "session/4", 9, more=", ordinal: 4")
    assert "session/4" in clerk.does("register")
    assert intact(clerk) == 5
