"""Can the seats still be filled as guaranteed? Exactly, for candidates of so many kinds.

Candidates alike in every partition (a community, a gender …) are one *cell*. Of each cell some are elected and some may
still be; the question is whether any choice among those fills the seats and keeps every minimum and maximum. Asking it
of one constraint at a time is wrong: each can be kept alone while all together cannot (Hill, Voting matters 9).

    one partition     a counting formula
    two               a flow through rows and columns with lower bounds, which has a whole-number answer if any
    three and more    a search cell by cell: a state is given up where any two partitions can no longer be kept

The search is bounded by the flows it may try. Results it has found answer most later questions of the same count.
Seats for which nobody stands may stay vacant (register law V12): `vacant` seats are filled by nobody, yet count as if
held by whomever the guarantee reserves them for.
"""

from dataclasses import dataclass, field, replace
from functools import lru_cache
from itertools import combinations

from qurultay.counting.circulation import circulates

MOST_STEPS = 20_000
"""How many flows the search beyond two partitions may try before it gives up."""

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


Filling = tuple[int, ...]
"""How many of each cell are elected in the end."""


@dataclass(slots=True)
class Fillings:
    """Results found so far, by their cells: each answers every question whose bounds it keeps."""

    found: dict[tuple[tuple[int, ...], ...], list[Filling]] = field(default_factory=dict)

    def possible(self, places: Places, steps: int = MOST_STEPS) -> bool:
        """Is there a result that keeps the guarantee?

        >>> two_of_three = Places(3, (((2, 3), (0, 3)),), (Cell((0,), 0, 2), Cell((1,), 1, 5)))
        >>> Fillings().possible(two_of_three)
        True
        >>> Fillings().possible(replace(two_of_three, cells=(Cell((0,), 0, 1), Cell((1,), 1, 5))))
        False

        Raises `TooIntricate` where three partitions or more need too many steps.
        """
        if len(places.bounds) < 3:
            return _pairwise_possible(places)
        known = self.found.setdefault(tuple(cell.of for cell in places.cells), [])
        if any(_keeps(filling, places) for filling in known):
            return True
        if not _pairwise_possible(places):
            return False
        filling = _Search(places, steps).filling()
        if filling is not None:
            known.append(filling)
        return filling is not None


def _keeps(filling: Filling, places: Places) -> bool:
    return all(cell.elected <= n <= cell.most for cell, n in zip(places.cells, filling, strict=True))


@lru_cache(maxsize=50_000)
def _pairwise_possible(places: Places) -> bool:
    """Can every partition, and every two together, be kept? Of two at most this is the answer, of more it is necessary."""
    partitions = range(len(places.bounds))
    if not all(_one(places.alone(p)) for p in partitions):
        return False
    return all(_two(places.alone(*pair)) for pair in combinations(partitions, 2))


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
    """Cell by cell; of each the number nearest to its share first, since a count mostly asks about results that exist."""

    def __init__(self, places: Places, steps: int) -> None:
        self.places, self.steps = places, steps
        pairs = len(places.bounds) * (len(places.bounds) - 1) // 2
        self.cost, self.spent = pairs, 0
        self.all = sum(cell.most for cell in places.cells)

    def filling(self) -> Filling | None:
        """A result that keeps the guarantee, if there is one."""
        return self._from(0, self.places)

    def _from(self, at: int, places: Places) -> Filling | None:
        if at == len(places.cells):
            # Every cell is settled, so the flows have no choice left: what they allow is a result.
            return tuple(cell.elected for cell in places.cells)
        cell = places.cells[at]
        share = self.places.filled * cell.most // max(1, self.all)
        for number in sorted(range(cell.elected, cell.most + 1), key=lambda number: abs(number - share)):
            cells = (*places.cells[:at], Cell(cell.of, number, 0), *places.cells[at + 1 :])
            tried = replace(places, cells=cells)
            self.spent += self.cost
            if self.spent > self.steps:
                raise TooIntricate
            if _pairwise_possible(tried) and (found := self._from(at + 1, tried)) is not None:
                return found
        return None
