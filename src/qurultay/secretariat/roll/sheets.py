"""A list that somebody made in a spreadsheet: its columns, its rows, its days.

Everything that is wrong is gathered; nothing stops at the first mistake. What a row *means* is asked elsewhere
(`entries`); here a cell has a line, a column and words.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from qurultay.portal.values import Saying
from qurultay.secretariat.roll import text_tables, workbooks
from qurultay.secretariat.roll.letters import is_formula, oddities, tidy
from qurultay.secretariat.roll.tables import MOST_ROWS, Remark, Unreadable

MOST_BYTES = 1024 * 1024
_NOTHING = {"-", "–", "—", "n/a"}
_DAY_FIRST = re.compile(r"(\d{1,2})([./-])(\d{1,2})\2(\d{4})\.?")
_YEAR_FIRST = re.compile(r"(\d{4})([./-])(\d{1,2})\2(\d{1,2})")


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
    table = workbooks.table_of(data) if workbooks.is_one(data) else text_tables.table_of(data)
    sheet = Sheet(encoding=table.kept_as, divider=table.divider, remarks=list(table.remarks))
    rows = iter(table.rows)
    line, first = next(rows, (1, []))
    columns = list(_columns(first, line, headings, sheet))
    for line, cells in rows:
        if len(sheet.rows) == MOST_ROWS:
            raise Unreadable("roll.file.too-long", most=MOST_ROWS)
        sheet.rows.append(_row(line, cells, columns, sheet))
    if not sheet.rows:
        raise Unreadable("roll.file.empty")
    return sheet


# --- cells -----------------------------------------------------------------------------------------------------------


def _columns(cells: Sequence[str], line: int, headings: Mapping[str, str], sheet: Sheet) -> Iterator[str]:
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


def _row(line: int, cells: Sequence[str], columns: Sequence[str], sheet: Sheet) -> Row:
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
