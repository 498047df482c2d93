"""The pages of a vote: for those who vote, and for all who follow."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.utils import timezone

from qurultay.assembly.frozen import ASKED, BY_NAME, CALLED, Frozen
from qurultay.assembly.vote_event import DECLARABLE
from qurultay.portal.values import Saying
from qurultay.secretariat.chamber import casting, declaring, hours, votes, wording
from qurultay.secretariat.chamber.ballot_boxes import box_of
from qurultay.secretariat.chamber.freezing import facts_now
from qurultay.secretariat.chamber.members import credential_of
from qurultay.secretariat.chamber.models import Presence, Sitting, VoteEvent
from qurultay.secretariat.chamber.pages.finding import the_ballot, the_sitting, the_vote
from qurultay.secretariat.chamber.presence import heard
from qurultay.secretariat.door.endpoint import endpoint
from qurultay.secretariat.door.roles import Deed
from qurultay.secretariat.frame.house import standing
from qurultay.secretariat.frame.order import OutOfOrder
from qurultay.secretariat.frame.request import Request
from qurultay.secretariat.frame.speaking import address, page
from qurultay.secretariat.roll.naming import called

_S = VoteEvent.State


@endpoint(reads=Deed.FOLLOW, of=the_sitting)
def votes_of(request: Request, sitting: Sitting) -> HttpResponse:
    """Every vote of a sitting."""
    hours.due(timezone.now())
    rows = list(sitting.votes.select_related("motion").defer("frozen").order_by("-pk"))
    return page(request, "chamber/votes.html", {"sitting": sitting, "rows": rows})


@endpoint(reads=Deed.FOLLOW, of=the_vote)
def vote(request: Request, event: VoteEvent) -> HttpResponse:
    """A vote: its question and rule, what one may do, what it came to."""
    now = timezone.now()
    if event.state in (_S.PREPARED, _S.OPEN) and hours.due(now):
        event = the_vote(request, event.pk)
    values = {"event": event, "sitting": event.sitting, "zone": event.sitting.zone}
    if event.method == "belenios":
        return page(request, "chamber/ballot_box.html", values | {"box": box_of(event.election)})
    facts = casting.facts_of(event) if event.fingerprint else facts_now(event, now)
    mine = _mine(request, event, facts, now)
    shown = {
        "facts": facts,
        "rule": tuple(wording.rule(facts)),
        "seen_by": wording.seen_by(facts),
        "mine": mine,
        "names": _names(request, event, facts),
        "outcome": _outcome(request, event, facts),
        "missing": _missing(event, facts, now),
        "community": standing().named,
        "asked_only": facts.method in ASKED,
        "called": facts.method in CALLED,
        "division": _division(event),
    }
    return page(request, "chamber/vote.html", values | shown)


@endpoint(does=Deed.VOTE, of=the_ballot, again=vote)
def cast(request: Request, event: VoteEvent) -> HttpResponse:
    """Cast a vote; the first stands."""
    giver = request.POST.get("for", "")
    casting.cast(event, request.reader.account, request.POST.get("choice", ""), timezone.now(), giver=giver)
    return HttpResponseRedirect(address("chamber:vote", event.pk))


@endpoint(does=Deed.VOTE, of=the_vote, again=vote)
def object_(request: Request, event: VoteEvent) -> HttpResponse:
    """Object to deciding it in this way."""
    casting.object_(event, request.reader.account, timezone.now())
    return redirect("chamber:vote", event.pk)


@endpoint(does=Deed.PRESIDE, of=the_vote, again=vote)
def step(request: Request, event: VoteEvent) -> HttpResponse:
    """Open it, close it, declare it, break its tie, make it void."""
    account, now = request.reader.account, timezone.now()
    match request.POST.get("step"):
        case "open":
            votes.open_(event, account, now)
        case "close":
            votes.close(event, account, now)
        case "declare":
            declaring.declare(event, account, now)
        case "for" | "against" as choice:
            votes.cast_deciding(event, account, choice, now)
        case "void":
            votes.void(event, account, request.POST.get("reason", ""), now)
        case _:
            raise OutOfOrder("chamber.out.choice")
    return redirect("chamber:vote", event.pk)


def _mine(request: Request, event: VoteEvent, facts: Frozen, now: datetime) -> Mapping[str, Any] | None:
    """What the reader may do here and has done: None for somebody without a credential."""
    credential = credential_of(request.reader.account, event.sitting.session)
    if credential is None or not request.reader.may(Deed.VOTE, event.body):
        return None
    who, giver = str(credential.pk), facts.proxies.get(str(credential.pk), "")
    there = Presence.objects.filter(sitting=event.sitting, credential=credential, left=None).first()
    heard(event.sitting, credential, now)
    done = casting.own_choices(event, credential.pk, facts)
    there_enough = there is not None or facts.method == "written"
    on_page = facts.method in casting.ELECTRONIC and not (facts.method == "hands" and there and there.channel == "room")
    return {
        "there": there_enough,
        "may_vote": facts.may_vote(who),
        "suspended": who in facts.roll and not facts.may_vote(who),
        "on_page": on_page,
        "cast": who in done,
        "choice": done.get(who),
        "receipt": casting.receipt(event.pk, credential.pk, choice) if (choice := done.get(who)) else "",
        "giver": giver,
        "giver_name": called([int(giver)])[int(giver)] if giver else "",
        "giver_cast": giver in done,
        "giver_choice": done.get(giver),
        "objected": event.objections.filter(credential=credential).exists(),
    }


def _names(request: Request, event: VoteEvent, facts: Frozen) -> list[tuple[Any, str]]:
    """Who voted how, for those who may read it and when it is over."""
    readers = {"members": Deed.FOLLOW, "tellers": Deed.TELL}
    allowed = readers.get(facts.orders.named)
    over = event.state in (_S.CLOSED, _S.DECLARED, _S.VOID)
    if facts.method not in BY_NAME or allowed is None or not over or not request.reader.may(allowed, event.body):
        return []
    rows = list(event.cast.order_by("credential__membership__seat", "pk").values_list("credential_id", "choice"))
    names = called([who for who, _ in rows])
    return [(names[who], choice) for who, choice in rows]


def _outcome(request: Request, event: VoteEvent, facts: Frozen) -> wording.Outcome | None:
    """What it came to: for all when it is declared, for the chair and the tellers when it is closed."""
    first = request.reader.may(Deed.PRESIDE, event.body) or request.reader.may(Deed.TELL, event.body)
    if event.state == _S.DECLARED or (event.state == _S.CLOSED and (first or event.result not in DECLARABLE)):
        return wording.outcome(event, facts)
    return None


def _missing(event: VoteEvent, facts: Frozen, now: datetime) -> list[Saying]:
    """What stands against the next step, said while there is time to mend it."""
    if event.state == _S.PREPARED:
        return [votes.refusal(each).saying for each in votes.against_opening(event, facts)]
    if event.state == _S.OPEN:
        return [each.saying for each in votes.against_closing(event, facts, now)]
    if event.state == _S.CLOSED and event.result not in DECLARABLE:
        return [OutOfOrder(f"chamber.out.declare-{event.result}").saying]
    return []


def _division(event: VoteEvent) -> list[VoteEvent]:
    if event.motion is None or event.asks != VoteEvent.Asks.PROVISION:
        return []
    rows = event.motion.votes.filter(asks=VoteEvent.Asks.PROVISION).defer("frozen")
    return list(rows.exclude(state=_S.VOID).order_by("pk"))
