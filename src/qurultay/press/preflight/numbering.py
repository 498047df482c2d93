"""Are provisions numbered without gaps, and each once? Marked words must have the provisions of their skeleton."""

import re
from collections.abc import Iterator
from itertools import pairwise

from qurultay.press.preflight.finding import Finding
from qurultay.press.preflight.knowledge import Knowledge
from qurultay.press.preflight.version import Version
from qurultay.tlog.sentence import Sentence

_OPENS = re.compile(
    r"^[ ]{0,12}(?P<mark>§ ?)?(?P<n>\d{1,3})(?P<letter>[a-z]{0,2})(?P<end>[.)]|(?<=\d)|(?<=[a-z]))(?=\s)", re.MULTILINE
)
_LEAST = 3


def check_numbering(version: Version, known: Knowledge) -> Iterator[Finding]:
    """Numbers skipped or given twice, and labels that differ from the skeleton's."""
    yield from _differing(version)
    series: dict[str, list[tuple[int, str, re.Match[str]]]] = {}
    for hit in _OPENS.finditer(version.shadow):
        style = "§" if hit["mark"] else hit["end"]
        if style:
            series.setdefault(style, []).append((int(hit["n"]), hit["letter"], hit))
    for found in series.values():
        for run in _runs(found):
            yield from _faults(version, run)


def _runs(found: list[tuple[int, str, re.Match[str]]]) -> Iterator[list[tuple[int, str, re.Match[str]]]]:
    """Series from one upwards; a list that begins inside an item is a series of its own, and the outer one goes on after it."""
    open_runs: list[list[tuple[int, str, re.Match[str]]]] = []
    for each in found:
        number = each[0]
        if number == 1 and not (open_runs and open_runs[-1][-1][0] == 1 and each[1]):
            open_runs.append([each])
            continue
        while (
            len(open_runs) > 1
            and number not in (open_runs[-1][-1][0], open_runs[-1][-1][0] + 1)
            and number == open_runs[-2][-1][0] + 1
        ):
            yield open_runs.pop()
        if open_runs and 0 <= number - open_runs[-1][-1][0] <= 3:
            open_runs[-1].append(each)
    yield from open_runs


def _faults(version: Version, run: list[tuple[int, str, re.Match[str]]]) -> Iterator[Finding]:
    if len(run) < _LEAST:
        return
    for (number, letter, _), (next_number, next_letter, hit) in pairwise(run):
        if next_number == number and next_letter <= letter:
            yield version.finding(
                "number-twice",
                hit.start(),
                hit.end(),
                Sentence("number {number}{letter} stands twice", number=next_number, letter=next_letter),
            )
        elif next_number > number + 1:
            missing = ", ".join(map(str, range(number + 1, next_number)))
            yield version.finding(
                "number-missing",
                hit.start(),
                hit.end(),
                Sentence("number {missing} is missing before {number}", missing=missing, number=next_number),
            )


def _differing(version: Version) -> Iterator[Finding]:
    if version.expected is None or version.provisions is None:
        return
    have, want = [label for label, _ in version.provisions], list(version.expected)
    if have != want:
        lacking = ", ".join(label for label in want if label not in have) or Sentence("none")
        more = ", ".join(label for label in have if label not in want) or Sentence("none")
        reason = Sentence(
            "of the skeleton's provisions these words lack: {lacking}; and have besides: {more}",
            lacking=lacking,
            more=more,
        )
        if lacking == more == "none":
            reason = Sentence("the words have the skeleton's provisions in another order")
        yield version.about("provisions-differ", reason)
