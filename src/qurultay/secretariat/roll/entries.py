"""An entry in the roll, before it is made: is it whole, and does it agree with the record and with what is there?

One form and each row of a list make an `Entrant`; `completed` fills in what the record says of its place, `faults` says
everything that stands against it, each with the column it concerns.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from qurultay.acts.forms import Person_
from qurultay.acts.schema import refuse
from qurultay.portal.values import Named, Saying
from qurultay.secretariat.frame.house import Standing
from qurultay.secretariat.roll.letters import oddities
from qurultay.secretariat.roll.places import Place, communities, place
from qurultay.secretariat.roll.private import FIELDS, MOST, Private
from qurultay.tlog.errors import Refused

_SEAT = re.compile(r"(?:\D{0,20}[ /\u00a0-])?0{0,3}([1-9][0-9]{0,3})(?:[ -]\D{0,20})?")
_MAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s.]+")
_PHONE = re.compile(r"\+?[\d ()./-]{5,60}")
COLUMNS = ("name", "legal_name", "seat", "post", "community", "since", "until", "person", "email", "telephone", "address", "origin", "documents", "notes")  # fmt: skip
"""The columns of a list and the fields of a form, in their order."""

Fault = tuple[str, Saying]
"""The column that something stands against, and what."""


@dataclass(frozen=True, kw_only=True)
class Entrant:
    """Somebody with one membership, as a form or a row gives them."""

    body: str
    private: Private
    seat: str = ""
    post: str = ""
    community: str = ""
    since: date | None = None
    until: date | None = None
    person: str = ""


@dataclass(frozen=True, kw_only=True)
class Taken:
    """A place that somebody on the roll has already, and for which days."""

    place: str
    since: date
    until: date | None
    row: int = 0

    def meets(self, entry: Entrant) -> bool:
        """Do the days meet those of an entry?"""
        ends, begins = self.until or date.max, entry.since or date.min
        return begins <= ends and self.since <= (entry.until or date.max)


def seat_of(words: str) -> str:
    """The seat that is meant, as the record writes it; what is no seat comes back as it is.

    >>> seat_of("12"), seat_of("Seat 12"), seat_of("seat/12"), seat_of("12-орын"), seat_of("012"), seat_of("twelve")
    ('seat/12', 'seat/12', 'seat/12', 'seat/12', 'seat/12', 'twelve')
    """
    found = _SEAT.fullmatch(words.strip())
    return f"seat/{found.group(1)}" if found else words.strip()


def completed(entry: Entrant, standing: Standing, today: date) -> Entrant:
    """The entry with what the record says of its place, where nothing else was written."""
    community = communities(standing).get(entry.community.casefold(), entry.community)
    entry = replace(entry, community=community)
    held = _place(entry, standing, today)
    if held is None:
        return replace(entry, since=entry.since or today)
    return replace(
        entry,
        community=entry.community or held.community,
        since=entry.since or held.since or today,
        until=entry.until or held.until,
        person=entry.person or held.person,
    )


def faults(entry: Entrant, standing: Standing, taken: list[Taken], today: date) -> Iterator[Fault]:
    """Everything that stands against a completed entry."""
    yield from private_faults(entry.private)
    yield from _own(entry)
    yield from _known(entry, standing)
    held = _place(entry, standing, today)
    if entry.seat and (held is None or held.body != entry.body):
        yield "seat", Saying.of("roll.out.no-seat", seat=_number(entry.seat), day=entry.since or today)
    elif entry.post and (held is None or held.body != entry.body):
        yield "post", Saying.of("roll.out.no-post", post=entry.post)
    elif held is not None:
        yield from _against(entry, held, standing)
    for other in taken:
        if other.place == (entry.seat or entry.post) != "" and other.meets(entry):
            key = "roll.out.twice-in-list" if other.row else "roll.out.taken"
            yield "seat" if entry.seat else "post", Saying.of(key, seat=_number(other.place), line=other.row)
            break


def warnings(entry: Entrant, standing: Standing, today: date) -> Iterator[Fault]:
    """What is not wrong and should yet be looked at."""
    held = _place(entry, standing, today)
    if held is not None and entry.seat and not held.person:
        yield "seat", Saying.of("roll.warn.vacant", seat=_number(entry.seat), day=entry.since or today)


def _place(entry: Entrant, standing: Standing, today: date) -> Place | None:
    """The place on the first day of the membership, or today where that day lies behind."""
    ref = entry.seat or entry.post
    day = max(entry.since or today, min(today, entry.until or today))
    return place(standing.book, ref, day) if ref else None


def private_faults(private: Private) -> Iterator[Fault]:
    """What stands against the private fields alone."""
    if not private.name and not private.legal_name:
        yield "name", Saying.of("roll.out.no-name")
    for column, most in MOST.items():
        if len(getattr(private, column)) > most:
            yield column, Saying.of("frame.out.too-long", most=most)
    if private.email and not _MAIL.fullmatch(private.email):
        yield "email", Saying.of("roll.out.email")
    if private.telephone and not _PHONE.fullmatch(private.telephone):
        yield "telephone", Saying.of("roll.out.telephone")


def unreadable(private: Private) -> Iterator[Fault]:
    """Fields of a form that hold what is no letter: a spreadsheet could not open the roll with one in it."""
    for column in FIELDS:
        if any(what == "control" for what, _ in oddities(getattr(private, column))):
            yield column, Saying.of("roll.odd.control")


def _own(entry: Entrant) -> Iterator[Fault]:
    if entry.since and entry.until and entry.until < entry.since:
        yield "until", Saying.of("roll.out.reversed", since=entry.since, until=entry.until)
    if entry.seat and entry.post:
        yield "post", Saying.of("roll.out.seat-and-post")


def _known(entry: Entrant, standing: Standing) -> Iterator[Fault]:
    if entry.community and entry.community not in standing.book.communities:
        known = ", ".join(each.partition("/")[2] for each in standing.book.communities)
        yield "community", Saying.of("roll.out.no-community", name=entry.community, known=known)
    if entry.person and _is_no_person(entry.person):
        yield "person", Saying.of("roll.out.no-person", name=entry.person)


def _against(entry: Entrant, held: Place, standing: Standing) -> Iterator[Fault]:
    """What the record says otherwise of the place."""
    if held.community and entry.community != held.community:
        said = standing.named(held.community)
        yield "community", Saying.of("roll.out.community", seat=_number(entry.seat), community=said)
    if held.person and entry.person and entry.person != held.person:
        yield holder_fault(held, standing)
    if held.since and held.until and entry.since and not held.since <= entry.since <= (entry.until or held.until) <= held.until:  # fmt: skip
        yield (
            "since",
            Saying.of("roll.out.term", place=called_place(held.ref, standing), since=held.since, until=held.until),
        )


def holder_fault(held: Place, standing: Standing) -> Fault:
    """The record has somebody else in this place."""
    return "person", Saying.of("roll.out.holder", place=called_place(held.ref, standing), person=held.person)


def called_place(ref: str, standing: Standing) -> Saying | Named:
    """A seat by its number, a post by its public name."""
    return Saying.of("roll.seat", seat=_number(ref)) if ref.startswith("seat/") else standing.named(ref)


def _is_no_person(ref: str) -> bool:
    try:
        refuse(Person_, ref, "person")
    except Refused:
        return True
    return False


def _number(ref: str) -> str:
    return ref.partition("/")[2] or ref
