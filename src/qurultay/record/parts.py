"""Words, names and files that belong to an act, each in a file of its own that can be withheld.

    part file = salt(32) ‖ bytes        its name = SHA-256 of the whole file

The act holds the hash. `sha256sum FILE` checks a part, `rm FILE` withholds it, and no proof is touched. Without
the salt nobody can guess a withheld name and have the record confirm it: 10^6 candidates take a second
(docs/record.md). So salts come from the system, are never derived from anything, and go with the file.
"""

from dataclasses import dataclass
from hashlib import sha256

from qurultay.record.errors import Absent, Broken, Unwritten
from qurultay.record.layout import MOST_BYTES, Kind, part_path
from qurultay.record.source import Source

SALT = 32
MOST = MOST_BYTES[Kind.PART] - SALT
"""How many bytes of words a part may hold."""


@dataclass(frozen=True, slots=True)
class Missing:
    """The part is not here: withheld, sealed, or lost. The acts say which."""

    digest: str


def part_bytes(salt: bytes, data: bytes) -> bytes:
    """The bytes of a part file. `salt` is drawn from the system's randomness for this part alone.

    Raises `ValueError` for a salt that cannot be one, `Unwritten` (`bad-part`) for too many bytes.
    """
    if len(salt) != SALT:
        raise ValueError(f"a salt is {SALT} random bytes, not {len(salt)}")
    if len(data) > MOST:
        raise Unwritten("bad-part", f"a part has at most {MOST} bytes, this one has {len(data)}; divide it")
    return salt + data


def commit(salt: bytes, data: bytes) -> str:
    """What an act holds of a part: the SHA-256 of its file.

    >>> commit(bytes(range(32)), b"We ask for an account.\\n")[:16]
    'e56ac2a392b869f3'

    Raises as `part_bytes` does.
    """
    return sha256(part_bytes(salt, data)).hexdigest()


def bytes_of(source: Source, digest: str) -> bytes | Missing:
    """What a part says, without its salt.

    Raises `Broken` (`part-differs`) for a file whose SHA-256 is not its name.
    """
    try:
        file = source.read(part_path(digest), MOST_BYTES[Kind.PART])
    except Absent:
        return Missing(digest)
    refuse_other(file, digest)
    return file[SALT:]


def text_of(source: Source, digest: str) -> str | Missing:
    """The words of a part. Raises `Broken`, also for bytes that are no UTF-8 (`part-words`)."""
    data = bytes_of(source, digest)
    if isinstance(data, Missing):
        return data
    try:
        return data.decode()
    except UnicodeDecodeError as bad:
        raise Broken(
            "part-words", None, "{path} is no text: byte {byte} is not UTF-8", path=part_path(digest), byte=bad.start
        ) from None


def refuse_other(file: bytes, digest: str) -> None:
    """Refuses a part file under a name that is not its SHA-256. Raises `Broken` (`part-differs`)."""
    if len(file) < SALT or sha256(file).hexdigest() != digest:
        raise Broken("part-differs", None, "{path} was changed: its SHA-256 is not its name", path=part_path(digest))
