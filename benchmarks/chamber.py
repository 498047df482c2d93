"""How fast is the chamber? Five hundred votes by name at once, and a list of two hundred motions.

Each beside a bare Django on the same server with the same database settings, and beside OpenSlides 3.3 where it is installed.
Sign-in, sessions, permission and the trail are on; rounds alternate, so that a busy moment of the machine meets both.
"""

import os
import subprocess
import sys
import time
from functools import partial
from itertools import count
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Any, Protocol

from tests.gazette.gatehouse import Gatehouse
from tests.secretariat.crowd import ROOT, Crowd, Served, everybody, gathered, send, until_answered

ROUNDS = 3


class Table(Protocol):
    """Where figures go."""

    def add(self, what: str, ratio: float, wanted: str) -> None: ...


def bench_chamber(table: Table, delegates: int) -> None:
    """Votes and lists, ours and bare, in turns."""
    with TemporaryDirectory() as name:
        house, bare = Path(name, "house"), Path(name, "bare")
        house.mkdir()
        bare.mkdir()
        Gatehouse(house).found().close()
        crowd = gathered(house, delegates)
        make = {**os.environ, "BARE_FOLDER": str(bare), "BARE_MAKE": "1", "PYTHONPATH": str(ROOT)}
        subprocess.run([sys.executable, "-c", "import benchmarks.bare_chamber"], env=make, check=True, cwd=ROOT)
        with (
            Served(house) as ours,
            Served(bare, application="benchmarks.bare_chamber:application", more={"BARE_FOLDER": str(bare)}) as theirs,
        ):
            _votes(table, ours, theirs, crowd)


def _votes(table: Table, ours: Served, theirs: Served, crowd: Crowd) -> None:
    numbers, rates, bare_rates = count(1), [], []
    for _ in range(ROUNDS):
        bare_rates.append(bare_votes(theirs, crowd, next(numbers)))
        rates.append(our_votes(ours, crowd))
    ratios = [ours_ / bare for ours_, bare in zip(rates, bare_rates, strict=True)]
    what = f"{len(crowd.delegates)} votes by name at once, {median(rates):.0f}/s / bare inserts, {median(bare_rates):.0f}/s"
    table.add(what, median(ratios), ">= 0.25")


def bare_votes(served: Served, crowd: Crowd, event: int) -> float:
    """Rows inserted in a second."""
    return _rate(
        [partial(send, served.port, f"/{event}/{paper}", "none", {"choice": "for"}) for _, paper in crowd.delegates]
    )


def our_votes(served: Served, crowd: Crowd) -> float:
    """Votes taken in a second, by delegates who are signed in and there; each leaves its trace."""
    vote = _opened(served, crowd)
    path = f"/sessions/votes/{vote}/cast"
    return _rate([partial(send, served.port, path, cookie, {"choice": "for"}) for cookie, _ in crowd.delegates])


def _rate(deeds: list[Any]) -> float:
    since = time.perf_counter()
    answers = everybody([partial(until_answered, deed) for deed in deeds])
    took = time.perf_counter() - since
    assert {answer.status for answer in answers} == {302}, {answer.status for answer in answers}
    return len(deeds) / took


def _opened(served: Served, crowd: Crowd) -> int:
    form = {"asks": "procedure", "method": "named", "question-en": "Shall it be so?"}
    votes = f"/sessions/sittings/{crowd.sitting}/votes"
    (made,) = everybody([partial(send, served.port, f"{votes}/prepare", crowd.chair, form)])
    assert made.status == 302, made.text
    (listed,) = everybody([partial(send, served.port, votes, crowd.chair)])
    vote = int(listed.text.split("/sessions/votes/")[1].split('"')[0])
    (opened,) = everybody([partial(send, served.port, f"/sessions/votes/{vote}/step", crowd.chair, {"step": "open"})])
    assert opened.status == 302, opened.text
    return vote
