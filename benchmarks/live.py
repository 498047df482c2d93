"""How soon does a change reach five hundred open pages, against a bare event stream of as many bytes?

Ours goes the whole way: a delegate asks to speak, the row is committed, the side process asks the secretariat (gunicorn,
Django, a verified record behind it) for the parts in each of three languages, and sends those that changed. The floor is
`bare_stream.py`: a file changes and a constant goes out. Both run under uvicorn, one after the other by turns, listened to
by the same program on the same two cores.
"""

import asyncio
import os
import secrets
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlsplit

ROUNDS, GAP = 6, 0.6


def bench_live(table: Any, acts: int) -> None:
    """The ratio of the 95th percentiles; `acts` is how many pages are open, at most five hundred."""
    pages = min(acts, 500)
    with tempfile.TemporaryDirectory() as folder:
        for what, ratio, wanted in _measured(Path(folder), pages):
            table.add(what, ratio, wanted)


def _measured(folder: Path, pages: int) -> Iterator[tuple[str, float, str]]:
    hall, change = _hall(folder)
    from qurultay.secretariat.chamber import live

    languages = ("en", "ug", "kk")
    size = max(len(live.parts_of(hall.sitting, "floor", code)["speakers"].encode()) for code in languages)
    with _secretariat() as site, _side(live.folder(), site) as side, _bare(folder, size) as (bare, touch):
        ours = [f"{side}/live?ticket={quote(live.ticket(hall.sitting, languages[n % 3]))}" for n in range(pages)]
        floors, times = [], []
        for _ in range(3):
            floors += asyncio.run(_heard([bare] * pages, touch))
            times += asyncio.run(_heard(ours, change))
    p95 = [sorted(each)[len(each) * 95 // 100] for each in (times, floors)]
    yield f"a change on {pages} open pages / a bare event stream, p95", p95[0] / p95[1], "<= 3"
    middle = [sorted(each)[len(each) // 2] for each in (times, floors)]
    yield "the same, median", middle[0] / middle[1], "<= 3"


def _hall(folder: Path) -> tuple[Any, Callable[[], None]]:
    """A house with a sitting of five, and a deed that changes its page: a delegate asks to speak, or takes it back."""
    os.environ |= {"OWN_HOUSE": str(folder), "DJANGO_SETTINGS_MODULE": "tests.secretariat.own_house"}
    import django

    django.setup()
    from django.core.management import call_command
    from django.db import transaction

    from qurultay.secretariat.chamber import speakers
    from tests.gazette.gatehouse import Gatehouse
    from tests.secretariat.sitting import in_session

    Gatehouse(folder).found().close()
    call_command("migrate", run_syncdb=True, verbosity=0)
    hall = in_session(5)

    def change() -> None:
        with transaction.atomic():
            if hall.item.turns.filter(withdrawn=None).exists():
                speakers.withdraw(hall.item, hall.delegates[1], datetime.now(UTC))
            else:
                speakers.ask(hall.item, hall.delegates[1], "pro", datetime.now(UTC))

    return hall, change


@contextmanager
def _served(arguments: list[str], **told: str) -> Iterator[str]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    process = subprocess.Popen(
        [sys.executable, "-m", *(each.format(port=port) for each in arguments)], env=os.environ | told
    )
    try:
        while socket.socket().connect_ex(("127.0.0.1", port)):
            time.sleep(0.05)
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait(20)


def _uvicorn(app: str, *more: str) -> list[str]:
    return ["uvicorn", app, *more, "--port", "{port}", "--log-level", "critical", "--timeout-graceful-shutdown", "1"]


@contextmanager
def _secretariat() -> Iterator[str]:
    arguments = [
        "gunicorn",
        "qurultay.site.wsgi",
        "--bind",
        "127.0.0.1:{port}",
        "--threads",
        "4",
        "--log-level",
        "error",
    ]
    with _served(arguments) as site:
        yield site


@contextmanager
def _side(folder: Path, site: str) -> Iterator[str]:
    told = {"QURULTAY_LIVE_FOLDER": str(folder), "QURULTAY_LIVE_SOURCE": site, "QURULTAY_LIVE_READERS": site}
    with _served(_uvicorn("qurultay.site.live:app", "--factory"), **told) as side:
        yield side


@contextmanager
def _bare(folder: Path, size: int) -> Iterator[tuple[str, Callable[[], None]]]:
    watched = folder / "watched"
    watched.write_bytes(b"0")
    with _served(_uvicorn("benchmarks.bare_stream:app"), BARE_WATCHED=str(watched), BARE_BYTES=str(size)) as bare:
        yield bare + "/", lambda: (watched.write_bytes(secrets.token_bytes(8)), None)[1]


async def _heard(addresses: list[str], change: Callable[[], None]) -> list[float]:
    """How long after each change each of the pages had it."""
    arrived: list[float] = []
    lines = [await _opened(address) for address in addresses]
    await asyncio.gather(*(_event(reader) for reader, _ in lines))
    for _ in range(ROUNDS):
        waiting = [asyncio.create_task(_event(reader)) for reader, _ in lines]
        await asyncio.sleep(GAP + secrets.randbelow(50) / 1000)
        await asyncio.to_thread(change)
        changed = time.perf_counter()
        arrived += [at - changed for at in await asyncio.gather(*waiting)]
    for _, writer in lines:
        writer.close()
    return arrived


async def _opened(address: str) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
    place = urlsplit(address)
    reader, writer = await asyncio.open_connection(place.hostname, place.port, limit=1 << 20)
    writer.write(f"GET {place.path}?{place.query} HTTP/1.1\r\nHost: {place.netloc}\r\n\r\n".encode())
    return reader, writer


async def _event(reader: asyncio.StreamReader) -> float:
    while not (await reader.readline()).startswith(b"data: "):
        pass
    return time.perf_counter()
