"""Verifying an election, from nothing but its archive (specification 3.5, after the tally).

    1. the archive is read event by event (`archive.reader`)
    2. Setup: trustees, key, credentials (`setup`)
    3. every ballot: credential, proofs, signature, never twice, never copied (`box`)
    4. every step after the voting, against the one before (`closing`)
    5. where no result was declared, that one can be: a false factor shows here, if nowhere else

What cannot be read ends the work; what can be read and does not hold is found, and the work goes on. The archive is read
once, in order; ballots are checked in pieces, by as many workers as are asked for, and few bytes of each are remembered.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from io import BytesIO
from os import PathLike
from pathlib import Path
from typing import assert_never

from qurultay.ballots.archive.events import Kind, State
from qurultay.ballots.archive.reader import Archive, Step
from qurultay.ballots.box import (
    CREDENTIALS,
    PIECE,
    Box,
    Cast,
    Checked,
    check_credentials,
    check_piece,
    credential_in,
    refuse_copy,
    take_out,
)
from qurultay.ballots.closing import Closing
from qurultay.ballots.decryption.beside import lines_beside
from qurultay.ballots.decryption.strong import read_strong_proof
from qurultay.ballots.engine import Pieces, engine, workers_here
from qurultay.ballots.errors import Refused, within
from qurultay.ballots.judge import Judge, Mode
from qurultay.ballots.report import MOST_FINDINGS, Report
from qurultay.ballots.setup import Setup, read_setup
from qurultay.ballots.tally import RunningTally, SizedTally

Progress = Callable[[int, int], None]
"""Told how many bytes of the archive are done, and of how many."""


def verify(
    path: str | PathLike[str],
    *,
    workers: int | None = None,
    mode: Mode | str = Mode.STRICT,
    engine_name: str = "local",
    strong_proofs: Iterable[bytes] | None = None,
    progress: Progress | None = None,
) -> Report:
    """Everything that an archive says of itself, checked.

    `workers` are processes (all processors by default). `mode` is `strict`, or `belenios-2.0` to judge as Debian's
    belenios-tool does: what it lets through is then a remark. `strong_proofs` are lines, by default those that stand
    beside the archive; one whose part is not in the archive says nothing.

    Raises `OSError` where the file cannot be read and `Refused` (`engine`) where there is nobody to work; whatever is
    wrong with the archive stands in the report.
    """
    judge, count = Judge(Mode(mode)), workers_here() if workers is None else workers
    with engine(engine_name, count) as executor:
        work = _Verification(judge, Pieces(executor, count), progress or (lambda done, size: None))
        work.run(lambda: Archive.open(path), [*(lines_beside(Path(path)) if strong_proofs is None else strong_proofs)])
    return work.report()


def verify_bytes(
    data: bytes, *, strong_proofs: Iterable[bytes] = (), witness: Callable[[Step], None] | None = None
) -> Report:
    """The same of an archive that is in memory, as one from a record in a zip; here, in this process.

    `witness` is shown each event as it is read, so that whoever grows the box's tree need not read the archive again.
    """
    with engine("local", 1) as executor:
        work = _Verification(Judge(), Pieces(executor, 1), lambda done, size: None, witness or (lambda step: None))
        work.run(lambda: Archive(BytesIO(data)), [*strong_proofs])
    return work.report()


class _Verification:
    """The work, and what it remembers from one event to the next."""

    def __init__(
        self, judge: Judge, pieces: Pieces, progress: Progress, witness: Callable[[Step], None] = lambda step: None
    ) -> None:
        self._judge, self._pieces, self._progress, self._witness = judge, pieces, progress, witness
        self._findings, self._found = list[Refused](), 0
        self._checked: Counter[str] = Counter()
        self._state, self._head, self._sha256 = State.NONE, "", ""
        self._setup: Setup | None = None
        self._closing: Closing | None = None
        self._piece = list[Cast]()
        self._counted: SizedTally | None = None

    def run(self, opened: Callable[[], Archive], strong: list[bytes]) -> None:
        """Steps 1 to 5."""
        with self._finding(), opened() as archive:
            self._archive, self._sha256 = archive, archive.sha256()
            for step in archive.steps(self._judge):  # 1
                self._state, self._head = step.state, step.digest
                self._checked["events"] += 1
                self._witness(step)
                if step.event.kind is Kind.SETUP:
                    with within(step.place):
                        self._begin(step)  # 2
                elif step.event.kind is Kind.BALLOT:
                    with self._finding():
                        self._cast(step)  # 3
                else:
                    self._go_on(step)  # 4
                self._progress(step.record.end, archive.records.size)
            self._count()
            self._conclude(strong)  # 5
        self._pieces.finish()

    def report(self) -> Report:
        """What was found."""
        election = self._setup.election if self._setup else None
        declared = self._closing.declared if self._closing else None
        return Report(
            mode=self._judge.mode,
            state=self._state,
            name=election.name if election else "",
            uuid=election.uuid if election else "",
            fingerprint=election.fingerprint if election else "",
            head=self._head,
            sha256=self._sha256,
            ballots=self._box.count if self._setup else 0,
            voters=len(self._box.place_of) if self._setup else 0,
            weight=self._counted.weight if self._counted else 0,
            result=None if declared is None else tuple(declared.to_json()["result"]),
            checked=dict(self._checked),
            findings=tuple(self._findings),
            remarks=tuple(self._judge.remarks),
            found=self._found,
        )

    @contextmanager
    def _finding(self) -> Iterator[None]:
        """Whatever is refused inside is found; the work inside ends, the work outside goes on."""
        try:
            yield
        except Refused as refused:
            self._find(refused)

    def _find(self, refused: Refused) -> None:
        self._found += 1
        if len(self._findings) < MOST_FINDINGS:
            self._findings.append(refused)

    # 2

    def _begin(self, step: Step) -> None:
        self._setup = setup = read_setup(*(record.data for record in step.data[:3]))
        self._box, self._tally = Box(credentials=setup.credentials), RunningTally(setup.election)
        self._checked["trustees"] = len(setup.trustees.keys)
        listed = list(setup.credentials.weights)
        for at in range(0, len(listed), CREDENTIALS):
            some = listed[at : at + CREDENTIALS]
            self._pieces.submit(self._take_credentials, check_credentials, setup.election.group.name, some, at + 1)

    def _take_credentials(self, checked: tuple[int, tuple[Refused, ...]]) -> None:
        count, refused = checked
        self._checked["credentials"] += count
        for one in refused:
            self._find(one)

    # 3

    def _cast(self, step: Step) -> None:
        assert self._setup is not None
        (record,) = step.data
        number = self._box.begin(record.at)
        with within(f"ballot {number}"):
            credential = credential_in(self._setup.election, record.data)
            weight = 1 if credential is None else self._setup.credentials.weight(credential)
            digest = bytes.fromhex(record.digest)
            try:
                self._box.refuse_again(digest)
            except Refused as refused:
                self._judge.object(refused)
        if credential is not None:
            self._box.enter(number, credential, digest)
        self._piece.append(Cast(number=number, data=record.data, weight=weight))
        if len(self._piece) == PIECE:
            self._submit()

    def _submit(self) -> None:
        assert self._setup is not None
        if self._piece:
            tolerant = self._judge.mode is not Mode.STRICT
            self._pieces.submit(self._take, check_piece, self._setup.election.data, self._piece, tolerant)
            self._piece = []

    def _take(self, checked: Checked) -> None:
        self._tally.join(checked.tally)
        for number, marks in checked.marks:
            self._box.remember(number, marks)
        self._checked["ballots"] += checked.count
        self._judge.remarks += checked.remarks
        for refused in checked.refused:
            self._find(refused)

    def _count(self) -> Closing:
        """The end of the voting: all ballots are checked, copies are sought, replaced ballots are taken out."""
        assert self._setup is not None
        if self._closing is None:
            self._submit()
            self._pieces.finish()
            for one, two in self._box.alike():
                with self._finding():
                    self._refuse_copy(one, two)
            self._findings.sort(key=_ballot_number)
            if not self._found:
                for number in self._box.replaced:
                    take_out(self._setup, self._tally, self._data(number))
                self._counted = self._tally.sized()
            self._closing = Closing(
                setup=self._setup,
                counted=self._counted,
                object=self._judge.object,
                executor=self._pieces.executor,
            )
        return self._closing

    def _refuse_copy(self, one: int, two: int) -> None:
        assert self._setup is not None
        try:
            refuse_copy(self._setup.election, one, self._data(one), two, self._data(two))
        except Refused as refused:
            self._judge.object(refused)

    def _data(self, number: int) -> bytes:
        return self._archive.records.read(self._box.at(number)).data

    # 4

    def _go_on(self, step: Step) -> None:
        """A shuffle that does not hold ends the work, since nothing after it can be judged."""
        closing = self._count()
        data = [record.data for record in step.data]
        match step.event.kind:
            case Kind.ENCRYPTED_TALLY:
                with self._finding(), within(step.place):
                    closing.take_tally(*data)
            case Kind.SHUFFLE:
                with within(step.place):
                    closing.take_shuffle(*data)
                self._checked["shuffles"] += 1
            case Kind.PARTIAL_DECRYPTION:
                with self._finding(), within(step.place):
                    closing.take_part(*data)
                    self._checked["decryptions"] += 1
            case Kind.RESULT:
                with self._finding(), within(step.place):
                    closing.take_result(*data)
                    self._checked["results"] += 1
            case Kind.END_BALLOTS | Kind.END_SHUFFLES:
                pass
            case Kind.SETUP | Kind.BALLOT:
                raise AssertionError("these were taken before")
            case _:
                assert_never(step.event.kind)

    # 5

    def _conclude(self, strong: list[bytes]) -> None:
        closing = self._count()
        for number, line in enumerate(strong, 1):
            with self._finding(), within(f"strong proof {number}"):
                proof = read_strong_proof(closing.setup.election.group, line)
                if proof.payload in closing.payloads:
                    closing.check_strong(proof)
                    self._checked["strong proofs"] += 1
        if self._state is State.DECRYPTING and not self._found:
            closing.result()
        for owner in closing.dissenting:
            self._find(Refused("decryption-strong", "the part contradicts those of the others", f"trustee {owner}"))


def _ballot_number(refused: Refused) -> int:
    """Whose fault it is, so that a report is the same however many work; the credentials come before all ballots."""
    found = re.match(r"ballot (\d+)", refused.place)
    return int(found[1]) if found else 0
