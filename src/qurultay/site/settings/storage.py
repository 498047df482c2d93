"""Where rows and files lie: in the folder `secretariat` of a house, or in a PostgreSQL that the house names.

`QURULTAY_DATABASE=postgresql://…` is the one setting that moves the rows to PostgreSQL.
"""

import errno
import os
import secrets
from contextlib import suppress
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from qurultay.gazette.house import House


def house() -> House:
    """The house that `qurultay secretariat` was started in."""
    return House(Path(os.environ["QURULTAY_HOUSE"]).resolve())


def secret_key(folder: Path) -> str:
    """The key that seals sessions, forms and printed codes; made when it is first asked for, its owner's alone.

    Raises `PermissionError` where others could read it.
    """
    place = folder / "secret.key"
    if not place.exists():
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        with suppress(FileExistsError), open(os.open(place, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write(secrets.token_urlsafe(48) + "\n")
            file.flush()
            os.fsync(file.fileno())
    if place.stat().st_mode & 0o077:
        raise PermissionError(errno.EACCES, "others may read it; make it your own with: chmod 600", str(place))
    return place.read_text("ascii").strip()


def database(folder: Path, address: str = "") -> dict[str, Any]:
    """The database: SQLite in this folder, or PostgreSQL at this address.

    >>> database(Path("/x"))["NAME"]
    '/x/secretariat.sqlite3'
    >>> database(Path("/x"), "postgresql://clerk:secret@localhost/tolunay")["HOST"]
    'localhost'

    A transaction of SQLite begins by taking the writer's lock, so that two never find out at their end that they clash.
    """
    if address:
        return _postgresql(address)
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": str(folder / "secretariat.sqlite3"),
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA secure_delete=ON; PRAGMA foreign_keys=ON",
        },
        # A thread keeps its connection for a while: opening one, with its settings, costs as much as three questions.
        "CONN_MAX_AGE": 60,
    }


def _postgresql(address: str) -> dict[str, Any]:
    parts = urlsplit(address)
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": parts.hostname or "",
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": 60,
    }
