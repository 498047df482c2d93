"""Keys in the register: enrolled, ended, resting, replaced.

An officer's key dies with the tenure, at the latest two years on (A4). The keys of keepers, gate and
log end only by replacement (design §3a.7). What ends a key ends it at once: its last day is the day
before, so that nothing else is entered under it on the same day.
"""

from dataclasses import replace
from datetime import date, timedelta
from functools import lru_cache

from qurultay.acts.act import Entry
from qurultay.acts.book import EVER, EnrolledKey, Register, Tenure
from qurultay.tlog.armour import unarmour

DAY = timedelta(days=1)
HOLDERS = ("acts", "pdf")
"""The uses of keys that belong to the holder of a post, and end with the tenure."""
At = tuple[str, bytes]


@lru_cache(1024)
def line_name(label: str, owner: str) -> str:
    """The name on a signature line: LABEL/president, LABEL/keeper-3, LABEL/gate.

    >>> line_name("tolunay.example", "post/president"), line_name("tolunay.example", "keeper/3")
    ('tolunay.example/president', 'tolunay.example/keeper-3')
    """
    return f"{label}/{owner.removeprefix('post/').replace('/', '-')}"


def enrol(
    book: Register,
    entry: Entry,
    owner: str,
    key: str,
    use: str,
    *,
    until: date = EVER,
    person: str | None = None,
) -> None:
    """Write a key down under the name its signature lines will bear (design §3a.1)."""
    at = (line_name(book.label, owner), unarmour(key))
    if at not in book.keys:
        book.key_rings.setdefault((owner, person), []).append(at)
        book.materials.setdefault(at[1][1:], []).append(at)
    book.keys[at] = EnrolledKey(
        name=at[0],
        material=at[1],
        use=use,  # type: ignore[arg-type]  # the callers pass the literal uses
        enrolled_by=entry.number,
        from_=entry.act.date,
        until=until,
        granted_until=until,
        post=owner if owner.startswith("post/") else None,
        person=person,
        keeper=owner if owner.startswith("keeper/") else None,
    )


def enrol_for(book: Register, entry: Entry, key: str, tenure: Tenure, use: str = "acts") -> None:
    """A holder's key ends with the tenure, holding over included, at the latest two years on (design §3a.7).

    One enrolled by an act that was annulled, or that is in question and is not confirmed in time, ends then (A11).
    """
    until = min(
        entry.act.date + timedelta(days=book.rules_on(entry.act.date).rules.key_days),
        tenure.holds_over_until or tenure.until,
    )
    if (fall := book.fallen.get(entry.ref)) is not None:
        until = min(until, fall.day - DAY)
    if (question := book.questions.get(entry.number)) is not None:
        until = min(until, question.last_day)
    enrol(book, entry, tenure.place, key, use, until=until, person=tenure.person)


def keys_at(book: Register, owner: str, person: str | None = None) -> list[At]:
    """Where the keys of an owner stand: a post's by its holder, those of keepers and machines without a person."""
    return book.key_rings.get((owner, person), [])


def end_keys(book: Register, owner: str, person: str | None, last: date, by: int) -> None:
    """No key of this owner signs after the last day."""
    for at in keys_at(book, owner, person):
        if book.keys[at].until > last:
            book.keys[at] = replace(book.keys[at], until=last, ended_by=by)


def reopen_keys(book: Register, owner: str, person: str, ended_by: int) -> None:
    """Keys that an act ended sign again, because that act was annulled and the holder returns (G4)."""
    for at in keys_at(book, owner, person):
        if book.keys[at].ended_by == ended_by:
            book.keys[at] = replace(book.keys[at], until=book.keys[at].granted_until, ended_by=None)


def rest_key(book: Register, at: At, entry: Entry, until: date) -> None:
    """A key rests from the day of the notice (A4). A rest that runs already only grows: one officer wakes no key that two
    laid to rest for good.
    """
    held, first = book.keys[at], entry.act.date
    if held.suspended_from is not None and held.suspended_from <= until and first <= (held.suspended_until or EVER):
        first, until = min(first, held.suspended_from), max(until, held.suspended_until or EVER)
    book.keys[at] = replace(held, suspended_from=first, suspended_until=until)


def replace_key(book: Register, entry: Entry, owner: str, key: str, use: str) -> None:
    """The key of a keeper, the gate or the log ends because another takes its place (design §3a.7)."""
    for at in reversed(keys_at(book, owner)):
        if book.keys[at].ended_by is not None:
            break
        book.keys[at] = replace(book.keys[at], until=entry.act.date - DAY, ended_by=entry.number)
    enrol(book, entry, owner, key, use)
