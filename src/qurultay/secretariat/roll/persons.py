"""Enters persons in the roll, changes what is kept of them, and finds them again.

There is no list of names. The roll is counted by community; somebody is found by their seat, or by the very name they
are called in the room.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import cast

from django.db import transaction
from django.db.models import Q

from qurultay.portal.values import Saying
from qurultay.secretariat.door.accounts import open_account
from qurultay.secretariat.door.models import Account
from qurultay.secretariat.door.roles import Role
from qurultay.secretariat.frame.house import Standing
from qurultay.secretariat.frame.order import OutOfOrder
from qurultay.secretariat.roll import vault
from qurultay.secretariat.roll.entries import (
    Entrant,
    Fault,
    Taken,
    completed,
    faults,
    holder_fault,
    private_faults,
    unreadable,
)
from qurultay.secretariat.roll.models import Membership, Person
from qurultay.secretariat.roll.places import place
from qurultay.secretariat.roll.private import Private


def taken(body: str) -> list[Taken]:
    """The places that somebody on the roll has in a body."""
    rows = Membership.objects.filter(body=body, person__erased=None).exclude(Q(seat="") & Q(post=""))
    return [Taken(place=row.seat or row.post, since=row.since, until=row.until) for row in rows]


def against(entry: Entrant, standing: Standing, now: datetime) -> tuple[Entrant, list[Fault]]:
    """The entry completed from the record, and everything that stands against it."""
    entry = completed(entry, standing, now.date())
    found = list(faults(entry, standing, taken(entry.body), now.date()))
    if entry.person and Person.objects.filter(ref=entry.person).exists():
        found.append(("person", Saying.of("roll.out.person-there", person=entry.person)))
    return entry, found


def enter(entry: Entrant, standing: Standing, now: datetime) -> Person:
    """Somebody is entered in the roll. Raises `OutOfOrder` with the first of what stands against it."""
    with transaction.atomic():
        vault.epoch(lock=True)  # two who enter for one seat do so one after the other
        entry, found = against(entry, standing, now)
        refuse([*unreadable(entry.private), *found])
        return enter_all([entry], now)[0]


def enter_all(entries: Sequence[Entrant], now: datetime) -> list[Person]:
    """Persons whose entries were looked through already are entered, all or none."""
    with transaction.atomic():
        persons = Person.objects.bulk_create(
            [Person(body=each.body, ref=each.person, entered=now) for each in entries], batch_size=200
        )
        vault.seal(zip(persons, (each.private for each in entries), strict=True))
        pairs = zip(persons, entries, strict=True)
        Membership.objects.bulk_create([_membership(*pair) for pair in pairs], batch_size=200)
    return persons


def plant(body: str, private: Private, now: datetime) -> Person:
    """Somebody invented is entered among the others, a member of nothing, so that they count nowhere. Raises `OutOfOrder`."""
    refuse([*unreadable(private), *private_faults(private)])
    with transaction.atomic():
        person = Person.objects.create(body=body, entered=now)
        vault.seal([(person, replace(private, invented="yes"))])
    return person


def _membership(person: Person, entry: Entrant) -> Membership:
    return Membership(
        person=person, body=entry.body, seat=entry.seat, post=entry.post, community=entry.community,
        since=cast(date, entry.since), until=entry.until,  # it was held against the record, which fills in the first day
    )  # fmt: skip


def change(person: Person, private: Private) -> None:
    """What is kept of somebody is changed. Raises `OutOfOrder`."""
    refuse([*unreadable(private), *private_faults(private)])
    vault.seal([(person, replace(private, invented=vault.opened(person).invented))])


def add_membership(person: Person, entry: Entrant, standing: Standing, now: datetime) -> Membership:
    """Somebody becomes a member of a body besides. Raises `OutOfOrder`."""
    if vault.opened(person).invented:
        raise OutOfOrder("roll.out.invented")
    with transaction.atomic():
        vault.epoch(lock=True)
        entry = completed(entry, standing, now.date())
        found = list(faults(entry, standing, taken(entry.body), now.date()))
        held = place(standing.book, entry.seat or entry.post, entry.since or now.date())
        if held is not None and held.person and person.ref not in ("", held.person):
            found.append(holder_fault(held, standing))
        refuse([each for each in found if each[0] != "name"])
        if entry.person and not person.ref:
            person.ref = entry.person
            person.save(update_fields=["ref"])
        made = _membership(person, entry)
        made.save()
        return made


def end_membership(membership: Membership, until: date) -> None:
    """A membership ends on a day. Raises `OutOfOrder` for a day before its first."""
    if until < membership.since:
        raise OutOfOrder("roll.out.reversed", since=membership.since, until=until)
    membership.until = until
    membership.save(update_fields=["until"])


def give_account(person: Person, giver: Account, language: str, now: datetime) -> Account:
    """An account for somebody on the roll: a delegate's in each body they are a member of. Raises `OutOfOrder`."""
    with transaction.atomic():
        vault.epoch(lock=True)
        person.refresh_from_db()
        if person.account is not None:
            raise OutOfOrder("roll.out.has-account")
        running = person.memberships.filter(Q(until=None) | Q(until__gte=now.date()), post="")
        bodies = sorted(set(running.values_list("body", flat=True)))
        if not bodies:
            raise OutOfOrder("roll.out.member-of-nothing")
        person.account = open_account(giver, [(Role.DELEGATE, body) for body in bodies], language, now)
        person.save(update_fields=["account"])
        return person.account


def called_exactly(name: str, bodies: Iterable[str] | None) -> list[Person]:
    """The persons who are called so in the room, letter for letter but for spaces; None asks in every body."""
    wanted = " ".join(name.split()).casefold()
    rows = Person.objects.exclude(wrapped_key=b"")
    rows = rows if bodies is None else rows.filter(body__in=bodies)
    return [person for person in rows if wanted and vault.opened(person).name.casefold() == wanted]


def refuse(found: Sequence[Fault]) -> None:
    """Raises `OutOfOrder` with the first fault, if there is one."""
    if found:
        saying = found[0][1]
        raise OutOfOrder(saying.key, **dict(saying.places))
