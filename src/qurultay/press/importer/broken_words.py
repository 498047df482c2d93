"""Which words did a page break at the end of a line? They are whole again, and every line keeps its number.

A soft hyphen says so itself. A plain hyphen may belong to the word ("self-determination"): it is dropped only where the document
writes the word without one elsewhere, or where a lead verb comes of it.
"""

import re

from qurultay.press.importer.lexicon import ENGLISH, forms

_BROKEN = re.compile(
    r"(?<![^\W\d_])(?P<first>[^\W\d_]+)(?P<mark>[\u00ad\u2010-])(?P<end>[^\S\n]*\r?\n)[^\S\n]*(?P<rest>[^\W\d_]+(?:[-'’][^\W\d_]+)*[.,;:!?)\"”»]{0,3})(?![\w\u00ad-])"
)
_WORD = re.compile(r"[^\W\d_]+")
_INVISIBLE = {0xAD: None, 0x2060: None}
_LEADS = frozenset(
    word for phrases in ENGLISH.values() for phrase in phrases for form in forms(phrase) for word in form.split()
)


def joined(text: str) -> tuple[str, int]:
    """The text with its broken words whole, and how many there were. The rest of a word moves up to the line it began on.

    >>> joined("the Govern\\u00ad\\nment of a self-\\nruled land. We con-\\ndemn it.")
    ('the Government\\n of a self-ruled\\n land. We condemn\\n it.', 3)
    """
    known = {word.lower() for word in _WORD.findall(text)} | _LEADS

    def whole(found: re.Match[str]) -> str:
        rest = found["rest"]
        plain = f"{found['first']}{(_WORD.match(rest) or found)[0]}".lower()
        drops = found["mark"] == "\u00ad" or (rest[0].islower() and plain in known)
        return f"{found['first']}{'' if drops else found['mark']}{rest}{found['end']}"

    mended, count = _BROKEN.subn(whole, text)
    return mended.translate(_INVISIBLE), count
