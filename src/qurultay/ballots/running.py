"""An election while it is held: every ballot is checked once, when it is cast, and the tally is kept as ballots come.

    begin      the setup is checked and the archive begun           resume   the archive is opened again
    cast       ballots, until                                       close    the voting ends and the tally is published
    shuffle    and end_shuffles, where rankings were asked for
    decrypt    the trustees' parts, until                           declare  the result is computed and published

Closing an election therefore takes as long for five thousand ballots as for five. What is resumed is not proven again:
whoever resumes compares `head` with the one kept beside the box's key, or verifies the archive first.
"""

from collections.abc import Sequence
from contextlib import AbstractContextManager, ExitStack
from dataclasses import dataclass
from hashlib import sha256
from os import PathLike
from threading import Lock
from typing import Any, Self, assert_never

from qurultay.ballots import ballot, canonical
from qurultay.ballots.archive.events import Kind, State
from qurultay.ballots.archive.reader import Step
from qurultay.ballots.archive.writer import Writer
from qurultay.ballots.box import Box, marks_of, refuse_copy, take_out
from qurultay.ballots.closing import Closing
from qurultay.ballots.credentials import refuse_strangers
from qurultay.ballots.decryption.beside import add_beside, lines_beside
from qurultay.ballots.decryption.strong import read_strong_proof
from qurultay.ballots.errors import Refused, within
from qurultay.ballots.judge import Judge
from qurultay.ballots.mixnet.rankings import Rankings, Tally
from qurultay.ballots.setup import Setup, read_setup, setup_data
from qurultay.ballots.tally import RunningTally
from qurultay.ballots.tallying import Declaration, declaration


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt:
    """What a voter is told: the tracker of the ballot, and whether it replaced an earlier one. `step` is its event."""

    tracker: str
    number: int
    replaced: bool
    step: Step


class Running(AbstractContextManager["Running"]):
    """An election that is being held. Many threads may cast ballots; proofs are checked outside the lock.

    `set_aside` is the file with what a crash left at the end of the archive, where it did.
    """

    def __init__(self, path: str | PathLike[str], head: str | None = None) -> None:
        self._lock, self._judge = Lock(), Judge()
        self._closing: Closing | None = None
        self._marks: dict[int, int] = {}
        self._sought = head
        self.state = State.NONE
        with ExitStack() as opened:
            self._writer = opened.enter_context(Writer(path))
            self.set_aside = self._writer.recover(self._replay)
            if self._sought is not None:
                raise Refused("event-chain", f"the archive lacks the event {self._sought[:16]}… that was in it")
            self._recall_proofs()
            opened.pop_all()

    @classmethod
    def begin(
        cls, path: str | PathLike[str], timestamp: int, *, election: bytes, trustees: bytes, credentials: bytes
    ) -> Self:
        """Checks the setup, every credential included, and begins the archive at that second.

        Raises `Refused` with nothing begun (`election-…`, `trustee-…`, `credential-…`) and `FileExistsError`.
        """
        setup = read_setup(election, trustees, credentials)
        with within("credentials"):
            refuse_strangers(setup.election.group, list(setup.credentials.weights))
        records = (election, trustees, credentials)
        Writer.create(path, timestamp, [*records, setup_data(records)])
        return cls(path)

    @classmethod
    def resume(cls, path: str | PathLike[str], *, head: str | None = None) -> Self:
        """Opens the archive again. `head`, if it is given, must be the last event or, after a crash, one before it.

        Raises `Refused` (`event-chain`) where the archive has lost or changed what was in it, and as reading does.
        """
        return cls(path, head)

    def __exit__(self, *_: object) -> None:
        self.close_archive()

    def close_archive(self) -> None:
        """Lets another program write to the archive."""
        self._writer.close()

    @property
    def head(self) -> str:
        """The SHA-256 of the last event."""
        return self._writer.head

    @property
    def ballots(self) -> int:
        """How many ballots were cast, replaced ones included."""
        return self._box.count

    @property
    def voters(self) -> int:
        """How many voted."""
        return len(self._box.place_of)

    def cast(self, data: bytes) -> Receipt:
        """Takes a ballot, if everything about it holds, and returns once it is on the disk.

        Raises `Refused` (`ballot-…`, `group-member`, `event-order` once the voting ended) with nothing taken.
        """
        election, digest = self.setup.election, sha256(data).digest()
        read = ballot.read(election, data)
        weight = self.setup.credentials.weight(read.credential)
        self._refuse_again(read, digest)
        ballot.check(election, read)
        marks = [*marks_of(election, read)]
        with self._lock:
            self._refuse_again(read, digest)
            self._refuse_copies(data, marks)
            step = self._append(Kind.BALLOT, data)
            return self._take(read, digest, weight, marks, step)

    def close(self) -> tuple[Step, ...]:
        """Ends the voting and publishes the encrypted tally; the events that were added. Doing it again adds none."""
        with self._lock:
            added = []
            if self.state is State.OPEN:
                added.append(self._append(Kind.END_BALLOTS))
            closing = self._closed()
            if self.state is State.CLOSED:
                assert closing.counted is not None
                records = closing.counted.encode(self.setup.election.group)
                added.append(self._append(Kind.ENCRYPTED_TALLY, *records))
                closing.take_tally(*records)
            return tuple(added)

    @property
    def tally(self) -> Tally:
        """What trustees decrypt. Raises `Refused` while it is not settled."""
        return self._closed().tally

    @property
    def rankings(self) -> Rankings:
        """What the next mixer shuffles. Raises `Refused` while the voting goes on."""
        return self._closed().rankings

    def shuffle(self, owner: int, data: bytes) -> Step:
        """Takes a trustee's shuffle of `rankings`. Raises `Refused` (`shuffle-…`, `trustee-owner`)."""
        with self._lock:
            payload = _owned(owner, data)
            self._refuse_early(Kind.SHUFFLE)
            closing = self._closed()
            before = closing.rankings
            closing.take_shuffle(data, payload)
            try:
                return self._append(Kind.SHUFFLE, data, payload)
            except BaseException:
                closing.forget_shuffle(before)
                raise

    def end_shuffles(self) -> Step:
        """Says that the last shuffle is the one to be decrypted. Raises `Refused` (`event-…`)."""
        with self._lock:
            return self._append(Kind.END_SHUFFLES)

    def decrypt(self, owner: int, data: bytes, strong: bytes) -> Step:
        """Takes a trustee's part with its strong proof, which goes into the file beside the archive.

        Raises `Refused` (`decryption-…`, `trustee-owner`) with nothing taken.
        """
        with self._lock:
            payload, closing = _owned(owner, data), self._closed()
            self._refuse_early(Kind.PARTIAL_DECRYPTION)
            closing.take_part(data, payload)
            try:
                self._prove(owner, strong)
                return self._append(Kind.PARTIAL_DECRYPTION, data, payload)
            except BaseException:
                closing.forget_part(owner)
                raise

    def prove(self, owner: int, strong: bytes) -> None:
        """Takes the strong proof of a part that stands in the archive without one, put there by another program.

        Raises `Refused` (`decryption-strong`).
        """
        with self._lock:
            self._prove(owner, strong)

    def declaration(self) -> Declaration:
        """What the parts say, by those that are strongly proven; nothing is published.

        Raises `Refused` (`decryption-missing`, `result-range`), naming whose parts are missing or unproven.
        """
        closing = self._closed()
        sized = closing.sized or closing.counted
        assert sized is not None
        return declaration(self.setup, closing.tally, sized.weight, closing.parts, closing.strong)

    def declare(self) -> Step:
        """Publishes the result. Raises `Refused` as `declaration`."""
        with self._lock:
            self._refuse_early(Kind.RESULT)
            data = self.declaration().record
            self._closed().take_result(data)
            return self._append(Kind.RESULT, data)

    # within

    def _append(self, kind: Kind, *data: bytes) -> Step:
        step = self._writer.append(kind, *data)
        self.state = step.state
        return step

    def _prove(self, owner: int, strong: bytes) -> None:
        found = read_strong_proof(self.setup.election.group, strong)
        if found.owner != owner:
            raise Refused("decryption-strong", f"the strong proof is by trustee {found.owner}, not by {owner}")
        self._closed().check_strong(found)
        add_beside(self._writer.path, strong)

    def _recall_proofs(self) -> None:
        """The strong proofs beside the archive. One whose part never came into it says nothing."""
        for number, line in enumerate(lines_beside(self._writer.path), 1):
            with within(f"strong proof {number}"):
                found = read_strong_proof(self.setup.election.group, line)
                if self._closing is not None and found.payload in self._closing.payloads:
                    self._closing.check_strong(found)

    def _refuse_early(self, kind: Kind) -> None:
        self._writer.refuse(kind)

    def _refuse_again(self, read: ballot.Ballot, digest: bytes) -> None:
        with within(f"ballot {read.tracker}"):
            self._box.refuse_again(digest)

    def _refuse_copies(self, data: bytes, marks: Sequence[int]) -> None:
        for number in {self._marks[mark] for mark in marks if mark in self._marks}:
            refuse_copy(self.setup.election, number, self._data(number), self._box.count + 1, data)

    def _data(self, number: int) -> bytes:
        return self._writer.archive.records.read(self._box.at(number)).data

    def _take(self, read: ballot.Ballot, digest: bytes, weight: int, marks: Sequence[int], step: Step) -> Receipt:
        number, before = self._box.begin(step.data[0].at), self._box.place_of.get(read.credential)
        if before is not None:
            take_out(self.setup, self._running, self._data(before))
        self._box.enter(number, read.credential, digest)
        self._running.add(read.ciphertexts(), weight)
        self._marks.update(dict.fromkeys(marks, number))
        return Receipt(tracker=read.tracker, number=number, replaced=before is not None, step=step)

    def _closed(self) -> Closing:
        if self.state in (State.NONE, State.OPEN):
            raise Refused("event-missing", "the voting goes on; close it first")
        if self._closing is None:
            self._closing = Closing(setup=self.setup, counted=self._running.sized(), object=self._judge.object)
        return self._closing

    def _replay(self, step: Step) -> None:
        """What `cast` and the other deeds did to the memory, from the event they left."""
        with within(step.place):
            self._replayed(step)
        if step.digest == self._sought:
            self._sought = None

    def _replayed(self, step: Step) -> None:
        data = [record.data for record in step.data]
        self.state = step.state
        match step.event.kind:
            case Kind.SETUP:
                self.setup: Setup = read_setup(*data[:3])
                self._box = Box(credentials=self.setup.credentials)
                self._running = RunningTally(self.setup.election)
            case Kind.BALLOT:
                read = ballot.read(self.setup.election, data[0])
                weight = self.setup.credentials.weight(read.credential)
                self._box.refuse_again(sha256(data[0]).digest())
                self._take(read, sha256(data[0]).digest(), weight, [*marks_of(self.setup.election, read)], step)
            case Kind.ENCRYPTED_TALLY:
                self._closed().take_tally(data[0], data[1])
            case Kind.SHUFFLE:
                self._closed().take_shuffle(data[0], data[1])
            case Kind.PARTIAL_DECRYPTION:
                self._closed().take_part(data[0], data[1])
            case Kind.RESULT:
                self._closed().take_result(data[0])
            case Kind.END_BALLOTS | Kind.END_SHUFFLES:
                pass
            case _:
                assert_never(step.event.kind)


def _owned(owner: int, data: bytes) -> bytes:
    value: dict[str, Any] = {"owner": owner, "payload": sha256(data).hexdigest()}
    return canonical.encode(value)
