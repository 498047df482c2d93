"""How long it takes, against what cannot be avoided: the disk's own settling, and Ed25519 by `cryptography`."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from qurultay.record.disk import Disk
from qurultay.record.intact import check_tree
from qurultay.record.inventory import take_stock
from qurultay.record.source import Folder
from qurultay.record.store import Record
from qurultay.tlog.keys import SigningKey, check
from tests.record.workshop import found, part, reopen, sign

pytestmark = pytest.mark.timing

ACTS = 20_000
NOTE = b"x" * 1_200


class Stopwatch(Disk):
    """The real disk, and how long it took to settle things."""

    def __init__(self) -> None:
        self.settling = 0.0

    def fsync(self, file: int) -> None:
        began = time.perf_counter()
        super().fsync(file)
        self.settling += time.perf_counter() - began

    def fsync_dir(self, path: str) -> None:
        began = time.perf_counter()
        super().fsync_dir(path)
        self.settling += time.perf_counter() - began


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A record of 20,000 acts."""
    base = tmp_path_factory.mktemp("large")
    with found(base) as writer:
        writer.append([NOTE + str(n).encode() for n in range(1, ACTS)], {}, sign)
    return base


def test_the_tree_of_a_large_record_is_checked_in_a_fraction_of_its_signatures(base: Path) -> None:
    key = SigningKey.from_seed("tolunay.example/president", bytes(32))
    lines = [(key.sign(NOTE + str(n).encode()), NOTE + str(n).encode()) for n in range(1_000)]
    began = time.perf_counter()
    for line, text in lines:
        check(line, key.material, text)
    signatures = (time.perf_counter() - began) / len(lines) * 2 * ACTS
    with Folder(base / "record") as folder:
        began = time.perf_counter()
        check_tree(Record(folder), take_stock(folder.names()))
        tree = time.perf_counter() - began
    print(f"tree {tree:.3f} s, {tree / signatures:.3f} of the signatures")
    assert tree <= 0.06 * signatures


def test_an_entry_costs_little_more_than_the_disk_takes_to_settle_it(base: Path) -> None:
    """At 20,000 acts, on an open writer: at most twice the time its own fsyncs take."""
    watch = Stopwatch()
    with reopen(base, watch) as writer:
        writer.append([NOTE], {}, sign)
        watch.settling, began = 0.0, time.perf_counter()
        for n in range(30):
            writer.append([NOTE], dict([part(n)]), sign)
        whole = time.perf_counter() - began
    print(f"an entry {whole / 30 * 1000:.2f} ms, of which settling {watch.settling / 30 * 1000:.2f} ms")
    assert whole <= 2 * watch.settling
