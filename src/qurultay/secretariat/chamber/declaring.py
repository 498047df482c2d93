"""A result is declared by the presiding officer; from then on only a contest can touch it (register law V24).

What was decided is handed to the motion. Where a text was divided, its provisions are voted one by one, and the motion
hears of it when all of them are declared (V21).
"""

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.db import transaction

from qurultay.assembly.majority import Outcome
from qurultay.assembly.questions import divided
from qurultay.assembly.vote_event import DECLARABLE, after
from qurultay.secretariat.chamber import live
from qurultay.secretariat.chamber.models import Motion, VoteEvent
from qurultay.secretariat.chamber.votes import locked, state_of
from qurultay.secretariat.door.models import Account
from qurultay.secretariat.frame.order import OutOfOrder


@transaction.atomic
def declare(event: VoteEvent, by: Account, now: datetime) -> VoteEvent:
    """Declares what the vote came to. Raises `OutOfOrder` where it decided nothing: then the motion stays pending."""
    held = locked(event, "declare", by)
    if held.result not in DECLARABLE:
        raise OutOfOrder(f"chamber.out.declare-{held.result}")
    held.state, held.declared = after(state_of(held), "declare"), now
    held.save(update_fields=["state", "declared"])
    _tell(held, now)
    live.changed(held.sitting)
    return held


def _tell(held: VoteEvent, now: datetime) -> None:
    if held.motion is None:
        return
    from qurultay.secretariat.chamber import motions

    if held.asks == VoteEvent.Asks.PROVISION:
        whole = of_division(held.motion)
        if whole is not None:
            motions.decided(held.motion, whole[0], held, now)
        return
    motions.decided(held.motion, held.result, held, now)


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
