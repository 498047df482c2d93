"""How an amending act changes what earlier acts count for, while acts are entered one by one.

`standing.settle` answers the same for a whole record at once and is the definition; a test compares
them on random histories. Here each act costs a few steps, however long the record is: an annulment
strikes what it names, and where that is itself an annulment, what *it* had struck stands again.
"""

from bisect import insort
from collections.abc import Iterator
from dataclasses import replace

from qurultay.acts.act import Entry, Unknown, number_in
from qurultay.acts.amending import Annulled, Confirmed, Corrected
from qurultay.acts.book import Register
from qurultay.acts.carrying_on import Announced, Attested
from qurultay.acts.correspondence import end_own_calls, lapse_again
from qurultay.acts.following import ReportTabled
from qurultay.acts.standing import AMENDING, Annulment, Standing, amended_numbers, annulment, note_amendment, noted
from qurultay.acts.writing import Deposited, Issued, ReplyRecorded

LIGHT = (Issued, ReplyRecorded, Deposited, ReportTabled, Announced, Attested, Unknown, Annulled, *AMENDING)
"""Kinds on which no office, key, rule, meeting or text rests: read once, and never again."""


def is_weighty(entry: Entry) -> bool:
    """Does an office, key, rule, meeting or text rest on this act?"""
    match entry.act.body:
        case Annulled(seat=seat):
            return seat is not None
        case Announced(gate=gate):
            return gate is not None
        case body:
            return not isinstance(body, LIGHT)


def amend(book: Register, entry: Entry) -> list[str]:
    """Note what an act says of earlier ones. Of which acts and provisions is it said anew that they fell or stand?"""
    body = entry.act.body
    if isinstance(body, Annulled):
        return list(_strike(book, entry))
    if isinstance(body, AMENDING):
        _note(book, entry)
    return list(entry.act.targets("amends")) if isinstance(body, Confirmed) else []


def _strike(book: Register, entry: Entry) -> Iterator[str]:
    """Every target falls; one that was an annulment lets its own targets stand again, and so on down (G1)."""
    turned = [entry]
    while turned:
        annulling = turned.pop()
        stands = annulling.ref not in book.fallen  # Asked now: it may have turned again since it was laid here.
        for target in annulling.act.targets("amends"):
            before = book.fallen.get(target)
            after = _strike_one(book, target, annulling, stands)
            if before == after:
                continue
            yield target
            if target.count("/") == 1:
                struck = book.entries[number_in(target)]
                yield from _restate(book, struck)
                if isinstance(struck.act.body, Annulled) and (before is None) != (after is None):
                    turned.append(struck)


def _strike_one(book: Register, target: str, annulling: Entry, stands: bool) -> Annulment | None:
    """Add or take away one annulment of a target; the first that stands makes it fall."""
    strikes = book.strikes.setdefault(target, [])
    struck = annulling.number in strikes
    if stands and not struck:
        insort(strikes, annulling.number)
    elif struck and not stands:
        strikes.remove(annulling.number)
    if not strikes:
        book.fallen.pop(target, None)
        return None
    book.fallen[target] = annulment(book.entries[strikes[0]])
    return book.fallen[target]


def _restate(book: Register, struck: Entry) -> tuple[str, ...]:
    """Write down that an act fell or stands again; the acts that its confirmation no longer, or again, speaks of."""
    number, body, fall = struck.number, struck.act.body, book.fallen.get(struck.ref)
    book.standing[number] = replace(book.standing_of(number), annulled=fall)
    if isinstance(body, Issued) and number in book.letters:
        book.letters[number] = replace(book.letters[number], annulled=fall)
        end_own_calls(book, struck, body)
    if isinstance(body, AMENDING):
        _note_again(book, struck)
    return struck.act.targets("amends") if isinstance(body, Confirmed) else ()


def _note(book: Register, entry: Entry) -> None:
    note_amendment(book.standing, entry)
    for number in amended_numbers(entry.act):
        lapse_again(book, number)
        if isinstance(entry.act.body, Corrected):
            for change in entry.act.body.changes:
                book.changes.setdefault((number, change.field), []).append((entry.number, change.now))


def _note_again(book: Register, amending: Entry) -> None:
    """An amending act fell or stands again: what was said of the acts it names is read anew, in order."""
    for number in amended_numbers(amending.act):
        held = Standing(annulled=book.standing_of(number).annulled)
        for by in dict.fromkeys(book.named_by.get(number, ())):
            entry = book.entries[by]
            if entry.ref not in book.fallen and number in amended_numbers(entry.act):
                held = noted(held, entry)
        book.standing[number] = held
        lapse_again(book, number)
        if isinstance(amending.act.body, Corrected):
            _change_again(book, amending, number)


def _change_again(book: Register, correction: Entry, number: int) -> None:
    body, stands = correction.act.body, correction.ref not in book.fallen
    assert isinstance(body, Corrected)
    for change in body.changes:
        said = book.changes.setdefault((number, change.field), [])
        if stands:
            insort(said, (correction.number, change.now))
        elif (correction.number, change.now) in said:
            said.remove((correction.number, change.now))
