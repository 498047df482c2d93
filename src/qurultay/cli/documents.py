"""Checking documents: texts, letters and files that are no drafts yet, and what is found in them, for people and programs."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any, cast

from qurultay.cli import own_language, screen
from qurultay.cli.at_desk import known_beside
from qurultay.cli.house import find_house
from qurultay.cli.record_here import verified
from qurultay.cli.refusing import Unusable
from qurultay.cli.sources import is_address
from qurultay.press.drafts import load
from qurultay.press.files import read_bounded
from qurultay.press.plain_text import decoded
from qurultay.press.preflight.check import check
from qurultay.press.preflight.codes import SEVERITIES
from qurultay.press.preflight.facts_file import facts_beside, facts_in
from qurultay.press.preflight.file_traces import check_file
from qurultay.press.preflight.finding import Finding, in_order
from qurultay.press.preflight.knowledge import Knowledge, of_record
from qurultay.press.preflight.reading import limits, version_of
from qurultay.press.preflight.version import Form, Version
from qurultay.press.source_file import read_document, words_in

MOST_FILES = 64
_MOST_NAMES = 4 * 1024 * 1024


def is_draft(file: Path) -> bool:
    """Is this the draft of an act rather than a document?"""
    return file.suffix.lower() in (".yaml", ".yml")


def known_here(
    place: Path, house: Path | None, record: str | None, facts: Path | None, private: Path | None
) -> Knowledge:
    """What is known: the shipped facts, those beside the house or the record, those named, and what the record says.

    Raises `Broken`, `Refusal`, `Unusable`.
    """
    around = find_house(place, house)
    where = record or (str(around.record) if around is not None and around.founded else None)
    beside = known_beside(around.desk) if around is not None else Knowledge()
    if record is not None and not is_address(record):
        beside = Knowledge(facts=facts_beside(Path(record).resolve()))
    known = told(beside, facts, private)
    if where is None:
        return known
    with verified(where) as found:
        return of_record(found.source, found.book, known)


def told(known: Knowledge, facts: Path | None, private: Path | None) -> Knowledge:
    """The same with the facts and the private names of these files. Raises `Refusal`."""
    own = known.facts.extended(facts_in(load(facts))) if facts is not None else known.facts
    names = _names(private) if private is not None else known.private
    return replace(known, facts=own, private=names)


def _names(file: Path) -> frozenset[str]:
    """Private names, one on each line."""
    words = decoded(read_bounded(file, _MOST_NAMES, file.name), file.name)
    return frozenset(line.strip() for line in words.splitlines() if line.strip())


def findings_in(
    files: Sequence[Path], known: Knowledge, language: str | None, form: str | None, on: str | None
) -> tuple[tuple[Finding, ...], list[Version]]:
    """Everything that is found in these documents, also beside one another. Raises `Refusal`, `Unusable`."""
    if len(files) > MOST_FILES:
        raise Unusable(f"More than {MOST_FILES} files were named; check them in smaller lots.")
    if form not in (None, "letter", "text", "words"):
        raise Unusable("--as: write letter, text or words.")
    read = [(file.name, read_document(file)) for file in files]
    versions = [
        version_of(words_in(data, name), name, language, cast("Form | None", form), _day(on)) for name, data in read
    ]
    found = [*check(versions, known), *(limit for version in versions for limit in limits(version))]
    return in_order([*found, *(trace for name, data in read for trace in check_file(data, name))]), versions


def _day(words: str | None) -> date | None:
    if words is None:
        return None
    try:
        return date.fromisoformat(words)
    except ValueError:
        raise Unusable(f"--on: {words!a} is no day; write it as 2026-05-19.") from None


def say_findings(findings: Sequence[Finding]) -> None:
    """Each finding in a line of ours, with the words it is about below; what is confirmed comes last."""
    for finding in findings:
        where = f"{finding.part}, line {finding.line}" if finding.line else finding.part
        screen.say(f"{finding.severity} {finding.code} ({where})")
        if finding.words:
            screen.say(f"  words: {screen.foreign(_short(finding.words))}")
        if own := own_language.told(finding.code, finding.said()):
            screen.say(f"  {screen.foreign(own)}")
        screen.say(f"  why: {screen.foreign(finding.reason)}")
        if finding.how and finding.severity != "confirmed":
            screen.say(f"  to mend: {screen.foreign(finding.how)}")


def counted(findings: Sequence[Finding]) -> str:
    """How many of each severity there are, as the last line says it."""
    counts = {severity: sum(f.severity == severity for f in findings) for severity in SEVERITIES}
    return ", ".join(
        f"{count} {severity}{'s' if severity in ('error', 'warning') and count != 1 else ''}"
        for severity, count in counts.items()
    )


def as_data(findings: Sequence[Finding]) -> list[dict[str, Any]]:
    """The findings for a program."""
    return [
        {"code": f.code, "severity": f.severity, "part": f.part, "line": f.line, "start": f.start, "end": f.end, "words": f.words,
         "reason": f.reason, "mend": f.how}
        for f in findings
    ]  # fmt: skip


def _short(words: str) -> str:
    return words if len(words) <= 100 else f"{words[:99]}…"
