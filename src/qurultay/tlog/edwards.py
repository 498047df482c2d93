"""Which 32 bytes we take for an Ed25519 public key (RFC 8032 §5.1).

OpenSSL takes any 32 bytes. Under the key 01 00…00 one fixed signature then fits every message, under the other
points of small order one in eight or more (record format §3.1); and bytes that are no point, or a second way to
write one, are judged differently by different engines. All of them are refused when a key is admitted.
"""

from qurultay.tlog.errors import Refused

_P = 2**255 - 19
_D = -121665 * pow(121666, -1, _P) % _P
# The y of the eight points of small order: the neutral one, order 2, order 4 (two points), order 8 (four points).
_ORDER_8 = 0x7A03AC9277FDC74EC6CC392CFA53202A0F67100D760B3CBA4FD84D3D706A17C7
_SMALL_ORDER = frozenset({1, _P - 1, 0, _ORDER_8, _P - _ORDER_8})


def admit_point(raw: bytes) -> None:
    """Refuses what is no point, a second way to write one, or a point of small order.

    >>> admit_point(bytes([1]) + bytes(31))
    Traceback (most recent call last):
    qurultay.tlog.errors.Refused: the key is a point of small order: signatures under it prove nothing

    Points with a small-order component besides a large one are kept: they weaken nobody but their owner, and
    engines agree on them. Raises `Refused`.
    """
    if len(raw) != 32:
        raise Refused("bad-key-material", "an Ed25519 key is 32 bytes, not {size}", size=len(raw))
    number = int.from_bytes(raw, "little")
    y = number & (2**255 - 1)  # the last bit says which of two x is meant
    if y % _P in _SMALL_ORDER:
        raise Refused("weak-key", "the key is a point of small order: signatures under it prove nothing")
    if y >= _P or not _is_square((y * y - 1) * pow(_D * y * y + 1, -1, _P)):
        raise Refused("bad-key-material", "the key is not a point of the curve, written in the one way for it")


def _is_square(number: int) -> bool:
    """Euler's criterion; 0 cannot occur, since x = 0 has small order."""
    return pow(number, (_P - 1) // 2, _P) == 1
