"""Can the texts that are cited exist: number and session, number and year, day of adoption, articles of a treaty?

Numbers of resolutions grow with time, so those the facts know bound all others: between 1514 (XV) and 1654 (XVI) nothing
belongs to session XX. What is only within its bounds is reported as unknown: nobody has looked it up.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator
from datetime import date
from functools import cache

from qurultay.press.importer.numerals import roman
from qurultay.press.preflight.articles import check_articles
from qurultay.press.preflight.facts import Resolution
from qurultay.press.preflight.finding import Finding
from qurultay.press.preflight.knowledge import Knowledge
from qurultay.press.preflight.version import Version
from qurultay.tlog.sentence import Sentence

OLD = re.compile(
    r"(?<![\w/.])(?P<symbol>A/RES/)?(?P<n>\d{1,4})\s?(?:[A-F]\s?)?\((?P<s>(?:E?S-)?[IVXLC]{1,8}|E?S-\d{1,2})\)"
)
NEW = re.compile(
    r"(?<![\w/.])(?P<symbol>A/RES/|(?:[Rr]esolutions?|қарары?\w{0,4}|قارارى?)\s)(?P<s>\d{1,2})/(?P<n>\d{1,4})(?![\d/])"
)
COUNCIL = re.compile(r"(?<![\w/.])(?P<symbol>S/RES/|[Rr]esolutions?\s)(?P<n>\d{1,4})\s?\((?P<y>(?:19|20)\d{2})\)")
_BAD = re.compile(
    r"(?<![\w/])(?:A/RES/(?:\d{1,4}(?![\d/])(?!\s?\()|[IVXLC]+/\d+)|[AS][.-]RES[.-/]\d+|S/RES/\d{1,4}(?![\d])(?!\s?\())"
)
_UN = re.compile(
    r"United Nations|\bUN\b|\bUNGA\b|General Assembly resolution|Security Council|БҰҰ|Біріккен Ұлттар|Бас Ассамблея|ب د ت|بىرلەشكەن دۆلەتلەر|باش ئاسسامبلېيە"
)
_OF = re.compile(r"\s{0,2}(?:\(|,|of|on|adopted|adopted on|dated|\s){0,3}\s{0,2}$")
_FIRST_NEW, _MOST_NEW, _LAST_OLD = 31, 420, 30


def check_citations(version: Version, known: Knowledge) -> Iterator[Finding]:
    """Every citation is wrong, right, or unknown."""
    table = known.facts.resolutions.values()
    for hit in _BAD.finditer(version.shadow):
        reason = Sentence("{words} lacks its session or year, or has it in the wrong place", words=hit.group())
        yield version.finding("citation-form", hit.start(), hit.end(), reason)
    for hit in OLD.finditer(version.shadow):
        yield from _old(version, hit, [each for each in table if each.organ == "ga"])
    for hit in NEW.finditer(version.shadow):
        if hit["symbol"] == "A/RES/" or _is_un(version, hit):
            yield from _new(version, hit, [each for each in table if each.organ == "ga"])
        else:
            yield _unknown(version, hit, Sentence("it does not say of which organisation"))
    for hit in COUNCIL.finditer(version.shadow):
        if hit["symbol"] == "S/RES/" or "Security Council" in _sentence(version, hit):
            yield from _council(version, hit, [each for each in table if each.organ == "sc"])
    yield from check_articles(version, known)


def _sentence(version: Version, hit: re.Match[str]) -> str:
    start, end = version.sentence_around(hit.start(), hit.end())
    return version.shadow[start:end]


def _is_un(version: Version, hit: re.Match[str]) -> bool:
    return _UN.search(_sentence(version, hit)) is not None


def _old(version: Version, hit: re.Match[str], table: list[Resolution]) -> Iterator[Finding]:
    """A resolution of the sessions up to the thirtieth: 1514 (XV)."""
    number, session = int(hit["n"]), hit["s"]
    if not (hit["symbol"] or _is_un(version, hit)):
        yield _unknown(version, hit, Sentence("it does not say of which organisation"))
        return
    rank = _rank(session)
    if rank is None:
        yield _unknown(version, hit, Sentence("no facts pack knows the session {session}", session=session))
    elif rank > _LAST_OLD:
        reason = Sentence(
            "since 1976 the session stands before the number: A/RES/{session}/{number}",
            session=int(rank),
            number=number,
        )
        yield version.finding("citation-form", hit.start(), hit.end(), reason)
    elif (against := _out_of_order(number, rank, table)) is not None:
        reason = Sentence(
            "{number} is of session {session} ({on})", number=against.number, session=against.session, on=against.on
        )
        yield version.finding("citation-range", hit.start(), hit.end(), reason)
    else:
        same = next((r for r in table if (r.number, r.session) == (number, session)), None)
        years = {1945 + int(rank), 1946 + int(rank)}
        yield from _dated(version, hit, same, years, Sentence("session {session}", session=session))


def _new(version: Version, hit: re.Match[str], table: list[Resolution]) -> Iterator[Finding]:
    """A resolution of the sessions from the thirty-first on: 61/295."""
    session, number = int(hit["s"]), int(hit["n"])
    latest = version.on.year - 1945 if version.on is not None else 10_000
    if session < _FIRST_NEW:
        reason = Sentence(
            "before 1976 the session stands behind the number in Roman figures; session {session} is one of those",
            session=session,
        )
        yield version.finding("citation-form", hit.start(), hit.end(), reason)
    elif session > latest:
        reason = Sentence(
            "session {session} begins in {year}, after the day of this text", session=session, year=1945 + session
        )
        yield version.finding("citation-range", hit.start(), hit.end(), reason)
    elif not 1 <= number <= _MOST_NEW:
        yield version.finding(
            "citation-range",
            hit.start(),
            hit.end(),
            Sentence("no session has a resolution number {number}", number=number),
        )
    else:
        same = next((r for r in table if (r.number, r.session) == (number, str(session))), None)
        yield from _dated(
            version, hit, same, {1945 + session, 1946 + session}, Sentence("session {session}", session=session)
        )


def _council(version: Version, hit: re.Match[str], table: list[Resolution]) -> Iterator[Finding]:
    """A resolution of the Security Council, which bears its year: 1325 (2000)."""
    number, year = int(hit["n"]), int(hit["y"])
    same = next((r for r in table if r.number == number), None)
    wrong = same if same is not None and same.on.year != year else None
    wrong = wrong or next(
        (r for r in table if (r.number < number and r.on.year > year) or (r.number > number and r.on.year < year)), None
    )
    if wrong is not None:
        yield version.finding(
            "citation-range",
            hit.start(),
            hit.end(),
            Sentence("resolution {number} is of {year}", number=wrong.number, year=wrong.on.year),
        )
    else:
        yield from _dated(version, hit, same, {year}, str(year))


def _dated(
    version: Version, hit: re.Match[str], same: Resolution | None, years: set[int], when: str
) -> Iterator[Finding]:
    """Compare the day beside a citation; then it is right if the facts have it, and unknown otherwise."""
    day = _day_behind(version, hit.end())
    if day is not None and same is not None and day != same.on:
        reason = Sentence(
            "it was adopted on {adopted} ({source}), not on {day}", adopted=same.on, source=same.source, day=day
        )
        yield version.finding("citation-year", hit.start(), hit.end(), reason)
    elif day is not None and day.year not in years:
        yield version.finding(
            "citation-year",
            hit.start(),
            hit.end(),
            Sentence("{when} was held in {held}, not in {year}", when=when, held=min(years), year=day.year),
        )
    elif same is not None:
        yield version.finding(
            "citation-right",
            hit.start(),
            hit.end(),
            Sentence("{source}, adopted on {adopted}", source=same.source, adopted=same.on),
        )
    else:
        yield _unknown(
            version, hit, Sentence("the number fits {when}, and no facts pack has the resolution itself", when=when)
        )


def _day_behind(version: Version, end: int) -> date | None:
    """The day that stands right behind a citation."""
    at = bisect_left(version.dates, end, key=lambda dated: dated.span.start)
    dated = version.dates[at] if at < len(version.dates) else None
    if dated is None or dated.year is None or dated.span.start > end + 16:
        return None
    try:
        return date(dated.year, *dated.first) if _OF.match(version.shadow[end : dated.span.start]) else None
    except ValueError:
        return None


def _unknown(version: Version, hit: re.Match[str], why: str) -> Finding:
    return version.finding(
        "citation-unknown",
        hit.start(),
        hit.end(),
        Sentence("{words} could not be checked: {why}", words=hit.group().strip(), why=why),
    )


@cache
def _rank(session: str) -> float | None:
    """The place of a session in time; special sessions stand between the regular ones."""
    special = {"S-1": 1.5, "S-I": 1.5, "S-2": 2.5, "S-II": 2.5, "S-VI": 28.5, "S-VII": 29.5}
    return special.get(session) or (roman(session) if "S" not in session else None)


def _out_of_order(number: int, rank: float, table: list[Resolution]) -> Resolution | None:
    """A known resolution that cannot be where it is if this one is right."""
    for each in table:
        other = None if each.session.isdecimal() else _rank(each.session)
        if other is None:
            continue
        if (each.number <= number and other > rank) or (each.number >= number and other < rank):
            return each
    return None
