"""An election and its record at the command line: opened by officers, kept in batches, minuted, verified by anybody."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from pathlib import Path

from tests.cli.clerk import LABEL, Clerk
from tests.cli.test_election import Election

OPENED = """kind: opened
date: 2024-06-01
issuers: [body/assembly]
signatories: [post/president, post/secretary]
body:
  election:
    protocol: belenios-1
    contests: [{{fills: [post/president], candidates: [person/21, person/22]}}]
    rule: plurality
    closes: 2024-06-20
    box: {box}
    entitled: 3
    setup: {setup}
"""


def day(clerk: Clerk) -> str:
    return datetime.fromtimestamp(clerk.now, UTC).date().isoformat()


def signatories(draft: Path) -> list[str]:
    """The posts that a draft says must sign it."""
    return re.findall(r"^ *- post/(\S+)$", draft.read_text().split("refs:")[0], re.MULTILINE)


def test_an_election_is_opened_kept_closed_and_decided_in_a_record(clerk: Clerk) -> None:
    election = Election(clerk)
    first, second, _ = election.credentials(3)
    said = election.opens("--trustee", election.single(0))
    setup = re.findall("^setup: (.*)$", said, re.MULTILINE)[0]
    key = clerk.does("key", "new", f"{LABEL}/box", "-o", clerk.key("box"))
    box = re.findall("^key: (.*)$", key, re.MULTILINE)[0]
    id = clerk.lays_down(OPENED.format(box=box, setup=setup))
    clerk.signs(id, "president", "secretary")
    clerk.waits(days=1)
    assert "entered as act 1" in clerk.does("publish", id)

    keep = ("election", "keep", election.archive, "--opened", 1, "--key", clerk.key("box"))
    assert "is still open" in clerk.refused("election", "minute", election.archive, "--opened", 1)
    election.votes(first, "1")
    election.votes(second, "1")
    assert "The record has the archive with 3 events" in clerk.does(*keep)
    assert clerk.does("verify", clerk.record).splitlines()[-1].startswith("intact: 2 acts")

    election.does("close", election.archive)
    clerk.does(*keep)
    closing = clerk.folder / "closing.yaml"
    clerk.does("election", "minute", election.archive, "--opened", id, "-o", closing)
    assert "ballots: '2'" in closing.read_text() or "ballots: 2" in closing.read_text()
    said = clerk.does("check", closing)
    minuted = said.split(" as ")[1].split(".")[0]
    clerk.signs(minuted, *signatories(closing))
    clerk.waits(days=1)
    assert "entered as act 2" in clerk.does("publish", minuted)

    again = ("election", "minute", election.archive, "--opened", 1, "-o", clerk.folder / "result.yaml")
    assert "The result is not declared yet" in clerk.refused(*again)
    election.does("tally", election.archive, election.decrypts("trustee-0"))
    election.does("declare", election.archive)
    clerk.does(*keep)
    clerk.does(*again)
    page = (clerk.folder / "result.yaml").read_text()
    page = page.replace("PERSON/NUMBER", "person/21").replace("YYYY-MM-DD", day(clerk), 1)
    (clerk.folder / "result.yaml").write_text(page.replace("YYYY-MM-DD", "2028-05-31"))
    said = clerk.does("check", clerk.folder / "result.yaml")
    result = said.split(" as ")[1].split(".")[0]
    clerk.signs(result, *signatories(clerk.folder / "result.yaml"))
    clerk.waits(days=8)
    assert "entered as act 3" in clerk.does("publish", result)
    said = clerk.does("verify", clerk.record)
    assert f"elections: {id}" in said
    assert said.splitlines()[-1].startswith("intact: 4 acts")


def test_an_act_that_opens_no_election_has_no_box(clerk: Clerk) -> None:
    election = Election(clerk)
    election.credentials(2)
    election.opens("--trustee", election.single(0))
    clerk.does("key", "new", f"{LABEL}/box", "-o", clerk.key("box"))
    words = ("election", "keep", election.archive, "--key", clerk.key("box"), "--opened")
    assert "Act 0 opens no election" in clerk.refused(*words, 0)
    assert "There is no act 9" in clerk.refused(*words, 9)
