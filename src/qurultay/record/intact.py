"""Step 6 of verifying: do the files give the tree that the head was signed over?

Every tile and bundle that is present is read, not only those a proof would need, so that no byte can be changed
unseen. The acts pass through once, a bundle at a time, with their leaf hashes; who verifies them judges them in
the same pass.

6a. Each bundle holds as many entries as its name says; narrower and wider bundles of one place begin alike.
6b. Each tile of hashes is computed again from the entries; each one present, of whatever width, agrees.
6c. Every tile and bundle that the size asks for is present.
6d. The root is the head's.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

from qurultay.record.errors import Absent, Broken
from qurultay.record.inventory import Inventory
from qurultay.record.layout import MOST_BYTES, Kind
from qurultay.record.store import Record, entries_in, hashes_in, tile_path
from qurultay.tlog import tiles
from qurultay.tlog.tiles import WIDTH
from qurultay.tlog.tree import leaf_hash, root


@dataclass(frozen=True, slots=True)
class Bundle:
    """Up to 256 acts that follow each other, as bytes, with their leaf hashes."""

    first: int
    notes: list[bytes]
    leaves: list[bytes]


def checked(record: Record, stock: Inventory) -> Iterator[Bundle]:
    """The acts of a record, a bundle at a time, each once 6a to 6c hold for it.

    Take them all: 6d, the root, is judged after the last. Raises `Broken`.
    """
    rows = _Rows(record, stock)
    for index in range(-(-record.size // WIDTH)):
        notes = _entries(record, stock, index)
        leaves = [leaf_hash(note) for note in notes]
        rows.add(leaves)
        yield Bundle(index * WIDTH, notes, leaves)
    rows.finish()


def check_tree(record: Record, stock: Inventory) -> None:
    """Steps 6a to 6d for a whole record. Raises `Broken`."""
    for _ in checked(record, stock):
        pass


def beyond(stock: Inventory, size: int) -> tuple[str, ...]:
    """The tiles and bundles that reach beyond the head: an entry that was begun, and is no part of the record yet."""
    return tuple(
        sorted(
            tile_path(level, index, width)
            for (level, index), widths in stock.tiles.items()
            for width in widths
            if index * WIDTH + width > (size if level == "entries" else size >> 8 * level)
        )
    )


@dataclass
class _Rows:
    """The row of hashes being filled at each level; a full one becomes a hash of the next level."""

    record: Record
    stock: Inventory
    open: list[list[bytes]] = field(default_factory=list)
    full: list[int] = field(default_factory=list)

    def add(self, leaves: list[bytes]) -> None:
        level, added = 0, leaves
        while added:
            if level == len(self.open):
                self.open.append([])
                self.full.append(0)
            row = self.open[level]
            row += added
            added = []
            if len(row) == WIDTH:
                self._check(level)
                added = [root(row)]
                self.open[level] = []
                self.full[level] += 1
            level += 1

    def finish(self) -> None:
        for level, row in enumerate(self.open):
            if row:
                self._check(level)
        head, _ = self.record.head()
        held = {
            tiles.tile_path(level, self.full[level], len(row)): b"".join(row)
            for level, row in enumerate(self.open)
            if row
        }
        if tiles.frontier(head.size, held.__getitem__).root() != head.root:
            raise Broken("root-differs", None, "the {size} acts do not give the root in the checkpoint", size=head.size)

    def _check(self, level: int) -> None:
        """6b and 6c for the open row of a level."""
        row, index = self.open[level], self.full[level]
        widths = self.stock.tiles.get((level, index), ())
        for width in widths:
            path = tile_path(level, index, width)
            found = hashes_in(path, self.record.source.read(path, MOST_BYTES[Kind.TILE]))
            if found[: len(row)] != row[:width]:
                raise Broken(
                    "tile-differs",
                    _first(level, index, found, row),
                    "{path} does not hold the hashes of the acts",
                    path=path,
                )
        if not widths or widths[0] < len(row):
            raise Absent(tile_path(level, index, len(row)))


def _entries(record: Record, stock: Inventory, index: int) -> list[bytes]:
    """6a and 6c for one bundle: its acts up to the head, the same in every width that is present."""
    wanted = min(WIDTH, record.size - index * WIDTH)
    widths = stock.tiles.get(("entries", index), ())
    if not widths or widths[0] < wanted:
        raise Absent(tile_path("entries", index, wanted))
    notes = list[bytes]()
    for width in widths:
        path = tile_path("entries", index, width)
        found = entries_in(path, record.source.read(path, MOST_BYTES[Kind.ENTRIES]))
        notes = notes or found[:wanted]
        if found[:wanted] != notes[:width]:
            raise Broken(
                "bundle-differs", None, "{path} does not hold the same acts as the wider bundle beside it", path=path
            )
    return notes


def _first(level: int, index: int, found: list[bytes], row: list[bytes]) -> int | None:
    """The number of the first act whose hash differs, where the tile holds hashes of acts."""
    if level:
        return None
    return index * WIDTH + next(at for at, (one, other) in enumerate(zip(found, row, strict=False)) if one != other)
