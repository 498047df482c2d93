"""The law of meetings: what is called, opened and closed agrees with the roll and with itself."""

from collections import Counter
from collections.abc import Iterator
from datetime import date

from qurultay.acts.act import Act, number_in, utc_offset
from qurultay.acts.book import Register, SessionState
from qurultay.acts.breach import Breach
from qurultay.acts.convening import (
    Closed,
    Convened,
    ElectionClosing,
    ElectionOpening,
    MinutesApproved,
    Opened,
    Postponed,
    SessionClosing,
    SessionOpening,
)
from qurultay.acts.law_of_keys import new_key
from qurultay.acts.law_of_quorum import quorate, second_call
from qurultay.acts.matter import Matter
from qurultay.assembly.notice import clear_days


def meeting(body: Convened | Postponed | Opened | Closed | MinutesApproved, matter: Matter) -> Iterator[Breach]:
    """What is out of order about calling, moving, opening, closing or minuting."""
    act, book = matter.act, matter.book
    match body:
        case Convened():
            yield from _call(body, matter)
        case Postponed():
            yield from _postponement(body, act, book)
        case Opened(session=SessionOpening() as session, election=None):
            yield from _opening(session, act, book)
        case Opened(session=None, election=ElectionOpening() as election):
            yield from _election(election, act, book)
            yield from quorate(election.session, matter, counted=False, elects=True)
        case Closed(session=SessionClosing(session=closing), election=None):
            yield from _closing(closing, book)
        case Closed(session=None, election=ElectionClosing(opened=opened)):
            held = book.elections.get(opened)
            if held is None or held.closing is not None:
                yield Breach("election", "election {opened} is not open", opened=opened)
        case MinutesApproved():
            yield from _minutes(body, act, book)
        case Opened() | Closed():
            yield Breach("session", "give either a session or an election")


def _call(body: Convened, matter: Matter) -> Iterator[Breach]:
    act, book = matter.act, matter.book
    if body.session in book.sessions:
        yield Breach(
            "label-again",
            "{session} was called by act {number}; a number is never used again (T12)",
            session=body.session,
            number=book.sessions[body.session].convened,
        )
    if body.ordinal is not None and (before := book.ordinals.get((body.body, body.ordinal))) is not None:
        yield Breach(
            "label-again",
            "session {ordinal} of {body} was called by act {before} (T12)",
            ordinal=body.ordinal,
            body=body.body,
            before=before,
        )
    held = book.organisations.get(body.body)
    if held is None or held.until < body.opens:
        yield Breach("no-such-body", "there is no {body} to meet", body=body.body)
    for sitting in body.sittings:
        if sitting.form != "planning" and not body.opens <= sitting.day <= body.closes:
            yield Breach("session", "the sitting of {day} is outside the session", day=sitting.day)
    yield from _days(body.opens, body.closes, act)
    if not -12 * 3600 <= utc_offset(body.offset) <= 14 * 3600:
        yield Breach(
            "session",
            "no place on earth keeps the time {offset}; it would move the day of every act (T8)",
            offset=body.offset,
        )
    yield from second_call(body, matter)
    notice, wanted = clear_days(act.date, body.opens), matter.rules.convening_days
    if notice < wanted:
        yield Breach(
            "session",
            "{notice} clear days lie between call and opening; the rules ask for {wanted} (T10)",
            notice=notice,
            wanted=wanted,
        )


def _days(opens: date, closes: date, act: Act) -> Iterator[Breach]:
    if opens > closes or opens < act.date:
        yield Breach(
            "session",
            "the session would run from {opens} to {closes}; it opens on or after the act's date and closes no earlier",
            opens=opens,
            closes=closes,
        )


def _postponement(body: Postponed, act: Act, book: Register) -> Iterator[Breach]:
    held = book.sessions.get(body.session)
    if held is None or held.opened is not None:
        yield Breach("session", "{session} was not called, or has been opened", session=body.session)
        return
    if body.opens < held.opens:
        yield Breach(
            "session",
            "{session} opens {opens}; it can be moved to a later day, not to {to}",
            session=body.session,
            opens=held.opens,
            to=body.opens,
        )
    yield from _days(body.opens, body.closes, act)


def _minutes(body: MinutesApproved, act: Act, book: Register) -> Iterator[Breach]:
    held = book.sessions.get(body.session)
    if held is None or held.opened is None:
        yield Breach("session", "{session} has not been opened, so there are no minutes of it", session=body.session)
    elif body.sitting is not None and not (
        held.opens <= body.sitting <= min(held.closes, act.date) or body.sitting in [s.day for s in held.call.sittings]
    ):
        yield Breach("session", "{session} did not sit on {sitting}", session=body.session, sitting=body.sitting)


def _opening(body: SessionOpening, act: Act, book: Register) -> Iterator[Breach]:
    """`entitled` is the filled seats less the suspended: a stranger recomputes it (R9)."""
    held = book.sessions.get(body.session)
    if held is None or held.opened is not None:
        yield Breach("session", "{session} was not called, or is already open", session=body.session)
        return
    if not held.opens <= act.date <= held.closes:
        yield Breach(
            "session",
            "{session} runs from {opens} to {closes}, not on {date}",
            session=body.session,
            opens=held.opens,
            closes=held.closes,
            date=act.date,
        )
    filled = {seat.id: seat for seat in book.filled(held.call.body, act.date)}
    suspended = set(body.suspended)
    entitled = len(set(filled) - suspended)
    if len(suspended) != len(body.suspended) or not suspended <= set(filled):
        yield Breach("credentials", "a seat is suspended twice, or nobody sits in it")
    if suspended:
        yield from _suspending(held.call.body, act, book)
    if body.entitled != entitled:
        yield Breach(
            "credentials",
            "{said} are said to be entitled; {filled} seats are filled and {suspended} suspended: {entitled}",
            said=body.entitled,
            filled=len(filled),
            suspended=len(filled) - entitled,
            entitled=entitled,
        )
    if body.present > body.entitled:
        yield Breach(
            "credentials", "{present} are present of {said} entitled", present=body.present, said=body.entitled
        )
    sitting = Counter(seat.community for seat in filled.values() if seat.id not in suspended)
    yield from _by_community(body, sitting)


def _suspending(assembly: str, act: Act, book: Register) -> Iterator[Breach]:
    """Two officers suspend nobody: the report names the decision of the body itself that is in force (V14)."""
    for target in act.targets("cites"):
        text = book.texts.get(number_in(target))
        if text is not None and text.adopted.body == assembly and text.in_force(act.date):
            return
    yield Breach(
        "credentials",
        "seats are suspended by a decision of {assembly}; adopt it and name it, as {{cites: act/N}} (V14)",
        assembly=assembly,
    )


def _by_community(body: SessionOpening, sitting: Counter[str | None]) -> Iterator[Breach]:
    """No community can have more present than sit for it, and together they are those present."""
    present = Counter[str]()
    for each in body.by_community:
        present[each.community] += each.present
    for community, number in present.items():
        if number > sitting[community]:
            yield Breach(
                "credentials",
                "{number} of {community} are present, {sit} sit",
                number=number,
                community=community,
                sit=sitting[community],
            )
    others = sitting[None]
    if body.by_community and not present.total() <= body.present <= present.total() + others:
        yield Breach("credentials", "the communities' figures do not add up to those present")


def _election(body: ElectionOpening, act: Act, book: Register) -> Iterator[Breach]:
    if not body.contests or body.closes < act.date:
        yield Breach("election", "an election has at least one contest and closes no earlier than it opens")
    for contest in body.contests:
        for place in contest.fills:
            if place not in book.posts and place not in book.seats:
                yield Breach("election", "there is no {place} to fill", place=place)
        if len(set(contest.candidates)) != len(contest.candidates) or not contest.candidates or not contest.fills:
            yield Breach("election", "name what is filled, and each candidate once, at least one")
    yield from in_session(body.session, act.date, book)
    yield from new_key("box", body.box, book)


def _closing(session: str, book: Register) -> Iterator[Breach]:
    held = book.sessions.get(session)
    if held is None or held.opened is None or held.closed is not None:
        yield Breach("session", "{session} is not open", session=session)


def in_session(session: str | None, day: date, book: Register) -> Iterator[Breach]:
    """What a session decides is decided while it is open."""
    if session is None:
        return
    held: SessionState | None = book.sessions.get(session)
    if held is None or held.opened is None:
        yield Breach("session", "{session} has not been opened", session=session)
        return
    first = book.entries[held.opened].act.date
    last = held.closes if held.closed is None else book.entries[held.closed].act.date
    if not first <= day <= last:
        yield Breach(
            "session",
            "{session} sat from {first} to {last}, not on {day}",
            session=session,
            first=first,
            last=last,
            day=day,
        )
