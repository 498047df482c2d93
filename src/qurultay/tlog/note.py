"""Signed notes: text, a blank line, and a line for each signature (C2SP signed-note v1.0.0).

    note = text ‖ "\\n" ‖ 1*( "— " ‖ name ‖ " " ‖ base64(keyid(4) ‖ signature) ‖ "\\n" )

Everything here works on bytes and breaks lines at LF alone: `str.splitlines` would also break at
U+0085 and U+2028. The text is whatever stands before the *last* blank line.
"""

import re
from dataclasses import dataclass

from qurultay.tlog.armour import armour, unarmour
from qurultay.tlog.canonical import FORBIDDEN
from qurultay.tlog.errors import Refused

MOST_LINES = 32
MOST_BYTES = 65_535
"""What the length of an entry in a bundle, a uint16, can say."""
MOST_TEXT = 40_960

_DASH = "— ".encode()
_STRICT_NAME = r"[a-z0-9][a-z0-9.-]{0,62}(?:/[a-z0-9][a-z0-9-]{0,40}){0,5}"
_NAME = re.compile(_STRICT_NAME)
_BROAD_NAME = re.compile(r"[^\s+]{1,255}")
_LINE = re.compile(_DASH + b"(" + _STRICT_NAME.encode() + rb") ([A-Za-z0-9+/]+={0,2})")
_BROAD_LINE = re.compile(_DASH + rb"([^ +]+) ([A-Za-z0-9+/]+={0,2})")
_CONTROLS = bytes(code for code in range(32) if code != 10) + b"\x7f"
_NAMES_READ: dict[bytes, str] = {}
"""How lines begin that were read before, and the strict name in each: the same few names sign all acts of a record."""
_MOST_NAMES_READ = 4096


@dataclass(frozen=True, slots=True)
class Line:
    """One signature: by whom, with which key, and the signature (for some types with a time or more before it)."""

    name: str
    key_id: bytes
    signature: bytes

    def encode(self) -> bytes:
        """The line as it stands in a note, newline included. Raises `Refused` for a name no note could carry."""
        refuse_name(self.name, strict=False)
        return f"— {self.name} {armour(self.key_id + self.signature)}\n".encode()


@dataclass(frozen=True, slots=True)
class Note:
    """A text with at least one signature line under it."""

    text: bytes
    lines: tuple[Line, ...]

    def __post_init__(self) -> None:
        if not self.text.endswith(b"\n") or not self.lines:
            raise Refused("not-a-note", "a note is text ending in a newline and at least one signature line")

    def encode(self) -> bytes:
        """The bytes of the note: what is hashed as a leaf and stored."""
        return self.text + b"\n" + b"".join(line.encode() for line in self.lines)


def parse(
    data: bytes,
    *,
    most_lines: int = MOST_LINES,
    most_bytes: int = MOST_BYTES,
    most_text: int = MOST_TEXT,
    strict_names: bool = True,
) -> Note:
    """The note that `data` is, and no other: `parse(data).encode() == data`.

    Our own names are ASCII (`tolunay.example/president`), so that no look-alike can sign. Heads may carry
    lines of witnesses we do not know; for them `strict_names=False` takes what C2SP takes, except characters
    that could disturb a report.

    Nothing is said about the signatures; `keys.check` does that. Raises `Refused`.
    """
    text, block = _halves(data, most_bytes, most_text)
    count = block.count(b"\n")
    if count > most_lines:
        raise Refused(
            "too-many-lines", "the note has {count} signature lines, {most} are allowed", count=count, most=most_lines
        )
    lines = tuple([_known_line(row) or _line(row, strict_names) for row in block[:-1].split(b"\n")])
    if len({(line.name, line.key_id) for line in lines}) != len(lines):
        raise Refused("duplicate-line", "one key signs this note twice")
    return Note(text, lines)


def refuse_name(name: str, *, strict: bool = True) -> None:
    """Refuses a name that a key may not have; not strict, one that C2SP would not allow or a report could not show."""
    good = _NAME.fullmatch(name) if strict else _BROAD_NAME.fullmatch(name) and not FORBIDDEN.search(name)
    if not good:
        raise Refused("bad-name", "{name} cannot be the name of a key", name=ascii(name)[:80])


def _halves(data: bytes, most_bytes: int, most_text: int) -> tuple[bytes, bytes]:
    if len(data) > most_bytes:
        raise Refused("too-long", "the note is {size} bytes, {most} are allowed", size=len(data), most=most_bytes)
    at = data.rfind(b"\n\n")
    if at < 0 or not data.endswith(b"\n") or at + 2 == len(data):
        raise Refused("not-a-note", "a note is text, a blank line, and signature lines that each end in a newline")
    if at + 1 > most_text:
        raise Refused(
            "too-long", "the text of the note is {size} bytes, {most} are allowed", size=at + 1, most=most_text
        )
    if len(data.translate(None, _CONTROLS)) != len(data):
        raise Refused("forbidden-character", "the note has a control character other than a newline")
    try:
        data.decode()
    except UnicodeDecodeError as bad:
        raise Refused("not-utf8", "byte {byte} of the note is not UTF-8", byte=bad.start) from None
    return data[: at + 1], data[at + 2 :]


def _known_line(row: bytes) -> Line | None:
    """The line, where its name was read before and all is well; None leaves it to `_line`, which says what is not."""
    start, _, armoured = row.rpartition(b" ")
    name = _NAMES_READ.get(start)
    if name is None:
        return None
    try:
        blob = unarmour(armoured)
    except Refused:
        return None
    return Line(name, blob[:4], blob[4:]) if len(blob) >= 5 else None


def _line(row: bytes, strict: bool) -> Line:
    found = (_LINE if strict else _BROAD_LINE).fullmatch(row)
    if not found:
        raise Refused("bad-line", "{row} is not a signature line", row=ascii(row.decode())[:80])
    name = found[1].decode()
    if not strict:
        refuse_name(name, strict=False)
    blob = unarmour(found[2])
    if len(blob) < 5:
        raise Refused("bad-line", "the line of {name} is too short to hold a signature", name=name)
    if strict:
        if len(_NAMES_READ) >= _MOST_NAMES_READ:
            _NAMES_READ.clear()
        _NAMES_READ[_DASH + found[1]] = name
    return Line(name, blob[:4], blob[4:])
