"""How are the provisions numbered, and where does each begin?

"1." · "1)" · "(1)" · "Article 1" · "IV." · "First:" · "1-бап" · "1-ماددا" · bullets. Every style that occurs is
followed as a series from one upwards; the series that carries the document is taken. A number that is
skipped is reported, never filled in.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from qurultay.press.importer.dates import MONTHS
from qurultay.press.importer.lines import Line
from qurultay.press.importer.numerals import digits, number, roman

_NUMBER = r"(?P<n>\d{1,3})(?P<letter>[a-d](?![a-z]))?"
_WORDS = (
    r"article|art\.?|section|sec\.?|resolution|point|paragraph|clause|principle|item|demand|decision|recommendation|chapter|part|"
    r"статья|пункт|глава|бап|тармақ|madde|artikel|artículo|ماددا|تارماق|بۆلۈم"
)
_MARK = r"\s*(?:\\?[.:)]|\s[–—-](?=\s)|(?=\s|$))\s*"
_STYLES = tuple(
    (name, re.compile(pattern, re.IGNORECASE))
    for name, pattern in (
        ("word", rf"(?P<word>{_WORDS})\s+(?:no\.?\s*)?(?P<n>\d{{1,3}}|[ivxl]{{1,7}}|[a-z]+)(?P<letter>[a-d](?![a-z]))?{_MARK}"),
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
        ("ordinal", r"(?P<n>first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth)(?:ly)?\s*[:.,–—-]\s+"),
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
    longest = max(outer, key=lambda run: len(run.openings), default=None)
    bullets = _bulleted(shadow, written)
    few = longest is None or (len(longest.openings) == 1 and bullets.openings)
    return bullets if few or longest is None else _numbering(longest)


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


def _numbering(run: _Run) -> Numbering:
    held = {value for _, value in run.openings}
    missing = tuple(n for n in range(1, max(held)) if n not in held)
    return Numbering(style=run.style, openings=tuple(opening for opening, _ in run.openings), missing=missing)


def _bulleted(shadow: str, lines: list[Line]) -> Numbering:
    hits = [(line, hit) for line in lines if (hit := _BULLET.match(shadow, line.start, line.end)) is not None]
    if len(hits) < 2:
        return Numbering(style="none")
    openings = (Opening(label=str(n), line=line, words_start=hit.end()) for n, (line, hit) in enumerate(hits, 1))
    return Numbering(style="bullets", openings=tuple(openings))
