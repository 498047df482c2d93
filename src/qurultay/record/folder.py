"""A record in a folder, read with care: no link is followed, nothing but plain files is opened.

Every step of a path is opened from the folder before it (openat) without following links, so that no rename
under way can lead a reader out of the record. The folder itself may be reached by a link: the reader named it.
"""

import os
import stat
from collections.abc import Iterator
from contextlib import AbstractContextManager
from threading import Lock
from typing import NoReturn

from qurultay.record.errors import Absent, Broken
from qurultay.record.layout import refuse_unsafe, shown

_FOLDER = os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC
_FILE = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC


class Folder(AbstractContextManager["Folder"]):
    """The files under a folder. Raises `Broken` for a link or a special file, wherever one stands."""

    def __init__(self, path: str | os.PathLike[str]) -> None:
        try:
            self._root = os.open(path, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
        except OSError as error:
            _refuse(str(path), error)
        # The folder last read from: records are read in order, and a part is one file among many in its folder.
        # Several threads may read at once, and share what is remembered; so they open one after the other.
        self._last: tuple[str, int] | None = None
        self._turn = Lock()

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Lets go of the folder."""
        self._forget()
        if self._root >= 0:
            os.close(self._root)
        self._root = -1

    def names(self, under: str = "") -> Iterator[str]:
        """The path of every file, or of every file under a folder, in the order of their names."""
        if not under:
            yield from self._walk(self._root, "")
            return
        try:
            yield from self._enter(self._root, under)
        except Absent:
            return

    def size(self, path: str) -> int:
        """How many bytes a file has."""
        file = self._open(path)
        try:
            return os.fstat(file).st_size
        finally:
            os.close(file)

    def read(self, path: str, most_bytes: int) -> bytes:
        """The bytes of a file, as many as there are when it is opened and no more."""
        file = self._open(path)
        try:
            size = os.fstat(file).st_size
            if size > most_bytes:
                raise Broken(
                    "too-large",
                    None,
                    "{path} has {size} bytes, {most_bytes} are allowed",
                    path=shown(path),
                    size=size,
                    most_bytes=most_bytes,
                )
            return _read(file, size)
        except OSError as error:
            _refuse(path, error)
        finally:
            os.close(file)

    def _walk(self, folder: int, path: str) -> Iterator[str]:
        try:
            with os.scandir(folder) as entries:
                found = sorted((entry.name, _is_folder(entry, path)) for entry in entries)
        except OSError as error:
            _refuse(path or ".", error)
        for name, is_folder in found:
            refuse_unsafe(path + name)
            if is_folder:
                yield from self._enter(folder, path + name)
            else:
                yield path + name

    def _enter(self, folder: int, path: str) -> Iterator[str]:
        inner = _step(folder, path.rpartition("/")[2], path)
        try:
            yield from self._walk(inner, path + "/")
        finally:
            os.close(inner)

    def _open(self, path: str) -> int:
        """The opened plain file at `path`."""
        refuse_unsafe(path)
        parent, _, name = path.rpartition("/")
        with self._turn:
            remembered = self._last is not None and self._last[0] == parent
            try:
                return _plain(self._folder(parent), name, path)
            except Absent:
                if not remembered:
                    raise
            # The folder we remembered may be gone and another stand under its name: look again, once.
            self._forget()
            return _plain(self._folder(parent), name, path)

    def _folder(self, path: str) -> int:
        if not path:
            return self._root
        if self._last is None or self._last[0] != path:
            above, _, name = path.rpartition("/")
            inner = _step(self._folder(above), name, path)
            self._forget()
            self._last = (path, inner)
        return self._last[1]

    def _forget(self) -> None:
        if self._last is not None:
            os.close(self._last[1])
        self._last = None


def _is_folder(entry: os.DirEntry[str], path: str) -> bool:
    if entry.is_dir(follow_symlinks=False):
        return True
    if not entry.is_file(follow_symlinks=False):
        _refuse_special(path + entry.name)
    return False


def _step(folder: int, name: str, path: str) -> int:
    try:
        return os.open(name, _FOLDER, dir_fd=folder)
    except OSError as error:
        # A link gives ENOTDIR or ELOOP here, as the system likes; a plain file where a folder is asked for, ENOTDIR.
        if _is_link(folder, name):
            _refuse_special(path)
        _refuse(path, error)


def _plain(folder: int, name: str, path: str) -> int:
    try:
        file = os.open(name, _FILE, dir_fd=folder)
    except OSError as error:
        if _is_link(folder, name):
            _refuse_special(path)
        _refuse(path, error)
    if not stat.S_ISREG(os.fstat(file).st_mode):
        os.close(file)
        _refuse_special(path)
    return file


def _is_link(folder: int, name: str) -> bool:
    try:
        return stat.S_ISLNK(os.stat(name, dir_fd=folder, follow_symlinks=False).st_mode)
    except OSError:
        return False


def _read(file: int, size: int) -> bytes:
    pieces = list[bytes]()
    while size and (piece := os.read(file, size)):
        pieces.append(piece)
        size -= len(piece)
    return pieces[0] if len(pieces) == 1 else b"".join(pieces)


def _refuse_special(path: str) -> NoReturn:
    raise Broken("link", None, "{path} is a link or another thing that is no plain file", path=shown(path))


def _refuse(path: str, error: OSError) -> NoReturn:
    if isinstance(error, FileNotFoundError | NotADirectoryError):
        raise Absent(path) from None
    raise Broken(
        "unreadable", None, "{path} cannot be read: {strerror}", path=shown(path), strerror=error.strerror
    ) from None
