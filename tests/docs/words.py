"""The glossary's tables of words that the portal shows too: taken from the portal's own, so that both say the same."""

import json
from pathlib import Path
from typing import get_args

from qurultay.acts.kinds import CHAPTERS, kind_of
from qurultay.acts.resolving import OperationKind
from qurultay.acts.rules import Class
from tests.docs.kinds import without_law

WORDS = Path(__file__).resolve().parents[2] / "src/qurultay/portal/words"
LANGUAGES = ("en", "ug", "kk")

OPERATIONS = {
    "pledge": "What the body binds itself to do; makes a commitment.",
    "decision": "What is so from now on.",
    "declaration": "What the body holds: its position.",
    "call": "What it asks of somebody; letters carry it, replies answer it.",
    "appeal": "What it asks for, with less force.",
    "offer": "What it is ready to do with others.",
    "observance": "A day it keeps each year.",
}
CLASSES = {
    "notice": "Protects; one or two sign, no hold.",
    "ordinary": "Two persons, 24 hours.",
    "grave": "A third person who holds no executive post, seven days.",
    "entrenched": "Keepers too; announced 30 days before.",
    "recovery": "Keepers alone; announced 30 days before, a closed list.",
}


def words(key: str) -> dict[str, str]:
    """What the portal calls it, by language."""
    return {code: str(_spoken(code)[key]) for code in LANGUAGES}


def _spoken(code: str) -> dict[str, object]:
    spoken: dict[str, object] = json.loads((WORDS / f"{code}.json").read_text())["words"]
    return spoken


def kinds() -> str:
    """Every kind of act, chapter by chapter."""
    rows = []
    for chapter, bodies in CHAPTERS.items():
        for body in bodies:
            kind = kind_of(body)
            first = (body.__doc__ or "").split("\n\n")[0]
            rows.append(_row(f"`{kind}`", f"kind.{kind}", _plain(first), f"`{body.__name__}`, {chapter}"))
    return _table("kind", "in code, chapter", rows)


def operations() -> str:
    """The seven operations."""
    assert list(OPERATIONS) == list(get_args(OperationKind))
    rows = [_row(f"`{each}`", f"operation.{each}", said, "`Operation`") for each, said in OPERATIONS.items()]
    return _table("operation", "in code", rows)


def classes() -> str:
    """The five classes."""
    assert list(CLASSES) == list(get_args(Class))
    rows = [_row(f"`{each}`", f"class.{each}", said, "`ClassRow`") for each, said in CLASSES.items()]
    return _table("class", "in code", rows)


def states() -> str:
    """How texts, calls, commitments and offices stand: computed for a day, never stored."""
    found = [key for key in _spoken("en") if key.split(".")[0] in ("standing", "state", "office")]
    rows = []
    for key in found:
        said = words(key)
        if key.count(".") == 1:
            room = {"standing": "an act or text", "state": "a call or commitment", "office": "an office"}
            rows.append(f"| {room[key.split('.')[0]]} | {said['en']} | {said['ug']} | {said['kk']} |")
    return "\n".join(["| of | English | Uyghur | Kazakh |", "|---|---|---|---|", *rows, ""])


def _row(name: str, key: str, meaning: str, where: str) -> str:
    said = words(key)
    return f"| {name} | {said['en']} | {said['ug']} | {said['kk']} | {meaning} | {where} |"


def _table(first: str, last: str, rows: list[str]) -> str:
    head = f"| {first} | English | Uyghur | Kazakh | meaning | {last} |"
    return "\n".join([head, "|---|---|---|---|---|---|", *rows, ""])


def _plain(said: str) -> str:
    return " ".join(without_law(said).split())
