"""Steps 10 and 11 of verifying: the parts and the elections that are present, and those that are not."""

from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256

from qurultay.acts.amending import Withheld
from qurultay.acts.book import ElectionState, Register
from qurultay.record.errors import Broken
from qurultay.record.inventory import Inventory
from qurultay.record.layout import MOST_BYTES, Kind, kind_of, part_path
from qurultay.record.parts import refuse_other
from qurultay.record.source import Source
from qurultay.tlog import checkpoint, keys
from qurultay.tlog.armour import armour, unarmour
from qurultay.tlog.errors import Refused


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
    named = {digest: (e.number, name) for e in book.entries for name, digest in e.act.parts.items()}
    sealed = {digest for e in book.entries for digest in e.act.sealed.values()}
    withheld = dict(_withheld(book))
    for digest in sorted(stock.parts):
        refuse_other(source.read(part_path(digest), MOST_BYTES[Kind.PART]), digest)
    for digest, (number, name) in sorted(named.items(), key=lambda item: item[1]):
        if digest not in stock.parts and digest not in withheld:
            raise Broken(
                "part-missing",
                number,
                f"the part {name} ({digest[:16]}…) is gone, and no act withheld it; get another copy",
            )
    return Parts(
        present=len(stock.parts),
        withheld=tuple(sorted(withheld.values())),
        still_present=tuple(sorted(where for digest, where in withheld.items() if digest in stock.parts)),
        sealed=len(sealed & stock.parts),
        begun=tuple(part_path(digest) for digest in sorted(stock.parts - set(named) - sealed)),
        grounds=_grounds(book),
    )


def _withheld(book: Register) -> Iterable[tuple[str, tuple[int, str]]]:
    """The hashes that standing acts withheld, also of parts that corrections had put in their place by then."""
    for number, standing in book.standing.items():
        for name, by in standing.withheld:
            for holder in (number, *standing.corrected_by):
                digest = book.entries[holder].act.parts.get(name)
                if digest is not None and holder < by:
                    yield digest, (holder, name)


def _grounds(book: Register) -> tuple[tuple[str, int], ...]:
    counted: dict[str, int] = {}
    for entry in book.entries:
        if isinstance(entry.act.body, Withheld) and entry.ref not in book.fallen:
            counted[entry.act.body.ground] = counted.get(entry.act.body.ground, 0) + len(entry.act.body.names)
    return tuple(sorted(counted.items()))


def check_elections(source: Source, stock: Inventory, book: Register) -> tuple[str, ...]:
    """Step 11: each ballot archive is the one its closing act names, and its head is signed by its box key.

    What is in the archive, the ballots themselves, is verified by the floor of ballots.
    """
    checked: dict[str, None] = {}
    for path in stock.elections:
        opened = path.split("/")[1].split(".")[0]
        election = book.elections.get(opened)
        if election is None:
            raise Broken("election-stray", None, f"{path} belongs to no election of this record")
        data = source.read(path, MOST_BYTES[kind_of(path)])
        if path.endswith(".bel"):
            _check_archive(path, data, election)
        elif path.endswith(".checkpoint"):
            _check_box(path, data, election, book)
        checked[opened] = None
    for election in book.elections.values():
        if election.closing is not None and f"election/{election.id}.bel" not in stock.elections:
            raise Broken("election-differs", election.closed, f"the archive election/{election.id}.bel is not there")
    return tuple(checked)


def _check_archive(path: str, data: bytes, election: ElectionState) -> None:
    if election.closing is None:
        return  # the box is still open, or its archive was laid down for the closing act that follows
    if sha256(data).hexdigest() != election.closing.archive:
        raise Broken("election-differs", election.closed, f"{path} is not the archive that the closing act names")


def _check_box(path: str, data: bytes, election: ElectionState, book: Register) -> None:
    try:
        head, note = checkpoint.parse(data)
        origin = f"{book.label}/{book.founding[:16]}/election/{election.id}"
        lines = [line for line in note.lines if line.name == origin]
        if head.origin != origin or not lines:
            raise Refused("bad-checkpoint", f"it is not a head of {origin}")
        keys.check(lines[0], unarmour(election.opening.box), note.text)
    except Refused as bad:
        raise Broken("election-differs", election.opened, f"{path}: {bad.sentence}") from None
    closing = election.closing
    if closing is not None and (head.size, armour(head.root)) != (closing.size, closing.root):
        raise Broken("election-differs", election.closed, f"{path} is not the head that the closing act names")
