"""Entering acts in a record, so that at every moment it is intact at the old size or at the new (docs/record.md).

1. The lock, then recovery (`recovery.py`), before anything is touched.
2. The parts; which they are was noted beside the key, so that none stays behind should the entry fail.
3. The bundle of entries, then the tiles, level 0 first.
4. The new head is signed and kept beside the key.
5. `checkpoint` is put in its place: this one rename is the commit.
6. Partial tiles narrower than the head are removed.

Witnesses are asked after that, never before (`gather`): a witness that has seen a head the record then loses
would have seen a fork. This module does not judge acts. Whoever calls it has: the gazette alone (`.importlinter`).
"""

import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import AbstractContextManager, ExitStack, suppress
from hashlib import sha256
from typing import Self

from qurultay.record import heads
from qurultay.record.disk import Disk, Shelf, in_words
from qurultay.record.errors import Absent, Broken, Unwritten
from qurultay.record.folder import Folder
from qurultay.record.home import Home, Lock
from qurultay.record.layout import CHECKPOINT, ELECTION_FILES, HEADS, MOST_BYTES, Kind, kind_of, part_path, shown
from qurultay.record.recovery import clear_beyond, drop_for_good, recover, refuse_unsigned
from qurultay.record.store import Record
from qurultay.tlog import canonical, checkpoint, note, tiles
from qurultay.tlog.checkpoint import Checkpoint
from qurultay.tlog.errors import Refused
from qurultay.tlog.keys import key_id
from qurultay.tlog.note import Note
from qurultay.tlog.tiles import WIDTH
from qurultay.tlog.tree import Frontier, leaf_hash

Sign = Callable[[Checkpoint], Note]
"""Signs a head with the key of the log."""
Ask = Callable[[Record, bytes], bytes]
"""Shows a committed head to witnesses, and hands it back with the lines of those who answered."""


class Writer(AbstractContextManager["Writer"]):
    """The one writer of a record, while it is open. `log_keys` are the keys in force for heads (type ‖ key).

    Raises `Unwritten` where nothing can be written, saying what stands, and `Broken` where the record is not intact.
    """

    def __init__(
        self, folder: str | os.PathLike[str], home: Home, log_keys: Iterable[bytes], disk: Disk | None = None
    ) -> None:
        self._home, self._log_keys = home, tuple(log_keys)
        self._shelf = Shelf(folder, disk or Disk())
        self._checkpoint, self._frontier, self._sound = b"", Frontier(), False
        with ExitStack() as held:
            held.enter_context(home.lock())
            self._folder = held.enter_context(_opened(self._shelf))
            held.enter_context(_lock_folder(self._shelf.root))
            self._recover()
            self._held = held.pop_all()

    @classmethod
    def found(
        cls,
        folder: str | os.PathLike[str],
        home: Home,
        label: str,
        founding: bytes,
        parts: Mapping[str, bytes],
        sign: Sign,
        log_keys: Iterable[bytes],
        disk: Disk | None = None,
    ) -> Self:
        """Begins a record with act 0, whose fingerprint becomes its name, and opens it.

        Raises `Unwritten`: `founded-already`, `not-empty`, and as `append` does.
        """
        shelf = Shelf(folder, disk or Disk())
        keys = tuple(log_keys)
        with home.lock():
            _refuse_founded(shelf, home)
            with in_words("nothing was founded"):
                shelf.make(shelf.root)
            with Folder(shelf.root) as empty:
                clear_beyond(shelf, empty, home, 0)
                first = _Entry(shelf, empty, home, origin_of(label, founding), Frontier(), keys)
                first.enter([founding], parts, sign)
        return cls(folder, home, keys, disk)

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Lets another writer in."""
        self._held.close()

    @property
    def head(self) -> Checkpoint:
        """The head as it was committed; after a failure, what stands now. Raises as opening the record does."""
        self._ready()
        return checkpoint.parse(self._checkpoint)[0]

    def append(self, notes: Sequence[bytes], parts: Mapping[str, bytes], sign: Sign) -> range:
        """Enters acts, all or none, under one new head; their numbers.

        Raises `Unwritten` or `Refused` with nothing entered, or `Unwritten` saying that opening the record again
        completes the entry.
        """
        before = self.head
        entry = _Entry(self._shelf, self._folder, self._home, before.origin, self._frontier, self._log_keys)
        self._sound = False
        self._checkpoint = entry.enter(notes, parts, sign)
        self._frontier, self._sound = entry.frontier, True
        return range(before.size, self.head.size)

    def gather(self, ask: Ask, named: Iterable[tuple[str, bytes]] | None = None) -> Note:
        """Asks witnesses about the head that is committed, puts their lines under it, and keeps one head a day.

        `named` are the witnesses (name, key) that the rules name: a stranger can check no others from the record
        alone, so only heads they saw are kept, with their lines and the log's. Without it every cosigner counts.

        Raises `Unwritten` (`bad-head`) for an answer that is another head, and whatever `ask` raises. The acts stand.
        """
        record = self._record()
        answer = ask(record, self._checkpoint)
        found = self._with_more_lines(answer)
        with in_words("the acts stand, the lines of the witnesses were not kept"):
            self._put_if_new(HEADS, heads.added(self._bytes(HEADS, Kind.HEADS), _to_keep(found, named)))
            self._put_if_new(CHECKPOINT, answer)
        self._checkpoint = answer
        return found

    def keep(self, path: str, data: bytes) -> None:
        """Puts the policy of witnesses or a file of an election in its place. Raises `Unwritten` (`not-kept-here`)."""
        kind = kind_of(path)
        if kind not in {Kind.POLICY, *ELECTION_FILES} or len(data) > MOST_BYTES[kind]:
            raise Unwritten("not-kept-here", f"{shown(path)} is too large, or not a file that is kept in this way")
        self._ready()
        with in_words(f"{path} is as it was"):
            self._put_if_new(path, data)

    def set_aside(self, path: str) -> None:
        """Takes the policy of witnesses away before an act changes it, so that no moment shows a wrong one."""
        if kind_of(path) is not Kind.POLICY:
            raise Unwritten("not-kept-here", f"{shown(path)} is not a file that is set aside")
        self._ready()
        with in_words("nothing was entered"):
            self._shelf.drop(path)

    def withhold(self, number: int, digests: Iterable[str]) -> None:
        """Removes parts for good, once act `number`, which withholds them, has entered. Doing it again is harmless.

        Raises `Unwritten` (`not-withheld`) where that act has not entered or is of another kind.
        """
        if not _is_withholding(self._record(), number):
            raise Unwritten("not-withheld", f"act {number} withholds nothing; enter the act that does first")
        paths = [part_path(digest) for digest in digests]
        with in_words("some parts may still be there; withhold them again"):
            drop_for_good(self._shelf, paths)

    def _recover(self) -> None:
        with in_words("nothing was entered"):
            self._checkpoint = recover(self._shelf, self._folder, self._home, self._log_keys)
        record = Record(self._folder, self._checkpoint)
        self._frontier = tiles.frontier(record.size, record.tile)
        if self._frontier.root() != record.head()[0].root:
            raise Broken(
                "root-differs", None, "the tiles do not give the root in the checkpoint; check the record first"
            )
        self._sound = True

    def _ready(self) -> None:
        """Nothing is done after a failure before it is known again what stands."""
        if not self._sound:
            self._recover()

    def _record(self) -> Record:
        self._ready()
        return Record(self._folder, self._checkpoint)

    def _with_more_lines(self, answer: bytes) -> Note:
        try:
            head, found = checkpoint.parse(answer)
        except Refused as bad:
            raise Unwritten("bad-head", f"what came back from the witnesses is no head: {bad}") from None
        own = [line for line in checkpoint.parse(self._checkpoint)[1].lines if line.name == head.origin]
        if head != self.head or [line for line in found.lines if line.name == head.origin] != own:
            raise Unwritten("bad-head", "what came back from the witnesses is another head than they were asked about")
        return found

    def _put_if_new(self, path: str, data: bytes) -> None:
        if data != self._bytes(path, kind_of(path)):
            self._shelf.put(path, data)

    def _bytes(self, path: str, kind: Kind) -> bytes:
        try:
            return self._folder.read(path, MOST_BYTES[kind])
        except Absent:
            return b""


class _Entry:
    """One entry: steps 2 to 6."""

    def __init__(
        self, shelf: Shelf, folder: Folder, home: Home, origin: str, frontier: Frontier, keys: tuple[bytes, ...]
    ) -> None:
        self._shelf, self._home, self._origin, self._keys = shelf, home, origin, keys
        self._record = folder
        self.frontier = frontier.copy()

    def enter(self, notes: Sequence[bytes], parts: Mapping[str, bytes], sign: Sign) -> bytes:
        """The checkpoint that was put in place."""
        _refuse_unfit(notes, parts)
        before = self.frontier.size
        files = self._files(before, notes)
        head = Checkpoint(self._origin, self.frontier.size, self.frontier.root())
        with in_words("nothing was entered"):
            self._lay_down(before, parts)  # 2
            for path, data in files.items():  # 3
                self._shelf.put(path, data)
        signed = self._signed(head, sign)  # 4
        with in_words(
            f"the head of {head.size} acts is signed; open the record again, that completes or undoes the entry"
        ):
            self._home.keep(signed)
            self._shelf.put(CHECKPOINT, signed)  # 5
        with suppress(OSError):  # 6: what stays is what was there before, and the next writer removes it
            for path in sorted(_rim(before) - _rim(head.size)):
                self._shelf.drop(path)
        return signed

    def _files(self, before: int, notes: Sequence[bytes]) -> dict[str, bytes]:
        """The new bundles and tiles; the frontier grows with them."""
        leaves = [leaf_hash(one) for one in notes]
        for leaf in leaves:
            self.frontier.append(leaf)
        record = Record(self._record)
        index, width = divmod(before, WIDTH)
        rows = [*(record.entries(index, width) if width else []), *notes]
        chunks = [rows[at : at + WIDTH] for at in range(0, len(rows), WIDTH)]
        bundles = {tiles.entries_path(index + at, len(row)): tiles.bundle(row) for at, row in enumerate(chunks)}
        return bundles | tiles.grown(before, leaves, record.tile)

    def _lay_down(self, before: int, parts: Mapping[str, bytes]) -> None:
        """The parts that are not there yet. One that is belongs to an earlier act, and stays if this entry fails."""
        new = [digest for digest in sorted(parts) if not os.path.lexists(self._shelf.path(part_path(digest)))]
        if new:
            self._home.announce(before, new)
        for digest in new:
            self._shelf.put(part_path(digest), parts[digest])

    def _signed(self, head: Checkpoint, sign: Sign) -> bytes:
        signed = sign(head)
        if signed.text != head.text():
            raise Unwritten("bad-head", "the key signed another head than it was given")
        refuse_unsigned(signed, self._keys)
        return signed.encode()


def origin_of(label: str, founding: bytes) -> str:
    """The name of a record under its label: the first 16 digits of the founding fingerprint tell it from all others.

    >>> origin_of("tolunay.example", b"act 0")
    'tolunay.example/a1145256281c5c90'
    """
    return f"{label}/{leaf_hash(founding).hex()[:16]}"


def _to_keep(found: Note, named: Iterable[tuple[str, bytes]] | None) -> Note:
    """The head with the lines of the log and of those witnesses alone."""
    if named is None:
        return found
    origin, known = Checkpoint.parse_text(found.text).origin, {(name, key_id(name, key)) for name, key in named}
    lines = [line for line in found.lines if line.name == origin or (line.name, line.key_id) in known]
    return Note(found.text, tuple(lines))


def _opened(shelf: Shelf) -> Folder:
    try:
        return Folder(shelf.root)
    except Absent:
        raise Unwritten("not-founded", f"there is no record in {shelf.root}") from None


def _lock_folder(root: str) -> Lock:
    """The record's own folder is held too, so that a second writer with another home is kept out."""
    with in_words("nobody can write to the record"):
        return Lock(os.open(root, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC))


def _refuse_founded(shelf: Shelf, home: Home) -> None:
    kept = home.head()
    if kept is not None:
        raise Unwritten(
            "founded-already", f"the key in {home.path} belongs to {kept[0].origin} already; open that record"
        )
    if not os.path.isdir(shelf.root):
        return
    with Folder(shelf.root) as folder:
        for name in folder.names():
            if kind_of(name) is Kind.CHECKPOINT:
                raise Unwritten("founded-already", f"there is a record in {shelf.root} already")
            if kind_of(name) is Kind.UNKNOWN:
                raise Unwritten("not-empty", f"{shelf.root} holds {shown(name)}; found the record in an empty folder")


def _refuse_unfit(notes: Sequence[bytes], parts: Mapping[str, bytes]) -> None:
    if not notes:
        raise Unwritten("nothing-to-enter", "there is no act to enter")
    for one in notes:
        if not 0 < len(one) <= note.MOST_BYTES:
            raise Refused(
                "too-long", f"an act is 1 to {note.MOST_BYTES} bytes with its signatures, this one is {len(one)}"
            )
    for digest, data in parts.items():
        if len(data) > MOST_BYTES[Kind.PART] or sha256(data).hexdigest() != digest:
            raise Unwritten("bad-part", f"{shown(digest)} is not the SHA-256 of its part, or the part is too large")


def _is_withholding(record: Record, number: int) -> bool:
    if not 0 <= number < record.size:
        return False
    try:
        return canonical.decode(note.parse(record.note(number)).text[:-1]).get("kind") == "withheld"
    except Refused:
        return False


def _rim(size: int) -> set[str]:
    """The partial tiles and bundles of a tree of that size: one a level at most."""
    found, level = set[str](), 0
    if size % WIDTH:
        found.add(tiles.entries_path(size // WIDTH, size % WIDTH))
    while count := size >> 8 * level:
        if count % WIDTH:
            found.add(tiles.tile_path(level, count // WIDTH, count % WIDTH))
        level += 1
    return found
