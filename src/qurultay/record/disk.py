"""How bytes come to lie on a disk for good: a few operations, and the order that survives a power cut.

    write NAME.tmp → fsync it → rename to NAME → fsync the folder        and for each new folder: fsync its parent

Everything that is written for a record goes through a `Disk`, so that a test can make any single operation fail,
or write down what was done and cut the power in between.
"""

import errno
import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import NoReturn

from qurultay.record.errors import Unwritten

_FULL_SYNC: int | None = getattr(fcntl, "F_FULLFSYNC", None)
"""On some systems fsync only reaches the drive's own memory; this reaches the platter."""


class Disk:
    """The operations themselves. Each raises `OSError`; paths are absolute."""

    def write_new(self, path: str, data: bytes, mode: int) -> int:
        """Writes a file from the beginning and hands back the open file, which `fsync` settles and closes."""
        file = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_NOFOLLOW | os.O_CLOEXEC, mode)
        try:
            left = memoryview(data)
            while left:
                left = left[os.write(file, left) :]
        except BaseException:
            os.close(file)
            raise
        return file

    def fsync(self, file: int) -> None:
        """Waits until the bytes of an open file are on the disk, and closes it."""
        try:
            _sync(file)
        finally:
            os.close(file)

    def rename(self, old: str, new: str) -> None:
        """Puts a file in the place of another, in one step."""
        os.rename(old, new)

    def fsync_dir(self, path: str) -> None:
        """Waits until the names in a folder are on the disk."""
        folder = os.open(path, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
        try:
            _sync(folder)
        finally:
            os.close(folder)

    def mkdir(self, path: str, mode: int) -> None:
        """Makes a folder."""
        os.mkdir(path, mode)

    def unlink(self, path: str) -> None:
        """Removes a file."""
        os.unlink(path)

    def rmdir(self, path: str) -> None:
        """Removes an empty folder."""
        os.rmdir(path)


_NO_PLACE = frozenset(
    (errno.ENOENT, errno.ENOTDIR, errno.EISDIR, errno.EEXIST, errno.ENOTEMPTY, errno.ELOOP, errno.ENAMETOOLONG)
)
"""Whoever named a place wrongly is not sent to look after a disk."""


@contextmanager
def in_words(what_stands: str) -> Iterator[None]:
    """Turns a failure of the disk into a sentence; `what_stands` says what is true now. Raises `Unwritten`."""
    try:
        yield
    except OSError as error:
        _refuse(error, what_stands)


def _refuse(error: OSError, what_stands: str) -> NoReturn:
    if error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
        raise Unwritten("disk-full", f"the disk is full: {what_stands}; make room and try again") from error
    if error.errno in (errno.EROFS, errno.EACCES, errno.EPERM):
        raise Unwritten(
            "read-only", f"{error.filename or 'the folder'} cannot be written to ({error.strerror}): {what_stands}"
        ) from error
    if error.errno in _NO_PLACE:
        sentence = f"nothing can be put at {error.filename or 'this place'} ({error.strerror}): {what_stands}; name a place in a folder that is there"
        raise Unwritten("no-place", sentence) from error
    raise Unwritten("disk-failed", f"the disk failed ({error.strerror}): {what_stands}; look after it first") from error


class Shelf:
    """A folder whose files are put in place for good, or not at all.

    A folder that exists already may have been made by a program that was killed before its parent was settled; so
    the parent of every folder is settled once by each `Shelf`, whoever made it.
    """

    def __init__(self, root: str | os.PathLike[str], disk: Disk, *, private: bool = False) -> None:
        # `dirname` of a relative path never comes to an end.
        self.root = os.path.abspath(root)
        self.disk = disk
        self._modes = (0o600, 0o700) if private else (0o644, 0o755)
        self._settled = set[str]()

    def path(self, name: str) -> str:
        """Where a file of this shelf lies."""
        return os.path.join(self.root, name)

    def put(self, name: str, data: bytes) -> None:
        """Puts a file in place. When this returns, it survives a power cut; before, the old one does."""
        path = self.path(name)
        self.make(os.path.dirname(path))
        self.disk.fsync(self.disk.write_new(path + ".tmp", data, self._modes[0]))
        self.disk.rename(path + ".tmp", path)
        self.disk.fsync_dir(os.path.dirname(path))

    def make(self, folder: str) -> None:
        """Makes a folder, and those above it, and settles each in its parent."""
        above = os.path.dirname(folder)
        if folder in self._settled or above == folder:
            return
        self.make(above)
        if not os.path.isdir(folder):
            self.disk.mkdir(folder, self._modes[1])
            self.disk.fsync_dir(above)
        elif f"{folder}/".startswith(f"{self.root}/"):
            self.disk.fsync_dir(above)
        else:
            # Above the shelf we may not even look; what we did make there, we can also settle.
            with suppress(OSError):
                self.disk.fsync_dir(above)
        self._settled.add(folder)

    def drop(self, name: str) -> None:
        """Removes a file, and the folder of partial tiles that it leaves empty. It may be gone already."""
        path = self.path(name)
        with suppress(FileNotFoundError):
            self.disk.unlink(path)
        folder = os.path.dirname(path)
        if folder.endswith(".p"):
            self._settled.discard(folder)
            with suppress(OSError):
                self.disk.rmdir(folder)

    def settle(self, folder: str = "") -> None:
        """Waits until the names in a folder are on the disk."""
        self.disk.fsync_dir(self.path(folder) if folder else self.root)


def _sync(file: int) -> None:
    if _FULL_SYNC is not None:
        fcntl.fcntl(file, _FULL_SYNC)
    else:
        os.fsync(file)
