"""The keys of the demonstration's officers, which lie in its house for everybody to read.

`qurultay demo` writes them into `public-keys.json`: whoever may open that file could make them from the printed sentence
in `qurultay.cli.tolunay.public_keys` too. No other house has such a file, and nothing but the demonstration asks for it.
"""

import json
from functools import cache
from pathlib import Path

from qurultay.secretariat.frame.house import house
from qurultay.tlog.keys import SigningKey

FILE = "public-keys.json"


def key_for(name: str, material: bytes) -> SigningKey:
    """The key that signs under this name, if it is among those that are public. Raises `LookupError`."""
    for seed in _seeds(house().folder / FILE).get(name, ()):
        key = SigningKey.from_seed(name, seed)
        if key.material == material:
            return key
    raise LookupError(f"the key of {name} is not among those that are public")


def is_public(name: str, material: bytes) -> bool:
    """Can everybody sign with this key?"""
    try:
        key_for(name, material)
    except LookupError:
        return False
    return True


@cache
def _seeds(place: Path) -> dict[str, tuple[bytes, ...]]:
    if not place.is_file():
        return {}
    return {name: tuple(map(bytes.fromhex, held)) for name, held in json.loads(place.read_text("utf-8")).items()}
