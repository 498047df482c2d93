"""The file of an election: records one after the other, as an old-style tar without an end mark (specification 4.4).

    record = header(512) ‖ data ‖ zeros up to a multiple of 512
    header = name(100) mode(8) uid(8) gid(8) size(12) mtime(12) checksum(8) type(1) zeros

The first record is `BELENIOS` with the version and the time of the beginning, which is the mtime of every record. The
others are named by the SHA-256 of their data. belenios-tool compares an archive byte for byte with one it would write,
so nothing here may differ, and nothing may follow the last record.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from os import SEEK_END
from typing import BinaryIO

from qurultay.ballots import canonical
from qurultay.ballots.canonical import MOST_BYTES, decimal, fields, small
from qurultay.ballots.errors import Refused, within

BLOCK = 512
MOST_EVENT = 512
HEADER = "BELENIOS"
_NAME = re.compile(r"[0-9a-f]{64}\.(?:data|event)\.json")
_MOST_TIME = 8**11
_OLD = (
    "this is an election in the shape of Belenios before 1.15 (separate files, ballots.jsons), which is not read here"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """One record: where it begins in the file, the SHA-256 that names it, and what it holds."""

    at: int
    digest: str
    is_event: bool
    data: bytes

    @property
    def end(self) -> int:
        """Where the next record begins."""
        return self.at + BLOCK + padded(len(self.data))


def padded(size: int) -> int:
    """The size of data with the zeros after it."""
    return -(-size // BLOCK) * BLOCK


def packed(name: str, data: bytes, timestamp: int) -> bytes:
    """A record as it stands in the file."""
    return _header(name, len(data), timestamp) + data.ljust(padded(len(data)), b"\0")


def packed_header(timestamp: int) -> bytes:
    """The first record of an archive that begins at that second."""
    if not 0 <= timestamp < _MOST_TIME:
        raise Refused("archive-header", f"the second {timestamp} since 1970 does not fit into a tar header")
    return packed(HEADER, canonical.encode({"version": 1, "timestamp": str(timestamp)}), timestamp)


def packed_data(data: bytes, timestamp: int) -> bytes:
    """A record of data."""
    return packed(f"{sha256(data).hexdigest()}.data.json", data, timestamp)


def packed_event(data: bytes, timestamp: int) -> bytes:
    """A record of an event."""
    return packed(f"{sha256(data).hexdigest()}.event.json", data, timestamp)


class Records:
    """The records of a file, one at a time, so that memory does not grow with the number of ballots.

    `first` is the end of the header, `size` that of the file.
    """

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self.size = file.seek(0, SEEK_END)
        self.timestamp, self.first = self._read_header()

    def __iter__(self) -> Iterator[Record]:
        """From after the header to the end of the file.

        Raises `Refused` (`archive-form`, `archive-cut`, `record-size`, `record-name`), saying at which byte.
        """
        at = self.first
        while at < self.size:
            record = self.read(at)
            yield record
            at = record.end

    def read(self, at: int) -> Record:
        """The record that begins there. Raises as reading them in order does."""
        with within(f"byte {at}"):
            name, data = self._record(at)
            if not _NAME.fullmatch(name):
                raise Refused("record-name", f"a record is called {name[:40]!a}, which is no name of data or an event")
            digest, is_event = name[:64], name[65:70] == "event"
            if sha256(data).hexdigest() != digest:
                raise Refused("record-name", f"the record {digest[:16]}… is not the SHA-256 of what it holds")
        return Record(at=at, digest=digest, is_event=is_event, data=data)

    def _read_header(self) -> tuple[int, int]:
        with within("header"):
            self._file.seek(0)
            name, size = self._name_and_size(self._file.read(BLOCK))
            if name != HEADER or size > 100:
                raise Refused("archive-form", f"the first record is not {HEADER}; this is no election archive")
            data = self._file.read(padded(size))
            if len(data) < padded(size):
                raise Refused("archive-cut", "the file ends within its first record")
            found = fields(canonical.decode(data[:size]), ("version", "timestamp"))
            if small(found["version"]) != 1:
                raise Refused("archive-header", f"the archive has version {found['version']}; this software reads 1")
            timestamp = int(decimal(found["timestamp"], _MOST_TIME))
            self._file.seek(0)
            if self._file.read(BLOCK + len(data)) != packed_header(timestamp):
                raise Refused("archive-form", "the header is not written as Belenios writes it")
        return timestamp, BLOCK + len(data)

    def _record(self, at: int) -> tuple[str, bytes]:
        self._file.seek(at)
        header = self._file.read(BLOCK)
        name, size = self._name_and_size(header)
        if header != _header(name, size, self.timestamp):
            raise Refused("archive-form", "the header of the record is not written as Belenios writes it")
        if size > (MOST_EVENT if name.endswith(".event.json") else MOST_BYTES):
            raise Refused("record-size", f"the record says it has {size} bytes, more than any of its kind needs")
        if at + BLOCK + padded(size) > self.size:
            raise Refused("archive-cut", "the file ends within this record; it was cut off, or is still being written")
        data = self._file.read(padded(size))
        if data[size:].strip(b"\0"):
            raise Refused("archive-form", "something is written where the record is filled up with zeros")
        return name, data[:size]

    @staticmethod
    def _name_and_size(header: bytes) -> tuple[str, int]:
        if header[:1] in (b"{", b"["):
            raise Refused("old-format", _OLD)
        if len(header) < BLOCK:
            raise Refused("archive-cut", "the file ends within the header of a record")
        try:
            return header[:100].rstrip(b"\0").decode("ascii"), int(header[124:135].decode("ascii"), 8)
        except ValueError:
            raise Refused("archive-form", "here stands no header of a record") from None


def _header(name: str, size: int, timestamp: int) -> bytes:
    """The header, its checksum being the sum of its bytes with eight spaces in the place of the checksum."""
    before = name.encode().ljust(100, b"\0") + b"0000644\0" + b"0000000\0" * 2 + b"%011o\0%011o\0" % (size, timestamp)
    return (before + b"%06o\0 0" % (sum(before) + 8 * 32 + 48)).ljust(BLOCK, b"\0")
