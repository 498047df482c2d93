"""The one way to make an endpoint: it declares who may read it, who may act through it, and what it is about.

    @endpoint(reads=Deed.FOLLOW, of=the_motion)
    def motion_page(request, motion): ...

    @endpoint(does=Deed.MOVE, of=the_motion, again=motion_page)
    def second(request, motion): ...

An endpoint that declares nothing is not served (`door.middleware`), and a test fails for it. In this order: method,
signing in, passkey, the thing (one that somebody may not know of is not there), permission, freshness. A deed runs in
one transaction together with its trace; if it is out of order, the page it came from is shown again, with status 422,
the reason on top and everything that was typed still there. Where a fresh proof is missing, the form waits until it is given.

What anybody may do (coming in, going out, choosing a language) is no deed of the house: it leaves no trace, so that
nobody learns from the trail when somebody came, and no transaction holds the others up while a password is checked.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import wraps
from typing import Any, Protocol
from urllib.parse import urlencode

from django.db import transaction
from django.http import HttpResponse, HttpResponseNotAllowed
from django.shortcuts import redirect
from django.urls import reverse

from qurultay.secretariat.door.models import Trace
from qurultay.secretariat.door.proofs import OWN_FIELDS, SECRETS, came_in_here, proved_here
from qurultay.secretariat.door.roles import EVERYBODY, SIGNED_IN, Deed, needs_passkey
from qurultay.secretariat.door.turns import turn
from qurultay.secretariat.frame.order import NotHere, OutOfOrder
from qurultay.secretariat.frame.request import Request
from qurultay.secretariat.frame.speaking import page


class Thing(Protocol):
    """What an endpoint is about: it belongs to a body."""

    @property
    def body(self) -> str: ...


View = Callable[..., HttpResponse]
Finder = Callable[..., Any]


@dataclass(frozen=True, kw_only=True)
class Declared:
    """What an endpoint says of itself."""

    reads: Deed | None
    does: Deed | None
    of: Finder | None
    again: View | None
    fresh: bool
    by_itself: bool = False

    @property
    def methods(self) -> tuple[str, ...]:
        """The methods it answers."""
        return (("GET", "HEAD") if self.reads else ()) + (("POST",) if self.does else ())

    def deed(self, method: str | None) -> Deed | None:
        """What is done by this method."""
        return self.does if method == "POST" else self.reads


def endpoint(
    *,
    reads: Deed | None = None,
    does: Deed | None = None,
    of: Finder | None = None,
    again: View | None = None,
    fresh: bool = False,
    by_itself: bool = False,
) -> Callable[[View], View]:
    """Declares an endpoint; see above. `fresh` asks for a passkey used in the last minutes; what a page asks `by_itself`
    is no sign that somebody sits before it.

    Raises `ValueError` where it declares nothing.
    """
    if reads is None and does is None:
        raise ValueError("an endpoint says which deed it is for; see qurultay.secretariat.door.roles")
    declared = Declared(reads=reads, does=does, of=of, again=again, fresh=fresh, by_itself=by_itself)

    def made(view: View) -> View:
        @wraps(view)
        def answer(request: Request, **named: Any) -> HttpResponse:
            return _answer(declared, view, request, named)

        answer.declared = declared  # type: ignore[attr-defined]
        return answer

    return made


def either(reading: View, doing: View) -> View:
    """One address for a page and for the form that stands on it: what is read is the first, what is sent goes to the second."""
    read, done = reading.declared, doing.declared  # type: ignore[attr-defined]

    def answer(request: Request, **named: Any) -> HttpResponse:
        if request.method not in answer.declared.methods:  # type: ignore[attr-defined]
            return HttpResponseNotAllowed(answer.declared.methods)  # type: ignore[attr-defined]
        return (doing if request.method == "POST" else reading)(request, **named)

    answer.declared = replace(read, does=done.does, again=done.again, fresh=done.fresh)  # type: ignore[attr-defined]
    return answer


def _answer(declared: Declared, view: View, request: Request, named: dict[str, Any]) -> HttpResponse:
    deed = declared.deed(request.method)
    if request.method not in declared.methods or deed is None:
        return HttpResponseNotAllowed(declared.methods)
    turned = _at_the_door(request, deed)
    if turned is not None:
        return turned
    try:
        about = [] if declared.of is None else [declared.of(request, **named)]
        body = about[0].body if about else ""
        if not request.reader.may(deed, body):
            return lost(request) if request.reader.may(deed) else refused(request)
        if declared.fresh and not request.reader.is_fresh and not proved_here(request):
            return asked_again(request)
        # Only a finder is given what an address names; a view gets the thing. Without a finder the view gets the names.
        given = {} if about else named
        if request.method != "POST":
            return view(request, *about, **given)
        return _done(declared, view, request, about, named)
    except NotHere:
        return lost(request)
    except OutOfOrder as bad:
        request.refusals = (*request.refusals, bad.saying)
        return page(request, "frame/refused.html", {}, status=422)


def _at_the_door(request: Request, deed: Deed) -> HttpResponse | None:
    """Where somebody is sent who has not come in, or came in by less than their role asks for."""
    if deed in EVERYBODY:
        return None
    if request.reader.account is None and not came_in_here(request):
        return _sent(request, "door:sign-in") if request.method != "POST" else waits(request, "door/sign-in.html")
    if deed not in SIGNED_IN and needs_passkey(request.reader.held) and not request.reader.by_passkey:
        return _sent(request, "door:passkeys") if request.method != "POST" else refused(request)
    return None


def asked_again(request: Request) -> HttpResponse:
    """Asks for a proof before going on. What was typed into a form waits in it, and is sent on with the proof."""
    if request.method != "POST":
        return _sent(request, "door:again")
    return waits(request, "door/again.html")


def waits(request: Request, template: str) -> HttpResponse:
    """A page that asks for a proof first; the form that was sent waits in it, and goes on together with the proof."""
    waiting = [
        (name, value) for name, values in request.POST.lists() for value in values if name not in OWN_FIELDS | SECRETS
    ]
    return page(request, template, {"waiting": waiting, "goes": request.get_full_path()}, status=403)


def _sent(request: Request, where: str) -> HttpResponse:
    back = request.get_full_path() if request.method != "POST" else request.headers.get("Referer", "/")
    return redirect(f"{reverse(where)}?{_next(back)}")


def _next(path: str) -> str:
    return urlencode({"next": path})


def _done(declared: Declared, view: View, request: Request, about: list[Any], named: dict[str, Any]) -> HttpResponse:
    """The deed and its trace, or neither."""
    try:
        with _whole(declared):
            response = view(request, *about, **({} if about else named))
            if response.status_code < 400 and declared.does not in EVERYBODY:
                _trace(request, declared, view, about)
        return response
    except OutOfOrder as bad:
        if declared.again is None:
            raise
        request.refusals = (*request.refusals, bad.saying)
    response = shown_again(declared.again, request, named)
    response.status_code = 422
    return response


@contextmanager
def _whole(declared: Declared) -> Iterator[None]:
    if declared.does in EVERYBODY:
        yield
        return
    with turn(), transaction.atomic():
        yield


def shown_again(view: View, request: Request, named: dict[str, Any]) -> HttpResponse:
    """The page that a form stood on, with what was typed into it."""
    asked: Declared = view.declared  # type: ignore[attr-defined]
    plain: View = view.__wrapped__  # type: ignore[attr-defined]
    about = [] if asked.of is None else [asked.of(request, **named)]
    return plain(request, *about, **({} if about else named))


def _trace(request: Request, declared: Declared, view: View, about: list[Any]) -> None:
    thing = f"{type(about[0]).__name__.lower()}/{about[0].pk}" if about and hasattr(about[0], "pk") else ""
    name = request.resolver_match.view_name if request.resolver_match else view.__name__
    body = about[0].body if about else ""
    Trace.objects.create(
        account=request.reader.account, deed=declared.does or "", body=body, endpoint=name, thing=thing
    )


def refused(request: Request) -> HttpResponse:
    """The page for somebody who may not do this."""
    return page(request, "frame/refused.html", {}, status=403)


def lost(request: Request, *_: object, **__: object) -> HttpResponse:
    """The page for what is not here, or not for this person: which of the two is not said."""
    return page(request, "frame/lost.html", {}, status=404)
