"""The muster of Tolunay: every seat left a public key, and some delegates stand by an act (C1).

Salts and keys are made from the seat's number, as every key here is public: nothing of this protects anybody.
"""

from hashlib import sha256
from typing import Any

from qurultay.acts.muster import Muster, leaf, message
from qurultay.cli.tolunay.public_keys import public_key
from qurultay.tlog.armour import armour

SEATS = tuple(f"seat/{number}" for number in range(1, 61))


def muster() -> Muster:
    """The leaves of all sixty seats, in their order."""
    return Muster(tuple(leaf(_salt(seat), public_key(seat).material, seat) for seat in SEATS))


def attestation(seat: str, stands_by: str, record: str) -> dict[str, Any]:
    """What one delegate signs at home, from the credential sheet of the session."""
    key, index = public_key(seat), SEATS.index(seat)
    return {
        "key": armour(key.material),
        "stands_by": stands_by,
        "signature": armour(key.attest(message(record, stands_by))),
        "seat": seat,
        "salt": _salt(seat).hex(),
        "index": index,
        "proof": list(muster().proof(index)),
    }


def _salt(seat: str) -> bytes:
    return sha256(f"salt of {seat}".encode()).digest()
