"""What stands in the secretariat of the demonstration: Tolunay's assembly in mid-session.

Everything is made through the deeds that the pages call too, never by writing rows: so it cannot show what the software
would refuse.
"""

from collections.abc import Iterator
from datetime import datetime

from qurultay.secretariat.door.models import Account, RoleHeld
from qurultay.secretariat.door.roles import Role

ASSEMBLY = "body/assembly"
GUESTS = (
    ("secretary", Role.SECRETARY, ""),
    ("speaker", Role.PRESIDING, ASSEMBLY),
    ("registrar", Role.REGISTRAR, ""),
    ("teller", Role.TELLER, ASSEMBLY),
    ("president", Role.OFFICER, ""),
    ("delegate", Role.DELEGATE, ASSEMBLY),
    ("observer", Role.OBSERVER, ASSEMBLY),
    ("auditor", Role.AUDITOR, ""),
)
"""Whom one may come in as: the name of the account, its role, and the body in which it counts."""


def seed(now: datetime) -> Iterator[tuple[Account, Role]]:
    """The accounts of the demonstration, one for each role, made when they are not there yet."""
    for name, role, body in GUESTS:
        account = Account.objects.filter(name=name).first() or Account.objects.open(name)
        RoleHeld.objects.get_or_create(account=account, role=role, body=body, until=None, defaults={"since": now})
        yield account, role
