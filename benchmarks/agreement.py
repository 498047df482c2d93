"""Do others give lists the same seats? Elections are drawn, and counted by us and by the programs our rules name.

An election in which a tie would need the lot is drawn again: what a program does then is its own affair.
"""

import json
import random
import subprocess
from collections.abc import Iterator
from math import isqrt
from pathlib import Path

from benchmarks.counts import PEERS, REPOSITORY, Table
from qurultay.counting.contest import contest_of
from qurultay.counting.count import count
from qurultay.counting.profile import profile_of
from qurultay.counting.rule import rule_named

PROGRAMS = {
    "dhondt": ("votelib", "apportionment"),
    "sainte-lague": ("votelib", "apportionment"),
    "sainte-lague-modified": ("votelib", "apportionment"),
    "hare": ("votelib", "apportionment"),
    "droop": ("votelib",),
}
"""Which programs know which of our rules for lists."""
PEER = REPOSITORY / "benchmarks/peer_seats.py"
Drawn = tuple[list[int], int]


def bench_agreement(table: Table, elections: int) -> None:
    """The share of the drawn elections on which another program gives every list the same seats."""
    if not PEERS.exists():
        print("agreement: the programs to compare with are not installed (.venv/peers), so nothing is compared")
        return
    for rule, programs in PROGRAMS.items():
        drawn = list(settled(rule, elections))
        for program in programs:
            theirs = seats_by(program, rule, [election for election, _ in drawn])
            same = sum(mine == other for (_, mine), other in zip(drawn, theirs, strict=True))
            table.add(f"{rule}: elections of {elections} on which {program} agrees", same / elections, "1")


def settled(rule: str, elections: int) -> Iterator[tuple[Drawn, list[int]]]:
    """So many drawn elections that need no lot, with our seats: two lists to eight, up to thirty seats.

    There are votes enough for S × (S + 1) where S seats are to be had. With fewer, votes left over from Droop quotas can
    claim a second seat for one list, as the method says; votelib then leaves seats empty.
    """
    dice, found = random.Random(f"seats by {rule}"), 0
    while found < elections:
        lists = dice.randint(2, 8)
        votes = [dice.randint(1, 10 ** dice.randint(1, 6)) for _ in range(lists)]
        seats = dice.randint(1, min(30, max(1, isqrt(sum(votes)) - 1)))
        mine = our_seats(rule, votes, seats)
        if mine is not None:
            found += 1
            yield (votes, seats), mine


def our_seats(rule: str, votes: list[int], seats: int) -> list[int] | None:
    """What we give each list; None where a tie waits for the lot."""
    names = [f"L{at}" for at in range(len(votes))]
    cast = profile_of("votes", len(votes), [((at,), each) for at, each in enumerate(votes)])
    counted = count(contest_of(" ".join(names), seats=seats), cast, rule_named(rule))
    if counted.unresolved is not None:
        return None
    won = counted.seats()
    return [won.get(name, 0) for name in names]


def seats_by(program: str, rule: str, elections: list[Drawn]) -> list[list[int] | None]:
    """What another program gives each list of each election; None where it finds a tie or gives up."""
    asked = [str(PEERS), "-W", "ignore", str(Path(PEER)), program, rule]
    done = subprocess.run(asked, input=json.dumps(elections), capture_output=True, text=True, check=True)
    told: list[list[int] | None] = json.loads(done.stdout)
    return told
