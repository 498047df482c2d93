"""A record is carried away in one file or copied into a folder: the same bytes each time, and nothing else."""

from __future__ import annotations

import os
import zipfile
from pathlib import Path

import pytest

from qurultay.record import copies, zipped
from qurultay.record.copies import copy, export_zip
from qurultay.record.errors import Broken, Unwritten
from qurultay.record.source import Folder, Memory, open_source
from tests.record.workshop import found, grow, intact, refuse_broken, reopen


@pytest.fixture
def record(tmp_path: Path) -> Path:
    """A record of 300 acts, among things that are no part of it."""
    with found(tmp_path) as writer:
        grow(writer, 299)
        writer.keep("witness/policy", b"quorum none\n")
    (tmp_path / "record/index.html").write_bytes(b"a page")
    (tmp_path / "record/checkpoint.tmp").write_bytes(b"a leftover")
    (tmp_path / "record/tile/entries/002").write_bytes(b"\0\1x" * 256)
    return tmp_path / "record"


def test_two_zips_of_one_record_are_the_same_bytes(record: Path, tmp_path: Path) -> None:
    with Folder(record) as source:
        count = export_zip(source, tmp_path / "one.zip")
    for path in record.rglob("*"):
        os.utime(path, (1, 1))
    with Folder(record) as source:
        export_zip(source, tmp_path / "two.zip")
    with open_source(tmp_path / "one.zip") as again:
        assert len(list(again.names())) == count
        export_zip(again, tmp_path / "three.zip")
        refuse_broken(again)
    one, two, three = ((tmp_path / f"{name}.zip").read_bytes() for name in ("one", "two", "three"))
    assert one == two == three
    assert not list(tmp_path.glob("*.tmp"))


def test_a_copy_holds_the_record_and_nothing_else(record: Path, tmp_path: Path) -> None:
    with Folder(record) as source:
        copy(source, tmp_path / "mirror/record")
        export_zip(source, tmp_path / "one.zip")
    assert intact(tmp_path / "mirror") == 300
    with open_source(tmp_path / "one.zip") as zip_, Folder(tmp_path / "mirror/record") as mirror:
        assert sorted(zip_.names()) == sorted(mirror.names())
        assert "index.html" not in zip_.names() and "tile/entries/002" not in set(mirror.names())


def test_a_record_restored_from_a_zip_goes_on(record: Path, tmp_path: Path) -> None:
    with Folder(record) as source:
        export_zip(source, tmp_path / "backup.zip")
    record.rename(tmp_path / "lost")
    with open_source(tmp_path / "backup.zip") as backup:
        copy(backup, record)
    with reopen(tmp_path) as writer:
        grow(writer, 1)
    assert intact(tmp_path) == 301


def test_a_copy_does_not_mix_with_what_is_there(record: Path, tmp_path: Path) -> None:
    (tmp_path / "mirror").mkdir()
    (tmp_path / "mirror/letter.docx").write_bytes(b"")
    with Folder(record) as source, pytest.raises(Unwritten) as refused:
        copy(source, tmp_path / "mirror")
    assert refused.value.code == "not-empty"


def test_a_stranger_s_unpacker_unpacks_our_zip(record: Path, tmp_path: Path) -> None:
    with Folder(record) as source:
        export_zip(source, tmp_path / "one.zip")
    with zipfile.ZipFile(tmp_path / "one.zip") as packed:
        assert packed.testzip() is None
        packed.extractall(tmp_path / "out/record")
    assert intact(tmp_path / "out") == 300


def test_a_record_too_large_for_a_zip_is_copied_as_a_folder(
    record: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(copies, "MOST_MEMBERS", 3)
    with Folder(record) as source, pytest.raises(Unwritten) as refused:
        export_zip(source, tmp_path / "one.zip")
    assert refused.value.code == "too-many-for-a-zip" and "copy the folder" in str(refused.value)
    assert zipped.MOST_MEMBERS == 10_000


def test_what_is_no_record_is_not_exported(tmp_path: Path) -> None:
    for files in ({}, {"checkpoint": b"x"}, {"index.html": b""}):
        with pytest.raises(Broken):
            export_zip(Memory(files), tmp_path / "one.zip")
        with pytest.raises(Broken):
            copy(Memory(files), tmp_path / "copy")
    assert not list(tmp_path.iterdir())
