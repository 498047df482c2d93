"""The keys of the gate and the log: they stand open in the memory of this process, or are opened each time by a passphrase."""

from django.conf import settings

from qurultay.gazette.gate import GateKeys
from qurultay.gazette.gate_keys import of_house
from qurultay.record.errors import Unwritten
from qurultay.secretariat.frame.house import house
from qurultay.secretariat.frame.order import OutOfOrder

_KEYS: dict[str, GateKeys] = {}


def hand_over(passphrase: str) -> None:
    """The keys of the gate and the log stand open in this process from now on. Raises `Unwritten` for a wrong passphrase."""
    _KEYS[str(house().folder)] = of_house(house(), passphrase)


def keys_open() -> bool:
    """Do the keys stand open, so that what is ripe enters by itself?"""
    return str(house().folder) in _KEYS


def asks_nothing() -> bool:
    """Can be published here without a passphrase being typed: the keys stand open, or theirs is printed for everybody?"""
    return keys_open() or bool(settings.PUBLIC_PASSPHRASE)


def gate_keys(passphrase: str = "") -> GateKeys:
    """The keys that stand open, or those under this passphrase. Raises `OutOfOrder` where neither is there."""
    kept = _KEYS.get(str(house().folder))
    if kept is not None:
        return kept
    passphrase = passphrase or settings.PUBLIC_PASSPHRASE
    if not passphrase:
        raise OutOfOrder("desk.out.passphrase")
    try:
        return of_house(house(), passphrase)
    except Unwritten:
        raise OutOfOrder("desk.out.passphrase-wrong") from None
