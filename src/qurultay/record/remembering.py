"""What a reader keeps of a verified record, so that the next time only new acts need judging.

The file belongs to the reader, lies beside the reader's settings and is never taken from a record. It
speaks for one head: origin, size and root. Before it is used, the tree of the record being verified is
computed anew, and its root at that size must be the remembered one. It holds plain values of our own
kinds and nothing else may come out of it; a file that is older than the software, or damaged, is simply
not used.
"""

import io
import pickle
from collections.abc import Callable
from dataclasses import fields, is_dataclass
from functools import cache
from hashlib import blake2b
from pathlib import Path
from typing import Any

from qurultay.record import cycles
from qurultay.record.verify import Remembered

_PLAIN = {("datetime", "date"), ("collections", "OrderedDict")}
_OURS = {
    ("qurultay.record.verify", "Remembered"),
    ("qurultay.record.judging", "Judge"),
    ("qurultay.record.judging", "KeyPool"),
    ("qurultay.tlog.checkpoint", "Checkpoint"),
    ("qurultay.tlog.tree", "Frontier"),
}


@cache
def software() -> str:
    """A digest of every source that decides whether a record is intact and its acts authorised."""
    found = blake2b(digest_size=16)
    for floor in ("tlog", "assembly", "acts", "record"):
        for path in sorted((Path(__file__).parents[1] / floor).glob("*.py")):
            found.update(path.name.encode() + b"\0" + path.read_bytes())
    return found.hexdigest()


@cache
def _form() -> bytes:
    """The first line: it names the very sources that made the file, so that another version never reads it."""
    return f"qurultay register {software()}\n".encode()


class _Writer(pickle.Pickler):
    """Has our frozen values made again by `made_again`, in half the time that pickle's own way takes with them."""

    def reducer_override(self, value: Any) -> Any:
        if not is_dataclass(value) or isinstance(value, type) or not hasattr(type(value), "__slots__"):
            return NotImplemented
        return made_again, (type(value), *[getattr(value, field.name) for field in fields(value)])


def made_again(cls: type, *values: Any) -> Any:
    """A frozen value from what its fields held; it was made and looked at before it was kept."""
    made: Any = object.__new__(cls)
    for put, value in zip(_puts(cls), values, strict=True):
        put(made, value)
    return made


@cache
def _puts(cls: type) -> tuple[Callable[[Any, Any], None], ...]:
    """What sets the fields of a class that keeps them in slots."""
    if not is_dataclass(cls) or "__slots__" not in vars(cls):
        raise pickle.UnpicklingError(f"{cls.__name__} has no slots to fill")
    return tuple(getattr(cls, field.name).__set__ for field in fields(cls))


class _Reader(pickle.Unpickler):
    """Builds the values of acts and the few of ours that hold them, and refuses everything else."""

    def find_class(self, module: str, name: str) -> Any:
        if (module, name) == (__name__, made_again.__name__):
            return made_again
        ours = module.startswith("qurultay.acts.") or (module, name) in _OURS
        found = super().find_class(module, name) if (ours and "." not in name) or (module, name) in _PLAIN else None
        plain = (module, name) in _PLAIN or (isinstance(found, type) and found.__module__ == module)
        if not plain:  # among names of ours are some that come from elsewhere, such as paths and pools of workers
            raise pickle.UnpicklingError(f"{module}.{name} has no place here")
        return found


def packed(remembered: Remembered) -> bytes:
    """The bytes to keep."""
    kept = io.BytesIO()
    kept.write(_form())
    _Writer(kept, 5).dump(remembered)
    return kept.getvalue()


def unpacked(data: bytes) -> Remembered | None:
    """What was kept, or None where it cannot be used by this version."""
    if not data.startswith(_form()):
        return None
    try:
        with cycles.none_sought():
            found = _Reader(io.BytesIO(data[len(_form()) :])).load()
    except Exception:  # a damaged file can fail in any way; it is then as if there were none
        return None
    return found if isinstance(found, Remembered) else None
