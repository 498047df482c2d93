"""The agenda of a sitting: items in order, adopted together, taken one at a time. A printed number never changes (T14)."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from qurultay.assembly.labels import label_after
from qurultay.assembly.motions import Stage
from qurultay.assembly.sittings import ItemState, ItemStep, SittingState, item_after
from qurultay.secretariat.chamber import live
from qurultay.secretariat.chamber.models import AgendaItem, Sitting
from qurultay.secretariat.chamber.procedure import CHAIR, in_order
from qurultay.secretariat.chamber.texts import languages, typed
from qurultay.secretariat.frame.order import OutOfOrder

MOST_ITEMS = 200
KINDS = ("debate", "report", "election", "information", "ceremony")


def _locked(sitting: Sitting) -> Sitting:
    return Sitting.objects.select_for_update().get(pk=sitting.pk)


@transaction.atomic
def add(
    sitting: Sitting, title: Mapping[str, str], *, kind: str = "debate", minutes: int | None = None,
    parent: AgendaItem | None = None, after: AgendaItem | None = None,
) -> AgendaItem:  # fmt: skip
    """One more item: at the end, right after another, or under one. Before the agenda is printed, numbers follow the order.

    Raises `OutOfOrder` for one without a title, under an item that is itself under one, or over 200.
    """
    held = _locked(sitting)
    said = _titled(held, title)
    if kind not in KINDS:
        raise OutOfOrder("chamber.out.item.item-kind")
    if parent is not None and (parent.parent_id is not None or parent.sitting_id != held.pk):
        raise OutOfOrder("chamber.out.item.two-levels-of-items")
    siblings = list(held.items.filter(parent=parent))
    if held.items.count() >= MOST_ITEMS or held.state == SittingState.ADJOURNED:
        raise OutOfOrder("chamber.out.item.agenda-full", count=MOST_ITEMS)
    place = siblings.index(after) + 1 if after in siblings else len(siblings)
    label = _label(held, siblings, place, parent)
    item = AgendaItem.objects.create(
        sitting=held, parent=parent, position=0, label=label, title=said, kind=kind, minutes_planned=minutes
    )
    _lay_out(held, [*siblings[:place], item, *siblings[place:]], parent)
    live.changed(held)
    return AgendaItem.objects.get(pk=item.pk)


def _titled(sitting: Sitting, title: Mapping[str, str]) -> dict[str, str]:
    said = {code: " ".join(words.split()) for code, words in typed(title, languages(sitting.session)).items()}
    if not said:
        raise OutOfOrder("chamber.out.item.title")
    if any(len(words) > 300 for words in said.values()):
        raise OutOfOrder("frame.out.too-long", most=300)
    return said


@transaction.atomic
def retitle(item: AgendaItem, title: Mapping[str, str], minutes: int | None) -> None:
    """Say better what an item is about."""
    held = _locked(item.sitting)
    AgendaItem.objects.filter(pk=item.pk).update(title=_titled(held, title), minutes_planned=minutes)
    live.changed(held)


@transaction.atomic
def move(item: AgendaItem, by: int) -> None:
    """Take an item earlier (-1) or later (+1) among its like; once printed, it takes its number along."""
    held = _locked(item.sitting)
    siblings = list(held.items.filter(parent=item.parent))
    place = siblings.index(item)
    to = min(max(place + by, 0), len(siblings) - 1)
    siblings.insert(to, siblings.pop(place))
    _lay_out(held, siblings, item.parent)
    live.changed(held)


def _lay_out(sitting: Sitting, siblings: list[AgendaItem], parent: AgendaItem | None) -> None:
    """Positions as in this order; numbers too, as long as nobody has them on paper."""
    before = f"{parent.label}." if parent else ""
    for position, each in enumerate(siblings, 1):
        AgendaItem.objects.filter(pk=each.pk).update(
            position=position, **({} if sitting.printed else {"label": f"~{each.pk}"})
        )
    if sitting.printed:
        return
    for position, each in enumerate(siblings, 1):
        AgendaItem.objects.filter(pk=each.pk).update(label=f"{before}{position}")
        for number, part in enumerate(each.parts.all(), 1):
            AgendaItem.objects.filter(pk=part.pk).update(label=f"{before}{position}.{number}")


def _label(sitting: Sitting, siblings: list[AgendaItem], place: int, parent: AgendaItem | None) -> str:
    """A number for an item put in after the agenda was printed: 3a after 3; before that a provisional one."""
    if not sitting.printed:
        return f"~{place}-{len(siblings)}"
    before = f"{parent.label}." if parent else ""
    used = [each.label.removeprefix(before) for each in siblings]
    if place == len(siblings):
        return f"{before}{max((int(each.rstrip('abcdefghijklmnopqrstuvwxyz')) for each in used), default=0) + 1}"
    if place == 0:
        raise OutOfOrder("chamber.out.item.before-the-first")
    with in_order("item"):
        return f"{before}{label_after(siblings[place - 1].label.removeprefix(before), used)}"


@transaction.atomic
def adopt(sitting: Sitting, now: datetime) -> int:
    """Adopt the agenda as it stands: every proposed item is on it from now on, under the number that everybody has.

    That of a sitting added after the session was called is printed now; before the call none is.
    """
    held = _locked(sitting)
    count = held.items.filter(state=ItemState.PROPOSED).update(state=ItemState.ADOPTED)
    if not count:
        raise OutOfOrder("chamber.out.item.nothing-to-adopt")
    if held.printed is None and held.session.called is None:
        raise OutOfOrder("chamber.out.item.not-called")
    Sitting.objects.filter(pk=held.pk, printed=None).update(printed=now)
    live.changed(held)
    return count


@transaction.atomic
def take(item: AgendaItem, step: ItemStep, now: datetime, *, to: Sitting | None = None) -> AgendaItem:
    """Take an item up, set it aside, dispose of it, strike it, or put it off to another sitting. One is current at a time."""
    sitting = _locked(item.sitting)
    held = AgendaItem.objects.select_related("parent").get(pk=item.pk)
    pending = held.motions.filter(amends=None, state=Stage.PENDING).values_list("label", flat=True).first() or ""
    with in_order("item"):
        held.state = item_after(
            ItemState(held.state), step, CHAIR, sitting=SittingState(sitting.state), motions_pending=pending
        )
    if step is ItemStep.TAKE_UP and sitting.current is not None:
        raise OutOfOrder("chamber.out.item.item-current", label=sitting.current.label)
    if step is ItemStep.DEFER:
        _defer(held, sitting, to)
    held.save()
    if step is ItemStep.TAKE_UP or sitting.current_id == held.pk:
        sitting.current = held if step is ItemStep.TAKE_UP else None
        sitting.save(update_fields=["current"])
    live.changed(sitting)
    return held


def _defer(item: AgendaItem, sitting: Sitting, to: Sitting | None) -> None:
    """It goes on the agenda of another sitting of the session under a number there, and its motions go with it."""
    if to is None or to.session_id != sitting.session_id or to.pk == sitting.pk or to.state == SittingState.ADJOURNED:
        raise OutOfOrder("chamber.out.item.defer-to")
    there = add(to, item.title, kind=item.kind, minutes=item.minutes_planned)
    item.deferred_to = to
    item.motions.update(item=there)
    item.documents.update(item=there)
