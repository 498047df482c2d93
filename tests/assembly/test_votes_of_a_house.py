"""The votes that software gets wrong, each at its edge (register law §6, V1 to V25)."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qurultay.assembly.chair import presiding
from qurultay.assembly.concurrent import Group, concurred, group_outcome
from qurultay.assembly.consent import without_a_vote, written
from qurultay.assembly.house import House
from qurultay.assembly.majority import Vote, decided, reached
from qurultay.assembly.notice import notice_mended
from qurultay.assembly.papers import Papers
from qurultay.assembly.proxies import Proxy, standing_proxies
from qurultay.assembly.publishing import GroupFigures, publishable
from qurultay.assembly.questions import Amendment, divided, fallen, reconsidered, voting_order
from qurultay.assembly.quorum import Quorum, may_close
from qurultay.assembly.roll import Channel, NotTaken, OpenVote
from qurultay.assembly.run_off import first_round, withdrawn
from qurultay.assembly.tie import second_vote_until, with_casting_vote
from qurultay.assembly.unopposed import unopposed
from qurultay.assembly.vacancy import successor

HOUSE = House(all_seats=41, filled=39)
SIMPLE: Any = ("votes-cast", 1, 2, "more-than")
TWO_THIRDS: Any = ("in-office", 2, 3, "at-least")


def of(for_: int, against: int, abstained: int = 0, seats: int = 0) -> Vote:
    """A vote in a group of so many members, by default those who voted."""
    sitting = seats or for_ + against + abstained
    there = for_ + against + abstained
    return Vote(for_=for_, against=against, abstained=abstained, present=there, in_office=sitting, all_seats=sitting)


# --- quorum (V1, V2) -------------------------------------------------------------------------------------------------


def test_a_quorum_at_the_opening_is_not_enough_where_too_few_answer() -> None:
    """39 filled, 20 present, 19 recorded: no decision."""
    assert HOUSE.quorum() == 20
    assert decided(HOUSE.vote(for_=15, against=4, present=20), *SIMPLE, quorum=HOUSE.quorum()) == "no-decision"
    assert decided(HOUSE.vote(for_=15, against=5, present=20), *SIMPLE, quorum=HOUSE.quorum()) == "adopted"


@pytest.mark.parametrize(
    ("at_opening", "recorded", "met"), [(20, 20, True), (19, 20, False), (20, 19, False), (39, 39, True)]
)
def test_a_quorum_is_asked_for_twice(at_opening: int, recorded: int, met: bool) -> None:
    assert Quorum(needed=20, at_opening=at_opening, recorded=recorded).met() is met


def test_a_quorum_of_nobody_is_no_quorum() -> None:
    assert not Quorum(needed=0, at_opening=0, recorded=0).met()
    assert House(all_seats=41, filled=0).quorum() == 1


@pytest.mark.parametrize(("lost", "closes"), [(0, True), (2, True), (3, False), (5, False), (20, False)])
def test_a_remote_vote_does_not_close_while_more_than_a_tenth_of_the_lines_are_cut(lost: int, closes: bool) -> None:
    """2 of 20 are exactly a tenth."""
    assert may_close(checked_in=20, lost=lost, open_for=timedelta(hours=1)) is closes


def test_cutting_lines_keeps_a_vote_open_for_a_day_and_not_for_ever() -> None:
    day = timedelta(hours=24)
    assert not may_close(checked_in=20, lost=20, open_for=day - timedelta(seconds=1))
    assert may_close(checked_in=20, lost=20, open_for=day)
    assert may_close(checked_in=0, lost=0, open_for=timedelta(0))
    with pytest.raises(ValueError, match="21 lines"):
        may_close(checked_in=20, lost=21, open_for=day)


# --- bases (V3, V4, V6, V14) -----------------------------------------------------------------------------------------


def test_vacant_seats_count_only_for_a_majority_of_all_seats() -> None:
    """V4: 41 seats, 39 filled: 20 of those in office, or 21 of all seats."""
    for votes, in_office, all_seats in ((19, "lost", "lost"), (20, "adopted", "lost"), (21, "adopted", "adopted")):
        vote = HOUSE.vote(for_=votes, against=39 - votes)
        assert decided(vote, "in-office", 1, 2, "more-than", quorum=20) == in_office
        assert decided(vote, "all-seats", 1, 2, "more-than", quorum=20) == all_seats


def test_forty_of_eighty_is_not_enough() -> None:
    house = House(all_seats=80, filled=80)
    assert decided(house.vote(for_=40, against=39, abstained=1), "in-office", 1, 2, "more-than", quorum=41) == "lost"
    assert decided(house.vote(for_=41, against=39), "in-office", 1, 2, "more-than", quorum=41) == "adopted"


def test_suspending_members_does_not_lower_what_a_removal_needs() -> None:
    """V14: 39 in office, 6 suspended: a removal still needs 26, and the quorum is a majority of 33."""
    house = House(all_seats=41, filled=39, suspended=6)
    assert (house.entitled, house.quorum()) == (33, 17)
    assert decided(house.vote(for_=26, against=7), *TWO_THIRDS, quorum=house.quorum()) == "adopted"
    assert decided(house.vote(for_=25, against=0), *TWO_THIRDS, quorum=house.quorum()) == "lost"
    assert reached(25, house.entitled, 2, 3, "at-least"), "of the 33 it would have been enough"


@pytest.mark.parametrize("seats", [(41, 42, 0), (41, 39, 40), (41, 39, -1)])
def test_a_house_has_no_more_members_than_seats(seats: tuple[int, int, int]) -> None:
    with pytest.raises(ValueError, match="more than there can be"):
        House(all_seats=seats[0], filled=seats[1], suspended=seats[2])


def test_a_house_records_no_more_votes_than_may_vote() -> None:
    house = House(all_seats=41, filled=39, suspended=6)
    assert house.vote(for_=33, against=0).present == 33
    for votes in ({"for_": 34, "against": 0}, {"for_": 10, "against": 0, "present": 9}, {"for_": -1, "against": 2}):
        with pytest.raises(ValueError, match="more than there can be"):
            house.vote(**votes)


def test_a_blank_paper_takes_part_and_is_no_valid_vote() -> None:
    """V6: a run-off of 18 to 17 with 3 blank papers."""
    papers = Papers(valid=35, blank=3)
    assert reached(18, papers.base(), 1, 2, "more-than")
    assert not reached(18, papers.base(blank="cast"), 1, 2, "more-than")
    assert papers.returned == 38


def test_blank_and_invalid_papers_are_counted_apart() -> None:
    papers = Papers(valid=30, blank=3, invalid=2)
    assert [papers.base(), papers.base(invalid="cast"), papers.base(blank="cast", invalid="cast")] == [30, 32, 35]
    assert Papers(valid=0, blank=20).base() == 0, "where all are blank, nobody has a majority of anything"


# --- ties (V7) -------------------------------------------------------------------------------------------------------


def broken(cast: Any, *, for_: int = 15, against: int = 15, present: int = 31, rule: Any = SIMPLE) -> str:
    vote = HOUSE.vote(for_=for_, against=against, present=present)
    return with_casting_vote(vote, *rule, quorum=20, cast=cast)


@pytest.mark.parametrize(("cast", "outcome"), [("for", "adopted"), ("against", "lost"), (None, "tied")])
def test_a_casting_vote_decides_a_tie_and_need_not_be_used(cast: Any, outcome: str) -> None:
    assert broken(cast) == outcome


def test_a_casting_vote_decides_nothing_but_a_tie() -> None:
    assert broken("for", for_=14, against=15) == "lost"
    assert broken("against", for_=16, against=15, present=32) == "adopted"
    assert broken("for", for_=9, against=9, present=31) == "no-decision"


def test_nobody_has_a_casting_vote_besides_their_own() -> None:
    with pytest.raises(ValueError, match="besides their own"):
        broken("for", present=30)


def test_a_casting_vote_does_not_make_two_thirds_of_a_half() -> None:
    assert broken("for", rule=("votes-cast", 2, 3, "at-least")) == "lost"


def test_a_tied_question_may_be_put_once_more_within_two_days() -> None:
    assert second_vote_until(datetime(2027, 2, 27, 12)) == datetime(2027, 3, 1, 12)


# --- communities (V8, V9) --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("vote", "outcome"),
    [
        (of(3, 1), "met"),
        (of(2, 2), "not-met"),
        (of(0, 0, seats=4), "not-met"),
        (of(0, 0), "not-met"),
        (of(1, 0), "met"),
    ],
)
def test_a_community_that_ties_or_is_not_there_has_not_agreed(vote: Vote, outcome: str) -> None:
    assert group_outcome(Group(name="tolun", vote=vote), *SIMPLE, guarantees=False) == outcome


@pytest.mark.parametrize(
    ("missed", "guarantees", "outcome"),
    [(1, False, "not-met"), (2, False, "excused"), (3, False, "excused"), (2, True, "not-met")],
)
def test_a_community_without_a_sitter_blocks_until_it_has_missed_two_sittings(
    missed: int, guarantees: bool, outcome: str
) -> None:
    """And blocks a change of the guarantees for as long as nobody sits for it."""
    nobody = Group(name="tolun", vote=of(0, 0), missed=missed)
    assert group_outcome(nobody, *SIMPLE, guarantees=guarantees) == outcome


def test_a_community_that_came_and_did_not_vote_is_not_excused() -> None:
    sat = Vote(for_=0, against=0, abstained=3, present=3, in_office=3, all_seats=3)
    assert group_outcome(Group(name="tolun", vote=sat, missed=2), *SIMPLE, guarantees=False) == "not-met"


def test_one_community_of_three_stops_what_the_whole_house_wants() -> None:
    agreed = [Group(name="tolun", vote=of(20, 1)), Group(name="osmar", vote=of(9, 3))]
    three = Group(name="keren", vote=of(1, 2))
    assert concurred("adopted", agreed, *SIMPLE) == "adopted"
    assert concurred("adopted", [*agreed, three], *SIMPLE) == "lost"


@pytest.mark.parametrize("whole", ["lost", "tied", "no-decision"])
def test_communities_cannot_adopt_what_the_house_did_not(whole: Any) -> None:
    assert concurred(whole, [Group(name="tolun", vote=of(9, 0))], *SIMPLE) == whole


def test_no_communities_are_no_agreement() -> None:
    for groups in ([], [Group(name="tolun", vote=of(1, 0))] * 2, [Group(name="tolun", vote=of(0, 0), missed=2)]):
        with pytest.raises(ValueError, match="communit"):
            concurred("adopted", groups, *SIMPLE)


def figures(**groups: tuple[int, int]) -> dict[str, GroupFigures]:
    return {name: GroupFigures(for_=for_, against=against) for name, (for_, against) in groups.items()}


def test_a_group_of_three_says_only_whether_its_majority_was_met() -> None:
    assert publishable(figures(tolun=(3, 0), osmar=(12, 8), keren=(9, 6), sarbal=(4, 3))) == {"osmar", "keren"}


def test_a_group_that_agrees_to_a_man_says_only_whether_its_majority_was_met() -> None:
    assert "osmar" not in publishable(figures(osmar=(12, 0), keren=(9, 6), tolun=(5, 6)))


def test_five_votes_that_differ_may_be_published_and_four_may_not() -> None:
    assert publishable(figures(osmar=(3, 2), keren=(9, 6))) == {"osmar", "keren"}
    assert publishable(figures(osmar=(3, 1), keren=(9, 6))) == frozenset()


GROUPS = st.dictionaries(
    st.sampled_from("abcdefg"),
    st.builds(GroupFigures, for_=st.integers(0, 9), against=st.integers(0, 9), abstained=st.integers(0, 3)),
)


@given(groups=GROUPS)
def test_nobody_finds_by_subtracting_what_was_held_back(groups: dict[str, GroupFigures]) -> None:
    """The whole less what is published is five votes that differ, or nothing; unless nothing at all is published."""
    open_ = publishable(groups)
    rest = sum((f for name, f in groups.items() if name not in open_), GroupFigures(for_=0, against=0))
    assert not any(groups[name].tells(5) for name in open_)
    assert not open_ or not rest.tells(5)


# --- elections of one (V10, V11, V13) --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("yes", "no", "outcome"),
    [
        (14, 16, "nominate-again"),
        (16, 14, "elected"),
        (15, 15, "nominate-again"),
        (0, 0, "nominate-again"),
        (1, 0, "elected"),
    ],
)
def test_a_single_candidate_can_be_refused(yes: int, no: int, outcome: str) -> None:
    assert unopposed(yes=yes, no=no) == outcome


@pytest.mark.parametrize(
    ("votes", "finalists"),
    [
        ({"a": 12, "b": 9, "c": 9, "d": 5}, "abc"),
        ({"a": 12, "b": 9, "c": 8, "d": 6}, "ab"),
        ({"a": 9, "b": 9, "c": 9, "d": 8}, "abc"),
        ({"a": 9, "b": 9, "c": 8, "d": 9}, "abd"),
        ({"a": 10, "b": 10}, "ab"),
        ({"a": 0, "b": 0, "c": 0}, "abc"),
    ],
)
def test_all_who_tie_for_the_second_place_go_into_the_run_off(votes: dict[str, int], finalists: str) -> None:
    held = first_round(votes, base=sum(votes.values()))
    assert (held.elected, "".join(held.finalists)) == (None, finalists)


def test_a_first_round_elects_by_more_than_half_and_not_by_half() -> None:
    assert first_round({"a": 18, "b": 17}, base=35).elected == "a"
    assert first_round({"a": 18, "b": 17}, base=36).elected is None, "half of 36, one paper blank and counted"
    assert first_round({"a": 18, "b": 9, "c": 9}, base=36).finalists == ("a", "b", "c")


@pytest.mark.parametrize("votes", [{"a": 3}, {}, {"a": 20, "b": 20}, {"a": -1, "b": 2}])
def test_a_first_round_needs_two_candidates_and_no_more_votes_than_papers(votes: dict[str, int]) -> None:
    with pytest.raises(ValueError, match="first round"):
        first_round(votes, base=35)


def test_a_finalist_who_withdraws_reopens_nominations_unless_no_paper_is_printed() -> None:
    votes = {"a": 12, "b": 9, "c": 7, "d": 7}
    held = first_round(votes, base=35)
    assert withdrawn(held, votes, {"b"}, printed=True) == ("nominate-again", ())
    assert withdrawn(held, votes, {"b"}, printed=False) == ("go-on", ("a", "c", "d"))
    assert withdrawn(held, votes, {"d"}, printed=True) == ("go-on", ("a", "b")), "who was no finalist can go"
    assert withdrawn(held, votes, {"a", "b", "c"}, printed=False) == ("nominate-again", ())


def test_a_seat_stays_with_its_community_and_nobody_is_seated_unasked() -> None:
    """V13: the winner of the countback declines."""
    communities = {"a": "tolun", "b": "osmar", "c": "tolun"}
    order = ["b", "a", "c"]
    assert successor(order, communities, "tolun", {}) == ("a", "ask")
    assert successor(order, communities, "tolun", {"a": "accepts"}) == ("a", "seated")
    assert successor(order, communities, "tolun", {"a": "declines"}) == ("c", "ask")
    assert successor(order, communities, "tolun", {"a": "declines", "c": "declines"}) == (None, "by-election")
    assert successor([], communities, "tolun", {}) == (None, "by-election")


# --- persons and their votes (V15, V16, V17) -------------------------------------------------------------------------


def paper(giver: str, holder: str, day: int) -> Proxy:
    return Proxy(giver=giver, holder=holder, dated=date(2027, 3, day))


@pytest.mark.parametrize(
    ("papers", "standing"),
    [
        ([paper("a", "b", 1)], {"b": "a"}),
        ([paper("a", "b", 1), paper("a", "c", 2)], {"c": "a"}),
        ([paper("a", "b", 2), paper("a", "c", 2)], {}),
        ([paper("a", "b", 2), paper("a", "b", 2)], {"b": "a"}),
        ([paper("a", "b", 1), paper("x", "b", 2)], {"b": "a"}),
        ([paper("a", "b", 1), paper("x", "b", 1)], {}),
        ([paper("c", "b", 1)], {}),
        ([paper("a", "x", 1), paper("x", "b", 1)], {"b": "x"}),
        ([], {}),
    ],
    ids=["one", "later", "same-day", "same-paper-twice", "two-givers", "two-givers-one-day", "giver-there", "passed-on", "none"],
)  # fmt: skip
def test_a_proxy_stands_only_where_nobody_has_to_guess(papers: list[Proxy], standing: dict[str, str]) -> None:
    """b and c are checked in. What a gave to x, who is away, is not passed on to b."""
    assert standing_proxies(papers, {"b", "c"}) == standing


def opened(*, proxies: dict[str, str] | None = None, **channels: Channel) -> OpenVote:
    return OpenVote(roll=dict.fromkeys("abc", 1), channels=channels, proxies=proxies or {})


def test_a_proxy_ends_when_its_giver_comes_and_what_it_cast_stands() -> None:
    vote = opened(b="room", proxies={"b": "a"})
    with pytest.raises(NotTaken, match="no proxy"):
        vote.check_in("a", "room").take_by_proxy("b", "for")
    voted = vote.take_by_proxy("b", "for").check_in("a", "room")
    with pytest.raises(NotTaken, match="first vote stands"):
        voted.take("a", "against", "room")


def test_a_proxy_votes_and_makes_no_quorum() -> None:
    vote = opened(b="room", c="room", proxies={"b": "a"}).take_by_proxy("b", "for").take("b", "for", "room")
    held = vote.take("c", "against", "room").figures(in_office=3, all_seats=3)
    assert (held.for_, held.against, held.present, held.by_proxy) == (2, 1, 2, 1)
    assert decided(held, *SIMPLE, quorum=2) == "adopted"
    assert decided(held, *SIMPLE, quorum=3) == "no-decision"


def test_one_person_votes_once_and_by_one_channel() -> None:
    vote = opened(a="room", b="remote").take("a", "for", "room")
    with pytest.raises(NotTaken, match="first vote stands"):
        vote.take("a", "against", "room")
    with pytest.raises(NotTaken, match="check out there first"):
        vote.check_in("a", "remote")
    with pytest.raises(NotTaken, match="first vote stands"):
        vote.check_out("a").check_in("a", "remote").take("a", "against", "remote")
    with pytest.raises(NotTaken, match="by remote"):
        vote.take("b", "for", "room")


def test_the_roll_does_not_move_while_a_vote_is_open() -> None:
    """V17: sworn in at minute three: no vote. Resigned at minute three: what was cast stands."""
    vote = opened(a="room", b="room")
    with pytest.raises(NotTaken, match="not on the roll"):
        vote.check_in("newcomer", "room")
    left = vote.take("a", "for", "room").check_out("a").take("b", "against", "room")
    assert left.figures(in_office=3, all_seats=3).present == 2
    with pytest.raises(NotTaken, match="not checked in"):
        vote.take("c", "for", "room")


def test_votes_weigh_what_the_roll_says() -> None:
    vote = OpenVote(roll={"a": 5, "b": 3, "c": 3}, channels=dict.fromkeys("abc", "room"))
    held = vote.take("a", "for", "room").take("b", "against", "room").take("c", "against", "room")
    assert decided(held.figures(in_office=11, all_seats=11), *SIMPLE, quorum=6) == "lost"
    heavier = OpenVote(roll={"a": 6, "b": 3, "c": 3}, channels=dict.fromkeys("abc", "room"))
    tied = heavier.take("a", "for", "room").take("b", "against", "room").take("c", "against", "room")
    assert decided(tied.figures(in_office=12, all_seats=12), *SIMPLE, quorum=7) == "tied"


# --- without a sitting, without a vote (V18, V19) --------------------------------------------------------------------


@pytest.mark.parametrize(("objecting", "outcome"), [(0, "adopted"), (7, "adopted"), (8, "sitting"), (39, "sitting")])
def test_one_fifth_moves_a_written_procedure_to_a_sitting(objecting: int, outcome: str) -> None:
    """8 of 39 are a fifth and more; 7 are not."""
    answers = HOUSE.vote(for_=25, against=6)
    assert written(answers, *SIMPLE, matter="text", objecting=objecting, quorum=20) == outcome


def test_silence_is_not_consent() -> None:
    assert written(HOUSE.vote(for_=19, against=0), *SIMPLE, matter="text", objecting=0, quorum=20) == "no-decision"


@pytest.mark.parametrize("matter", ["election", "rules", "removal"])
def test_elections_rules_and_removals_are_not_decided_in_writing(matter: Any) -> None:
    with pytest.raises(ValueError, match="call a sitting"):
        written(HOUSE.vote(for_=39, against=0), *SIMPLE, matter=matter, objecting=0, quorum=20)


@pytest.mark.parametrize(
    ("objections", "present", "outcome"),
    [(0, 20, "adopted"), (1, 20, "vote"), (0, 19, "no-decision"), (1, 19, "no-decision")],
)
def test_one_objection_forces_a_vote_and_the_quorum_is_needed_all_the_same(
    objections: int, present: int, outcome: str
) -> None:
    assert without_a_vote(objections=objections, present=present, quorum=20) == outcome


# --- questions (V20, V21, V22, V23, V25) -----------------------------------------------------------------------------


def test_the_amendment_furthest_from_the_text_is_voted_first_and_makes_the_others_fall() -> None:
    """V20: three on one number."""
    text = 14
    tabled = [Amendment(name=str(n), place="days", distance=abs(n - text)) for n in (10, 30, 21)]
    elsewhere = Amendment(name="who", place="addressee", distance=1)
    order = voting_order([elsewhere, *tabled])
    assert [each.name for each in order] == ["30", "21", "10", "who"]
    assert [each.name for each in fallen(order[1], order[2:])] == ["10"]


def test_amendments_equally_far_are_voted_as_they_were_tabled() -> None:
    tabled = [Amendment(name=name, place="days", distance=7) for name in ("7", "21")]
    assert [each.name for each in voting_order(tabled)] == ["7", "21"]


def test_a_divided_text_stands_without_the_provision_that_was_lost() -> None:
    """V21: twelve provisions, no. 5 lost."""
    votes: Any = {str(n): "lost" if n == 5 else "adopted" for n in range(1, 13)}
    outcome, standing = divided(votes, list(votes))
    assert outcome == "adopted" and len(standing) == 11 and "5" not in standing


def test_a_text_without_an_operative_provision_is_lost() -> None:
    assert divided({"preamble": "adopted", "1": "lost", "2": "tied"}, ["1", "2"]) == ("lost", ())
    assert divided({"1": "no-decision"}, ["1"]) == ("no-decision", ())
    for operative in ([], ["3"]):
        with pytest.raises(ValueError, match="operative"):
            divided({"1": "adopted"}, operative)


@pytest.mark.parametrize(
    ("for_", "against", "same_session", "carried_out", "outcome"),
    [
        (26, 13, True, False, "reconsidered"),
        (25, 14, True, False, "refused"),
        (0, 0, True, False, "refused"),
        (39, 0, True, True, "too-late"),
        (39, 0, False, False, "too-late"),
    ],
)
def test_a_decision_is_reconsidered_by_two_thirds_and_never_once_the_letter_is_sent(
    for_: int, against: int, same_session: bool, carried_out: bool, outcome: str
) -> None:
    assert reconsidered(for_=for_, against=against, same_session=same_session, carried_out=carried_out) == outcome


@pytest.mark.parametrize(
    ("present", "objecting", "confirmed", "stands"),
    [(39, 0, False, True), (38, 0, False, False), (39, 1, False, False), (20, 5, True, True)],
)
def test_a_sitting_called_wrongly_stands_if_everybody_came_and_nobody_minds(
    present: int, objecting: int, confirmed: bool, stands: bool
) -> None:
    """V23: one absent is enough to make it void."""
    assert notice_mended(filled=39, present=present, objecting=objecting, confirmed=confirmed) is stands


def test_nobody_presides_over_their_own_removal() -> None:
    line = ["speaker", "deputy", "eldest"]
    assert presiding(line, present=set(line), interested=set()) == "speaker"
    assert presiding(line, present=set(line), interested={"speaker", "deputy"}) == "eldest"
    assert presiding(line, present={"speaker"}, interested={"speaker"}) is None
