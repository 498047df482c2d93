"""What may become of a session, a sitting, an item of the agenda? Three tables, and what must be true for a step.

A session is called with the notice its rules ask, opens, closes; a sitting is called to order, may be suspended, is
adjourned; an item is taken up once, and is disposed of, put off to another sitting, or struck.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from qurultay.assembly.notice import clear_days, latest_call, notice_mended
from qurultay.assembly.procedure import By, Check, Table, taken


class SessionState(StrEnum):
    """How far a session has come."""

    PLANNED = "planned"
    CALLED = "called"
    OPEN = "open"
    CLOSED = "closed"
    SEALED = "sealed"
    CANCELLED = "cancelled"


class SessionStep(StrEnum):
    """What is done with a session."""

    CALL = "call"
    POSTPONE = "postpone"
    OPEN = "open"
    CLOSE = "close"
    SEAL = "seal"
    CANCEL = "cancel"


SESSION: Final[Table[SessionState, SessionStep]] = {
    (SessionState.PLANNED, SessionStep.CALL): (SessionState.CALLED, By.CHAIR),
    (SessionState.PLANNED, SessionStep.CANCEL): (SessionState.CANCELLED, By.CHAIR),
    (SessionState.CALLED, SessionStep.POSTPONE): (SessionState.CALLED, By.CHAIR),
    (SessionState.CALLED, SessionStep.CANCEL): (SessionState.CANCELLED, By.CHAIR),
    (SessionState.CALLED, SessionStep.OPEN): (SessionState.OPEN, By.CHAIR),
    (SessionState.OPEN, SessionStep.CLOSE): (SessionState.CLOSED, By.CHAIR),
    (SessionState.CLOSED, SessionStep.SEAL): (SessionState.SEALED, By.LAW),
}


class SittingState(StrEnum):
    """How far a sitting has come."""

    SCHEDULED = "scheduled"
    IN_SESSION = "in-session"
    SUSPENDED = "suspended"
    ADJOURNED = "adjourned"


class SittingStep(StrEnum):
    """What is done with a sitting."""

    CALL_TO_ORDER = "call-to-order"
    SUSPEND = "suspend"
    RESUME = "resume"
    ADJOURN = "adjourn"


SITTING: Final[Table[SittingState, SittingStep]] = {
    (SittingState.SCHEDULED, SittingStep.CALL_TO_ORDER): (SittingState.IN_SESSION, By.CHAIR),
    (SittingState.IN_SESSION, SittingStep.SUSPEND): (SittingState.SUSPENDED, By.CHAIR),
    (SittingState.SUSPENDED, SittingStep.RESUME): (SittingState.IN_SESSION, By.CHAIR),
    (SittingState.IN_SESSION, SittingStep.ADJOURN): (SittingState.ADJOURNED, By.CHAIR),
    (SittingState.SUSPENDED, SittingStep.ADJOURN): (SittingState.ADJOURNED, By.CHAIR),
}


class ItemState(StrEnum):
    """How far an item of the agenda has come."""

    PROPOSED = "proposed"
    ADOPTED = "adopted"
    CURRENT = "current"
    DISPOSED = "disposed"
    DEFERRED = "deferred"
    STRUCK = "struck"


class ItemStep(StrEnum):
    """What is done with an item."""

    ADOPT = "adopt"
    TAKE_UP = "take-up"
    SET_ASIDE = "set-aside"
    DISPOSE = "dispose"
    DEFER = "defer"
    STRIKE = "strike"


ITEM: Final[Table[ItemState, ItemStep]] = {
    (ItemState.PROPOSED, ItemStep.ADOPT): (ItemState.ADOPTED, By.CHAIR),
    (ItemState.PROPOSED, ItemStep.STRIKE): (ItemState.STRUCK, By.CHAIR),
    (ItemState.PROPOSED, ItemStep.DEFER): (ItemState.DEFERRED, By.CHAIR),
    (ItemState.ADOPTED, ItemStep.TAKE_UP): (ItemState.CURRENT, By.CHAIR),
    (ItemState.ADOPTED, ItemStep.STRIKE): (ItemState.STRUCK, By.CHAIR),
    (ItemState.ADOPTED, ItemStep.DEFER): (ItemState.DEFERRED, By.CHAIR),
    (ItemState.CURRENT, ItemStep.SET_ASIDE): (ItemState.ADOPTED, By.CHAIR),
    (ItemState.CURRENT, ItemStep.DISPOSE): (ItemState.DISPOSED, By.CHAIR),
    (ItemState.CURRENT, ItemStep.DEFER): (ItemState.DEFERRED, By.CHAIR),
}


@dataclass(frozen=True, kw_only=True, slots=True)
class Call:
    """What must be known to call or open a session: its days, the notice given and asked, who was there (V23).

    `short` says that it was called with less notice than the rules ask, on purpose and openly: it then opens only if
    every filled seat is there and nobody objects.
    """

    called: date
    opens: date
    closes: date
    wanted: int = 0
    short: bool = False
    was_opening: date | None = None
    filled: int = 0
    present: int = 0
    objecting: int = 0
    today: date | None = None
    open_sittings: int = 0


def session_after(state: SessionState, step: SessionStep, by: Collection[By], facts: Call) -> SessionState:
    """The state of a session after this step.

    Raises `NotInOrder`: `days`, `short-notice`, `not-its-day`, `notice-unmended`, `only-later`, `sitting-open`.
    """
    return taken(SESSION, state, step, by, _session_checks(step, facts))


def sitting_after(
    state: SittingState, step: SittingStep, by: Collection[By], *, session: SessionState, current: str = ""
) -> SittingState:
    """The state of a sitting after this step; `current` is the label of an item that is still being taken.

    Raises `NotInOrder`: `session-not-open`, `item-current`.
    """
    opening = step in (SittingStep.CALL_TO_ORDER, SittingStep.RESUME)
    checks: Sequence[Check] = (
        (not opening or session is SessionState.OPEN, "session-not-open", {}),
        (step is not SittingStep.ADJOURN or not current, "item-current", {"label": current}),
    )
    return taken(SITTING, state, step, by, checks)


def item_after(
    state: ItemState, step: ItemStep, by: Collection[By], *, sitting: SittingState, motions_pending: str = ""
) -> ItemState:
    """The state of an item after this step; `motions_pending` is the label of a motion under it that waits for a decision.

    Raises `NotInOrder`: `not-sitting`, `motion-pending`.
    """
    moving = step in (ItemStep.TAKE_UP, ItemStep.DISPOSE)
    checks: Sequence[Check] = (
        (not moving or sitting is SittingState.IN_SESSION, "not-sitting", {}),
        (step is not ItemStep.DISPOSE or not motions_pending, "motion-pending", {"label": motions_pending}),
    )
    return taken(ITEM, state, step, by, checks)


def _session_checks(step: SessionStep, facts: Call) -> Sequence[Check]:
    match step:
        case SessionStep.CALL:
            return (_days(facts), _notice(facts))
        case SessionStep.POSTPONE:
            before = facts.was_opening
            return (_days(facts), (before is None or facts.opens >= before, "only-later", {"opens": before}))
        case SessionStep.OPEN:
            return (_its_day(facts), _mended(facts))
        case SessionStep.CLOSE:
            return ((facts.open_sittings == 0, "sitting-open", {}),)
        case _:
            return ()


def _days(facts: Call) -> Check:
    return (facts.called <= facts.opens <= facts.closes, "days", {"opens": facts.opens, "closes": facts.closes})


def _notice(facts: Call) -> Check:
    given = clear_days(facts.called, facts.opens)
    places = {"given": given, "wanted": facts.wanted, "latest": latest_call(facts.opens, facts.wanted)}
    return (facts.short or given >= facts.wanted, "short-notice", places)


def _its_day(facts: Call) -> Check:
    today = facts.today or facts.opens
    return (facts.opens <= today <= facts.closes, "not-its-day", {"opens": facts.opens, "closes": facts.closes})


def _mended(facts: Call) -> Check:
    mended = notice_mended(filled=facts.filled, present=facts.present, objecting=facts.objecting, confirmed=False)
    places = {"filled": facts.filled, "present": facts.present, "objecting": facts.objecting}
    return (not facts.short or mended, "notice-unmended", places)
