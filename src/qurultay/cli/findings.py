"""What a verification found, in words and as data. We never claim more than a check has shown."""

from typing import Any

from qurultay.acts.act import Entry
from qurultay.cli import moment, screen
from qurultay.record.errors import Broken, NotWitnessed
from qurultay.record.layout import shown
from qurultay.record.store import Record
from qurultay.record.verify import Report
from qurultay.tlog.note import parse
from qurultay.tlog.tree import leaf_hash

GROUNDS = {
    "safety": "to protect a person",
    "request": "on request",
    "error": "as entered in error",
    "court": "by order of a court",
    "copyright": "for others' rights",
}


def verdict_line(report: Report) -> str:
    """The last line of a record that is intact; programs read it."""
    seen = report.witnessed
    return f"intact: {report.size} acts, founded as {report.founding}, witnessed by {len(seen.seen)} of {seen.known}"


def broken_line(bad: Broken) -> str:
    """The last line of one that is not.

    >>> broken_line(Broken("bad-signature", 5, "the signature does not fit"))
    'broken: act 5: the signature does not fit (bad-signature)'
    """
    return f"not witnessed enough: {bad.sentence}" if isinstance(bad, NotWitnessed) else f"broken: {bad} ({bad.code})"


def say_findings(report: Report, before: int, *, compared: bool) -> None:
    """Everything a reader should know besides the verdict; `before` acts were verified by this reader earlier."""
    screen.tell(
        [
            ("record", f"{report.head.origin}{_demonstration(report)}"),
            ("head", f"{report.size} acts, the last entered on {moment.said(report.book.entries[-1].entered)}"),
            ("signatures", _signatures(report, before)),
            ("parts", f"{report.parts.present} here, each what its name says"),
            ("withheld", _withheld(report)),
            ("withheld, yet still in this copy", _places(report.parts.still_present)),
            ("sealed and here", str(report.parts.sealed or "")),
            ("elections", ", ".join(report.elections)),
            ("acts of kinds this version does not know", ", ".join(map(str, report.unknown_acts))),
            ("no part of the record, not read", ", ".join(shown(name) for name in report.unknown_files)),
            ("left over from writing", ", ".join(shown(name) for name in report.leftovers)),
            ("an entry begun and not in the head", ", ".join(report.begun)),
        ]
    )
    _say_witnesses(report)
    if not compared:
        screen.say("founding fingerprint: compare it with a printed one")


def _demonstration(report: Report) -> str:
    return " (a demonstration: an invented assembly)" if report.book.purpose == "demonstration" else ""


def _signatures(report: Report, before: int) -> str:
    """What was checked now, and what was checked when this reader verified the record before."""
    if before >= report.size:
        return f"{report.signatures}, checked when this head was verified here before; nothing was added since"
    earlier = f"; those of the first {before} acts were checked here before" if before else ""
    return f"{report.signatures}, each by a key of this record and over the act it stands under{earlier}"


def _withheld(report: Report) -> str:
    return ", ".join(f"{count} {GROUNDS.get(ground, ground)}" for ground, count in report.parts.grounds)


def _places(places: tuple[tuple[int, str], ...]) -> str:
    return ", ".join(f"{name} of act {number}" for number, name in places)


def _say_witnesses(report: Report) -> None:
    seen = report.witnessed
    whose = "your list" if seen.by_reader else "the record's own list"
    for each in seen.seen:
        screen.say(f"witness: {each.name} saw this head on {moment.said(each.time)} ({whose})")
    for name in seen.unknown:
        screen.say(f"witness: {screen.foreign(name)}, not on {whose}; its line was not checked")
    if not seen.seen:
        screen.say("witness: nobody outside has vouched that others are shown the same record")
    elif not seen.by_reader:
        screen.say("witness: a list in the record is the word of the party being checked; --policy takes your own")


def say_act(report: Report, record: Record, number: int) -> None:
    """What was verified of one act."""
    slip = act_data(report, record, number)
    screen.tell(
        [
            (
                f"act {number}",
                f"{slip['kind']} of {slip['date']}, id {slip['id']}, entered {moment.said(slip['entered'])}",
            ),
            ("leaf hash", slip["leaf_hash"]),
            ("signed by", ", ".join(slip["lines"])),
            ("in the tree", f"proved by {slip['proof']} hashes under the head of {report.size} acts"),
        ]
    )
    for name, digest in sorted(slip["parts"].items()):
        screen.say(f"part {name}: {digest}")


def act_data(report: Report, record: Record, number: int) -> dict[str, Any]:
    """The same for a program. Raises `Broken` (`absent`) where there is no such act."""
    data = record.note(number)
    entry: Entry = report.book.entries[number]
    return {
        "number": number,
        "id": entry.act.id,
        "kind": entry.act.kind,
        "date": entry.act.date.isoformat(),
        "entered": entry.entered,
        "leaf_hash": leaf_hash(data).hex(),
        "text_hash": entry.text_hash,
        "lines": [line.name for line in parse(data).lines],
        "proof": len(record.inclusion(number)[1]),
        "parts": dict(entry.act.parts),
    }


def as_data(report: Report, record: Record, act: int | None = None) -> dict[str, Any]:
    """The findings for a program."""
    seen = report.witnessed
    return {
        "verdict": "intact",
        "acts": report.size,
        "signatures": report.signatures,
        "founded_as": report.founding,
        "origin": report.head.origin,
        "purpose": report.book.purpose,
        "witnessed": {
            "by": len(seen.seen),
            "of": seen.known,
            "needed": seen.needed,
            "by_readers_policy": seen.by_reader,
            "seen": [{"name": each.name, "time": each.time} for each in seen.seen],
            "unknown": list(seen.unknown),
        },
        "parts": {
            "present": report.parts.present,
            "sealed": report.parts.sealed,
            "withheld": [{"act": number, "name": name} for number, name in report.parts.withheld],
            "still_present": [{"act": number, "name": name} for number, name in report.parts.still_present],
            "grounds": dict(report.parts.grounds),
        },
        "elections": list(report.elections),
        "unknown_acts": list(report.unknown_acts),
        "unknown_files": list(report.unknown_files),
        "leftovers": list(report.leftovers),
    } | ({"act": act_data(report, record, act)} if act is not None else {})
