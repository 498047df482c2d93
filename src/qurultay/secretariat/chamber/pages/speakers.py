"""Asking to speak, and giving the floor."""

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from qurultay.secretariat.chamber import speakers
from qurultay.secretariat.chamber.members import who_is_there
from qurultay.secretariat.chamber.models import AgendaItem
from qurultay.secretariat.chamber.pages.finding import the_item
from qurultay.secretariat.door.endpoint import endpoint
from qurultay.secretariat.door.roles import Deed
from qurultay.secretariat.frame.order import OutOfOrder
from qurultay.secretariat.frame.request import Request
from qurultay.secretariat.frame.typed import amount, row_number


@endpoint(does=Deed.ASK_TO_SPEAK, of=the_item)
def ask(request: Request, item: AgendaItem) -> HttpResponse:
    """Ask to speak, or take it back."""
    credential = who_is_there(request.reader.account, item.sitting)
    kind = request.POST.get("kind", "")
    if kind == "withdraw":
        speakers.withdraw(item, credential, timezone.now())
    else:
        speakers.ask(item, credential, kind, timezone.now())
    return _back(item)


@endpoint(does=Deed.PRESIDE, of=the_item)
def give_floor(request: Request, item: AgendaItem) -> HttpResponse:
    """Give the floor to the next, or to one whom the chair chooses."""
    typed = request.POST.get("turn", "")
    turn = row_number(typed)
    if typed and turn is None:
        raise OutOfOrder("chamber.out.speech.not-waiting")
    speakers.give_floor(item, timezone.now(), turn)
    return _back(item)


@endpoint(does=Deed.PRESIDE, of=the_item)
def end_speech(request: Request, item: AgendaItem) -> HttpResponse:
    """The speech is over."""
    speakers.end_speech(item, timezone.now())
    return _back(item)


@endpoint(does=Deed.PRESIDE, of=the_item)
def set_queue(request: Request, item: AgendaItem) -> HttpResponse:
    """Open or close the queue, and set how long and how often each may speak."""
    speakers.set_queue(
        item,
        open_=request.POST.get("open") == "yes",
        seconds=_limit(request.POST.get("seconds", "")),
        most=_limit(request.POST.get("most", "")),
    )
    return _back(item)


def _limit(typed: str) -> int | None:
    return amount(typed, OutOfOrder("chamber.out.speech.limits"))


def _back(item: AgendaItem) -> HttpResponse:
    return redirect("chamber:floor", item.sitting_id)
