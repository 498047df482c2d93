"""The motion that is pending under the item being taken, with the amendments to it; the same for everybody."""

from functools import partial
from typing import Any

from qurultay.secretariat.chamber.models import Motion, Sitting
from qurultay.secretariat.chamber.motion_shown import shown_motion
from qurultay.secretariat.chamber.shown import SHAPES


def values(sitting: Sitting) -> dict[str, Any]:
    """The pending motion; else what waits under the item; nothing between two items.

    A part is made for one language after the other: the template asks for the text in its own.
    """
    item = sitting.current
    rows = Motion.objects.filter(item=item, amends=None).exclude(state="draft") if item else Motion.objects.none()
    held = list(rows.select_related("session", "item__sitting"))
    pending = next((each for each in held if each.state == "pending"), None)
    return {
        "item": item,
        "waiting": [each for each in held if each is not pending],
        "pending": pending,
        "shapes": SHAPES,
        "shown_in": partial(shown_motion, pending) if pending is not None else None,
    }
