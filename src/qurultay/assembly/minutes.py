"""What becomes of minutes: drafted, circulated, corrected, approved at a later sitting, sealed.

Minutes are the body's, not the secretary's: what was circulated is not edited any more, members propose corrections, and
the next sitting approves them (Robert's Rules 41:9). Only what was approved can be sealed by an act.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final, Literal

State = Literal["draft", "circulated", "approved", "sealed"]
Step = Literal["edit", "circulate", "recall", "correct", "approve", "seal"]

STEPS: Final[Mapping[tuple[State, Step], State]] = MappingProxyType(
    {
        ("draft", "edit"): "draft",
        ("draft", "circulate"): "circulated",
        ("circulated", "correct"): "circulated",
        ("circulated", "recall"): "draft",
        ("circulated", "approve"): "approved",
        ("approved", "seal"): "sealed",
    }
)


class NotNow(ValueError):
    """A step that is not in the table, or that something stands against; `code` says what."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def after(state: State, step: Step) -> State:
    """The state after a step.

    >>> after("draft", "circulate"), after("circulated", "approve")
    ('circulated', 'approved')
    >>> after("approved", "edit")
    Traceback (most recent call last):
    qurultay.assembly.minutes.NotNow: approved-edit

    Raises `NotNow` for every pair that the table does not hold.
    """
    if (state, step) not in STEPS:
        raise NotNow(f"{state}-{step}")
    return STEPS[state, step]


def approvable(*, sitting: int, at: int, undecided: int, outcome: str) -> None:
    """May the sitting numbered `at` approve the minutes of the sitting numbered `sitting`?

    >>> approvable(sitting=1, at=2, undecided=0, outcome="adopted")
    >>> approvable(sitting=2, at=2, undecided=0, outcome="adopted")
    Traceback (most recent call last):
    qurultay.assembly.minutes.NotNow: same-sitting

    Raises `NotNow`: no sitting approves its own minutes, none while a correction is undecided, and none without having
    been asked.
    """
    if at <= sitting:
        raise NotNow("same-sitting")
    if undecided:
        raise NotNow("corrections-undecided")
    if outcome != "adopted":
        raise NotNow("not-adopted")
