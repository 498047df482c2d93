"""How are the provisions numbered, and where does each begin?

"1." · "1)" · "(1)" · "Article 1" · "IV." · "First:" · "1-бап" · "1-ماددا" · "(a)" · bullets. Every style that occurs is
followed as a series from one upwards; the series that carries the document is taken. A number that is
skipped is reported, never filled in.
"""

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from qurultay.press.importer.dates import MONTHS
from qurultay.press.importer.lines import Line
from qurultay.press.importer.numerals import CARDINALS, ORDINALS, digits, number, roman

_NUMBER = r"(?P<n>\d{1,3})(?P<letter>[a-d](?![a-z]))?"
_WORDS = (
    r"article|art\.?|section|sec\.?|resolution|point|paragraph|clause|principle|item|demand|decision|recommendation|chapter|part|"
    r"статья|пункт|глава|бап|тармақ|madde|artikel|artículo|ماددا|تارماق|بۆلۈم"
)
_MARK = r"\s*(?:\\?[.:)]|\s[–—-](?=\s)|(?=\s|$))\s*"
_ORDINAL = "|".join(sorted((w for w, n in ORDINALS.items() if n <= 30 and w.isascii()), key=len, reverse=True))
_CARDINAL = "|".join(sorted((w for w, n in CARDINALS.items() if n <= 30), key=len, reverse=True))
_STYLES = tuple(
    (name, re.compile(pattern, re.IGNORECASE))
    for name, pattern in (
        ("word", rf"(?P<word>{_WORDS})\s+(?:no\.?\s*)?(?P<n>\d{{1,3}}|[ivxl]{{1,7}}|[a-z]+)(?P<letter>[a-d](?![a-z]))?{_MARK}"),
        ("ordinal word", rf"(?P<n>{_ORDINAL})\s+(?P<word>resolution|decision|demand|point|article|principle|recommendation){_MARK}"),
        ("word last", rf"{_NUMBER}-(?P<word>бап|тармақ|ماددا|تارماق|статья|madde){_MARK}"),
        ("sign", rf"§\s*{_NUMBER}{_MARK}"),
        ("dot", rf"{_NUMBER}\\?\.(?:\s+|$)"),
        ("bracket", rf"{_NUMBER}\)\s*"),
        ("brackets", rf"[(\[]{_NUMBER}[)\]]\s*"),
        ("dash", rf"{_NUMBER}\s*[–—-]\s+"),
        ("colon", rf"{_NUMBER}:\s+"),
        ("hash", rf"(?:#|No\.?|№)\s?{_NUMBER}[.:)]?\s+"),
        ("roman dot", r"(?P<n>[IVX]{1,6})\\?\.(?:\s+|$)"),
        ("roman bracket", r"\(?(?P<n>[IVX]{1,6})\)\s*"),
        ("roman dash", r"(?P<n>[IVX]{1,6})\s*[–—-]\s+"),
        ("ordinal", rf"(?P<n>{_ORDINAL})(?:ly)?\s*[:.,–—-]\s+"),
        ("one", rf"(?P<n>{_CARDINAL})\s*[:.)–—-]\s+"),
    )
)  # fmt: skip
_BULLET = re.compile(r"[-*•·▪►➢–]\s+(?=\S)")
_GAP = 2


@dataclass(frozen=True, kw_only=True)
class Opening:
    """A line that opens a provision: its label, and where its words begin."""

    label: str
    line: Line
    words_start: int


@dataclass(frozen=True, kw_only=True)
class Numbering:
    """The series found, and the numbers it skips."""

    style: str
    openings: tuple[Opening, ...] = ()
    missing: tuple[int, ...] = ()
    begun_anew: int = 0
    """How often the numbers begin again with one, as under the headings of a long resolution; labels are then counted through."""


def numbering_of(shadow: str, lines: Sequence[Line]) -> Numbering:
    """The series of numbers that carries a document, or bullets, or none.

    >>> from qurultay.press.importer.lines import lines_of
    >>> from qurultay.press.importer.source import source_text
    >>> source = source_text("We agree:\\n1) peace\\n2) work\\n4) rest")
    >>> found = numbering_of(source.shadow, lines_of(source))
    >>> [o.label for o in found.openings], found.missing
    (['1', '2', '4'], (3,))
    """
    written = [line for line in lines if not line.blank]
    runs = [
        _Run(style=f"{name} {word}".strip(), openings=tuple(run))
        for name, pattern in _STYLES
        for word, found in _by_word(shadow, written, pattern).items()
        for run in _runs(found)
    ]
    # a single "1." counts only where nothing is numbered further
    runs = [run for run in runs if len(run.openings) >= 2] or runs[:1]
    outer = [run for run in runs if not any(_within(run, other) for other in runs)]
    outer = [run for run in outer if not _is_recited(shadow, written, run)] or outer
    longest = max(outer, key=lambda run: (_sentences(shadow, run), len(run.openings)), default=None)
    if longest is not None and len(longest.openings) > 1:
        return _numbering([run for run in outer if run is longest or _goes_on(shadow, run, longest)])
    unnumbered = _lettered(shadow, written) or _bulleted(shadow, written)
    return _numbering([longest]) if longest is not None and not unnumbered.openings else unnumbered


def _sentences(shadow: str, run: "_Run") -> int:
    """How many of its openings begin sentences: names under a declaration are numbered too, and are none."""
    lines = [opening.line for opening, _ in run.openings]
    return sum(line.end - line.start >= 45 or shadow[line.end - 1] in ".;:," for line in lines)


_RECITED = re.compile(
    r"(?:having\s+regard|whereas|[a-z]+ing)\b(?!.*\b(?:resolves?|decides?|declares?)\b)", re.IGNORECASE
)


def _goes_on(shadow: str, run: "_Run", longest: "_Run") -> bool:
    """Is this another part of the same text, whose numbers begin anew? A list of names is none."""
    return run.style == longest.style and 2 <= len(run.openings) == _sentences(shadow, run)


def _is_recited(shadow: str, written: Sequence[Line], run: "_Run") -> bool:
    """ "RECALLING: 1. …" """
    at = bisect_left(written, run.starts[0], key=lambda line: line.start)
    return at > 0 and _RECITED.match(shadow, written[at - 1].start, written[at - 1].end) is not None


@dataclass(frozen=True, kw_only=True)
class _Run:
    """One series in one style: its openings and their values."""

    style: str
    openings: tuple[tuple[Opening, int], ...]

    @property
    def starts(self) -> list[int]:
        return [opening.line.start for opening, _ in self.openings]


def _within(run: _Run, other: _Run) -> bool:
    """Does this series stand inside one item of the other, as (a) stands inside an article?"""
    if run.style == other.style:
        return False
    first, last, around = run.starts[0], run.starts[-1], other.starts
    between = any(a < first and last < b for a, b in pairwise(around))
    return between or (other.style.startswith("word") and around[-1] < first)


def _by_word(shadow: str, lines: list[Line], pattern: re.Pattern[str]) -> dict[str, list[tuple[Opening, int]]]:
    """The openings in one style, apart for "Article" and "Section"."""
    found: dict[str, list[tuple[Opening, int]]] = {}
    for line in lines:
        hit = pattern.match(shadow, line.start, line.end)
        value = number(hit["n"]) or roman(hit["n"]) if hit is not None else None
        if hit is None or value is None or _is_date(shadow, hit.end(), line.end):
            continue
        groups = hit.groupdict()
        letter = (groups.get("letter") or "").lower()
        opening = Opening(label=f"{value}{letter}", line=line, words_start=hit.end())
        found.setdefault((groups.get("word") or "").lower(), []).append((opening, value))
    return found


def _is_date(shadow: str, start: int, end: int) -> bool:
    """ "12. November 1933" opens no provision."""
    word = re.match(r"\s*(\w+)\s+\d{4}", shadow[start:end])
    return word is not None and digits(word.group(1)).lower() in MONTHS


def _runs(found: list[tuple[Opening, int]]) -> list[list[tuple[Opening, int]]]:
    """The series that begin with one; a second "1." begins another series."""
    runs: list[list[tuple[Opening, int]]] = []
    for opening, value in found:
        last, label = (runs[-1][-1][1], runs[-1][-1][0].label) if runs else (0, "")
        if runs and (last < value <= last + 1 + _GAP or (value == last and opening.label > label)):
            runs[-1].append((opening, value))
        elif value == 1:
            runs.append([(opening, value)])
    return runs


def _numbering(runs: Sequence[_Run]) -> Numbering:
    held = [{value for _, value in run.openings} for run in runs]
    missing = tuple(n for values in held for n in range(1, max(values)) if n not in values)
    openings = [opening for run in runs for opening, _ in run.openings]
    if len(runs) > 1:
        openings = [replace(opening, label=str(n)) for n, opening in enumerate(openings, 1)]
    return Numbering(style=runs[0].style, openings=tuple(openings), missing=missing, begun_anew=len(runs) - 1)


_LETTER = re.compile(r"\(?(?P<n>[a-z])\)\s+(?=\S)")


def _lettered(shadow: str, lines: list[Line]) -> Numbering | None:
    """One series (a), (b), (c) in a text without numbers; two series are lists below paragraphs."""
    hits = [(line, hit) for line in lines if (hit := _LETTER.match(shadow, line.start, line.end)) is not None]
    if len(hits) < 2 or [hit["n"] for _, hit in hits] != list("abcdefghijklmnopqrstuvwxyz"[: len(hits)]):
        return None
    openings = (Opening(label=hit["n"], line=line, words_start=hit.end()) for line, hit in hits)
    return Numbering(style="letters", openings=tuple(openings))


def _bulleted(shadow: str, lines: list[Line]) -> Numbering:
    hits = [(line, hit) for line in lines if (hit := _BULLET.match(shadow, line.start, line.end)) is not None]
    while hits and _RECITED.match(shadow, hits[0][1].end(), hits[0][0].end):
        hits.pop(0)  # "– Considering that …" stands in the preamble
    if len(hits) < 2:
        return Numbering(style="none")
    openings = (Opening(label=str(n), line=line, words_start=hit.end()) for n, (line, hit) in enumerate(hits, 1))
    return Numbering(style="bullets", openings=tuple(openings))
