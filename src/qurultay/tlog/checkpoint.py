"""Checkpoints: what a log says its whole history adds up to (C2SP tlog-checkpoint v1.0.0).

    origin LF size LF base64(root) LF        exactly these three lines

Extension lines are refused: witnesses sign the first three lines only, so that their cosignatures would
not hold over a head with a fourth (record format §2.4).
"""

import re
from dataclasses import dataclass
from typing import Self

from qurultay.tlog.armour import armour, unarmour
from qurultay.tlog.errors import Refused
from qurultay.tlog.note import Note, refuse_name
from qurultay.tlog.note import parse as parse_note
from qurultay.tlog.tree import EMPTY_ROOT, LARGEST_SIZE

MOST_BYTES = 16 * 1024
_SIZE = re.compile(r"0|[1-9][0-9]{0,18}")


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """The head of a log: its name, how many leaves it has, and their root.

    >>> Checkpoint("tolunay.example/9f2c4d0011223344", 0, EMPTY_ROOT).text().decode().splitlines()[1]
    '0'

    Raises `Refused` for a head that no log could sign.
    """

    origin: str
    size: int
    root: bytes

    def __post_init__(self) -> None:
        refuse_name(self.origin)
        if not 0 <= self.size <= LARGEST_SIZE or len(self.root) != 32:
            raise Refused("bad-checkpoint", "a head has a size from 0 and a root of 32 bytes")
        if self.size == 0 and self.root != EMPTY_ROOT:
            raise Refused("bad-checkpoint", "a head of size 0 has the root of the empty tree")

    def text(self) -> bytes:
        """The bytes that the log signs and witnesses cosign."""
        return f"{self.origin}\n{self.size}\n{armour(self.root)}\n".encode()

    @classmethod
    def parse_text(cls, text: bytes) -> Self:
        """The head in these bytes, written in the one way for it. Raises `Refused`."""
        lines = text.split(b"\n", 4)
        if len(lines) != 4 or lines[3]:
            raise Refused("bad-checkpoint", "a head is three lines: origin, size, root")
        origin, size = lines[0].decode("latin-1"), lines[1].decode("latin-1")
        if not _SIZE.fullmatch(size):
            raise Refused("bad-checkpoint", "{size} is not the size of a tree", size=ascii(size)[:40])
        return cls(origin, int(size), unarmour(lines[2]))


def parse(data: bytes) -> tuple[Checkpoint, Note]:
    """The head and the note that carries it. Lines of unknown witnesses may have any name that C2SP allows.

    Nothing is said about signatures: `keys.check` judges the log's, `policy.judge` the witnesses'. Raises `Refused`.
    """
    note = parse_note(data, most_bytes=MOST_BYTES, strict_names=False)
    return Checkpoint.parse_text(note.text), note
