"""How sessions and elections enter the register: called, moved, opened, closed, minuted."""

from dataclasses import replace

from qurultay.acts.act import Entry
from qurultay.acts.book import ElectionState, Register, SessionState
from qurultay.acts.convening import Closed, Convened, MinutesApproved, Opened, Postponed
from qurultay.acts.keyring import enrol


def convene(book: Register, entry: Entry, body: Convened) -> None:
    """A session is called by the bodies that issue the act."""
    if body.ordinal is not None:
        book.ordinals.setdefault((body.body, body.ordinal), entry.number)
    if entry.ref not in book.fallen:
        book.sessions[body.session] = SessionState(
            id=body.session,
            convened=entry.number,
            call=body,
            issuers=entry.act.issuers,
            opens=body.opens,
            closes=body.closes,
        )


def postpone(book: Register, entry: Entry, body: Postponed) -> None:
    """A called session is moved; both dates stay readable in its acts."""
    held = book.sessions.get(body.session)
    if held is not None and entry.ref not in book.fallen:
        moved = (*held.postponed_by, entry.number)
        book.sessions[body.session] = replace(held, opens=body.opens, closes=body.closes, postponed_by=moved)


def open_(book: Register, entry: Entry, body: Opened) -> None:
    """A session opens with its credentials report, or an election with its box key."""
    if entry.ref in book.fallen:
        return
    if body.session is not None and (held := book.sessions.get(body.session.session)) is not None:
        book.sessions[held.id] = replace(held, opened=entry.number, opening=body.session)
    if body.election is not None:
        book.elections[entry.act.id] = ElectionState(id=entry.act.id, opened=entry.number, opening=body.election)
        enrol(book, entry, f"election-{entry.act.id}", body.election.box, "box")


def close(book: Register, entry: Entry, body: Closed) -> None:
    """A session or a ballot box closes."""
    if entry.ref in book.fallen:
        return
    if body.session is not None and (held := book.sessions.get(body.session.session)) is not None:
        book.sessions[held.id] = replace(held, closed=entry.number)
    if body.election is not None and (election := book.elections.get(body.election.opened)) is not None:
        book.elections[election.id] = replace(election, closed=entry.number, closing=body.election)


def approve_minutes(book: Register, entry: Entry, body: MinutesApproved) -> None:
    """Minutes of a session are approved."""
    held = book.sessions.get(body.session)
    if held is not None and entry.ref not in book.fallen:
        book.sessions[held.id] = replace(held, minutes=(*held.minutes, entry.number))


def note_session(book: Register, entry: Entry, session: str | None) -> None:
    """Something was done in a session."""
    if session is not None:
        book.done_in.setdefault(session, []).append(entry.number)
