"""Step 11 of verifying: each ballot archive holds by itself, and is the one that the acts of the record name.

The acts say little, which a clerk minutes: what the box began with, the head at which it closed, the archive and the last
head with the result. The archive says the rest, and is verified here as anybody can with `belenios-tool`, and more strictly.
Where a count lies beside it, the ballots are counted again.
"""

from collections.abc import Iterator
from dataclasses import replace
from hashlib import sha256

from qurultay.acts.act import Entry
from qurultay.acts.book import ElectionState, Register
from qurultay.acts.convening import Closed, ElectionClosing, Opened
from qurultay.acts.office import Elected
from qurultay.record.errors import Absent, Broken
from qurultay.record.heads_judged import origin_of
from qurultay.record.inventory import Inventory
from qurultay.record.layout import MOST_BYTES, Kind, election_path
from qurultay.record.source import Source
from qurultay.tlog import checkpoint, keys
from qurultay.tlog.armour import armour, unarmour
from qurultay.tlog.errors import Refused
from qurultay.tlog.sentence import Sentence


def check_elections(source: Source, stock: Inventory, book: Register) -> tuple[str, ...]:
    """Step 11 of a whole record; the elections that were checked. Raises `Broken`."""
    annulled = {e.act.id for e in book.entries if isinstance(e.act.body, Opened) and e.ref in book.fallen}
    named = dict.fromkeys(path.split("/")[1].split(".")[0] for path in stock.elections)
    for opened in named:
        if opened not in book.elections and opened not in annulled:
            path = next(path for path in stock.elections if f"/{opened}." in path)
            raise Broken("election-stray", None, "{path} belongs to no election of this record", path=path)
    for election in book.elections.values():
        if election.id in named or election.closing is not None:
            check_election(source, election, book)
    # Of an election whose opening was annulled the files tell what had happened; nothing in force rests on them.
    return tuple(named)


def check_election(source: Source, election: ElectionState, book: Register) -> None:
    """Is everything about one election as its acts and its archive say? Raises `Broken`."""
    path = election_path(election.id, Kind.ARCHIVE)
    try:
        data = source.read(path, MOST_BYTES[Kind.ARCHIVE])
    except Absent:
        if election.closing is None:
            return _check_head(source, election, book, None)
        raise Broken("election-differs", election.closed, "the archive {path} is not there", path=path) from None
    # Imported here: a record without a ballot box need not load what reads one, which is a quarter of the start.
    from qurultay.record.archives import check_archive, check_count

    _check_named(path, data, election)
    roots = check_archive(source, path, data, election)
    _check_heads(path, roots, election)
    _check_head(source, election, book, roots)
    counted = election_path(election.id, Kind.COUNT)
    try:
        check_count(counted, source.read(counted, MOST_BYTES[Kind.COUNT]), data, election)
    except Absent:
        return


def _check_named(path: str, data: bytes, election: ElectionState) -> None:
    """The archive is the one the result names, or before there is one, the closing act if it names any."""
    named, by = (election.elected.archive, election.result) if election.elected else (None, None)
    if named is None and election.closing is not None:
        named, by = election.closing.archive, election.closed
    if named is not None and sha256(data).hexdigest() != named:
        raise Broken("election-differs", by, "{path} is not the archive that act {by} names", path=path, by=by)


def _check_heads(path: str, roots: list[bytes], election: ElectionState) -> None:
    """The heads that acts name are heads of this box; the result's is the last."""
    closing, elected = election.closing, election.elected
    if closing is not None and not _is_head(roots, closing.size, closing.root):
        raise Broken(
            "election-differs",
            election.closed,
            "{path} does not go on from the head at which the box closed",
            path=path,
        )
    if elected is None or elected.size is None or elected.root is None:
        return
    if elected.size != len(roots) - 1 or not _is_head(roots, elected.size, elected.root):
        raise Broken(
            "election-differs", election.result, "{path} does not end with the head that the result names", path=path
        )


def _is_head(roots: list[bytes], size: int, root: str) -> bool:
    return size < len(roots) and armour(roots[size]) == root


def _check_head(source: Source, election: ElectionState, book: Register, roots: list[bytes] | None) -> None:
    """The box's published head is signed by its key, and is one of this archive's. There may be none."""
    path = election_path(election.id, Kind.ELECTION_HEAD)
    try:
        data = source.read(path, MOST_BYTES[Kind.ELECTION_HEAD])
    except Absent:
        return
    from qurultay.ballots.heads import origin_of as box_origin  # here, for the reason given above

    try:
        head, note = checkpoint.parse(data)
        origin = box_origin(origin_of(book.label, book.founding), election.id)
        lines = [line for line in note.lines if line.name == origin]
        if head.origin != origin or not lines:
            raise Refused("bad-checkpoint", "it is not a head of {origin}", origin=origin)
        keys.check(lines[0], unarmour(election.opening.box), note.text)
    except Refused as bad:
        raise Broken(
            "election-differs", election.opened, "{path}: {what}", path=path, what=Sentence.of(bad.sentence)
        ) from None
    if roots is not None and not _is_head(roots, head.size, armour(head.root)):
        raise Broken(
            "election-differs",
            election.closed,
            "{path}: the head of {size} events was given out, and the archive does not go on from it",
            path=path,
            size=head.size,
        )


def with_act(entry: Entry, book: Register) -> Iterator[ElectionState]:
    """The election of an act about to be entered, as it will then stand; for the gate."""
    match entry.act.body:
        case Closed(election=ElectionClosing() as closing) if closing.opened in book.elections:
            yield replace(book.elections[closing.opened], closed=entry.number, closing=closing)
        case Elected(election=str() as opened) as body if opened in book.elections:
            yield replace(book.elections[opened], result=entry.number, elected=body)
        case _:
            return
