"""A record is read from a stranger's folder or zip: nothing leads out of it, nothing is unpacked, nothing lies."""

from __future__ import annotations

import os
import stat
import struct
import subprocess
import zipfile
import zlib
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from qurultay.record.copies import export_zip
from qurultay.record.errors import Absent, Broken
from qurultay.record.folder import Folder
from qurultay.record.inventory import take_stock
from qurultay.record.layout import MIB
from qurultay.record.source import Memory, open_source
from qurultay.record.store import Record
from qurultay.record.zipped import MOST_MEMBERS, Zip
from tests.record.workshop import found, grow, refuse_broken


@pytest.fixture
def record(tmp_path: Path) -> Path:
    """A record of five acts in a folder."""
    with found(tmp_path) as writer:
        grow(writer, 4)
    return tmp_path / "record"


def refused(code: str, reading: Callable[[], object]) -> str:
    """The sentence with which reading is refused, for this reason."""
    with pytest.raises(Broken) as found:
        reading()
    assert found.value.code == code, str(found.value)
    return str(found.value)


def all_of(path: Path) -> dict[str, bytes]:
    """Every name and all bytes that a source gives away."""
    with open_source(path) as source:
        return {name: source.read(name, MIB) for name in source.names()}


# ---- folders


def test_a_folder_a_zip_and_memory_give_the_same_record(record: Path, tmp_path: Path) -> None:
    with open_source(record) as folder:
        export_zip(folder, tmp_path / "record.zip")
        refuse_broken(folder)
    with open_source(tmp_path / "record.zip") as zipped:
        refuse_broken(zipped)
        assert zipped.size("checkpoint") == (record / "checkpoint").stat().st_size
    assert all_of(record) == all_of(tmp_path / "record.zip")
    refuse_broken(Memory(all_of(record)))


@pytest.mark.parametrize("place", ["checkpoint", "tile/0/000.p/5", "README", "part/00"])
def test_a_link_anywhere_refuses_the_folder(record: Path, tmp_path: Path, place: str) -> None:
    (tmp_path / "elsewhere").write_bytes(b"secret")
    (record / place).unlink(missing_ok=True)
    (record / place).symlink_to(tmp_path / "elsewhere")
    with open_source(record) as source:
        refused("link", lambda: list(source.names()))
        refused("link", lambda: source.read(place, MIB))
        refused("link", lambda: source.size(place))


def test_a_folder_that_became_a_link_is_not_entered(record: Path, tmp_path: Path) -> None:
    with open_source(record) as source:
        inside = source.read("tile/0/000.p/5", MIB)
        (record / "tile/0").rename(tmp_path / "elsewhere")
        (record / "tile/0").symlink_to(tmp_path / "elsewhere")
        assert source.read("tile/0/000.p/5", MIB) == inside, "the folder that was entered before is the real one"
        source.read("tile/entries/000.p/5", MIB)
        refused("link", lambda: list(source.names()))
        refused("link", lambda: source.read("tile/0/000.p/5", MIB))


def test_a_pipe_in_the_place_of_a_file_does_not_keep_the_reader_waiting(record: Path) -> None:
    (record / "checkpoint").unlink()
    os.mkfifo(record / "checkpoint")
    with open_source(record) as source:
        refused("link", lambda: list(source.names()))
        refused("link", lambda: source.read("checkpoint", MIB))


@pytest.mark.parametrize("path", ["../secret", "/etc/hostname", "tile/../../secret", "checkpoint\0", "a//b", ""])
def test_no_path_leads_out_of_a_folder(record: Path, path: str) -> None:
    (record.parent / "secret").write_bytes(b"secret")
    with open_source(record) as source:
        refused("unsafe-name", lambda: source.read(path, MIB))


def test_a_name_that_is_no_text_refuses_the_folder(record: Path) -> None:
    Path(os.fsdecode(bytes(record) + b"/\xff\xfe")).write_bytes(b"")
    with open_source(record) as source:
        refused("unsafe-name", lambda: list(source.names()))


def test_folders_within_folders_come_to_an_end(record: Path) -> None:
    (record / "/".join(["deep"] * 40)).mkdir(parents=True)
    with open_source(record) as source:
        refused("unsafe-name", lambda: list(source.names()))


def test_a_file_is_never_read_further_than_asked(record: Path) -> None:
    with open_source(record) as source:
        size = source.size("checkpoint")
        assert len(source.read("checkpoint", size)) == size
        refused("too-large", lambda: source.read("checkpoint", size - 1))
    (record / "checkpoint").write_bytes(b"x" * (16 * 1024 + 1))
    with open_source(record) as source:
        refused("too-large", lambda: Record(source).head())


def test_a_huge_file_is_refused_without_being_read(record: Path) -> None:
    with open(record / "tile/entries/000", "wb") as file:
        file.truncate(1 << 40)
    with open_source(record) as source:
        refused("too-large", lambda: refuse_broken(source))


def test_what_is_not_there_is_absent(record: Path, tmp_path: Path) -> None:
    with Folder(record) as source:
        for path in ("tile/9", "tile", "nowhere/at/all", "checkpoint/x"):
            with pytest.raises(Broken) as missing:
                source.read(path, MIB)
            assert missing.value.code in ("absent", "link")
        assert list(source.names("nowhere")) == []
    refused("absent", lambda: open_source(tmp_path / "nowhere"))
    refused("absent", lambda: Folder(tmp_path / "nowhere"))
    with pytest.raises(Absent):
        Memory({}).size("checkpoint")
    refused("too-large", lambda: Memory({"checkpoint": b"12"}).read("checkpoint", 1))


def test_a_folder_whose_files_move_on_is_read_where_it_stands(record: Path) -> None:
    with open_source(record) as source:
        source.read("tile/0/000.p/5", MIB)
        (record / "tile/0/000.p").rename(record / "old")
        (record / "tile/0/000.p").mkdir()
        (record / "tile/0/000.p/6").write_bytes(b"new")
        assert source.read("tile/0/000.p/6", MIB) == b"new"


def test_a_folder_that_may_not_be_read_says_so(record: Path) -> None:
    if os.geteuid() == 0:
        pytest.skip("root may read everything")
    (record / "checkpoint").chmod(0)
    with open_source(record) as source:
        refused("unreadable", lambda: source.read("checkpoint", MIB))


# ---- zips


def zipped(
    path: Path, members: Iterable[tuple[str | zipfile.ZipInfo, bytes]], method: int = zipfile.ZIP_DEFLATED
) -> Path:
    """A zip of these members, as Python writes it."""
    with zipfile.ZipFile(path, "w", method) as packed:
        for name, data in members:
            packed.writestr(name, data, method)
    return path


def changed(path: Path, old: bytes, new: bytes, *, last: bool = False) -> Path:
    """The zip with some of its bytes exchanged."""
    data = path.read_bytes()
    assert old in data
    at = data.rindex(old) if last else data.index(old)
    path.write_bytes(data[:at] + new + data[at + len(old) :])
    return path


def test_a_zip_by_another_packer_is_read_with_or_without_its_top_folder(
    record: Path, tmp_path: Path, tool: Callable[[str], Path]
) -> None:
    for name, where, what in (("inner", record, "."), ("outer", record.parent, "record")):
        subprocess.run([tool("zip"), "-qr", tmp_path / f"{name}.zip", what], cwd=where, check=True)
        assert all_of(tmp_path / f"{name}.zip") == all_of(record)
    with open(tmp_path / "piped.zip", "wb") as pipe:
        subprocess.run([tool("zip"), "-qr", "-", "record"], cwd=record.parent, stdout=pipe, check=True)
    assert all_of(tmp_path / "piped.zip") == all_of(record)


def test_what_a_packer_puts_beside_the_record_is_reported(tmp_path: Path) -> None:
    path = zipped(tmp_path / "a.zip", [("record/checkpoint", b"head"), ("__MACOSX/record/._checkpoint", b"note")])
    with open_source(path) as source:
        assert source.read("checkpoint", 4) == b"head"
        assert take_stock(source.names()).unknown == ("__MACOSX/record/._checkpoint",)


def test_two_top_folders_are_not_passed_over(tmp_path: Path) -> None:
    path = zipped(tmp_path / "a.zip", [("record/checkpoint", b"head"), ("other/checkpoint", b"head")])
    with open_source(path) as source:
        assert list(source.names()) == ["other/checkpoint", "record/checkpoint"]
        refused("absent", lambda: Record(source).head())


def test_two_members_of_one_name_are_refused(tmp_path: Path) -> None:
    with pytest.warns(UserWarning):
        path = zipped(tmp_path / "a.zip", [("checkpoint", b"one"), ("checkpoint", b"two")])
    refused("double-name", lambda: Zip(path))


@pytest.mark.parametrize("name", ["../checkpoint", "/checkpoint", "a/../../b", "a\\b", "a:b", "a\u202eb"])
def test_an_unsafe_name_in_a_zip_is_refused(tmp_path: Path, name: str) -> None:
    placeholder = "x" * len(name.encode())
    path = zipped(tmp_path / "a.zip", [(placeholder, b"one")])
    data = path.read_bytes().replace(placeholder.encode(), name.encode())
    path.write_bytes(data if name.isascii() else utf8(data))
    refused("unsafe-name", lambda: Zip(path))


def utf8(data: bytes) -> bytes:
    """The zip with the flag set that says its names are UTF-8."""
    at = data.index(b"PK\1\2")
    return data[: at + 9] + bytes([data[at + 9] | 8]) + data[at + 10 :]


def test_a_name_cut_off_by_a_nul_is_refused(tmp_path: Path) -> None:
    path = zipped(tmp_path / "a.zip", [("checkpoint_evil", b"one")])
    path.write_bytes(path.read_bytes().replace(b"checkpoint_evil", b"checkpoint\0evil"))
    refused("unsafe-name", lambda: Zip(path))


@pytest.mark.parametrize("kind", [stat.S_IFLNK, stat.S_IFIFO, stat.S_IFCHR, stat.S_IFDIR])
def test_a_link_or_a_device_in_a_zip_is_refused(tmp_path: Path, kind: int) -> None:
    member = zipfile.ZipInfo("checkpoint")
    member.external_attr = (kind | 0o777) << 16
    refused("link", lambda: Zip(zipped(tmp_path / "a.zip", [(member, b"/etc/passwd")])))


def test_a_zip_bomb_is_refused_before_it_unpacks(tmp_path: Path) -> None:
    one = zipped(tmp_path / "one.zip", [("checkpoint", bytes(2 * MIB))])
    assert one.stat().st_size < 8192
    refused("zip-bomb", lambda: Zip(one))
    many = zipped(tmp_path / "many.zip", [(f"file{n}", bytes(MIB)) for n in range(30)])
    refused("zip-bomb", lambda: Zip(many))


def test_what_packs_well_and_is_small_is_no_bomb(tmp_path: Path) -> None:
    with Zip(zipped(tmp_path / "a.zip", [("checkpoint", bytes(MIB))])) as source:
        assert source.read("checkpoint", MIB) == bytes(MIB)
        refused("too-large", lambda: source.read("checkpoint", MIB - 1))


def test_a_member_larger_than_it_says_is_refused(tmp_path: Path) -> None:
    """Its declared size is halved, in both places, and its check sum is that of the half."""
    words = b"head " * 1000
    path = zipped(tmp_path / "a.zip", [("checkpoint", words)])
    half = struct.pack("<L", len(words) // 2)
    data = path.read_bytes().replace(struct.pack("<L", len(words)), half)
    data = data.replace(struct.pack("<L", zlib.crc32(words)), struct.pack("<L", zlib.crc32(words[: len(words) // 2])))
    path.write_bytes(data)
    with Zip(path) as source:
        refused("bad-zip", lambda: source.read("checkpoint", MIB))
    with zipfile.ZipFile(path) as trusting:
        assert trusting.read("checkpoint") == words[: len(words) // 2]


def test_a_member_whose_header_says_something_else_is_refused(tmp_path: Path) -> None:
    path = changed(zipped(tmp_path / "a.zip", [("checkpoint", b"head")]), b"checkpoint", b"checkpoinT")
    with Zip(path) as source:
        refused("bad-zip", lambda: source.read("checkpoint", MIB))


def test_members_that_overlap_are_refused(tmp_path: Path) -> None:
    """Both point at the bytes of the first: the way to make a bomb that no ratio shows."""
    path = zipped(tmp_path / "a.zip", [("one", b"x" * 50), ("two", b"x" * 50)], zipfile.ZIP_STORED)
    data = path.read_bytes()
    at = data.rindex(b"PK\1\2") + 42
    path.write_bytes(data[:at] + bytes(4) + data[at + 4 :])
    assert "overlap" in refused("bad-zip", lambda: Zip(path))


def test_a_damaged_member_is_refused(tmp_path: Path) -> None:
    path = changed(zipped(tmp_path / "a.zip", [("checkpoint", b"head")], zipfile.ZIP_STORED), b"head", b"hEad")
    with Zip(path) as source:
        refused("bad-zip", lambda: source.read("checkpoint", MIB))


def test_an_encrypted_member_is_refused(tmp_path: Path) -> None:
    path = zipped(tmp_path / "a.zip", [("checkpoint", b"head")])
    data = path.read_bytes()
    at = data.index(b"PK\1\2") + 8
    path.write_bytes(data[:at] + bytes([data[at] | 1]) + data[at + 1 :])
    assert "encrypted" in refused("bad-zip", lambda: Zip(path))


@pytest.mark.parametrize("method", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_other_ways_of_packing_are_refused(tmp_path: Path, method: int) -> None:
    refused("bad-zip", lambda: Zip(zipped(tmp_path / "a.zip", [("checkpoint", b"head")], method)))


def test_too_many_members_are_refused(tmp_path: Path) -> None:
    path = zipped(tmp_path / "a.zip", [(f"{n}", b"") for n in range(MOST_MEMBERS + 1)], zipfile.ZIP_STORED)
    refused("too-many-files", lambda: Zip(path))


@pytest.mark.parametrize(
    "harm",
    [
        pytest.param(lambda data: b"#!/bin/sh\n" + data, id="something_before_the_beginning"),
        pytest.param(lambda data: data + b"\n", id="something_after_the_end"),
        pytest.param(lambda data: data[:-2] + b"\3\0abc", id="a_comment"),
        pytest.param(lambda data: data[:-1], id="cut_short"),
        pytest.param(lambda data: data[:10], id="cut_very_short"),
        pytest.param(lambda data: b"", id="empty"),
        pytest.param(lambda data: data.replace(b"PK\1\2", b"PK\1\3"), id="a_damaged_directory"),
        pytest.param(
            lambda data: data[:-22] + b"PK\5\6\0\0\0\0\2\0\2\0" + data[-10:], id="more_members_than_there_are"
        ),
    ],
)
def test_a_zip_that_can_be_read_in_two_ways_is_refused(tmp_path: Path, harm: Callable[[bytes], bytes]) -> None:
    path = zipped(tmp_path / "a.zip", [("checkpoint", b"head")])
    path.write_bytes(harm(path.read_bytes()))
    refused("bad-zip", lambda: Zip(path))


def test_a_second_name_in_an_extra_field_is_refused(tmp_path: Path) -> None:
    member = zipfile.ZipInfo("checkpoint")
    member.extra = struct.pack("<HHBL", 0x7075, 9, 1, zlib.crc32(b"checkpoint")) + b"evil"
    refused("bad-zip", lambda: Zip(zipped(tmp_path / "a.zip", [(member, b"head")])))


def test_no_byte_of_a_zip_can_be_changed_unseen(record: Path, tmp_path: Path, campaign: Callable[[int], int]) -> None:
    """Whatever is flipped: the zip is refused, or it gives the same record, or one that is seen to be another."""
    with open_source(record) as folder:
        export_zip(folder, tmp_path / "record.zip")
    whole, original = (tmp_path / "record.zip").read_bytes(), all_of(record)
    step = len(whole) // campaign(len(whole))
    for at in range(0, len(whole), max(1, step)):
        (tmp_path / "flipped.zip").write_bytes(whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :])
        try:
            read = all_of(tmp_path / "flipped.zip")
        except Broken:
            continue
        assert read == original or set(read) != set(original), at


def test_many_threads_read_one_folder_at_once(tmp_path: Path) -> None:
    for number in range(40):
        (tmp_path / f"{number:02}").mkdir()
        (tmp_path / f"{number:02}" / "file").write_text(str(number))
    with Folder(tmp_path) as source, ThreadPoolExecutor(8) as workers:
        paths = [f"{number % 40:02}/file" for number in range(4000)]
        found = list(workers.map(lambda path: source.read(path, 10), paths))
    assert found == [str(number % 40).encode() for number in range(4000)]
