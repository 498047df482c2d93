"""The ways in that an account has: passkeys, ten printed codes, a password where its roles allow one.

Whoever changes them ends every other session of the account. The last way in is never taken away, and of somebody whose
role asks for a passkey never the last passkey.
"""

import json
from dataclasses import dataclass
from typing import Any

from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.webauthn.internal import auth as webauthn
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from qurultay.secretariat.door.models import Account
from qurultay.secretariat.door.proofs import NOT_A_PROOF, exact
from qurultay.secretariat.door.roles import needs_passkey
from qurultay.secretariat.frame.order import OutOfOrder
from qurultay.secretariat.frame.request import Request

NAME_MOST = 40
PASSKEYS_MOST = 10


@dataclass(frozen=True)
class Ways:
    """What an account can be entered with."""

    passkeys: int
    password: bool
    codes_left: int

    @property
    def any(self) -> bool:
        """Is there a way in at all?"""
        return bool(self.passkeys or self.password)


def _kept(account: Account) -> Any:
    """What allauth keeps of an account's passkeys and codes; it ships no types."""
    return account.authenticator_set  # type: ignore[attr-defined]


def passkeys_of(account: Account) -> list[Authenticator]:
    """The account's passkeys, the oldest first."""
    return list(_kept(account).filter(type=Authenticator.Type.WEBAUTHN).order_by("pk"))


def ways_of(account: Account) -> Ways:
    """How the account can be entered now."""
    codes = _kept(account).filter(type=Authenticator.Type.RECOVERY_CODES).first()
    left = len(codes.wrap().get_unused_codes()) if codes is not None else 0
    return Ways(passkeys=len(passkeys_of(account)), password=account.has_usable_password(), codes_left=left)


def has_way_in(account: Account) -> bool:
    """The same for a list of accounts, whose authenticators were fetched with them."""
    return account.has_usable_password() or any(each.type == "webauthn" for each in _kept(account).all())


def registration_asked(account: Account) -> dict[str, Any]:
    """What the browser is to ask of the device that will keep a passkey for this account."""
    asked: dict[str, Any] = webauthn.begin_registration(account, passwordless=True)
    return asked


def add_passkey(request: Request, account: Account, answer: str, name: str) -> Authenticator:
    """Adds the passkey that a device made. Raises `OutOfOrder` where its answer is not one for us, or names it too long."""
    name = _named(name) or str(len(passkeys_of(account)) + 1)
    if len(passkeys_of(account)) >= PASSKEYS_MOST:
        raise OutOfOrder("door.out.passkeys-most", most=PASSKEYS_MOST)
    try:
        given = json.loads(answer)
        exact(request, webauthn.parse_registration_response(given).response.client_data)
        made = webauthn.complete_registration(given)
        if not made.is_user_verified():
            raise OutOfOrder("door.out.not-made")
        return webauthn.WebAuthn.add(account, name, given).instance
    except NOT_A_PROOF:
        raise OutOfOrder("door.out.not-made") from None
    finally:
        webauthn.clear_state()


def name_passkey(passkey: Authenticator, name: str) -> None:
    """Calls it something else. Raises `OutOfOrder` for nothing, or too much."""
    if not _named(name):
        raise OutOfOrder("frame.out.empty")
    passkey.data = passkey.data | {"name": _named(name)}
    passkey.save(update_fields=["data"])


def _named(name: str) -> str:
    name = " ".join(name.split())
    if len(name) > NAME_MOST:
        raise OutOfOrder("frame.out.too-long", most=NAME_MOST)
    return name


def end_passkey(account: Account, passkey: Authenticator) -> None:
    """Takes a passkey away. Raises `OutOfOrder` for the last one, where nothing else lets its owner in."""
    Account.objects.select_for_update().get(pk=account.pk)
    ways = ways_of(account)
    if ways.passkeys == 1 and (needs_passkey(account.held()) or not ways.password):
        raise OutOfOrder("door.out.last-passkey")
    passkey.delete()
    if ways.passkeys == 1:
        _kept(account).all().delete()  # printed codes stand in for a passkey, never alone


def new_codes(account: Account) -> list[str]:
    """Ten new codes; those from before end. Raises `OutOfOrder` where there is no passkey for them to stand in for."""
    if not passkeys_of(account):
        raise OutOfOrder("door.out.codes-without-passkey")
    _kept(account).filter(type=Authenticator.Type.RECOVERY_CODES).delete()
    codes: list[str] = RecoveryCodes.activate(account).generate_codes()
    return codes


def set_password(account: Account, password: str, repeated: str) -> None:
    """Gives the account a password. Raises `OutOfOrder` where its role asks for a passkey, or the password is a poor one."""
    if needs_passkey(account.held()):
        raise OutOfOrder("door.out.passkey-needed")
    if password != repeated:
        raise OutOfOrder("door.out.password-twice")
    try:
        validate_password(password, account)
    except ValidationError as bad:
        raise OutOfOrder(_POOR.get(bad.error_list[0].code or "", "door.out.password-common")) from None
    account.set_password(password)
    account.save(update_fields=["password"])


_POOR = {"password_too_short": "door.out.password-short", "password_entirely_numeric": "door.out.password-figures"}


def end_all(account: Account) -> None:
    """Takes every way in away, and ends every session: the telephone is lost, or the account is closed."""
    _kept(account).all().delete()
    account.set_unusable_password()
    account.save(update_fields=["password"])
    account.end_sessions()
