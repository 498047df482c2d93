"""Several seats: the most votes, lists by quotients and by remainders, and the guarantee on every one of them."""

from __future__ import annotations

from collections import Counter
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qurultay.counting.contest import Candidate, Contest, contest_of
from qurultay.counting.count import Count, count
from qurultay.counting.displacement import displacement
from qurultay.counting.guarantees import Bound, Guarantees, guaranteed
from qurultay.counting.lots import Lots
from qurultay.counting.poll import Poll
from qurultay.counting.profile import Ballot, Kind, Profile, profile_of
from qurultay.counting.refusal import Uncountable
from qurultay.counting.replay import replay
from qurultay.counting.rule import methods, rule_named
from qurultay.counting.transcript import line, transcript

LISTS = ("dhondt", "sainte-lague", "sainte-lague-modified", "hare", "droop")
DIVISORS = LISTS[:3]
GUARANTEEING = [name for name, method in methods().items() if method.guarantees]


def lots(order: str) -> Lots:
    return Lots(order=tuple(order.split()), source={"kind": "minuted"})


def lists(
    rule: str, seats: int, order: str = "", guarantee: Guarantees | None = None, /, *, of: Any = None, **chosen: Any
) -> Count:
    """A count of lists: `A=100` gives a list its votes; what is no number is a parameter of the rule."""
    votes = {name: number for name, number in chosen.items() if isinstance(number, int)}
    said = {name: value for name, value in chosen.items() if isinstance(value, str)}
    profile = profile_of("votes", len(votes), [((at,), n) for at, n in enumerate(votes.values()) if n])
    contest = of or contest_of(list(votes), seats=seats)
    return count(contest, profile, rule_named(rule, **said), lots(order) if order else None, guarantee)


def seats_of(found: Count) -> list[int]:
    return [found.seats().get(name, 0) for name in found.contest.names]


# --- the most votes --------------------------------------------------------------------------------------------------


def voted(rule: str, names: str, seats: int, kind: Kind, *papers: str, order: str = "", gone: str = "") -> Count:
    listed = names.split()
    groups: list[tuple[Ballot, int]] = []
    for paper in papers:
        number, *words = paper.split()
        ballot = tuple(listed.index(word) for word in words)
        groups.append((tuple(sorted(ballot)) if kind == "approvals" else ballot, int(number)))
    contest = contest_of(names, seats=seats, withdrawn=gone.split())
    return count(contest, profile_of(kind, len(listed), groups), rule_named(rule), lots(order) if order else None)


def test_one_vote_each_fills_several_seats() -> None:
    assert voted("sntv", "Ada Ben Cem Dua", 2, "votes", "5 Ada", "3 Ben", "4 Cem", "1 Dua").elected == ("Ada", "Cem")


def test_a_tie_that_decides_nothing_needs_no_lot() -> None:
    found = voted("sntv", "Ada Ben Cem", 2, "votes", "4 Ben", "4 Ada", "1 Cem")
    assert (found.elected, found.unresolved) == (("Ada", "Ben"), None)


def test_a_tie_at_the_last_seat_keeps_those_who_are_elected_anyway() -> None:
    papers = ("5 Ada", "4 Ben", "4 Cem")
    found = voted("sntv", "Ada Ben Cem", 2, "votes", *papers)
    assert found.elected == ("Ada",) and found.unresolved is not None and found.unresolved.tied == ("Ben", "Cem")
    assert voted("sntv", "Ada Ben Cem", 2, "votes", *papers, order="Cem Ada Ben").elected == ("Ada", "Cem")


def test_nobody_without_a_vote_is_elected() -> None:
    assert voted("sntv", "Ada Ben Cem", 2, "votes", "5 Ada").elected == ("Ada",)
    assert voted("approval", "Ada Ben Cem", 2, "approvals", "5").elected == ()


def test_block_gives_as_many_votes_as_seats() -> None:
    found = voted("block", "Ada Ben Cem Dua", 2, "ranked", "4 Ada Ben Cem", "3 Cem Dua", "2 Dua")
    assert dict(found.stages[0].totals) == {"Ada": 4, "Ben": 4, "Cem": 3, "Dua": 5}
    assert found.unresolved is not None, "Ada and Ben tie for the second seat"
    gone = voted("block", "Ada Ben Cem Dua", 2, "ranked", "4 Ada Ben Cem", "3 Cem Dua", "2 Dua", gone="Ada")
    assert gone.elected == ("Cem", "Dua"), "the third choice moves up"


def test_a_paper_with_more_votes_than_a_voter_has_says_nothing() -> None:
    found = voted("block", "Ada Ben Cem", 2, "approvals", "5 Ada Ben Cem", "2 Ada Ben", "1 Cem")
    assert dict(found.stages[0].totals) == {"Ada": 2, "Ben": 2, "Cem": 1} and found.stages[0].non_transferable == 5
    one = voted("sntv", "Ada Ben Cem", 2, "approvals", "5 Ada Ben", "2 Ada", "1 Cem")
    assert dict(one.stages[0].totals) == {"Ada": 2, "Ben": 0, "Cem": 1} and one.stages[0].non_transferable == 5


def test_the_most_approved_fill_several_seats() -> None:
    found = voted("approval", "Ada Ben Cem", 2, "approvals", "5 Ada Ben Cem", "2 Ada Ben", "1 Ben")
    assert found.elected == ("Ben", "Ada")


# --- lists, by hand --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("rule", "seats"),
    [("dhondt", [4, 3, 1, 0]), ("sainte-lague", [3, 3, 1, 1]), ("hare", [3, 3, 1, 1]), ("droop", [4, 3, 1, 0])],
)
def test_eight_seats_for_four_lists(rule: str, seats: list[int]) -> None:
    """D'Hondt: 100 80 50 40 33⅓ 30 26⅔ 25 thousand; Sainte-Laguë: 100 80 33⅓ 30 26⅔ 20 20 16.

    Hare: quota 28,750, whole 3 2 1 0, rests 13,750, 22,500, 1,250, 20,000. Droop: quota 25,556, whole 3 3 1 0, then 23,332.
    """
    assert seats_of(lists(rule, 8, A=100_000, B=80_000, C=30_000, D=20_000)) == seats


@pytest.mark.parametrize(("rule", "seats"), [("hare", [5, 2, 1, 1, 1, 0]), ("droop", [5, 2, 2, 1, 0, 0])])
def test_ten_seats_for_six_lists_by_remainders(rule: str, seats: list[int]) -> None:
    """Hare: quota 10,000, whole 4 1 1 1, rests 7,000, 6,000, 5,800, 2,000, 6,100, 3,100. Droop: quota 9,091."""
    found = lists(rule, 10, A=47_000, B=16_000, C=15_800, D=12_000, E=6_100, F=3_100)
    assert seats_of(found) == seats
    assert found.stages[1].quota == (10_000 if rule == "hare" else 9_091)


def test_the_modified_first_divisor_keeps_a_small_list_out() -> None:
    """Two seats, 20 and 7 votes: Sainte-Laguë 20, 7 before 6⅔; modified 14 2/7, 6⅔ before 5."""
    assert seats_of(lists("sainte-lague", 2, A=20, B=7)) == [1, 1]
    assert seats_of(lists("sainte-lague-modified", 2, A=20, B=7)) == [2, 0]
    assert lists("sainte-lague-modified", 2, A=21, B=7).elected == ("A", "A")
    tie = lists("sainte-lague-modified", 2, A=15, B=7)
    assert (seats_of(tie), tie.unresolved and tie.unresolved.tied) == ([1, 0], ("A", "B")), "15 ÷ 3 is 7 ÷ 1.4"


def test_each_seat_is_a_stage_with_every_lists_quotient() -> None:
    found = lists("dhondt", 3, A=10, B=6)
    assert [stage.about for stage in found.stages] == [(), ("A",), ("B",), ("A",)]
    assert dict(found.stages[3].totals) == {"A": 5, "B": 3}
    assert found.stages[3].events[0].as_data()["evidence"] == "the highest quotient: 5"


@pytest.mark.parametrize("rule", LISTS)
@pytest.mark.parametrize(("threshold", "seats"), [("1/20", 1), ("5/99", 0), ("0", 1)])
def test_a_list_with_exactly_the_threshold_takes_part(rule: str, threshold: str, seats: int) -> None:
    """5 of 100 votes are a twentieth exactly; 5/99 is a little more."""
    found = lists(rule, 20, A=95, B=5, threshold=threshold)
    assert seats_of(found) == [20 - seats, seats]
    excluded = [event.as_data()["candidate"] for event in found.stages[0].events]
    assert (excluded, found.stages[0].states["B"]) == (["B"] if not seats else [], "hopeful" if seats else "excluded")


def test_the_quota_is_reckoned_on_the_lists_that_take_part() -> None:
    found = lists("hare", 3, A=60, B=30, C=5, threshold="1/10")
    assert (found.stages[0].quota, seats_of(found)) == (30, [2, 1, 0])


@pytest.mark.parametrize("rule", LISTS)
def test_equal_lists_tie_only_for_the_seat_that_not_all_of_them_can_have(rule: str) -> None:
    assert seats_of(lists(rule, 3, A=100, B=100, C=100)) == [1, 1, 1]
    two = lists(rule, 2, A=100, B=100, C=100)
    assert two.elected == () and two.unresolved is not None and two.unresolved.tied == ("A", "B", "C")
    assert lists(rule, 2, "C A B", A=100, B=100, C=100).elected == ("C", "A")


def test_of_equal_quotients_the_list_with_more_votes_comes_first_where_the_rule_says_so() -> None:
    """4 ÷ 2 and 2 ÷ 1."""
    assert lists("dhondt", 2, A=4, B=2).unresolved is not None
    assert lists("dhondt", 2, A=4, B=2, ties="votes").elected == ("A", "A")
    assert lists("dhondt", 2, "B A", A=4, B=2).elected == ("A", "B")


def test_no_votes_no_seats() -> None:
    for rule in LISTS:
        assert lists(rule, 3, A=0, B=0).elected == ()
        assert seats_of(lists(rule, 3, A=7, B=0)) == [3, 0]


# --- lists of persons ------------------------------------------------------------------------------------------------


def persons(seats: int, **of: str) -> Contest:
    """`Ada="red north"`: the list and the community."""
    stand = (
        Candidate(name=n, attributes=dict(zip(("list", "community"), said.split(), strict=False)))
        for n, said in of.items()
    )
    return Contest(candidates=tuple(stand), seats=seats)


TWO_LISTS = persons(3, Ada="red north", Ben="red south", Cem="red south", Dua="blue south", Eli="blue south")


def test_a_closed_list_fills_its_seats_in_its_own_order() -> None:
    """A vote for any of a list is a vote for the list: red 9, blue 4."""
    found = lists("dhondt", 3, of=TWO_LISTS, Ada=2, Ben=1, Cem=6, Dua=4, Eli=0)
    assert found.elected == ("Ada", "Ben", "Dua")


def test_an_open_list_fills_its_seats_by_the_votes_that_name_them() -> None:
    found = lists("dhondt", 3, of=TWO_LISTS, order="open", Ada=2, Ben=1, Cem=6, Dua=1, Eli=3)
    assert found.elected == ("Cem", "Ada", "Eli")


def test_equal_votes_within_an_open_list_are_a_tie_too() -> None:
    assert lists("dhondt", 3, of=TWO_LISTS, order="open", Ada=3, Ben=3, Cem=3, Dua=4, Eli=0).unresolved is not None
    found = lists("dhondt", 3, "Cem Ben Ada Dua Eli", of=TWO_LISTS, order="open", Ada=3, Ben=3, Cem=3, Dua=4, Eli=0)
    assert found.elected == ("Cem", "Ben", "Dua")


def test_a_list_that_runs_out_of_persons_passes_its_seat_on() -> None:
    assert lists("dhondt", 3, of=persons(3, Ada="red", Dua="blue", Eli="blue"), Ada=9, Dua=1, Eli=0).elected == (
        "Ada", "Dua", "Eli",
    )  # fmt: skip


def test_somebody_without_a_list_among_lists_is_refused() -> None:
    with pytest.raises(Uncountable, match="nobody says on which list they stand"):
        lists("dhondt", 2, of=persons(2, Ada="red", Ben=""), Ada=1, Ben=1)


# --- guarantees ------------------------------------------------------------------------------------------------------


def communities(contest: Contest, **least: int) -> Guarantees:
    bounds = [Bound(partition="community", category=name, least=number) for name, number in least.items()]
    return guaranteed(contest, bounds)


def test_a_list_seats_its_next_member_of_the_guaranteed_community() -> None:
    guarantee = communities(TWO_LISTS, north=1, south=0)
    assert lists("dhondt", 3, "", guarantee, of=TWO_LISTS, order="open", Ada=1, Ben=2, Cem=6, Dua=2, Eli=3).elected == (
        "Cem", "Eli", "Ada",
    )  # fmt: skip


def test_a_tie_within_an_open_list_does_not_open_a_way_round_the_guarantee() -> None:
    """Both lists have equal claims; the lot prefers Ben to Ada within theirs, and Ben and Dua together would shut the north out."""
    stand = persons(2, Ada="red north", Ben="red south", Dua="blue south")
    guarantee = communities(stand, north=1, south=0)
    found = lists("dhondt", 2, "Ben Dua Ada", guarantee, of=stand, order="open", Ada=3, Ben=3, Dua=6)
    assert found.elected == ("Ben", "Ada")


def test_the_guarantee_says_who_was_seated_and_who_displaced() -> None:
    guarantee = communities(TWO_LISTS, north=1, south=0)
    found = lists("dhondt", 3, "", guarantee, of=TWO_LISTS, order="open", Ada=1, Ben=2, Cem=6, Dua=2, Eli=3)
    told = displacement(found)
    assert told is not None and (told.seated, told.displaced) == (("Ada",), ("Ben",))
    assert displacement(lists("dhondt", 3, of=TWO_LISTS, Ada=9, Ben=0, Cem=0, Dua=4, Eli=0)) is None


def test_the_guarantee_comes_before_the_threshold() -> None:
    stand = persons(3, Ada="red south", Ben="red south", Cem="red south", Dua="blue north")
    guarantee = communities(stand, north=1, south=0)
    found = lists("dhondt", 3, "", guarantee, of=stand, threshold="1/10", Ada=99, Ben=0, Cem=0, Dua=1)
    assert found.elected == ("Ada", "Ben", "Dua")
    nobody = lists("dhondt", 3, "", guarantee, of=stand, Ada=99, Ben=0, Cem=0, Dua=0)
    assert nobody.elected == ("Ada", "Ben", "Dua"), "and before having any votes"


def test_lists_themselves_can_have_guaranteed_seats() -> None:
    """Each list is a community's; the north is guaranteed 3 of 6 seats and would have 1 by its votes."""
    contest = Contest(
        candidates=tuple(Candidate(name=n, attributes={"community": c}) for n, c in (("A", "north"), ("B", "south"))),
        seats=6,
    )
    bounds = [Bound(partition="community", category="north", least=3), Bound(partition="community", category="south")]
    guarantee = guaranteed(contest, bounds, each=6)
    assert (guarantee.vacant, seats_of(lists("dhondt", 6, of=contest, A=10, B=50))) == (0, [1, 5])
    found = lists("dhondt", 6, "", guarantee, of=contest, A=10, B=50)
    assert seats_of(found) == [3, 3]
    told = displacement(found)
    assert told is not None and (told.seated, told.displaced) == (("A", "A"), ("B", "B"))


def test_a_list_that_counts_as_one_candidate_has_one_seat() -> None:
    contest = Contest(
        candidates=tuple(Candidate(name=n, attributes={"community": c}) for n, c in (("A", "north"), ("B", "south"))),
        seats=3,
    )
    guarantee = communities(contest, north=1, south=1)
    assert (guarantee.vacant, seats_of(lists("dhondt", 3, "", guarantee, of=contest, A=10, B=50))) == (1, [1, 1])


def test_the_most_votes_give_way_to_the_guarantee_and_a_tie_to_neither() -> None:
    contest = persons(2, Ada="x south", Ben="x south", Cem="x north", Dua="x north")
    guarantee = communities(contest, north=1, south=0)

    def elected(order: str, *votes: int) -> tuple[str, ...]:
        profile = profile_of("votes", 4, [((at,), number) for at, number in enumerate(votes)])
        return count(contest, profile, rule_named("sntv"), lots(order) if order else None, guarantee).elected

    assert elected("", 9, 8, 1, 2) == ("Ada", "Dua")
    assert elected("", 9, 9, 1, 2) == (), "Ada or Ben, and nobody drew lots"
    assert elected("Ben Ada Cem Dua", 9, 9, 1, 2) == ("Ben", "Dua")
    assert elected("", 9, 1, 9, 2) == ("Ada", "Cem"), "both can have a seat: no tie"


@st.composite
def guaranteed_polls(draw: st.DrawFn) -> tuple[Contest, Guarantees, Profile, Lots]:
    """Ranked ballots for persons of three communities and two genders, with a guarantee that can be kept."""
    names = tuple("PQRSTU"[: draw(st.integers(2, 6))])
    seats = draw(st.integers(1, len(names)))
    kinds = {n: {"community": draw(st.sampled_from("abc")), "gender": draw(st.sampled_from("xy"))} for n in names}
    contest = Contest(candidates=tuple(Candidate(name=n, attributes=kinds[n]) for n in names), seats=seats)
    bounds = []
    for part, categories in (("community", "abc"), ("gender", "xy")):
        left = seats
        for category in categories:
            least = draw(st.integers(0, left))
            left -= least
            bounds.append(Bound(partition=part, category=category, least=least))
    ballots = st.lists(
        st.tuples(st.permutations(range(len(names))), st.integers(0, len(names)), st.integers(1, 9)), max_size=9
    )
    profile = profile_of("ranked", len(names), [(tuple(order[:cut]), weight) for order, cut, weight in draw(ballots)])
    order = tuple(draw(st.permutations(names)))
    return contest, guaranteed(contest, bounds), profile, Lots(order=order, source={"kind": "minuted"})


@pytest.mark.parametrize("name", GUARANTEEING)
@given(drawn=guaranteed_polls())
def test_every_rule_of_several_seats_keeps_a_guarantee_that_can_be_kept(
    name: str, drawn: tuple[Contest, Guarantees, Profile, Lots]
) -> None:
    """Whatever the votes and the lots; what nobody stands for stays vacant and is not given away (V12)."""
    contest, guarantee, profile, order = drawn
    if "ranked" not in methods()[name].kinds:
        pytest.fail(f"{name} takes no rankings; give it ballots of its own here")
    found = count(contest, profile, rule_named(name), order, guarantee)
    assert found.unresolved is None
    assert len(found.elected) == len(set(found.elected)) == contest.seats - guarantee.vacant
    for part in ("community", "gender"):
        have = Counter(guarantee.kinds[who][part] for who in found.elected)
        assert sum(max(0, bound.least - have[bound.category]) for bound in guarantee.of(part)) <= guarantee.vacant
    assert (
        replay(line(transcript(found)).encode(), Poll(contest=found.contest, profile=profile)).elected == found.elected
    )


@given(drawn=guaranteed_polls(), shift=st.integers(1, 5), name=st.sampled_from(GUARANTEEING))
def test_calling_candidates_otherwise_changes_nothing_but_names(
    name: str, drawn: tuple[Contest, Guarantees, Profile, Lots], shift: int
) -> None:
    """Another order on the ballot and other names, the lots likewise: the same are elected in the same order."""
    contest, guarantee, profile, order = drawn
    number = len(contest.names)
    to = [(at + shift) % number for at in range(number)]
    called = {name: f"x{to[at]}" for at, name in enumerate(contest.names)}
    stand = sorted(contest.candidates, key=lambda each: to[contest.names.index(each.name)])
    other = Contest(
        candidates=tuple(Candidate(name=called[each.name], attributes=each.attributes) for each in stand),
        seats=contest.seats,
    )
    moved = [(tuple(to[at] for at in ballot if isinstance(at, int)), weight) for ballot, weight in profile.groups]
    drawn_lots = Lots(order=tuple(called[each] for each in order.order), source=order.source)
    found = count(contest, profile, rule_named(name), order, guarantee)
    again = count(
        other, profile_of("ranked", number, moved), rule_named(name), drawn_lots, guaranteed(other, guarantee.bounds)
    )
    assert tuple(called[each] for each in found.elected) == again.elected


@pytest.mark.parametrize("ballot_order", ["closed", "open"])
@given(
    drawn=guaranteed_polls(), rule=st.sampled_from(LISTS), of=st.lists(st.sampled_from("klm"), min_size=6, max_size=6)
)
def test_lists_of_persons_keep_the_guarantee_too(
    ballot_order: str, drawn: tuple[Contest, Guarantees, Profile, Lots], rule: str, of: list[str]
) -> None:
    """Also where members of an open list tie for its seat and stand for different communities."""
    contest, guarantee, profile, order = drawn
    listed = Contest(
        candidates=tuple(
            Candidate(name=each.name, attributes={**each.attributes, "list": on})
            for each, on in zip(contest.candidates, of, strict=False)
        ),
        seats=contest.seats,
    )
    found = count(listed, profile, rule_named(rule, order=ballot_order, threshold="1/3"), order, guarantee)
    assert found.unresolved is None
    assert len(set(found.elected)) == contest.seats - guarantee.vacant
    for part in ("community", "gender"):
        have = Counter(guarantee.kinds[who][part] for who in found.elected)
        assert sum(max(0, bound.least - have[bound.category]) for bound in guarantee.of(part)) <= guarantee.vacant


# --- what the rules promise ------------------------------------------------------------------------------------------

VOTES = st.lists(st.integers(0, 60), min_size=2, max_size=6)
LETTERS = "ABCDEF"


def apportioned(rule: str, seats: int, votes: list[int]) -> list[int]:
    names = LETTERS[: len(votes)]
    return seats_of(lists(rule, seats, " ".join(names), **dict(zip(names, votes, strict=True))))


@pytest.mark.parametrize("rule", DIVISORS)
@given(votes=VOTES, seats=st.integers(1, 20))
def test_one_more_seat_takes_none_from_any_list(rule: str, votes: list[int], seats: int) -> None:
    """Divisor methods are house monotone (Balinski and Young, theorem 4.3)."""
    before, after = apportioned(rule, seats, votes), apportioned(rule, seats + 1, votes)
    assert all(one <= two for one, two in zip(before, after, strict=True))


def test_largest_remainder_can_take_a_seat_from_a_list_when_there_is_one_more() -> None:
    """The Alabama paradox, so nobody thinks that the property above comes by itself: 6, 6 and 2 votes."""
    assert apportioned("hare", 10, [6, 6, 2]) == [4, 4, 2]
    assert apportioned("hare", 11, [6, 6, 2]) == [5, 5, 1]


@given(votes=VOTES.filter(any), seats=st.integers(1, 20))
def test_hares_quota_gives_every_list_its_share_rounded_down_or_up(votes: list[int], seats: int) -> None:
    """The quota rule (Balinski and Young, chapter 10)."""
    for number, share in zip(apportioned("hare", seats, votes), votes, strict=True):
        exact = Fraction(share * seats, sum(votes))
        assert int(exact) <= number <= -(-exact.numerator // exact.denominator)


@given(votes=VOTES.filter(any), seats=st.integers(1, 20))
def test_dhondt_gives_every_list_its_share_rounded_down_at_least(votes: list[int], seats: int) -> None:
    """The lower quota (Balinski and Young, proposition 10.1): D'Hondt favours the large, and starves nobody."""
    for number, share in zip(apportioned("dhondt", seats, votes), votes, strict=True):
        assert number >= share * seats // sum(votes)


@given(votes=VOTES.filter(any), seats=st.integers(1, 20))
def test_dhondt_gives_the_largest_list_no_less_than_sainte_lague(votes: list[int], seats: int) -> None:
    largest = max(range(len(votes)), key=lambda at: votes[at])
    if votes.count(votes[largest]) == 1:
        assert apportioned("dhondt", seats, votes)[largest] >= apportioned("sainte-lague", seats, votes)[largest]


@pytest.mark.parametrize("rule", [*DIVISORS, "hare"])
@given(votes=VOTES.filter(any), seats=st.integers(1, 12), at=st.integers(0, 5))
def test_more_votes_take_no_seat_from_a_list(rule: str, votes: list[int], seats: int, at: int) -> None:
    at %= len(votes)
    if seats <= sum(votes):
        more = [number + (place == at) for place, number in enumerate(votes)]
        assert apportioned(rule, seats, more)[at] >= apportioned(rule, seats, votes)[at]


def test_by_the_droop_quota_one_more_vote_can_lose_a_list_a_seat() -> None:
    """Of 9 votes and 4 seats the quota is 2, of 10 votes it is 3: the page on counting says so."""
    assert apportioned("droop", 4, [8, 1]) == [4, 0]
    assert apportioned("droop", 4, [9, 1]) == [3, 1]


@pytest.mark.parametrize("rule", LISTS)
@given(votes=VOTES.filter(any), seats=st.integers(1, 20))
def test_every_seat_is_filled_where_anybody_has_a_vote(rule: str, votes: list[int], seats: int) -> None:
    assert sum(apportioned(rule, seats, votes)) == seats
