"""Tolunay's house as `qurultay demo` makes it, played once for all tests that open it."""

from __future__ import annotations

import shutil
import time
from datetime import UTC, datetime
from pathlib import Path

import django.utils.timezone
import pytest

from qurultay.acts.book import Register
from qurultay.cli.tolunay import FACTS, play
from qurultay.cli.tolunay.handing_over import hand_over
from qurultay.record.folder import Folder
from qurultay.record.verify import verify
from qurultay.secretariat.desk import here as at_desk
from qurultay.site.settings.tolunay import PASSPHRASE

LATEST = datetime(2027, 9, 1, 12, tzinfo=UTC)
"""The members of Tolunay sit until 12 September 2027: who runs these tests later, runs them on this day."""


def today() -> datetime:
    """The moment at which somebody looks at the demonstration."""
    return min(datetime.now(UTC), LATEST)


@pytest.fixture(scope="session")
def played(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The record with a session that is open today, and the keys in their places; nobody writes into it."""
    folder = tmp_path_factory.mktemp("tolunay")
    shutil.copyfile(FACTS, folder / "facts.yaml")
    play(folder / "record", folder / "home", now=today())
    hand_over(folder, register_of(folder))
    return folder


def register_of(folder: Path) -> Register:
    """What the record in this house adds up to, read as a stranger does."""
    with Folder(folder / "record") as source:
        return verify(source, now=int(time.time())).book


@pytest.fixture
def demonstration(played: Path, settings, monkeypatch) -> Path:
    """The same house with nothing on its desk and no rows, under the settings of the demonstration."""
    for name in ("desk", "secretariat"):
        shutil.rmtree(played / name, ignore_errors=True)
    return opened(played, settings, monkeypatch)


@pytest.fixture
def own_demonstration(played: Path, tmp_path: Path, settings, monkeypatch) -> Path:
    """A copy for a test that writes into the record."""
    shutil.copytree(played, tmp_path / "house", ignore=shutil.ignore_patterns("desk", "secretariat"))
    return opened(tmp_path / "house", settings, monkeypatch)


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
