"""What came of it: what was asked of others, what the body promised, and what shows it. Nobody sets a state by hand."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial

from qurultay.acts.book import Register
from qurultay.portal.pictures.bar import State as Shape
from qurultay.portal.reading import Reading
from qurultay.portal.sheets import Page, Sheet
from qurultay.portal.values import Link, Saying, Several, State, Table, Value
from qurultay.portal.views.states import SHAPES, commitment_state, stance_state
from qurultay.portal.views.tables import Row, about, call_row
from qurultay.portal.views.titles import title_of
from qurultay.portal.views.ways import act_page, leading, to_act, to_target

WAY = Link("follow-up/index.html", Saying("nav.follow"))
SHOWN = 40
"""How many calls and commitments the first page shows, those past their day first; the others have pages."""
ORDER: tuple[Shape, ...] = ("done", "part", "open", "late")


@dataclass(frozen=True, slots=True)
class Tally:
    """How many stand in which state: in words, and as the shares of a bar."""

    count: int
    states: tuple[State, ...]
    shares: tuple[tuple[Shape, int], ...]


@dataclass(frozen=True, slots=True)
class FollowView:
    """The page that gathers everything that came of the acts."""

    day: date
    calls: Tally
    commitments: Tally
    call_table: Table
    commitment_table: Table
    plans: tuple[Link, ...]
    positions: Table


def sheets(reading: Reading) -> Iterator[Sheet]:
    """The page that gathers all, and the whole lists of calls and commitments."""
    yield Sheet("follow-up/index.html", index_page)
    for sort, page in (("calls", calls_page), ("commitments", commitments_page)):
        for place in range(reading.lists.ref_blocks(sort)):
            yield Sheet(block_path(sort, place), partial(page, place))
    yield Sheet("follow-up/positions.html", positions_page)


def block_path(sort: str, place: int) -> str:
    """Where a page of the whole list of calls or commitments stands.

    >>> block_path("calls", 0), block_path("calls", 2)
    ('follow-up/calls.html', 'follow-up/calls-3.html')
    """
    return f"follow-up/{sort}{f'-{place + 1}' if place else ''}.html"


def index_page(reading: Reading) -> Page:
    """Calls, commitments, plans and positions, as they stood on the day of the last act."""
    book, day = reading.whole(), reading.today()
    view = FollowView(
        day=day,
        calls=calls_tally(book, day),
        commitments=commitments_tally(book, day),
        call_table=calls_table(reading, _urgent([(c.state(day), c.ref) for c in book.calls.values()])),
        commitment_table=commitments_table(
            reading, _urgent([(c.state(day), c.ref) for c in book.commitments.values()])
        ),
        plans=tuple(
            Link(f"follow-up/plan-{n}.html", reading.phrase(n, "title") or Saying("plan.title")) for n in book.plans
        ),
        positions=positions_table(reading, book),
    )
    lede = Saying.of("follow.lede", day=day)
    return Page(template="follow.html", section="follow", title=Saying("follow.title"), about=lede, view=view)


def _urgent(held: Sequence[tuple[str, str]]) -> tuple[str, ...]:
    """Those past their day first, then those that wait, then the rest; newest first within each."""
    rank = {"late": 0, "open": 1, "wait": 2, "part": 3, "done": 4, "gone": 5}
    newest = held[::-1]
    return tuple(ref for _, ref in sorted(newest, key=lambda pair: rank[SHAPES[pair[0]]])[:SHOWN])


def calls_tally(book: Register, day: date) -> Tally:
    """How the calls on others stand."""
    return _tally([call.state(day) for call in book.calls.values()])


def commitments_tally(book: Register, day: date) -> Tally:
    """How the body's own commitments stand."""
    return _tally([pledge.state(day) for pledge in book.commitments.values()])


def _tally(states: Sequence[str]) -> Tally:
    counted = {state: states.count(state) for state in SHAPES if state in states}
    shares = {shape: sum(n for state, n in counted.items() if SHAPES[state] == shape) for shape in ORDER}
    said = tuple(
        State(SHAPES[s], Saying.of("tally.state", count=n, state=Saying(f"state.{s}"))) for s, n in counted.items()
    )
    return Tally(len(states), said, tuple((shape, n) for shape, n in shares.items() if n))


def calls_table(reading: Reading, refs: Sequence[str]) -> Table:
    """Calls as a table, by whom they address."""
    rows = []
    for ref in refs:
        held = reading.texts.call(ref)
        if held is not None and held[0].operation.addressee is not None:
            rows.append((leading(reading, held[0].operation.addressee), *call_row(reading, ref)))
    return Table(Saying("table.calls"), ("addressee", "ask", "by-day", "standing", "grade"), tuple(rows))


def commitments_table(reading: Reading, refs: Sequence[str]) -> Table:
    """Commitments as a table: what was promised, by whom it is owed, by when, how it stands, what shows it."""
    rows: list[Row] = []
    for ref in refs:
        held = reading.texts.commitment(ref)
        if held is not None:
            pledge, state = held
            owner = pledge.operation.owner
            evidence = pledge.finding.evidence if pledge.finding is not None else ()
            shown = [to_target(reading, each) for each in evidence] + [to_act(n) for n in pledge.reports[-1:]]
            rows.append(
                (
                    about(reading, ref), leading(reading, owner) if owner else None, pledge.due,
                    commitment_state(reading, pledge, state), Several(tuple(shown)) if shown else None,
                )
            )  # fmt: skip
    return Table(Saying("table.commitments"), ("about", "owner", "by-day", "standing", "evidence"), tuple(rows))


def calls_page(place: int, reading: Reading) -> Page:
    """One page of the whole list of calls."""
    return _block_page(
        "calls", place, reading, calls_table(reading, reading.lists.refs("calls", place)), "feed/calls.xml"
    )


def commitments_page(place: int, reading: Reading) -> Page:
    """One page of the whole list of commitments."""
    return _block_page(
        "commitments", place, reading, commitments_table(reading, reading.lists.refs("commitments", place))
    )


def _block_page(sort: str, place: int, reading: Reading, table: Table, feed: str = "") -> Page:
    last = reading.lists.ref_blocks(sort) - 1
    links = [Link(block_path(sort, at), Saying.of("list.page", number=at + 1)) for at in range(last + 1) if at != place]
    empty = Saying(f"{sort}.none")
    data = [Link(f"../data/{sort}.csv", "CSV")] + ([Link(feed, Saying("feed.follow"))] if feed else [])
    return Page(
        template="list.html", section="follow", title=Saying(f"{sort}.title"), about=Saying(f"{sort}.lede"),
        trail=(WAY, Saying(f"nav.{sort}")), feed=feed,
        view={"tables": (table,) if table.rows else (), "empty": empty, "links": (*data, *links)},
    )  # fmt: skip


def positions_page(reading: Reading) -> Page:
    """What organs of others have done, actor by proposition; each cell names the organ that spoke."""
    table = positions_table(reading, reading.whole())
    return Page(
        template="list.html", section="follow", title=Saying("positions.title"), about=Saying("positions.lede"),
        trail=(WAY, Saying("nav.positions")),
        view={"tables": (table,) if table.rows else (), "empty": Saying("positions.none"), "links": ()},
    )  # fmt: skip


def positions_table(reading: Reading, book: Register) -> Table:
    """A motion of a chamber is not the position of a state, so the word in each cell names who spoke."""
    matters = tuple(dict.fromkeys(on for _, _, on in book.positions))
    cells: dict[tuple[str, str], list[Value]] = {}
    for (actor, _, on), (number, position) in book.positions.items():
        said = Saying.of("position.said", state=stance_state(position), day=position.since, by=to_act(number))
        cells.setdefault((actor, on), []).append(said)
    rows = tuple(
        (leading(reading, actor), *(_cell(cells.get((actor, on))) for on in matters))
        for actor in dict.fromkeys(actor for actor, _, _ in book.positions)
    )
    columns: tuple[Value, ...] = ("actor", *(matter(reading, on) for on in matters))
    return Table(Saying("table.positions"), columns, rows)


def matter(reading: Reading, on: str) -> Value:
    """What a position is about: the provision in a few words, or the title of the text."""
    if "/provision/" in on:
        return about(reading, on)
    return Link(act_page(int(on.split("/")[1])), title_of(reading, int(on.split("/")[1])))


def _cell(said: list[Value] | None) -> Value:
    return Several(tuple(said)) if said else Saying("positions.empty")
