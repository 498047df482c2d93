"""What the search and the check know: each act's words in each language, the pages that are no acts, ids, fingerprints.

An act's document holds what does not change when acts are added: its own words, and sentences with the
names first given. So one more act extends the index, and only what takes words away (a withholding, a
correction, an annulment of a name) asks for a new one.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from qurultay.portal import search
from qurultay.portal.codes import codes
from qurultay.portal.fold import folding_script
from qurultay.portal.folder import SiteFolder
from qurultay.portal.memory import Marks, Memory
from qurultay.portal.reading import Asked, Reading
from qurultay.portal.search import Document
from qurultay.portal.values import Phrase
from qurultay.portal.views.checking import fingerprints
from qurultay.portal.views.titles import kind_of, title_of
from qurultay.portal.views.ways import page_of, text_page
from qurultay.portal.voice import Voice

WEIGHTS = (("title", 6), ("summary", 3), ("text", 1), ("reason", 1), ("agenda", 2), ("asks", 1))
"""Which words of an act are looked for, and how much each counts."""


def lay(
    reading: Reading, voices: Sequence[Voice], folder: SiteFolder, before: Memory, now: Memory, marks: Marks
) -> None:
    """Put the search index and the tables of “Check a document” into the folder, extending what is there where it may be."""
    size = len(reading.whole().entries)
    held = before.searched
    names = [name for name in held.get("files", ()) if isinstance(name, str)]
    old = held.get("acts", 0)
    stands = (
        0 < old <= size and all(_stands(number, before, now, marks) for number in range(old)) and folder.stand(names)
    )
    first = old if stands else 0
    files = set(names) if stands else set[str]()
    for voice in voices:
        documents = (document(reading, voice, number, now, marks) for number in range(first, size))
        made = search.extend(folder.read, documents) if stands else search.index(documents)
        for name, data in made.items():
            folder.put(name, data)
        files |= made.keys()
    now.searched = {"acts": size, "files": sorted(files)}
    for name, data in _tables(reading, voices):
        folder.put(name, data)


def _stands(number: int, before: Memory, now: Memory, marks: Marks) -> bool:
    """Is an act's document as it was when it was indexed?"""
    name = f"search {number}"
    if name not in before.pages:
        return False
    asked, digest = before.asked(name), before.pages[name][0]
    now.note(name, asked, digest)
    return marks.digest(asked) == digest


def document(reading: Reading, voice: Voice, number: int, now: Memory, marks: Marks) -> Document:
    """An act as the search knows it in one language: words in this language, else in whatever it has."""
    reading.asked, reading.first_names = {}, True
    act = reading.act(number)
    title = voice.plain(title_of(reading, number))
    parts = [(6, title), (2, act.id)]
    for word, weight in WEIGHTS:
        parts += [(weight, text) for text in _chosen(reading.phrase(number, word), voice.code)]
    kind, asked = voice.plain(kind_of(act)), list[Asked](reading.asked)
    reading.first_names = False
    now.note(f"search {number}", asked, marks.digest(asked))
    return Document(
        number=number,
        lang=voice.code,
        kind=kind,
        title=title,
        day=voice.language.short_day(act.date),
        words=tuple(parts),
    )


def _chosen(phrase: Phrase, code: str) -> list[str]:
    """The words in this language; those in all languages where it has none."""
    own = [text for language, text in phrase if language == code]
    return own or [text for _, text in phrase]


def _tables(reading: Reading, voices: Sequence[Voice]) -> Iterator[tuple[str, bytes]]:
    yield "static/fold.js", folding_script()
    yield from codes(reading.whole().ids, fingerprints(reading)).items()
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
        ("column.addressee", reading.addressees()),
    )
    for key, refs in groups:
        kind = voice.language.message(key, {})
        for ref in refs:
            yield voice.plain(reading.named(ref)), kind, f"{voice.code}/{page_of(ref)}"
    for number in book.texts:
        kind = voice.language.message("nav.texts", {})
        yield voice.plain(title_of(reading, number)), kind, f"{voice.code}/{text_page(number)}"
