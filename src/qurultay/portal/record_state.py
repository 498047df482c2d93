"""What every page of a record must say first: that something is contested, that it is being recovered, that it has ended.

On both sides of a split these are the same words (register law C11), and of a record that continues another they say
what it says of itself and nothing more: whether it does, only both records together show (C5).
"""

from typing import NamedTuple

from qurultay.acts.book import Register
from qurultay.acts.carrying_on import Announced
from qurultay.acts.constituting import Concluded, Constituted


class Continued(NamedTuple):
    """A record that this one says it continues: its name, its last act that both share, and the ground."""

    record: str
    after: int
    ground: str


class RecordState(NamedTuple):
    """What is to be known of the whole record: acts under an open contest, recoveries under way, its end, its claims."""

    contested: tuple[int, ...]
    recovering: tuple[int, ...]
    concluded: int | None
    successor: str | None
    continues: tuple[Continued, ...]


def state_of(book: Register) -> RecordState:
    """How the record as a whole stands after its last act."""
    ended = None if book.concluded is None else book.entries[book.concluded].act.body
    return RecordState(
        contested=tuple(sorted(number for number, said in book.standing.items() if said.open_contest)),
        recovering=recoveries(book),
        concluded=book.concluded,
        successor=ended.successor if isinstance(ended, Concluded) else None,
        continues=_continues(book),
    )


def recoveries(book: Register) -> tuple[int, ...]:
    """The acts that announced a recovery which can still be done and is not: not annulled, done, or out of time."""
    done = {entry.text_hash for entry in book.entries}
    last = book.entry_day(book.entries[-1])
    found = set[int]() if book.recovering is None else {book.recovering}
    for text, numbers in book.announced.items():
        for entry in (book.entries[number] for number in numbers if text not in done):
            body, day = entry.act.body, book.entry_day(entry)
            runs = last <= book.rules_on(day).rules.latest_entry(day, "recovery")
            if isinstance(body, Announced) and body.class_ == "recovery" and runs and entry.ref not in book.fallen:
                found.add(entry.number)
    return tuple(sorted(found))


def _continues(book: Register) -> tuple[Continued, ...]:
    founding = book.entries[0].act.body
    ground = founding.ground if isinstance(founding, Constituted) else None
    return tuple(Continued(each.record, each.size - 1, ground or "") for each in book.continues)
