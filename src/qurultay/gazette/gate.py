"""The gate: the only way into the record. `publish` and `withhold` are its two deeds.

Gather, decide, apply: the act, its signatures and its parts are gathered by the desk; the same `Judge`
that every stranger's verifier uses decides; one append applies. What is entered is entered for ever,
so everything that stands in the way is said at once and nothing is half done.

The gate is not an authority. It can refuse and delay, and it cannot forge: its line at the foot of an
act says only when the act was entered (design §3a.2).
"""

from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from qurultay.acts.act import Act, Entry, read_act, text_hash
from qurultay.acts.amending import Withheld
from qurultay.acts.book import Register
from qurultay.acts.carrying_on import Announced, OperatorChanged, Recovered
from qurultay.acts.constituting import Constituted
from qurultay.acts.kinds import Body
from qurultay.acts.office import KeyEnrolled
from qurultay.gazette.objections import Objected, Objection
from qurultay.gazette.preflight import Known, hold_of, part_objections, released_at
from qurultay.gazette.preparing import Prepared, Random, prepare
from qurultay.gazette.proofreading import word_objections
from qurultay.gazette.wholeness import clock_objections, credible, file_objections, restored
from qurultay.press.preflight.facts_file import facts_beside
from qurultay.press.preflight.knowledge import Knowledge, of_record
from qurultay.record.errors import Broken
from qurultay.record.folder import Folder
from qurultay.record.heads_judged import origin_of, suggested_policy
from qurultay.record.holdings import kept_parts, withheld_by
from qurultay.record.home import Home
from qurultay.record.judging import Judge, KeyPool, ReadNote, check_lines, enrolled_by, read_note
from qurultay.record.layout import POLICY
from qurultay.record.store import Record
from qurultay.record.verify import Remembered, verify
from qurultay.record.writer import Ask, Writer
from qurultay.tlog.armour import unarmour
from qurultay.tlog.checkpoint import Checkpoint
from qurultay.tlog.errors import Refused
from qurultay.tlog.keys import SigningKey
from qurultay.tlog.note import Line, Note


@dataclass(frozen=True, kw_only=True)
class Submission:
    """An act that is put to the gate: its text, the officers' lines, its part files by hash, and since when it is held."""

    text: bytes
    lines: tuple[Line, ...]
    parts: Mapping[str, bytes]
    held_since: int


@dataclass(frozen=True, kw_only=True)
class GateKeys:
    """The gate's and the log's key, and those that are to follow them, if an act enrols new ones."""

    gate: SigningKey
    log: SigningKey
    next_gate: SigningKey | None = None
    next_log: SigningKey | None = None


class Gate(AbstractContextManager["Gate"]):
    """A record open for publishing, by one writer at a time. Opening verifies the record first."""

    def __init__(self, record: Path, home: Path, keys: GateKeys, now: int, press: Knowledge | None = None) -> None:
        self.folder, self.keys = record, keys
        self._press = press if press is not None else Knowledge(facts=facts_beside(record))
        logs = [key.material for key in (keys.log, keys.next_log) if key is not None]
        kept = Home(
            home
        ).head()  # asked before recovery, which also takes what somebody else appended with a copy of the key
        self._writer = Writer(record, Home(home), logs)
        self._now = now
        self._policy = b""
        self._trusted = kept[0] if kept is not None else None
        try:
            self._read_again()
            self._finish_withholding()
        except BaseException:
            self._writer.close()
            raise

    @classmethod
    def found(
        cls, record: Path, home: Path, keys: GateKeys, founding: Submission, now: int, press: Knowledge | None = None
    ) -> "Gate":
        """Enter act 0 and open the record that begins with it. Raises `Objected` with nothing written."""
        note, read = _assembled(0, founding, keys.gate, now)
        press = press if press is not None else Knowledge(facts=facts_beside(record))
        worded = word_objections(read.act, founding.parts, Register(), press)
        _refuse([*_judged(Judge(), KeyPool(), read), *part_objections(read.act, founding.parts), *worded])
        _refuse_other_log(read.act, keys.log)
        judge = Judge()
        pool = KeyPool()
        pool.learn(read.act)
        judge.enter(read, check_lines(0, read.note, pool))
        Writer.found(
            record,
            Home(home),
            judge.book.label,
            note,
            founding.parts,
            lambda head: _head(keys.log, head),
            [keys.log.material],
        ).close()
        return cls(record, home, keys, now, press)

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Let another writer in."""
        self._writer.close()

    @property
    def book(self) -> Register:
        """The register as it stands."""
        return self._judge.book

    @property
    def known(self) -> Known:
        """What the acts entered so far say, for the desk."""
        return Known(self._judge, self._pool, self._knows)

    @property
    def size(self) -> int:
        """How many acts there are."""
        return self._judge.tree.size

    @property
    def head(self) -> Checkpoint:
        """The head as it was committed."""
        return self._writer.head

    @property
    def founding(self) -> str:
        """The founding fingerprint: the record's name."""
        return self._judge.book.founding

    def draft(
        self,
        body: Body,
        *,
        signatories: Sequence[str],
        issuers: Sequence[str],
        today: date,
        random: Random,
        **fields: Any,
    ) -> Prepared:
        """An act prepared on the present head; the further fields are those of `preparing.prepare`."""
        return prepare(
            body,
            self.book,
            self._judge.roots[-1],
            signatories=signatories,
            issuers=issuers,
            today=today,
            random=random,
            **fields,
        )

    def objections(self, submission: Submission, now: int) -> list[Objection]:
        """Everything that stands in the way of entering this now; empty where nothing does."""
        try:
            _, read = _assembled(self.size, submission, self._entering_key(submission.text), now)
        except Broken as bad:
            return [Objection(bad.code, bad.sentence)]
        return [
            *_judged(self._judge, self._pool, read),
            *part_objections(read.act, submission.parts, restored(read.act, self.book)),
            *word_objections(read.act, submission.parts, self.book, self._knows),
            *self._hold_objections(read, submission, now),
            *self._machine_objections(read.act),
            *self._file_objections(read.act, submission.parts, now),
        ]

    def publish(self, submission: Submission, now: int) -> int:
        """Enter one act and give its number. The same text again is harmless and gives the number it has.

        Raises `Objected` with every objection, and nothing is written.
        """
        return self.publish_many([(submission, now)])[0]

    def publish_many(self, submissions: Sequence[tuple[Submission, int]]) -> list[int]:
        """Enter acts under one new head, all or none, each judged after those before it."""
        numbers: list[int] = []
        notes: list[bytes] = []
        parts: dict[str, bytes] = {}
        try:
            for submission, now in submissions:
                self._now = max(self._now, now)
                known = self._entered.get(text_hash(submission.text))
                numbers.append(known if known is not None else self._take(submission, now, notes, parts))
            if notes:
                self._append(notes, parts)
        except BaseException:
            if notes:  # something was taken into the register that the disk does not have
                self._read_again()
            raise
        return numbers

    def withhold(self, number: int) -> None:
        """Remove the part files that act `number`, a withholding already entered, names. Again is harmless."""
        self._writer.withhold(number, _withheld_digests(self.book, self.book.entries[number]))

    def ask_witnesses(self, ask: Ask) -> Note:
        """Show the committed head to witnesses and keep the lines of those who answer. The acts stand in any case."""
        witnesses = self.book.rules_on(date.max).rules.witnesses
        entered = self.book.entries[-1].entered

        def asked(record: Record, head: bytes) -> bytes:
            return credible(ask(record, head), entered, self._now)

        return self._writer.gather(asked, [(each.name, unarmour(each.key)) for each in witnesses])

    def keep_archive(self, path: str, data: bytes) -> None:
        """Put a file of an election in its place."""
        self._writer.keep(path, data)

    def _take(self, submission: Submission, now: int, notes: list[bytes], parts: dict[str, bytes]) -> int:
        _refuse(self.objections(submission, now))
        note, read = _assembled(self.size, submission, self._entering_key(submission.text), now)
        notes.append(note)
        self._pool.learn(read.act)
        entry = self._judge.enter(read, check_lines(read.number, read.note, self._pool))
        self._entered[entry.text_hash] = entry.number
        parts.update(submission.parts)
        return entry.number

    def _append(self, notes: list[bytes], parts: dict[str, bytes]) -> None:
        """The commit; a policy that is about to change is put aside first, so that no moment shows a wrong one."""
        policy = suggested_policy(self.book).encode()
        if policy != self._policy:
            self._writer.set_aside(POLICY)
        self._writer.append(notes, parts, self._sign_head)
        self._writer.keep(POLICY, policy)
        self._policy = policy
        self._finish_withholding(len(notes))

    def _sign_head(self, head: Checkpoint) -> Note:
        """The head is signed by the log key in force after its last act (design §3a.2)."""
        current = next(key.material for key in self.book.keys_of("log") if key.ended_by is None)
        for key in (self.keys.log, self.keys.next_log):
            if key is not None and key.material == current:
                return _head(key, head)
        raise Refused("unknown-signer", "the log key in force is not the one the gate was opened with")

    def _entering_key(self, text: bytes) -> SigningKey:
        """The gate key in force just after the act: the new one, where the act enrols it."""
        try:
            named = enrolled_by(read_act(text), self.book.label)
        except Refused:
            return self.keys.gate
        following = self.keys.next_gate
        if following is not None and any(unarmour(key) == following.cosigner_material for _, key in named):
            return following
        current = [key.material for key in self.book.keys_of("gate") if key.ended_by is None]
        return following if following is not None and following.cosigner_material in current else self.keys.gate

    def _hold_objections(self, read: ReadNote, submission: Submission, now: int) -> list[Objection]:
        """The hold of an act's class runs from its last signature; until then anybody entitled can stop it."""
        class_, hold = hold_of(read.act, self.book)
        left = released_at(read.act, self.book, submission.held_since) - now
        if not hold or left <= 0:
            return []
        return [
            Objection(
                "held",
                "an act of class {class_} waits {hours} hours after its last signature; {left} hours are left",
                class_=class_,
                hours=hold // 3600,
                left=-(-left // 3600),
            )
        ]

    def _machine_objections(self, act: Act) -> list[Objection]:
        """Keys that an act gives the gate and the log are in this gate's hands, or it could not go on after the act."""
        match act.body:
            case OperatorChanged(gate=gate, log=log):
                given = {"gate": gate, "log": log}
            case KeyEnrolled(use="log" | "gate" as use, key=key):
                given = {use: key}
            case Announced(gate=gate, log=log) | Recovered(gate=gate, log=log):
                given = {use: key for use, key in (("gate", gate), ("log", log)) if key is not None}
            case _:
                return []
        keys = self.keys
        held = {"log": [k.material for k in (keys.log, keys.next_log) if k is not None]}
        held["gate"] = [k.cosigner_material for k in (keys.gate, keys.next_gate) if k is not None]
        return [
            Objection(
                "unknown-signer",
                "the act gives the {use} a key that is not here; open the gate with it as the next one",
                use=use,
            )
            for use, key in given.items()
            if unarmour(key) not in held[use]
        ]

    def _file_objections(self, act: Act, parts: Mapping[str, bytes], now: int) -> list[Objection]:
        with Folder(self.folder) as source:
            clock = clock_objections(source, self._writer.head.size, now)
            return [*clock, *file_objections(act, parts, self.book, source)]

    def _read_again(self) -> None:
        """The state as the disk has it; every act up to the head beside the key was verified when it was entered."""
        with Folder(self.folder) as source:
            report = verify(source, now=self._now, known_good=self._trusted)
            self._knows = of_record(source, report.remembered.judge.book, self._press)
        self._trusted = report.head
        state: Remembered = report.remembered
        self._judge, self._pool = state.judge, state.pool
        self._entered = {entry.text_hash: entry.number for entry in self.book.entries}
        self._policy = suggested_policy(self.book).encode()
        self._still = report.parts.still_present
        self._writer.keep(POLICY, self._policy)

    def _finish_withholding(self, newest: int | None = None) -> None:
        """Remove what withholdings among the newest acts, or all of them, name: also after a crash in between."""
        first = 0 if newest is None else self.size - newest
        if newest is None and not self._still:
            return
        for entry in self.book.entries[first:]:
            if isinstance(entry.act.body, Withheld) and entry.ref not in self.book.fallen:
                self._writer.withhold(entry.number, _withheld_digests(self.book, entry))


def _assembled(number: int, submission: Submission, key: SigningKey, now: int) -> tuple[bytes, ReadNote]:
    """The note as it would be entered: the officers' lines, and the gate's entry line last. Raises `Broken`."""
    try:
        note = Note(submission.text, (*submission.lines, key.cosign(submission.text, now))).encode()
    except Refused as bad:
        raise Broken(bad.code, number, bad.sentence) from None
    return note, read_note(number, note)


def _judged(judge: Judge, pool: KeyPool, read: ReadNote) -> list[Objection]:
    learning = KeyPool(dict(pool.keys), pool.label)
    learning.learn(read.act)
    try:
        signed = check_lines(read.number, read.note, learning)
    except Broken as bad:
        return [Objection(bad.code, bad.sentence)]
    found = judge.objections(read.act, read.text_hash, signed[:-1], read.entered)
    return [Objection(each.code, each.sentence) for each in found]


def _withheld_digests(book: Register, entry: Entry) -> list[str]:
    """The hashes an act of withholding names, less those that are parts of another act which nobody withheld."""
    return sorted(set(withheld_by(book, [entry]).values()) - kept_parts(book))


def _refuse_other_log(act: Act, log: SigningKey) -> None:
    if isinstance(act.body, Constituted) and unarmour(act.body.log) != log.material:
        sentence = "the founding names another log key than the gate has; nobody could sign a head"
        _refuse([Objection("wrong-log-key", sentence)])


def _head(key: SigningKey, head: Checkpoint) -> Note:
    return Note(head.text(), (SigningKey(head.origin, key.private).sign(head.text()),))


def _refuse(objections: Sequence[Objection]) -> None:
    if objections:
        raise Objected(objections)


def origin(book: Register) -> str:
    """The first line of the record's checkpoints."""
    return origin_of(book.label, book.founding)
