"""Accounts are opened and closed, roles given and ended: by a secretary, never for oneself, and never so that nobody is left."""

import secrets
from collections.abc import Sequence
from datetime import datetime

from allauth.mfa.models import Authenticator
from django.db import transaction
from django.db.models import Q

from qurultay.secretariat.door.models import Account, RoleHeld, Sheet
from qurultay.secretariat.door.passkeys import end_all, ways_of
from qurultay.secretariat.door.roles import PLAIN, Deed, Held, Role, may_hand_out, reaches
from qurultay.secretariat.door.sheets import print_sheet
from qurultay.secretariat.frame.order import OutOfOrder

_CONSONANTS, _VOWELS = "bdgklmnprst", "aeiou"


def new_name() -> str:
    """A name that says nothing about its owner, short enough to be typed and sayable in all our languages: `mirako-274`."""
    drawn = secrets.SystemRandom()
    said = "".join(drawn.choice(_CONSONANTS) + drawn.choice(_VOWELS) for _ in range(3))
    name = f"{said}-{drawn.randrange(100, 1000)}"
    return new_name() if Account.objects.filter(name=name).exists() else name


def open_account(giver: Account, roles: Sequence[Held], language: str, now: datetime) -> Account:
    """A new account with these roles, which nobody has entered yet: print a sheet for it.

    Raises `OutOfOrder` where there is none, or one that the giver may not give.
    """
    if not roles:
        raise OutOfOrder("door.out.no-role")
    if not may_hand_out(giver.held(), roles):
        raise OutOfOrder("door.out.role-above")
    account = Account.objects.open(new_name(), language)
    for role, body in roles:
        RoleHeld.objects.create(account=account, role=role, body=body, since=now, given_by=giver)
    return account


def give(account: Account, role: Role, body: str, giver: Account, now: datetime) -> RoleHeld:
    """Gives a role. Raises `OutOfOrder` for one's own account, for a role above one's own, or for one already held."""
    if account.pk == giver.pk:
        raise OutOfOrder("door.out.own-role")
    if not account.is_active:
        raise OutOfOrder("door.out.closed")
    if not reaches(giver.held(), Deed.GIVE_ROLES, body):
        raise OutOfOrder("door.out.role-above")
    if (role, body) in account.held():
        raise OutOfOrder("door.out.role-held")
    return RoleHeld.objects.create(account=account, role=role, body=body, since=now, given_by=giver)


def end(held: RoleHeld, giver: Account, now: datetime) -> None:
    """Ends a role. Raises `OutOfOrder` where the giver may not, or where no secretary of the whole house would be left."""
    if not reaches(giver.held(), Deed.GIVE_ROLES, held.body):
        raise OutOfOrder("door.out.role-above")
    if (held.role, held.body) == (Role.SECRETARY, ""):
        _somebody_is_left(held.account, now)
    held.until = now
    held.save(update_fields=["until"])


def close(account: Account, giver: Account, now: datetime) -> None:
    """Closes an account: nobody enters it again. What it did stays in the trail. Raises `OutOfOrder` as for its roles."""
    if account.pk == giver.pk:
        raise OutOfOrder("door.out.own-account")
    if not may_hand_out(giver.held(), account.held()):
        raise OutOfOrder("door.out.sheet-above")
    if (Role.SECRETARY, "") in account.held():
        _somebody_is_left(account, now)
    account.is_active = False
    account.save(update_fields=["is_active"])
    account.roles.filter(held_at(now)).update(until=now)
    account.sheets.filter(used=None, voided=None).update(voided=now)
    end_all(account)


def held_at(now: datetime) -> Q:
    """Roles that have not ended."""
    return Q(until=None) | Q(until__gt=now)


def _somebody_is_left(without: Account, now: datetime) -> None:
    """Another secretary of the whole house, who can come in: one who never entered opens no door to anybody."""
    rows = RoleHeld.objects.select_for_update().filter(held_at(now), role=Role.SECRETARY, body="", since__lte=now)
    others = {row.account_id for row in rows} - {without.pk}
    can = Authenticator.objects.filter(type=Authenticator.Type.WEBAUTHN, user__is_active=True, user_id__in=others)
    if not can.exists():
        raise OutOfOrder("door.out.last-secretary")


def roles_open_to(giver: Sequence[Held], body: str) -> list[Role]:
    """The roles that somebody may give to a new account in this body."""
    return [role for role in Role if reaches(giver, Deed.OPEN_ACCOUNTS if role in PLAIN else Deed.GIVE_ROLES, body)]


def first_secretary(now: datetime) -> tuple[Account, Sheet, str] | None:
    """The first secretary of a house with a sheet, made when nobody is one; None once a secretary has come in.

    Whoever starts the secretariat stands at the machine and could do worse; so this needs no role.
    """
    held = RoleHeld.objects.filter(held_at(now), role=Role.SECRETARY, body="", account__is_active=True).order_by("pk")
    if any(ways_of(each.account).any for each in held.select_related("account")):
        return None
    with transaction.atomic():
        account = held[0].account if held else _made_secretary(now)
        return account, *print_sheet(account, now)


def _made_secretary(now: datetime) -> Account:
    account = Account.objects.open(new_name())
    RoleHeld.objects.create(account=account, role=Role.SECRETARY, body="", since=now)
    return account
