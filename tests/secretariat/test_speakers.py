"""Who speaks next, from the queue to the page."""

from datetime import timedelta

import pytest

from qurultay.secretariat.chamber import speakers
from qurultay.secretariat.chamber.models import Presence
from qurultay.secretariat.chamber.parts import speakers as part
from qurultay.secretariat.frame.order import OutOfOrder
from tests.secretariat.conftest import came_in
from tests.secretariat.sitting import NINE, Hall, in_session

MINUTE = timedelta(minutes=1)


@pytest.fixture
def hall(db, house) -> Hall:
    return in_session(4)


def seats_waiting(hall: Hall) -> list[str]:
    return [dict(each["name"].places)["seat"] for each in part.values(hall.sitting)["waiting"]]


def test_a_point_of_order_comes_before_everybody_who_waits(hall) -> None:
    speakers.ask(hall.item, hall.delegates[1], "pro", NINE)
    speakers.ask(hall.item, hall.delegates[2], "point-of-order", NINE + MINUTE)
    assert seats_waiting(hall) == ["2", "1"]


def test_for_and_against_take_turns_as_far_as_both_wait(hall) -> None:
    for minute, (seat, kind) in enumerate([(1, "pro"), (2, "pro"), (3, "contra"), (4, "pro")]):
        speakers.ask(hall.item, hall.delegates[seat], kind, NINE + minute * MINUTE)
    assert seats_waiting(hall) == ["1", "3", "2", "4"]


def test_whoever_has_spoken_goes_behind_those_who_have_not(hall) -> None:
    speakers.ask(hall.item, hall.delegates[1], "neutral", NINE)
    speakers.give_floor(hall.item, NINE)
    speakers.end_speech(hall.item, NINE + MINUTE)
    speakers.ask(hall.item, hall.delegates[1], "neutral", NINE + MINUTE)
    speakers.ask(hall.item, hall.delegates[2], "neutral", NINE + 2 * MINUTE)
    assert seats_waiting(hall) == ["2", "1"]


def test_nobody_waits_twice(hall) -> None:
    speakers.ask(hall.item, hall.delegates[1], "pro", NINE)
    with pytest.raises(OutOfOrder, match=r"speech\.waits"):
        speakers.ask(hall.item, hall.delegates[1], "contra", NINE)


def test_a_closed_queue_takes_points_of_order_alone(hall) -> None:
    speakers.set_queue(hall.item, open_=False, seconds=None, most=None)
    with pytest.raises(OutOfOrder, match=r"speech\.closed"):
        speakers.ask(hall.item, hall.delegates[1], "pro", NINE)
    speakers.ask(hall.item, hall.delegates[1], "point-of-order", NINE)


def test_nobody_speaks_more_often_than_is_allowed(hall) -> None:
    speakers.set_queue(hall.item, open_=True, seconds=120, most=1)
    speakers.ask(hall.item, hall.delegates[1], "pro", NINE)
    speakers.give_floor(hall.item, NINE)
    speakers.end_speech(hall.item, NINE)
    with pytest.raises(OutOfOrder, match=r"speech\.spoke-enough"):
        speakers.ask(hall.item, hall.delegates[1], "pro", NINE)


def test_the_floor_is_not_given_while_somebody_has_it(hall) -> None:
    for seat in (1, 2):
        speakers.ask(hall.item, hall.delegates[seat], "pro", NINE)
    speakers.give_floor(hall.item, NINE)
    with pytest.raises(OutOfOrder, match=r"speech\.speaking"):
        speakers.give_floor(hall.item, NINE)


def test_the_chair_may_call_somebody_out_of_turn(hall) -> None:
    for seat in (1, 2):
        speakers.ask(hall.item, hall.delegates[seat], "pro", NINE)
    second = hall.item.turns.get(credential=hall.delegates[2])
    assert speakers.give_floor(hall.item, NINE, second.pk).credential == hall.delegates[2]


def test_a_speech_has_the_time_that_was_set_and_a_point_of_order_one_minute(hall) -> None:
    speakers.set_queue(hall.item, open_=True, seconds=120, most=None)
    hall.item.refresh_from_db()
    assert speakers.limit_of(hall.item, "pro") == timedelta(seconds=120)
    assert speakers.limit_of(hall.item, "point-of-order") == timedelta(minutes=1)


@pytest.mark.parametrize("seconds", ["9", "7201", "x", "-5"])
def test_limits_that_make_no_sense_change_nothing(hall, arrive, seconds: str) -> None:
    chair = arrive("presiding-officer@body/assembly")
    answer = chair.browser.post(f"/sessions/items/{hall.item.pk}/queue", {"open": "no", "seconds": seconds})
    assert answer.status_code == 422
    hall.item.refresh_from_db()
    assert hall.item.queue_open


def test_a_delegate_who_is_not_there_does_not_ask_to_speak(hall) -> None:
    Presence.objects.filter(credential=hall.delegates[1]).update(left=NINE)
    answer = came_in(hall.delegates[1].person.account).post(
        f"/sessions/items/{hall.item.pk}/ask-to-speak", {"kind": "pro"}
    )
    assert answer.status_code == 422
    assert "You are not checked in at this sitting" in answer.text
    assert not hall.item.turns.exists()


def test_asking_through_the_page_shows_the_delegate_in_the_queue(hall) -> None:
    browser = came_in(hall.delegates[1].person.account, language="ug")
    answer = browser.post(f"/sessions/items/{hall.item.pk}/ask-to-speak", {"kind": "pro"}, follow=True)
    assert answer.status_code == 200
    assert "1-ئورۇن" in answer.text
    assert browser.post(f"/sessions/items/{hall.item.pk}/ask-to-speak", {"kind": "withdraw"}).status_code == 302
    assert part.values(hall.sitting)["waiting"] == ()


def test_a_delegate_of_another_body_sees_no_sitting_there(hall, arrive) -> None:
    assert arrive("delegate@body/other").browser.get(f"/sessions/sittings/{hall.sitting.pk}/floor").status_code == 404


@pytest.mark.parametrize("turn", ["9" * 5000, "9" * 30, "-1", "x"])
def test_a_turn_that_is_none_gives_the_floor_to_nobody_and_a_sentence_says_so(hall, arrive, turn: str) -> None:
    speakers.ask(hall.item, hall.delegates[1], "pro", NINE)
    chair = arrive("presiding-officer@body/assembly")
    assert chair.browser.post(f"/sessions/items/{hall.item.pk}/give-floor", {"turn": turn}).status_code == 422
    assert hall.item.turns.get().began is None
