"""Erases a person: their fields, their account, and the key that could have opened an old copy of either.

What is left says nothing of anybody: that a seat, which is public, voted in a session. The trail keeps that somebody
was erased, when and by whom, and never who.
"""

from collections.abc import Iterable
from datetime import datetime

from django.contrib.sessions.models import Session
from django.db.models import Q

from qurultay.secretariat.door.models import Account
from qurultay.secretariat.door.passkeys import end_all
from qurultay.secretariat.roll import vault
from qurultay.secretariat.roll.models import Membership, Person


def erase(persons: Iterable[Person], now: datetime) -> None:
    """Erase these persons, in the transaction at hand; the old key is destroyed when it is committed."""
    for person in persons:
        if person.account is not None:
            _close(person.account, now)
        Membership.objects.filter(person=person, credentials=None).delete()
        if Membership.objects.filter(person=person).exists() or person.credentials.exists():
            _emptied(person, now)
        else:
            Person.objects.filter(pk=person.pk).delete()
    vault.turn()


def _emptied(person: Person, now: datetime) -> None:
    """The row of somebody whose seat took part in a session, with nothing left in it."""
    person.account, person.ref, person.wrapped_key, person.sealed, person.epoch = None, "", b"", b"", 0
    person.erased = now
    person.save()
    person.credentials.update(reason=b"", key="")


def _close(account: Account, now: datetime) -> None:
    """Nobody comes in by this account again. Its row stays for the trail, under a name that was never anybody's."""
    account.roles.filter(Q(until=None) | Q(until__gt=now)).update(until=now)
    account.sheets.all().delete()
    account.act_passkeys.all().delete()  # the desk's; what they signed stands in the record
    end_all(account)
    for session in Session.objects.all().iterator():  # they are out already; the rows would say for whom they were
        if session.get_decoded().get("_auth_user_id") == str(account.pk):
            session.delete()
    account.name, account.is_active = f"gone-{account.pk}", False
    account.save(update_fields=["name", "is_active"])
