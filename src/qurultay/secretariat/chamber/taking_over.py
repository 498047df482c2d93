"""A session that the record knows and no row does: it was called where nobody worked in the browser yet.

A house that signed its call on the command line, or begins with the secretariat in the middle of a session, goes on from
there: days, mode and zone are the record's, and so is how far it has come.
"""

from collections.abc import Mapping
from datetime import UTC, datetime

from django.db import transaction

from qurultay.acts.book import SessionState as Held
from qurultay.secretariat.chamber.models import Session
from qurultay.secretariat.chamber.texts import typed
from qurultay.secretariat.frame.house import Standing, standing
from qurultay.secretariat.frame.order import OutOfOrder


def unknown_here(body: str) -> list[str]:
    """The sessions of a body that are called or open in the record, and have no row."""
    there = set(Session.objects.values_list("ref", flat=True))
    held = standing().book.sessions
    return [ref for ref, each in held.items() if each.call.body == body and each.closed is None and ref not in there]


@transaction.atomic
def take_over(ref: str, place: Mapping[str, str]) -> Session:
    """The row of a session of the record. Raises `OutOfOrder` where the record has none, or it is closed or here already."""
    said = standing()
    held = said.book.sessions.get(ref)
    if held is None or ref not in unknown_here(held.call.body):
        raise OutOfOrder("chamber.out.session.not-to-take-over")
    call = held.call
    tongues = said.rules(held.opens).languages
    return Session.objects.create(
        ref=ref, body=call.body, ordinal=call.ordinal, title=dict(said.named(ref).words), place=typed(place, tongues),
        mode=call.mode, zone=_zone(call.zone), opens=held.opens, closes=held.closes, called=_entered(held.convened, said),
        opened=_entered(held.opened, said) if held.opened is not None else None, state=_state(held),
    )  # fmt: skip


def _state(held: Held) -> Session.State:
    return Session.State.CALLED if held.opened is None else Session.State.OPEN


def _zone(zone: str) -> str:
    """`UTC` has several names; pages that say the hour twice where it differs know it by this one."""
    return "UTC" if zone == "Etc/UTC" else zone


def _entered(number: int, said: Standing) -> datetime:
    return datetime.fromtimestamp(said.book.entries[number].entered, UTC)
