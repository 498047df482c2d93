"""Writing to an archive: an event and its records are added as one piece at the end, or not at all.

    1. the file is locked, so that there is one writer
    2. recovery: what stands after the last whole event was never acknowledged; it is set aside in a file of its own
    3. the piece is written in one call, and flushed to the disk before `append` returns
    4. where that fails, the file is cut back to its old end

A crash between 3 and the answer leaves a whole event that nobody was told of: the voter asks again and is told that the
ballot stands.
"""

import fcntl
import os
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager, ExitStack
from hashlib import sha256
from os import PathLike
from pathlib import Path
from typing import BinaryIO

from qurultay.ballots.archive.events import Event, Kind
from qurultay.ballots.archive.reader import Archive, Step, Walk
from qurultay.ballots.archive.records import BLOCK, Record, packed_data, packed_event, packed_header
from qurultay.ballots.errors import Refused
from qurultay.ballots.judge import Judge


class Writer(AbstractContextManager["Writer"]):
    """The one writer of an archive, while it is open. Before anything is added, `recover` reads what is there.

    Raises `Refused` (`archive-busy`) where another writer has it, and as reading a header does.
    """

    def __init__(self, path: str | PathLike[str]) -> None:
        self.path = Path(path)
        with ExitStack() as opened:
            self._file: BinaryIO = opened.enter_context(self.path.open("r+b", buffering=0))
            _lock(self._file, self.path)  # 1
            self.archive = Archive(self._file)
            self._walk, self._sound = Walk(Judge()), False
            self.end = self.archive.records.first
            self._held = opened.pop_all()

    @classmethod
    def create(cls, path: str | PathLike[str], timestamp: int, setup: Sequence[bytes]) -> None:
        """Begins an archive with its Setup; `setup` are the records of election, trustees, credentials and setup data.

        Raises `FileExistsError`, and `Refused` where the setup is none; then there is no file.
        """
        _fsynced(Path(path), packed_header(timestamp))
        try:
            with cls(path) as writer:
                writer._sound = True
                writer.append(Kind.SETUP, *setup)
        except BaseException:
            Path(path).unlink()
            raise

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Lets another writer in."""
        self._held.close()

    @property
    def head(self) -> str:
        """The SHA-256 of the last event."""
        return self._walk.last

    def recover(self, replay: Callable[[Step], None]) -> Path | None:
        """Step 2: gives every whole event to `replay`; the file that a torn end was put into, if there was one.

        Raises `Refused` (`archive-busy`) where the archive is damaged before its end, and whatever `replay` raises.
        """
        pending: list[Record] = []
        records = iter(self.archive.records)
        while True:
            try:
                if (record := next(records, None)) is None:
                    break
                pending.append(record)
                if not record.is_event:
                    continue
                step = self._walk.step(record, tuple(pending[:-1]))
            except Refused as refused:
                self._refuse_damaged(refused)
                break
            self.end, pending = record.end, []
            replay(step)
        if self._walk.height < 0:
            raise Refused("event-missing", "the archive has no Setup; begin it again", str(self.path))
        self._sound = True
        return self._set_aside() if self.end < self.archive.records.size else None

    def refuse(self, kind: Kind) -> None:
        """Raises `Refused` (`event-…`) where an event of that kind cannot be next; for asking before much work."""
        self._walk.after(kind)

    def append(self, kind: Kind, *data: bytes) -> Step:
        """Adds an event with its records, the last of which is its payload. Raises `Refused` and `OSError`."""
        assert self._sound, "recover first"
        walk, at, time, records = self._walk.copy(), self.end, self.archive.records.timestamp, list[Record]()
        event = Event(
            parent=walk.last or None,
            height=walk.height + 1,
            kind=kind,
            payload=sha256(data[-1]).hexdigest() if data else None,
        )
        for one in data:
            records.append(Record(at=at, digest=sha256(one).hexdigest(), is_event=False, data=one))
            at = records[-1].end
        written = event.encode()
        step = walk.step(Record(at=at, digest=sha256(written).hexdigest(), is_event=True, data=written), tuple(records))
        try:
            self._write(b"".join(packed_data(one, time) for one in data) + packed_event(written, time))  # 3
        except BaseException:
            self._file.truncate(self.end)  # 4
            raise
        self._walk, self.end = walk, step.record.end
        self.archive.records.size = self.end
        return step

    def _write(self, piece: bytes) -> None:
        self._file.seek(self.end)
        view = memoryview(piece)
        while view:
            view = view[self._file.write(view) :]
        os.fsync(self._file.fileno())

    def _refuse_damaged(self, refused: Refused) -> None:
        """A torn end has no whole event after it. Where there is one, something acknowledged was damaged."""
        records = self.archive.records
        for at in range(self.end + BLOCK, records.size, BLOCK):
            try:
                later = records.read(at)
            except Refused:
                continue
            if later.is_event:
                raise Refused(
                    "archive-busy",
                    f"the archive is damaged before its end ({refused}); take a copy that is whole, nothing was changed",
                    str(self.path),
                ) from None

    def _set_aside(self) -> Path:
        """Keeps the torn end beside the archive, then cuts it off."""
        self._file.seek(self.end)
        aside = self.path.with_name(f"{self.path.name}.torn-{self.end}")
        aside.unlink(missing_ok=True)
        _fsynced(aside, self._file.read())
        self._file.truncate(self.end)
        os.fsync(self._file.fileno())
        self.archive.records.size = self.end
        return aside


def _lock(file: BinaryIO, path: Path) -> None:
    try:
        fcntl.flock(file.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        raise Refused("archive-busy", "another program is writing to this archive", str(path)) from None


def _fsynced(path: Path, data: bytes) -> None:
    """A new file, whole on the disk, its name in the folder too."""
    with path.open("xb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
