"""All letters and replies, and everything there is between the body and one addressee."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

from qurultay.portal.reading import Reading
from qurultay.portal.sheets import Page, Sheet
from qurultay.portal.values import Link, Saying, Several, Table, Value
from qurultay.portal.views.lines import Line, line_of
from qurultay.portal.views.states import stance_state
from qurultay.portal.views.tables import call_row
from qurultay.portal.views.ways import page_of, to_act, to_target

NEWEST = 50


@dataclass(frozen=True, slots=True)
class LettersView:
    """The newest letters, each with its calls and replies, and the newest replies."""

    letters: tuple[tuple[Line, Value | None], ...]
    replies: tuple[Line, ...]
    addressees: tuple[Link, ...]
    all_letters: str | None
    all_replies: str | None


@dataclass(frozen=True, slots=True)
class AddresseeView:
    """What there is between the body and one addressee."""

    name: Value
    tables: tuple[Table, ...]
    letters: tuple[Line, ...]
    replies: tuple[Line, ...]


def sheets(reading: Reading) -> Iterator[Sheet]:
    """The list of letters, and a page for each addressee."""
    yield Sheet("letters/index.html", letters_page)
    for ref in reading.names.addressees():
        yield Sheet(page_of(ref), partial(addressee_page, ref))


def letters_page(reading: Reading) -> Page:
    """The newest letters and replies; the lists of acts have all."""
    book = reading.whole()
    letters, replies = sorted(book.letters, reverse=True), sorted(book.replies, reverse=True)
    view = LettersView(
        letters=tuple((line_of(reading, number), answered(reading, number)) for number in letters[:NEWEST]),
        replies=tuple(line_of(reading, number) for number in replies[:NEWEST]),
        addressees=tuple(Link(page_of(ref), reading.named(ref)) for ref in reading.names.addressees()),
        all_letters=reading.lists.shelf_page("kind", "issued"),
        all_replies=reading.lists.shelf_page("kind", "reply-recorded"),
    )
    lede = Saying.of("letters.lede", count=len(letters), replies=len(replies))
    return Page(template="letters.html", section="letters", title=Saying("letters.title"), about=lede, view=view)


def answered(reading: Reading, number: int) -> Value | None:
    """Which replies answered a letter."""
    letter = reading.texts.letter(number)
    if letter is None or not letter.replies:
        return None
    return Saying.of("letter.answered", by=Several(tuple(to_act(reply) for reply in letter.replies)))


def addressee_page(ref: str, reading: Reading) -> Page:
    """One addressee: what was asked, written, answered, and what position was taken."""
    held, name = reading.names.dealings(ref), reading.named(ref)
    calls = tuple(call_row(reading, each) for each in held.calls)
    positions = tuple(
        (stance_state(position), to_target(reading, position.on), position.since, to_act(number))
        for number, position in held.positions
    )
    tables = (
        Table(Saying("table.calls"), ("ask", "by-day", "standing", "grade"), calls),
        Table(Saying("table.positions"), ("position", "about", "since", "act"), positions),
    )
    view = AddresseeView(
        name=name,
        tables=tuple(table for table in tables if table.rows),
        letters=tuple(line_of(reading, number) for number in reversed(held.letters)),
        replies=tuple(line_of(reading, number) for number in reversed(held.replies)),
    )
    return Page(
        template="addressee.html", section="follow", title=name, about=Saying.of("about.addressee", name=name),
        trail=(Link("follow-up/index.html", Saying("nav.follow")), Link("follow-up/calls.html", Saying("nav.calls")), name),
        view=view,
    )  # fmt: skip
