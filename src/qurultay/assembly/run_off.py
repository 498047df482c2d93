"""Who goes into the run-off? The two highest; whoever ties for second place is admitted too (register law V11)."""

from collections.abc import Mapping, Set
from dataclasses import dataclass
from typing import Literal

from qurultay.assembly.majority import reached


@dataclass(frozen=True, kw_only=True, slots=True)
class FirstRound:
    """What a first round came to: somebody is elected, or these go on (in the order of their votes, ties by name)."""

    elected: str | None
    finalists: tuple[str, ...]


def first_round(votes: Mapping[str, int], *, base: int) -> FirstRound:
    """Elected by more than half of the base, else the finalists.

    >>> first_round({"a": 12, "b": 9, "c": 9, "d": 5}, base=35).finalists
    ('a', 'b', 'c')
    >>> first_round({"a": 18, "b": 17}, base=35).elected
    'a'

    Nobody is left out by a lot: three who tie for first all go on, and so do three who tie for second. Raises
    `ValueError` for fewer than two candidates, which is a question of yes or no (V10), and for more votes than the base.
    """
    if len(votes) < 2 or sum(votes.values()) > base or min(votes.values()) < 0:
        raise ValueError(f"a first round has two candidates or more, and at most the {base} votes of its base")
    order = sorted(votes, key=lambda name: (-votes[name], name))
    first = order[0]
    if reached(votes[first], base, 1, 2, "more-than"):
        return FirstRound(elected=first, finalists=())
    least = votes[order[1]]
    return FirstRound(elected=None, finalists=tuple(name for name in order if votes[name] >= least))


AfterWithdrawal = Literal["go-on", "nominate-again"]


def withdrawn(
    round_: FirstRound, votes: Mapping[str, int], gone: Set[str], *, printed: bool
) -> tuple[AfterWithdrawal, tuple[str, ...]]:
    """What happens when a finalist withdraws: nominations are opened again, unless the papers are not printed yet.

    Before printing the next in the order of votes takes the place, with all who tie there.

    >>> held = first_round({"a": 12, "b": 9, "c": 8, "d": 5}, base=34)
    >>> withdrawn(held, {"a": 12, "b": 9, "c": 8, "d": 5}, {"b"}, printed=False)
    ('go-on', ('a', 'c'))
    >>> withdrawn(held, {"a": 12, "b": 9, "c": 8, "d": 5}, {"b"}, printed=True)
    ('nominate-again', ())
    """
    if not gone & set(round_.finalists):
        return "go-on", round_.finalists
    left = {name: number for name, number in votes.items() if name not in gone}
    if printed or len(left) < 2:
        return "nominate-again", ()
    order = sorted(left, key=lambda name: (-left[name], name))
    least = left[order[1]]
    return "go-on", tuple(name for name in order if left[name] >= least)
