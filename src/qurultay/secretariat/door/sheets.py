"""Printed sheets: how somebody who has no e-mail, and perhaps no telephone of their own, comes in for the first time.

A sheet has a code, good once, for seven days, for one account. A new one ends the one before; and for an account that
somebody has already entered it ends the passkeys, printed codes, password and sessions too: whoever asks for a new sheet
has lost what they came in with, and whoever found it shall not.
"""

import os
from datetime import datetime, timedelta

from django.db.models import Q

from qurultay.secretariat.door.codes import SHEET_FIGURES, figures, fingerprint, sheet_code
from qurultay.secretariat.door.models import Account, Sheet
from qurultay.secretariat.door.passkeys import end_all, ways_of
from qurultay.secretariat.door.roles import Held, may_hand_out
from qurultay.secretariat.frame.order import OutOfOrder

GOOD_FOR = timedelta(days=7)


def hand_out(account: Account, giver: Account, now: datetime) -> tuple[Sheet, str]:
    """A new sheet for the account and its code, which nobody can read again; given out by somebody who may.

    Raises `OutOfOrder` for one's own account, and for one that has more roles than the giver may give.
    """
    if account.pk == giver.pk:
        raise OutOfOrder("door.out.own-sheet")
    _may(giver.held(), account)
    return print_sheet(account, now)


def _may(giver: tuple[Held, ...], account: Account) -> None:
    if not may_hand_out(giver, account.held()):
        raise OutOfOrder("door.out.sheet-above")


def print_sheet(account: Account, now: datetime, drawn: bytes | None = None) -> tuple[Sheet, str]:
    """The same, for whoever stands at the machine itself. Raises `OutOfOrder` for an account that is closed."""
    if not account.is_active:
        raise OutOfOrder("door.out.closed")
    code = sheet_code(os.urandom(16) if drawn is None else drawn)
    account.sheets.filter(used=None, voided=None).update(voided=now)
    if ways_of(account).any:
        end_all(account)
    made = Sheet.objects.create(account=account, digest=fingerprint(code), made=now, expires=now + GOOD_FOR)
    return made, code


def good(now: datetime) -> Q:
    """Sheets that still let somebody in."""
    return Q(used=None, voided=None, expires__gt=now, account__is_active=True)


def sheet_of(typed: str, now: datetime) -> Sheet:
    """The sheet with this code. Raises `OutOfOrder` in the same words whatever is wrong with it."""
    code = figures(typed)
    found = Sheet.objects.filter(good(now), digest=fingerprint(code)).select_related("account").first()
    if len(code) != SHEET_FIGURES or found is None:
        raise OutOfOrder("door.out.sheet")
    return found


def use(sheet: Sheet, now: datetime) -> None:
    """The sheet has let somebody in, and lets nobody in again. Raises `OutOfOrder` where it had before."""
    if not Sheet.objects.filter(good(now), pk=sheet.pk).update(used=now):
        raise OutOfOrder("door.out.sheet")
