"""A house: the folder in which a secretary works.

record/            the public record: plain files, nothing else
desk/              drafts that wait for signatures, or for their hold to run out
keys/              the gate's and the log's key, each under its passphrase
home/              the highest head the log's key has signed, and the writer's lock; it stays beside the keys
site/              the public site, made anew from the record whenever it is built
founding.yaml      the draft of the founding
facts.yaml         what the press should know about this body: names, terms, events; if it is there
witnesses          whom `publish` asks to see each new head, as a C2SP policy with addresses; if it is there
"""

import os
from dataclasses import dataclass
from pathlib import Path

from qurultay.cli.refusing import Unusable

PLACE = "QURULTAY_HOUSE"
_MARKS = ("founding.yaml", "record", "keys")


@dataclass(frozen=True)
class House:
    """The folders and files of a house."""

    folder: Path

    @property
    def record(self) -> Path:
        """The public record."""
        return self.folder / "record"

    @property
    def desk(self) -> Path:
        """Where drafts wait."""
        return self.folder / "desk"

    @property
    def keys(self) -> Path:
        """The keys of the gate and the log."""
        return self.folder / "keys"

    @property
    def home(self) -> Path:
        """What is kept beside the log's key."""
        return self.folder / "home"

    @property
    def site(self) -> Path:
        """The public site."""
        return self.folder / "site"

    @property
    def founding(self) -> Path:
        """The draft of the founding."""
        return self.folder / "founding.yaml"

    @property
    def witnesses(self) -> Path:
        """Whom to ask about each new head."""
        return self.folder / "witnesses"

    @property
    def founded(self) -> bool:
        """Is there a record yet?"""
        return (self.record / "checkpoint").exists()


def is_house(folder: Path) -> bool:
    """Is this the folder of a house?"""
    return all((folder / mark).exists() for mark in _MARKS[2:]) and any((folder / mark).exists() for mark in _MARKS[:2])


def house_around(place: Path | None = None, named: Path | None = None) -> House:
    """The house that was named, or that QURULTAY_HOUSE names, or in which a file or the present folder lies.

    Raises `Unusable` where there is none.
    """
    found = find_house(place, named)
    if found is None:
        raise Unusable("There is no house here; name its folder with --house, or begin one with `qurultay init`.")
    return found


def find_house(place: Path | None = None, named: Path | None = None) -> House | None:
    """The same, or None. Raises `Unusable` for a folder that was named and is none."""
    told = named or (Path(os.environ[PLACE]) if os.environ.get(PLACE) else None)
    if told is not None:
        if not is_house(told):
            raise Unusable(f"{str(told)!a} is no house; begin one there with `qurultay init {told}`.")
        return House(told.resolve())
    for start in (place, Path.cwd()):
        if start is not None:
            here = start.resolve()
            for folder in (here, *here.parents):
                if is_house(folder):
                    return House(folder)
    return None
