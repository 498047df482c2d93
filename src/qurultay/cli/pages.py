"""The register's pages on a terminal and as data. An empty page says what makes something appear on it."""

from datetime import date
from typing import Any

from qurultay.acts.book import EVER, Call, Commitment, Register, Tenure
from qurultay.cli import moment, screen
from qurultay.cli.wording import Wording


def say_register(book: Register, day: date, words: Wording) -> None:
    """All pages, one after the other."""
    screen.say(f"{book.label}, founded as {book.founding}", f"on {moment.day_said(day)}, by {book.size} acts", "")
    _page("bodies", _bodies(book, day, words), "No bodies yet.")
    _page("offices", _offices(book, day, words), "No offices yet; a founding or an establishing act makes them.")
    _page("seats", _seats(book, day, words), "No seats yet.")
    _page("sessions", _sessions(book, words), "No sessions yet. One appears when it is convened.")
    _page("texts in force", _texts(book, day, words), "No texts in force. One appears when it is adopted.")
    _page("pledges", _pledges(book, day, words), "No pledges yet. One appears when an adopted text makes it.")
    _page(
        "calls", _calls(book, day, words), "No calls yet. One appears when an adopted text asks somebody for something."
    )
    _page("letters", _letters(book, words), "No letters yet. One appears when it is issued.")
    _page("days kept", _observances(book, day, words), "No days are kept yet.")
    _page("in question", _questions(book, day), "Nothing is in question.")


def _page(title: str, rows: list[tuple[str, str]], empty: str) -> None:
    screen.say(title)
    if rows:
        screen.tell(rows, "  ")
    else:
        screen.say(f"  {empty}")
    screen.say("")


def _named(subject: str, words: Wording) -> str:
    name = words.name(subject)
    return screen.foreign(name) if name else subject


def _bodies(book: Register, day: date, words: Wording) -> list[tuple[str, str]]:
    live = [o for o in book.organisations.values() if o.from_ <= day <= o.until]
    return [(o.what.id, f"{o.what.form} {_name_if_any(o.what.id, words)}".strip()) for o in live]


def _name_if_any(subject: str, words: Wording) -> str:
    name = words.name(subject)
    return screen.foreign(name) if name else ""


def _offices(book: Register, day: date, words: Wording) -> list[tuple[str, str]]:
    live = [post for post, state in book.posts.items() if state.from_ <= day <= state.until]
    return [(post, _held(book.holder(post, day), day, words)) for post in live]


def _held(tenure: Tenure | None, day: date, words: Wording) -> str:
    if tenure is None:
        return "vacant"
    over = "" if tenure.runs_on(day) else ", holding over"
    impeded = f", impeded since {tenure.impeded_since}" if tenure.impeded_since else ""
    until = "" if tenure.until == EVER else f" until {tenure.until}"
    return f"since {tenure.from_}{until}{over}{impeded}, {tenure.person} {_name_if_any(tenure.person, words)}".rstrip(
        ", "
    )


def _seats(book: Register, day: date, words: Wording) -> list[tuple[str, str]]:
    rows = []
    for body in dict.fromkeys(seat.body for seat in book.seats.values()):
        filled = {seat.id for seat in book.filled(body, day)}
        seats = book.seats_of(body, day)
        rows.append((body, f"{len(filled)} of {len(seats)} filled"))
        for community in dict.fromkeys(seat.community for seat in seats if seat.community):
            own = [seat.id for seat in seats if seat.community == community]
            rows.append((f"  {community}", f"{len(filled & set(own))} of {len(own)} filled"))
    return rows


def _sessions(book: Register, words: Wording) -> list[tuple[str, str]]:
    return [
        (
            s.id,
            f"{s.opens} to {s.closes}, {'closed' if s.closed is not None else 'open' if s.opened is not None else 'convened'}",
        )
        for s in book.sessions.values()
    ]


def _texts(book: Register, day: date, words: Wording) -> list[tuple[str, str]]:
    live = [t for t in book.texts.values() if t.from_ <= day <= t.until and t.annulled is None]
    return [
        (
            f"act {t.number}",
            f"{t.adopted.text} of {t.adopted_on}, {len(t.provisions)} provisions {_title(book, t.number, words)}".rstrip(),
        )
        for t in live
    ]


def _title(book: Register, number: int, words: Wording) -> str:
    title = words.titled(book.entries[number])
    return screen.foreign(title) if title else ""


def _pledges(book: Register, day: date, words: Wording) -> list[tuple[str, str]]:
    return [(ref, f"{c.state(day)}{_by(c)}") for ref, c in book.commitments.items() if c.made <= day]


def _by(what: Commitment | Call) -> str:
    return f", due {what.due}" if what.due is not None else ""


def _calls(book: Register, day: date, words: Wording) -> list[tuple[str, str]]:
    return [
        (ref, f"{c.state(day)}{_by(c)}, of {_named(c.operation.addressee or 'everybody', words)}")
        for ref, c in book.calls.items()
        if c.asked <= day
    ]


def _letters(book: Register, words: Wording) -> list[tuple[str, str]]:
    return [
        (
            f"act {letter.number}",
            f"{letter.issued.form} of {letter.date}, replies {len(letter.replies)}, "
            f"to {_named(letter.issued.addressee or 'everybody', words)}",
        )
        for letter in book.letters.values()
        if letter.annulled is None
    ]


def _observances(book: Register, day: date, words: Wording) -> list[tuple[str, str]]:
    live = [o for o in book.observances.values() if o.proclaimed <= day <= o.until]
    return [(o.ref, f"every year on {o.day} {moment.MONTHS[o.month - 1]}") for o in live]


def _questions(book: Register, day: date) -> list[tuple[str, str]]:
    return [
        (f"act {number}", f"{q.state(day)}, because of act {q.because}")
        for number, q in book.questions.items()
        if book.doubt(number)
    ]


def register_as_data(book: Register, day: date, words: Wording) -> dict[str, Any]:
    """The register for a program."""
    return {
        "record": book.founding,
        "label": book.label,
        "on": day.isoformat(),
        "acts": book.size,
        "organisations": [
            {"id": o.what.id, "form": o.what.form, "name": words.name(o.what.id), "from": o.from_.isoformat()}
            for o in book.organisations.values()
            if o.from_ <= day <= o.until
        ],
        "posts": [
            {
                "id": post,
                "body": state.what.body,
                "role": state.what.role,
                "holder": _holder_data(book, post, day, words),
            }
            for post, state in book.posts.items()
            if state.from_ <= day <= state.until
        ],
        "seats": [
            {
                "id": seat.id,
                "body": seat.body,
                "community": seat.community,
                "holder": _holder_data(book, seat.id, day, words),
            }
            for seat in book.seats.values()
            if seat.from_ <= day <= seat.until
        ],
        "sessions": [
            {
                "id": s.id,
                "opens": s.opens.isoformat(),
                "closes": s.closes.isoformat(),
                "convened": s.convened,
                "opened": s.opened,
                "closed": s.closed,
            }
            for s in book.sessions.values()
        ],
        "texts": [
            {
                "act": t.number,
                "text": t.adopted.text,
                "in_force": t.from_ <= day <= t.until and t.annulled is None,
                "provisions": [{"ref": p.ref, "in_force": p.from_ <= day <= p.until} for p in t.provisions.values()],
            }
            for t in book.texts.values()
        ],
        "commitments": [_owed(c.ref, c.state(day), c) for c in book.commitments.values()],
        "calls": [
            _owed(c.ref, c.state(day), c) | {"addressee": c.operation.addressee, "letters": list(c.letters)}
            for c in book.calls.values()
        ],
        "letters": [
            {"act": n, "form": held.issued.form, "addressee": held.issued.addressee, "replies": list(held.replies)}
            for n, held in book.letters.items()
        ],
        "deposits": sorted(book.deposits),
        "observances": [{"ref": o.ref, "month": o.month, "day": o.day} for o in book.observances.values()],
        "questions": [
            {"act": n, "because": q.because, "state": q.state(day)}
            for n, q in sorted(book.questions.items())
            if book.doubt(n)
        ],
        "rules": {"act": book.rules_on(day).act, "version": book.rules_on(day).rules.version},
    }


def _owed(ref: str, state: str, what: Commitment | Call) -> dict[str, Any]:
    return {"ref": ref, "act": what.act, "state": state, "due": what.due.isoformat() if what.due else None}


def _holder_data(book: Register, place: str, day: date, words: Wording) -> dict[str, Any] | None:
    tenure = book.holder(place, day)
    if tenure is None:
        return None
    return {
        "person": tenure.person,
        "name": words.name(tenure.person),
        "from": tenure.from_.isoformat(),
        "until": None if tenure.until == EVER else tenure.until.isoformat(),
        "holding_over": not tenure.runs_on(day),
    }
