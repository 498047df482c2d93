"""The folder a site is written into: only what changed is written, and what is no page of the site any longer goes.

The folder belongs to the site alone. One that holds anything else is refused, so that nobody loses a file by
naming the wrong place; a line in it says so to whoever looks.
"""

import os
from collections.abc import Iterable
from pathlib import Path

SIGN = "site.txt"
WORDS = (
    b"This folder is written by `qurultay build`. Whatever in it is no part of the site is deleted by the next build.\n"
)


class NotOurs(ValueError):
    """A folder that holds something else than a site."""


class SiteFolder:
    """A folder and what is in it. Raises `NotOurs` for a folder with foreign files."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.found = frozenset(_files(path)) if path.is_dir() else frozenset[str]()
        if self.found and SIGN not in self.found:
            raise NotOurs(
                f"{path} holds files that are no site of ours; name an empty folder, or one that an earlier build wrote"
            )
        self._root = str(path)
        self.kept: set[str] = set()
        self.written: list[str] = []
        self._folders: set[str] = set()
        self.put(SIGN, WORDS)

    def put(self, name: str, data: bytes) -> None:
        """Keep a file with these bytes; it is written only where it is not there already, and whole or not at all."""
        self.kept.add(name)
        target = f"{self._root}/{name}"
        if name in self.found:
            if _bytes(target) == data:
                return
            _write(f"{target}.new", data)
            os.replace(f"{target}.new", target)
        else:
            self._make_room(name.rpartition("/")[0])
            _write(target, data)
        self.written.append(name)

    def _make_room(self, folder: str) -> None:
        if folder not in self._folders:
            (self.path / folder).mkdir(parents=True, exist_ok=True)
            self._folders.add(folder)

    def read(self, name: str) -> bytes | None:
        """The bytes of a file as it is now; None where it is not there."""
        return _bytes(f"{self._root}/{name}")

    def stand(self, names: Iterable[str]) -> bool:
        """Keep these files as they are, if all of them are there."""
        names = tuple(names)
        if not self.found.issuperset(names):
            return False
        self.kept.update(names)
        return True

    def clear(self) -> tuple[str, ...]:
        """Delete whatever was not kept; the names of what went."""
        gone = tuple(sorted(self.found - self.kept))
        for name in gone:
            (self.path / name).unlink()
        for folder in sorted({name.rpartition("/")[0] for name in gone}, reverse=True):
            _remove_empty(self.path, folder)
        return gone


def _write(path: str, data: bytes) -> None:
    """A site has tens of thousands of files: the plain calls cost half of what `open` does."""
    file = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o666)
    try:
        while data:
            data = data[os.write(file, data) :]
    finally:
        os.close(file)


def _bytes(path: str) -> bytes | None:
    try:
        with open(path, "rb") as file:
            return file.read()
    except FileNotFoundError:
        return None


def _remove_empty(path: Path, folder: str) -> None:
    while folder:
        try:
            (path / folder).rmdir()
        except OSError:
            return
        folder = folder.rpartition("/")[0]


def _files(path: Path) -> Iterable[str]:
    """Every file below a folder, with `/` between the steps."""
    stack = [(str(path), "")]
    while stack:
        folder, within = stack.pop()
        with os.scandir(folder) as entries:
            for entry in entries:
                if entry.is_dir(follow_symlinks=False):
                    stack.append((entry.path, f"{within}{entry.name}/"))
                else:
                    yield within + entry.name
