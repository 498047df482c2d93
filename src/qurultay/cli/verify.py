"""`qurultay verify`: is this copy whole, was every act authorised, and who else has seen the same?"""

import os
from collections.abc import Callable
from pathlib import Path
from typing import Annotated, TypeVar

import typer

from qurultay.cli import moment, own_language, screen
from qurultay.cli.findings import as_data, broken_line, say_act, say_findings, verdict_line
from qurultay.cli.fingerprints import read_fingerprint
from qurultay.cli.memory import Memory, memory
from qurultay.cli.refusing import Unusable
from qurultay.cli.sources import Copy, opened
from qurultay.record.errors import Broken, NotWitnessed
from qurultay.record.layout import MIB
from qurultay.record.store import Record
from qurultay.record.verify import Report
from qurultay.record.verify import verify as verify_record
from qurultay.tlog.errors import Refused
from qurultay.tlog.policy import Policy
from qurultay.tlog.policy import parse as parse_policy
from qurultay.tlog.tree import leaf_hash

Given = TypeVar("Given")
MANY = 1024
"""From so many acts on, starting further processes costs less than it saves."""


def verify(
    where: Annotated[str, typer.Argument(metavar="PATH|ZIP|URL", help="The folder, zip or web address of a record.")],
    fingerprint: Annotated[
        str | None, typer.Option(help="The founding fingerprint you have on paper; another record is then refused.")
    ] = None,
    policy: Annotated[
        Path | None, typer.Option(help="Your own list of witnesses, and how many must have seen it (C2SP tlog-policy).")
    ] = None,
    act: Annotated[int | None, typer.Option(help="Tell what was verified of one act besides.", min=0)] = None,
    workers: Annotated[
        int, typer.Option(help="Processes that check signatures; 0 leaves it to the size of the record.", min=0, max=64)
    ] = 0,
    keep: Annotated[Path | None, typer.Option(help="Keep the mirror of a web address in this folder.")] = None,
    json: Annotated[bool, typer.Option("--json", help="Print one JSON object for a program.")] = False,
) -> None:
    """Check a whole record, from any copy, trusting nobody.

    The last line is `intact: N acts, founded as …, witnessed by k of n` with exit status 0, or
    `broken: act N: reason` or `not witnessed enough: k of n` with exit status 1. Wrong use is 2.
    """
    wanted = _or_wrong_use(lambda: read_fingerprint(fingerprint)) if fingerprint is not None else None
    witnesses = _or_wrong_use(lambda: _policy(policy)) if policy is not None else None
    kept = memory()
    try:
        with opened(where, keep) as copy:
            report, before = judged(copy, kept, wanted, witnesses, workers)
            _drop_withheld(keep, report)
            if json:
                screen.machine(as_data(report, Record(copy.source), act))
            else:
                say_findings(report, before, compared=wanted is not None)
                if act is not None:
                    say_act(report, Record(copy.source), act)
    except Broken as bad:
        _say_broken(bad, json)
        raise typer.Exit(1) from None
    if not json:
        screen.verdict(verdict_line(report), True)


def judged(
    copy: Copy, kept: Memory, wanted: str | None, policy: Policy | None = None, workers: int = 0
) -> tuple[Report, int]:
    """The record in this copy, verified with all the reader remembers, and then remembered itself.

    The number says how many of its acts this reader had verified before; their signatures were not checked again.
    Raises `Broken`. A head that too few witnesses have seen is not remembered.
    """
    founding, before = _founding(copy), kept.founding_at(copy.place)
    if wanted is None and None not in (founding, before) and founding != before:
        screen.warn("Another record was verified at this place before; if you mean this one, give its --fingerprint.")
    head = kept.head_of(founding) if founding is not None else None
    known = head if founding is not None and kept.was_judged_alike(founding) else None
    with screen.progress("verifying") as moved:
        report = verify_record(
            copy.source,
            now=moment.now(),
            fingerprint=wanted or before,
            policy=policy,
            workers=workers or _fitting(copy),
            remembered=kept.state_of(founding) if founding is not None else None,
            earlier=[head] if head is not None else [],
            known_good=known,
            progress=moved,
        )
    try:
        kept.keep(copy.place, report)
    except OSError as error:
        screen.warn(f"This head could not be remembered for the next time: {error.strerror}.")
    return report, known.size if known is not None else 0


def _founding(copy: Copy) -> str | None:
    """Which record this says it is, so that what is remembered of it can be compared; None where it cannot be read."""
    try:
        return leaf_hash(Record(copy.source).note(0)).hex()
    except Broken:
        return None


def _fitting(copy: Copy) -> int:
    try:
        size = Record(copy.source).size
    except Broken:
        return 1
    return min(os.cpu_count() or 1, 8) if size > MANY else 1


def _policy(path: Path) -> Policy:
    from qurultay.press.files import read_bounded

    try:
        return parse_policy(read_bounded(path, MIB, ascii(path.name)))
    except Refused as bad:
        raise Unusable(f"The policy {str(path)!r} cannot be used: {str(bad).removesuffix('.')}.") from None


def _or_wrong_use(read: Callable[[], Given]) -> Given:
    try:
        return read()
    except Unusable as bad:
        raise typer.BadParameter(str(bad)) from None


def _say_broken(bad: Broken, json: bool) -> None:
    if json:
        verdict = "not-witnessed-enough" if isinstance(bad, NotWitnessed) else "broken"
        screen.machine({"verdict": verdict, "act": bad.number, "code": bad.code, "sentence": bad.sentence})
    else:
        if own := own_language.told(bad.code, bad.sentence):
            screen.say(screen.foreign(own))
        screen.verdict(broken_line(bad), False)


def _drop_withheld(keep: Path | None, report: Report) -> None:
    """A mirror that is kept follows the record: parts that were withheld since are removed from it too."""
    if keep is None:
        return
    for number, name in report.parts.still_present:
        digest = report.book.entries[number].act.parts[name]
        (keep / "part" / digest[:2] / digest).unlink(missing_ok=True)
