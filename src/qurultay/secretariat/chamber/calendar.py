"""The sittings of a session as a calendar file (RFC 5545): each at its hour, which a reader's own clock shows as theirs."""

from datetime import UTC, datetime

from qurultay.portal.feeds import escaped, folded
from qurultay.portal.values import Saying
from qurultay.portal.voice import Voice
from qurultay.secretariat.chamber.models import Session, Sitting


def calendar(session: Session, voice: Voice, host: str, now: datetime) -> bytes:
    """The calendar of a session for a reader of this language."""
    title = voice.choose(tuple(session.title.items()))[1]
    rows = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        f"PRODID:-//Qurultay//Chamber//{voice.code.upper()}",
        "CALSCALE:GREGORIAN",
    ]
    rows.append("X-WR-CALNAME:" + escaped(title))
    for sitting in session.sittings.all():
        rows += _event(sitting, voice, host, now)
    rows.append("END:VCALENDAR")
    return "".join(folded(row) for row in rows).encode()


def _event(sitting: Sitting, voice: Voice, host: str, now: datetime) -> list[str]:
    session = sitting.session
    said = Saying.of("chamber.calendar.sitting", session=tuple(session.title.items()), number=sitting.number)
    place = voice.choose(tuple(session.place.items()))[1]
    status = "CANCELLED" if session.state == Session.State.CANCELLED else "CONFIRMED" if session.called else "TENTATIVE"
    return [
        "BEGIN:VEVENT",
        f"UID:sitting-{sitting.pk}@{host}",
        f"DTSTAMP:{_utc(now)}",
        f"DTSTART:{_utc(sitting.opens)}",
        f"DTEND:{_utc(sitting.closes)}",
        "SUMMARY:" + escaped(voice.plain(said)),
        *(["LOCATION:" + escaped(place)] if place else []),
        f"STATUS:{status}",
        "END:VEVENT",
    ]


def _utc(moment: datetime) -> str:
    return f"{moment.astimezone(UTC):%Y%m%dT%H%M%SZ}"
