"""Five hundred delegates, their browsers, and the very server they vote through.

rows        `python -m tests.secretariat.crowd rows N M` fills an empty database with a sitting of N delegates and M motions
Served      gunicorn with workers and threads, as the secretariat runs it
everybody   all of them send something at once, and again until they are answered
"""

from __future__ import annotations

import asyncio
import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import Any
from urllib.parse import urlencode

ROOT = Path(__file__).parents[2]
TOKEN = "a" * 32
CONGRESS = "body/congress"
HTTP = "application/x-www-form-urlencoded"


@dataclass
class Crowd:
    """Who there is: session cookies and credentials of the delegates, of a teller and a presiding officer."""

    delegates: list[tuple[str, int]]
    teller: str
    chair: str
    sitting: int
    session: int


def environment(folder: Path, database: str = "", **more: str) -> dict[str, str]:
    """The environment of a secretariat in a folder of its own."""
    own = {"OWN_HOUSE": str(folder), "OWN_DATABASE": database, "DJANGO_SETTINGS_MODULE": "tests.secretariat.own_house"}
    return {**os.environ, "PYTHONPATH": str(ROOT), **own, **more}


def gathered(folder: Path, count: int, database: str = "", motions: int = 0) -> Crowd:
    """A sitting of so many delegates, with so many motions, in an empty database."""
    asked = [sys.executable, "-m", "tests.secretariat.crowd", "rows", str(count), str(motions)]
    done = subprocess.run(
        asked, env=environment(folder, database), capture_output=True, text=True, cwd=ROOT, timeout=300
    )
    assert done.returncode == 0, done.stderr[-3000:]
    said = json.loads(done.stdout.splitlines()[-1])
    return Crowd(**said | {"delegates": [tuple(each) for each in said["delegates"]]})


@dataclass
class Served:
    """The secretariat behind gunicorn. Its workers are born of a loaded parent, so that a dead one is soon replaced."""

    folder: Path
    database: str = ""
    application: str = "qurultay.site.wsgi:application"
    workers: int = 2
    threads: int = 8
    more: dict[str, str] = field(default_factory=dict)

    def __enter__(self) -> Served:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.start()
        return self

    def start(self) -> None:
        """Starts it, and waits until it answers."""
        asked = [
            sys.executable, "-m", "gunicorn", self.application, "--preload", "--worker-class", "gthread",
            "--workers", str(self.workers), "--threads", str(self.threads), "--bind", f"127.0.0.1:{self.port}",
            "--timeout", "120", "--log-level", "critical", "--backlog", "2048",
        ]  # fmt: skip
        own = environment(self.folder, self.database, **self.more)
        self.process = subprocess.Popen(asked, env=own, cwd=ROOT, start_new_session=True)
        until = time.monotonic() + 60
        while True:
            try:
                socket.create_connection(("127.0.0.1", self.port), 1).close()
                return
            except OSError:
                assert self.process.poll() is None, "the server ended before it began"
                assert time.monotonic() < until, "the server does not answer"
                time.sleep(0.05)

    def kill(self) -> None:
        """All of it at once, as when the machine's keeper pulls the plug on it."""
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()

    def __exit__(self, *_: object) -> None:
        if self.process.poll() is None:
            self.kill()


@dataclass(frozen=True)
class Answer:
    """What a server answered: its status and its words."""

    status: int
    text: str


async def send(port: int, path: str, cookie: str, form: dict[str, str] | None = None) -> Answer:
    """One request of a browser that has come in. Raises `ConnectionError` where the line breaks before the answer is whole."""
    body = urlencode({**form, "csrfmiddlewaretoken": TOKEN}).encode() if form is not None else None
    return await ask(port, path, f"sessionid={cookie}; csrftoken={TOKEN}", body, HTTP)


async def ask(
    port: int, path: str, cookies: str, body: bytes | None, media: str, more: Mapping[str, str] = MappingProxyType({})
) -> Answer:
    """One request with these cookies: GET without a body, POST with one."""
    lines = [
        f"{'GET' if body is None else 'POST'} {path} HTTP/1.1", f"Host: 127.0.0.1:{port}", "Connection: close",
        f"Cookie: {cookies}", f"Content-Type: {media}", f"Content-Length: {len(body or b'')}",
        *(f"{name}: {value}" for name, value in more.items()),
    ]  # fmt: skip
    reader, writer = await asyncio.open_connection("127.0.0.1", port, limit=2**22)
    try:
        writer.write("\r\n".join([*lines, "", ""]).encode() + (body or b""))
        await writer.drain()
        raw = await reader.read()
    finally:
        writer.close()
    if b"\r\n\r\n" not in raw:
        raise ConnectionResetError("no whole answer")
    first, _, text = raw.partition(b"\r\n\r\n")
    return Answer(int(first.split(b" ", 2)[1]), text.decode("utf-8", "replace"))


async def until_answered(ask: Callable[[], Awaitable[Answer]]) -> Answer:
    """Asks again until somebody answers, as a browser whose owner presses the button again."""
    for _ in range(400):
        try:
            return await ask()
        except (ConnectionError, OSError, asyncio.IncompleteReadError):
            await asyncio.sleep(0.05)
    raise AssertionError("nobody answers any more")


def everybody(deeds: Sequence[Callable[[], Awaitable[Any]]], at_once: int = 500) -> list[Any]:
    """All of them at once, or so many at a time; what each came to."""

    async def run() -> list[Any]:
        room = asyncio.Semaphore(at_once)

        async def one(deed: Callable[[], Awaitable[Any]]) -> Any:
            async with room:
                return await deed()

        return await asyncio.gather(*(one(deed) for deed in deeds))

    # In a thread of its own: beside a browser, the loop that drives it runs in the first one for the whole session.
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(asyncio.run, run()).result()


# --- the rows ----------------------------------------------------------------------------------------------------------


def rows(count: int, motions: int = 0) -> dict[str, Any]:
    """Fills an empty database: accounts that have come in, persons, seats, credentials, and all of them in the room."""
    from django.core.management import call_command
    from django.db import transaction

    call_command("migrate", run_syncdb=True, verbosity=0)
    with transaction.atomic():
        return _sitting(count, motions)


def _sitting(count: int, motions: int) -> dict[str, Any]:
    from qurultay.secretariat.chamber.models import Motion, Presence
    from qurultay.secretariat.door.models import Account
    from qurultay.secretariat.roll.models import Credential, Membership, Person
    from tests.secretariat.sitting import NINE, in_session

    sitting = in_session(0, CONGRESS).sitting
    accounts = [_account(f"crowd-{n}", "delegate") for n in range(count)]
    persons = Person.objects.bulk_create(Person(account=account) for account in accounts)
    members = Membership.objects.bulk_create(
        Membership(person=person, body=CONGRESS, seat=f"seat/{n}", community=f"community/c{n % 5}", since=NINE.date())
        for n, person in enumerate(persons, 1)
    )
    papers = Credential.objects.bulk_create(
        Credential(session="session/1", body=CONGRESS, membership=m, person=m.person, state="admitted") for m in members
    )
    Presence.objects.bulk_create(
        Presence(sitting=sitting, credential=paper, channel="room", came=NINE, heard=NINE) for paper in papers
    )
    Motion.objects.bulk_create(
        Motion(session=sitting.session, label=str(n), title={"en": f"On the schools of district {n}"}, state="admitted")
        for n in range(1, motions + 1)
    )
    assert Account.objects.count() == count
    cookies = _come_in([*accounts, _account("teller", "teller"), _account("chair", "presiding-officer")])
    delegates = [[cookie, paper.pk] for cookie, paper in zip(cookies, papers, strict=False)]
    return {"delegates": delegates, "teller": cookies[-2], "chair": cookies[-1], "sitting": sitting.pk,
            "session": sitting.session_id}  # fmt: skip


def _account(name: str, role: str) -> Any:
    from qurultay.secretariat.door.models import Account, RoleHeld

    account = Account.objects.open(name)
    RoleHeld.objects.create(account=account, role=role, body=CONGRESS)
    return account


def _come_in(accounts: Iterable[Any]) -> list[str]:
    from django.contrib.sessions.backends.db import SessionStore

    from qurultay.secretariat.door.middleware import METHODS
    from tests.secretariat.conftest import BACKEND

    cookies = []
    for account in accounts:
        session = SessionStore()
        session["_auth_user_id"], session["_auth_user_backend"] = str(account.pk), BACKEND
        session["_auth_user_hash"] = account.get_session_auth_hash()
        session[METHODS] = [{"method": "mfa", "type": "webauthn", "at": time.time()}]
        session.create()
        cookies.append(session.session_key)
    return cookies


if __name__ == "__main__":
    import django

    django.setup()
    assert sys.argv[1] == "rows"
    print(json.dumps(rows(int(sys.argv[2]), int(sys.argv[3]))))
