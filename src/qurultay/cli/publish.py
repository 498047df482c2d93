"""`qurultay publish`: what is signed and has waited its time is entered. It cannot be undone."""

from pathlib import Path
from typing import Annotated

import typer

from qurultay.acts.amending import Contested
from qurultay.cli import moment, screen
from qurultay.cli.asking_witnesses import ask_witnesses
from qurultay.cli.at_desk import clear_away, known_beside, when_published
from qurultay.cli.documents import say_findings
from qurultay.cli.fingerprints import grouped
from qurultay.cli.gate_here import gate_keys, open_gate
from qurultay.cli.house import House, house_around
from qurultay.cli.options import HouseOption, PassphraseOption
from qurultay.gazette.desk import Desk
from qurultay.gazette.gate import Gate, GateKeys
from qurultay.gazette.objections import Objected, Objection
from qurultay.gazette.preflight import Known, comes_later, objections, released_at, reserved
from qurultay.gazette.waiting import Waiting, part_files


def publish(
    what: Annotated[
        list[str] | None,
        typer.Argument(metavar="[ID]...", help="The drafts to publish; without one, all that may enter now."),
    ] = None,
    house: HouseOption = None,
    passphrase_file: PassphraseOption = None,
) -> None:
    """Enter what is signed and has waited its time in the record.

    Publishing the same draft again is harmless. What still waits is left, and it is said until when.
    """
    found = house_around(Path(what[0]) if what and Path(what[0]).is_dir() else None, house)
    keys = gate_keys(found, passphrase_file)
    if not found.founded:
        _found(found, keys)
        return
    with open_gate(found, keys) as gate:
        desk = Desk(found.desk)
        clear_away(desk, gate.known)
        entered = [n for waiting in _chosen(desk, gate, what) if (n := _publish(desk, gate, waiting)) is not None]
        clear_away(desk, gate.known)
        if entered:
            ask_witnesses(found, gate)
            screen.say(f"The record has {gate.size} acts. `qurultay build` makes its site anew.")


def _chosen(desk: Desk, gate: Gate, what: list[str] | None) -> list[Waiting]:
    """The drafts that were named, or all with their signatures; stops before what they stop, notices before the rest."""
    if what:
        named = [Path(each).name for each in what]
        for id in [id for id in named if id in gate.book.ids]:
            screen.say(f"{id} is act {gate.book.ids[id]} of the record already.")
        return [desk.review(id, gate.known, moment.now()) for id in named if id not in gate.book.ids]
    look = desk.look()
    for fault in look.faults:
        screen.warn(str(fault))
    reviewed = [desk.review(each.id, gate.known, moment.now()) for each in look.waiting]
    if not reviewed:
        screen.say("Nothing waits on the desk.")
    for each in reviewed:
        for objection in desk.still_to_sign(each, gate.known, moment.now()):
            screen.say(f"{each.id} waits: {objection.sentence}")
    ripe = [each for each in reviewed if each.complete is not None and not _waits_in_public(gate, each)]
    return sorted(ripe, key=lambda each: (not _stops(each), each.laid))


def _waits_in_public(gate: Gate, waiting: Waiting) -> bool:
    """Is it still to be announced, or to wait its month, or for the muster? Then it is said, and the others enter."""
    against = objections(gate.known, waiting.text, waiting.lines, part_files(waiting), moment.now())
    later = [each for each in against if comes_later(each, waiting.act, gate.book)]
    for objection in later:
        screen.say(f"{waiting.id} waits: {objection.sentence}")
    return bool(later)


def _stops(waiting: Waiting) -> bool:
    return isinstance(waiting.act.body, Contested) and waiting.act.body.draft is not None


def _publish(desk: Desk, gate: Gate, waiting: Waiting) -> int | None:
    """Its number; None while it has to wait. Raises `Objected` with everything in the way, and nothing is entered."""
    now = moment.now()
    against = objections(gate.known, waiting.text, waiting.lines, part_files(waiting), now)
    against += _stopping(desk, waiting)
    if against:
        raise Objected([Objection(each.code, f"{waiting.id}: {each.sentence}") for each in against])
    if waiting.complete is None or released_at(waiting.act, gate.book, waiting.complete) > now:
        screen.say(f"{waiting.id}: {when_published(gate.known, waiting, now)}")
        return None
    _say_warnings(gate, waiting)
    number = gate.publish(desk.submission(waiting.id), now)
    screen.say(f"{waiting.id} is entered as act {number}.")
    return number


def _say_warnings(gate: Gate, waiting: Waiting) -> None:
    """What the press warned of, and those who signed let stand: it is said once more before it is for ever."""
    found = reserved(gate.known, waiting.text, part_files(waiting))
    warned = [each for each in found if each.severity in ("error", "warning")]
    if warned:
        screen.say(f"{waiting.id}: signed with this remarked on it:")
        say_findings(warned)


def _stopping(desk: Desk, waiting: Waiting) -> list[Objection]:
    """A stop that is signed and not entered yet binds already: whoever laid it down meant this draft."""
    for other in desk.look().waiting:
        body = other.act.body
        if isinstance(body, Contested) and body.draft == waiting.text_hash and other.lines:
            return [Objection("stopped", f"a stop of it, signed, waits on the desk as {other.id}; publish that first")]
    return []


def _found(house: House, keys: GateKeys) -> None:
    """Found the record with the founding that waits on the desk, and print its name for paper."""
    desk, nothing = Desk(house.desk), Known(press=known_beside(house.desk))
    waiting = [desk.review(each.id, nothing, moment.now()) for each in desk.look().waiting]
    if len(waiting) != 1:
        many = "no founding waits" if not waiting else f"{len(waiting)} drafts wait, and a record begins with one"
        raise Objected(
            [Objection("founding", f"On the desk {many}; lay {house.founding.name} down with `qurultay check`.")]
        )
    (founding,) = waiting
    against = objections(nothing, founding.text, founding.lines, part_files(founding), moment.now())
    if against:
        raise Objected(against)
    with Gate.found(house.record, house.home, keys, desk.submission(founding.id), moment.now()) as gate:
        clear_away(desk, gate.known)
        screen.say("", f"The record is founded. Its name, for paper and for ever ({gate.head.origin}):", "")
        screen.say(*(f"      {row}" for row in grouped(gate.founding)), "")
        screen.say(
            "Print it, and give it to everybody who should be able to check the record: qurultay verify --fingerprint …"
        )
        ask_witnesses(house, gate)
