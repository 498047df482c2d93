"""How the command says no: the sentence of whoever refused, or that the fault is ours and how to tell us.

Nobody who runs an assembly at night should meet a traceback. `QURULTAY_TRACEBACK=1` shows it to whoever mends us.
"""

import errno
from pathlib import Path
from traceback import extract_tb

from typer import Abort, Exit

from qurultay.cli import own_language, screen
from qurultay.gazette.objections import Objected
from qurultay.press.refusal import Unready
from qurultay.record.errors import Broken, Unwritten
from qurultay.tlog.errors import Refused


class Unusable(ValueError):
    """What was asked for cannot be done as it was asked; the sentence says why, and what to do instead."""


def refuse_taken(folder: Path) -> None:
    """Raise `Unusable` where a new folder is wanted and something is there already."""
    if folder.is_dir() and any(folder.iterdir()):
        raise Unusable(f"{str(folder)!r} is there already and not empty; name a new folder.")
    if folder.exists() and not folder.is_dir():
        raise Unusable(f"{str(folder)!r} is a file; name a new folder.")


def pass_through(error: Exception) -> None:
    """Raise again what is no refusal of ours: an exit, wrong use, a reader who has closed the pipe."""
    if isinstance(error, Exit | Abort | BrokenPipeError) or type(error).__module__.startswith("typer."):
        raise error


def say_why(error: Exception) -> None:
    """Every objection on a line of its own, a refusal as its sentence, and a fault of ours as what it is."""
    match error:
        case Objected(objections=objections):
            for objection in objections:
                english = f"{objection.sentence} ({objection.code})"
                own_language.warn(own_language.told(objection.code, objection.sentence), english)
        case Unready(faults=faults):
            for fault in faults:
                own_language.warn(own_language.told(fault.code, fault.sentence), str(fault))
        case Broken():
            own_language.warn(own_language.told(error.code, error.sentence), f"{error} ({error.code})")
        case Refused():
            own_language.warn(own_language.told(error.code, error.sentence), str(error))
        case Unwritten():
            own_language.warn(own_language.told_obstacle(error), str(error))
        case Unusable():
            screen.warn(str(error))
        case OSError() if error.errno in (errno.ENOSPC, errno.EDQUOT):
            screen.warn("The disk is full; make room and run the same again.")
        case OSError() if error.errno in _OF_THE_SYSTEM:
            screen.warn(f"{error.filename or 'a file'!r} cannot be used: {error.strerror}.")
        case _:
            screen.warn(_fault_of_ours(error))


_OF_THE_SYSTEM = frozenset(
    (
        errno.ENOENT, errno.EACCES, errno.EPERM, errno.EISDIR, errno.ENOTDIR, errno.EROFS, errno.EEXIST,
        errno.ELOOP, errno.ENAMETOOLONG, errno.EADDRINUSE, errno.EADDRNOTAVAIL,
    )
)  # fmt: skip


def _fault_of_ours(error: Exception) -> str:
    frames = extract_tb(error.__traceback__)
    ours = [frame for frame in frames if "qurultay" in Path(frame.filename).parts] or list(frames)
    where = f"{Path(ours[-1].filename).name}, line {ours[-1].lineno}" if ours else "an unknown place"
    return (
        f"This is a fault in qurultay itself ({type(error).__name__} in {where}); nothing more was done. "
        "Run the same again with QURULTAY_TRACEBACK=1 and send what it prints to whoever gave you this program."
    )
