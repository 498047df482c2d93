"""Whose head is this? And `witness/heads`: the cosigned heads that were kept, one a day, the newest last.

A head with the time of a witness says what the record was on that day, whoever keeps it later; the times of entry
in the acts are compared with them (design §3a.10). The file is one head after the other, each as it stood in
`checkpoint`: text, blank line, signature lines. It only grows; a head that was kept is never changed or dropped.
"""

from collections.abc import Iterable, Iterator
from io import BytesIO

from qurultay.record.errors import Broken
from qurultay.tlog import checkpoint, keys
from qurultay.tlog.checkpoint import Checkpoint
from qurultay.tlog.errors import Refused
from qurultay.tlog.note import Note
from qurultay.tlog.sentence import Sentence

Head = tuple[Checkpoint, Note]

_DASH = "— ".encode()
_DAY = 86_400
_TIMED = (8 + 64, 8 + 2420)
"""How long the signatures of cosigners are: eight bytes of time, then Ed25519 (04) or ML-DSA-44 (06)."""


def refuse_unsigned(note: Note, log_keys: Iterable[bytes]) -> None:
    """Refuses a head that none of these keys (type ‖ key) signed under its origin, or that one of them signed wrongly.

    A line that names a known key and is wrong spoils the head, whatever else is under it (C2SP signed-note).
    Raises `Refused`.
    """
    origin = Checkpoint.parse_text(note.text).origin
    signed = False
    for material in log_keys:
        for line in note.lines:
            if line.name == origin and line.key_id == keys.key_id(origin, material):
                keys.check(line, material, note.text)
                signed = True
    if not signed:
        raise Refused("not-signed-by-log", "no known key of {origin} signed this head", origin=origin)


def parse(data: bytes, origin: str) -> tuple[Head, ...]:
    """The kept heads. Nothing is said about their signatures. Raises `Broken` (`bad-heads`)."""
    try:
        found = tuple([checkpoint.parse(block) for block in _blocks(data)])
    except Refused as bad:
        raise Broken("bad-heads", None, "witness/heads: {what}", what=Sentence.of(bad.sentence)) from None
    sizes = [head.size for head, _ in found]
    if any(head.origin != origin for head, _ in found):
        raise Broken("bad-heads", None, "witness/heads has a head of another record")
    if sizes != sorted(sizes) or not all(times(note) for _, note in found):
        raise Broken("bad-heads", None, "witness/heads has a head out of order, or one without a witness")
    return found


def added(data: bytes, note: Note) -> bytes:
    """The file with this head added, if it is the first cosigned one of its day; else the file as it was.

    Raises `Broken` (`bad-heads`) where the file is not as it must be.
    """
    kept = parse(data, Checkpoint.parse_text(note.text).origin)
    if not times(note) or (kept and _day(note) <= _day(kept[-1][1])):
        return data
    return data + note.encode()


def times(note: Note) -> list[int]:
    """The times that the lines of cosigners state, in the order of the lines. They are checked with the keys."""
    return [int.from_bytes(line.signature[:8], "big") for line in note.lines if len(line.signature) in _TIMED]


def _day(note: Note) -> int:
    return min(times(note)) // _DAY


def _blocks(data: bytes) -> Iterator[bytes]:
    """The file cut before every line that follows a signature line and is none itself.

    No block grows beyond what a head may be: a mirror could otherwise make one of millions of lines.
    """
    block, before = b"", True
    for line in BytesIO(data):
        signature = line.startswith(_DASH)
        if before and not signature and block:
            yield block
            block = b""
        if not block and signature:
            raise Refused("not-a-note", "it begins with a signature line")
        block += line
        if len(block) > checkpoint.MOST_BYTES:
            raise Refused("too-long", "a head is longer than {most} bytes", most=checkpoint.MOST_BYTES)
        before = signature
    if block:
        yield block
