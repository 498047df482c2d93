"""The strong proofs of an election, in a file of their own beside its archive: `UUID.strong.jsons`, one on every line.

Belenios' archive has no room for them. A line is written before the event it belongs to, so no part stands in the archive
whose proof was lost; a line whose part never came says nothing. What a power failure left of a last line is cut off.
"""

import os
from pathlib import Path

from qurultay.ballots.canonical import MOST_BYTES
from qurultay.ballots.errors import Refused

SUFFIX = ".strong.jsons"
MOST_SIZE = MOST_BYTES


def path_beside(archive: Path) -> Path:
    """Where the strong proofs of an archive stand.

    >>> path_beside(Path("election/m3t8w1pz.bel")).name
    'm3t8w1pz.strong.jsons'
    """
    return archive.with_suffix(SUFFIX)


def lines_beside(archive: Path) -> list[bytes]:
    """The lines that stand there; none where there is no file. Raises `Refused` (`record-size`) and `OSError`."""
    path = path_beside(archive)
    if not path.exists():
        return []
    if path.stat().st_size > MOST_SIZE:
        raise Refused("record-size", f"{path.name} is larger than the proofs of any election")
    whole, _, _ = path.read_bytes().rpartition(b"\n")
    return whole.split(b"\n") if whole else []


def add_beside(archive: Path, line: bytes) -> None:
    """Adds a line, and returns once it is on the disk. Raises `OSError`."""
    known = lines_beside(archive)
    with path_beside(archive).open("ab") as file:
        file.truncate(sum(len(one) + 1 for one in known))
        file.write(line + b"\n")
        file.flush()
        os.fsync(file.fileno())
