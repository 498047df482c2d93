"""How many of how many, by state: one bar, told apart by pattern and order, not by colour.

Kept is full, kept in part is hatched, open is hollow, late is full and striped with paper.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from markupsafe import Markup

from qurultay.portal.pictures.svg import tag

State = Literal["done", "part", "open", "late"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Share:
    """So many that stand so."""

    state: State
    count: int


def bar(shares: Sequence[Share], *, name: str, title: str, rtl: bool = False) -> Markup:
    """The shares one after the other, from where reading begins; nothing where there is nothing to show."""
    total = sum(share.count for share in shares)
    if not total:
        return Markup()
    drawn, before = [], 0
    for share in (share for share in shares if share.count):
        after = before + share.count
        x, width = _percent(total - after if rtl else before, total), _percent(share.count, total)
        drawn.append(tag("svg", *_filled(share.state, name), x=x, width=width, height="100%"))
        if before:
            drawn.append(
                tag("rect", x=_percent(total - before if rtl else before, total), width=2, height="100%", class_="gap")
            )
        before = after
    return tag(
        "svg", tag("title", title, id=f"{name}-t"), _patterns(name), *drawn, class_="bar", role="img", aria_labelledby=f"{name}-t"
    )  # fmt: skip


def _filled(state: State, name: str) -> list[Markup]:
    whole = {"width": "100%", "height": "100%"}
    if state == "part":
        return [tag("rect", **whole, fill=f"url(#{name}-h)"), tag("rect", **whole, class_="edge")]
    if state == "late":
        return [tag("rect", **whole, class_="late"), tag("rect", **whole, fill=f"url(#{name}-l)")]
    return [tag("rect", **whole, class_=state)]


def _patterns(name: str) -> Markup:
    return tag(
        "defs",
        _pattern(f"{name}-h", 5, 45, tag("path", d="M0 0V5", class_="hatch")),
        _pattern(f"{name}-l", 8, 0, tag("path", d="M4 0V8", class_="stripe")),
    )


def _pattern(name: str, step: int, turn: int, line: Markup) -> Markup:
    turned = f"rotate({turn})" if turn else None
    return tag(
        "pattern", line, id=name, width=step, height=step, patternUnits="userSpaceOnUse", patternTransform=turned
    )


def _percent(part: int, whole: int) -> str:
    """In hundredths of a percent, cut.

    >>> _percent(3, 14), _percent(1, 1)
    ('21.42%', '100%')
    """
    full, rest = divmod(10_000 * part // whole, 100)
    return f"{full}.{rest:02d}%" if rest else f"{full}%"
