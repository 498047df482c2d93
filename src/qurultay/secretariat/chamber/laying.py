"""Drafts of public acts that follow from what the chamber does, laid on the desk for officers to read and sign.

Calling a session makes a draft `convened`, moving it `postponed`, closing it `closed`; `opened` comes with the report on
credentials (`chamber.opening`), `adopted` with a text (`chamber.laying_texts`). A draft is YAML as `press.drafts` reads it; a
clerk may still change every word of it.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from qurultay.portal.languages import INTERFACE
from qurultay.portal.values import Saying
from qurultay.press.draft_writing import commented, text_of
from qurultay.press.drafts import Value
from qurultay.press.provision_text import write_titles
from qurultay.secretariat.chamber.models import Session
from qurultay.secretariat.desk.drafting import begin
from qurultay.secretariat.desk.models import Draft
from qurultay.secretariat.door.models import Account
from qurultay.secretariat.frame.house import standing
from qurultay.secretariat.frame.speaking import voice


def convened(session: Session, by: Account | None, now: datetime) -> Draft:
    """The draft by which a session is called, with the agenda of its sittings."""
    sittings = list(session.sittings.all())
    zone = ZoneInfo(session.zone)
    body: dict[str, Any] = {
        "session": session.ref,
        "body": session.body,
        **({"ordinal": str(session.ordinal)} if session.ordinal else {}),
        "opens": session.opens.isoformat(),
        "closes": session.closes.isoformat(),
        "mode": session.mode,
        "zone": session.zone,
        "offset": offset_of(session),
        "sittings": [{"day": day.isoformat()} for day in sorted({s.opens.astimezone(zone).date() for s in sittings})],
    }
    agenda = [
        (item.label, item.title)
        for sitting in sittings
        for item in sitting.items.filter(parent=None).exclude(state="struck")
    ]
    parts = {
        **in_each("title", session.title),
        **in_each(f"name.{session.ref.replace('/', '-')}", session.title),
        **in_each("place", session.place),
        **_agenda(agenda if len(sittings) == 1 else []),
    }
    return lay("convened", session, body, parts, f"session/{session.pk}", by, now)


def postponed(session: Session, by: Account | None, now: datetime) -> Draft:
    """The draft by which a session that was called is moved."""
    body = {"session": session.ref, "opens": session.opens.isoformat(), "closes": session.closes.isoformat()}
    return lay("postponed", session, body, {}, f"session/{session.pk}/{session.opens}", by, now)


def closed(session: Session, by: Account | None, now: datetime) -> Draft:
    """The draft by which a session closes."""
    body = {"session": {"session": session.ref}}
    return lay("closed", session, body, summary("chamber.draft.closed"), f"session/{session.pk}", by, now)


def lay(
    kind: str,
    session: Session,
    body: Mapping[str, Any],
    parts: Mapping[str, str],
    source: str,
    by: Account | None,
    now: datetime,
) -> Draft:
    """Begins a draft of this kind for the session's body, dated by the clock of its place; its signers are proposed."""
    day = now.astimezone(ZoneInfo(session.zone)).date()
    draft: dict[str, Value] = {
        "kind": kind,
        "date": day.isoformat(),
        "issuers": [session.body],
        "signatories": [*standing().signatories(kind, session.body, day)],
        "body": dict(body),
        **({"parts": dict(parts)} if parts else {}),
    }
    text = text_of(commented(draft), draft)
    return begin(kind=kind, body=session.body, text=text, source=source, by=by, now=int(now.timestamp()))


def offset_of(session: Session) -> str:
    """By how much the session's place is ahead of UTC on its first day.

    >>> from datetime import date
    >>> offset_of(Session(zone="Asia/Kathmandu", opens=date(2026, 7, 3)))
    '+05:45'
    """
    noon = datetime(session.opens.year, session.opens.month, session.opens.day, 12, tzinfo=ZoneInfo(session.zone))
    plain = noon.strftime("%z")
    return f"{plain[:3]}:{plain[3:5]}"


def in_each(part: str, words: Mapping[str, str]) -> dict[str, str]:
    """The parts that say this in each language in which it was said."""
    return {f"{part}.{code}": said for code, said in words.items() if said}


def _agenda(items: Sequence[tuple[str, Mapping[str, str]]]) -> dict[str, str]:
    """The agenda in each language in which every item has a title: half an agenda would mislead."""
    tongues = set.intersection(*(set(title) for _, title in items)) if items else set()
    return {f"agenda.{code}": write_titles((label, title[code]) for label, title in items) for code in sorted(tongues)}


def summary(key: str, **places: Any) -> dict[str, str]:
    """The parts that say this sentence in the languages of the interface."""
    return {f"summary.{code}": voice(code).plain(Saying.of(key, **places)) for code in INTERFACE}
