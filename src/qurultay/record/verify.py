"""Is this record intact, and was every act authorised? Offline, from any copy, without trusting us.

The steps are numbered as in docs/record.md, and so are they here:

1. Sources: every name in the layout, no links, no doubles.      `inventory.take_stock`
2. Head: its syntax; it names this record, signed by its log.     `heads_judged.check_log`
3. Anchor: act 0 is the founding that the reader asked for.
4. Earlier heads: none larger, none with another root.            `heads_judged.check_earlier`
5. Witnesses: the reader's own policy is met.                     `heads_judged.check_witnesses`
6. Tree: every tile recomputed; the root is the head's.           `intact.checked`
7. Notes and decoding: one form for each.                         `judging.read_note`
8. Signatures: every line of every act.                           `signatures.Checker`
9. Authority: each act by the register just before it.            `judging.Judge`
10. Parts: each is what its name says; what is gone was withheld. `holdings.check_parts`
11. Elections: each archive holds, and is the one the acts name.  `elections.check_elections`
12. The register, and what the reader may remember for next time.

The one thing left to the reader is to compare the founding fingerprint with a printed one.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from qurultay.acts.act import Unknown
from qurultay.acts.book import Register
from qurultay.record import cycles, heads_judged
from qurultay.record.elections import check_elections
from qurultay.record.errors import Broken
from qurultay.record.heads_judged import LEEWAY, Witnessed
from qurultay.record.holdings import Parts, check_parts
from qurultay.record.intact import beyond, check_tree
from qurultay.record.inventory import take_stock
from qurultay.record.judging import Judge, KeyPool, ReadNote, read_note
from qurultay.record.layout import Kind
from qurultay.record.signatures import Checker, claimed
from qurultay.record.source import Source
from qurultay.record.store import Record
from qurultay.tlog.checkpoint import Checkpoint
from qurultay.tlog.note import Note
from qurultay.tlog.policy import Policy
from qurultay.tlog.tree import leaf_hash, root

Progress = Callable[[int, int], None]


@dataclass(frozen=True, kw_only=True)
class Remembered:
    """What a reader keeps of a record already verified, to go on from there: the head, and the state after it.

    It is the reader's own, kept beside the reader's settings and never taken from a record. Verifying goes on in
    this very state; once acts were added to it, it no longer is the state after `head`, and is not used again.
    """

    head: Checkpoint
    judge: Judge
    pool: KeyPool

    @property
    def fresh(self) -> bool:
        """Is this still the state after `head`? A verification that failed half-way may have added unproven acts."""
        judge = self.judge
        return judge.book.size == judge.tree.size == self.head.size and judge.roots[-1] == self.head.root


@dataclass(frozen=True, kw_only=True)
class Report:
    """What was found: everything a reader is told, and the register."""

    head: Checkpoint
    note: Note
    founding: str
    anchored: bool
    book: Register
    witnessed: Witnessed
    parts: Parts
    elections: tuple[str, ...]
    unknown_files: tuple[str, ...]
    leftovers: tuple[str, ...]
    begun: tuple[str, ...]
    signatures: int
    remembered: Remembered

    @property
    def size(self) -> int:
        """How many acts there are."""
        return self.head.size

    @property
    def unknown_acts(self) -> tuple[int, ...]:
        """Acts of kinds this software does not know: intact, their meaning unknown."""
        return tuple(e.number for e in self.book.entries if isinstance(e.act.body, Unknown))


def verify(
    source: Source,
    *,
    now: int,
    fingerprint: str | None = None,
    earlier: Iterable[Checkpoint] = (),
    policy: Policy | None = None,
    workers: int = 1,
    remembered: Remembered | None = None,
    known_good: Checkpoint | None = None,
    progress: Progress | None = None,
) -> Report:
    """Verify a whole record; raise `Broken` with the first thing that is not as it must be.

    `remembered` goes on from the reader's own earlier verification. `known_good` is a head this reader
    verified earlier without keeping the state: the same acts, which step 4 proves they are, are read again
    and not judged again.
    """
    stock = take_stock(source.names())  # 1
    if Kind.CHECKPOINT not in stock.others:
        raise Broken("absent", None, "there is no file `checkpoint` here: this is not a record, or not the whole of it")
    record = Record(source)
    head, note = record.head()  # 2, the syntax
    if head.size == 0:
        raise Broken("empty", None, "the checkpoint is of no acts; a record begins with its founding")
    _check_anchor(record, fingerprint)  # 3
    check_tree(record, stock)  # 6
    state, signatures = _judged(record, now, workers, remembered, known_good, progress)  # 7, 8, 9
    judge, pool = state
    heads_judged.check_log(head, note, judge.book)  # 2, the signature
    known = [*earlier, *([remembered.head] if remembered else []), *([known_good] if known_good else [])]
    heads_judged.check_earlier(known, head, judge.roots)  # 4
    heads_judged.check_kept(record.kept_heads(), head, judge.book, judge.roots)
    _check_policy_file(record, judge.book)
    witnessed = heads_judged.check_witnesses(note, judge.book, policy)  # 5
    parts = check_parts(source, stock, judge.book)  # 10
    return Report(
        head=head,
        note=note,
        founding=judge.book.founding,
        anchored=fingerprint is not None or remembered is not None,
        book=judge.book,
        witnessed=witnessed,
        parts=parts,
        elections=check_elections(source, stock, judge.book),  # 11
        unknown_files=stock.unknown,
        leftovers=stock.leftovers,
        begun=(*beyond(stock, head.size), *parts.begun),
        signatures=signatures,
        remembered=Remembered(head=head, judge=judge, pool=pool),  # 12
    )


def _check_anchor(record: Record, fingerprint: str | None) -> None:
    found = leaf_hash(record.note(0)).hex()
    if fingerprint is not None and found != fingerprint:
        raise Broken(
            "another-founding",
            0,
            "this record was founded as {found}, not as {fingerprint}: it is another record",
            found=found,
            fingerprint=fingerprint,
        )


@cycles.none_sought()
def _judged(
    record: Record,
    now: int,
    workers: int,
    remembered: Remembered | None,
    known_good: Checkpoint | None,
    progress: Progress | None,
) -> tuple[tuple[Judge, KeyPool], int]:
    """Steps 7 to 9 in one pass over the acts, a bundle at a time; signatures are checked beside it."""
    judge, pool = Judge(), KeyPool()
    if remembered is not None and remembered.fresh:
        judge, pool = remembered.judge, KeyPool(dict(remembered.pool.keys), remembered.pool.label)
    leaves, signatures = record.leaf_hashes(), 0
    start, trusted = judge.tree.size, known_good.size if known_good else 0
    for known in (remembered.head if remembered else None, known_good):
        if known is not None:
            _check_known(known, leaves)
    with Checker(workers) as checker:
        number = start // 256 * 256
        for bundle in record.bundles(start // 256):
            run = bundle[max(0, start - number) :]
            first = max(number, start)
            signatures += _judge_run(first, run, leaves, judge, pool, checker, now, trusted)
            number += len(bundle)
            if progress is not None:
                progress(number, record.size)
        checker.finish()
    return (judge, pool), signatures


def _check_known(known: Checkpoint, leaves: list[bytes]) -> None:
    """What was verified before speaks for this record only if the record's first acts have that head's root."""
    if known.size > len(leaves):
        raise Broken(
            "rolled-back",
            None,
            "a head of {known} acts is known; this copy has only {size}: an older copy, or acts were taken away",
            known=known.size,
            size=len(leaves),
        )
    if root(leaves[: known.size]) != known.root:
        raise Broken("forked", None, "the first {known} acts are not those that were verified before", known=known.size)


def _judge_run(
    first: int,
    run: list[bytes],
    leaves: list[bytes],
    judge: Judge,
    pool: KeyPool,
    checker: Checker,
    now: int,
    trusted: int,
) -> int:
    """Read a run of acts, hand its signatures to the checker, and judge each act by those before it."""
    read, fault = _read_run(first, run, leaves, pool)
    new = max(0, trusted - first)
    for each in read[:new]:
        judge.replay(each, leaves[each.number])
    checker.submit(read[new:], run[new : len(read)], pool)
    for each in read[new:]:
        try:
            if each.entered > now + LEEWAY:
                raise Broken(
                    "entered-in-the-future",
                    each.number,
                    "the act says it was entered later than it is now; set your clock right, or the gate lied",
                )
            judge.enter(each, claimed(each.number, each.note, pool), leaves[each.number])
        except Broken:
            checker.refuse_up_to(each.number)
            raise
    if fault is not None:
        checker.refuse_up_to(fault.number)
        raise fault
    checker.refuse_found()
    return sum(len(each.note.lines) for each in read)


def _read_run(first: int, run: list[bytes], leaves: list[bytes], pool: KeyPool) -> tuple[list[ReadNote], Broken | None]:
    """The acts up to the first that cannot be read, which is told only after those before it are judged."""
    read = list[ReadNote]()
    for number, data in enumerate(run, first):
        try:
            if leaf_hash(data) != leaves[number]:
                raise Broken("tile-differs", number, "the act changed while it was being verified")
            read.append(read_note(number, data))
        except Broken as bad:
            return read, bad
        pool.learn(read[-1].act)
    return read, None


def _check_policy_file(record: Record, book: Register) -> None:
    found = record.policy()
    if found is not None and found != heads_judged.suggested_policy(book).encode():
        raise Broken(
            "policy-differs",
            None,
            "witness/policy is not what the rules in force ask for; delete it or get another copy",
        )
