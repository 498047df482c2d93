"""What happened in three days: who called a session, who was there, what was decided, and the minutes."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

from qurultay.acts.book import SessionState
from qurultay.portal.reading import Reading
from qurultay.portal.sheets import Page, Sheet
from qurultay.portal.values import Fact, Link, Phrase, Saying, Several, Table, Value
from qurultay.portal.views.lines import Line, line_of
from qurultay.portal.views.ways import leading, page_of, to_act

WAY = Link("sessions/index.html", Saying("nav.sessions"))


@dataclass(frozen=True, slots=True)
class SessionView:
    """A session: the facts of its call, its days, who was present, what was done in it."""

    name: Value
    state: Value
    facts: tuple[Fact, ...]
    tables: tuple[Table, ...]
    agenda: Phrase
    lines: tuple[Line, ...]


def sheets(reading: Reading) -> Iterator[Sheet]:
    """The list of sessions, and a page for each."""
    yield Sheet("sessions/index.html", index_page)
    for ref in reading.whole().sessions:
        yield Sheet(page_of(ref), partial(session_page, ref))


def index_page(reading: Reading) -> Page:
    """All sessions, newest first."""
    held = sorted(reading.whole().sessions.values(), key=lambda session: session.opens, reverse=True)
    rows = tuple(
        (
            leading(reading, s.id), leading(reading, s.call.body), Saying.of("days.from-to", first=s.opens, last=s.closes),
            state_of(s), to_act(s.convened),
        )
        for s in held
    )  # fmt: skip
    table = Table(Saying("sessions.title"), ("session", "body", "days", "standing", "act"), rows)
    return Page(
        template="list.html", section="acts", title=Saying("sessions.title"), about=Saying("sessions.lede"),
        view={"tables": (table,), "empty": Saying("sessions.none"), "links": ()},
    )  # fmt: skip


def session_page(ref: str, reading: Reading) -> Page:
    """The page of a session."""
    session, name = reading.meetings.session(ref), reading.named(ref)
    assert session is not None
    numbers = [n for n in reading.lists.acts_in("session", ref) if n != session.convened]
    view = SessionView(
        name=name,
        state=state_of(session),
        facts=_facts(reading, session),
        tables=tuple(table for table in _tables(reading, session) if table.rows),
        agenda=reading.phrase(session.convened, "agenda"),
        lines=tuple(line_of(reading, number) for number in (session.convened, *numbers)),
    )
    days = Saying.of("days.from-to", first=session.opens, last=session.closes)
    about = Saying.of("about.session", name=name, body=reading.named(session.call.body), days=days)
    return Page(template="session.html", section="acts", title=name, about=about, trail=(WAY, name), view=view)


def state_of(session: SessionState) -> Value:
    """Called, open or closed, by which its acts tell."""
    if session.closed is not None:
        return Saying("sessions.closed")
    return Saying("sessions.open") if session.opened is not None else Saying("sessions.planned")


def _facts(reading: Reading, session: SessionState) -> tuple[Fact, ...]:
    call, opening = session.call, session.opening
    facts: list[Fact] = [
        ("issuers", Several(tuple(leading(reading, ref) for ref in session.issuers))),
        ("body", leading(reading, call.body)),
        ("days", Saying.of("days.from-to", first=session.opens, last=session.closes)),
        ("mode", Saying(f"mode.{call.mode}")),
    ]
    if call.second_of is not None:
        facts.append(("called-again", Saying.of("sessions.second-of", session=leading(reading, call.second_of))))
    place = reading.phrase(session.convened, "place")
    if place:
        facts.append(("place", place))
    if call.guests:
        facts.append(("guests", Several(tuple(leading(reading, ref) for ref in call.guests))))
    if opening is not None:
        facts.append(("present", Saying.of("present.of", present=opening.present, entitled=opening.entitled)))
    if session.minutes:
        facts.append(("minutes", Several(tuple(to_act(number) for number in session.minutes))))
    return tuple(facts)


def _tables(reading: Reading, session: SessionState) -> list[Table]:
    sittings = tuple((each.day, Saying(f"sitting.{each.form}")) for each in session.call.sittings)
    there = session.opening.by_community if session.opening is not None else ()
    present = tuple((reading.named(each.community), each.present) for each in there)
    return [
        Table(Saying("table.sittings"), ("day", "sitting"), sittings),
        Table(Saying("table.credentials"), ("community", "present"), present),
    ]
