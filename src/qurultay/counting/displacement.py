"""Who has a seat because of the guarantee, and who would have had it? Counted with it and without, by the same lots."""

from collections import Counter
from dataclasses import dataclass
from typing import Any

from qurultay.counting.count import Count, count
from qurultay.counting.ties import Tie


@dataclass(frozen=True, kw_only=True, slots=True)
class Displacement:
    """Who was seated by the guarantee, and who was displaced by it; a list once for each seat.

    More are displaced than seated where seats stay vacant. `without` is who is elected without the guarantee; a tie
    that nobody could settle there leaves it open.
    """

    seated: tuple[str, ...]
    displaced: tuple[str, ...]
    without: tuple[str, ...]
    unresolved: Tie | None = None

    def as_data(self) -> dict[str, Any]:
        """What a transcript says of it."""
        return {
            "seated": list(self.seated),
            "displaced": list(self.displaced),
            "without": list(self.without),
            "unresolved": [] if self.unresolved is None else [self.unresolved.as_data()],
        }


def displacement(counted: Count) -> Displacement | None:
    """What the guarantee changed; None where there was none.

    >>> from qurultay.counting.contest import Candidate, Contest
    >>> from qurultay.counting.guarantees import Bound, guaranteed
    >>> from qurultay.counting.profile import profile_of
    >>> from qurultay.counting.rule import rule_named
    >>> of = {"Ada": "north", "Ben": "south", "Cem": "south"}
    >>> stand = Contest(candidates=tuple(Candidate(name=n, attributes={"community": of[n]}) for n in of), seats=2)
    >>> bounds = [Bound(partition="community", category=each, least=1) for each in ("north", "south")]
    >>> cast = profile_of("votes", 3, [((0,), 2), ((1,), 5), ((2,), 4)])
    >>> found = displacement(count(stand, cast, rule_named("sntv"), guarantee=guaranteed(stand, bounds)))
    >>> found.seated, found.displaced
    (('Ada',), ('Cem',))
    """
    if counted.guarantee is None:
        return None
    free = count(counted.contest, counted.profile, counted.rule, counted.lots)
    kept, other = Counter(counted.elected), Counter(free.elected)
    return Displacement(
        seated=tuple(sorted((kept - other).elements())),
        displaced=tuple(sorted((other - kept).elements())),
        without=free.elected,
        unresolved=free.unresolved,
    )
