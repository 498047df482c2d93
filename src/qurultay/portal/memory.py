"""What the last build remembers: which questions each page asked, and what the answers were.

It stands outside the published folder and is nobody's truth: without it, or with another version of this
software, everything is made anew and comes out the same.
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from hashlib import blake2b
from importlib.resources import files
from pathlib import Path
from typing import Any, cast

from qurultay.portal.reading import Asked, Reading

FORM = 1


@dataclass
class Memory:
    """For each page: the questions it asked, by their places in a list of all, and the digest of their answers."""

    questions: dict[Asked, int] = field(default_factory=dict)
    pages: dict[str, tuple[str, list[int]]] = field(default_factory=dict)
    fingerprints: dict[str, str] = field(default_factory=dict)
    searched: dict[str, Any] = field(default_factory=dict)

    def asked(self, page: str) -> list[Asked]:
        """The questions a page asked when it was made; none for a page that was not."""
        if page not in self.pages:
            return []
        return [self._by_place[place] for place in self.pages[page][1]]

    @cached_property
    def _by_place(self) -> list[Asked]:
        return list(self.questions)

    def note(self, page: str, asked: Iterable[Asked], digest: str) -> None:
        """Remember what a page asked."""
        places = [self.questions.setdefault(question, len(self.questions)) for question in asked]
        self.pages[page] = (digest, places)


class Marks:
    """The marks of answers as the record has them now, each worked out once."""

    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        self._known: dict[Asked, bytes] = {}

    def digest(self, asked: Iterable[Asked]) -> str:
        """The digest of the answers to these questions, in this order."""
        found = blake2b(digest_size=12)
        for question in asked:
            found.update(self._mark(question))
        return found.hexdigest()

    def _mark(self, question: Asked) -> bytes:
        if question not in self._known:
            self._known[question] = blake2b(self._asked(question).encode(), digest_size=12).digest()
        return self._known[question]

    def _asked(self, question: Asked) -> str:
        """What was remembered may be of another record: a question about what is not there has no answer."""
        try:
            return self._reading.mark(question)
        except LookupError:
            return "absent"


def recall(path: Path | None, version: str) -> Memory:
    """What was remembered at that place by the same version of this software; nothing where anything is amiss."""
    try:
        held = json.loads(path.read_bytes()) if path is not None else {}
        if held.get("form") != FORM or held.get("version") != version:
            return Memory()
        questions = {cast(Asked, tuple(_restored(each) for each in q)): at for at, q in enumerate(held["questions"])}
        pages = {page: (digest, places) for page, (digest, places) in held["pages"].items()}
        return Memory(questions=questions, pages=pages, fingerprints=held["fingerprints"], searched=held["searched"])
    except (OSError, ValueError, LookupError, TypeError, AttributeError):
        return Memory()


def remember(path: Path | None, version: str, memory: Memory) -> None:
    """Write down what is to be remembered."""
    if path is None:
        return
    questions = [[_plain(each) for each in question] for question in memory.questions]
    held = {
        "form": FORM,
        "version": version,
        "questions": questions,
        "pages": memory.pages,
        "fingerprints": memory.fingerprints,
        "searched": memory.searched,
    }
    path.parent.mkdir(parents=True, exist_ok=True)
    new = path.with_name(path.name + ".new")
    new.write_text(json.dumps(held, ensure_ascii=False, separators=(",", ":")), "utf-8")
    new.replace(path)


def _plain(about: Any) -> Any:
    return {"day": about.isoformat()} if isinstance(about, date) else about


def _restored(about: Any) -> Any:
    return date.fromisoformat(about["day"]) if isinstance(about, dict) else about


def software() -> str:
    """What makes the pages: a digest of every source, template and catalogue they are made with."""
    found = blake2b(digest_size=16)
    for package in ("qurultay.portal", "qurultay.press", "qurultay.acts"):
        for path in sorted(_sources(Path(str(files(package))))):
            found.update(path.name.encode() + b"\0" + path.read_bytes())
    return found.hexdigest()


def _sources(folder: Path) -> Iterable[Path]:
    return (path for path in folder.rglob("*") if path.is_file() and path.suffix not in (".pyc", ".woff2"))
