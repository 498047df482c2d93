"""Do the numbers of anniversaries agree with the years: in the text itself, and in what the facts say of the event?"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from qurultay.press.importer.dates import days_in
from qurultay.press.importer.outcomes import anniversaries_in
from qurultay.press.importer.proposals import DayRange, Span
from qurultay.press.preflight.facts import Event
from qurultay.press.preflight.finding import Finding
from qurultay.press.preflight.knowledge import Knowledge
from qurultay.press.preflight.naming import in_language
from qurultay.press.preflight.number_words import value_of
from qurultay.press.preflight.version import Version
from qurultay.tlog.sentence import Sentence

_POSSESSED = re.compile(r"(?<![\d-])(?P<n>\d{1,3})[\s-]{0,3}(?:жылдығы|يىللىقى)\w{0,12}")
_YEAR = re.compile(r"(?<!\d)([12]\d{3})(?!\d)")
_COUNTS = r"(?P<n>\d{1,3}|[^\W\d_]{3,12}(?:[ -][^\W\d_]{3,8})?)"
_PAST = {
    "en": re.compile(rf"\b(?:past|last|previous)\s+{_COUNTS}\s+years\b", re.IGNORECASE),
    "kk": re.compile(rf"(?:соңғы|өткен|кейінгі)\s+{_COUNTS}\s+жыл", re.IGNORECASE),
    "ug": re.compile(rf"(?:ئۆتكەن|يېقىنقى|ئاخىرقى)\s+{_COUNTS}\s+يىل"),
}
_AGO = {
    "en": re.compile(rf"\b{_COUNTS}\s+years\s+ago\b", re.IGNORECASE),
    "kk": re.compile(rf"(?<!\w){_COUNTS}\s+жыл\s+бұрын", re.IGNORECASE),
    "ug": re.compile(rf"(?<!\w){_COUNTS}\s+يىل\s+(?:ئىلگىرى|بۇرۇن|ئاۋۋال)"),
}
_NEAR = 420
_LEAST = 5


@dataclass(frozen=True, kw_only=True)
class Mention:
    """An anniversary a text mentions: its number, the words of what it is of, and the years beside it."""

    ordinal: int
    of: str
    years: tuple[int, ...]
    start: int
    end: int


def check_anniversaries(version: Version, known: Knowledge) -> Iterator[Finding]:
    """Each anniversary is wrong, right, or unknown; and what the text counts elsewhere must agree with it."""
    for mention in mentions_in(version):
        event = event_of(mention.of, version.language, known)
        yield from _judged(version, mention, event)
        yield from _own_words(version, mention)
    yield from _years_ago(version)


def mentions_in(version: Version) -> Iterator[Mention]:
    """The anniversaries in a text. In Uyghur and Kazakh what it is of stands before the number, in English behind it."""
    if version.language == "en":
        for found in anniversaries_in(version.source, Span(start=0, end=len(version.shadow))):
            span = found.words.span
            yield Mention(ordinal=found.ordinal, of=found.of, years=found.years, start=span.start, end=span.end)
        return
    last = 0
    for hit in _POSSESSED.finditer(version.shadow):
        begun = max(version.sentence_at(hit.start())[0], last, hit.start() - 200)
        of = version.shadow[begun : hit.start()]
        bracket = of[of.rfind("(") :] if "(" in of else ""
        years = tuple(int(year) for year in _YEAR.findall(bracket))
        yield Mention(ordinal=int(hit["n"]), of=of, years=years, start=hit.start(), end=hit.end())
        last = hit.end()


def event_of(words: str, language: str, known: Knowledge) -> Event | None:
    """The event that these words name: all words of one of its names occur in them, endings apart; the longest name wins."""
    names = tuple(
        (event.id, name) for event in known.facts.events.values() for name in in_language(event.names, language)
    )
    found = _named(words, language, names)
    return known.facts.events[found] if found is not None else None


@lru_cache(maxsize=1024)
def _named(words: str, language: str, names: tuple[tuple[str, str], ...]) -> str | None:
    said, best = _tokens(words), (0, "")
    for id, name in names:
        wanted = _tokens(name)
        if wanted and all(any(_same(word, each, language) for each in said) for word in wanted):
            best = max(best, (len(wanted), id), key=lambda pair: pair[0])
    return best[1] or None


def _tokens(words: str) -> list[str]:
    plain = words.lower().replace("’", "'").replace("'s", "")
    return [token for token in re.findall(r"[^\W_]+", plain) if token not in ("the", "of", "a", "and")]


def _same(word: str, said: str, language: str) -> bool:
    return word == said or (language != "en" and len(word) > 3 and said.startswith(word[:-1]))


def _judged(version: Version, mention: Mention, event: Event | None) -> Iterator[Finding]:
    base = event.year if event is not None else (mention.years[0] if mention.years else None)
    at = (mention.start, mention.end)
    if event is not None and mention.years and mention.years[0] != event.year:
        reason = Sentence(
            "the text gives {year}, and {source} has {held}",
            year=mention.years[0],
            source=event.source,
            held=event.year,
        )
        yield version.finding("event-years-wrong", *at, reason)
    day = _day(version, mention)
    year = day.last.year if day is not None else (version.on.year if version.on is not None else None)
    if base is None or year is None:
        lacking = Sentence(
            "no facts pack knows the event and no year stands with it" if base is None else "the text bears no day"
        )
        yield version.finding(
            "anniversary-unknown",
            *at,
            Sentence(
                "the {ordinal}th anniversary cannot be counted: {lacking}", ordinal=mention.ordinal, lacking=lacking
            ),
        )
        return
    source = Sentence(" ({source})", source=event.source) if event is not None else ""
    if mention.ordinal in _right(version, base, year, day, event):
        yield version.finding(
            "anniversary-right",
            *at,
            Sentence(
                "{year} is {count} years after {base}{source}", year=year, count=year - base, base=base, source=source
            ),
        )
        return
    spans = [repr(words) for n, words in _spans(version, mention) if n == year - base]
    support = Sentence("; the text itself says {words}", words=spans) if spans else ""
    reason = Sentence(
        "{year} is {count} years after {base}{source}, not {ordinal}{support}",
        year=year,
        count=year - base,
        base=base,
        source=source,
        ordinal=mention.ordinal,
        support=support,
    )
    yield version.finding("anniversary-wrong", *at, reason, Sentence("write {count}", count=year - base))


def _right(version: Version, base: int, year: int, day: DayRange | None, event: Event | None) -> set[int]:
    """The numbers that can be meant: one less too where the day of the year has not come yet."""
    exact = year - base
    when = day.last if day is not None else version.on
    if event is None or event.month is None or event.day is None or when is None:
        return {exact} if day is not None else {exact, exact - 1}
    before = (when.month, when.day) < (event.month, event.day)
    return {exact, exact - 1} if before else {exact}


def _day(version: Version, mention: Mention) -> DayRange | None:
    """The day that its sentence names."""
    start, end = version.sentence_around(mention.start, mention.end)
    return next(iter(days_in(version.source, start, end)), None)


def _spans(version: Version, mention: Mention) -> Iterator[tuple[int, str]]:
    """Spans of years that stand in the same paragraph, near the anniversary."""
    pattern = _PAST.get(version.language)
    if pattern is None:
        return
    begun, ends = max(0, mention.start - _NEAR), min(len(version.shadow), mention.end + _NEAR)
    begun = max(begun, version.shadow.rfind("\n\n", begun, mention.start) + 1)
    stop = version.shadow.find("\n\n", mention.end, ends)
    for hit in pattern.finditer(version.shadow, begun, ends if stop < 0 else min(ends, stop)):
        if (count := value_of(hit["n"], version.language)) is not None and count >= _LEAST:
            yield count, " ".join(hit.group().split())


def _own_words(version: Version, mention: Mention) -> Iterator[Finding]:
    for count, words in _spans(version, mention):
        if count != mention.ordinal:
            reason = Sentence(
                "the text says {words!r} beside the anniversary number {ordinal}", words=words, ordinal=mention.ordinal
            )
            yield version.finding("anniversary-own-words", mention.start, mention.end, reason)


def _years_ago(version: Version) -> Iterator[Finding]:
    pattern = _AGO.get(version.language)
    if pattern is None or version.on is None:
        return
    for hit in pattern.finditer(version.shadow):
        start, end = version.sentence_around(hit.start(), hit.end())
        years = _YEAR.findall(version.shadow[start:end])
        count = value_of(hit["n"], version.language)
        if count is None or len(years) != 1:
            continue
        passed = version.on.year - int(years[0])
        if abs(passed - count) > 1:
            reason = Sentence(
                "from {from_} to {year} it is {passed} years, not {count}",
                from_=years[0],
                year=version.on.year,
                passed=passed,
                count=count,
            )
            yield version.finding("years-ago-wrong", hit.start(), hit.end(), reason)
