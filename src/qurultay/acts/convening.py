"""The chapter on convening: sessions called, opened and closed, and elections opened and closed."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from qurultay.acts.forms import (
    Addressee,
    Body_,
    BoxId,
    Community_,
    Count,
    Hash,
    KeyText,
    Offset,
    Ordinal,
    Person_,
    Place_,
    Root,
    Seat_,
    Session_,
    Size,
    Slug,
    Zone,
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Sitting:
    """One day of a session; `plenary` and `planning` are public words, the agenda's words are parts."""

    day: date
    form: Literal["plenary", "committee", "planning", "ceremony"] = "plenary"


@dataclass(frozen=True, kw_only=True, slots=True)
class Convened:
    """A session is called, by the bodies that issue the act (R5).

    `second_of` names the session that had no quorum and for which this one is called again (C8).
    """

    session: Session_
    body: Body_
    opens: date
    closes: date
    mode: Literal["in-person", "remote", "hybrid", "written"]
    zone: Zone
    offset: Offset
    sittings: tuple[Sitting, ...] = ()
    ordinal: Ordinal | None = None
    guests: tuple[Addressee, ...] = ()
    second_of: Session_ | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Postponed:
    """A session that was called is moved."""

    session: Session_
    opens: date
    closes: date


@dataclass(frozen=True, kw_only=True, slots=True)
class CommunityPresent:
    """How many sitters of a community are present."""

    community: Community_
    present: Count


@dataclass(frozen=True, kw_only=True, slots=True)
class SessionOpening:
    """The credentials report: counts a stranger recomputes (R9), and the muster's root (C1)."""

    session: Session_
    entitled: Count
    present: Count
    suspended: tuple[Seat_, ...] = ()
    by_community: tuple[CommunityPresent, ...] = ()
    muster: Root | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Contest:
    """What is being filled, from whom. Candidates are persons by number; their names are parts (G6)."""

    fills: tuple[Place_, ...]
    candidates: tuple[Person_, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class ElectionOpening:
    """An election opens: its contests, its method and the key of its ballot box (design §3a.11).

    `setup` is the SHA-256 of the archive's setup data, which names questions, trustees and credentials: signed before
    anybody votes, it cannot be exchanged afterwards.
    """

    protocol: Literal["belenios-1"]
    contests: tuple[Contest, ...]
    rule: Slug
    closes: date
    box: KeyText
    entitled: Count
    session: Session_ | None = None
    setup: Hash | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Opened:
    """A session or an election opens; exactly one of the two is given."""

    session: SessionOpening | None = None
    election: ElectionOpening | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class SessionClosing:
    """A session closes."""

    session: Session_


@dataclass(frozen=True, kw_only=True, slots=True)
class ElectionClosing:
    """A ballot box closes at this head, with so many voters' ballots in it.

    The archive is named by its SHA-256 only where it is complete already; else the act of the result names it, and the
    head given here is one that it goes on from.
    """

    opened: BoxId
    size: Size
    root: Root
    ballots: Count
    archive: Hash | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Closed:
    """A session or an election closes; exactly one of the two is given."""

    session: SessionClosing | None = None
    election: ElectionClosing | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class MinutesApproved:
    """The minutes of a session, or of one of its days, are approved."""

    session: Session_
    sitting: date | None = None
