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
from collections.abc import Sequence
from contextlib import AbstractContextManager, ExitStack
from hashlib import sha256
from os import PathLike
from pathlib import Path
from typing import BinaryIO, Self

from qurultay.ballots.archive.events import Event, Kind
from qurultay.ballots.archive.reader import Archive, Step, Walk
from qurultay.ballots.archive.records import BLOCK, Record, packed_data, packed_event, packed_header
from qurultay.ballots.errors import Refused
from qurultay.ballots.judge import Judge


class Writer(AbstractContextManager["Writer"]):
    """The one writer of an archive, while it is open. `steps` are those found when it was opened.

    Raises `Refused` (`archive-busy`) where another writer has it or it is damaged before its end, and as reading does.
    """

    def __init__(self, path: str | PathLike[str]) -> None:
        self.path = Path(path)
        with ExitStack() as opened:
            self._file: BinaryIO = opened.enter_context(self.path.open("r+b", buffering=0))
            _lock(self._file, self.path)  # 1
            self.archive = Archive(self._file)
            self._walk = Walk(Judge())
            self.end = self.archive.records.first
            self.set_aside: Path | None = None
            self.steps = self._recover()  # 2
            self._held = opened.pop_all()

    @classmethod
    def create(cls, path: str | PathLike[str], timestamp: int, setup: Sequence[bytes]) -> Self:
        """Begins an archive with its Setup; `setup` are the records of election, trustees, credentials and setup data.

        Raises `FileExistsError`, and `Refused` where the setup is none.
        """
        _fsynced(Path(path), packed_header(timestamp))
        writer = cls.__new__(cls)
        try:
            writer._begin(Path(path), setup)
        except BaseException:
            Path(path).unlink()
            raise
        return writer

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Lets another writer in."""
        self._held.close()

    @property
    def head(self) -> str:
        """The SHA-256 of the last event."""
        return self._walk.last

    def append(self, kind: Kind, *data: bytes) -> Step:
        """Adds an event with its records, the last of which is its payload. Raises `Refused` and `OSError`."""
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

    def _begin(self, path: Path, setup: Sequence[bytes]) -> None:
        """The first event; an archive without one would be refused by `__init__`."""
        with ExitStack() as opened:
            self.path, self.set_aside, self._walk = path, None, Walk(Judge())
            self._file = opened.enter_context(path.open("r+b", buffering=0))
            _lock(self._file, path)
            self.archive = Archive(self._file)
            self.end = self.archive.records.first
            self.steps = [self.append(Kind.SETUP, *setup)]
            self._held = opened.pop_all()

    def _write(self, piece: bytes) -> None:
        self._file.seek(self.end)
        view = memoryview(piece)
        while view:
            view = view[self._file.write(view) :]
        os.fsync(self._file.fileno())

    def _recover(self) -> list[Step]:
        """All whole steps; what stands after them is set aside."""
        steps: list[Step] = []
        pending: list[Record] = []
        try:
            for record in self.archive.records:
                if record.is_event:
                    steps.append(self._walk.step(record, tuple(pending)))
                    self.end, pending = record.end, []
                else:
                    pending.append(record)
        except Refused as refused:
            self._refuse_damaged(refused)
        if not steps:
            raise Refused("event-missing", "the archive has no Setup; begin it again", str(self.path))
        if self.end < self.archive.records.size:
            self._set_aside()
        return steps

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

    def _set_aside(self) -> None:
        """Keeps the torn end beside the archive, then cuts it off."""
        self._file.seek(self.end)
        aside = self.path.with_name(f"{self.path.name}.torn-{self.end}")
        aside.unlink(missing_ok=True)
        _fsynced(aside, self._file.read())
        self._file.truncate(self.end)
        os.fsync(self._file.fileno())
        self.archive.records.size, self.set_aside = self.end, aside


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
