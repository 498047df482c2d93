"""A plain emblem for a body that has set none: its communities around one table, all the same size."""

from fractions import Fraction

from markupsafe import Markup

from qurultay.portal.pictures.circle import point
from qurultay.portal.pictures.marks import MOST, shape
from qurultay.portal.pictures.svg import tag, tenths


def emblem(communities: int) -> Markup:
    """As many marks as the body has communities, in their order, over a line. The name beside it says what it is.

    It is never mirrored: it is a sign, not a sentence.
    """
    shown = max(1, min(communities, MOST))
    parts = (
        [Fraction(1, 2)] if shown == 1 else [Fraction(1, 9) + Fraction(7 * i, 9 * (shown - 1)) for i in range(shown)]
    )
    radius = 80 if shown <= 5 else 56
    marks = []
    for number, part in enumerate(parts, 1):
        right, up = point(384, part)
        marks.append(tag("g", shape(number, 500 + right, 490 - up, radius), class_=f"c{number}"))
    table = tag("path", d="M4 57h92", stroke="currentColor", stroke_width=3)
    return tag("svg", *marks, table, viewBox=f"0 0 100 {tenths(600)}", aria_hidden="true")


ON_PAPER = ("#8e2f3b", "#2f4f9b", "#8a6100", "#1f7a6d", "#6a4a36", "#7a3a86", "#4a6412", "#0e6180")
"""The colours of the communities in the light, as in static/style.css."""


def emblem_on_paper(communities: int) -> str:
    """The same for a letterhead, where no stylesheet gives it colour.

    >>> emblem_on_paper(1).count('fill="#8e2f3b"')
    1
    """
    drawn = str(emblem(communities)).replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ', 1)
    for number, colour in enumerate(ON_PAPER, 1):
        drawn = drawn.replace(f'class="c{number}"', f'fill="{colour}"')
    return drawn.replace("currentColor", "#15202a").replace(' aria-hidden="true"', "", 1)
