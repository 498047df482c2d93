"""`qurultay count --constraints`: what a secretary types, and what is answered before and after the votes."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.cli.clerk import Clerk, Said

BALLOTS = """6 3
14 1 2 3 0
9 2 1 0
8 3 2 0
6 4 5 0
3 5 4 0
2 6 5 0
0
"Aybek"
"باھار"
"Chinar"
"Dilnur"
"Erkin"
"Feride"
"Council"
"""
NAMES = ("Aybek", "باھار", "Chinar", "Dilnur", "Erkin", "Feride")


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Desk:
    return Desk(Clerk(tmp_path, monkeypatch), tmp_path)


class Desk:
    """A clerk with a file of ballots and one of constraints."""

    def __init__(self, clerk: Clerk, folder: Path) -> None:
        self.clerk, self.folder = clerk, folder
        (folder / "council.blt").write_text(BALLOTS)

    def file(self, text: str, name: str = "guarantee.yaml") -> Path:
        path = self.folder / name
        path.write_text(text)
        return path

    def count(self, constraints: Path, *more: str, rule: str = "sntv") -> Said:
        file = str(self.folder / "council.blt")
        return self.clerk.types("count", file, "--rule", rule, "--constraints", str(constraints), *more)

    def told(self, constraints: Path, *more: str, rule: str = "sntv") -> dict[str, Any]:
        """The transcript of a count, which replays."""
        out = self.folder / "out.json"
        assert self.count(constraints, "--json", str(out), *more, rule=rule).status == 0
        assert self.clerk.types("count", "verify", str(out), str(self.folder / "council.blt")).status == 0
        found: dict[str, Any] = json.loads(out.read_text())
        return found


def guarantee(north: int, *, of: dict[str, str] | None = None) -> str:
    of = of or dict.fromkeys(NAMES, "south") | {"Dilnur": "north", "Erkin": "north"}
    rows = "".join(f'  "{name}": {{community: {community}}}\n' for name, community in of.items())
    return f"guarantees:\n  community:\n    north: {{least: {north}}}\n    south: {{}}\ncandidates:\n{rows}"


def test_a_guarantee_is_kept_and_says_whom_it_displaced(desk: Desk) -> None:
    said = desk.count(desk.file(guarantee(1)))
    assert said.status == 0
    assert "seated by the guarantee: Dilnur" in said.out and "displaced by the guarantee: Chinar" in said.out
    told = desk.told(desk.file(guarantee(1)))
    assert told["elected"] == ["Aybek", "باھار", "Dilnur"]
    assert told["displacement"] == {
        "seated": ["Dilnur"], "displaced": ["Chinar"], "without": ["Aybek", "باھار", "Chinar"], "unresolved": [],
    }  # fmt: skip


def test_a_guarantee_that_changes_nothing_says_so(desk: Desk) -> None:
    assert "The guarantee changed nothing" in desk.count(desk.file(guarantee(0))).out


def test_the_same_file_may_be_json(desk: Desk) -> None:
    rows = {name: {"community": "north" if name == "Erkin" else "south"} for name in NAMES}
    text = json.dumps({"guarantees": {"community": {"north": {"least": 1}, "south": {}}}, "candidates": rows}, indent=2)
    assert "seated by the guarantee: Erkin" in desk.count(desk.file(text, "guarantee.json")).out


def test_the_close_of_nominations_warns_before_anyone_votes(desk: Desk) -> None:
    open_ = desk.clerk.types("count", "nominations", str(desk.file(guarantee(1))), "--seats", "3")
    assert (open_.status, open_.err) == (0, "") and open_.last.startswith("open: ")
    short = desk.clerk.types("count", "nominations", str(desk.file(guarantee(3))), "--seats", "3")
    assert short.status == 1 and short.last.startswith("decided: ")
    assert "north (community) is guaranteed 3 and has 2 candidates: 1 of its seats would stay vacant." in short.err


def test_a_seat_that_nobody_stands_for_stays_vacant(desk: Desk) -> None:
    said = desk.count(desk.file(guarantee(3)))
    assert "1 seat stays vacant: nobody stands who could have it." in said.out
    assert said.last == "counted: 2 of 3 seats filled"


def test_a_vice_president_is_not_of_the_presidents_community(desk: Desk) -> None:
    """The earlier count says whom it elected and of which community; those of that community cannot be elected now."""
    first = desk.file(guarantee(0), "president.yaml")
    said = desk.count(first, "--json", str(desk.folder / "president.json"), "--seats", "1")
    assert said.last == "counted: 1 of 1 seats filled"
    rows = guarantee(0).partition("candidates:")[2]
    later = desk.file(f"apart: {{community: president.json}}\ncandidates:{rows}", "vice.yaml")
    told = desk.told(later, "--seats", "1", rule="schulze")
    assert told["elected"] == ["Dilnur"]
    assert told["contest"]["withdrawn"] == sorted(name for name in NAMES if name not in ("Dilnur", "Erkin"))
    assert told["source"]["apart community"].startswith("president.json ")


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "it is no list of 'name: value' lines; begin with 'guarantees:'"),
        ("- a\n", "it is no list of 'name: value' lines"),
        ("seats: 3\n", "it constrains nothing; add 'guarantees' or 'apart'"),
        ("guarantee: {}\n", "line 1: 'guarantee' is no part of such a file; it has seats, guarantees, candidates, apart"),
        ("guarantees:\n  community:\n    north: {lest: 2}\n", "line 3: 'lest' says nothing here; write 'least', 'most' or both"),
        ("guarantees:\n  community:\n    north: {least: two}\n", "line 3: 'two' is no whole number"),
        ("guarantees:\n  community:\n    north: {least: 1.0}\n", "line 3: '1.0' is no whole number"),
        ("guarantees:\n  community: [north]\n", "line 2: 'community' is not a list of 'name: value' lines"),
        ("guarantees:\n  Community:\n    north: {}\n", "line 2: 'Community' is not written in small letters"),
        ("guarantees:\n  community:\n    north: {least: 1}\n    north: {}\n", "line 4: 'north' stands twice"),
        ("guarantees: {community: {north: {}}}\ncandidates:\n  Xy: {community: north}\n", "line 3: 'Xy' does not stand"),
        ("guarantees: {community: {north: {}}}\ncandidates:\n  Aybek: {community: north}\n", "line 2: 'باھار' stands and is not"),
        ("guarantees: {community: {north: {}}}\ncandidates:\n  Aybek: {community: [north]}\n", "line 3: the community of 'Aybek'"),
        ("guarantees: {community: {north: {least: 2}}}\n", "nobody says which community is theirs"),
        ("seats: 2\n" + guarantee(1), "line 1: it speaks of 2 seats, and 3 are to be filled"),
        ("apart: {community: nowhere.json}\n", "line 1: there is no file 'nowhere.json'"),
        (guarantee(4), "'north' has at least 4 and at most 3 of 3 seats"),
        (guarantee(1).replace("south: {}", "coast: {}"), "'south', is not among those listed"),
    ],
)  # fmt: skip
def test_what_is_wrong_with_the_file_is_said_with_its_line(desk: Desk, text: str, sentence: str) -> None:
    said = desk.count(desk.file(text))
    assert said.status != 0 and said.out == ""
    assert sentence in said.err


def test_a_rule_that_knows_no_guarantee_says_so(desk: Desk) -> None:
    said = desk.count(desk.file(guarantee(0)), "--seats", "1", rule="schulze")
    assert said.status != 0 and "knows no guaranteed representation" in said.err


def test_a_first_round_says_who_goes_into_the_next(desk: Desk) -> None:
    """V11: 12, 9, 9 and 5; three go on."""
    first = '4 1\n12 1 0\n9 2 0\n9 3 0\n5 4 0\n0\n"A"\n"B"\n"C"\n"D"\n"first round"\n'
    said = desk.clerk.types("count", str(desk.file(first, "first.blt")), "--rule", "run-off")
    assert said.out.count("goes into the next round: ") == 3
    assert said.last == "undecided: nobody has a majority, 3 go into the next round"
    nobody = first.replace("12 1", "12").replace("9 2", "9").replace("9 3", "9").replace("5 4", "5")
    blank = desk.clerk.types("count", str(desk.file(nobody, "blank.blt")), "--rule", "run-off")
    assert blank.last == "counted: 0 of 1 seats filled"
