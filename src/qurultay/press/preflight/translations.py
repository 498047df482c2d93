"""Are a text's languages in step: the same provisions, numbers, dates and citations? Figures need no translator to compare.

A number written in figures here may be a word there; so it is missing only where no word of the other text stands for it.
"""

import re
from collections.abc import Iterator, Mapping, Sequence

from qurultay.press.importer.dates import MONTHS
from qurultay.press.importer.numerals import digits
from qurultay.press.preflight.citations import COUNCIL, NEW, OLD
from qurultay.press.preflight.finding import Finding
from qurultay.press.preflight.number_words import spelt_in
from qurultay.press.preflight.version import Version
from qurultay.tlog.sentence import Sentence

_SECTION = re.compile(r"^§ ?(?P<label>\S+)[^\n]*$", re.MULTILINE)
_NUMBER = re.compile(r"\d{1,3}(?:[ ,.\u00a0\u202f]\d{3})+(?!\d)|\d+(?:[.,]\d+)?")
_WORDED = frozenset({"en", "ug", "kk"})


def check_translations(versions: Sequence[Version]) -> Iterator[Finding]:
    """Each translation against the authentic text, or against the first where none is authentic."""
    authentic = next((v for v in versions if v.status == "authentic"), versions[0])
    for version in versions:
        if version is authentic:
            continue
        yield from _compared(authentic, version)


def _compared(authentic: Version, version: Version) -> Iterator[Finding]:
    ours, theirs = sections(authentic), sections(version)
    if list(ours) != list(theirs):
        lacking = _named([label for label in ours if label not in theirs])
        more = _named([label for label in theirs if label not in ours])
        reason = Sentence(
            "against {authentic} these words lack § {lacking} and have besides § {more}",
            authentic=authentic.name,
            lacking=lacking,
            more=more,
        )
        yield version.about("translation-provisions", reason)
    for label in ours:
        if label in theirs:
            yield from _section(authentic, ours[label], version, theirs[label], label)


def sections(version: Version) -> Mapping[str, tuple[int, int]]:
    """Where each marked section's words stand; the preamble under an empty label, where there is one.

    >>> list(sections(Version(name="text.en", text="We met.\\n\\n§ 1\\nWe act.\\n", language="en")))
    ['', '1']
    """
    marks = list(_SECTION.finditer(version.text))
    ends = [*(mark.start() for mark in marks), len(version.text)]
    found = {"": (0, ends[0])} if version.text[: ends[0]].strip() else {}
    return found | {m["label"]: (m.start() + 1 + len(m["label"]), end) for m, end in zip(marks, ends[1:], strict=True)}


def _section(
    authentic: Version, here: tuple[int, int], version: Version, there: tuple[int, int], label: str
) -> Iterator[Finding]:
    where = Sentence("§ {label}", label=label) if label else Sentence("the words before the first provision")
    cited, said = _citations(authentic, here), _citations(version, there)
    if cited != said:
        yield version.finding("translation-citations", *there, _difference(where, authentic, cited, said))
    dates, dated = _days(authentic, here), _days(version, there)
    lacked = {day for day in dates - dated if not _day_spelt(day, version, there)}
    added = {day for day in dated - dates if not _day_spelt(day, authentic, here)}
    if lacked or added:
        yield version.finding("translation-dates", *there, _difference(where, authentic, lacked, added))
    numbers, numbered = _numbers(authentic, here), _numbers(version, there)
    lacking = {n for n in numbers - numbered if not _spelt(n, version, there)}
    more = {n for n in numbered - numbers if not _spelt(n, authentic, here)}
    if lacking or more:
        yield version.finding("translation-numbers", *there, _difference(where, authentic, lacking, more))


def _difference(where: str, authentic: Version, want: set[str], have: set[str]) -> str:
    pattern = "in {where} these words lack of {authentic}: {lacking}; and have besides: {more}"
    lacking, more = _named(sorted(want - have)), _named(sorted(have - want))
    return Sentence(pattern, where=where, authentic=authentic.name, lacking=lacking, more=more)


def _named(what: Sequence[str]) -> str:
    return ", ".join(what) or Sentence("none")


def _citations(version: Version, span: tuple[int, int]) -> set[str]:
    return {f"{hit['n']} ({hit.groupdict().get('s') or hit['y']})" for hit in _cited(version, span)}


def _cited(version: Version, span: tuple[int, int]) -> list[re.Match[str]]:
    return [hit for pattern in (OLD, NEW, COUNCIL) for hit in pattern.finditer(version.shadow, *span)]


def _days(version: Version, span: tuple[int, int]) -> set[str]:
    """The days named, by month and day: the year is among the numbers."""
    inside = [d for d in version.dates if span[0] <= d.span.start < span[1]]
    return {f"{day}.{month}." for dated in inside for month, day in (dated.first, dated.last)}


def _numbers(version: Version, span: tuple[int, int]) -> set[str]:
    """The numbers in figures, dates and citations apart, and the years of the dates."""
    taken = [(d.span.start, d.span.end) for d in version.dates] + [hit.span() for hit in _cited(version, span)]
    inside = sorted(each for each in taken if span[0] <= each[0] < span[1])
    pieces, at = [], span[0]
    for start, end in inside:
        pieces.append(version.shadow[at:start])
        at = max(at, end)
    pieces.append(version.shadow[at : span[1]])
    years = {str(d.year) for d in version.dates if d.year is not None and span[0] <= d.span.start < span[1]}
    return years | {_plain(number) for piece in pieces for number in _NUMBER.findall(piece)}


def _plain(number: str) -> str:
    """A number without the signs that group its figures, its decimal sign a point.

    >>> _plain("60 000"), _plain("3,5"), _plain("٤٢")
    ('60000', '3.5', '42')
    """
    said = digits(number)
    if re.fullmatch(r"\d{1,3}(?:[ ,.\u00a0\u202f]\d{3})+", said):
        return re.sub(r"\D", "", said)
    return (said.lstrip("0") or "0") if said.isdecimal() else said.replace(",", ".")


def _spelt(number: str, version: Version, span: tuple[int, int]) -> bool:
    """May a word stand for it there? In a language whose number words we do not know, it may."""
    if version.language not in _WORDED:
        return True
    return (
        number.isdecimal()
        and len(number) < 10
        and int(number) in spelt_in(version.shadow[span[0] : span[1]], version.language)
    )


def _day_spelt(day: str, version: Version, span: tuple[int, int]) -> bool:
    """May words stand for the day there: its number spelt out, and its month?"""
    number, month = (int(each) for each in day.rstrip(".").split("."))
    words = version.shadow[span[0] : span[1]].lower()
    named = any(name in words for name, n in MONTHS.items() if n == month and len(name) > 2)
    return named and _spelt(str(number), version, span)
