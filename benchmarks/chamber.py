"""How fast is the chamber? Five hundred votes by name at once, and a list of two hundred motions.

Each beside a bare Django on the same server with the same database settings, and beside OpenSlides 3.3 where it is installed.
Sign-in, sessions, permission and the trail are on; rounds alternate, so that a busy moment of the machine meets both.
"""

import json
import os
import socket
import subprocess
import sys
import time
from contextlib import ExitStack
from functools import partial
from itertools import count
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Any, Protocol

from tests.gazette.gatehouse import Gatehouse
from tests.secretariat.crowd import ROOT, TOKEN, Crowd, Served, ask, everybody, gathered, send, until_answered

ROUNDS, LISTS, MOTIONS = 3, 20, 200
OPENSLIDES = ROOT / ".venv/openslides/bin/python"
SOME = 100
"""So many delegates vote at once in OpenSlides: it takes minutes for five hundred, and is quicker for fewer."""


class Table(Protocol):
    """Where figures go."""

    def add(self, what: str, ratio: float, wanted: str) -> None: ...


def bench_chamber(table: Table, delegates: int) -> None:
    """Votes and lists: ours, bare Django's, and OpenSlides', in turns."""
    with TemporaryDirectory() as name, ExitStack() as running:
        house, bare = Path(name, "house"), Path(name, "bare")
        house.mkdir()
        bare.mkdir()
        Gatehouse(house).found().close()
        crowd = gathered(house, delegates, motions=MOTIONS)
        make = {**os.environ, "BARE_FOLDER": str(bare), "BARE_MAKE": "1", "PYTHONPATH": str(ROOT)}
        subprocess.run([sys.executable, "-c", "import benchmarks.bare_chamber"], env=make, check=True, cwd=ROOT)
        ours = running.enter_context(Served(house))
        settings = {"BARE_FOLDER": str(bare)}
        theirs = running.enter_context(Served(bare, application="benchmarks.bare_chamber:application", more=settings))
        rate = _votes(table, ours, theirs, crowd)
        took = _lists(table, ours, theirs, crowd)
        if not OPENSLIDES.exists():
            print("chamber: OpenSlides is not installed here (.venv/openslides), so the figures beside it are left out")
            return
        with OpenSlides(Path(name, "openslides")) as peer:
            their_rate, their_list = peer.votes(), peer.listed()
        table.add(f"the same votes / OpenSlides 3.3, {SOME} at once, {their_rate:.1f}/s", rate / their_rate, ">= 10")
        table.add(f"the same list / OpenSlides 3.3, {their_list * 1000:.0f} ms", took / their_list, "<= 0.33")


def _votes(table: Table, ours: Served, theirs: Served, crowd: Crowd) -> float:
    numbers, rates, bare_rates = count(1), [], []
    for _ in range(ROUNDS):
        bare_rates.append(bare_votes(theirs, crowd, next(numbers)))
        rates.append(our_votes(ours, crowd))
    ratios = [ours_ / bare for ours_, bare in zip(rates, bare_rates, strict=True)]
    what = f"{len(crowd.delegates)} votes by name at once, {median(rates):.0f}/s / bare inserts, {median(bare_rates):.0f}/s"
    table.add(what, median(ratios), ">= 0.25")
    return median(rates)


def _lists(table: Table, ours: Served, theirs: Served, crowd: Crowd) -> float:
    took, bare = [], []
    cookie = crowd.delegates[0][0]
    for _ in range(LISTS):
        bare.append(_seconds(partial(send, theirs.port, "/", "none")))
        took.append(_seconds(partial(send, ours.port, f"/sessions/{crowd.session}/motions", cookie)))
    what = f"a list of {MOTIONS} motions, {median(took) * 1000:.0f} ms / a bare list, {median(bare) * 1000:.0f} ms"
    table.add(what, median(took) / median(bare), "<= 3")
    return median(took)


def _seconds(ask: Any) -> float:
    since = time.perf_counter()
    (answer,) = everybody([ask])
    assert answer.status == 200, answer.text
    assert answer.text.count("On the schools of district") >= MOTIONS
    return time.perf_counter() - since


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


def _rate(deeds: list[Any], status: int = 302) -> float:
    since = time.perf_counter()
    answers = everybody([partial(until_answered, deed) for deed in deeds])
    took = time.perf_counter() - since
    assert {answer.status for answer in answers} == {status}, {answer.status for answer in answers}
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


class OpenSlides:
    """OpenSlides 3.3 as its own command starts it, with as many motions, and delegates who have come in."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def __enter__(self) -> "OpenSlides":
        self.folder.mkdir()
        own = {**os.environ, "PYTHONPATH": str(ROOT / "benchmarks/moved_since"), "PYTHONWARNINGS": "ignore"}
        made = [str(OPENSLIDES), str(ROOT / "benchmarks/peer_chamber.py"), str(self.folder), str(SOME), str(MOTIONS)]
        done = subprocess.run(made, env=own, capture_output=True, text=True, check=True, cwd=self.folder)
        self.cookies = json.loads(done.stdout.splitlines()[-1])["cookies"]
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        start = [str(OPENSLIDES), "-m", "openslides", "start", "--no-browser", "--host", "127.0.0.1"]
        start += ["--port", str(self.port), "--settings_dir", str(self.folder)]
        with Path(self.folder, "log").open("wb") as log:
            self.process = subprocess.Popen(start, env=own, cwd=self.folder, stdout=log, stderr=log)
        everybody([partial(until_answered, partial(self._ask, self.cookies[0], "motion/"))])
        return self

    def __exit__(self, *_: object) -> None:
        self.process.terminate()
        self.process.wait()

    async def _ask(self, cookie: str, path: str, vote: str = "") -> Any:
        own = f"OpenSlidesSessionID={cookie}; OpenSlidesCsrfToken={TOKEN}"
        body = json.dumps({"data": vote}).encode() if vote else None
        return await ask(self.port, f"/rest/motions/{path}", own, body, "application/json", {"X-CSRFToken": TOKEN})

    def votes(self) -> float:
        """Votes by name taken in a second."""
        return _rate([partial(self._ask, cookie, "motion-poll/1/vote/", "Y") for cookie in self.cookies], 200)

    def listed(self) -> float:
        """Seconds for the list of all motions."""
        return median(_seconds(partial(self._ask, self.cookies[0], "motion/")) for _ in range(LISTS))
