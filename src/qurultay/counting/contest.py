"""Who stands, for how many seats, and what is known of them that the rules look at."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from types import MappingProxyType
from typing import Any
from unicodedata import is_normalized

from qurultay.counting.refusal import Uncountable
from qurultay.tlog.canonical import FORBIDDEN

MOST_CANDIDATES = 1000
MOST_NAME = 1000
"""Characters in one name."""


@dataclass(frozen=True, kw_only=True)
class Candidate:
    """Somebody, or a list, that can be elected. The name is what ballots, lots and transcripts know them by.

    `attributes` are what guarantees are spoken of: `{"community": "north", "gender": "woman"}`.
    """

    name: str
    attributes: Mapping[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        object.__setattr__(self, "attributes", MappingProxyType(dict(self.attributes)))


@dataclass(frozen=True, kw_only=True)
class Contest:
    """One election: its candidates in the order of the ballot, and the seats to fill.

    The order of candidates decides nothing; it is how ballots number them. Withdrawn candidates keep their number.

    >>> contest = contest_of("Ada Ben Cem", seats=2, withdrawn=["Ben"])
    >>> contest.names, contest.standing
    (('Ada', 'Ben', 'Cem'), (0, 2))

    Raises `Uncountable` for two candidates of one name, for no seat, and for a name no screen could show honestly.
    """

    candidates: tuple[Candidate, ...]
    seats: int
    title: str = ""
    withdrawn: frozenset[str] = frozenset()

    def __post_init__(self) -> None:
        where = f"the contest {self.title!a}" if self.title else "the contest"
        if not 1 <= self.seats <= MOST_CANDIDATES:
            raise Uncountable(where, f"it has {self.seats} seats", "say how many are to be filled, 1 or more")
        if not 1 <= len(self.candidates) <= MOST_CANDIDATES:
            raise Uncountable(where, f"it has {len(self.candidates)} candidates", f"name 1 to {MOST_CANDIDATES}")
        _check_names(where, self.names)
        if strange := sorted(self.withdrawn - set(self.names)):
            raise Uncountable(where, f"{strange[0]!a} is withdrawn and does not stand", "correct the name")

    @cached_property
    def names(self) -> tuple[str, ...]:
        """The names in the order of the ballot."""
        return tuple(candidate.name for candidate in self.candidates)

    @cached_property
    def standing(self) -> tuple[int, ...]:
        """The numbers, from 0, of those who have not withdrawn."""
        return tuple(at for at, name in enumerate(self.names) if name not in self.withdrawn)

    def as_data(self) -> dict[str, Any]:
        """What a transcript says of it."""
        return {
            "title": self.title,
            "seats": self.seats,
            "candidates": [{"name": each.name, "attributes": dict(each.attributes)} for each in self.candidates],
            "withdrawn": sorted(self.withdrawn),
        }


def _check_names(where: str, names: Sequence[str]) -> None:
    seen: set[str] = set()
    for name in names:
        if name in seen:
            raise Uncountable(where, f"two candidates are called {name!a}", "add to one name what tells them apart")
        if not name.strip() or len(name) > MOST_NAME or not is_normalized("NFC", name) or FORBIDDEN.search(name):
            what = f"the name {name[:60]!a} is empty, too long, not in normal form C, or has characters that steer text"
            raise Uncountable(where, what, "write the name in plain letters")
        seen.add(name)


def contest_of(
    names: str | Sequence[str], *, seats: int = 1, withdrawn: Sequence[str] = (), title: str = ""
) -> Contest:
    """A contest of candidates with nothing but names, which may stand in one string with spaces between.

    >>> contest_of("Ada Ben").seats
    1
    """
    listed = names.split() if isinstance(names, str) else names
    return Contest(
        candidates=tuple(Candidate(name=name) for name in listed),
        seats=seats,
        title=title,
        withdrawn=frozenset(withdrawn),
    )
