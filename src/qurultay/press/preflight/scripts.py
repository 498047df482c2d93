"""Are the letters those they seem to be? Words of two scripts, Arabic letters that Uyghur does not use, letters for show."""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

from qurultay.press.importer.languages import language_of
from qurultay.press.preflight.finding import Finding
from qurultay.press.preflight.knowledge import Knowledge
from qurultay.press.preflight.version import Version
from qurultay.tlog.sentence import Sentence

_LATIN, _CYRILLIC, _GREEK = r"A-Za-z\u00c0-\u024f\u1e00-\u1eff", r"\u0400-\u052f", r"\u0370-\u03ff"
_WORD = re.compile(rf"[{_LATIN}{_CYRILLIC}{_GREEK}]{{2,}}")
_SCRIPTS = tuple(
    (name, re.compile(f"[{ranges}]"))
    for name, ranges in (("Latin", _LATIN), ("Cyrillic", _CYRILLIC), ("Greek", _GREEK))
)
_AS_LATIN = dict(zip("асеорхукмтвнАВЕКМНОРСТХУіІһјЈѕЅ", "aceopxykmtbhABEKMHOPCTXYiIhjJsS", strict=True))
_SEEMS_LATIN = re.compile(f"[{''.join(_AS_LATIN)}]{{3,}}")
# Letters of Arabic and Persian that look like Uyghur ones, and what is meant.
_NOT_UYGHUR = {"\u06cc": "\u064a or \u0649", "\u06a9": "\u0643", "\u0647": "\u06be or \u06d5", "\u0629": "\u06d5",
               "\u06c0": "\u06d5", "\u06c1": "\u06be", "\u06d2": "\u064a", "\u0624": "\u06c7", "\u0695": "\u0631"}  # fmt: skip
_ARABIC_WORD = re.compile("[\u0621-\u06ff]+")
_NOT_UYGHUR_LETTER = re.compile(f"[{''.join(_NOT_UYGHUR)}]")
_SHOW = re.compile(
    "[\U0001d400-\U0001d7ff\uff21-\uff3a\uff41-\uff5a\u2100-\u214f\U0001f130-\U0001f189\ufb50-\ufdcf\ufe70-\ufefc]+"
)
_LEAST_LETTERS = 60
_SCRIPT_OF = {
    "en": "Latin",
    "tr": "Latin",
    "fr": "Latin",
    "de": "Latin",
    "ug": "Arabic",
    "ar": "Arabic",
    "kk": "Cyrillic",
    "ru": "Cyrillic",
}


def check_scripts(version: Version, known: Knowledge) -> Iterator[Finding]:
    """Everything about letters that a reader cannot see and a search cannot find."""
    yield from _mixed(version)
    yield from _uyghur(version)
    for hit in _SHOW.finditer(version.text):
        plain = unicodedata.normalize("NFKC", hit.group())
        if plain != hit.group() and hit.group() not in ("№", "™", "℃", "ℓ"):
            yield version.finding(
                "odd-letters",
                hit.start(),
                hit.end(),
                Sentence("these are letters for show; the plain ones are {plain!r}", plain=plain),
                Sentence("write {plain}", plain=plain),
            )
    yield from _language(version)


def _mixed(version: Version) -> Iterator[Finding]:
    seldom = version.language in ("en", "fr", "de", "es", "tr", "uz")
    for hit in _WORD.finditer(version.shadow):
        word = hit.group()
        scripts = _scripts_of(word)
        if len(scripts) > 1:
            reason = Sentence(
                "the word mixes {scripts} letters: {spelt}", scripts=" and ".join(scripts), spelt=_spelt(word)
            )
            yield version.finding("mixed-scripts", hit.start(), hit.end(), reason)
        elif seldom and scripts == ("Cyrillic",) and _SEEMS_LATIN.fullmatch(word):
            yield version.finding(
                "look-alike",
                hit.start(),
                hit.end(),
                Sentence("the word is Cyrillic and looks like {latin!r}", latin="".join(_AS_LATIN[c] for c in word)),
            )


@lru_cache(maxsize=65536)
def _scripts_of(word: str) -> tuple[str, ...]:
    return tuple(name for name, letters in _SCRIPTS if letters.search(word))


def _spelt(word: str) -> str:
    """The letters that are not of the script most of the word is in, with their code points."""
    counts = {name: len(letters.findall(word)) for name, letters in _SCRIPTS}
    most = max(counts, key=lambda name: counts[name])
    odd = [c for c in dict.fromkeys(word) if not dict(_SCRIPTS)[most].match(c)]
    return ", ".join(f"{c} is U+{ord(c):04X}" for c in odd[:6])


def _uyghur(version: Version) -> Iterator[Finding]:
    if version.language != "ug":
        return
    for hit in _ARABIC_WORD.finditer(version.text):
        foreign = _NOT_UYGHUR_LETTER.search(hit.group())
        if foreign is None:
            continue
        letter = foreign.group()
        reason = Sentence(
            "U+{letter:04X} is no letter of Uyghur; {meant} is meant", letter=ord(letter), meant=_NOT_UYGHUR[letter]
        )
        yield version.finding("look-alike", hit.start(), hit.end(), reason)


def _language(version: Version) -> Iterator[Finding]:
    """Another script is told by few letters; another language of the same script only by many."""
    told = version.language.split("-")[0]
    letters = sum(c.isalpha() for c in version.text[:4000])
    read = language_of(version.text[:20_000])
    least = _LEAST_LETTERS if _SCRIPT_OF.get(read) != _SCRIPT_OF.get(told) else 8 * _LEAST_LETTERS
    if letters >= least and read != told and {read, told} <= _SCRIPT_OF.keys():
        yield version.about(
            "language-other", Sentence("the words seem to be {read!r} and stand as {told!r}", read=read, told=told)
        )
