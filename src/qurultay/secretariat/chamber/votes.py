"""A vote is opened, closed, made void (register law §6); each step is one transaction. Declaring is in `declaring`.

The steps are the table in `assembly.vote_event`; what a vote came to is reckoned by `assembly.vote_tally`. Here the rows
are gathered under a lock, the pure rules are asked, and what they say is written down.
"""

import json
from datetime import datetime, timedelta
from functools import partial
from hashlib import sha256
from typing import cast

from django.db import transaction

from qurultay.assembly.frozen import CALLED, COUNTED, Frozen
from qurultay.assembly.quorum import may_close
from qurultay.assembly.vote_event import Objection, OutOfStep, State, Step, after, objections_to_opening
from qurultay.assembly.vote_tally import concluded
from qurultay.secretariat.chamber import counting, live
from qurultay.secretariat.chamber.casting import facts_of
from qurultay.secretariat.chamber.freezing import facts_now
from qurultay.secretariat.chamber.members import credential_of
from qurultay.secretariat.chamber.models import Sitting, Vote, Voted, VoteEvent
from qurultay.secretariat.chamber.motions import may_be_put
from qurultay.secretariat.chamber.presence import cut, present
from qurultay.secretariat.chamber.sheets import TELLERS, agreed
from qurultay.secretariat.door.models import Account
from qurultay.secretariat.frame.order import OutOfOrder
from qurultay.secretariat.roll.models import Credential

# --- the steps ---------------------------------------------------------------------------------------------------


@transaction.atomic
def open_(event: VoteEvent, by: Account | None, now: datetime) -> VoteEvent:
    """Opens a vote and freezes its facts; `by` is nobody where its hour opens it. Raises `OutOfOrder`."""
    held = locked(event, "open", by)
    if held.motion is not None and held.asks in (VoteEvent.Asks.MOTION, VoteEvent.Asks.PROVISION):
        may_be_put(held.motion)
    facts = facts_now(held, now)
    for objection in against_opening(held, facts):
        raise refusal(objection)
    held.state, held.opened, held.frozen = after(state_of(held), "open"), now, facts.kept()
    held.fingerprint = sha256(json.dumps(held.frozen, sort_keys=True).encode()).hexdigest()
    held.save(update_fields=["state", "opened", "frozen", "fingerprint"])
    live.changed(held.sitting)
    return held


@transaction.atomic
def close(event: VoteEvent, by: Account | None, now: datetime) -> VoteEvent:
    """Closes a vote and counts it. What it came to is known from then on. Raises `OutOfOrder`."""
    held = locked(event, "close", by)
    facts = facts_of(held)
    for objection in against_closing(held, facts, now):
        raise objection
    found = counting.tally(held, facts)
    if facts.method == "roll-call":
        _enter_roll_call(held, now)
    if facts.method == "secret":
        counting.mixed(held)
    held.state, held.closed, held.counts = after(state_of(held), "close"), now, counting.kept(found)
    conclude(held, facts)
    held.save(update_fields=["state", "closed", "counts", "result"])
    live.changed(held.sitting)
    return held


@transaction.atomic
def cast_deciding(event: VoteEvent, by: Account, choice: str, now: datetime) -> VoteEvent:
    """The presiding officer breaks a tie, where the orders give a casting vote to one who has not voted (V7). Raises `OutOfOrder`."""
    held = locked(event, "declare", by)
    facts = facts_of(held)
    if facts.orders.tie != "casting-vote" or held.result != "tied" or choice not in ("for", "against"):
        raise OutOfOrder("chamber.out.no-casting-vote")
    if not _may_break_it(held, facts, credential_of(by, held.sitting.session)):
        raise OutOfOrder("chamber.out.chair-voted")
    held.counts = {**held.counts, "casting": choice}
    conclude(held, facts)
    held.save(update_fields=["counts", "result"])
    live.changed(held.sitting)
    return held


@transaction.atomic
def void(event: VoteEvent, by: Account, reason: str, now: datetime) -> VoteEvent:
    """Makes a vote void, with a reason, before it is declared; whatever was cast is kept (V24).

    It takes the presiding officer and two tellers; a vote that was never opened, the officer alone. Raises `OutOfOrder`.
    """
    held = locked(event, "void", by)
    if not reason.strip():
        raise OutOfOrder("chamber.out.reason")
    tellers = held.void_consents.exclude(teller=by).count()
    if held.opened is not None and tellers < TELLERS:
        raise OutOfOrder("chamber.out.tellers-agree", count=tellers)
    held.state, held.reason = after(state_of(held), "void"), reason.strip()[:400]
    held.save(update_fields=["state", "reason"])
    live.changed(held.sitting)
    return held


@transaction.atomic
def agree_to_void(event: VoteEvent, teller: Account, now: datetime) -> None:
    """A teller agrees that this vote be void. Raises `OutOfOrder`."""
    held = locked(event, "void", teller)
    held.void_consents.get_or_create(teller=teller, defaults={"at": now})


# --- what the steps rest on ----------------------------------------------------------------------------------------


def locked(event: VoteEvent, step: Step, by: Account | None) -> VoteEvent:
    """The event, held until this transaction is over, if the step may be taken, and by this person (V25)."""
    held = VoteEvent.objects.select_for_update(of=("self",)).select_related("sitting__session").get(pk=event.pk)
    try:
        after(state_of(held), step)
    except OutOfStep as bad:
        raise OutOfOrder(f"chamber.out.step-{bad.step}-{bad.state}") from None
    if held.method == "belenios":
        raise OutOfOrder("chamber.out.ballot-box")
    mine = credential_of(by, held.sitting.session)
    if mine is not None and mine.pk in held.interested:
        raise OutOfOrder("chamber.out.interest")
    return held


def state_of(event: VoteEvent) -> State:
    """Where it is in the table of steps."""
    return cast(State, event.state)  # the choices of the row are the states of the table


def refusal(objection: Objection) -> OutOfOrder:
    """The sentence for an objection of the pure rules."""
    return OutOfOrder(f"chamber.out.open-{objection.code}", **dict(objection.places))


def against_opening(event: VoteEvent, facts: Frozen) -> tuple[Objection, ...]:
    """Everything that stands against opening it."""
    sits = event.method == "written" or event.sitting.state == Sitting.State.IN_SESSION
    return (*(() if sits else (Objection("not-sitting"),)), *objections_to_opening(facts))


def against_closing(event: VoteEvent, facts: Frozen, now: datetime) -> list[OutOfOrder]:
    """Everything that stands against closing it: too many lines cut (V2), or tellers who do not agree."""
    found = []
    for check in (partial(_lines_hold, event, facts, now), partial(_tellers_agree, event, facts)):
        try:
            check()
        except OutOfOrder as bad:
            found.append(bad)
    return found


def _tellers_agree(event: VoteEvent, facts: Frozen) -> None:
    if facts.method in CALLED:
        agreed(event)


def _lines_hold(held: VoteEvent, facts: Frozen, now: datetime) -> None:
    """While too many lines are cut, a vote stays open: whoever can cut lines must not choose who votes (V2)."""
    if facts.method == "written" or held.opened is None:
        return
    lines = [
        each for each in present(held.sitting) if each.channel == "remote" and facts.may_vote(str(each.credential_id))
    ]
    lost, rules, open_for = cut(lines, facts.orders, now), facts.orders, now - held.opened
    longest = timedelta(hours=rules.longest_hours)
    if not may_close(
        checked_in=len(lines),
        lost=len(lost),
        open_for=open_for,
        num=rules.lost_num,
        den=rules.lost_den,
        longest=longest,
    ):
        until = held.opened + longest
        raise OutOfOrder("chamber.out.lines-cut", lost=len(lost), remote=len(lines), until=until)


def _may_break_it(held: VoteEvent, facts: Frozen, mine: Credential | None) -> bool:
    """Was the chair there, on the roll, and has not voted? Where only figures were counted nobody can know, and so nobody may."""
    if mine is None or facts.method in COUNTED or not facts.may_vote(str(mine.pk)):
        return False
    there = mine.presences.filter(sitting=held.sitting, came__lte=held.closed).exclude(left__lt=held.closed).exists()
    rows = (Voted if facts.method == "secret" else Vote).objects.filter(event=held, credential=mine)
    return there and not rows.exists()


def conclude(held: VoteEvent, facts: Frozen) -> None:
    """Writes down what the figures of this vote come to."""
    end = concluded(facts, counting.told(held.counts))
    held.result = end.result
    held.counts = {**held.counts, "outcomes": dict(end.communities)}


def _enter_roll_call(held: VoteEvent, now: datetime) -> None:
    channels = {str(each.credential_id): each.channel for each in present(held.sitting)}
    answers = [(who, choice) for who, choice in agreed(held).items() if choice != "absent"]
    rows = [
        Vote(event=held, credential_id=int(who), choice=choice, channel=channels.get(who, "room"), at=now)
        for who, choice in answers
    ]
    Vote.objects.bulk_create(rows)
