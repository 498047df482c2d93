"""Who won, of how many, under which rule: each election from the opening of its box to the day somebody takes office."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

from qurultay.acts.book import ElectionState
from qurultay.acts.office import Assignment, Elected
from qurultay.portal.reading import Reading
from qurultay.portal.sheets import Page, Sheet
from qurultay.portal.values import Code, Fact, Link, Saying, Table, Value
from qurultay.portal.views.counts import CountView, counts_of
from qurultay.portal.views.lines import Line, line_of
from qurultay.portal.views.tables import tables_of
from qurultay.portal.views.titles import title_of
from qurultay.portal.views.ways import leading, to_act

NEWEST = 100


@dataclass(frozen=True, slots=True)
class ElectionView:
    """An election: what was filled, who won, the figures, and what belongs to it."""

    title: Value
    state: Value
    facts: tuple[Fact, ...]
    tables: tuple[Table, ...]
    counts: tuple[CountView, ...]
    lines: tuple[Line, ...]
    files: tuple[str, ...]
    ways: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class IndexView:
    """All elections and their results."""

    results: tuple[tuple[Line, Table], ...]
    boxes: Table
    more: str | None


def sheets(reading: Reading) -> Iterator[Sheet]:
    """The list of elections, and a page for each ballot box."""
    yield Sheet("elections/index.html", index_page)
    for opened in reading.whole().elections:
        yield Sheet(f"election/{opened}.html", partial(election_page, opened))


def index_page(reading: Reading) -> Page:
    """All results, newest first, whether or not a ballot box of ours was used."""
    book = reading.whole()
    results = [e.number for e in book.entries if isinstance(e.act.body, Elected)][::-1]
    rows = tuple(
        (Link(f"election/{e.id}.html", title_of(reading, e.opened)), e.opening.closes, state_of(e), to_act(e.opened))
        for e in book.elections.values()
    )
    view = IndexView(
        results=tuple((line_of(reading, number), _winners(reading, number)) for number in results[:NEWEST]),
        boxes=Table(Saying("table.boxes"), ("election", "to-day", "standing", "act"), rows),
        more=reading.lists.shelf_page("kind", "elected") if len(results) > NEWEST else None,
    )
    return Page(
        template="elections.html", section="elections", title=Saying("elections.title"), about=Saying("elections.lede"),
        view=view,
    )  # fmt: skip


def _winners(reading: Reading, number: int) -> Table:
    body = reading.act(number).body
    winners: tuple[Assignment, ...] = body.winners if isinstance(body, Elected) else ()
    rows = tuple(
        (leading(reading, w.to), leading(reading, w.person), w.from_, w.until, took(reading, w)) for w in winners
    )
    name = Saying.of("head.act", number=number, title=Saying("table.people"))
    return Table(name, ("place-held", "holder", "from-day", "to-day", "in-office"), rows, 1)


def took(reading: Reading, won: Assignment) -> Value | None:
    """Whether and by which act somebody elected took office: being elected is not being in office."""
    if won.to.startswith("seat/"):
        return None
    for tenure in reading.offices.tenures(won.to):
        if tenure.person == won.person and tenure.took_office is not None and tenure.until == won.until:
            return to_act(tenure.took_office)
    return Saying("election.not-yet")


def election_page(opened: str, reading: Reading) -> Page:
    """One election by ballot box."""
    held = reading.meetings.election(opened)
    assert held is not None
    title = title_of(reading, held.opened)
    numbers = [n for n in (held.opened, held.closed, held.result) if n is not None]
    tables = [*tables_of(reading, held.opened), *([_winners(reading, held.result)] if held.result is not None else [])]
    view = ElectionView(
        title=title,
        state=state_of(held),
        facts=_facts(reading, held),
        tables=tuple(tables),
        counts=counts_of(reading, held),
        lines=tuple(line_of(reading, number) for number in numbers),
        files=reading.meetings.election_files(opened),
        ways=_ways(reading.meetings.election_files(opened)),
    )
    return Page(
        template="election.html", section="elections", title=title, about=Saying("elections.lede"),
        trail=(Link("elections/index.html", Saying("nav.elections")), Code(opened)), view=view,
    )  # fmt: skip


def _ways(files: tuple[str, ...]) -> tuple[str, ...]:
    """The commands that check an archive, and the count where there is one; the first is somebody else's program."""
    archive, told = (next((path for path in files if path.endswith(end)), None) for end in (".bel", ".count.json"))
    if archive is None:
        return ()
    ways = ("belenios-tool election verify --dir FOLDER", f"qurultay election verify {archive}")
    return ways if told is None else (*ways, f"qurultay count verify {told} {archive}")


def state_of(election: ElectionState) -> Value:
    """Open, closed or decided."""
    if election.result is not None:
        return Saying("election.decided")
    if election.closed is not None:
        return Saying("elections.closed")
    return Saying.of("elections.open", day=election.opening.closes)


def _facts(reading: Reading, held: ElectionState) -> tuple[Fact, ...]:
    opening, closing = held.opening, held.closing
    facts: list[Fact] = [
        ("closes", opening.closes),
        ("entitled", opening.entitled),
        ("rule", Code(opening.rule)),
    ]
    if opening.session is not None:
        facts.append(("session", leading(reading, opening.session)))
    if closing is not None:
        facts.append(("ballots", closing.ballots))
    archive = held.elected.archive if held.elected is not None else closing.archive if closing is not None else None
    if archive is not None:
        facts.append(("archive", Code(archive)))
    return tuple(facts)
