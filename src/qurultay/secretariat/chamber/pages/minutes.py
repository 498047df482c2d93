"""The minutes of a sitting: the secretary writes and circulates them, members correct them, a later sitting approves them."""

from zoneinfo import ZoneInfo

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from qurultay.secretariat.chamber import minutes as deeds
from qurultay.secretariat.chamber.members import credential_of, the_credential
from qurultay.secretariat.chamber.minutes_drafted import languages_of
from qurultay.secretariat.chamber.models import Correction, Minutes, Sitting, VoteEvent
from qurultay.secretariat.chamber.pages.finding import the_correction, the_minutes, the_sitting
from qurultay.secretariat.desk import drafting
from qurultay.secretariat.door.endpoint import endpoint
from qurultay.secretariat.door.roles import Deed
from qurultay.secretariat.frame.order import OutOfOrder
from qurultay.secretariat.frame.request import Request
from qurultay.secretariat.frame.speaking import page, voice
from qurultay.secretariat.frame.typed import chosen_row


@endpoint(reads=Deed.FOLLOW, of=the_minutes)
def minutes(request: Request, held: Minutes) -> HttpResponse:
    """The minutes as they stand."""
    values = {
        "minutes": held,
        "tongues": [
            voice(code) for code in sorted(languages_of(held.sitting), key=lambda c: c != request.reader.language)
        ],
        "credential": credential_of(request.reader.account, held.sitting.session),
        "corrections": held.corrections.select_related("credential__membership"),
        "approving": _could_approve(held) if held.state == "circulated" else (),
    }
    return page(request, "chamber/minutes.html", values)


@endpoint(does=Deed.KEEP_MINUTES, of=the_sitting)
def draft(request: Request, sitting: Sitting) -> HttpResponse:
    """Draft the minutes from what happened."""
    return redirect("chamber:minutes", deeds.draft(sitting).pk)


@endpoint(does=Deed.KEEP_MINUTES, of=the_minutes, again=minutes)
def edit(request: Request, held: Minutes) -> HttpResponse:
    """Write a paragraph anew, or add one."""
    place, words = request.POST.get("place", ""), typed(request, held)
    if request.POST.get("add"):
        deeds.add(held, place, words)
    else:
        deeds.edit(held, place, words)
    return redirect("chamber:minutes", held.pk)


@endpoint(does=Deed.KEEP_MINUTES, of=the_minutes, again=minutes)
def circulate(request: Request, held: Minutes) -> HttpResponse:
    """Give them to the members, or take them back."""
    if request.POST.get("recall"):
        deeds.recall(held)
    else:
        deeds.circulate(held, timezone.now())
    return redirect("chamber:minutes", held.pk)


@endpoint(does=Deed.MOVE, of=the_minutes, again=minutes)
def propose(request: Request, held: Minutes) -> HttpResponse:
    """Propose other words for a paragraph."""
    credential = the_credential(request.reader.account, held.sitting.session)
    deeds.propose(held, credential, request.POST.get("place", ""), typed(request, held), timezone.now())
    return redirect("chamber:minutes", held.pk)


@endpoint(does=Deed.KEEP_MINUTES, of=the_correction)
def decide(request: Request, correction: Correction) -> HttpResponse:
    """Take a correction into the minutes, or decline it."""
    deeds.decide(correction, accept=request.POST.get("accept") == "yes")
    return redirect("chamber:minutes", correction.minutes_id)


@endpoint(does=Deed.KEEP_MINUTES, of=the_minutes, again=minutes)
def approve(request: Request, held: Minutes) -> HttpResponse:
    """Record that a later sitting approved them, and lay the act on the desk."""
    event = chosen_row(_could_approve(held), request.POST.get("event", ""))
    if event is None:
        raise OutOfOrder("chamber.out.minutes.not-adopted")
    deeds.approve(held, event)
    return redirect("chamber:minutes", held.pk)


@endpoint(does=Deed.KEEP_MINUTES, of=the_minutes, again=minutes)
def seal(request: Request, held: Minutes) -> HttpResponse:
    """Lay the act that seals them on the desk."""
    now = timezone.now()
    draft = drafting.begin(
        kind="minutes-approved",
        body=held.body,
        text=deeds.act_of(held, now.astimezone(ZoneInfo(held.sitting.zone)).date()),
        source=f"minutes/{held.pk}",
        by=request.reader.account,
        now=int(now.timestamp()),
    )
    deeds.seal(held, draft)
    return redirect("chamber:minutes", held.pk)


def typed(request: Request, held: Minutes) -> dict[str, str]:
    """What was typed for a paragraph, by language."""
    found = {code: request.POST.get(f"words-{code}", "").strip() for code in languages_of(held.sitting)}
    return {code: " ".join(said.split()) for code, said in found.items()}


def _could_approve(held: Minutes):  # type: ignore[no-untyped-def]  # a query
    """Declared votes of later sittings of the body that could have been about these minutes."""
    found = VoteEvent.objects.filter(sitting__session__body=held.body, asks=VoteEvent.Asks.PROCEDURE, result="adopted")
    return found.filter(state=VoteEvent.State.DECLARED, sitting__opens__gt=held.sitting.opens)
