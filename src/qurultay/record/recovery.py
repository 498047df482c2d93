"""What a writer does first, under the lock and before it touches any file: finish or undo what was begun.

1. Settle what a killed predecessor renamed.
2. Compare the head beside the key with the record's:
   a. the same: nothing was begun, or nothing that counts;
   b. the key's is newer and the files give its root: the commit is completed (roll forward);
   c. the key's is newer and they do not: this is an older copy, and the key does not sign a second history;
   d. the record's is newer, signed, and adds to the key's: somebody appended with a copy of the key; it is kept.
3. Remove what lies beyond the head, narrower partial tiles, and the parts of an entry that did not come about.

Checking the key's head only when signing would come too late: the tiles that b needs would be overwritten.
"""

import os
from collections.abc import Iterable

from qurultay.record import heads
from qurultay.record.disk import Shelf
from qurultay.record.errors import Absent, Broken, Unwritten
from qurultay.record.folder import Folder
from qurultay.record.home import Home
from qurultay.record.intact import check_tree
from qurultay.record.inventory import take_stock
from qurultay.record.layout import CHECKPOINT, HEADS, POLICY, Kind, kind_of, part_path
from qurultay.record.source import Source
from qurultay.record.store import Record
from qurultay.tlog import checkpoint, tiles
from qurultay.tlog.checkpoint import Checkpoint
from qurultay.tlog.errors import Refused
from qurultay.tlog.note import Note


def recover(shelf: Shelf, folder: Folder, home: Home, log_keys: Iterable[bytes]) -> bytes:
    """Steps 1 to 3; the checkpoint as it then stands. Raises `Unwritten`, `Broken`, and `OSError` from the disk."""
    shelf.settle()  # 1
    home.settle()
    head = _agreed(shelf, folder, home, tuple(log_keys))  # 2
    clear_beyond(shelf, folder, home, checkpoint.parse(head)[0].size)  # 3
    return head


def _agreed(shelf: Shelf, folder: Folder, home: Home, log_keys: tuple[bytes, ...]) -> bytes:
    kept, here = home.head(), _here(folder)
    if kept is None and here is None:
        raise Unwritten("not-founded", f"there is no record in {shelf.root} and no head in {home.path}; found it first")
    if kept is None:
        raise Unwritten("no-kept-head", f"no head is kept in {home.path}; adopt the newest that a witness has seen")
    if here is None or kept[0].size > here[0].size:
        return _roll_forward(shelf, folder, kept, here)  # 2b, 2c
    if kept[0].origin != here[0].origin:
        raise Unwritten("another-record", f"the key's head is of {kept[0].origin}, the record is {here[0].origin}")
    if kept[0].size < here[0].size:
        _keep_newer(home, folder, kept[0], here, log_keys)  # 2d
    elif kept[0].root != here[0].root:
        raise _forked(kept[0].size)
    return here[1].encode()  # 2a


def _here(folder: Source) -> tuple[Checkpoint, Note] | None:
    try:
        return Record(folder).head()
    except Absent:
        return None


def _roll_forward(
    shelf: Shelf, folder: Folder, kept: tuple[Checkpoint, bytes], here: tuple[Checkpoint, Note] | None
) -> bytes:
    if here is not None and here[0].origin != kept[0].origin:
        raise Unwritten("another-record", f"the key's head is of {kept[0].origin}, the record is {here[0].origin}")
    try:
        check_tree(Record(folder, kept[1]), take_stock(folder.names("tile")))
    except Broken as bad:
        size = here[0].size if here else 0
        sentence = (
            f"the key has signed a newer head of {kept[0].size} acts, this copy has {size} ({bad}); "
            "restore the newer copy of the record"
        )
        raise Unwritten("newer-head", sentence) from None
    shelf.put(CHECKPOINT, kept[1])
    return kept[1]


def _keep_newer(
    home: Home, folder: Folder, kept: Checkpoint, here: tuple[Checkpoint, Note], log_keys: tuple[bytes, ...]
) -> None:
    refuse_unsigned(here[1], log_keys)
    record = Record(folder)
    check_tree(record, take_stock(folder.names("tile")))
    if record.tree.root(kept.size) != kept.root:
        raise _forked(kept.size)
    home.keep(here[1].encode())


def refuse_unsigned(note: Note, log_keys: Iterable[bytes]) -> None:
    """Refuses a head that the log's keys have not signed. Raises `Unwritten` (`bad-head`)."""
    try:
        heads.refuse_unsigned(note, log_keys)
    except Refused as bad:
        raise Unwritten("bad-head", f"the head is not signed as it must be: {bad}") from None


def clear_beyond(shelf: Shelf, folder: Folder, home: Home, size: int) -> None:
    """Step 3 for a record of that size. Raises `OSError`."""
    _sweep(shelf, folder, size)
    _drop_orphans(shelf, home, size)


def _sweep(shelf: Shelf, folder: Folder, size: int) -> None:
    """Removes tiles that are no part of a record of that size, and half-written files."""
    wanted = set(tiles.paths(size))
    present = [name for name in folder.names("tile") if kind_of(name) in (Kind.ENTRIES, Kind.TILE, Kind.LEFTOVER)]
    drop_for_good(shelf, [name for name in present if name not in wanted])
    drop_for_good(
        shelf, [f"{name}.tmp" for name in (CHECKPOINT, POLICY, HEADS) if os.path.lexists(shelf.path(name) + ".tmp")]
    )


def drop_for_good(shelf: Shelf, names: Iterable[str]) -> None:
    """Removes files so that no power cut brings them back: a stale tile beside a new one would be taken for a fork.

    Raises `OSError`.
    """
    dropped = list(names)
    for name in dropped:
        shelf.drop(name)
    for folder in sorted({os.path.dirname(name) for name in dropped}):
        while not os.path.isdir(shelf.path(folder)):
            folder = os.path.dirname(folder)
        shelf.settle(folder)


def _drop_orphans(shelf: Shelf, home: Home, size: int) -> None:
    """Words of an act that never entered are nobody's business: they go, and are gone for good when this returns."""
    before, digests = home.announced()
    if before == size:
        paths = [part_path(digest) for digest in digests]
        drop_for_good(shelf, paths + [f"{path}.tmp" for path in paths])
    if digests:
        home.clear()


def _forked(size: int) -> Unwritten:
    return Unwritten(
        "forked", f"at {size} acts the key has signed another head than this record has; compare the copies"
    )
