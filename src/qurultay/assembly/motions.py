"""What may become of a motion, and of an amendment? Two tables, and what must be true for a step (V18, V20, V22).

A motion is written, handed in, ruled in order, seconded, put on the agenda, taken up, and then decided; on its way it
may be put off, laid on the table, or sent to a committee. Seconds are counted when it goes onto the agenda. An
amendment lives and falls with what it amends: while one is open, what it amends is not put to the vote.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final

from qurultay.assembly.procedure import By, Check, NotInOrder, Table, open_to, taken
from qurultay.assembly.questions import reconsidered


class Stage(StrEnum):
    """How far a motion or an amendment has come."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    INADMISSIBLE = "inadmissible"
    ADMITTED = "admitted"
    ON_AGENDA = "on-agenda"
    PENDING = "pending"
    POSTPONED = "postponed"
    TABLED = "tabled"
    REFERRED = "referred"
    REPORTED = "reported"
    ADOPTED = "adopted"
    LOST = "lost"
    WITHDRAWN = "withdrawn"
    RESCINDED = "rescinded"
    # Of amendments alone.
    ACCEPTED = "accepted"
    FALLEN = "fallen"
    MERGED = "merged"


class Step(StrEnum):
    """What is done with it."""

    SUBMIT = "submit"
    WITHDRAW = "withdraw"
    ADMIT = "admit"
    REFUSE = "refuse"
    PLACE = "place"
    TAKE_UP = "take-up"
    POSTPONE = "postpone"
    TABLE = "table"
    REFER = "refer"
    REPORT = "report"
    ADOPT = "adopt"
    LOSE = "lose"
    RECONSIDER = "reconsider"
    RESCIND = "rescind"
    # Of amendments alone.
    ACCEPT = "accept"
    FALL = "fall"
    MERGE = "merge"


_S, _T = Stage, Step
MOTION: Final[Table[Stage, Step]] = {
    (_S.DRAFT, _T.SUBMIT): (_S.SUBMITTED, By.MOVER),
    (_S.DRAFT, _T.WITHDRAW): (_S.WITHDRAWN, By.MOVER),
    (_S.SUBMITTED, _T.ADMIT): (_S.ADMITTED, By.CHAIR),
    (_S.SUBMITTED, _T.REFUSE): (_S.INADMISSIBLE, By.CHAIR),
    (_S.SUBMITTED, _T.WITHDRAW): (_S.WITHDRAWN, By.MOVER),
    (_S.ADMITTED, _T.PLACE): (_S.ON_AGENDA, By.CHAIR),
    (_S.ADMITTED, _T.WITHDRAW): (_S.WITHDRAWN, By.MOVER),
    (_S.ON_AGENDA, _T.TAKE_UP): (_S.PENDING, By.CHAIR),
    (_S.ON_AGENDA, _T.WITHDRAW): (_S.WITHDRAWN, By.MOVER),
    # Once it was taken up it is the house's: the chair records its leave, its delay, or where it sent it.
    (_S.PENDING, _T.WITHDRAW): (_S.WITHDRAWN, By.CHAIR),
    (_S.PENDING, _T.POSTPONE): (_S.POSTPONED, By.CHAIR),
    (_S.PENDING, _T.TABLE): (_S.TABLED, By.CHAIR),
    (_S.PENDING, _T.REFER): (_S.REFERRED, By.CHAIR),
    (_S.PENDING, _T.ADOPT): (_S.ADOPTED, By.HOUSE),
    (_S.PENDING, _T.LOSE): (_S.LOST, By.HOUSE),
    (_S.POSTPONED, _T.TAKE_UP): (_S.PENDING, By.CHAIR),
    (_S.TABLED, _T.TAKE_UP): (_S.PENDING, By.CHAIR),
    (_S.REFERRED, _T.REPORT): (_S.REPORTED, By.CHAIR),
    (_S.REPORTED, _T.PLACE): (_S.ON_AGENDA, By.CHAIR),
    (_S.ADOPTED, _T.RECONSIDER): (_S.PENDING, By.CHAIR),
    (_S.LOST, _T.RECONSIDER): (_S.PENDING, By.CHAIR),
    (_S.ADOPTED, _T.RESCIND): (_S.RESCINDED, By.LAW),
}

AMENDMENT: Final[Table[Stage, Step]] = {
    (_S.DRAFT, _T.SUBMIT): (_S.SUBMITTED, By.MOVER),
    (_S.DRAFT, _T.WITHDRAW): (_S.WITHDRAWN, By.MOVER),
    (_S.SUBMITTED, _T.ADMIT): (_S.ADMITTED, By.CHAIR),
    (_S.SUBMITTED, _T.REFUSE): (_S.INADMISSIBLE, By.CHAIR),
    (_S.SUBMITTED, _T.WITHDRAW): (_S.WITHDRAWN, By.MOVER),
    (_S.ADMITTED, _T.WITHDRAW): (_S.WITHDRAWN, By.MOVER),
    (_S.ADMITTED, _T.TAKE_UP): (_S.PENDING, By.CHAIR),
    (_S.ADMITTED, _T.ACCEPT): (_S.ACCEPTED, By.MOVER),
    (_S.PENDING, _T.ACCEPT): (_S.ACCEPTED, By.MOVER),
    (_S.PENDING, _T.WITHDRAW): (_S.WITHDRAWN, By.CHAIR),
    (_S.PENDING, _T.ADOPT): (_S.ADOPTED, By.HOUSE),
    (_S.PENDING, _T.LOSE): (_S.LOST, By.HOUSE),
    (_S.ACCEPTED, _T.MERGE): (_S.MERGED, By.CHAIR),
    (_S.ADOPTED, _T.MERGE): (_S.MERGED, By.CHAIR),
    (_S.ADOPTED, _T.RECONSIDER): (_S.PENDING, By.CHAIR),
    (_S.LOST, _T.RECONSIDER): (_S.PENDING, By.CHAIR),
    (_S.SUBMITTED, _T.FALL): (_S.FALLEN, By.LAW),
    (_S.ADMITTED, _T.FALL): (_S.FALLEN, By.LAW),
    (_S.PENDING, _T.FALL): (_S.FALLEN, By.LAW),
}
"""The step ACCEPT belongs to the mover of what is amended, not of the amendment."""

OPEN: Final = frozenset({_S.SUBMITTED, _S.ADMITTED, _S.PENDING})
"""An amendment that still waits for what becomes of it."""
CARRIED: Final = frozenset({_S.ADOPTED, _S.ACCEPTED})
"""An amendment that was carried and whose words are not yet in the text."""
OVER: Final = frozenset({_S.LOST, _S.WITHDRAWN, _S.INADMISSIBLE, _S.FALLEN, _S.RESCINDED})
"""What has come to nothing; an amendment to it has nothing left to amend."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Standing:
    """Another amendment to the same text, as far as it may stand in the way."""

    label: str
    stage: Stage
    distance: int = 0


@dataclass(frozen=True, kw_only=True, slots=True)
class Facts:
    """What must be known of a motion or an amendment besides its stage; what a step does not ask may be left out.

    `amendments` are those to it; `beside` those to the same text as it; `until` is the cut-off for handing in.
    """

    now: datetime | None = None
    until: datetime | None = None
    written: bool = False
    by_writing: bool = False
    seconds: int = 0
    seconds_needed: int = 0
    amendments: Sequence[Standing] = ()
    beside: Sequence[Standing] = ()
    distance: int = 0
    amended_is: Stage | None = None
    item_is_current: bool = True
    reason: str = ""
    committee: str = ""
    for_: int = 0
    against: int = 0
    same_session: bool = True
    carried_out: bool = False


def after(stage: Stage, step: Step, by: Collection[By], facts: Facts) -> Stage:
    """The stage of a motion after this step.

    >>> after(Stage.SUBMITTED, Step.ADMIT, {By.CHAIR}, Facts())
    <Stage.ADMITTED: 'admitted'>

    Raises `NotInOrder`: `late`, `unwritten`, `seconds`, `amendment-open`, `amendment-unmerged`, `reason`, `committee`,
    `not-current`, `two-thirds`, `too-late`, besides what the table itself refuses.
    """
    return taken(MOTION, stage, step, by, _checks(step, facts))


def amendment_after(stage: Stage, step: Step, by: Collection[By], facts: Facts) -> Stage:
    """The stage of an amendment after this step.

    >>> amendment_after(Stage.ADMITTED, Step.TAKE_UP, {By.CHAIR}, Facts(amended_is=Stage.PENDING))
    <Stage.PENDING: 'pending'>

    Raises `NotInOrder` as `after`, and `further-first`, `nothing-to-amend`, `amended-not-pending`, `by-writing`.
    """
    return taken(AMENDMENT, stage, step, by, _amendment_checks(step, facts))


def may_be_put(stage: Stage, facts: Facts) -> None:
    """May it be put to the vote now? Not while an amendment to it is open, nor before those carried are in its text.

    >>> may_be_put(Stage.PENDING, Facts(amendments=[Standing(label="2-A1", stage=Stage.PENDING)]))
    Traceback (most recent call last):
    qurultay.assembly.procedure.NotInOrder: ('amendment-open', {'label': '2-A1'})

    Raises `NotInOrder`: `not-pending`, `amendment-open`, `amendment-unmerged`.
    """
    if stage is not Stage.PENDING:
        raise NotInOrder("not-pending", state=stage.value)
    for true, code, places in _settled(facts):
        if not true:
            raise NotInOrder(code, **places)


def steps_of(*, amendment: bool, stage: Stage, by: Collection[By]) -> tuple[Step, ...]:
    """The steps that these may take from here by the table; the deed itself asks the rest.

    >>> steps_of(amendment=False, stage=Stage.SUBMITTED, by={By.CHAIR})
    (<Step.ADMIT: 'admit'>, <Step.REFUSE: 'refuse'>)
    """
    return open_to(AMENDMENT if amendment else MOTION, stage, by)


def _checks(step: Step, facts: Facts) -> Sequence[Check]:
    match step:
        case Step.SUBMIT:
            return (*_in_time(facts), (facts.written, "unwritten", {}))
        case Step.REFUSE | Step.WITHDRAW:
            return ((bool(facts.reason.strip()) or step is Step.WITHDRAW, "reason", {}),)
        case Step.PLACE:
            few: Mapping[str, object] = {"seconds": facts.seconds, "needed": facts.seconds_needed}
            return ((facts.seconds >= facts.seconds_needed, "seconds", few),)
        case Step.TAKE_UP:
            return ((facts.item_is_current, "not-current", {}),)
        case Step.REFER:
            return ((bool(facts.committee), "committee", {}),)
        case Step.REPORT:
            return ((bool(facts.reason.strip()), "reason", {}),)
        case Step.ADOPT | Step.LOSE:
            return _settled(facts)
        case Step.RECONSIDER:
            return _reconsidering(facts)
        case _:
            return ()


def _amendment_checks(step: Step, facts: Facts) -> Sequence[Check]:
    living: Check = (facts.amended_is not in OVER, "nothing-to-amend", {})
    match step:
        case Step.SUBMIT:
            return ((not facts.by_writing, "by-writing", {}), living, *_checks(step, facts))
        case Step.ADMIT:
            return (living,)
        case Step.TAKE_UP:
            return (living, (facts.amended_is is Stage.PENDING, "amended-not-pending", {}), _further(facts))
        case Step.ACCEPT | Step.MERGE:
            return _settled(facts)
        case _:
            return _checks(step, facts)


def _in_time(facts: Facts) -> Sequence[Check]:
    late = facts.now is not None and facts.until is not None and facts.now > facts.until
    return ((not late, "late", {"until": facts.until}),)


def _settled(facts: Facts) -> Sequence[Check]:
    waiting = next((each.label for each in facts.amendments if each.stage in OPEN), "")
    carried = next((each.label for each in facts.amendments if each.stage in CARRIED), "")
    return (
        (not waiting, "amendment-open", {"label": waiting}),
        (not carried, "amendment-unmerged", {"label": carried}),
    )


def _further(facts: Facts) -> Check:
    """The furthest from the text goes first (V20); what was not yet ruled in order does not hold the others up."""
    ahead = [each for each in facts.beside if each.stage in (Stage.ADMITTED, Stage.PENDING)]
    first = max(ahead, key=lambda each: each.distance, default=None)
    held_up = first is not None and first.distance > facts.distance
    return (not held_up, "further-first", {"label": first.label if first else ""})


def _reconsidering(facts: Facts) -> Sequence[Check]:
    answer = reconsidered(
        for_=facts.for_, against=facts.against, same_session=facts.same_session, carried_out=facts.carried_out
    )
    return (
        (answer != "too-late", "too-late", {}),
        (answer == "reconsidered", "two-thirds", {"for_": facts.for_, "against": facts.against}),
    )
