"""What tellers counted or heard: each keeps a sheet, and a vote closes when two of them say the same.

Hands and papers are figures; a roll call is an answer for each seat, marked on the screen as it is given or typed in
afterwards from paper. A teller may correct their own sheet until the vote is closed, or read a colleague's and stand by it.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final

from django.db import transaction
from django.db.models import Q

from qurultay.assembly.frozen import CALLED, Frozen
from qurultay.secretariat.chamber.casting import CHOICES, facts_of
from qurultay.secretariat.chamber.members import credential_of
from qurultay.secretariat.chamber.models import Presence, TellerSheet, VoteEvent
from qurultay.secretariat.door.models import Account
from qurultay.secretariat.frame.order import OutOfOrder
from qurultay.secretariat.frame.typed import amount

FIGURES: Final = ("for", "against", "abstained", "blank", "invalid")
"""What is counted; raised hands are neither blank nor invalid."""
ANSWERS: Final = (*CHOICES, "absent")
TELLERS: Final = 2


def count(event: VoteEvent, teller: Account, figures: Mapping[str, str], now: datetime) -> TellerSheet:
    """A teller's figures. Raises `OutOfOrder` for what is no number, or is more than there are people in the room."""
    facts = _called(event, teller, now)
    counted = {name: _number(figures.get(name, "")) for name in FIGURES}
    if facts.method == "hands" and (counted["blank"] or counted["invalid"]):
        raise OutOfOrder("chamber.out.hands-are-no-papers")
    room = in_the_room(event, facts)
    if sum(counted.values()) > room:
        raise OutOfOrder("chamber.out.more-than-present", counted=sum(counted.values()), present=room)
    return _keep(event, teller, counted, now)


def answer(event: VoteEvent, teller: Account, answers: Mapping[str, str], now: datetime) -> TellerSheet:
    """Answers of a roll call, one or many at once; an empty one takes back what stood there. Raises `OutOfOrder`."""
    facts = _called(event, teller, now)
    if facts.method != "roll-call":
        raise OutOfOrder("chamber.out.not-called")
    sheet = TellerSheet.objects.select_for_update().filter(event=event, teller=teller).first()
    entries = dict(sheet.entries) if sheet else {}
    for seat, given in answers.items():
        if not facts.may_vote(seat) or given not in (*ANSWERS, ""):
            raise OutOfOrder("chamber.out.answer")
        entries[seat] = given
    return _keep(event, teller, {seat: given for seat, given in entries.items() if given}, now)


def stand_by(event: VoteEvent, teller: Account, number: int | None, now: datetime) -> TellerSheet:
    """A teller has read a colleague's sheet and says the same. Raises `OutOfOrder` where there is none of a colleague."""
    _called(event, teller, now)
    other = TellerSheet.objects.filter(event=event, pk=number or 0).exclude(teller=teller).first()
    if other is None:
        raise OutOfOrder("chamber.out.no-sheet")
    return _keep(event, teller, other.entries, now)


def agreed(event: VoteEvent) -> dict[str, Any]:
    """What the tellers agree on. Raises `OutOfOrder` for fewer than two sheets, or sheets that differ."""
    sheets = list(TellerSheet.objects.filter(event=event))
    if len(sheets) < TELLERS:
        raise OutOfOrder("chamber.out.two-tellers", count=len(sheets))
    if any(sheet.entries != sheets[0].entries for sheet in sheets):
        raise OutOfOrder("chamber.out.tellers-differ")
    return dict(sheets[0].entries)


def uncalled(event: VoteEvent, facts: Frozen, entries: Mapping[str, str]) -> list[str]:
    """Who on the roll is present and has not been called yet, in the order of the roll."""
    there = Presence.objects.filter(sitting=event.sitting_id, left=None).values_list("credential_id", flat=True)
    here = {str(each) for each in there}
    return [who for who in facts.roll if facts.may_vote(who) and who in here and who not in entries]


def in_the_room(event: VoteEvent, facts: Frozen) -> int:
    """How many of the roll were in the room at any moment of this vote."""
    there = Presence.objects.filter(sitting=event.sitting_id, channel="room")
    there = (
        there.filter(Q(left=None) | Q(left__gte=event.opened)) if event.opened is not None else there.filter(left=None)
    )
    who = map(str, there.values_list("credential_id", flat=True))
    return facts.weight(dict.fromkeys(who))


def _called(event: VoteEvent, teller: Account, now: datetime) -> Frozen:
    locked = VoteEvent.objects.select_for_update().get(pk=event.pk)
    if locked.state != VoteEvent.State.OPEN:
        raise OutOfOrder("chamber.out.not-open")
    facts = facts_of(locked)
    if facts.method not in CALLED:
        raise OutOfOrder("chamber.out.not-called")
    mine = credential_of(teller, event.sitting.session)
    if mine is not None and mine.pk in event.interested:
        raise OutOfOrder("chamber.out.interest")
    return facts


@transaction.atomic
def _keep(event: VoteEvent, teller: Account, entries: Mapping[str, Any], now: datetime) -> TellerSheet:
    sheet, _ = TellerSheet.objects.update_or_create(
        event=event, teller=teller, defaults={"entries": dict(entries), "at": now}
    )
    return sheet


def _number(typed: str) -> int:
    return amount(typed, OutOfOrder("chamber.out.number", typed=typed.strip()[:20])) or 0
