"""The tree as plain files that never change once full (C2SP tlog-tiles v0.1.0).

    tile/L/NNN[.p/W]          up to 256 hashes of 32 bytes; level L + 1 has the roots of the full tiles of level L
    tile/entries/NNN[.p/W]    up to 256 entries, each uint16 length ‖ bytes: the only copy of the acts

NNN is the index in groups of three digits, all but the last marked with an x; W is the width of a partial tile.
"""

import re
from collections.abc import Callable, Sequence
from typing import Literal

from qurultay.tlog.errors import Refused
from qurultay.tlog.tree import Frontier, root

WIDTH = 256
HASH = 32
MOST_LEVELS = 8
"""256 to the eighth is more leaves than a size may count."""

Level = int | Literal["entries"]
Read = Callable[[str], bytes]
"""Gives the bytes of a tile by its path; raises what it likes where there is none."""

_PATH = re.compile(
    r"tile/(?P<level>entries|[0-7])/(?P<groups>(?:x[0-9]{3}/){0,5})(?P<last>[0-9]{3})"
    r"(?:\.p/(?P<width>[1-9][0-9]?|1[0-9][0-9]|2[0-4][0-9]|25[0-5]))?"
)


def tile_path(level: int, index: int, width: int = WIDTH) -> str:
    """Where a tile of hashes lies.

    >>> tile_path(0, 0, 1), tile_path(1, 1234067)
    ('tile/0/000.p/1', 'tile/1/x001/x234/067')
    """
    return _path(level, index, width)


def entries_path(index: int, width: int = WIDTH) -> str:
    """Where a bundle of entries lies.

    >>> entries_path(67), entries_path(1234067)
    ('tile/entries/067', 'tile/entries/x001/x234/067')
    """
    return _path("entries", index, width)


def parse_path(path: str) -> tuple[Level, int, int]:
    """The level, index and width that a path names.

    >>> parse_path("tile/entries/x001/x234/067.p/255")
    ('entries', 1234067, 255)
    >>> parse_path("tile/0/../../etc/passwd")
    Traceback (most recent call last):
    qurultay.tlog.errors.Refused: 'tile/0/../../etc/passwd' is not the path of a tile

    Raises `Refused` for every other name, and for a second way to write one.
    """
    found = _PATH.fullmatch(path)
    if not found or found["groups"].startswith("x000"):
        raise Refused("bad-path", "{path} is not the path of a tile", path=ascii(path)[:80])
    level: Level = "entries" if found["level"] == "entries" else int(found["level"])
    index = int(found["groups"].replace("x", "").replace("/", "") + found["last"])
    return level, index, int(found["width"] or WIDTH)


def paths(size: int) -> tuple[str, ...]:
    """Every path that a tree of this size has, bundles of entries first, then tiles from level 0 upwards.

    >>> paths(257)
    ('tile/entries/000', 'tile/entries/001.p/1', 'tile/0/000', 'tile/0/001.p/1', 'tile/1/000.p/1')
    """
    found = list(_row("entries", size))
    level = 0
    while count := size >> 8 * level:
        found += _row(level, count)
        level += 1
    return tuple(found)


def bundle(notes: Sequence[bytes]) -> bytes:
    """The bytes of a bundle: each entry after its length.

    >>> bundle([b"one", b""])
    b'\\x00\\x03one\\x00\\x00'

    Raises `Refused` for what a bundle cannot hold.
    """
    if not 1 <= len(notes) <= WIDTH or any(len(note) > 65_535 for note in notes):
        raise Refused("bad-bundle", "a bundle holds 1 to 256 entries of at most 65,535 bytes")
    return b"".join(len(note).to_bytes(2, "big") + note for note in notes)


def unbundle(data: bytes, most: int = WIDTH) -> list[bytes]:
    """The entries in a bundle, at most so many. Raises `Refused` where a length does not fit."""
    entries, at = list[bytes](), 0
    while at < len(data):
        start = at + 2
        at = start + int.from_bytes(data[at:start], "big")
        if at > len(data) or start > len(data) or len(entries) == most:
            raise Refused("bad-bundle", "a bundle is cut short or holds more than {most} entries", most=most)
        entries.append(data[start:at])
    return entries


def hashes_in(tile: bytes, width: int = WIDTH) -> list[bytes]:
    """The hashes in a tile of that width. Raises `Refused` where the size is another."""
    if len(tile) != width * HASH:
        raise Refused(
            "bad-tile",
            "a tile of {width} hashes is {wanted} bytes, not {size}",
            width=width,
            wanted=width * HASH,
            size=len(tile),
        )
    return [tile[at : at + HASH] for at in range(0, len(tile), HASH)]


def tiles_of(leaf_hashes: Sequence[bytes]) -> dict[str, bytes]:
    """Every tile of the tree over these leaves, by path, level 0 first.

    >>> list(tiles_of([bytes(32)] * 257))
    ['tile/0/000', 'tile/0/001.p/1', 'tile/1/000.p/1']
    """
    return grown(0, leaf_hashes, _nothing)


def grown(old_size: int, new_leaf_hashes: Sequence[bytes], read: Read) -> dict[str, bytes]:
    """The tiles that are new when leaves join a tree of `old_size`, by path, level 0 first.

    Only the old partial tile of each level that grows is read, at the path for `old_size`; nothing is hashed again
    but the tiles that became full. Raises `Refused` for a tile of another size.
    """
    made, level, old, added = dict[str, bytes](), 0, old_size, list(new_leaf_hashes)
    while added:
        index, width = divmod(old, WIDTH)
        before = hashes_in(read(tile_path(level, index, width)), width) if width else []
        rows = _chunks(before + added)
        for offset, row in enumerate(rows):
            made[tile_path(level, index + offset, len(row))] = b"".join(row)
        added = [root(row) for row in rows if len(row) == WIDTH]
        level, old = level + 1, old // WIDTH
    return made


def frontier(size: int, read: Read) -> Frontier:
    """The peaks of a tree of that size, read from its partial tiles alone: one a level at most.

    >>> tiles = tiles_of([bytes(32)] * 70000)
    >>> frontier(70000, tiles.__getitem__).root() == root([bytes(32)] * 70000)
    True

    Raises `Refused` for a tile of another size.
    """
    peaks, levels = list[bytes](), [level for level in range(MOST_LEVELS) if size >> 8 * level]
    for level in reversed(levels):
        index, width = divmod(size >> 8 * level, WIDTH)
        if width:
            peaks += _peaks(hashes_in(read(tile_path(level, index, width)), width))
    return Frontier(size, peaks)


def _peaks(hashes: list[bytes]) -> list[bytes]:
    grown_row = Frontier()
    for one in hashes:
        grown_row.append(one)
    return grown_row.peaks


def _path(level: Level, index: int, width: int) -> str:
    groups = [f"{index % 1000:03}"]
    while index := index // 1000:
        groups.insert(0, f"x{index % 1000:03}")
    return f"tile/{level}/{'/'.join(groups)}" + (f".p/{width}" if width != WIDTH else "")


def _row(level: Level, count: int) -> tuple[str, ...]:
    full, width = divmod(count, WIDTH)
    whole = tuple(_path(level, index, WIDTH) for index in range(full))
    return (*whole, _path(level, full, width)) if width else whole


def _chunks(hashes: list[bytes]) -> list[list[bytes]]:
    return [hashes[at : at + WIDTH] for at in range(0, len(hashes), WIDTH)]


def _nothing(path: str) -> bytes:
    raise Refused("bad-tile", "the tile {path} is absent", path=path)
