"""What happens to every request before a room sees it, and to every answer after.

Reader     who asks: their account, the roles they hold now, their language, how and when they proved who they are
Declared   an endpoint that declares nothing is not served
Sealed     the headers of every answer: no foreign request, no inline script, no frame, nothing kept
"""

import time
from collections.abc import Callable
from functools import cached_property
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation

from qurultay.secretariat.door.models import Account
from qurultay.secretariat.door.roles import EVERYBODY, SIGNED_IN, Deed, Held, permits
from qurultay.secretariat.frame.catalogue import chosen

Answer = Callable[[HttpRequest], HttpResponse]
LANGUAGE_COOKIE = "language"
METHODS = "account_authentication_methods"
"""Where django-allauth notes in the session how somebody proved who they are."""

CONTENT_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; img-src 'self' data:; "
    "connect-src 'self'{live}; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)


class ReaderMiddleware:
    """Says of each request who asks and in which language: `request.reader`."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.reader = Reader(request)
        request.refusals = ()
        with translation.override(request.reader.language):
            return self.get_response(request)


class Reader:
    """Who makes a request. Roles are read once, and only if somebody asks."""

    def __init__(self, request: HttpRequest) -> None:
        self.account: Account | None = request.user if request.user.is_authenticated else None
        self._proofs: list[dict[str, Any]] = request.session.get(METHODS, [])
        asked = request.COOKIES.get(LANGUAGE_COOKIE) or request.headers.get("Accept-Language")
        self.language = self.account.language if self.account is not None else chosen(asked)

    @cached_property
    def held(self) -> tuple[Held, ...]:
        """The roles of the account, each with its body."""
        return self.account.held() if self.account is not None else ()

    def may(self, deed: str, body: str = "") -> bool:
        """May the reader do this there?"""
        deed = Deed(deed)
        if deed in EVERYBODY:
            return True
        return self.account is not None and (deed in SIGNED_IN or permits(self.held, deed, body))

    @property
    def by_passkey(self) -> bool:
        """Did the reader come in by a passkey, or by one of the ten printed recovery codes?"""
        return any(each.get("type") in ("webauthn", "recovery_codes") for each in self._proofs if _is_second(each))

    @property
    def is_fresh(self) -> bool:
        """Was that a few minutes ago at most?"""
        last = max((each.get("at", 0) for each in self._proofs), default=0)
        return time.time() - last < settings.FRESH_FOR


def _is_second(proof: dict[str, Any]) -> bool:
    return proof.get("method") == "mfa"


class DeclaredMiddleware:
    """Serves no endpoint that does not say who may use it."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, args: Any, named: Any) -> HttpResponse | None:
        """Raises where the view declares nothing: a programmer's mistake, found by a test long before."""
        if not hasattr(view, "declared"):
            raise LookupError(f"{request.path}: {view.__module__}.{view.__name__} does not declare who may use it")
        return None


def _policy() -> str:
    return CONTENT_POLICY.format(live=f" {settings.LIVE_ORIGIN}" if settings.LIVE_ORIGIN else "")


class SealedMiddleware:
    """Puts the same strict headers on every answer."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.headers.setdefault("Content-Security-Policy", _policy())
        response.headers.setdefault("Cache-Control", "no-store")
        response.headers["Permissions-Policy"] = "geolocation=(), camera=(), microphone=(), payment=(), usb=()"
        response.headers["Cross-Origin-Resource-Policy"] = "same-origin"
        return response
