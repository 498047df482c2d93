"""Gather what a paper is made from: an act of a record, or a draft that is not signed yet."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date

from qurultay.acts.act import Act, Entry, Seen, new_act
from qurultay.acts.book import Register
from qurultay.acts.constituting import Constituted
from qurultay.acts.parts import FILES, name_part
from qurultay.press.draft_act import DraftAct
from qurultay.press.setting.original import Named, Original, Said
from qurultay.record.parts import bytes_of, text_of
from qurultay.record.source import Source
from qurultay.tlog.armour import armour
from qurultay.tlog.tree import EMPTY_ROOT


def from_record(source: Source, reading: Register, number: int) -> Original:
    """An act of the record as it is to be read, with its words that are in this copy."""
    act = reading.entries[number].act
    return _original(source, reading, act, words_of(source, act.parts))


def from_desk(source: Source | None, book: Register, act: Act, parts: Mapping[str, bytes]) -> Original:
    """An act that waits on the desk, whose words lie in its own part files (salt ‖ bytes, by hash)."""
    found = {name: parts[digest][32:].decode() for name, digest in act.parts.items() if _is_words(name, digest, parts)}
    return _original(source, book, act, found)


def from_draft(source: Source | None, book: Register, draft: DraftAct, id: str) -> Original:
    """A draft, before it is laid down: the words are in it, names it does not give are those of the record."""
    act = new_act(
        draft.body,
        id=id or "00000000",
        date=draft.date,
        enter_by=draft.enter_by or draft.date,
        issuers=draft.issuers,
        signatories=draft.signatories,
        seen=Seen(root=armour(EMPTY_ROOT), size=book.size),
        record=book.founding or None,
    )
    words = {name: data.decode() for name, data in draft.words.items() if name not in FILES}
    return replace(_original(source, book, act, words), stamp=not id)


def words_of(source: Source, parts: Mapping[str, str]) -> dict[str, str]:
    """The words of parts that are in this copy; those that were withheld are left out."""
    said = ((name, text_of(source, digest)) for name, digest in parts.items() if name not in FILES)
    return {name: words for name, words in said if isinstance(words, str)}


def files_of(source: Source, entries: list[Entry]) -> Iterator[tuple[int, str, bytes]]:
    """Every file of an act that is in this copy: act, part name, bytes."""
    for entry in entries:
        for name, digest in entry.act.parts.items():
            if name in FILES and isinstance(data := bytes_of(source, digest), bytes):
                yield entry.number, name, data


def _is_words(name: str, digest: str, parts: Mapping[str, bytes]) -> bool:
    return name not in FILES and digest in parts


def _original(source: Source | None, book: Register, act: Act, words: Mapping[str, str]) -> Original:
    return Original(
        act=act,
        words=words,
        named=_names(source, book),
        said=_sayings(source, book),
        book=book,
        languages=languages_of(book, act),
    )


def languages_of(book: Register, act: Act) -> tuple[str, ...]:
    """The body's languages under the rules of the act's day."""
    if isinstance(act.body, Constituted):
        return act.body.rules.languages
    return book.rules_on(act.date).rules.languages if book.rules_history else ("en",)


def _names(source: Source | None, book: Register) -> Named:
    def named(ref: str, language: str) -> str:
        known = book.names.get(name_part(ref, language))
        words = text_of(source, known[1]) if known is not None and source is not None else ""
        return words if isinstance(words, str) else ""

    return named


def _sayings(source: Source | None, book: Register) -> Said:
    def said(number: int, part: str) -> str:
        digest = book.entries[number].act.parts.get(part)
        words = text_of(source, digest) if digest is not None and source is not None else ""
        return words if isinstance(words, str) else ""

    return said


def on_day(book: Register, day: date | None) -> date:
    """The day asked for, else that of the last act."""
    return day or (book.entry_day(book.entries[-1]) if book.entries else date.min)
