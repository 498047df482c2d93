"""How many could vote? The seats of a house: filled, vacant, suspended (register law V1, V4, V14).

A suspended member may not vote and is not in the base of a quorum, but stays among the members in office,
so that nobody suspends their way to two thirds. Where votes weigh, every number here is a sum of weights.
"""

from dataclasses import dataclass

from qurultay.assembly.majority import Test, Vote, needed


@dataclass(frozen=True, kw_only=True, slots=True)
class House:
    """All seats, those of them that are filled, and those of the filled whose members are suspended."""

    all_seats: int
    filled: int
    suspended: int = 0

    def __post_init__(self) -> None:
        if not 0 <= self.suspended <= self.filled <= self.all_seats:
            raise ValueError(
                f"{self.suspended} suspended of {self.filled} in office of {self.all_seats} seats: more than there can be"
            )

    @property
    def entitled(self) -> int:
        """Who may vote, and of whom a quorum is reckoned."""
        return self.filled - self.suspended

    def quorum(self, num: int = 1, den: int = 2, test: Test = "more-than") -> int:
        """How many must be there (V1: by default a majority of the filled seats).

        >>> House(all_seats=41, filled=39).quorum(), House(all_seats=41, filled=39, suspended=6).quorum()
        (20, 17)
        """
        return needed(self.entitled, num, den, test)

    def vote(self, *, for_: int, against: int, abstained: int = 0, present: int | None = None) -> Vote:
        """A vote taken in this house; unless it is said, those present are those who were counted.

        >>> House(all_seats=41, filled=39, suspended=6).vote(for_=26, against=7).in_office
        39

        Raises `ValueError` for more votes than members present, or more present than may vote.
        """
        recorded = for_ + against + abstained
        here = recorded if present is None else present
        if min(for_, against, abstained) < 0 or not recorded <= here <= self.entitled:
            raise ValueError(f"{recorded} votes of {here} present and {self.entitled} entitled: more than there can be")
        return Vote(
            for_=for_,
            against=against,
            abstained=abstained,
            present=here,
            in_office=self.filled,
            all_seats=self.all_seats,
        )
