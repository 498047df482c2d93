"""Invented electorates for measuring: rankings of very different length, candidates of like or very unlike appeal.

An even electorate gives the longest counts, with the most transfers. In a steep one a few candidates have most votes and
programs that exclude many at once are done after a few rounds.
"""

import random
from collections.abc import Iterator

SEED = 2026


def rankings(ballots: int, candidates: int, *, steep: bool) -> Iterator[tuple[int, ...]]:
    """So many rankings, candidates from 1; about two in three are cast by one voter alone.

    Each voter draws without putting back, from equal appeals or such as fall off along the list, and stops anywhere.
    """
    drawn = random.Random(SEED)
    appeal = [1 / (1 + number) if steep else 1 for number in range(candidates)]
    for _ in range(ballots):
        most = 1 + min(int(drawn.expovariate(1 / 5)), candidates - 1)
        keyed = sorted(range(candidates), key=lambda at: drawn.expovariate(appeal[at]))
        yield tuple(at + 1 for at in keyed[:most])


def blt(ballots: int, candidates: int, seats: int, *, steep: bool = False) -> str:
    """They as a BLT file, a line to a ballot, as most programs write it."""
    rows = [f"{candidates} {seats}"]
    rows += [f"1 {' '.join(map(str, ranking))} 0" for ranking in rankings(ballots, candidates, steep=steep)]
    rows += ["0", *(f'"Candidate {number}"' for number in range(1, candidates + 1)), '"Measuring"']
    return "\n".join(rows) + "\n"
