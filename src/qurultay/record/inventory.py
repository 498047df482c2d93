"""Step 1 of verifying: which files are there, each name looked at before any file is opened."""

from collections.abc import Iterable
from dataclasses import dataclass

from qurultay.record.errors import Broken
from qurultay.record.layout import ELECTION_FILES, Kind, kind_of, shown
from qurultay.tlog import tiles
from qurultay.tlog.tiles import Level

MOST_NAMES = 4_000_000
"""More files than any record of a million acts has."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Inventory:
    """The files of a record by what they are. What the layout does not know is reported, never read."""

    tiles: dict[tuple[Level, int], tuple[int, ...]]
    """The widths in which each tile or bundle is present, widest first."""
    parts: frozenset[str]
    """The SHA-256 of each part that is present."""
    elections: tuple[str, ...]
    others: frozenset[Kind]
    """Which of the files are there that a record has at most once: checkpoint, policy, heads."""
    unknown: tuple[str, ...]
    leftovers: tuple[str, ...]


def take_stock(names: Iterable[str]) -> Inventory:
    """The inventory of these names.

    >>> take_stock(["checkpoint", "tile/entries/000.p/2", "tile/0/000.p/2", "index.html"]).unknown
    ('index.html',)

    Raises `Broken`: `unsafe-name`, `stray-file`, `double-name`, `too-many-files`, and what the source finds.
    """
    found: dict[Kind, list[str]] = {kind: [] for kind in Kind}
    seen = set[str]()
    for name in names:
        kind = kind_of(name)
        if name in seen:
            raise Broken("double-name", None, "two files are called {name}", name=shown(name))
        if len(seen) == MOST_NAMES:
            raise Broken("too-many-files", None, "there are more than {most} files", most=MOST_NAMES)
        seen.add(name)
        found[kind].append(name)
    elections = [name for kind in ELECTION_FILES for name in found[kind]]
    return Inventory(
        tiles=_widths(found[Kind.ENTRIES] + found[Kind.TILE]),
        parts=frozenset(name.rpartition("/")[2] for name in found[Kind.PART]),
        elections=tuple(sorted(elections)),
        others=frozenset(kind for kind in (Kind.CHECKPOINT, Kind.POLICY, Kind.HEADS) if found[kind]),
        unknown=tuple(sorted(found[Kind.UNKNOWN])),
        leftovers=tuple(sorted(found[Kind.LEFTOVER])),
    )


def _widths(paths: Iterable[str]) -> dict[tuple[Level, int], tuple[int, ...]]:
    found = dict[tuple[Level, int], list[int]]()
    for path in paths:
        level, index, width = tiles.parse_path(path)
        found.setdefault((level, index), []).append(width)
    return {place: tuple(sorted(widths, reverse=True)) for place, widths in found.items()}
