"""The mark of a community: a shape of its own, so that nobody has to tell colours apart.

Marks are numbered from 1 in the order in which the rules list the communities. There are eight; a ninth community
and later ones share the small grey dot 0 and are told by their names.
"""

from typing import Final

from markupsafe import Markup

from qurultay.portal.pictures.svg import tag, tenths

# Corners in thousandths of the radius, levelled so that the shapes look equally heavy. Without corners: a disc.
SHAPES: Final[dict[int, tuple[tuple[int, int], ...]]] = {
    1: (),
    2: ((-900, -900), (900, -900), (900, 900), (-900, 900)),
    3: ((0, -1175), (1175, 0), (0, 1175), (-1175, 0)),
    4: ((0, -1125), (1125, 900), (-1125, 900)),
    5: ((1075, 0), (538, 938), (-538, 938), (-1075, 0), (-538, -938), (538, -938)),
    6: ((0, 1125), (1125, -900), (-1125, -900)),
    7: ((-380, -1060), (380, -1060), (380, -380), (1060, -380), (1060, 380), (380, 380),
        (380, 1060), (-380, 1060), (-380, 380), (-1060, 380), (-1060, -380), (-380, -380)),
    8: ((-1000, -1000), (1000, -1000), (260, 0), (1000, 1000), (-1000, 1000), (-260, 0)),
}  # fmt: skip
MOST: Final = len(SHAPES)


def mark(number: int) -> Markup:
    """The mark as it stands before a name, which says what it means.

    >>> mark(1)
    Markup('<svg class="mk c1" viewBox="0 0 20 20" aria-hidden="true"><circle cx="10" cy="10" r="8"/></svg>')
    """
    return tag(
        "svg", shape(number, 100, 100, 80), class_=f"mk c{number_of(number)}", viewBox="0 0 20 20", aria_hidden="true"
    )


def shape(number: int, x: int, y: int, radius: int, **attributes: object) -> Markup:
    """The shape of a mark around a middle; all lengths in tenths."""
    number = number_of(number)
    corners = SHAPES.get(number, ())
    if not corners:
        radius = radius if number else radius * 7 // 10
        return tag("circle", cx=tenths(x), cy=tenths(y), r=tenths(radius), **attributes)
    points = " ".join(f"{tenths(x + dx * radius // 1000)},{tenths(y + dy * radius // 1000)}" for dx, dy in corners)
    return tag("polygon", points=points, **attributes)


def number_of(number: int) -> int:
    """The mark that a community of this place in the rules is drawn with."""
    return number if 0 < number <= MOST else 0
