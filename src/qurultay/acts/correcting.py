"""What a correction may touch, and the act as corrected.

A correction is for reading: words, labels, the day something happened, the date within bounds. It may
never touch kind, issuers, basis, references, holders, seats, figures or operations, so authority never
hangs on it (register law §5, "Corrected"; STYLE, "The register reads only an act's skeleton").
"""

import re
from dataclasses import replace
from datetime import date
from typing import Any

from qurultay.acts import schema
from qurultay.acts.act import Act, Unknown
from qurultay.acts.amending import Change, Corrected
from qurultay.acts.kinds import kind_of
from qurultay.tlog.errors import Refused

_NUMBER = re.compile(r"[1-9][0-9]{0,8}")
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
    if isinstance(act.body, Unknown) or field not in CORRECTABLE.get(act.kind, ()):
        raise Refused(
            "not-correctable",
            "{field} of an act of kind {kind} cannot be corrected; annul the act, or pass another one",
            field=field,
            kind=act.kind,
        )
    holder: Any = act.body if field.startswith("body.") else act
    value = getattr(holder, field.removeprefix("body."))
    return None if value is None else value.isoformat() if isinstance(value, date) else str(value)


def corrected(act: Act, by: Act) -> Act:
    """The act as it is to be read after one correction."""
    assert isinstance(by.body, Corrected)
    for change in by.body.changes:
        act = as_changed(act, change)
    return act


def as_changed(act: Act, change: Change) -> Act:
    """The act with one field as a correction says it. Raises `Refused` where that cannot stand there."""
    if change.field.startswith("parts."):
        return replace(act, parts={**act.parts, change.field.removeprefix("parts."): change.now})
    if change.field == "date":
        return replace(act, date=schema.refuse(date, change.now, "date"))
    assert not isinstance(act.body, Unknown)
    name = change.field.removeprefix("body.")
    numbered = type(getattr(act.body, name)) is int and _NUMBER.fullmatch(change.now) is not None
    now = int(change.now) if numbered else change.now
    body = schema.written(act.body) | {name: now}
    return replace(act, body=schema.refuse(type(act.body), body, kind_of(type(act.body))))
