"""What was signed in Tolunay, in order: the history files, read as steps.

A step is written as a draft is (`press/drafts.py`), with three things more: its name, the hour of the last
signature, and whether it ever entered. It speaks of other steps by name: `act/declaration/provision/5`
becomes `act/31/provision/5` once the declaration has its number, and `text/rules-2` the SHA-256 of a text
that waits at the gate.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, cast

from qurultay.acts.act import Relation
from qurultay.press.drafts import load

HERE = Path(__file__).parent
_NAMED = re.compile(r"(act|text)/([a-z][a-z0-9-]*)(/.*)?")


@dataclass(frozen=True, kw_only=True)
class Step:
    """One act of the history, as its officers signed it."""

    name: str
    kind: str
    signed: datetime
    issuers: tuple[str, ...]
    signatories: tuple[str, ...]
    body: Mapping[str, Any]
    id: str | None = None
    """The short code that stands on its paper, where it was sent as one; else it is drawn."""
    basis: str | None = None
    refs: tuple[tuple[Relation, str], ...] = ()
    files: Mapping[str, bytes] = field(default_factory=dict)
    sealed: Mapping[str, bytes] = field(default_factory=dict)
    enters: bool = True
    """A text that was stopped in its hold never enters."""

    def target(self, relation: Relation) -> str:
        """The name of the step that this one refers to in that way."""
        return next(to.split("/")[1] for each, to in self.refs if each == relation)


def history() -> list[Step]:
    """Every step, in the order in which they were signed."""
    return [
        step_of(name, cast(dict[str, Any], fields))
        for path in sorted((HERE / "history").glob("*.yaml"))
        for name, fields in load(path).data.items()
    ]


def step_of(name: str, fields: dict[str, Any]) -> Step:
    """A step as a file of the history says it."""
    return Step(
        name=name,
        kind=fields["kind"],
        signed=datetime.fromisoformat(fields["signed"]).replace(tzinfo=UTC),
        issuers=tuple(fields.get("issuers", ("body/assembly",))),
        signatories=tuple(fields["signatories"]),
        body=fields.get("body", {}),
        id=fields.get("id"),
        basis=fields.get("basis"),
        refs=tuple((cast(Relation, relation), to) for ref in fields.get("refs", ()) for relation, to in ref.items()),
        files=_bytes(fields.get("files", {})),
        sealed=_bytes(fields.get("sealed", {})),
        enters=fields.get("enters", "yes") == "yes",
    )


def _bytes(words: Mapping[str, str]) -> dict[str, bytes]:
    return {name: text.encode() for name, text in words.items()}


def resolved(value: Any, numbers: Mapping[str, int], texts: Mapping[str, str]) -> Any:
    """The value with every step's name replaced by its act's number, or by its text's SHA-256.

    >>> resolved(["act/declaration/provision/5"], {"declaration": 31}, {})
    ['act/31/provision/5']
    """
    if isinstance(value, Mapping):
        return {key: resolved(held, numbers, texts) for key, held in value.items()}
    if isinstance(value, Sequence) and not isinstance(value, str):
        return [resolved(each, numbers, texts) for each in value]
    found = _NAMED.fullmatch(value) if isinstance(value, str) else None
    if found is None:
        return value
    what, name, rest = found.groups()
    return texts[name] if what == "text" else f"act/{numbers[name]}{rest or ''}"
