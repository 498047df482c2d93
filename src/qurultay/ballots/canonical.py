"""Belenios' JSON: compact, fields in the order of the specification, numbers in the one form (section 4.1).

What is hashed and signed are bytes, so a record that says the same in other bytes is not taken: `decode` gives a value
only if writing it again gives the record. Large numbers are strings in base 10. Objects keep the order of their fields.
"""

import json
from collections.abc import Callable, Sequence
from typing import Any, NoReturn, TypeVar

from gmpy2 import mpz

from qurultay.ballots.errors import Refused, within

MOST_BYTES = 64 * 2**20
"""No record of an election is larger: a hundred thousand credentials of 2048 bits are 62 MB."""
LARGEST_PLAIN = 2**30 - 1
"""Belenios writes a count as a JSON number up to here, and as a string beyond."""

T = TypeVar("T")


def encode(value: object) -> bytes:
    """The one line that says `value`.

    >>> encode({"height": 1, "type": "Ballot"})
    b'{"height":1,"type":"Ballot"}'
    """
    return _WRITER.encode(value).replace("\x7f", "\\u007f").encode("utf-8", "surrogatepass")


def decode(data: bytes, *, most_bytes: int = MOST_BYTES) -> Any:
    """What the line says.

    >>> decode(b'{"height":1}')
    {'height': 1}
    >>> decode(b'{"height":1,"height":2}')
    Traceback (most recent call last):
    qurultay.ballots.errors.Refused: the record is not written in the compact form of what it says

    Raises `Refused` (`record-size`, `json`, `json-form`), and nothing else, whatever the bytes are.
    """
    if len(data) > most_bytes:
        raise Refused("record-size", f"the record has {len(data)} bytes; {most_bytes} are enough for one of its kind")
    if len(data) > _LARGE and sum(map(data.count, (b",", b"[", b"{"))) > len(data) // 32:
        raise Refused("json", "the record is large and made of tiny values, as no record of an election is")
    try:
        value = _READER.decode(data.decode())
        written = encode(value)
    except Refused:
        raise
    except UnicodeDecodeError as bad:
        raise Refused("json", f"byte {bad.start} of the record is not UTF-8") from None
    except RecursionError:
        raise Refused("json", "objects and lists are nested far deeper than Belenios nests them") from None
    except ValueError as bad:
        raise Refused("json", f"the record is not JSON: {bad}"[:200]) from None
    if written != data:
        raise Refused("json-form", "the record is not written in the compact form of what it says")
    return value


def fields(value: object, names: tuple[str, ...], optional: Sequence[str] = ()) -> dict[str, Any]:
    """The object itself, once it has its fields in their order. Optional ones stand where `names` puts them.

    Raises `Refused` (`json-type`, `json-fields`).
    """
    if type(value) is not dict:
        raise Refused("json-type", f"here stands {_kind(value)}, where an object is needed")
    if tuple(value) != names and tuple(value) != tuple(n for n in names if n in value or n not in optional):
        found = ", ".join(map(str, value))[:200]
        raise Refused("json-fields", f"the object has the fields {found or '(none)'}; it needs {', '.join(names)}")
    return value


def items(value: object, count: int | None = None, *, most: int | None = None, failing: str = "json-type") -> list[Any]:
    """The list itself, once it has as many items as it must. Raises `Refused` (`json-type`, or `failing`)."""
    if type(value) is not list:
        raise Refused("json-type", f"here stands {_kind(value)}, where a list is needed")
    if count is not None and len(value) != count:
        raise Refused(failing, f"the list has {len(value)} items where {count} are needed")
    if most is not None and len(value) > most:
        raise Refused(failing, f"the list has {len(value)} items where at most {most} make sense")
    return value


def each(
    value: object, read: Callable[[Any], T], name: str, count: int | None = None, failing: str = "json-type"
) -> tuple[T, ...]:
    """What `read` makes of every item; refusals say which item, counted from 1, and `name` what it is."""
    found = []
    for number, item in enumerate(items(value, count, failing=failing), 1):
        with within(f"{name} {number}"):
            found.append(read(item))
    return tuple(found)


def text(value: object) -> str:
    """The string itself. Raises `Refused` (`json-type`)."""
    if type(value) is not str:
        raise Refused("json-type", f"here stands {_kind(value)}, where a string is needed")
    return value


def flag(value: object) -> bool:
    """The truth value itself. Raises `Refused` (`json-type`)."""
    if type(value) is not bool:
        raise Refused("json-type", f"here stands {_kind(value)}, where true or false is needed")
    return value


def small(value: object, most: int = LARGEST_PLAIN) -> int:
    """The integer itself, from 0 to `most`. A bool is none. Raises `Refused` (`json-type`, `number-form`)."""
    if type(value) is not int:
        raise Refused("json-type", f"here stands {_kind(value)}, where a number is needed")
    if not 0 <= value <= most:
        raise Refused("number-form", f"the number {value} is not from 0 to {most}")
    return value


def count(value: object) -> int:
    """A count of votes or a weight: a number up to 2^30−1, a string in base 10 beyond.

    >>> count("7000000000")
    7000000000

    Raises `Refused` (`json-type`, `number-form`).
    """
    if type(value) is int:
        return small(value)
    number = decimal(value, 10**30)
    if number <= LARGEST_PLAIN:
        raise Refused("number-form", f"{number} is small enough to be written without quotation marks")
    return int(number)


def written_count(number: int) -> int | str:
    """A count as Belenios writes it."""
    return number if number <= LARGEST_PLAIN else str(number)


def decimal(value: object, bound: int | mpz) -> mpz:
    """The number that a string of digits says, below `bound`. Raises `Refused` (`json-type`, `number-form`).

    >>> decimal("12", 100)
    mpz(12)
    >>> decimal("012", 100)
    Traceback (most recent call last):
    qurultay.ballots.errors.Refused: the number 012 has a leading zero or a sign, or is none at all
    """
    digits = text(value)
    if (
        len(digits) <= 2 * _MOST_DIGITS
        and digits.isascii()
        and digits.isdecimal()
        and (digits[0] != "0" or digits == "0")
    ):
        number = mpz(digits)
        if number < bound:
            return number
        raise Refused("number-form", f"the number {_short(digits)} is too large here")
    raise Refused("number-form", f"the number {_short(digits)} has a leading zero or a sign, or is none at all")


def _short(digits: str) -> str:
    return ascii(digits)[1:-1] if len(digits) <= 40 else ascii(digits[:40])[1:-1] + "…"


def _kind(value: object) -> str:
    match value:
        case None | bool():
            return json.dumps(value)
        case dict():
            return "an object"
        case list():
            return "a list"
        case str():
            return "a string"
        case _:
            return "a number"


def _integer(digits: str) -> int:
    if len(digits) > 20:
        raise Refused("number-form", f"the number {_short(digits)} is too large to stand without quotation marks")
    return int(digits)


def _no_integer(digits: str) -> NoReturn:
    raise Refused("number-form", f"the number {_short(digits)} is not an integer")


_LARGE = 16 * 2**20
"""Larger records are lists of credentials or ciphertexts, with a comma in 34 bytes at most; others would fill memory."""
_MOST_DIGITS = 620
"""Of a number of 2048 bits there are 617."""
_READER = json.JSONDecoder(parse_int=_integer, parse_float=_no_integer, parse_constant=_no_integer)
_WRITER = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), check_circular=False)
