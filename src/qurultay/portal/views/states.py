"""Where does it stand? A word and a shape for every state; colour only repeats them (look-and-voice §2.4).

A state names the day from which it holds, so that a page need not change because another day has passed:
"no reply by 1 December 2027" stays true. The pages that gather all of them name the day of the last act.
"""

from datetime import date
from typing import Final

from qurultay.acts.book import Call, Commitment, ProvisionState
from qurultay.acts.following import Position
from qurultay.portal.reading import Reading
from qurultay.portal.values import Saying, State, Value

SHAPES: Final[dict[str, str]] = {
    "met": "done",
    "kept": "done",
    "met-in-part": "part",
    "kept-in-part": "part",
    "answered": "part",
    "under-way": "open",
    "waiting": "open",
    "pledged": "open",
    "extended": "wait",
    "no-reply": "late",
    "overdue": "late",
    "refused": "late",
    "no-action": "late",
    "dropped": "late",
    "repealed": "gone",
    "annulled": "gone",
    "replaced": "gone",
}
_CLAIMS: Final = {
    "verified": "done",
    "corroborated": "part",
    "reported": "open",
    "unresolved": "wait",
    "refuted": "late",
}
_STANCES: Final = {
    "recognises": "done",
    "supports": "done",
    "takes-note": "part",
    "silent": "wait",
    "opposes": "late",
    "withdrew": "gone",
}


def call_state(reading: Reading, call: Call, state: str) -> State:
    """Where a call stands, and since when."""
    day = call.replies[-1].received if state == "answered" else _since(reading, call, state) or call.asked
    return State(SHAPES[state], Saying.of(f"state.{state}.since", day=day))


def commitment_state(reading: Reading, commitment: Commitment, state: str) -> State:
    """Where a pledge stands, and since when."""
    return State(
        SHAPES[state], Saying.of(f"state.{state}.since", day=_since(reading, commitment, state) or commitment.made)
    )


def _since(reading: Reading, held: Call | Commitment, state: str) -> date | None:
    """The day that made a state what it is: the end, the day it was due, the day of the report."""
    if state in ("repealed", "annulled", "replaced"):
        return held.ended
    if state in ("no-reply", "overdue"):
        return held.due
    reported = held.finding is not None and held.finding.state == state and held.found_by is not None
    return reading.act(held.found_by).date if reported and held.found_by is not None else None


def plain_state(state: str) -> State:
    """A state by its word alone, for a list that names the day itself."""
    return State(SHAPES[state], Saying(f"state.{state}"))


def finding_state(state: str) -> State:
    """What a report found."""
    return State(SHAPES.get(state, "open"), Saying(f"state.{state}"))


def claim_state(state: str) -> State:
    """What is known of a claim."""
    return State(_CLAIMS[state], Saying(f"claim.{state}"))


def stance_state(position: Position) -> State:
    """What an organ of somebody else has done: never more than that organ."""
    words = Saying.of("stance.by", stance=Saying(f"stance.{position.stance}"), organ=Saying(f"organ.{position.organ}"))
    return State(_STANCES[position.stance], words)


def provision_state(provision: ProvisionState) -> Value | None:
    """Why a provision is in force no longer; nothing while it is."""
    if provision.annulled is not None:
        return State("gone", Saying.of("state.annulled.since", day=provision.annulled.day))
    if provision.replaced_by is not None:
        return State("gone", Saying.of("state.replaced.since", day=provision.until))
    if provision.repealed_by is not None:
        return State("gone", Saying.of("state.repealed.since", day=provision.until))
    return None
