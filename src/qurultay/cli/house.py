"""Which house is meant: the one that was named, or the one in which a file or the present folder lies."""

import os
from pathlib import Path

from qurultay.cli.refusing import Unusable
from qurultay.gazette.house import House

PLACE = "QURULTAY_HOUSE"
_MARKS = ("founding.yaml", "record", "keys")

__all__ = ["PLACE", "House", "find_house", "house_around", "is_house"]


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
            raise Unusable(f"{str(told)!r} is no house; begin one there with `qurultay init {told}`.")
        return House(told.resolve())
    for start in (place, Path.cwd()):
        if start is not None:
            here = start.resolve()
            for folder in (here, *here.parents):
                if is_house(folder):
                    return House(folder)
    return None
