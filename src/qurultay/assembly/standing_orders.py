"""How does this house vote? What the rules of procedure may change, each with the default of the register law (§6).

They are frozen with every vote when it opens: whoever reads a result reads the orders it was taken under.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Literal, get_args

from qurultay.assembly.papers import Counted

Tie = Literal["not-adopted", "casting-vote", "second-vote"]
Named = Literal["oneself", "tellers", "members"]


KNOWN: Final[Mapping[str, tuple[object, ...]]] = {
    "tie": get_args(Tie),
    "named": get_args(Named),
    "blank": get_args(Counted),
    "invalid": get_args(Counted),
    "proxies": (True, False),
    "change": (True, False),
    "acclamation": (True, False),
}
"""What each of those that are no numbers may be."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Orders:
    """The standing orders on voting.

    tie            what becomes of a tie: not adopted, unless there is a casting or a second vote (V7)
    proxies        may somebody vote for another (V15)
    change         may a vote by name be changed until the vote closes; by default the first stands (V16)
    named          who may read how a member voted by name: nobody but that member, the tellers, all who follow
    acclamation    may the only candidate, or a text, be acclaimed (V10)
    blank, invalid whether such papers count among the votes cast (V6)
    lost_num/den   a remote vote stays open while more than this part of its lines is cut, for so many hours (V2)
    seconds        how many besides its mover stand behind a motion before it goes onto the agenda
    line_minutes   after how many minutes without a sign of life a line is held to be cut

    >>> Orders().proxies, Orders().tie
    (False, 'not-adopted')
    """

    tie: Tie = "not-adopted"
    proxies: bool = False
    change: bool = False
    named: Named = "tellers"
    acclamation: bool = False
    blank: Counted = "left-out"
    invalid: Counted = "left-out"
    lost_num: int = 1
    lost_den: int = 10
    longest_hours: int = 24
    line_minutes: int = 3
    seconds: int = 1

    def __post_init__(self) -> None:
        for name, known in KNOWN.items():
            if getattr(self, name) not in known:
                raise ValueError(f"{name} is {getattr(self, name)!r}, and may be {', '.join(map(repr, known))}")
        for name in ("lost_num", "lost_den", "longest_hours", "line_minutes", "seconds"):
            if type(getattr(self, name)) is not int:
                raise ValueError(f"{name} is {getattr(self, name)!r}, and should be a whole number")
        if not 0 <= self.lost_num <= self.lost_den or self.lost_den < 1:
            raise ValueError(f"{self.lost_num}/{self.lost_den} is no part of the lines")
        if self.longest_hours < 1 or self.line_minutes < 1:
            raise ValueError("a vote stays open for an hour at least, and a line has a minute at least")
        if self.seconds < 0:
            raise ValueError("fewer than nobody cannot second a motion")
