"""Tolunay's house as `qurultay demo` makes it, played and seeded once for all tests that open it.

Fixtures
    played              the record with a session that is open today, and the keys; nobody writes into it
    demonstration       that house with nothing on its desk and no rows, under the settings of the demonstration
    own_demonstration   a copy of it for a test that writes into the record
    seeded              `demonstration` with its assembly in mid-session, as `seed` leaves it
"""

from __future__ import annotations

import shutil
import time
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import django.utils.timezone
import pytest
from django.db import connection, transaction

from qurultay.acts.book import Register
from qurultay.cli.tolunay import FACTS, play
from qurultay.cli.tolunay.handing_over import hand_over
from qurultay.record import pkcs8
from qurultay.record.folder import Folder
from qurultay.record.verify import verify
from qurultay.secretariat.desk import here as at_desk
from qurultay.site import seed
from qurultay.site.settings.tolunay import PASSPHRASE
from tests.once import once

LATEST = datetime(2027, 9, 1, 12, tzinfo=UTC)
"""The members of Tolunay sit until 12 September 2027: who runs these tests later, runs them on this day."""
OWN = ("desk", "secretariat")
"""What a house has beside its record once it is in use."""


def today() -> datetime:
    """The moment at which somebody looks at the demonstration."""
    return min(datetime.now(UTC), LATEST)


@pytest.fixture(scope="session")
def played(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The house with nothing but the record and the keys; each worker has a copy, since a desk comes to stand in it."""
    folder = tmp_path_factory.mktemp("tolunay") / "house"
    shutil.copytree(once(tmp_path_factory, "tolunay-today", _played), folder)
    return folder


def _played(folder: Path) -> None:
    shutil.copyfile(FACTS, folder / "facts.yaml")
    play(folder / "record", folder / "home", now=today())
    with pytest.MonkeyPatch.context() as patch:  # the passphrase is printed: a thief has no work with it anyway
        patch.setattr(pkcs8, "P", 1)
        patch.setattr(pkcs8, "N", 1024)
        hand_over(folder, register_of(folder))


def register_of(folder: Path) -> Register:
    """What the record in this house adds up to, read as a stranger does."""
    with Folder(folder / "record") as source:
        return verify(source, now=int(time.time())).book


@pytest.fixture
def demonstration(played: Path, settings, monkeypatch) -> Path:
    """Whatever another test left on the desk is gone."""
    for name in OWN:
        shutil.rmtree(played / name, ignore_errors=True)
    return opened(played, settings, monkeypatch)


@pytest.fixture
def own_demonstration(played: Path, tmp_path: Path, settings, monkeypatch) -> Path:
    """A copy for a test that writes into the record."""
    shutil.copytree(played, tmp_path / "house", ignore=shutil.ignore_patterns(*OWN))
    return opened(tmp_path / "house", settings, monkeypatch)


@dataclass
class Kept:
    """What seeding made: the rows, and the files beside the record. It takes a second, and is done once."""

    folder: Path
    rows: dict[str, list[tuple[Any, ...]]] = field(default_factory=dict)

    def seed(self, house: Path, vault: Path) -> None:
        """Makes it, or lays it down again as it was made."""
        places = {house / name: self.folder / name for name in OWN} | {vault: self.folder / "vault"}
        if not self.rows:
            seed.seed(django.utils.timezone.now())
            self.rows = _rows()
        else:
            places = {kept: place for place, kept in places.items()}
            _lay(self.rows)
        for whence, where in places.items():
            if whence.exists():
                shutil.copytree(whence, where, dirs_exist_ok=True)


def _rows() -> dict[str, list[tuple[Any, ...]]]:
    with connection.cursor() as cursor:
        tables = connection.introspection.table_names(cursor)
        return {table: cursor.execute(f'SELECT * FROM "{table}"').fetchall() for table in tables}


def _lay(rows: dict[str, list[tuple[Any, ...]]]) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        for table, held in rows.items():
            cursor.execute(f'DELETE FROM "{table}"')
            if held:
                cursor.executemany(f'INSERT INTO "{table}" VALUES ({", ".join(["%s"] * len(held[0]))})', held)


@pytest.fixture(scope="session")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Kept:
    """Empty at first."""
    return Kept(tmp_path_factory.mktemp("kept"))


@pytest.fixture
def seeded(db: None, demonstration: Path, settings, kept: Kept) -> Path:
    """The demonstration as somebody meets it."""
    kept.seed(demonstration, settings.VAULT)
    return demonstration


def opened(house: Path, settings, monkeypatch) -> Path:
    """The settings of the demonstration for this house."""
    if datetime.now(UTC) > LATEST:
        monkeypatch.setattr(django.utils.timezone, "now", today)
        monkeypatch.setattr(at_desk, "clock", lambda: int(LATEST.timestamp()))
    settings.HOUSE = house
    settings.DEMONSTRATION, settings.ROOT_URLCONF = True, "qurultay.site.demonstration_urls"
    settings.ALLOWED_HOSTS = [".localhost", "127.0.0.1", "testserver"]
    settings.ORIGIN, settings.PUBLIC_PASSPHRASE, settings.BODY_NAME = "http://localhost:8001", PASSPHRASE, "Tolunay"
    return house
