"""Amendments: written against the words in place, carried or fallen, and merged once into a new text (V20, T14)."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.db import transaction

from qurultay.assembly.amending import (
    Clash,
    Edit,
    Merged,
    Provision,
    at,
    by_hand,
    clash,
    derived,
    made_in,
    merge,
)
from qurultay.assembly.differences import changes, tokens
from qurultay.assembly.labels import label_after
from qurultay.assembly.motions import CARRIED, OPEN, Stage, Step
from qurultay.portal.languages import INTERFACE
from qurultay.portal.values import Saying
from qurultay.secretariat.chamber import motions
from qurultay.secretariat.chamber.models import Motion, MotionStep, Sponsor, TextVersion
from qurultay.secretariat.chamber.motion_facts import changed, is_mover, locked, refuse_over
from qurultay.secretariat.chamber.motion_writing import provisional
from qurultay.secretariat.chamber.procedure import CHAIR, MOVER, in_order
from qurultay.secretariat.chamber.texts import Asked, asked, languages, latest, new_version, text_of, typed
from qurultay.secretariat.frame.order import OutOfOrder
from qurultay.secretariat.frame.speaking import voice
from qurultay.secretariat.roll.models import Credential


def write(
    *,
    amends: Motion,
    place: str,
    words: Mapping[str, str],
    by: Credential,
    now: datetime,
    after: str = "",
    does: Sequence[Mapping[str, str]] = (),
    amendment: Motion | None = None,
) -> Motion:
    """Keeps an amendment that is being written: the words of `place` as they would be, or a new provision after `after`.

    What it does is read off the words: none left strikes the provision. Raises `OutOfOrder`.
    """
    refuse_over(amends.session)
    said = typed(words, languages(amends.session))
    with transaction.atomic():
        held = locked(amends)
        _amendable(held)
        row = _row(held, amendment, by, now)
        version = latest(held)
        row.operation, row.place = _what_it_does(row, version, place, after, said)
        row.of_version, row.classification = version.number, held.classification
        row.distance = _distance(row.operation, version, row.place, said)
        row.title = _title(row)
        row.save()
        row.versions.all().delete()
        text = () if row.operation == "delete" else (Provision(label=row.place, words=said, does=tuple(does)),)
        new_version(row, text, (), now)
    return row


def _row(held: Motion, amendment: Motion | None, by: Credential, now: datetime) -> Motion:
    """The row of an amendment that is being written: a new one, or the same again."""
    if amendment is None:
        row = Motion.objects.create(session=held.session, amends=held, label=provisional(), made=now)
        Sponsor.objects.create(motion=row, credential=by, part="mover", since=now)
        return row
    found = locked(amendment)
    if found.state != Stage.DRAFT or found.amends_id != held.pk:
        raise OutOfOrder("chamber.out.motion.handed-in")
    return found


def _what_it_does(
    row: Motion, version: TextVersion, place: str, after: str, said: Mapping[str, str]
) -> tuple[str, str]:
    """The operation, read off the words, and its place."""
    if after:
        return "insert", _new_number(row, version, after, said)
    with in_order("motion"):
        made = derived("", at(text_of(version), place), said)
    if made.kind == "delete" and row.amends is not None and row.amends.is_amendment:
        raise OutOfOrder("chamber.out.motion.strike-amendment")
    return made.kind, place


def _title(row: Motion) -> dict[str, str]:
    """What an amendment is called where no number stands beside it, in the languages of the interface."""
    assert row.amends is not None
    key = f"chamber.amendment.to-{'amendment' if row.amends.is_amendment else row.operation}"
    said = Saying.of(key, label=row.place, motion=row.amends.label)
    return {code: voice(code).plain(said) for code in languages(row.session) if code in INTERFACE}


def _amendable(held: Motion) -> None:
    """A motion, or an amendment to one; never the amendment to an amendment, and never what is decided."""
    if held.amends is not None and held.amends.amends is not None:
        raise OutOfOrder("chamber.out.motion.two-levels")
    if held.amends is not None and held.operation == "delete":
        raise OutOfOrder("chamber.out.motion.nothing-to-amend")
    if Stage(held.state) not in OPEN | {Stage.ON_AGENDA, Stage.POSTPONED, Stage.TABLED, Stage.REFERRED, Stage.REPORTED}:
        raise OutOfOrder("chamber.out.motion.nothing-to-amend")


def _new_number(row: Motion, version: TextVersion, after: str, said: Mapping[str, str]) -> str:
    """The number of a provision put in after another: none of the text, none that another amendment asks for."""
    assert row.amends is not None
    if not said:
        raise OutOfOrder("chamber.out.motion.unwritten")
    if row.amends.is_amendment:
        raise OutOfOrder("chamber.out.motion.one-provision")
    labels = [each.label for each in text_of(version)]
    if after not in labels:
        raise OutOfOrder("chamber.out.motion.no-such-provision", label=after)
    others = row.amends.amendments.filter(operation="insert").exclude(pk=row.pk)
    with in_order("motion"):
        return label_after(after, labels, set(others.values_list("place", flat=True)))


def _distance(operation: str, version: TextVersion, place: str, said: Mapping[str, str]) -> int:
    """A first guess at how far it goes: striking goes furthest, then the words that change. The chair may set another."""
    if operation == "delete":
        return 10_000
    if operation == "insert":
        return 0
    before = at(text_of(version), place).words
    sums = (
        sum(each.end - each.start + len(each.words) for each in changes(tokens(before.get(code, "")), tokens(words)))
        for code, words in said.items()
    )
    return max(sums, default=0)


@transaction.atomic
def accept(amendment: Motion, by: Credential, now: datetime) -> Motion:
    """The mover of what is amended takes it over, and no vote is taken on it. Raises `OutOfOrder` for anybody else."""
    held = locked(amendment)
    if held.amends is None or not is_mover(held.amends, by):
        raise OutOfOrder("chamber.out.motion.not-theirs")
    return motions.take(held, Step.ACCEPT, MOVER, now)


@transaction.atomic
def set_distance(amendment: Motion, distance: int | None) -> None:
    """How far from the text an amendment goes, as the chair sees it: the furthest is voted first (V20)."""
    held = locked(amendment)
    if Stage(held.state) not in OPEN or distance is None or not 0 <= distance <= 1_000_000:
        raise OutOfOrder("chamber.out.motion.distance")
    held.distance = distance
    held.save(update_fields=["distance"])
    changed(held)


def fall_beside(adopted: Motion, now: datetime) -> None:
    """Open amendments to the same text fall where an adopted one changes the same words (V20)."""
    mine = asked(adopted).now or ()
    for each in _beside(adopted):
        theirs = asked(each).now
        if theirs is None or any(clash(a, b) for a in mine for b in theirs):
            motions.fall(each, adopted, now)


def _beside(amendment: Motion) -> list[Motion]:
    assert amendment.amends is not None
    rows = amendment.amends.amendments.filter(state__in=OPEN).exclude(pk=amendment.pk)
    return list(rows.select_related("amends"))


# --- merging -----------------------------------------------------------------------------------------------------------


def carried(lead: Motion) -> list[tuple[Motion, Asked]]:
    """The amendments that were carried and are not in the text yet, each with what it asks for."""
    rows = lead.amendments.filter(state__in=CARRIED).select_related("amends").order_by("pk")
    versions = list(lead.versions.all())
    return [(each, asked(each, versions)) for each in rows]


def prospect(lead: Motion) -> Merged:
    """The text as it would be with everything carried in it, and what clashes."""
    waiting = carried(lead)
    found = merge(text_of(latest(lead)), [(each.amendment, each.now) for _, each in waiting if each.now is not None])
    lost = tuple(
        Clash(
            place=each.amendment.place,
            first="",
            second=each.amendment.name,
            wordings={each.amendment.name: each.amendment.words},
        )
        for _, each in waiting
        if each.now is None
    )
    return Merged(text=found.text, edits=found.edits, carried=found.carried, clashes=(*found.clashes, *lost))


@transaction.atomic
def merge_all(lead: Motion, now: datetime) -> Merged:
    """Take all carried amendments that do not clash into a new version of the text. Raises `OutOfOrder` where there are none."""
    held = locked(lead)
    found = prospect(held)
    if not found.carried:
        raise OutOfOrder("chamber.out.motion.clashes-left" if found.clashes else "chamber.out.motion.nothing-to-merge")
    _enter(held, found.edits, [row for row, _ in carried(held) if row.label in found.carried], now)
    return found


@transaction.atomic
def resolve(lead: Motion, place: str, words: Mapping[str, str], now: datetime) -> None:
    """Resolve a clash by hand: these are the words of the place, and all that were carried there are in them."""
    held = locked(lead)
    found = prospect(held)
    if all(each.place != place for each in found.clashes):
        raise OutOfOrder("chamber.out.motion.no-clash", label=place)
    rows = [row for row, each in carried(held) if each.amendment.place == place]
    with in_order("motion"):
        edits = by_hand(text_of(latest(held)), place, typed(words, languages(held.session)))
    _enter(held, edits, rows, now)


def _enter(lead: Motion, edits: Sequence[Edit], rows: Sequence[Motion], now: datetime) -> None:
    version = new_version(lead, made_in(text_of(latest(lead)), edits), edits, now)
    for each in rows:
        motions.take(each, Step.MERGE, CHAIR, now)
        Motion.objects.filter(pk=each.pk).update(merged_into=version)
    MotionStep.objects.create(motion=lead, step=Step.MERGE, at=now, said={})
    # What is open may have been written for words that are gone now.
    for each in lead.amendments.filter(state__in=OPEN).select_related("amends"):
        if asked(each).now is None:
            motions.fall(each, rows[0] if rows else lead, now)
