"""Were enough there? Twice asked: when the sitting opens, and when the vote closes (register law V1, V2).

At the close those count who voted or abstained, not those who sat there: a house in which nobody answers has not
decided. Below the quorum there is no decision and the motion stays pending; it is not lost.
"""

from dataclasses import dataclass
from datetime import timedelta

LONGEST_OPEN = timedelta(hours=24)


@dataclass(frozen=True, kw_only=True, slots=True)
class Quorum:
    """How many must be there, and how many were: at the opening, and recorded at the close of a vote."""

    needed: int
    at_opening: int
    recorded: int

    def met(self) -> bool:
        """Were there enough both times? A quorum of nobody is no quorum.

        >>> Quorum(needed=20, at_opening=20, recorded=20).met(), Quorum(needed=20, at_opening=20, recorded=19).met()
        (True, False)
        """
        return self.needed > 0 and self.at_opening >= self.needed and self.recorded >= self.needed


def may_close(
    *, checked_in: int, lost: int, open_for: timedelta, num: int = 1, den: int = 10, longest: timedelta = LONGEST_OPEN
) -> bool:
    """May a remote vote close, or are too many lines cut? While more than a tenth of them are, it stays open (V2).

    Whoever can cut lines must not be able to choose who votes; nor to keep a vote open for ever, so it closes after
    24 hours whatever the lines do, and its quorum then says whether it decided anything.

    >>> from datetime import timedelta
    >>> may_close(checked_in=20, lost=5, open_for=timedelta(minutes=30))
    False
    >>> may_close(checked_in=20, lost=2, open_for=timedelta(minutes=30))
    True
    >>> may_close(checked_in=20, lost=5, open_for=timedelta(hours=24))
    True
    """
    if not 0 <= lost <= checked_in:
        raise ValueError(f"{lost} lines are said to be lost of {checked_in} that were checked in")
    return den * lost <= num * checked_in or open_for >= longest
