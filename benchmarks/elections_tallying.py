"""Shuffles and decryptions beside belenios-tool's, on the same archive in the same minute: user seconds of both."""

import json
import resource
import shutil
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from qurultay.ballots import ballot
from qurultay.ballots.ciphertext import read_ciphertext
from qurultay.ballots.decryption.partial import check_partial_decryption, partial_decryption, read_partial_decryption
from qurultay.ballots.election import Election, read_election
from qurultay.ballots.mixnet.rankings import Tally
from qurultay.ballots.mixnet.shuffle import check_shuffle, make_shuffle, read_shuffle
from qurultay.ballots.randomness import SYSTEM
from qurultay.ballots.trustees.keys import read_private_key
from tests.ballots.debian import Debian, payloads, records

RANKED = {"type": "NonHomomorphic", "value": {"answers": ["A", "B", "C", "D", "E"], "question": "In which order?"}}


def ours(deed: Callable[[], object]) -> float:
    """The seconds of this process's processor that a deed takes, once its tables are made."""
    start = time.process_time()
    deed()
    return time.process_time() - start


def theirs(deed: Callable[[], object], runs: int = 1) -> float:
    """The user seconds of the programs that a deed starts; the least of some runs, where a difference is to be taken."""
    found = []
    for _ in range(runs):
        start = resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime
        deed()
        found.append(resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime - start)
    return min(found)


@contextmanager
def ranked_election(ballots: int) -> Iterator[tuple[Debian, Election, Path]]:
    """An election of rankings in RFC-3526-2048, closed, with the file of its one trustee's private key."""
    with tempfile.TemporaryDirectory() as folder:
        debian = Debian(Path(folder, "election"), Path(shutil.which("belenios-tool") or ""), "RFC-3526-2048")
        key = debian.single()
        credentials = debian.credentials([1] * ballots)
        debian.open([RANKED])
        election = read_election([data for _, data in records(debian.archive.read_bytes())][1])
        for credential in credentials:
            debian.event("Ballot", ballot.make(election, credential, [[1, 2, 3, 4, 5]], SYSTEM).decode() + "\n")
        debian.close()
        yield debian, election, key


def data(debian: Debian) -> dict[str, bytes]:
    """The records of the archive by their SHA-256."""
    return {name.split(".")[0]: body for name, body in records(debian.archive.read_bytes())}


def payload(debian: Debian, kind: str) -> Any:
    """The payload of the last event of a kind."""
    return payloads(debian.archive.read_bytes(), kind)[-1]


def bench_tallying(table: Any, ballots: int) -> None:
    """Making and checking a shuffle and a partial decryption, each against belenios-tool."""
    if shutil.which("belenios-tool") is None:
        print("tallying: belenios-tool is not installed on this machine, so there is nothing to measure against")
        return
    with ranked_election(ballots) as (debian, election, key):
        tally: Tally = [
            [read_ciphertext(election.group, one) for one in question]
            for question in json.loads(data(debian)[payload(debian, "EncryptedTally")["encrypted_tally"]])
        ]
        make_shuffle(election, [tally[0][:2]], SYSTEM)
        _bench_shuffle(table, debian, election, tally, ballots)
        shuffled = data(debian)[payload(debian, "Shuffle")["payload"]]
        mixed = read_shuffle(election.group, shuffled, tally).ciphertexts
        _bench_decryption(table, debian, election, mixed, key)


def _bench_shuffle(table: Any, debian: Debian, election: Election, tally: Tally, ballots: int) -> None:
    before = theirs(debian.verify, 3)
    made = theirs(lambda: debian.shuffle(1))
    checked = theirs(debian.verify, 3) - before
    line = data(debian)[payload(debian, "Shuffle")["payload"]]
    making = ours(lambda: make_shuffle(election, tally, SYSTEM))
    table.add(f"shuffling {ballots} rankings / belenios-tool's command", making / made, "<= 0.4")
    checking = ours(lambda: check_shuffle(election, tally, read_shuffle(election.group, line, tally)))
    table.add("checking the shuffle / belenios-tool's verify, without the ballots", checking / checked, "<= 0.25")
    print(f"  a ballot: made in {1000 * making / ballots:.1f} ms, checked in {1000 * checking / ballots:.1f} ms")
    debian.event("EndShuffles")


def _bench_decryption(table: Any, debian: Debian, election: Election, mixed: Tally, key: Path) -> None:
    before = theirs(debian.verify, 3)
    made = theirs(lambda: debian.decrypt(key, 1))
    debian.declare()
    # Before there is a result, belenios-tool's verify looks at no decryption.
    checked = theirs(debian.verify, 3) - before
    line = data(debian)[payload(debian, "PartialDecryption")["payload"]]
    group, x = election.group, read_private_key(election.group, key.read_bytes())
    making = ours(lambda: partial_decryption(election, x, mixed, SYSTEM))
    table.add("decrypting them / belenios-tool's command", making / made, "<= 0.4")
    X = group.power_g(x)
    checking = ours(lambda: check_partial_decryption(election, X, mixed, read_partial_decryption(group, line, mixed)))
    table.add("checking the decryption / belenios-tool's verify, without the rest", checking / checked, "<= 0.6")
