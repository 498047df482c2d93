"""Seats won against seats guaranteed: a filled shape is a seat won, a ring a seat guaranteed.

A ring without a shape is a guarantee that was not kept; the words beside the drawing say so.
"""

from markupsafe import Markup

from qurultay.portal.pictures.marks import number_of, shape
from qurultay.portal.pictures.svg import tag, tenths

STEP = 260


def guarantee(mark: int, *, won: int, guaranteed: int, rtl: bool = False) -> Markup:
    """One row for one community, rings first from where reading begins. The figures stand beside it in words."""
    width = STEP * max(won, guaranteed, 1) + 60
    drawn = []
    for seat in range(max(won, guaranteed)):
        x = 160 + STEP * seat
        x = width - x if rtl else x
        if seat < won:
            drawn.append(tag("g", shape(mark, x, 160, 70), class_=f"c{number_of(mark)}"))
        if seat < guaranteed:
            drawn.append(tag("circle", cx=tenths(x), cy=16, r="12.4", class_="seat-o"))
    return tag("svg", *drawn, viewBox=f"0 0 {tenths(width)} 32", aria_hidden="true")
