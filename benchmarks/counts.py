"""How fast are counts? Against the programs people use today, each in a process of its own, in processor seconds.

Ours is measured from the bytes of the file to the bytes of the transcript; of the others only what they build and count,
not their reading of the file.
"""

import json
import os
import subprocess
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from statistics import median
from typing import Any, Protocol

from benchmarks.electorate import blt
from qurultay.counting.count import count
from qurultay.counting.reading import read_poll
from qurultay.counting.rule import methods, rule_named
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


def ours(rule: str, paths: Sequence[Path], *, seats: int = 0) -> tuple[float, list[tuple[str, ...]]]:
    """Processor seconds from file to transcript, the median of a few runs, and whom it elects."""
    took, elected = [], []
    for _ in range(RUNS):
        start, elected = time.process_time(), []
        for path in paths:
            poll = read_poll(path.read_bytes(), path.name)
            counted = count(arranged(poll.contest, seats), poll.profile, rule_named(rule))
            line(transcript(counted)).encode()
            elected.append(counted.elected)
        took.append(time.process_time() - start)
    return median(took), elected


def arranged(contest: Any, seats: int) -> Any:
    """The contest, for so many seats."""
    from dataclasses import replace

    return replace(contest, seats=seats) if seats else contest


def bench_counts(table: Table, ballots: int) -> None:
    """Scottish, Meek, WIGM and Schulze on one large election, Scottish on real wards where they are at hand."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "measuring.blt")
        path.write_text(blt(ballots, CANDIDATES, SEATS))
        size = f"{ballots} ballots x {CANDIDATES} x {SEATS}"
        if plain := peer("pyrankvote", [path]):
            whole = plain["build"] + plain["count"]
            _add(
                table,
                f"Scottish, {size}, file to transcript / pyrankvote build and count",
                "scottish",
                path,
                whole,
                "<= 0.167",
            )
            _add(
                table,
                "Meek, exact, file to transcript / pyrankvote's plain STV, count",
                "meek",
                path,
                plain["count"],
                "<= 0.25",
            )
            _add(
                table,
                "WIGM in fractions, file to transcript / pyrankvote's plain STV, count",
                "wigm",
                path,
                plain["count"],
                "",
            )
        if (pairs := peer("votelib-schulze", [path])) and "schulze" in methods():
            took, _ = ours("schulze", [path], seats=1)
            table.add("Schulze, file to transcript / votelib, count", took / pairs["count"], "<= 0.1")
        if scottish := peer("pref_voting-scottish", [path]):
            whole = scottish["build"] + scottish["count"]
            _add(table, "Scottish, file to transcript / pref_voting build and count", "scottish", path, whole, "")
    bench_wards(table)


def _add(table: Table, what: str, rule: str, path: Path, floor: float, wanted: str) -> None:
    took, _ = ours(rule, [path])
    table.add(what, took / floor, wanted)


def bench_wards(table: Table) -> None:
    """Real Scottish wards, all together; where the data do not stand beside the repository, nothing."""
    shared = Path(os.environ.get("QURULTAY_SHARED") or REPOSITORY.parent / "shared")
    wards = sorted((shared / "data/counting/scotland").glob("*.blt"))
    if not wards:
        print("the ballots of Scottish wards are not here; their figure is left out", flush=True)
    elif plain := peer("pyrankvote", wards):
        took, _ = ours("scottish", wards)
        whole = plain["build"] + plain["count"]
        table.add(
            f"{len(wards)} Scottish wards, file to transcript / pyrankvote build and count", took / whole, "<= 0.125"
        )


BENCHES: dict[str, tuple[Callable[[Table, int], None], int]] = {"counts": (bench_counts, 50_000)}
"""Each benchmark, and how many ballots it has unless `--ballots` says otherwise."""
