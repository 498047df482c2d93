"""The keys of a house's gate and log, from its folder of keys."""

from qurultay.gazette.gate import GateKeys
from qurultay.gazette.house import House
from qurultay.record import keyfile


def of_house(house: House, passphrase: str) -> GateKeys:
    """The keys under this passphrase. Those that are to follow stand beside them as `gate.next.key`, `log.next.key`.

    Raises `Unwritten` where a key file is missing or does not open.
    """
    following = {owner: house.keys / f"{owner}.next.key" for owner in ("gate", "log")}
    found = {owner: keyfile.load(path, passphrase) if path.exists() else None for owner, path in following.items()}
    return GateKeys(
        gate=keyfile.load(house.keys / "gate.key", passphrase),
        log=keyfile.load(house.keys / "log.key", passphrase),
        next_gate=found["gate"],
        next_log=found["log"],
    )
