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
        self.kept: set[str] = set()
        self.written: list[str] = []
        self._folders: set[str] = set()
        self.put(SIGN, WORDS)

    def put(self, name: str, data: bytes) -> None:
        """Keep a file with these bytes; it is written only where it is not there already, and whole or not at all."""
        self.kept.add(name)
        if name in self.found and self.read(name) == data:
            return
        target = self.path / name
        folder = name.rpartition("/")[0]
        if folder not in self._folders:
            target.parent.mkdir(parents=True, exist_ok=True)
            self._folders.add(folder)
        new = f"{target}.new"
        with open(new, "wb") as file:
            file.write(data)
        os.replace(new, target)
        self.written.append(name)

    def read(self, name: str) -> bytes | None:
        """The bytes of a file as it is now; None where it is not there."""
        try:
            return (self.path / name).read_bytes()
        except FileNotFoundError:
            return None

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
