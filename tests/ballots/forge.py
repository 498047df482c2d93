"""Falsifying archives as somebody would who runs the server: everything is hashed and chained anew."""

from __future__ import annotations

import io
import json
import subprocess
from collections.abc import Callable
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path
from typing import Any

from qurultay.ballots import canonical
from qurultay.ballots.archive.events import Kind
from qurultay.ballots.archive.reader import Archive
from qurultay.ballots.archive.records import packed_data, packed_event, packed_header
from qurultay.ballots.judge import Judge, Mode


@dataclass(frozen=True)
class Forged:
    """An archive taken apart: its time, and for every event its kind and its records."""

    time: int
    steps: tuple[tuple[str, tuple[bytes, ...]], ...]

    def at(self, kind: Kind, nth: int = 0) -> int:
        """Where the n-th event of a kind is."""
        return [at for at, (found, _) in enumerate(self.steps) if found == kind][nth]

    def without(self, kind: Kind, nth: int = 0) -> Forged:
        """Without that event."""
        at = self.at(kind, nth)
        return replace(self, steps=self.steps[:at] + self.steps[at + 1 :])

    def inserted(self, at: int, kind: str, *data: bytes) -> Forged:
        """With another event at that place."""
        return replace(self, steps=(*self.steps[:at], (kind, data), *self.steps[at:]))

    def changed(self, kind: Kind, change: Callable[[Any], object], record: int = 0, nth: int = 0) -> Forged:
        """With a record changed as JSON; what names it by its hash is written anew."""
        value = json.loads(self.record(kind, record, nth))
        changed = change(value)
        return self.put(kind, canonical.encode(value if changed is None else changed), record, nth)

    def put(self, kind: Kind, data: bytes, record: int = 0, nth: int = 0) -> Forged:
        """With other bytes for a record."""
        at = self.at(kind, nth)
        records = [*self.steps[at][1]]
        was, records[record] = sha256(records[record]).hexdigest(), data
        named = sha256(data).hexdigest()
        for later in range(record + 1, len(records)):
            records[later] = records[later].replace(was.encode(), named.encode())
        return replace(self, steps=(*self.steps[:at], (str(kind), tuple(records)), *self.steps[at + 1 :]))

    def record(self, kind: Kind, record: int = 0, nth: int = 0) -> bytes:
        """The bytes of a record."""
        return self.steps[self.at(kind, nth)][1][record]

    def pack(self, event: Callable[[int, dict[str, Any]], dict[str, Any]] = lambda height, event: event) -> bytes:
        """The archive, chained anew; `event` may change an event before it is written."""
        packed, parent = packed_header(self.time), ""
        for height, (kind, data) in enumerate(self.steps):
            value: dict[str, Any] = {"parent": parent} if parent else {}
            value |= {"height": height, "type": kind}
            if data:
                value["payload"] = sha256(data[-1]).hexdigest()
            written = canonical.encode(event(height, value))
            packed += b"".join(packed_data(one, self.time) for one in data) + packed_event(written, self.time)
            parent = sha256(written).hexdigest()
        return packed


def taken_apart(data: bytes) -> Forged:
    """An archive taken apart; packed again it is the same."""
    archive = Archive(io.BytesIO(data))
    steps = archive.steps(Judge(Mode.STRICT))
    found = tuple((str(step.event.kind), tuple(record.data for record in step.data)) for step in steps)
    return Forged(archive.records.timestamp, found)


def written(folder: Path, uuid: str, data: bytes) -> Path:
    """The archive as a file under its name."""
    path = folder / f"{uuid}.bel"
    path.write_bytes(data)
    return path


def accepted_by(program: Path, folder: Path) -> bool:
    """Whether belenios-tool takes the archive in a folder."""
    done = subprocess.run([program, "election", "verify"], cwd=folder, capture_output=True, text=True, check=False)
    return done.returncode == 0
