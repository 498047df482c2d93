"""What may become of sessions, sittings and items, by the table; how much notice they need (T10, V23)."""

from datetime import date

import pytest

from qurultay.assembly.procedure import By, NotInOrder
from qurultay.assembly.sittings import (
    ITEM,
    SESSION,
    SITTING,
    Call,
    ItemState,
    ItemStep,
    SessionState,
    SessionStep,
    SittingState,
    SittingStep,
    item_after,
    session_after,
    sitting_after,
)

CHAIR = {By.CHAIR}
OPENS, CLOSES = date(2026, 7, 9), date(2026, 7, 11)


def call(day: date, **facts) -> Call:
    return Call(called=day, opens=OPENS, closes=CLOSES, **facts)


def test_seven_clear_days_are_enough_and_six_are_not() -> None:
    assert session_after(SessionState.PLANNED, SessionStep.CALL, CHAIR, call(date(2026, 7, 1), wanted=7)) == "called"
    with pytest.raises(NotInOrder) as bad:
        session_after(SessionState.PLANNED, SessionStep.CALL, CHAIR, call(date(2026, 7, 2), wanted=7))
    assert bad.value.code == "short-notice"
    assert bad.value.places == {"given": 6, "wanted": 7, "latest": date(2026, 7, 1)}


def test_what_was_called_with_wrong_notice_opens_if_every_seat_is_there_and_none_objects() -> None:
    short = {"short": True, "today": OPENS, "filled": 9}
    assert session_after(SessionState.CALLED, SessionStep.OPEN, CHAIR, call(OPENS, present=9, **short)) == "open"
    for there in ({"present": 8}, {"present": 9, "objecting": 1}):
        with pytest.raises(NotInOrder, match="notice-unmended"):
            session_after(SessionState.CALLED, SessionStep.OPEN, CHAIR, call(OPENS, **short, **there))


@pytest.mark.parametrize(("day", "opens"), [(8, False), (9, True), (11, True), (12, False)])
def test_a_session_opens_on_one_of_its_days(day: int, opens: bool) -> None:
    facts = call(date(2026, 7, 1), today=date(2026, 7, day))
    if opens:
        assert session_after(SessionState.CALLED, SessionStep.OPEN, CHAIR, facts) == "open"
    else:
        with pytest.raises(NotInOrder, match="not-its-day"):
            session_after(SessionState.CALLED, SessionStep.OPEN, CHAIR, facts)


def test_a_session_is_moved_to_a_later_day_only() -> None:
    assert (
        session_after(SessionState.CALLED, SessionStep.POSTPONE, CHAIR, call(date(2026, 7, 1), was_opening=OPENS))
        == "called"
    )
    with pytest.raises(NotInOrder, match="only-later"):
        session_after(
            SessionState.CALLED, SessionStep.POSTPONE, CHAIR, call(date(2026, 7, 1), was_opening=date(2026, 7, 10))
        )


def test_a_session_does_not_close_over_a_sitting() -> None:
    with pytest.raises(NotInOrder, match="sitting-open"):
        session_after(SessionState.OPEN, SessionStep.CLOSE, CHAIR, call(OPENS, open_sittings=1))


@pytest.mark.parametrize("state", [s for s in SessionState if s is not SessionState.OPEN])
def test_a_sitting_is_called_to_order_while_the_session_is_open(state: SessionState) -> None:
    with pytest.raises(NotInOrder, match="session-not-open"):
        sitting_after(SittingState.SCHEDULED, SittingStep.CALL_TO_ORDER, CHAIR, session=state)


def test_a_sitting_is_not_adjourned_over_an_item() -> None:
    with pytest.raises(NotInOrder, match="item-current"):
        sitting_after(SittingState.IN_SESSION, SittingStep.ADJOURN, CHAIR, session=SessionState.OPEN, current="3")


def test_an_item_is_not_disposed_of_over_a_pending_motion() -> None:
    with pytest.raises(NotInOrder, match="motion-pending"):
        item_after(ItemState.CURRENT, ItemStep.DISPOSE, CHAIR, sitting=SittingState.IN_SESSION, motions_pending="2")


@pytest.mark.parametrize("sitting", [s for s in SittingState if s is not SittingState.IN_SESSION])
def test_an_item_is_taken_up_while_the_house_sits(sitting: SittingState) -> None:
    with pytest.raises(NotInOrder, match="not-sitting"):
        item_after(ItemState.ADOPTED, ItemStep.TAKE_UP, CHAIR, sitting=sitting)


def test_what_is_not_in_the_tables_is_refused() -> None:
    for states, steps, table, do in [
        (SessionState, SessionStep, SESSION, lambda s, t: session_after(s, t, set(By), call(OPENS))),
        (SittingState, SittingStep, SITTING, lambda s, t: sitting_after(s, t, set(By), session=SessionState.OPEN)),
        (ItemState, ItemStep, ITEM, lambda s, t: item_after(s, t, set(By), sitting=SittingState.IN_SESSION)),
    ]:
        for state in states:
            for step in steps:
                if (state, step) in table:
                    assert do(state, step) is table[state, step][0]
                else:
                    with pytest.raises(NotInOrder, match="no-such-step"):
                        do(state, step)
