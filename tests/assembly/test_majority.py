"""Was it carried? Every majority at the vote that reaches it, and at the one that just does not (register law §6)."""

from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qurultay.assembly.majority import Vote, base_of, decided, needed, reached

COUNTS = st.integers(0, 2_000)
PARTS = st.integers(1, 60).flatmap(lambda den: st.tuples(st.integers(1, den), st.just(den)))
TESTS = st.sampled_from(["more-than", "at-least"])


def vote(for_: int, against: int, abstained: int = 0, **bases: int) -> Vote:
    """A vote of a house of 41 seats with 39 members, all of them present."""
    said = {"present": 39, "in_office": 39, "all_seats": 41} | bases
    return Vote(for_=for_, against=against, abstained=abstained, **said)


def simple(held: Vote, quorum: int = 20) -> str:
    return decided(held, "votes-cast", 1, 2, "more-than", quorum=quorum)


@pytest.mark.parametrize(
    ("part", "base", "num", "den", "test", "met"),
    [
        (26, 39, 2, 3, "at-least", True),
        (25, 39, 2, 3, "at-least", False),
        (26, 39, 2, 3, "more-than", False),
        (27, 39, 2, 3, "more-than", True),
        (27, 40, 2, 3, "at-least", True),
        (26, 40, 2, 3, "at-least", False),
        (36, 53, 2, 3, "at-least", True),
        (35, 53, 2, 3, "at-least", False),
        (20, 40, 1, 2, "more-than", False),
        (21, 40, 1, 2, "more-than", True),
        (20, 40, 1, 2, "at-least", True),
        (20, 39, 1, 2, "more-than", True),
        (19, 39, 1, 2, "more-than", False),
        (30, 40, 3, 4, "at-least", True),
        (30, 40, 3, 4, "more-than", False),
        (33, 41, 4, 5, "at-least", True),
        (32, 41, 4, 5, "at-least", False),
        (41, 41, 1, 1, "at-least", True),
        (40, 41, 1, 1, "at-least", False),
        (41, 41, 1, 1, "more-than", False),
    ],
)
def test_a_fraction_is_reached_at_exactly_its_number_and_not_one_vote_below(
    part: int, base: int, num: int, den: int, test: Any, met: bool
) -> None:
    """V5: nothing is rounded. Two thirds of 39 are 26."""
    assert reached(part, base, num, den, test) is met


@given(part=COUNTS, base=st.integers(1, 2_000), of=PARTS, test=TESTS)
def test_a_majority_is_the_exact_fraction(part: int, base: int, of: tuple[int, int], test: Any) -> None:
    exact, asked = Fraction(part, base), Fraction(*of)
    assert reached(part, base, *of, test) is (exact > asked if test == "more-than" else exact >= asked)


@given(base=st.integers(1, 2_000), of=PARTS, test=TESTS)
def test_the_fewest_needed_reach_it_and_one_fewer_do_not(base: int, of: tuple[int, int], test: Any) -> None:
    least = needed(base, *of, test)
    assert reached(least, base, *of, test)
    assert least == 0 or not reached(least - 1, base, *of, test)


@given(part=COUNTS, base=st.integers(1, 2_000), of=PARTS, test=TESTS, times=st.integers(1, 9))
def test_a_fraction_means_the_same_however_it_is_written(
    part: int, base: int, of: tuple[int, int], test: Any, times: int
) -> None:
    """Two thirds and four sixths are one majority."""
    assert reached(part, base, *of, test) == reached(part, base, of[0] * times, of[1] * times, test)


@pytest.mark.parametrize("test", ["more-than", "at-least"])
def test_nothing_is_reached_of_nobody(test: Any) -> None:
    """An empty house adopts nothing, and a part of nothing is no rule."""
    assert not reached(0, 0, 1, 2, test)
    assert not reached(5, 9, 1, 0, test)


def test_a_very_large_house_is_counted_exactly() -> None:
    """Where a quotient in floating point would say yes."""
    base = 3 * 10**17
    assert reached(2 * 10**17, base, 2, 3, "at-least")
    assert not reached(2 * 10**17 - 1, base, 2, 3, "at-least")


def test_each_base_is_another_number() -> None:
    """V2, V3: of the votes cast, of those present, of the members in office, of all seats; abstentions are no votes."""
    held = vote(15, 10, 5, present=32)
    bases = [base_of(held, of) for of in ("votes-cast", "present", "in-office", "all-seats")]
    assert bases == [25, 32, 39, 41]


@pytest.mark.parametrize(
    ("of", "carried"), [("votes-cast", "adopted"), ("present", "adopted"), ("in-office", "lost"), ("all-seats", "lost")]
)
def test_what_a_majority_is_of_decides(of: Any, carried: str) -> None:
    """17 for, 10 against, 5 abstained: a majority of 27 cast and of 32 present, and of neither 39 nor 41."""
    assert decided(vote(17, 10, 5, present=32), of, 1, 2, "more-than", quorum=20) == carried


def test_an_abstention_counts_against_nobody_among_votes_cast_and_against_the_motion_among_those_present() -> None:
    held = vote(11, 9, 19)
    assert simple(held) == "adopted"
    assert decided(held, "present", 1, 2, "more-than", quorum=20) == "lost"


def test_a_vacant_seat_weighs_only_where_all_seats_are_the_base() -> None:
    """26 of 39 in office are two thirds; of 41 seats they are not."""
    assert decided(vote(26, 13), "in-office", 2, 3, "at-least", quorum=20) == "adopted"
    assert decided(vote(26, 13), "all-seats", 2, 3, "at-least", quorum=20) == "lost"
    assert decided(vote(28, 11), "all-seats", 2, 3, "at-least", quorum=20) == "adopted"


@pytest.mark.parametrize(
    ("for_", "against", "outcome"), [(15, 15, "tied"), (16, 15, "adopted"), (15, 16, "lost"), (0, 30, "lost")]
)
def test_a_tie_is_neither_carried_nor_simply_lost(for_: int, against: int, outcome: str) -> None:
    """V7: whether the chair has a casting vote is another rule; a tie must be told apart first."""
    assert simple(vote(for_, against)) == outcome


def test_nobody_for_and_nobody_against_is_no_tie() -> None:
    assert simple(vote(0, 0, 30)) == "lost"


def test_at_least_half_is_carried_by_the_vote_that_more_than_half_calls_a_tie() -> None:
    assert decided(vote(15, 15), "votes-cast", 1, 2, "at-least", quorum=20) == "adopted"
    assert decided(vote(15, 15), "votes-cast", 1, 2, "more-than", quorum=20) == "tied"


@pytest.mark.parametrize(("present", "outcome"), [(20, "adopted"), (19, "no-decision")])
def test_the_quorum_is_met_by_exactly_its_number(present: int, outcome: str) -> None:
    """V1: more than half of 39 are 20."""
    assert needed(39, 1, 2, "more-than") == 20
    assert simple(vote(present, 0, present=present)) == outcome


@pytest.mark.parametrize(("abstained", "outcome"), [(5, "adopted"), (4, "no-decision")])
def test_a_vote_in_which_fewer_than_a_quorum_took_part_decides_nothing(abstained: int, outcome: str) -> None:
    """Who sat there and did not vote does not carry it; who abstained took part."""
    assert simple(vote(10, 5, abstained)) == outcome


def test_the_quorum_of_an_even_house_is_one_more_than_half() -> None:
    assert needed(40, 1, 2, "more-than") == 21
    assert simple(vote(20, 0, present=20), quorum=21) == "no-decision"
    assert simple(vote(21, 0, present=21), quorum=21) == "adopted"


@given(for_=COUNTS, against=COUNTS, abstained=COUNTS, of=PARTS, test=TESTS)
def test_one_more_vote_for_it_never_loses_it(
    for_: int, against: int, abstained: int, of: tuple[int, int], test: Any
) -> None:
    """Monotone: of a fixed house, whatever is carried is carried by more."""

    def outcome(more: int) -> str:
        house = for_ + against + abstained + 1
        held = Vote(
            for_=for_ + more, against=against, abstained=abstained, present=house, in_office=house, all_seats=house
        )
        return decided(held, "present", *of, test, quorum=0)

    assert outcome(0) != "adopted" or outcome(1) == "adopted"


def test_the_examples_of_the_register_law() -> None:
    """V1, V3, V4, V5 and V7, as the note on votes gives them."""
    assert simple(vote(15, 4, present=20)) == "no-decision"  # 39 filled, 20 present, 19 recorded
    assert simple(vote(10, 9, 20)) == "adopted"
    assert decided(vote(10, 9, 20), "present", 1, 2, "more-than", quorum=20) == "lost"
    assert (needed(39, 1, 2, "more-than"), needed(41, 1, 2, "more-than"), needed(80, 1, 2, "more-than")) == (20, 21, 41)
    assert decided(vote(26, 13), "in-office", 2, 3, "at-least", quorum=20) == "adopted"
    assert decided(vote(25, 14), "in-office", 2, 3, "at-least", quorum=20) == "lost"
    assert simple(vote(15, 15)) == "tied"
