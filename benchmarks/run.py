"""How fast are the record, its site, and counts? Ratios within one run, each against a floor measured beside it.

    ./run bench                 everything (some minutes)
    ./run bench verify append   only these
    ./run bench --acts 500      smaller, to try

Every figure is a ratio: absolute times say more about the machine than about the program. Nothing here
decides whether a test passes.
"""

import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from multiprocessing import get_context
from pathlib import Path
from statistics import median

from benchmarks.agreement import bench_agreement
from benchmarks.annulments import bench_annulments
from benchmarks.chamber import bench_chamber
from benchmarks.counts import bench_counts
from benchmarks.elections import bench_elections, bench_electorate
from benchmarks.elections_tallying import bench_tallying
from benchmarks.letters import bench_letters
from benchmarks.live import bench_live
from benchmarks.reading import bench_reading
from benchmarks.records import letters, long_hall, sign_head, write_record
from qurultay.acts.book import Register
from qurultay.acts.register import enter
from qurultay.record.disk import Disk
from qurultay.record.folder import Folder
from qurultay.record.home import Home
from qurultay.record.intact import check_tree
from qurultay.record.inventory import take_stock
from qurultay.record.remembering import packed, unpacked
from qurultay.record.store import Record
from qurultay.record.verify import verify
from qurultay.record.writer import Writer
from qurultay.tlog.cosignature import cosigned
from qurultay.tlog.note import parse
from tests.hall import OFFICERS, seeded


@dataclass
class Table:
    """The figures, printed as they come."""

    rows: list[tuple[str, float, str]] = field(default_factory=list)

    def add(self, what: str, ratio: float, wanted: str) -> None:
        """One figure and what it should be."""
        self.rows.append((what, ratio, wanted))
        print(f"{what:<72} {ratio:8.3f}   wanted {wanted}", flush=True)


@contextmanager
def record_of(acts: int) -> Iterator[tuple[Path, Path, int]]:
    """A record of so many letters, its home, and the second after its last entry."""
    with tempfile.TemporaryDirectory() as name:
        folder, home = Path(name, "record"), Path(name, "home")
        yield folder, home, write_record(folder, home, acts)


def timed(deed: Callable[[], object], *, wall: bool = False, runs: int = 1) -> float:
    """The median seconds a deed takes: of this process's processor, or on the wall where others work for it."""
    clock = time.perf_counter if wall else time.process_time
    found = []
    for _ in range(runs):
        start = clock()
        deed()
        found.append(clock() - start)
    return median(found)


def raw_signatures(record: Record) -> Callable[[], None]:
    """The very signatures of the record, checked by `cryptography` and nothing around it."""
    keys = {key.name: key.private.public_key() for key in (*map(seeded, OFFICERS), seeded("gate"))}
    jobs = []
    for note in map(parse, record.notes()):
        for line in note.lines:
            if line.name in keys and len(note.lines) == len(OFFICERS) + 1:
                at = int.from_bytes(line.signature[:8], "big")
                timed_line = len(line.signature) == 72
                jobs.append(
                    (keys[line.name], line.signature[-64:], cosigned(note.text, at) if timed_line else note.text)
                )

    def check() -> None:
        for key, signature, message in jobs:
            key.verify(signature, message)

    return check


def twice(deed: Callable[[], None]) -> None:
    """The same deed in two processes at once: what a machine's second processor is worth."""
    both = [get_context("fork").Process(target=deed) for _ in range(2)]
    for process in both:
        process.start()
    for process in both:
        process.join()


def bench_verify(table: Table, acts: int) -> None:
    """Verification against raw Ed25519, two workers against one, folding and tree against raw, resuming against all."""
    with record_of(acts) as (folder, _, now):
        raw = timed(raw_signatures(Record(Folder(folder))), runs=3)
        report = verify(Folder(folder), now=now)
        full = timed(lambda: verify(Folder(folder), now=now), runs=3)
        table.add(f"verify {acts} acts, one worker / raw Ed25519 of the same signatures", full / raw, "<= 1.3")
        one = timed(lambda: verify(Folder(folder), now=now), wall=True, runs=3)
        two = timed(lambda: verify(Folder(folder), now=now, workers=2), wall=True, runs=3)
        table.add("two workers: times faster than one", one / two, ">= 1.6")
        check = raw_signatures(Record(Folder(folder)))
        alone, beside = timed(check, wall=True, runs=3), timed(lambda: twice(check), wall=True, runs=3)
        table.add("raw Ed25519 in two processes: times faster than in one, on this machine", 2 * alone / beside, "")
        entries = report.book.entries
        table.add("fold / raw", timed(lambda: fold(entries), runs=3) / raw, "")
        tree = timed(lambda: check_tree(Record(Folder(folder)), take_stock(Folder(folder).names())), runs=3)
        table.add("fold and tree / raw", (timed(lambda: fold(entries), runs=3) + tree) / raw, "<= 0.10")
        kept = packed(report.remembered)
        resumed = timed(lambda: verify(Folder(folder), now=now, remembered=unpacked(kept)), runs=3)
        table.add("resumed with the reader's register cache / full", resumed / full, "<= 0.05")
        again = timed(lambda: verify(Folder(folder), now=now, known_good=report.head), runs=3)
        table.add("resumed without it / full", again / full, "<= 0.25")


def fold(entries: list) -> Register:  # type: ignore[type-arg]  # entries of any register
    """The register, act by act, as the verifier keeps it."""
    book = Register()
    for entry in entries:
        book = enter(book, entry)
    return book


class TimedDisk(Disk):
    """A disk that counts the seconds it waits for the platter."""

    def __init__(self) -> None:
        self.waited = 0.0

    def fsync(self, file: int) -> None:
        """As always, and counted."""
        start = time.perf_counter()
        super().fsync(file)
        self.waited += time.perf_counter() - start

    def fsync_dir(self, path: str) -> None:
        """As always, and counted."""
        start = time.perf_counter()
        super().fsync_dir(path)
        self.waited += time.perf_counter() - start


def bench_start(table: Table, acts: int) -> None:
    """`qurultay verify` of a record of hardly any act, against a Python that loads typer and the signatures: the best of eight."""

    def seconds(*words: str) -> float:
        before = os.times()
        subprocess.run([sys.executable, "-c", *words], check=True, stdout=subprocess.DEVNULL)
        after = os.times()
        return after.children_user + after.children_system - before.children_user - before.children_system

    with record_of(acts) as (folder, home, _):
        os.environ["XDG_STATE_HOME"] = str(home)
        command = "import sys; from qurultay.cli import main; sys.argv = ['qurultay', 'verify', sys.argv[1]]; main()"
        floor = min(seconds("import typer, cryptography.hazmat.primitives.serialization") for _ in range(8))
        started = min(seconds(command, str(folder)) for _ in range(8))
    table.add("verify of a record of hardly any act / a Python that loads typer", started / floor, "<= 3")


def bench_append(table: Table, acts: int) -> None:
    """One act appended to an open record, against its own fsyncs."""
    with record_of(acts) as (folder, home, _):
        disk = TimedDisk()
        more = [note for note, _ in letters(long_hall(), 30)]
        ratios = []
        with Writer(folder, Home(home, disk), [seeded("log").material], disk) as writer:
            for note in more:
                disk.waited, start = 0.0, time.perf_counter()
                writer.append([note], {}, sign_head)
                ratios.append((time.perf_counter() - start) / disk.waited)
        table.add(f"append one act at {acts} / its own fsyncs (median of {len(more)})", median(ratios), "<= 2")


def bench_memory(table: Table, acts: int) -> None:
    """Peak memory of a process that verifies the record, in MB."""
    with record_of(acts) as (folder, _, now):
        program = (
            "import resource, sys; from qurultay.record.verify import verify; from qurultay.record.folder import Folder;"
            f"verify(Folder(sys.argv[1]), now={now}); print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)"
        )
        told = subprocess.run([sys.executable, "-c", program, str(folder)], capture_output=True, text=True, check=True)
        table.add(f"peak memory of verifying {acts} acts, MB", float(told.stdout), "<= 300")


def bench_site(table: Table, acts: int) -> None:
    """A whole site with search against bare Jinja2 rendering of its pages; then the site again after one act more."""
    program = [sys.executable, "-m", "benchmarks.building", str(acts)]
    took = json.loads(subprocess.run(program, stdout=subprocess.PIPE, text=True, check=True).stdout)
    pages = f"{took['pages']} pages in 3 languages"
    table.add(f"site of {acts} acts, {pages} / bare Jinja2 of the same", took["full"] / took["bare"], "<= 2")
    table.add("the site again after one act / the whole site", took["again"] / took["full"], "<= 0.02")
    table.add(f"peak memory of building the site of {acts} acts, MB", took["peak_mb"], "<= 300")


BENCHES: dict[str, tuple[Callable[[Table, int], None], int]] = {
    "verify": (bench_verify, 20_000),
    "start": (bench_start, 1),
    "reading": (bench_reading, 150),
    "annulments": (bench_annulments, 1_000),
    "append": (bench_append, 20_000),
    "memory": (bench_memory, 20_000),
    "site": (bench_site, 10_000),
    "counts": (bench_counts, 50_000),
    "agreement": (bench_agreement, 2_000),
    "tallying": (bench_tallying, 100),
    "letters": (bench_letters, 200),
    "live": (bench_live, 500),
    "chamber": (bench_chamber, 500),
    "elections": (bench_elections, 200),
    "electorate": (bench_electorate, 5_000),
}
"""Each benchmark, and how many acts its record has, ballots its election, or letters there are, unless `--acts` says otherwise."""


def main() -> None:
    """Run the benchmarks asked for and print the table."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("which", nargs="*", choices=[[], *BENCHES], help="which to run; all without a name")
    asked.add_argument(
        "--acts",
        type=int,
        help="acts in the record (20,000; for the site 10,000), or ballots (counts 50,000; tallying 100; elections 200; electorate 5,000)",
    )
    asked.add_argument("--json", action="store_true", help="print the figures as JSON at the end")
    options = asked.parse_args()
    table = Table()
    for name in options.which or BENCHES:
        bench, acts = BENCHES[name]
        bench(table, options.acts or acts)
    if options.json:
        print(json.dumps([{"what": what, "ratio": ratio, "wanted": wanted} for what, ratio, wanted in table.rows]))
    print(
        f"on {os.cpu_count()} processors; this process used {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024} MB"
    )


if __name__ == "__main__":
    main()
