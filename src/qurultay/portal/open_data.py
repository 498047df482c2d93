"""The record as open data: Popolo JSON for people and bodies, CSV tables for the rest.

Popolo (popoloproject.com) is what parliaments and monitors already read: organizations, posts,
persons, memberships, events, motions with their counts. Persons appear as holders of posts and seats
and in no other way. The tables have one heading row, one line for each row, and values a spreadsheet
cannot take for a formula. Both are made from the register alone, in the order of the record, so the same
record gives the same bytes.
"""

import csv
import io
import json
import re
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from functools import partial
from typing import Any

from qurultay.acts.book import EVER, Register, Tenure
from qurultay.acts.resolving import Adopted, NotAdopted
from qurultay.portal.reading import Reading
from qurultay.portal.sheets import Plain

Row = tuple[object, ...]


def sheets(reading: Reading) -> Iterator[Plain]:
    """Every file of open data. The acts stand in a table for each year, so that an act changes the last one alone."""
    yield Plain("data/popolo.json", popolo)
    columns, _ = TABLES["acts"]
    for shelf in reading.lists.shelves():
        if shelf.sort == "year":
            yield Plain(f"data/acts-{shelf.about}.csv", _table(columns, partial(_acts_of, shelf.about)))
    for name, (columns, rows) in TABLES.items():
        if name != "acts":
            yield Plain(f"data/{name}.csv", _table(columns, rows))


def _table(columns: Row, rows: Callable[[Reading], Iterable[Row]]) -> Callable[[Reading], bytes]:
    def make(reading: Reading) -> bytes:
        text = io.StringIO()
        writer = csv.writer(text, lineterminator="\r\n")
        writer.writerow(columns)
        writer.writerows([[_cell(value) for value in row] for row in rows(reading)])
        return b"\xef\xbb\xbf" + text.getvalue().encode()

    return make


def _cell(value: object) -> str:
    """A value as text; what a spreadsheet would run as a formula gets an apostrophe before it."""
    if value is None:
        return ""
    text = value if type(value) is str else value.isoformat() if isinstance(value, date) else str(value)
    return "'" + text if text[:1] in _RUN and not _NUMBER.fullmatch(text) else text


_RUN = frozenset("=+@\t\r\n-")
"""How a formula begins; a number below nought is none, and what goes on after it is one."""
_NUMBER = re.compile(r"-[0-9]+(?:\.[0-9]+)?")


def _name(reading: Reading, ref: str) -> str:
    """The first name that this copy has, in the order of the body's languages."""
    words = reading.named(ref).words
    return words[0][1] if words else ""


def _acts(reading: Reading) -> Iterator[Row]:
    return _rows(reading, range(len(reading.whole().entries)))


def _acts_of(year: str, reading: Reading) -> Iterator[Row]:
    return _rows(reading, reading.lists.acts_in("year", year))


def _rows(reading: Reading, numbers: Iterable[int]) -> Iterator[Row]:
    for entry in map(reading.entry, numbers):
        act, titles = entry.act, reading.phrase(entry.number, "title")
        fall = reading.standing(entry.number).annulled
        yield (
            entry.number, act.id, act.kind, act.date, entry.entered_at.strftime("%Y-%m-%dT%H:%M:%SZ"),
            " ".join(act.issuers), " ".join(act.signatories), titles[0][1] if titles else "", fall.by if fall else "",
            entry.text_hash,
        )  # fmt: skip


def _calls(reading: Reading) -> Iterator[Row]:
    for call in reading.whole().calls.values():
        who = call.operation.addressee or ""
        yield (
            call.ref, call.operation.kind, who, _name(reading, who) if who else "", call.asked, call.due,
            " ".join(map(str, call.letters)), " ".join(f"{r.act}:{r.grade}" for r in call.replies), call.state(reading.day), reading.day,
        )  # fmt: skip


def _commitments(reading: Reading) -> Iterator[Row]:
    for held in reading.whole().commitments.values():
        evidence = " ".join(held.finding.evidence) if held.finding else ""
        yield held.ref, held.operation.owner or "", held.made, held.due, evidence, held.state(reading.day), reading.day


def _terms(reading: Reading) -> Iterator[Row]:
    for tenure in _tenures(reading.whole()):
        yield (
            tenure.place, _name(reading, tenure.place), tenure.person, _name(reading, tenure.person), tenure.from_,
            tenure.until, tenure.ended, tenure.source, tenure.took_office, tenure.ended_by,
        )  # fmt: skip


def _letters(reading: Reading) -> Iterator[Row]:
    for letter in reading.whole().letters.values():
        issued = letter.issued
        yield (
            letter.number, issued.number or "", issued.form, letter.date, issued.addressee or "",
            _name(reading, issued.addressee) if issued.addressee else "", issued.reply_by, " ".join(letter.carries),
            " ".join(map(str, letter.replies)),
        )  # fmt: skip


def _observances(reading: Reading) -> Iterator[Row]:
    for kept in reading.whole().observances.values():
        until = None if kept.until == EVER else kept.until
        yield kept.ref, f"{kept.month:02}-{kept.day:02}", kept.counts_from, kept.proclaimed, until


def _positions(reading: Reading) -> Iterator[Row]:
    for number, held in reading.whole().positions.values():
        yield held.actor, _name(reading, held.actor), held.organ, held.stance, held.on, held.since, number


def _files(reading: Reading) -> Iterator[Row]:
    """Every file a reader may hold in hand, by the SHA-256 of its bytes; the part's own also covers its salt."""
    for number, name in reading.acts.files():
        part = reading.act(number).parts.get(name)
        yield number, name, reading.fingerprint(number, name), part


TABLES: dict[str, tuple[Row, Callable[[Reading], Iterable[Row]]]] = {
    "acts": (
        ("act", "id", "kind", "date", "entered", "issuers", "signatories", "title", "annulled_by", "text_sha256"),
        _acts,
    ),
    "calls": (
        ("call", "kind", "addressee", "addressee_name", "asked", "due", "letters", "replies", "state", "state_on"),
        _calls,
    ),
    "commitments": (("commitment", "owner", "made", "due", "evidence", "state", "state_on"), _commitments),
    "terms": (
        (
            "place",
            "place_name",
            "person",
            "person_name",
            "from",
            "until",
            "ended",
            "elected_by",
            "took_office",
            "ended_by",
        ),
        _terms,
    ),
    "letters": (
        ("act", "number", "form", "date", "addressee", "addressee_name", "reply_by", "carries", "replies"),
        _letters,
    ),
    "observances": (("observance", "day", "counts_from", "proclaimed", "until"), _observances),
    "files": (("act", "file", "sha256", "part_sha256"), _files),
    "positions": (("actor", "actor_name", "organ", "stance", "on", "since", "act"), _positions),
}
"""Each table's file, its heading row, and its rows."""


def popolo(reading: Reading) -> bytes:
    """The register as Popolo JSON.

    A member sits on behalf of a community, which Popolo says by `on_behalf_of`. Names whose parts
    are withheld are absent, and the person stays as a number.
    """
    book = reading.whole()
    data = {
        "organizations": [_organization(reading, ref) for ref in book.organisations]
        + [_community(reading, ref) for ref in book.communities],
        "posts": [_post(reading, ref) for ref in book.posts],
        "persons": [_named(reading, person) for person in sorted({t.person for t in _tenures(book)}, key=_number)],
        "memberships": [_membership(book, tenure) for tenure in _tenures(book)],
        "events": [_event(reading, ref) for ref in book.sessions],
        "motions": [m for number in (*book.texts, *book.not_adopted) if (m := _motion(reading, number))],
        "as_of": reading.day.isoformat(),
        "record": {"founding": book.founding, "label": book.label, "acts": len(book.entries)},
    }
    return json.dumps(data, ensure_ascii=False, indent=1).encode() + b"\n"


def _number(person: str) -> int:
    return int(person.split("/")[1])


def _tenures(book: Register) -> Iterator[Tenure]:
    for held in book.tenures.values():
        yield from held


def _named(reading: Reading, ref: str) -> dict[str, Any]:
    """Popolo's `name`, and `other_names` by language."""
    words = reading.named(ref).words
    found: dict[str, Any] = {"id": ref}
    if words:
        found["name"] = words[0][1]
        found["other_names"] = [{"name": name, "lang": language} for language, name in words]
    return found


def _organization(reading: Reading, ref: str) -> dict[str, Any]:
    held = reading.whole().organisations[ref]
    found = _named(reading, ref) | {"classification": held.what.form, "founding_date": held.from_.isoformat()}
    if held.what.within:
        found["parent_id"] = held.what.within
    if held.until != EVER:
        found["dissolution_date"] = held.until.isoformat()
    return found


def _community(reading: Reading, ref: str) -> dict[str, Any]:
    return _named(reading, ref) | {"classification": "community"}


def _post(reading: Reading, ref: str) -> dict[str, Any]:
    held = reading.whole().posts[ref]
    words = reading.named(ref).words
    return {
        "id": ref,
        "label": words[0][1] if words else ref,
        "role": held.what.role,
        "organization_id": held.what.body,
        "start_date": held.from_.isoformat(),
    }


def _membership(book: Register, tenure: Tenure) -> dict[str, Any]:
    seat = book.seats.get(tenure.place)
    post = book.posts.get(tenure.place)
    found: dict[str, Any] = {
        "person_id": tenure.person,
        "organization_id": seat.body if seat else post.what.body if post else "",
        "start_date": tenure.from_.isoformat(),
        "end_date": tenure.until.isoformat(),
        "sources": [{"note": f"act/{tenure.source}"}],
    }
    if post is not None:
        found["post_id"] = tenure.place
    if seat is not None:
        found["label"] = tenure.place
        if seat.community:
            found["on_behalf_of_id"] = seat.community
    return found


def _event(reading: Reading, ref: str) -> dict[str, Any]:
    held = reading.whole().sessions[ref]
    return _named(reading, ref) | {
        "classification": "session",
        "start_date": held.opens.isoformat(),
        "end_date": held.closes.isoformat(),
        "organization_id": held.call.body,
        "sources": [{"note": f"act/{held.convened}"}],
    }


def _motion(reading: Reading, number: int) -> dict[str, Any] | None:
    """A text that was put: its result, and the counts of its vote where figures were published."""
    act = reading.act(number)
    body = act.body
    if not isinstance(body, Adopted | NotAdopted):
        return None
    titles = reading.phrase(number, "title")
    found: dict[str, Any] = {
        "id": f"act/{number}",
        "text": titles[0][1] if titles else body.text,
        "classification": body.text,
        "organization_id": body.body,
        "date": act.date.isoformat(),
        "result": "pass" if isinstance(body, Adopted) else "fail",
    }
    if body.session:
        found["legislative_session_id"] = body.session
    if body.figures is not None:
        votes = (("yes", body.figures.for_), ("no", body.figures.against), ("abstain", body.figures.abstained))
        counts = [{"option": option, "value": value} for option, value in votes]
        found["vote_events"] = [{"counts": counts, "start_date": act.date.isoformat()}]
    return found
