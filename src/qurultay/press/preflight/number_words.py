"""Numbers written as words, in the three languages of the house. The Uyghur and Kazakh ones are unreviewed."""

import re
from functools import cache

from qurultay.press.importer.numerals import CARDINALS, ORDINALS, digits

_WORDS = {
    "kk": ("бір екі үш төрт бес алты жеті сегіз тоғыз он", "жиырма отыз қырық елу алпыс жетпіс сексен тоқсан"),
    "ug": (
        "بىر ئىككى ئۈچ تۆت بەش ئالتە يەتتە سەككىز توققۇز ئون",
        "يىگىرمە ئوتتۇز قىرىق ئەللىك ئاتمىش يەتمىش سەكسەن توقسان",
    ),
}
_HUNDREDS = {"kk": (("жүз", 100), ("мың", 1000)), "ug": (("يۈز", 100), ("مىڭ", 1000))}
_ENGLISH_MORE = {"hundred": 100, "thousand": 1000, "million": 1_000_000, "dozen": 12, "half": 2, "twice": 2, "once": 1,
                 "both": 2, "single": 1, "pair": 2, "decade": 10, "century": 100, "third": 3, "quarter": 4, "fortnight": 14}  # fmt: skip


@cache
def number_words(language: str) -> dict[str, int]:
    """The words of a language that stand for a number; in Uyghur and Kazakh the stems.

    >>> number_words("kk")["отыз"], number_words("en")["thirty"]
    (30, 30)
    """
    if language not in _WORDS:
        return CARDINALS | ORDINALS | _ENGLISH_MORE if language == "en" else {}
    units, tens = _WORDS[language]
    found = {word: n for n, word in enumerate(units.split(), 1)}
    return (
        found | {word: n for n, word in zip(range(20, 100, 10), tens.split(), strict=True)} | dict(_HUNDREDS[language])
    )


def value_of(words: str, language: str) -> int | None:
    """The number that these words stand for: figures, one word, or tens and units.

    >>> value_of("thirty", "en"), value_of("жиырма бес", "kk"), value_of("30", "ug"), value_of("many", "en")
    (30, 25, 30, None)
    """
    said = digits(words.strip().lower())
    if said.isdecimal():
        return int(said)
    known = number_words(language)
    if (whole := known.get(re.sub(r"\s+", "-", said))) is not None:
        return whole
    pieces = [known.get(piece) for piece in re.split(r"[\s-]+", said)]
    if len(pieces) == 2 and pieces[0] is not None and pieces[1] is not None and pieces[0] >= 10 > pieces[1]:
        return pieces[0] + pieces[1]
    return None


def spelt_in(words: str, language: str) -> set[int]:
    """Every number that a word of this text may stand for; generous, since it only ever excuses a difference.

    >>> sorted(spelt_in("twelve of the twenty-one", "en"))
    [1, 12, 20, 21]
    """
    known = number_words(language)
    tokens = re.findall(r"[^\W\d_]+", words.lower())
    stems = tokens if language == "en" else [token[:n] for token in tokens for n in range(2, min(len(token), 8) + 1)]
    single = {known[token] for token in stems if token in known}
    tens, units = {n for n in single if n >= 10 and n % 10 == 0}, {n for n in single if n < 10}
    joined = {ten + unit for ten in tens for unit in units}
    joined |= {unit * 100 for unit in units if 100 in single} | {n * 1000 for n in single if 1000 in single}
    return single | joined
