"""The secretariat as gunicorn serves it, dying: its workers are killed while they take a vote.

KILLS names a folder in which each death leaves a mark, KILLS_MOST how many there may be. A request that casts a vote dies now
and then: at one of its statements (on SQLite BEGIN and COMMIT are among them), or some moment later, with everything else
that this worker was doing. Nothing is caught, flushed or said goodbye to: it is SIGKILL.
"""

import os
import random
import signal
import threading
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from django.db.backends.signals import connection_created

from qurultay.site.wsgi import application as living

_doomed = threading.local()
_chance = random.SystemRandom()
SHARE = float(os.environ.get("KILLS_SHARE", "0.15"))
STATEMENTS = 16
"""A vote runs about as many, from reading the session to the commit; a number beyond the last dies after the answer."""


def application(environ: dict[str, Any], start: Callable[..., Any]) -> Iterable[bytes]:
    """Answers, or dies of it."""
    folder = os.environ.get("KILLS")
    if folder and environ["PATH_INFO"].endswith("/cast") and _chance.random() < SHARE:
        _doom(Path(folder))
    try:
        return living(environ, start)
    finally:
        _doomed.left = None


def _doom(folder: Path) -> None:
    if _deaths(folder) >= int(os.environ["KILLS_MOST"]):
        return
    _doomed.folder = folder
    if _chance.random() < 0.5:
        _doomed.left = _chance.randrange(STATEMENTS)
    else:
        threading.Thread(target=_later, args=(folder, _chance.random() * 0.02), daemon=True).start()


def _later(folder: Path, seconds: float) -> None:
    time.sleep(seconds)
    _die(folder)


def _count(*_: Any) -> None:
    left = getattr(_doomed, "left", None)
    if left is None:
        return
    if left == 0:
        _die(_doomed.folder)
    _doomed.left = left - 1


def _watch(sender: Any, connection: Any, **_: Any) -> None:
    if connection.vendor == "sqlite":
        connection.connection.set_trace_callback(_count)
    else:
        connection.execute_wrappers.append(lambda execute, *rest: (_count(), execute(*rest))[1])


def _deaths(folder: Path) -> int:
    return len(os.listdir(folder))


def _die(folder: Path) -> None:
    try:
        (folder / f"{_deaths(folder):04}").touch(exist_ok=False)
    except FileExistsError:
        return  # somebody else dies at this very moment
    os.kill(os.getpid(), signal.SIGKILL)


connection_created.connect(_watch)
