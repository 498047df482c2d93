"""The secretariat is started with one command, from a house alone; and the demonstration opens nothing but itself."""

from __future__ import annotations

import importlib
import os
import re
import shutil
import signal
import socket
import stat
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from types import ModuleType

import pytest
from django.core.signing import Signer
from django.test import Client
from django.urls import NoReverseMatch, Resolver404, get_resolver, resolve, reverse

from qurultay.cli import secretariat as command
from qurultay.cli.refusing import Unusable
from qurultay.secretariat.door import accounts, passkeys
from qurultay.secretariat.door.models import Account
from qurultay.site import settings as settings_package
from qurultay.site import together
from qurultay.site.demonstration import link
from qurultay.site.seed.people import Guest
from qurultay.site.settings.storage import secret_key
from qurultay.site.settings.told import Untold, told
from qurultay.site.settings.tolunay import NotTolunay, refuse_any_but_tolunay
from tests.gazette.gatehouse import Gatehouse
from tests.secretariat.cluster import Postgres

HTTPS = 'origin = "https://chamber.tolunay.example"\nsigning = "https://sign.tolunay.example"\n'


@pytest.fixture
def folder(founded: Gatehouse, tmp_path: Path) -> Path:
    """A house as `qurultay init` and a founding leave it."""
    shutil.copytree(founded.folder, tmp_path / "house")
    (tmp_path / "house" / "keys").mkdir(exist_ok=True)
    return tmp_path / "house"


@pytest.fixture
def settings_of(folder: Path, monkeypatch) -> Callable[..., ModuleType]:
    """A module of settings, read anew for this house."""

    def read(name: str, says: str = "") -> ModuleType:
        (folder / "secretariat").mkdir(exist_ok=True)
        (folder / "secretariat" / "settings.toml").write_text(says)
        monkeypatch.setenv("QURULTAY_HOUSE", str(folder))
        for each in ("house", name):
            sys.modules.pop(f"qurultay.site.settings.{each}", None)
        return importlib.import_module(f"qurultay.site.settings.{name}")

    return read


# --- settings ---


def test_over_https_cookies_belong_to_this_very_host(settings_of) -> None:
    made = settings_of("house", HTTPS)
    assert (made.SESSION_COOKIE_NAME, made.CSRF_COOKIE_NAME) == ("__Host-session", "__Host-csrf")
    assert made.SESSION_COOKIE_SECURE and made.CSRF_COOKIE_SECURE and made.SESSION_COOKIE_HTTPONLY
    assert made.ALLOWED_HOSTS == ["chamber.tolunay.example"]
    assert made.SECURE_HSTS_SECONDS == 31_536_000 and not made.DEBUG
    assert made.EMAIL_BACKEND.endswith("dummy.EmailBackend")
    assert made.LIVE_ORIGIN == "" and made.SIGNING_ORIGIN == "https://sign.tolunay.example"


def test_without_a_word_it_is_for_this_machine_alone(settings_of) -> None:
    made = settings_of("house")
    assert (made.ORIGIN, made.ALLOWED_HOSTS) == ("http://localhost:8001", ["localhost"])
    assert (made.LIVE_ORIGIN, made.SIGNING_ORIGIN) == ("http://localhost:8002", "http://sign.localhost:8003")


def test_postgresql_is_one_setting(settings_of, monkeypatch) -> None:
    said = settings_of("house", 'database = "postgresql://clerk@localhost/tolunay"\n').DATABASES["default"]
    assert (said["ENGINE"], said["NAME"], said["USER"]) == ("django.db.backends.postgresql", "tolunay", "clerk")
    monkeypatch.setenv("QURULTAY_DATABASE", "postgresql://other@localhost/elsewhere")
    assert settings_of("house").DATABASES["default"]["NAME"] == "elsewhere"


@pytest.mark.parametrize(
    ("says", "sentence"),
    [
        ('orign = "https://x.example"', "'orign' is no setting here"),
        ("name = 7", "'name' is no setting here"),
        ("name", "cannot be read"),
        ('origin = "http://chamber.example"', "is no origin"),
        ('origin = "https://chamber.example/path"\nsigning = "https://s.example"', "is no origin"),
        ('origin = "https://chamber.example"', "say where officers sign"),
        (HTTPS + 'live = "ws://live.example"', "is no origin"),
    ],
)
def test_a_setting_that_is_none_is_refused_in_words(tmp_path: Path, says: str, sentence: str) -> None:
    (tmp_path / "settings.toml").write_text(says)
    with pytest.raises(Untold, match=sentence):
        told(tmp_path)


def test_the_secret_key_is_its_owners_alone_and_stays(tmp_path: Path) -> None:
    first = secret_key(tmp_path / "secretariat")
    place = tmp_path / "secretariat" / "secret.key"
    assert len(first) >= 64 and secret_key(tmp_path / "secretariat") == first
    assert (stat.S_IMODE(place.stat().st_mode), stat.S_IMODE(place.parent.stat().st_mode)) == (0o600, 0o700)
    place.chmod(0o640)
    with pytest.raises(PermissionError, match="others may read it"):
        secret_key(tmp_path / "secretariat")


def test_limits_are_kept_without_a_name_or_an_address(settings_of) -> None:
    hidden = settings_of("house").hidden
    assert re.fullmatch(r"[0-9a-f]{64}", hidden("ip:203.0.113.7", "", 1))
    assert hidden("a", "", 1) != hidden("b", "", 1)


# --- the demonstration ---


def every_settings_module() -> Iterator[str]:
    for place in Path(settings_package.__file__).parent.glob("*.py"):
        if (
            "ROOT_URLCONF" in (text := place.read_text())
            or "from qurultay.site.settings.rooms" in text
            or "settings.house import" in text
        ):
            yield place.stem


def test_sign_in_links_stand_in_the_demonstrations_addresses_alone(settings_of) -> None:
    found = {}
    for name in every_settings_module():
        made = settings_of(name)
        with pytest.raises(Resolver404) if name != "demo" else _nothing():
            resolve("/come-in-as/anybody", made.ROOT_URLCONF)
        found[name] = (made.ROOT_URLCONF, made.DEMONSTRATION)
    assert found.pop("demo") == ("qurultay.site.demonstration_urls", True)
    assert set(found) == {"rooms", "house", "testing"}
    assert set(found.values()) == {("qurultay.site.urls", False)}
    assert "come-in-as" not in str(list(get_resolver("qurultay.site.urls").reverse_dict))


class _nothing:
    def __enter__(self) -> None: ...

    def __exit__(self, *_: object) -> None: ...


def test_even_its_view_lets_nobody_in_outside_the_demonstration(db, settings) -> None:
    settings.ROOT_URLCONF = "qurultay.site.demonstration_urls"
    guest = Account.objects.open("delegate")
    address = reverse("come-in-as", kwargs={"guest": Signer(salt="demonstration").sign("delegate")})
    assert Client().get(address).status_code == 404
    settings.DEMONSTRATION = True
    assert Client(REMOTE_ADDR="203.0.113.7").get(address).status_code == 404
    assert Client().get(address[:-1] + ("a" if address[-1] != "a" else "b")).status_code == 404
    browser = Client()
    assert browser.get(address).headers["Location"] == "/"
    assert browser.get("/door/account").context is None and guest.name in browser.get("/door/account").text


def test_no_link_can_be_made_elsewhere(db) -> None:
    with pytest.raises(NoReverseMatch):
        link(Guest(role="delegate", host="delegate", account=Account.objects.open("delegate"), first="/"))


@pytest.mark.parametrize("label", ["tolunay.example.org/9f2c", "parliament.example/9f2c", "", "tolunay.exampl/9f2c"])
def test_the_demonstration_refuses_every_record_but_tolunays(tmp_path: Path, label: str) -> None:
    (tmp_path / "checkpoint").write_text(f"{label}\n3\n")
    with pytest.raises(NotTolunay):
        refuse_any_but_tolunay(tmp_path, "http://localhost:8001")
    (tmp_path / "checkpoint").write_text("tolunay.example/9f2c\n3\n")
    refuse_any_but_tolunay(tmp_path, "http://localhost:8001")
    with pytest.raises(NotTolunay):
        refuse_any_but_tolunay(tmp_path, "https://tolunay.example")
    (tmp_path / "checkpoint").unlink()
    with pytest.raises(NotTolunay):
        refuse_any_but_tolunay(tmp_path, "http://localhost:8001")


# --- the command ---


def test_where_the_extra_is_missing_one_sentence_says_how_to_get_it(folder: Path, monkeypatch) -> None:
    monkeypatch.setattr(command, "find_spec", lambda name: None if name == "django" else object())
    with pytest.raises(Unusable, match=r'pip install "qurultay\[web\]"'):
        command.secretariat(house=folder)


def test_a_port_that_is_taken_is_said_before_anything_is_made(folder: Path, monkeypatch) -> None:
    monkeypatch.setattr(command, "LEAVING", 0.0)
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1] - 1
        with pytest.raises(Unusable, match="is not to be had"):
            command.secretariat(house=folder, port=port)
    assert not (folder / "secretariat").exists()


def test_the_first_secretary_gets_a_sheet_until_they_have_come_in(db) -> None:
    from django.utils import timezone

    first = accounts.first_secretary(timezone.now())
    again = accounts.first_secretary(timezone.now())
    assert first and again and first[0] == again[0] and first[2] != again[2], "a new sheet for the same account"
    again[0].authenticator_set.create(type="webauthn", data={"name": "1"})
    assert accounts.first_secretary(timezone.now()) is None
    assert passkeys.ways_of(again[0]).passkeys == 1, "and nothing of theirs was ended"


@pytest.fixture
def started(folder: Path) -> Iterator[Callable[..., tuple[subprocess.Popen, str, int]]]:
    """Starts the command in this house; gives what it said, and its port."""
    running: list[subprocess.Popen] = []

    def start(*words: str, at: int = 0, **told: str) -> tuple[subprocess.Popen, str, int]:
        port = at or command.free_ports()
        environment = {k: v for k, v in os.environ.items() if k != "DJANGO_SETTINGS_MODULE"} | told
        program = [
            sys.executable,
            "-m",
            "tests.secretariat.as_typed",
            "secretariat",
            "--house",
            str(folder),
            "--port",
            str(port),
            *words,
        ]
        running.append(
            subprocess.Popen(program, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, env=environment)
        )
        said = ""
        for line in running[-1].stdout or ():
            said += line
            if "Ctrl-C ends it" in line:
                break
        return running[-1], said, port

    yield start
    for each in running:
        if each.poll() is None:
            each.send_signal(signal.SIGINT)
            each.wait(20)
        if each.stdout:
            each.stdout.close()


def answer(port: int, path: str, host: str = "localhost") -> tuple[int, str]:
    import http.client

    line = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    line.request("GET", path, headers={"Host": f"{host}:{port}"})
    got = line.getresponse()
    body = got.read().decode()
    line.close()
    return got.status, body


def runs(number: int) -> bool:
    """Does this process run still? One that has ended and whom nobody has asked for its status yet does not."""
    try:
        return Path(f"/proc/{number}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def all_ended(numbers: Iterable[int], seconds: float = 15) -> bool:
    """Have these processes ended within that time?"""
    until = time.monotonic() + seconds
    while any(map(runs, numbers)):
        if time.monotonic() > until:
            return False
        time.sleep(0.1)
    return True


def children(process: subprocess.Popen) -> list[int]:
    """The processes that it started, by Linux's own book."""
    return [int(each) for each in Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text().split()]


@pytest.mark.timing
def test_one_command_makes_what_is_missing_starts_everything_and_ends_it(started, folder: Path) -> None:
    process, said, port = started()
    code = re.search(r"code: ((?:\d{4} ?){6})", said)
    assert code, said
    assert answer(port, "/door/sign-in")[0] == 200
    assert answer(port + 1, "/live")[0] == 403, "the live pages ask for a ticket"
    assert answer(port + 2, "/", "sign.localhost")[1].startswith("<!doctype html>")
    assert answer(port, "/door/sign-in", "evil.example")[0] == 400
    assert stat.S_IMODE((folder / "secretariat").stat().st_mode) == 0o700
    pages, live = sorted(children(process))[:2]
    os.kill(live, signal.SIGKILL)
    deadline = time.monotonic() + 20
    while time.monotonic() < deadline and (len(children(process)) < 2 or live in children(process)):
        time.sleep(0.2)
    assert len(children(process)) == 2, "the live pages were started again"
    everybody = [*children(process), pages]
    process.send_signal(signal.SIGTERM)
    assert process.wait(20) == 0
    assert not any(Path(f"/proc/{each}").exists() for each in everybody)


@pytest.mark.timing
def test_when_the_one_who_watches_is_killed_the_others_leave_and_the_next_start_has_its_ports(started) -> None:
    process, said, port = started()
    left = children(process)
    assert len(left) == 2, said
    process.kill()
    process.wait(20)
    _, said, _ = started(at=port)
    assert "Ctrl-C ends it" in said, said
    assert answer(port, "/door/sign-in")[0] == 200
    assert all_ended(left)


def test_whoever_is_left_alone_is_asked_to_leave_and_made_to_after_ten_seconds(monkeypatch) -> None:
    done: list[object] = []
    reading, writing = os.pipe()
    monkeypatch.setattr(together.os, "kill", lambda pid, how: done.append((pid == os.getpid(), how)))
    monkeypatch.setattr(together.time, "sleep", done.append)
    with open(reading) as stdin:
        monkeypatch.setattr(together.sys, "stdin", stdin)
        os.write(writing, b"not yet")
        os.close(writing)
        together._until_alone()
    assert done == [(True, signal.SIGTERM), 10.0, (True, signal.SIGKILL)]


@pytest.mark.timing
def test_the_rows_lie_in_postgresql_where_one_setting_says_so(started, folder: Path, postgres: Postgres) -> None:
    process, said, port = started(QURULTAY_DATABASE=postgres.new("secretariat"))
    assert "first secretary" in said, said
    assert answer(port, "/door/sign-in")[0] == 200
    assert not (folder / "secretariat" / "secretariat.sqlite3").exists()
    process.send_signal(signal.SIGINT)
    assert process.wait(20) == 0
