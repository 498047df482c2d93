"""The ledger: every act in order, by year, and the same by kind, session and body."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

from qurultay.acts.kinds import KINDS
from qurultay.portal.reading import Reading
from qurultay.portal.sheets import Page, Sheet
from qurultay.portal.shelves import Block, Shelf
from qurultay.portal.values import Link, Saying, Value
from qurultay.portal.views.lines import Line, line_of

NEWEST = 20
"""How many acts stand on the index of the ledger."""


@dataclass(frozen=True, slots=True)
class BlockView:
    """One page of a list, newest act first, and the way to the other pages."""

    title: Value
    lede: Value
    lines: tuple[Line, ...]
    block: Block
    feed: str


@dataclass(frozen=True, slots=True)
class IndexView:
    """The page that leads to all lists."""

    lede: Value
    lists: tuple[tuple[str, tuple[tuple[Link, int], ...]], ...]
    latest: tuple[Line, ...]


def sheets(reading: Reading) -> Iterator[Sheet]:
    """The index of the ledger and every page of its lists."""
    yield Sheet("acts/index.html", index_page)
    for shelf in reading.lists.shelves():
        for place in range(shelf.blocks):
            yield Sheet(shelf.page(place), partial(block_page, shelf.sort, shelf.about, place))


def title_of(reading: Reading, sort: str, about: str) -> Value:
    """What a list of acts is called."""
    if sort == "year":
        return Saying.of("acts.of-year", year=about)
    if sort == "kind":
        return Saying(f"kinds.{about}") if about in KINDS else Saying.of("kind.unknown", kind=about)
    return Saying.of(f"acts.of-{sort}", name=reading.named(about))


def index_page(reading: Reading) -> Page:
    """The page that leads to all lists, with the newest acts."""
    count = len(reading.whole().entries)
    newest = tuple(line_of(reading, n) for n in range(count - 1, max(-1, count - 1 - NEWEST), -1))
    lede = Saying.of("acts.lede", last=count - 1)
    return Page(
        template="acts.html", section="acts", title=Saying("acts.title"), about=lede,
        view=IndexView(lede, lists_of(reading), newest),
    )  # fmt: skip


def lists_of(reading: Reading) -> tuple[tuple[str, tuple[tuple[Link, int], ...]], ...]:
    """Every list of acts by its sort, each leading to its newest page, with the number of its acts."""
    shelves = reading.lists.shelves()
    return tuple(
        (sort, tuple(_link(reading, shelf) for shelf in shelves if shelf.sort == sort))
        for sort in ("year", "kind", "session", "body")
    )


def _link(reading: Reading, shelf: Shelf) -> tuple[Link, int]:
    """A list, leading to its newest page, and how many acts are in it."""
    return Link(shelf.page(shelf.blocks - 1), title_of(reading, shelf.sort, shelf.about)), len(shelf.numbers)


def block_page(sort: str, about: str, place: int, reading: Reading) -> Page:
    """One page of a list."""
    block, title = reading.lists.block(sort, about, place), title_of(reading, sort, about)
    lede = Saying.of("acts.block", first=block.numbers[0], last=block.numbers[-1], count=len(block.numbers))
    feed = f"feed/kind-{about}.xml" if sort == "kind" else ""
    lines = tuple(line_of(reading, number) for number in reversed(block.numbers))
    return Page(
        template="block.html", section="acts", title=title, about=lede, feed=feed,
        trail=(Link("acts/index.html", Saying("nav.acts")), title), view=BlockView(title, lede, lines, block, feed),
    )  # fmt: skip
