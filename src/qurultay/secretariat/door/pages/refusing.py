"""The pages that say no, or that something went wrong: they say nothing private, and work when little else does."""

from django.http import HttpRequest, HttpResponse

from qurultay.secretariat.frame.catalogue import chosen
from qurultay.secretariat.frame.speaking import TEMPLATES, voice

LANGUAGE_COOKIE = "language"


def forged(request: HttpRequest, reason: str = "") -> HttpResponse:
    """For a form that this site did not give out, or gave out to somebody who was somebody else then."""
    return bare(request, "door.forged", 403)


def not_understood(request: HttpRequest, *_: object, **__: object) -> HttpResponse:
    """For what no browser of ours sends."""
    return bare(request, "door.not-understood", 400)


def forbidden(request: HttpRequest, *_: object, **__: object) -> HttpResponse:
    """For what Django itself forbids."""
    return bare(request, "door.forged", 403)


def failed(request: HttpRequest, *_: object, **__: object) -> HttpResponse:
    """For our own mistakes: the transaction is undone, and the page needs neither rows nor session."""
    return bare(request, "door.failed", 500)


def bare(request: HttpRequest, key: str, status: int) -> HttpResponse:
    """A page that asks neither who reads it nor for any row."""
    speaking = voice(chosen(request.COOKIES.get(LANGUAGE_COOKIE) or request.headers.get("Accept-Language")))
    said = {"say": speaking.say, "plain_title": speaking.attribute, "code": speaking.code, "dir": speaking.dir}
    return HttpResponse(TEMPLATES.get_template("door/bare.html").render(key=key, **said), status=status)
