"""One seat: plurality, approval, rounds, Schulze and majority judgment, by hand and at every tie."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable, Sequence
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qurultay.counting.condorcet import pairwise
from qurultay.counting.contest import Contest, contest_of
from qurultay.counting.count import Count, count
from qurultay.counting.lots import Lots
from qurultay.counting.profile import Ballot, Kind, Profile, profile_of
from qurultay.counting.refusal import Uncountable
from qurultay.counting.rule import methods, rule_named
from qurultay.counting.rules.majority_judgment import breaks, grades_of, majority_value
from qurultay.counting.rules.schulze import paths, strengths

LETTERS = "Ada Ben Cem Dua Eli"


def lots(order: str) -> Lots:
    return Lots(order=tuple(order.split()), source={"kind": "minuted"})


def cast(names: str, kind: Kind, *papers: str) -> Profile:
    """Papers such as `4 Ada Ben`: four that rank, or approve of, Ada and Ben; with grades, `4 1 0 3`."""
    listed = names.split()
    read: list[tuple[Ballot, int]] = []
    for paper in papers:
        number, *words = paper.split()
        ballot: Ballot = tuple(int(word) if kind in ("grades", "scores") else listed.index(word) for word in words)
        read.append((tuple(sorted(ballot)) if kind == "approvals" else ballot, int(number)))  # type: ignore[type-var]  # no ties in it
    return profile_of(kind, len(listed), read)


def counted(rule: str, names: str, kind: Kind, *papers: str, order: str = "", gone: str = "", **chosen: str) -> Count:
    contest = contest_of(names, withdrawn=gone.split())
    return count(contest, cast(names, kind, *papers), rule_named(rule, **chosen), lots(order) if order else None)


def hopeful(found: Count) -> str:
    """Who would go into the next round."""
    return " ".join(name for name, state in found.stages[-1].states.items() if state == "hopeful")


# --- plurality, approval ---------------------------------------------------------------------------------------------


def test_the_most_votes_win() -> None:
    found = counted("plurality", "Ada Ben Cem", "votes", "4 Ada", "5 Ben", "3 Cem")
    assert (found.elected, found.stages[0].totals["Ben"]) == (("Ben",), 5)


def test_a_tie_for_the_only_seat_is_settled_by_lot_and_without_lots_by_nobody() -> None:
    papers = ("4 Ada", "4 Ben", "3 Cem")
    assert counted("plurality", "Ada Ben Cem", "votes", *papers, order="Cem Ben Ada").elected == ("Ben",)
    open_ = counted("plurality", "Ada Ben Cem", "votes", *papers)
    assert open_.elected == () and open_.unresolved is not None and open_.unresolved.tied == ("Ada", "Ben")


def test_nobody_is_elected_where_nobody_voted() -> None:
    for rule, kind in (("plurality", "ranked"), ("approval", "approvals"), ("schulze", "ranked"), ("run-off", "ranked"),
                       ("exhaustive", "ranked")):  # fmt: skip
        found = counted(rule, "Ada Ben", kind, "7", order="Ada Ben")  # type: ignore[arg-type]  # kinds all
        assert (found.elected, found.unresolved) == ((), None), rule


def test_a_vote_for_somebody_who_withdrew_goes_to_the_next_choice_or_nowhere() -> None:
    ranked = counted("plurality", "Ada Ben Cem", "ranked", "5 Ada Ben", "4 Cem", "2 Ada", gone="Ada")
    assert ranked.elected == ("Ben",) and ranked.stages[0].non_transferable == 2
    single = counted("plurality", "Ada Ben Cem", "votes", "5 Ada", "4 Cem", "2 Ben", gone="Ada")
    assert single.elected == ("Cem",) and single.stages[0].non_transferable == 5


def test_two_first_choices_on_one_paper_are_no_vote() -> None:
    profile = profile_of("ranked", 3, [(((0, 1), 2), 5), ((2,), 1)])
    found = count(contest_of("Ada Ben Cem"), profile, rule_named("plurality"))
    assert found.elected == ("Cem",) and found.stages[0].non_transferable == 5


def test_the_most_approved_is_elected() -> None:
    found = counted("approval", "Ada Ben Cem", "approvals", "3 Ada Ben", "2 Ben Cem", "1", "4 Ada Ben Cem")
    assert found.elected == ("Ben",)
    assert dict(found.stages[0].totals) == {"Ada": 7, "Ben": 9, "Cem": 6}
    assert found.stages[0].non_transferable == 1


# --- rounds ----------------------------------------------------------------------------------------------------------


def test_half_of_the_votes_is_no_majority() -> None:
    for rule in ("run-off", "exhaustive"):
        assert counted(rule, "Ada Ben Cem", "votes", "6 Ada", "4 Ben", "3 Cem").elected == ()
        assert counted(rule, "Ada Ben Cem", "votes", "6 Ada", "4 Ben", "2 Cem").elected == ()
        assert counted(rule, "Ada Ben Cem", "votes", "7 Ada", "4 Ben", "2 Cem").elected == ("Ada",)


def test_all_who_tie_for_the_second_place_go_into_the_run_off() -> None:
    """V11: 12, 9, 9 and 5."""
    found = counted("run-off", "Ada Ben Cem Dua", "votes", "12 Ada", "9 Ben", "9 Cem", "5 Dua")
    assert (found.elected, found.unresolved, hopeful(found)) == ((), None, "Ada Ben Cem")
    two = counted("run-off", "Ada Ben Cem Dua", "votes", "12 Ada", "9 Ben", "8 Cem", "5 Dua")
    assert hopeful(two) == "Ada Ben"
    assert hopeful(counted("run-off", "Ada Ben Cem", "votes", "5 Ada", "4 Ben", "4 Cem")) == "Ada Ben Cem"


def test_a_run_off_is_won_by_whom_more_voters_prefer_of_the_two() -> None:
    found = counted("run-off", "Ada Ben Cem", "ranked", "5 Ada", "4 Ben", "3 Cem Ben")
    assert (found.elected, len(found.stages)) == (("Ben",), 2)
    assert dict(found.stages[1].totals) == {"Ada": 5, "Ben": 7, "Cem": 0}


def test_blank_papers_count_for_the_half_only_where_the_rule_says_so() -> None:
    """V6: 18 to 17 with 3 blank: elected of the valid votes, not of those cast."""
    papers = ("18 Ada", "17 Ben", "3")
    assert counted("run-off", "Ada Ben", "ranked", *papers).elected == ("Ada",)
    found = counted("run-off", "Ada Ben", "ranked", *papers, blank="cast")
    assert (found.elected, found.unresolved) == ((), None)


def test_a_tie_in_the_last_round_is_settled_by_the_named_policy() -> None:
    papers = ("6 Ada", "5 Ben", "4 Cem Ben", "3 Dua Ada")
    assert counted("run-off", "Ada Ben Cem Dua", "ranked", *papers, order="Ben Ada Cem Dua").elected == ("Ben",)
    assert counted("run-off", "Ada Ben Cem Dua", "ranked", *papers, ties="forward").elected == ("Ada",)
    assert counted("run-off", "Ada Ben Cem Dua", "ranked", *papers).unresolved is not None


def test_rankings_that_would_repeat_the_same_round_are_narrowed_by_a_tie() -> None:
    """Ben and Cem tie for the second place and voting again changes nothing, so a lot says who of them goes on."""
    papers = ("5 Ada", "4 Ben Cem", "4 Cem Ben")
    assert counted("run-off", "Ada Ben Cem", "ranked", *papers, order="Cem Ben Ada").elected == ("Cem",)
    assert counted("run-off", "Ada Ben Cem", "ranked", *papers, order="Ben Cem Ada").elected == ("Ben",)
    assert counted("run-off", "Ada Ben Cem", "ranked", *papers).unresolved is not None


def test_the_lowest_goes_out_after_each_round() -> None:
    found = counted("exhaustive", LETTERS, "ranked", "5 Ada", "4 Ben", "3 Cem Ben", "2 Dua Ben", "1 Eli Ben")
    assert [stage.about for stage in found.stages] == [(), ("Eli",), ("Dua",), ("Cem",)]
    assert [stage.totals["Ben"] for stage in found.stages] == [4, 5, 7, 10]
    assert found.elected == ("Ben",)


def test_a_tie_for_the_lowest_looks_at_the_round_before() -> None:
    papers = ("6 Ada", "3 Ben Ada", "2 Cem Ben", "1 Dua Cem", "4 Eli")
    found = counted("exhaustive", LETTERS, "ranked", *papers)
    ties = [event for stage in found.stages for event in stage.events if getattr(event, "tied", None)]
    assert [(tie.tied, tie.chosen, tie.by) for tie in ties] == [(("Ben", "Cem"), "Cem", "totals")]  # type: ignore[union-attr]  # ties


@pytest.mark.parametrize("kind", ["votes", "ranked"])
def test_where_no_ballot_has_a_second_choice_one_round_is_counted(kind: Kind) -> None:
    """Nobody knows how they would vote next; whoever is left hopeful goes into the next round."""
    found = counted("exhaustive", "Ada Ben Cem", kind, "5 Ada", "4 Ben", "3 Cem")
    assert (found.elected, hopeful(found)) == ((), "Ada Ben")
    found = counted("run-off", "Ada Ben Cem Dua", kind, "5 Ada", "4 Ben", "3 Cem", "1 Dua")
    assert (found.elected, hopeful(found)) == ((), "Ada Ben")


def test_the_last_two_who_tie_are_told_apart_by_lot() -> None:
    for rule in ("exhaustive", "run-off"):
        assert counted(rule, "Ada Ben", "votes", "4 Ada", "4 Ben", order="Ben Ada").elected == ("Ben",)
        assert counted(rule, "Ada Ben", "votes", "4 Ada", "4 Ben").unresolved is not None


# --- Schulze ---------------------------------------------------------------------------------------------------------

# Schulze (2011), section 3.1: 21 voters.
FIRST = ("8 a c d b", "2 b a d c", "4 c d b a", "4 d b a c", "3 d c b a")
# The example of 45 voters that is quoted most often.
SECOND = (
    "5 A C B E D",
    "5 A D E C B",
    "8 B E D A C",
    "3 C A B E D",
    "7 C A E B D",
    "2 C B A D E",
    "7 D C E B A",
    "8 E B A D C",
)


def test_schulzes_first_example() -> None:
    profile = cast("a b c d", "ranked", *FIRST)
    n = pairwise(profile, range(4))
    assert n == [[0, 8, 14, 10], [13, 0, 6, 2], [7, 15, 0, 12], [11, 19, 9, 0]]
    for measure in ("margins", "winning-votes"):
        assert count(contest_of("a b c d"), profile, rule_named("schulze", strength=measure)).elected == ("d",)


def test_schulze_with_forty_five_voters() -> None:
    profile = cast("A B C D E", "ranked", *SECOND)
    n = pairwise(profile, range(5))
    assert [n[0][1], n[1][3], n[2][4], n[3][2], n[4][0]] == [20, 33, 24, 28, 23]
    assert [[link // 46 for link in row] for row in paths(strengths(n, "winning-votes", 45))] == [
        [0, 28, 28, 30, 24], [25, 0, 28, 33, 24], [25, 29, 0, 29, 24], [25, 28, 28, 0, 24], [25, 28, 28, 31, 0],
    ]  # fmt: skip
    assert count(contest_of("A B C D E"), profile, rule_named("schulze")).elected == ("E",)


def test_who_beats_everybody_wins_and_a_blank_ballot_changes_nothing() -> None:
    found = counted("schulze", "Ada Ben Cem", "ranked", "4 Ada Cem Ben", "3 Ben Cem Ada", "2 Cem Ben Ada", "50")
    assert found.elected == ("Cem",), "5 of 9 before Ada, 6 of 9 before Ben"


def test_a_circle_of_equal_strength_is_a_tie() -> None:
    papers = ("1 Ada Ben Cem", "1 Ben Cem Ada", "1 Cem Ada Ben")
    found = counted("schulze", "Ada Ben Cem", "ranked", *papers)
    assert found.unresolved is not None and found.unresolved.tied == ("Ada", "Ben", "Cem")
    assert counted("schulze", "Ada Ben Cem", "ranked", *papers, order="Cem Ada Ben").elected == ("Cem",)


def test_winning_votes_and_margins_can_elect_different_candidates() -> None:
    """Ada beats Ben 5 to 4, Ben beats Cem 4 to 2, Cem beats Ada 6 to 3: the weakest link is 4 votes, or a margin of 1."""
    papers = ("3 Ada", "4 Ben Cem", "2 Cem Ada")
    assert counted("schulze", "Ada Ben Cem", "ranked", *papers).elected == ("Cem",)
    assert counted("schulze", "Ada Ben Cem", "ranked", *papers, strength="margins").elected == ("Ben",)


def test_of_equal_winning_votes_fewer_against_are_stronger() -> None:
    """Ada beats Ben 4 to 3, Ben beats Cem 5 to 2, Cem beats Ada 4 to 2: Ada's is the weakest, so nobody beats Ben."""
    found = counted("schulze", "Ada Ben Cem", "ranked", "2 Ada Ben", "1 Ben", "2 Cem Ada", "2 Ben Cem")
    assert pairwise(found.profile, range(3)) == [[0, 4, 2], [3, 0, 5], [4, 2, 0]]
    assert found.elected == ("Ben",)


def test_those_not_ranked_are_equal_and_below_all_who_are() -> None:
    profile = profile_of("ranked", 4, [((1,), 3), (((0, 2),), 2), ((), 9)])
    assert pairwise(profile, range(4)) == [[0, 2, 0, 2], [3, 0, 3, 3], [0, 2, 0, 2], [0, 0, 0, 0]]


@st.composite
def rankings(draw: st.DrawFn) -> Profile:
    """A few rankings with equal ranks and gaps, of up to five candidates."""
    number = draw(st.integers(2, 5))
    drawn = draw(
        st.lists(
            st.tuples(st.lists(st.integers(0, 3), min_size=number, max_size=number), st.integers(1, 9)), max_size=8
        )
    )
    groups: list[tuple[Ballot, int]] = []
    for ranks, weight in drawn:
        rows = [tuple(at for at, rank in enumerate(ranks) if rank == wanted) for wanted in (1, 2, 3)]
        groups.append((tuple(row[0] if len(row) == 1 else row for row in rows if row), weight))
    return profile_of("ranked", number, groups)


@given(profile=rankings())
def test_comparisons_are_those_that_one_finds_by_going_through_the_papers(profile: Profile) -> None:
    numbers = range(profile.candidates)
    n = [[0] * profile.candidates for _ in numbers]
    for ballot, weight in profile.groups:
        rank = {at: place for place, each in enumerate(ballot) for at in (each if isinstance(each, tuple) else (each,))}
        for a in numbers:
            for b in numbers:
                n[a][b] += weight * (rank.get(a, 9) < rank.get(b, 9))
    assert pairwise(profile, numbers) == n


@given(profile=rankings(), measure=st.sampled_from(["winning-votes", "margins"]))
def test_a_strongest_path_is_the_best_of_all_paths(profile: Profile, measure: str) -> None:
    d = strengths(pairwise(profile, range(profile.candidates)), measure, profile.cast)

    def best(a: int, b: int, through: frozenset[int]) -> int:
        onward = [min(d[a][k], best(k, b, through - {k})) for k in through - {a, b}]
        return max([d[a][b], *onward])

    everybody = frozenset(range(profile.candidates))
    p = paths(d)
    assert all(p[a][b] == best(a, b, everybody) for a in everybody for b in everybody if a != b)


# --- majority judgment -----------------------------------------------------------------------------------------------


def test_the_best_middle_grade_wins() -> None:
    found = counted("majority-judgment", "Ada Ben", "grades", "2 1 3", "1 4 3", "2 4 2")
    assert found.elected == ("Ben",), "Ada 1 1 4 4 4, Ben 2 2 3 3 3"


def test_which_of_two_middle_grades_counts_is_said_by_the_rule() -> None:
    """Ada 1 3, Ben 2 2. Belenios takes the better of the two in the middle, Balinski and Laraki the worse."""
    papers = ("1 1 2", "1 3 2")
    assert counted("majority-judgment", "Ada Ben", "grades", *papers).elected == ("Ada",)
    assert counted("majority-judgment", "Ada Ben", "grades", *papers, middle="worse").elected == ("Ben",)


def test_equal_middle_grades_are_told_apart_by_the_grades_around_them() -> None:
    """Both have 2 in the middle; without it Ada has 1 and 3, Ben 2 and 2."""
    papers = ("1 1 2", "1 2 2", "1 3 2")
    assert counted("majority-judgment", "Ada Ben", "grades", *papers).elected == ("Ada",)
    assert counted("majority-judgment", "Ada Ben", "grades", *papers, middle="worse").elected == ("Ben",)


def test_equal_grades_are_a_tie() -> None:
    papers = ("1 1 2", "1 2 1")
    assert counted("majority-judgment", "Ada Ben", "grades", *papers).unresolved is not None
    assert counted("majority-judgment", "Ada Ben", "grades", *papers, order="Ben Ada").elected == ("Ben",)


def test_a_grade_that_is_not_given_is_the_worst() -> None:
    assert counted("majority-judgment", "Ada Ben", "grades", "2 0 6", "1 1 7").elected == ("Ben",)
    assert counted("majority-judgment", "Ada Ben", "grades", "3 0 7").unresolved is not None


def test_ballots_that_grade_nobody_elect_nobody() -> None:
    """Belenios' own program stops here."""
    found = counted("majority-judgment", "Ada Ben", "grades", "5 0 0", order="Ada Ben")
    assert (found.elected, found.unresolved) == ((), None)


def test_a_grade_that_the_rule_does_not_have_is_refused() -> None:
    with pytest.raises(Uncountable, match="below the last, 4"):
        counted("majority-judgment", "Ada Ben", "grades", "3 5 1", grades="4")


GRADES = st.lists(st.lists(st.integers(1, 4), min_size=1, max_size=9), min_size=2, max_size=2).map(
    lambda pair: [sorted(each[: min(map(len, pair))]) for each in pair]
)


@given(pair=GRADES, middle=st.sampled_from(["better", "worse"]))
def test_grades_compare_as_taking_majority_grades_away_one_by_one_compares_them(
    pair: list[list[int]], middle: str
) -> None:
    def taken(grades: list[int]) -> list[int]:
        left, found = list(grades), []
        while left:
            found.append(left.pop((len(left) - (middle == "better")) // 2))
        return found

    counts = [grades_of(profile_of("grades", 1, [((g,), 1) for g in each]), 0, 9) for each in pair]
    cuts = sorted({cut for each in counts for cut in breaks(each)})
    mine, other = (majority_value(each, cuts, middle) for each in counts)
    assert (mine < other, mine == other) == (taken(pair[0]) < taken(pair[1]), taken(pair[0]) == taken(pair[1]))


# --- Belenios as an oracle -------------------------------------------------------------------------------------------


def belenios(tool: Path, method: Sequence[str], ballots: list[list[int]]) -> list[list[int]]:
    """The winners in groups, the best first, as Debian's program finds them."""
    said = subprocess.run(
        [tool, "method", *method], input=json.dumps(ballots), capture_output=True, text=True, check=True
    )
    found: list[list[int]] = json.loads(said.stdout)["winners"]
    return found


def ranks(ballot: Ballot, number: int) -> list[int]:
    """A ranking as Belenios has it: the rank of each candidate, those not ranked sharing the last."""
    rank = {at: place for place, each in enumerate(ballot, 1) for at in (each if isinstance(each, tuple) else (each,))}
    return [rank.get(at, len(ballot) + 1) for at in range(number)]


def test_belenios_finds_the_same_schulze_winner(tool: Callable[[str], Path], campaign: Callable[[int], int]) -> None:
    """Wherever no tie decides: Belenios says who ties, and then we have a tie among the same."""
    dice, program = Random(4), tool("belenios-tool")
    alone = 0
    for _ in range(campaign(600)):
        number = dice.randint(2, 6)
        groups: list[tuple[Ballot, int]] = []
        for _ in range(dice.randint(1, 12)):
            drawn = dice.sample(range(number), dice.randint(1, number))
            tied = dice.random() < 0.3 and len(drawn) > 1
            groups.append(((tuple(sorted(drawn[:2])), *drawn[2:]) if tied else tuple(drawn), dice.randint(1, 3)))
        profile = profile_of("ranked", number, groups)
        written = [ranks(ballot, number) for ballot, weight in profile.groups for _ in range(weight)]
        best = belenios(program, ["schulze", f"--nchoices={number}", "--blank-allowed=true"], written)[0]
        found = count(contest_of("a b c d e f"[: 2 * number - 1]), profile, rule_named("schulze"))
        alone += len(best) == 1
        names = [found.contest.names[at] for at in best]
        if len(best) == 1:
            assert found.elected == tuple(names)
        else:
            preferred = any(map(any, pairwise(profile, range(number))))
            assert found.unresolved is None or set(found.unresolved.tied) == set(names)
            assert found.unresolved is not None or not preferred
    assert alone > 10


def test_belenios_finds_the_same_majority_judgment_winner(
    tool: Callable[[str], Path], campaign: Callable[[int], int]
) -> None:
    dice, program = Random(5), tool("belenios-tool")
    alone = 0
    for _ in range(campaign(600)):
        number, grades = dice.randint(2, 6), dice.randint(2, 5)
        ballots = [[dice.randint(1, grades) for _ in range(number)] for _ in range(dice.randint(1, 14))]
        method = ["majority-judgment", f"--nchoices={number}", f"--ngrades={grades}", "--blank-allowed=false"]
        best = belenios(program, method, ballots)[0]
        profile = profile_of("grades", number, [(tuple(ballot), 1) for ballot in ballots])
        contest: Contest = contest_of("a b c d e f"[: 2 * number - 1])
        found = count(contest, profile, rule_named("majority-judgment", grades=str(grades)))
        alone += len(best) == 1
        names = {contest.names[at] for at in best}
        assert set(found.elected or (found.unresolved.tied if found.unresolved else ())) == names
    assert alone > 10


@pytest.mark.parametrize("name", sorted(methods()))
def test_every_rule_says_what_it_follows_and_what_it_was_validated_against(name: str) -> None:
    method: Any = methods()[name]
    assert method.title and len(method.text) > 20
    assert all(len(each) > 8 for each in method.validated_against)
    assert name in ("approval", "block", "exhaustive", "run-off") or method.validated_against
