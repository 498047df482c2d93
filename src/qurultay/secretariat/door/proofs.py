"""How somebody proves who they are: a passkey, a printed code, a password; and what of it the session remembers.

Passkeys and printed codes are django-allauth's; its own pages are not served. We look closer than it does in two places:
a passkey's answer must come from this very origin (a page of another subdomain, such as the one where acts are signed,
is another origin), and when it was last used is not kept. For a name that nobody has, everything is done as for one
that somebody has, and said in the same words.
"""

import json
import struct
from collections.abc import Callable
from typing import Any, cast

from allauth.account.internal.flows.login import record_authentication
from allauth.core.internal import ratelimit
from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn.internal import auth as webauthn
from cryptography.exceptions import InvalidSignature
from django.conf import settings
from django.contrib.auth import login, update_session_auth_hash
from django.contrib.auth.hashers import check_password, make_password
from django.core.exceptions import ValidationError

from qurultay.secretariat.door.codes import figures
from qurultay.secretariat.door.models import Account
from qurultay.secretariat.door.roles import needs_passkey
from qurultay.secretariat.frame.order import OutOfOrder
from qurultay.secretariat.frame.request import Request

METHODS = "account_authentication_methods"
"""Where django-allauth notes in the session how somebody proved who they are."""
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
OWN_FIELDS = frozenset({"csrfmiddlewaretoken", "credential", "secret"})
"""What a form carries for the door alone: it is never handed on."""
SECRETS = frozenset({"password", "repeated", "passphrase"})
"""What nobody writes into a page, where whoever sits down next could read it: it is typed again."""

LIMITS = {"secret": "5/15m/key,120/m/ip", "sheet": "30/m/ip"}
"""How often one may try: a name with its password or printed code, and names in a row, each of which costs us scrypt; a printed sheet."""

NOT_A_PROOF = (
    ValidationError, InvalidSignature, ValueError, TypeError, KeyError, AttributeError, IndexError, struct.error, RecursionError,
)  # fmt: skip
"""What readers of a passkey's answer raise where it is none: it comes from outside, and may be anything."""


def origin(request: Request) -> str:
    """Where our pages are, as a browser writes it into a passkey's answer."""
    return settings.ORIGIN or f"{request.scheme}://{request.get_host()}"


# --- passkeys ---------------------------------------------------------------------------------------------------------


def passkey_asked(account: Account | None) -> dict[str, Any]:
    """What the browser is to ask a passkey: of this account, or of whoever holds one for this site."""
    asked: dict[str, Any] = webauthn.begin_authentication(account)
    return asked


def account_of_passkey(request: Request, answer: str, account: Account | None = None) -> Authenticator:
    """The passkey that gave this answer, and through it the account; if one is named, it must be that one's.

    Raises `OutOfOrder` where the answer does not prove it. A challenge is good for one answer, right or wrong.
    """
    try:
        given = json.loads(answer)
        parsed = webauthn.parse_authentication_response(given)
        exact(request, parsed.response.client_data)
        whose = account if account is not None else webauthn.extract_user_from_response(given)
        found = webauthn.complete_authentication(whose, given)
        if not parsed.response.authenticator_data.is_user_verified() or not whose.is_active:
            raise OutOfOrder("door.out.not-confirmed")
    except NOT_A_PROOF:
        raise OutOfOrder("door.out.not-confirmed") from None
    finally:
        webauthn.clear_state()
    return found


def exact(request: Request, said: Any) -> None:
    """Raises `OutOfOrder` where a browser says that another origin than ours asked, or ours within another's page."""
    if said.origin != origin(request) or said.cross_origin:
        raise OutOfOrder("door.out.not-confirmed")


# --- what one knows or has on paper -------------------------------------------------------------------------------------


def account_of_secret(request: Request, name: str, secret: str) -> tuple[Account, dict[str, Any]]:
    """Whose name and password, or name and printed code, these are, and how it was proved.

    A password opens nothing to somebody whose role asks for a passkey. Raises `OutOfOrder` in the same words and after
    the same work whether it was the name or the secret, and after five wrong ones in a quarter of an hour.
    """
    tried = _tried(request, "secret", name)
    account = Account.objects.filter(name=name, is_active=True).first()
    known = account is not None and account.has_usable_password()
    right = check_password(secret, account.password if known else _nobodys())  # type: ignore[union-attr]  # `known`
    codes = _printed_codes(account)
    if account is not None and codes is not None and _is_printed_code(codes, figures(secret)):
        tried.rollback()
        return account, {"method": "mfa", "type": "recovery_codes", "id": codes.pk}
    if account is None or not (known and right) or needs_passkey(account.held()):
        raise OutOfOrder("door.out.unknown")
    tried.rollback()
    return account, {"method": "password"}


def _is_printed_code(codes: Authenticator, typed: str) -> bool:
    return len(typed) == settings.MFA_RECOVERY_CODE_DIGITS and codes.wrap().validate_code(typed)


def _printed_codes(account: Account | None) -> Authenticator | None:
    whose = account.pk if account is not None else 0
    return Authenticator.objects.filter(user_id=whose, type=Authenticator.Type.RECOVERY_CODES).first()


_NOBODY: dict[str, str] = {}


def _nobodys() -> str:
    """The password of nobody, as costly to check as anybody's."""
    hasher = settings.PASSWORD_HASHERS[0]
    if hasher not in _NOBODY:
        _NOBODY[hasher] = make_password("what nobody typed")
    return _NOBODY[hasher]


def _tried(request: Request, action: str, key: str | None = None) -> ratelimit.RateLimitUsage:
    used = ratelimit.consume(request, app="qurultay", action=action, config=LIMITS, key=key)
    if used is None:
        raise OutOfOrder("door.out.too-often")
    return used


def tried_a_sheet(request: Request) -> None:
    """Counts a try. Raises `OutOfOrder` after thirty in a minute."""
    _tried(request, "sheet")


# --- the session --------------------------------------------------------------------------------------------------------


def come_in(request: Request, account: Account, proof: dict[str, Any]) -> None:
    """Lets the account in: a new session key, and in the session how and when it was proved."""
    login(request, account, backend=BACKEND)
    record_authentication(request, account, **proof)


def let_in(request: Request) -> Account:
    """Lets in whoever the form speaks for. Raises `OutOfOrder` where it does not prove it."""
    if request.POST.get("credential"):
        found = account_of_passkey(request, request.POST["credential"])
        account, proof = cast(Account, found.user), {"method": "mfa", "type": "webauthn", "id": found.pk}
    else:
        account, proof = account_of_secret(
            request, request.POST.get("name", "").strip(), request.POST.get("secret", "")
        )
    come_in(request, account, proof)
    return account


def keep_this_session(request: Request, account: Account) -> None:
    """Ends every other session of the account, and gives this one a new key."""
    account.end_sessions()
    update_session_auth_hash(request, account)


def prove_again(request: Request) -> None:
    """Notes that whoever sits here has proved once more that it is they. Raises `OutOfOrder` where they have not."""
    account = request.reader.account
    if request.POST.get("credential"):
        found = account_of_passkey(request, request.POST["credential"], account)
        proof: dict[str, Any] = {"method": "mfa", "type": "webauthn", "id": found.pk}
    else:
        _, proof = account_of_secret(request, account.name, request.POST.get("secret", ""))
    note(request, account, proof)


def note(request: Request, account: Account, proof: dict[str, Any]) -> None:
    """Notes a proof in the session of somebody who is in already."""
    record_authentication(request, account, **proof)
    request.reader.proofs = request.session[METHODS]


def proved_here(request: Request) -> bool:
    """Did the form that came bring a fresh proof with it, and is it good?"""
    return _brought(request, prove_again)


def came_in_here(request: Request) -> bool:
    """Did a form that waited at the door bring the proof of who sends it, and is it good? Then they have come in."""
    if not _brought(request, let_in):
        return False
    request.reader = request.reader.anew(request)
    return True


def _brought(request: Request, proves: Callable[[Request], object]) -> bool:
    if request.method != "POST" or not (request.POST.get("credential") or request.POST.get("secret")):
        return False
    try:
        proves(request)
    except OutOfOrder as bad:
        request.refusals = (*request.refusals, bad.saying)
        return False
    return True
