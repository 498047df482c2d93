"""The page everybody follows during a sitting, the screen of the room, and what the side process asks for."""

import time

from django.conf import settings
from django.http import HttpResponse, JsonResponse
from django.utils import timezone

from qurultay.portal.languages import INTERFACE
from qurultay.secretariat.chamber import live
from qurultay.secretariat.chamber.members import credential_of
from qurultay.secretariat.chamber.models import Sitting
from qurultay.secretariat.chamber.pages.finding import the_sitting
from qurultay.secretariat.chamber.presence import heard
from qurultay.secretariat.door.endpoint import endpoint
from qurultay.secretariat.door.roles import Deed
from qurultay.secretariat.frame.order import NotHere
from qurultay.secretariat.frame.request import Request
from qurultay.secretariat.frame.speaking import page, with_token
from qurultay.secretariat.frame.tickets import NotAdmitted, Ticket, admitted, key_at

TO_SHOW = (
    Deed.VOTE,
    Deed.ASK_TO_SPEAK,
    Deed.PRESIDE,
    Deed.TELL,
    Deed.CHECK_IN,
    Deed.CHECK_OTHERS_IN,
    Deed.MOVE,
    Deed.KEEP_AGENDA,
)
"""Deeds whose forms stand in the parts for everybody, and are shown to those who may do them."""


@endpoint(reads=Deed.FOLLOW, of=the_sitting)
def floor(request: Request, sitting: Sitting) -> HttpResponse:
    """The sitting as it is now; with script it goes on by itself, without it reloads."""
    reader = request.reader
    credential = credential_of(reader.account, sitting.session)
    if credential is not None:
        heard(sitting, credential, timezone.now())
    parts = live.parts_of(sitting, "floor", reader.language)
    values = {
        "sitting": sitting,
        "parts": [(name, with_token(request, markup)) for name, markup in parts.items()],
        "can": " ".join(f"can-{deed}" for deed in TO_SHOW if reader.may(deed, sitting.body)),
        "credential": credential,
        "ticket": live.ticket(sitting, reader.language),
        "stream": f"{settings.LIVE_ORIGIN}/live",
        "now": int(time.time()),
    }
    return page(request, "chamber/floor.html", values)


@endpoint(reads=Deed.FOLLOW, of=the_sitting, by_itself=True)
def new_ticket(request: Request, sitting: Sitting) -> HttpResponse:
    """Another ticket, for a page whose own has run out."""
    return HttpResponse(live.ticket(sitting, request.reader.language), content_type="text/plain")


@endpoint(reads=Deed.PRESIDE, of=the_sitting)
def screen_link(request: Request, sitting: Sitting) -> HttpResponse:
    """The address to open on the screen of the room."""
    values = {"sitting": sitting, "ticket": live.screen_ticket(sitting, request.reader.language)}
    return page(request, "chamber/screen_link.html", values)


@endpoint(reads=Deed.COME_IN)
def screen(request: Request) -> HttpResponse:
    """The screen of the room: the question in two languages, figures one can read from the last row, who is next."""
    found, sitting = _admitted(request, "screen")
    parts = live.parts_of(sitting, "screen", found.language)
    values = {
        "sitting": sitting,
        "parts": list(parts.items()),
        "ticket": request.GET["ticket"],
        "stream": f"{settings.LIVE_ORIGIN}/live",
        "now": int(time.time()),
    }
    return page(request, "chamber/screen.html", values)


@endpoint(reads=Deed.COME_IN)
def parts(request: Request, which: str) -> HttpResponse:
    """The parts of a page, for the side process alone: it shows a ticket that it signed itself."""
    found, sitting = _admitted(request, "render")
    if which not in live.PARTS:
        raise NotHere
    return JsonResponse(live.parts_of(sitting, which, found.language), json_dumps_params={"ensure_ascii": False})


def _admitted(request: Request, kind: str) -> tuple[Ticket, Sitting]:
    try:
        found = admitted(request.GET.get("ticket", ""), key_at(live.folder()), int(time.time()))
    except NotAdmitted:
        raise NotHere from None
    if found.kind != kind or found.language not in INTERFACE:
        raise NotHere
    return found, the_sitting(request, found.sitting)
