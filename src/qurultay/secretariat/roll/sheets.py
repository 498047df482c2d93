"""A list that somebody made in a spreadsheet and saved as CSV: its encoding, its divider, its rows, its days.

Everything that is wrong is gathered; nothing stops at the first mistake. What a row *means* is asked elsewhere
(`entries`); here a cell has a line, a column and words.
"""

import csv
import io
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from qurultay.portal.values import Saying
from qurultay.secretariat.roll.letters import is_formula, oddities, tidy

MOST_BYTES = 1024 * 1024
MOST_ROWS = 2000
_NOTHING = {"-", "–", "—", "n/a"}
_DAY_FIRST = re.compile(r"(\d{1,2})([./-])(\d{1,2})\2(\d{4})\.?")
_YEAR_FIRST = re.compile(r"(\d{4})([./-])(\d{1,2})\2(\d{1,2})")
_UNUSED_IN_1252 = b"\x81\x8d\x8f\x90\x9d"


class Unreadable(ValueError):
    """The file as a whole cannot be read; `saying` says why and how to save it."""

    def __init__(self, key: str, /, **places: int | str) -> None:
        super().__init__(key)
        self.saying = Saying.of(key, **places)


@dataclass(frozen=True, kw_only=True)
class Remark:
    """Something about one cell: an error stands in the way, a warning does not."""

    line: int
    column: str
    what: Saying
    error: bool = True


@dataclass(frozen=True, kw_only=True)
class Row:
    """One row: the line it begins on, and its cells by column."""

    line: int
    cells: Mapping[str, str]


@dataclass(kw_only=True)
class Sheet:
    """A list as it was read."""

    encoding: str
    divider: str
    rows: list[Row] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)


def read(data: bytes, headings: Mapping[str, str]) -> Sheet:
    """The list in these bytes; `headings` says which column is meant by which words. Raises `Unreadable`."""
    if len(data) > MOST_BYTES:
        raise Unreadable("roll.file.too-large", most=MOST_BYTES // 1024)
    text, encoding = decoded(data)
    divider, text = _divided(text)
    sheet = Sheet(encoding=encoding, divider=divider)
    table = _table(text, divider)
    line, first = next(table, (1, []))
    columns = list(_columns(first, line, headings, sheet))
    for line, cells in table:
        if len(sheet.rows) == MOST_ROWS:
            raise Unreadable("roll.file.too-long", most=MOST_ROWS)
        sheet.rows.append(_row(line, cells, columns, sheet))
    if not sheet.rows:
        raise Unreadable("roll.file.empty")
    return sheet


# --- characters ------------------------------------------------------------------------------------------------------


def decoded(data: bytes) -> tuple[str, str]:
    """The text, and which encoding it was found to be in. Raises `Unreadable`.

    >>> decoded("Ayla".encode("utf-16"))[1], decoded("Zoë Tal".encode("cp1252")), decoded("Әсем".encode("utf-8"))[1]
    ('UTF-16', ('Zoë Tal', 'Windows-1252'), 'UTF-8')
    """
    if data[:4] == b"PK\x03\x04":  # what spreadsheets keep for themselves
        raise Unreadable("roll.file.no-text")
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return _as("utf-16", data), "UTF-16"
    if b"\0" in data:
        return _as("utf-16-le" if data[1:2] == b"\0" else "utf-16-be", data), "UTF-16"
    try:
        return data.decode("utf-8-sig"), "UTF-8"
    except UnicodeDecodeError:
        return _western(data), "Windows-1252"


def _as(encoding: str, data: bytes) -> str:
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        raise Unreadable("roll.file.encoding") from None
    if "\0" in text:
        raise Unreadable("roll.file.no-text")
    return text


def _western(data: bytes) -> str:
    """Windows-1252, if it reads like a western list: accents among plain letters. Old Cyrillic or Arabic is nothing but high bytes."""
    high = sum(byte >= 0xC0 for byte in data)
    plain = sum(65 <= byte <= 90 or 97 <= byte <= 122 for byte in data)
    if 4 * high > plain or any(byte in data for byte in _UNUSED_IN_1252):
        raise Unreadable("roll.file.encoding")
    return data.decode("cp1252")


# --- cells -----------------------------------------------------------------------------------------------------------


def _divided(text: str) -> tuple[str, str]:
    """The divider of cells, and the text without a first line that only names it."""
    named = re.match(r"sep=([,;\t])\r?\n", text)
    if named:
        return named.group(1), text[named.end() :]
    first = re.sub(r'"[^"]*"', "", text.lstrip("\r\n").partition("\n")[0])
    return max(",;\t", key=first.count), text


def _table(text: str, divider: str) -> Iterator[tuple[int, list[str]]]:
    """The rows that are not empty, each with the line it begins on. Raises `Unreadable`."""
    table = csv.reader(io.StringIO(text, newline=""), delimiter=divider, strict=True)
    begins = 1
    try:
        for cells in table:
            if any(cell.strip() for cell in cells):
                yield begins, cells
            begins = table.line_num + 1
    except csv.Error:
        raise Unreadable("roll.file.quotes", line=begins) from None


def _columns(cells: list[str], line: int, headings: Mapping[str, str], sheet: Sheet) -> Iterator[str]:
    """Which column each heading means; what is not known is left out, and said."""
    seen: set[str] = set()
    for cell in cells:
        name = headings.get(tidy(cell).casefold(), "")
        if cell.strip() and not name:
            sheet.remarks.append(_remark(line, tidy(cell)[:40], "roll.column-unknown", error=False))
        if name in seen:
            sheet.remarks.append(_remark(line, name, "roll.column-twice"))
        seen |= {name} - {""}
        yield name
    if not seen:
        raise Unreadable("roll.file.no-headings")
    if not seen & {"name", "legal_name"}:
        sheet.remarks.append(_remark(line, "name", "roll.column-missing"))


def _row(line: int, cells: list[str], columns: list[str], sheet: Sheet) -> Row:
    if any(cell.strip() for cell in cells[len(columns) :]):
        sheet.remarks.append(_remark(line, "", "roll.cells-too-many"))
    found: dict[str, str] = {}
    for name, cell in zip(columns, cells, strict=False):
        if name:
            sheet.remarks += _odd(line, name, cell)
            found[name] = "" if tidy(cell) in _NOTHING else tidy(cell)
    return Row(line=line, cells=found)


def _odd(line: int, column: str, cell: str) -> Iterator[Remark]:
    bare = tidy(cell)
    if bare not in _NOTHING and (is_formula(bare) or cell[:1] in ("\t", "\r")):
        yield _remark(line, column, "roll.odd.formula")
    for what, words in oddities(cell):
        yield _remark(line, column, f"roll.odd.{what}", error=what == "control", words=words)


def _remark(line: int, column: str, key: str, *, error: bool = True, **places: str) -> Remark:
    return Remark(line=line, column=column, what=Saying.of(key, **places), error=error)


# --- days ------------------------------------------------------------------------------------------------------------


def day(words: str) -> date | Saying | None:
    """The day that is meant; what stands against it where that cannot be told; None for no words.

    >>> day("2027-03-01"), day("1.3.2027"), day("13/3/2027")
    (datetime.date(2027, 3, 1), datetime.date(2027, 3, 1), datetime.date(2027, 3, 13))
    >>> day("3/4/2027").key, day("46082").key, day("31.2.2027").key, day("spring").key
    ('roll.day.ambiguous', 'roll.day.serial', 'roll.day.impossible', 'roll.day.unknown')
    """
    if not words:
        return None
    if (found := _YEAR_FIRST.fullmatch(words)) is not None:
        return _day(words, found.group(1), found.group(3), found.group(4))
    if (found := _DAY_FIRST.fullmatch(words)) is not None:
        first, divider, second, year = found.groups()
        if divider != "." and int(first) <= 12 and int(second) <= 12 and first != second:
            return Saying.of("roll.day.ambiguous", words=words)
        if divider != "." and int(second) > 12:
            first, second = second, first
        return _day(words, year, second, first)
    return Saying.of("roll.day.serial" if words.isdecimal() and len(words) == 5 else "roll.day.unknown", words=words)


def _day(words: str, year: str, month: str, number: str) -> date | Saying:
    try:
        return date(int(year), int(month), int(number))
    except ValueError:
        return Saying.of("roll.day.impossible", words=words)
