"""Playing the history of Tolunay: every act is drafted, signed, held and entered through the gate.

Time runs as it would have run. An act is drafted on the head of the hour at which it was signed, waits for
as long as its class asks, and enters when its hold has run, behind whatever was signed later and held for
less. So the order of numbers is that of entry, and `seen` is what the signers could really have seen.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from qurultay.acts.classes import class_of
from qurultay.acts.law import rows_of
from qurultay.cli.tolunay.balloting import BallotBox
from qurultay.cli.tolunay.chronicle import HERE, Step, history
from qurultay.cli.tolunay.founding import FOUNDED, constitution, founding
from qurultay.cli.tolunay.public_keys import KeyRing, PublicDraws, public_key
from qurultay.cli.tolunay.signing import Desk
from qurultay.cli.tolunay.today import LATEST, last_chapter
from qurultay.cli.tolunay.watching import Witnesses
from qurultay.cli.tolunay.words import Words
from qurultay.gazette.gate import Gate, GateKeys, Submission
from qurultay.press.preflight.facts_file import load_facts
from qurultay.press.preflight.knowledge import Knowledge

FACTS = HERE / "facts.yaml"
"""What the press knows of Tolunay; `qurultay demo` lays a copy beside the record."""
Progress = Callable[[int, int], None]
"""Told after each day: how many acts are entered, and how many steps there are."""


@dataclass(frozen=True, kw_only=True)
class Waiting:
    """A signed act in its hold."""

    step: Step
    due: datetime
    submission: Submission


def play(
    record: Path, home: Path, progress: Progress = lambda done, of: None, now: datetime | None = None
) -> dict[str, int]:
    """Found Tolunay in an empty folder and play its whole history; the number of each step's act by its name.

    Where the moment is given at which somebody looks, a session follows that is open then (`today.py`).

    Raises `Objected` where an act of the history is out of order: then the data is wrong, not the gate.
    """
    words, draw = Words(), PublicDraws()
    with found(record, home, words, draw) as gate:
        stage = Stage(gate, words, draw, Witnesses(home / "witnesses", gate), BallotBox(home / "box"))
        steps = history()
        for step in steps:
            stage.until(step.signed)
            stage.sign(step)
            progress(gate.size, len(steps) + 1)
        stage.until(datetime.max.replace(tzinfo=FOUNDED.tzinfo))
        for step in last_chapter(now, gate.book) if now is not None else ():
            stage.sign(step)
            stage.until(step.signed + LATEST)
        progress(gate.size, gate.size)
    return stage.numbers


def found(record: Path, home: Path, words: Words, draw: PublicDraws) -> Gate:
    """The record of Tolunay with its founding act alone, open for what follows."""
    keys = GateKeys(
        gate=public_key("gate"),
        log=public_key("log"),
        next_gate=public_key("gate", 1),
        next_log=public_key("log", 1),
    )
    known = Knowledge(facts=load_facts(FACTS))
    return Gate.found(record, home, keys, founding(words, draw), int(FOUNDED.timestamp()), known)


class Stage:
    """The gate with what waits before it, and the clock of the history."""

    def __init__(self, gate: Gate, words: Words, draw: PublicDraws, witnesses: Witnesses, box: BallotBox) -> None:
        body = constitution()
        owners = [holder.post for holder in body.holders] + [keeper.id for keeper in body.keepers]
        self.gate, self.witnesses = gate, witnesses
        self.desk = Desk(gate, words, draw, KeyRing(public_key(owner) for owner in owners), box)
        self.numbers = {"founding": 0}
        self.waiting: list[Waiting] = []

    def sign(self, step: Step) -> None:
        """Draft a step on the present head, have it signed, and let it wait out its hold."""
        prepared, submission = self.desk.sign(step, self.numbers)
        rows = rows_of(prepared.act, self.gate.book)
        class_ = class_of(rows) if rows else "ordinary"
        hold = timedelta(hours=self.gate.book.rules_on(prepared.act.date).rules.hold_hours(class_))
        announcing = timedelta(days=1) if class_ == "entrenched" else timedelta()
        if step.enters:
            self.waiting.append(Waiting(step=step, due=step.signed + hold + announcing, submission=submission))

    def until(self, moment: datetime) -> None:
        """Enter whatever has waited long enough by then, day by day, each day under one head that witnesses see."""
        due = sorted((each for each in self.waiting if each.due <= moment), key=lambda each: each.due)
        for day in dict.fromkeys(each.due.date() for each in due):
            today = [each for each in due if each.due.date() == day]
            self._enter(today)
            self.witnesses.see(int(today[-1].due.timestamp()) + 60)
        self.waiting = [each for each in self.waiting if each not in due]

    def _enter(self, today: list[Waiting]) -> None:
        entering = [(each.submission, int(each.due.timestamp())) for each in today]
        numbers = self.gate.publish_many(entering)
        self.numbers |= {each.step.name: number for each, number in zip(today, numbers, strict=True)}
