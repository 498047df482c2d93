"""A PostgreSQL of its own for tests: a cluster in a folder that goes away, on a port of this machine that was free."""

from __future__ import annotations

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import quote

import pytest

from tests.conftest import missing

CLUSTER = {"fsync": "on", "shared_buffers": "16MB", "max_connections": "40", "listen_addresses": "127.0.0.1"}


class Postgres:
    """A running cluster: its data folder, and the address of a new empty database in it."""

    def __init__(self, folder: Path, programs: Path, port: int) -> None:
        self.folder, self.programs, self.port = folder, programs, port
        self.data = folder / "data"

    def run(self, program: str, *arguments: str) -> str:
        """Run one of its programs, as somebody who is not root."""
        asked = [*_as_clerk(), str(self.programs / program), *arguments]
        done = subprocess.run(asked, capture_output=True, text=True, cwd=self.folder, timeout=60)
        assert done.returncode == 0, f"{program}: {done.stdout}{done.stderr}"
        return done.stdout

    def new(self, name: str) -> str:
        """A new database; its address as `QURULTAY_DATABASE` takes it."""
        self.run("createdb", "-h", "127.0.0.1", "-p", str(self.port), "-U", "clerk", name)
        return f"postgresql://clerk@127.0.0.1:{self.port}/{quote(name)}"


def _as_clerk() -> list[str]:
    """PostgreSQL does not run as root; where we are root, it runs as the user its package made."""
    if os.getuid() != 0:
        return []
    clerk = pwd.getpwnam("postgres")
    return ["setpriv", f"--reuid={clerk.pw_uid}", f"--regid={clerk.pw_gid}", "--clear-groups"]


def _programs(tool: Callable[[str], Path]) -> Path:
    tool("pg_ctlcluster")
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parent.parent.name))
    return found[-1].parent if found else missing("PostgreSQL's initdb is not installed on this machine")


@pytest.fixture(scope="session")
def postgres(tool: Callable[[str], Path]) -> Iterator[Postgres]:
    """A cluster that runs while the tests do."""
    programs = _programs(tool)
    folder = Path(tempfile.mkdtemp(prefix="qurultay-postgres-"))
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    held = Postgres(folder, programs, port)
    try:
        if os.getuid() == 0:
            shutil.chown(folder, "postgres", "postgres")
        held.run("initdb", "-D", str(held.data), "-U", "clerk", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync")
        options = " ".join(f"-c {name}={value}" for name, value in CLUSTER.items())
        held.run("pg_ctl", "-D", str(held.data), "-w", "-l", str(folder / "log"), "-o",
                 f"-p {port} -k {folder} {options}", "start")  # fmt: skip
        try:
            yield held
        finally:
            held.run("pg_ctl", "-D", str(held.data), "-w", "-m", "immediate", "stop")
    finally:
        shutil.rmtree(folder, ignore_errors=True)
