"""What one stage of a count says: totals, transfers, and every decision with its reason."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any, Literal

from qurultay.counting.ties import Tie

Action = Literal["first-preferences", "surplus", "exclusion", "iteration", "filling", "seat", "comparison", "result"]
State = Literal["hopeful", "elected", "excluded", "withdrawn"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Decision:
    """Somebody is elected or excluded, or the guarantee guards or dooms somebody: who, by which clause, on what evidence."""

    event: Literal["elected", "excluded", "guarded", "doomed"]
    candidate: str
    because: str
    evidence: str = ""

    def as_data(self) -> dict[str, Any]:
        """What a transcript says of it."""
        said = {"event": self.event, "candidate": self.candidate, "because": self.because}
        return said | {"evidence": self.evidence} if self.evidence else said


Event = Decision | Tie


@dataclass(frozen=True, kw_only=True, slots=True)
class Stage:
    """The count sheet of one stage, numbered from 1. Amounts are exact; a candidate without an entry has none.

    `totals` stand after the stage, `transfers` are what it added or took. `non_transferable` is all that has left the
    count so far, `lost` what rounding has. `because` is the clause under which the stage was done.
    """

    number: int
    action: Action
    about: tuple[str, ...] = ()
    because: str
    quota: Fraction | None = None
    totals: Mapping[str, Fraction]
    transfers: Mapping[str, Fraction] = field(default_factory=dict)
    states: Mapping[str, State] = field(default_factory=dict)
    non_transferable: Fraction = Fraction(0)
    lost: Fraction = Fraction(0)
    events: tuple[Event, ...] = ()
