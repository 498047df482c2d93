"""What may a text contain? Words and line ends, and nothing that shows one thing and means another.

Everything an act will carry for ever passes through here. Controls, lone surrogates and bidi
overrides are refused with their place: an override can show "not adopted" where "adopted" is
stored (notes on documents §3, "bidi traps"). Direction comes from the language, never from hidden characters.
"""

import re
import unicodedata

from qurultay.press.refusal import Refusal
from qurultay.tlog.sentence import Sentence

LINE_ENDS = re.compile("\r\n|[\r\v\f\x85\u2028\u2029]")
INVISIBLE = dict.fromkeys(map(ord, "\ufeff\u200b\u2060\u00ad"))

# Ranges are written as escapes so that this file holds none of what it refuses.
_REFUSED = (
    ("\x00", "a NUL character"),
    ("\x01-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f", "a control character"),
    ("\u202a-\u202e\u2066-\u2069", "a bidi override, which can show other words than are stored"),
    ("\ud800-\udfff", "half of a character (a lone surrogate)"),
    ("\ufff9-\ufffb\ufdd0-\ufdef\ufffe\uffff", "a code point that is no character"),
    ("\ue000-\uf8ff", "a private character that no reader's font knows"),
    ("\U000e0000-\U000e007f", "an invisible tag character"),
)
_FORBIDDEN = re.compile("[" + "".join(ranges for ranges, _ in _REFUSED) + "]")


def decoded(data: bytes, name: str) -> str:
    """The words in these bytes, which must be UTF-8.

    >>> decoded(b"\\xef\\xbb\\xbfJer", "a.txt")
    'Jer'

    Raises `Refusal` with the offset of the first byte that is not UTF-8.
    """
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        raise Refusal(Sentence("{name}, byte 0", name=name), "the file is UTF-16", "save it again as UTF-8")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        # utf-8-sig counts from behind the byte order mark
        offset = error.start + (3 if data[:3] == b"\xef\xbb\xbf" else 0)
        found = Sentence("0x{byte:02x} is not UTF-8 here", byte=data[offset])
        raise Refusal(
            Sentence("{name}, byte {offset}", name=name, offset=offset), found, "save the file again as UTF-8"
        ) from None


def lines_ended_alike(text: str) -> str:
    """The text with one kind of line end, the line feed.

    >>> lines_ended_alike("a\\r\\nb\\u2028c")
    'a\\nb\\nc'
    """
    return LINE_ENDS.sub("\n", text)


def refuse_hidden(text: str, name: str, first_line: int = 1) -> None:
    """Refuse what cannot be seen and yet changes what is read; say which character, and where.

    >>> refuse_hidden("adopted\\u202edesopxe", "title.en")  # doctest: +ELLIPSIS
    Traceback (most recent call last):
    qurultay.press.refusal.Refusal: title.en, line 1, character 8: U+202E is a bidi override, which ...
    """
    if (hidden := _FORBIDDEN.search(text)) is not None:
        why = next(why for ranges, why in _REFUSED if re.match(f"[{ranges}]", hidden.group()))
        _refuse(text, hidden.start(), why, name, first_line)


def _refuse(text: str, at: int, why: str, name: str, first_line: int) -> None:
    line = text.count("\n", 0, at) + first_line
    character = at - text.rfind("\n", 0, at)
    where = Sentence("{name}, line {line}, character {character}", name=name, line=line, character=character)
    raise Refusal(
        where,
        Sentence("U+{character:04X} is {why}", character=ord(text[at]), why=Sentence.of(why)),
        "delete it and type the words around it again",
    )


def tidy(words: str) -> str:
    """Words on one line as they should be kept: NFC, single spaces, nothing invisible at joints.

    >>> tidy("  the\\u00a0First\\n Republic ")
    'the First Republic'
    """
    return unicodedata.normalize("NFC", " ".join(words.translate(INVISIBLE).split()))


def clean(text: str, name: str) -> str:
    """The text with line feeds, in NFC, and nothing hidden in it; every line keeps its number.

    >>> clean("One.\\r\\nTwo.", "text.en")
    'One.\\nTwo.'
    """
    even = lines_ended_alike(text)
    refuse_hidden(even, name)
    return unicodedata.normalize("NFC", even.replace("\t", " "))


def as_part(text: str, name: str) -> str:
    """The text as a part file keeps it: clean, with one line feed at the end.

    >>> as_part("One.\\r\\n\\r\\nTwo.", "text.en")
    'One.\\n\\nTwo.\\n'
    """
    return clean(text, name).strip("\n") + "\n"
