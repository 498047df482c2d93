"""Motions: written, handed in, seconded, ruled on, taken up, decided. What may be done when is `assembly.motions`.

A deed takes the lock of the whole tree, the motion with all amendments to it; so nobody hands in an amendment at the
moment in which the motion is put. What was done is kept as a step of the motion, with what was said of it.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import uuid4

from django.db import transaction
from django.db.models import Q

from qurultay.assembly.amending import Edit, Provision, made_in
from qurultay.assembly.labels import is_preamble
from qurultay.assembly.majority import Outcome
from qurultay.assembly.motions import OVER, Facts, Stage, Standing, Step, after, amendment_after
from qurultay.assembly.motions import may_be_put as rule_on_putting
from qurultay.assembly.procedure import By
from qurultay.secretariat.chamber import laying, live
from qurultay.secretariat.chamber.models import AgendaItem, Motion, MotionStep, Session, Sponsor, VoteEvent
from qurultay.secretariat.chamber.orders import orders
from qurultay.secretariat.chamber.procedure import CHAIR, HOUSE, LAW, MOVER, in_order
from qurultay.secretariat.chamber.texts import (
    MOST_PROVISIONS,
    asked,
    languages,
    latest,
    new_version,
    printed,
    text_of,
    typed,
)
from qurultay.secretariat.desk.models import Draft
from qurultay.secretariat.door.models import Account
from qurultay.secretariat.frame.order import OutOfOrder
from qurultay.secretariat.roll.models import Credential

CLASSES = ("resolution", "declaration", "decision", "statute", "constitution", "plan", "procedure")
"""What a motion would have adopted, as the record knows texts."""
MOST_TITLE = 400


def locked(motion: Motion) -> Motion:
    """The motion, read anew under the lock of its tree: an amendment is held with what it amends."""
    root = motion
    while root.amends is not None:
        root = root.amends
    Motion.objects.select_for_update().get(pk=root.pk)
    return Motion.objects.select_related("session", "item__sitting", "amends__amends", "amends__session").get(
        pk=motion.pk
    )


# --- writing ---------------------------------------------------------------------------------------------------------


def write(
    *,
    session: Session,
    by: Credential,
    title: Mapping[str, str],
    provisions: Sequence[Mapping[str, Any]],
    now: datetime,
    classification: str = "resolution",
    requirement: str = "simple",
    motion: Motion | None = None,
) -> Motion:
    """Keeps a motion that is being written, a new one or the same again; nobody but its mover sees it yet.

    A provision is `{"words": {…}, "does": […], "preamble": bool}`; their numbers are given in this order. Raises `OutOfOrder`.
    """
    if classification not in CLASSES:
        raise OutOfOrder("chamber.out.motion.classification")
    refuse_over(session)
    tongues = languages(session)
    text = _numbered([(typed(each["words"], tongues), each) for each in provisions])
    named = {code: " ".join(words.split())[:MOST_TITLE] for code, words in typed(title, tongues).items()}
    with transaction.atomic():
        if motion is None:
            motion = Motion.objects.create(session=session, label=provisional(), made=now)
            Sponsor.objects.create(motion=motion, credential=by, part="mover", since=now)
        held = locked(motion)
        if held.state != Stage.DRAFT or held.is_amendment:
            raise OutOfOrder("chamber.out.motion.handed-in")
        held.title, held.classification, held.requirement = named, classification, requirement
        held.save(update_fields=["title", "classification", "requirement"])
        held.versions.all().delete()
        new_version(held, text, (), now)
    return held


def provisional() -> str:
    """What a motion is called until it is handed in and gets its number."""
    return f"~{uuid4().hex[:16]}"


def _numbered(provisions: Sequence[tuple[dict[str, str], Mapping[str, Any]]]) -> tuple[Provision, ...]:
    written = [(words, each) for words, each in provisions if words]
    if len(written) > MOST_PROVISIONS:
        raise OutOfOrder("chamber.out.motion.too-many-provisions", count=MOST_PROVISIONS)
    before = [(words, each) for words, each in written if each.get("preamble")]
    operative = [(words, each) for words, each in written if not each.get("preamble")]
    return tuple(
        Provision(label=f"{mark}{number}", words=words, does=tuple(each.get("does", ())))
        for mark, some in (("p", before), ("", operative))
        for number, (words, each) in enumerate(some, 1)
    )


@transaction.atomic
def translate(
    motion: Motion, provisions: Mapping[str, Mapping[str, str]], title: Mapping[str, str], now: datetime
) -> None:
    """Adds words in languages in which a text has none yet; words that are there stay as they were handed in."""
    held, tongues = locked(motion), languages(motion.session)
    if Stage(held.state) in OVER or held.state in (Stage.ADOPTED, Stage.MERGED):
        raise OutOfOrder("chamber.out.motion.decided")
    version = latest(held)
    for each in version.provisions:
        each["words"] = typed(provisions.get(each["label"], {}), tongues) | each["words"]
    # Lines that were printed stay; those of a language that is new are broken now.
    version.lines = printed(text_of(version)) | version.lines
    version.save()
    held.title = typed(title, tongues) | held.title
    held.save(update_fields=["title"])
    changed(held)


def refuse_over(session: Session) -> None:
    """Nothing is moved or decided in a session that is over. Raises `OutOfOrder`."""
    if session.state in (Session.State.CLOSED, Session.State.SEALED, Session.State.CANCELLED):
        raise OutOfOrder("chamber.out.motion.closed")


# --- steps -----------------------------------------------------------------------------------------------------------


@transaction.atomic
def take(
    motion: Motion, step: Step, by: frozenset[By], now: datetime, said: Mapping[str, str] | None = None, **facts: Any
) -> Motion:
    """One step of a motion or an amendment, as the tables have it. Raises `OutOfOrder`."""
    held = locked(motion)
    if By.LAW not in by:
        refuse_over(held.session)
    if not by & {By.LAW, By.HOUSE}:
        _refuse_voted(held)
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


def _refuse_voted(motion: Motion) -> None:
    """While the house votes on something, and until it hears the result, nothing else is done with it or moved to it."""
    above = [motion.pk, motion.amends_id, motion.amends.amends_id if motion.amends else None]
    waits = Q(state=VoteEvent.State.OPEN) | Q(state=VoteEvent.State.CLOSED, result__in=("adopted", "lost", "tied"))
    if VoteEvent.objects.filter(waits, motion_id__in=[pk for pk in above if pk]).exists():
        raise OutOfOrder("chamber.out.motion.voted")


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
        from qurultay.secretariat.chamber.amendments import fall_beside

        fall_beside(held, now)
        return
    if event is not None and event.asks == VoteEvent.Asks.PROVISION:
        _divide(held, event, now)
    if held.rescinds is not None and held.rescinds.state == Stage.ADOPTED:
        take(held.rescinds, Step.RESCIND, LAW, now)


def _divide(held: Motion, event: VoteEvent, now: datetime) -> None:
    from qurultay.secretariat.chamber.declaring import of_division, provisions_voted

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
    return Draft.objects.filter(source=f"motion/{motion.pk}").exclude(number=None).exists()


def may_be_put(motion: Motion) -> None:
    """May it be put to the vote? Not while an amendment to it is open. Raises `OutOfOrder`."""
    held = locked(motion)
    with in_order("motion"):
        rule_on_putting(Stage(held.state), facts_of(held, held.made))


@transaction.atomic
def lay_down_adopted(motion: Motion, event: VoteEvent | None, by: Account | None, now: datetime) -> Draft:
    """Lay an adopted text, with every carried amendment in it, on the desk as a draft. Raises `OutOfOrder`."""
    held = locked(motion)
    if held.is_amendment or held.state != Stage.ADOPTED:
        raise OutOfOrder("chamber.out.motion.not-adopted")
    return laying.adopted(held, event, by, now)


# --- what the rules ask ----------------------------------------------------------------------------------------------


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


def changed(motion: Motion) -> None:
    """What is seen of it on the floor is different now."""
    root = motion
    while root.amends is not None:
        root = root.amends
    if root.item is not None:
        live.changed(root.item.sitting)
