"""Who may vote for whom? Proxies are off by default; where rules allow them, one for each holder (register law V15).

A proxy does not count for the quorum, is not passed on, and ends when its giver checks in; a vote already cast by it
stands. Of two papers of one giver the later holds; of two of one date none does, for nobody may guess which was meant.
"""

from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, kw_only=True, slots=True)
class Proxy:
    """A paper: who gives their vote to whom, and the date it bears."""

    giver: str
    holder: str
    dated: date


def standing_proxies(papers: Iterable[Proxy], checked_in: Set[str]) -> Mapping[str, str]:
    """Each holder in the room with the giver they may vote for.

    >>> from datetime import date
    >>> papers = [Proxy(giver="a", holder="b", dated=date(2027, 3, 1)), Proxy(giver="a", holder="c", dated=date(2027, 3, 2))]
    >>> standing_proxies(papers, {"b", "c"})
    {'c': 'a'}

    A holder with papers of several givers has the one of the earliest date, being full afterwards; of one date, none.
    """
    by_giver: dict[str, list[Proxy]] = {}
    for paper in papers:
        by_giver.setdefault(paper.giver, []).append(paper)
    by_holder: dict[str, list[Proxy]] = {}
    for giver, given in by_giver.items():
        last = max(paper.dated for paper in given)
        holders = {paper.holder for paper in given if paper.dated == last}
        if giver not in checked_in and len(holders) == 1 and (holder := holders.pop()) in checked_in:
            by_holder.setdefault(holder, []).append(Proxy(giver=giver, holder=holder, dated=last))
    standing = {holder: _earliest(held) for holder, held in sorted(by_holder.items())}
    return {holder: giver for holder, giver in standing.items() if giver is not None}


def _earliest(held: list[Proxy]) -> str | None:
    first = min(paper.dated for paper in held)
    givers = [paper.giver for paper in held if paper.dated == first]
    return givers[0] if len(givers) == 1 else None
