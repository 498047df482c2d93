"""Where is it? An index that a page opened from a folder can search, in files small enough for a phone.

Words are laid in *shards*, one file for the first two letters of the folded word:
`search/ug/0642-0627.js` is `shard("ug/0642-0627",{"قان":[…]});`. A shard that grows too large keeps only the
word that is no longer than its name, says so with a last argument `1`, and hands the rest to shards with
one letter more. Whether it does depends on its contents alone, so an index grown act by act has the bytes of one
built at once. Endings come last in Uyghur and Kazakh, so a search for beginnings serves them, and sharding
gives that for nothing.

A list of acts is a list of numbers in order, `10 × (act − the act before) + weight`: the last digit is the
weight. A word met in more than 2,000 acts keeps its newest 500 and begins with minus the number of acts.

    search/LANG/HEX-HEX.js    shard(name, {word: [numbers]}, 1 if split)
    search/LANG/titles-K.js   titles(LANG, K, [[kind, title, day] or 0, …]), fifty acts to a block
    search/LANG/pages.js      pages(LANG, [[title, kind, address], …]): offices, persons in office, bodies, sessions, texts
"""

from array import array
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import accumulate, groupby, pairwise
from typing import Any, TypeAlias

from qurultay.portal.fold import words
from qurultay.portal.script import arguments, call

LARGEST = 24_576
COMMON = 2_000
NEWEST = 500
BLOCK = 50

Read = Callable[[str], bytes | None]


@dataclass(frozen=True, kw_only=True, slots=True)
class Document:
    """An act in one language: its line in a list of results, and its words with their weights (1 to 9)."""

    number: int
    lang: str
    kind: str
    title: str
    day: str
    words: tuple[tuple[int, str], ...]


_Acts: TypeAlias = "array[int]"
"""The acts a word is met in, each as `10 × act + weight`; before the newest of a common word, minus their true number.

Ten thousand acts meet a million words: as numbers side by side they take a tenth of what a list takes.
"""
_Words = dict[str, _Acts]


def index(documents: Iterable[Document]) -> dict[str, bytes]:
    """All files of the index, by path. Documents of a language come in the order of their acts.

    Raises `ValueError` where one does not.
    """
    return extend(lambda path: None, documents)


def extend(read: Read, documents: Iterable[Document]) -> dict[str, bytes]:
    """The files that change when these acts are added to the index that `read` reads; the rest stays as it is.

    Words that are withheld must leave the index: build it anew then.

    Raises `ValueError` for an act that is in the index, or older than one that is.
    """
    changed: dict[str, bytes] = {}
    for lang, (met, rows) in _gathered(documents).items():
        changed.update(_titled(read, lang, rows))
        for name, group in groupby(sorted(met), key=lambda word: word[:2]):
            changed.update(_grown(read, lang, name, {word: met[word] for word in group}))
    return changed


def pages(lang: str, lines: Iterable[tuple[str, str, str]]) -> dict[str, bytes]:
    """The pages that are no acts, each by title, kind and address from the root of the site: one file, in the order given.

    >>> pages("en", [("Ayla Tornay", "President", "en/person/1.html")])
    {'search/en/pages.js': b'pages("en",[["Ayla Tornay","President","en/person/1.html"]]);\\n'}
    """
    return {f"search/{lang}/pages.js": call("pages", lang, [list(line) for line in lines])}


# --- words -----------------------------------------------------------------------------------------------


def _gathered(documents: Iterable[Document]) -> dict[str, tuple[_Words, dict[int, list[str]]]]:
    """By language: the words met, and the rows for the lists of results."""
    found: dict[str, tuple[_Words, dict[int, list[str]]]] = {}
    for document in documents:
        met, rows = found.setdefault(document.lang, (defaultdict(_no_acts), {}))
        if rows and document.number <= next(reversed(rows)):
            raise _entered(document.number)
        rows[document.number] = [document.kind, document.title, document.day]
        for word, weight in _weighed(document.words).items():
            met[word].append(10 * document.number + min(weight, 9))
    return found


def _no_acts() -> _Acts:
    return array("i")


def _weighed(parts: tuple[tuple[int, str], ...]) -> dict[str, int]:
    weights: dict[str, int] = {}
    for weight, text in parts:
        for word in words(text):
            weights[word] = weights.get(word, 0) + weight
    return weights


# --- shards ----------------------------------------------------------------------------------------------


def _grown(read: Read, lang: str, name: str, more: _Words) -> Iterator[tuple[str, bytes]]:
    """The shard of this name and those below it, as they are with more words."""
    before = read(_path(lang, name))
    if before is None:
        yield from _laid(lang, name, more)
        return
    _, written, *split = arguments("shard", before)
    held = {word: _unpacked(numbers) for word, numbers in written.items()}
    if not split:
        yield from _laid(lang, name, _joined(held, more))
        return
    if name in more:
        yield _file(lang, name, _joined(held, {name: more.pop(name)}), split=True)
    for below, group in groupby(sorted(more), key=lambda word: word[: len(name) + 1]):
        yield from _grown(read, lang, below, {word: more[word] for word in group})


def _laid(lang: str, name: str, held: _Words) -> Iterator[tuple[str, bytes]]:
    """These words as one file, or as several where they are too many for one."""
    if sum(len(word.encode()) + 6 + 4 * min(_count(acts), COMMON) for word, acts in held.items()) <= LARGEST:
        yield _file(lang, name, held)
        return
    yield _file(lang, name, {word: acts for word, acts in held.items() if word == name}, split=True)
    longer = sorted(word for word in held if word != name)
    for below, group in groupby(longer, key=lambda word: word[: len(name) + 1]):
        yield from _laid(lang, below, {word: held[word] for word in group})


def _joined(held: _Words, more: _Words) -> _Words:
    return held | {word: _followed(held[word], acts) if word in held else acts for word, acts in more.items()}


def _file(lang: str, name: str, held: _Words, split: bool = False) -> tuple[str, bytes]:
    packed = {word: _packed(held[word]) for word in sorted(held)}
    return _path(lang, name), call("shard", f"{lang}/{_spelt(name)}", packed, *([1] if split else []))


def _path(lang: str, name: str) -> str:
    return f"search/{lang}/{_spelt(name)}.js"


def _spelt(name: str) -> str:
    return "-".join(f"{ord(letter):04x}" for letter in name)


# --- acts of a word --------------------------------------------------------------------------------------


def _count(acts: _Acts) -> int:
    return -acts[0] if acts[0] < 0 else len(acts)


def _followed(acts: _Acts, later: _Acts) -> _Acts:
    """Both together; the later ones must be later, or the index would have two histories."""
    kept, after = acts[acts[0] < 0 :], later[later[0] < 0 :]
    if kept[-1] // 10 >= after[0] // 10:
        raise _entered(after[0] // 10)
    return _capped(_count(acts) + _count(later), kept + after)


def _capped(count: int, kept: _Acts) -> _Acts:
    return kept if count <= COMMON else array("i", [-count]) + kept[-NEWEST:]


def _packed(acts: _Acts) -> list[int]:
    """As it stands in a file: each act as the distance from the one before, the weight as the last digit."""
    acts = _capped(_count(acts), acts[acts[0] < 0 :])
    head, kept = (acts[:1], acts[1:]) if acts[0] < 0 else (_no_acts(), acts)
    return list(head) + [later - before + before % 10 for before, later in pairwise([0, *kept])]


def _unpacked(numbers: list[int]) -> _Acts:
    head, kept = (numbers[:1], numbers[1:]) if numbers[0] < 0 else ([], numbers)
    return array("i", head) + array("i", accumulate(kept, lambda before, number: before - before % 10 + number))


# --- titles ----------------------------------------------------------------------------------------------


def _titled(read: Read, lang: str, rows: dict[int, list[str]]) -> Iterator[tuple[str, bytes]]:
    """The blocks of titles that these acts stand in."""
    for block, numbers in groupby(rows, key=lambda number: number // BLOCK):
        path = f"search/{lang}/titles-{block}.js"
        before = read(path)
        lines: list[Any] = [] if before is None else arguments("titles", before)[2]
        for number in numbers:
            if len(lines) > number % BLOCK:
                raise _entered(number)
            lines += [0] * (number % BLOCK - len(lines)) + [rows[number]]
        yield path, call("titles", lang, block, lines)


def _entered(number: int) -> ValueError:
    return ValueError(f"the index holds act {number} or a later one already; build it anew")
