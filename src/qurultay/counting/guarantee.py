"""What a several-seat rule asks about guaranteed representation, and what it is told.

After each election and exclusion, the rule asks which candidates are *guarded* (elected in every result that is still
possible and keeps the guarantee, so never excluded) and which are *doomed* (elected in none, so excluded at once), as
Grey-FitzGerald and Hill describe (Voting matters 9). How that is found out is the business of `counting/guarantees.py`,
which also makes a guarantee anew from what a transcript says of it:

    guarantee_from(contest, data) -> Guarantee      data as `as_data()` gave it

The attributes themselves stand with the candidates of the contest.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol


@dataclass(frozen=True, kw_only=True, slots=True)
class Judgement:
    """Who is guarded and who doomed, each with the sentence that says why; and whether any result keeps the guarantee."""

    feasible: bool = True
    guarded: Mapping[str, str] = field(default_factory=dict)
    doomed: Mapping[str, str] = field(default_factory=dict)


class Guarantee(Protocol):
    """Minimum and maximum seats for those who share an attribute, in one partition of the candidates or more."""

    def judge(self, *, elected: Collection[str], hopeful: Collection[str], seats: int) -> Judgement:
        """What holds when these are elected, and the rest of `seats`, the seats of the contest, go to some of these."""
        ...

    def as_data(self) -> dict[str, Any]:
        """What a transcript says of it: all that is needed to make it anew."""
        ...
