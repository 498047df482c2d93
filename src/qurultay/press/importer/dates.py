"""Which days does a text name? Dates as documents write them, with the year taken from beside where it is left out.

`November 10th to November 12th, 2023` · `10–12 November 2023` · `3rd of November 2021` · `2021-11-03` ·
`03.11.2021` · `2023 жылғы 12 қараша` · `2023-يىلى 12-نويابىر` · `12 ноября 2023 года` · `12 Kasım 2023`.
A form with slashes (03/11/2021) says different days to different readers: it is read as a day only
where one of the two is impossible, and is a question otherwise.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from qurultay.press.importer.numerals import ORDINALS, digits, number
from qurultay.press.importer.proposals import DayRange, Span
from qurultay.press.importer.source import SourceText

_MONTHS = {
    "en": "january february march april may june july august september october november december",
    "ug": "يانۋار فېۋرال مارت ئاپرېل ماي ئىيۇن ئىيۇل ئاۋغۇست سېنتەبىر ئۆكتەبىر نويابىر دېكابىر",
    "kk": "қаңтар ақпан наурыз сәуір мамыр маусым шілде тамыз қыркүйек қазан қараша желтоқсан",
    "ru": "января февраля марта апреля мая июня июля августа сентября октября ноября декабря",
    "tr": "ocak şubat mart nisan mayıs haziran temmuz ağustos eylül ekim kasım aralık",
    "de": "januar februar märz april mai juni juli august september oktober november dezember",
    "fr": "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
}
MONTHS = {name: n for names in _MONTHS.values() for n, name in enumerate(names.split(), 1)}
MONTHS |= {name[:3]: n for name, n in MONTHS.items() if name in _MONTHS["en"].split()} | {"sept": 9}

_BENT = [name for code in ("ug", "kk") for name in _MONTHS[code].split()]
_STIFF = [name for name in MONTHS if name not in _BENT]


def _names(names: list[str]) -> str:
    return "|".join(sorted(names, key=len, reverse=True))


# Uyghur and Kazakh months take endings: "19-ماينى", "19 мамырды".
_M = rf"(?P<{{0}}>(?:{_names(_STIFF)})(?!\w)|(?:{_names(_BENT)}))\w{{{{0,6}}}}\.?"
_D = r"(?P<{0}>\d{{1,2}})(?:st|nd|rd|th)?(?![\w])"
_D_WORD = (
    "(?P<{0}>"
    + "|".join(sorted((w for w, n in ORDINALS.items() if n <= 31 and w.isascii()), key=len, reverse=True))
    + ")"
)
_Y = r"(?P<{0}>[12]\d{{3}})(?!\d)"
_TO = r"\s*(?:-|–|—|to|through|until|till|and|&)\s*"
_TO_KK = r"\s*(?:-|–|—|және|мен|пен|бен)\s*"
_TO_UG = r"-?\s*(?:-|–|—|ۋە|بىلەن)\s*"
_WEEKDAY = r"(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day,?\s+)?"


def _form(*pieces: str) -> re.Pattern[str]:
    # a date may be broken by the end of a line, never by that of a paragraph
    gap = r"(?:[^\S\n]|\n(?![^\S\n]*\n))"
    return re.compile(r"(?<![\w/.])" + "".join(pieces).replace(r"\s", gap), re.IGNORECASE)


_YEAR_AFTER = r"(?:,?\s+" + _Y.format("year") + r")?"
_FORMS = (
    _form(_M.format("m1"), r"\s+", _D.format("d1"), _TO, _WEEKDAY, _M.format("m2"), r"\s+", _D.format("d2"), _YEAR_AFTER),
    _form(_M.format("m1"), r"\s+", _D.format("d1"), _TO, _D.format("d2"), _YEAR_AFTER),
    _form(_D.format("d1"), r"\s+(?:of\s+)?", _M.format("m1"), _TO, _WEEKDAY, _D.format("d2"), r"\s+(?:of\s+)?",
          _M.format("m2"), _YEAR_AFTER),
    _form(_D.format("d1"), _TO, _D.format("d2"), r"\s+(?:of\s+)?", _M.format("m1"), _YEAR_AFTER),
    _form(_M.format("m1"), r"\s+", _D.format("d1"), _YEAR_AFTER),
    _form(_D.format("d1"), r"\.?\s+(?:day\s+)?(?:of\s+)?", _M.format("m1"), _YEAR_AFTER),
    _form(_D_WORD.format("d1"), r"\s+(?:day\s+)?of\s+", _M.format("m1"), _YEAR_AFTER),
    _form(r"(?P<year>[12]\d{3})-(?P<mm>[01]\d)-(?P<d1>[0-3]\d)(?!\d)"),
    _form(r"(?P<d1>[0-3]?\d)\.\s?(?P<mm>[01]?\d)\.\s?(?P<year>[12]\d{3})(?!\d)"),
    _form(r"(?P<s1>[0-3]?\d)/(?P<s2>[0-3]?\d)/(?P<year>[12]\d{3})(?!\d)"),
    _form(_Y.format("year"), r"\s+(?:жылғы|жылы|жылдың|ж\.)\s+", _D.format("d1"), _TO_KK, _D.format("d2"), r"\s+",
          _M.format("m1")),
    _form(_D.format("d1"), _TO_KK, _D.format("d2"), r"\s+", _M.format("m1")),
    _form(_Y.format("year"), r"-?\s?(?:يىلى|يىل|يىلنىڭ)\s+", r"(?P<d1>\d{1,2})", _TO_UG, r"(?P<d2>\d{1,2})-?\s?",
          _M.format("m1")),
    _form(_Y.format("year"), r"\s+(?:жылғы|жылы|жылдың|ж\.)\s+", _D.format("d1"), r"\s+", _M.format("m1")),
    _form(_Y.format("year"), r"-?\s?(?:يىلى|يىل|يىلنىڭ)\s+", r"(?P<d1>\d{1,2})-?\s?", _M.format("m1")),
    _form(r"(?P<d1>\d{1,2})-", _M.format("m1"), r"(?:،?\s+", _Y.format("year"), ")?"),
)  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Dated:
    """A day or a run of days as written; the year is None where the words leave it out."""

    first: tuple[int, int]
    last: tuple[int, int]
    year: int | None
    span: Span
    doubtful: bool = False


def dates_in(source: SourceText, start: int = 0, end: int | None = None) -> list[Dated]:
    """All dates between two places of the source, in order; the longest reading of each is kept.

    >>> from qurultay.press.importer.source import source_text
    >>> [(d.first, d.last, d.year) for d in dates_in(source_text("from November 10th to November 12th, 2023"))]
    [((11, 10), (11, 12), 2023)]
    """
    stop = len(source.shadow) if end is None else end
    everywhere = _all_dates(source.shadow)
    first = bisect_left(everywhere, start, key=lambda d: d.span.start)
    last = bisect_left(everywhere, stop, key=lambda d: d.span.start)
    return [dated for dated in everywhere[first:last] if dated.span.end <= stop]


@lru_cache(maxsize=4)
def _all_dates(shadow: str) -> tuple[Dated, ...]:
    """All dates of a document, found once: every sentence asks for its own."""
    found = [dated for form in _FORMS for hit in form.finditer(shadow) if (dated := _dated(hit))]
    kept: list[Dated] = []
    for dated in sorted(found, key=lambda d: (d.span.start, -d.span.end)):
        if not kept or dated.span.start >= kept[-1].span.end:
            kept.append(dated)
        elif kept[-1].year is None and dated.year is not None:
            # "Suite 4, March 12, 2026" is no day in March of its own
            kept[-1] = dated
    return tuple(kept)


def days_in(source: SourceText, start: int = 0, end: int | None = None) -> list[DayRange]:
    """The same, with years filled in from the nearest date that has one; what has no year nowhere is left out.

    >>> from qurultay.press.importer.source import source_text
    >>> source = source_text("on November 9th. It met from 10 to 12 November 2023.")
    >>> [(d.first.isoformat(), d.last.isoformat()) for d in days_in(source)]
    [('2023-11-09', '2023-11-09'), ('2023-11-10', '2023-11-12')]
    """
    ranges = (_ranged(dated, source) for dated in dates_in(source, start, end))
    return [each for each in ranges if each is not None]


def _dated(hit: re.Match[str]) -> Dated | None:
    held = {name: digits(value).lower() for name, value in hit.groupdict().items() if value}
    year, span = int(held["year"]) if "year" in held else None, Span(start=hit.start(), end=hit.end())
    if "s1" in held:
        return _slashed(int(held["s1"]), int(held["s2"]), year, span)
    month = int(held["mm"]) if "mm" in held else MONTHS[held["m1"]]
    day = number(held["d1"]) or 0
    first = (month, day)
    last = (MONTHS[held["m2"]] if "m2" in held else month, int(held.get("d2", day)))
    return Dated(first=first, last=last, year=year, span=span) if all(map(_exists, (first, last))) else None


def _slashed(one: int, two: int, year: int | None, span: Span) -> Dated | None:
    readings = [day for day in dict.fromkeys([(two, one), (one, two)]) if _exists(day)]
    if not readings:
        return None
    return Dated(first=readings[0], last=readings[0], year=year, span=span, doubtful=len(readings) > 1)


def _exists(day: tuple[int, int]) -> bool:
    return 1 <= day[0] <= 12 and 1 <= day[1] <= 31 and _day(2024, day) is not None


def _day(year: int, day: tuple[int, int]) -> date | None:
    try:
        return date(year, *day)
    except ValueError:
        return None


def _ranged(dated: Dated, source: SourceText) -> DayRange | None:
    year = dated.year if dated.year is not None else _nearest_year(dated, source)
    if year is None:
        return None
    first = _day(year if dated.first <= dated.last else year - 1, dated.first)
    last = _day(year, dated.last)
    if first is None or last is None:
        return None
    return DayRange(first=first, last=last, words=source.words(dated.span.start, dated.span.end))


def _nearest_year(dated: Dated, source: SourceText) -> int | None:
    """The year of the date nearest by, one that follows being preferred at equal distance."""
    dates = _with_years(source.shadow)
    at = bisect_left(dates, dated.span.start, key=lambda d: d.span.start)
    near = dates[max(0, at - 1) : at + 1]
    best = min(
        near, key=lambda d: (abs(d.span.start - dated.span.start), d.span.start < dated.span.start), default=None
    )
    return best.year if best is not None else None


@lru_cache(maxsize=4)
def _with_years(shadow: str) -> tuple[Dated, ...]:
    return tuple(d for d in _all_dates(shadow) if d.year is not None)


def doubtful_in(source: SourceText) -> Iterator[Dated]:
    """Dates that say one day to a British reader and another to an American one."""
    return (dated for dated in dates_in(source) if dated.doubtful)
