"""A record in a zip, read where it lies and never unpacked.

One zip can be read in many ways: names that appear twice, sizes that lie, members that overlap, data before the
beginning or after the end. We read one plain way, and refuse whatever another program might read differently:

1. The end record stands at the very end, without a comment, a second disk or 64-bit fields, and the directory
   just before it.
2. Each member has its own safe name, is stored or deflated, not encrypted, no link, and unpacks to at most twenty
   times its size once it is larger than a megabyte; so does the whole.
3. No two members overlap, and the header in front of each says what the directory says.
4. What comes out has the size and the check sum that were declared, and nothing is left over.
"""

import os
import stat
import struct
import zlib
from collections.abc import Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from itertools import pairwise
from typing import BinaryIO, NoReturn

from qurultay.record.errors import Absent, Broken
from qurultay.record.layout import CHECKPOINT, MIB, refuse_unsafe, shown

MOST_MEMBERS = 10_000
MOST_RATIO = 20
_MOST_DIRECTORY = 16 * MIB
_END, _ENTRY, _LOCAL = struct.Struct("<4s4H2LH"), struct.Struct("<4s6H3L5H2L"), struct.Struct("<4s5H3L2H")
_STORED, _DEFLATED = 0, 8
_ENCRYPTED, _LATER, _UTF8 = 1, 8, 0x800
_PACKER_NOTES = "__MACOSX/"
"""What the packer of one system puts beside the folder that was packed."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Member:
    """A file in a zip, as the directory at the end declares it."""

    name: str
    raw_name: bytes
    flags: int
    method: int
    crc: int
    packed: int
    size: int
    offset: int


class Zip(AbstractContextManager["Zip"]):
    """The files in a zip. One folder at the top, which holds everything, is passed over. Raises `Broken`."""

    def __init__(self, path: str | os.PathLike[str]) -> None:
        try:
            self._file: BinaryIO = open(path, "rb")  # noqa: SIM115 (it stays open as long as the source)
        except OSError as error:
            raise Broken(
                "unreadable", None, "{path} cannot be read: {strerror}", path=shown(str(path)), strerror=error.strerror
            ) from None
        try:
            self._members = _without_top(_directory(self._file))
        except BaseException:
            self._file.close()
            raise

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Lets go of the zip."""
        self._file.close()

    def names(self) -> Iterator[str]:
        """The path of every file, sorted."""
        return iter(sorted(self._members))

    def size(self, path: str) -> int:
        """How many bytes a file has."""
        return self._member(path).size

    def read(self, path: str, most_bytes: int) -> bytes:
        """The bytes of a file, unpacked in memory."""
        member = self._member(path)
        if member.size > most_bytes:
            raise Broken(
                "too-large",
                None,
                "{path} has {size} bytes, {most_bytes} are allowed",
                path=shown(path),
                size=member.size,
                most_bytes=most_bytes,
            )
        try:
            return _content(self._file, member)
        except OSError as error:
            raise Broken(
                "unreadable", None, "{path} cannot be read: {strerror}", path=shown(path), strerror=error.strerror
            ) from None

    def _member(self, path: str) -> Member:
        if path not in self._members:
            raise Absent(path)
        return self._members[path]


def _directory(file: BinaryIO) -> dict[str, Member]:
    """Steps 1 to 3: every member by its name."""
    length = file.seek(0, os.SEEK_END)
    count, start, end = _end_record(file, length)
    file.seek(start)
    data, at, members = file.read(end - start), 0, dict[str, Member]()
    ends = list[tuple[int, int]]()
    for _ in range(count):
        member, is_folder, at = _entry(data, at)
        ends.append((member.offset, member.offset + _LOCAL.size + len(member.raw_name) + member.packed))
        if is_folder:
            continue
        if member.name in members:
            raise Broken("double-name", None, "two members of the zip are called {name}", name=shown(member.name))
        members[member.name] = member
    if at != len(data):
        _refuse("its directory is longer than its members")
    _refuse_overlap([*sorted(ends), (start, start)])
    _refuse_bomb("the zip", sum(member.size for member in members.values()), length)
    return members


def _end_record(file: BinaryIO, length: int) -> tuple[int, int, int]:
    """Step 1: how many members there are, and where the directory begins and ends."""
    end = length - _END.size
    if end < 0:
        _refuse("it is too short to be one")
    file.seek(end)
    mark, disk, first_disk, here, count, size, start, comment = _END.unpack(file.read(_END.size))
    if mark != b"PK\5\6" or comment:
        _refuse("it does not end as one, or has a comment at its end; pack it again without one")
    if disk or first_disk or here != count or start + size != end:
        _refuse("its directory does not stand just before its end, or parts of it are elsewhere")
    if count > MOST_MEMBERS or size > _MOST_DIRECTORY:
        raise Broken(
            "too-many-files", None, "the zip has more than {most} members; check the unpacked folder", most=MOST_MEMBERS
        )
    return count, start, end


def _entry(data: bytes, at: int) -> tuple[Member, bool, int]:
    """Step 2: the member that the directory describes at `at`, whether it is a folder, and where the next begins."""
    if at + _ENTRY.size > len(data):
        _refuse("its directory is cut short")
    mark, _, needs, flags, method, _, _, crc, *sizes = _ENTRY.unpack_from(data, at)
    packed, size, name, extra, comment, disk, _, attributes, offset = sizes
    after = at + _ENTRY.size + name + extra + comment
    if mark != b"PK\1\2" or after > len(data) or disk:
        _refuse("its directory is cut short or damaged")
    raw = data[at + _ENTRY.size : at + _ENTRY.size + name]
    notes = data[at + _ENTRY.size + name : after - comment]
    called = _name(raw, flags)
    is_folder = called.endswith("/") and not size
    refuse_unsafe(called[:-1] if is_folder else called)
    _refuse_attributes(called, attributes >> 16, is_folder)
    _refuse_notes(called, notes)
    if flags & _ENCRYPTED or method not in (_STORED, _DEFLATED) or needs & 0xFF > 20:
        _refuse(f"{shown(called)} is encrypted or packed in a way we do not read")
    if method == _STORED and packed != size:
        _refuse(f"the sizes of {shown(called)} do not agree")
    _refuse_bomb(shown(called), size, packed)
    member = Member(
        name=called, raw_name=raw, flags=flags, method=method, crc=crc, packed=packed, size=size, offset=offset
    )
    return member, is_folder, after


def _name(raw: bytes, flags: int) -> str:
    """Names are UTF-8 where the packer says so, else code page 437, as the first zips wrote them."""
    try:
        return raw.decode("utf-8" if flags & _UTF8 else "cp437")
    except UnicodeDecodeError:
        raise Broken("unsafe-name", None, "{name} is no name for a file", name=ascii(raw)[:100]) from None


def _refuse_attributes(name: str, mode: int, is_folder: bool) -> None:
    if stat.S_IFMT(mode) not in (0, stat.S_IFDIR if is_folder else stat.S_IFREG):
        raise Broken(
            "link", None, "{name} in the zip is a link or another thing that is no plain file", name=shown(name)
        )


def _refuse_notes(name: str, notes: bytes) -> None:
    """Extra fields may carry a second name (0x7075) or second sizes (0x0001), which some programs prefer."""
    at = 0
    while at + 4 <= len(notes):
        mark, length = struct.unpack_from("<HH", notes, at)
        if mark in (0x0001, 0x7075):
            _refuse(f"{shown(name)} has a second name or size in an extra field")
        at += 4 + length
    if at != len(notes):
        _refuse(f"the extra fields of {shown(name)} are damaged")


def _refuse_bomb(what: str, size: int, packed: int) -> None:
    if size > MIB and size > MOST_RATIO * packed:
        raise Broken(
            "zip-bomb",
            None,
            "{member} would unpack to {size} bytes from {packed}, more than {ratio} to 1",
            member=what,
            size=size,
            packed=packed,
            ratio=MOST_RATIO,
        )


def _refuse_overlap(spans: list[tuple[int, int]]) -> None:
    for (_, end), (start, _) in pairwise(spans):
        if end > start:
            _refuse("two of its members overlap")


def _without_top(members: dict[str, Member]) -> dict[str, Member]:
    """The members under their names in the record: without the one folder that a packer put around them all."""
    tops = {name.partition("/")[0] for name in members if not name.startswith(_PACKER_NOTES)}
    (top, *others) = sorted(tops) or [""]
    if CHECKPOINT in members or others or f"{top}/{CHECKPOINT}" not in members:
        return members
    return {name.removeprefix(f"{top}/"): member for name, member in members.items()}


def _content(file: BinaryIO, member: Member) -> bytes:
    """Steps 3 and 4: the bytes of a member, if they are what was declared."""
    file.seek(member.offset)
    header = file.read(_LOCAL.size)
    if len(header) < _LOCAL.size:
        _refuse(f"{shown(member.name)} is cut short")
    mark, _, flags, method, _, _, crc, packed, size, name, extra = _LOCAL.unpack(header)
    declared = (0, 0, 0) if flags & _LATER else (member.crc, member.packed, member.size)
    same = (mark, flags, method) == (b"PK\3\4", member.flags, member.method) and name == len(member.raw_name)
    if not same or (crc, packed, size) not in (declared, (member.crc, member.packed, member.size)):
        _refuse(f"the header of {shown(member.name)} says something else than the directory")
    if file.read(name) != member.raw_name or len(file.read(extra)) != extra:
        _refuse(f"{shown(member.name)} bears two names")
    return _unpacked(file.read(member.packed), member)


def _unpacked(data: bytes, member: Member) -> bytes:
    if len(data) == member.packed and member.method == _DEFLATED:
        inflater = zlib.decompressobj(-zlib.MAX_WBITS)
        try:
            data = inflater.decompress(data, member.size + 1)
        except zlib.error:
            _refuse(f"{shown(member.name)} is damaged")
        if not inflater.eof or inflater.unused_data:
            _refuse(f"{shown(member.name)} unpacks to another size than it says")
    if len(data) != member.size or zlib.crc32(data) != member.crc:
        _refuse(f"{shown(member.name)} is damaged, or unpacks to another size than it says")
    return data


def _refuse(why: str) -> NoReturn:
    raise Broken("bad-zip", None, "the zip cannot be read: {why}", why=why)
