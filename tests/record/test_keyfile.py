"""A key file holds a key under a passphrase, for its owner's eyes alone, and any openssl can open it."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Callable
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, generate_private_key
from cryptography.hazmat.primitives.serialization import BestAvailableEncryption, Encoding, PrivateFormat

from qurultay.record.errors import Unwritten
from qurultay.record.keyfile import create, load, public
from qurultay.record.pkcs8 import sealed
from qurultay.tlog.errors import Refused
from qurultay.tlog.keys import SigningKey, check, vkey

NAME = "tolunay.example/president"
WORDS = "four words are good"
SEED, SALT = bytes([1]) * 32, bytes(range(32))
KEY = SigningKey.from_seed(NAME, SEED)


@cache
def made() -> bytes:
    """The bytes of the key file: what `create` writes, made once because it is slow on purpose."""
    with TemporaryDirectory() as folder:
        create(Path(folder) / "key", NAME, WORDS, SEED, SALT)
        return (Path(folder) / "key").read_bytes()


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """The president's key file."""
    return written(tmp_path / "president.key", made())


def written(path: Path, data: bytes, mode: int = 0o600) -> Path:
    """A key file with these bytes."""
    path.write_bytes(data)
    path.chmod(mode)
    return path


def refused(path: Path, words: str = WORDS) -> str:
    """The sentence in which a key file is refused."""
    with pytest.raises(Unwritten) as found:
        load(path, words)
    assert found.value.code == "bad-key-file"
    assert str(path) in str(found.value)
    return str(found.value)


def test_a_key_comes_back_with_its_name(file: Path) -> None:
    key = load(file, WORDS)
    assert (key.name, key.material) == (NAME, KEY.material)
    check(key.sign(b"text\n"), KEY.material, b"text\n")


def test_one_sees_whose_key_it_is_without_the_passphrase(file: Path) -> None:
    assert public(file) == (NAME, KEY.material)
    assert file.read_text().startswith(f"# qurultay key {vkey(NAME, KEY.material)}\n")


def test_openssl_opens_the_key_with_its_passphrase_alone(file: Path, tool: Callable[[str], Path]) -> None:
    def said(words: str) -> subprocess.CompletedProcess[bytes]:
        command = [tool("openssl"), "pkey", "-in", file, "-passin", "env:WORDS", "-pubout", "-outform", "DER"]
        return subprocess.run(command, env={"WORDS": words}, capture_output=True, check=False)

    assert said(WORDS).stdout[-32:] == KEY.material[1:]
    assert said(WORDS + "!").returncode != 0


def test_openssl_signs_what_our_own_check_accepts(file: Path, tmp_path: Path, tool: Callable[[str], Path]) -> None:
    (tmp_path / "text").write_bytes(b"text\n")
    command = [tool("openssl"), "pkeyutl", "-sign", "-inkey", file, "-passin", "env:WORDS", "-rawin", "-in", "text"]
    signed = subprocess.run(command, cwd=tmp_path, env={"WORDS": WORDS}, capture_output=True, check=True).stdout
    assert signed == KEY.sign(b"text\n").signature


def test_the_key_is_stretched_so_that_guessing_a_passphrase_is_slow(file: Path, tool: Callable[[str], Path]) -> None:
    command = [tool("openssl"), "asn1parse", "-in", file]
    said = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    assert ":scrypt" in said and ":aes-256-cbc" in said
    assert [row.rpartition(":")[2] for row in said.splitlines() if "INTEGER" in row] == ["4000", "08", "08"]


def test_a_wrong_passphrase_is_a_sentence(file: Path) -> None:
    assert "the passphrase is wrong" in refused(file, "four words are bad")
    assert "the passphrase is wrong" in refused(file, "")


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o644, 0o660, 0o666, 0o610, 0o777])
def test_a_key_that_others_can_read_is_refused_before_it_is_opened(tmp_path: Path, mode: int) -> None:
    path = written(tmp_path / "key", made(), mode)
    assert f"mode {mode:03o}" in refused(path) and "chmod 600" in refused(path)
    with pytest.raises(Unwritten):
        public(path)


def test_a_new_key_is_its_owner_s_alone_whatever_the_umask(tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        create(tmp_path / "key", NAME, WORDS, SEED, SALT)
    finally:
        os.umask(before)
    assert (tmp_path / "key").stat().st_mode & 0o777 == 0o600


def test_a_key_is_never_overwritten(file: Path) -> None:
    with pytest.raises(Unwritten) as found:
        create(file, NAME, WORDS, bytes(32), SALT)
    assert "never overwritten" in str(found.value)
    assert file.read_bytes() == made()
    link = file.with_name("link")
    link.symlink_to(file.with_name("elsewhere"))
    with pytest.raises(Unwritten):
        create(link, NAME, WORDS, bytes(32), SALT)
    assert not file.with_name("elsewhere").exists()


def test_a_key_that_could_not_be_written_is_not_left_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(file: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(Unwritten) as found:
        create(tmp_path / "key", NAME, WORDS, SEED, SALT)
    assert found.value.code == "disk-full" and "no key was made" in str(found.value)
    assert not (tmp_path / "key").exists()


def test_a_short_passphrase_makes_no_key(tmp_path: Path) -> None:
    with pytest.raises(Unwritten) as found:
        create(tmp_path / "key", NAME, "short", SEED, SALT)
    assert "passphrase" in str(found.value)
    for name, seed in (("Not A Name", SEED), (NAME, bytes(31))):
        with pytest.raises(Refused):
            create(tmp_path / "key", name, WORDS, seed, SALT)
    with pytest.raises(ValueError, match="initialization vector"):
        create(tmp_path / "key", NAME, WORDS, SEED, b"")
    assert not (tmp_path / "key").exists()


def test_what_is_no_key_file_is_a_sentence(tmp_path: Path) -> None:
    first, rest = made().split(b"\n", 1)
    another = vkey(NAME, SigningKey.from_seed(NAME, bytes(32)).material).encode()
    cases = {
        "empty": (b"", "first line"),
        "no_first_line": (rest, "first line"),
        "a_name_of_nobody": (b"# qurultay key nobody\n" + rest, "first line"),
        "another_s_first_line": (b"# qurultay key " + another + b"\n" + rest, "holds another key"),
        "no_key": (first + b"\nhello\n", "damaged"),
        "cut_short": (made()[:-80], "damaged"),
        "a_letter_changed": (first + b"\n" + rest.replace(b"\nM", b"\nN", 1), "damaged"),
    }
    for name, (data, why) in cases.items():
        assert why in refused(written(tmp_path / name, data)), name
    assert "cannot be read" in refused(tmp_path / "nowhere")
    assert "directory" in refused(tmp_path)
    os.mkfifo(tmp_path / "pipe", 0o600)
    assert "is no file" in refused(tmp_path / "pipe")


def test_a_key_of_another_kind_is_refused(tmp_path: Path) -> None:
    pem = generate_private_key(SECP256R1()).private_bytes(
        Encoding.PEM, PrivateFormat.PKCS8, BestAvailableEncryption(WORDS.encode())
    )
    first = made().split(b"\n", 1)[0]
    assert "another kind" in refused(written(tmp_path / "key", first + b"\n" + pem))


def test_no_salt_makes_the_same_file_twice() -> None:
    assert sealed(SEED, WORDS.encode(), SALT[:16], SALT[16:]) != sealed(SEED, WORDS.encode(), SALT[16:], SALT[:16])
