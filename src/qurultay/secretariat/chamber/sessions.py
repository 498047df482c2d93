"""Sessions: planned, called with the notice the rules ask, moved, opened with a report on credentials, closed."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo, available_timezones

from django.db import transaction
from django.db.models import F

from qurultay.assembly.credentials import Report
from qurultay.assembly.notice import clear_days, latest_call
from qurultay.assembly.sittings import Call, SessionState, SessionStep, session_after
from qurultay.secretariat.chamber import laying, opening
from qurultay.secretariat.chamber.models import Session, Sitting
from qurultay.secretariat.chamber.procedure import CHAIR, in_order
from qurultay.secretariat.chamber.texts import typed
from qurultay.secretariat.door.models import Account
from qurultay.secretariat.frame.house import standing
from qurultay.secretariat.frame.order import OutOfOrder
from qurultay.secretariat.roll.models import CredentialsReport
from qurultay.secretariat.roll.reports import figures

MODES = ("in-person", "remote", "hybrid", "written")
LONGEST = timedelta(days=366)


def local_day(session: Session, now: datetime) -> date:
    """The civil date of a moment where the session sits (T8)."""
    return now.astimezone(ZoneInfo(session.zone)).date()


def plan(
    *, body: str, title: Mapping[str, str], place: Mapping[str, str], opens: date, closes: date, zone: str,
    mode: str = "hybrid", motions_until: datetime | None = None, amendments_until: datetime | None = None,
) -> Session:  # fmt: skip
    """Plan a session; its number is the next of its body, its name in the record `session/NUMBER`. Raises `OutOfOrder`."""
    rules = standing().rules(opens)
    if mode not in MODES:
        raise OutOfOrder("chamber.out.session.mode")
    if zone not in available_timezones():
        raise OutOfOrder("chamber.out.session.zone")
    if not opens <= closes <= opens + LONGEST:
        raise OutOfOrder("chamber.out.session.days", opens=opens, closes=closes)
    named = typed(title, rules.languages)
    if not named:
        raise OutOfOrder("chamber.out.session.title")
    with transaction.atomic():
        ordinal, ref = _next_name(body)
        return Session.objects.create(
            body=body, ref=ref, ordinal=ordinal, title=named, place=typed(place, rules.languages), mode=mode, zone=zone,
            opens=opens, closes=closes, motions_until=motions_until, amendments_until=amendments_until,
        )  # fmt: skip


def _next_name(body: str) -> tuple[int, str]:
    """Numbers of a body go up, and none is used twice (T12); the handle is one that nobody has, here or in the record."""
    book = standing().book
    held = [number for of, number in book.ordinals if of == body]
    held += [n for n in Session.objects.select_for_update().filter(body=body).values_list("ordinal", flat=True) if n]
    ordinal = max(held, default=0) + 1
    slug = "" if body == "body/assembly" else f"{body.partition('/')[2]}-"
    number = ordinal
    while f"session/{slug}{number}" in book.sessions or Session.objects.filter(ref=f"session/{slug}{number}").exists():
        number += 1
    return ordinal, f"session/{slug}{number}"


def _locked(session: Session) -> Session:
    return Session.objects.select_for_update().get(pk=session.pk)


def notice(session: Session, now: datetime) -> dict[str, Any]:
    """The notice that calling now would give, what the rules ask, and until when it can be called in time."""
    wanted = standing().rules(session.opens).convening_days
    given = clear_days(local_day(session, now), session.opens)
    return {"given": given, "wanted": wanted, "latest": latest_call(session.opens, wanted)}


@transaction.atomic
def call(session: Session, by: Account | None, now: datetime, *, short: bool = False) -> Session:
    """Call a session: its agenda is printed, and a draft of the call goes to the desk.

    With less notice than the rules ask it is refused; `short` calls it all the same and says so. Such a call is no act
    of the record, whose gate would refuse it: it stands only if every filled seat is there and nobody objects (V23).
    """
    held = _locked(session)
    known = notice(held, now)
    with in_order("session"):
        held.state = session_after(
            SessionState(held.state), SessionStep.CALL, CHAIR,
            Call(called=local_day(held, now), opens=held.opens, closes=held.closes, wanted=known["wanted"], short=short),
        )  # fmt: skip
    if not held.sittings.exists():
        raise OutOfOrder("chamber.out.session.no-sitting")
    held.called, held.short_notice = now, known["given"] < known["wanted"]
    held.save()
    held.sittings.filter(printed=None).update(printed=now)
    if not held.short_notice:
        laying.convened(held, by, now)
    return held


@transaction.atomic
def postpone(session: Session, opens: date, closes: date, by: Account | None, now: datetime) -> Session:
    """Move a called session to a later day; its sittings and cut-offs move with it."""
    held = _locked(session)
    with in_order("session"):
        session_after(
            SessionState(held.state), SessionStep.POSTPONE, CHAIR,
            Call(called=local_day(held, now), opens=opens, closes=closes, was_opening=held.opens),
        )  # fmt: skip
    later = opens - held.opens
    held.opens, held.closes = opens, closes
    for name in ("motions_until", "amendments_until"):
        moved = getattr(held, name)
        setattr(held, name, _moved(moved, later, held.zone) if moved else None)
    held.save()
    for sitting in held.sittings.all():
        sitting.opens, sitting.closes = (_moved(m, later, held.zone) for m in (sitting.opens, sitting.closes))
        sitting.save(update_fields=["opens", "closes"])
    if not held.short_notice:
        laying.postponed(held, by, now)
    return held


def _moved(moment: datetime, later: timedelta, zone: str) -> datetime:
    """The same hour of the clock on a later day: summer time may have ended in between."""
    return moment.astimezone(ZoneInfo(zone)) + later


@transaction.atomic
def open_(session: Session, by: Account | None, now: datetime, *, objecting: int = 0) -> Session:
    """Open a session on one of its days. The report on credentials is drawn up as things stand (R9).

    The act of the opening carries that report, and goes to the desk when the assembly has adopted it (`chamber.opening`);
    one that was adopted before is laid down at once.
    """
    held = _locked(session)
    known = there(held, now)
    with in_order("session"):
        held.state = session_after(
            SessionState(held.state), SessionStep.OPEN, CHAIR,
            Call(
                called=local_day(held, held.called or now), opens=held.opens, closes=held.closes, short=held.short_notice,
                today=local_day(held, now), filled=known.filled, present=known.present, objecting=objecting,
            ),
        )  # fmt: skip
    held.opened = now
    held.save()
    if adopted := CredentialsReport.objects.filter(session=held.ref, state=CredentialsReport.State.ADOPTED).last():
        opening.draft(adopted, by, now)
    else:
        opening.draw_up(held.ref, held.body, now)
    return held


def there(session: Session, now: datetime) -> Report:
    """How many seats are filled, how many of their holders may vote and are there now."""
    present, proxies = opening.present(session.ref), opening.proxies(session.ref)
    return figures(session.ref, session.body, standing(), local_day(session, now), present=present, proxies=proxies)


@transaction.atomic
def close(session: Session, by: Account | None, now: datetime) -> Session:
    """Close a session when no sitting of it is going on."""
    held = _locked(session)
    going = held.sittings.filter(state__in=[Sitting.State.IN_SESSION, Sitting.State.SUSPENDED]).count()
    with in_order("session"):
        held.state = session_after(
            SessionState(held.state), SessionStep.CLOSE, CHAIR,
            Call(called=held.opens, opens=held.opens, closes=held.closes, open_sittings=going),
        )  # fmt: skip
    held.save(update_fields=["state"])
    if not held.short_notice:
        laying.closed(held, by, now)
    return held


@transaction.atomic
def cancel(session: Session) -> Session:
    """Give up a session that was planned or called."""
    held = _locked(session)
    with in_order("session"):
        facts = Call(called=held.opens, opens=held.opens, closes=held.closes)
        held.state = session_after(SessionState(held.state), SessionStep.CANCEL, CHAIR, facts)
    held.save(update_fields=["state"])
    return held


@transaction.atomic
def set_cut_offs(session: Session, motions: datetime | None, amendments: datetime | None) -> Session:
    """Until when motions and amendments are handed in; may be moved as long as the session is not closed."""
    held = _locked(session)
    if held.state not in (SessionState.PLANNED, SessionState.CALLED, SessionState.OPEN):
        raise OutOfOrder("chamber.out.session.closed")
    held.motions_until, held.amendments_until = motions, amendments
    held.save(update_fields=["motions_until", "amendments_until"])
    return held


def following(bodies: frozenset[str] | None) -> Any:
    """The sessions of these bodies, or of all, the newest first."""
    rows = Session.objects.order_by(F("opens").desc(), "-pk")
    return rows if bodies is None else rows.filter(body__in=bodies)
