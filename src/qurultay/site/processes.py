"""Runs a secretariat that `starting` has prepared.

    pages       gunicorn, several processes: `qurultay.site.wsgi`
    live        uvicorn, one process without Django: `qurultay.site.live`
    signing     one static page at a host of its own, served by a thread of this process
    clocks      threads of this process: what is ripe enters if the keys stand open; votes open and close at their hour,
                and the room's screen is told how many have voted

This process watches over the others and ends them with itself; where it is killed outright, they see it and end
themselves (`together`). If the live pages die, they are started again; if the pages die, all ends, for something is wrong
that starting again would hide.
"""

import contextlib
import logging
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.db import DatabaseError, close_old_connections

from qurultay.secretariat.chamber import hours, live
from qurultay.secretariat.desk.running import running
from qurultay.site.together import PATIENCE


def run(host: str, port: int, workers: int, said: Callable[[], None] = lambda: None, passphrase: str = "") -> int:
    """Runs it until it is ended by Ctrl-C or SIGTERM; `said` is called once the pages answer. Gives the exit status.

    With a passphrase the gate's keys stand open in this process. Raises `Unwritten` where they do not open with it.
    """
    stop = threading.Event()
    for ending in (signal.SIGINT, signal.SIGTERM):
        signal.signal(ending, lambda *_: stop.set())
    beside: tuple[contextlib.AbstractContextManager[None], ...] = (
        running(passphrase, port=port + 2),
        _beside(hours.keep_time),
        _beside(hours.keep_count),
        _beside(_sweep),
    )
    with contextlib.ExitStack() as stack:
        for each in beside:
            stack.enter_context(each)
        pages, listening = stack.enter_context(_others(host, port, workers))
        if _answers(host, port, pages, stop):
            said()
        return _watch(pages, listening, stop)


def _watch(pages: subprocess.Popen[bytes], listening: "Live", stop: threading.Event) -> int:
    while not stop.wait(0.5):
        if pages.poll() is not None:
            return pages.returncode or 1
        listening.keep()
    return 0


def _answers(host: str, port: int, pages: subprocess.Popen[bytes], stop: threading.Event) -> bool:
    while pages.poll() is None and not stop.wait(0.1):
        with contextlib.suppress(OSError), socket.create_connection((host, port), timeout=1):
            return True
    return False


class Live:
    """The process of the live pages, started again when it has died, but not in a frenzy."""

    process: subprocess.Popen[bytes]

    def __init__(self, host: str, port: int) -> None:
        self.began = 0.0
        self.host, self.port = host, port + 1
        self.told = {
            "QURULTAY_LIVE_FOLDER": str(live.folder()),
            "QURULTAY_LIVE_SOURCE": f"http://{host}:{port}",
            "QURULTAY_LIVE_READERS": settings.LIVE_READERS or settings.ORIGIN,
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
def _others(host: str, port: int, workers: int) -> Iterator[tuple[subprocess.Popen[bytes], Live]]:
    pages = _started(
        "gunicorn", "qurultay.site.wsgi:application", "--bind", f"{host}:{port}", "--workers", str(workers),
        "--worker-class", "gthread", "--threads", "8", "--preload", "--log-level", "warning", "--timeout", "60",
        "--graceful-timeout", str(int(PATIENCE) - 2), "--no-control-socket", "--worker-tmp-dir", _memory(),
    )  # fmt: skip
    live = Live(host, port)
    try:
        yield pages, live
    finally:
        for each in (pages, live.process):
            _end(each)


def _memory() -> str:
    """Where workers say that they live: a folder in memory, so that a slow disk does not kill them."""
    return "/dev/shm" if Path("/dev/shm").is_dir() else os.environ.get("TMPDIR", "/tmp")


def _started(program: str, *words: str, told: Mapping[str, str] | None = None) -> subprocess.Popen[bytes]:
    """A process in a group of its own: Ctrl-C reaches this one alone, which then ends the others in order."""
    command = [sys.executable, "-m", "qurultay.site.together", program, *words]
    return subprocess.Popen(command, env=os.environ | (told or {}), start_new_session=True, stdin=subprocess.PIPE)


def _end(process: subprocess.Popen[bytes]) -> None:
    if process.poll() is None:
        process.terminate()
        try:
            process.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


@contextlib.contextmanager
def _beside(work: Callable[[threading.Event], None]) -> Iterator[None]:
    """Work that goes on in a thread until it is told to stop."""
    stop = threading.Event()
    thread = threading.Thread(target=work, args=(stop,), name=work.__name__, daemon=True)
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join(PATIENCE)


def _sweep(stop: threading.Event, every: int = 600) -> None:
    """Sessions that have run out are erased: nobody shall learn from them when somebody was here."""
    while not stop.wait(every):
        try:
            call_command("clearsessions", verbosity=0)
        except DatabaseError:
            logging.getLogger(__name__).warning("sessions could not be swept", exc_info=True)
        finally:
            close_old_connections()
