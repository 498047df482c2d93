"""Who is admitted to a session, and what is reported of it: a table of steps, and counts a stranger recomputes (R9).

A seat has one paper that stands: the member's, or while the member's does not, an alternate's. A suspended member stays
among those in office and may not vote, and nobody votes in that seat meanwhile (V14).
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Literal

State = Literal["proposed", "admitted", "refused", "withdrawn"]
Step = Literal["admit", "refuse", "withdraw", "propose-again"]
Kind = Literal["member", "alternate"]

STEPS: Final[Mapping[tuple[State, Step], State]] = {
    ("proposed", "admit"): "admitted",
    ("proposed", "refuse"): "refused",
    ("proposed", "withdraw"): "withdrawn",
    ("admitted", "withdraw"): "withdrawn",
    ("refused", "propose-again"): "proposed",
    ("withdrawn", "propose-again"): "proposed",
}
"""Every step there is; what stands in no line is refused."""

LEAST = 5
"""Of a community with fewer, it is not said how many are present (V9)."""


class NotAdmitted(ValueError):
    """A step is not taken; `code` says why."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, kw_only=True, slots=True)
class Paper:
    """A credential: whose seat, in what capacity, where it stands, and whether its bearer is there."""

    seat: str
    kind: Kind = "member"
    state: State = "proposed"
    suspended: bool = False
    present: bool = False


def stepped(state: State, step: Step) -> State:
    """Where a credential stands after a step.

    >>> stepped("proposed", "admit"), stepped("withdrawn", "propose-again")
    ('admitted', 'proposed')

    Raises `NotAdmitted` for a step that does not lead on from there.
    """
    after = STEPS.get((state, step))
    if after is None:
        raise NotAdmitted("no-step")
    return after


def admit(paper: Paper, others: Iterable[Paper]) -> tuple[Paper, ...]:
    """The papers of one seat that step aside when this one is admitted.

    >>> admit(Paper(seat="seat/1"), [Paper(seat="seat/1", kind="alternate", state="admitted")])[0].state
    'withdrawn'

    A member who comes takes the place of the alternate. Raises `NotAdmitted` for an alternate while the member's paper
    or another alternate's stands, or the member is suspended; and for a second paper of one kind.
    """
    stepped(paper.state, "admit")
    standing = [other for other in others if other.state == "admitted"]
    if paper.kind == "alternate":
        if any(other.kind == "member" and other.suspended for other in others):
            raise NotAdmitted("suspended")
        if standing:
            raise NotAdmitted("member-stands" if standing[0].kind == "member" else "alternate-stands")
        return ()
    if any(other.kind == "member" for other in standing):
        raise NotAdmitted("seat-taken")
    return tuple(Paper(seat=o.seat, kind=o.kind, state="withdrawn", present=o.present) for o in standing)


# --- the report ------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True, slots=True)
class Seated:
    """A seat as the record has it: of which community, and filled or vacant."""

    seat: str
    community: str = ""
    filled: bool = True


@dataclass(frozen=True, kw_only=True, slots=True)
class CommunityFigures:
    """One community: its seats as everybody can count them, and how many are present, unless that would tell too much."""

    community: str
    seats: int
    filled: int
    entitled: int
    present: int | None


@dataclass(frozen=True, kw_only=True, slots=True)
class Report:
    """The credentials report. `entitled` is the filled seats less the suspended; everybody can recompute it."""

    seats: int
    filled: int
    suspended: tuple[str, ...]
    admitted: int
    present: int
    alternates: int
    proxies: int
    by_community: tuple[CommunityFigures, ...]

    @property
    def vacant(self) -> int:
        """Seats in which nobody sits."""
        return self.seats - self.filled

    @property
    def entitled(self) -> int:
        """Who may vote, and of whom a quorum is reckoned."""
        return self.filled - len(self.suspended)

    @property
    def tells_all(self) -> bool:
        """May the figures of every community be said?"""
        return all(each.present is not None for each in self.by_community)


def report(seats: Sequence[Seated], papers: Iterable[Paper], *, proxies: int = 0, least: int = LEAST) -> Report:
    """The report over these seats and papers.

    >>> seats = [Seated(seat=f"seat/{n}", community="tolun") for n in range(1, 9)]
    >>> papers = [Paper(seat=f"seat/{n}", state="admitted", present=n < 7) for n in range(1, 9)]
    >>> found = report(seats, papers)
    >>> found.entitled, found.present, found.by_community[0].present
    (8, 6, 6)

    A paper for a seat that is vacant, or that there is not, counts nowhere: the record says who is entitled.
    """
    filled = {each.seat for each in seats if each.filled}
    standing = [each for each in papers if each.state == "admitted" and each.seat in filled]
    suspended = {each.seat for each in papers if each.suspended and each.kind == "member" and each.seat in filled}
    able = [each for each in standing if each.seat not in suspended]
    there = {each.seat for each in able if each.present}
    return Report(
        seats=len(seats),
        filled=len(filled),
        suspended=tuple(each.seat for each in seats if each.seat in suspended),
        admitted=len(able),
        present=len(there),
        alternates=sum(each.kind == "alternate" for each in able),
        proxies=proxies,
        by_community=_by_community(seats, suspended, there, least),
    )


def _by_community(
    seats: Sequence[Seated], suspended: set[str], there: set[str], least: int
) -> tuple[CommunityFigures, ...]:
    groups: dict[str, list[Seated]] = {}
    for each in seats:
        groups.setdefault(each.community, []).append(each)
    able = {name: [s.seat for s in group if s.filled and s.seat not in suspended] for name, group in groups.items()}
    present = {name: sum(seat in there for seat in held) for name, held in able.items()}
    kept_back = _kept_back({name: len(held) for name, held in able.items()}, present, least)
    return tuple(
        CommunityFigures(
            community=name,
            seats=len(group),
            filled=sum(each.filled for each in group),
            entitled=len(able[name]),
            present=None if name in kept_back else present[name],
        )
        for name, group in groups.items()
    )


def _kept_back(entitled: Mapping[str, int], present: Mapping[str, int], least: int) -> set[str]:
    """Small groups, and as many of the next smallest as it takes that nothing small is found by subtracting."""
    kept = {name for name in entitled if min(entitled[name], present[name]) < least}
    rest = sorted((present[name], name) for name in entitled if name not in kept)
    for _, name in rest:
        if not kept or sum(present[each] for each in kept) >= least:
            break
        kept.add(name)
    return kept
