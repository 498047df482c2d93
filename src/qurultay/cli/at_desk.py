"""At the desk of a house: what waits there, and what the record says of it. No key of the gate is needed for that."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from qurultay.acts.act import Act
from qurultay.cli import moment, screen
from qurultay.cli.house import House, find_house
from qurultay.cli.memory import memory
from qurultay.cli.refusing import Unusable
from qurultay.cli.sources import opened
from qurultay.cli.verify import judged
from qurultay.cli.wording import Wording, wording
from qurultay.gazette.desk import Desk
from qurultay.gazette.preflight import Known, hold_of, released_at
from qurultay.gazette.waiting import Waiting
from qurultay.press.preflight.facts_file import facts_beside
from qurultay.press.preflight.knowledge import Knowledge, of_record
from qurultay.press.refusal import Refusal


@dataclass(frozen=True)
class AtDesk:
    """A desk, and what the acts entered so far say."""

    desk: Desk
    known: Known
    words: Wording | None = None

    @property
    def offset(self) -> str:
        """The offset from UTC at the record's seat."""
        return self.known.book.rules.offset if self.known.book.entries else "+00:00"


@contextmanager
def at_desk(desk: Path, record: str | None) -> Iterator[AtDesk]:
    """The desk in this folder and the record beside it, verified; None where nothing is founded yet.

    Drafts whose act is in the record leave the desk. Raises `Broken`, `Refusal`, `Unusable`.
    """
    if record is None:
        yield AtDesk(Desk(desk), Known(press=known_beside(desk)))
        return
    with opened(record) as copy:
        state = judged(copy, memory(), None)[0].remembered
        known = Known(state.judge, state.pool, of_record(copy.source, state.judge.book, known_beside(desk)))
        found = AtDesk(Desk(desk), known, wording(copy.source, known.book))
        clear_away(found.desk, known)
        yield found


def known_beside(desk: Path) -> Knowledge:
    """What the press knows in this house: the shipped facts, and the body's own beside its desk and record."""
    return Knowledge(facts=facts_beside(desk))


def clear_away(desk: Desk, known: Known) -> None:
    """Drafts that have become acts leave the desk, and we say so."""
    for id, number in desk.clear_away({entry.text_hash: entry.number for entry in known.book.entries}):
        screen.say(f"{id} is act {number} of the record and has left the desk.")


@contextmanager
def at_house(house: House) -> Iterator[AtDesk]:
    """The desk of a house, and its record if it has one."""
    with at_desk(house.desk, str(house.record) if house.founded else None) as found:
        yield found


def desk_item(where: str, house: Path | None, record: str | None) -> tuple[Path, str, str | None]:
    """The desk, the id and the record that are meant by an id, or by the folder of a draft that was carried here.

    Raises `Unusable`.
    """
    folder = Path(where)
    if folder.is_dir():
        folder = folder.resolve()
        around = find_house(folder, house)
        beside = str(around.record) if around is not None and around.founded else None
        return folder.parent, folder.name, record or beside
    around = find_house(None, house)
    if around is None:
        raise Unusable(f"There is no folder {where!r}, and no house here on whose desk it could lie.")
    return around.desk, Path(where).name, record or (str(around.record) if around.founded else None)


def say_waiting(found: AtDesk, faults: Sequence[Refusal] = ()) -> None:
    """What waits on the desk, and for whom."""
    for waiting in found.desk.look().waiting:
        now = moment.now()
        still = found.desk.still_to_sign(waiting, found.known, now)
        screen.say(f"{waiting.id}: {waiting.act.kind} of {moment.day_said(waiting.act.date)}")
        for each in still:
            screen.say(f"  {each.sentence}")
        if not still:
            screen.say(f"  {when_published(found.known, waiting, now)}")
    for fault in found.desk.look().faults:
        screen.warn(str(fault))


def when_published(known: Known, waiting: Waiting, now: int) -> str:
    """When a draft that everybody has signed can be entered."""
    if waiting.complete is None:
        return "Its signatures are complete; its hold begins when the gate sees it next."
    at = released_at(waiting.act, known.book, waiting.complete)
    if at <= now:
        return "It can be published now."
    return f"Published on {moment.said(at)} unless somebody stops it."


def hold_said(act: Act, known: Known) -> str:
    """The class of an act and how long it waits."""
    class_, seconds = hold_of(act, known.book)
    if not known.book.entries:
        return "a founding; it waits for nobody but its signers"
    waits = f"waits {seconds // 3600} hours after its last signature" if seconds else "does not wait"
    if class_ in ("entrenched", "recovery"):
        waits = "enters only after a notice in the record has stood for its hold (qurultay announce)"
    return f"{class_}; it {waits}"
