"""`.tlog-proof` files: everything needed to show, offline, that a record holds an entry (C2SP tlog-proof).

c2sp.org/tlog-proof@v1 LF [extra base64 LF] index N LF *( base64(hash) LF ) LF checkpoint
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from qurultay.tlog import checkpoint, tree
from qurultay.tlog.armour import armour, unarmour
from qurultay.tlog.checkpoint import Checkpoint
from qurultay.tlog.errors import Refused
from qurultay.tlog.note import Note

HEADER = b"c2sp.org/tlog-proof@v1\n"
MOST_HASHES = 63
MOST_EXTRA = 64 * 1024
MOST_BYTES = checkpoint.MOST_BYTES + 2 * MOST_EXTRA
_INDEX = re.compile(rb"index (0|[1-9][0-9]{0,18})")


@dataclass(frozen=True, kw_only=True, slots=True)
class Proof:
    """What a `.tlog-proof` file says. Nobody vouches for `extra`: it only helps to find the entry again."""

    index: int
    hashes: tuple[bytes, ...]
    checkpoint: Checkpoint
    note: Note
    extra: bytes = b""

    def check(self, leaf: bytes) -> None:
        """Checks that the leaf stands at `index` in the tree of the checkpoint: step 4 of "Verifying a tlog proof".

        Whether the checkpoint is signed and witnessed (steps 2 and 3) is asked of `keys.check` and `Policy.judge`.
        Raises `Refused`.
        """
        tree.verify_inclusion(leaf, self.index, self.checkpoint.size, self.hashes, self.checkpoint.root)


def encode_proof(index: int, proof: Sequence[bytes], checkpoint_note: bytes, extra: bytes = b"") -> bytes:
    """The bytes of a `.tlog-proof` file. Raises `Refused` for what could not be read back."""
    lines = [b"extra " + armour(extra).encode()] if extra else []
    lines += [b"index %d" % index, *(armour(one).encode() for one in proof)]
    written = HEADER + b"".join(line + b"\n" for line in lines) + b"\n" + checkpoint_note
    parse_proof(written)
    return written


def parse_proof(data: bytes) -> Proof:
    """What the file says, in the one way to write it. Raises `Refused`."""
    if len(data) > MOST_BYTES:
        raise Refused("too-long", "the proof is {size} bytes, {most} are allowed", size=len(data), most=MOST_BYTES)
    head, blank, signed = data.partition(b"\n\n")
    if not blank or not data.startswith(HEADER):
        raise Refused(
            "bad-proof-file", "a proof begins with c2sp.org/tlog-proof@v1 and has a checkpoint after a blank line"
        )
    lines = head.split(b"\n")[1:]
    extra = b""
    if lines and lines[0].startswith(b"extra ") and not (extra := unarmour(lines.pop(0)[6:])):
        raise Refused("bad-proof-file", "a proof without extra data has no line for them")
    found = _INDEX.fullmatch(lines[0]) if lines else None
    if not found or len(lines) > 1 + MOST_HASHES:
        raise Refused("bad-proof-file", "a proof has an index and at most 63 hashes")
    hashes = tuple(unarmour(line) for line in lines[1:])
    if any(len(one) != 32 for one in hashes):
        raise Refused("bad-proof-file", "a hash in a proof is 32 bytes")
    claimed, note = checkpoint.parse(signed)
    return Proof(index=int(found[1]), hashes=hashes, checkpoint=claimed, note=note, extra=extra)
