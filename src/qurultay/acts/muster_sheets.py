"""A muster as it is laid on paper: a sheet for each delegate who left a key, and the root for the act that opens (C1)."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from qurultay.acts.muster import Muster, leaf
from qurultay.tlog.armour import armour


@dataclass(frozen=True, slots=True)
class Laid:
    """A muster, and the sheet of each seat that left a key. The salts stand on the sheets alone."""

    muster: Muster
    sheets: dict[str, dict[str, Any]]


def lay(seats: Sequence[tuple[str, bytes | None]], draw: Callable[[int], bytes]) -> Laid:
    """The muster over all entitled seats, in their order.

    >>> laid = lay([("seat/1", bytes(33)), ("seat/2", None)], bytes)
    >>> sorted(laid.sheets), laid.sheets["seat/1"]["index"]
    (['seat/1'], 0)

    A seat whose delegate left no key counts under a leaf that nobody can open. Raises `Refused` for no seats at all.
    """
    salts = [draw(32) for _ in seats]
    leaves = [leaf(salt, key or draw(33), seat) for salt, (seat, key) in zip(salts, seats, strict=True)]
    muster = Muster(tuple(leaves))
    sheets = {
        seat: {
            "seat": seat, "key": armour(key), "salt": salt.hex(), "index": index, "proof": list(muster.proof(index)),
        }
        for index, (salt, (seat, key)) in enumerate(zip(salts, seats, strict=True))
        if key is not None
    }  # fmt: skip
    return Laid(muster, sheets)
