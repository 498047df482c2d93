"""May this step be taken now, and by this person? Tables of steps, and the one function that reads them.

A table says from which state a step leads to which, and who takes it: a clerk can hold it against the rules of
procedure line by line. What is not in the table is refused. What must be true besides is asked of `checks`.
"""

from collections.abc import Collection, Iterable, Mapping
from enum import StrEnum
from typing import TypeVar


class By(StrEnum):
    """Who takes a step: whoever moved it, any member, the chair (or the secretary for the chair), the house by a vote.

    `LAW` stands for what follows of itself from another step: nobody may take such a step, and nobody can refuse it.
    """

    MOVER = "mover"
    MEMBER = "member"
    CHAIR = "chair"
    HOUSE = "house"
    LAW = "law"


class NotInOrder(ValueError):
    """A step is out of order: `code` says by which rule, `places` what stands in the way.

    >>> NotInOrder("late", until="18:00").code
    'late'
    """

    def __init__(self, code: str, /, **places: object) -> None:
        super().__init__(code, places)
        self.code = code
        self.places = places


State = TypeVar("State", bound=StrEnum)
Step = TypeVar("Step", bound=StrEnum)
Table = Mapping[tuple[State, Step], tuple[State, By]]
Check = tuple[bool, str, Mapping[str, object]]
"""What must be true, the code of the refusal where it is not, and the places of its sentence."""


def taken(
    table: Table[State, Step], state: State, step: Step, by: Collection[By], checks: Iterable[Check] = ()
) -> State:
    """The state after this step.

    Raises `NotInOrder` where the table has no such step (`no-such-step`), somebody else takes it (`not-theirs`), or
    one of the checks fails: the first that does.
    """
    if (state, step) not in table:
        raise NotInOrder("no-such-step", state=state.value, step=step.value)
    after, whose = table[state, step]
    if whose not in by:
        raise NotInOrder("not-theirs", whose=whose.value)
    for true, code, places in checks:
        if not true:
            raise NotInOrder(code, **places)
    return after


def open_to(table: Table[State, Step], state: State, by: Collection[By]) -> tuple[Step, ...]:
    """The steps that these may take from here, as far as the table goes: for showing buttons."""
    return tuple(step for (from_, step), (_, whose) in table.items() if from_ is state and whose in by)
