"""How far a plan has come: from where it began to where it said it would be, never from zero to a flattering end."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from markupsafe import Markup

from qurultay.portal.pictures.svg import chart, label, tag, tenths

BEGIN, LENGTH = 80, 4040
WIDTH = 4200


@dataclass(frozen=True, kw_only=True, slots=True)
class Report:
    """What an adopted report measured; `shown` is the figure as the page writes it."""

    value: str
    shown: str


def indicator(
    baseline: Report,
    target: Report,
    reports: Sequence[Report],
    *,
    name: str,
    title: str,
    description: str,
    rtl: bool = False,
) -> Markup:
    """A bar from baseline to target, a stroke for each report in its order, and the last figure over its place.

    What lies beyond either end is drawn at that end; the figure tells.
    """
    reached = [_reached(baseline, target, report) for report in reports]
    last = reached[-1] if reached else 0

    def across(x: int) -> str:
        return tenths(WIDTH - x if rtl else x)

    def words(text: str, x: int, y: int, anchor: str, look: str) -> Markup:
        size = 14 if look == "t-b" else 13
        return label(text, across(x), str(y), anchor=anchor, size=size, look=look, rtl=rtl)

    drawn = [
        tag("rect", class_="base", x=8, y=20, width=tenths(LENGTH), height=16),
        tag(
            "rect",
            class_="fillbar",
            x=tenths(WIDTH - BEGIN - last if rtl else BEGIN),
            y=20,
            width=tenths(last),
            height=16,
        ),
        tag("path", class_="goal", d=f"M{across(BEGIN + LENGTH)} 14V42"),
        *(tag("path", class_="g-ink", d=f"M{across(BEGIN + x)} 16V40") for x in reached),
        words(baseline.shown, BEGIN, 56, "start", "t-soft"),
        words(target.shown, BEGIN + LENGTH, 56, "end", "t-soft"),
    ]
    if reports:
        drawn.append(words(reports[-1].shown, min(max(BEGIN + last, 350), WIDTH - 350), 12, "middle", "t-b"))
    return chart(*drawn, size=(WIDTH // 10, 60), name=name, title=title, description=description, rtl=rtl)


def _reached(baseline: Report, target: Report, report: Report) -> int:
    """How far along the bar, exactly; a target that equals the baseline is reached by keeping it."""
    begin, end, value = (Fraction(one.value) for one in (baseline, target, report))
    part = Fraction(value == end) if begin == end else (value - begin) / (end - begin)
    return int(LENGTH * min(max(part, Fraction(0)), Fraction(1)))
