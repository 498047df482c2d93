"""Which record the demonstration opens, and no other."""

from pathlib import Path
from urllib.parse import urlsplit

TOLUNAY = "tolunay.example"
PASSPHRASE = "tolunay is invented"
"""That of the key files of the gate and the log in the house that `qurultay demo` makes."""


class NotTolunay(RuntimeError):
    """The demonstration was to open something that is not the invented assembly on this machine."""


def refuse_any_but_tolunay(record: Path, origin: str) -> None:
    """Raises `NotTolunay` unless this is the record of Tolunay, reached from this machine alone.

    The first line of a checkpoint names the body whose log it is.
    """
    place = record / "checkpoint"
    named = place.read_text("utf-8").partition("/")[0] if place.is_file() else ""
    if named != TOLUNAY:
        raise NotTolunay(f"the demonstration opens the record of {TOLUNAY} and no other; this is {named or 'none'!a}")
    if urlsplit(origin).hostname != "localhost":
        raise NotTolunay("the demonstration is for this machine alone; take `origin` out of settings.toml")
