"""`qurultay count`: what somebody types who has a file of ballots, and what is answered."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from qurultay.counting.rule import methods
from tests.cli.clerk import Clerk

WARD = """5 3
9 1 2 0
4 1 4 0
5 2 3 0
4 3 4 0
3 4 3 0
2 5 3 1 0
0
"Ada ARDA"
"باھار"
"Cem \\"the\\" Kesh"
"Дина"
"Ela"
"Council of Tolunay"
"""
TIED = '3 1\n2 1 0\n2 2 0\n1 3 0\n0\n"Ada"\n"باھار"\n"Cem"\n"Council"\n'
NAMES = ("Ada ARDA", "باھار", 'Cem "the" Kesh', "Дина", "Ela")
HEAD = "5a" * 32
DICE = "1 2 3 4 5 6 1 2 3 4 5 6 1 2 3 4 5 6 1 2"


@pytest.fixture
def ward(newcomer: Clerk) -> Path:
    return newcomer.writes("ward.blt", WARD)


def counted(clerk: Clerk, *words: object) -> dict[str, Any]:
    """The transcript that a count writes."""
    out = clerk.folder / "out.json"
    clerk.does("count", *words, "--json", out)
    told: dict[str, Any] = json.loads(out.read_text(encoding="utf-8"))
    return told


def test_a_file_is_counted_and_its_transcript_has_every_stage_by_name(newcomer: Clerk, ward: Path) -> None:
    told = counted(newcomer, ward, "--rule", "scottish")
    assert told["elected"] == ["Ada ARDA", "Дина", "باھار"] or set(told["elected"]) <= set(NAMES)
    for number, stage in enumerate(told["stages"], 1):
        assert stage["number"] == number
        assert set(stage["totals"]) == set(stage["transfers"]) == set(NAMES)
        assert Fraction(stage["quota"]) == 7
        assert all(len(total.partition(".")[2]) == 5 for total in stage["totals"].values())
        assert {"non_transferable", "events"} <= set(stage)
    first = told["stages"][0]
    assert first["totals"] == dict(zip(NAMES, ("13.00000", "5.00000", "4.00000", "3.00000", "2.00000"), strict=True))
    assert first["events"][0] == {"event": "elected", "candidate": "Ada ARDA", "because": "SSI 2007/42 rule 47(1)"}


@pytest.mark.parametrize("rule", sorted(methods()))
def test_every_rule_counts_what_it_takes_or_says_what_it_takes(newcomer: Clerk, ward: Path, rule: str) -> None:
    seats = ["--seats", "1"] if methods()[rule].seats == "one" else []
    if not methods()[rule].kinds & {"ranked"}:
        assert f"the rule {rule}: it takes" in newcomer.refused("count", ward, "--rule", rule)
        return
    lots = newcomer.writes("lots.txt", "# drawn in the chamber\n" + "\n".join(NAMES))
    told = counted(newcomer, ward, "--rule", rule, *seats, "--lots", lots)
    assert told["rule"]["name"] == rule
    assert told["unresolved"] == [] and len(told["elected"]) == (1 if seats else 3)
    assert newcomer.does("count", "verify", newcomer.folder / "out.json", ward).startswith("replayed: ")


def test_the_sheet_shows_figures_first_and_names_last(newcomer: Clerk, ward: Path) -> None:
    said = newcomer.does("count", ward, "--rule", "scottish")
    assert "27 ballots, 5 candidates, 3 seats, by the rule scottish (version 1)" in said
    assert "stage 2: surplus of Ada ARDA\n  SSI 2007/42 rule 48, quota 7.00000\n" in said
    assert any(line.endswith("باھار") and line.lstrip()[:1].isdigit() for line in said.splitlines())
    assert said.endswith("counted: 3 of 3 seats filled\n")


def test_the_word_ballots_may_be_left_out_and_options_may_come_first(newcomer: Clerk, ward: Path) -> None:
    said = newcomer.does("count", ward, "--rule", "scottish")
    assert newcomer.does("count", "ballots", ward, "--rule", "scottish") == said
    assert newcomer.does("count", "--rule", "scottish", ward) == said


def test_the_rules_are_listed_with_what_each_was_validated_against(newcomer: Clerk) -> None:
    said = newcomer.does("count", "rules")
    for name, method in methods().items():
        assert f"{name}: {method.title}\n" in said
    assert said.count("validated against: ") == len(methods())


def test_a_transcript_is_verified_and_a_changed_one_is_not(newcomer: Clerk, ward: Path) -> None:
    counted(newcomer, ward, "--rule", "meek")
    out = newcomer.folder / "out.json"
    assert newcomer.does("count", "verify", out, ward).startswith("replayed: ")
    out.write_text(out.read_text(encoding="utf-8").replace('"Ada ARDA":"13', '"Ada ARDA":"12', 1), encoding="utf-8")
    said = newcomer.types("count", "verify", out, ward)
    assert said.status == 1
    assert said.last.startswith("differs: stage 1, totals, 'Ada ARDA': the transcript says '12.")


def test_a_tie_is_left_open_until_lots_are_drawn(newcomer: Clerk) -> None:
    ballots = newcomer.writes("tied.blt", TIED)
    said = newcomer.does("count", ballots, "--rule", "scottish")
    assert "tie, who is excluded: Ada, باھار" in said
    assert said.endswith("undecided: 1 of 1 seats open\n")
    lots = newcomer.folder / "lots.txt"
    drawn = newcomer.does(
        "count", "lots", ballots, "--election", "m3t8w1pz", "--head", HEAD, "--dice", DICE, "-o", lots
    )
    assert drawn.splitlines() == ["lot 1: Cem", "lot 2: Ada", "lot 3: باھار"]
    told = counted(newcomer, ballots, "--rule", "scottish", "--lots", lots)
    assert told["elected"] == ["Ada"]
    assert told["lots"]["source"] == {"kind": "drawn", "election": "m3t8w1pz", "head": HEAD, "beacon": f"dice {DICE}"}
    assert newcomer.does("count", "verify", newcomer.folder / "out.json", ballots).startswith("replayed: ")


def test_lots_whose_order_was_touched_are_refused(newcomer: Clerk) -> None:
    ballots, lots = newcomer.writes("tied.blt", TIED), newcomer.folder / "lots.txt"
    newcomer.does("count", "lots", ballots, "--election", "m3t8w1pz", "--head", HEAD, "--dice", DICE, "-o", lots)
    lines = lots.read_text(encoding="utf-8").splitlines()
    newcomer.writes("lots.txt", "\n".join([*lines[:3], *lines[:2:-1]]))
    assert "their order is not what is drawn" in newcomer.refused(
        "count", ballots, "--rule", "scottish", "--lots", lots
    )
    newcomer.writes("lots.txt", "\n".join(lines[1:]))
    assert "'# election:' is missing" in newcomer.refused("count", ballots, "--rule", "scottish", "--lots", lots)
    counted(newcomer, ballots, "--rule", "scottish", "--lots", newcomer.writes("plain.txt", "Ada\nباھار\nCem\n"))
    out = newcomer.folder / "out.json"
    claimed = out.read_text(encoding="utf-8").replace(
        '"kind":"minuted","minutes":"an order of names in a file"',
        f'"beacon":"dice {DICE}","election":"m3t8w1pz","head":"{HEAD}","kind":"drawn"',
    )
    out.write_text(claimed, encoding="utf-8")
    assert "their order is not what is drawn" in newcomer.refused("count", "verify", out, ballots)


def test_scrutineers_commit_themselves_and_reveal(newcomer: Clerk) -> None:
    ballots, committed, revealed = newcomer.writes("tied.blt", TIED), "", ""
    for name in ("Aydin", "سابىرا", "Olga"):
        secret = newcomer.folder / f"{name}.secret"
        said = newcomer.does("count", "commit", "--election", "m3t8w1pz", "--scrutineer", name, "-o", secret)
        committed += said.splitlines()[0].removeprefix("make this known now: ") + "\n"
        revealed += secret.read_text(encoding="utf-8")
        assert secret.stat().st_mode & 0o077 == 0
    drawing = ["count", "lots", ballots, "--election", "m3t8w1pz", "--head", HEAD]
    both = ["--commitments", newcomer.writes("c", committed), "--secrets", newcomer.writes("s", revealed)]
    assert newcomer.does(*drawing, *both).count("lot ") == 3
    newcomer.writes("s", "".join(revealed.splitlines(keepends=True)[:2]))
    assert "'Olga' has not revealed" in newcomer.refused(*drawing, *both)
    assert "Name one beacon" in newcomer.refused(*drawing)
    assert "Name one beacon" in newcomer.refused(*drawing, *both, "--dice", DICE)
    assert newcomer.does(*drawing, "--drand", f"quicknet/1234567/{'ab' * 32}").count("lot ") == 3
    assert "drand" in newcomer.refused(*drawing, "--drand", "quicknet/x")
    assert "throw at least 20 times" in newcomer.refused(*drawing, "--dice", "1 2 7")


def test_a_vacant_seat_is_filled_from_the_same_ballots(newcomer: Clerk, ward: Path) -> None:
    lots = newcomer.writes("lots.txt", "\n".join(NAMES))
    told = counted(newcomer, ward, "--rule", "scottish", "--seats", "2", "--lots", lots)
    left = told["elected"][0]
    out, new = newcomer.folder / "out.json", newcomer.folder / "new.json"
    said = newcomer.does("count", "vacancy", out, ward, "--left", left, "--json", new)
    (taken,) = [line for line in said.splitlines() if line.startswith("takes the vacant seat: ")]
    filled = json.loads(new.read_text(encoding="utf-8"))
    assert taken.removeprefix("takes the vacant seat: ") in filled["elected"]
    assert told["elected"][1] in filled["elected"] and left in filled["contest"]["withdrawn"]
    assert newcomer.does("count", "verify", new, ward).startswith("replayed: ")
    assert "was not elected" in newcomer.refused("count", "vacancy", out, ward, "--left", "Nobody")


def test_ballots_are_carried_into_another_format_and_count_the_same(newcomer: Clerk, ward: Path) -> None:
    told = counted(newcomer, ward, "--rule", "scottish")
    for name in ("x.csv", "x.soi", "x.toi", "x.blt"):
        other = newcomer.folder / name
        assert newcomer.does("count", "convert", ward, other).startswith("written: 27 ballots, ")
        assert counted(newcomer, other, "--rule", "scottish", "--seats", 3)["elected"] == told["elected"]
    assert "these rankings are of the type soi" in newcomer.refused("count", "convert", ward, newcomer.folder / "x.soc")


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["--rule", "best"], "no such rule is known; take one of"),
        (["--rule", "irv"], "the rule irv: it fills one seat, and 3 are to be filled"),
        (["--rule", "scottish", "--set", "ties"], "--set 'ties' has no '='"),
        (["--rule", "scottish", "--set", "ties=mine"], "ties cannot be 'mine'"),
        (["--rule", "scottish", "--set", "colour=red"], "it has no parameter 'colour'"),
        (["--rule", "majority-judgment", "--seats", "1"], "it takes grades, and these ballots are ranked"),
    ],
)
def test_what_cannot_be_counted_so_is_refused_in_a_sentence(
    newcomer: Clerk, ward: Path, words: list[str], sentence: str
) -> None:
    assert sentence in newcomer.refused("count", ward, *words)


def test_a_missing_file_or_a_folder_is_refused(newcomer: Clerk) -> None:
    assert "cannot be opened" in newcomer.refused("count", newcomer.folder / "none.blt", "--rule", "scottish")
    assert "a folder or a device" in newcomer.refused("count", newcomer.folder, "--rule", "scottish")


def test_counting_opens_neither_network_nor_press_and_never_numpy(ward: Path, tmp_path: Path) -> None:
    program = (
        "import sys; from qurultay.cli.app import run\n"
        f"try: run(['count', {str(ward)!r}, '--rule', 'meek', '--json', {str(tmp_path / 'o.json')!r}])\n"
        "except SystemExit: pass\n"
        "print([name for name in ('numpy', 'socket', 'ssl', 'sqlite3', 'jinja2', 'typst') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True, env=os.environ)
    assert done.stdout.splitlines()[-1] == "[]"


def test_a_reader_who_stops_reading_does_not_cost_the_transcript(ward: Path, tmp_path: Path) -> None:
    kept = tmp_path / "kept.json"
    program = (
        f"from qurultay.cli.app import run; run(['count', {str(ward)!r}, '--rule', 'meek', '--json', {str(kept)!r}])"
    )
    read_end, write_end = os.pipe()
    os.close(read_end)
    subprocess.run(
        [sys.executable, "-c", program], stdout=write_end, stderr=subprocess.DEVNULL, check=False, env=os.environ
    )
    os.close(write_end)
    assert json.loads(kept.read_text(encoding="utf-8"))
