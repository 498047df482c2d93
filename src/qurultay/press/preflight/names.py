"""Are the official names of the body spelt as its facts have them, and one name in one way everywhere?

A misspelling is found as a run of words of which most are those of an official name and the others nearly. Inflected
last words are not misspellings.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

from qurultay.press.importer.languages import language_of
from qurultay.press.preflight.finding import Finding
from qurultay.press.preflight.knowledge import Knowledge
from qurultay.press.preflight.naming import in_language, is_quoted
from qurultay.press.preflight.version import Version
from qurultay.tlog.sentence import Sentence

_WORD = re.compile(r"[^\W\d_](?:[\w'\u0300-\u036f-]*\w)?")
_NEAR = 0.74


def check_names(version: Version, known: Knowledge) -> Iterator[Finding]:
    """Words that are nearly an official name and not it, byte for byte after NFC."""
    official = [
        (name, body.source)
        for body in known.facts.bodies.values()
        for name in in_language(body.names, version.language)
    ]
    if not official:
        return
    words = [(hit.group(), hit.start(), hit.end()) for hit in _WORD.finditer(version.shadow)]
    for name, source in official:
        yield from _misspelt(version, words, name, source, [other for other, _ in official])


def _misspelt(
    version: Version, words: Sequence[tuple[str, int, int]], name: str, source: str, allowed: Sequence[str]
) -> Iterator[Finding]:
    wanted = [hit.group() for hit in _WORD.finditer(name.replace("’", "'"))]
    count = len(wanted)
    if count < 2:
        return
    for at in _candidates([word.lower() for word, _, _ in words], [word.lower() for word in wanted]):
        said = [word for word, _, _ in words[at : at + count]]
        start, end = words[at][1], words[at + count - 1][2]
        if _as_it_should(said, wanted) or not _nearly(said, wanted) or is_quoted(version, start, end):
            continue
        if any(_as_it_should(said, [h.group() for h in _WORD.finditer(other)]) for other in allowed):
            continue
        yield version.finding(
            "official-name",
            start,
            end,
            Sentence("the name is {name!r} ({source})", name=name, source=source),
            Sentence("write {name}", name=name),
        )


def _candidates(words: Sequence[str], wanted: Sequence[str]) -> Iterator[int]:
    """Where at least half of the words are those of the name, in their places; one pass over the text."""
    places: dict[int, int] = {}
    index: dict[str, list[int]] = {}
    for place, word in enumerate(wanted):
        index.setdefault(word, []).append(place)
    for at, word in enumerate(words):
        for place in index.get(word, ()):
            places[at - place] = places.get(at - place, 0) + 1
    for at, count in sorted(places.items()):
        if 0 <= at <= len(words) - len(wanted) and count * 2 >= len(wanted) and count < len(wanted) + 1:
            yield at


def _as_it_should(said: Sequence[str], wanted: Sequence[str]) -> bool:
    """The same, or all in capitals, or with an ending on its last word."""
    if len(said) != len(wanted):
        return False
    if list(said) == list(wanted) or [w.upper() for w in wanted] == list(said):
        return True
    *front, last = said
    # endings change what stands before them: ھۆكۈمىتى, ھۆكۈمەتنىڭ
    stem = wanted[-1][: max(3, len(wanted[-1]) - 2)]
    return front == list(wanted[:-1]) and last.startswith(stem) and last != wanted[-1].lower()


def _nearly(said: Sequence[str], wanted: Sequence[str]) -> bool:
    """Every word is the wanted one or looks much like it; small connecting words must be the very same."""
    for one, other in zip(said, wanted, strict=True):
        if one == other or one.upper() == other.upper():
            continue
        if len(other) < 4 or SequenceMatcher(None, one.lower(), other.lower()).ratio() < _NEAR:
            return False
    return True


def spelt_two_ways(versions: Sequence[Version]) -> Iterator[Finding]:
    """One body named in the heads of several texts, in the same language, with different letters."""
    heads = [(version, *head) for version in versions for head in _heads(version)]
    for at, (version, name, start, end) in enumerate(heads):
        for other, said, *_ in heads[:at]:
            if name.casefold() != said.casefold() and _same_name(name, said):
                reason = Sentence(
                    "here the name is {name!r}, and in {part} it is {said!r}", name=name, part=other.name, said=said
                )
                yield version.finding("name-spelt-two-ways", start, end, reason)


def _heads(version: Version) -> Iterator[tuple[str, int, int]]:
    """The first lines of a text that are names and nothing else: short, without figures or a full stop."""
    for hit in list(re.finditer(r"[^\n]+", version.shadow[:3000]))[:6]:
        line = hit.group().strip()
        if 8 <= len(line) <= 120 and not re.search(r"[\d.:;,]", line) and len(line.split()) >= 2:
            yield unicodedata.normalize("NFC", " ".join(line.split())), hit.start(), hit.end()


def _same_name(one: str, other: str) -> bool:
    first, second = one.casefold().split(), other.casefold().split()
    return len(first) == len(second) and language_of(one) == language_of(other) and _nearly(first, second)
