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
from operator import truediv
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
        peer = running.enter_context(OpenSlides(Path(name, "openslides"))) if OPENSLIDES.exists() else None
        if peer is None:
            print("chamber: OpenSlides is not installed here (.venv/openslides), so the figures beside it are left out")
        _votes(table, ours, theirs, peer, crowd)
        _lists(table, ours, theirs, peer, crowd)


def _votes(table: Table, ours: Served, theirs: Served, peer: "OpenSlides | None", crowd: Crowd) -> None:
    """Rounds of votes, one after the other: a busy moment meets all of them alike."""
    rates, bare, others = [], [], []
    for number in range(1, ROUNDS + 1):
        bare.append(bare_votes(theirs, crowd, number))
        rates.append(our_votes(ours, crowd))
        if peer is not None:
            others.append(peer.votes(number))
    what = f"{len(crowd.delegates)} votes by name at once, {median(rates):.0f}/s / bare inserts, {median(bare):.0f}/s"
    table.add(what, median(map(truediv, rates, bare)), ">= 0.25")
    if others:
        what = f"the same votes / OpenSlides 3.3, {SOME} at once, {median(others):.1f}/s"
        table.add(what, median(map(truediv, rates, others)), ">= 10")


def _lists(table: Table, ours: Served, theirs: Served, peer: "OpenSlides | None", crowd: Crowd) -> None:
    """The list asked for in turns."""
    took, bare, others = [], [], []
    path, cookie = f"/sessions/{crowd.session}/motions", crowd.delegates[0][0]
    for _ in range(LISTS):
        bare.append(_seconds(partial(send, theirs.port, "/", "none")))
        took.append(_seconds(partial(send, ours.port, path, cookie)))
        if peer is not None:
            others.append(peer.listed())
    what = f"a list of {MOTIONS} motions, {median(took) * 1000:.0f} ms / a bare list, {median(bare) * 1000:.0f} ms"
    table.add(what, median(took) / median(bare), "<= 3")
    if others:
        what = f"the same list / OpenSlides 3.3, {median(others) * 1000:.0f} ms"
        table.add(what, median(took) / median(others), "<= 0.33")


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
        made = [
            str(OPENSLIDES),
            str(ROOT / "benchmarks/peer_chamber.py"),
            str(self.folder),
            str(SOME),
            str(MOTIONS),
            str(ROUNDS),
        ]
        done = subprocess.run(made, env=own, capture_output=True, text=True, check=True, cwd=self.folder)
        made_of = json.loads(done.stdout.splitlines()[-1])
        self.cookies, self.polls = made_of["cookies"], made_of["polls"]
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

    def votes(self, number: int) -> float:
        """Votes by name taken in a second, in one of its polls."""
        path = f"motion-poll/{self.polls[number - 1]}/vote/"
        return _rate([partial(self._ask, cookie, path, "Y") for cookie in self.cookies], 200)

    def listed(self) -> float:
        """Seconds for the list of all motions."""
        return _seconds(partial(self._ask, self.cookies[0], "motion/"))
