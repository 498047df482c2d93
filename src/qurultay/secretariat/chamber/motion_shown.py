"""One motion as values of a page: its text line by line, its amendments in the order in which they are voted, its stages."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from qurultay.assembly.labels import is_preamble
from qurultay.assembly.motions import OPEN, Stage
from qurultay.secretariat.chamber import shown
from qurultay.secretariat.chamber.models import Motion, TextVersion
from qurultay.secretariat.chamber.texts import asked, latest


@dataclass(frozen=True, kw_only=True)
class Amended:
    """An amendment as it stands under what it amends: the words it brings and takes, and the amendments to it."""

    row: Motion
    place: shown.Shown
    parts: "tuple[Amended, ...]" = ()


def shown_motion(motion: Motion, language: str) -> dict[str, Any]:
    """What stands on the page of a motion or an amendment, the same for everybody."""
    version = latest(motion)
    steps = list(motion.steps.select_related("with_"))
    return {
        "motion": motion,
        "version": version,
        "text": shown.text(version, language) if not motion.is_amendment else (),
        "place": shown.amendment(asked(motion), language) if motion.is_amendment else None,
        "gone": motion.is_amendment and asked(motion).now is None,
        "amendments": amendments(motion, language),
        "history": [(each, shown.step(each)) for each in steps],
        "state": shown.state(motion),
        "shapes": shown.SHAPES,
        "is_preamble": is_preamble,
    }


def amendments(motion: Motion, language: str) -> tuple[Amended, ...]:
    """The amendments that were handed in: open ones first, the furthest from the text before the others (V20)."""
    # One look at the rows for each kind, however many amendments there are.
    rows = motion.amendments.select_related("amends").prefetch_related("versions", "amendments__versions")
    return _amended(rows, list(motion.versions.all()), language)


def _amended(rows: Iterable[Motion], versions: Sequence[TextVersion], language: str) -> tuple[Amended, ...]:
    found = [
        Amended(
            row=each,
            place=shown.amendment(asked(each, versions), language),
            parts=_amended(each.amendments.all(), list(each.versions.all()), language)
            if each.amends is not None and not each.amends.amends_id
            else (),
        )
        for each in rows
        if each.state != Stage.DRAFT
    ]
    return tuple(sorted(found, key=lambda each: (Stage(each.row.state) not in OPEN, -each.row.distance, each.row.pk)))
