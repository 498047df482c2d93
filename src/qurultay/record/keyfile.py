"""Key files: an Ed25519 key under a passphrase, with the name it signs under (docs/record.md).

    # qurultay key tolunay.example/president+5f6a3603+AYqI4910CfGV/VLbLTy6XXLKZwm/HZQSG/N0iAG0D29c
    -----BEGIN ENCRYPTED PRIVATE KEY-----

The first line is the public half, so that one can see whose key it is without the passphrase; `openssl pkey` reads
the rest. A key file is for its owner's eyes alone, and the software refuses one that others could read.
"""

import os
import re
import stat
from base64 import encodebytes

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import load_pem_private_key

from qurultay.record import pkcs8
from qurultay.record.disk import in_words
from qurultay.record.errors import Unwritten
from qurultay.record.whole import new_file
from qurultay.tlog.errors import Refused
from qurultay.tlog.keys import SigningKey, parse_vkey, vkey

SALT = pkcs8.SALT + pkcs8.IV
LEAST_PASSPHRASE = 10
"""Characters. Against one who has the file, only the passphrase protects the key."""
_MOST_BYTES = 16 * 1024
_FIRST_LINE = re.compile(rb"# qurultay key ([!-~]{1,512})\n")


def create(path: str | os.PathLike[str], name: str, passphrase: str, seed: bytes, salt: bytes) -> SigningKey:
    """Writes a new key file that only its owner can read, and hands back the key.

    `seed` and `salt` are 32 random bytes each, drawn for this key. Raises `Unwritten` where there is a file already
    or it cannot be written, and `Refused` for a name or seed that cannot be one.
    """
    key = SigningKey.from_seed(name, seed)
    if len(passphrase) < LEAST_PASSPHRASE:
        raise Unwritten(
            "bad-key-file", f"use a passphrase of at least {LEAST_PASSPHRASE} characters; four words are good"
        )
    body = pkcs8.sealed(seed, passphrase.encode(), salt[: pkcs8.SALT], salt[pkcs8.SALT :])
    _write_exclusively(os.path.abspath(path), _first_line(key) + _pem(body))
    return key


def keep(path: str | os.PathLike[str], data: bytes) -> tuple[str, bytes]:
    """Writes a key file that somebody brings back from paper, sealed as it was; its name and public key.

    Raises `Unwritten` where it is none, or there is a file already.
    """
    found = _whose(path, data)
    if not data.endswith(b"-----END ENCRYPTED PRIVATE KEY-----\n") or data.count(b"\n") < 4:
        raise _bad(
            path, "would lack its sealed key; type every line of the sheet, to the one that begins with -----END"
        )
    _write_exclusively(os.path.abspath(path), data)
    return found


def sealed(path: str | os.PathLike[str]) -> bytes:
    """The bytes of a key file as they lie on the disk, still sealed, for its owner's own paper. Raises `Unwritten`."""
    data = _read_privately(path)
    _whose(path, data)
    return data


def load(path: str | os.PathLike[str], passphrase: str) -> SigningKey:
    """The key in a key file. Raises `Unwritten` (`bad-key-file`), saying what is wrong and how to mend it."""
    data = _read_privately(path)
    name, _ = _whose(path, data)
    try:
        private = load_pem_private_key(data.partition(b"\n")[2], passphrase.encode())
    except (ValueError, TypeError):
        raise _bad(path, "does not open: the passphrase is wrong, or the file is damaged") from None
    if not isinstance(private, Ed25519PrivateKey):
        raise _bad(path, "holds a key of another kind than Ed25519")
    key = SigningKey(name, private)
    if not data.startswith(_first_line(key)):
        raise _bad(path, f"says in its first line that it is {name}'s, but holds another key")
    return key


def public(path: str | os.PathLike[str]) -> tuple[str, bytes]:
    """The name and the public key (type ‖ key) in a key file, for which no passphrase is needed. Raises `Unwritten`."""
    return _whose(path, _read_privately(path))


def _whose(path: str | os.PathLike[str], data: bytes) -> tuple[str, bytes]:
    found = _FIRST_LINE.match(data)
    try:
        return parse_vkey(found[1].decode() if found else "")
    except Refused:
        raise _bad(
            path, "does not say in its first line whose key it is: `# qurultay key` and a verifier key"
        ) from None


def _first_line(key: SigningKey) -> bytes:
    return f"# qurultay key {vkey(key.name, key.material)}\n".encode()


def _pem(body: bytes) -> bytes:
    rows = encodebytes(body).replace(b"\n", b"")
    lines = b"".join(rows[at : at + 64] + b"\n" for at in range(0, len(rows), 64))
    return b"-----BEGIN ENCRYPTED PRIVATE KEY-----\n" + lines + b"-----END ENCRYPTED PRIVATE KEY-----\n"


def _write_exclusively(path: str, data: bytes) -> None:
    """A key that exists is never overwritten, and no moment passes in which others could read the new one."""
    with in_words("no key was made"):
        try:
            new_file(path, data, 0o600)
        except FileExistsError:
            raise _bad(path, "is there already, and a key is never overwritten; choose another name") from None
        _settle(os.path.dirname(path))


def _settle(folder: str) -> None:
    file = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        os.fsync(file)
    finally:
        os.close(file)


def _read_privately(path: str | os.PathLike[str]) -> bytes:
    try:
        with open(os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC), "rb") as file:
            found = os.fstat(file.fileno())
            if not stat.S_ISREG(found.st_mode):
                raise _bad(path, "is no file")
            if found.st_mode & 0o077:
                raise _bad(path, f"can be read by others (mode {found.st_mode & 0o777:03o}); `chmod 600` it first")
            return file.read(_MOST_BYTES)
    except OSError as error:
        raise _bad(path, f"cannot be read: {error.strerror}") from None


def _bad(path: str | os.PathLike[str], what: str) -> Unwritten:
    return Unwritten("bad-key-file", f"the key file {os.fspath(path)} {what}")
