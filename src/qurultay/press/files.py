"""Which bytes may a draft bring along? Only regular files of bounded size, beside it or below it.

A draft may come from a stranger, and what it names ends up in public for ever. A path such as
`../keys/president` or a link to it would publish a secret; so a name that leaves the draft's own
folder is refused, whichever way it leaves.
"""

import os
import stat
from pathlib import Path

from qurultay.press.refusal import Refusal, shown
from qurultay.record.whole import new_file
from qurultay.tlog.sentence import Sentence

MOST_BESIDE = 64 * 1024 * 1024
"""The largest file a draft may bring along, in bytes."""


def read_bounded(path: Path, most: int, where: str) -> bytes:
    """The bytes of a regular file that holds no more than `most`; its size is asked before a byte is read.

    Raises `Refusal` for a folder, a device, a pipe, a file that cannot be opened or is too large.
    """
    where = where or shown(str(path))  # the folder one stands in has no name of its own
    try:
        handle = os.open(path, os.O_RDONLY | os.O_CLOEXEC | os.O_NONBLOCK)
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else "its name is not a file's name"
        raise Refusal(
            where,
            Sentence("the file cannot be opened ({reason})", reason=reason),
            "check its name and that you may read it",
        ) from None
    try:
        held = os.fstat(handle)
        if not stat.S_ISREG(held.st_mode):
            raise Refusal(where, "this is not a file of words but a folder or a device", "name a plain file")
        data = b"" if held.st_size > most else _read(handle, most + 1)
    finally:
        os.close(handle)
    if held.st_size > most or len(data) > most:
        raise Refusal(where, Sentence("the file has more than {most}", most=_size(most)), "shorten it or divide it")
    return data


def _read(handle: int, most: int) -> bytes:
    """At most that many bytes, however large the file has grown meanwhile."""
    with open(handle, "rb", closefd=False) as file:
        return file.read(most)


def _size(most: int) -> str:
    return f"{most // 1024**2} MB" if most % 1024**2 == 0 else f"{most // 1024} kB"


def read_beside(draft: Path, name: str, where: str) -> bytes:
    """The bytes of the file that a draft names, which stands beside the draft or below it.

    Raises `Refusal` for an absolute name, one that climbs with `..`, and a link that leads elsewhere.
    """
    wanted = name.split("/")
    if not name or "\\" in name or "\0" in name or any(step in ("", ".", "..") for step in wanted):
        what = Sentence("the file {name} is not named by a plain path below the draft", name=shown(name))
        raise Refusal(where, what, "copy the file beside the draft and write its bare name")
    folder = draft.resolve().parent
    found = (folder / name).resolve()
    if not found.is_relative_to(folder):
        what = Sentence("the file {name} is a link that leads out of the draft's folder", name=shown(name))
        raise Refusal(where, what, "copy the file itself beside the draft")
    return read_bounded(found, MOST_BESIDE, f"{where}: {shown(name)}")


def place_beside(source: Path, draft: Path) -> str:
    """Bring a source document beside its draft, and say the name the draft should use for it.

    A file that already stands there with other contents is never overwritten: `Refusal`.
    """
    folder, found = draft.resolve().parent, source.resolve()
    if found.is_relative_to(folder):
        return found.relative_to(folder).as_posix()
    if not folder.is_dir():
        missing = Sentence("there is no folder {folder}", folder=shown(str(draft.parent), 300))
        raise Refusal(draft.name, missing, "make it, or write the draft elsewhere")
    data, beside = read_bounded(found, MOST_BESIDE, source.name), folder / source.name
    try:
        new_file(beside, data)
    except FileExistsError:
        if beside.is_symlink() or read_bounded(beside, MOST_BESIDE, beside.name) != data:
            what = Sentence("another file of this name stands beside the draft")
            raise Refusal(beside.name, what, "rename one of them, or write the draft elsewhere") from None
    return source.name
