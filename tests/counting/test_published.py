"""Our counts against results that others have published, cell by cell."""

from __future__ import annotations

import csv
import json
from fractions import Fraction
from pathlib import Path

import pytest

from qurultay.counting.blt import read_blt
from qurultay.counting.contest import Contest, contest_of
from qurultay.counting.count import Count, count
from qurultay.counting.lots import Lots
from qurultay.counting.refusal import Uncountable
from qurultay.counting.rule import rule_named
from qurultay.counting.stages import Stage
from tests.counting.published import WRITE_INS, dumped, on_ballot, poll_of, printed, tabulation

WARDS = 24
EXACT = {"scottish": "scotland-fixed-p5-d5", "wigm-prf": "wigm-prf-fixed-p4-d4", "meek": "meek-prf-o6-fixed-p9-d9"}


@pytest.fixture(scope="module")
def data(shared: Path) -> Path:
    """The folder of conformance data for counts."""
    return shared / "data/counting"


def test_every_official_sheet_of_a_scottish_ward_is_what_we_count(data: Path) -> None:
    wards = sorted((data / "scotland").glob("*.blt"))
    assert len(wards) >= WARDS
    cells = sum(compared_with_its_sheet(path) for path in wards)
    assert cells > 1400


def compared_with_its_sheet(path: Path) -> int:
    """Compares stages, totals and who is elected; answers how many cells were compared."""
    poll = poll_of(path)
    official = json.loads(path.with_suffix(".official.json").read_text())
    counted = count(poll.contest, poll.profile, rule_named("scottish"))
    assert len(counted.stages) == len(official["stages"]), path.name
    assert counted.stages[0].quota == Fraction(official["quota"] or counted.stages[0].quota)
    cells = 0
    for stage, sheet in zip(counted.stages, official["stages"], strict=True):
        for row in sheet["rows"]:
            if cell := printed(row["total"]):
                told, within = cell
                assert abs(stage.totals[on_ballot(row, stage.totals)] - told) <= within, (path.name, stage.number, row)
                cells += 1
    elected = {
        on_ballot(row, poll.contest.names) for row in official["stages"][-1]["rows"] if row["status"] == "Elected"
    }
    assert elected == set(counted.elected), path.name
    return cells


# --- Droop -----------------------------------------------------------------------------------------------------------


def lots_as_droop(contest: Contest, of: Lots | None, *, surplus: bool) -> Lots:
    """Droop takes the first in its order whoever is sought; we keep the preferred, so for exclusions it is turned."""
    order = contest.names if surplus else contest.names[::-1]
    return of or Lots(order=order, source={"kind": "the order of Droop"})


def droop_count(data: Path, name: str, rule: str) -> Count:
    """One of Droop's files, counted by us with its order of lots."""
    poll = poll_of(data / "droop" / f"{name}.blt")
    surplus = name == "SC-Vm-12" and rule.startswith("wigm")  # its only tie is between two surpluses
    return count(poll.contest, poll.profile, rule_named(rule), lots_as_droop(poll.contest, poll.lots, surplus=surplus))


def names_of(data: Path, suffix: str) -> list[str]:
    """The files for which there is a dump of this kind."""
    found = [path.name.removesuffix(f"-{suffix}.txt") for path in (data / "droop").glob(f"*-{suffix}.txt")]
    assert found, suffix
    return sorted(found)


def same_totals(stage: Stage, row: dict[str, str], *, within: Fraction = Fraction(0), only: str = "HEeD") -> None:
    """Compares a row of a dump with a stage: the quota and the totals of candidates in these states."""
    assert stage.quota is not None
    assert abs(stage.quota - Fraction(row["Quota"])) <= within
    for number, total in enumerate(stage.totals.values(), 1):
        if row[f"{number}.state"] in only:
            assert abs(total - Fraction(row[f"{number}.vote"])) <= within, (stage.number, row[f"{number}.name"])


def elected_in(row: dict[str, str]) -> set[str]:
    """Who is elected when the dump ends."""
    count = sum(1 for cell in row if cell.endswith(".name"))
    return {row[f"{number}.name"] for number in range(1, count + 1) if row[f"{number}.state"] == "E"}


@pytest.mark.parametrize(
    ("rule", "suffix", "within"),
    [
        ("scottish", "scotland-fixed-p5-d5", Fraction(0)),
        ("wigm-prf", "wigm-prf-fixed-p4-d4", Fraction(0)),
        ("wigm", "wigm-rational-d12", Fraction(1, 2 * 10**12)),
    ],
)
def test_droop_counts_the_same_by_transfers(data: Path, rule: str, suffix: str, within: Fraction) -> None:
    for name in names_of(data, suffix):
        rows = list(dumped(data / "droop" / f"{name}-{suffix}.txt"))
        # Droop gives a stage to a surplus of nothing; rule 48(1) transfers only where votes exceed the quota.
        empty = {number for number, action, row in rows if action == "unpend" and surplus_is_nothing(row, rows)}
        skipped = empty if rule == "scottish" else set()
        told = [row for number, action, row in rows if action in ("begin", "transfer") and number not in skipped]
        counted = droop_count(data, name, rule)
        assert len(told) == len(counted.stages), name
        for stage, row in zip(counted.stages, told, strict=True):
            same_totals(stage, row, within=within)
        assert set(counted.elected) == elected_in(rows[-1][2]), name


def surplus_is_nothing(row: dict[str, str], rows: list[tuple[str, str, dict[str, str]]]) -> bool:
    """Does the round of this row transfer the surplus of somebody who has no more than the quota?"""
    (after,) = [each for number, action, each in rows if (number, action) == (row["R"], "transfer")]
    return all(row[cell] == after[cell] for cell in row if cell.endswith(".vote"))


def test_droop_counts_the_same_by_meek(data: Path) -> None:
    suffix = EXACT["meek"]
    for name in names_of(data, suffix):
        rows = list(dumped(data / "droop" / f"{name}-{suffix}.txt"))
        last_of = {number: row for number, action, row in rows if action in ("elect", "defeat") and number != "X"}
        counted = droop_count(data, name, "meek")
        assert len(counted.stages) - len(last_of) in (0, 1), name
        for stage, row in zip(counted.stages, last_of.values(), strict=False):
            same_totals(stage, row, only="HeE")
            assert stage.non_transferable == Fraction(row["Residual"])
        assert set(counted.elected) == elected_in(rows[-1][2]), name


# --- RCTab -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("folder", "cast"),
    [
        ("2015_portland_mayor", None),
        ("generic_csv_test", None),
        ("tiebreak_previous_round_counts_then_random_test", None),
        ("tiebreak_seed_test", None),
        ("test_set_0_skipped_first_choice", None),
        ("test_set_1_exhaust_at_overvote", None),
    ],
)
def test_rctab_expects_the_rounds_that_instant_run_off_gives(data: Path, folder: str, cast: str | None) -> None:
    test = tabulation(data / "rctab" / folder)
    # RCTab drops unnamed write-ins first of all, whatever they have; here they do not stand, which is the same.
    withdrawn = [WRITE_INS] if WRITE_INS in test.names else []
    rounds = [each for each in test.rounds if WRITE_INS not in each["tally"]] if withdrawn else test.rounds
    if folder == "2015_portland_mayor":
        rounds = test.rounds  # they had no vote, so their round was that of the last of the others too
    losers = [each["eliminated"] for round_ in rounds for each in round_["tallyResults"] if "eliminated" in each]
    won = [each["elected"] for each in rounds[-1]["tallyResults"]]
    rest = [name for name in test.names if name not in (*won, *losers)]
    lots = Lots(order=(*won, *rest, *losers[::-1]), source={"kind": "the order in which RCTab decided"})
    rule = rule_named("irv", exclude="together" if test.batch else "singly")
    counted = count(contest_of(test.names, withdrawn=withdrawn), test.profile, rule, lots)
    last_two = list(rounds[-1]["tally"].values())
    tied = len(last_two) == 2 and len(set(last_two)) == 1  # RCTab then elects one; we exclude the other first
    assert len(counted.stages) == len(rounds) + tied
    for stage, expected in zip(counted.stages, rounds, strict=False):
        for name, tally in expected["tally"].items():
            assert stage.totals[name] == Fraction(tally), (stage.number, name)
        assert stage.quota == Fraction(expected["threshold"])
    assert list(counted.elected) == won


def test_rctab_expects_the_rounds_that_the_reference_wigm_gives(data: Path) -> None:
    test = tabulation(data / "rctab/test_set_multi_winner_fractional_threshold")
    counted = count(contest_of(test.names, seats=test.seats), test.profile, rule_named("wigm-prf"))
    assert counted.unresolved is None
    for stage, expected in zip(counted.stages, test.rounds, strict=False):
        assert stage.quota == Fraction(expected["threshold"])
        for name, tally in expected["tally"].items():
            assert stage.totals[name] == Fraction(tally), (stage.number, name)
    assert len(test.rounds) - len(counted.stages) == 1  # RCTab takes the surplus from the last elected too
    assert set(counted.elected) == {
        each["elected"] for round_ in test.rounds for each in round_["tallyResults"] if "elected" in each
    }


# --- the model election of the Electoral Reform Society -------------------------------------------------------------


def test_meek_meets_the_totals_of_algorithm_123_where_they_are_printed(data: Path) -> None:
    """Five of six printed stages; the sixth goes on converging after the last seat is filled, where the rule stops."""
    poll = poll_of(data / "ers97/ers97.blt")
    counted = count(poll.contest, poll.profile, rule_named("meek"))
    rows = list(csv.reader((data / "ers97/ers97_meek_reference.csv").read_text().splitlines()))
    columns = [{row[0]: Fraction(row[at]) for row in rows[2:-2]} for at in range(1, len(rows[0]), 2)]
    met = [next((stage.number for stage in counted.stages if near(stage, column)), 0) for column in columns]
    assert met[:5] == sorted(set(met[:5])) and 0 not in met[:5]
    printed_elected = {row[0] for row in rows[2:-2] if row[-1] == "EL" or "EL" in row[2::2]}
    assert set(counted.elected) == printed_elected


def near(stage: Stage, column: dict[str, Fraction]) -> bool:
    return all(abs(stage.totals[name] - total) < Fraction(1, 200) for name, total in column.items())


def test_a_file_with_commas_is_refused_with_line_and_column(data: Path) -> None:
    (path,) = (data / "malformed").glob("*.blt")
    with pytest.raises(Uncountable, match=r"line 1, column 3: '1,' is no whole number; delete the comma"):
        read_blt(path.read_bytes(), path.name)
