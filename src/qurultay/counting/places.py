"""Can the seats still be filled as guaranteed? Exactly, for candidates of so many kinds.

Candidates alike in every partition (a community, a gender …) are one *cell*. Of each cell some are elected and some may
still be; the question is whether any choice among those fills the seats and keeps every minimum and maximum. Asking it
of one constraint at a time is wrong: each can be kept alone while all together cannot (Hill, Voting matters 9).

    one partition     a counting formula
    two               a flow through rows and columns with lower bounds, which has a whole-number answer if any
    three and more    a search over the cells with memory, within a bound on the steps it may take

Seats for which nobody stands may stay vacant (register law V12): `vacant` seats are filled by nobody, yet count as if
held by whomever the guarantee reserves them for.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations
from operator import add

from qurultay.counting.circulation import circulates

MOST_STEPS = 20_000
"""How many states the search beyond two partitions may look at before it gives up."""

Bounds = tuple[tuple[int, int], ...]
"""Minimum and maximum seats of each category of one partition."""


class TooIntricate(ArithmeticError):
    """The search over three partitions or more took more steps than it may."""


@dataclass(frozen=True, slots=True)
class Cell:
    """Candidates alike: the category in each partition, how many are elected, and with how many more there could be."""

    of: tuple[int, ...]
    elected: int
    hopeful: int

    @property
    def most(self) -> int:
        """If all who may still be are elected."""
        return self.elected + self.hopeful


@dataclass(frozen=True, slots=True)
class Places:
    """The seats, those of them that stay vacant, the bounds of each partition, and the cells."""

    seats: int
    bounds: tuple[Bounds, ...]
    cells: tuple[Cell, ...]
    vacant: int = 0

    @property
    def filled(self) -> int:
        """How many persons are to be elected."""
        return self.seats - self.vacant

    def alone(self, *partitions: int) -> "Places":
        """The same with these partitions only; cells that no longer differ are put together."""
        merged: dict[tuple[int, ...], tuple[int, int]] = {}
        for cell in self.cells:
            key = tuple(cell.of[p] for p in partitions)
            elected, hopeful = merged.get(key, (0, 0))
            merged[key] = (elected + cell.elected, hopeful + cell.hopeful)
        cells = tuple(Cell(key, *numbers) for key, numbers in sorted(merged.items()))
        return Places(self.seats, tuple(self.bounds[p] for p in partitions), cells, self.vacant)


@lru_cache(maxsize=50_000)
def possible(places: Places, steps: int = MOST_STEPS) -> bool:
    """Is there a result that keeps the guarantee?

    >>> two_of_three = Places(3, (((2, 3), (0, 3)),), (Cell((0,), 0, 2), Cell((1,), 1, 5)))
    >>> possible(two_of_three), possible(Places(3, two_of_three.bounds, (Cell((0,), 0, 1), Cell((1,), 1, 5))))
    (True, False)

    Raises `TooIntricate` where three partitions or more need too many steps.
    """
    partitions = range(len(places.bounds))
    if not all(_one(places.alone(p)) for p in partitions):
        return False
    if not all(_two(places.alone(*pair)) for pair in combinations(partitions, 2)):
        return False
    return len(places.bounds) < 3 or _Search(places, steps).found()


def _one(places: Places) -> bool:
    """The counting formula, category by category; those without a cell have no candidates.

    With x seats filled of a category, its shortfall is max(0, least - x), and all shortfalls together may not be more
    than the vacant seats. Start where no shortfall can be avoided, then fill fewer or more.
    """
    bounds = places.bounds[0]
    elected, most = [0] * len(bounds), [0] * len(bounds)
    for cell in places.cells:
        elected[cell.of[0]], most[cell.of[0]] = cell.elected, cell.most
    upper = [min(most[c], top) for c, (_, top) in enumerate(bounds)]
    if any(elected[c] > upper[c] for c in range(len(bounds))) or sum(top for _, top in bounds) < places.seats:
        return False
    short = sum(max(0, least - upper[c]) for c, (least, _) in enumerate(bounds))
    begin = [max(elected[c], min(least, upper[c])) for c, (least, _) in enumerate(bounds)]
    fewer = min(places.vacant - short, sum(begin) - sum(elected))
    return short <= places.vacant and sum(begin) - fewer <= places.filled <= sum(upper)


def _two(places: Places) -> bool:
    """Rows to columns: source → row → column → sink, and what is vacant goes by a way of its own from row to column."""
    rows, columns = places.bounds
    row, column = range(2, 2 + len(rows)), range(2 + len(rows), 2 + len(rows) + len(columns))
    into, out = column.stop, column.stop + 1
    edges = [(1, 0, places.seats, places.seats)]
    edges += [(0, row[r], *bound) for r, bound in enumerate(rows)]
    edges += [(column[c], 1, *bound) for c, bound in enumerate(columns)]
    edges += [(row[cell.of[0]], column[cell.of[1]], cell.elected, cell.most) for cell in places.cells]
    if places.vacant:
        edges.append((into, out, places.vacant, places.vacant))
        edges += [(node, into, 0, places.vacant) for node in row]
        edges += [(out, node, 0, places.vacant) for node in column]
    return circulates(out + 1, edges)


class _Search:
    """Cell by cell, the fewest choices first; a state is how many each category has so far."""

    def __init__(self, places: Places, steps: int) -> None:
        self.places, self.steps = places, steps
        self.cells = sorted(places.cells, key=lambda cell: (cell.hopeful, cell.of))
        self.widths = [len(bounds) for bounds in places.bounds]
        self.rest = self._rests()
        self.seen: set[tuple[int, tuple[int, ...]]] = set()

    def found(self) -> bool:
        """Does any choice keep the guarantee?"""
        return self._from(0, (0,) * sum(self.widths))

    def _from(self, at: int, have: tuple[int, ...]) -> bool:
        if (at, have) in self.seen:
            return False
        self.seen.add((at, have))
        if len(self.seen) > self.steps:
            raise TooIntricate
        if not self._hopeful(at, have):
            return False
        if at == len(self.cells):
            return True
        cell = self.cells[at]
        # Fullest first: a count mostly asks about results that exist.
        return any(self._from(at + 1, self._with(have, cell, n)) for n in range(cell.most, cell.elected - 1, -1))

    def _with(self, have: tuple[int, ...], cell: Cell, number: int) -> tuple[int, ...]:
        more = list(have)
        for slot in self._slots(cell):
            more[slot] += number
        return tuple(more)

    def _slots(self, cell: Cell) -> Iterable[int]:
        before = 0
        for width, category in zip(self.widths, cell.of, strict=True):
            yield before + category
            before += width

    def _hopeful(self, at: int, have: tuple[int, ...]) -> bool:
        """Does each partition alone still allow it, the cells before `at` being settled?"""
        elected, hopeful = self.rest[at]
        low = list(map(add, have, elected))
        before = 0
        for width, bounds in zip(self.widths, self.places.bounds, strict=True):
            part = range(before, before + width)
            cells = tuple(Cell((n,), low[slot], hopeful[slot]) for n, slot in enumerate(part))
            if not _one(Places(self.places.seats, (bounds,), cells, self.places.vacant)):
                return False
            before += width
        return True

    def _rests(self) -> list[tuple[tuple[int, ...], tuple[int, ...]]]:
        """For each place in the order: what the cells from there on have at least, and how many more they could."""
        nothing = (0,) * sum(self.widths)
        elected, hopeful = nothing, nothing
        found = [(elected, hopeful)]
        for cell in reversed(self.cells):
            elected, hopeful = self._with(elected, cell, cell.elected), self._with(hopeful, cell, cell.hopeful)
            found.append((elected, hopeful))
        return found[::-1]
