"""Canonical JSON: one value has one line of bytes, and one line of bytes has one meaning.

RFC 8785 with strings, integers, lists and objects only. Byte equality with our own writing catches
doubled and unordered members, spaces, `-0`, `\\u0070` and escaped surrogates; only types, names,
characters and normal form need rules of their own (record format §2.2).

    reader: length → UTF-8 → parse, refusing numbers that are no integers → no true, false, null
            → names of members → depth → encode(decode(line)) == line → characters → NFC

A plain line, which has no spaces, no escapes and no characters beyond ASCII, is seen to be canonical
by a count of its quotation marks (`_texts_in_order`); every other line goes the whole way.
"""

import json
import re
import unicodedata
from typing import Any, NoReturn

from qurultay.tlog.errors import Refused

MOST_BYTES = 65_535
MOST_DEPTH = 12
LARGEST_INTEGER = 2**53 - 1
"""RFC 8785 §3.2.2.3 writes numbers as ECMAScript does, which is exact up to here."""

_KEY = re.compile(r"[a-z0-9][a-z0-9._-]{0,63}")
_PLAIN_KEYS: set[str] = set()
"""Names that were seen to be plain, so that the same two dozen are not looked at again for every act."""
_MOST_PLAIN_KEYS = 4096
_ORDERED: set[tuple[str, ...]] = set()
"""Members of an object that were seen to be plain names in their order, so that the same few lists are judged once."""
_MOST_ORDERED, _MOST_NAMES = 1024, 32
_PRINTABLE = bytes(range(0x20, 0x7F))
_PLAIN = _PRINTABLE.replace(b" ", b"").replace(b"\\", b"")
# Cc, Zl, Zp, directions, U+FEFF, Cs and Co. These sets are closed in Unicode, so every version judges alike.
FORBIDDEN = re.compile(
    "[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff\ud800-\udfff\ue000-\uf8ff\U000f0000-\U000ffffd"
    "\U00100000-\U0010fffd]"
)


def encode(value: object) -> bytes:
    """The one line that says `value`, without the newline.

    >>> encode({"v": 1, "kind": "issued", "parts": {}}).decode()
    '{"kind":"issued","parts":{},"v":1}'

    Unassigned characters are refused here and not by `decode`: a reader with an older Unicode table
    must not judge differently from one with a newer. Raises `Refused`.
    """
    _inspect((value,), MOST_DEPTH + 1)
    line: str = _WRITER.encode(value)
    data = line.encode("utf-8", "surrogatepass")
    _refuse_characters(line, data)
    for character in () if line.isascii() else line:
        if unicodedata.category(character) == "Cn":
            raise Refused(
                "unassigned-character",
                "U+{character:04X} is not a character this software knows",
                character=ord(character),
            )
    return data


def rewritten(value: object) -> str:
    """The line of a value that `decode` gave, as it was: nothing is judged, or an older Unicode table would judge anew.

    >>> rewritten(decode(b'{"size":7}'))
    '{"size":7}'
    """
    return _WRITER.encode(value)


def decode(data: bytes, *, most_bytes: int = MOST_BYTES) -> dict[str, Any]:
    """What the line says. `data` is the line without its newline.

    >>> decode(b'{"size":7}')
    {'size': 7}
    >>> decode(b'{"size":7.0}')
    Traceback (most recent call last):
    qurultay.tlog.errors.Refused: the number 7.0 is not an integer

    Raises `Refused`, and nothing else, whatever the bytes are.
    """
    if len(data) > most_bytes:
        raise Refused("too-long", "the line is {size} bytes, {most} are allowed", size=len(data), most=most_bytes)
    try:
        line = data.decode()
    except UnicodeDecodeError as bad:
        raise Refused("not-utf8", "byte {byte} of the line is not UTF-8", byte=bad.start) from None
    value = _parsed(line)
    if type(value) is not dict:
        raise Refused("not-an-object", "the line is not a JSON object")
    if not data.translate(None, _PLAIN) and 2 * _texts_in_order(value) == data.count(b'"'):
        return value
    _inspect(value, MOST_DEPTH)
    if _WRITER.encode(value) != line:
        raise Refused("not-canonical", "the line is not the canonical form (RFC 8785) of what it says")
    _refuse_characters(line, data)
    return value


def _parsed(line: str) -> Any:
    try:
        value, end = _READER.raw_decode(line)
    except Refused:
        raise
    except RecursionError:
        raise Refused("too-deep", "objects and lists are nested deeper than {most}", most=MOST_DEPTH) from None
    except ValueError as bad:
        raise Refused("not-json", f"the line is not JSON: {bad}"[:200]) from None
    if end != len(line):
        raise Refused("not-json", "the line goes on after its JSON, at character {end}", end=end)
    return value


def _texts_in_order(value: dict[str, Any]) -> int:
    """How many strings, names included, the value has; -1 where something in it is to be looked at more closely.

    In a line without spaces, escapes or characters beyond ASCII, one value is written in two ways only by members
    in another order, by members that stand twice, or by `-0`. Here order is looked at, and every integer is above
    zero; and a member that stands twice leaves two quotation marks more in the line than the strings here account for.
    """
    below: list[Any] = [value]
    texts = 0
    for _ in range(MOST_DEPTH):
        level, below = below, []
        for held in level:
            items: Any = held
            if type(held) is dict:
                if tuple(held) not in _ORDERED and not _in_order(held):
                    return -1
                texts += len(held)
                items = held.values()
            for item in items:
                kind = type(item)
                if kind is str:
                    texts += 1
                elif kind is dict or kind is list:
                    below.append(item)
                elif kind is not int or not 0 < item <= LARGEST_INTEGER:
                    return -1
        if not below:
            return texts
    return -1


def _in_order(members: dict[str, Any]) -> bool:
    """Are the names of an object plain, and do they stand in their order? Few lists of them are ever new."""
    names = tuple(members)
    try:
        _refuse_names(members)
    except Refused:
        return False
    if list(names) != sorted(names):
        return False
    if len(_ORDERED) >= _MOST_ORDERED:
        _ORDERED.clear()
    if len(names) <= _MOST_NAMES:
        _ORDERED.add(names)
    return True


def _refuse_characters(line: str, data: bytes) -> None:
    """Looks at the whole line at once, written as text and as bytes: outside its strings it has plain ASCII only.

    A backslash in a canonical line escapes a quotation mark, a backslash, or a control character. NFC of the line
    is NFC of each string, since the quotation marks around them take part in no composition.
    """
    if b"\\" in data and "\\" in line.replace("\\\\", "").replace('\\"', ""):
        raise Refused("forbidden-character", "the line has an escaped control character")
    if unusual := data.translate(None, _PRINTABLE):
        if found := FORBIDDEN.search(unusual.decode("utf-8", "surrogatepass")):
            raise Refused(
                "forbidden-character",
                "the line has the character U+{character:04X}; delete it",
                character=ord(found[0]),
            )
        if not unicodedata.is_normalized("NFC", line):
            raise Refused("not-nfc", "the line is not in Unicode normal form C")


def _inspect(value: Any, room: int) -> None:
    """Refuses types, integers, names and depths that our JSON does not have. `type`, because a bool is an int too."""
    if room == 0:
        raise Refused("too-deep", "objects and lists are nested deeper than {most}", most=MOST_DEPTH)
    if type(value) is dict:
        _refuse_names(value)
        value = value.values()
    for item in value:
        kind = type(item)
        if kind is str:
            continue
        if kind is int:
            _refuse_large(item)
        elif kind is dict or kind is list or kind is tuple:
            _inspect(item, room - 1)
        else:
            raise Refused(
                "bad-value", "{item} is neither a string, an integer, a list nor an object", item=_shown(item)
            )


def _shown(value: object) -> str:
    """What a person would call it: a word of JSON, or the name of its type."""
    return json.dumps(value) if value is None or isinstance(value, bool) else type(value).__name__


def _refuse_names(members: dict[str, Any]) -> None:
    if not _PLAIN_KEYS.issuperset(members):
        for name in members:
            if type(name) is not str or not _KEY.fullmatch(name):
                raise Refused(
                    "bad-key", "{name!a} is no name for a member: small letters, digits and . _ -", name=str(name)[:70]
                )
        if len(_PLAIN_KEYS) + len(members) > _MOST_PLAIN_KEYS:
            _PLAIN_KEYS.clear()
        _PLAIN_KEYS.update(list(members)[:_MOST_PLAIN_KEYS])


def _integer(digits: str) -> int:
    if len(digits) < 16:
        return int(digits)
    if len(digits) > 17:
        raise Refused("bad-number", "an integer of {count} digits is beyond ±(2^53−1)", count=len(digits))
    number = int(digits)
    _refuse_large(number)
    return number


def _refuse_large(number: Any) -> None:
    if not -LARGEST_INTEGER <= number <= LARGEST_INTEGER:
        raise Refused("bad-number", "an integer is beyond ±(2^53−1)")


def _no_integer(digits: str) -> NoReturn:
    raise Refused("bad-number", "the number {digits} is not an integer", digits=digits[:40])


_READER = json.JSONDecoder(parse_int=_integer, parse_float=_no_integer, parse_constant=_no_integer)
# With names in ASCII, sorting by code point is sorting by UTF-16 unit (RFC 8785 §3.2.3).
_WRITER = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"), check_circular=False)
