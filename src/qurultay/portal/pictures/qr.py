"""A link for a telephone's camera, drawn here: no third party makes it or hears of it."""

from itertools import groupby

import segno
from markupsafe import Markup

from qurultay.portal.pictures.svg import tag

QUIET = 4
"""Modules left free around it (ISO/IEC 18004 §6.3.8)."""


def qr(text: str, *, name: str, title: str, mask: int | None = None) -> Markup:
    """The text as a QR code, dark on white in every mode, or no camera would read it.

    The standard lets a drawer weigh eight masks; a given one is as readable and drawn four times as fast.

    Raises `ValueError` for a text too long for one.
    """
    rows = segno.make(text, error="m", micro=False, boost_error=False, mask=mask).matrix
    side = len(rows) + 2 * QUIET
    runs = []
    for y, row in enumerate(rows):
        x = 0
        for dark, group in groupby(row):
            length = len(list(group))
            if dark:
                runs.append(f"M{x + QUIET} {y + QUIET}h{length}v1h-{length}z")
            x += length
    return tag(
        "svg",
        tag("title", title, id=f"{name}-t"),
        tag("rect", width=side, height=side, fill="#fff"),
        tag("path", d="".join(runs), fill="#000"),
        class_="qr",
        viewBox=f"0 0 {side} {side}",
        role="img",
        aria_labelledby=f"{name}-t",
        shape_rendering="crispEdges",
    )
