"""Debian's belenios-tool and we hold elections together: each takes what the other made, and says the same of it."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from qurultay.ballots import ballot, canonical
from qurultay.ballots.credentials import BASE58, generate, listed, public
from qurultay.ballots.errors import Refused
from qurultay.ballots.questions import Homomorphic, Question
from qurultay.ballots.randomness import SYSTEM
from qurultay.ballots.running import Running
from qurultay.ballots.verify import verify
from tests.ballots.council import Council, council
from tests.ballots.debian import Debian, records

PLAIN = Homomorphic(question="President?", answers=("Aygül", "Bahtiyar"), min=1, max=1)
BLANK = Homomorphic(question="Adopt?", answers=("yes", "no"), min=1, max=1, blank=True)
SEVERAL = Homomorphic(question="Who else?", answers=("A", "B", "C"), min=0, max=2)


@dataclass(frozen=True)
class Kinds:
    """What is asked, how the voters answer, their weights, and what comes out."""

    questions: tuple[Question, ...]
    votes: Sequence[Sequence[Sequence[int]]]
    weights: tuple[int, ...]
    result: Sequence[Sequence[int]]


ELECTIONS = {
    "plain": Kinds((PLAIN,), [[(1, 0)], [(0, 1)]], (1, 1), [[1, 1]]),
    "blank": Kinds((BLANK,), [[(1, 0, 0)], [(0, 1, 0)]], (1, 1), [[1, 1, 0]]),
    "weights": Kinds((PLAIN,), [[(1, 0)], [(1, 0)]], (3, 70_000), [[70_003, 0]]),
    "several questions": Kinds((BLANK, SEVERAL), [[(0, 1, 0), (1, 0, 1)]] * 2, (1, 1), [[0, 2, 0], [2, 0, 2]]),
}


def short_credential() -> str:
    """A credential of the form that Debian's version knows: 14 characters and one to check them."""
    bare, number = "".join(BASE58[SYSTEM(58)] for _ in range(14)), 0
    for each in bare:
        number = number * 58 + BASE58.index(each)
    bare += BASE58[53 - number % 53]
    return "-".join(bare[at : at + 3] for at in range(0, 15, 3))


@pytest.mark.parametrize("kinds", ELECTIONS.values(), ids=ELECTIONS)
@pytest.mark.parametrize("threshold", [None, (3, 2)], ids=["single", "single and 2 of 3"])
@pytest.mark.parametrize("name", ["BELENIOS-2048", "RFC-3526-2048"])
def test_an_election_of_ours_takes_debians_ballots_and_is_verified_by_it(
    tmp_path: Path, tool: Callable[[str], Path], name: str, threshold: tuple[int, int] | None, kinds: Kinds
) -> None:
    held = council(kinds.questions, singles=1, group=threshold, name=name)
    debian = Debian(tmp_path, tool("belenios-tool"), name)
    debian.uuid = held.election.uuid
    credentials = [short_credential(), generate(SYSTEM)]
    with begun(held, credentials, kinds, debian.archive) as running:
        running.cast(debian.ballot(credentials[0], kinds.votes[0]).encode())
        for _ in range(voted := 2 if name == "BELENIOS-2048" else 1):
            running.cast(ballot.make(held.election, credentials[1], kinds.votes[1], SYSTEM))
        running.close()
        if voted == 2:
            ours = [body for _, body in records(debian.archive.read_bytes()) if body.startswith(b"[[{")]
            assert debian.run("election", "compute-encrypted-tally").splitlines()[0].encode() in ours
        for owner in [1, 2, 4][: 1 if threshold is None else 3]:
            part = held.part(owner, running.tally)
            data, strong = part.partial.to_json(held.election.group), part.strong.to_json()
            running.decrypt(owner, canonical.encode(data), canonical.encode(strong))
        assert json.loads(debian.run("election", "compute-result"))["result"] == kinds.result
        running.declare()
        debian.verify()
    report = verify(debian.archive, workers=1).require()
    assert list(report.result or ()) == kinds.result
    assert (report.ballots, report.voters, report.weight) == (1 + voted, 2, sum(kinds.weights))


def begun(held: Council, credentials: Sequence[str], kinds: Kinds, path: Path) -> Running:
    group, uuid = held.election.group, held.election.uuid
    pairs = [(public(group, uuid, one), weight) for one, weight in zip(credentials, kinds.weights, strict=True)]
    return Running.begin(
        path,
        1795352926,
        election=held.election.data,
        trustees=canonical.encode(held.trustees.to_json()),
        credentials=listed(group, pairs, weighted=kinds.weights != (1, 1)).encode(),
    )


@pytest.mark.parametrize("name", ["BELENIOS-2048", "RFC-3526-2048"])
def test_an_election_of_debian_takes_our_ballots_and_is_verified_by_us(
    tmp_path: Path, tool: Callable[[str], Path], name: str
) -> None:
    debian = Debian(tmp_path, tool("belenios-tool"), name)
    credentials = debian.credentials([1, 5])
    key = debian.single()
    asked: list[Any] = [question.to_json() for question in (PLAIN, BLANK, SEVERAL)]
    debian.open(asked, name="Құрылтай قۇرۇلتاي")
    debian.vote(credentials[0], [(1, 0), (1, 0, 0), (0, 0, 0)])
    with Running.resume(debian.archive) as running:
        made = ballot.make(running.setup.election, credentials[1], [(0, 1), (0, 0, 1), (1, 1, 0)], SYSTEM)
    debian.event("Ballot", made.decode() + "\n")
    debian.verify()
    debian.close()
    debian.decrypt(key, 1)
    result = debian.declare()
    report = verify(debian.archive, workers=1).require()
    assert list(report.result or ()) == result == [[1, 5], [1, 0, 5], [5, 5, 0]]
    assert report.name == "Құрылтай قۇرۇلتاي"
    assert {step: report.checked[step] for step in ("ballots", "decryptions")} == {"ballots": 2, "decryptions": 1}


def test_debian_goes_on_with_an_archive_that_we_began_and_declares_what_we_would_not_without_a_strong_proof(
    tmp_path: Path, tool: Callable[[str], Path]
) -> None:
    held = council((PLAIN,), singles=1, group=None)
    debian = Debian(tmp_path, tool("belenios-tool"), "BELENIOS-2048")
    debian.uuid = held.election.uuid
    credentials = [short_credential(), generate(SYSTEM)]
    begun(held, credentials, ELECTIONS["plain"], debian.archive).close_archive()
    debian.vote(credentials[0], [(1, 0)])
    with Running.resume(debian.archive) as running:
        running.cast(ballot.make(held.election, credentials[1], [(1, 0)], SYSTEM))
        running.close()
    debian.write("1.privkey", canonical.encode(held.x[1].digits()))
    debian.decrypt(tmp_path / "1.privkey", 1)
    with Running.resume(debian.archive) as running, pytest.raises(Refused, match="strong proof") as refused:
        running.declare()
    assert refused.value.check == "decryption-missing"
    assert debian.declare() == [[2, 0]]
    debian.verify()
    assert verify(debian.archive, workers=1).require().result == ([2, 0],)
