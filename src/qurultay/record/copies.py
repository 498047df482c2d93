"""Copies of a record: one file to carry away, and a folder to read, mirror or restore from.

A copy holds what the layout knows, up to the head, and nothing else. Two zips of one record are the same bytes:
sorted names, one fixed date, stored without compression (the output of which differs between libraries).
"""

import os
import zipfile
from collections.abc import Iterator
from contextlib import suppress

from qurultay.record.disk import Disk, Shelf, in_words
from qurultay.record.errors import Unwritten
from qurultay.record.intact import beyond
from qurultay.record.inventory import take_stock
from qurultay.record.layout import CHECKPOINT, MOST_BYTES, Kind, kind_of, shown
from qurultay.record.source import Source
from qurultay.record.store import Record
from qurultay.record.whole import new_folder
from qurultay.record.zipped import MOST_MEMBERS

_MOST_ZIP = (1 << 32) - 1
_FIXED_DATE = (1980, 1, 1, 0, 0, 0)


def export_zip(source: Source, path: str | os.PathLike[str]) -> int:
    """Writes the record into one zip, in place once it is whole; how many files it holds.

    Raises `Unwritten`: `too-many-for-a-zip`, or why the disk did not take it; and `Broken`.
    """
    files = list(_files(source))
    if len(files) > MOST_MEMBERS or sum(source.size(name) + 512 for name in files) > _MOST_ZIP:
        sentence = f"the record has {len(files)} files, too many or too large for a zip; copy the folder instead"
        raise Unwritten("too-many-for-a-zip", sentence)
    draft = f"{os.fspath(path)}.tmp"
    with in_words("no zip was made"):
        try:
            _pack(source, sorted(files), draft)
            os.replace(draft, path)
        except BaseException:
            with suppress(OSError):
                os.unlink(draft)
            raise
    return len(files)


def copy(source: Source, folder: str | os.PathLike[str], disk: Disk | None = None) -> int:
    """Copies the record into a new folder, the checkpoint last, so that a copy that was cut off is none.

    Raises `Unwritten` (`not-empty`, or why the disk did not take it), and `Broken`.
    """
    shelf, files = Shelf(folder, disk or Disk()), list(_files(source))
    if os.path.isdir(shelf.root) and os.listdir(shelf.root):
        raise Unwritten("not-empty", f"{shown(shelf.root)} is not empty; copy the record into a new folder")
    head = source.read(CHECKPOINT, MOST_BYTES[Kind.CHECKPOINT])
    with in_words("the copy was not made"), new_folder(shelf.root):
        for name in files:
            if name != CHECKPOINT:
                shelf.put(name, source.read(name, MOST_BYTES[kind_of(name)]))
        shelf.put(CHECKPOINT, head)
    return len(files)


def _files(source: Source) -> Iterator[str]:
    """The names of the files that belong to the record as it stands."""
    size, names = Record(source).size, list(source.names())
    not_yet = set(beyond(take_stock(names), size))
    return (name for name in names if kind_of(name) not in (Kind.UNKNOWN, Kind.LEFTOVER) and name not in not_yet)


def _pack(source: Source, names: list[str], draft: str) -> None:
    with zipfile.ZipFile(draft, "w", zipfile.ZIP_STORED, allowZip64=False) as packed:
        for name in names:
            member = zipfile.ZipInfo(name, _FIXED_DATE)
            member.create_system, member.external_attr = 3, 0o100644 << 16
            packed.writestr(member, source.read(name, MOST_BYTES[kind_of(name)]))
    with open(draft, "rb") as file:
        os.fsync(file.fileno())
