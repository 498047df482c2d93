"""What the last build remembers: which questions each page asked, and the marks of the answers.

It stands outside the published folder and is nobody's truth: without it, or with another version of this
software, everything is made anew and comes out the same.
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date
from hashlib import blake2b
from importlib.resources import files
from pathlib import Path
from typing import Any, cast

from qurultay.portal.reading import Asked, Reading

FORM = 2


@dataclass
class Memory:
    """The questions of all pages, each with the mark of its answer, and which of them each page asked."""

    marks: dict[Asked, str] = field(default_factory=dict)
    pages: dict[str, list[int]] = field(default_factory=dict)
    fingerprints: dict[str, str] = field(default_factory=dict)
    searched: dict[str, Any] = field(default_factory=dict)


class Comparison:
    """The memory of the last build held against the record as it is now, and the memory that comes of it.

    Every remembered question is put once more, by its mark alone. A page stands where none of the
    questions it asked has another mark. Questions keep their places, so what a page asked is kept as it is.
    """

    def __init__(self, reading: Reading, before: Memory) -> None:
        self._reading = reading
        self.before = before
        marks = {question: self._mark(question) for question in before.marks}
        fresh = enumerate(zip(marks.values(), before.marks.values(), strict=True))
        self._changed = frozenset(place for place, (now, then) in fresh if now != then)
        self._place = {question: place for place, question in enumerate(marks)}
        self.now = Memory(marks=marks, fingerprints=reading.fingerprints)

    def stands(self, page: str) -> bool:
        """Was this page made before, and are the answers it was made from the same?"""
        places = self.before.pages.get(page)
        return places is not None and self._changed.isdisjoint(places)

    def keep(self, page: str) -> None:
        """Remember a page as it was remembered before."""
        self.now.pages[page] = self.before.pages[page]

    def note(self, page: str, asked: Iterable[Asked]) -> None:
        """Remember what a page asked."""
        self.now.pages[page] = [self._place_of(question) for question in asked]

    def _place_of(self, question: Asked) -> int:
        place = self._place.get(question)
        if place is None:
            place = self._place[question] = len(self._place)
            self.now.marks[question] = self._mark(question)
        return place

    def _mark(self, question: Asked) -> str:
        """The mark of a question's answer in the record as it is now.

        What was remembered may be of another record: a question about what is not there has no answer.
        """
        try:
            mark = self._reading.mark(question)
        except LookupError:
            return "absent"
        return mark if len(mark) <= 24 else blake2b(mark.encode(), digest_size=12).hexdigest()


def tidied(memory: Memory) -> Memory:
    """The memory without the questions that no page asks any longer, once they have become many."""
    used = sorted(set[int]().union(*memory.pages.values()))
    if len(used) * 4 > len(memory.marks) * 3:
        return memory
    asked, moved = list(memory.marks.items()), {place: at for at, place in enumerate(used)}
    return replace(
        memory,
        marks=dict(asked[place] for place in used),
        pages={page: [moved[place] for place in places] for page, places in memory.pages.items()},
    )


def recall(path: Path | None, version: str) -> Memory:
    """What was remembered at that place by the same version of this software; nothing where anything is amiss."""
    try:
        held = json.loads(path.read_bytes()) if path is not None else {}
        if held.get("form") != FORM or held.get("version") != version:
            return Memory()
        asked = [_restored(name, about) for name, about in zip(held["asked"], held["about"], strict=True)]
        return Memory(
            marks=dict(zip(asked, held["marks"], strict=True)),
            pages=cast(dict[str, list[int]], held["pages"]),
            fingerprints=held["fingerprints"],
            searched=held["searched"],
        )
    except (OSError, ValueError, LookupError, TypeError, AttributeError):
        return Memory()


def remember(path: Path | None, version: str, memory: Memory) -> None:
    """Write down what is to be remembered; long lists side by side, which is quickly read."""
    if path is None:
        return
    memory = tidied(memory)
    held = {
        "form": FORM,
        "version": version,
        "asked": [question[0] for question in memory.marks],
        "about": [_plain(question) for question in memory.marks],
        "marks": list(memory.marks.values()),
        "pages": memory.pages,
        "fingerprints": memory.fingerprints,
        "searched": memory.searched,
    }
    path.parent.mkdir(parents=True, exist_ok=True)
    new = path.with_name(path.name + ".new")
    new.write_text(json.dumps(held, ensure_ascii=False, separators=(",", ":")), "utf-8")
    new.replace(path)


def _plain(question: Asked) -> Any:
    """What a question is about: one thing as it is, several as a list, a day as an object."""
    if len(question) == 2 and isinstance(question[1], int | str):
        return question[1]
    return [{"day": each.isoformat()} if isinstance(each, date) else each for each in question[1:]]


def _restored(name: str, about: Any) -> Asked:
    if not isinstance(about, list):
        return (name, about)
    return (name, *(date.fromisoformat(each["day"]) if isinstance(each, dict) else each for each in about))


def software() -> str:
    """What makes the pages: a digest of every source, template and catalogue they are made with."""
    found = blake2b(digest_size=16)
    for package in ("qurultay.portal", "qurultay.press", "qurultay.acts", "qurultay.counting"):
        for path in sorted(_sources(Path(str(files(package))))):
            found.update(path.name.encode() + b"\0" + path.read_bytes())
    return found.hexdigest()


def _sources(folder: Path) -> Iterable[Path]:
    return (path for path in folder.rglob("*") if path.is_file() and path.suffix not in (".pyc", ".woff2"))
