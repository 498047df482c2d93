"""Reading a record: its head, its acts as bytes, and the proofs about them.

Nothing here judges an act. The head is read once and everything is read up to it: what a writer has begun to
lay down beyond is not part of the record yet.
"""

from collections.abc import Iterator
from functools import cached_property

from qurultay.record import heads
from qurultay.record.errors import Absent, Broken
from qurultay.record.layout import CHECKPOINT, HEADS, MOST_BYTES, POLICY, Kind
from qurultay.record.source import Source
from qurultay.tlog import checkpoint, tiles
from qurultay.tlog.checkpoint import Checkpoint
from qurultay.tlog.errors import Refused
from qurultay.tlog.note import Note
from qurultay.tlog.proof import encode_proof
from qurultay.tlog.sentence import Sentence
from qurultay.tlog.tiles import WIDTH, Level
from qurultay.tlog.tree import Tree


class Record:
    """A record in a source, as it stood when its head was read, or as it is under a head that is given.

    Raises `Broken` for what is not as it must be.
    """

    def __init__(self, source: Source, head: bytes | None = None) -> None:
        self.source = source
        self._given = head

    def head(self) -> tuple[Checkpoint, Note]:
        """The head and the note that carries it. Nothing is said about its signatures."""
        return self._head

    @property
    def size(self) -> int:
        """How many acts there are."""
        return self._head[0].size

    def bundles(self, first: int = 0) -> Iterator[list[bytes]]:
        """The acts from the bundle numbered `first` on, a bundle at a time: streaming, up to the head exactly."""
        for index in range(first, -(-self.size // WIDTH)):
            yield self.entries(index, min(WIDTH, self.size - index * WIDTH))

    def notes(self) -> Iterator[bytes]:
        """The bytes of every act, in order."""
        for bundle in self.bundles():
            yield from bundle

    def note(self, number: int) -> bytes:
        """The bytes of one act. Raises `Broken` (`absent`) where there is none of that number."""
        self._refuse_beyond(number)
        index, place = divmod(number, WIDTH)
        return self.entries(index, min(WIDTH, self.size - index * WIDTH))[place]

    def leaf_hashes(self) -> list[bytes]:
        """The leaf hash of every act, as the tiles have them."""
        rows = range(-(-self.size // WIDTH))
        return [leaf for row in rows for leaf in self.hashes(0, row, min(WIDTH, self.size - row * WIDTH))]

    def inclusion(self, number: int) -> tuple[int, list[bytes], Checkpoint]:
        """The proof that an act is in the tree of the head: its number, the hashes, the head."""
        self._refuse_beyond(number)
        return number, self.tree.inclusion(number), self._head[0]

    def consistency(self, old: int) -> list[bytes]:
        """The proof that the head only adds to the record as it was at size `old`. Raises `Broken` beyond the head."""
        try:
            return self.tree.consistency(old, self.size)
        except Refused as bad:
            raise Broken(bad.code, None, bad.sentence) from None

    def tlog_proof(self, number: int) -> bytes:
        """The `.tlog-proof` file of an act: its inclusion, and the head with all its signatures."""
        return encode_proof(number, self.inclusion(number)[1], self._head[1].encode())

    @cached_property
    def tree(self) -> Tree:
        """The whole tree, from the tiles of level 0. Raises `Broken` (`root-differs`) where it is not the head's."""
        tree = Tree(self.leaf_hashes())
        if tree.root(self.size) != self._head[0].root:
            raise Broken(
                "root-differs",
                None,
                "the {size} hashes in tile/0 do not give the root in the checkpoint",
                size=self.size,
            )
        return tree

    def policy(self) -> bytes | None:
        """The policy of witnesses that the record suggests, if it has one."""
        return self._optional(POLICY, Kind.POLICY)

    def kept_heads(self) -> tuple[heads.Head, ...]:
        """The cosigned heads that were kept, one a day, oldest first."""
        data = self._optional(HEADS, Kind.HEADS)
        return heads.parse(data, self._head[0].origin) if data else ()

    def entries(self, index: int, width: int) -> list[bytes]:
        """The first `width` acts of a bundle."""
        path, data = self._tile("entries", index, width)
        return entries_in(path, data)[:width]

    def hashes(self, level: int, index: int, width: int) -> list[bytes]:
        """The first `width` hashes of a tile."""
        path, data = self._tile(level, index, width)
        return hashes_in(path, data)[:width]

    def tile(self, path: str) -> bytes:
        """The bytes of a tile of hashes by its path, also where only a wider one is left."""
        level, index, width = tiles.parse_path(path)
        return b"".join(self.hashes(int(level), index, width))

    @cached_property
    def _head(self) -> tuple[Checkpoint, Note]:
        try:
            return checkpoint.parse(self._given or self.source.read(CHECKPOINT, MOST_BYTES[Kind.CHECKPOINT]))
        except Refused as bad:
            raise Broken(bad.code, None, "the checkpoint: {what}", what=Sentence.of(bad.sentence)) from None

    def _tile(self, level: Level, index: int, width: int) -> tuple[str, bytes]:
        """The tile of that width, or the next wider one: a writer may have gone on since the head was copied."""
        kind = Kind.ENTRIES if level == "entries" else Kind.TILE
        for wide in (width, *range(WIDTH, width, -1)):
            path = tile_path(level, index, wide)
            try:
                return path, self.source.read(path, MOST_BYTES[kind])
            except Absent:
                continue
        raise Absent(tile_path(level, index, width))

    def _optional(self, path: str, kind: Kind) -> bytes | None:
        try:
            return self.source.read(path, MOST_BYTES[kind])
        except Absent:
            return None

    def _refuse_beyond(self, number: int) -> None:
        if not 0 <= number < self.size:
            raise Broken(
                "absent", None, "there is no act {number}; the record has {size} acts", number=number, size=self.size
            )


def tile_path(level: Level, index: int, width: int) -> str:
    """Where a tile or a bundle lies."""
    return tiles.entries_path(index, width) if level == "entries" else tiles.tile_path(int(level), index, width)


def entries_in(path: str, data: bytes) -> list[bytes]:
    """The acts in a bundle, as many as its path says. Raises `Broken` (`bundle-size`)."""
    try:
        found = tiles.unbundle(data)
    except Refused as bad:
        raise Broken(bad.code, None, "{path}: {what}", path=path, what=Sentence.of(bad.sentence)) from None
    width = tiles.parse_path(path)[2]
    if len(found) != width:
        raise Broken(
            "bundle-size",
            None,
            "{path} holds {found} entries, its name says {width}",
            path=path,
            found=len(found),
            width=width,
        )
    return found


def hashes_in(path: str, data: bytes) -> list[bytes]:
    """The hashes in a tile, as many as its path says. Raises `Broken` (`bad-tile`)."""
    try:
        return tiles.hashes_in(data, tiles.parse_path(path)[2])
    except Refused as bad:
        raise Broken(bad.code, None, "{path}: {what}", path=path, what=Sentence.of(bad.sentence)) from None
