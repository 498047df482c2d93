"""Words that belong to an act lie in files that `sha256sum` checks and `rm` withholds."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

import pytest

from qurultay.record.errors import Broken, Unwritten
from qurultay.record.layout import MOST_BYTES, Kind, part_path
from qurultay.record.parts import MOST, Missing, bytes_of, commit, part_bytes, text_of
from qurultay.record.source import Memory

SALT = bytes(range(32))
WORDS = "We ask for an account.\n"
DIGEST = "e56ac2a392b869f3cef168b05513009caaf8c0118c9edb49e5efdd27c6a31a12"
FILE = {part_path(DIGEST): SALT + WORDS.encode()}


def test_the_known_part_has_its_known_name() -> None:
    assert commit(SALT, WORDS.encode()) == DIGEST
    assert part_bytes(SALT, WORDS.encode()) == SALT + WORDS.encode()
    assert text_of(Memory(FILE), DIGEST) == WORDS
    assert bytes_of(Memory(FILE), DIGEST) == WORDS.encode()


def test_sha256sum_checks_a_part(tmp_path: Path, tool: Callable[[str], Path]) -> None:
    (tmp_path / DIGEST).write_bytes(SALT + WORDS.encode())
    said = subprocess.run([tool("sha256sum"), DIGEST], cwd=tmp_path, capture_output=True, text=True, check=True)
    assert said.stdout.split() == [DIGEST, DIGEST]


def test_a_withheld_part_is_missing_and_nothing_else_changes() -> None:
    assert text_of(Memory({}), DIGEST) == Missing(DIGEST)
    assert bytes_of(Memory({}), DIGEST) == Missing(DIGEST)


@pytest.mark.parametrize("at", range(len(SALT + WORDS.encode())))
def test_no_byte_of_a_part_or_its_salt_can_be_changed_unseen(at: int) -> None:
    (path, file), *_ = FILE.items()
    flipped = file[:at] + bytes([file[at] ^ 1]) + file[at + 1 :]
    with pytest.raises(Broken) as refused:
        text_of(Memory({path: flipped}), DIGEST)
    assert refused.value.code == "part-differs"


def test_a_part_that_is_no_text_is_not_shown_as_one() -> None:
    digest = commit(SALT, b"\xff\xfe")
    source = Memory({part_path(digest): SALT + b"\xff\xfe"})
    assert bytes_of(source, digest) == b"\xff\xfe"
    with pytest.raises(Broken) as refused:
        text_of(source, digest)
    assert refused.value.code == "part-words"


def test_a_part_too_short_to_have_a_salt_is_none() -> None:
    digest = sha256(b"short").hexdigest()
    with pytest.raises(Broken):
        bytes_of(Memory({part_path(digest): b"short"}), digest)


@pytest.mark.parametrize("salt", [b"", bytes(31), bytes(33)])
def test_a_salt_is_32_random_bytes(salt: bytes) -> None:
    with pytest.raises(ValueError, match="32 random bytes"):
        commit(salt, b"words")


def test_a_part_has_a_largest_size() -> None:
    assert len(part_bytes(SALT, bytes(MOST))) == MOST_BYTES[Kind.PART]
    with pytest.raises(Unwritten) as refused:
        commit(SALT, bytes(MOST + 1))
    assert refused.value.code == "bad-part"
    with pytest.raises(Broken) as large:
        bytes_of(Memory({part_path(DIGEST): bytes(MOST_BYTES[Kind.PART] + 1)}), DIGEST)
    assert large.value.code == "too-large"


def test_the_name_of_a_part_is_never_a_path() -> None:
    for name in ("../../etc/passwd", DIGEST[:-1], DIGEST.upper()):
        with pytest.raises(Broken):
            bytes_of(Memory(FILE), name)
