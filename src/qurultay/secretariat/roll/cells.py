"""Numbers of a spreadsheet as people see them: a day is kept as how many went by, and its format says that it is one."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal, InvalidOperation
from typing import Final

DAYS: Final = frozenset({*range(14, 18), 22, *range(27, 32), 36, *range(50, 59)})
"""The numbers of formats that show a day and need no words in the file (ECMA-376 part 1, 18.8.30)."""
_WORDS_IN_A_FORMAT = re.compile(r'"[^"]*"|\\.|_.|\*.|\[(?!h+\]|m+\]|s+\])[^\]]*\]')


@dataclass(frozen=True, kw_only=True)
class Format:
    """How a number is shown: as a day counted from one of two beginnings, or with noughts before it."""

    is_day: bool = False
    from_1904: bool = False
    digits: int = 0


PLAIN: Final = Format()


@dataclass(frozen=True, kw_only=True)
class Formats:
    """The formats of a file, as its cells name them."""

    each: tuple[Format, ...] = ()

    def of(self, style: str) -> Format:
        """The format of a cell of this style."""
        at = int(style) if style.isdecimal() and len(style) < 8 else 0
        return self.each[at] if at < len(self.each) else PLAIN


def formats_of(events: Iterable[tuple[str, Mapping[str, str] | None, str]], from_1904: bool) -> Formats:
    """The formats in a part of styles."""
    written: dict[str, str] = {}
    each: list[Format] = []
    of_cells = False
    for name, told, _ in events:
        if name == "numFmt" and told is not None:
            written[told.get("numFmtId", "")] = told.get("formatCode", "")
        elif name == "cellXfs":
            of_cells = told is not None
        elif name == "xf" and told is not None and of_cells:
            number = told.get("numFmtId", "0")
            each.append(_format(number, written.get(number, ""), from_1904))
    return Formats(each=tuple(each))


def _format(number: str, written: str, from_1904: bool) -> Format:
    bare = _WORDS_IN_A_FORMAT.sub("", written.partition(";")[0]).lower()
    if bare:
        noughts = len(bare) if re.fullmatch("0+", bare) else 0
        return Format(is_day="y" in bare or "d" in bare, from_1904=from_1904, digits=noughts)
    return Format(is_day=number.isdecimal() and int(number[:6]) in DAYS, from_1904=from_1904)


def shown(value: str, how: Format) -> str:
    """The number as people see it.

    >>> shown("46082", Format(is_day=True)), shown("44620", Format(is_day=True, from_1904=True)), shown("7.0", PLAIN)
    ('2026-03-01', '2026-03-01', '7')
    >>> shown("7", Format(digits=3)), shown("0.1", PLAIN), shown("9.9890112345E10", PLAIN)
    ('007', '0.1', '99890112345')
    """
    try:
        number = Decimal(value.strip())
    except InvalidOperation:
        return value
    if not number.is_finite() or abs(number.adjusted()) > 20:
        return value
    if how.is_day:
        return _day(number, how) or value
    whole = number == number.to_integral_value()
    # A spreadsheet reckons in binary and shows fifteen figures of it.
    return str(int(number)).zfill(how.digits) if whole else f"{float(number):.15g}"


def _day(number: Decimal, how: Format) -> str:
    """The day that so many days make, in ten thousand years; nothing for hours of a day, and for what is none.

    Spreadsheets hold 1900 for a leap year: the 60th day, 29 February 1900, never was, and those before it count from one later.
    """
    days = int(number)
    since_1900 = date(1899, 12, 31) if days < 60 else date(1899, 12, 30)
    first = date(1904, 1, 1) if how.from_1904 else since_1900
    if number != days or not 0 < days < 2_957_000 or (days == 60 and not how.from_1904):
        return ""
    return (first + timedelta(days)).isoformat()
