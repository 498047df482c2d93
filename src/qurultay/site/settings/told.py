"""What a house tells its secretariat in `secretariat/settings.toml`, all of it optional:

    origin = "https://chamber.tolunay.example"    where people reach it; without it, this machine alone
    signing = "https://sign.tolunay.example"      where officers sign acts: a host of its own
    live = ""                                     where live pages listen; "" is `/live` of the same origin
    name = "Tolunay"                              what the pages call the body
    database = "postgresql://clerk@/tolunay"      where the rows lie; else a file of SQLite in the same folder

`QURULTAY_DATABASE` in the environment goes before `database`: a password need not stand in a file.
"""

import os
import tomllib
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

FILE = "settings.toml"
PORT = "QURULTAY_PORT"
DATABASE = "QURULTAY_DATABASE"


class Untold(ValueError):
    """The file says something that is no setting, or says it wrongly."""


@dataclass(frozen=True, kw_only=True)
class Told:
    """The settings of a house."""

    origin: str = ""
    signing: str = ""
    live: str = ""
    name: str = ""
    database: str = ""

    @property
    def https(self) -> bool:
        """Is it reached by others than those who sit at this machine?"""
        return self.origin.startswith("https://")

    @property
    def hosts(self) -> list[str]:
        """The names by which it may be asked."""
        return sorted({urlsplit(self.origin).hostname or "localhost"})


def told(folder: Path, port: int = 8001) -> Told:
    """What the file in this folder says, completed for this machine alone where it does not say where people reach it.

    >>> told(Path("/nowhere"), 8001).origin
    'http://localhost:8001'

    Raises `Untold` for a line that is no setting, and for an origin that others would reach without https.
    """
    place = folder / FILE
    said: dict[str, Any] = _read(place) if place.is_file() else {}
    known = {field.name for field in fields(Told)}
    for name, value in said.items():
        if name not in known or not isinstance(value, str):
            raise Untold(f"{FILE}: {name!a} is no setting here; there are {', '.join(sorted(known))}, each a text.")
    found = Told(**said | ({"database": os.environ[DATABASE]} if os.environ.get(DATABASE) else {}))
    if not found.origin:
        return _at_home(found, port)
    for origin in filter(None, (found.origin, found.signing, found.live)):
        _refuse(origin)
    if not found.signing:
        raise Untold(f'{FILE}: say where officers sign, a host of its own: signing = "https://sign.…".')
    return found


def _read(place: Path) -> dict[str, object]:
    try:
        return tomllib.loads(place.read_text("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as bad:
        raise Untold(f"{FILE} cannot be read: {bad}.") from None


def _at_home(found: Told, port: int) -> Told:
    return Told(
        origin=f"http://localhost:{port}",
        live=f"http://localhost:{port + 1}",
        signing=f"http://sign.localhost:{port + 2}",
        name=found.name,
        database=found.database,
    )


def _refuse(origin: str) -> None:
    parts = urlsplit(origin)
    if parts.scheme != "https" or not parts.hostname or parts.path or parts.query or parts.username:
        raise Untold(
            f'{FILE}: {origin!a} is no origin; write it as "https://chamber.tolunay.example", nothing behind it.'
        )
