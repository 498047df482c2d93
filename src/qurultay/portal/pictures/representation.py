"""Who has how many seats, community by community: a filled shape is a seat won, a ring a seat guaranteed.

A ring without a shape is a seat that was guaranteed and stays vacant; the words beside it say so.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from qurultay.portal.pictures.marks import number_of, shape
from qurultay.portal.pictures.svg import chart, label, tag, tenths

LEFT, STEP, ROW, FEWEST, MOST = 2_300, 270, 360, 8, 24


@dataclass(frozen=True, kw_only=True, slots=True)
class Represented:
    """A community: seats won, seats guaranteed to it, and both in words."""

    name: str
    mark: int
    won: int
    guaranteed: int
    said: str


def representation(
    rows: Sequence[Represented], *, name: str, title: str, description: str, rtl: bool = False
) -> Markup:
    """A row for each community, from where reading begins; more than 24 seats go on in the line below.

    Raises `ValueError` where there is no community.
    """
    if not rows:
        raise ValueError("there is nothing to draw; say in words that no community is named")
    widest = min(MOST, max(FEWEST, *(max(row.won, row.guaranteed) for row in rows)))
    width = LEFT + STEP * widest + 3_300
    drawn, y = [], 200
    for row in rows:
        drawn += _row(row, y, widest, width, rtl)
        y += ROW * max(1, -(-max(row.won, row.guaranteed) // widest))
    return chart(*drawn, size=(width // 10, (y - 20) // 10), name=name, title=title, description=description, rtl=rtl)


def _row(row: Represented, y: int, widest: int, width: int, rtl: bool) -> list[Markup]:
    def across(x: int) -> int:
        return width - x if rtl else x

    of = f"c{number_of(row.mark)}"
    words = row.name if len(row.name) <= 24 else row.name[:23].rstrip() + "…"
    drawn = [
        tag("g", shape(row.mark, across(110), y, 55), class_=of),
        label(words, tenths(across(230)), tenths(y + 48), anchor="start", size=14, look="t-b", rtl=rtl),
        label(row.said, tenths(across(LEFT + STEP * widest)), tenths(y + 48), anchor="start", size=13, look="t-soft",
              rtl=rtl),
    ]  # fmt: skip
    for seat in range(max(row.won, row.guaranteed)):
        x, down = across(LEFT + STEP * (seat % widest)), y + ROW * (seat // widest)
        if seat < row.won:
            drawn.append(tag("g", shape(row.mark, x, down, 70), class_=of))
        if seat < row.guaranteed:
            drawn.append(tag("circle", cx=tenths(x), cy=tenths(down), r="12.4", class_="seat-o"))
    return drawn
