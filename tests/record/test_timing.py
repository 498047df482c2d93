"""What it costs, against what cannot be avoided: the disk's own settling, and Ed25519 by `cryptography`."""

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
from tests.record.workshop import found, reopen, sign

pytestmark = pytest.mark.timing

ACTS = 20_000
NOTE = b"x" * 1_200


class Counter(Disk):
    """The real disk, and how often it was asked to settle something."""

    def __init__(self) -> None:
        self.settled = 0

    def fsync(self, file: int) -> None:
        self.settled += 1
        super().fsync(file)

    def fsync_dir(self, path: str) -> None:
        self.settled += 1
        super().fsync_dir(path)


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


def settled_by_one_entry(base: Path) -> int:
    counter = Counter()
    with reopen(base, counter) as writer:
        writer.append([NOTE], {}, sign)
        before = counter.settled
        writer.append([NOTE], {}, sign)
        return counter.settled - before


def test_an_entry_in_a_large_record_settles_hardly_more_than_one_in_a_small_record(base: Path, tmp_path: Path) -> None:
    """What it takes beside the disk's own settling is a figure of `./run bench append`; how often it settles is counted."""
    with found(tmp_path) as writer:
        writer.append([NOTE + str(n).encode() for n in range(1, 10)], {}, sign)
    # A tile of the level above is the one thing more: written, and its folder.
    assert settled_by_one_entry(base) <= settled_by_one_entry(tmp_path) + 2
