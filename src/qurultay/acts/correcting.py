"""What a correction may touch, and the act as corrected.

A correction is for reading: words, labels, the day something happened, the date within bounds. It may
never touch kind, issuers, basis, references, holders, seats, figures or operations, so authority never
hangs on it (register law §5, "Corrected"; STYLE, "The register reads only an act's skeleton").
"""

import dataclasses
from dataclasses import replace
from datetime import date
from typing import Any

from qurultay.acts import schema
from qurultay.acts.act import Act, Unknown
from qurultay.acts.amending import Change, Corrected
from qurultay.acts.kinds import kind_of
from qurultay.tlog.errors import Refused

CORRECTABLE: dict[str, tuple[str, ...]] = {
    "convened": ("date", "body.ordinal"),
    "elected": ("date",),
    "vacated": ("date", "body.happened"),
    "adopted": ("date", "body.number", "body.sitting"),
    "issued": ("date", "body.number"),
    "reply-recorded": ("date", "body.received"),
    "deposited": ("date", "body.bears", "body.session_ordinal"),
    "report-tabled": ("date", "body.as_of"),
}
"""Fields that may be corrected besides the parts, by kind; kinds not listed: parts only."""


def field_value(act: Act, field: str) -> str | None:
    """What a correctable field says now, as text; None where it says nothing.

    Raises `Refused` ("not-correctable") for a field that a correction may not touch.
    """
    if field.startswith("parts."):
        return act.parts.get(field.removeprefix("parts."))
    if field not in CORRECTABLE.get(act.kind, ()):
        raise Refused(
            "not-correctable",
            f"{field} of an act of kind {act.kind} cannot be corrected; annul the act, or pass another one",
        )
    holder: Any = act.body if field.startswith("body.") else act
    value = getattr(holder, field.removeprefix("body."))
    return None if value is None else value.isoformat() if isinstance(value, date) else str(value)


def corrected(act: Act, by: Act) -> Act:
    """The act as it is to be read after one correction."""
    assert isinstance(by.body, Corrected)
    for change in by.body.changes:
        act = _changed(act, change)
    return act


def _changed(act: Act, change: Change) -> Act:
    if change.field.startswith("parts."):
        return replace(act, parts={**act.parts, change.field.removeprefix("parts."): change.now})
    if change.field == "date":
        return replace(act, date=date.fromisoformat(change.now))
    if isinstance(act.body, Unknown):
        return act
    body = schema.written(act.body) | {change.field.removeprefix("body."): _spelt(act.body, change)}
    return replace(act, body=schema.refuse(type(act.body), body, kind_of(type(act.body))))


def _spelt(body: Any, change: Change) -> Any:
    """The new value in the type of the field: a number where the field holds numbers."""
    name = change.field.removeprefix("body.")
    hint = next(f.type for f in dataclasses.fields(body) if f.name == name)
    return int(change.now) if "Ordinal" in str(hint) and change.now.isdigit() else change.now
