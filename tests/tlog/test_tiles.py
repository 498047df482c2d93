"""The tree as files: every name has one meaning, and growing writes what a new beginning would write."""

from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qurultay.tlog import tiles, tree
from qurultay.tlog.errors import Refused
from qurultay.tlog.tiles import bundle, entries_path, grown, hashes_in, parse_path, tile_path, tiles_of, unbundle
from qurultay.tlog.tree import leaf_hash
from tests.tlog.conftest import Refusal

LEAVES = [leaf_hash(b"%d" % n) for n in range(70_000)]
EDGES = [0, 1, 2, 255, 256, 257, 511, 512, 513, 65_535, 65_536, 65_537, 70_000]


@given(st.integers(0, 7), st.integers(0, 10**15), st.integers(1, 256))
def test_a_path_is_read_as_it_was_written(level: int, index: int, width: int) -> None:
    assert parse_path(tile_path(level, index, width)) == (level, index, width)
    assert parse_path(entries_path(index, width)) == ("entries", index, width)


@pytest.mark.parametrize(
    "path",
    ["", "tile", "tile/0", "tile/0/", "tile/0/0", "tile/0/00", "tile/0/0000", "tile/0/000/", "/tile/0/000", "./tile/0/000",
     "tile//0/000", "tile/8/000", "tile/00/000", "tile/-1/000", "tile/x/000", "tile/entry/000", "tile/0/x000/000",
     "tile/0/x000/x001/000", "tile/0/001/000", "tile/0/x001", "tile/0/X001/000", "tile/0/000.p/0", "tile/0/000.p/256", "tile/0/000.p/01",
     "tile/0/000.p/", "tile/0/000.p", "tile/0/000.p/1/", "tile/0/000.p/1000", "tile/0/000.p/-1", "tile/0/../000", "tile/0/000\n",
     "tile/0/000\0", "tile\\0\\000", "tile/0/٠٠٠", "tile/0/000.p/１", "tile/0/000 ", "TILE/0/000", "tile/entries/000.p/1.tmp",
     "tile/0/" + "x001/" * 6 + "000"],
)  # fmt: skip
def test_any_other_name_is_refused(path: str, refused: Refusal) -> None:
    with refused("bad-path"):
        parse_path(path)


@given(st.text(max_size=40) | st.from_regex(r"tile/[0-9a-z]{1,8}(/x?[0-9]{1,3}){1,4}(\.p/[0-9]{1,3})?", fullmatch=True))
def test_whatever_the_name_it_is_a_path_with_one_writing_or_refused(path: str) -> None:
    try:
        level, index, width = parse_path(path)
    except Refused:
        return
    assert (entries_path(index, width) if level == "entries" else tile_path(level, index, width)) == path


@given(st.lists(st.binary(max_size=300), min_size=1, max_size=256))
def test_a_bundle_is_read_as_it_was_written(notes: list[bytes]) -> None:
    assert unbundle(bundle(notes), len(notes)) == notes


def test_a_bundle_holds_entries_of_the_largest_size_and_256_of_them(refused: Refusal) -> None:
    assert unbundle(bundle([b"x" * 65_535, b""])) == [b"x" * 65_535, b""]
    assert len(unbundle(bundle([b""] * 256))) == 256
    for notes in ([b"x" * 65_536], [b""] * 257, []):
        with refused("bad-bundle"):
            bundle(notes)


def test_a_bundle_cut_short_or_too_full_is_refused(refused: Refusal) -> None:
    data = bundle([b"one", b"two"])
    for size in (1, 2, 3, 4, 6, 7, 9):
        with refused("bad-bundle"):
            unbundle(data[:size])
    for wrong, most in ((data + b"\0", 256), (data, 1), (b"\0\0" * 257, 256), (b"\xff\xff", 256)):
        with refused("bad-bundle"):
            unbundle(wrong, most)
    assert unbundle(b"") == []


@pytest.mark.parametrize("size", EDGES)
def test_the_tiles_of_a_tree_are_those_of_the_specification(size: int) -> None:
    made = tiles_of(LEAVES[:size])
    level = 0
    hashes = LEAVES[:size]
    while hashes:
        for index in range(-(-len(hashes) // 256)):
            row = hashes[index * 256 : index * 256 + 256]
            assert made.pop(tile_path(level, index, len(row))) == b"".join(row)
        hashes = [tree.root(hashes[at : at + 256]) for at in range(0, len(hashes) // 256 * 256, 256)]
        level += 1
    assert made == {}


def test_seventy_thousand_leaves_have_the_tiles_the_specification_counts() -> None:
    made = tiles_of(LEAVES)
    full = [path for path in made if ".p/" not in path]
    assert len([path for path in full if path.startswith("tile/0/")]) == 273
    assert [path for path in made if ".p/" in path] == ["tile/0/273.p/112", "tile/1/001.p/17", "tile/2/000.p/1"]
    assert tuple(made) == tuple(path for path in tiles.paths(70_000) if "entries" not in path)


@pytest.mark.parametrize("size", EDGES)
def test_the_paths_of_a_size_are_the_tiles_and_their_bundles(size: int) -> None:
    named = tiles.paths(size)
    assert [path for path in named if "entries" not in path] == list(tiles_of(LEAVES[:size]))
    widths = [parse_path(path) for path in named if "entries" in path]
    assert sum(width for _, _, width in widths) == size
    assert [index for _, index, _ in widths] == list(range(len(widths)))


@settings(max_examples=40)
@given(st.lists(st.sampled_from([1, 2, 3, 100, 254, 255, 256, 257, 600]), max_size=5))
def test_growing_step_by_step_writes_what_a_new_beginning_would(steps: list[int]) -> None:
    disk: dict[str, bytes] = {}
    size = 0
    for step in steps:
        disk |= grown(size, LEAVES[size : size + step], disk.__getitem__)
        size += step
        for path, content in tiles_of(LEAVES[:size]).items():
            assert disk[path] == content
        assert tiles.frontier(size, disk.__getitem__).root() == tree.root(LEAVES[:size])


def counting(disk: dict[str, bytes], seen: list[str]) -> Callable[[str], bytes]:
    def read(path: str) -> bytes:
        seen.append(path)
        return disk[path]

    return read


def test_growing_reads_the_old_partial_tiles_that_grow_and_no_others() -> None:
    disk = tiles_of(LEAVES[:66_000])
    seen: list[str] = []
    assert list(grown(66_000, LEAVES[66_000:66_001], counting(disk, seen))) == ["tile/0/257.p/209"]
    assert seen == ["tile/0/257.p/208"]
    seen.clear()
    made = grown(66_000, LEAVES[66_000:66_048], counting(disk, seen))
    assert list(made) == ["tile/0/257", "tile/1/001.p/2"]
    assert seen == ["tile/0/257.p/208", "tile/1/001.p/1"]


def test_nothing_added_is_nothing_new() -> None:
    assert grown(300, [], {}.__getitem__) == {}
    assert tiles_of([]) == {}
    assert tiles.paths(0) == ()


@pytest.mark.parametrize("size", EDGES)
def test_the_frontier_is_read_from_partial_tiles_and_grows_on(size: int) -> None:
    seen: list[str] = []
    frontier = tiles.frontier(size, counting(tiles_of(LEAVES[:size]), seen))
    whole = tree.Frontier()
    for leaf in LEAVES[:size]:
        whole.append(leaf)
    assert (frontier.size, frontier.peaks) == (whole.size, whole.peaks)
    assert all(".p/" in path for path in seen)
    assert len(seen) <= 3


def test_a_tile_of_another_size_is_refused(refused: Refusal) -> None:
    disk = tiles_of(LEAVES[:300])
    for wrong in (disk["tile/0/001.p/44"][:-1], disk["tile/0/001.p/44"] + b"\0", b"", disk["tile/0/000"]):
        with refused("bad-tile"):
            grown(300, LEAVES[300:301], lambda path: wrong)  # noqa: B023
        with refused("bad-tile"):
            tiles.frontier(300, lambda path: wrong)  # noqa: B023
        with refused("bad-tile"):
            hashes_in(wrong, 44)
    assert hashes_in(disk["tile/0/000"]) == LEAVES[:256]
