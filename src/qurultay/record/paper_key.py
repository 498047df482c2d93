"""A key file on paper: its lines with a check behind each, so that a hand that types them in again is told where it slipped.

A disk fails sooner than a drawer burns. What is printed is the sealed file and nothing else: without the passphrase, which
stands on no paper with it, it opens nothing.

    MC4CAQAwBQYDK2VwBCIEIA…   3f9c
"""

import os
import re
from hashlib import sha256

from qurultay.record import keyfile
from qurultay.record.errors import Unwritten

_LINE = re.compile(r"(\S(?:.*\S)?)\s+([0-9a-fA-F]{4})")
MOST_LINES = 64


def checked_lines(data: bytes) -> list[tuple[str, str]]:
    """Each line of a key file with its check: the first four hexadecimal digits of its SHA-256, counted line by line.

    >>> checked_lines(b"# qurultay key x\\n")
    [('# qurultay key x', 'd5fb')]
    """
    return [(line, _check(number, line)) for number, line in enumerate(data.decode("ascii").splitlines(), 1)]


def restore(typed: str, path: str | os.PathLike[str]) -> tuple[str, bytes]:
    """Write the key file that was typed, or read by a camera, from a sheet; its name and public key.

    Lines may stand without their checks, as the QR code gives them. Raises `Unwritten`, naming the line that is not as
    it was printed.
    """
    rows = [row.strip() for row in typed.splitlines() if row.strip()]
    if len(rows) > MOST_LINES:
        raise Unwritten("bad-key-file", f"{len(rows)} lines are more than a key has; type those of one sheet")
    data = "".join(f"{_line(number, row)}\n" for number, row in enumerate(rows, 1)).encode("ascii", "replace")
    return keyfile.keep(path, data)


def _line(number: int, row: str) -> str:
    found = _LINE.fullmatch(row)
    if found is None or (row.startswith("-----") and row.endswith("-----")):
        return row
    if found[2].lower() != _check(number, found[1]):
        raise Unwritten("bad-key-file", f"line {number} is not as it was printed; compare it letter by letter")
    return found[1]


def _check(number: int, line: str) -> str:
    return sha256(f"{number} {line}".encode()).hexdigest()[:4]
