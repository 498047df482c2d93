"""A list that was saved as text: its encoding, its divider, its quotes."""

import csv
import io
import re
from collections.abc import Iterator

from qurultay.secretariat.roll.tables import Table, Unreadable

_UNUSED_IN_1252 = b"\x81\x8d\x8f\x90\x9d"


def table_of(data: bytes) -> Table:
    """The rows of cells in these bytes. Raises `Unreadable`, also while they are read."""
    text, encoding = decoded(data)
    divider, text = _divided(text)
    return Table(kept_as=encoding, divider=divider, rows=_rows(text, divider))


def decoded(data: bytes) -> tuple[str, str]:
    """The text, and which encoding it was found to be in. Raises `Unreadable`.

    >>> decoded("Ayla".encode("utf-16"))[1], decoded("Zoë Tal".encode("cp1252")), decoded("Әсем".encode("utf-8"))[1]
    ('UTF-16', ('Zoë Tal', 'Windows-1252'), 'UTF-8')
    """
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


def _divided(text: str) -> tuple[str, str]:
    """The divider of cells, and the text without a first line that only names it."""
    named = re.match(r"sep=([,;\t])\r?\n", text)
    if named:
        return named.group(1), text[named.end() :]
    first = re.sub(r'"[^"]*"', "", text.lstrip("\r\n").partition("\n")[0])
    return max(",;\t", key=first.count), text


def _rows(text: str, divider: str) -> Iterator[tuple[int, list[str]]]:
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
