"""Guaranteed representation: minimum and maximum seats for those who share an attribute, kept exactly.

Grey-FitzGerald and Hill (Voting matters 9): after each election and exclusion, candidates who are elected in every
result that keeps the guarantee are *guarded*, those elected in none are *doomed*. Here both are asked of all
partitions together (`places.py`), so that no step can lead to where no result is left.
"""

import re
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import combinations
from typing import Any

from qurultay.counting.contest import Candidate, Contest
from qurultay.counting.guarantee import Judgement
from qurultay.counting.places import MOST_STEPS, Cell, Fillings, Places, TooIntricate
from qurultay.counting.refusal import Uncountable

SLUG = r"[a-z0-9]+(?:-[a-z0-9]+){0,11}"
"""How a partition is called, here and among the attributes of candidates."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Bound:
    """How many seats a category of a partition has at least, and at most (None: as many as there are)."""

    partition: str
    category: str
    least: int = 0
    most: int | None = None


@dataclass(frozen=True, kw_only=True)
class Guarantees:
    """The guarantee of one contest: its bounds, the category of each candidate, and seats that must stay vacant.

    A candidate has one seat at most; a list that is itself the candidate can have `each`. Make one with `guaranteed`,
    which checks it against the contest.
    """

    bounds: tuple[Bound, ...]
    kinds: Mapping[str, Mapping[str, str]]
    vacant: int = 0
    each: int = 1
    fillings: Fillings = field(default_factory=Fillings, compare=False, repr=False)

    @cached_property
    def partitions(self) -> tuple[str, ...]:
        """The partitions in the order in which they were given."""
        return tuple(dict.fromkeys(bound.partition for bound in self.bounds))

    def of(self, partition: str) -> tuple[Bound, ...]:
        """The bounds of one partition."""
        return tuple(bound for bound in self.bounds if bound.partition == partition)

    def judge(self, *, elected: Collection[str], hopeful: Collection[str], seats: int) -> Judgement:
        """Who is guarded and who is doomed when these are elected and the rest comes from these; see `Guarantee`.

        >>> from qurultay.counting.contest import Candidate, Contest
        >>> of = {"Ada": "north", "Ben": "south", "Cem": "south"}
        >>> stand = tuple(Candidate(name=name, attributes={"community": of[name]}) for name in of)
        >>> bounds = [Bound(partition="community", category=each, least=1) for each in ("north", "south")]
        >>> found = guaranteed(Contest(candidates=stand, seats=2), bounds).judge(elected=[], hopeful=of, seats=2)
        >>> found.guarded
        {'Ada': 'without this candidate, north (community) could not reach its 1 seat'}

        Raises `Uncountable` where three partitions or more need too long a search.
        """
        return self._judged(elected, hopeful, seats, MOST_STEPS)

    def as_data(self) -> dict[str, Any]:
        """What a transcript says of it; with the contest, all that is needed to make it anew."""
        rows = [
            {"partition": bound.partition, "category": bound.category, "least": bound.least}
            | ({} if bound.most is None else {"most": bound.most})
            for bound in self.bounds
        ]
        return {"bounds": rows, "each": self.each, "vacant": self.vacant}

    # --- within -------------------------------------------------------------------------------------------------------

    def _judged(self, elected: Collection[str], hopeful: Collection[str], seats: int, steps: int) -> Judgement:
        places = self._places(elected, hopeful, seats)
        try:
            if any(seats > self.each for seats in Counter(elected).values()) or not self.fillings.possible(
                places, steps
            ):
                return Judgement(feasible=False)
            guarded: dict[str, str] = {}
            doomed: dict[str, str] = {}
            for at, cell in enumerate(places.cells):
                if cell.hopeful and not self.fillings.possible(fewer := _fewer(places, at), steps):
                    guarded |= dict.fromkeys(self._alike(cell, hopeful), self._why(fewer, cell, guards=True))
                if cell.hopeful and not self.fillings.possible(more := _more(places, at), steps):
                    doomed |= dict.fromkeys(self._alike(cell, hopeful), self._why(more, cell, guards=False))
        except TooIntricate:
            what = (
                f"{len(self.partitions)} partitions and {len(places.cells)} kinds of candidates need too long a search"
            )
            raise Uncountable("the guarantee", what, "put categories together, or leave a partition out") from None
        return Judgement(guarded=_by_name(guarded), doomed=_by_name(doomed))

    def fewest_vacant(self, seats: int) -> "Guarantees":
        """The same with no more vacant seats than must be. It is tried with a tenth of the steps that a count may take,
        so that what is accepted before anyone votes is not given up half way through the count."""
        hopeful = tuple(self.kinds)
        # All seats vacant keep any bounds that agree with the number of seats, so this ends.
        for vacant in range(self._short(seats), seats + 1):
            found = replace(self, vacant=vacant, fillings=Fillings())
            if found._judged((), hopeful, seats, MOST_STEPS // 10).feasible:
                return found
        raise AssertionError("bounds that agree with the number of seats are kept by vacant seats")

    def _places(self, elected: Collection[str], hopeful: Collection[str], seats: int) -> Places:
        bounds = tuple(
            tuple((bound.least, seats if bound.most is None else bound.most) for bound in self.of(partition))
            for partition in self.partitions
        )
        sitting, left = Counter(self._cells[name] for name in elected), Counter[tuple[int, ...]]()
        won = Counter(elected)
        for name in hopeful:
            left[self._cells[name]] += self.each - won[name]
        cells = tuple(Cell(of, sitting[of], left[of]) for of in sorted(sitting | left))
        return Places(seats, bounds, cells, self.vacant)

    def _short(self, seats: int) -> int:
        """The seats that certainly stay vacant: of each partition what nobody stands for, and what all together leave."""
        standing = Counter((part, kinds[part]) for kinds in self.kinds.values() for part in self.partitions)
        short = Counter[str]()
        for bound in self.bounds:
            short[bound.partition] += max(0, bound.least - self.each * standing[bound.partition, bound.category])
        return max([seats - self.each * len(self.kinds), *short.values(), 0])

    @cached_property
    def _cells(self) -> Mapping[str, tuple[int, ...]]:
        """The cell of each candidate: the number of the category in each partition."""
        order = {part: [bound.category for bound in self.of(part)] for part in self.partitions}
        return {
            name: tuple(order[part].index(kinds[part]) for part in self.partitions)
            for name, kinds in self.kinds.items()
        }

    def _alike(self, cell: Cell, hopeful: Collection[str]) -> list[str]:
        return [name for name in hopeful if self._cells[name] == cell.of]

    def _why(self, tried: Places, cell: Cell, *, guards: bool) -> str:
        """The fewest partitions that already make it impossible, in words."""
        numbers = range(len(self.partitions))
        for size in (1, 2):
            for some in combinations(numbers, size):
                if not self.fillings.possible(tried.alone(*some)):
                    return (
                        self._one(some[0], tried.alone(*some), cell, guards) if size == 1 else self._all(some, guards)
                    )
        return self._all(tuple(numbers), guards)

    def _one(self, partition: int, tried: Places, cell: Cell, guards: bool) -> str:
        named = self.partitions[partition]
        bound = self.of(named)[cell.of[partition]]
        own = next(each for each in tried.cells if each.of == (cell.of[partition],))
        called = f"{bound.category} ({named})"
        if guards and own.most < bound.least and self.vacant:
            return f"without this candidate, more of the {_seats(bound.least)} of {called} would stay vacant"
        if guards and own.most < bound.least:
            return f"without this candidate, {called} could not reach its {_seats(bound.least)}"
        if guards:
            return f"without this candidate, the seats could not be filled within the guarantee for {named}"
        if bound.most is not None and own.elected > bound.most:
            return f"{called} has at most {_seats(bound.most)}" if bound.most else f"{called} has no seat here"
        return f"the seats left are kept for others ({named})" + (", or stay vacant" if self.vacant else "")

    def _all(self, some: tuple[int, ...], guards: bool) -> str:
        named = " and ".join(self.partitions[each] for each in some)
        how = "without this candidate" if guards else "with this candidate"
        return f"{how}, the guarantees for {named} could not be kept together"


def guaranteed(contest: Contest, bounds: Sequence[Bound], *, each: int = 1) -> Guarantees:
    """These bounds as the guarantee of this contest, with the fewest vacant seats that its candidates allow (V12).

    Raises `Uncountable` for bounds that contradict each other or the number of seats, for a candidate whose category
    is not said or not listed, and for more partitions and kinds of candidates than can be searched.
    """
    if not bounds:
        raise Uncountable("the guarantee", "it guarantees nothing", "name a category and its seats")
    partitions = dict.fromkeys(bound.partition for bound in bounds)
    for partition in partitions:
        _check_partition(partition, [bound for bound in bounds if bound.partition == partition], contest.seats)
    stand = [candidate for candidate in contest.candidates if candidate.name not in contest.withdrawn]
    kinds = {candidate.name: _kinds(candidate, bounds) for candidate in stand}
    return Guarantees(bounds=tuple(bounds), kinds=kinds, each=each).fewest_vacant(contest.seats)


def guarantee_from(contest: Contest, data: Mapping[str, Any]) -> Guarantees:
    """The guarantee that a transcript quotes, made anew from its bounds and the contest.

    Raises `Uncountable` where it is not written as one; whether it says the same as the transcript is seen on recounting.
    """
    try:
        bounds, each = [_bound(row) for row in data["bounds"]], data["each"]
        if type(each) is not int or not 1 <= each <= contest.seats:
            raise TypeError
    except (KeyError, TypeError, AttributeError):
        raise Uncountable("the guarantee", "it is not written as one", "take the file as it was published") from None
    return guaranteed(contest, bounds, each=each)


def _bound(row: Mapping[str, Any]) -> Bound:
    partition, category, least, most = row["partition"], row["category"], row["least"], row.get("most")
    if type(partition) is not str or type(category) is not str or type(least) is not int:
        raise TypeError
    if most is not None and type(most) is not int:
        raise TypeError
    return Bound(partition=partition, category=category, least=least, most=most)


def _check_partition(partition: str, bounds: Sequence[Bound], seats: int) -> None:
    where = f"the guarantee for {partition}"
    if not re.fullmatch(SLUG, partition):
        raise Uncountable(where, "its name is not written in small letters", "call it `community` or the like")
    for bound in bounds:
        most = seats if bound.most is None else bound.most
        if not 0 <= bound.least <= most or bound.least > seats or not bound.category.strip():
            what = f"{bound.category[:60]!a} has at least {bound.least} and at most {most} of {seats} seats"
            raise Uncountable(where, what, "correct the numbers")
    if twice := [name for name, times in Counter(bound.category for bound in bounds).items() if times > 1]:
        raise Uncountable(where, f"{twice[0][:60]!a} stands twice", "keep one of the two")
    least, most = sum(bound.least for bound in bounds), sum(seats if b.most is None else b.most for b in bounds)
    if least > seats:
        raise Uncountable(where, f"{least} seats are guaranteed and there are {seats}", "guarantee fewer")
    if most < seats:
        raise Uncountable(where, f"its categories may have {most} of {seats} seats at most", "allow more")


def _kinds(candidate: Candidate, bounds: Sequence[Bound]) -> Mapping[str, str]:
    found = {}
    for partition in dict.fromkeys(bound.partition for bound in bounds):
        where = f"the candidate {candidate.name[:60]!a}"
        category = candidate.attributes.get(partition)
        listed = [bound.category for bound in bounds if bound.partition == partition]
        if category is None:
            raise Uncountable(where, f"nobody says which {partition} is theirs", "add it to the candidates")
        if category not in listed:
            what = f"their {partition}, {category[:60]!a}, is not among those listed"
            raise Uncountable(where, what, "correct it, or list it, without seats if it has none guaranteed")
        found[partition] = category
    return found


def _fewer(places: Places, at: int) -> Places:
    """One hopeful of this cell is excluded."""
    return _instead(places, at, replace(places.cells[at], hopeful=places.cells[at].hopeful - 1))


def _more(places: Places, at: int) -> Places:
    """One hopeful of this cell is elected."""
    cell = places.cells[at]
    return _instead(places, at, replace(cell, elected=cell.elected + 1, hopeful=cell.hopeful - 1))


def _instead(places: Places, at: int, cell: Cell) -> Places:
    return replace(places, cells=(*places.cells[:at], cell, *places.cells[at + 1 :]))


def _by_name(found: Mapping[str, str]) -> dict[str, str]:
    return dict(sorted(found.items()))


def _seats(number: int) -> str:
    return f"{number} seat" if number == 1 else f"{number} seats"
