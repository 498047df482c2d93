"""What the tests of the store work with: a log's key, notes that say nothing, and a look at the whole record.

The store does not judge acts, so any bytes will do for one.
"""

from __future__ import annotations

import os
from hashlib import sha256
from pathlib import Path

from qurultay.record import heads
from qurultay.record.disk import Disk
from qurultay.record.home import Home
from qurultay.record.intact import check_tree
from qurultay.record.inventory import take_stock
from qurultay.record.parts import bytes_of, commit, part_bytes
from qurultay.record.source import Folder, Source
from qurultay.record.store import Record
from qurultay.record.writer import Writer
from qurultay.tlog.checkpoint import Checkpoint
from qurultay.tlog.keys import SigningKey
from qurultay.tlog.note import Note

LABEL = "tolunay.example"
SEED = bytes([5]) * 32
LOG = SigningKey.from_seed(LABEL, SEED).material


class Careless(Disk):
    """A disk that settles nothing: for tests that are not about power cuts, and would only wait."""

    def fsync(self, file: int) -> None:
        """Closes the file at once."""
        os.close(file)

    def fsync_dir(self, path: str) -> None:
        """Does nothing."""


def sign(head: Checkpoint, seed: bytes = SEED) -> Note:
    """The head under the log's key."""
    return Note(head.text(), (SigningKey.from_seed(head.origin, seed).sign(head.text()),))


def act(number: int) -> bytes:
    """A note of its own for every number, of various lengths."""
    return f"act {number}\n".encode() * (1 + number % 7)


def has_part(number: int) -> bool:
    """Which acts have one: some at the beginning, and some where a tile fills."""
    return number % 3 == 0 and (number < 10 or number > 250)


def part(number: int) -> tuple[str, bytes]:
    """A part of its own for every number: its name and its file."""
    salt, words = sha256(f"salt {number}".encode()).digest(), f"words {number}\n".encode()
    return commit(salt, words), part_bytes(salt, words)


def home_of(base: Path, disk: Disk | None = None) -> Home:
    """Where the lock and the highest head are kept."""
    return Home(base / "home", disk or Careless())


def found(base: Path, disk: Disk | None = None) -> Writer:
    """A record of act 0, with its part."""
    home = home_of(base, disk)
    return Writer.found(base / "record", home, LABEL, act(0), dict([part(0)]), sign, [LOG], disk or Careless())


def reopen(base: Path, disk: Disk | None = None) -> Writer:
    """A new writer for the record that is there."""
    return Writer(base / "record", home_of(base, disk), [LOG], disk or Careless())


def grow(writer: Writer, count: int) -> range:
    """So many more acts, one after the other in one entry, some with a part."""
    first = writer.head.size
    numbers = range(first, first + count)
    return writer.append([act(n) for n in numbers], dict(part(n) for n in numbers if has_part(n)), sign)


def refuse_broken(source: Source, *, parts: bool = True) -> Record:
    """The record, if its head is signed, its tree is whole, its acts are ours, and each part is there and right."""
    record, stock = Record(source), take_stock(source.names())
    heads.refuse_unsigned(record.head()[1], [LOG])
    check_tree(record, stock)
    assert list(record.notes()) == [act(n) for n in range(record.size)]
    wanted = {part(n)[0] for n in range(record.size) if has_part(n)} if parts else set()
    assert wanted <= stock.parts
    for digest in stock.parts:
        bytes_of(source, digest)
    return record


def intact(base: Path) -> int:
    """How many acts the record in this folder has, if it is whole and nothing else lies there."""
    with Folder(base / "record") as folder:
        record = refuse_broken(folder)
        stock = take_stock(folder.names())
        assert not stock.leftovers and not stock.unknown
        assert stock.parts == {part(n)[0] for n in range(record.size) if has_part(n)}
        return record.size
