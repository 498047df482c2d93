"""How far a publication is: written down for every process of the secretariat, and told from one that was cut off."""

import json
import os
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field

from qurultay.gazette.objections import Objected
from qurultay.portal.reasons import obstacle, reason
from qurultay.portal.values import Named, Saying
from qurultay.record.disk import Disk, Shelf
from qurultay.record.errors import Broken, Unwritten
from qurultay.secretariat.frame.house import house
from qurultay.tlog.errors import Refused


@dataclass(kw_only=True)
class Progress:
    """How far a publication is: entering, witnesses, site, done.

    `faults` are sentences of the gate, in English; `reasons` are for each the key under which a page says it in general.
    """

    step: str = "entering"
    since: int = 0
    pid: int = 0
    entered: list[int] = field(default_factory=list)
    seen: int = 0
    asked: int = 0
    faults: list[str] = field(default_factory=list)
    reasons: list[str] = field(default_factory=list)

    def note(self, bad: Exception) -> None:
        """What went wrong stands among the faults from now on."""
        for saying, sentence in _told(bad):
            self.faults.append(sentence)
            self.reasons.append(saying.key if saying is not None else "")


def how_far() -> Progress | None:
    """How far the last publication is, or that it was cut off; None before the first."""
    try:
        said = Progress(**json.loads((house().secretariat / "publishing.json").read_bytes()))
    except (FileNotFoundError, ValueError, TypeError):
        return None
    if said.step in ("entering", "witnesses", "site") and not _lives(said.pid):
        said.step = "cut-off"
    return said


def write_progress(said: Progress) -> None:
    """Writes down how far it is, for every process of the secretariat."""
    Shelf(house().secretariat, Disk(), private=True).put("publishing.json", json.dumps(asdict(said)).encode())


def fail(bad: Exception, now: int) -> None:
    """Writes down what a publication died of."""
    failed = Progress(step="failed", since=now)
    failed.note(bad)
    write_progress(failed)


def _told(bad: Exception) -> Iterator[tuple[Saying | None, str]]:
    match bad:
        case Objected(objections=objections):
            for each in objections:
                yield reason(each.code, "", Named), f"{each.sentence} ({each.code})"
        case Unwritten(code=code):
            yield obstacle(code), str(bad)
        case Broken(code=code) | Refused(code=code):
            yield reason(code, "", Named), str(bad)
        case _:
            yield None, str(bad) or type(bad).__name__


def _lives(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except (ProcessLookupError, OverflowError):
        return False
    except PermissionError:
        return True
    return pid > 0
