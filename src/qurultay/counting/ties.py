"""Who comes first where two have the same? The policies by name, and what a tie leaves behind as evidence.

    backward-recursive     go back stage by stage; whoever is not the best (or worst) there drops out of the tie, until
                           one is left
    backward-all-unequal   go back to the latest stage at which all of the tied had different totals
    forward                as the first, but from the first stage onwards
    lot                    ask nothing but the lot

Each ends with the lot where the totals do not decide. Where there are no lots, the tie is left *unresolved*: a value of
the result, with everything up to it, so that whoever may decide can see what is to be decided.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, Literal, assert_never, get_args

from qurultay.counting.amount import exact
from qurultay.counting.lots import Lots

Policy = Literal["backward-recursive", "backward-all-unequal", "forward", "lot"]
POLICIES: tuple[Policy, ...] = get_args(Policy)
Purpose = Literal["exclusion", "surplus", "election"]
"""What is decided: who is excluded, whose surplus goes first, who is elected (or elected first)."""
Totals = Mapping[str, Fraction]


@dataclass(frozen=True, kw_only=True, slots=True)
class Tie:
    """A tie and how it ended. `chosen` is whom the decision falls on, None where nobody could decide.

    `stage` and `figures` are the evidence where earlier totals decided: the last stage looked at, and what it said.
    """

    purpose: Purpose
    tied: tuple[str, ...]
    chosen: str | None
    by: Literal["totals", "lot", "nobody"]
    stage: int | None = None
    figures: tuple[tuple[str, Fraction], ...] = ()

    def as_data(self) -> dict[str, Any]:
        """What a transcript says of it."""
        said: dict[str, Any] = {"event": "tie", "purpose": self.purpose, "tied": sorted(self.tied), "by": self.by}
        if self.chosen is not None:
            said["chosen"] = self.chosen
        if self.stage is not None:
            said |= {"stage": self.stage, "figures": {name: exact(total) for name, total in self.figures}}
        return said


def settle(purpose: Purpose, tied: Iterable[str], history: Sequence[Totals], policy: Policy, lots: Lots | None) -> Tie:
    """The tie with its outcome. `history` has the totals of the stages before this one, the first stage first.

    On exclusion the fewest votes lose; otherwise the most come first. So it is with the lot: the one it prefers comes
    first, and the one it prefers least is excluded.

    >>> before = [{"Ada": Fraction(3), "Ben": Fraction(4)}, {"Ada": Fraction(5), "Ben": Fraction(5)}]
    >>> settle("exclusion", ["Ada", "Ben"], before, "backward-recursive", None).chosen
    'Ada'
    >>> settle("exclusion", ["Ada", "Ben"], [], "lot", None).by
    'nobody'
    """
    names = tuple(sorted(tied))
    found, stage = _by_totals(purpose, names, history, policy)
    figures = tuple((name, history[stage - 1][name]) for name in names) if stage else ()
    if len(found) == 1:
        return Tie(purpose=purpose, tied=names, chosen=found[0], by="totals", stage=stage, figures=figures)
    if lots is None:
        return Tie(purpose=purpose, tied=names, chosen=None, by="nobody", stage=stage, figures=figures)
    order = lots.ranked(found)
    chosen = order[-1] if purpose == "exclusion" else order[0]
    return Tie(purpose=purpose, tied=names, chosen=chosen, by="lot", stage=stage, figures=figures)


def _by_totals(
    purpose: Purpose, names: tuple[str, ...], history: Sequence[Totals], policy: Policy
) -> tuple[tuple[str, ...], int | None]:
    """Those still tied after earlier totals have spoken, and the number of the last stage that told any apart."""
    numbered = list(enumerate(history, 1))
    match policy:
        case "lot":
            return names, None
        case "backward-recursive":
            return _narrowed(purpose, names, numbered[::-1])
        case "forward":
            return _narrowed(purpose, names, numbered)
        case "backward-all-unequal":
            unequal = [one for one in numbered if len({one[1][name] for name in names}) == len(names)]
            return _narrowed(purpose, names, unequal[-1:])
        case _:
            assert_never(policy)


def _narrowed(
    purpose: Purpose, names: tuple[str, ...], stages: Sequence[tuple[int, Totals]]
) -> tuple[tuple[str, ...], int | None]:
    last: int | None = None
    for number, totals in stages:
        best = (min if purpose == "exclusion" else max)(totals[name] for name in names)
        left = tuple(name for name in names if totals[name] == best)
        if len(left) < len(names):
            names, last = left, number
        if len(names) == 1:
            break
    return names, last
