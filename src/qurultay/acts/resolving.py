"""The chapter on resolving: texts adopted or lost, their provisions, and repeal."""

from dataclasses import dataclass
from datetime import date
from typing import Annotated, Literal

from qurultay.acts.forms import (
    Addressee,
    Amount,
    Between,
    Body_,
    Community_,
    Count,
    How,
    Language,
    Ordinal,
    ProvisionLabel,
    Series,
    Session_,
    Slug,
    TextRef,
    Unit,
)

OperationKind = Literal["pledge", "decision", "declaration", "call", "appeal", "offer", "observance"]
TextClass = Literal["declaration", "resolution", "statute", "constitution", "plan", "procedure", "decision"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Operation:
    """One thing a provision does: its lead verb's force, whom it addresses, who owes it and by when.

    An observance names the day of the year it is kept, from which year it counts, and since when.
    """

    kind: OperationKind
    addressee: Addressee | None = None
    owner: Addressee | None = None
    due: date | None = None
    month: Annotated[int, Between(1, 12)] | None = None
    day: Annotated[int, Between(1, 31)] | None = None
    counts_from: Annotated[int, Between(1, 9999)] | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Provision:
    """An operative paragraph. Its number never shifts (T14); its words are in the text parts."""

    label: ProvisionLabel
    operations: tuple[Operation, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class CommunityOutcome:
    """Whether a community's own majority was reached. Small groups publish no figures (V8, V9)."""

    community: Community_
    outcome: Literal["met", "not-met", "excused"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Figures:
    """A vote in numbers."""

    for_: Count
    against: Count
    abstained: Count
    present: Count
    entitled: Count
    blank: Count = 0
    invalid: Count = 0


@dataclass(frozen=True, kw_only=True, slots=True)
class Indicator:
    """What a plan measures: from where, to where, by when (IATI: baseline, target)."""

    id: ProvisionLabel
    objective: ProvisionLabel
    unit: Unit
    baseline: Amount
    target: Amount
    due: date
    owner: Addressee | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Adopted:
    """A text is adopted: how, by what figures, under which majority (R11)."""

    text: TextClass
    body: Body_
    how: How
    authentic: tuple[Language, ...]
    provisions: tuple[Provision, ...] = ()
    session: Session_ | None = None
    figures: Figures | None = None
    majority: Slug | None = None
    outcome: Literal["met"] | None = None
    communities: tuple[CommunityOutcome, ...] = ()
    moved_by: Body_ | None = None
    number: Series | None = None
    indicators: tuple[Indicator, ...] = ()
    from_: date | None = None
    until: date | None = None
    sitting: Ordinal | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class NotAdopted:
    """A text that was put and not adopted. Lost is not tied, and neither is "no decision"."""

    text: TextClass
    body: Body_
    outcome: Literal["lost", "tied", "no-decision", "fallen", "withdrawn"]
    session: Session_ | None = None
    figures: Figures | None = None
    majority: Slug | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Repealed:
    """Provisions or texts named by `amends` lose force from a day. A repeal of a repeal revives only what it names."""

    body: Body_
    from_: date
    how: How
    revives: tuple[TextRef, ...] = ()
    figures: Figures | None = None
    majority: Slug | None = None
    session: Session_ | None = None
