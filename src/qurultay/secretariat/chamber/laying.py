"""Drafts of public acts that follow from what the chamber does, laid on the desk for officers to read and sign.

Calling a session makes a draft `convened`, moving it `postponed`, closing it `closed`, a text adopted and merged `adopted`;
`opened` comes with the report on credentials (`chamber.opening`). A draft is YAML as `press.drafts` reads it; a clerk may still change every word of it.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from qurultay.acts.rules import Rules
from qurultay.assembly.labels import is_preamble
from qurultay.portal.languages import INTERFACE
from qurultay.portal.values import Saying
from qurultay.press.draft_writing import commented, text_of
from qurultay.press.importer.slugs import slug
from qurultay.press.provision_text import WrittenProvision, WrittenText, write_text, write_titles
from qurultay.secretariat.chamber.models import Motion, Session, VoteEvent
from qurultay.secretariat.chamber.texts import latest, provisions_json
from qurultay.secretariat.chamber.texts import text_of as text_in
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
        **_in_each("title", session.title),
        **_in_each(f"name.{session.ref.replace('/', '-')}", session.title),
        **_in_each("place", session.place),
        **_agenda(agenda if len(sittings) == 1 else []),
    }
    return _lay("convened", session, body, parts, f"session/{session.pk}", by, now)


def postponed(session: Session, by: Account | None, now: datetime) -> Draft:
    """The draft by which a session that was called is moved."""
    body = {"session": session.ref, "opens": session.opens.isoformat(), "closes": session.closes.isoformat()}
    return _lay("postponed", session, body, {}, f"session/{session.pk}/{session.opens}", by, now)


def closed(session: Session, by: Account | None, now: datetime) -> Draft:
    """The draft by which a session closes."""
    body = {"session": {"session": session.ref}}
    return _lay("closed", session, body, _summary("chamber.draft.closed"), f"session/{session.pk}", by, now)


def adopted(motion: Motion, event: VoteEvent | None, by: Account | None, now: datetime) -> Draft:
    """The draft of an adopted text: what each provision does, the words in every language, how and with which figures."""
    session = motion.session
    text = [each for each in text_in(latest(motion)) if not each.struck]
    tongues = [
        code for code in dict.fromkeys((*_rules(session).authentic, *_rules(session).languages)) if _whole(text, code)
    ]
    authentic = [code for code in _rules(session).authentic if code in tongues] or tongues[:1]
    named: dict[str, Any] = {}
    body: dict[str, Any] = {
        "text": motion.classification,
        "body": session.body,
        "session": session.ref,
        **({"sitting": str(event.sitting.number)} if event is not None else {}),
        "number": _number(motion, now),
        "authentic": authentic,
        **_how(event),
        "provisions": [
            _provision(each, named) for each in provisions_json(tuple(text)) if not is_preamble(each["label"])
        ],
    }
    parts = {
        **_in_each("title", {code: words for code, words in motion.title.items() if code in tongues}),
        **_adopted_summary(motion, event),
        **named,
        **{f"text.{code}": _written(text, code) for code in tongues},
    }
    return _lay("adopted", session, body, parts, f"motion/{motion.pk}", by, now)


# --- pieces ------------------------------------------------------------------------------------------------------------


def _lay(
    kind: str,
    session: Session,
    body: Mapping[str, Any],
    parts: Mapping[str, str],
    source: str,
    by: Account | None,
    now: datetime,
) -> Draft:
    day = now.astimezone(ZoneInfo(session.zone)).date()
    draft = {
        "kind": kind,
        "date": day.isoformat(),
        "issuers": [session.body],
        "signatories": standing().signatories(kind, session.body, day),
        "body": dict(body),
        **({"parts": dict(parts)} if parts else {}),
    }
    text = text_of(commented(draft), draft)
    return begin(kind=kind, body=session.body, text=text, source=source, by=by, now=int(now.timestamp()))


def _rules(session: Session) -> Rules:
    return standing().rules(session.opens)


def offset_of(session: Session) -> str:
    """By how much the session's place is ahead of UTC on its first day.

    >>> from datetime import date
    >>> offset_of(Session(zone="Asia/Kathmandu", opens=date(2026, 7, 3)))
    '+05:45'
    """
    noon = datetime(session.opens.year, session.opens.month, session.opens.day, 12, tzinfo=ZoneInfo(session.zone))
    plain = noon.strftime("%z")
    return f"{plain[:3]}:{plain[3:5]}"


def _in_each(part: str, words: Mapping[str, str]) -> dict[str, str]:
    return {f"{part}.{code}": said for code, said in words.items() if said}


def _agenda(items: Sequence[tuple[str, Mapping[str, str]]]) -> dict[str, str]:
    """The agenda in each language in which every item has a title: half an agenda would mislead."""
    tongues = set.intersection(*(set(title) for _, title in items)) if items else set()
    return {f"agenda.{code}": write_titles((label, title[code]) for label, title in items) for code in sorted(tongues)}


def _summary(key: str, **places: Any) -> dict[str, str]:
    return {f"summary.{code}": voice(code).plain(Saying.of(key, **places)) for code in INTERFACE}


def _plain(value: Any) -> Any:
    """Numbers as the words that a draft holds."""
    if isinstance(value, Mapping):
        return {key: _plain(held) for key, held in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(each) for each in value]
    return str(value)


def _how(event: VoteEvent | None) -> dict[str, Any]:
    """How it was adopted; figures where there was a vote (R11)."""
    if event is None:
        return {"how": "without-a-vote"}
    how = event.method if event.method in ("without-a-vote", "acclamation", "written") else "vote"
    if how in ("without-a-vote", "acclamation"):
        return {"how": how}
    counts, frozen = event.counts, event.frozen
    figures = {
        "for": counts.get("for_", 0),
        "against": counts.get("against", 0),
        "abstained": counts.get("abstained", 0),
        "present": counts.get("present", 0),
        "entitled": frozen["house"]["filled"] - frozen["house"]["suspended"],
        **{name: counts[name] for name in ("blank", "invalid") if counts.get(name)},
    }
    outcomes = [{"community": name, "outcome": said} for name, said in counts.get("outcomes", {}).items()]
    return {
        "how": how,
        "majority": frozen["majority"]["name"],
        "figures": _plain(figures),
        **({"communities": outcomes} if outcomes else {}),
    }


def _adopted_summary(motion: Motion, event: VoteEvent | None) -> dict[str, str]:
    said = _how(event)
    if "figures" not in said:
        return _summary("chamber.draft.adopted")
    figures = said["figures"]
    places = {name: int(figures[name]) for name in ("for", "against", "abstained")}
    return _summary("chamber.draft.adopted-by", **{f"{name}_": number for name, number in places.items()})


def _number(motion: Motion, now: datetime) -> str:
    """The next free number of its series, `resolution/2026/3`; a gap is never closed (T12)."""
    series = f"{motion.classification}/{now.astimezone(ZoneInfo(motion.session.zone)).year}"
    book = standing().book
    used = [each.rpartition("/")[2] for each in (*book.series, *book.unused) if each.rpartition("/")[0] == series]
    return f"{series}/{max((int(each) for each in used if each.isdecimal()), default=0) + 1}"


def _provision(provision: Mapping[str, Any], named: dict[str, Any]) -> dict[str, Any]:
    return {
        "label": provision["label"],
        "operations": [
            _operation(each, provision["label"], named) for each in provision["does"] or [{"kind": "decision"}]
        ],
    }


def _operation(does: Mapping[str, Any], label: str, named: dict[str, Any]) -> dict[str, str]:
    """One thing it does; whom it addresses gets a handle, and the words that were written become its name."""
    kept = {key: str(does[key]) for key in ("kind", "due", "month", "day", "counts_from") if does.get(key)}
    for role in ("addressee", "owner"):
        if words := does.get(role):
            kept[role] = _ref(words, named, does.get("language", "en"))
    if does.get("kind") == "observance" and does.get("name"):
        named[f"name.observance-{label}.{does.get('language', 'en')}"] = does["name"]
    return kept


def _ref(words: str, named: dict[str, Any], language: str) -> str:
    if words.partition("/")[0] in ("body", "post", "community", "addressee", "class"):
        return words
    handle = slug(words)
    named[f"name.addressee-{handle}.{language}"] = words
    return f"addressee/{handle}"


def _whole(text: Iterable[Any], code: str) -> bool:
    """Has every provision its words in this language?"""
    return all(each.words.get(code) for each in text)


def _written(text: Sequence[Any], code: str) -> str:
    before = [each.words[code] for each in text if is_preamble(each.label)]
    after = [
        WrittenProvision(label=each.label, paragraphs=tuple(each.words[code].split("\n\n")))
        for each in text
        if not is_preamble(each.label)
    ]
    return write_text(
        WrittenText(preamble=tuple("\n\n".join(before).split("\n\n")) if before else (), provisions=tuple(after))
    )
