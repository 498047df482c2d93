"""The home page: what this is, what is new, where things stand, what comes next."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from qurultay.portal.frame import main_body
from qurultay.portal.reading import Reading
from qurultay.portal.sheets import Page, Sheet
from qurultay.portal.values import Named, Saying
from qurultay.portal.views.days import Date, coming
from qurultay.portal.views.following import Tally, calls_tally, commitments_tally
from qurultay.portal.views.lines import Line, line_of
from qurultay.portal.views.offices import Room, room_of

LATEST = 6
"""How many of the newest acts stand on the home page."""
COMING = 5
"""How many of the next days."""


@dataclass(frozen=True, slots=True)
class HomeView:
    """What stands on the home page."""

    body: Named
    count: int
    day: date
    latest: tuple[Line, ...]
    calls: Tally
    commitments: Tally
    rooms: tuple[Room, ...]
    coming: tuple[Date, ...]


def sheets(reading: Reading) -> Iterator[Sheet]:
    """The home page."""
    del reading
    yield Sheet("index.html", home_page)


def home_page(reading: Reading) -> Page:
    """The home page."""
    book, day = reading.whole(), reading.today()
    count = len(book.entries)
    newest = range(count - 1, max(-1, count - 1 - LATEST), -1)
    body = reading.named(main_body(reading))
    view = HomeView(
        body=body,
        count=count,
        day=day,
        latest=tuple(line_of(reading, number) for number in newest),
        calls=calls_tally(book, day),
        commitments=commitments_tally(book, day),
        rooms=tuple(room for ref in book.organisations if (room := room_of(reading, ref)) is not None)[:1],
        coming=coming(reading, COMING),
    )
    return Page(
        template="home.html",
        section="home",
        title=Saying("home.title"),
        about=Saying.of("home.lede", body=body),
        view=view,
    )
