"""The public site of this house: made anew from the record, and behind as long as it shows an earlier head."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256

from qurultay.portal.build import build
from qurultay.record.disk import Disk, Shelf
from qurultay.record.folder import Folder
from qurultay.secretariat.frame.house import house


def rebuild() -> None:
    """Makes the public site anew from the record as it stands. Two at once wait for each other."""
    place = house()
    with _alone("site.lock"), Folder(place.record) as source:
        head = _head()
        build(source, place.site, memory=place.site.parent / ".site-built.json")
        Shelf(place.secretariat, Disk(), private=True).put("site.built", head)


def site_is_behind() -> bool:
    """Is the site that of an earlier head than the record's?"""
    try:
        return (house().secretariat / "site.built").read_bytes() != _head()
    except FileNotFoundError:
        return True


def _head() -> bytes:
    return sha256((house().record / "checkpoint").read_bytes()).hexdigest().encode()


@contextmanager
def _alone(name: str) -> Iterator[None]:
    place = house().secretariat
    place.mkdir(mode=0o700, parents=True, exist_ok=True)
    file = os.open(place / name, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield
    finally:
        os.close(file)
