"""How keys are enrolled, revoked and suspended, and how the operator changes."""

from dataclasses import replace

from qurultay.acts.act import Entry
from qurultay.acts.book import Register
from qurultay.acts.carrying_on import OperatorChanged
from qurultay.acts.keyring import DAY, HOLDERS, enrol_for, replace_key, rest_key
from qurultay.acts.office import KeyEnrolled, KeyRevoked
from qurultay.acts.offices import end_impediment, rests_until
from qurultay.acts.questions import question_since
from qurultay.tlog.armour import unarmour


def enrol_key(book: Register, entry: Entry, body: KeyEnrolled) -> None:
    """A further key of a holder, or the log's, the gate's or a keeper's new one, which replaces the old (§3a.7)."""
    if body.use in HOLDERS:
        tenure = book.holder(body.post or "", entry.act.date)
        if tenure is not None and tenure.person == body.person:
            enrol_for(book, entry, body.key, tenure, body.use)
            if body.use == "acts" and entry.ref not in book.fallen:
                end_impediment(book, tenure.place, tenure.person, entry.act.date - DAY)
    elif entry.ref not in book.fallen:
        owner = body.keeper if body.use == "keeper" and body.keeper else body.use
        replace_key(book, entry, owner, body.key, body.use)


def change_operator(book: Register, entry: Entry, body: OperatorChanged) -> None:
    """From here on another gate enters and another log key heads (C3)."""
    if entry.ref not in book.fallen:
        replace_key(book, entry, "gate", body.gate, "gate")
        replace_key(book, entry, "log", body.log, "log")


def revoke_key(book: Register, entry: Entry, body: KeyRevoked) -> None:
    """The key ends, or rests for 30 days unless confirmed; what it signed since it was lost is in question (T7)."""
    at = (body.name, unarmour(body.key))
    held = book.keys.get(at)
    if body.how == "suspended":
        book.suspensions.append(entry.number)
    if held is None or entry.ref in book.fallen:
        return
    if body.how == "suspended":
        rest_key(book, at, entry, rests_until(book, entry))
    else:
        book.keys[at] = replace(held, until=min(held.until, entry.act.date - DAY), ended_by=entry.number)
    if body.since is not None and held.person is not None:
        question_since(book, held.person, body.since, entry)
