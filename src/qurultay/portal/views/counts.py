"""How the votes of an election were counted: a table with a column for each stage, and the drawings of the same."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction

from qurultay.acts.book import ElectionState
from qurultay.counting.amount import decimal
from qurultay.counting.count import Count
from qurultay.portal.reading import Reading
from qurultay.portal.values import Code, Saying, Several, Table, Value
from qurultay.portal.views.ways import leading

PLACES = 3
"""Decimals of votes that are fractions; the transcript has them exactly."""
_PERSON = re.compile(r"person/[1-9][0-9]{0,5}")


@dataclass(frozen=True, slots=True)
class CountView:
    """A count: what was filled and by which rule, its stages in a table, and what the drawings are made from."""

    what: Value
    rule: Value
    table: Table
    counted: Count
    called: Mapping[str, Value]


def counts_of(reading: Reading, held: ElectionState) -> tuple[CountView, ...]:
    """The counts of an election whose transcripts are in this copy, in the order of the questions."""
    return tuple(_view(reading, held, at, counted) for at, counted in enumerate(reading.meetings.counts(held.id)))


def _view(reading: Reading, held: ElectionState, at: int, counted: Count) -> CountView:
    """Who stands as `person/8` is called by the name this copy has; what is filled, the opening act says."""
    called: dict[str, Value] = {
        each: reading.named(each) if _PERSON.fullmatch(each) else each for each in counted.contest.names
    }
    contests = held.opening.contests
    fills = Several(tuple(leading(reading, place) for place in contests[at].fills)) if at < len(contests) else None
    stages = [Saying.of("transfers.stage", number=str(stage.number)) for stage in counted.stages]
    return CountView(
        what=fills or counted.contest.title,
        rule=Code(counted.rule.name),
        table=Table(Saying("table.count"), ("candidate", *stages, "outcome"), tuple(_rows(counted, called))),
        counted=counted,
        called=called,
    )


def _rows(counted: Count, called: Mapping[str, Value]) -> Iterator[tuple[Value, ...]]:
    """The elected first, then by what they had last; at the foot the votes that name nobody who is left."""
    places = PLACES if counted.decimals is None else counted.decimals
    last, seats = counted.stages[-1].totals, counted.seats()
    for each in sorted(called, key=lambda each: (each not in seats, -last.get(each, Fraction(0)))):
        votes = [decimal(stage.totals.get(each, Fraction(0)), places) for stage in counted.stages]
        yield (called[each], *votes, Saying("transfers.elected" if each in seats else "transfers.not-elected"))
    left = [stage.non_transferable + stage.lost for stage in counted.stages]
    if any(left):
        yield (Saying("transfers.left"), *(decimal(each, places) for each in left), Saying("transfers.gone"))
