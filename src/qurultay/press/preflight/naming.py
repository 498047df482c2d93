"""Where do names stand in a text? Whole words, as written or in capitals; with whatever ending Uyghur and Kazakh hang on."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from typing import TypeVar

from qurultay.press.preflight.version import Version

Meant = TypeVar("Meant")
_BENDS = frozenset({"ug", "kk", "ky", "uz", "tr", "ru"})
_QUOTED = re.compile(
    r"“[^“”\n]{1,300}”|‘[^‘’\n]{1,200}’(?!\w)|«[^«»\n]{1,300}»|„[^„“”\n]{1,300}[“”]|\"[^\"\n]{1,300}\"|(?<!\w)'[^'\n]{1,200}'(?!\w)"
)


@lru_cache(maxsize=256)
def pattern(names: tuple[str, ...], language: str) -> re.Pattern[str]:
    """A pattern that finds any of these names; the longest that fits."""
    forms = sorted({form for name in names for form in _forms(name)}, key=len, reverse=True)
    either = "|".join(re.escape(form).replace(r"\ ", r"[ \n]+") for form in forms)
    ending = r"\w{0,12}" if language.split("-")[0] in _BENDS else r"(?!\w)"
    return re.compile(rf"(?<!\w)(?:{either}){ending}")


def named_in(version: Version, names: Mapping[str, Meant]) -> Iterator[tuple[int, int, str, Meant]]:
    """Each place where one of these names stands: from, to, the name, and what it means."""
    if not names:
        return
    plain = {form: name for name in names for form in _forms(name)}
    longest = sorted(plain, key=len, reverse=True)
    for hit in pattern(tuple(names), version.language).finditer(version.shadow):
        said = " ".join(hit.group().split())
        form = said if said in plain else next(form for form in longest if said.startswith(form))
        yield hit.start(), hit.end(), plain[form], names[plain[form]]


def in_language(names: Mapping[str, Iterable[str]], language: str) -> tuple[str, ...]:
    """The names in a language; those of a language with a script named also serve without it."""
    return tuple(names.get(language, names.get(language.split("-")[0], ())))


@lru_cache(maxsize=64)
def _quotes(text: str) -> tuple[tuple[int, int], ...]:
    return tuple((hit.start(), hit.end()) for hit in _QUOTED.finditer(text))


def is_quoted(version: Version, start: int, end: int) -> bool:
    """Do these words stand in quotation marks?

    >>> text = "They say “New Province”, we do not."
    >>> is_quoted(Version(name="a", text=text, language="en"), 10, 22)
    True
    """
    quotes = _quotes(version.text)
    at = bisect_right(quotes, (start, len(version.text))) - 1
    return at >= 0 and quotes[at][0] <= start and end <= quotes[at][1]


def _forms(name: str) -> tuple[str, str, str]:
    """As written, at the beginning of a sentence, in capitals."""
    plain = _plain(name)
    return plain, plain[:1].upper() + plain[1:], plain.upper()


def _plain(name: str) -> str:
    return name.replace("’", "'").replace("‘", "'")
