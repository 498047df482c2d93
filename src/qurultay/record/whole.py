"""What a person asked to have written: it is there whole, or it is not there.

A draft, a sheet or a house cut short by a full disk would stand in the way of the next try, and could be taken for
the whole one.
"""

import errno
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress


def new_file(path: str | os.PathLike[str], data: bytes, mode: int = 0o666) -> None:
    """Makes a file that was not there, whole and settled, or leaves none.

    Raises `FileExistsError` where there is one already, which stays as it is; else `OSError`.
    """
    file = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, mode)
    try:
        with os.fdopen(file, "wb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(file)
    except BaseException:
        with suppress(OSError):
            os.unlink(path)
        raise


@contextmanager
def new_folder(path: str | os.PathLike[str], mode: int = 0o777) -> Iterator[None]:
    """A folder, new or empty, for work that fills it; where the work fails, what it left there goes again.

    Raises `FileExistsError` for a folder with something in it and for whatever is no folder, and `OSError`.
    """
    was_there = os.path.isdir(path)
    if was_there and os.listdir(path):
        raise FileExistsError(errno.EEXIST, "there are files in it", os.fspath(path))
    if not was_there:
        os.makedirs(path, mode)
    try:
        yield
    except BaseException:
        _empty(path)
        if not was_there:
            os.rmdir(path)
        raise


def _empty(folder: str | os.PathLike[str]) -> None:
    with os.scandir(folder) as found:
        for each in found:
            if each.is_dir(follow_symlinks=False):
                shutil.rmtree(each.path, ignore_errors=True)
            else:
                os.unlink(each.path)
