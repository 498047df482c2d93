"""Ballots typed into a spreadsheet and saved as CSV: one ballot to a row, in one of two shapes.

    weight,Ada,Ben,Cem          a column for each candidate, ranks in the cells; an empty cell is no rank
    12,1,,2

    weight,choice 1,choice 2    a column for each choice, names in the cells
    12,Ada,Cem

The column of weights may be missing; then each row is one ballot. Commas, semicolons or tabs divide cells. Where the rule
takes no rankings, the numbers of the first shape are what it takes: grades (1 the best), scores, or 1 for an approval.
"""

import csv
import io
import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from unicodedata import normalize

from qurultay.counting.contest import MOST_CANDIDATES, Candidate, Contest
from qurultay.counting.poll import Poll, decoded, shown, whole
from qurultay.counting.profile import LARGEST_WEIGHT, RANKED, Ballot, Kind, Profile, canonical
from qurultay.counting.refusal import Uncountable

_WEIGHT = re.compile(r"weight|ballots|papers|votes|count|number", re.IGNORECASE)
_CHOICE = re.compile(
    r"(?:choice|preference|pref|rank)?[ _.-]*\d{1,4}(?:st|nd|rd|th)?(?: choice| preference)?", re.IGNORECASE
)
_MOST_NUMBER = 10**9
Row = tuple[int, list[str]]


def read_csv(data: bytes, name: str, *, wanted: Collection[Kind] = RANKED) -> Poll:
    """The ballots in this file, of a kind that is wanted. Raises `Uncountable` with line, column and how to mend what is wrong."""
    heading, rows = _rows(decoded(data, name), name)
    weighted = bool(heading) and bool(_WEIGHT.fullmatch(heading[0].strip()))
    titles = [normalize("NFC", cell.strip()) for cell in heading[weighted:]]
    if not titles or not all(titles):
        raise Uncountable(f"{name}, line 1", "a column has no heading", "head every column, and delete empty columns")
    kind = _kind(wanted)
    if kind in ("ranked", "approvals") and all(_CHOICE.fullmatch(title) for title in titles):
        names, ballots = _choices(rows, weighted, name)
        if kind == "approvals":
            ballots = _regrouped((tuple(sorted(map(_single, ballot))), weight) for ballot, weight in ballots.items())
    else:
        names, ballots = titles, _numbers(rows, titles, weighted, name, kind)
    if len(names) > MOST_CANDIDATES:
        raise Uncountable(name, f"it names {len(names)} candidates", f"at most {MOST_CANDIDATES} can stand")
    contest = Contest(candidates=tuple(Candidate(name=each) for each in names), seats=1)
    return Poll(contest=contest, profile=canonical(kind, len(names), ballots.items()))


def _rows(text: str, name: str) -> tuple[list[str], Iterator[Row]]:
    """The cells of the heading, and of every row that is not empty with its line."""
    first = text.partition("\n")[0]
    divider = max(",;\t", key=first.count)
    table = csv.reader(io.StringIO(text), delimiter=divider, strict=True)

    def rows() -> Iterator[Row]:
        try:
            for cells in table:
                if any(cell.strip() for cell in cells):
                    yield table.line_num, cells
        except csv.Error as bad:
            raise Uncountable(
                f"{name}, line {table.line_num}", f"this is no CSV ({bad})", "save it anew as CSV"
            ) from None

    found = rows()
    _, heading = next(found, (0, []))
    return heading, found


def _weight(cells: Sequence[str], weighted: bool, where: str) -> int:
    if not weighted:
        return 1
    return whole(cells[0].strip(), f"{where}, column 1", LARGEST_WEIGHT, "the number of such ballots")


def _kind(wanted: Collection[Kind]) -> Kind:
    """What the numbers mean, where a rule takes more than one kind."""
    order: tuple[Kind, ...] = ("ranked", "grades", "scores", "approvals")
    return next((kind for kind in order if kind in wanted), "ranked")


def _regrouped(ballots: Iterable[tuple[Ballot, int]]) -> dict[Ballot, int]:
    grouped: Counter[Ballot] = Counter()
    for ballot, weight in ballots:
        grouped[ballot] += weight
    return grouped


def _single(each: int | tuple[int, ...]) -> int:
    return each if isinstance(each, int) else each[0]


def _numbers(rows: Iterator[Row], names: list[str], weighted: bool, name: str, kind: Kind) -> dict[Ballot, int]:
    """The ballots of rows that have a number for each candidate, or nothing."""
    grouped: Counter[Ballot] = Counter()
    for line, cells in rows:
        where = f"{name}, line {line}"
        given = cells[weighted:]
        if any(cell.strip() for cell in given[len(names) :]):
            raise Uncountable(where, f"it has more cells than the {len(names)} candidates", "delete what is too much")
        numbers = [0] * len(names)
        for at, cell in enumerate(given[: len(names)]):
            if cell.strip():
                numbers[at] = whole(cell.strip(), f"{where}, column {at + 1 + weighted}", _MOST_NUMBER, "the number")
        if weight := _weight(cells, weighted, where):
            grouped[_ballot(numbers, kind)] += weight
    return grouped


def _ballot(numbers: list[int], kind: Kind) -> Ballot:
    if kind in ("grades", "scores"):
        return tuple(numbers)
    if kind == "approvals":
        return tuple(at for at, number in enumerate(numbers) if number)
    found: dict[int, list[int]] = {}
    for at, rank in enumerate(numbers):
        if rank:
            found.setdefault(rank, []).append(at)
    return tuple(found[rank][0] if len(found[rank]) == 1 else tuple(found[rank]) for rank in sorted(found))


def _choices(rows: Iterator[Row], weighted: bool, name: str) -> tuple[list[str], dict[Ballot, int]]:
    """The names that occur, in the order of their letters, and the ballots."""
    read: Counter[tuple[str, ...]] = Counter()
    for line, cells in rows:
        where = f"{name}, line {line}"
        chosen = tuple(normalize("NFC", cell.strip()) for cell in cells[weighted:] if cell.strip())
        if len(set(chosen)) != len(chosen):
            twice = next(each for each in chosen if chosen.count(each) > 1)
            raise Uncountable(where, f"{shown(twice)} is chosen twice on one ballot", "delete one")
        if weight := _weight(cells, weighted, where):
            read[chosen] += weight
    names = sorted({each for chosen in read for each in chosen})
    if not names:
        raise Uncountable(name, "no ballot names anybody", "add the ballots below the heading")
    numbers = {each: at for at, each in enumerate(names)}
    return names, {tuple([numbers[each] for each in chosen]): weight for chosen, weight in read.items()}


def write_csv(contest: Contest, profile: Profile) -> str:
    """The ballots as a table with a column for each candidate: ranks, or the numbers of grades, scores and approvals.

    Reading it gives the same ballots where they are rankings.
    """
    written = io.StringIO()
    table = csv.writer(written, lineterminator="\n")
    table.writerow(["weight", *contest.names])
    for ballot, weight in profile.groups:
        table.writerow([weight, *_cells(profile.kind, ballot, len(contest.names))])
    return written.getvalue()


def _cells(kind: Kind, ballot: Ballot, candidates: int) -> list[str]:
    if kind in ("grades", "scores"):
        return [str(each) for each in ballot]
    cells = [""] * candidates
    for rank, each in enumerate(ballot, 1):
        for at in each if isinstance(each, tuple) else (each,):
            cells[at] = str(rank) if kind == "ranked" else "1"
    return cells
