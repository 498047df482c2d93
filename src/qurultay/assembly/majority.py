"""Was it carried? Quorums and majorities, on whole numbers only.

A fraction is compared by multiplying out, `den * votes` against `num * base`, so that two thirds of
39 is exactly 26 and nothing is ever rounded (register law V5).
"""

from dataclasses import dataclass
from typing import Literal

Base = Literal["votes-cast", "present", "in-office", "all-seats"]
Test = Literal["more-than", "at-least"]
Outcome = Literal["adopted", "lost", "tied", "no-decision"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Vote:
    """A vote in numbers. Where votes weigh, every number is a sum of weights.

    Blank and invalid papers took part, so they stand among the abstained; those of them that the rules count as votes
    cast are `papers_cast` besides (V6). Votes `by_proxy` are among the others and count for no quorum (V15).
    """

    for_: int
    against: int
    abstained: int
    present: int
    in_office: int
    all_seats: int
    by_proxy: int = 0
    papers_cast: int = 0


def reached(part: int, base: int, num: int, den: int, test: Test) -> bool:
    """Is `part` more than, or at least, `num`/`den` of `base`? Nothing is ever reached of an empty base.

    >>> reached(26, 39, 2, 3, "at-least"), reached(25, 39, 2, 3, "at-least")
    (True, False)
    >>> reached(40, 80, 1, 2, "more-than")
    False
    """
    if base == 0 or den == 0:
        return False
    return den * part > num * base if test == "more-than" else den * part >= num * base


def needed(base: int, num: int, den: int, test: Test) -> int:
    """The fewest that reach it.

    >>> needed(53, 2, 3, "at-least"), needed(80, 1, 2, "more-than")
    (36, 41)
    """
    return num * base // den + 1 if test == "more-than" else -(-num * base // den)


def base_of(vote: Vote, of: Base) -> int:
    """The number a majority is reckoned on; an abstention is no vote cast (V3)."""
    match of:
        case "votes-cast":
            return vote.for_ + vote.against + vote.papers_cast
        case "present":
            return vote.present
        case "in-office":
            return vote.in_office
        case "all-seats":
            return vote.all_seats


def decided(vote: Vote, of: Base, num: int, den: int, test: Test, *, quorum: int) -> Outcome:
    """Adopted, lost, tied, or no decision for want of a quorum (V1, V7).

    >>> decided(Vote(for_=15, against=15, abstained=0, present=30, in_office=39, all_seats=41),
    ...         "votes-cast", 1, 2, "more-than", quorum=20)
    'tied'
    """
    recorded = vote.for_ + vote.against + vote.abstained - vote.by_proxy
    if vote.present < quorum or recorded < quorum:
        return "no-decision"
    if reached(vote.for_, base_of(vote, of), num, den, test):
        return "adopted"
    return "tied" if vote.for_ == vote.against and vote.for_ > 0 else "lost"
