"""Sittings: scheduled, called to order, suspended, adjourned, each by the clock of the session's place."""

from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.db import transaction
from django.db.models import Max

from qurultay.assembly.sittings import SessionState, SittingState, SittingStep, sitting_after
from qurultay.secretariat.chamber import live, presence
from qurultay.secretariat.chamber.models import Session, Sitting
from qurultay.secretariat.chamber.procedure import CHAIR, in_order
from qurultay.secretariat.chamber.sessions import MODES
from qurultay.secretariat.frame.order import OutOfOrder

LONGEST = timedelta(hours=48)


@transaction.atomic
def schedule(session: Session, opens: datetime, closes: datetime, mode: str) -> Sitting:
    """One more sitting, on the days of its session. Raises `OutOfOrder`."""
    held = Session.objects.select_for_update().get(pk=session.pk)
    if held.state in (SessionState.CLOSED, SessionState.SEALED, SessionState.CANCELLED):
        raise OutOfOrder("chamber.out.sitting.closed")
    if mode not in MODES:
        raise OutOfOrder("chamber.out.sitting.mode")
    day = opens.astimezone(ZoneInfo(held.zone)).date()
    if not opens < closes <= opens + LONGEST or not held.opens <= day <= held.closes:
        raise OutOfOrder("chamber.out.sitting.sitting-days", opens=held.opens, closes=held.closes)
    number = (held.sittings.aggregate(last=Max("number"))["last"] or 0) + 1
    return Sitting.objects.create(session=held, number=number, opens=opens, closes=closes, mode=mode)


@transaction.atomic
def take(sitting: Sitting, step: SittingStep, now: datetime) -> Sitting:
    """Call to order, suspend, resume, adjourn. Raises `OutOfOrder`."""
    held = Sitting.objects.select_for_update().get(pk=sitting.pk)
    with in_order("sitting"):
        held.state = sitting_after(
            SittingState(held.state), step, CHAIR,
            session=SessionState(held.session.state), current=held.current.label if held.current else "",
        )  # fmt: skip
    _mark(held, step, now)
    held.save()
    live.changed(held)
    return held


def _mark(held: Sitting, step: SittingStep, now: datetime) -> None:
    if step is SittingStep.CALL_TO_ORDER:
        held.called_to_order = now
    elif step is SittingStep.ADJOURN:
        held.adjourned = now
        presence.all_out(held, now)


def clock(sitting: Sitting) -> dict[str, Any]:
    """The hours of a sitting where it is held and in UTC."""
    zone = ZoneInfo(sitting.zone)
    return {"opens": sitting.opens.astimezone(zone), "closes": sitting.closes.astimezone(zone)}
