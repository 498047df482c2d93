"""A list as a spreadsheet keeps it for itself, `.xlsx` (ECMA-376): a zip of XML. Each cell is read as people see it.

The first sheet that is shown and has rows is taken; whatever else has rows is pointed at, and so is what is hidden.
"""

import re
import zipfile
import zlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Final
from xml.parsers import expat

from qurultay.portal.values import Saying
from qurultay.secretariat.roll.cells import Formats, formats_of, shown
from qurultay.secretariat.roll.packages import YES, Event, Package, book_of
from qurultay.secretariat.roll.tables import MOST_ROWS, Remark, Table, Unreadable

MOST_COLUMNS: Final = 100
"""Whatever stands further out is read as if it stood in the last of them: it has no heading there, and that is said."""
_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ESCAPED = re.compile("_x(?![Dd][89A-Fa-f])([0-9A-Fa-f]{4})_")


def is_one(data: bytes) -> bool:
    """Is this what a program keeps for itself, rather than text?"""
    return data[:4] in (b"PK\x03\x04", b"PK\x05\x06") or data[:8] == _OLE


def table_of(data: bytes) -> Table:
    """The rows of the first sheet that is shown and has any. Raises `Unreadable`."""
    if data[:8] == _OLE:
        locked = "EncryptedPackage".encode("utf-16-le") in data
        raise Unreadable("roll.file.locked" if locked else "roll.file.old-format")
    try:
        return _table(Package(data))
    except Unreadable:
        raise
    except (expat.ExpatError, zipfile.BadZipFile, zlib.error, ValueError, LookupError, EOFError, OSError, RuntimeError):
        raise Unreadable("roll.file.broken") from None


def _table(package: Package) -> Table:
    book = book_of(package)
    formats = formats_of(package.walk(book.styles), book.from_1904) if book.styles else Formats()
    words = list(_shared(package.walk(book.words))) if book.words else []
    read, found, left = "", list[_Line](), list[str]()
    for name, part in book.sheets:
        rows = _rows(package.walk(part), words, formats)
        if not found:  # one row of headings, and one more than are let in, so that it is said that there are too many
            read, found = name, list(islice(rows, MOST_ROWS + 2))
        elif next(rows, None) is not None:
            left.append(name)
    return Table(
        kept_as="XLSX",
        rows=[(each.line, each.cells) for each in found],
        remarks=(*(_left_out(read, each) for each in left), *_of_rows(found)),
    )


def _left_out(read: str, left: str) -> Remark:
    return _warning(1, Saying.of("roll.sheet-not-read", read=read[:40], left=left[:40]))


def _of_rows(rows: "list[_Line]") -> Iterator[Remark]:
    for each in rows:
        if each.hidden:
            yield _warning(each.line, Saying("roll.row-hidden"))
        if each.unreckoned:
            yield Remark(line=each.line, column="", what=Saying("roll.cell-unreckoned"))
        if each.broken:
            yield Remark(line=each.line, column="", what=Saying.of("roll.cell-broken", words=each.broken[:20]))


def _warning(line: int, what: Saying) -> Remark:
    return Remark(line=line, column="", what=what, error=False)


def _shared(events: Iterator[Event]) -> Iterator[str]:
    """The words that cells share; how they are to be pronounced is not of them."""
    said, aside = "", False
    for name, begun, words in events:
        if name == "rPh":
            aside = begun is not None
        elif name == "t" and begun is None and not aside:
            said += words
        elif name == "si" and begun is None:
            yield _plain(said)
            said = ""


@dataclass(kw_only=True)
class _Line:
    """A row: where it stands, its cells, whether it is hidden, the first of its formulas that failed, any never reckoned."""

    line: int
    cells: list[str] = field(default_factory=list)
    hidden: bool = False
    broken: str = ""
    unreckoned: bool = False

    @property
    def is_empty(self) -> bool:
        """Is there nothing in it, and nothing to say of it?"""
        return not self.unreckoned and not any(each.strip() for each in self.cells)


def _rows(events: Iterator[Event], words: Sequence[str], formats: Formats) -> Iterator[_Line]:
    """The rows of a sheet that are not empty."""
    line = _Line(line=0)
    for name, begun, _ in events:
        if name == "row" and begun is not None:
            line = _Line(line=_number(begun.get("r", ""), line.line + 1), hidden=begun.get("hidden") in YES)
        elif name == "row" and not line.is_empty:
            yield line
        elif name == "c" and begun is not None:
            value, reckoned = _inside(events)
            _put(line, begun, _words_of(begun, value, words, formats))
            line.unreckoned |= reckoned and not value and begun.get("t") != "str"


def _inside(events: Iterator[Event]) -> tuple[str, bool]:
    """What is kept in a cell, and whether a formula reckons it."""
    value, reckoned, aside = "", False, False
    for name, begun, said in events:
        if name == "c":
            break
        if name == "rPh":
            aside = begun is not None
        elif name in ("v", "t") and begun is None and not aside:
            value += said
        reckoned |= name == "f"
    return value, reckoned


def _put(line: _Line, cell: Mapping[str, str], words: str) -> None:
    at = min(_column(cell.get("r", ""), len(line.cells)), MOST_COLUMNS)
    line.cells += [""] * (at + 1 - len(line.cells))
    line.cells[at] = words
    if cell.get("t") == "e":
        line.broken = line.broken or words


def _words_of(cell: Mapping[str, str], value: str, words: Sequence[str], formats: Formats) -> str:
    """What people see in a cell of this type (ECMA-376 part 1, 18.18.11)."""
    match cell.get("t", "n"):
        case "s":
            return words[int(value)] if value else ""
        case "b":
            return "TRUE" if value in YES else "FALSE"
        case "d":
            return value.removesuffix("T00:00:00")
        case "n":
            return shown(value, formats.of(cell.get("s", "")))
        case _:
            return _plain(value)


def _plain(words: str) -> str:
    """`_x000D_` is how a character is written that XML cannot hold; half a character stays as it is written.

    >>> _plain("one_x000D_two_xD800_")
    'one\\rtwo_xD800_'
    """
    return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), words)


def _number(typed: str, otherwise: int) -> int:
    return int(typed) if typed.isdecimal() and len(typed) < 8 else otherwise


def _column(place: str, otherwise: int) -> int:
    """The column of a cell, counted from nought: B7 is in the second.

    >>> _column("B7", 0), _column("AA1", 0), _column("", 4)
    (1, 26, 4)
    """
    letters = place.rstrip("0123456789")
    if not letters.isascii() or not letters.isalpha() or len(letters) > 3:
        return otherwise
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - 64
    return number - 1
