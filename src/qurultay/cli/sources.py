"""From where a record is read: a folder, a zip, or a web address, which is mirrored into a folder first."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from qurultay.cli import screen
from qurultay.cli.refusing import Unusable
from qurultay.record.source import Source, open_source


@dataclass(frozen=True)
class Copy:
    """A copy of a record, and the place by which it is remembered."""

    source: Source
    place: str


@contextmanager
def opened(where: str, keep: Path | None = None) -> Iterator[Copy]:
    """The copy in that folder, zip or address. `keep` is the folder into which an address is mirrored for good.

    Raises `Unusable` where there is nothing, `Broken` for what no record has.
    """
    if is_address(where):
        # Loaded only now: a copy on this machine is verified by a program that has no means to reach another.
        from qurultay.cli.mirror import mirror
        from qurultay.cli.remote import Remote

        with _folder(keep) as folder:
            with screen.progress("mirroring") as moved:
                mirror(Remote(where), folder, moved)
            with open_source(folder) as source:
                yield Copy(source, where)
        return
    if not os.path.lexists(where):
        raise Unusable(f"There is neither a folder nor a zip {where!r}; write where the record is.")
    with open_source(where) as source:
        yield Copy(source, os.path.realpath(where))


def is_address(words: str) -> bool:
    """Is this the address of a record rather than a file's name?

    >>> is_address("https://tolunay.example/record"), is_address("record.zip")
    (True, False)
    """
    return words.lower().startswith(("http://", "https://"))


@contextmanager
def _folder(keep: Path | None) -> Iterator[Path]:
    if keep is not None:
        yield keep
        return
    with TemporaryDirectory(prefix="qurultay-") as folder:
        yield Path(folder)
