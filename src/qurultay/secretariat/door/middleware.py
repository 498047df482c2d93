"""What happens to every request before a room sees it, and to every answer after.

Sealed     a name of ours or no answer; the headers of every answer: no foreign request, no inline script, no frame, nothing kept
Reader     who asks: their account, the roles they hold now, their language, how and when they proved who they are; whoever
           has been away for half an hour, or here for twelve hours, is out
Declared   an endpoint that declares nothing is not served
"""

import time
from collections.abc import Callable
from functools import cached_property
from typing import Any, cast

from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.utils import translation

from qurultay.secretariat.door.models import Account
from qurultay.secretariat.door.pages.refusing import LANGUAGE_COOKIE, bare
from qurultay.secretariat.door.proofs import METHODS, OWN_FIELDS
from qurultay.secretariat.door.roles import EVERYBODY, SIGNED_IN, Deed, Held, needs_passkey, permits
from qurultay.secretariat.frame.catalogue import chosen
from qurultay.secretariat.frame.request import Request

Answer = Callable[[HttpRequest], HttpResponse]
READ_AT_ONCE = OWN_FIELDS | {"passkey"}
"""What a form carries to be looked at and never kept as it is."""
SEEN = "seen"
"""Where the session notes when it was last used."""

CONTENT_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; img-src 'self' data:; "
    "connect-src 'self'{live}; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)


class ReaderMiddleware:
    """Says of each request who asks and in which language: `request.reader`."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, came: HttpRequest) -> HttpResponse:
        request = cast(Request, came)
        if request.user.is_authenticated and not _still_here(request):
            logout(request)
        request.reader = Reader(request)
        request.refusals = ()
        with translation.override(request.reader.language):
            return self.get_response(request)


def _still_here(request: HttpRequest) -> bool:
    """Is the session younger than its limits?"""
    now, came = time.time(), _came(request)
    return now - came <= settings.STAY_FOR and now - request.session.get(SEEN, came) <= settings.IDLE_FOR


def _came(request: HttpRequest) -> float:
    return min((each.get("at", 0) for each in request.session.get(METHODS, [])), default=0)


def _note_use(request: Request, *, by_itself: bool) -> None:
    """When a session was last used is noted by the minute, and goes with the session.

    A page that asks by itself keeps in whoever may only follow or vote, and nobody whose browser could do more.
    """
    if request.reader.account is None or time.time() - request.session.get(SEEN, _came(request)) <= 60:
        return
    if not (by_itself and needs_passkey(request.reader.held)):
        request.session[SEEN] = int(time.time())


class Reader:
    """Who makes a request. Roles are read once, and only if somebody asks."""

    def __init__(self, request: HttpRequest) -> None:
        self.account: Account | None = request.user if request.user.is_authenticated else None
        self.proofs: list[dict[str, Any]] = request.session.get(METHODS, [])
        asked = request.COOKIES.get(LANGUAGE_COOKIE) or request.headers.get("Accept-Language")
        self.language = self.account.language if self.account is not None else chosen(asked)

    def anew(self, request: HttpRequest) -> "Reader":
        """Who makes a request that has come in meanwhile."""
        return Reader(request)

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
        return any(_is_strong(each) for each in self.proofs)

    @property
    def is_fresh(self) -> bool:
        """Did they prove it a few minutes ago at most, by what their roles ask for?"""
        counted = filter(_is_strong, self.proofs) if needs_passkey(self.held) else self.proofs
        last = max((each.get("at", 0) for each in counted), default=0)
        return time.time() - last < settings.FRESH_FOR


def _is_strong(proof: dict[str, Any]) -> bool:
    return proof.get("method") == "mfa" and proof.get("type") in ("webauthn", "recovery_codes")


class DeclaredMiddleware:
    """Serves no endpoint that does not say who may use it."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, args: Any, named: Any) -> HttpResponse | None:
        """Raises where the view declares nothing: a programmer's mistake, found by a test long before.

        A form with NUL in it is refused: no browser lets anybody type one, and PostgreSQL keeps none.
        """
        if not hasattr(view, "declared"):
            raise LookupError(f"{request.path}: {view.__module__}.{view.__name__} does not declare who may use it")
        if _holds_nul(request):
            return bare(request, "door.not-understood", 400)
        _note_use(cast(Request, request), by_itself=view.declared.by_itself)
        return None


def _holds_nul(request: HttpRequest) -> bool:
    sent = [pair for given in (request.GET, request.POST) for pair in given.lists() if pair[0] not in READ_AT_ONCE]
    return any("\0" in each for name, values in sent for each in (name, *values))


def _policy() -> str:
    return CONTENT_POLICY.format(live=f" {settings.LIVE_ORIGIN}" if settings.LIVE_ORIGIN else "")


class SealedMiddleware:
    """Puts the same strict headers on every answer."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self._admitted(request)
        response.headers.setdefault("Content-Security-Policy", _policy())
        response.headers.setdefault("Cache-Control", "no-store")
        response.headers["Permissions-Policy"] = "geolocation=(), camera=(), microphone=(), payment=(), usb=()"
        response.headers["Cross-Origin-Resource-Policy"] = "same-origin"
        return response

    def _admitted(self, request: HttpRequest) -> HttpResponse:
        """Nothing larger than a paper for the pack is read at all. A body without a length is an empty one to Django."""
        request.get_host()  # raises for a name that is not ours
        if int(request.META.get("CONTENT_LENGTH") or 0) > settings.UPLOAD_MOST:
            return bare(request, "door.too-large", 413)
        return self.get_response(request)
