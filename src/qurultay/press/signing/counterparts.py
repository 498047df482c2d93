"""A letter to many addressees: the act names a list with the SHA-256 of every counterpart, and nobody's name."""

import re

COUNTERPARTS = "table.csv"
"""The part that holds the list: lines of a counterpart's number and its SHA-256."""


def counterparts_in(data: object) -> frozenset[str]:
    """The SHA-256 of each counterpart in a list of them.

    >>> len(counterparts_in(b"counterpart,sha256\\n1," + b"ab" * 32 + b"\\n"))
    1
    """
    found = re.findall(rb"^\d{1,6},([0-9a-f]{64})\r?$", data, re.MULTILINE) if isinstance(data, bytes) else []
    return frozenset(each.decode() for each in found)
