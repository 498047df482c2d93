"""The acts are read up to the head, and every file that lies there agrees with the tree the head was signed over."""

from __future__ import annotations

import tracemalloc
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest

from qurultay.record import heads
from qurultay.record.errors import Broken
from qurultay.record.intact import beyond, check_tree, checked
from qurultay.record.inventory import take_stock
from qurultay.record.source import Folder, Memory
from qurultay.record.store import Record
from qurultay.tlog import tiles
from qurultay.tlog.checkpoint import Checkpoint
from qurultay.tlog.errors import Refused
from qurultay.tlog.proof import parse_proof
from qurultay.tlog.tree import Tree, leaf_hash, verify_consistency
from tests.record.workshop import LABEL, LOG, act, found, sign

ORIGIN = f"{LABEL}/9f2c4d0011223344"
SIZES = [1, 2, 255, 256, 257, 600]


@cache
def files(size: int) -> dict[str, bytes]:
    """The files of a record of so many acts, laid down without a writer."""
    notes = [act(n) for n in range(size)]
    tree = Tree(leaf_hash(note) for note in notes)
    rows = [notes[at : at + 256] for at in range(0, size, 256)]
    laid = {tiles.entries_path(index, len(row)): tiles.bundle(row) for index, row in enumerate(rows)}
    head = Checkpoint(ORIGIN, size, tree.root(size))
    return laid | tiles.tiles_of(tree.levels[0]) | {"checkpoint": sign(head).encode()}


def check(held: dict[str, bytes]) -> None:
    """Steps 1 and 6 over these files."""
    source = Memory(held)
    check_tree(Record(source), take_stock(source.names()))


def refused(held: dict[str, bytes]) -> Broken:
    """The reason why these files are no record."""
    with pytest.raises(Broken) as found:
        check(held)
    return found.value


@pytest.mark.parametrize("size", SIZES)
def test_a_whole_record_is_intact_and_gives_back_its_acts(size: int) -> None:
    check(files(size))
    record = Record(Memory(files(size)))
    assert record.size == size
    assert list(record.notes()) == [act(n) for n in range(size)]
    assert [record.note(n) for n in (0, size - 1)] == [act(0), act(size - 1)]
    assert record.leaf_hashes() == [leaf_hash(act(n)) for n in range(size)]
    assert [len(bundle) for bundle in record.bundles(1)] == [len(b) for b in list(record.bundles())[1:]]


@pytest.mark.parametrize("size", SIZES)
def test_the_acts_pass_once_with_their_numbers_and_hashes(size: int) -> None:
    source = Memory(files(size))
    bundles = list(checked(Record(source), take_stock(source.names())))
    assert [bundle.first for bundle in bundles] == list(range(0, size, 256))
    assert [leaf for bundle in bundles for leaf in bundle.leaves] == [leaf_hash(act(n)) for n in range(size)]


@pytest.mark.parametrize("size", SIZES)
def test_the_proof_of_every_act_can_be_checked_without_the_record(size: int) -> None:
    record = Record(Memory(files(size)))
    for number in {0, size // 2, size - 1}:
        proof = parse_proof(record.tlog_proof(number))
        proof.check(leaf_hash(act(number)))
        assert (proof.index, proof.checkpoint) == (number, record.head()[0])
    for old in {1, size // 2 or 1, size}:
        verify_consistency(old, record.tree.root(old), size, record.tree.root(size), record.consistency(old))


def test_there_is_no_act_and_no_proof_beyond_the_head() -> None:
    record = Record(Memory(files(2)))
    for number in (-1, 2, 10**9):
        for asked in (record.note, record.inclusion, record.tlog_proof):
            with pytest.raises(Broken) as none:
                asked(number)
            assert none.value.code == "absent"
    with pytest.raises(Broken):
        record.consistency(3)


def test_no_byte_of_a_record_can_be_changed_unseen(campaign: Callable[[int], int]) -> None:
    """Every byte of a small record, and of a larger one every byte of the head and a sample of the rest."""
    small = [(3, path, at) for path, data in files(3).items() for at in range(len(data))]
    large = [(300, path, at) for path, data in files(300).items() for at in range(len(data)) if path != "checkpoint"]
    head = [(300, "checkpoint", at) for at in range(len(files(300)["checkpoint"]))]
    for size, path, at in small + head + large[:: len(large) // campaign(4000)]:
        data = files(size)[path]
        flipped = files(size) | {path: data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :]}
        with pytest.raises((Broken, Refused)):
            heads.refuse_unsigned(Record(Memory(flipped)).head()[1], [LOG])
            check(flipped)


@pytest.mark.parametrize("size", [1, 257])
def test_every_file_must_be_there_whole_and_in_its_place(size: int) -> None:
    held = files(size)
    for path in held:
        without = {name: data for name, data in held.items() if name != path}
        assert refused(without).code == "absent", path
        assert refused(held | {path: held[path][:-1]}), path
        assert refused(held | {path: held[path] + b"\0"}), path
        assert refused(held | {path: b""}), path
        for other in set(held) - {path}:
            if held[other] != held[path]:
                assert refused(held | {path: held[other]}), (path, other)


def test_acts_that_changed_places_are_seen() -> None:
    swapped = [act(1), act(0), act(2)]
    found = refused(files(3) | {"tile/entries/000.p/3": tiles.bundle(swapped)})
    assert (found.code, found.number) == ("tile-differs", 0)
    consistent = (
        files(3) | {"tile/entries/000.p/3": tiles.bundle(swapped)} | tiles.tiles_of([leaf_hash(a) for a in swapped])
    )
    assert refused(consistent).code == "root-differs"


def test_a_bundle_holds_as_many_acts_as_its_name_says() -> None:
    held = files(3)
    renamed = {name.replace("entries/000.p/3", "entries/000.p/4"): data for name, data in held.items()}
    assert refused(renamed).code == "bundle-size"
    assert refused(held | {"tile/entries/000.p/3": tiles.bundle([act(0), act(1)])}).code == "bundle-size"
    assert refused(held | {"tile/entries/000.p/3": b"\0\1"}).code == "bad-bundle"
    assert refused(held | {"tile/0/000.p/3": bytes(95)}).code == "bad-tile"


def test_partials_left_from_earlier_heads_must_agree() -> None:
    stale = {path: data for path, data in files(2).items() if path != "checkpoint"}
    held = files(3) | stale
    check(held)
    for path in stale:
        assert refused(held | {path: b"\0" * len(stale[path])}).code in (
            "bundle-size",
            "bundle-differs",
            "tile-differs",
        )
    other = tiles.bundle([act(0), act(7)])
    assert refused(held | {"tile/entries/000.p/2": other}).code == "bundle-differs"


@pytest.mark.parametrize(("old", "new"), [(1, 2), (255, 256), (255, 300), (256, 257), (3, 600)])
def test_a_copy_made_while_the_record_grew_is_read_at_its_own_head(old: int, new: int) -> None:
    """A mirror took the old checkpoint and the new tiles; the narrower ones were gone by then."""
    held = files(new) | {"checkpoint": files(old)["checkpoint"]}
    check(held)
    record = Record(Memory(held))
    assert list(record.notes()) == [act(n) for n in range(old)]
    parse_proof(record.tlog_proof(old - 1)).check(leaf_hash(act(old - 1)))
    begun = beyond(take_stock(held), old)
    assert begun and all(path not in files(old) for path in begun)
    assert beyond(take_stock(files(new)), new) == ()


def test_what_was_begun_beyond_the_head_cannot_change_what_stands() -> None:
    begun = files(3) | {"tile/entries/000.p/4": tiles.bundle([act(0), act(1), act(2), b"not yet"])}
    check(begun)
    assert list(Record(Memory(begun)).notes()) == [act(0), act(1), act(2)]
    forked = files(3) | {"tile/entries/000.p/4": tiles.bundle([act(0), act(9), act(2), b"not yet"])}
    assert refused(forked).code == "bundle-differs"


@pytest.mark.parametrize(
    "checkpoint",
    [b"", b"\n", b"tolunay.example\n", b"x" * 17_000, files(1)["checkpoint"][:-1], files(1)["checkpoint"] + b"\n"],
    ids=["empty", "blank", "no_note", "too_long", "cut_short", "a_line_more"],
)
def test_a_checkpoint_that_is_none_is_refused(checkpoint: bytes) -> None:
    assert refused(files(1) | {"checkpoint": checkpoint})


def test_a_head_that_is_given_stands_for_the_one_in_the_record() -> None:
    record = Record(Memory(files(300)), files(255)["checkpoint"])
    assert record.head()[0].size == 255
    assert list(record.notes()) == [act(n) for n in range(255)]


def test_a_record_of_any_size_passes_through_a_small_memory(tmp_path: Path) -> None:
    """100 MB of acts, of which no more than two bundles are held at a time."""
    with found(tmp_path) as writer:
        for _ in range(6):
            writer.append([bytes(65_535)] * 256, {}, sign)
    with Folder(tmp_path / "record") as folder:
        tracemalloc.start()
        try:
            check_tree(Record(folder), take_stock(folder.names()))
            _, peak = tracemalloc.get_traced_memory()
        finally:
            tracemalloc.stop()
    assert peak < 75_000_000
