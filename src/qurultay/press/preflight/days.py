"""Are the days of a text in the calendar: weekdays, lengths of months, ranges, figures that two readers read differently?"""

import re
from calendar import monthrange
from collections.abc import Iterator
from datetime import date

from qurultay.press.importer.dates import MONTHS, Dated, doubtful_in
from qurultay.press.importer.numerals import digits
from qurultay.press.preflight.finding import Finding
from qurultay.press.preflight.knowledge import Knowledge
from qurultay.press.preflight.version import Version
from qurultay.tlog.sentence import Sentence

_WEEKDAYS = {
    "en": "Monday Tuesday Wednesday Thursday Friday Saturday Sunday",
    "kk": "дүйсенбі сейсенбі сәрсенбі бейсенбі жұма сенбі жексенбі",
    "ug": "دۈشەنبە سەيشەنبە چارشەنبە پەيشەنبە جۈمە شەنبە يەكشەنبە",
    "ru": "понедельник вторник среда четверг пятница суббота воскресенье",
}
_NUMBERED = {name.lower(): n for names in _WEEKDAYS.values() for n, name in enumerate(names.split())}
_NAME = "|".join(sorted(_NUMBERED, key=len, reverse=True))
_BEFORE = re.compile(rf"(?<!\w)(?P<name>{_NAME})\w{{0,4}}[,،]?\s{{1,3}}(?:the\s)?$", re.IGNORECASE)
_AFTER = re.compile(rf"\w{{0,6}}[,،]?\s{{0,3}}\(?(?P<name>{_NAME})(?!\w{{4}})", re.IGNORECASE)
_MONTH = "|".join(sorted((name for name in MONTHS if len(name) > 3 or name == "may"), key=len, reverse=True))
_WRITTEN = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"(?<![\d/.-])(?P<d>\d{{1,2}})(?:st|nd|rd|th)?[ -](?:of )?(?P<m>{_MONTH})(?:\w{{0,6}}[,،]? (?P<y>[12]\d{{3}}))?",
        rf"(?<!\w)(?P<m>{_MONTH}) (?P<d>\d{{1,2}})(?:(?:st|nd|rd|th)(?:, (?P<y>[12]\d{{3}}))?|, (?P<y2>[12]\d{{3}}))",
        rf"(?<!\d)(?P<y>[12]\d{{3}})(?:-يىلى| жылғы| жылы) (?P<d>\d{{1,2}})[ -](?P<m>{_MONTH})",
        r"(?<![\d/-])(?P<y>[12]\d{3})-(?P<mm>\d{2})-(?P<d>\d{2})(?![\d-])",
    )
)
_YEARS = re.compile(
    r"(?<![\w/.+-])(?<!\d )(?:from )?(?P<a>[12]\d{3})(?:\s?[–—-]\s?| to )(?P<b>[12]\d{3})(?![\d/])(?![ -]\d)",
    re.IGNORECASE,
)


def check_days(version: Version, known: Knowledge) -> Iterator[Finding]:
    """Everything that is wrong with the days of a text."""
    yield from _weekdays(version)
    yield from _impossible(version)
    yield from _reversed(version)
    for doubtful in doubtful_in(version.source):
        one, two = doubtful.first, doubtful.first[::-1]
        reason = Sentence(
            "it is day {day} of month {month} to one reader and day {other_day} of month {other_month} to another",
            day=one[1],
            month=one[0],
            other_day=two[1],
            other_month=two[0],
        )
        yield version.finding("date-ambiguous", doubtful.span.start, doubtful.span.end, reason)
    if version.on is None and version.form != "words":
        yield version.about("date-unknown", "no day was found that this text bears")


def _weekdays(version: Version) -> Iterator[Finding]:
    for dated in version.dates:
        day = _day(dated, version)
        hit = _BEFORE.search(version.shadow, max(0, dated.span.start - 24), dated.span.start) or _AFTER.match(
            version.shadow, dated.span.end
        )
        if day is None or hit is None or dated.first != dated.last or dated.doubtful:
            continue
        if _NUMBERED[hit["name"].lower()] != day.weekday():
            right = _named(day, version.language)
            start, end = min(hit.start("name"), dated.span.start), max(hit.end("name"), dated.span.end)
            yield version.finding(
                "weekday-wrong",
                start,
                end,
                Sentence("{day} is a {right}", day=day, right=right),
                Sentence("write {right}, or mend the date", right=right),
            )


def _day(dated: Dated, version: Version) -> date | None:
    year = dated.year if dated.year is not None else (version.on.year if version.on is not None else None)
    return (
        date(year, *dated.first) if year is not None and dated.first[1] <= monthrange(year, dated.first[0])[1] else None
    )


def _named(day: date, language: str) -> str:
    return _WEEKDAYS.get(language, _WEEKDAYS["en"]).split()[day.weekday()]


def _impossible(version: Version) -> Iterator[Finding]:
    seen: set[int] = set()
    for pattern in _WRITTEN:
        for hit in pattern.finditer(version.shadow):
            held = {name: digits(value) for name, value in hit.groupdict().items() if value}
            month = int(held["mm"]) if "mm" in held else MONTHS[held["m"].lower()]
            year = int(held.get("y") or held.get("y2") or 2024)
            day, longest = int(held["d"]), monthrange(year, month)[1] if 1 <= month <= 12 else 0
            if (day > longest or day == 0) and day < 40 and hit.start("d") not in seen:
                seen.add(hit.start("d"))
                reason = Sentence("there is no month {month}", month=month)
                if longest:
                    reason = Sentence("that month has {longest} days", longest=longest)
                yield version.finding("date-impossible", hit.start(), hit.end(), reason)


def _reversed(version: Version) -> Iterator[Finding]:
    for dated in version.dates:
        new_year = dated.first[0] >= 9 and dated.last[0] <= 4
        if dated.first > dated.last and not new_year:
            reason = "the first day comes after the last"
            yield version.finding("range-reversed", dated.span.start, dated.span.end, reason)
    for hit in _YEARS.finditer(version.shadow):
        if int(hit["a"]) > int(hit["b"]):
            yield version.finding(
                "range-reversed",
                hit.start(),
                hit.end(),
                Sentence("{first} comes after {last}", first=hit["a"], last=hit["b"]),
            )
