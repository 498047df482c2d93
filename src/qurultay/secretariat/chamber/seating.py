"""How many seats, filled by whom, for which community? From the record where it knows the body's seats, else from the roll.

A committee, or a body whose seats stand in no act, has the members that the roll says. Where votes weigh, numbers of
people are sums of weights (`assembly.house`).
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.db.models import Q

from qurultay.acts.law_of_quorum import quorum_of
from qurultay.assembly.frozen import Member
from qurultay.assembly.house import House
from qurultay.secretariat.chamber.models import Session
from qurultay.secretariat.frame.house import Standing, standing
from qurultay.secretariat.roll.models import Credential, Membership


@dataclass(frozen=True, kw_only=True)
class Seat:
    """A seat of a body on a day: for which community, whether somebody sits on it, with what weight, whether suspended."""

    name: str
    community: str
    filled: bool
    weight: int = 1
    suspended: bool = False


@dataclass(frozen=True, kw_only=True)
class Seating:
    """The seats of a body on a day, and those among their holders whose credentials were admitted."""

    seats: tuple[Seat, ...]
    roll: Mapping[str, Member]
    quorum: int
    second_call: bool

    @property
    def house(self) -> House:
        """All of them, as majorities are reckoned."""
        return _house(self.seats)

    def communities(self, names: Iterable[str]) -> dict[str, House]:
        """The same for each of these communities."""
        return {name: _house(seat for seat in self.seats if seat.community == name) for name in names}


def today(session: Session, now: datetime) -> date:
    """The civil date of a moment where the session sits (register law T8)."""
    return now.astimezone(ZoneInfo(session.zone)).date()


def seating(session: Session, day: date) -> Seating:
    """Who sits in the body of this session on a day."""
    said = standing()
    admitted = list(
        Credential.objects.filter(
            session=session.ref, body=session.body, state=Credential.State.ADMITTED
        ).select_related("membership")
    )
    by_seat = {_seat_name(each.membership): each for each in admitted}
    seats = tuple(_seats(said, session, day, by_seat))
    filled = {seat.name: seat for seat in seats if seat.filled}
    # A paper for a seat that the record says is empty lets nobody vote (R9).
    roll = {str(by_seat[name].pk): _member(seat) for name, seat in filled.items() if name in by_seat}
    held = said.book.sessions.get(session.ref)
    part = quorum_of(held, said.rules(day))
    return Seating(
        seats=seats,
        roll=roll,
        quorum=_house(seats).quorum(part.num, part.den, part.test),
        second_call=held is not None and held.call.second_of is not None,
    )


def _member(seat: Seat) -> Member:
    return Member(seat=seat.name, community=seat.community, weight=seat.weight, suspended=seat.suspended)


def _seats(said: Standing, session: Session, day: date, papers: Mapping[str, Credential]) -> Iterable[Seat]:
    held = said.book.sessions.get(session.ref)
    out = set(held.opening.suspended) if held is not None and held.opening is not None else set()
    out |= {name for name, paper in papers.items() if paper.suspended}
    for name, community, filled in _named_seats(said, session.body, day):
        weight = papers[name].weight if name in papers else 1
        yield Seat(name=name, community=community, filled=filled, weight=weight, suspended=filled and name in out)


def _named_seats(said: Standing, body: str, day: date) -> Iterable[tuple[str, str, bool]]:
    if said.book.has_seats(body):
        filled = {seat.id for seat in said.book.filled(body, day)}
        return [(seat.id, seat.community or "", seat.id in filled) for seat in said.book.seats_of(body, day)]
    sitting = Membership.objects.filter(body=body, since__lte=day).filter(Q(until=None) | Q(until__gte=day))
    return [(_seat_name(each), each.community, True) for each in sitting.order_by("pk")]


def _seat_name(membership: Membership) -> str:
    return membership.seat or f"member/{membership.pk}"


def _house(seats: Iterable[Seat]) -> House:
    sums: Counter[str] = Counter()
    for seat in seats:
        sums["all"] += seat.weight
        sums["filled"] += seat.weight * seat.filled
        sums["suspended"] += seat.weight * seat.suspended
    return House(all_seats=sums["all"], filled=sums["filled"], suspended=sums["suspended"])
