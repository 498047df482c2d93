"""The gate of a house, opened with the keys of its gate and its log."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from qurultay.cli import moment
from qurultay.cli.house import House
from qurultay.cli.passphrases import passphrase
from qurultay.gazette.gate import Gate, GateKeys
from qurultay.gazette.gate_keys import of_house


def gate_keys(house: House, file: Path | None) -> GateKeys:
    """The keys in the house's folder of keys. Those that are to follow stand beside them as `gate.next.key`, `log.next.key`."""
    return of_house(house, passphrase("the keys of the gate and the log", file))


@contextmanager
def open_gate(house: House, keys: GateKeys) -> Iterator[Gate]:
    """The record of the house, open for publishing; nobody else can write to it meanwhile."""
    with Gate(house.record, house.home, keys, moment.now()) as gate:
        yield gate
