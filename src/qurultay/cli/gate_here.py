"""The gate of a house, opened with the keys of its gate and its log."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from qurultay.cli import moment
from qurultay.cli.house import House
from qurultay.cli.passphrases import passphrase
from qurultay.gazette.gate import Gate, GateKeys
from qurultay.record import keyfile


def gate_keys(house: House, file: Path | None) -> GateKeys:
    """The keys in the house's folder of keys. Those that are to follow stand beside them as `gate.next.key`, `log.next.key`."""
    words = passphrase("the keys of the gate and the log", file)
    following = {owner: house.keys / f"{owner}.next.key" for owner in ("gate", "log")}
    found = {owner: keyfile.load(path, words) if path.exists() else None for owner, path in following.items()}
    return GateKeys(
        gate=keyfile.load(house.keys / "gate.key", words),
        log=keyfile.load(house.keys / "log.key", words),
        next_gate=found["gate"],
        next_log=found["log"],
    )


@contextmanager
def open_gate(house: House, keys: GateKeys) -> Iterator[Gate]:
    """The record of the house, open for publishing; nobody else can write to it meanwhile."""
    with Gate(house.record, house.home, keys, moment.now()) as gate:
        yield gate
