"""Who acts for a post that nobody holds, or whose holder cannot act: computed, never chosen by the gate (A8).

The rules name for each post an ordered line of others. The first of them whose holder is in office and can sign
acts, as a caretaker, under that holder's own key: keeps the record, convenes, elects, answers, warns, and makes
neither rules nor bodies nor pledges. An impediment is one officer's notice, so acting begins when it is confirmed.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from qurultay.acts.book import Register, Tenure
from qurultay.acts.keyring import DAY


@dataclass(frozen=True, kw_only=True, slots=True)
class Acting:
    """Who acts for a post: the person, the post through which, since when, and by when a session must be called."""

    post: str
    person: str
    through: str
    since: date
    convene_by: date


def acting(book: Register, post: str, day: date) -> Acting | None:
    """Who acts for a post on a day; None where its holder can act, or where nobody in the line can.

    >>> acting(Register(), "post/president", date(2027, 7, 5)) is None
    True
    """
    if post not in book.posts or book.posts[post].until < day:
        return None
    held = book.holder(post, day)
    since = _vacant_since(book, post, day) if held is None else _away_since(book, held, day)
    if since is None:
        return None
    rules = book.rules_on(day).rules
    for line in rules.succession:
        if line.post == post:
            return _first_able(book, post, line.then, day, since, rules.acting_days)
    return None


def _first_able(book: Register, post: str, then: tuple[str, ...], day: date, since: date, days: int) -> Acting | None:
    for through in then:
        held = book.holder(through, day)
        if held is not None and held.runs_on(day) and not held.caretaker and not is_away(held, day):
            return Acting(
                post=post, person=held.person, through=through, since=since, convene_by=since + timedelta(days=days)
            )
    return None


def is_away(held: Tenure, day: date) -> bool:
    """Is the holder said to be impeded on the day, confirmed or not?"""
    return held.impeded_since is not None and held.impeded_since <= day <= held.impeded_until


def _away_since(book: Register, held: Tenure, day: date) -> date | None:
    """Since when a confirmed impediment lets another act."""
    if not is_away(held, day) or held.impeded_by is None:
        return None
    confirmed = book.standing_of(held.impeded_by).confirmed_by
    if confirmed is None or book.entries[confirmed].act.date > day:
        return None
    return book.entries[confirmed].act.date


def _vacant_since(book: Register, post: str, day: date) -> date:
    """The day after the last on which anybody held or held over; of a post never held, the day it began."""
    ends = [t.holds_over_until or t.until for t in book.tenures.get(post, ())]
    return max((end + DAY for end in ends if end < day), default=book.posts[post].from_)
