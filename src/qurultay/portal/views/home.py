"""The home page: what this is, what is new, where things stand, what comes next."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from qurultay.portal.reading import Reading
from qurultay.portal.sheets import Page, Sheet
from qurultay.portal.values import Named, Saying
from qurultay.portal.views.lines import Line, line_of

LATEST = 6
"""How many of the newest acts stand on the home page."""


@dataclass(frozen=True, slots=True)
class HomeView:
    """What stands on the home page."""

    body: Named
    count: int
    day: date
    latest: tuple[Line, ...]


def sheets() -> Iterator[Sheet]:
    """The home page."""
    yield Sheet("index.html", home_page)


def home_page(reading: Reading) -> Page:
    """The home page."""
    book = reading.whole()
    count = len(book.entries)
    newest = range(count - 1, max(-1, count - 1 - LATEST), -1)
    body = reading.named("body/assembly")
    view = HomeView(body=body, count=count, day=reading.today(), latest=tuple(line_of(reading, n) for n in newest))
    return Page(
        template="home.html",
        section="home",
        title=Saying("home.title"),
        about=Saying.of("home.lede", body=body),
        view=view,
    )
