"""What follows for others when an act is amended: the table of edges, and what may amend what.

There are no cascades. An annulment falls on what it names; everything that hangs on it follows this
table, relation by relation, and nobody's letter disappears by inference (G3). The tables are closed:
a test walks every pair of amending kind and kind amended.
"""

from typing import Literal

from qurultay.acts.kinds import KINDS

What = Literal["corrected", "repealed", "annulled", "withheld"]
Edge = Literal["operation", "carries", "cites", "basis", "answers", "evidence"]

EDGES: dict[tuple[Edge, What], str] = {
    ("operation", "corrected"): "reads-corrected",
    ("operation", "repealed"): "repealed",
    ("operation", "annulled"): "never-arose",
    ("operation", "withheld"): "unchanged",
    ("carries", "corrected"): "correction-due",
    ("carries", "repealed"): "addressee-to-be-told",
    ("carries", "annulled"): "addressee-to-be-told",
    ("carries", "withheld"): "unchanged",
    ("cites", "corrected"): "both-readings-linked",
    ("cites", "repealed"): "cited-text-repealed",
    ("cites", "annulled"): "cited-text-annulled",
    ("cites", "withheld"): "unchanged",
    ("basis", "corrected"): "unchanged",
    ("basis", "repealed"): "unchanged",
    ("basis", "annulled"): "in-question",
    ("basis", "withheld"): "unchanged",
    ("answers", "corrected"): "unchanged",
    ("answers", "repealed"): "unchanged",
    ("answers", "annulled"): "unchanged",
    ("answers", "withheld"): "unchanged",
    ("evidence", "corrected"): "unchanged",
    ("evidence", "repealed"): "unchanged",
    ("evidence", "annulled"): "unchanged",
    ("evidence", "withheld"): "unchanged",
}

_AMENDING = frozenset(("corrected", "confirmed", "annulled", "withheld", "contested", "repealed"))
_TEXTS = frozenset(("adopted",))
_ONCE_AND_FOR_ALL = frozenset(("constituted", "attested", "concluded", "announced", "recovered"))

MAY_AMEND: dict[str, frozenset[str]] = {
    "corrected": frozenset(KINDS) - _AMENDING - _ONCE_AND_FOR_ALL,
    "confirmed": frozenset(KINDS) - _AMENDING - _ONCE_AND_FOR_ALL,
    "repealed": _TEXTS | {"repealed"},
    "annulled": frozenset(KINDS) - _ONCE_AND_FOR_ALL,
    "withheld": frozenset(KINDS) - frozenset(("attested",)),
    "contested": frozenset(KINDS) - frozenset(("constituted", "attested")),
}
"""Amending kind → the kinds it may name. Every pair not here is refused by name (register law §5)."""


def may_amend(amending: str, target: str) -> bool:
    """May an act of the one kind name an act of the other?

    >>> may_amend("repealed", "issued"), may_amend("annulled", "annulled")
    (False, True)
    """
    return target in MAY_AMEND[amending]
