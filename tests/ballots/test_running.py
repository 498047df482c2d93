"""An election from its opening to its result, and what happens when the power fails in between."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qurultay.ballots import ballot, canonical
from qurultay.ballots.archive.events import Kind
from qurultay.ballots.archive.records import BLOCK
from qurultay.ballots.decryption.beside import lines_beside, path_beside
from qurultay.ballots.decryption.partial import partial_decryption
from qurultay.ballots.decryption.strong import strong_proof
from qurultay.ballots.errors import Refused
from qurultay.ballots.mixnet.shuffle import make_shuffle
from qurultay.ballots.randomness import seeded
from qurultay.ballots.running import Running
from qurultay.ballots.trustees.keys import verification_key
from qurultay.ballots.trustees.structure import assemble
from qurultay.ballots.verify import verify
from tests.ballots.elections import COMMITTEE, OR_BLANK, PRESIDENT, RANKED, Hall, hall

RANDOM = seeded("running")
TIME = 1795352926


def setup(held: Hall) -> dict[str, bytes]:
    group = held.election.group
    key = canonical.encode(verification_key(group, held.x, RANDOM).to_json(group))
    return {
        "election": held.election.data,
        "trustees": assemble(group, [key]),
        "credentials": held.public.encode(),
    }


def begun(held: Hall, folder: Path) -> Running:
    return Running.begin(folder / f"{held.election.uuid}.bel", TIME, **setup(held))


def cast(held: Hall, running: Running, voter: int, *choices: Any) -> Any:
    return running.cast(ballot.make(held.election, held.credentials[voter], choices, RANDOM))


def part(held: Hall, running: Running) -> tuple[bytes, bytes]:
    found = partial_decryption(held.election, held.x, running.tally, RANDOM)
    group = held.election.group
    strong = strong_proof(held.election, held.x, 1, running.tally, found, RANDOM)
    return canonical.encode(found.to_json(group)), canonical.encode(strong.to_json())


def declared(held: Hall, running: Running) -> Any:
    running.close()
    running.decrypt(1, *part(held, running))
    running.declare()
    return verify(running_path(held, running), workers=1).require().result


def running_path(held: Hall, running: Running) -> Path:
    return running._writer.path


SMALL = hall((PRESIDENT, OR_BLANK), "Ed25519", 4)


@pytest.fixture
def running(tmp_path: Path) -> Iterator[Running]:
    with begun(SMALL, tmp_path) as found:
        yield found


def test_an_election_is_held_and_verified(running: Running) -> None:
    for voter, choice in enumerate([(1, 0, 0), (0, 1, 0), (1, 0, 0)]):
        receipt = cast(SMALL, running, voter, choice, (1, 0, 0) if voter else (0, 1, 0))
        assert (receipt.number, receipt.replaced) == (voter + 1, False)
    assert (running.ballots, running.voters) == (3, 3)
    assert declared(SMALL, running) == ([2, 1, 0], [2, 1, 0])


def test_the_last_ballot_of_a_voter_counts(running: Running) -> None:
    cast(SMALL, running, 0, (1, 0, 0), (1, 0, 0))
    assert cast(SMALL, running, 0, (0, 0, 1), (0, 0, 1)).replaced
    assert (running.ballots, running.voters) == (2, 1)
    assert declared(SMALL, running) == ([0, 0, 1], [0, 0, 1])


def test_a_ballot_cannot_be_undone_by_casting_an_earlier_one_again(running: Running) -> None:
    first = ballot.make(SMALL.election, SMALL.credentials[0], [(1, 0, 0), (1, 0, 0)], RANDOM)
    running.cast(first)
    cast(SMALL, running, 0, (0, 1, 0), (1, 0, 0))
    with pytest.raises(Refused) as refused:
        running.cast(first)
    assert refused.value.check == "ballot-again"
    assert declared(SMALL, running) == ([0, 1, 0], [1, 0, 0])


def test_nobody_votes_after_the_end_or_with_a_foreign_credential(running: Running) -> None:
    late = ballot.make(SMALL.election, SMALL.credentials[1], [(1, 0, 0), (1, 0, 0)], RANDOM)
    with pytest.raises(Refused) as refused:
        running.cast(ballot.make(SMALL.election, "1" * 22, [(1, 0, 0), (1, 0, 0)], RANDOM))
    assert refused.value.check == "ballot-credential"
    assert [step.event.kind for step in running.close()] == [Kind.END_BALLOTS, Kind.ENCRYPTED_TALLY]
    assert running.close() == ()
    with pytest.raises(Refused) as refused:
        running.cast(late)
    assert refused.value.check == "event-order"


def test_nothing_is_decrypted_or_declared_before_its_time(running: Running) -> None:
    for early in (
        lambda: running.tally,
        running.declare,
        lambda: running.decrypt(1, b"{}", b"{}"),
        running.end_shuffles,
    ):
        with pytest.raises(Refused):
            early()
    running.close()
    with pytest.raises(Refused) as refused:
        running.declaration()
    assert refused.value.check == "decryption-missing"
    with pytest.raises(Refused) as refused:
        running.declare()
    assert refused.value.check == "event-missing"


def test_a_trustee_decrypts_once(running: Running) -> None:
    cast(SMALL, running, 0, (1, 0, 0), (1, 0, 0))
    running.close()
    running.decrypt(1, *part(SMALL, running))
    with pytest.raises(Refused) as refused:
        running.decrypt(1, *part(SMALL, running))
    assert refused.value.check == "decryption-again"


def test_a_part_with_a_false_strong_proof_is_not_kept(running: Running) -> None:
    cast(SMALL, running, 0, (1, 0, 0), (1, 0, 0))
    running.close()
    data, strong = part(SMALL, running)
    other = part(SMALL, running)[0]
    with pytest.raises(Refused) as refused:
        running.decrypt(1, other, strong)
    assert refused.value.check == "decryption-strong"
    running.decrypt(1, data, strong)
    running.declare()


def test_a_part_without_a_strong_proof_is_not_counted(running: Running, tmp_path: Path) -> None:
    cast(SMALL, running, 0, (1, 0, 0), (1, 0, 0))
    running.close()
    data, strong = part(SMALL, running)
    running.decrypt(1, data, strong)
    path = running_path(SMALL, running)
    running.close_archive()
    beside = path_beside(path)
    beside.unlink()
    with Running.resume(path) as again:
        with pytest.raises(Refused) as refused:
            again.declare()
        assert "the part of trustee 1 was set aside: it came without the strong proof" in refused.value.sentence
        with pytest.raises(Refused) as refused:
            again.prove(1, part(SMALL, running)[1])
        assert refused.value.check == "decryption-strong"
        again.prove(1, strong)
        again.declare()
    assert verify(path, workers=1).require().checked["strong proofs"] == 1


def test_strong_proofs_stay_beside_the_archive_and_survive_a_crash(running: Running) -> None:
    cast(SMALL, running, 0, (1, 0, 0), (1, 0, 0))
    running.close()
    path, beside = running_path(SMALL, running), path_beside(running_path(SMALL, running))
    never_came = part(SMALL, running)[1]
    beside.write_bytes(never_came + b"\n" + never_came[:50])
    running.decrypt(1, *part(SMALL, running))
    assert beside.read_bytes().count(b"\n") == 2
    running.close_archive()
    assert verify(path, workers=1).require().checked["strong proofs"] == 1
    with Running.resume(path) as again:
        again.declare()
    lines = lines_beside(path)
    beside.write_bytes(lines[1].replace(b'"response":"', b'"response":"1') + b"\n")
    assert [bad.check for bad in verify(path, workers=1).findings] in (["decryption-strong"], ["number-form"])


def test_rankings_are_shuffled_before_they_are_decrypted(tmp_path: Path) -> None:
    held = hall((RANKED, PRESIDENT), "RFC-3526-2048")
    with begun(held, tmp_path) as running:
        for voter in range(3):
            cast(held, running, voter, (voter, 2, 1), (1, 0, 0))
        cast(held, running, 0, (7, 2, 1), (0, 1, 0))
        running.close()
        for _ in range(2):
            shuffle = make_shuffle(held.election, running.rankings, RANDOM)
            running.shuffle(1, canonical.encode(shuffle.to_json(held.election.group)))
        running.end_shuffles()
        running.decrypt(1, *part(held, running))
        running.declare()
        found = verify(running_path(held, running), workers=1).require().result
    assert found is not None
    assert sorted(found[0]) == [[1, 2, 1], [2, 2, 1], [7, 2, 1]]
    assert found[1] == [2, 1, 0]


@settings(max_examples=15)
@given(votes=st.lists(st.tuples(st.integers(0, 3), st.integers(1, 15)), max_size=8))
def test_the_result_is_the_count_of_the_last_ballots_by_weight(
    tmp_path_factory: pytest.TempPathFactory, votes: list[tuple[int, int]]
) -> None:
    weights = (1, 2, 5, 70_000)
    held = hall((COMMITTEE,), "Ed25519", 4, weights)
    counts, last = [0] * 4, {}
    with begun(held, tmp_path_factory.mktemp("random")) as running:
        for voter, pattern in votes:
            chosen = tuple(pattern >> at & 1 for at in range(4))
            if sum(chosen) <= 3:
                cast(held, running, voter, chosen)
                last[voter] = chosen
        for voter, chosen in last.items():
            counts = [count + weights[voter] * one for count, one in zip(counts, chosen, strict=True)]
        assert declared(held, running) == (counts,)


# --- failures --------------------------------------------------------------------------------------------------------


def test_an_election_is_resumed_where_it_stopped(tmp_path: Path) -> None:
    with begun(SMALL, tmp_path) as running:
        path, head = running_path(SMALL, running), running.head
        cast(SMALL, running, 0, (1, 0, 0), (1, 0, 0))
        cast(SMALL, running, 0, (0, 1, 0), (0, 1, 0))
    with Running.resume(path, head=head) as running:
        cast(SMALL, running, 1, (0, 1, 0), (1, 0, 0))
        with pytest.raises(Refused) as refused:
            cast_again = running._data(1)
            running.cast(cast_again)
        assert refused.value.check == "ballot-again"
        running.close()
    with Running.resume(path) as running:
        running.decrypt(1, *part(SMALL, running))
    with Running.resume(path) as running:
        running.declare()
    assert verify(path, workers=1).require().result == ([0, 2, 0], [1, 1, 0])


def test_an_archive_that_lost_what_was_in_it_is_not_resumed(tmp_path: Path) -> None:
    with begun(SMALL, tmp_path) as running:
        path, before = running_path(SMALL, running), running_path(SMALL, running).read_bytes()
        cast(SMALL, running, 0, (1, 0, 0), (1, 0, 0))
        head = running.head
    path.write_bytes(before)
    with pytest.raises(Refused) as refused:
        Running.resume(path, head=head)
    assert refused.value.check == "event-chain"


def test_one_program_at_a_time_writes(running: Running) -> None:
    with pytest.raises(Refused) as refused:
        Running.resume(running_path(SMALL, running))
    assert refused.value.check == "archive-busy"


@pytest.mark.parametrize("filling", [b"", b"\0" * 700, b"garbage" * 100], ids=["cut", "zeros", "garbage"])
@settings(max_examples=10)
@given(data=st.data())
def test_a_torn_end_is_set_aside_and_nothing_acknowledged_is_lost(
    tmp_path_factory: pytest.TempPathFactory, filling: bytes, data: st.DataObject
) -> None:
    with begun(SMALL, tmp_path_factory.mktemp("torn")) as running:
        path = running_path(SMALL, running)
        cast(SMALL, running, 0, (1, 0, 0), (1, 0, 0))
        whole = path.stat().st_size
        cast(SMALL, running, 1, (1, 0, 0), (1, 0, 0))
    end = path.stat().st_size
    cut = data.draw(st.integers(whole + 1, end - BLOCK + 100))
    torn = path.read_bytes()[:cut] + filling
    path.write_bytes(torn)
    with Running.resume(path) as running:
        assert path.stat().st_size == whole
        assert running.set_aside is not None
        assert running.set_aside.read_bytes() == torn[whole:]
        assert running.ballots == 1
        cast(SMALL, running, 1, (1, 0, 0), (1, 0, 0))
        assert declared(SMALL, running) == ([2, 0, 0], [2, 0, 0])


def test_damage_before_the_end_is_not_mistaken_for_a_torn_end(tmp_path: Path) -> None:
    with begun(SMALL, tmp_path) as running:
        path = running_path(SMALL, running)
        at = path.stat().st_size
        for voter in range(2):
            cast(SMALL, running, voter, (1, 0, 0), (1, 0, 0))
    damaged = bytearray(path.read_bytes())
    damaged[at + BLOCK + 5] ^= 1
    path.write_bytes(damaged)
    with pytest.raises(Refused) as refused:
        Running.resume(path)
    assert refused.value.check == "archive-busy"
    assert path.read_bytes() == damaged


def test_a_full_disk_leaves_the_archive_as_it_was(running: Running, monkeypatch: pytest.MonkeyPatch) -> None:
    path = running_path(SMALL, running)
    before, head = path.read_bytes(), running.head

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space"):
        cast(SMALL, running, 0, (1, 0, 0), (1, 0, 0))
    monkeypatch.undo()
    assert (path.read_bytes(), running.head, running.ballots) == (before, head, 0)
    cast(SMALL, running, 0, (1, 0, 0), (1, 0, 0))
    assert declared(SMALL, running) == ([1, 0, 0], [1, 0, 0])


def test_an_election_is_not_begun_twice_or_without_a_sound_setup(tmp_path: Path) -> None:
    with begun(SMALL, tmp_path) as running, pytest.raises(FileExistsError):
        Running.begin(running_path(SMALL, running), TIME, **setup(SMALL))
    strangers = setup(SMALL) | {"credentials": setup(hall((PRESIDENT,)))["credentials"]}
    with pytest.raises(Refused):
        Running.begin(tmp_path / "other.bel", TIME, **strangers)
    assert not (tmp_path / "other.bel").exists()


def test_many_voters_cast_at_once(running: Running) -> None:
    made = [
        ballot.make(SMALL.election, credential, [(1, 0, 0), (0, 1, 0)], RANDOM)
        for credential in SMALL.credentials
        for _ in range(3)
    ]
    threads = [Thread(target=running.cast, args=(one,)) for one in made]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (running.ballots, running.voters) == (12, 4)
    assert declared(SMALL, running) == ([4, 0, 0], [0, 4, 0])
