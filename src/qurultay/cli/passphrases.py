"""The passphrase of a key: from a file, from QURULTAY_PASSPHRASE, or asked without showing it."""

import os
import sys
from getpass import getpass
from pathlib import Path

from qurultay.cli.refusing import Unusable
from qurultay.press.files import read_bounded
from qurultay.press.plain_text import decoded

VARIABLE = "QURULTAY_PASSPHRASE"


def passphrase(of_what: str, file: Path | None = None, *, new: bool = False) -> str:
    """The passphrase; a new one is asked twice. Raises `Unusable` where there is nobody to ask."""
    if file is not None:
        return (
            decoded(read_bounded(file, 4096, "the passphrase file"), "the passphrase file")
            .partition("\n")[0]
            .rstrip("\r")
        )
    if told := os.environ.get(VARIABLE):
        return told
    if not sys.stdin.isatty():
        raise Unusable(f"The passphrase of {of_what} is needed; give --passphrase-file, or set {VARIABLE}.")
    words = getpass(f"Passphrase of {of_what}: ")
    if new and getpass("The same again: ") != words:
        raise Unusable("The two passphrases differ; nothing was made.")
    return words
