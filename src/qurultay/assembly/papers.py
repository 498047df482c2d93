"""Which papers are votes? Blank and invalid ones are always published, and counted only where the rules say so (V6).

A run-off of 18 to 17 with three blank papers has elected somebody of the valid votes (18 of 35) and nobody of
those cast (18 of 38). Both can be law; which one is said before anybody votes.
"""

from dataclasses import dataclass
from typing import Literal

Counted = Literal["left-out", "cast"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Papers:
    """What came out of the box: papers that name a choice, blank ones, and those that cannot be read as a vote."""

    valid: int
    blank: int = 0
    invalid: int = 0

    def base(self, *, blank: Counted = "left-out", invalid: Counted = "left-out") -> int:
        """The number of votes that a majority is reckoned on; by default the valid ones alone.

        >>> papers = Papers(valid=35, blank=3)
        >>> papers.base(), papers.base(blank="cast")
        (35, 38)
        """
        return self.valid + (self.blank if blank == "cast" else 0) + (self.invalid if invalid == "cast" else 0)

    @property
    def returned(self) -> int:
        """All papers: who took part, whatever they wrote; this counts for the quorum (V1)."""
        return self.valid + self.blank + self.invalid
