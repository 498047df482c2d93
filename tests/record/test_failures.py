"""Each single write, fsync, rename, mkdir or removal fails once: the record stands at the old size or at the new.

And the secretary gets a sentence, nothing is half done, and the next entry goes on.
"""

from __future__ import annotations

import errno
import os
from collections.abc import Callable
from itertools import cycle
from pathlib import Path

import pytest

from qurultay.record.copies import copy, export_zip
from qurultay.record.errors import Unwritten
from qurultay.record.source import Folder
from qurultay.record.writer import Writer
from tests.record.test_writer import cosigned, withheld
from tests.record.workshop import Careless, found, grow, intact, part, refuse_broken, reopen, sign

CODES = {errno.ENOSPC: "disk-full", errno.EROFS: "read-only", errno.EACCES: "read-only", errno.EIO: "disk-failed"}


class Failing(Careless):
    """A disk on which one operation fails, or every one from there on. Counts what it is asked for."""

    def __init__(self, nth: int = 0, error: int = errno.EIO, *, forever: bool = False) -> None:
        self.count, self.nth, self.error, self.forever = 0, nth, error, forever
        self.last = ""

    def arm(self, nth: int, error: int) -> None:
        """From now on, the `nth` operation fails."""
        self.count, self.nth, self.error = 0, nth, error

    def _step(self, what: str) -> None:
        self.count += 1
        self.last = what
        if self.nth and (self.count == self.nth or (self.forever and self.count > self.nth)):
            raise OSError(self.error, os.strerror(self.error), what)

    def write_new(self, path: str, data: bytes, mode: int) -> int:
        try:
            self._step(path)
        except OSError:
            Path(path).write_bytes(data[: len(data) // 2])
            raise
        return super().write_new(path, data, mode)

    def fsync(self, file: int) -> None:
        super().fsync(file)
        self._step("fsync")

    def rename(self, old: str, new: str) -> None:
        self._step(new)
        super().rename(old, new)

    def fsync_dir(self, path: str) -> None:
        self._step(path)

    def mkdir(self, path: str, mode: int) -> None:
        self._step(path)
        super().mkdir(path, mode)

    def unlink(self, path: str) -> None:
        self._step(path)
        super().unlink(path)

    def rmdir(self, path: str) -> None:
        self._step(path)
        super().rmdir(path)


def record_of(base: Path, size: int) -> None:
    """A record of so many acts."""
    with found(base) as writer:
        if size > 1:
            grow(writer, size - 1)


def refuse_half_done(base: Path, before: int, after: int) -> int:
    """The size at which the record stands, as a stranger finds it: one of the two, and whole."""
    with Folder(base / "record") as folder:
        size = refuse_broken(folder).size
    assert size in (before, after)
    return size


def operations(base: Path, size: int, deed: Callable[[Writer], object]) -> int:
    """How many operations a deed asks of the disk."""
    record_of(base, size)
    disk = Failing()
    with reopen(base, disk) as writer:
        disk.count = 0
        deed(writer)
    return disk.count


@pytest.mark.parametrize("size", [3, 255])
@pytest.mark.parametrize("same", [True, False], ids=["the_same_writer", "another_writer"])
def test_an_entry_in_which_any_one_operation_fails_is_whole_or_not_there(tmp_path: Path, size: int, same: bool) -> None:
    count = operations(tmp_path / "counted", size, lambda writer: grow(writer, 3))
    assert count > 20
    refused = 0
    for nth, error in zip(range(1, count + 1), cycle(CODES), strict=False):
        base, disk = tmp_path / str(nth), Failing()
        record_of(base, size)
        writer = reopen(base, disk)
        disk.arm(nth, error)
        refused += not entered(writer, base, size, CODES[error])
        disk.arm(0, 0)
        if not same:
            writer.close()
            writer = reopen(base)
        stands = writer.head.size
        assert stands in (size, size + 3)
        assert intact(base) == stands
        grow(writer, 1)
        writer.close()
        assert intact(base) == stands + 1
    assert refused > count // 2


def entered(writer: Writer, base: Path, size: int, code: str) -> bool:
    """Whether three acts more were entered; if not, that it was said why, and the record is whole all the same."""
    try:
        grow(writer, 3)
    except Unwritten as why:
        assert why.code == code
        assert "\n" not in str(why)
        stands = refuse_half_done(base, size, size + 3)
        assert stands == size or "open the record again" in str(why)
        return False
    assert refuse_half_done(base, size + 3, size + 3)
    return True


def test_a_disk_that_stays_full_is_opened_again_when_there_is_room(tmp_path: Path) -> None:
    count = operations(tmp_path / "counted", 3, lambda writer: grow(writer, 3))
    for nth in range(1, count + 1):
        base = tmp_path / str(nth)
        record_of(base, 3)
        with reopen(base, disk := Failing(forever=True)) as writer:
            disk.arm(nth, errno.ENOSPC)
            if not entered(writer, base, 3, "disk-full"):
                with pytest.raises(Unwritten):
                    grow(writer, 1)
        with reopen(base) as writer:
            stands = writer.head.size
            grow(writer, 1)
        assert intact(base) == stands + 1


def test_a_recovery_that_fails_can_be_repeated(tmp_path: Path) -> None:
    """What was cut off between the key's head and the checkpoint is completed, whatever fails on the way."""

    def cut_off(base: Path) -> None:
        record_of(base, 3)
        disk = Failing()
        with reopen(base, disk) as writer:
            old = (base / "record/checkpoint").read_bytes()
            grow(writer, 1)
            (base / "record/checkpoint").write_bytes(old)

    cut_off(tmp_path / "counted")
    disk = Failing()
    reopen(tmp_path / "counted", disk).close()
    assert disk.count > 5
    for nth in range(1, disk.count + 1):
        base = tmp_path / str(nth)
        cut_off(base)
        try:
            reopen(base, Failing(nth)).close()
        except Unwritten as why:
            assert why.code == "disk-failed"
        with reopen(base) as writer:
            assert writer.head.size == 4
        assert intact(base) == 4


def test_a_founding_in_which_any_one_operation_fails_can_be_repeated(tmp_path: Path) -> None:
    disk = Failing()
    found(tmp_path / "counted", disk).close()
    for nth in range(1, disk.count + 1):
        base = tmp_path / str(nth)
        try:
            found(base, Failing(nth)).close()
        except Unwritten as why:
            assert why.code == "disk-failed"
            again = reopen if (base / "home/head").exists() else found
            again(base).close()
        assert intact(base) == 1


def test_withholding_that_fails_can_be_repeated(tmp_path: Path) -> None:
    digest, _ = part(0)
    base = tmp_path / "record-of-one"
    disk = Failing()
    with found(base, disk) as writer:
        writer.append([withheld(1)], {}, sign)
        disk.arm(1, errno.EROFS)
        with pytest.raises(Unwritten) as refused:
            writer.withhold(1, [digest])
        assert refused.value.code == "read-only"
        writer.withhold(1, [digest])
    assert not list((base / "record/part").rglob(digest))


def test_lines_of_witnesses_that_cannot_be_kept_leave_the_acts_in_peace(tmp_path: Path) -> None:
    for nth in range(1, 11):
        base, disk = tmp_path / str(nth), Failing()
        with found(base, disk) as writer:
            disk.arm(nth, errno.ENOSPC)
            try:
                writer.gather(lambda _, head: cosigned(head, 86_400))
            except Unwritten as why:
                assert "the acts stand" in str(why)
            disk.arm(0, 0)
            grow(writer, 1)
        with reopen(base):
            pass
        assert intact(base) == 2


def test_a_folder_that_cannot_be_written_to_is_named(tmp_path: Path) -> None:
    if os.geteuid() == 0:
        pytest.skip("root may write everywhere")
    record_of(tmp_path, 2)
    (tmp_path / "record").chmod(0o555)
    with reopen(tmp_path) as writer, pytest.raises(Unwritten) as refused:
        grow(writer, 1)
    assert refused.value.code == "read-only"
    assert "record" in str(refused.value)


def test_a_copy_or_a_zip_that_fails_leaves_nothing_that_looks_like_one(tmp_path: Path) -> None:
    record_of(tmp_path, 5)
    with Folder(tmp_path / "record") as source:
        disk = Failing()
        copy(source, tmp_path / "whole", disk)
        for nth in range(1, disk.count):
            try:
                copy(source, tmp_path / f"copy{nth}", Failing(nth))
            except Unwritten as why:
                assert "the copy was not made" in str(why)
                assert not (tmp_path / f"copy{nth}").exists()
            else:
                assert nth < 10, "above the copy's own folder nothing need be settled"
        with pytest.raises(Unwritten):
            export_zip(source, tmp_path / "nowhere/record.zip")
