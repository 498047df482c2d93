"""Five hundred delegates vote at once through the real server while others come and go, and its workers are killed.

The database is looked at afterwards by SQL alone. What kill -9 shows is that nothing hangs on a process; that a commit is
also on the platter is `synchronous=FULL`, which is asked of the database itself.
"""

from __future__ import annotations

import itertools
import json
import random
import shutil
import sqlite3
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from tests.gazette.gatehouse import Gatehouse
from tests.secretariat.crowd import Answer, Crowd, Served, everybody, gathered, send, until_answered

CHOICES = ("for", "against", "abstain")


@pytest.fixture(scope="module")
def five_hundred(founded: Gatehouse, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Crowd]:
    """A house with five hundred delegates in the room, made once."""
    place = tmp_path_factory.mktemp("crowd") / "house"
    shutil.copytree(founded.folder, place)
    return place, gathered(place, 500)


@pytest.fixture
def hall(five_hundred: tuple[Path, Crowd], tmp_path: Path) -> tuple[Path, Crowd]:
    """The same, copied for one test."""
    shutil.copytree(five_hundred[0], tmp_path / "house")
    return tmp_path / "house", five_hundred[1]


class Ballot:
    """A vote taken through the server by everybody: what each sent, and what each was told."""

    def __init__(self, served: Served, crowd: Crowd, method: str) -> None:
        self.served, self.crowd = served, crowd
        form = {"asks": "procedure", "method": method, "question-en": "Shall it be so?"}
        where = self.ask(f"/sessions/sittings/{crowd.sitting}/votes/prepare", crowd.chair, form)
        assert where.status == 302, where.text
        self.number = int(
            self.ask(f"/sessions/sittings/{crowd.sitting}/votes", crowd.chair)
            .text.split("/sessions/votes/")[1]
            .split('"')[0]
        )
        assert self.step("open").status == 302
        self.wanted = {paper: random.choice(CHOICES) for _, paper in crowd.delegates}

    def ask(self, path: str, cookie: str, form: dict[str, str] | None = None) -> Answer:
        return everybody([partial(until_answered, partial(send, self.served.port, path, cookie, form))])[0]

    def step(self, name: str) -> Answer:
        return self.ask(f"/sessions/votes/{self.number}/step", self.crowd.chair, {"step": name})

    async def delegate(self, cookie: str, paper: int, insists: bool) -> tuple[int, ...]:
        """Sends the vote until it is acknowledged; some send it once more, and then another: what came back each time."""
        path = f"/sessions/votes/{self.number}/cast"
        other = {"choice": next(each for each in CHOICES if each != self.wanted[paper])}
        same = {"choice": self.wanted[paper]}
        told = []
        for form in (same, same, other) if insists else (same,):
            answer = await until_answered(partial(send, self.served.port, path, cookie, form))
            told.append(answer.status)
        return tuple(told)

    async def comes_and_goes(self, paper: int) -> list[int]:
        """Checked out at the door and in again, while the others vote."""
        path, told = f"/sessions/sittings/{self.crowd.sitting}/check-others-in", []
        for form in ({"out": str(paper)}, {"in": str(paper)}, {"out": str(paper)}, {"in": str(paper)}):
            told.append((await until_answered(partial(send, self.served.port, path, self.crowd.teller, form))).status)
        return told

    async def mover(self, cookie: str, paper: int, insists: bool) -> tuple[int, ...]:
        """Votes, then comes and goes."""
        told = await self.delegate(cookie, paper, insists)
        assert set(await self.comes_and_goes(paper)) <= {302, 422}
        return told

    def taken(self, *, insisting: int, movers: int) -> dict[int, tuple[int, ...]]:
        """Everybody votes at once, in no order; some insist, some then come and go. What each was told, by credential."""
        order = random.sample(self.crowd.delegates, len(self.crowd.delegates))
        deeds = [
            partial(self.mover if n < movers else self.delegate, cookie, paper, n % len(order) < insisting)
            for n, (cookie, paper) in enumerate(order)
        ]
        shuffled = random.sample(deeds, len(deeds))
        return dict(zip([deed.args[1] for deed in shuffled], everybody(shuffled), strict=True))


Rows = Callable[[str], list[tuple[Any, ...]]]


def checked_by_name(ballot: Ballot, told: dict[int, tuple[int, ...]], rows: Rows) -> None:
    """None lost, none twice, every acknowledged choice is the one that stands, and no vote without its trace."""
    assert set(told.values()) == {(302,), (302, 302, 422)}
    found = rows(f"SELECT credential_id, choice FROM chamber_vote WHERE event_id = {ballot.number}")
    assert len(found) == len(ballot.wanted)
    assert dict(found) == ballot.wanted
    traced = rows(
        f"SELECT count(DISTINCT account_id) FROM door_trace WHERE deed = 'vote' AND thing = 'voteevent/{ballot.number}'"
    )
    assert traced == [(len(ballot.wanted),)]


def checked_secretly(ballot: Ballot, told: dict[int, tuple[int, ...]], rows: Rows) -> None:
    """A paper for everybody who voted and nobody else; where an answer was lost on the way, the paper was in all the same."""
    assert {each[1:] for each in told.values()} == {(), (422, 422)}
    assert {each[0] for each in told.values()} <= {302, 422}
    voted = rows(f"SELECT credential_id FROM chamber_voted WHERE event_id = {ballot.number}")
    papers = rows(f"SELECT choice, count(*) FROM chamber_secretpaper WHERE event_id = {ballot.number} GROUP BY choice")
    assert sorted(who for (who,) in voted) == sorted(ballot.wanted)
    assert Counter(dict(papers)) == Counter(ballot.wanted.values())


def on_sqlite(folder: Path) -> Rows:
    def rows(sql: str) -> list[tuple[Any, ...]]:
        with sqlite3.connect(folder / "secretariat.sqlite3") as line:
            return line.execute(sql).fetchall()

    return rows


@pytest.fixture
def deaths(tmp_path: Path) -> Iterator[Path]:
    """Where each killed worker leaves its mark."""
    place = tmp_path / "kills"
    place.mkdir()
    yield place


def mortal(folder: Path, deaths: Path, most: int, database: str = "") -> Served:
    """A server whose workers die while they take votes."""
    more = {"KILLS": str(deaths), "KILLS_MOST": str(most)}
    return Served(folder, database, "tests.secretariat.mortal:application", more=more)


def test_five_hundred_vote_at_once_and_none_is_lost_or_counted_twice(hall) -> None:
    (folder, crowd), rows = hall, on_sqlite(hall[0])
    with Served(folder) as served:
        ballot = Ballot(served, crowd, "named")
        told = ballot.taken(insisting=50, movers=10)
        checked_by_name(ballot, told, rows)
        assert ballot.step("close").status == 302
        assert ballot.step("declare").status == 302
    counts = Counter(ballot.wanted.values())
    (state, figures) = rows(f"SELECT state, counts FROM chamber_voteevent WHERE id = {ballot.number}")[0]
    kept = json.loads(figures)
    assert (kept["for_"], kept["against"], kept["abstained"], kept["present"]) == (*(counts[c] for c in CHOICES), 500)
    assert state == "declared"
    assert rows('SELECT count(*) FROM chamber_presence WHERE "left" IS NULL') == [(500,)]


CHECKS = {"named": checked_by_name, "secret": checked_secretly}


@pytest.mark.slow
def test_nothing_is_lost_or_half_done_however_the_server_is_killed(hall, deaths, campaign) -> None:
    """Workers die at a statement of a vote, or soon after; and when all were answered, the whole server does."""
    (folder, crowd), rows, wanted = hall, on_sqlite(hall[0]), campaign(200)
    crowd = replace(crowd, delegates=crowd.delegates[:100])
    methods = itertools.cycle(CHECKS)
    for method in methods:
        if len(list(deaths.iterdir())) >= wanted and method == "named":
            break
        with mortal(folder, deaths, wanted) as served:
            ballot = Ballot(served, crowd, method)
            told = ballot.taken(insisting=20, movers=3)
            served.kill()
        CHECKS[method](ballot, told, rows)
    assert rows("PRAGMA integrity_check") == [("ok",)]
    print(f"{len(list(deaths.iterdir()))} workers died while they took votes, and {ballot.number} servers after")


@pytest.mark.slow
def test_nothing_is_lost_on_postgresql_either(founded, tmp_path, deaths, campaign, postgres) -> None:
    import psycopg

    address, folder = postgres.new("crowd"), tmp_path / "house"
    shutil.copytree(founded.folder, folder)
    crowd, wanted = gathered(folder, 40, address), campaign(40)

    def rows(sql: str) -> list[tuple[Any, ...]]:
        with psycopg.connect(address) as line:
            return line.execute(sql).fetchall()

    while len(list(deaths.iterdir())) < wanted:
        with mortal(folder, deaths, wanted, address) as served:
            for method, check in CHECKS.items():
                ballot = Ballot(served, crowd, method)
                check(ballot, ballot.taken(insisting=10, movers=2), rows)


def test_a_vote_that_was_acknowledged_is_on_the_disk(transactional_db) -> None:
    """Each connection waits for the platter at every commit: that is what FULL (2) says."""
    with connection.cursor() as cursor:
        found = [cursor.execute(f"PRAGMA {name}").fetchone()[0] for name in ("synchronous", "journal_mode")]
    assert found == [2, "wal"]
