"""Elections by ballot box, as the verified record tells of them: opened, closed, decided. Nothing of them is done here.

Ballots are cast in the booth and counted by the trustees (`qurultay election`); whoever wants to know whether an election
was secret and right verifies its archive. The chamber only shows how far it has come.
"""

from dataclasses import dataclass
from datetime import date

from qurultay.acts.office import Assignment
from qurultay.acts.pages import ElectionState
from qurultay.secretariat.frame.house import standing


@dataclass(frozen=True, kw_only=True)
class BallotBox:
    """How far an election has come: the acts that opened and closed it and entered its result, and what they say."""

    id: str
    opened: int
    closes: date
    entitled: int
    closed: int | None = None
    ballots: int | None = None
    result: int | None = None
    voted: int | None = None
    winners: tuple[Assignment, ...] = ()


def box_of(election: str) -> BallotBox | None:
    """The election that an act with this id opened; None where the record has none. Raises `Broken` where it is not intact."""
    held = standing().book.elections.get(election)
    return _told(held) if held is not None else None


def boxes() -> tuple[BallotBox, ...]:
    """Every election of the record, the last one first."""
    return tuple(sorted((_told(each) for each in standing().book.elections.values()), key=lambda box: -box.opened))


def _told(held: ElectionState) -> BallotBox:
    closing, elected = held.closing, held.elected
    return BallotBox(
        id=held.id,
        opened=held.opened,
        closes=held.opening.closes,
        entitled=held.opening.entitled,
        closed=held.closed,
        ballots=closing.ballots if closing is not None else None,
        result=held.result,
        voted=elected.voted if elected is not None else None,
        winners=elected.winners if elected is not None else (),
    )
