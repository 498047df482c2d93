"""Step 10 of verifying: the parts that are present, and those that are not."""

from collections.abc import Iterable
from dataclasses import dataclass

from qurultay.acts.act import Entry, number_in
from qurultay.acts.amending import Corrected, Withheld
from qurultay.acts.book import Register
from qurultay.record.errors import Broken
from qurultay.record.inventory import Inventory
from qurultay.record.layout import MOST_BYTES, Kind, part_path
from qurultay.record.parts import refuse_other
from qurultay.record.source import Source


@dataclass(frozen=True, kw_only=True, slots=True)
class Parts:
    """How the parts stand: present, withheld by an act, still here although withheld, sealed and here.

    `begun` belong to no act: the writer was stopped before the act they came with was entered, or somebody
    laid them there. They are no part of the record, and are named so that nobody takes them for one.
    """

    present: int
    withheld: tuple[tuple[int, str], ...]
    still_present: tuple[tuple[int, str], ...]
    sealed: int
    begun: tuple[str, ...]
    grounds: tuple[tuple[str, int], ...]


def check_parts(source: Source, stock: Inventory, book: Register) -> Parts:
    """Step 10: each file is what its name says and belongs to an act; what is gone was withheld (record format §5)."""
    named = stock.parts.intersection(digest for e in book.entries for digest in e.act.parts.values())
    sealed = stock.parts.intersection(digest for e in book.entries for digest in e.act.sealed.values())
    withheld = withheld_parts(book)
    for digest in sorted(stock.parts):
        refuse_other(source.read(part_path(digest), MOST_BYTES[Kind.PART]), digest)
    for entry in [e for e in book.entries if e.act.parts]:
        for name, digest in sorted(entry.act.parts.items()):
            if digest not in stock.parts and (entry.number, name) not in withheld:
                raise Broken(
                    "part-missing",
                    entry.number,
                    "the part {name} ({part}…) is gone, and no act withheld it; get another copy",
                    name=name,
                    part=digest[:16],
                )
    kept = kept_parts(book)
    return Parts(
        present=len(stock.parts),
        withheld=tuple(sorted(withheld)),
        still_present=tuple(
            sorted(w for w, digest in withheld.items() if digest in stock.parts and digest not in kept)
        ),
        sealed=len(sealed),
        begun=tuple(part_path(digest) for digest in sorted(stock.parts - named - sealed)),
        grounds=_grounds(book),
    )


def withheld_parts(book: Register) -> dict[tuple[int, str], str]:
    """The parts that standing acts withheld, by act and name."""
    return withheld_by(book, [e for e in book.entries if isinstance(e.act.body, Withheld) and e.ref not in book.fallen])


def withheld_by(book: Register, entries: Iterable[Entry]) -> dict[tuple[int, str], str]:
    """The parts that the withholdings among these acts name: as they stood then, whoever had put them there.

    What a correction had put in place counts, also where the correction has been annulled since: its file is gone.
    """
    corrections = dict[str, list[int]]()
    for entry in book.entries:
        if isinstance(entry.act.body, Corrected):
            corrections.setdefault(entry.act.targets("amends")[0], []).append(entry.number)
    found = dict[tuple[int, str], str]()
    for entry in entries:
        if isinstance(entry.act.body, Withheld):
            target = entry.act.targets("amends")[0]
            holders = [number_in(target), *(n for n in corrections.get(target, ()) if n < entry.number)]
            for holder in holders:
                parts = book.entries[holder].act.parts
                found |= {(holder, name): parts[name] for name in entry.act.body.names if name in parts}
    return found


def kept_parts(book: Register) -> set[str]:
    """The hashes that some act names as a part of its own which is not withheld: such a file is nobody's to remove.

    Words of a law cannot be taken away by withholding a letter that was given the very same part (G5).
    """
    withheld = withheld_parts(book)
    return {d for e in book.entries for name, d in e.act.parts.items() if (e.number, name) not in withheld}


def _grounds(book: Register) -> tuple[tuple[str, int], ...]:
    counted: dict[str, int] = {}
    for entry in book.entries:
        if isinstance(entry.act.body, Withheld) and entry.ref not in book.fallen:
            counted[entry.act.body.ground] = counted.get(entry.act.body.ground, 0) + len(entry.act.body.names)
    return tuple(sorted(counted.items()))
