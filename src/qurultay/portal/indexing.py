"""What the search and the check know: each act's words in each language, the pages that are no acts, ids, fingerprints.

An act's document holds what does not change when acts are added: its own words, and sentences with the
names first given. So one more act extends the index, and only what takes words away (a withholding, a
correction, an annulment of a name) asks for a new one.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from qurultay.acts.writing import Issued
from qurultay.portal import search
from qurultay.portal.codes import codes
from qurultay.portal.fold import folding_script
from qurultay.portal.folder import SiteFolder
from qurultay.portal.memory import Comparison
from qurultay.portal.reading import Reading
from qurultay.portal.search import Document
from qurultay.portal.values import Phrase, Value
from qurultay.portal.views.checking import counterparts, fingerprints
from qurultay.portal.views.titles import kind_of, title_of
from qurultay.portal.views.ways import page_of, text_page
from qurultay.portal.voice import Voice

WEIGHTS = (("title", 6), ("summary", 3), ("text", 1), ("reason", 1), ("agenda", 2), ("asks", 1))
"""Which words of an act are looked for, and how much each counts."""


def lay(reading: Reading, voices: Sequence[Voice], folder: SiteFolder, memory: Comparison) -> None:
    """Put the search index and the tables of “Check a document” into the folder, extending what is there where it may be."""
    size, held = len(reading.whole().entries), memory.before.searched
    names, old = [str(name) for name in held.get("files", ())], held.get("acts", 0)
    stands = 0 < old <= size and all(memory.stands(_page(number)) for number in range(old)) and folder.stand(names)
    try:
        made = _indexed(reading, voices, folder, memory, old if stands else 0)
    except ValueError:  # The last build was interrupted among these files: some hold more than it remembers, or half.
        made = _indexed(reading, voices, folder, memory, 0)
    memory.now.searched = {"acts": size, "files": sorted({*made, *(names if stands else ())})}
    for name, data in _tables(reading, voices):
        folder.put(name, data)


def _indexed(
    reading: Reading, voices: Sequence[Voice], folder: SiteFolder, memory: Comparison, first: int
) -> tuple[str, ...]:
    """Put what changes in the index when the acts from `first` on are added, all of it for 0; the names of these files.

    Raises `ValueError` where the files in the folder are not those of the acts before.
    """
    for number in range(first):
        memory.keep(_page(number))
    names = list[str]()
    for voice in voices:
        documents = (
            document(voice, gathered(reading, number, memory)) for number in range(first, len(reading.whole().entries))
        )
        made = search.extend(folder.read, documents) if first else search.index(documents)
        for name, data in made.items():
            folder.put(name, data)
        names += made
    return tuple(names)


def _page(number: int) -> str:
    return f"search {number}"


@dataclass(frozen=True, slots=True)
class Gathered:
    """What is looked for in an act, before it is said in a language."""

    number: int
    id: str
    day: date
    kind: Value
    title: Value
    words: tuple[tuple[int, Phrase], ...]
    series: str = ""
    """The number that a letter bears on paper, such as letter/2026/14."""


def gathered(reading: Reading, number: int, memory: Comparison) -> Gathered:
    """The words of an act, with the names first given."""
    reading.ledger.asked, reading.first_names = {}, True
    act = reading.act(number)
    found = Gathered(
        number=number,
        id=act.id,
        day=act.date,
        kind=kind_of(act),
        title=title_of(reading, number),
        words=tuple((weight, reading.phrase(number, word)) for word, weight in WEIGHTS if word != "title"),
        series=(isinstance(act.body, Issued) and act.body.number) or "",
    )
    reading.first_names = False
    memory.note(_page(number), reading.ledger.asked)
    return found


def document(voice: Voice, found: Gathered) -> Document:
    """An act as the search knows it in one language: words in this language, else in whatever it has."""
    title = voice.plain(found.title)
    parts = [(6, title), (2, found.id), (6, found.series)]
    for weight, phrase in found.words:
        parts += [(weight, text) for text in _chosen(phrase, voice.code)]
    return Document(
        number=found.number,
        lang=voice.code,
        kind=voice.plain(found.kind),
        title=title,
        day=voice.language.short_day(found.day),
        words=tuple(parts),
    )


def _chosen(phrase: Phrase, code: str) -> list[str]:
    """The words in this language; those in all languages where it has none."""
    own = [text for language, text in phrase if language == code]
    return own or [text for _, text in phrase]


def _tables(reading: Reading, voices: Sequence[Voice]) -> Iterator[tuple[str, bytes]]:
    yield "static/fold.js", folding_script()
    yield from codes(reading.whole().ids, (*fingerprints(reading), *counterparts(reading))).items()
    for voice in voices:
        yield from search.pages(voice.code, _pages(reading, voice)).items()


def _pages(reading: Reading, voice: Voice) -> Iterable[tuple[str, str, str]]:
    """The pages that are no acts: offices and who holds them, bodies, sessions, texts, addressees."""
    book = reading.whole()
    holders = dict.fromkeys(tenure.person for held in book.tenures.values() for tenure in held)
    groups: tuple[tuple[str, Iterable[Any]], ...] = (
        ("kind.post", book.posts),
        ("kind.person", holders),
        ("nav.bodies", book.organisations),
        ("nav.sessions", book.sessions),
        ("column.addressee", reading.names.addressees()),
    )
    for key, refs in groups:
        kind = voice.language.message(key, {})
        for ref in refs:
            yield voice.plain(reading.named(ref)), kind, f"{voice.code}/{page_of(ref)}"
    for number in book.texts:
        kind = voice.language.message("nav.texts", {})
        yield voice.plain(title_of(reading, number)), kind, f"{voice.code}/{text_page(number)}"
