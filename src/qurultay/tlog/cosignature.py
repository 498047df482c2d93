"""What a cosigner signs: that it saw a text, or a head, at a time (C2SP tlog-cosignature v1.0.1).

    timestamped_signature = u64 time ‖ signature

The first kind covers any text, so the gate uses it to say when it entered an act; the second covers heads only.
"""

from qurultay.tlog.checkpoint import Checkpoint
from qurultay.tlog.errors import Refused

LATEST = 2**63 - 1
"""A timestamp "MUST NOT exceed 2^63 - 1"."""


def cosigned(text: bytes, time: int) -> bytes:
    """The message under an Ed25519 cosignature: a header, the time, and the whole text.

    >>> cosigned(b"text\\n", 1679315147)
    b'cosignature/v1\\ntime 1679315147\\ntext\\n'

    Raises `Refused` for a time out of range.
    """
    if not 0 <= time <= LATEST:
        raise Refused("bad-time", "the time of a cosignature is out of range")
    return b"cosignature/v1\ntime %d\n" % time + text


def cosigned_head(name: str, text: bytes, time: int) -> bytes:
    """The message under an ML-DSA-44 cosignature: `cosigned_message` with start 0 and the size of the tree as end.

    Time 0 says nothing about time: a log may sign so, a witness may not (`policy.judge`). Raises `Refused` for a time
    out of range, and for a text that is no head.
    """
    if not 0 <= time <= LATEST:
        raise Refused("bad-time", "the time of a cosignature is out of range")
    head, cosigner = Checkpoint.parse_text(text), name.encode()
    origin = head.origin.encode()
    if not len(cosigner) <= 255 >= len(origin):
        raise Refused("bad-name", "a name in an ML-DSA cosignature is at most 255 bytes")
    named = bytes([len(cosigner)]) + cosigner + time.to_bytes(8, "big") + bytes([len(origin)]) + origin
    return b"subtree/v1\n\0" + named + bytes(8) + head.size.to_bytes(8, "big") + head.root


def timed(blob: bytes) -> tuple[int, bytes]:
    """The time and the signature in a `timestamped_signature`. Raises `Refused` where it is cut short."""
    if len(blob) <= 8:
        raise Refused("bad-signature", "the cosignature is cut short")
    return int.from_bytes(blob[:8], "big"), blob[8:]
