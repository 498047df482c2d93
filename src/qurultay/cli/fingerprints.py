"""How a fingerprint is read from paper and printed for it."""

import re

from qurultay.cli.refusing import Unusable

_HEX = re.compile(r"[0-9a-f]{64}")


def read_fingerprint(words: str) -> str:
    """The fingerprint somebody typed, with or without its gaps.

    >>> read_fingerprint("9F2C " * 16) == "9f2c" * 16
    True
    """
    digits = "".join(words.split()).lower()
    if _HEX.fullmatch(digits) is None:
        raise Unusable("A founding fingerprint has 64 digits from 0 to f; compare what you typed with the printed one.")
    return digits


def grouped(digits: str) -> list[str]:
    """The fingerprint in four lines of four groups, as it is read aloud and compared.

    >>> grouped("9f2c" * 16)[0]
    '9f2c  9f2c  9f2c  9f2c'
    """
    groups = [digits[at : at + 4] for at in range(0, len(digits), 4)]
    return ["  ".join(groups[at : at + 4]) for at in range(0, len(groups), 4)]
