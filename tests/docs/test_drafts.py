"""The drafts to copy from: a body's first summer, each of them checked, signed, held and entered in its turn."""

from datetime import UTC, date, datetime
from pathlib import Path
from typing import cast

import pytest

from qurultay.acts.book import Register
from qurultay.press.drafts import load
from qurultay.record.source import open_source
from qurultay.record.verify import verify
from tests.cli.clerk import LABEL, Clerk

DRAFTS = sorted((Path(__file__).resolve().parents[2] / "docs/drafts").glob("*.yaml"))
FOUNDED = int(datetime(2026, 6, 1, 9, tzinfo=UTC).timestamp())
LONGEST_HOLD = 168
NEW_KEY = "PASTE THE KEY OF THE NEW PRESIDENT"


@pytest.fixture(scope="module")
def summer(tmp_path_factory: pytest.TempPathFactory) -> Register:
    """The register after every draft was entered, in the order of their names."""
    with pytest.MonkeyPatch.context() as patch:
        clerk = Clerk(tmp_path_factory.mktemp("summer"), patch, FOUNDED)
        clerk.begins()
        clerk.founds()
        said = clerk.does("key", "new", f"{LABEL}/president", "-o", clerk.key("president-elect"))
        key = next(line for line in said.splitlines() if line.startswith("key: ")).removeprefix("key: ")
        for draft in DRAFTS:
            _enters(clerk, draft, key)
        with open_source(clerk.record) as source:
            return verify(source, now=clerk.now).book


def _enters(clerk: Clerk, draft: Path, key: str) -> None:
    """Check a draft on its day, have its signatories sign it, wait and publish."""
    text, said = draft.read_text(encoding="utf-8"), load(draft).data
    day = datetime.fromisoformat(cast(str, said["date"])).replace(hour=9, tzinfo=UTC)
    clerk.now = max(clerk.now, int(day.timestamp()))
    id = clerk.lays_down(text.replace(NEW_KEY, key), draft.name)
    posts = [post.removeprefix("post/") for post in cast(list[str], said["signatories"])]
    clerk.signs(id, *(_key_of(post, clerk) for post in posts), *(["president-elect"] if NEW_KEY in text else []))
    if "is entered" not in clerk.does("publish"):
        clerk.waits(hours=24)
    if clerk.waiting() and "is entered" not in clerk.does("publish"):
        clerk.waits(hours=LONGEST_HOLD - 24)
        clerk.does("publish")
    assert clerk.waiting() == [], draft.name


def _key_of(post: str, clerk: Clerk) -> str:
    """Whose key signs for a post: from 5 August the President is another."""
    taken = clerk.now >= int(datetime(2026, 8, 12, tzinfo=UTC).timestamp())
    return "president-elect" if post == "president" and taken else post


def test_every_draft_to_copy_from_is_entered_in_its_turn(summer: Register) -> None:
    assert [entry.number for entry in summer.entries] == list(range(len(DRAFTS) + 1))
    assert len(DRAFTS) == 10


def test_the_drafts_lead_from_an_election_to_what_came_of_a_declaration(summer: Register) -> None:
    day = date(2026, 8, 26)
    holder = summer.holder("post/president", day)
    assert holder is not None and (holder.person, holder.from_) == ("person/6", date(2026, 8, 5))
    assert summer.sessions["session/1"].closed == 5
    assert summer.calls["act/4/provision/2/operation/1"].state(day) == "met-in-part"
    assert summer.commitments["act/4/provision/1/operation/1"].state(day) == "under-way"
    assert [(o.month, o.day) for o in summer.observances.values()] == [(5, 19)]
