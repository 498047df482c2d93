"""Which meeting does a document speak of: its number, its days, its place, who convened it?

Each is read from the words that usually carry it and from nowhere else. What is not found stays
empty: a clerk fills an empty field more safely than he corrects an invented one.
"""

import re
from collections.abc import Iterator, Sequence

from qurultay.press.importer.dates import days_in
from qurultay.press.importer.languages import language_of
from qurultay.press.importer.numerals import ORDINAL, number
from qurultay.press.importer.proposals import DayRange, NamedBody, Session, Span, Words
from qurultay.press.importer.sentences import sentences
from qurultay.press.importer.slugs import slug
from qurultay.press.importer.source import SourceText

_MEETING = (
    r"(?:Assembly|Congress|Session|Qurultay|Qurultai|Kurultai|Kurultay|Conference|Convention|Plenary|Summit|Synod|Sobor|Parliament|Council|"
    r"ASSEMBLY|CONGRESS|SESSION|CONFERENCE|session|Парламент|құрылтай\w*|Құрылтай\w*|ассамблея\w*|съезд\w*|сессия\w*|قۇرۇلتا\w*|يىغىن\w*)"
)
_SESSION = re.compile(
    rf"\b(?P<n>(?i:{ORDINAL})|[IVX]{{1,5}})\s+(?:(?:[A-Z][\w'-]*|of|the|and|нөмірлі|نۆۋەتلىك|\w+لىك|ئومۇمىي|жалпы|ұлттық|مىللىي)\s+){{0,7}}?{_MEETING}"
)
_HELD = re.compile(
    r"\b(?:conven(?:ed|es|ing)|held|met\b|meeting\s+(?:in|from|on|at)|conclud\w+|sessions?\b|took\s+place|gathered|assembled|hosted|convoked|"
    r"өтті|өткен|өткіз|ئۆتكۈز)",
    re.IGNORECASE,
)
# "Recalling the meeting held in 1996" speaks of another one.
_RECALLED = re.compile(r"\s*(?:(?:Deeply|Gravely|Also|Further)\s+)?[A-Z][a-z]+(?:ing|ed|ful)\b")
_BEFORE = re.compile(
    r"\b(?:preced\w+|prior\s+to|planning|preparatory|on\s+the\s+eve|ahead\s+of|pre-(?:session|congress|assembly))", re.I
)
_NAME = r"[A-Z][\w'.-]*(?:\s+(?:(?:of|in|for|and|the|on|de|du|des)\s+){0,2}[A-Z][\w'.-]*)*"
_CONVENED = re.compile(
    r"\bunder\s+the\s+(?:joint\s+)?auspices\s+of\s+(?=\s*(?:the\s+|both\s+)?[A-Z])|\b(?:convened|convoked|organi[sz]ed|co-organi[sz]ed|held|hosted|co-hosted|called|summoned|sponsored)\s+(?:\w+ly\s+)?"
    r"(?:by|at\s+the\s+(?:invitation|initiative)\s+of)\s+(?=(?:the\s+|both\s+)?[A-Z])",
)
_LIST_ENDS = re.compile(
    r"[.;:]|,?\s(?:and\s+)?(?:[a-z]+(?:ing|ed|ly)|in(?!\s+Exile\b)|from|on|at|which|who|was|were|is|to|with|successfully)\s"
)
_NAMED = re.compile(rf"(?:the\s+|both\s+)*(?P<name>{_NAME})(?:\s*\((?P<short>[A-Z][A-Za-z.]{{1,9}})\))?")


def session_in(source: SourceText, spans: Sequence[Span]) -> Session | None:
    """The first "9th General Assembly" in these places, the title's before the text's."""
    for span in spans:
        for hit in _SESSION.finditer(source.shadow, span.start, span.end):
            if re.search(r"anniversary\s+of\s+(?:the\s+)?$", source.shadow[max(0, hit.start() - 40) : hit.start()]):
                continue
            if (ordinal := number(hit["n"])) is not None:
                return Session(ordinal=ordinal, words=source.words(*hit.span()))
    return None


def held_in(source: SourceText, span: Span) -> DayRange | None:
    """The days of the meeting: a run of days beside a word of meeting, else such a day."""
    told = [
        s
        for s in sentences(source.shadow, span.start, span.end)
        if _HELD.search(source.shadow, s.start, s.end) and not _RECALLED.match(source.shadow, s.start, s.end)
    ]
    days = [day for s in told for day in days_in(source, s.start, s.end) if not _precedes(source, s, day)]
    return next((day for day in days if day.first != day.last), next(iter(days), None))


def before_in(source: SourceText, span: Span, held: DayRange | None) -> tuple[DayRange, ...]:
    """Days the document says came before the meeting: a planning day, a preparatory meeting."""
    told = [s for s in sentences(source.shadow, span.start, span.end) if _BEFORE.search(source.shadow, s.start, s.end)]
    days = (day for s in told for day in days_in(source, s.start, s.end))
    return tuple(
        day for day in days if held is not None and day.last < held.first and (held.first - day.last).days < 60
    )


def _precedes(source: SourceText, sentence: Span, day: DayRange) -> bool:
    return _BEFORE.search(source.shadow, sentence.start, day.words.span.start) is not None


def place_in(source: SourceText, span: Span, held: DayRange | None) -> Words | None:
    """Where the meeting was: the name between "in" and its days, or behind them."""
    if held is None:
        return None
    day = held.words.span
    around = next((s for s in sentences(source.shadow, span.start, span.end) if s.start <= day.start < s.end), None)
    if around is None:
        return None
    before = re.compile(
        r"\b(?:in|at)\s+(?P<place>(?:the\s+|its\s+)?[A-Z][^.;:]{1,90}?),?\s+(?:from|on|between|during)?\s*(?:the\s+)?$"
    )
    found = None
    for at in range(max(around.start, day.start - 130), day.start):
        hit = before.match(source.shadow, at, day.start)
        found = hit if hit is not None and _is_place(hit["place"]) else found
    if found is None:
        after = re.compile(
            r",?\s+(?:in|at)\s+(?:the\s+)?(?P<place>[A-Z][\w.'-]*(?:,?\s+(?:(?:of|and|the|de)\s+)*[A-Z][\w.'-]*)*)"
        )
        found = after.match(source.shadow, day.end, around.end)
    return source.words(*found.span("place")) if found is not None else None


def _is_place(words: str) -> bool:
    """Capitals throughout: a place's name has no verbs in it."""
    small = [word for word in re.findall(r"[\w'-]+", words) if word[0].islower()]
    return all(word in ("the", "of", "and", "de", "la", "its", "city", "near", "am", "upon") for word in small)


def conveners_in(source: SourceText, span: Span) -> tuple[NamedBody, ...]:
    """The bodies that convened it."""
    hit = _CONVENED.search(source.shadow, span.start, span.end)
    if hit is None:
        return ()
    ends = _LIST_ENDS.search(source.shadow, hit.end(), span.end)
    stop = ends.start() if ends is not None else min(span.end, hit.end() + 200)
    return tuple(named_bodies(source, hit.end(), stop))


def named_bodies(source: SourceText, start: int, stop: int) -> Iterator[NamedBody]:
    """Names joined by commas and "and the"; "Culture and Sport" within a name stays together."""
    begun = start
    for joint in [
        *re.finditer(r",?\s+and\s+(?=the\s|both\s)|,\s+|\s+and\s+(?=[A-Z][\w ]+\()", source.shadow[start:stop]),
        None,
    ]:
        ends = stop if joint is None else start + joint.start()
        hit = _NAMED.match(source.shadow, begun, ends)
        if hit is not None:
            yield NamedBody(name=source.words(*hit.span("name")), slug=slug(hit["name"]), abbreviation=hit["short"] or "",
                            language=language_of(hit["name"]))  # fmt: skip
        begun = ends if joint is None else start + joint.end()
