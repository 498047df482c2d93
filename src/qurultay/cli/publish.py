"""`qurultay publish`: what is signed and has waited its time is entered. It cannot be undone."""

from pathlib import Path
from typing import Annotated

import typer

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
from qurultay.gazette.preflight import Known, objections, reserved
from qurultay.gazette.publishing import enter, in_turn, waits_in_public
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
        for objection in (*desk.still_to_sign(each, gate.known, moment.now()), *_still_public(gate, each)):
            screen.say(f"{each.id} waits: {objection.sentence}")
    return in_turn(each for each in reviewed if each.complete is not None and not _still_public(gate, each))


def _still_public(gate: Gate, waiting: Waiting) -> list[Objection]:
    """What a signed draft has still to wait for in public."""
    return waits_in_public(gate.known, waiting, moment.now()) if waiting.complete is not None else []


def _publish(desk: Desk, gate: Gate, waiting: Waiting) -> int | None:
    """Its number; None while it has to wait. Raises `Objected` with everything in the way, and nothing is entered."""
    number = enter(desk, gate, waiting, moment.now(), before=lambda: _say_warnings(gate, waiting))
    if number is None:
        screen.say(f"{waiting.id}: {when_published(gate.known, waiting, moment.now())}")
    else:
        screen.say(f"{waiting.id} is entered as act {number}.")
    return number


def _say_warnings(gate: Gate, waiting: Waiting) -> None:
    """What the press warned of, and those who signed let stand: it is said once more before it is for ever."""
    found = reserved(gate.known, waiting.text, part_files(waiting))
    warned = [each for each in found if each.severity in ("error", "warning")]
    if warned:
        screen.say(f"{waiting.id}: signed with this remarked on it:")
        say_findings(warned)


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
