"""Who acted for a post, day by day, and who is elected to it and not in office yet: worked out from the register.

`acts.acting` answers for one day. A page that tells a post's history wants the days from which the answer was another.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from qurultay.acts.acting import Acting, acting
from qurultay.acts.book import Register, Tenure
from qurultay.acts.keyring import DAY
from qurultay.acts.office import Assignment


@dataclass(frozen=True, kw_only=True, slots=True)
class Acted:
    """Somebody acted for a post from the first day to the last; still does where that is None."""

    acting: Acting
    first: date
    last: date | None


@dataclass(frozen=True, kw_only=True, slots=True)
class Waiting:
    """Somebody elected or appointed to a post who has not taken office: by which act, contested or not."""

    act: int
    assignment: Assignment
    contestable_until: date
    contested: bool


def acted(book: Register, post: str, until: date) -> tuple[Acted, ...]:
    """Everybody who acted for a post up to a day, in order."""
    found: list[Acted] = []
    turns = sorted(day for day in _turns(book, post) if book.posts[post].from_ <= day <= until)
    for day, following in zip(turns, [*turns[1:], None], strict=True):
        now = acting(book, post, day)
        if now is None:
            continue
        last = None if following is None else following - DAY
        if found and found[-1].last == day - DAY and found[-1].acting == now:
            found[-1] = Acted(acting=now, first=found[-1].first, last=last)
        else:
            found.append(Acted(acting=now, first=day, last=last))
    return tuple(found)


def waiting(book: Register, post: str, day: date) -> tuple[Waiting, ...]:
    """Who was chosen for a post, could still take office on the day, and has not: elected is not in office (A6)."""
    held = book.holder(post, day)
    since = -1 if held is None else held.source
    return tuple(
        Waiting(
            act=number,
            assignment=each,
            contestable_until=book.contestable_until(number),
            contested=book.standing_of(number).open_contest,
        )
        for (place, _), (number, each) in book.assigned.items()
        if place == post and number > since and each.until >= day and (number, post, each.person) not in book.taken
        if f"act/{number}" not in book.fallen
    )


def _turns(book: Register, post: str) -> set[date]:
    """Every day from which somebody else may act: a tenure or an impediment begins or ends, or rules do."""
    line = {
        each for held in book.rules_history for row in held.rules.succession if row.post == post for each in row.then
    }
    turns = {book.posts[post].from_} | {held.from_ for held in book.rules_history}
    for place in (post, *line):
        for tenure in book.tenures.get(place, ()):
            turns.update(_turns_of(book, tenure))
    return turns


def _turns_of(book: Register, tenure: Tenure) -> Iterator[date]:
    yield tenure.from_
    ends = [tenure.until, tenure.holds_over_until]
    if tenure.impeded_since is not None:
        yield tenure.impeded_since
        ends.append(tenure.impeded_until)
        confirmed = book.standing_of(tenure.impeded_by or 0).confirmed_by
        if confirmed is not None:
            yield book.entries[confirmed].act.date
    yield from (end + DAY for end in ends if end is not None and end < date.max)
