"""Which number is meant by "9th", "Ninth", "IX", "٩" or "four"? Numbers as documents write them.

Every script's decimal digits count; words are English up to the hundredth, and the ordinals of
sessions in Uyghur and Kazakh.
"""

import re
import unicodedata

_UNITS = "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen"
_UNITHS = (
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth "
    "fifteenth sixteenth seventeenth eighteenth nineteenth"
)
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
_UIGHUR = "بىرىنچى ئىككىنچى ئۈچىنچى تۆتىنچى بەشىنچى ئالتىنچى يەتتىنچى سەككىزىنچى توققۇزىنچى ئونىنچى"
_KAZAKH = "бірінші екінші үшінші төртінші бесінші алтыншы жетінші сегізінші тоғызыншы оныншы"


def _english() -> tuple[dict[str, int], dict[str, int]]:
    cardinals = {word: n for n, word in enumerate(_UNITS.split(), 1)}
    ordinals = {word: n for n, word in enumerate(_UNITHS.split(), 1)}
    for tens, word in enumerate(_TENS.split(), 2):
        cardinals[word], ordinals[word[:-1] + "ieth"] = tens * 10, tens * 10
        for unit in range(1, 10):
            cardinals[f"{word}-{_UNITS.split()[unit - 1]}"] = tens * 10 + unit
            ordinals[f"{word}-{_UNITHS.split()[unit - 1]}"] = tens * 10 + unit
    return cardinals | {"hundred": 100}, ordinals | {"hundredth": 100}


CARDINALS, _ORDINALS = _english()
ORDINALS = _ORDINALS | {word: n for words in (_UIGHUR, _KAZAKH) for n, word in enumerate(words.split(), 1)}
_ROMAN = re.compile(r"(?=[IVXLC])(X[CL]|L?X{0,3})(I[XV]|V?I{0,3})")
_ROMAN_VALUES = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}

ORDINAL = (
    r"(?:\d{1,4}\s?(?:st|nd|rd|th)\b|\d{1,4}-?(?:ші|шы|інші|ыншы|нші|ншы|نۆۋەتلىك|-نۆۋەتلىك|-قېتىملىق)|"
    + "|".join(sorted(ORDINALS, key=len, reverse=True))
    + r")"
)
"""A pattern for an ordinal, case ignored."""

CARDINAL = r"(?:\d{1,4}|" + "|".join(sorted(CARDINALS, key=len, reverse=True)) + r")"
"""A pattern for a count, case ignored."""


def digits(words: str) -> str:
    """The number's digits as Latin ones: every script has its own.

    >>> digits("١٢"), digits("۱۲")
    ('12', '12')
    """
    return "".join(str(unicodedata.decimal(c)) if c.isdecimal() else c for c in words)


def number(words: str) -> int | None:
    """The number these words stand for, as an ordinal or a count.

    >>> number("9th"), number("Twenty-first"), number("four"), number("IX"), number("soon")
    (9, 21, 4, 9, None)
    """
    word = re.sub(r"\s+", "-", words.strip().lower())
    if (written := re.match(r"\d{1,4}", word)) is not None:
        return int(digits(written.group()))
    return ORDINALS.get(word) or CARDINALS.get(word) or roman(words.strip())


def roman(words: str) -> int | None:
    """The value of a Roman numeral up to XCIX, in its one proper spelling.

    >>> roman("XIV"), roman("IIII"), roman("MIX"), roman("vi")
    (14, None, None, 6)
    """
    upper = words.upper()
    if _ROMAN.fullmatch(upper) is None:
        return None
    values = [_ROMAN_VALUES[letter] for letter in upper]
    return sum(-v if v < max(values[n + 1 :], default=0) else v for n, v in enumerate(values))
