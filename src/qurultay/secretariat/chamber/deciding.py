"""What follows from a decision of the house: the motion is adopted or lost, others fall or end with it, it is taken up again.

Where a text was divided, its provisions are voted one by one, and the motion hears of it when all of them are declared (V21).
"""

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.db import transaction

from qurultay.assembly.amending import Edit, made_in
from qurultay.assembly.majority import Outcome
from qurultay.assembly.motions import Stage, Step
from qurultay.assembly.questions import divided
from qurultay.secretariat.chamber.amendments import fall_beside
from qurultay.secretariat.chamber.models import Motion, VoteEvent
from qurultay.secretariat.chamber.motions import take
from qurultay.secretariat.chamber.orders import orders
from qurultay.secretariat.chamber.procedure import CHAIR, HOUSE, LAW
from qurultay.secretariat.chamber.texts import latest, new_version, text_of
from qurultay.secretariat.desk.models import Draft


def decided(motion: Motion, outcome: Outcome, event: VoteEvent | None, now: datetime) -> None:
    """What the house decided on a motion or an amendment, or on taking it up again. No decision leaves it pending.

    Where a text was voted by provisions, those that were voted and do not stand are struck from it (V21).
    """
    if outcome == "no-decision" or (outcome == "tied" and _put_once_more(event)):
        return
    if event is not None and event.asks == VoteEvent.Asks.RECONSIDER:
        if outcome == "adopted":
            reconsider(motion, event, now)
        return
    with transaction.atomic():
        held = take(motion, Step.ADOPT if outcome == "adopted" else Step.LOSE, HOUSE, now)
        held.decided_by = event
        held.save(update_fields=["decided_by"])
        if outcome == "adopted":
            _carried(held, event, now)


def _put_once_more(event: VoteEvent | None) -> bool:
    """A first tie is the end of nothing where the orders know a second vote (V7)."""
    return event is not None and event.second_of_id is None and orders().tie == "second-vote"


def _carried(held: Motion, event: VoteEvent | None, now: datetime) -> None:
    """What follows of itself from a decision."""
    if held.is_amendment:
        fall_beside(held, now)
        return
    if event is not None and event.asks == VoteEvent.Asks.PROVISION:
        _divide(held, event, now)
    if held.rescinds is not None and held.rescinds.state == Stage.ADOPTED:
        take(held.rescinds, Step.RESCIND, LAW, now)


def _divide(held: Motion, event: VoteEvent, now: datetime) -> None:
    whole = of_division(held)
    gone = set(provisions_voted(held)) - set(whole[1] if whole else ())
    if gone:
        edits = tuple(Edit(place=label) for label in sorted(gone))
        new_version(held, made_in(text_of(latest(held)), edits), edits, now)


def reconsider(motion: Motion, event: VoteEvent, now: datetime) -> Motion:
    """Take up again what was decided in this session, by two thirds, unless it has been carried out (V22)."""
    return take(
        motion,
        Step.RECONSIDER,
        CHAIR | HOUSE,
        now,
        for_=event.counts.get("for_", 0),
        against=event.counts.get("against", 0),
        same_session=event.sitting.session_id == motion.session_id,
        carried_out=carried_out(motion),
    )


def carried_out(motion: Motion) -> bool:
    """Has its text been entered in the record already? Then it is repealed there, and not taken up again here."""
    entered = Draft.objects.filter(source=f"motion/{motion.pk}").exclude(number=None)
    return entered.exclude(kind="not-adopted").exists()


def of_division(motion: Motion) -> tuple[Outcome, tuple[str, ...]] | None:
    """What is left of a divided text: the outcome of the whole and the provisions that stand; None until all are declared."""
    votes = provisions_voted(motion)
    labels = [each.provision for each in motion.votes.filter(asks=VoteEvent.Asks.PROVISION).exclude(state="void")]
    if not labels or set(labels) - set(votes):
        return None
    return divided(votes, list(dict.fromkeys(labels)))


def provisions_voted(motion: Motion) -> Mapping[str, Outcome]:
    """The outcome of each provision of a divided text that was declared."""
    rows: Sequence[VoteEvent] = list(
        motion.votes.filter(asks=VoteEvent.Asks.PROVISION, state=VoteEvent.State.DECLARED).order_by("declared")
    )
    return {each.provision: each.result for each in rows}  # type: ignore[misc]  # only outcomes are declared
