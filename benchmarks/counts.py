"""How fast are counts? Against the programs people use today, each in a process of its own, in processor seconds.

Where it says so, ours is measured from the bytes of the file to the bytes of the transcript; of the others only what they
build and count, never their reading of the file.
"""

import json
import os
import subprocess
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from statistics import median
from typing import Any, Protocol

from benchmarks.electorate import blt
from qurultay.counting.count import Count, count
from qurultay.counting.poll import Poll
from qurultay.counting.reading import read_poll
from qurultay.counting.rule import rule_named
from qurultay.counting.transcript import line, transcript

REPOSITORY = Path(__file__).resolve().parents[1]
PEERS = REPOSITORY / ".venv/peers/bin/python"
CANDIDATES, SEATS, RUNS = 20, 5, 3


class Table(Protocol):
    """Where figures are noted."""

    def add(self, what: str, ratio: float, wanted: str) -> None:
        """One figure and what it should be."""


def peer(program: str, paths: Sequence[Path]) -> dict[str, Any] | None:
    """What another program needs for these files, and whom it elects; None where it is not to be had or gives up."""
    if not PEERS.exists():
        return None
    asked = [str(PEERS), "-W", "ignore", str(REPOSITORY / "benchmarks/peer_counts.py"), program, *map(str, paths)]
    done = subprocess.run(asked, capture_output=True, text=True, check=False)
    if done.returncode:
        print(f"{program} gives up: {done.stderr.strip().rpartition(chr(10))[2][:100]}", flush=True)
        return None
    told: dict[str, Any] = json.loads(done.stdout)
    return told


def ours(rule: str, paths: Sequence[Path], *, seats: int = 0) -> float:
    """Processor seconds from the bytes of files to those of transcripts, the median of a few runs."""

    def deed() -> None:
        for path in paths:
            line(transcript(counted(read_poll(path.read_bytes(), path.name), rule, seats))).encode()

    return median(timed(deed) for _ in range(RUNS))


def timed(deed: Callable[[], object]) -> float:
    """Processor seconds of a deed."""
    start = time.process_time()
    deed()
    return time.process_time() - start


def counted(poll: Poll, rule: str, seats: int = 0) -> Count:
    """The count of a poll, for so many seats or as many as its file says."""
    contest = replace(poll.contest, seats=seats) if seats else poll.contest
    return count(contest, poll.profile, rule_named(rule))


def bench_counts(table: Table, ballots: int) -> None:
    """Scottish, Meek, WIGM and Schulze on large elections, Scottish on real wards where they are at hand."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "even.blt")
        path.write_text(blt(ballots, CANDIDATES, SEATS))
        bench_even(table, path, f"{ballots} ballots x {CANDIDATES} x {SEATS}, even")
        path = Path(folder, "steep.blt")
        path.write_text(blt(ballots, CANDIDATES, SEATS, steep=True))
        if plain := peer("pyrankvote", [path]):
            what = f"Scottish, {ballots} ballots, steep, file to transcript / pyrankvote build and count"
            table.add(what, ours("scottish", [path]) / (plain["build"] + plain["count"]), "")
    bench_wards(table)


def bench_even(table: Table, path: Path, size: str) -> None:
    """One election of candidates of equal appeal: the most transfers, and the longest count."""
    if plain := peer("pyrankvote", [path]):
        whole = plain["build"] + plain["count"]
        what = f"Scottish, {size}, file to transcript / pyrankvote build and count"
        table.add(what, ours("scottish", [path]) / whole, "<= 0.167")
        what = "Meek, exact, file to transcript / pyrankvote's plain STV, count alone"
        table.add(what, ours("meek", [path]) / plain["count"], "<= 0.25")
        table.add("WIGM in fractions, likewise", ours("wigm", [path]) / plain["count"], "")
    if pairs := peer("votelib-schulze", [path]):
        poll = read_poll(path.read_bytes(), path.name)
        alone = median(timed(lambda: counted(poll, "schulze", 1)) for _ in range(RUNS))
        table.add("Schulze, count / votelib, count", alone / pairs["count"], "<= 0.1")
        table.add("Schulze, file to transcript / votelib, count", ours("schulze", [path], seats=1) / pairs["count"], "")
    if others := peer("pref_voting-scottish", [path]):
        what = "Scottish, file to transcript / pref_voting build and count"
        table.add(what, ours("scottish", [path]) / (others["build"] + others["count"]), "")


def bench_wards(table: Table) -> None:
    """Real Scottish wards, all together; where the data do not stand beside the repository, nothing."""
    shared = Path(os.environ.get("QURULTAY_SHARED") or REPOSITORY.parent / "shared")
    wards = sorted((shared / "data/counting/scotland").glob("*.blt"))
    if not wards:
        print("the ballots of Scottish wards are not here; their figure is left out", flush=True)
    elif plain := peer("pyrankvote", wards):
        polls = [read_poll(path.read_bytes(), path.name) for path in wards]
        took = median(timed(lambda: [counted(poll, "scottish") for poll in polls]) for _ in range(RUNS))
        table.add(f"{len(wards)} Scottish wards, count / pyrankvote count", took / plain["count"], "<= 0.125")
        whole = plain["build"] + plain["count"]
        table.add("the wards, file to transcript / pyrankvote build and count", ours("scottish", wards) / whole, "")
