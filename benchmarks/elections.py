"""How long does an election take, beside Debian's belenios-tool on the same archive in the same minute?

Processor time is that of the user; a process of ours counts whole, with the start of Python, and so does one of theirs.
"""

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from hashlib import sha256
from itertools import chain
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Any

from gmpy2 import mpz

from qurultay.ballots import ballot, canonical
from qurultay.ballots.archive.events import Event, Kind
from qurultay.ballots.archive.records import packed_data, packed_event, packed_header
from qurultay.ballots.credentials import generate, listed, public
from qurultay.ballots.decryption.partial import partial_decryption
from qurultay.ballots.decryption.strong import strong_proof
from qurultay.ballots.election import Election, new_uuid
from qurultay.ballots.groups import group_named
from qurultay.ballots.questions import Homomorphic
from qurultay.ballots.randomness import seeded
from qurultay.ballots.running import Running
from qurultay.ballots.setup import setup_data
from qurultay.ballots.trustees.keys import verification_key, write_private_key
from qurultay.ballots.trustees.structure import assemble, read_trustees

ASKED = Homomorphic(question="Who?", answers=("A", "B", "C", "D", "E"), min=1, max=1)
RUNS = 3
FULL = 5000
"""The election that the targets speak of."""


@dataclass(frozen=True)
class Held:
    """An election that is open, with all its ballots cast, and the keys of its two trustees."""

    path: Path
    election: Election
    x: tuple[mpz, mpz]
    credentials: tuple[str, ...]


@contextmanager
def held(name: str, ballots: int) -> Iterator[Held]:
    """An election of so many ballots in a folder of its own. They are made and entered, not checked."""
    group, random = group_named(name), seeded(f"bench {name}")
    x = (mpz(random(int(group.q))), mpz(random(int(group.q))))
    keys = [canonical.encode(verification_key(group, one, random).to_json(group)) for one in x]
    trustees = assemble(group, keys)
    election = Election.new(
        name="Tolunay",
        description="A trial",
        group=group,
        y=read_trustees(group, trustees).election_key,
        questions=(ASKED,),
        uuid=new_uuid(random),
    )
    credentials = tuple(generate(random) for _ in range(ballots))
    weights = [(public(group, election.uuid, one), 1) for one in credentials]
    records = (election.data, trustees, listed(group, weights, weighted=False).encode())
    with TemporaryDirectory() as folder:
        path = Path(folder, f"{election.uuid}.bel")
        made = (
            ballot.make(election, credential, [[int(at == number % 5) for at in range(5)]], random)
            for number, credential in enumerate(credentials)
        )
        with path.open("wb") as file:
            file.writelines(archive([*records, setup_data(records)], made))
        for owner, one in enumerate(x, 1):
            Path(folder, f"{owner}.privkey").write_bytes(write_private_key(one))
        yield Held(path, election, x, credentials)


def archive(setup: Sequence[bytes], ballots: Iterable[bytes]) -> Iterator[bytes]:
    """An archive as `Writer` writes it, without waiting for the disk after every ballot."""
    time, parent = 1795352926, None
    yield packed_header(time)
    for height, records in enumerate(chain([setup], ([one] for one in ballots))):
        kind = Kind.BALLOT if height else Kind.SETUP
        event = Event(parent=parent, height=height, kind=kind, payload=sha256(records[-1]).hexdigest()).encode()
        yield from (packed_data(one, time) for one in records)
        yield packed_event(event, time)
        parent = sha256(event).hexdigest()


@dataclass(frozen=True)
class Took:
    """What a command took: seconds of the processor as the user's, seconds on the wall, most memory in MB."""

    cpu: float
    wall: float
    memory: float


def run(*command: str | os.PathLike[str], folder: Path) -> Took:
    """Runs a command to its end, with everything it starts."""
    start = time.perf_counter()
    process = subprocess.Popen(command, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"{' '.join(map(str, command))} failed")
    return Took(used.ru_utime, time.perf_counter() - start, used.ru_maxrss / 1024)


OURS = "import sys; from qurultay.ballots.verify import verify\nif __name__ == '__main__': verify(sys.argv[1], workers=int(sys.argv[2])).require()"


def verify_ours(election: Held, workers: int) -> Took:
    """Verifies with us, in a process of its own."""
    script = election.path.with_name("verify.py")
    script.write_text(OURS)
    return run(sys.executable, script, election.path, str(workers), folder=election.path.parent)


def verify_theirs(election: Held) -> Took:
    """Verifies with belenios-tool."""
    return run(_tool(), "election", "verify", folder=election.path.parent)


def bench_elections(table: Any, ballots: int) -> None:
    """Checking, making, closing; belenios-tool beside it wherever it has the same."""
    for name, count, cpu, wall in (
        ("BELENIOS-2048", ballots, "<= 0.45", "<= 0.3"),
        ("RFC-3526-2048", ballots // 5, "<= 0.35", ""),
    ):
        with held(name, count) as election:
            rounds = [
                (verify_ours(election, 1), verify_theirs(election), verify_ours(election, 2)) for _ in range(RUNS)
            ]
            ours, theirs, two = zip(*rounds, strict=True)
            mine, tool = (median(took.cpu for took in one) for one in (ours, theirs))
            table.add(f"verify {count} ballots of {name}, CPU: ours / belenios-tool", mine / tool, cpu)
            wide, alone = (median(took.wall for took in one) for one in (two, theirs))
            table.add(f"verify {count} ballots of {name}, wall: 2 workers / belenios-tool", wide / alone, wall)
            table.add(f"belenios-tool on one ballot of {name}, ms of CPU", 1000 * tool / count, "")
            making(table, election, name)
            if name == "BELENIOS-2048":
                closing(table, election, count)


def making(table: Any, election: Held, name: str) -> None:
    """Making a ballot against checking it."""
    random, credential = seeded("making"), election.credentials[0]
    make: Callable[[], bytes] = partial(ballot.make, election.election, credential, [[1, 0, 0, 0, 0]], random)
    read = ballot.read(election.election, make())
    pairs = [(_cpu(make), _cpu(partial(ballot.check, election.election, read))) for _ in range(9)]
    table.add(f"make a ballot of {name} / check it", median(one / other for one, other in pairs), "<= 0.4")


def closing(table: Any, election: Held, count: int) -> None:
    """From the last ballot to the result, by two trustees: what belenios-tool does for every ballot again, five times."""
    folder, random = election.path.parent, seeded("closing")
    with Running.resume(election.path) as running:
        start = time.process_time()
        running.close()
        for owner, x in enumerate(election.x, 1):
            part = partial_decryption(election.election, x, running.tally, random)
            strong = strong_proof(election.election, x, owner, running.tally, part, random)
            data = canonical.encode(part.to_json(election.election.group))
            running.decrypt(owner, data, canonical.encode(strong.to_json()))
        running.declare()
        ours = time.process_time() - start
    if count >= FULL // 2:
        table.add(f"seconds of CPU from the last of {count} ballots to the result", ours, "")
        return
    sequence: Sequence[Sequence[str]] = (
        ("compute-encrypted-tally",),
        ("decrypt", "--privkey", "1.privkey", "--trustee-id", "1"),
        ("decrypt", "--privkey", "2.privkey", "--trustee-id", "2"),
        ("compute-result",),
        ("verify",),
    )
    theirs = sum(run(_tool(), "election", *words, folder=folder).cpu for words in sequence)
    table.add(f"close and tally {count} checked ballots, ours / belenios-tool's sequence, CPU", ours / theirs, "")
    scaled = theirs / count * FULL
    table.add(f"the same for {FULL}, theirs scaled from {count} (ours does not grow)", ours / scaled, "<= 0.02")


def bench_electorate(table: Any, ballots: int) -> None:
    """A large election: memory of verifying it, and the time from the last ballot to the result, nothing scaled."""
    with held("BELENIOS-2048", ballots) as election:
        took = verify_ours(election, 1)
        table.add(f"peak memory of verifying {ballots} ballots, MB", took.memory, "<= 150")
        start = time.process_time()
        running = Running.resume(election.path)
        table.add(f"seconds of CPU to open an election of {ballots} ballots again", time.process_time() - start, "")
        running.close_archive()
        closing(table, election, ballots)


def _cpu(deed: Callable[[], object]) -> float:
    start = time.process_time()
    deed()
    return time.process_time() - start


def _tool() -> str:
    found = shutil.which("belenios-tool")
    if found is None:
        raise SystemExit("belenios-tool is not installed on this machine; without it there is nothing to compare")
    return found
