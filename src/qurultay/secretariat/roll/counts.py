"""The roll in numbers: by community, of the record's seats how many are filled, and whom of them the roll knows."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from qurultay.secretariat.frame.house import Standing
from qurultay.secretariat.roll.models import Membership, Person
from qurultay.secretariat.roll.places import Place, by_community, seats


@dataclass(frozen=True, kw_only=True)
class Count:
    """One community: its seats, how many the record has filled, how many of those who sit there the roll knows."""

    community: str
    seats: int
    filled: int
    known: int


@dataclass(frozen=True, kw_only=True)
class SeatRow:
    """A seat, what the record says of it, and the row of whoever the roll has in it."""

    place: Place
    person: int | None


def seat_rows(standing: Standing, body: str, day: date) -> list[SeatRow]:
    """Every seat of a body on a day; who sits there is a number, never a name."""
    running = Membership.objects.filter(body=body, since__lte=day, person__erased=None).exclude(seat="")
    held = dict(running.filter(Q(until=None) | Q(until__gte=day)).values_list("seat", "person_id"))
    return [SeatRow(place=each, person=held.get(each.ref)) for each in seats(standing.book, body, day)]


def counts(rows: list[SeatRow]) -> Iterator[Count]:
    """The seats by community."""
    known = {row.place.ref for row in rows if row.person is not None}
    for community, places in by_community([row.place for row in rows]):
        yield Count(
            community=community,
            seats=len(places),
            filled=sum(bool(each.person) for each in places),
            known=sum(each.ref in known for each in places),
        )


def persons_on(body: str) -> int:
    """How many persons stand on the roll of a body."""
    return Person.objects.filter(body=body, erased=None).count()
