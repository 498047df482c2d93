"""What did a correction change? The old words beside the new, struck and inserted, word by word."""

import difflib
import re
from dataclasses import dataclass

from qurultay.acts.amending import Change, Corrected
from qurultay.portal.reading import Reading
from qurultay.portal.values import Code, Saying, Value
from qurultay.portal.views.slip import part_name

Piece = tuple[str, str]
"""Words, and whether they were kept, struck ("del") or inserted ("ins")."""

_WORDS = re.compile(r"\s+|[^\s]+")


@dataclass(frozen=True, slots=True)
class ChangeView:
    """One correction: of what, in which language, and the pieces; the old and the new where words cannot be shown."""

    what: Value
    language: str
    pieces: tuple[Piece, ...]
    was: Value | None = None
    now: Value | None = None


def changes_of(reading: Reading, number: int) -> tuple[ChangeView, ...]:
    """What a correcting act changed; none for other acts."""
    act = reading.act(number)
    if not isinstance(act.body, Corrected):
        return ()
    target = int(act.targets("amends")[0].split("/")[1])
    return tuple(_change(reading, target, change) for change in act.body.changes)


def _change(reading: Reading, target: int, change: Change) -> ChangeView:
    if not change.field.startswith("parts."):
        label = Saying("field." + change.field.removeprefix("body."))
        return ChangeView(label, "", (), Code(change.was), Code(change.now))
    name = change.field.removeprefix("parts.")
    what, language = part_name(reading, reading.act(target), name), name.rsplit(".", 1)[-1]
    was, now = reading.said(change.was), reading.said(change.now)
    if was is None or now is None:
        return ChangeView(what, language, (), Code(change.was[:16] + "…"), Code(change.now[:16] + "…"))
    return ChangeView(what, language, changed_only(compared(was, now)))


def compared(was: str, now: str) -> tuple[Piece, ...]:
    """Both readings in one, word by word.

    >>> compared("the third decade", "the second decade")
    (('the ', ''), ('third', 'del'), ('second', 'ins'), (' decade', ''))
    """
    old, new = _WORDS.findall(was), _WORDS.findall(now)
    pieces: list[Piece] = []
    for what, a, b, c, d in difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        kept = (
            [("".join(old[a:b]), "")] if what == "equal" else [("".join(old[a:b]), "del"), ("".join(new[c:d]), "ins")]
        )
        pieces += [piece for piece in kept if piece[0]]
    return tuple(pieces)


AROUND = 60
"""How many letters of the unchanged words are shown around a change in a long text."""


def changed_only(pieces: tuple[Piece, ...]) -> tuple[Piece, ...]:
    """The changes with a few words around them, the rest left out."""
    last = len(pieces) - 1
    return tuple(
        (words if how else _shortened(words, first=place == 0, last=place == last), how)
        for place, (words, how) in enumerate(pieces)
    )


def _shortened(words: str, *, first: bool, last: bool) -> str:
    if len(words) <= 2 * AROUND:
        return words
    start, end = words[:AROUND].rsplit(" ", 1)[0], words[-AROUND:].split(" ", 1)[-1]
    return f"… {end}" if first else f"{start} …" if last else f"{start} … {end}"
