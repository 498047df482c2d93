"""Who held each post through the years: a row for each post, a bar for each term, a dashed box for each vacancy.

A name that does not fit its bar gives way to the family name, that to nothing; the table beneath has it whole.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final, Literal

from markupsafe import Markup

from qurultay.portal.pictures.marks import number_of
from qurultay.portal.pictures.svg import chart, label, tag, tenths

WIDTH: Final = 10_400
LEFT, RIGHT = 1_900, 10_220
TOP, STEP, TALL = 420, 580, 360
LABEL: Final = 23
"""Letters of a post's name to a line; two lines."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Term:
    """One bar, up to but without the day `end`; still running where that is None.

    `held` is filled in the colour of the holder's community. Other ways are outlined, and their name says which.
    """

    begin: date
    end: date | None
    name: str
    short: str
    note: str
    mark: int = 0
    how: Literal["held", "acting", "vacant"] = "held"


@dataclass(frozen=True, kw_only=True, slots=True)
class Row:
    """One post and those who held it, in order."""

    post: str
    terms: tuple[Term, ...]


def terms(
    rows: Sequence[Row], *, known: date, known_label: str, name: str, title: str, description: str, rtl: bool = False
) -> Markup:
    """The rows from the first January before the first term to the January after the last; `known` is the record's last day."""
    days = [day for row in rows for term in row.terms for day in (term.begin, term.end or known)] + [known]
    axis = _Axis(min(days).year, max(days).year + 1, rtl)
    bottom = TOP + STEP * len(rows) - 60
    drawn = [*_years(axis, bottom)]
    for at, row in enumerate(rows):
        y = TOP + STEP * at
        drawn += _post(axis, row.post, y)
        drawn += [_term(axis, term, y, known) for term in row.terms]
    x = axis.of(known)
    drawn.append(tag("path", class_="now", d=f"M{axis.across(x)} 26V{tenths(bottom)}"))
    drawn.append(_text(axis, known_label, min(x, RIGHT - 500), bottom + 180, "middle", 13, "t-soft"))
    return chart(
        *drawn, size=(WIDTH // 10, bottom // 10 + 24), name=name, title=title, description=description, rtl=rtl
    )


@dataclass(frozen=True, slots=True)
class _Axis:
    """Days on the page, in tenths."""

    first: int
    last: int
    rtl: bool

    def of(self, day: date) -> int:
        begin, end = date(self.first, 1, 1).toordinal(), date(self.last, 1, 1).toordinal()
        return LEFT + (RIGHT - LEFT) * (day.toordinal() - begin) // (end - begin)

    def across(self, x: int) -> str:
        return tenths(WIDTH - x if self.rtl else x)


def _years(axis: _Axis, bottom: int) -> list[Markup]:
    span = axis.last - axis.first
    every = next(step for step in (1, 2, 5, 10, 25, 50, 100, 1000) if span <= 16 * step or step == 1000)
    drawn = []
    for year in range(axis.first, axis.last + 1):
        if year % every == 0:
            x = axis.of(date(year, 1, 1))
            drawn.append(tag("path", class_="g", d=f"M{axis.across(x)} 26V{tenths(bottom)}"))
            drawn.append(_text(axis, str(year), x, 200, "middle", 14, "t-soft"))
    return drawn


def _post(axis: _Axis, post: str, y: int) -> list[Markup]:
    lines = _lines(post)
    begin = y + 230 - 90 * (len(lines) - 1)
    return [_text(axis, line, LEFT - 140, begin + 180 * i, "end", 15, "t-b") for i, line in enumerate(lines)]


def _term(axis: _Axis, term: Term, y: int, known: date) -> Markup:
    begin = axis.of(term.begin)
    width = max(axis.of(term.end) if term.end else axis.of(max(known, term.begin)), begin + 20) - begin
    box = tag(
        "rect",
        class_=_fill(term),
        x=tenths(WIDTH - begin - width if axis.rtl else begin),
        y=tenths(y),
        width=tenths(width - 20 if width > 60 else width),
        height=tenths(TALL),
        rx=2,
    )
    told = tag("title", f"{term.name}, {term.note}" if term.note else term.name)
    look = "t-on" if term.how == "held" else "t-soft"
    shown = next((one for one in (term.name, term.short) if _fits(one, width, 14)), "")
    words = [_text(axis, shown, begin + 100, y + 170, "start", 14, f"{look} t-b")] if shown else []
    if shown and _fits(term.note, width, 12):
        words.append(_text(axis, term.note, begin + 100, y + 310, "start", 12, look))
    return tag("g", told, box, *words)


def _fill(term: Term) -> str:
    """In the colour of the holder's community, or of the body where the holder stands for none."""
    if term.how != "held":
        return "empty"
    return f"c{number_of(term.mark)}" if number_of(term.mark) else "fillbar"


def _text(axis: _Axis, text: str, x: int, y: int, anchor: str, size: int, look: str) -> Markup:
    return label(text, axis.across(x), tenths(y), anchor=anchor, size=size, look=look, rtl=axis.rtl)


def _fits(text: str, width: int, size: int) -> bool:
    """By the mean width of our letters, on the safe side; a drawing knows no faces."""
    return bool(text) and 200 + len(text) * size * 58 // 10 <= width


def _lines(post: str) -> list[str]:
    """The name of a post on one line or two; what is left over gives way to an ellipsis.

    >>> _lines("Chair of the Committee on Foreign Relations and Law")
    ['Chair of the Committee', 'on Foreign Relations…']
    """
    lines: list[str] = [""]
    for word in post.split():
        if lines[-1] and len(lines[-1]) + 1 + len(word) > LABEL:
            lines.append("")
        lines[-1] = f"{lines[-1]} {word}".strip()
    return lines if len(lines) <= 2 else [lines[0], f"{lines[1]}…"]
