"""SSI 2007/42 by hand: quota, surpluses, exclusions, the last vacancies, and every way a tie can end."""

from __future__ import annotations

from fractions import Fraction

from qurultay.counting.contest import contest_of
from qurultay.counting.count import Count, count
from qurultay.counting.lots import Lots
from qurultay.counting.profile import profile_of
from qurultay.counting.rule import rule_named


def cast(names: str, seats: int, *papers: str, lots: Lots | None = None, withdrawn: tuple[str, ...] = ()) -> Count:
    """A count by the Scottish rules. A paper such as `4 Ada Ben` is four papers that rank Ada first."""
    listed = names.split()
    ballots = [(tuple(listed.index(name) for name in paper.split()[1:]), int(paper.split()[0])) for paper in papers]
    contest = contest_of(names, seats=seats, withdrawn=withdrawn)
    return count(contest, profile_of("ranked", len(listed), ballots), rule_named("scottish"), lots)


def totals(counted: Count, number: int) -> list[Fraction]:
    """The totals of a stage, in the order of the ballot."""
    return list(counted.stages[number - 1].totals.values())


def test_the_quota_ignores_decimals_and_adds_one() -> None:
    assert cast("Ada Ben", 1, "7 Ada", "2 Ben").stages[0].quota == 5
    assert cast("Ada Ben", 1, "6 Ada", "2 Ben").stages[0].quota == 5
    assert cast("Ada Ben Cem", 2, "6 Ada", "2 Ben").stages[0].quota == 3


def test_who_has_exactly_the_quota_is_elected_and_has_no_surplus() -> None:
    counted = cast("Ada Ben Cem", 2, "3 Ada Ben", "2 Ben", "2 Cem Ben", "1 Cem")
    assert counted.stages[0].quota == 3
    assert counted.elected[0] in ("Ada", "Cem")
    assert len(counted.stages) == 1


def test_a_transfer_value_is_cut_at_five_decimals() -> None:
    counted = cast("Ada Ben Cem Dua", 2, "5 Ada Ben", "2 Ada Cem", "1 Ben", "2 Cem", "2 Dua")
    assert counted.stages[0].quota == 5
    assert totals(counted, 2)[1:3] == [1 + 5 * Fraction(28571, 10**5), 2 + 2 * Fraction(28571, 10**5)]
    assert counted.stages[1].lost == Fraction(3, 10**5)


def test_votes_without_a_next_choice_leave_the_count() -> None:
    counted = cast("Ada Ben Cem", 1, "4 Ada", "3 Ben", "2 Cem")
    assert counted.stages[1].non_transferable == 2
    assert counted.elected == ("Ada",)


def test_the_last_vacancies_are_filled_without_a_quota() -> None:
    assert cast("Ada Ben Cem", 2, "4 Ada", "1 Ben", "2 Cem").elected == ("Ada", "Cem")


def test_a_withdrawn_candidate_receives_nothing() -> None:
    counted = cast("Ada Ben Cem", 1, "3 Ada Ben", "2 Ben", "2 Cem", withdrawn=("Ada",))
    assert totals(counted, 1) == [0, 5, 2]
    assert counted.elected == ("Ben",)


def test_the_fewest_votes_at_the_latest_unequal_stage_are_excluded() -> None:
    counted = cast("Ada Ben Cem Dua Ela", 1, "1 Ada Ben", "2 Ben", "3 Cem", "4 Dua", "5 Ela")
    tie = counted.stages[2].events[0]
    assert tie.as_data() == {
        "event": "tie",
        "purpose": "exclusion",
        "tied": ["Ben", "Cem"],
        "by": "totals",
        "chosen": "Ben",
        "stage": 1,
        "figures": {"Ben": "2", "Cem": "3"},
    }


def test_a_tie_at_all_stages_ends_by_lot_and_without_lots_not_at_all() -> None:
    papers = ("2 Ada", "2 Ben", "3 Cem Ada")
    lots = Lots(order=("Ben", "Ada", "Cem"), source={"kind": "minuted"})
    assert cast("Ada Ben Cem", 1, *papers, lots=lots).stages[1].about == ("Ada",)
    undecided = cast("Ada Ben Cem", 1, *papers)
    assert undecided.elected == ()
    assert undecided.unresolved is not None
    assert undecided.unresolved.tied == ("Ada", "Ben")
    assert undecided.stages[-1].events == (undecided.unresolved,)


def test_equal_surpluses_go_in_the_order_of_the_lot() -> None:
    papers = ("6 Ada Cem", "6 Ben Dua", "1 Cem", "1 Dua", "1 Ela")
    for order in (("Ada", "Ben"), ("Ben", "Ada")):
        lots = Lots(order=(*order, "Cem", "Dua", "Ela"), source={"kind": "minuted"})
        counted = cast("Ada Ben Cem Dua Ela", 3, *papers, lots=lots)
        assert counted.stages[1].about == order[:1]
        assert counted.elected[:2] == order
