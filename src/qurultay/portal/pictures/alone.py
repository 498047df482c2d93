"""Drawings as a file of their own: with the colours that a page would give them, and under each other."""

import re
from collections.abc import Sequence
from textwrap import wrap
from typing import Final

from markupsafe import Markup

from qurultay.portal.pictures.svg import label, tag

# The light colours of the stylesheet, so that a drawing on paper and on screen looks the same; a test compares them.
STYLE: Final = (
    "text{fill:#15202a;font-family:Ui,'Source Sans 3','Noto Sans',Vazirmatn,'Noto Sans Arabic','Noto Naskh Arabic',sans-serif}"
    ".t-b{font-weight:600}.t-soft{fill:#4b5863}.fillbar{fill:#1b3f78}.seat-o{fill:none;stroke:#15202a;stroke-width:1.6}"
    ".flow{fill-opacity:.34}.keep{fill-opacity:.11}.c0{fill:#8b969e}.c1{fill:#8e2f3b}.c2{fill:#2f4f9b}.c3{fill:#8a6100}"
    ".c4{fill:#1f7a6d}.c5{fill:#6a4a36}.c6{fill:#7a3a86}.c7{fill:#4a6412}.c8{fill:#0e6180}"
)
MARGIN, HEAD, LINE = 20, 44, 20
LETTER: Final = 7
"""How wide a letter of a caption is, at most on average."""


def alone(drawings: Sequence[tuple[Markup, str, str]], *, language: str, rtl: bool = False) -> Markup:
    """One file with these drawings, each with a heading over it and a line on how to read it beneath.

    The headings of the first are the title of the file. Raises `ValueError` where there is no drawing.
    """
    if not drawings:
        raise ValueError("there is nothing to draw")
    sizes = [_size(drawing) for drawing, _, _ in drawings]
    width = max(wide for wide, _ in sizes)
    parts, y = [], MARGIN
    for (drawing, heading, caption), (wide, tall) in zip(drawings, sizes, strict=True):
        edge = str(MARGIN + width if rtl else MARGIN)
        parts.append(label(heading, edge, str(y + 24), anchor="start", size=20, look="t-b", rtl=rtl))
        left = MARGIN + (width - wide if rtl else 0)
        placed = f'<svg x="{left}" y="{y + HEAD}" width="{wide}" height="{tall}"'
        parts.append(Markup(str(drawing).replace("<svg", placed, 1)))
        y += HEAD + tall
        for line in wrap(caption, max(40, width // LETTER)):
            y += LINE
            parts.append(label(line, edge, str(y), anchor="start", size=13, look="t-soft", rtl=rtl))
        y += 2 * MARGIN
    return tag(
        "svg",
        tag("title", drawings[0][1], id="drawing-t"),
        tag("desc", Markup(" ").join(_described(drawing) for drawing, _, _ in drawings), id="drawing-d"),
        tag("style", Markup(STYLE)),
        tag("rect", width=width + 2 * MARGIN, height=y, fill="#fff"),
        *parts,
        xmlns="http://www.w3.org/2000/svg",
        viewBox=f"0 0 {width + 2 * MARGIN} {y}",
        width=width + 2 * MARGIN,
        height=y,
        role="img",
        aria_labelledby="drawing-t drawing-d",
        lang=language,
        direction="rtl" if rtl else None,
    )


def _described(drawing: Markup) -> Markup:
    found = re.search(r"<desc[^>]*>(.*?)</desc>", drawing)
    return Markup(found[1] if found else "")


def _size(drawing: Markup) -> tuple[int, int]:
    found = re.search(r'viewBox="0 0 (\d+) (\d+)"', drawing)
    if found is None:
        raise ValueError("this is no drawing of ours: it does not say how large it is")
    return int(found[1]), int(found[2])
