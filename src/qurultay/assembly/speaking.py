"""Who speaks next, and for how long? One queue for each item of the agenda.

A point of order comes before everybody who waits, for it asks whether the business may go on at all. Then those who have
not spoken on the item go before those who have; among them for and against take turns, where both sides wait; else the
order in which they asked decides. Nobody waits twice.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal, get_args

Kind = Literal["pro", "contra", "neutral", "point-of-order"]
KINDS: tuple[Kind, ...] = get_args(Kind)
LIMIT = timedelta(minutes=3)
POINT_OF_ORDER = timedelta(minutes=1)


class NotHeard(ValueError):
    """Somebody is not put into the queue, or not given the floor; `code` says why."""

    def __init__(self, code: Literal["closed", "waits", "speaking", "nobody", "not-waiting", "spoke-enough"]) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, kw_only=True, slots=True)
class Turn:
    """One who asked to speak: when, on which side, and when the speech began and ended, if it did."""

    name: int
    member: int
    kind: Kind
    asked: datetime
    began: datetime | None = None
    ended: datetime | None = None

    @property
    def waits(self) -> bool:
        """Has the floor not been given yet?"""
        return self.began is None

    @property
    def speaks(self) -> bool:
        """Is this who has the floor?"""
        return self.began is not None and self.ended is None


def speaking(turns: Sequence[Turn]) -> Turn | None:
    """Who has the floor."""
    return next((turn for turn in turns if turn.speaks), None)


def queue(turns: Sequence[Turn]) -> tuple[Turn, ...]:
    """Those who wait, in the order in which they will be called.

    >>> from datetime import datetime, timedelta
    >>> nine = datetime(2028, 3, 14, 9)
    >>> turns = [Turn(name=n, member=n, kind=kind, asked=nine + timedelta(minutes=n))
    ...          for n, kind in enumerate(["pro", "pro", "contra", "point-of-order", "neutral"])]
    >>> [turn.name for turn in queue(turns)]
    [3, 0, 2, 1, 4]
    """
    heard = {turn.member for turn in turns if not turn.waits and turn.kind != "point-of-order"}
    waiting = sorted((turn for turn in turns if turn.waits), key=lambda turn: (turn.asked, turn.name))
    points = [turn for turn in waiting if turn.kind == "point-of-order"]
    others = [turn for turn in waiting if turn.kind != "point-of-order"]
    last = _last_side(turns)
    first = _in_turns([turn for turn in others if turn.member not in heard], last)
    sides = [turn.kind for turn in first if turn.kind != "neutral"]
    again = _in_turns([turn for turn in others if turn.member in heard], sides[-1] if sides else last)
    return (*points, *first, *again)


def ask(turns: Sequence[Turn], member: int, kind: Kind, *, open_: bool = True, most: int | None = None) -> None:
    """May somebody be put into the queue? A closed queue still takes points of order.

    Raises `NotHeard`: the queue is closed, they wait already, or have spoken as often as the rules allow.
    """
    mine = [
        turn
        for turn in turns
        if turn.member == member and (turn.kind == "point-of-order") == (kind == "point-of-order")
    ]
    if not open_ and kind != "point-of-order":
        raise NotHeard("closed")
    if any(turn.waits for turn in mine):
        raise NotHeard("waits")
    if most is not None and kind != "point-of-order" and len(mine) >= most:
        raise NotHeard("spoke-enough")


def call_next(turns: Sequence[Turn]) -> Turn:
    """Who is given the floor now. Raises `NotHeard` while somebody has it, and where nobody waits."""
    if speaking(turns) is not None:
        raise NotHeard("speaking")
    waiting = queue(turns)
    if not waiting:
        raise NotHeard("nobody")
    return waiting[0]


def limit(kind: Kind, set_: timedelta | None = None) -> timedelta:
    """How long a speech of this kind may be: what the body has set for it, else three minutes, a point of order one."""
    return POINT_OF_ORDER if kind == "point-of-order" else set_ or LIMIT


def time_left(turn: Turn, now: datetime, set_: timedelta | None = None) -> timedelta:
    """How much is left; less than nothing when it is over.

    >>> from datetime import datetime, timedelta
    >>> began = datetime(2028, 3, 14, 9)
    >>> turn = Turn(name=1, member=1, kind="pro", asked=began, began=began)
    >>> time_left(turn, began + timedelta(minutes=4)) == timedelta(minutes=-1)
    True
    """
    until = turn.ended or now
    return limit(turn.kind, set_) - (until - turn.began if turn.began is not None else timedelta())


def _last_side(turns: Sequence[Turn]) -> Kind | None:
    spoke = [turn for turn in turns if turn.began is not None and turn.kind in ("pro", "contra")]
    return max(spoke, key=lambda turn: turn.began or turn.asked).kind if spoke else None


def _in_turns(waiting: Sequence[Turn], last: Kind | None) -> list[Turn]:
    """For and against by turns, as far as both wait; whoever is on no side keeps their place by the hour."""
    left, order = list(waiting), list[Turn]()
    while left:
        wanted = {"pro": "contra", "contra": "pro"}.get(last or "")
        head = left[0]
        other = next((turn for turn in left if turn.kind == wanted), None)
        chosen = other if other is not None and head.kind == last else head
        left.remove(chosen)
        order.append(chosen)
        last = chosen.kind if chosen.kind in ("pro", "contra") else last
    return order
