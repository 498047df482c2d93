"""The law of meetings: what is called, opened and closed agrees with the roll and with itself."""

from collections.abc import Iterator
from datetime import date

from qurultay.acts.act import Act
from qurultay.acts.book import Register, SessionState
from qurultay.acts.breach import Breach
from qurultay.acts.convening import Closed, Convened, ElectionOpening, Opened, SessionOpening


def meeting(body: Convened | Opened | Closed, act: Act, book: Register) -> Iterator[Breach]:
    """What is out of order about calling, opening or closing."""
    match body:
        case Convened():
            yield from _call(body, act, book)
        case Opened(session=SessionOpening() as session, election=None):
            yield from _opening(session, act, book)
        case Opened(session=None, election=ElectionOpening() as election):
            yield from _election(election, act, book)
        case Closed(session=None, election=None) | Opened():
            yield Breach("session", "give either a session or an election")
        case Closed(session=session_closing, election=election_closing):
            if session_closing is not None and election_closing is not None:
                yield Breach("session", "give either a session or an election")
            elif session_closing is not None:
                yield from _closing(session_closing.session, book)
            elif election_closing is not None:
                held = book.elections.get(election_closing.opened)
                if held is None or held.closing is not None:
                    yield Breach("election", f"election {election_closing.opened} is not open")


def _call(body: Convened, act: Act, book: Register) -> Iterator[Breach]:
    if body.session in book.sessions:
        yield Breach(
            "label-again",
            f"{body.session} was called by act {book.sessions[body.session].convened}; a number is never used again (T12)",
        )
    if body.opens > body.closes or body.opens < act.date:
        yield Breach(
            "session",
            f"the session would run from {body.opens} to {body.closes}; it opens on or after the call and closes no earlier",
        )
    if body.body not in book.organisations:
        yield Breach("no-such-body", f"there is no {body.body} to meet")
    for sitting in body.sittings:
        if sitting.form != "planning" and not body.opens <= sitting.day <= body.closes:
            yield Breach("session", f"the sitting of {sitting.day} is outside the session")


def _opening(body: SessionOpening, act: Act, book: Register) -> Iterator[Breach]:
    """`entitled` is the filled seats less the suspended: a stranger recomputes it (R9)."""
    held = book.sessions.get(body.session)
    if held is None or held.opened is not None:
        yield Breach("session", f"{body.session} was not called, or is already open")
        return
    if not held.opens <= act.date <= held.closes:
        yield Breach("session", f"{body.session} runs from {held.opens} to {held.closes}, not on {act.date}")
    filled = {seat.id: seat for seat in book.filled(held.call.body, act.date)}
    entitled = len(set(filled) - set(body.suspended))
    if body.entitled != entitled:
        yield Breach(
            "credentials",
            f"{body.entitled} are said to be entitled; {len(filled)} seats are filled and {len(filled) - entitled} suspended: {entitled}",
        )
    if body.present > body.entitled:
        yield Breach("credentials", f"{body.present} are present of {body.entitled} entitled")
    if body.by_community and sum(each.present for each in body.by_community) != body.present:
        yield Breach("credentials", "the communities' figures do not add up to those present")
    for each in body.by_community:
        sitting = sum(seat.community == each.community for seat in filled.values())
        if each.present > sitting:
            yield Breach("credentials", f"{each.present} of {each.community} are present, {sitting} sit")


def _election(body: ElectionOpening, act: Act, book: Register) -> Iterator[Breach]:
    if not body.contests or body.closes < act.date:
        yield Breach("election", "an election has at least one contest and closes no earlier than it opens")
    for contest in body.contests:
        for place in contest.fills:
            if place not in book.posts and place not in book.seats:
                yield Breach("election", f"there is no {place} to fill")
        if len(set(contest.candidates)) != len(contest.candidates) or not contest.candidates:
            yield Breach("election", "name each candidate once, and at least one")


def _closing(session: str, book: Register) -> Iterator[Breach]:
    held = book.sessions.get(session)
    if held is None or held.opened is None or held.closed is not None:
        yield Breach("session", f"{session} is not open")


def in_session(session: str | None, day: date, book: Register) -> Iterator[Breach]:
    """What a session decides is decided while it is open."""
    if session is None:
        return
    held: SessionState | None = book.sessions.get(session)
    if held is None or held.opened is None:
        yield Breach("session", f"{session} has not been opened")
    elif not book.entries[held.opened].act.date <= day <= held.closes:
        yield Breach(
            "session", f"{session} sat from {book.entries[held.opened].act.date} to {held.closes}, not on {day}"
        )
