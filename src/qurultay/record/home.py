"""What is kept beside the log's key, and never in the record: the lock, and the highest head the key has signed.

    lock       held while somebody writes
    head       the newest signed head, written before the record's own checkpoint
    pending    the parts that an entry under way lays down, and the size of the record before it

A copy of the record can grow old, be restored from a backup, or be changed by whoever keeps it. The key must still
never sign two histories; so before it signs, the head kept here has to be the head that is there.
"""

import fcntl
import os
import re
from collections.abc import Iterable
from contextlib import AbstractContextManager, suppress

from qurultay.record.disk import Disk, Shelf, in_words
from qurultay.record.errors import Unwritten
from qurultay.tlog import checkpoint
from qurultay.tlog.checkpoint import Checkpoint
from qurultay.tlog.errors import Refused

_PENDING = re.compile(rb"([0-9]{1,19})\n((?:[0-9a-f]{64}\n)*)")


class Home:
    """The folder beside the key. Raises `Unwritten` where it cannot be read or written."""

    def __init__(self, path: str | os.PathLike[str], disk: Disk | None = None) -> None:
        self._shelf = Shelf(path, disk or Disk(), private=True)
        self.path = self._shelf.root

    def lock(self) -> "Lock":
        """Holds the record for one writer; `held` if another has it. Use it in a `with`, or close it."""
        with in_words("nobody can write to the record"):
            self._shelf.make(self.path)
            return Lock(os.open(self._shelf.path("lock"), os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600))

    def head(self) -> tuple[Checkpoint, bytes] | None:
        """The highest head the key has signed, and its note."""
        data = self._read("head")
        if data is None:
            return None
        try:
            return checkpoint.parse(data)[0], data
        except Refused as bad:
            sentence = (
                f"the head beside the key, {self._shelf.path('head')}, is damaged ({bad}); take it from a witness"
            )
            raise Unwritten("bad-head", sentence) from None

    def keep(self, note: bytes) -> None:
        """Keeps a head, before it is shown to anybody. Raises `OSError`."""
        self._shelf.put("head", note)

    def adopt(self, note: bytes) -> None:
        """Begins a home on a new machine: with the newest head that a witness or a mirror has seen.

        Raises `Unwritten`: `founded-already` where a head is kept here, `bad-head` for one that is none.
        """
        try:
            checkpoint.parse(note)
        except Refused as bad:
            raise Unwritten("bad-head", f"this is no head: {bad}") from None
        if self.head() is not None:
            raise Unwritten("founded-already", f"{self.path} keeps a head already; it is not replaced by another")
        with in_words("no head is kept"):
            self._shelf.make(self.path)
            self.keep(note)

    def announce(self, size: int, digests: Iterable[str]) -> None:
        """Notes which parts an entry is about to lay down, so that none stays behind if it fails. Raises `OSError`."""
        self._shelf.put("pending", b"%d\n" % size + b"".join(f"{digest}\n".encode() for digest in sorted(digests)))

    def announced(self) -> tuple[int, list[str]]:
        """The size before the last entry with parts, and those parts; (-1, []) where there was none."""
        found = _PENDING.fullmatch(self._read("pending") or b"")
        return (int(found[1]), found[2].decode().split()) if found else (-1, [])

    def clear(self) -> None:
        """Forgets the parts that were announced. Raises `OSError`."""
        self._shelf.drop("pending")

    def settle(self) -> None:
        """Waits until what a killed program renamed here is on the disk. Raises `OSError`."""
        self._shelf.settle()

    def _read(self, name: str) -> bytes | None:
        try:
            with open(self._shelf.path(name), "rb") as file:
                return file.read(1 << 24)
        except FileNotFoundError:
            return None
        except OSError as error:
            raise Unwritten("read-only", f"{self._shelf.path(name)} cannot be read: {error.strerror}") from None


class Lock(AbstractContextManager["Lock"]):
    """An open file that is locked while it is open; the system lets go of it when its program dies."""

    def __init__(self, file: int) -> None:
        self._file = file
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            self.close()
            if not isinstance(error, BlockingIOError):
                raise
            raise Unwritten("held", "another program is writing to this record; wait until it has finished") from None

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Lets go."""
        if self._file >= 0:
            with suppress(OSError):
                os.close(self._file)
        self._file = -1
