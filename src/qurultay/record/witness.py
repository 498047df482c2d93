"""A witness: it signs that it has seen a head, and never two histories of one record (C2SP tlog-witness v1).

For each record it keeps the largest head it has cosigned, in a folder that may be served as it is:
`<SHA-256 of the origin>/checkpoint`. It answers a request in the order of the specification:

1. The request is an old size, a proof, a head: else 400.    2. The record is known: else 404.
3. A key of the record signed the head, and none wrongly: else 403.    4. The old size is not the larger: else 400.
5. The old size is that of the head it cosigned last: else 409, with that size.
6. The head only adds to that one, or is the same: else 422.
7. The head is kept, and settled on the disk; only then its cosignature is handed out: 200.

Steps 5 to 7 happen under a lock: two requests at once could otherwise roll the witness back.
A witness says "one history", not "the right history" (register law C4).
"""

import fcntl
import os
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256

from qurultay.record.disk import Disk, Shelf, in_words
from qurultay.record.errors import Unwritten
from qurultay.record.heads import refuse_unsigned
from qurultay.tlog import checkpoint, note
from qurultay.tlog.armour import unarmour
from qurultay.tlog.checkpoint import Checkpoint
from qurultay.tlog.errors import Refused
from qurultay.tlog.keys import SigningKey
from qurultay.tlog.note import Note
from qurultay.tlog.tree import EMPTY_ROOT, witness_consistency

MOST_PROOF = 63
MOST_BODY = checkpoint.MOST_BYTES + 64 * 46
"""Bytes in a request: a head, and as many hashes as a proof may have."""
TEXT, SIZE = "text/plain; charset=utf-8", "text/x.tlog.size"
_OLD = re.compile(rb"old (0|[1-9][0-9]{0,18})")


@dataclass(frozen=True, slots=True)
class Answer:
    """What the witness says: an HTTP status, a body, and the type of the body."""

    status: int
    body: bytes
    type: str = TEXT


@dataclass(frozen=True, slots=True)
class Request:
    """An old size, the proof that the head adds to it, and the head."""

    old: int
    proof: tuple[bytes, ...]
    head: Checkpoint
    note: Note


class Witness:
    """A witness with its key, the folder of what it has seen, and the keys of the records it watches, by origin."""

    def __init__(
        self,
        state: str | os.PathLike[str],
        key: SigningKey,
        logs: Mapping[str, Sequence[bytes]],
        disk: Disk | None = None,
    ) -> None:
        self._shelf = Shelf(state, disk or Disk())
        self._key, self._logs = key, dict(logs)

    def add_checkpoint(self, body: bytes, now: int) -> Answer:
        """The answer to `POST add-checkpoint`, at the second `now`. Raises `Unwritten` where it cannot be kept: 500."""
        try:
            request = read_request(body)  # 1
        except Refused as bad:
            return _said(422 if _empty_tree_lies(body) else 400, str(bad))
        if request.head.origin not in self._logs:  # 2
            return _said(404, f"this witness does not know {request.head.origin}")
        try:
            refuse_unsigned(request.note, self._logs[request.head.origin])  # 3
        except Refused as bad:
            return _said(403, str(bad))
        if request.old > request.head.size:  # 4
            return _said(400, "the old size is larger than the new head's")
        with in_words("the witness has not signed"):
            return self._cosign(request, now)

    def latest(self, origin: str) -> bytes | None:
        """The largest head of a record that this witness has cosigned, with its cosignature; `GET …/checkpoint`."""
        try:
            with open(self._shelf.path(_place(origin)), "rb") as file:
                return file.read(checkpoint.MOST_BYTES * 2)
        except FileNotFoundError:
            return None

    def _cosign(self, request: Request, now: int) -> Answer:
        """Steps 5 to 7."""
        self._shelf.make(self._shelf.root)
        lock = os.open(self._shelf.path("lock"), os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        try:
            fcntl.flock(lock, fcntl.LOCK_EX)
            size, root = self._seen(request.head.origin)
            if request.old != size:  # 5
                return Answer(409, b"%d\n" % size, SIZE)
            try:
                witness_consistency(size, root, request.head.size, request.head.root, request.proof)  # 6
            except Refused as bad:
                return _said(422, str(bad))
            line = self._key.cosign(request.note.text, now)
            self._shelf.put(_place(request.head.origin), _own_lines(request).encode() + line.encode())  # 7
            return Answer(200, line.encode())
        finally:
            os.close(lock)

    def _seen(self, origin: str) -> tuple[int, bytes]:
        data = self.latest(origin)
        if data is None:
            return 0, EMPTY_ROOT
        try:
            head, _ = checkpoint.parse(data)
        except Refused as bad:
            sentence = (
                f"what the witness has seen of {origin} is damaged ({bad}); it signs nothing more of it until repaired"
            )
            raise Unwritten("bad-head", sentence) from None
        return head.size, head.root


def read_request(body: bytes) -> Request:
    """The request in the body of `add-checkpoint`. Raises `Refused`."""
    if len(body) > MOST_BODY:
        raise Refused("too-long", f"a request has at most {MOST_BODY} bytes")
    first, _, signed = body.partition(b"\n\n")
    old, *lines = first.split(b"\n")
    found = _OLD.fullmatch(old)
    if not found or len(lines) > MOST_PROOF:
        raise Refused(
            "bad-proof", f"a request begins with `old SIZE` and at most {MOST_PROOF} hashes, then a blank line"
        )
    proof = tuple([unarmour(line) for line in lines])
    if any(len(one) != 32 for one in proof):
        raise Refused("bad-proof", "a hash in a proof is 32 bytes")
    head, signed_note = checkpoint.parse(signed)
    return Request(int(found[1]), proof, head, signed_note)


def _own_lines(request: Request) -> Note:
    """The head with the lines of its own log alone: what others put under it is not the witness's to show."""
    lines = tuple([line for line in request.note.lines if line.name == request.head.origin])
    return Note(request.note.text, lines)


def _empty_tree_lies(body: bytes) -> bool:
    """A well-formed head of size 0 with the root of another tree: the specification wants 422, not 400."""
    try:
        text = note.parse(body.partition(b"\n\n")[2], strict_names=False).text.split(b"\n")
        return len(text) == 4 and text[1] == b"0" and len(unarmour(text[2])) == 32
    except Refused:
        return False


def _place(origin: str) -> str:
    return f"{sha256(origin.encode()).hexdigest()}/checkpoint"


def _said(status: int, why: str) -> Answer:
    return Answer(status, f"{why}\n".encode())
