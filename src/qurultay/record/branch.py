"""One branch of a record, as far as it can be judged, to be laid beside another.

A comparison must also hold a branch whose last acts no verifier accepts: a former president's own gate, say. So a
branch is read act by act up to the first that breaks, and the reason is kept as a fact about it.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from qurultay.acts.act import Entry
from qurultay.acts.book import Register
from qurultay.acts.register import register
from qurultay.record.errors import Broken
from qurultay.record.judging import Judge, KeyPool, check_lines, read_note
from qurultay.record.source import Source
from qurultay.record.store import Record
from qurultay.record.verify import verify
from qurultay.tlog.tree import leaf_hash

At = tuple[str, bytes]


@dataclass(frozen=True, kw_only=True)
class Branch:
    """A branch: the acts that are in order, their roots, who signed each, who vouched for its head, and what broke it.

    `signed` names for each act the keys under it as (line name, material), the gate's left out.
    """

    book: Register
    roots: tuple[bytes, ...]
    signed: tuple[tuple[At, ...], ...]
    witnesses: tuple[tuple[str, int | None], ...]
    broken: Broken | None

    @property
    def size(self) -> int:
        """How many acts are in order."""
        return len(self.book.entries)

    @property
    def entries(self) -> list[Entry]:
        """The acts."""
        return self.book.entries

    @property
    def founding(self) -> str:
        """The record's name."""
        return self.book.founding

    def at(self, size: int) -> Register:
        """The register as its first `size` acts have it, read from the last of their dates."""
        held = register(self.entries, known=size)
        held.founding = self.founding
        return held

    def numbers_by_text(self) -> Mapping[str, int]:
        """The acts by the SHA-256 of their texts."""
        return {entry.text_hash: entry.number for entry in self.entries}


def read_branch(source: Source, *, now: int) -> Branch:
    """Read a branch. Raises `Broken` only where not even a founding can be read."""
    broken, witnesses = None, tuple[tuple[str, int | None], ...]()
    try:
        report = verify(source, now=now)
        witnesses = tuple((each.name, each.time) for each in report.witnessed.seen)
    except Broken as bad:
        broken = bad
    judge, signed = _judged(source)
    return Branch(book=judge.book, roots=tuple(judge.roots), signed=tuple(signed), witnesses=witnesses, broken=broken)


def _judged(source: Source) -> tuple[Judge, list[tuple[At, ...]]]:
    """Every act up to the first that is not in order. Raises `Broken` where that is the founding."""
    judge, pool, signed = Judge(), KeyPool(), list[tuple[At, ...]]()
    for number, data in enumerate(Record(source).notes()):
        try:
            read = read_note(number, data)
            pool.learn(read.act)
            lines = check_lines(number, read.note, pool)
            judge.enter(read, lines, leaf_hash(data))
        except Broken:
            if number == 0:
                raise
            break
        signed.append(tuple((line.name, line.material) for line in lines[:-1]))
    return judge, signed
