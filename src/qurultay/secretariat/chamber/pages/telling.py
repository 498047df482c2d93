"""The pages of the tellers: counting hands and papers, calling the roll, agreeing that a vote be void."""

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from qurultay.assembly.frozen import CALLED, COUNTED
from qurultay.secretariat.chamber import casting, sheets, votes
from qurultay.secretariat.chamber.models import VoteEvent
from qurultay.secretariat.chamber.pages.finding import the_vote
from qurultay.secretariat.chamber.pages.votes import vote as vote_page
from qurultay.secretariat.door.endpoint import endpoint
from qurultay.secretariat.door.roles import Deed
from qurultay.secretariat.frame.order import NotHere
from qurultay.secretariat.frame.request import Request
from qurultay.secretariat.frame.speaking import page
from qurultay.secretariat.frame.typed import row_number
from qurultay.secretariat.roll.naming import called


@endpoint(reads=Deed.TELL, of=the_vote)
def sheet(request: Request, event: VoteEvent) -> HttpResponse:
    """One's own sheet, and what colleagues have on theirs once one's own is kept."""
    if not event.fingerprint or event.method not in CALLED:
        raise NotHere
    facts, teller = casting.facts_of(event), request.reader.account
    held = {each.teller_id: each for each in event.sheets.all()}
    own = held.get(teller.pk)
    entries = own.entries if own is not None else {}
    voters = [who for who in facts.roll if facts.may_vote(who)]
    names = called(map(int, voters))
    values = {
        "event": event,
        "figures": sheets.FIGURES[:3] if facts.method == "hands" else sheets.FIGURES,
        "answers": sheets.ANSWERS,
        "counted": facts.method in COUNTED,
        "entries": entries,
        "own": own,
        "others": [each for each in held.values() if own is None or each.pk != own.pk],
        "room": sheets.in_the_room(event, facts),
        "roll": [(who, names[int(who)]) for who in voters],
        "next": next(iter(sheets.uncalled(event, facts, entries)), None),
    }
    return page(request, "chamber/sheet.html", values)


@endpoint(does=Deed.TELL, of=the_vote, again=sheet)
def keep_sheet(request: Request, event: VoteEvent) -> HttpResponse:
    """Keep figures, or one answer, or a whole list; or stand by a colleague's sheet."""
    now, typed, teller = timezone.now(), request.POST, request.reader.account
    if typed.get("stand-by"):
        sheets.stand_by(event, teller, row_number(typed["stand-by"]), now)
    elif event.method in COUNTED:
        sheets.count(event, teller, {name: typed.get(name, "") for name in sheets.FIGURES}, now)
    elif typed.get("given"):
        seat, _, given = typed["given"].partition(" ")
        sheets.answer(event, teller, {seat: given}, now)
    else:
        sheets.answer(
            event, teller, {n.removeprefix("seat-"): str(v) for n, v in typed.items() if n.startswith("seat-")}, now
        )
    return redirect("chamber:sheet", event.pk)


@endpoint(does=Deed.TELL, of=the_vote, again=vote_page)
def agree_to_void(request: Request, event: VoteEvent) -> HttpResponse:
    """A teller agrees that the vote be void."""
    votes.agree_to_void(event, request.reader.account, timezone.now())
    return redirect("chamber:vote", event.pk)
