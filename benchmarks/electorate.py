"""An invented electorate for measuring: rankings of very different length around candidates of very different appeal."""

import random
from collections.abc import Iterator

SEED = 2026


def rankings(ballots: int, candidates: int) -> Iterator[tuple[int, ...]]:
    """So many rankings, candidates from 1; about two in three are cast by one voter alone.

    Each voter draws without putting back, from appeals that fall off as in real lists, and stops after any choice.
    """
    drawn = random.Random(SEED)
    appeal = [1 / (1 + number) for number in range(candidates)]
    for _ in range(ballots):
        most = 1 + min(int(drawn.expovariate(1 / 5)), candidates - 1)
        keyed = sorted(range(candidates), key=lambda at: drawn.expovariate(appeal[at]))
        yield tuple(at + 1 for at in keyed[:most])


def blt(ballots: int, candidates: int, seats: int) -> str:
    """They as a BLT file, a line to a ballot, as most programs write it."""
    rows = [f"{candidates} {seats}"]
    rows += [f"1 {' '.join(map(str, ranking))} 0" for ranking in rankings(ballots, candidates)]
    rows += ["0", *(f'"Candidate {number}"' for number in range(1, candidates + 1)), '"Measuring"']
    return "\n".join(rows) + "\n"
