"""Did every community agree? Each must reach the majority among its own members (register law V8).

A community in which nobody sits blocks: otherwise emptying its seats would be the way round it. It is excused when it
has missed two sittings that were duly called, so that staying away is no veto for ever; but never where the guarantees
themselves are changed.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from qurultay.assembly.majority import Base, Outcome, Test, Vote, base_of, reached

GroupOutcome = Literal["met", "not-met", "excused"]
MISSED = 2


@dataclass(frozen=True, kw_only=True, slots=True)
class Group:
    """A community's own vote. Its bases are its own: its members in office, its seats.

    `missed` sittings, duly called, in a row up to this one, at which none of its members appeared.
    """

    name: str
    vote: Vote
    missed: int = 0


def group_outcome(group: Group, of: Base, num: int, den: int, test: Test, *, guarantees: bool) -> GroupOutcome:
    """Met, not met, or excused; a tie is not met, nor is anything met by a group of nobody.

    >>> two = Vote(for_=2, against=2, abstained=0, present=4, in_office=4, all_seats=4)
    >>> group_outcome(Group(name="tolun", vote=two), "votes-cast", 1, 2, "more-than", guarantees=False)
    'not-met'
    """
    if reached(group.vote.for_, base_of(group.vote, of), num, den, test):
        return "met"
    # Who comes and loses was not away: only a group without anybody in the room can have missed its sittings.
    absent = group.vote.present == 0 and group.missed >= MISSED
    return "excused" if absent and not guarantees else "not-met"


def concurred(
    whole: Outcome, groups: Sequence[Group], of: Base, num: int, den: int, test: Test, *, guarantees: bool = False
) -> Outcome:
    """The outcome of the whole house, carried only where every community concurs.

    What the house did not adopt no community can adopt for it. Raises `ValueError` for no groups, for one named twice,
    and where all of them are excused: nobody's agreement is not everybody's.
    """
    if not groups or len({group.name for group in groups}) < len(groups):
        raise ValueError("name every community once, at least one")
    if whole != "adopted":
        return whole
    outcomes = {group_outcome(group, of, num, den, test, guarantees=guarantees) for group in groups}
    if outcomes == {"excused"}:
        raise ValueError("every community is excused; then there is no majority of the communities to speak of")
    return "lost" if "not-met" in outcomes else "adopted"
