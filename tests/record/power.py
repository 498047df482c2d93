"""A model of a disk whose power can be cut: what was settled is there afterwards, of the rest anything may be.

A run of the real writer is written down operation by operation (`Paper`); `Model` replays a part of it and says what
a machine that is switched on again could find. As in record-format §4 three ways are looked at for every moment, and
mixtures of them besides:

    lost     nothing that was not settled is there
    kept     everything is there
    hollow   the names are there, the bytes of files that were not settled are not
    mixed    for each name and each file, one or the other
"""

from __future__ import annotations

import os
import random
from dataclasses import dataclass, field
from pathlib import Path

from qurultay.record.disk import Disk

WAYS = ("lost", "kept", "hollow", "mixed")


class Paper(Disk):
    """The real disk, and a list of what was done to it: (operation, path, bytes or second path)."""

    def __init__(self, base: Path) -> None:
        self.base = str(base)
        self.done: list[tuple[str, str, bytes | str]] = []
        self._open: dict[int, str] = {}

    def note(self, what: str, path: str, with_: bytes | str = "") -> None:
        """Writes an operation down; what happens outside the base is of no interest."""
        if f"{path}/".startswith(f"{self.base}/"):
            self.done.append((what, path.removeprefix(self.base).strip("/"), with_))

    def write_new(self, path: str, data: bytes, mode: int) -> int:
        file = super().write_new(path, data, mode)
        self._open[file] = path
        self.note("write", path, data)
        return file

    def fsync(self, file: int) -> None:
        self.note("fsync", self._open.pop(file))
        os.close(file)

    def rename(self, old: str, new: str) -> None:
        super().rename(old, new)
        self.note("rename", old, new.removeprefix(self.base).strip("/"))

    def fsync_dir(self, path: str) -> None:
        self.note("settle", path)

    def mkdir(self, path: str, mode: int) -> None:
        super().mkdir(path, mode)
        self.note("mkdir", path)

    def unlink(self, path: str) -> None:
        super().unlink(path)
        self.note("remove", path)

    def rmdir(self, path: str) -> None:
        super().rmdir(path)
        self.note("remove", path)


@dataclass(eq=False)
class File:
    """A file: its bytes, and those that are on the disk."""

    data: bytes = b""
    settled: bytes | None = None


@dataclass(eq=False)
class Dir:
    """A folder: what it holds, and what it holds on the disk."""

    held: dict[str, File | Dir] = field(default_factory=dict)
    settled: dict[str, File | Dir] = field(default_factory=dict)


class Model:
    """What is on the disk, and what is on its way there."""

    def __init__(self) -> None:
        self.root = Dir()

    def replay(self, operation: tuple[str, str, bytes | str]) -> None:
        """Does what was written down."""
        what, path, with_ = operation
        folder, name = self._parent(path)
        match what, with_:
            case "write", bytes(data):
                found = folder.held.setdefault(name, File())
                assert isinstance(found, File)
                found.data = data
            case "fsync", _:
                written = folder.held[name]
                assert isinstance(written, File)
                written.settled = written.data
            case "rename", str(new):
                target, called = self._parent(new)
                target.held[called] = folder.held.pop(name)
            case "settle", _:
                settled = folder.held[name] if path else self.root
                assert isinstance(settled, Dir)
                settled.settled = dict(settled.held)
            case "mkdir", _:
                folder.held[name] = Dir()
            case "remove", _:
                del folder.held[name]

    def after(self, way: str, dice: random.Random) -> dict[str, bytes]:
        """The files that a machine finds when it is switched on again; a folder is an empty name ending in a slash."""
        found = dict[str, bytes]()
        self._find(self.root, "", way, dice, found)
        return found

    def _find(self, folder: Dir, path: str, way: str, dice: random.Random, found: dict[str, bytes]) -> None:
        for name, one in self._names(folder, way, dice).items():
            if isinstance(one, Dir):
                found[f"{path}{name}/"] = b""
                self._find(one, f"{path}{name}/", way, dice, found)
            else:
                there = way == "kept" or (way == "mixed" and dice.random() < 0.5)
                found[path + name] = one.data if there else one.settled or b""

    def _names(self, folder: Dir, way: str, dice: random.Random) -> dict[str, File | Dir]:
        if way != "mixed":
            return folder.settled if way == "lost" else folder.held
        chosen = dict[str, File | Dir]()
        for name in sorted({*folder.settled, *folder.held}):
            one = dice.choice([folder.settled, folder.held]).get(name)
            if one is not None:
                chosen[name] = one
        return chosen

    def _parent(self, path: str) -> tuple[Dir, str]:
        *folders, name = path.split("/")
        at = self.root
        for step in folders:
            inner = at.held[step]
            assert isinstance(inner, Dir)
            at = inner
        return at, name


def lay_out(files: dict[str, bytes], base: Path) -> None:
    """Puts the files that were found into a real folder."""
    base.mkdir()
    for path, data in files.items():
        if path.endswith("/"):
            (base / path).mkdir()
        else:
            (base / path).write_bytes(data)
