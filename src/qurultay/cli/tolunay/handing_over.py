"""The keys of Tolunay, laid into its house: those of its officers in the open, those of its gate under a printed passphrase.

With them whoever plays the demonstration can go on where the history ends: sign, publish, build.
"""

import json
from collections import defaultdict
from collections.abc import Iterator
from hashlib import sha256
from itertools import count
from pathlib import Path

from qurultay.acts.book import EnrolledKey, Register
from qurultay.cli.tolunay.public_keys import SEED, public_key
from qurultay.record import keyfile
from qurultay.site.settings.tolunay import PASSPHRASE
from qurultay.tlog.keys import SigningKey

PUBLIC = "public-keys.json"
MOST = 20
"""How often a post's key was changed at most."""


def hand_over(folder: Path, book: Register) -> None:
    """Lays the keys in force into this house."""
    found: dict[str, list[str]] = defaultdict(list)
    for key in _signing(book):
        found[key.name].append(key.private.private_bytes_raw().hex())
    (folder / PUBLIC).write_text(json.dumps(found, indent=1, sort_keys=True) + "\n", "utf-8")
    (folder / "keys").mkdir(mode=0o700, exist_ok=True)
    for owner in ("gate", "log"):
        key = next(_made(each) for each in book.keys_of(owner) if each.ended_by is None)
        salt = sha256(f"{SEED} {owner}".encode()).digest()
        keyfile.create(folder / "keys" / f"{owner}.key", key.name, PASSPHRASE, key.private.private_bytes_raw(), salt)


def _signing(book: Register) -> Iterator[SigningKey]:
    """The keys of posts and keepers that have not ended; that of a certificate signs papers and no act."""
    for each in book.keys.values():
        if each.ended_by is None and each.use in ("acts", "keeper"):
            yield _made(each)


def _made(held: EnrolledKey) -> SigningKey:
    """The key again, which was made from a printed sentence."""
    owner = held.post or held.keeper or held.use
    for again in count():
        key = public_key(owner, again)
        if held.material in (key.material, key.cosigner_material):
            return key
        if again == MOST:
            raise LookupError(f"{held.name} has a key that was not made here")
    raise AssertionError
