"""What a reader remembers of the records verified before: the newest head of each, and which record stood where.

It is the reader's own, kept beside the reader's settings and never taken from a record: with it the second look
notices a record that has grown shorter, was forked, or was put in the place of another (docs/record.md, steps 3, 4).

    $XDG_STATE_HOME/qurultay/heads/<founding fingerprint>     the newest head, as it was signed
    $XDG_STATE_HOME/qurultay/judges/<founding fingerprint>    by which version of the rules it was judged
    $XDG_STATE_HOME/qurultay/states/<founding fingerprint>    the register after that head, for long records
    $XDG_STATE_HOME/qurultay/places                           place, tab, founding fingerprint

Without XDG_STATE_HOME it is $HOME/.local/state; with neither nothing is remembered, and nothing is written.
"""

import os
import re
from dataclasses import dataclass
from pathlib import Path

from qurultay.record.disk import Disk, Shelf
from qurultay.record.remembering import packed, software, unpacked
from qurultay.record.verify import Remembered, Report
from qurultay.tlog import checkpoint
from qurultay.tlog.checkpoint import Checkpoint
from qurultay.tlog.errors import Refused

_MOST_PLACES = 1 << 20
_MOST_STATE = 1 << 30
LONG = 1024
"""From so many acts on the register itself is kept; a shorter record is read again in a blink."""
_ROW = re.compile(r"([^\t\n]{1,4096})\t([0-9a-f]{64})")


@dataclass(frozen=True)
class Memory:
    """The folder of what was seen; None where there is no place for one."""

    folder: Path | None

    def founding_at(self, place: str) -> str | None:
        """Which record stood in this place when it was verified last."""
        return self._places().get(place)

    def head_of(self, founding: str) -> Checkpoint | None:
        """The newest head of a record that was verified here."""
        data = self._read(f"heads/{founding}", checkpoint.MOST_BYTES)
        try:
            return checkpoint.parse(data)[0] if data else None
        except Refused:
            return None

    def was_judged_alike(self, founding: str) -> bool:
        """Was that head judged by the very rules of this program? Others may have let pass what these refuse."""
        return self._read(f"judges/{founding}", 64) == software().encode()

    def state_of(self, founding: str) -> Remembered | None:
        """The state after the newest head of a long record, to go on from there without reading its acts again."""
        data = self._read(f"states/{founding}", _MOST_STATE)
        return unpacked(data) if data else None

    def keep(self, place: str, report: Report) -> None:
        """Remember a record that was found intact. Raises `OSError`."""
        if self.folder is None:
            return
        shelf = Shelf(self.folder, Disk(), private=True)
        shelf.put(f"heads/{report.founding}", report.note.encode())
        shelf.put(f"judges/{report.founding}", software().encode())
        if report.size > LONG:
            shelf.put(f"states/{report.founding}", packed(report.remembered))
        rows = {**self._places(), place: report.founding}
        lines = "".join(
            f"{where}\t{founding}\n" for where, founding in rows.items() if _ROW.fullmatch(f"{where}\t{founding}")
        )
        if len(lines.encode("utf-8", "surrogateescape")) <= _MOST_PLACES:
            shelf.put("places", lines.encode("utf-8", "surrogateescape"))

    def _places(self) -> dict[str, str]:
        words = self._read("places", _MOST_PLACES).decode("utf-8", "surrogateescape")
        found = [_ROW.fullmatch(row) for row in words.split("\n")]
        return {row[1]: row[2] for row in found if row is not None}

    def _read(self, name: str, most: int) -> bytes:
        if self.folder is None:
            return b""
        try:
            with open(self.folder / name, "rb") as file:
                return file.read(most)
        except OSError:
            return b""


def memory() -> Memory:
    """The memory of whoever runs the program."""
    state, home = os.environ.get("XDG_STATE_HOME", ""), os.environ.get("HOME", "")
    if os.path.isabs(state):
        return Memory(Path(state) / "qurultay")
    return Memory(Path(home) / ".local/state/qurultay") if os.path.isabs(home) else Memory(None)
