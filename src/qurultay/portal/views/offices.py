"""Who holds what, and who held it: read off the acts, with every vacancy and the act on which each tenure rests."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import partial

from qurultay.portal.reading import Reading, Sitting
from qurultay.portal.sheets import Page, Sheet
from qurultay.portal.values import Fact, Link, Named, Saying, Several, Table, Value
from qurultay.portal.views.post_keys import keys_table
from qurultay.portal.views.terms import (
    COLUMNS,
    Bar,
    Holder,
    bars_of,
    held_rows,
    holder_of,
    mark_of,
    rows_of,
)
from qurultay.portal.views.ways import leading, page_of, to_act

WAY = Link("offices/index.html", Saying("nav.offices"))


@dataclass(frozen=True, slots=True)
class Bloc:
    """A community in a body: its name, its mark, seats filled, vacant and guaranteed."""

    name: Value
    mark: int
    filled: int
    vacant: int
    guaranteed: int | None


@dataclass(frozen=True, slots=True)
class Room:
    """Who sits in a body."""

    body: Value
    seats: int
    blocs: tuple[Bloc, ...]


@dataclass(frozen=True, slots=True)
class OfficesView:
    """Who holds which office, as it stood on a day, and through the years."""

    day: date
    holders: tuple[Holder, ...]
    bars: tuple[tuple[Value, tuple[Bar, ...]], ...]
    table: Table
    bodies: Table
    rooms: tuple[Room, ...]


@dataclass(frozen=True, slots=True)
class PlaceView:
    """A body, a post or a person as the holder of posts."""

    name: Value
    kind: Value
    facts: tuple[Fact, ...]
    holders: tuple[Holder, ...]
    room: Room | None
    tables: tuple[Table, ...]
    acts: str | None
    note: Value | None = None
    recovery: bool = False


def sheets(reading: Reading) -> Iterator[Sheet]:
    """The page of all offices, and one for each body, post and person in office."""
    yield Sheet("offices/index.html", index_page)
    book = reading.whole()
    for ref in book.organisations:
        yield Sheet(page_of(ref), partial(body_page, ref))
    for ref in book.posts:
        yield Sheet(page_of(ref), partial(post_page, ref))
    for ref in dict.fromkeys(tenure.person for held in book.tenures.values() for tenure in held):
        yield Sheet(page_of(ref), partial(person_page, ref))


# --- all offices -----------------------------------------------------------------------------------------


def index_page(reading: Reading) -> Page:
    """Who holds which office, and who did."""
    book, day = reading.whole(), reading.today()
    posts = [ref for ref, post in book.posts.items() if post.until >= day]
    rows = [row for ref in book.posts for row in reversed(rows_of(reading, ref))]
    view = OfficesView(
        day=day,
        holders=tuple(holder_of(reading, ref) for ref in posts),
        bars=tuple((reading.named(ref), bars_of(reading, ref)) for ref in posts),
        table=Table(Saying("table.terms"), ("post", *COLUMNS), tuple(rows), 1),
        bodies=_bodies(reading, tuple(book.organisations)),
        rooms=tuple(room for ref in book.organisations if (room := room_of(reading, ref)) is not None),
    )
    lede = Saying.of("offices.lede", day=day)
    return Page(template="offices.html", section="offices", title=Saying("offices.title"), about=lede, view=view)


def _bodies(reading: Reading, refs: tuple[str, ...]) -> Table:
    rows = []
    for ref in refs:
        body = reading.offices.organisation(ref)
        if body is not None:
            within = leading(reading, body.what.within) if body.what.within else None
            ended = body.until if body.dissolved is not None else None
            kind = Saying(f"organisation.{body.what.form}")
            rows.append((leading(reading, ref), kind, within, body.from_, ended, to_act(body.established)))
    return Table(Saying("table.bodies"), ("body", "form", "within", "from-day", "to-day", "act"), tuple(rows))


# --- one body, post, person -------------------------------------------------------------------------------


def body_page(ref: str, reading: Reading) -> Page:
    """One body: its posts and who holds them, who sits in it, and its acts."""
    body, name = reading.offices.organisation(ref), reading.named(ref)
    assert body is not None
    facts: list[Fact] = [("kind", Saying(f"organisation.{body.what.form}"))]
    if body.what.within:
        facts.append(("within", leading(reading, body.what.within)))
    facts += [("since", body.from_), ("founded-by", to_act(body.established))]
    if body.dissolved is not None:
        facts += [("until", body.until), ("dissolved-by", to_act(body.dissolved))]
    inner = reading.offices.bodies_in(ref)
    if inner:
        facts.append(("bodies", Several(tuple(leading(reading, each) for each in inner))))
    view = PlaceView(
        name=name,
        kind=Saying(f"organisation.{body.what.form}"),
        facts=tuple(facts),
        holders=tuple(holder_of(reading, post) for post in reading.offices.posts_in(ref)),
        room=room_of(reading, ref),
        tables=tuple(table for table in [_sitters(reading, ref)] if table.rows),
        acts=reading.lists.shelf_page("body", ref),
        recovery=True,
    )
    return _page("body", name, view)


def post_page(ref: str, reading: Reading) -> Page:
    """One post: who holds it, and everybody who did."""
    post, name = reading.offices.post(ref), reading.named(ref)
    assert post is not None
    facts: list[Fact] = [
        ("body", leading(reading, post.what.body)),
        ("role", Saying(f"role.{post.what.role}")),
        ("term", Saying.of("months", count=post.what.term_months)),
        ("signs", Saying(f"signs.{post.what.signs}")),
        ("founded-by", to_act(post.established)),
    ]
    if post.dissolved is not None:
        facts += [("until", post.until), ("dissolved-by", to_act(post.dissolved))]
    rows = tuple(row[1:] for row in reversed(rows_of(reading, ref)))
    tables = (Table(Saying("table.terms"), COLUMNS, rows), *(t for t in [keys_table(reading, ref)] if t.rows))
    view = PlaceView(name, Saying("kind.post"), tuple(facts), (holder_of(reading, ref),), None, tables, None)
    return _page("post", name, view)


def person_page(ref: str, reading: Reading) -> Page:
    """One person, as the holder of posts and of nothing else."""
    name = reading.named(ref)
    table = Table(
        Saying("table.held"),
        ("place-held", "how-held", "from-day", "to-day", "how-ended", "act"),
        held_rows(reading, ref),
    )
    note = Saying("person.withheld") if name.withheld else Saying("offices.person-lede")
    view = PlaceView(name, Saying("kind.person"), (), (), None, (table,), None, note)
    return _page("person", name, view)


def _page(what: str, name: Named, view: PlaceView) -> Page:
    return Page(
        template="place.html", section="offices", title=name, about=Saying.of(f"about.{what}", name=name),
        trail=(WAY, name), view=view,
    )  # fmt: skip


def room_of(reading: Reading, body: str) -> Room | None:
    """Who sits in a body, by community; none for a body without seats."""
    seating = reading.offices.seating(body)
    if not seating:
        return None
    guaranteed, blocs = dict(reading.offices.guaranteed()), []
    for community in (*reading.offices.communities(), None):
        seats = [seat for seat in seating if seat.community == community]
        if seats:
            filled = sum(seat.tenure is not None for seat in seats)
            name = reading.named(community) if community else Saying("seats.open")
            mark = mark_of(reading, community) if community else 0
            blocs.append(Bloc(name, mark, filled, len(seats) - filled, guaranteed.get(community or "")))
    return Room(leading(reading, body), len(seating), tuple(blocs))


def _sitters(reading: Reading, body: str) -> Table:
    """The seats of a body: seats are public, and so is who sits in them by the name they accepted."""
    rows = tuple(_seat_row(reading, seat) for seat in reading.offices.seating(body))
    return Table(Saying("table.seating"), ("seat", "community", "holder", "from-day", "to-day", "act"), rows, 0)


def _seat_row(reading: Reading, seat: Sitting) -> tuple[Value | None, ...]:
    community = reading.named(seat.community) if seat.community else Saying("seats.open")
    tenure = seat.tenure
    if tenure is None:
        return (reading.named(seat.seat), community, Saying("office.vacant"), None, None, None)
    return (
        reading.named(seat.seat), community, leading(reading, tenure.person), tenure.from_, tenure.until,
        to_act(tenure.source),
    )  # fmt: skip
