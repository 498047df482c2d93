"""Stories at the command line: a record that divides, is reunited, or lawfully ends; what is compared is what strangers see."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.cli.clerk import START, Clerk, copy_of
from tests.cli.deeds import (
    FOUR,
    GRAVE,
    TWO,
    amended,
    announced,
    continues,
    enters,
    fills_seats,
    head_of,
    intact,
    lays,
    letter,
    new_key,
    not_entered,
    sits,
    sits_at,
    today,
    written,
)

SITTERS = tuple(f"seat/{n}" for n in range(1, 10))
SPEAKING = SITTERS[:5]


@dataclass(frozen=True)
class Split:
    """An assembly with a muster that split after act 4: A keeps the server, B continues with four of seven keepers."""

    folder: Path
    now: int
    fingerprints: tuple[str, str]


@pytest.fixture(scope="session")
def split(founded_with_a_court: Path, tmp_path_factory: pytest.TempPathFactory) -> Split:
    folder = tmp_path_factory.mktemp("split")
    with pytest.MonkeyPatch.context() as patch:
        clerk = copy_of(founded_with_a_court, folder, patch, START + 60)
        first = _until_the_split(clerk)
        size, root = head_of(clerk)
        enters(clerk, letter(clerk), *TWO, hold="ordinary")
        _stand(clerk, "4", *SPEAKING[:3])
        muster = re.findall(r"muster: (\S+)", clerk.does("show", 3))[0]
        named = f"    - {{record: {first}, size: {size}, root: {root}, muster: {muster}, entitled: 9}}\n"
        clerk.waits(days=1)
        continues(clerk, "other", "split", named)
        _stand(clerk, "0", *SPEAKING[2:])
        return Split(folder, clerk.now, (first, _founding(clerk)))


def _founding(clerk: Clerk) -> str:
    return str(json.loads(clerk.does("verify", clerk.record, "--json"))["founded_as"])


def _until_the_split(clerk: Clerk) -> str:
    """Nine sitters, of whom five left a key for the muster of a session."""
    fills_seats(clerk)
    keys = {seat: new_key(clerk, seat.replace("/", "-"), seat.replace("/", "-")) for seat in SPEAKING}
    roll = "seat,key\n" + "".join(f"{seat},{keys.get(seat, '')}\n" for seat in SITTERS)
    said = clerk.does("muster", "lay", clerk.writes("roll.csv", roll), "-o", clerk.folder / "sheets")
    sits(clerk, "session/1", 7, muster=re.findall("(?m)^muster: (.*)$", said)[0])
    return _founding(clerk)


def _stand(clerk: Clerk, act: str, *seats: str) -> int:
    """Delegates stand by an act at home, and the gate of this house gathers what they send."""
    files = []
    for seat in (each.replace("/", "-") for each in seats):
        files.append(clerk.house / f"{seat}.attestation.json")
        words = ("--sheet", clerk.folder / f"sheets/{seat}.json", "--key", clerk.key(seat), "-o", files[-1])
        clerk.does("muster", "stand", act, *words, answers="yes\n")
    draft = clerk.house / "stand.yaml"
    clerk.does("muster", "gather", *files, "-o", draft)
    return enters(clerk, draft)


@pytest.fixture
def divided(split: Split, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Clerk:
    """The clerk at A's house; B's stands beside it."""
    clerk = copy_of(split.folder, tmp_path, monkeypatch, split.now)
    sits_at(clerk, clerk.folder / "house")
    return clerk


def sides(clerk: Clerk) -> tuple[Path, Path]:
    return clerk.folder / "house/record", clerk.folder / "other/record"


def test_two_assemblies_from_one_record(divided: Clerk) -> None:
    clerk = divided
    a, b = sides(clerk)
    assert (intact(clerk, a), intact(clerk, b)) == (6, 2)
    said = clerk.does("compare", a, b)
    for fact in (
        "B continues A from act 3 on: split",
        "keepers of A who signed the founding of B: keeper/1, keeper/2, keeper/3, keeper/4 (4 are needed)",
        "acknowledged by A: no",
        "muster of session/1 (act 3), the last both share: A 2 of 9, B 2 of 9",
        "counted for neither, since they stand by both: seat/3",
        "post/president of person/1",
        "4: issued of 5 June 2024, signed by post/president, post/secretary; entered 6 June 2024",
        "5: attested of 6 June 2024; entered 6 June 2024",
        "0: constituted of ",
        "A witness says that a record has one history, never that it is the right one.",
    ):
        assert fact in said, said
    turned = json.loads(clerk.does("compare", b, a, "--json"))
    told = json.loads(clerk.does("compare", a, b, "--json"))
    assert (told["A"], told["B"]) == (turned["B"], turned["A"])
    assert not re.search("(?i)legitimate|valid|true assembly", said)


def test_an_act_that_the_gate_refuses_is_shown_with_the_time_a_witness_saw_it(divided: Clerk) -> None:
    clerk = divided
    contest = amended(clerk, "contest", 4, ground="quorum", by=("speaker",))
    id = lays(clerk, contest)
    note, witness = clerk.folder / "refused.note", clerk.folder / "witness.key"
    assert "Nobody has signed" in clerk.refused("witness", "stamp", id, "--key", clerk.key("teller"), "-o", note)
    clerk.signs(id, "speaker")
    policy = clerk.writes("policy", "quorum none\n")
    said = clerk.does("witness", "new", "witness.example/w", "-o", witness)
    policy.write_text(re.findall("(?m)^line for a policy: (.*)$", said)[0] + "\nquorum none\n")
    words = ("witness", "stamp", id, "--key", witness, "-o", note)
    assert "Nothing was signed." in clerk.refused(*words, answers="no\n")
    assert "Seen and stamped" in clerk.does(*words, answers="yes\n")
    assert "not overwritten" in clerk.refused(*words, answers="yes\n")
    compared = ("compare", *sides(clerk), "--refused", note)
    assert "witness.example/w signed with a key that neither record knows" in clerk.refused(*compared)
    said = clerk.does(*compared, "--policy", policy)
    assert "contested of" in said and "about act/4" in said
    assert "signed by tolunay.example/speaker" in said
    assert "seen by the witness witness.example/w: " in said
    assert "  A: not entered; nothing in its law stood against it then" in said
    assert "  B: not entered; its law said then: its signers had seen another history" in said
    page = clerk.folder / "compared.html"
    clerk.does(*compared, "--policy", policy, "--page", page, "--language", "ug")
    assert "witness.example/w" in page.read_text("utf-8")
    clerk.does("publish", id)
    assert "  A: entered as act 6" in clerk.does(*compared, "--policy", policy)
    forged = note.read_bytes().replace(b"quorum", b"bribes", 1)
    changed = clerk.folder / "changed.note"
    changed.write_bytes(forged)
    assert "cannot be laid beside the records" in clerk.refused(
        "compare", *sides(clerk), "--refused", changed, "--policy", policy
    )


def test_reunion(divided: Clerk, split: Split) -> None:
    clerk = divided
    a, b = sides(clerk)
    heads = []
    for name, record, takes in (
        ("house", split.fingerprints[0], "{first: 4, last: 4}"),
        ("other", split.fingerprints[1], "{first: 0, last: 1}"),
    ):
        sits_at(clerk, clerk.folder / name)
        size, root = head_of(clerk)
        heads.append(f"    - {{record: {record}, size: {size}, root: {root}, takes: [{takes}]}}\n")
    clerk.waits(days=1)
    c = continues(clerk, "again", "merger", "".join(heads))
    said = clerk.does("compare", a, c)
    assert "B continues A from act 5 on: merger" in said
    assert "B takes over from A the acts 4" in said
    said = clerk.does("compare", b, c)
    assert "B continues A from act 1 on: merger" in said
    assert "B takes over from A the acts 0 to 1" in said


def test_handed_over_and_concluded(divided: Clerk, split: Split) -> None:
    clerk = divided
    by = (*GRAVE, *FOUR)
    end = f"{{how: handed-over, successor: {split.fingerprints[1]}, address: 'https://parliament.example'}}"
    alone = written("concluded", today(clerk), GRAVE, end)
    assert "keepers must sign" in not_entered(clerk, alone, *GRAVE)
    id = lays(clerk, written("concluded", today(clerk), by, end))
    assert announced(clerk, id, *by, by=("president",)) == 7
    refused = not_entered(clerk, letter(clerk), *TWO)
    assert "the record was concluded by act 7; only corrections and withholding may follow" in refused
    draft = clerk.folder / "correction.yaml"
    clerk.does("correct", 4, "--part", "title.en", "-o", draft)
    draft.write_text(draft.read_text().replace("On a request", "On our request"))
    assert enters(clerk, draft, *TWO, hold="ordinary") == 8
    said = clerk.does("compare", *sides(clerk))
    assert "B continues A from act 3 on: split" in said and "acknowledged by A: by act 7" in said
    assert "A: concluded by act 7" in said
