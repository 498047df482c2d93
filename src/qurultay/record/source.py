"""Where the files of a record are read from: a folder, a zip, memory, or anything else that has names and bytes.

A source is a stranger's. It says which files there are and gives the bytes of one, never more than asked for;
what the names may be is for `layout`, what the bytes must be for `store`, `intact` and `verify`.
"""

import os
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Protocol

from qurultay.record.errors import Absent, Broken
from qurultay.record.folder import Folder
from qurultay.record.layout import shown
from qurultay.record.zipped import Zip


class Source(Protocol):
    """What a record can be read from. Raises `Broken` for whatever is no plain file, `Absent` where there is none."""

    def names(self) -> Iterable[str]:
        """The path of every file, with `/` between its steps."""

    def size(self, path: str) -> int:
        """How many bytes a file has."""

    def read(self, path: str, most_bytes: int) -> bytes:
        """The bytes of a file; `too-large` if it has more than `most_bytes`."""


class Memory:
    """Files held in memory: what came over a wire, or what a test has changed.

    >>> Memory({"checkpoint": b"head"}).read("checkpoint", 4)
    b'head'
    """

    def __init__(self, files: Mapping[str, bytes]) -> None:
        self.files = dict(files)

    def names(self) -> Iterable[str]:
        """The paths, sorted."""
        return sorted(self.files)

    def size(self, path: str) -> int:
        """How many bytes a file has. Raises `Absent`."""
        return len(self.read(path, 1 << 62))

    def read(self, path: str, most_bytes: int) -> bytes:
        """The bytes of a file. Raises `Absent`, or `Broken` where there are too many."""
        if path not in self.files:
            raise Absent(path)
        if len(self.files[path]) > most_bytes:
            raise Broken(
                "too-large", None, "{path} has more than {most_bytes} bytes", path=shown(path), most_bytes=most_bytes
            )
        return self.files[path]


def open_source(path: str | os.PathLike[str]) -> Folder | Zip:
    """The record in a folder or a zip; close it, or use it in a `with`. Raises `Broken` (`absent`, `unreadable`…)."""
    if Path(path).is_dir():
        return Folder(path)
    if not Path(path).exists():
        raise Absent(shown(str(path)))
    return Zip(path)
