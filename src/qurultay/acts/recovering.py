"""How a recovery enters the register: announced by the keepers, and a month later done (design §3a.6, C8).

Keepers elect no one and sign no text. They give back what is needed to act: another gate and log where the
operator is lost, a key to who holds a post, a caretaker where nobody can, and keys to keepers who follow.
"""

from dataclasses import replace
from datetime import timedelta

from qurultay.acts.act import Entry
from qurultay.acts.book import Register, Tenure
from qurultay.acts.carrying_on import Announced, Recovered, Seated
from qurultay.acts.keyring import DAY, end_keys, enrol_for, replace_key
from qurultay.acts.offices import end_earlier


def announce(book: Register, entry: Entry, body: Announced) -> None:
    """A hold begins to run. Where the operator is lost, another gate enters and another key heads from here."""
    numbers = book.announced.setdefault(body.text, [])
    if entry.number not in numbers:
        numbers.append(entry.number)
    if body.gate is not None and body.log is not None:
        replace_key(book, entry, "gate", body.gate, "gate")
        replace_key(book, entry, "log", body.log, "log")
        book.recovering = entry.number


def recover(book: Register, entry: Entry, body: Recovered) -> None:
    """The body can act again, by caretakers and under new keys; what stood still since the announcement goes on."""
    for each in body.signers:
        _seat(book, entry, each)
    for keeper in body.keepers:
        replace_key(book, entry, keeper.keeper, keeper.key, "keeper")
        book.keepers[keeper.keeper] = replace(book.keepers[keeper.keeper], key=keeper.key)
    for owner, key in (("gate", body.gate), ("log", body.log)):
        if key is not None:
            replace_key(book, entry, owner, key, owner)
    book.recovering = None


def _seat(book: Register, entry: Entry, seated: Seated) -> None:
    """Who holds the post goes on under the new key alone; anybody else is a caretaker, for as long as one holds over.

    The act bears the date of its announcement; what it gives back is held from the day it enters.
    """
    day = book.entry_day(entry)
    if book.on is not None and day > book.on:
        return
    held = book.holder(seated.post, day)
    if held is not None and held.person == seated.person:
        end_keys(book, seated.post, seated.person, day - DAY, entry.number)
        enrol_for(book, entry, seated.key, held)
        return
    end_earlier(book, seated.post, day, entry.number)
    last = day + timedelta(days=book.posts[seated.post].what.holds_over_days)
    tenure = Tenure(
        place=seated.post,
        person=seated.person,
        from_=day,
        until=last,
        granted_until=last,
        source=entry.number,
        took_office=entry.number,
        caretaker=True,
    )
    book.tenures.setdefault(seated.post, []).append(tenure)
    enrol_for(book, entry, seated.key, tenure)
