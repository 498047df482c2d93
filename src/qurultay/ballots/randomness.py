"""Where random numbers come from is an argument: a function that gives a number from 0 to q − 1 for q."""

from collections.abc import Callable
from hashlib import shake_256
from secrets import randbelow
from typing import TypeAlias

Randomness: TypeAlias = Callable[[int], int]

SYSTEM: Randomness = randbelow
"""The system's own; the only one that keeps a secret."""


def seeded(seed: str) -> Randomness:
    """The same numbers for the same seed, for tests and demonstrations; never for a secret.

    >>> [seeded("tolunay")(1000) for _ in range(2)] == [seeded("tolunay")(1000)] * 2
    True
    """
    drawn = 0

    def draw(q: int) -> int:
        nonlocal drawn
        drawn += 1
        stream = shake_256(f"{seed}|{drawn}".encode()).digest(q.bit_length() // 8 + 16)
        return int.from_bytes(stream, "big") % q

    return draw
