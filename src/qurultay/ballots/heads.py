"""The ballot box as a log of its own: what a voter keeps, and what a cut or rolled-back archive fails against.

Leaf i is the exact bytes of the i-th event record, the size is the number of events. Every event names its parent and its
payload by SHA-256, so a root fixes every ballot; and unlike the last event's hash it has short proofs of consistency, so
that ordinary witnesses can vouch for it. A head that covers a ballot protects it; an earlier head does not.

    origin   ORIGIN of the record ‖ "/election/" ‖ ID, where ID is the `id` of the act that opened the election
"""

from collections.abc import Iterable, Iterator
from os import PathLike

from qurultay.ballots.archive.reader import Archive, Step
from qurultay.ballots.errors import Refused
from qurultay.ballots.judge import Judge
from qurultay.tlog.checkpoint import Checkpoint
from qurultay.tlog.tree import Frontier, leaf_hash


def origin_of(record_origin: str, opened: str) -> str:
    """The first line of the box's heads.

    >>> origin_of("tolunay.example/9f2c4d0011223344", "m3t8w1pz")
    'tolunay.example/9f2c4d0011223344/election/m3t8w1pz'
    """
    return f"{record_origin}/election/{opened}"


def growing(archive: Archive) -> Iterator[tuple[Step, Frontier]]:
    """Each event of an archive, and the one tree of the box, grown by it. Raises `Refused` as reading does."""
    tree = Frontier()
    for step in archive.steps(Judge()):
        tree.append(leaf_hash(step.record.data))
        yield step, tree


def box_of(path: str | PathLike[str]) -> Frontier:
    """The tree over all events of an archive. Raises `Refused` and `OSError` as reading it does."""
    box = Frontier()
    with Archive.open(path) as archive:
        for _, tree in growing(archive):
            box = tree
    return box


def roots_of(path: str | PathLike[str]) -> list[Frontier]:
    """The tree after every event, the empty one first."""
    with Archive.open(path) as archive:
        return [Frontier(), *(tree.copy() for _, tree in growing(archive))]


def check_heads(path: str | PathLike[str], origin: str, heads: Iterable[Checkpoint]) -> None:
    """Does the archive go on from every head that somebody kept? Whose signatures they bear is not asked here.

    Raises `Refused` (`box-head`) for one it was cut below, or that is of another box or another history.
    """
    trees = roots_of(path)
    for head in heads:
        if head.origin != origin:
            raise Refused("box-head", f"the head is of {head.origin}, not of {origin}")
        if head.size >= len(trees):
            raise Refused(
                "box-head",
                f"a head of {head.size} events was given out; this archive has {len(trees) - 1}: events were taken away",
            )
        if trees[head.size].root() != head.root:
            raise Refused("box-head", f"the head of {head.size} events that was given out had other events")
