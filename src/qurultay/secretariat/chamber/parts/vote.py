"""The question that is before the house: open, closed, or declared last."""

from typing import Any

from qurultay.assembly.frozen import ASKED
from qurultay.secretariat.chamber import casting, wording
from qurultay.secretariat.chamber.models import Sitting, VoteEvent
from qurultay.secretariat.frame.house import standing

_S = VoteEvent.State


def values(sitting: Sitting) -> dict[str, Any]:
    """What everybody may see of it; the form is the same for all, and the deed asks who may use it."""
    event = the_question(sitting)
    if event is None:
        return {"event": None}
    facts = casting.facts_of(event)
    declared = event.state == _S.DECLARED
    return {
        "event": event,
        "rule": tuple(wording.rule(facts)),
        "method": facts.method,
        "on_page": facts.method in casting.ELECTRONIC,
        "asked_only": facts.method in ASKED,
        "choices": casting.CHOICES,
        "seen_by": wording.seen_by(facts),
        "outcome": wording.outcome(event, facts) if declared else None,
        "community": standing().named,
    }


def the_question(sitting: Sitting) -> VoteEvent | None:
    """The vote that is open; else one that was closed and not declared; else the last that was declared."""
    rows = sitting.votes.defer("frozen").exclude(fingerprint="").exclude(state=_S.VOID)
    for state in (_S.OPEN, _S.CLOSED):
        found = rows.filter(state=state).order_by("-opened").first()
        if found is not None and not _settled(found, rows):
            return found
    return rows.filter(state=_S.DECLARED).order_by("-declared").first()


def _settled(event: VoteEvent, rows: Any) -> bool:
    """A vote that decided nothing is over once another was declared after it."""
    if event.state != _S.CLOSED or event.result in ("adopted", "lost", "tied"):
        return False
    return bool(rows.filter(state=_S.DECLARED, declared__gte=event.closed).exists())
