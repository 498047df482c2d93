"""A session with too few decides nothing; called a second time it sits with fewer, and only fills seats (V1, C8)."""

from dataclasses import replace
from datetime import timedelta

import pytest

from qurultay.acts.convening import Contest, Convened, ElectionOpening, Opened, SessionOpening
from qurultay.acts.kinds import current
from qurultay.acts.office import Assignment, Elected, Vacated
from qurultay.acts.resolving import Adopted, Figures, NotAdopted, Repealed
from qurultay.acts.rules import Quorum
from qurultay.acts.schema import written
from qurultay.tlog.errors import Refused
from tests.hall import Hall, Refusal, constitution, key_text, rules, seeded

TRANSITION = ("post/speaker", "post/teller")
THIRD = Quorum(num=1, den=3, test="at-least")
TEXT = Adopted(text="resolution", body="body/assembly", how="without-a-vote", authentic=("en",), session="session/1")
LOST = NotAdopted(text="resolution", body="body/assembly", outcome="lost", session="session/1")


def seated(second: Quorum | None = THIRD) -> Hall:
    """Nine sitters, more than half of whom are a quorum: five."""
    hall = Hall(constitution(rules=rules(second_quorum=second)))
    hall.fill_seats()
    return hall


def sits(hall: Hall, session: str, present: int, second_of: str | None = None, entitled: int = 9) -> None:
    """A session of today and tomorrow is called and opens with so many."""
    hall.convene(session, opens=hall.today, closes=hall.today + timedelta(days=1), second_of=second_of)
    hall.enter(Opened(session=SessionOpening(session=session, entitled=entitled, present=present)))


def again(hall: Hall, second_of: str, session: str = "session/9", body: str = "body/assembly") -> Convened:
    return Convened(
        session=session, body=body, opens=hall.today, closes=hall.today, mode="remote", zone="Europe/Istanbul",
        offset="+03:00", second_of=second_of,
    )  # fmt: skip


def elected(session: str, hall: Hall) -> Elected:
    winner = Assignment(to="post/president", person="person/77", from_=hall.today, until=hall.today)
    return Elected(winners=(winner,), how="open-vote", session=session)


# A session without its quorum


@pytest.mark.parametrize(("present", "enough"), [(4, False), (5, True)])
def test_without_a_vote_a_text_is_adopted_only_where_the_session_opened_with_its_quorum(
    present: int, enough: bool
) -> None:
    hall = seated()
    sits(hall, "session/1", present)
    if enough:
        hall.enter(TEXT)
        hall.enter(elected("session/1", hall), signatories=TRANSITION)
    else:
        sentence = hall.refuses("quorum", TEXT)
        assert sentence == "session/1 opened with 4 of 9, and its quorum is 5; it decides nothing (V1)"
        hall.refuses("quorum", elected("session/1", hall), signatories=TRANSITION)


def test_a_vote_whose_figures_show_a_quorum_counts_whoever_came_late(hall: Hall) -> None:
    sits(hall, "session/1", 4)
    figures = Figures(for_=5, against=1, abstained=0, present=6, entitled=9)
    counted = replace(TEXT, how="vote", majority="simple", figures=figures)
    adopted = hall.enter(counted)
    few = replace(counted, figures=Figures(for_=3, against=1, abstained=0, present=4, entitled=9))
    hall.refuses("figures", few)
    repeal = Repealed(body="body/assembly", from_=hall.today, how="without-a-vote", session="session/1")
    hall.refuses("quorum", repeal, refs=(("amends", adopted.ref),))


def test_nothing_is_lost_either_where_there_was_no_quorum_and_that_there_was_no_decision_is_said(hall: Hall) -> None:
    sits(hall, "session/1", 4)
    hall.refuses("quorum", LOST)
    hall.refuses("quorum", replace(LOST, outcome="tied"))
    hall.enter(replace(LOST, outcome="no-decision"))


def test_a_ballot_is_not_opened_in_a_session_without_quorum(hall: Hall) -> None:
    sits(hall, "session/1", 4)
    contest = Contest(fills=("post/president",), candidates=("person/77",))
    ballot = ElectionOpening(
        protocol="belenios-1", contests=(contest,), rule="plurality", closes=hall.today, entitled=9,
        box=key_text(seeded("box")), session="session/1",
    )  # fmt: skip
    hall.refuses("quorum", Opened(election=ballot))


def test_of_a_body_that_never_had_seats_here_the_report_is_taken_at_its_word() -> None:
    hall = Hall(constitution(seats=()))
    sits(hall, "session/1", 0, entitled=0)
    hall.enter(TEXT)


# The second call


@pytest.fixture
def hall() -> Hall:
    return seated()


def test_a_session_is_called_again_after_one_that_had_no_quorum_and_sits_with_a_third(hall: Hall) -> None:
    sits(hall, "session/1", 4)
    sits(hall, "session/2", 3, second_of="session/1")
    hall.enter(elected("session/2", hall), signatories=TRANSITION)


def test_a_second_call_with_fewer_than_its_own_quorum_elects_nobody_and_may_be_followed_by_another(hall: Hall) -> None:
    sits(hall, "session/1", 4)
    sits(hall, "session/2", 2, second_of="session/1")
    sentence = hall.refuses("quorum", elected("session/2", hall), signatories=TRANSITION)
    assert "opened with 2 of 9, and its quorum is 3" in sentence
    sits(hall, "session/3", 3, second_of="session/1")
    hall.enter(elected("session/3", hall), signatories=TRANSITION)


def test_a_session_called_again_adopts_and_repeals_nothing_with_however_many_present(hall: Hall) -> None:
    text = hall.adopt("decision")
    sits(hall, "session/1", 4)
    sits(hall, "session/2", 9, second_of="session/1")
    sentence = hall.refuses("quorum", replace(TEXT, session="session/2"))
    assert sentence == (
        "session/2 was called again after session/1, with a smaller quorum; it elects and fills seats, and decides "
        "nothing else (C8)"
    )
    unanimous = Figures(for_=9, against=0, abstained=0, present=9, entitled=9)
    counted = replace(TEXT, session="session/2", how="vote", majority="simple", figures=unanimous)
    hall.refuses("quorum", counted)
    hall.refuses("quorum", replace(LOST, session="session/2"))
    repeal = Repealed(body="body/assembly", from_=hall.today, how="acclamation", session="session/2")
    hall.refuses("quorum", repeal, refs=(("amends", text.ref),))


def test_nothing_is_called_again_while_the_first_may_still_open_with_its_quorum(hall: Hall) -> None:
    assert "has not failed" in _called_and_not_opened(hall)
    hall.on(hall.today + timedelta(days=1)).refuses("quorum", again(hall, "session/1"))
    hall.on(hall.today + timedelta(days=1)).enter(again(hall, "session/1"))


def _called_and_not_opened(hall: Hall) -> str:
    hall.convene("session/1", opens=hall.today, closes=hall.today + timedelta(days=1))
    return hall.refuses("quorum", again(hall, "session/1"))


def test_a_session_that_had_its_quorum_is_not_called_again(hall: Hall) -> None:
    sits(hall, "session/1", 5)
    assert "session/1 has not failed for want of a quorum" in hall.refuses("quorum", again(hall, "session/1"))


def test_once_the_body_has_sat_with_its_quorum_an_old_failure_opens_no_door(hall: Hall) -> None:
    sits(hall, "session/1", 4)
    sits(hall, "session/2", 5)
    assert "session/2 sat with its quorum since session/1" in hall.refuses("quorum", again(hall, "session/1"))


def test_a_second_call_names_a_first_call_of_the_same_body(hall: Hall) -> None:
    sits(hall, "session/1", 4)
    sits(hall, "session/2", 2, second_of="session/1")
    for named in ("session/2", "session/7"):
        assert f"{named} was no first call of body/assembly" in hall.refuses("quorum", again(hall, named))
    hall.refuses("quorum", again(hall, "session/1", body="body/government"))


def test_rules_that_say_nothing_of_a_second_call_know_none() -> None:
    hall = seated(second=None)
    sits(hall, "session/1", 4)
    assert "the rules in force know no second call" in hall.refuses("quorum", again(hall, "session/1"))


def test_where_no_seat_is_filled_the_second_call_may_sit_and_the_first_may_not(hall: Hall) -> None:
    for n in range(1, 10):
        hall.enter(Vacated(place=f"seat/{n}", person=f"person/{101 + n}", how="died"), signatories=TRANSITION)
    sits(hall, "session/1", 0, entitled=0)
    hall.refuses("quorum", elected("session/1", hall), signatories=TRANSITION)
    sits(hall, "session/2", 0, second_of="session/1", entitled=0)
    hall.enter(elected("session/2", hall), signatories=TRANSITION)


# What the rules may say


@pytest.mark.parametrize(("num", "den", "fits"), [(1, 2, True), (2, 3, False), (0, 3, False), (4, 3, False)])
def test_the_second_quorum_is_a_part_of_the_whole_and_no_larger_than_the_first(num: int, den: int, fits: bool) -> None:
    second = Quorum(num=num, den=den, test="at-least")
    if fits:
        seated(second)
        return
    with pytest.raises(Refusal) as refused:
        seated(second)
    assert set(refused.value.codes) == {"rules"}


def test_the_second_quorum_is_entrenched_as_the_first_is() -> None:
    assert rules(second_quorum=THIRD).entrenched_part() != rules().entrenched_part()


def test_what_earlier_versions_could_not_say_they_still_may_not() -> None:
    founding = written(constitution(rules=rules(second_quorum=THIRD)))
    assert current("constituted", 3, founding) == founding
    with pytest.raises(Refused, match="version 2 has no such field; write version 3"):
        current("constituted", 2, founding)
    with pytest.raises(Refused, match="version 2 has no such field; write version 3"):
        current("constituted", 1, founding)
    with pytest.raises(Refused, match="version 1 has no such field; write version 2"):
        current("convened", 1, {"second_of": "session/1"})
