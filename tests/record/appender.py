"""A program that enters acts until it is killed: run by `test_kill.py`, by itself it never ends.

    python -m tests.record.appender BASE [NTH]

With NTH it kills itself in the middle of the NTH operation of the disk, before or after half of it is done.
"""

from __future__ import annotations

import os
import signal
import sys
from pathlib import Path

from qurultay.record.disk import Disk
from tests.record.workshop import Careless, found, grow, reopen


class Deadly(Careless):
    """A disk on which the program dies at one operation: between two of them, or with a file half written."""

    def __init__(self, nth: int) -> None:
        self.left = nth

    def _step(self) -> None:
        self.left -= 1
        if self.left == 0:
            os.kill(os.getpid(), signal.SIGKILL)

    def write_new(self, path: str, data: bytes, mode: int) -> int:
        if self.left == 1:
            os.close(super().write_new(path, data[: len(data) // 2], mode))
        self._step()
        return super().write_new(path, data, mode)

    def rename(self, old: str, new: str) -> None:
        self._step()
        super().rename(old, new)

    def fsync_dir(self, path: str) -> None:
        self._step()

    def mkdir(self, path: str, mode: int) -> None:
        super().mkdir(path, mode)
        self._step()

    def unlink(self, path: str) -> None:
        self._step()
        super().unlink(path)


def main(base: Path, disk: Disk) -> None:
    """Enters one act, then two, then three, and says on each line how many there are."""
    with reopen(base, disk) if (base / "home/head").exists() else found(base, disk) as writer:
        while True:
            for count in (1, 2, 3):
                grow(writer, count)
                print(writer.head.size, flush=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Deadly(int(sys.argv[2])) if len(sys.argv) > 2 else Careless())
