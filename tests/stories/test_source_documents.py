"""A declaration and a letter that are older than the record: drafted, corrected as a clerk would, published, verified.

Both are real and public. They enter as `deposited`: no authority is checked and none is claimed, yet their provisions,
operations, addressees and dates are in the record as structured text, and the documents themselves to the byte.
"""

import json
import shutil
from pathlib import Path

import pytest

from tests.cli.clerk import START, Clerk

NAMES = {1: 21, 2: 22, 3: 23}
"""The persons of the declaration by the numbers this record gives them: 1 to 5 are its own officers."""


@pytest.fixture
def clerk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, shared: Path) -> Clerk:
    clerk = Clerk(tmp_path, monkeypatch, START)
    clerk.begins()
    clerk.founds()
    for name in ("declaration-2023.txt", "letter-2021.txt"):
        shutil.copy(shared / "source" / name, tmp_path / name)
    return clerk


def corrected(draft: Path, *changes: tuple[str, str]) -> None:
    """A clerk's corrections; each must find what it corrects."""
    text = draft.read_text(encoding="utf-8")
    for old, new in changes:
        assert old in text, old
        text = text.replace(old, new)
    draft.write_text(text, encoding="utf-8")


def deposit(clerk: Clerk, draft: Path) -> str:
    """Check, sign, wait and publish; the id."""
    said = clerk.does("check", draft)
    assert "Look again" not in said
    id = said.split(" as ")[1].split(".")[0]
    clerk.signs(id, "president", "secretary")
    clerk.waits(hours=24)
    assert "is entered as act" in clerk.does("publish", id)
    return id


def test_the_two_source_documents_are_drafted_corrected_published_and_verified(clerk: Clerk, shared: Path) -> None:
    declaration, letter = clerk.folder / "declaration.yaml", clerk.folder / "letter.yaml"
    said = clerk.does("draft", "declaration", clerk.folder / "declaration-2023.txt", "-o", declaration)
    assert "Found 12 provisions" in said and "Proposed: communique" in said
    clerk.does("draft", "letter", clerk.folder / "letter-2021.txt", "-o", letter)

    # As drafted, the document's officers would bear the numbers of this record's own: the clerk is told so.
    said = clerk.does("check", declaration)
    assert said.count("Look again: name.person-") == 3 and "Aydin Tornay" in said
    signers = [
        ("  - post/vice-president\n# acts", "  - post/secretary\n# acts"),
        ("handed_in_by: post/vice-president", "handed_in_by: post/secretary"),
    ]
    corrected(declaration, *signers)
    for old, new in NAMES.items():
        corrected(
            declaration,
            (f"      person: {old}\n", f"      person: {new}\n"),
            (f"name.person-{old}.en", f"name.person-{new}.en"),
        )
    corrected(
        declaration,
        ("name.post-president.en: President", "name.post-prime-minister.ug: باش مىنىستىر"),
        ("bears: 2023-11-12", "bears: 2023-11-31"),
    )
    assert "a document of 2023-11-31 cannot be deposited" in clerk.refused("check", declaration)
    corrected(declaration, ("bears: 2023-11-31", "bears: the 12th of November"))
    assert "body.bears is not in order; write a day, a month or a year" in clerk.refused("check", declaration)
    corrected(declaration, ("bears: the 12th of November", "bears: 2023-11-12"))
    corrected(letter, *signers, ("      person: 1\n", "      person: 24\n"), ("name.person-1.en", "name.person-24.en"))
    corrected(letter, ("  name.post-president.en: President\n", ""))

    deposit(clerk, declaration)
    deposit(clerk, letter)
    fingerprint = json.loads(clerk.does("verify", clerk.record, "--json"))["founded_as"]
    said = clerk.does("verify", clerk.record, "--fingerprint", fingerprint)
    assert said.splitlines()[-1] == f"intact: 3 acts, founded as {fingerprint}, witnessed by 0 of 0"

    data = json.loads(clerk.does("show", 1, "--json"))
    body = data["body"]
    assert (data["kind"], body["bears"], body["reports_on"], body["session_ordinal"]) == (
        "deposited",
        "2023-11-12",
        "communique",
        "9",
    )
    assert [provision["label"] for provision in body["provisions"]] == [str(n) for n in range(1, 13)]
    operations = [operation for provision in body["provisions"] for operation in provision["operations"]]
    assert {o["kind"] for o in operations} == {"pledge", "offer", "declaration", "call", "observance", "appeal"}
    assert next((o["month"], o["day"]) for o in operations if o["kind"] == "observance") == ("1", "19")
    assert {o["addressee"] for o in operations if "addressee" in o} >= {
        "class/international-community",
        "class/democratic-nations",
        "class/states",
    }
    assert [each["person"] for each in body["stated"]] == ["21", "22", "23"]
    assert "General Assembly resolution 1514 (XV)" in data["parts"]["text.en"]["words"]

    asked = json.loads(clerk.does("show", 2, "--json"))
    assert asked["body"]["addressee"] == "addressee/president-of-kazakhstan" and len(asked["body"]["calls"]) == 2
    assert "full investigation into the incident" in asked["parts"]["asks.en"]["words"]

    # Nothing is claimed: the register knows no session, no office and no call because of them.
    register = json.loads(clerk.does("register", "--json"))
    assert register["deposits"] == [1, 2] and register["calls"] == register["sessions"] == register["commitments"] == []
    assert {post["id"]: post["holder"]["name"] for post in register["posts"]}["post/president"] == "Aydin Tornay"

    # The documents are there as they came, to the byte, and anybody can take one with its proof.
    clerk.does("export", clerk.folder / "proof", "--act", 1)
    assert (clerk.folder / "proof/act-1.file.txt").read_bytes() == (shared / "source/declaration-2023.txt").read_bytes()
    assert (clerk.folder / "proof/act-1.tlog-proof").read_bytes().startswith(b"c2sp.org/tlog-proof")
