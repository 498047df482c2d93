"""A vote from its opening to what it came to, on the facts that were frozen with it (register law §6)."""

import json
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qurultay.assembly.frozen import Asked, Frozen, Member, UnknownVersion, thawed
from qurultay.assembly.house import House
from qurultay.assembly.standing_orders import Orders
from qurultay.assembly.vote_event import STEPS, OutOfStep, after, objections_to_opening
from qurultay.assembly.vote_tally import Share, Tally, concluded

STATES = ("prepared", "open", "closed", "declared", "void")
SIMPLE = Asked(name="simple", of="votes-cast", num=1, den=2, test="more-than")
OF_OFFICE = Asked(name="two-thirds", of="in-office", num=2, den=3, test="at-least")
HOUSE = House(all_seats=41, filled=39)


def facts(present: int = 39, **changed: Any) -> Frozen:
    """A house of 41 seats, 39 filled, so many of them in the room."""
    roll = {str(n): Member(seat=f"seat/{n}", community="tolun" if n <= 30 else "arda") for n in range(1, 40)}
    held = Frozen(
        method="named", matter="text", majority=SIMPLE, quorum=20, house=HOUSE, roll=roll,
        channels={str(n): "room" for n in range(1, present + 1)},
    )  # fmt: skip
    return replace(held, **changed)


def codes(held: Frozen) -> list[str]:
    return [each.code for each in objections_to_opening(held)]


# --- the steps -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("step", ["open", "close", "declare", "void"])
def test_a_vote_takes_the_steps_of_its_table_and_no_other(state: Any, step: Any) -> None:
    allowed = {
        "prepared": {"open": "open", "void": "void"},
        "open": {"close": "closed", "void": "void"},
        "closed": {"declare": "declared", "void": "void"},
        "declared": {},
        "void": {},
    }
    if step in allowed[state]:
        assert after(state, step) == allowed[state][step]
    else:
        with pytest.raises(OutOfStep):
            after(state, step)


def test_what_was_declared_or_made_void_goes_nowhere_any_more() -> None:
    assert {state for state, _ in STEPS} == {"prepared", "open", "closed"}


# --- opening (V1, V9, V18, V19) -------------------------------------------------------------------------------------


@pytest.mark.parametrize(("present", "stands_against"), [(20, []), (19, ["quorum"]), (0, ["quorum"])])
def test_a_vote_does_not_open_without_its_quorum(present: int, stands_against: list[str]) -> None:
    assert codes(facts(present)) == stands_against


def test_the_objection_says_how_many_are_there_and_how_many_are_needed() -> None:
    (objection,) = objections_to_opening(facts(19))
    assert dict(objection.places) == {"present": 19, "needed": 20}


def test_a_suspended_member_makes_no_quorum_and_stays_in_office() -> None:
    suspended = {str(n): Member(seat=f"seat/{n}", suspended=n <= 6) for n in range(1, 40)}
    house = House(all_seats=41, filled=39, suspended=6)
    held = facts(22, roll=suspended, house=house, quorum=house.quorum(), majority=OF_OFFICE)
    assert (held.present, held.quorum, held.least) == (16, 17, 26)
    assert codes(held) == ["quorum"]
    assert codes(replace(held, channels={**held.channels, "23": "remote"})) == []


def test_an_empty_house_opens_no_vote() -> None:
    assert codes(facts(0, roll={}, house=House(all_seats=41, filled=0), quorum=1)) == ["empty-house"]


def test_a_roll_with_more_members_than_the_record_has_filled_seats_is_refused() -> None:
    assert codes(facts(house=House(all_seats=41, filled=38))) == ["padded"]


def test_hands_are_not_raised_where_votes_weigh_or_communities_are_counted_or_proxies_stand() -> None:
    heavy = {**facts().roll, "1": Member(seat="seat/1", weight=2)}
    each = replace(SIMPLE, each=True)
    communities = {"tolun": House(all_seats=30, filled=30), "arda": House(all_seats=11, filled=9)}
    house = House(all_seats=42, filled=40)
    assert codes(facts(method="hands", roll=heavy, house=house)) == ["hands-weights"]
    assert codes(facts(method="hands", majority=each, communities=communities)) == ["hands-communities"]
    assert codes(facts(method="hands", proxies={"1": "39"})) == ["hands-proxies"]
    assert codes(facts(method="secret", majority=each, communities=communities)) == ["secret-communities"]
    assert codes(facts(method="named", majority=each, communities=communities, roll=heavy, house=house)) == []


def test_papers_in_a_box_are_for_those_in_the_room() -> None:
    assert codes(facts(method="papers")) == []
    assert codes(facts(method="papers", channels={**facts().channels, "7": "remote"})) == ["papers-remote"]


@pytest.mark.parametrize("matter", ["election", "rules", "removal"])
def test_in_writing_nobody_is_elected_or_removed_and_no_rule_changed(matter: Any) -> None:
    assert codes(facts(0, method="written", matter=matter)) == ["written-matter"]
    assert codes(facts(0, method="written")) == []


def test_acclamation_is_for_houses_whose_rules_know_it() -> None:
    assert codes(facts(method="acclamation", matter="election")) == ["acclamation"]
    assert codes(facts(method="acclamation", matter="election", orders=Orders(acclamation=True))) == []


def test_what_needs_two_thirds_of_the_members_is_counted() -> None:
    assert codes(facts(method="without-a-vote")) == []
    assert codes(facts(method="without-a-vote", majority=OF_OFFICE)) == ["uncounted"]
    assert codes(facts(method="without-a-vote", matter="removal")) == ["without-a-vote-matter"]


def test_a_session_called_a_second_time_elects_and_does_nothing_else() -> None:
    assert codes(facts(second_call=True)) == ["second-call"]
    assert codes(facts(second_call=True, matter="election")) == []


# --- what it came to (V1, V3, V5, V6, V7, V10, V15) --------------------------------------------------------------------


def came_to(held: Frozen, **figures: Any) -> str:
    figures.setdefault("present", sum(figures.get(n, 0) for n in ("for_", "against", "abstained", "blank", "invalid")))
    return concluded(held, Tally(**figures)).result


def test_too_few_recorded_at_the_close_decide_nothing() -> None:
    assert came_to(facts(20), for_=15, against=4, present=20) == "no-decision"
    assert came_to(facts(20), for_=15, against=5, present=20) == "adopted"


def test_ten_nine_twenty_is_adopted_of_the_votes_cast_and_lost_of_those_present() -> None:
    assert came_to(facts(), for_=10, against=9, abstained=20) == "adopted"
    assert came_to(facts(majority=replace(SIMPLE, of="present")), for_=10, against=9, abstained=20) == "lost"


@pytest.mark.parametrize(("for_", "result"), [(26, "adopted"), (25, "lost")])
def test_twenty_six_of_thirty_nine_are_two_thirds(for_: int, result: str) -> None:
    assert facts(majority=OF_OFFICE).least == 26
    assert came_to(facts(majority=OF_OFFICE), for_=for_, against=1) == result


def test_blank_papers_count_as_cast_only_where_the_orders_say_so() -> None:
    held = facts(method="papers", matter="election", quorum=20)
    assert came_to(held, for_=18, against=17, blank=3) == "adopted"
    assert came_to(replace(held, orders=Orders(blank="cast")), for_=18, against=17, blank=3) == "lost"
    assert came_to(replace(held, orders=Orders(invalid="cast")), for_=18, against=17, invalid=3) == "lost"
    assert came_to(replace(held, orders=Orders(invalid="cast")), for_=18, against=17, blank=3) == "adopted"


def test_a_tie_is_not_adopted_and_a_candidate_with_a_tie_is_not_elected() -> None:
    assert came_to(facts(), for_=15, against=15) == "tied"
    assert came_to(facts(matter="election"), for_=15, against=15) == "lost"
    assert came_to(facts(matter="election"), for_=14, against=16) == "lost"


def test_the_chair_breaks_a_tie_only_where_the_orders_give_a_casting_vote() -> None:
    told = facts(orders=Orders(tie="casting-vote"))
    assert came_to(told, for_=15, against=15, present=31) == "tied"
    assert came_to(told, for_=15, against=15, present=31, casting="for") == "adopted"
    assert came_to(told, for_=15, against=15, present=31, casting="against") == "lost"
    assert came_to(facts(), for_=15, against=15, present=31, casting="for") == "tied"


def test_a_proxy_votes_and_makes_no_quorum() -> None:
    held = facts(19, orders=Orders(proxies=True))
    assert came_to(held, for_=20, against=0, present=19, by_proxy=1) == "no-decision"
    assert came_to(held, for_=21, against=0, present=20, by_proxy=1) == "adopted"


def test_a_giver_who_came_after_their_proxy_voted_is_there_and_has_one_vote() -> None:
    held = facts(39, orders=Orders(proxies=True))
    assert came_to(held, for_=38, against=1, present=39, by_proxy=1) == "adopted"
    with pytest.raises(ValueError, match="more than there can be"):
        came_to(held, for_=39, against=1, present=39, by_proxy=1)


def test_more_votes_than_members_are_refused_and_not_counted() -> None:
    with pytest.raises(ValueError, match="more than there can be"):
        came_to(facts(), for_=40, against=0)


# --- communities (V8, V9) ------------------------------------------------------------------------------------------------


def concurrent(**changed: Any) -> Frozen:
    communities = {"tolun": House(all_seats=30, filled=30), "arda": House(all_seats=11, filled=9)}
    return facts(majority=replace(SIMPLE, each=True), communities=communities, **changed)


def shares(**arda: int) -> dict[str, Share]:
    return {"tolun": Share(for_=30, present=30), "arda": Share(**arda)}


@pytest.mark.parametrize(
    ("arda", "result", "said"),
    [
        ({"for_": 5, "against": 4, "present": 9}, "adopted", "met"),
        ({"for_": 2, "against": 2, "present": 4}, "lost", "not-met"),
        ({}, "lost", "not-met"),
    ],
)
def test_every_community_must_reach_the_majority(arda: dict[str, int], result: str, said: str) -> None:
    end = concluded(concurrent(), Tally(for_=30 + arda.get("for_", 0), present=39, communities=shares(**arda)))
    assert (end.result, end.communities["arda"]) == (result, said)


def test_a_community_that_missed_two_sittings_is_excused_and_never_for_its_guarantees() -> None:
    away = concurrent(missed={"arda": 2})
    guarantees = replace(away, majority=replace(away.majority, guarantees=True))
    tally = Tally(for_=30, present=30, communities=shares())
    assert concluded(away, tally).result == "adopted"
    assert concluded(guarantees, tally).result == "lost"
    assert concluded(replace(away, missed={"arda": 1}), tally).result == "lost"


# --- in writing, and without a vote (V18, V19) --------------------------------------------------------------------------


@pytest.mark.parametrize(("objecting", "result"), [(7, "adopted"), (8, "sitting")])
def test_eight_of_thirty_nine_move_a_written_procedure_to_a_sitting(objecting: int, result: str) -> None:
    assert came_to(facts(0, method="written"), for_=25, against=6, objecting=objecting) == result


def test_in_writing_those_who_do_not_answer_do_not_consent() -> None:
    assert came_to(facts(0, method="written"), for_=19, against=0) == "no-decision"


@pytest.mark.parametrize(("objecting", "result"), [(0, "adopted"), (1, "vote")])
def test_one_objection_forces_a_vote(objecting: int, result: str) -> None:
    assert came_to(facts(method="without-a-vote"), objecting=objecting) == result


# --- kept ---------------------------------------------------------------------------------------------------------------

NAMES = st.text("0123456789", min_size=1, max_size=4)


@given(
    st.dictionaries(NAMES, st.builds(Member, seat=NAMES, community=NAMES, weight=st.integers(1, 9), suspended=st.booleans())),
    st.dictionaries(NAMES, st.sampled_from(["room", "remote"])),
    st.builds(Orders, tie=st.sampled_from(["not-adopted", "casting-vote", "second-vote"]), proxies=st.booleans()),
    st.sampled_from(["hands", "papers", "roll-call", "named", "secret", "without-a-vote", "acclamation", "written"]),
)  # fmt: skip
def test_frozen_facts_come_out_of_their_json_as_they_went_in(
    roll: Any, channels: Any, orders: Orders, method: Any
) -> None:
    held = concurrent(
        roll=roll, channels=channels, orders=orders, method=method, missed={"arda": 1}, proxies={"1": "2"}
    )
    assert thawed(json.loads(json.dumps(held.kept()))) == held


def test_facts_of_a_version_that_is_not_known_are_refused() -> None:
    with pytest.raises(UnknownVersion):
        thawed({**facts().kept(), "v": 2})


@pytest.mark.parametrize(
    "said",
    [{"tie": "a coin"}, {"named": "nobody"}, {"proxies": "yes"}, {"blank": "maybe"}, {"line_minutes": "3"}, {"lost_num": 2, "lost_den": 1},
     {"longest_hours": 0}, {"seconds": -1}],
)  # fmt: skip
def test_orders_that_say_something_unknown_are_refused(said: Any) -> None:
    with pytest.raises(ValueError):
        Orders(**said)
