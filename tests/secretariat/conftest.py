"""What every test of the secretariat may ask for.

Fixtures
    arrive      an account with roles, and a browser in which it has come in: `arrive("secretary@", "delegate@body/assembly")`
    visit       a window of Chromium for them, and `site`, where it is served: tests/secretariat/browser.py
    postgres    a PostgreSQL that runs while the tests do: `postgres.new("name")` is the address of a new database
    house       a house of its own with a founded record (the hall's: nine seats of three communities, five posts)
    officer     somebody who is an officer in the secretariat and a person of the record: `officer("person/1")`
    hour        the clock of the desk in it, set to a day after the founding: `hour(3600)` lets an hour pass
"""

from __future__ import annotations

import itertools
import shutil
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from django.core.cache import cache
from django.test import Client

from qurultay.secretariat.desk import here as at_desk
from qurultay.secretariat.door.models import Account, RoleHeld
from qurultay.secretariat.door.proofs import METHODS
from qurultay.secretariat.roll.models import Person
from tests.gazette.gatehouse import DAY, OPENED, Gatehouse
from tests.secretariat.browser import chromium, shots, site, visit
from tests.secretariat.cluster import postgres

__all__ = ["chromium", "postgres", "shots", "site", "visit"]

# What programs of tests run with or in; they need an environment of their own.
collect_ignore = ["mortal.py", "own_house.py"]

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@dataclass
class Visitor:
    """Somebody who has come in: their account, and their browser."""

    account: Account
    browser: Client


@pytest.fixture(autouse=True)
def no_limits_from_before() -> Iterator[None]:
    """Limits on how often one may try are kept in the cache; a test begins without those of the one before."""
    cache.clear()
    yield


@pytest.fixture(autouse=True)
def own_vault(tmp_path: Path, settings) -> None:
    """Keys that seal the roll belong to one database; a test has both to itself."""
    settings.VAULT = tmp_path / "vault"


def came_in(account: Account, *, passkey: bool = True, language: str = "en") -> Client:
    """A browser in which this account has come in, by a passkey just now or by a password."""
    account.language = language
    account.save(update_fields=["language"])
    browser = Client(enforce_csrf_checks=False)
    browser.force_login(account, backend=BACKEND)
    session = browser.session
    proof = {"method": "mfa", "type": "webauthn"} if passkey else {"method": "password"}
    session[METHODS] = [proof | {"at": time.time()}]
    session.save()
    return browser


@pytest.fixture
def arrive(db: None) -> Callable[..., Visitor]:
    """Opens an account with roles, each written `role@body`, and lets it come in."""
    names = (f"guest-{n}" for n in itertools.count(1))

    def made(*roles: str, passkey: bool = True, language: str = "en") -> Visitor:
        account = Account.objects.open(next(names))
        for each in roles:
            role, _, body = each.partition("@")
            RoleHeld.objects.create(account=account, role=role, body=body)
        return Visitor(account, came_in(account, passkey=passkey, language=language))

    return made


@pytest.fixture(scope="session")
def founded(tmp_path_factory: pytest.TempPathFactory) -> Gatehouse:
    """A house with a founded record, made once; nobody writes into it."""
    made = Gatehouse(tmp_path_factory.mktemp("founded"))
    made.found().close()
    return made


@pytest.fixture
def house(founded: Gatehouse, tmp_path: Path, settings) -> Gatehouse:
    """The same house, copied for one test, as the secretariat's own."""
    folder = tmp_path / "house"
    shutil.copytree(founded.folder, folder)
    settings.HOUSE = folder
    return Gatehouse(folder, now=founded.now)


@pytest.fixture
def hour(house, monkeypatch):
    """The clock of the desk; what it says after so many seconds more."""
    now = [OPENED + DAY]

    def passes(seconds: int = 0) -> int:
        now[0] += seconds
        return now[0]

    monkeypatch.setattr(at_desk, "clock", lambda: now[0])
    return passes


@pytest.fixture
def officer(arrive):
    """Opens an account for a person of the record, with these roles or as an officer."""

    def made(ref: str, *roles: str, language: str = "en"):
        visitor = arrive(*(roles or ("officer@",)), language=language)
        Person.objects.create(account=visitor.account, ref=ref)
        return visitor

    return made
