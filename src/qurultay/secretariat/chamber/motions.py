"""Motions: handed in, seconded, ruled on, taken up. What may be done when is `assembly.motions`.

A deed takes the lock of the whole tree, the motion with all amendments to it; so nobody hands in an amendment at the
moment in which the motion is put. What was done is kept as a step of the motion, with what was said of it.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from qurultay.assembly.motions import OVER, Stage, Step, after, amendment_after
from qurultay.assembly.motions import may_be_put as rule_on_putting
from qurultay.assembly.procedure import By
from qurultay.secretariat.chamber import live
from qurultay.secretariat.chamber.models import AgendaItem, Motion, MotionStep, Session, Sponsor
from qurultay.secretariat.chamber.motion_facts import changed, facts_of, is_mover, locked, refuse_over, refuse_voted
from qurultay.secretariat.chamber.procedure import CHAIR, LAW, MOVER, in_order
from qurultay.secretariat.chamber.texts import asked
from qurultay.secretariat.frame.order import OutOfOrder
from qurultay.secretariat.roll.models import Credential


@transaction.atomic
def take(
    motion: Motion, step: Step, by: frozenset[By], now: datetime, said: Mapping[str, str] | None = None, **facts: Any
) -> Motion:
    """One step of a motion or an amendment, as the tables have it. Raises `OutOfOrder`."""
    held = locked(motion)
    if By.LAW not in by:
        refuse_over(held.session)
    if not by & {By.LAW, By.HOUSE}:
        refuse_voted(held)
    rule = amendment_after if held.is_amendment else after
    known = facts_of(held, now, reason=" ".join((said or {}).values()), **facts)
    with in_order("motion", held.session.zone):
        stage = rule(Stage(held.state), step, by, known)
    if step is Step.SUBMIT:
        _words_there(held)
        held.label, held.made = _label(held), now
    held.state = stage
    if held.amends is not None:
        held.item = held.amends.item  # an amendment is taken where what it amends is
    held.save()
    MotionStep.objects.create(motion=held, step=step, at=now, said=dict(said or {}))
    if stage in OVER:
        _fall_with(held, now)
    changed(held)
    return held


def submit(motion: Motion, by: Credential, now: datetime) -> Motion:
    """Hand in a motion or an amendment that was being written. Raises `OutOfOrder`, with the hour where it is late."""
    return take(motion, Step.SUBMIT, _as(motion, by), now)


def withdraw(motion: Motion, by: Credential, now: datetime) -> Motion:
    """Its mover takes it back, until the house has taken it up."""
    return take(motion, Step.WITHDRAW, _as(motion, by), now)


@transaction.atomic
def second(motion: Motion, by: Credential, now: datetime) -> None:
    """Stand behind a motion. Raises `OutOfOrder` for its mover, for who seconds twice, and once it is before the house."""
    held = locked(motion)
    if held.state not in (Stage.SUBMITTED, Stage.ADMITTED, Stage.REPORTED):
        raise OutOfOrder("chamber.out.motion.not-to-second")
    if held.sponsors.filter(credential=by).exists():
        raise OutOfOrder("chamber.out.motion.stands-behind")
    Sponsor.objects.create(motion=held, credential=by, part="second", since=now)
    changed(held)


@transaction.atomic
def place(motion: Motion, item: AgendaItem, now: datetime) -> Motion:
    """Put an admitted motion, with the seconds it needs, under an item of the agenda."""
    if item.sitting.session_id != motion.session_id or item.state in ("struck", "disposed", "deferred"):
        raise OutOfOrder("chamber.out.motion.item-not-open", label=item.label)
    held = take(motion, Step.PLACE, CHAIR, now)
    held.item = item
    held.save(update_fields=["item"])
    live.changed(item.sitting)
    return held


def refer(motion: Motion, committee: str, now: datetime) -> Motion:
    """Send a pending motion to a committee, which reports back."""
    with transaction.atomic():
        held = take(motion, Step.REFER, CHAIR, now, committee=committee)
        held.referred_to = committee
        held.save(update_fields=["referred_to"])
    return held


def may_be_put(motion: Motion) -> None:
    """May it be put to the vote? Not while an amendment to it is open. Raises `OutOfOrder`."""
    held = locked(motion)
    with in_order("motion"):
        rule_on_putting(Stage(held.state), facts_of(held, held.made))


def _words_there(motion: Motion) -> None:
    """An amendment is handed in for words that are still in the text."""
    if motion.amends is not None and asked(motion).now is None:
        raise OutOfOrder("chamber.out.motion.words-gone", label=motion.place)


def _as(motion: Motion, by: Credential) -> frozenset[By]:
    return MOVER if is_mover(motion, by) else frozenset({By.MEMBER})


def _label(motion: Motion) -> str:
    """The next number, never one that was used: of motions in the session, of amendments to what they amend."""
    if motion.amends is not None:
        others = motion.amends.amendments.exclude(label__startswith="~")
        return f"{motion.amends.label}-A{_next(others, motion.amends.label + '-A')}"
    Session.objects.select_for_update().get(pk=motion.session_id)
    return str(_next(motion.session.motions.filter(amends=None).exclude(label__startswith="~"), ""))


def _next(others: Any, before: str) -> int:
    used = [label.removeprefix(before) for label in others.values_list("label", flat=True)]
    return max((int(each) for each in used if each.isdecimal()), default=0) + 1


def _fall_with(motion: Motion, now: datetime) -> None:
    """Amendments fall with what they amend."""
    for each in motion.amendments.filter(state__in=["submitted", "admitted", "pending"]):
        fall(each, motion, now)


def fall(amendment: Motion, because_of: Motion, now: datetime) -> None:
    """An amendment falls of itself, and those to it with it; which motion made it fall is kept."""
    held = take(amendment, Step.FALL, LAW, now)
    last = held.steps.order_by("-pk")[0]
    last.with_ = because_of
    last.save(update_fields=["with_"])
