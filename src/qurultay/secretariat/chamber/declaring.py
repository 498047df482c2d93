"""A result is declared by the presiding officer; from then on only a contest can touch it (register law V24).

What was decided is handed to the motion. Where a text was divided, its provisions are voted one by one, and the motion
hears of it when all of them are declared (V21).
"""

from datetime import datetime
from typing import cast

from django.db import transaction

from qurultay.assembly.majority import Outcome
from qurultay.assembly.vote_event import DECLARABLE, after
from qurultay.secretariat.chamber import deciding, live
from qurultay.secretariat.chamber.models import VoteEvent
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
    if held.asks == VoteEvent.Asks.PROVISION:
        whole = deciding.of_division(held.motion)
        if whole is not None:
            deciding.decided(held.motion, whole[0], held, now)
        return
    deciding.decided(held.motion, cast(Outcome, held.result), held, now)
