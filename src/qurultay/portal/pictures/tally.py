"""What each has: a bar for each candidate or list, as long as their votes, with the figure beside it; framed, who won."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from markupsafe import Markup

from qurultay.portal.pictures.marks import number_of, shape
from qurultay.portal.pictures.svg import chart, label, tag, tenths

WIDTH, LEFT, LONGEST, STEP, TALL = 7_600, 2_300, 3_600, 300, 160


@dataclass(frozen=True, kw_only=True, slots=True)
class Bar:
    """One row: whose it is, how much, and what it came to."""

    name: str
    mark: int | None
    amount: Fraction
    said: str
    elected: bool = False


def tally(bars: Sequence[Bar], *, name: str, title: str, description: str, rtl: bool = False) -> Markup:
    """The rows from above, the longest bar as long as the page allows. Raises `ValueError` where there is no row."""
    if not bars:
        raise ValueError("there is nothing to draw; say in words that nobody stands")
    most = max([bar.amount for bar in bars]) or Fraction(1)
    drawn = []
    for number, bar in enumerate(bars):
        y = 60 + STEP * number
        drawn += _row(bar, y, int(bar.amount * LONGEST / most), rtl)
    return chart(
        *drawn,
        size=(WIDTH // 10, (90 + STEP * len(bars)) // 10),
        name=name,
        title=title,
        description=description,
        rtl=rtl,
    )


def _row(bar: Bar, y: int, long: int, rtl: bool) -> list[Markup]:
    def across(x: int) -> int:
        return WIDTH - x if rtl else x

    of, middle = "fillbar" if bar.mark is None else f"c{number_of(bar.mark)}", y + TALL // 2
    begin = LEFT + long if rtl else LEFT
    words = bar.name if len(bar.name) <= 26 else bar.name[:25].rstrip() + "…"
    drawn = [] if bar.mark is None else [tag("g", shape(bar.mark, across(110), middle, 55), class_=of)]
    drawn += [
        label(words, tenths(across(60 if bar.mark is None else 230)), tenths(middle + 48), anchor="start", size=14,
              look="t-b" if bar.elected else "t", rtl=rtl),
        tag("rect", class_=of, x=tenths(across(begin)), y=tenths(y), width=tenths(long), height=tenths(TALL)),
    ]  # fmt: skip
    if bar.elected:
        edge = {"x": tenths(across(LEFT + long + 30) if rtl else LEFT - 30), "y": tenths(y - 30)}
        drawn.append(tag("rect", class_="seat-o", **edge, width=tenths(long + 60), height=tenths(TALL + 60)))
    at = tenths(across(LEFT + long + 100))
    return [*drawn, label(bar.said, at, tenths(middle + 48), anchor="start", size=13, look="t-soft", rtl=rtl)]
