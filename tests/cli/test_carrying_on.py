"""Carrying on at the command line: recovered by keepers, gone on with elsewhere, counted by the muster, compared."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from tests.cli.clerk import KEEPERS, LABEL, LETTER, POSTS, Clerk

FOUR = KEEPERS[:4]


def later(letter: str, day: str) -> str:
    """A letter of another day."""
    return letter.replace("date: 2024-06-01", f"date: {day}").replace("2024-09-01", "2025-09-01")


def enters(clerk: Clerk, draft: Path | str, *owners: str) -> str:
    """Lay a draft down, have it signed, and publish it at once; what the gate said."""
    said = clerk.does("check", draft)
    id = said.split(" as ")[1].split(".")[0]
    if owners:
        clerk.signs(id, *owners)
    return clerk.does("publish", id)


def new_key(clerk: Clerk, owner: str, name: str) -> str:
    """Another key for an owner, in a file of that name; the key as a draft takes it."""
    said = clerk.does("key", "new", f"{LABEL}/{owner}", "-o", clerk.key(name))
    return next(line.removeprefix("key: ") for line in said.splitlines() if line.startswith("key: "))


def recovery(clerk: Clerk, *posts: str) -> str:
    """A recovery of posts is drafted and laid on the desk; its id."""
    draft = clerk.folder / "recovery.yaml"
    words = [word for post in posts for word in ("--post", f"post/{post}")]
    clerk.does("recover", *words, "-o", draft)
    page = draft.read_text().replace("SAY WHY", "All keys of the officers were taken in one night.")
    for post in posts:
        page = page.replace("PASTE THE NEW KEY", new_key(clerk, post, f"new-{post}"), 1)
    draft.write_text(page)
    said = clerk.does("check", draft)
    return said.split(" as ")[1].split(".")[0]


def test_every_key_is_lost_and_four_keepers_let_the_body_act_again_after_a_month(clerk: Clerk) -> None:
    id = recovery(clerk, "president", "secretary")
    clerk.signs(id, *FOUR)
    clerk.signs(id, "new-president", "new-secretary")
    assert f"{id} waits: an act of class recovery enters 30 days after a notice" in clerk.does("publish")
    assert "announce it first" in clerk.refused("publish", id)
    notice = clerk.folder / "notice.yaml"
    clerk.does("announce", id, "-o", notice)
    assert "entered as act 1" in enters(clerk, notice, *FOUR)
    clerk.waits(days=29)
    assert "not-announced" in clerk.refused("publish", id)
    clerk.waits(days=1, hours=1)
    assert f"{id} is entered as act 2." in clerk.does("publish", id)
    letter = clerk.lays_down(later(LETTER, "2024-07-01"))
    assert "ended" in clerk.refused("sign", letter, "--key", clerk.key("president"), answers="yes\n")
    clerk.signs(letter, "new-president", "new-secretary")
    clerk.waits(days=1)
    assert "entered as act 3" in clerk.does("publish", letter)
    assert clerk.does("verify", clerk.record).splitlines()[-1].startswith("intact: 4 acts")


def test_three_keepers_announce_nothing(clerk: Clerk) -> None:
    id = recovery(clerk, "president")
    notice = clerk.folder / "notice.yaml"
    clerk.does("announce", id, "-o", notice)
    notice.write_text(re.sub(r" *- keeper/4\n", "", notice.read_text()))
    assert "4 keepers must sign; 3 did" in clerk.refused("check", notice)


def test_only_what_waits_in_public_is_announced(clerk: Clerk) -> None:
    letter = clerk.lays_down(LETTER)
    assert "only entrenched acts and recoveries are announced" in clerk.refused("announce", letter)
    id = recovery(clerk, "president")
    assert "not overwritten" in clerk.refused("announce", id, "-o", clerk.folder / "recovery.yaml")
    assert "There is no 'post/treasurer'" in clerk.refused("recover", "--post", "post/treasurer")
    assert "There is no 'keeper/9'" in clerk.refused("recover", "--keeper", "keeper/9")
    assert "Say what is to be given back" in clerk.refused("recover")


@pytest.fixture
def elsewhere(clerk: Clerk, monkeypatch: pytest.MonkeyPatch) -> Clerk:
    """The same people around a copy of the record, on another machine, without the old gate's keys."""
    other = clerk.folder / "elsewhere"
    said = clerk.does("adopt", clerk.record, other)
    assert "around the record of 1 acts. Nothing was entered." in said
    monkeypatch.setenv("QURULTAY_HOUSE", str(other))
    clerk.house, clerk.desk, clerk.record = other, other / "desk", other / "record"
    return clerk


def machine_keys(clerk: Clerk) -> dict[str, str]:
    """The keys of the house's gate and log, as an act names them."""
    said = {o: clerk.does("key", "show", clerk.house / "keys" / f"{o}.key") for o in ("gate", "log")}
    return {owner: re.findall("^key: (.*)$", words, re.MULTILINE)[0] for owner, words in said.items()}


CHANGE = """kind: operator-changed
date: 2024-06-01
issuers: [body/assembly]
signatories: [post/president, post/secretary, post/speaker]
body: {{gate: {gate}, log: {log}, addresses: ["https://new.tolunay.example"]}}
"""


def test_the_officers_change_the_operator_on_a_mirror_and_the_old_one_heads_nothing_more(elsewhere: Clerk) -> None:
    clerk = elsewhere
    draft = clerk.writes("change.yaml", CHANGE.format(**machine_keys(clerk)))
    id = clerk.does("check", draft).split(" as ")[1].split(".")[0]
    clerk.signs(id, "president", "secretary", "speaker")
    clerk.waits(days=7)
    assert "entered as act 1" in clerk.does("publish", id)
    letter = clerk.lays_down(later(LETTER, "2024-06-08"))
    clerk.signs(letter, "president", "secretary")
    clerk.waits(days=1)
    assert "entered as act 2" in clerk.does("publish", letter)
    assert clerk.does("verify", clerk.record).splitlines()[-1].startswith("intact: 3 acts")


def test_a_house_whose_keys_no_act_names_enters_nothing(elsewhere: Clerk) -> None:
    clerk = elsewhere
    letter = clerk.lays_down(LETTER)
    clerk.signs(letter, "president", "secretary")
    clerk.waits(days=1)
    said = clerk.refused("publish", letter)
    assert "gate" in said
    assert "intact: 1 acts" in clerk.does("verify", clerk.record).splitlines()[-1]


def test_the_keepers_name_another_gate_and_then_only_they_and_objections_enter(elsewhere: Clerk) -> None:
    clerk = elsewhere
    id = recovery(clerk, "secretary")
    clerk.signs(id, *FOUR)
    clerk.signs(id, "new-secretary")
    notice = clerk.folder / "notice.yaml"
    clerk.does("announce", id, "--operator", "-o", notice)
    assert "entered as act 1" in enters(clerk, notice, *FOUR)
    assert "only keepers' acts and objections enter" in clerk.refused("check", clerk.writes("letter.yaml", LETTER))
    clerk.waits(days=30, hours=1)
    assert f"{id} is entered as act 2." in clerk.does("publish", id)
    assert clerk.does("verify", clerk.record).splitlines()[-1].startswith("intact: 3 acts")


def test_a_folder_that_is_not_empty_is_not_adopted_into(clerk: Clerk) -> None:
    assert "is there already and not empty" in clerk.refused("adopt", clerk.record, clerk.house)


OPENED = """kind: opened
date: 2024-06-03
issuers: [body/assembly]
signatories: [post/president, post/secretary]
body: {session: {session: session/1, entitled: ENTITLED, present: 3, muster: MUSTER}}
"""
SEATS = """kind: appointed
date: 2024-06-01
issuers: [body/assembly]
signatories: [post/president, post/secretary]
body:
  to:
    - {to: seat/1, person: person/101, from: 2024-06-01, until: 2028-05-31}
    - {to: seat/2, person: person/102, from: 2024-06-01, until: 2028-05-31}
    - {to: seat/3, person: person/103, from: 2024-06-01, until: 2028-05-31}
"""
CALL = """kind: convened
date: 2024-06-02
issuers: [body/assembly]
signatories: [post/president, post/secretary]
body: {session: session/1, body: body/assembly, opens: 2024-06-03, closes: 2024-06-04, mode: hybrid, zone: Europe/Berlin, offset: "+02:00"}
"""


def by_two(clerk: Clerk, text: str, name: str) -> None:
    """An ordinary act, signed by president and secretary, entered a day later."""
    id = clerk.lays_down(text, name)
    clerk.signs(id, "president", "secretary")
    clerk.waits(days=1)
    clerk.does("publish", id)


@pytest.fixture
def sitting(clerk: Clerk) -> Clerk:
    """Three sitters, a session, and a muster of three of which two left a key."""
    by_two(clerk, SEATS, "seats.yaml")
    by_two(clerk, CALL, "call.yaml")
    keys = {seat: new_key(clerk, seat.replace("/", "-"), seat.replace("/", "-")) for seat in ("seat/1", "seat/2")}
    roll = clerk.writes("roll.csv", "seat,key\n" + "".join(f"{s},{k}\n" for s, k in keys.items()) + "seat/3,\n")
    said = clerk.does("muster", "lay", roll, "-o", clerk.folder / "sheets")
    assert "entitled: 3" in said and "sheets: 2" in said
    root = re.findall("^muster: (.*)$", said, re.MULTILINE)[0]
    by_two(clerk, OPENED.replace("ENTITLED", "3").replace("MUSTER", root), "opened.yaml")
    return clerk


def stands(clerk: Clerk, seat: str, act: str) -> Path:
    """A delegate stands by an act at home."""
    output = clerk.folder / f"{seat}.attestation.json"
    sheet = clerk.folder / "sheets" / f"{seat}.json"
    words = ("--sheet", sheet, "--key", clerk.key(seat), "-o", output)
    clerk.does("muster", "stand", act, *words, answers="yes\n")
    return output


def test_delegates_stand_by_an_act_at_home_and_the_gate_gathers_them(sitting: Clerk) -> None:
    clerk = sitting
    files = [stands(clerk, seat, "1") for seat in ("seat-1", "seat-2")]
    draft = clerk.folder / "stand.yaml"
    clerk.does("muster", "gather", *files, "-o", draft)
    assert "entered as act 4" in enters(clerk, draft)
    assert "seat/1" in clerk.does("show", 4)
    assert clerk.does("verify", clerk.record).splitlines()[-1].startswith("intact: 5 acts")
    again = clerk.folder / "again.yaml"
    clerk.does("muster", "gather", files[0], "-o", again)
    assert "already stands by that text" in clerk.refused("check", again)


def test_a_keeper_shows_that_the_key_is_alive(sitting: Clerk) -> None:
    clerk = sitting
    output = clerk.folder / "life.json"
    clerk.does("muster", "stand", "3", "--key", clerk.key("keeper-5"), "-o", output, answers="yes\n")
    draft = clerk.folder / "life.yaml"
    clerk.does("muster", "gather", output, "-o", draft)
    assert "entered as act 4" in enters(clerk, draft)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("seat\nseat/1\n", "line 1: the columns are `seat` and `key`"),
        ("seat,key\nchair/1,\n", "line 2: seat: write a seat such as seat/12"),
        ("seat,key\nseat/1,\nseat/1,\n", "line 3: seat/1 stands there twice"),
        ("seat,key\nseat/1,nonsens!\n", "line 2: 'nonsens!' is not base64"),
        ("seat,key\nseat/1,AAAA\n", "line 2: seat/1 left no Ed25519 key"),
        ("seat,key\n", "names no seat"),
    ],
)
def test_a_roll_that_is_wrong_is_refused_with_its_line(text: str, said: str, clerk: Clerk) -> None:
    assert said in clerk.refused("muster", "lay", clerk.writes("roll.csv", text), "-o", clerk.folder / "sheets")
    assert not (clerk.folder / "sheets").exists()


def test_nobody_stands_with_another_sheet_or_without_saying_yes(sitting: Clerk) -> None:
    clerk = sitting
    sheet, output = clerk.folder / "sheets/seat-1.json", clerk.folder / "x.json"
    words = ("muster", "stand", "1", "--sheet", sheet, "-o", output, "--key")
    assert "of another key than this file" in clerk.refused(*words, clerk.key("seat-2"), answers="yes\n")
    assert "Nothing was signed." in clerk.refused(*words, clerk.key("seat-1"), answers="perhaps\n")
    broken = clerk.writes("sheet.json", "{}")
    said = clerk.refused("muster", "stand", "1", "--sheet", broken, "-o", output, "--key", clerk.key("seat-1"))
    assert "is no sheet of a muster" in said
    assert "cannot be read; ask for it again" in clerk.refused("muster", "gather", clerk.writes("y.json", "{{"))
    assert not output.exists()


def test_two_copies_that_went_on_differently_are_laid_side_by_side(
    clerk: Clerk, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = clerk.folder / "elsewhere"
    clerk.does("adopt", clerk.record, other)
    record = clerk.record
    by_two(clerk, LETTER, "letter.yaml")
    monkeypatch.setenv("QURULTAY_HOUSE", str(other))
    clerk.house, clerk.desk, clerk.record = other, other / "desk", other / "record"
    draft = clerk.writes("change.yaml", CHANGE.format(**machine_keys(clerk)))
    id = clerk.does("check", draft).split(" as ")[1].split(".")[0]
    clerk.signs(id, "president", "secretary", "speaker")
    clerk.waits(days=7)
    clerk.does("publish", id)
    said = clerk.does("compare", record, other / "record")
    assert "last common act: 0" in said
    assert "post/president of person/1" in said and "A 1; B 1" in said
    assert "A witness says that a record has one history, never that it is the right one." in said
    told = json.loads(clerk.does("compare", record, other / "record", "--json"))
    assert (told["forked"], told["last_common_act"], told["A"]["acts"], told["B"]["acts"]) == (True, 0, 2, 2)
    assert set(POSTS) <= {use["name"].rpartition("/")[2] for use in told["keys"]}
    page = clerk.folder / "compared.html"
    assert f"written as a page: {page}" in clerk.does(
        "compare", record, other / "record", "--page", page, "--language", "ug"
    )
    assert '<html lang="ug" dir="rtl">' in page.read_text("utf-8")
    refused = clerk.refused("compare", record, other / "record", "--page", page, "--language", "tr")
    assert "There is no page in 'tr'; --language is one of en, ug, kk." in refused
