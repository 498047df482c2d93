"""What an annulment gives back: a tenure that had been ended returns, or stays as it is (G4).

A restored tenure does not throw out a successor who took office meanwhile. The restoring act must say
which it is: `returns` (the successor goes out) or `stays`. What was held in between stays told as it was.
"""

from dataclasses import replace
from datetime import date, timedelta

from qurultay.acts.act import Entry, number_in
from qurultay.acts.amending import Annulled
from qurultay.acts.book import Register, Tenure
from qurultay.acts.keyring import DAY, end_keys, reopen_keys
from qurultay.acts.office import Appointed, Elected, TookOffice, Vacated
from qurultay.acts.offices import end_earlier


def restore(book: Register, entry: Entry, body: Annulled) -> None:
    """Annulling a vacancy, or the annulment of an election, gives a tenure back if the act says so."""
    if entry.ref in book.fallen or body.seat is None:
        return
    for target in entry.act.targets("amends"):
        restored = book.entries[number_in(target)]
        match restored.act.body:
            case Vacated():
                if body.seat == "returns":
                    _return_vacated(book, entry, body, restored)
            case Annulled():
                _return_elected(book, entry, body, restored)
            case _:
                pass


def restored_by(book: Register, number: int) -> bool:
    """Would annulling this act restore a tenure?

    An act that would must say whether the seat returns or stays.
    """
    body = book.entries[number].act.body
    if isinstance(body, Annulled):
        inner = [book.entries[number_in(t)].act.body for t in book.entries[number].act.targets("amends")]
        return any(isinstance(each, Elected | TookOffice) for each in inner)
    return isinstance(body, Vacated)


def _return_vacated(book: Register, entry: Entry, body: Annulled, vacated: Entry) -> None:
    left = vacated.act.body
    assert isinstance(left, Vacated)
    held = book.tenures.get(left.place, [])
    for index in range(len(held) - 1, -1, -1):
        tenure = held[index]
        if tenure.person == left.person and tenure.ended_by == vacated.number:
            _reopen(book, held, index, entry, gapless=body.from_ == "the-start")
            reopen_keys(book, left.place, left.person, vacated.number)
            return


def _return_elected(book: Register, entry: Entry, body: Annulled, annulment: Entry) -> None:
    """The election stands again; its holder comes back, or stays out from the day it had been annulled."""
    targets = {number_in(t) for t in annulment.act.targets("amends")}
    for place in dict.fromkeys(place for number in targets for place in _filled_by(book.entries[number])):
        held = book.tenures.get(place, [])
        index = next((i for i in reversed(range(len(held))) if _rests_on(held[i], targets)), None)
        if index is None:
            continue
        successor = held[index].ended_by
        if body.seat == "stays" and held[index].holds_on(annulment.act.date):
            _stay_out(book, held, index, annulment)
        elif body.seat == "returns" and successor is not None and successor > annulment.number:
            reopen_keys(book, held[index].place, held[index].person, successor)
            _reopen(book, held, index, entry, gapless=True)


def _filled_by(entry: Entry) -> list[str]:
    """The posts and seats that an act gave to somebody."""
    match entry.act.body:
        case Elected(winners=given) | Appointed(to=given):
            return [each.to for each in given]
        case TookOffice(post=post):
            return [post]
        case _:
            return []


def _rests_on(tenure: Tenure, targets: set[int]) -> bool:
    return tenure.source in targets or tenure.took_office in targets


def _reopen(book: Register, held: list[Tenure], index: int, entry: Entry, *, gapless: bool) -> None:
    """Where nobody came after, the tenure may never have ended; else it begins again on the day of the act."""
    day = entry.act.date
    whole = _whole(book, held[index])
    if gapless and index == len(held) - 1:
        held[index] = whole
    elif (book.on is None or day <= book.on) and day <= whole.granted_until:
        end_earlier(book, whole.place, day, entry.number)
        held.append(replace(whole, from_=day))


def _whole(book: Register, tenure: Tenure) -> Tenure:
    """The tenure as it was given."""
    post = book.posts.get(tenure.place)
    over = post.what.holds_over_days if post is not None and tenure.ended != "founding" else 0
    until: date = tenure.granted_until
    return replace(
        tenure,
        until=until,
        ended="term",
        ended_by=None,
        holds_over_until=until + timedelta(days=over) if over else None,
    )


def _stay_out(book: Register, held: list[Tenure], index: int, annulment: Entry) -> None:
    last, by = annulment.act.date - DAY, annulment.number
    held[index] = replace(held[index], until=last, holds_over_until=None, ended="annulled", ended_by=by)
    end_keys(book, held[index].place, held[index].person, last, by)
