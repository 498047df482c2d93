"""How the votes moved: a column for each stage, bands between them, every column as high as all the ballots.

What stays is pale, what moves is dark; a band has the colour of the community it comes from, and a community's mark
stands by each name, so that nobody has to tell colours apart. A frame marks an election. Votes that have left the count
are always drawn, at the foot. Stages that move less than a fiftieth of the votes are drawn together with the next
(look and voice §7.4). Where votes of several move at once, nobody can say whose went where: the bands share them in
proportion.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from markupsafe import Markup

from qurultay.portal.pictures.marks import number_of, shape
from qurultay.portal.pictures.svg import chart, label, tag, tenths

LEFT, RIGHT = 2_500, 2_800
"""Room for the names before the first column and after the last."""
NARROW, INNER = 1_150, 5_600
BLOCK, TOP, GAP, LINE, TWO_LINES = 150, 740, 90, 170, 340
LETTERS: Final = 22
"""Letters of a name; a longer one is cut, the table beneath has it whole."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Holder:
    """Somebody who has votes, in the order in which they are drawn; `outcome` is said behind the last column.

    A `mark` of None is somebody of whom no community is known, 0 are the votes that left the count.
    """

    name: str
    mark: int | None
    outcome: str
    elected: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Column:
    """A stage, or some drawn together: what was done and whom it was about, what each has after it, who was elected."""

    heading: str
    action: str
    about: str
    amounts: tuple[Fraction, ...]
    elected: frozenset[int] = frozenset()


def transfers(
    holders: Sequence[Holder], columns: Sequence[Column], *, name: str, title: str, description: str, rtl: bool = False
) -> Markup:
    """The whole count from where reading begins. Every column must add up to the same number of votes.

    Raises `ValueError` for a column that does not, and where there is nothing to draw.
    """
    total = sum(columns[0].amounts, Fraction(0)) if columns else Fraction(0)
    if not total or any(sum(column.amounts, Fraction(0)) != total for column in columns):
        raise ValueError("each column holds the same votes, more than none; say in words that nobody voted")
    page = _Page(holders, columns, total, rtl)
    drawn = [*page.bands(), *page.blocks(), *page.headings(), *page.names(0), *page.names(len(columns) - 1)]
    return chart(
        *drawn, size=(page.width // 10, page.height // 10), name=name, title=title, description=description, rtl=rtl
    )


class _Page:
    """Where everything stands, in tenths. Heights are votes, rounded down; nothing adds up the roundings."""

    def __init__(self, holders: Sequence[Holder], columns: Sequence[Column], total: Fraction, rtl: bool) -> None:
        self.holders, self.columns, self.rtl = holders, columns, rtl
        most = max(sum(1 for amount in column.amounts if amount) for column in columns)
        self.tall = max(4_200, LINE * most, TWO_LINES * sum(1 for amount in columns[-1].amounts if amount))
        self.scale = (self.tall - GAP * (most - 1)) / total
        inner = max(INNER, NARROW * (len(columns) - 1))
        self.step = inner // max(1, len(columns) - 1)
        self.width = LEFT + self.step * (len(columns) - 1) + BLOCK + RIGHT
        self.height = TOP + self.tall + 180
        self.places = [self._stack(column) for column in columns]

    def _stack(self, column: Column) -> dict[int, tuple[int, int]]:
        """Top and height of each block of a column."""
        found, above, shown = {}, Fraction(0), 0
        for at, amount in enumerate(column.amounts):
            if amount:
                y = TOP + int(above * self.scale) + GAP * shown
                found[at] = (y, max(6, int(amount * self.scale)))
                above, shown = above + amount, shown + 1
        return found

    def across(self, x: int) -> str:
        return tenths(self.width - x if self.rtl else x)

    def left_of(self, number: int) -> int:
        return LEFT + self.step * number

    def blocks(self) -> list[Markup]:
        drawn = []
        for number, places in enumerate(self.places):
            x = self.left_of(number) + (BLOCK if self.rtl else 0)
            for at, (y, tall) in places.items():
                drawn.append(
                    tag(
                        "rect",
                        class_=_colour(self.holders[at]),
                        x=self.across(x),
                        y=tenths(y),
                        width=15,
                        height=tenths(tall),
                    )
                )
                if at in self.columns[number].elected:
                    edge = x + (30 if self.rtl else -30)
                    frame = {"x": self.across(edge), "y": tenths(y - 30), "width": 21, "height": tenths(tall + 60)}
                    drawn.append(tag("rect", class_="seat-o", **frame))
        return drawn

    def bands(self) -> list[Markup]:
        drawn = []
        for number in range(1, len(self.columns)):
            before, after = self.columns[number - 1].amounts, self.columns[number].amounts
            leaves = {at: y for at, (y, _) in self.places[number - 1].items()}
            comes = {at: y for at, (y, _) in self.places[number].items()}
            for source, target, amount in _flows(before, after):
                tall = int(amount * self.scale)
                if tall:
                    look = "keep" if source == target else "flow"
                    drawn.append(self._band(number, source, leaves[source], comes[target], tall, look))
                    leaves[source] += tall
                    comes[target] += tall
        return drawn

    def _band(self, number: int, source: int, begin: int, end: int, tall: int, look: str) -> Markup:
        one, two = self.left_of(number - 1) + BLOCK, self.left_of(number)
        half, high = self.across((one + two) // 2), tenths(tall)
        x1, x2, y1, y2 = self.across(one), self.across(two), tenths(begin), tenths(end)
        back1, back2 = tenths(begin + tall), tenths(end + tall)
        d = f"M{x1} {y1}C{half} {y1} {half} {y2} {x2} {y2}v{high}C{half} {back2} {half} {back1} {x1} {back1}z"
        return tag("path", class_=f"{_colour(self.holders[source])} {look}", d=d)

    def headings(self) -> list[Markup]:
        room = self.step // 80
        drawn = []
        for number, column in enumerate(self.columns):
            x = self.across(self.left_of(number) + BLOCK // 2)
            for line, (words, look) in enumerate(
                ((column.heading, "t-b"), (column.action, "t"), (column.about, "t-soft"))
            ):
                y, size = str(22 + 17 * line), 13 if line else 14
                drawn.append(label(_cut(words, room), x, y, anchor="middle", size=size, look=look, rtl=self.rtl))
        return drawn

    def names(self, number: int) -> list[Markup]:
        """The names beside a column, far enough apart to be read; with outcomes behind the last."""
        last = number > 0
        places = self.places[number]
        lines = TWO_LINES if last else LINE
        middles = _apart([y + tall // 2 for y, tall in places.values()], lines, TOP, TOP + self.tall)
        drawn = []
        for at, y in zip(places, middles, strict=True):
            drawn += self._name(self.holders[at], self.columns[number].amounts[at], number, y)
        return drawn

    def _name(self, holder: Holder, amount: Fraction, number: int, y: int) -> list[Markup]:
        last, side = number > 0, 1 if number else -1
        x = self.left_of(number) + (BLOCK + 120 if last else -120)
        beside = self.across(x + side * (90 if holder.mark else 0))
        bold = "t-b" if last and holder.elected else "t"
        drawn = [] if not holder.mark else [
            tag("g", shape(holder.mark, self._x(x), y, 45), class_=_colour(holder)),
        ]  # fmt: skip
        words = f"{_cut(holder.name, LETTERS)} {_shown(amount)}"
        drawn.append(self._words(words, beside, y + (0 if last else 48), last, 13, bold))
        if last:
            drawn.append(self._words(holder.outcome, beside, y + 150, last, 12, "t-soft"))
        return drawn

    def _words(self, words: str, x: str, y: int, last: bool, size: int, look: str) -> Markup:
        return label(words, x, tenths(y), anchor="start" if last else "end", size=size, look=look, rtl=self.rtl)

    def _x(self, x: int) -> int:
        return self.width - x if self.rtl else x


def _colour(holder: Holder) -> str:
    return "fillbar" if holder.mark is None else f"c{number_of(holder.mark)}"


def _flows(before: Sequence[Fraction], after: Sequence[Fraction]) -> list[tuple[int, int, Fraction]]:
    """What stays first, then what moves, from each who lost to each who gained.

    >>> _flows((Fraction(5), Fraction(3), Fraction(0)), (Fraction(4), Fraction(3), Fraction(1)))
    [(0, 0, Fraction(4, 1)), (1, 1, Fraction(3, 1)), (0, 2, Fraction(1, 1))]
    """
    stays = [(at, at, min(one, two)) for at, (one, two) in enumerate(zip(before, after, strict=True)) if min(one, two)]
    lost: Mapping[int, Fraction] = {
        at: one - two for at, (one, two) in enumerate(zip(before, after, strict=True)) if one > two
    }
    won = {at: two - one for at, (one, two) in enumerate(zip(before, after, strict=True)) if two > one}
    moved = sum(won.values(), Fraction(0))
    return stays + [(source, target, lost[source] * won[target] / moved) for source in lost for target in won]


def _apart(middles: Sequence[int], line: int, top: int, bottom: int) -> list[int]:
    """The same places, pushed down and then up until no two are nearer than a line.

    >>> _apart([10, 12, 50], 10, 0, 60), _apart([50, 52, 54], 10, 0, 60)
    ([10, 20, 50], [40, 50, 60])
    """
    found: list[int] = []
    for y in middles:
        found.append(max(y, found[-1] + line if found else top))
    limit = bottom
    for at in range(len(found) - 1, -1, -1):
        found[at] = min(found[at], limit)
        limit = found[at] - line
    return found


def _cut(words: str, most: int) -> str:
    return words if len(words) <= most else words[: most - 1].rstrip() + "…"


def _shown(amount: Fraction) -> str:
    """Votes as whole numbers; the table has their fractions."""
    return str(int(amount + Fraction(1, 2)))
