"""The register's pages for a program, under stable keys."""

from datetime import date
from typing import Any

from qurultay.acts.acting import acting
from qurultay.acts.book import EVER, Call, Commitment, Register
from qurultay.cli.wording import Wording


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
                "acting": _acting_data(book, post, day),
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
                "second_of": s.call.second_of,
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


def _acting_data(book: Register, post: str, day: date) -> dict[str, str] | None:
    found = acting(book, post, day)
    if found is None:
        return None
    days = {"since": found.since.isoformat(), "convene_by": found.convene_by.isoformat()}
    return {"person": found.person, "through": found.through} | days


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
        "caretaker": tenure.caretaker,
        "de_facto_by": tenure.de_facto_by,
    }
