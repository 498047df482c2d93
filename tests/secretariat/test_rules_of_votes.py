"""Ties, proxies, weights, communities, division, reconsideration, interest: each as the orders of the house have it."""

import io
import json
from dataclasses import replace
from datetime import timedelta

import pytest
from django.core.management import call_command

from qurultay.acts.rules import Majority
from qurultay.secretariat.chamber import casting, declaring, hours, presence, sheets, votes
from qurultay.secretariat.chamber.models import VoteEvent
from qurultay.secretariat.chamber.preparing import Question, prepare
from qurultay.secretariat.door.models import Account
from qurultay.secretariat.frame.house import house as the_house
from qurultay.secretariat.roll.models import ProxyPaper
from tests.gazette.gatehouse import Gatehouse
from tests.hall import constitution, rules
from tests.secretariat.sitting import NINE, delegate, in_session
from tests.secretariat.test_votes import CONGRESS, MINUTE, ORDER, Chamber, all_for, refused


@pytest.fixture
def chamber(db, house) -> Chamber:
    return Chamber(in_session(9, CONGRESS))


def ordered(**orders: object) -> None:
    """The standing orders of this house say this besides the defaults."""
    folder = the_house().secretariat
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "orders.json").write_text(json.dumps(orders), "utf-8")


TIED = [(1, "for"), (2, "for"), (3, "against"), (4, "against"), (5, "abstain")]

# --- ties (V7) ------------------------------------------------------------------------------------------------------------


def test_by_default_nobody_breaks_a_tie(chamber) -> None:
    event = chamber.opened()
    chamber.cast(event, *TIED)
    event = chamber.closed(event)
    refused("no-casting-vote", votes.cast_deciding, event, chamber.account(6), "for", chamber.now)
    assert declaring.declare(event, Account.objects.open("chair"), chamber.now).result == "tied"


def test_the_chair_breaks_a_tie_who_was_there_and_has_not_voted(chamber) -> None:
    ordered(tie="casting-vote")
    event = chamber.opened()
    chamber.cast(event, *TIED)
    event = chamber.closed(event)
    refused("chair-voted", votes.cast_deciding, event, chamber.account(1), "for", chamber.now)
    refused("chair-voted", votes.cast_deciding, event, Account.objects.open("guest"), "for", chamber.now)
    assert votes.cast_deciding(event, chamber.account(6), "for", chamber.now).result == "adopted"


def test_what_was_frozen_decides_and_not_what_the_orders_say_later(chamber) -> None:
    event = chamber.opened()
    chamber.cast(event, *TIED)
    ordered(tie="casting-vote")
    refused("no-casting-vote", votes.cast_deciding, chamber.closed(event), chamber.account(6), "for", chamber.now)


def test_orders_that_cannot_be_read_let_no_vote_open(chamber) -> None:
    event = chamber.prepared()
    ordered(tie="casting-vote", colour="green")
    assert refused("orders", votes.open_, event, None, chamber.now)["file"] == "secretariat/orders.json"


# --- proxies and weights (V15) ---------------------------------------------------------------------------------------------


def given(chamber: Chamber, giver: int, holder: int) -> None:
    papers = chamber.hall.delegates
    ProxyPaper.objects.create(
        session="session/1", giver=papers[giver], holder=papers[holder], dated=NINE.date() - timedelta(days=1)
    )


def test_proxies_are_off_until_the_orders_allow_them(chamber) -> None:
    given(chamber, 9, 1)
    chamber.out(9)
    event = chamber.opened()
    giver = str(chamber.hall.delegates[9].pk)
    refused("no-proxy", casting.cast, event, chamber.account(1), "for", chamber.now, giver=giver)


def test_a_proxy_votes_ends_when_its_giver_comes_and_what_it_cast_stands(chamber) -> None:
    ordered(proxies=True)
    given(chamber, 9, 1)
    given(chamber, 8, 2)
    for seat in (8, 9):
        chamber.out(seat)
    chamber.now += MINUTE
    event = chamber.opened()
    first, second = (str(chamber.hall.delegates[seat].pk) for seat in (9, 8))
    casting.cast(event, chamber.account(1), "against", chamber.now, giver=first)
    chamber.comes(9)
    chamber.comes(8)
    refused("voted", casting.cast, event, chamber.account(9), "for", chamber.now)
    refused("giver-came", casting.cast, event, chamber.account(2), "for", chamber.now, giver=second)
    chamber.cast(event, *all_for(1, 2, 3, 4, 5, 8))
    event = chamber.closed(event)
    assert (event.counts["for_"], event.counts["against"], event.counts["by_proxy"]) == (6, 1, 1)


def test_votes_weigh_what_the_roll_says_and_a_secret_paper_shows_no_weight(chamber) -> None:
    heavy = chamber.hall.delegates[1]
    heavy.weight = 5
    heavy.save()
    event = chamber.opened()
    chamber.cast(event, (1, "for"), (2, "against"), (3, "against"))
    assert chamber.closed(event).counts["for_"] == 5
    event = chamber.opened("secret")
    chamber.cast(event, (1, "for"), (2, "against"), (3, "against"))
    assert event.papers.filter(choice="for").count() == 5
    assert (chamber.closed(event).result, event.papers.count()) == ("adopted", 7)
    refused("open-hands-weights", chamber.opened, "hands")


# --- communities (V8, V9) ---------------------------------------------------------------------------------------------------


@pytest.fixture
def of_three(db, tmp_path, settings) -> Chamber:
    """A congress of fourteen in three communities, eight, four and two, in a house whose majority asks for each."""
    each = Majority(name="each", of="votes-cast", num=1, den=2, test="more-than", communities="each")
    made = Gatehouse(tmp_path / "own")
    made.found(constitution(rules=replace(rules(), majorities=(*rules().majorities, each)))).close()
    settings.HOUSE = made.folder
    chamber = Chamber(in_session(0, CONGRESS))
    sitting = chamber.hall.sitting
    for seat in range(1, 15):
        community = "tolun" if seat <= 8 else "kesh" if seat <= 12 else "arda"
        chamber.hall.delegates[seat] = delegate(sitting.session, seat, f"community/{community}")
        presence.check_in(sitting, chamber.hall.delegates[seat], "room", NINE)
    return chamber


def test_every_community_must_agree_and_small_ones_say_only_whether_they_did(of_three) -> None:
    event = of_three.opened(requirement="each")
    of_three.cast(event, *all_for(*range(1, 13)), (13, "for"), (14, "against"))
    event = of_three.closed(event)
    assert event.result == "lost"
    outcomes = event.counts["outcomes"]
    assert outcomes == {"community/tolun": "met", "community/kesh": "met", "community/arda": "not-met"}
    from qurultay.secretariat.chamber import wording

    told = wording.outcome(event, casting.facts_of(event))
    assert {each.ref: each.figures for each in told.communities} == dict.fromkeys(outcomes)
    refused("open-hands-communities", of_three.opened, "hands", requirement="each")
    refused("open-secret-communities", of_three.opened, "secret", requirement="each")


def test_with_every_community_behind_it_it_is_adopted(of_three) -> None:
    event = of_three.opened(requirement="each")
    of_three.cast(event, *all_for(*range(1, 15)))
    assert of_three.closed(event).result == "adopted"


# --- one candidate, interest, hours (V10, V18, V25) --------------------------------------------------------------------------


def test_the_only_candidate_is_voted_on_and_can_be_refused(chamber) -> None:
    event = chamber.opened(asks="candidate")
    chamber.cast(event, (1, "for"), (2, "for"), (3, "against"), (4, "against"), (5, "against"))
    assert chamber.closed(event).result == "lost"
    refused("open-acclamation", chamber.opened, "acclamation", asks="candidate")
    ordered(acclamation=True)
    assert chamber.closed(chamber.opened("acclamation", asks="candidate")).result == "adopted"


def test_nobody_counts_or_opens_what_concerns_them(chamber) -> None:
    mine = chamber.hall.delegates[1]
    event = chamber.prepared("hands", interested=(mine.pk,), matter="removal")
    refused("interest", votes.open_, event, chamber.account(1), chamber.now)
    event = votes.open_(event, chamber.account(2), chamber.now)
    refused("interest", sheets.count, event, chamber.account(1), {"for": "1"}, chamber.now)


def in_writing(chamber: Chamber, **asked: object) -> VoteEvent:
    opens, closes = chamber.now + MINUTE, chamber.now + 60 * MINUTE
    question = Question(method="written", asks="procedure", words=ORDER, opens=opens, closes=closes, **asked)
    return prepare(chamber.hall.sitting, question, chamber.now)


def test_a_written_procedure_opens_and_closes_at_its_hour_and_silence_is_not_consent(chamber) -> None:
    event = in_writing(chamber)
    assert hours.due(chamber.now) == []
    assert [each.state for each in hours.due(chamber.now + MINUTE)] == ["open"]
    event.refresh_from_db()
    for seat in range(1, 5):
        casting.cast(event, chamber.account(seat), "for", chamber.now + 2 * MINUTE)
    refused("not-open", casting.cast, event, chamber.account(5), "for", chamber.now + 60 * MINUTE)
    (closed,) = hours.due(chamber.now + 60 * MINUTE)
    assert (closed.state, closed.result) == ("closed", "no-decision")


def test_one_fifth_moves_a_written_procedure_to_a_sitting(chamber) -> None:
    event = in_writing(chamber)
    hours.due(chamber.now + MINUTE)
    event.refresh_from_db()
    for seat in range(1, 10):
        casting.cast(event, chamber.account(seat), "for", chamber.now + 2 * MINUTE)
    for seat in (1, 2):
        casting.object_(event, chamber.account(seat), chamber.now + 2 * MINUTE)
    (closed,) = hours.due(chamber.now + 60 * MINUTE)
    assert closed.result == "sitting"
    refused("declare-sitting", declaring.declare, closed, Account.objects.open("chair"), chamber.now)


def test_a_vote_that_cannot_open_at_its_hour_waits(chamber) -> None:
    question = Question(
        method="named", asks="procedure", words=ORDER, opens=chamber.now, closes=chamber.now + 60 * MINUTE
    )
    event = prepare(chamber.hall.sitting, question, chamber.now)
    for seat in range(1, 6):
        chamber.out(seat)
    assert hours.due(chamber.now) == []
    for seat in range(1, 6):
        chamber.comes(seat)
    assert [each.pk for each in hours.due(chamber.now)] == [event.pk]


def test_a_vote_that_may_be_changed_is_changed_until_it_closes(chamber) -> None:
    ordered(change=True)
    event = chamber.opened()
    first = casting.cast(event, chamber.account(1), "for", chamber.now)
    assert casting.cast(event, chamber.account(1), "against", chamber.now) != first
    chamber.cast(event, *all_for(2, 3, 4, 5))
    event = chamber.closed(event)
    assert (event.counts["for_"], event.counts["against"]) == (4, 1)
    refused("not-open", casting.cast, event, chamber.account(1), "for", chamber.now)


def test_the_command_tick_moves_what_is_due_and_says_so(chamber) -> None:
    event = in_writing(chamber)
    VoteEvent.objects.filter(pk=event.pk).update(opens=NINE, closes=NINE + timedelta(days=40_000))
    said = io.StringIO()
    call_command("tick", stdout=said)
    assert said.getvalue() == f"vote {event.pk}: open\n"
