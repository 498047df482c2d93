"""Makes what a secretariat needs, and starts it: the pages, the live pages, the page where officers sign, the clock.

    pages       gunicorn, several processes: `qurultay.site.wsgi`
    live        uvicorn, one process without Django: `qurultay.site.live`
    signing     one static page at a host of its own, served by a thread of this process
    clocks      threads of this process: what is ripe enters if the keys stand open; votes open and close at their hour

This process watches over the others and ends them with itself. If the live pages die, they are started again; if the
pages die, all ends, for something is wrong that starting again would hide.
"""

import contextlib
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from qurultay.gazette.house import House
from qurultay.site.settings.told import PORT

HOUSE_SETTINGS = "qurultay.site.settings.house"
DEMO_SETTINGS = "qurultay.site.settings.demo"
PATIENCE = 10.0


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """A printed sheet, as whoever stands at the machine gets it."""

    name: str
    code: str
    address: str
    until: str


def prepare(house: House, port: int, settings: str = HOUSE_SETTINGS) -> None:
    """Makes what is missing: the folder, its keys, its rows; and finishes what a killed process left half done."""
    os.environ |= {"QURULTAY_HOUSE": str(house.folder), PORT: str(port), "DJANGO_SETTINGS_MODULE": settings}
    house.secretariat.mkdir(mode=0o700, parents=True, exist_ok=True)
    house.secretariat.chmod(0o700)
    import django

    django.setup()
    from django.core.management import call_command

    from qurultay.secretariat.roll import vault

    call_command("migrate", verbosity=0, interactive=False)
    call_command("createcachetable", verbosity=0)
    call_command("clearsessions", verbosity=0)
    vault.finish()


def first_sheet() -> Sheet | None:
    """The sheet of the first secretary, who is made here; a new one until they have come in; then None for ever."""
    from django.utils import timezone

    from qurultay.secretariat.door import accounts

    return _said(*found) if (found := accounts.first_secretary(timezone.now())) else None


def sheet_for(name: str) -> Sheet:
    """A new sheet for somebody who lost what they came in with. Raises `LookupError` where no account has this name."""
    from django.utils import timezone

    from qurultay.secretariat.door import sheets
    from qurultay.secretariat.door.models import Account

    account = Account.objects.filter(name=name, is_active=True).first()
    if account is None:
        raise LookupError(name)
    return _said(account, *sheets.print_sheet(account, timezone.now()))


def _said(account: object, sheet: object, code: str) -> Sheet:
    from django.conf import settings

    from qurultay.secretariat.door.codes import in_groups

    until = f"{sheet.expires:%Y-%m-%d %H:%M} UTC"
    return Sheet(name=account.name, code=in_groups(code), address=f"{settings.ORIGIN}/door/sheet", until=until)


def guests() -> list[tuple[str, str]]:
    """The demonstration's assembly in mid-session, and for each role the link by which one comes in."""
    from django.utils import timezone

    from qurultay.secretariat.frame.house import standing
    from qurultay.site.demonstration import link
    from qurultay.site.seed import seed
    from qurultay.site.settings.tolunay import NotTolunay

    if standing().book.purpose != "demonstration":
        raise NotTolunay("this record does not say of itself that it is a demonstration")
    return [(role, link(account)) for account, role in seed(timezone.now())]


def addresses() -> tuple[str, str]:
    """Where people reach the secretariat, and where officers sign."""
    from django.conf import settings

    return settings.ORIGIN, settings.SIGNING_ORIGIN


# --- running it ---------------------------------------------------------------------------------------------------------


def run(
    house: House, host: str, port: int, workers: int, said: Callable[[], None] = lambda: None, passphrase: str = ""
) -> int:
    """Runs it until it is ended by Ctrl-C or SIGTERM; `said` is called once the pages answer. Gives the exit status.

    With a passphrase the gate's keys stand open in this process. Raises `Unwritten` where they do not open with it.
    """
    from qurultay.secretariat.desk.running import running

    stop = threading.Event()
    for each in (signal.SIGINT, signal.SIGTERM):
        signal.signal(each, lambda *_: stop.set())
    with running(passphrase, port=port + 2), _hours(), _others(house, host, port, workers) as (pages, live):
        if _answers(host, port, pages, stop):
            said()
        return _watch(pages, live, stop)


def _watch(pages: subprocess.Popen, live: "Live", stop: threading.Event) -> int:
    while not stop.wait(0.5):
        if pages.poll() is not None:
            return pages.returncode or 1
        live.keep()
    return 0


def _answers(host: str, port: int, pages: subprocess.Popen, stop: threading.Event) -> bool:
    import socket

    while pages.poll() is None and not stop.wait(0.1):
        with contextlib.suppress(OSError), socket.create_connection((host, port), timeout=1):
            return True
    return False


class Live:
    """The process of the live pages, started again when it has died, but not in a frenzy."""

    def __init__(self, house: House, host: str, port: int) -> None:
        from django.conf import settings

        from qurultay.secretariat.chamber import live

        self.began = 0.0
        self.host, self.port = host, port + 1
        self.told = {
            "QURULTAY_LIVE_FOLDER": str(live.folder()),
            "QURULTAY_LIVE_SOURCE": f"http://{host}:{port}",
            "QURULTAY_LIVE_READERS": settings.ORIGIN,
        }
        self.keep()

    def keep(self) -> None:
        """Starts it where it does not run."""
        if self.began and (self.process.poll() is None or time.monotonic() - self.began < 2):
            return
        self.began = time.monotonic()
        self.process = _started(
            "uvicorn", "qurultay.site.live:app", "--factory", "--host", self.host, "--port", str(self.port),
            "--log-level", "warning", "--no-access-log", "--no-server-header", "--timeout-graceful-shutdown", "1",
            told=self.told,
        )  # fmt: skip


@contextlib.contextmanager
def _others(house: House, host: str, port: int, workers: int) -> Iterator[tuple[subprocess.Popen, Live]]:
    pages = _started(
        "gunicorn", "qurultay.site.wsgi:application", "--bind", f"{host}:{port}", "--workers", str(workers),
        "--worker-class", "gthread", "--threads", "8", "--preload", "--log-level", "warning", "--timeout", "60",
        "--graceful-timeout", str(int(PATIENCE) - 2), "--no-control-socket", "--worker-tmp-dir", _memory(),
    )  # fmt: skip
    live = Live(house, host, port)
    try:
        yield pages, live
    finally:
        for each in (pages, live.process):
            _end(each)


def _memory() -> str:
    """Where workers say that they live: a folder in memory, so that a slow disk does not kill them."""
    return "/dev/shm" if Path("/dev/shm").is_dir() else os.environ.get("TMPDIR", "/tmp")


def _started(program: str, *words: str, told: Mapping[str, str] | None = None) -> subprocess.Popen:
    """A process in a group of its own: Ctrl-C reaches this one alone, which then ends the others in order."""
    return subprocess.Popen(
        [sys.executable, "-m", program, *words], env=os.environ | (told or {}), start_new_session=True
    )


def _end(process: subprocess.Popen) -> None:
    if process.poll() is None:
        process.terminate()
        try:
            process.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


@contextlib.contextmanager
def _hours() -> Iterator[None]:
    """Votes open and close at their hour."""
    from qurultay.secretariat.chamber import hours

    stop = threading.Event()
    thread = threading.Thread(target=hours.keep_time, args=(stop,), name="hours of votes", daemon=True)
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join(PATIENCE)
