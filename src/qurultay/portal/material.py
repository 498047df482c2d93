"""What is a site built from? The acts, their bytes, the words that are still there, and the heads.

A site is a pure function of these values and of nothing else: no clock, no network, no setting. Two people
who hold the same record hold the same `Material`, and so make the same site, byte for byte.
"""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass

from qurultay.acts.act import Entry
from qurultay.record import parts
from qurultay.record.heads import Head
from qurultay.record.inventory import take_stock
from qurultay.record.judging import read_note
from qurultay.record.layout import MOST_BYTES, kind_of
from qurultay.record.parts import Missing
from qurultay.record.source import Source
from qurultay.record.store import Record
from qurultay.tlog import checkpoint
from qurultay.tlog.tree import leaf_hash

Words = Callable[[str], bytes | None]
"""The bytes of a part by its SHA-256, without the salt; None where the part is not in this copy."""


def _no_file(path: str) -> None:
    return None


@dataclass(frozen=True, kw_only=True)
class Material:
    """A record as values: acts and their notes in order, parts by hash, the head and the cosigned heads kept."""

    entries: Sequence[Entry]
    notes: Sequence[bytes]
    words: Words
    present: Collection[str]
    """The SHA-256 of each part that is in this copy."""
    head: Head
    kept: tuple[Head, ...] = ()
    elections: tuple[str, ...] = ()
    """The paths of election files in this copy."""
    box: Words = _no_file
    """The bytes of such a file by its path; None where it is not in this copy."""

    @property
    def leaves(self) -> list[bytes]:
        """The leaf hash of every act."""
        return [leaf_hash(note) for note in self.notes]


def material_in(source: Source) -> Material:
    """The material in a record's files.

    Nothing is judged here: a site is built from a record that was verified (`record.verify`).
    Raises `Broken` where the files are not those of a record.
    """
    record, stock = Record(source), take_stock(source.names())
    notes = list(record.notes())
    read = [read_note(number, note) for number, note in enumerate(notes)]
    return Material(
        entries=[Entry(number=r.number, act=r.act, entered=r.entered, text_hash=r.text_hash) for r in read],
        notes=notes,
        words=lambda digest: _bytes(source, digest),
        present=stock.parts,
        head=record.head(),
        kept=record.kept_heads(),
        elections=stock.elections,
        box=lambda path: source.read(path, MOST_BYTES[kind_of(path)]) if path in stock.elections else None,
    )


def _bytes(source: Source, digest: str) -> bytes | None:
    data = parts.bytes_of(source, digest)
    return None if isinstance(data, Missing) else data


def material_of(
    entries: Sequence[Entry], notes: Sequence[bytes], words: dict[str, bytes], head: bytes, kept: tuple[Head, ...] = ()
) -> Material:
    """The material of a record held in memory; `words` holds the parts by hash, without their salts."""
    return Material(
        entries=entries, notes=notes, words=words.get, present=words.keys(), head=checkpoint.parse(head), kept=kept
    )
