"""Whoever writes takes a turn, where the database has one writer.

SQLite lets one write at a time; the others look again after a while, each for itself, and hundreds who look again in vain
are slower than a queue by half. So deeds stand in line before they begin: within a process by a lock, among processes by
a lock on a file beside the database. The database's own lock still decides; without the line it is only slower.
"""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock

from django.db import connection

_HERE = Lock()


@contextmanager
def turn() -> Iterator[None]:
    """One's turn to write. Where the database has many writers nobody waits."""
    if connection.vendor != "sqlite":
        yield
        return
    with _HERE, _among_processes():
        yield


@contextmanager
def _among_processes() -> Iterator[None]:
    name = str(connection.settings_dict["NAME"])
    if not os.path.isabs(name):  # a database in memory is this process's own
        yield
        return
    line = os.open(f"{name}.turn", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        fcntl.flock(line, fcntl.LOCK_EX)  # given up when it is closed, also by a process that dies
        yield
    finally:
        os.close(line)
