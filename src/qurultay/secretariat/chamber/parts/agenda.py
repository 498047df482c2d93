"""The agenda of a sitting, with the place marked."""

from dataclasses import dataclass
from typing import Any

from qurultay.secretariat.chamber.models import AgendaItem, Document, Motion, Sitting


@dataclass(frozen=True, kw_only=True)
class Row:
    """An item with what lies under it: its parts, the motions and papers to it."""

    item: AgendaItem
    parts: "tuple[Row, ...]"
    motions: tuple[Motion, ...]
    documents: tuple[Document, ...]


def values(sitting: Sitting) -> dict[str, Any]:
    """The agenda; the same for everybody."""
    return {"rows": tree(sitting), "current": sitting.current_id}


def tree(sitting: Sitting) -> tuple[Row, ...]:
    """The items in order, each with its own below it."""
    items = list(sitting.items.prefetch_related("documents"))
    motions: dict[int, list[Motion]] = {}
    for each in Motion.objects.filter(item__sitting=sitting, amends=None).order_by("pk"):
        motions.setdefault(each.item_id or 0, []).append(each)
    return tuple(_row(each, items, motions) for each in items if each.parent_id is None)


def _row(item: AgendaItem, items: list[AgendaItem], motions: dict[int, list[Motion]]) -> Row:
    return Row(
        item=item,
        parts=tuple(_row(each, items, motions) for each in items if each.parent_id == item.pk),
        motions=tuple(motions.get(item.pk, ())),
        documents=tuple(item.documents.all()),
    )
