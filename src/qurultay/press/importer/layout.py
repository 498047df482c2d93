"""How is a letter laid out? Its lines are told apart by their place and by the words that letters use.

From above: letterhead, date, reference, recipient, salutation; the words; from below: enclosures,
signatory, closing formula.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from qurultay.press.importer.dates import days_in
from qurultay.press.importer.lines import Line, lines_of, paragraphs_in
from qurultay.press.importer.proposals import DayRange, Span, Words
from qurultay.press.importer.source import SourceText

_SALUTATION = re.compile(
    r"(?:Dear|Esteemed|Respected|Honou?red|Most\s+(?:Esteemed|Honou?red))\b.{0,110}|To\s+[Ww]hom\s+[Ii]t\s+[Mm]ay\s+[Cc]oncern.?|"
    r"(?:Your\s+)?(?:Royal\s+|Imperial\s+)?(?:Excellenc(?:y|ies)|Majest(?:y|ies)|Highness|Holiness|Eminence|Honou?r)[,:!]?|"
    # a recipient's line may begin alike: what follows is a salutation only where it ends like one
    r"(?:Your\s+Excellenc(?:y|ies)|Excellenc(?:y|ies)|Mr|Madam|Mme|Ms|Mrs|Monsieur|Madame|Sirs?|Ladies|Gentlemen|Honou?rable|Құрметті|Уважаем|Sayın|"
    r"ھۆرمەتلىك|جانابى).{0,100}[,:!،]"
)
_CLOSE = re.compile(
    r"(?:(?:Yours|Very)\s+(?:very\s+)?(?:sincerely|faithfully|truly|respectfully)(?:\s+yours)?|Sincerely(?:\s+yours)?|Yours|Respectfully"
    r"(?:\s+(?:yours|submitted))?|(?:With\s+)?(?:(?:my|our|the)\s+)?(?:\w+\s+){0,2}(?:regards|respects?|wishes|consideration|esteem|gratitude|"
    r"greetings)|Faithfully(?:\s+yours)?|In\s+(?:solidarity|friendship|peace)|Cordially|Thank\s+you|(?:(?:Please\s+)?[Aa]ccept,?|I\s+avail\s+myself\s+of|(?:With|Renewing)\s+(?:the|my|our))\s.{0,140}"
    r"(?:assurances?|consideration|esteem).{0,80}|Құрметпен|Зор\s+құрметпен|С\s+уважением|Saygılar\w*|ھۆرمەت\s*بىلەن|سالام\s*بىلەن)[,.!،]?",
    re.IGNORECASE,
)
_ASIDE = re.compile(
    r"(?:(?:not[ae]|note\s+verbale)\s+)?(?:re|ref|reference|subject|our\s+ref|your\s+ref|no|nr|through|via|by|from|cc|bcc|attn|date|dated|sayı)\b\.?\s*[.:№]|№\s*\S|"
    r"[A-Z]{2,8}[/-](?:[\w.-]+/)*[\w.-]*\d[\w.-]*$",
    re.IGNORECASE,
)
_REFERENCE = re.compile(
    r"(?:our\s+|not[ae]\s+|note\s+verbale\s+)?(?:ref(?:erence)?|no|nr|sayı|№)\b\.?\s*(?:no\.?)?\s*[:.]?\s*(?P<words>\S.*)",
    re.IGNORECASE,
)
_BARE_REFERENCE = re.compile(r"(?P<words>[A-Z]{2,8}[/-](?:[\w.-]+/)*[\w.-]*\d[\w.-]*)")
"""A number with the letters of its office: TOL/LIR/12/2027."""
_FROM = re.compile(r"from\s*:\s*(?P<words>\S.*)", re.IGNORECASE)
_GENRE = re.compile(
    r"(?:aide[\s-]?m[eé]moire|non[\s-]?paper|pro\s+memoria|(?:interoffice\s+)?memorandum|memo)", re.IGNORECASE
)
"""Papers that are handed over and that nobody signs."""
_SUBJECT = re.compile(r"(?:re|subject|тақырып|тема|konu|تېما)\s*:\s*(?P<words>\S.*)", re.IGNORECASE)


_MOST_BELOW = 8
_MOST_BELOW_A_CLOSE = 16


@dataclass(frozen=True, kw_only=True)
class Layout:
    """Where the pieces of a letter stand, as lines."""

    head: tuple[Line, ...]
    salutation: Line | None
    body: Span
    close: Line | None
    foot: tuple[Line, ...]


def layout_of(source: SourceText) -> Layout:
    """The layout of a letter: salutation and closing formula part it into head, words and foot."""
    lines = lines_of(source)
    written = [at for at, line in enumerate(lines) if not line.blank]
    salutation = next(
        (
            at
            for at in written
            if _SALUTATION.fullmatch(source.shadow, lines[at].start, lines[at].end)
            and (at or _greets(source, lines[at]))
        ),
        None,
    )
    begun = salutation + 1 if salutation is not None else _first_prose(source, lines)
    close = next(
        (at for at in reversed(written[-_MOST_BELOW_A_CLOSE:]) if at >= begun and _closes(source, lines, at)), None
    )
    if close is None and salutation is None:
        return _unclosed(source, lines, begun)
    ends = lines[close].start if close is not None else len(source.shadow)
    return Layout(
        head=tuple(lines[: salutation if salutation is not None else begun]),
        salutation=lines[salutation] if salutation is not None else None,
        body=Span(start=lines[begun].start if begun < len(lines) else ends, end=ends),
        close=lines[close] if close is not None else None,
        foot=tuple(lines[close + 1 :]) if close is not None else (),
    )


def _greets(source: SourceText, line: Line) -> bool:
    """The first line of all is a salutation only where it ends like one."""
    return source.shadow[line.end - 1 : line.end] in ",:!،"


def _first_prose(source: SourceText, lines: Sequence[Line]) -> int:
    """The line on which the first sentence begins, though a page may have broken it."""
    prose = next((p for p in paragraphs_in(source, 0, len(source.shadow)) if is_prose(source, p)), None)
    return next((at for at, line in enumerate(lines) if prose is not None and line.start >= prose.start), len(lines))


def is_prose(source: SourceText, paragraph: Span) -> bool:
    """Is it a sentence, and no line of a letterhead or of a foot?"""
    words = source.shadow[paragraph.start : paragraph.end]
    return len(words) > 100 or (len(words.split()) > 7 and words[-1] in ".;:?!؛۔؟")


def _unclosed(source: SourceText, lines: Sequence[Line], begun: int) -> Layout:
    """A paper without greeting and farewell: below its last sentence stand at most a few short lines."""
    starts = lines[begun].start if begun < len(lines) else len(source.shadow)
    prose = [p for p in paragraphs_in(source, starts, len(source.shadow)) if is_prose(source, p)]
    ends = prose[-1].end if prose else len(source.shadow)
    foot = tuple(line for line in lines if line.start >= ends)
    if sum(not line.blank for line in foot) > _MOST_BELOW:
        ends, foot = len(source.shadow), ()
    return Layout(
        head=tuple(lines[:begun]), salutation=None, body=Span(start=min(starts, ends), end=ends), close=None, foot=foot
    )


def _closes(source: SourceText, lines: Sequence[Line], at: int) -> bool:
    """A closing formula has few written lines below it."""
    below = sum(1 for line in lines[at + 1 :] if not line.blank)
    return below <= 14 and _CLOSE.fullmatch(source.shadow, lines[at].start, lines[at].end) is not None


def blocks_of(lines: Sequence[Line]) -> list[list[Line]]:
    """Runs of written lines, parted by blank ones."""
    found: list[list[Line]] = [[]]
    for line in lines:
        if line.blank:
            found.append([])
        else:
            found[-1].append(line)
    return [block for block in found if block]


def day_of(source: SourceText, lines: Sequence[Line]) -> tuple[DayRange | None, Line | None]:
    """The day a letter bears, and the line it stands on: a short line with a date and little else."""
    for line in lines:
        days = days_in(source, line.start, line.end)
        if days and not line.blank and (line.end - line.start) - len(days[0].words.text) <= 45:
            return days[0], line
    return None, None


def asides_of(source: SourceText, lines: Sequence[Line]) -> tuple[Words | None, Words | None]:
    """Reference and subject of a letter."""
    subject = next(
        (
            source.words(*hit.span("words"))
            for line in lines
            if (hit := _SUBJECT.fullmatch(source.shadow, line.start, line.end))
        ),
        None,
    )
    reference = next(
        (source.words(*hit.span("words")) for line in lines
         if not line.blank and (hit := _reference_in(source, line))), None)  # fmt: skip
    return reference, subject


def _reference_in(source: SourceText, line: Line) -> re.Match[str] | None:
    return _REFERENCE.fullmatch(source.shadow, line.start, line.end) or _BARE_REFERENCE.fullmatch(
        source.shadow, line.start, line.end
    )


def from_in(source: SourceText, lines: Sequence[Line]) -> Span | None:
    """Who writes, where a memorandum says so: "FROM: …"."""
    hits = (_FROM.fullmatch(source.shadow, line.start, line.end) for line in lines if not line.blank)
    return next((Span(start=hit.start("words"), end=hit.end("words")) for hit in hits if hit is not None), None)


def genre_in(source: SourceText, lines: Sequence[Line]) -> Line | None:
    """The line that says the paper is an aide-mémoire or a memorandum, which nobody signs."""
    return next((line for line in lines if _GENRE.fullmatch(source.shadow, line.start, line.end)), None)


def is_aside(source: SourceText, line: Line) -> bool:
    """Whether a line is an aside of the page, such as a number or a note of the printer's, and no words of the text."""
    return _ASIDE.match(source.shadow, line.start, line.end) is not None
