"""What becomes of a tie? It is not adopted, unless the rules know a casting vote or a second one (register law V7)."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Literal

from qurultay.assembly.majority import Base, Outcome, Test, Vote, base_of, decided, reached

WITHIN = timedelta(hours=48)


def with_casting_vote(
    vote: Vote, of: Base, num: int, den: int, test: Test, *, quorum: int, cast: Literal["for", "against"] | None
) -> Outcome:
    """The outcome where the rules give the chair a casting vote: one more vote, and the same majority asked again.

    The chair has it only instead of a vote of their own, so somebody present must not have voted. It decides ties and
    nothing else; a chair who does not use it leaves the tie.

    >>> tied = Vote(for_=15, against=15, abstained=0, present=31, in_office=39, all_seats=41)
    >>> with_casting_vote(tied, "votes-cast", 1, 2, "more-than", quorum=20, cast="for")
    'adopted'

    Raises `ValueError` where everybody present, and so the chair, has voted.
    """
    before = decided(vote, of, num, den, test, quorum=quorum)
    if before != "tied" or cast is None:
        return before
    if vote.for_ + vote.against + vote.abstained >= vote.present:
        raise ValueError(
            "everybody present has voted, the chair among them; nobody has a casting vote besides their own"
        )
    if cast == "against":
        return "lost"
    broken = replace(vote, for_=vote.for_ + 1)
    return "adopted" if reached(broken.for_, base_of(broken, of), num, den, test) else "lost"


def second_vote_until(closed: datetime, within: timedelta = WITHIN) -> datetime:
    """Until when a tied question may be put once more, where the rules know a second vote; a second tie is the end.

    >>> second_vote_until(datetime(2027, 3, 14, 18, 0)).isoformat()
    '2027-03-16T18:00:00'
    """
    return closed + within
