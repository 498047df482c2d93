"""Tickets: who may look at what until when, signed, so that a process without a database can tell.

    kind . sitting . language . until . HMAC-SHA-256 of the rest

The key lies beside the vault, is made when it is first asked for, and opens nothing but live pages. A ticket names no
person; what it shows is the same for everybody who may follow the sitting.
"""

import hmac
import os
import secrets
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

MINUTES_OPEN = 600  # seconds a page may listen before it fetches another ticket
DAY_OPEN = 12 * 3600


class NotAdmitted(Exception):
    """A ticket is not ours, or its time is over."""


@dataclass(frozen=True, kw_only=True)
class Ticket:
    """What a ticket opens: `floor` the live page, `screen` that of the room, `render` the making of fragments."""

    kind: str
    sitting: int
    language: str
    until: int

    def signed(self, key: bytes) -> str:
        """The ticket as it is handed out.

        >>> text = Ticket(kind="floor", sitting=3, language="ug", until=100).signed(b"k" * 32)
        >>> admitted(text, b"k" * 32, now=100).language
        'ug'
        >>> admitted(text, b"k" * 32, now=101)
        Traceback (most recent call last):
        qurultay.secretariat.frame.tickets.NotAdmitted
        """
        plain = f"{self.kind}.{self.sitting}.{self.language}.{self.until}"
        return f"{plain}.{_seal(plain, key)}"


def admitted(text: str, key: bytes, now: int) -> Ticket:
    """What this ticket opens. Raises `NotAdmitted`."""
    plain, _, seal = text.rpartition(".")
    if not plain.isascii() or not seal.isascii() or not hmac.compare_digest(seal, _seal(plain, key)):
        raise NotAdmitted
    kind, sitting, language, until = plain.split(".")  # sealed by us, so it has these four
    if now > int(until):
        raise NotAdmitted
    return Ticket(kind=kind, sitting=int(sitting), language=language, until=int(until))


def key_at(folder: Path) -> bytes:
    """The key in this folder, made there if it is the first time."""
    place = folder / "key"
    try:
        return place.read_bytes()
    except FileNotFoundError:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    made = folder / f"key.{os.getpid()}.{secrets.token_hex(4)}"
    with os.fdopen(os.open(made, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(secrets.token_bytes(32))
    try:
        os.link(made, place)  # whoever is second takes the key of the first
    except FileExistsError:
        pass
    finally:
        made.unlink()
    return place.read_bytes()


def touch(folder: Path, sitting: int) -> None:
    """A sitting has changed: its file gets another mark, by which the side process sees it. Cheap, and safe to lose."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    (folder / f"sitting-{sitting}").write_bytes(secrets.token_bytes(8))


def stamp_of(folder: Path, sitting: int) -> int:
    """The mark of a sitting that it had when it changed last; 0 where it never has."""
    try:
        return int.from_bytes((folder / f"sitting-{sitting}").read_bytes()[:8])
    except OSError:
        return 0


def _seal(plain: str, key: bytes) -> str:
    return hmac.new(key, b"qurultay/live/v1\n" + plain.encode(), sha256).hexdigest()
