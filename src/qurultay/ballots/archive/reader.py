"""Reading an archive from the beginning: events with what belongs to them, each bound to the one before.

1. the records of an event stand directly before it, in their order, and the last of them is its payload
2. every event but the first names the one before it; heights count from 0
3. the steps follow each other as an election does (`events.after`)
"""

from collections.abc import Iterator
from contextlib import AbstractContextManager, ExitStack
from copy import copy
from dataclasses import dataclass
from hashlib import sha256
from os import PathLike
from pathlib import Path
from typing import Any, BinaryIO, Self

from qurultay.ballots import canonical
from qurultay.ballots.archive.events import RECORDS, Event, Kind, State, after, digest, reached, read_event
from qurultay.ballots.archive.records import Record, Records
from qurultay.ballots.canonical import fields, small
from qurultay.ballots.election import read_election
from qurultay.ballots.errors import Refused, within
from qurultay.ballots.judge import Judge

_MOST_PENDING = max(RECORDS.values())
_UNORDERED = (Kind.END_BALLOTS, Kind.ENCRYPTED_TALLY, Kind.PARTIAL_DECRYPTION)
"""Events of which belenios-tool 2.0 does not mind when they come."""
_SMALL = 4096
"""Records that only name others."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """An event with the records that belong to it, and the state the election is in after it."""

    event: Event
    record: Record
    data: tuple[Record, ...]
    state: State

    @property
    def digest(self) -> str:
        """The SHA-256 of the event: the head of the archive at this point."""
        return self.record.digest

    @property
    def place(self) -> str:
        """How to call it: `event 4 (Ballot)`."""
        return f"event {self.event.height} ({self.event.kind})"


class Archive(AbstractContextManager["Archive"]):
    """An archive that is open for reading."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self.records = Records(file)

    @classmethod
    def open(cls, path: str | PathLike[str]) -> Self:
        """Opens a file. Raises `Refused` (`old-format`, `archive-form`, `archive-header`) and `OSError`."""
        if Path(path).is_dir():
            raise Refused("old-format", _folder(Path(path)))
        with ExitStack() as opened:
            archive = cls(opened.enter_context(Path(path).open("rb")))
            opened.pop_all()
        return archive

    def __exit__(self, *_: object) -> None:
        self._file.close()

    def sha256(self) -> str:
        """The SHA-256 of the whole file as it is open here."""
        self._file.seek(0)
        digest = sha256()
        while piece := self._file.read(2**20):
            digest.update(piece)
        return digest.hexdigest()

    def steps(self, judge: Judge) -> Iterator[Step]:
        """All events in order.

        Raises `Refused` (`archive-…`, `record-…`, `event-…`, `json…`), saying where; after that nothing can be read.
        """
        walk, pending = Walk(judge), list[Record]()
        for record in self.records:
            if not record.is_event:
                pending.append(record)
                if len(pending) > _MOST_PENDING:
                    raise Refused("record-order", "more records stand here than belong to any event", _at(record))
            else:
                yield walk.step(record, tuple(pending))
                pending = []
        if pending:
            raise Refused("archive-cut", "the archive ends with records whose event is missing", _at(pending[0]))
        if walk.state is State.NONE:
            raise Refused("event-missing", "the archive has no Setup; the election never began")


class Walk:
    """How far reading has come: the state, the last event, and whether rankings must be shuffled."""

    def __init__(self, judge: Judge) -> None:
        self._judge = judge
        self.state, self.last, self.height, self._homomorphic = State.NONE, "", -1, True

    def copy(self) -> "Walk":
        """Another walk that has come as far."""
        return copy(self)

    def step(self, record: Record, data: tuple[Record, ...]) -> Step:
        """The step of the event that this record holds. Raises `Refused`."""
        with within(_at(record)):
            event = read_event(record.data)
        with within(f"event {self.height + 1} ({event.kind})"):
            self._refuse_unchained(event)  # 2
            _refuse_strays(event, data)  # 1
            state = self.after(event.kind)  # 3
            if event.kind is Kind.SETUP:
                self._homomorphic = read_election(data[0].data).homomorphic
        self.state, self.last, self.height = state, record.digest, event.height
        return Step(event=event, record=record, data=data, state=state)

    def _refuse_unchained(self, event: Event) -> None:
        if (event.parent or "") != self.last:
            named, stood = (event.parent or "none")[:16], (self.last or "none")[:16]
            raise Refused("event-chain", f"the event names {named}… as the one before it; {stood}… stands there")
        if event.height != self.height + 1:
            raise Refused("event-chain", f"the event has height {event.height}; it is number {self.height + 1}")

    def after(self, kind: Kind) -> State:
        """The state after an event of that kind. Raises `Refused` (`event-…`)."""
        try:
            return after(self.state, kind, homomorphic=self._homomorphic)
        except Refused as refused:
            if self.state is State.NONE:
                raise
            self._judge.object(refused, through=kind in _UNORDERED)
            return max(self.state, reached(kind), key=list(State).index)


def _refuse_strays(event: Event, data: tuple[Record, ...]) -> None:
    """Step 1. Setup data, sized tallies and owned objects name the records before them."""
    if len(data) != RECORDS[event.kind]:
        wanted = RECORDS[event.kind]
        raise Refused("record-order", f"{len(data)} records stand before {event.kind}, where {wanted} belong to it")
    if event.payload != (data[-1].digest if data else None):
        raise Refused("record-order", "the payload of the event is not the record before it")
    if len(data) > 1 and list(named(event.kind, data[-1].data)) != [record.digest for record in data[:-1]]:
        raise Refused(
            "record-order", "the records before the event are not those that its payload names, in their order"
        )


def named(kind: Kind, payload: bytes) -> Iterator[str]:
    """The records that a payload names. Raises `Refused` for another form."""
    value = canonical.decode(payload, most_bytes=_SMALL)
    match kind:
        case Kind.SETUP:
            found = fields(value, ("election", "trustees", "credentials"))
            yield from (digest(each) for each in found.values())
        case Kind.ENCRYPTED_TALLY:
            yield digest(fields(value, ("num_tallied", "total_weight", "encrypted_tally"))["encrypted_tally"])
        case Kind.SHUFFLE | Kind.PARTIAL_DECRYPTION:
            yield digest(owned(value)["payload"])
        case _:
            return


def owned(value: object) -> dict[str, Any]:
    """An object that says whose another one is: `owner`, the number of a trustee, and `payload`. Raises `Refused`."""
    found = fields(value, ("owner", "payload"))
    small(found["owner"])
    digest(found["payload"])
    return found


def _at(record: Record) -> str:
    return f"byte {record.at}"


def _folder(path: Path) -> str:
    if (path / "ballots.jsons").exists() or (path / "election.json").exists():
        return (
            "this folder holds an election in the abandoned shape of Belenios 1.x (the group inside the public key, "
            "ballots.jsons apart); there is no way to verify it here, use the belenios-tool of its time"
        )
    return f"{path} is a folder; an election is one file, UUID.bel"
