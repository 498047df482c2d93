"""When two words are one word to somebody who searches.

A reader types without hamza, without vowel signs, with the ye of another keyboard. Folding is lenient on
purpose and only ever used to find. Its table stands once, in `static/fold.json`; the search script folds
with the same table, and a test compares the two.

    fold: NFKD → small letters → no combining marks → the table drops joiners and levels letters
"""

import json
import re
import unicodedata
from importlib.resources import files

from qurultay.portal.script import call

LONGEST = 24
"""Letters of a word that are looked at. Uyghur and Kazakh join ending to ending; the beginning tells."""

_WORD = re.compile(r"[^\W_]{2,}")


def fold(text: str) -> str:
    """The text as the index knows it.

    >>> fold("ئاۋاز قۇرۇلتىيى") == fold("ياۋاز قۇرۇلتىیی"), fold("ҚҰРЫЛТАЙ ёлка"), fold("Çağrı")
    (True, 'құрылтаи елка', 'cagri')
    """
    return unicodedata.normalize("NFKD", text).lower().translate(_FOLDING)


def words(text: str) -> list[str]:
    """The folded words of a text in order: runs of two or more letters or digits, cut at the 24th.

    >>> words("Act 187: “Remembrance Day”, e-mail")
    ['act', '187', 'remembrance', 'day', 'mail']
    """
    return [word[:LONGEST] for word in _WORD.findall(fold(text))]


def folding_script() -> bytes:
    """The table as the search script reads it."""
    return call("folding", _TABLE | {"longest": LONGEST})


class _Folding(dict[int, int | str | None]):
    """What each letter becomes; combining marks, met for the first time, become nothing."""

    def __missing__(self, code: int) -> int | None:
        kept = None if unicodedata.category(chr(code)).startswith("M") else code
        self[code] = kept
        return kept


_TABLE = json.loads(files("qurultay.portal").joinpath("static/fold.json").read_text("utf-8"))
_FOLDING = _Folding({ord(letter): None for letter in _TABLE["drop"]} | {ord(a): b for a, b in _TABLE["same"].items()})
