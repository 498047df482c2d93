"""A seat that falls vacant is filled from the ballots that were cast; nobody who sits loses theirs by it."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qurultay.counting.contest import Candidate, Contest, contest_of
from qurultay.counting.count import Count, count
from qurultay.counting.countback import countback, successors
from qurultay.counting.guarantees import Bound, guaranteed
from qurultay.counting.lots import Lots
from qurultay.counting.poll import Poll
from qurultay.counting.profile import profile_of
from qurultay.counting.refusal import Uncountable
from qurultay.counting.replay import replay
from qurultay.counting.rule import rule_named
from qurultay.counting.transcript import line, transcript

NAMES = ("Ada", "Ben", "Cem", "Dua", "Ela")
LOTS = Lots(order=NAMES, source={"kind": "minuted"})
CAST = profile_of("ranked", 5, [((0, 1), 9), ((2, 3), 8), ((1,), 1), ((3, 1), 2), ((4, 2), 3)])


def elected(rule: str = "scottish", seats: int = 2, contest: Contest | None = None) -> Count:
    """The election in which seats fall vacant."""
    return count(contest or contest_of(NAMES, seats=seats), CAST, rule_named(rule), LOTS)


@pytest.mark.parametrize("rule", ["scottish", "wigm", "wigm-prf", "meek"])
def test_the_papers_of_whoever_left_choose_the_successor(rule: str) -> None:
    before = elected(rule)
    assert before.elected == ("Ada", "Cem")
    after = countback(before, ["Ada"])
    assert successors(before, after) == ("Ben",)
    assert "Cem" in after.elected


def test_who_declines_is_passed_over() -> None:
    before = elected()
    assert successors(before, countback(before, ["Ada"], declined=["Ben"])) == ("Dua",)


def test_nobody_who_sits_loses_the_seat_by_it() -> None:
    # Without Cem, all of Cem's papers go to Dua; Ada would still be elected, and Ela with 3 of 23 would not be.
    before = elected(seats=3)
    sitting = [name for name in before.elected if name != "Cem"]
    after = countback(before, ["Cem"])
    assert set(sitting) < set(after.elected)
    assert all(event.as_data()["event"] != "excluded" or event.as_data()["candidate"] not in sitting
               for stage in after.stages for event in stage.events)  # fmt: skip


def test_a_guarantee_of_the_election_holds_for_the_vacant_seat_too() -> None:
    of = dict(zip(NAMES, ("north", "south", "south", "north", "north"), strict=True))
    stand = Contest(candidates=tuple(Candidate(name=n, attributes={"community": of[n]}) for n in NAMES), seats=2)
    bounds = [Bound(partition="community", category=each, least=1) for each in ("north", "south")]
    before = count(stand, CAST, rule_named("scottish"), LOTS, guaranteed(stand, bounds))
    assert before.elected == ("Ada", "Cem")
    after = countback(before, ["Ada"])
    assert successors(before, after) == ("Ela",)  # Ben has more papers, and is of the south as Cem is
    assert replay(line(transcript(after)).encode(), Poll(contest=after.contest, profile=CAST)).elected == after.elected


def test_a_single_seat_is_counted_again_without_whoever_left() -> None:
    before = count(contest_of(NAMES), CAST, rule_named("irv"), LOTS)
    after = countback(before, before.elected)
    assert successors(before, after) == after.elected != before.elected


@pytest.mark.parametrize(
    ("left", "declined", "sentence"),
    [
        ([], [], "nobody has left a seat"),
        (["Ben"], [], "'Ben' was not elected"),
        (["Nobody"], [], "'Nobody' was not elected"),
        (["Ada"], ["Cem"], "'Cem' does not stand for the seat"),
        (["Ada"], ["Ben", "Dua", "Ela"], "nobody is left who could take the seat"),
    ],
)
def test_what_makes_no_sense_is_refused(left: list[str], declined: list[str], sentence: str) -> None:
    with pytest.raises(Uncountable) as bad:
        countback(elected(), left, declined=declined)
    assert sentence in str(bad.value)


def test_an_open_tie_and_lists_are_refused() -> None:
    tied = profile_of("ranked", 2, [((0,), 1), ((1,), 1)])
    open_ = count(contest_of("Ada Ben"), tied, rule_named("scottish"))
    with pytest.raises(Uncountable, match="still open"):
        countback(open_, ["Ada"])
    lists = count(contest_of(NAMES, seats=5), CAST, rule_named("dhondt"), LOTS)
    with pytest.raises(Uncountable, match="lists were elected"):
        countback(lists, ["Ada"])


@given(
    st.lists(st.tuples(st.permutations(range(5)).map(lambda order: tuple(order[:3])), st.integers(1, 5)), min_size=1),
    st.integers(1, 3),
    st.sampled_from(["scottish", "wigm", "meek"]),
    st.data(),
)
def test_a_countback_fills_just_the_vacant_seats(
    ballots: list[tuple[tuple[int, ...], int]], seats: int, rule: str, data: st.DataObject
) -> None:
    before = count(contest_of(NAMES, seats=seats), profile_of("ranked", 5, ballots), rule_named(rule), LOTS)
    left = data.draw(st.sets(st.sampled_from(before.elected), min_size=1))
    after = countback(before, left)
    assert set(before.elected) - left <= set(after.elected)
    assert len(successors(before, after)) == min(len(left), 5 - seats)
    assert replace(after, lots=None).unresolved is None
