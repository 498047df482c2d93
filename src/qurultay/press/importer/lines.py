"""Which lines are the document's own, and how do lines make paragraphs?

Documents come out of web pages and PDF files: with buttons below them, page numbers between them,
and lines broken wherever the page ended. What is not the document's own is left out and reported.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from qurultay.press.importer.proposals import Dropped, Span
from qurultay.press.importer.source import SourceText


@dataclass(frozen=True, kw_only=True)
class Line:
    """One line of the source without the blanks at its ends."""

    start: int
    end: int
    hard: bool
    """Ends with two blanks or a backslash, which in Markdown asks for a line break."""

    @property
    def blank(self) -> bool:
        """Is nothing on it?"""
        return self.start == self.end


_WEB = re.compile(
    r"(?:share (?:this|on|via)\b.{0,40}|like this:?|like loading.{0,5}|loading\W*|related(?: posts?| articles?)?:?|"
    r"click to (?:share|e-?mail|print)\b.*|subscribe\b.{0,60}|leave a (?:reply|comment)\b.*|\d+ comments?|posted (?:in|on|by)\b.*|"
    r"tags?:.*|categor(?:y|ies):.*|filed under\b.*|(?:previous|next) (?:post|article)\b.*|(?:copyright|©).*|all rights reserved.*|"
    r"read more\b.*|continue reading\b.*|skip to (?:main )?content|privacy policy.*|(?:this site uses |we use )?cookies?\b.*|follow us\b.*|back to top|"
    r"download (?:as )?pdf.*|powered by\b.*|print this page|e-?mail this.*|опубликовано:?.*|поделиться:?|бөлісу:?|paylaş:?|ھەمبەھىرلەش:?)",
    re.IGNORECASE,
)
_BUTTON = re.compile(
    r"(?:facebook|twitter|x|linkedin|whatsapp|telegram|reddit|tumblr|pinterest|pin it|tweet|e-?mail|print|more|pocket|skype|threads|"
    r"mastodon|bluesky|instagram|youtube|copy link|menu|search|home(?: ?[>»/].*)?|like|comment|share|save)\W*",
    re.IGNORECASE,
)
_PAGE = re.compile(
    r"(?:page )?\d{1,3} ?(?:/|of) ?\d{1,3}|- ?\d{1,3} ?-|[_=]{4,}|-{5,}|\*(?: ?\*){2,}|\d{2}-\d{5}(?: \(E\).*)?|\*\d{5,}\*|"
    r"\d{1,2}/\d{1,2}\s+\d{2}-\d{5}|\d{2}-\d{5}\s+\d{1,2}/\d{1,2}|\d{1,2} (?:(?:Ibid|See|Official Records|United Nations, Treaty Series|General Assembly resolution|Resolution) ?.{0,120}|[AES]/[\w/().-]+\.?)|"
    r"[AES]/(?:RES|[A-Z]{1,4})/[\d/()A-Za-z.]+|page \d{1,3}",
    re.IGNORECASE,
)
_HANGS = re.compile(r"\b(?:on|of|the|and|by|to|in|for|at|with|from|a|an|or|its|our|that)$", re.IGNORECASE)
_OPENS = re.compile(
    r"\d{1,3}/\d{1,4}\.\s|\d{1,2}(?:\.\d{1,2}){1,3}\.?\s|\(?(?:[a-z]|[ivx]{1,5}|\d{1,3})[.)]\s|[-*•·▪►➢–]\s|\|"
)
_CLOSED = re.compile(r"[.;:!?؟…]['\")\]]*$")


def lines_of(source: SourceText, start: int = 0, end: int | None = None) -> list[Line]:
    """The lines between two places of the source."""
    stop = len(source.shadow) if end is None else end
    found, at = [], start
    for raw in source.shadow[start:stop].split("\n"):
        left = at + len(raw) - len(raw.lstrip())
        hard = bool(raw.strip()) and raw.endswith(("  ", "\\"))
        found.append(Line(start=left, end=max(left, at + len(raw.rstrip())), hard=hard))
        at += len(raw) + 1
    return found


def strangers(source: SourceText) -> Iterator[Dropped]:
    """Lines that are not the document's own: page furniture anywhere, buttons only beside other web matter."""
    written = [line for line in lines_of(source) if not line.blank]
    web = [_WEB.fullmatch(source.shadow, line.start, line.end) is not None for line in written]
    for at, line in enumerate(written):
        if web[at] or (_BUTTON.fullmatch(source.shadow, line.start, line.end) and any(web[max(0, at - 1) : at + 2])):
            web[at] = True
            yield Dropped(words=source.words(line.start, line.end), why="belongs to the web page, not to the document")
        elif _PAGE.fullmatch(source.shadow, line.start, line.end):
            yield Dropped(words=source.words(line.start, line.end), why="belongs to the page, not to the document")


def without(source: SourceText, dropped: Sequence[Dropped]) -> SourceText:
    """The source with those lines blanked; everything else stays where it was."""
    text, shadow = list(source.text), list(source.shadow)
    for each in dropped:
        for at in range(each.words.span.start, each.words.span.end):
            text[at] = shadow[at] = " "
    return SourceText(text="".join(text), shadow="".join(shadow))


def paragraphs_in(
    source: SourceText,
    start: int,
    end: int,
    openings: frozenset[int] = frozenset(),
    skipped: frozenset[int] = frozenset(),
) -> list[Span]:
    """The paragraphs between two places. `openings` are lines that begin one; `skipped` lines never part any.

    >>> from qurultay.press.importer.source import source_text
    >>> words = "A line that was broken by the page somewhere here\\nin its middle.\\n\\nAnother."
    >>> len(paragraphs_in(source_text(words), 0, len(words)))
    2
    """
    found: list[list[Line]] = []
    before: Line | None = None
    lines = [line for line in lines_of(source, start, end) if line.start not in skipped]
    width = _width(lines)
    for line in lines:
        if not line.blank:
            if before is not None and found and line.start not in openings and _goes_on(source, before, line, width):
                found[-1].append(line)
            else:
                found.append([line])
        before = None if line.blank else line
    return [Span(start=block[0].start, end=block[-1].end) for block in found]


def _width(lines: Sequence[Line]) -> int:
    """How long a full line is: as long as the longest but a fifth, so that a few odd ones do not decide."""
    lengths = sorted(line.end - line.start for line in lines if not line.blank)
    return lengths[len(lengths) * 4 // 5] if lengths else 0


def _goes_on(source: SourceText, before: Line, line: Line, width: int) -> bool:
    """Does this line continue the one before? A page broke it, then; otherwise a writer did."""
    length = before.end - before.start
    if before.hard or _OPENS.match(source.shadow, line.start, line.end):
        return False
    if _HANGS.search(source.shadow, before.start, before.end):
        return True
    if width > 140:
        # Each paragraph is one long line here; a line that ends early ended on purpose.
        return False
    closed = _CLOSED.search(source.shadow, before.start, before.end) is not None
    small = source.shadow[line.start].islower()
    return length >= 0.72 * width if closed or not small else True
