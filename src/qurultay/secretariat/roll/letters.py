"""Are the letters of a cell those they seem to be? What is hidden goes, what only looks alike is pointed at."""

import re
import unicodedata
from collections.abc import Iterator

HIDDEN = re.compile("[\u00ad\u061c\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]")
"""Marks of direction and characters without width; they come along when words are copied, and a search trips over them."""
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffd]")
_FOR_SHOW = re.compile("[\uff01-\uff5e\ufb50-\ufdfb\ufe70-\ufefc\U0001d400-\U0001d7ff]")
_WORD = re.compile(r"[^\W\d_]+")
_SCRIPTS = ("LATIN", "CYRILLIC", "GREEK", "ARABIC")
_FORMULA = re.compile("[=@\t\r\uff1d\uff20\uff0b\uff0d]|[+-](?!\\d)|[+-]\\d*[^\\d\\s()./-]")


def tidy(cell: str) -> str:
    """The cell as it is kept: NFC, nothing hidden, single spaces, letters for show as plain ones.

    >>> tidy("  Ayla\\u200f  Ta\\u0308l "), tidy("Ｓeat")
    ('Ayla Täl', 'Seat')
    """
    shown = _FOR_SHOW.sub(lambda found: unicodedata.normalize("NFKC", found.group()), HIDDEN.sub("", cell))
    return unicodedata.normalize("NFC", " ".join(shown.split()))


def is_formula(cell: str) -> bool:
    """Would a spreadsheet run this? A telephone number begins with a plus too, and is none.

    >>> [is_formula(each) for each in ("=1+1", "@SUM(A1)", "-cmd|' /C calc'!A0", "+7 701 555 01 00", "+1+cmd", "Ayla")]
    [True, True, True, False, True, False]
    """
    return _FORMULA.match(cell) is not None


def harmless(cell: str) -> str:
    """The cell as a spreadsheet runs nothing of it: an apostrophe stands before what it would take for a formula.

    Also where it divides cells by another mark than the file's, as Excel does with semicolons in Kazakh, Russian or German.

    >>> harmless("=1+1"), harmless("see; =1+1"), harmless("a;-b"), harmless("+7 701; +7 702")
    ("'=1+1", "see; '=1+1", "a;'-b", '+7 701; +7 702')
    """
    pieces = re.split(r'([;|"\t\r\n] *)', cell)
    return "".join(f"'{each}" if is_formula(each) else each for each in pieces)


def oddities(cell: str) -> Iterator[tuple[str, str]]:
    """What is odd about the letters of a cell, each as a name (control, hidden, show, mixed) and the words it is in.

    >>> list(oddities("Аyla Tornay"))
    [('mixed', 'Аyla')]
    """
    if _CONTROL.search(cell):
        yield "control", ""
    if HIDDEN.search(cell):
        yield "hidden", ""
    if _FOR_SHOW.search(cell):
        yield "show", tidy(cell)
    for word in _WORD.findall(unicodedata.normalize("NFC", cell)):
        if len(scripts_of(word)) > 1:
            yield "mixed", word


def scripts_of(word: str) -> set[str]:
    """The scripts a word is written in.

    >>> sorted(scripts_of("Аyla")), scripts_of("Ayla")
    (['CYRILLIC', 'LATIN'], {'LATIN'})
    """
    names = {unicodedata.name(letter, "").partition(" ")[0] for letter in word}
    return names & set(_SCRIPTS)
