"""The vault's keys: one file for each epoch, in a folder outside the database.

Whoever takes the database, a backup of it, or pages it has long given up, has nothing that opens a person's fields
without the key of its epoch; and a key that was destroyed opens nothing any more. That is how erasing works at all:
neither SQLite's journal ahead nor PostgreSQL's log forget what was deleted (measured in the notes on safety).

A new key is `epoch-4.next` until the transaction that begins its epoch is committed, then `epoch-4.key`: so one that was
never used is known from one that belongs to rows set aside while an older copy of the database was put back.

A file holds `{"epoch": 3, "key": …}`, or with a passphrase `{"epoch": 3, "salt": …, "sealed": …}`; it is its owner's alone.
"""

import json
import os
from base64 import b64decode, b64encode
from dataclasses import dataclass
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

from qurultay.secretariat.frame.order import OutOfOrder

KEY_BYTES = 32
NONCE_BYTES = 12


class NoKey(OutOfOrder):
    """A key of the vault is not there, or not ours to use: `why` says which and what its operator can do."""

    def __init__(self, why: str) -> None:
        super().__init__("roll.out.locked", why=why)


@dataclass(frozen=True)
class Keyring:
    """The keys in this folder; new ones are written under the passphrase, if there is one."""

    folder: Path
    passphrase: str = ""

    def path(self, epoch: int) -> Path:
        """Where the key of an epoch lies; one whose epoch has just begun may still be called the next."""
        path = self.folder / f"epoch-{epoch}.key"
        following = path.with_suffix(".next")
        return following if not path.exists() and following.exists() else path

    def epochs(self, suffix: str = "key") -> list[int]:
        """The epochs that have a key here."""
        found = (path.stem.removeprefix("epoch-") for path in self.folder.glob(f"epoch-*.{suffix}"))
        return sorted(int(each) for each in found if each.isdecimal())

    def mark(self, epoch: int) -> tuple[int, int]:
        """What tells this very key file from one that was written in its place. Raises `NoKey`."""
        path = self.path(epoch)
        try:
            found = path.stat()
        except FileNotFoundError:
            raise _missing(path) from None
        return found.st_ino, found.st_mtime_ns

    def make_next(self, after: int) -> int:
        """Write the key of a new epoch, whole or not at all, and say its number; no other key is written over."""
        epoch = max([after, *self.epochs()]) + 1
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        scratch = self.folder / f"epoch-{epoch}.tmp"
        opened = os.open(scratch, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(opened, "wb") as file:
            file.write(self._written(epoch, os.urandom(KEY_BYTES)))
            file.flush()
            os.fsync(file.fileno())
        scratch.replace(self.folder / f"epoch-{epoch}.next")
        _settle(self.folder)
        return epoch

    def keep(self, epoch: int) -> None:
        """The epoch has begun: its key is called so, and what was made for one that never began goes.

        To be called while nobody else can begin an epoch.
        """
        following = self.folder / f"epoch-{epoch}.next"
        if following.exists():
            following.replace(following.with_suffix(".key"))
            _settle(self.folder)
        for number in self.epochs("next"):
            self.destroy(number)
        for left in self.folder.glob("epoch-*.tmp"):
            left.unlink(missing_ok=True)

    def read(self, epoch: int) -> bytes:
        """The key of an epoch. Raises `NoKey`."""
        path = self.path(epoch)
        try:
            if path.stat().st_mode & 0o077:
                raise NoKey(f"others can read {path.name}; run chmod 600 on it, and think of the key as known to them")
            key = self._read(epoch, json.loads(path.read_bytes()))
        except FileNotFoundError:
            raise _missing(path) from None
        except (ValueError, KeyError, TypeError):
            key = b""
        if len(key) != KEY_BYTES:
            raise NoKey(f"{path.name} is no key of the vault; put back the copy that two officers keep")
        return key

    def destroy(self, epoch: int) -> None:
        """Overwrite and remove the key of an epoch; one that is gone already is well destroyed."""
        path = self.path(epoch)
        try:
            with open(path, "r+b") as file:
                size = os.fstat(file.fileno()).st_size
                file.write(os.urandom(size))
                file.flush()
                os.fsync(file.fileno())
            path.unlink()
        except FileNotFoundError:
            return
        _settle(self.folder)

    def _written(self, epoch: int, key: bytes) -> bytes:
        held = {"epoch": epoch, "key": b64encode(key).decode()}
        if self.passphrase:
            salt, nonce = os.urandom(16), os.urandom(NONCE_BYTES)
            sealed = nonce + AESGCM(self._stretched(salt)).encrypt(nonce, key, b"epoch %d" % epoch)
            held = {"epoch": epoch, "salt": b64encode(salt).decode(), "sealed": b64encode(sealed).decode()}
        return json.dumps(held).encode() + b"\n"

    def _read(self, epoch: int, held: dict[str, str]) -> bytes:
        if "key" in held:
            return b64decode(held["key"])
        if not self.passphrase:
            raise NoKey(f"epoch-{epoch}.key is under a passphrase; start with QURULTAY_VAULT_PASSPHRASE")
        sealed = b64decode(held["sealed"])
        try:
            opener = AESGCM(self._stretched(b64decode(held["salt"])))
            return opener.decrypt(sealed[:NONCE_BYTES], sealed[NONCE_BYTES:], b"epoch %d" % epoch)
        except InvalidTag:
            raise NoKey(f"the passphrase does not open epoch-{epoch}.key; type it again") from None

    def _stretched(self, salt: bytes) -> bytes:
        return Scrypt(salt=salt, length=KEY_BYTES, n=2**16, r=8, p=1).derive(self.passphrase.encode())


def _missing(path: Path) -> NoKey:
    return NoKey(f"{path.name} is not in the vault; put back the copy that two officers keep")


def _settle(folder: Path) -> None:
    """See to it that what the folder says is on the disk."""
    opened = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)
