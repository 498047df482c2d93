"""Sessions and sittings on rows: notice, cut-offs, clocks, opening with the report on credentials, the agenda."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from qurultay.assembly.sittings import ItemStep, SittingStep
from qurultay.press.draft_act import act_of
from qurultay.press.drafts import read
from qurultay.secretariat.chamber import agenda, deciding, motions, sessions, sittings
from qurultay.secretariat.chamber.calendar import calendar
from qurultay.secretariat.chamber.clock import typed_moment, when
from qurultay.secretariat.chamber.models import AgendaItem, Presence, Session, Sitting
from qurultay.secretariat.desk import drafting
from qurultay.secretariat.desk.here import here
from qurultay.secretariat.desk.models import Draft
from qurultay.secretariat.frame import house as frame_house
from qurultay.secretariat.frame.order import OutOfOrder
from qurultay.secretariat.frame.speaking import voice
from qurultay.secretariat.roll.models import CredentialsReport
from tests.secretariat.sitting import BODY, delegate
from tests.secretariat.test_motions import Floor, floor, one_house

__all__ = ["floor", "one_house"]
MORNING = datetime(2026, 7, 1, 6, tzinfo=UTC)
TITLE = {"en": "Second session", "ug": "ئىككىنچى يىغىن"}


@pytest.fixture
def seven_days(monkeypatch) -> None:
    """The rules ask for seven clear days between call and session."""
    from dataclasses import replace

    plain = frame_house.Standing.rules
    monkeypatch.setattr(frame_house.Standing, "rules", lambda self, day: replace(plain(self, day), convening_days=7))


def planned(opens: date = date(2026, 7, 9), **changed: Any) -> Session:
    asked = {"closes": opens + timedelta(days=1), "zone": "Asia/Almaty", "mode": "hybrid", **changed}
    made = sessions.plan(body=BODY, title=TITLE, place={"en": "Hall"}, opens=opens, **asked)
    morning = typed_moment(f"{opens}T09:00", made.zone)
    sittings.schedule(made, morning, morning + timedelta(hours=8), "hybrid")
    return made


def refused(key: str, deed: Any, *args: Any, **named: Any) -> dict[str, Any]:
    with pytest.raises(OutOfOrder) as bad:
        deed(*args, **named)
    assert bad.value.saying.key == f"chamber.out.{key}"
    return dict(bad.value.saying.places)


def drafted(kind: str) -> list[Any]:
    return [act_of(read(row.text)) for row in Draft.objects.filter(kind=kind)]


# --- calling -----------------------------------------------------------------------------------------------------------


def test_a_session_called_with_seven_clear_days_lays_its_call_on_the_desk(floor, seven_days) -> None:
    session = planned()
    agenda.add(session.sittings.get(), {"en": "Opening"})
    called = sessions.call(session, None, MORNING)
    assert (called.state, called.short_notice) == ("called", False)
    (act,) = drafted("convened")
    assert (act.date, act.body.opens, act.body.mode, act.body.zone, act.body.offset) == (
        date(2026, 7, 1), date(2026, 7, 9), "hybrid", "Asia/Almaty", "+05:00"
    )  # fmt: skip
    assert act.words["agenda.en"] == "§ 1 Opening\n".encode()
    assert act.body.sittings[0].day == date(2026, 7, 9)
    assert act.signatories == ("post/secretary", "post/president"), "the body's own post before those of others"
    assert drafting.check(Draft.objects.get(), here(int(MORNING.timestamp()))).faults == ()


def test_one_clear_day_too_few_is_refused_and_says_until_when_it_could_be_called(floor, seven_days) -> None:
    places = refused("session.short-notice", sessions.call, planned(), None, MORNING + timedelta(days=1))
    assert places == {"given": 6, "count": 7, "latest": date(2026, 7, 1)}
    assert drafted("convened") == []


def test_notice_counts_by_the_civil_day_where_the_session_sits(floor, seven_days) -> None:
    late = datetime(2026, 7, 1, 20, tzinfo=UTC)  # one o'clock on 2 July in Almaty
    refused("session.short-notice", sessions.call, planned(), None, late)
    assert sessions.call(planned(zone="America/New_York"), None, late).state == "called"


def test_a_short_call_is_said_and_opens_only_if_every_seat_is_there(floor, seven_days) -> None:
    session = sessions.call(planned(), None, MORNING + timedelta(days=5), short=True)
    assert session.short_notice and drafted("convened") == []
    day = datetime(2026, 7, 9, 5, tzinfo=UTC)
    places = refused("session.notice-unmended", sessions.open_, session, None, day)
    assert (places["filled"], places["present"]) == (0, 0)


def test_a_session_is_not_called_without_a_sitting(floor) -> None:
    bare = sessions.plan(body=BODY, title=TITLE, place={}, opens=date(2026, 7, 9), closes=date(2026, 7, 9), zone="UTC")
    refused("session.no-sitting", sessions.call, bare, None, MORNING)


def test_numbers_of_sessions_go_up_and_none_is_used_twice(floor) -> None:
    first = planned()
    second = planned()
    assert second.ordinal == first.ordinal + 1
    assert len({floor.hall.sitting.session.ref, first.ref, second.ref}) == 3


def test_a_postponed_session_keeps_its_hours_when_summer_time_ends(floor) -> None:
    session = planned(date(2026, 10, 20), zone="Europe/Berlin", motions_until=datetime(2026, 10, 19, 16, tzinfo=UTC))
    session = sessions.call(session, None, MORNING)
    sessions.postpone(session, date(2026, 10, 27), date(2026, 10, 28), None, MORNING)
    session.refresh_from_db()
    assert session.sittings.get().opens == datetime(2026, 10, 27, 8, tzinfo=UTC)
    assert session.motions_until == datetime(2026, 10, 26, 17, tzinfo=UTC)
    assert drafted("postponed")[0].body.opens == date(2026, 10, 27)
    refused("session.only-later", sessions.postpone, session, date(2026, 10, 26), date(2026, 10, 28), None, MORNING)


# --- opening and closing -----------------------------------------------------------------------------------------------


def test_opening_a_session_draws_up_the_report_on_credentials(floor) -> None:
    session = sessions.call(planned(), None, MORNING)
    there = delegate(session, 7, "community/kesh")
    Presence.objects.create(sitting=session.sittings.get(), credential=there, channel="room", came=MORNING)
    opened = sessions.open_(session, None, datetime(2026, 7, 9, 5, tzinfo=UTC))
    assert opened.state == "open"
    assert CredentialsReport.objects.get(session=session.ref).state == "drawn-up"


def test_a_session_closes_over_no_sitting_and_lays_its_act_on_the_desk(floor) -> None:
    session = floor.hall.sitting.session
    refused("session.sitting-open", sessions.close, session, None, floor.now)
    agenda.take(floor.hall.item, ItemStep.DISPOSE, floor.now)
    sittings.take(floor.hall.sitting, SittingStep.ADJOURN, floor.now)
    assert sessions.close(session, None, floor.now).state == "closed"
    assert drafted("closed")[0].body.session.session == session.ref


def test_who_was_there_leaves_when_the_sitting_is_over(floor) -> None:
    agenda.take(floor.hall.item, ItemStep.DISPOSE, floor.now)
    sittings.take(floor.hall.sitting, SittingStep.ADJOURN, floor.now)
    assert not Presence.objects.filter(left=None).exists()


# --- sittings and clocks -----------------------------------------------------------------------------------------------


def test_a_sitting_is_held_on_a_day_of_its_session(floor) -> None:
    session = planned()
    early = typed_moment("2026-07-08T09:00", session.zone)
    refused("sitting.sitting-days", sittings.schedule, session, early, early + timedelta(hours=3), "remote")


def test_an_hour_that_the_clock_skips_is_refused() -> None:
    assert refused("session.skipped-hour", typed_moment, "2026-03-29T02:30", "Europe/Berlin") == {
        "zone": "Europe/Berlin"
    }
    assert typed_moment("2026-03-29T03:30", "Europe/Berlin") == datetime(2026, 3, 29, 1, 30, tzinfo=UTC)


@pytest.mark.parametrize("typed", ["yesterday", "2026-13-01T00:00", "2026-07-03T25:00", "0001-01-01T00:00"])
def test_what_is_no_moment_is_refused(typed) -> None:
    refused("session.moment", typed_moment, typed, "Asia/Tokyo")


def test_an_hour_is_told_by_the_clock_of_the_place_and_in_utc_with_the_day_where_it_differs() -> None:
    evening = datetime(2026, 11, 12, 19, 30, tzinfo=UTC)
    assert (
        voice("en").plain(when(evening, "Asia/Urumqi"))
        == "13 November 2026, 01:30 (Asia/Urumqi); 12 November 2026, 19:30 UTC"
    )
    assert voice("en").plain(when(evening, "Europe/Istanbul")) == "12 November 2026, 22:30 (Europe/Istanbul), 19:30 UTC"


def test_the_calendar_holds_each_sitting_at_its_hour_in_utc(floor) -> None:
    made = calendar(planned(), voice("ug"), "tolunay.example", MORNING).decode()
    assert "DTSTART:20260709T040000Z\r\n" in made and "STATUS:TENTATIVE" in made
    assert all(len(line.encode()) <= 75 for line in made.split("\r\n"))
    assert "ئىككىنچى يىغىن" in made.replace("\r\n ", "")


# --- the agenda --------------------------------------------------------------------------------------------------------


@pytest.fixture
def listed(floor) -> Sitting:
    """A sitting with three items, not printed yet."""
    sitting = planned().sittings.get()
    for title in ("Opening", "Reports", "Close"):
        agenda.add(sitting, {"en": title})
    return sitting


def labels(sitting: Sitting) -> list[tuple[str, str]]:
    return list(sitting.items.filter(parent=None).values_list("label", "title__en"))


def item(sitting: Sitting, title: str) -> AgendaItem:
    return sitting.items.get(title__en=title)


def test_numbers_follow_the_order_until_the_agenda_is_printed(listed) -> None:
    agenda.move(item(listed, "Close"), -1)
    assert labels(listed) == [("1", "Opening"), ("2", "Close"), ("3", "Reports")]


def test_a_printed_number_goes_along_with_its_item(listed) -> None:
    sessions.call(listed.session, None, MORNING)
    listed.refresh_from_db()
    agenda.move(item(listed, "Close"), -1)
    agenda.add(listed, {"en": "Urgent"}, after=item(listed, "Opening"))
    agenda.add(listed, {"en": "Last"})
    assert labels(listed) == [("1", "Opening"), ("1a", "Urgent"), ("3", "Close"), ("2", "Reports"), ("4", "Last")]
    refused("item.two-levels-of-items", agenda.add, listed, {"en": "x"}, parent=agenda.add(listed, {"en": "y"}, parent=item(listed, "Close")))  # fmt: skip


def test_items_under_an_item_are_numbered_under_it(listed) -> None:
    for title in ("Treasurer", "Secretary"):
        agenda.add(listed, {"en": title}, parent=item(listed, "Reports"))
    agenda.move(item(listed, "Reports"), -1)
    found = AgendaItem.objects.filter(parent__title__en="Reports").values_list("label", "title__en")
    assert list(found) == [("1.1", "Treasurer"), ("1.2", "Secretary")]


def test_an_agenda_is_adopted_whole_once_it_is_printed(listed) -> None:
    refused("item.not-called", agenda.adopt, listed, MORNING)
    sessions.call(listed.session, None, MORNING)
    assert agenda.adopt(Sitting.objects.get(pk=listed.pk), MORNING) == 3
    refused("item.nothing-to-adopt", agenda.adopt, Sitting.objects.get(pk=listed.pk), MORNING)


def test_the_agenda_of_a_sitting_that_was_added_after_the_call_is_printed_when_it_is_adopted(listed) -> None:
    sessions.call(listed.session, None, MORNING)
    later = sittings.schedule(listed.session, listed.opens, listed.closes, "hybrid")
    agenda.add(later, {"en": "Opening"})
    assert agenda.adopt(later, MORNING) == 1
    later.refresh_from_db()
    assert later.printed == MORNING


def test_one_item_is_taken_at_a_time(floor) -> None:
    other = agenda.add(floor.hall.sitting, {"en": "Reports"})
    AgendaItem.objects.filter(pk=other.pk).update(state="adopted")
    assert refused("item.item-current", agenda.take, other, ItemStep.TAKE_UP, floor.now) == {"label": "1"}
    agenda.take(floor.hall.item, ItemStep.SET_ASIDE, floor.now)
    agenda.take(other, ItemStep.TAKE_UP, floor.now)
    assert Sitting.objects.get(pk=floor.hall.sitting.pk).current == other


def test_an_item_is_not_disposed_of_over_a_pending_motion(floor: Floor) -> None:
    floor.pending()
    assert refused("item.motion-pending", agenda.take, floor.hall.item, ItemStep.DISPOSE, floor.now) == {"label": "1"}


def test_an_item_that_is_put_off_takes_its_motions_to_another_sitting(floor: Floor) -> None:
    motion = floor.pending()
    session = floor.hall.sitting.session
    Session.objects.filter(pk=session.pk).update(closes=session.opens + timedelta(days=1))
    later = floor.hall.sitting.opens + timedelta(days=1)
    next_ = sittings.schedule(session, later, later + timedelta(hours=4), "hybrid")
    refused("item.defer-to", agenda.take, floor.hall.item, ItemStep.DEFER, floor.now, to=floor.hall.sitting)
    agenda.take(floor.hall.item, ItemStep.DEFER, floor.now, to=next_)
    moved = floor.read(motion)
    assert (moved.item.sitting, moved.item.title) == (next_, floor.hall.item.title)
    assert Sitting.objects.get(pk=floor.hall.sitting.pk).current is None


def test_in_written_procedure_there_are_no_amendments(floor: Floor) -> None:
    motion = floor.pending()
    Session.objects.update(mode="written")
    refused("motion.by-writing", floor.amended, floor.read(motion), "3", en="Decides otherwise.")


def test_late_amendments_are_refused_with_the_hour(floor: Floor) -> None:
    motion = floor.pending()
    sessions.set_cut_offs(motion.session, None, floor.now - timedelta(seconds=1))
    assert "until" in refused("motion.late", floor.amended, floor.read(motion), "3", en="Decides otherwise.")


def test_in_a_session_that_is_over_nothing_is_moved(floor: Floor) -> None:
    draft, motion = floor.written(), floor.pending()
    Session.objects.update(state="closed")
    refused("session.closed", sessions.set_cut_offs, motion.session, None, None)
    refused("motion.closed", motions.submit, floor.read(draft), floor.member(1), floor.now)
    refused("motion.closed", floor.amended, floor.read(motion), "3", en="Decides otherwise.")
    refused("motion.closed", deciding.decided, motion, "adopted", None, floor.now)
