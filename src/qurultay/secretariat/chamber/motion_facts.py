"""A motion under the lock of its tree, and what the rules must know of it before a step."""

from datetime import datetime
from typing import Any

from django.db.models import Q

from qurultay.assembly.labels import is_preamble
from qurultay.assembly.motions import Facts, Stage, Standing
from qurultay.secretariat.chamber import live
from qurultay.secretariat.chamber.models import Motion, Session, VoteEvent
from qurultay.secretariat.chamber.orders import orders
from qurultay.secretariat.chamber.texts import text_of
from qurultay.secretariat.frame.order import OutOfOrder
from qurultay.secretariat.roll.models import Credential


def locked(motion: Motion) -> Motion:
    """The motion, read anew under the lock of its tree: an amendment is held with what it amends."""
    root = motion
    while root.amends is not None:
        root = root.amends
    Motion.objects.select_for_update().get(pk=root.pk)
    return Motion.objects.select_related("session", "item__sitting", "amends__amends", "amends__session").get(
        pk=motion.pk
    )


def facts_of(motion: Motion, now: datetime, **facts: Any) -> Facts:
    """What the rules must know of a motion or an amendment."""
    session, lead = motion.session, motion.amends
    until = session.amendments_until if motion.is_amendment else session.motions_until
    item = (lead or motion).item if lead is None or lead.amends is None else lead.amends.item
    return Facts(
        now=now,
        until=until,
        written=_is_written(motion),
        by_writing=session.mode == "written",
        seconds=motion.sponsors.filter(part="second").count(),
        seconds_needed=orders().seconds,
        amendments=standing_of(motion.amendments.all()),
        beside=standing_of(lead.amendments.exclude(pk=motion.pk)) if lead else (),
        distance=motion.distance,
        amended_is=Stage(lead.state) if lead else None,
        item_is_current=item is not None and item.sitting.current_id == item.pk,
        **facts,
    )


def standing_of(motions: Any) -> tuple[Standing, ...]:
    """Motions as the rules see those that may stand in the way."""
    rows = motions.values_list("label", "state", "distance")
    return tuple(Standing(label=label, stage=Stage(state), distance=distance) for label, state, distance in rows)


def _is_written(motion: Motion) -> bool:
    """A title and something operative, each in one language at least; an amendment says what it would change."""
    if motion.is_amendment:
        return bool(motion.operation)
    version = motion.versions.order_by("-number").first()
    return bool(motion.title) and version is not None and any(not is_preamble(each.label) for each in text_of(version))


def is_mover(motion: Motion, by: Credential | None) -> bool:
    """Did they move it?"""
    return by is not None and motion.sponsors.filter(credential=by, part="mover").exists()


def refuse_over(session: Session) -> None:
    """Nothing is moved or decided in a session that is over. Raises `OutOfOrder`."""
    if session.state in (Session.State.CLOSED, Session.State.SEALED, Session.State.CANCELLED):
        raise OutOfOrder("chamber.out.motion.closed")


def refuse_voted(motion: Motion) -> None:
    """While the house votes on something, and until it hears the result, nothing else is done with it or moved to it."""
    above = [motion.pk, motion.amends_id, motion.amends.amends_id if motion.amends else None]
    waits = Q(state=VoteEvent.State.OPEN) | Q(state=VoteEvent.State.CLOSED, result__in=("adopted", "lost", "tied"))
    if VoteEvent.objects.filter(waits, motion_id__in=[pk for pk in above if pk]).exists():
        raise OutOfOrder("chamber.out.motion.voted")


def changed(motion: Motion) -> None:
    """What is seen of it on the floor is different now."""
    root = motion
    while root.amends is not None:
        root = root.amends
    if root.item is not None:
        live.changed(root.item.sitting)
