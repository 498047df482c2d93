"""Large records for measuring: a founding, then letters by two officers, entered through the real store."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

from qurultay.acts.act import Seen, new_act, text_of
from qurultay.acts.writing import Issued
from qurultay.record.home import Home
from qurultay.record.parts import commit
from qurultay.record.writer import Writer
from qurultay.tlog.armour import armour
from qurultay.tlog.checkpoint import Checkpoint
from qurultay.tlog.keys import SigningKey
from qurultay.tlog.note import Note
from qurultay.tlog.tree import Frontier, leaf_hash
from tests.hall import OFFICERS, Hall, constitution, rules, seeded

NAMES = ("text.en", "text.ug", "text.kk", "title.en")
"""Their commitments stand under `sealed`, so that what is measured is acts and not the reading of small files."""
START = datetime(2026, 6, 2, tzinfo=UTC)


def sign_head(head: Checkpoint) -> Note:
    """The head under the log's key."""
    return Note(head.text(), (SigningKey(head.origin, seeded("log").private).sign(head.text()),))


def long_hall() -> Hall:
    """A hall whose founding keys last for the years a long record spans."""
    return Hall(constitution(rules=rules(founding_days=3650)))


def letters(hall: Hall, count: int) -> Iterator[tuple[bytes, int]]:
    """Letters of about 1,200 bytes with their entry lines, one every ten minutes, each on the head before it."""
    frontier = Frontier()
    frontier.append(leaf_hash(hall.notes[0]))
    officers = [seeded(o) for o in OFFICERS]
    for number in range(1, count + 1):
        moment = START + timedelta(minutes=10 * number)
        day = (moment + timedelta(hours=3)).date()
        act = new_act(
            Issued(form="letter", authentic=("en",), addressee=f"addressee/ministry-{number % 97}"),
            id=_id(number),
            date=day,
            enter_by=day + timedelta(days=30),
            issuers=("body/government",),
            signatories=OFFICERS,
            seen=Seen(root=armour(frontier.root()), size=number),
            record=hall.book.founding,
            basis="act/0/rule/issued",
            sealed={name: commit(number.to_bytes(32, "big"), name.encode()) for name in NAMES},
        )
        text = text_of(act)
        seconds = int(moment.timestamp())
        note = Note(text, (*(key.sign(text) for key in officers), hall.gate.cosign(text, seconds))).encode()
        frontier.append(leaf_hash(note))
        yield note, seconds


def _id(number: int) -> str:
    letters = "0123456789abcdefghjkmnpqrstvwxyz"
    drawn = ""
    for _ in range(8):
        number, digit = divmod(number, 32)
        drawn = letters[digit] + drawn
    return drawn


def write_record(folder: Path, home: Path, count: int) -> int:
    """A record of a founding and so many letters; the second after the last entry."""
    hall = long_hall()
    log = [seeded("log").material]
    notes = list(letters(hall, count))
    with Writer.found(folder, Home(home), hall.book.label, hall.notes[0], {}, sign_head, log) as writer:
        for at in range(0, count, 2048):
            run = [note for note, _ in notes[at : at + 2048]]
            writer.append(run, {}, sign_head)
    return notes[-1][1] + 1
