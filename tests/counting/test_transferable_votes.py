"""The transferable rules by hand, and what must hold of each of them whatever the ballots are."""

from __future__ import annotations

import json
import random
import subprocess
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qurultay.counting.contest import Contest, contest_of
from qurultay.counting.count import Count, count
from qurultay.counting.lots import Lots
from qurultay.counting.profile import Ballot, Profile, profile_of
from qurultay.counting.rule import rule_named
from qurultay.counting.stages import Decision
from qurultay.counting.ties import POLICIES, Tie

NAMES = ("Ada", "Ben", "Cem", "Dua", "Ela", "Fay")
STV = ("scottish", "wigm", "wigm-prf", "meek")


def cast(rule: str, names: str, seats: int, *papers: str, lots: str = "", **chosen: str) -> Count:
    """A count of papers such as `4 Ada Ben=Cem`: four that rank Ada first, then Ben and Cem on one rank."""
    listed = names.split()
    ballots: list[tuple[Ballot, int]] = []
    for paper in papers:
        weight, *ranks = paper.split()
        tied = [tuple(sorted(listed.index(name) for name in rank.split("="))) for rank in ranks]
        ballots.append((tuple(rank[0] if len(rank) == 1 else rank for rank in tied), int(weight)))
    drawn = Lots(order=tuple(lots.split()), source={"kind": "minuted"}) if lots else None
    profile = profile_of("ranked", len(listed), ballots)
    return count(contest_of(names, seats=seats), profile, rule_named(rule, **chosen), drawn)


def totals(counted: Count, stage: int) -> list[Fraction]:
    """The totals of a stage in the order of the ballot."""
    return list(counted.stages[stage - 1].totals.values())


def fractions(words: str) -> list[Fraction]:
    return [Fraction(word) for word in words.split()]


# --- WIGM by hand ----------------------------------------------------------------------------------------------------


def test_wigm_passes_on_exact_fractions() -> None:
    # 10 votes for 2 seats: the quota is 10/3. Ada's surplus 7 - 10/3 = 11/3 goes on at 11/21 a paper.
    counted = cast("wigm", "Ada Ben Cem", 2, "5 Ada Ben", "2 Ada", "1 Ben", "2 Cem")
    assert counted.stages[0].quota == Fraction(10, 3)
    assert totals(counted, 2) == fractions("10/3 76/21 2")
    assert counted.stages[1].non_transferable == Fraction(22, 21)
    assert counted.stages[1].lost == 0
    assert counted.elected == ("Ada", "Ben")


def test_wigm_elects_nobody_with_just_the_exact_quota() -> None:
    # 6 votes for 2 seats: three could have 2 each, so 2 are not enough.
    counted = cast("wigm", "Ada Ben Cem", 2, "2 Ada", "2 Ben", "2 Cem", lots="Ada Ben Cem")
    assert counted.stages[0].events == ()
    assert counted.stages[1].about == ("Cem",)
    assert set(counted.elected) == {"Ada", "Ben"}


def test_the_reference_wigm_elects_with_just_its_quota_and_cuts_twice() -> None:
    # 9 votes for 2 seats: 3.0001. Ada's 4 leave 0.9999; 0.9999 / 4 is cut to 0.2499.
    counted = cast("wigm-prf", "Ada Ben Cem", 2, "4 Ada Ben", "3 Cem", "2 Ben")
    assert counted.stages[0].quota == Fraction(30001, 10**4)
    assert totals(counted, 2)[1] == 2 + 4 * Fraction(2499, 10**4)
    assert counted.stages[1].lost == Fraction(3, 10**4)
    exactly = cast("wigm-prf", "Ada Ben", 1, "40001 Ada", "40000 Ben")  # 80001 / 2 = 40000.5, and 0.0001
    assert exactly.stages[0].quota == Fraction(400005001, 10**4)


# --- Meek by hand ----------------------------------------------------------------------------------------------------


def test_meek_adjusts_keep_factors_until_each_elected_has_the_quota() -> None:
    # 12 votes for 2 seats. Ada keeps k of 8 papers, the rest goes to Ben; 8k = 4 and a billionth, up to rounding.
    counted = cast("meek", "Ada Ben Cem", 2, "8 Ada Ben", "1 Ben", "3 Cem")
    assert counted.stages[0].quota == 4 + Fraction(1, 10**9)
    assert abs(totals(counted, 2)[0] - 4) < Fraction(1, 10**6)
    assert abs(totals(counted, 2)[1] - 5) < Fraction(1, 10**6)
    assert counted.elected == ("Ada", "Ben")


def test_meek_lowers_the_quota_when_papers_end() -> None:
    # 12 votes for 2 seats ask for more than 4, which nobody has; Dua's two papers go no further, and 10 / 3 is less.
    counted = cast("meek", "Ada Ben Cem Dua", 2, "4 Ada", "3 Ben", "3 Cem", "2 Dua", lots="Ada Ben Cem Dua")
    assert [stage.quota for stage in counted.stages[:2]] == [4 + Fraction(1, 10**9), Fraction(3333333334, 10**9)]
    assert counted.stages[1].about == ("Dua",)
    assert counted.elected[0] == "Ada"


def test_meek_lets_a_later_choice_share_in_the_papers_of_the_elected() -> None:
    # A vote for one who is elected already is not worth more elsewhere: Ben's paper passes Ada at Ada's keep factor.
    counted = cast("meek", "Ada Ben Cem Dua", 2, "6 Ada", "3 Ben Ada Cem", "2 Cem", "1 Dua", lots="Ada Ben Cem Dua")
    last = counted.stages[-1].totals
    assert last["Ada"] < 6
    assert sum(last.values()) + counted.stages[-1].non_transferable == 12


# --- IRV by hand -----------------------------------------------------------------------------------------------------


def test_half_of_the_votes_is_no_majority_and_one_more_is() -> None:
    assert len(cast("irv", "Ada Ben Cem", 1, "4 Ada", "3 Ben", "1 Cem").stages) == 2
    assert len(cast("irv", "Ada Ben Cem", 1, "5 Ada", "3 Ben", "1 Cem Ben").stages) == 1


def test_a_majority_is_of_the_votes_that_still_count() -> None:
    counted = cast("irv", "Ada Ben Cem", 1, "5 Ada", "4 Ben", "3 Cem")
    assert [stage.quota for stage in counted.stages] == [7, 5]
    assert counted.elected == ("Ada",)


def test_all_who_cannot_win_can_go_out_together_and_then_no_lot_is_needed() -> None:
    papers = ("9 Ada", "7 Ben", "1 Cem Ben", "1 Dua Ben", "1 Ela Ben")
    together = cast("irv", "Ada Ben Cem Dua Ela", 1, *papers, exclude="together")
    assert together.stages[1].about == ("Cem", "Dua", "Ela")
    assert together.elected == ("Ben",)
    assert cast("irv", "Ada Ben Cem Dua Ela", 1, *papers).unresolved is not None


# --- every way a tie can end ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("rule", [*STV, "irv"])
def test_a_tie_for_exclusion_ends_by_lot_or_is_left_open(rule: str) -> None:
    papers = ("5 Ada", "2 Ben Ada", "2 Cem Ada", "2 Dua")
    open_ = cast(rule, "Ada Ben Cem Dua", 1, *papers)
    assert open_.unresolved is not None and open_.unresolved.tied == ("Ben", "Cem", "Dua")
    assert open_.stages[-1].events[-1] == open_.unresolved
    for last in ("Ben", "Cem", "Dua"):
        order = " ".join([*(name for name in ("Ada", "Ben", "Cem", "Dua") if name != last), last])
        closed = cast(rule, "Ada Ben Cem Dua", 1, *papers, lots=order)
        assert closed.stages[1].about == (last,)
        assert closed.elected == ("Ada",)


@pytest.mark.parametrize(
    ("policy", "excluded"),
    [("backward-recursive", "Ben"), ("backward-all-unequal", "Ben"), ("forward", "Ben"), ("lot", "Cem")],
)
def test_the_rule_names_what_decides_before_the_lot(policy: str, excluded: str) -> None:
    papers = ("1 Ada Ben", "2 Ben", "3 Cem", "4 Dua", "5 Ela")
    counted = cast("scottish", "Ada Ben Cem Dua Ela", 1, *papers, ties=policy, lots="Ben Ada Dua Ela Cem")
    assert counted.stages[2].about == (excluded,)
    assert counted.rule.parameters["ties"] == policy and policy in POLICIES


def test_backward_looks_at_the_latest_stage_and_forward_at_the_first() -> None:
    papers = ("1 Ada Ben", "1 Fay Cem", "4 Ben", "3 Cem", "1 Gul Cem Ben", "8 Dua", "8 Ela")
    names = "Ada Ben Cem Dua Ela Fay Gul"
    lots = "Ben Cem Dua Ela Ada Fay Gul"
    backward = cast("scottish", names, 1, *papers, ties="backward-recursive", lots=lots)
    forward = cast("scottish", names, 1, *papers, ties="forward", lots=lots)
    tie = next(
        event for stage in backward.stages for event in stage.events if isinstance(event, Tie) and event.by == "totals"
    )
    assert set(tie.tied) == {"Ben", "Cem"}
    first = next(
        event for stage in forward.stages for event in stage.events if isinstance(event, Tie) and event.by == "totals"
    )
    assert first.stage == 1 and tie.stage is not None and tie.stage > 1


def test_equal_surpluses_of_the_exact_rule_are_a_tie_too() -> None:
    papers = ("6 Ada Cem", "6 Ben Dua", "1 Cem", "1 Dua", "1 Ela")
    assert cast("wigm", "Ada Ben Cem Dua Ela", 3, *papers).unresolved is not None
    counted = cast("wigm", "Ada Ben Cem Dua Ela", 3, *papers, lots="Ben Ada Cem Dua Ela")
    assert counted.stages[1].about == ("Ben",)


def test_meek_ties_all_who_are_within_the_surplus_of_the_lowest() -> None:
    counted = cast("meek", "Ada Ben Cem", 1, "4 Ada", "3 Ben", "3 Cem", lots="Ada Ben Cem")
    (tie,) = [event for event in counted.stages[1].events if isinstance(event, Tie)]
    assert (tie.tied, tie.chosen) == (("Ben", "Cem"), "Cem")


# --- papers of all kinds ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("rule", [*STV, "irv"])
def test_a_paper_goes_no_further_than_two_on_one_rank(rule: str) -> None:
    counted = cast(
        rule, "Ada Ben Cem Dua", 1, "4 Ada", "3 Ben", "2 Cem Ada=Ben Dua", "1 Ada=Ben Dua", lots="Ada Ben Cem Dua"
    )
    assert sum(counted.stages[0].totals.values()) == 9
    (without,) = [stage for stage in counted.stages if stage.about == ("Cem",)]
    assert without.non_transferable == 2
    assert counted.elected == ("Ada",)


@pytest.mark.parametrize("rule", [*STV, "irv"])
def test_nothing_but_blank_papers_leaves_a_tie_of_all_or_elects_by_lot(rule: str) -> None:
    nobody = cast(rule, "Ada Ben", 1, "5")
    assert nobody.elected == () and nobody.unresolved is not None
    assert cast(rule, "Ada Ben", 1, "5", lots="Ben Ada").elected == ("Ben",)


@pytest.mark.parametrize("rule", STV)
def test_as_many_candidates_as_seats_are_elected_at_once(rule: str) -> None:
    counted = cast(rule, "Ada Ben", 2, "5 Ada", "1 Ben")
    assert counted.elected == ("Ada", "Ben")
    assert len(counted.stages) == 1
    assert set(cast(rule, "Ada Ben", 3, "5 Ada", "1 Ben").elected) == {"Ada", "Ben"}


# --- what always holds -------------------------------------------------------------------------------------------------


@st.composite
def polls(draw: st.DrawFn, most_seats: int = 4) -> tuple[Contest, Profile, Lots]:
    """A contest with its ballots, small weights so that ties are many, and lots."""
    many = draw(st.integers(2, 6))
    names = NAMES[:many]
    ballots = draw(
        st.lists(
            st.tuples(
                st.permutations(range(many)).flatmap(
                    lambda order: st.integers(0, many).map(lambda n: tuple(order[:n]))
                ),
                st.integers(1, 6),
            ),
            max_size=12,
        )
    )
    gone = draw(st.sets(st.sampled_from(names), max_size=1))
    contest = contest_of(names, seats=draw(st.integers(1, min(most_seats, many))), withdrawn=sorted(gone))
    lots = Lots(order=tuple(draw(st.permutations(names))), source={"kind": "drawn by hypothesis"})
    return contest, profile_of("ranked", many, ballots), lots


@given(polls(), st.sampled_from(STV))
def test_no_vote_is_lost_or_made_at_any_stage(poll: tuple[Contest, Profile, Lots], rule: str) -> None:
    counted = count(poll[0], poll[1], rule_named(rule), poll[2])
    first = sum(counted.stages[0].totals.values())
    for stage in counted.stages:
        assert sum(stage.totals.values()) + stage.non_transferable + stage.lost == first
        assert all(total >= 0 for total in stage.totals.values())
        assert stage.non_transferable >= 0 and stage.lost >= 0
        assert rule not in ("wigm", "meek") or stage.lost == 0


@given(polls(), st.sampled_from(STV))
def test_every_seat_is_filled_once_and_every_election_is_told(poll: tuple[Contest, Profile, Lots], rule: str) -> None:
    contest, profile, lots = poll
    counted = count(contest, profile, rule_named(rule), lots)
    assert counted.unresolved is None
    assert len(counted.elected) == len(set(counted.elected)) == min(contest.seats, len(contest.standing))
    assert not contest.withdrawn & set(counted.elected)
    told = [event.candidate for stage in counted.stages for event in stage.events
            if isinstance(event, Decision) and event.event == "elected"]  # fmt: skip
    assert told == list(counted.elected)


def seen(counted: Count, called: Callable[[str], str]) -> object:
    """Everything a count says, with names as they are called."""
    return (
        [called(name) for name in counted.elected],
        [
            (
                {called(name): total for name, total in stage.totals.items()},
                sorted(map(called, stage.about)),
                stage.quota,
            )
            for stage in counted.stages
        ],
    )


@given(polls(), st.sampled_from((*STV, "irv")), st.randoms(use_true_random=False))
def test_the_order_of_candidates_and_ballots_changes_nothing(
    poll: tuple[Contest, Profile, Lots], rule: str, chance: random.Random
) -> None:
    contest, profile, lots = poll
    if rule == "irv":
        contest = contest_of(contest.names, withdrawn=sorted(contest.withdrawn))
    order = list(range(len(contest.names)))
    chance.shuffle(order)
    renumbered = {was: now for now, was in enumerate(order)}
    ballots = [(tuple(renumbered[at] for at in ballot if isinstance(at, int)), w) for ballot, w in profile.groups]
    chance.shuffle(ballots)
    names = [contest.names[was] for was in order]
    shuffled = contest_of(names, seats=contest.seats, withdrawn=sorted(contest.withdrawn))
    one = count(contest, profile, rule_named(rule), lots)
    other = count(shuffled, profile_of("ranked", len(names), ballots), rule_named(rule), lots)
    assert seen(one, str) == seen(other, str)


@given(polls(), st.sampled_from((*STV, "irv")))
def test_calling_candidates_otherwise_changes_nothing_but_names(poll: tuple[Contest, Profile, Lots], rule: str) -> None:
    contest, profile, lots = poll
    if rule == "irv":
        contest = contest_of(contest.names, withdrawn=sorted(contest.withdrawn))
    called = {name: chr(ord("Z") - at) + name for at, name in enumerate(NAMES)}
    other = contest_of(
        [called[name] for name in contest.names],
        seats=contest.seats,
        withdrawn=[called[name] for name in sorted(contest.withdrawn)],
    )
    order = Lots(order=tuple(called[name] for name in lots.order), source=lots.source)
    one = count(contest, profile, rule_named(rule), lots)
    assert seen(one, called.__getitem__) == seen(count(other, profile, rule_named(rule), order), str)


@given(polls(most_seats=1), st.sampled_from(("scottish", "wigm-prf")))
def test_instant_run_off_elects_whom_one_seat_of_the_transferable_vote_elects(
    poll: tuple[Contest, Profile, Lots], rule: str
) -> None:
    policy = rule_named(rule).parameters["ties"]
    run_off = count(poll[0], poll[1], rule_named("irv", ties=policy), poll[2])
    transferable = count(poll[0], poll[1], rule_named(rule), poll[2])
    assert run_off.elected == transferable.elected
    for one, other in zip(run_off.stages, transferable.stages, strict=False):
        assert one.totals == other.totals


@given(polls(most_seats=1))
def test_excluding_together_elects_whom_excluding_singly_elects(poll: tuple[Contest, Profile, Lots]) -> None:
    singly = count(poll[0], poll[1], rule_named("irv"), poll[2])
    together = count(poll[0], poll[1], rule_named("irv", exclude="together"), poll[2])
    final = [event for stage in singly.stages for event in stage.events if isinstance(event, Tie)]
    assert singly.elected == together.elected or final


@given(polls(), st.sampled_from(STV))
def test_many_papers_count_as_the_same_paper_many_times(poll: tuple[Contest, Profile, Lots], rule: str) -> None:
    contest, profile, lots = poll
    single = [(ballot, 1) for ballot, weight in profile.groups for _ in range(weight)]
    one = count(contest, profile_of("ranked", profile.candidates, single), rule_named(rule), lots)
    assert seen(one, str) == seen(count(contest, profile, rule_named(rule), lots), str)


# --- another program ---------------------------------------------------------------------------------------------------


def belenios(tool: Path, profile: Profile, seats: int) -> dict[str, list[object]]:
    """What `belenios-tool method stv` makes of these ballots."""
    rows = []
    for ballot, weight in profile.groups:
        ranks = [0] * profile.candidates
        for rank, at in enumerate(ballot, 1):
            assert isinstance(at, int)
            ranks[at] = rank
        rows += [ranks] * weight
    asked = [str(tool), "method", "stv", f"--nseats={seats}"]
    done = subprocess.run(asked, input=json.dumps(rows), capture_output=True, text=True, check=True)
    told: dict[str, list[object]] = json.loads(done.stdout)
    return told


def test_belenios_elects_the_same_on_real_wards_where_no_tie_decides(
    tool: Callable[[str], Path], shared: Path, campaign: Callable[[int], int]
) -> None:
    from tests.counting.published import poll_of

    program = tool("belenios-tool")
    wards = sorted((shared / "data/counting/scotland").glob("*.blt"))
    assert wards
    for path in wards[: campaign(len(wards) * 3)]:
        poll = poll_of(path)
        told = belenios(program, poll.profile, poll.contest.seats)
        if any(event[0] in ("TieWin", "TieLose") for event in told["events"] if isinstance(event, list)):
            continue
        elected = count(poll.contest, poll.profile, rule_named("scottish")).elected
        winners = {poll.contest.names[at] for at in told["winners"] if isinstance(at, int)}
        assert winners == set(elected), path.name
