"""The drafts that say what a later act may say of an earlier one. Published acts are not edited."""

from collections.abc import Sequence
from typing import Literal

from qurultay.acts.act import Act, Entry
from qurultay.acts.amending import Annulled, Corrected, Withheld
from qurultay.acts.correcting import CORRECTABLE, field_value
from qurultay.acts.parts import FILES
from qurultay.acts.resolving import Adopted
from qurultay.gazette.beginnings import DraftTo, Present, opening
from qurultay.press.draft_page import Noted
from qurultay.record.parts import text_of
from qurultay.tlog.errors import Refused

Ground = Literal["safety", "request", "error", "court", "copyright"]
UNWRITTEN = "WRITE THE WORDS HERE"
"""What stands for words that are not in this copy of the record."""


class NotToAmend(ValueError):
    """The act says nothing there that could be amended; the sentence says what it does say."""


def correction(now: Present, entry: Entry, parts: Sequence[str], fields: Sequence[str]) -> DraftTo:
    """The draft of a correction of these parts and fields, with their present wording. Raises `NotToAmend`."""
    named = [f"parts.{name}" for name in parts] + list(fields)
    if not named:
        raise NotToAmend(f"Say what is to be read otherwise: {_correctable(entry)}.")
    words = "Published acts are not edited. Write what is to be read instead."
    draft = opening(now, Corrected(changes=()), [entry.ref], words)
    draft.body.add("changes", [_change(now, entry, name) for name in named], "`was` is the present wording; leave it")
    for name in parts:
        _put_words(draft, now, entry, name, "write what is to be read instead")
    return draft


def annulment(now: Present, targets: list[str]) -> DraftTo:
    """The draft of an annulment: what it names falls, and nothing else falls with it."""
    draft = opening(now, Annulled(ground="procedure", from_="the-start"), targets)
    draft.body.add(
        "ground", "WRITE ONE", "count, quorum, forgery, duress, eligibility, competence or procedure; write one"
    )
    draft.body.add("from", "the-start", "the-start or now")
    draft.body.add("seat", "", "returns or stays: only where a tenure comes back")
    return draft


def withholding(now: Present, entry: Entry, parts: Sequence[str], ground: Ground) -> DraftTo:
    """The draft that takes words, names or files of an act away. Raises `NotToAmend`."""
    if not parts:
        raise NotToAmend(f"Say which parts with --part; act {entry.number} has {', '.join(entry.act.parts) or 'none'}.")
    for name in parts:
        _present(entry.act, entry, name)
    trial = Withheld(names=tuple(parts), ground=ground)
    draft = opening(now, trial, [entry.ref], "The files of these parts are removed once this is published.")
    draft.body.add("names", list(parts), "the parts that are taken away")
    draft.body.add("ground", ground, "safety, request, error, court or copyright")
    for name in parts:
        if isinstance(entry.act.body, Adopted) and name.startswith("text."):
            _put_words(draft, now, entry, name, "no law that cannot be read: put the edited text in its place")
    return draft


def _correctable(entry: Entry) -> str:
    fields = [f"--field {name}" for name in CORRECTABLE.get(entry.act.kind, ())]
    return (
        ", ".join([*fields, *(f"--part {name}" for name in entry.act.parts)]) or "nothing of this act can be corrected"
    )


def _change(now: Present, entry: Entry, field: str) -> Noted:
    """One correction, `was` filled in with the present wording, earlier corrections included."""
    present = now.as_read(entry)
    try:
        was = field_value(present, field)
    except (Refused, AttributeError):
        raise NotToAmend(
            f"{field!a} of act {entry.number} cannot be corrected; what can: {_correctable(entry)}."
        ) from None
    if was is None:
        raise NotToAmend(f"Act {entry.number} says nothing under {field!a}; what it says: {_correctable(entry)}.")
    row = Noted()
    row.add("field", field)
    row.add("was", was)
    row.add(
        "now",
        "the part below" if field.startswith("parts.") else was,
        beside="filled in when it is laid on the desk"
        if field.startswith("parts.")
        else "write what is to be read instead",
    )
    return row


def _present(act: Act, entry: Entry, name: str) -> str:
    """The digest of a part that an act has. Raises `NotToAmend`."""
    if name not in act.parts:
        raise NotToAmend(f"Act {entry.number} has no part {name!a}; it has {', '.join(act.parts) or 'none'}.")
    return act.parts[name]


def _put_words(draft: DraftTo, now: Present, entry: Entry, name: str, why: str) -> None:
    """The present words of a part, for the clerk to change."""
    digest = _present(now.as_read(entry), entry, name)
    if name in FILES:
        draft.parts.add(name, {"file": name}, f"{why}; put the file beside this draft under that name")
        return
    words = text_of(now.source, digest)
    draft.parts.add(name, words if isinstance(words, str) else UNWRITTEN, why)
