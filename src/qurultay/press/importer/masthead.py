"""What stands above the words: who issues the document, in which languages, and under which title?"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from qurultay.press.importer.dates import days_in
from qurultay.press.importer.languages import language_of
from qurultay.press.importer.proposals import DayRange, Dropped, NamedBody, Span, Words
from qurultay.press.importer.slugs import slug
from qurultay.press.importer.source import SourceText

_TITLE = re.compile(
    r"\b(?:declaration|resolution|communiqu[eé]|statement|charter|appeal|proclamation|manifesto|memorandum|decree|decision|constitution|"
    r"covenant|convention|press release|final document|outcome document|open letter|call to action|address|message|bylaws|statutes?)\b|"
    r"декларац|заявлен|резолюц|мәлімдеме|қарар|үндеу|жарғы|хіті|خىتابنام|بايانات|قارار|مۇراجىئەتنام|نىزام|bildiri|beyanname|karar",
    re.IGNORECASE,
)
_UN_TITLE = re.compile(r"\d{1,3}/\d{1,4}\.\s+\S")
_BODY = re.compile(
    r"\b(?:government|assembly|congress|council|parliament|movement|union|federation|party|organi[sz]ation|association|alliance|committee|"
    r"commission|institute|network|foundation|nation|confederation|presidency|office|ministry|secretariat|house)\b|"
    r"ھۆكۈم|قۇرۇلت|پارلام|كېڭ|قۇرۇلۇش|تەشكىلات|جەمئىيەت|ئىتتىپاق|үкімет|құрылтай|кеңес|парламент|одақ|ұйым|конгресс|қозғал|қоғам|лига|правительств|совет|meclis|hükümet",
    re.IGNORECASE,
)
_MOST_LINES = 14
_BEGINS = re.compile(
    r"\d{1,2}\s*[.):–—-]\s|[(\[]\d{1,2}[)\]]\s|§\s*\d|[IVX]{1,5}[.)]\s|(?:article|section|resolution|point)\s+(?:\d|[IVX]{1,5}\b|one\b)|we\b|whereas\b|resolved\b|be\s+it\b|(?:now,?\s+)?therefore\b|(?:recalling|noting|recognizing|mindful|guided|convinced|having)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, kw_only=True)
class Masthead:
    """The lines above the text, told apart; `ends` is where the text begins."""

    issuers: tuple[NamedBody, ...]
    title: Words | None
    day: DayRange | None
    dropped: tuple[Dropped, ...]
    ends: int


def masthead_of(source: SourceText, paragraphs: Sequence[Span]) -> Masthead:
    """The masthead of a document whose paragraphs these are: short ones without a full stop, before the first long one."""
    top = list(_top(source, paragraphs))
    title = _title(source, top)
    rest = [span for span in top if title is None or span != title]
    bodies = _bodies(source, rest)
    others = [span for span in rest if span not in bodies]
    adopted = sorted(others, key=lambda span: "adopted" not in source.shadow[span.start : span.end].lower())
    day = next((day for span in adopted for day in days_in(source, span.start, span.end)), None)
    return Masthead(
        issuers=issuers(source, bodies),
        title=source.words(title.start, title.end) if title is not None else None,
        day=day,
        dropped=tuple(Dropped(words=source.words(s.start, s.end), why="stands in the letterhead") for s in others),
        ends=top[-1].end if top else 0,
    )


def _top(source: SourceText, paragraphs: Sequence[Span]) -> Iterator[Span]:
    for span in paragraphs[:_MOST_LINES]:
        words = source.shadow[span.start : span.end]
        named = _UN_TITLE.match(words) is not None
        if (len(words) > 180 or words[-1] in ".,;:" or _BEGINS.match(words)) and not named:
            return
        yield span


def _title(source: SourceText, top: Sequence[Span]) -> Span | None:
    """The line that names a kind of document; a UN number goes before it; else the last line above the text."""
    numbered = [s for s in top if _UN_TITLE.match(source.shadow, s.start, s.end)]
    titled = [s for s in top if _TITLE.search(source.shadow, s.start, s.end)]
    plain = [s for s in top if not _is_date(source, s) and not _BODY.search(source.shadow, s.start, s.end)]
    return next(iter([*numbered, *titled, *reversed(plain)]), None)


def letterhead_of(source: SourceText, spans: Sequence[Span], first: bool = True) -> tuple[NamedBody, ...]:
    """The bodies a letterhead names; with `first`, its first line where none of its words says so."""
    return issuers(source, _bodies(source, spans) or (spans[:1] if first else ()))


def _bodies(source: SourceText, spans: Sequence[Span]) -> list[Span]:
    named = [_names_body(source, span) for span in spans]
    return [
        s
        for at, s in enumerate(spans)
        if named[at] or (_is_twin(source, spans, at) and any(named[max(0, at - 1) : at + 2]))
    ]


def _is_twin(source: SourceText, spans: Sequence[Span], at: int) -> bool:
    """The same name in another language: a line without figures beside one in another script."""
    words = source.shadow[spans[at].start : spans[at].end]
    beside = [source.shadow[s.start : s.end] for s in spans[max(0, at - 1) : at + 2] if s is not spans[at]]
    language = language_of(words)
    return not re.search(r"\d", words) and language != "en" and any(language_of(other) != language for other in beside)


def _names_body(source: SourceText, span: Span) -> bool:
    words = source.shadow[span.start : span.end]
    told = re.search(r"\badopted\b", words, re.IGNORECASE) is not None
    return (
        _BODY.search(words) is not None
        and not told
        and words[0] not in "[("
        and "Distr" not in words
        and not _is_date(source, span)
    )


def _is_date(source: SourceText, span: Span) -> bool:
    days = days_in(source, span.start, span.end)
    return bool(days) and span.end - span.start <= 60 and days[0].words.span.end >= span.end - 2


def issuers(source: SourceText, spans: Sequence[Span]) -> tuple[NamedBody, ...]:
    """The bodies of a letterhead. Lines in different languages beside one another name one body: they share its slug."""
    said = [(source.words(s.start, s.end), language_of(source.shadow[s.start : s.end])) for s in spans]
    found: list[NamedBody] = []
    for at, (words, language) in enumerate(said):
        seen = {body.language for body in found[-1:]}
        twin = found[-1].slug if found and language not in seen else ""
        english = next((slug(w.text.title()) for w, code in said[at : at + 3] if code == "en"), "")
        found.append(NamedBody(name=words, slug=twin or english or slug(words.text), language=language))
    return tuple(found)
