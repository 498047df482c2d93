"""Which names a record may have, and what a name that is none of them means."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from qurultay.record.errors import OBSTACLES, REASONS, Absent, Broken, Unwritten
from qurultay.record.inventory import take_stock
from qurultay.record.layout import MOST_BYTES, Kind, election_path, kind_of, part_path
from qurultay.tlog.errors import Refused
from qurultay.tlog.tiles import entries_path, parse_path, tile_path

HEX = "e56ac2a392b869f3cef168b05513009caaf8c0118c9edb49e5efdd27c6a31a12"

ALLOWED = {
    "checkpoint": Kind.CHECKPOINT,
    "tile/0/000.p/1": Kind.TILE,
    "tile/7/x001/x234/067.p/255": Kind.TILE,
    "tile/entries/067": Kind.ENTRIES,
    "tile/entries/x001/x234/067": Kind.ENTRIES,
    f"part/e5/{HEX}": Kind.PART,
    "election/m3t8w1pz.bel": Kind.ARCHIVE,
    "election/m3t8w1pz.strong.jsons": Kind.STRONG_PROOFS,
    "election/m3t8w1pz.count.json": Kind.COUNT,
    "election/m3t8w1pz.checkpoint": Kind.ELECTION_HEAD,
    "witness/policy": Kind.POLICY,
    "witness/heads": Kind.HEADS,
    "checkpoint.tmp": Kind.LEFTOVER,
    f"part/e5/{HEX}.tmp": Kind.LEFTOVER,
    "index.html": Kind.UNKNOWN,
    "acts/17/سۆز.html": Kind.UNKNOWN,
    "desk/m3t8w1pz/act.txt": Kind.UNKNOWN,
}

UNSAFE = [
    "",
    "..",
    "../checkpoint",
    "part/../checkpoint",
    "./checkpoint",
    "a//b",
    "a/",
    "/etc/passwd",
    "C:/checkpoint",
    "part\\e5",
    "check\0point",
    "check\npoint",
    "check\x7fpoint",
    "\u202etnioptcehc",
    "index\u200b.html",
    "\udcff",
    "checkpoint.",
    "checkpoint ",
    "a/b/c/d/e/f/g/h/i/j/k/l/m",
    "x" * 256,
    # second names for files of the record
    "Checkpoint",
    "WITNESS/policy",
    "witneſs/policy",
    "tile/0/000.p/0",
    "tile/0/000.p/256",
    "tile/0/000.p/01",
    "tile/0/x000/001",
    "tile/0/1",
    "tile/00/000",
    "tile/8/000",
    "tile/entries/1000",
    f"part/E5/{HEX.upper()}",
    f"part/e5/{HEX.upper()}",
    "election/M3T8W1PZ.bel",
]

STRAY = [
    "tile/README",
    "tile/0/000.p",
    "tile/x/000",
    "TILE/.DS_Store",
    f"part/e5/{HEX[:-1]}",
    f"part/e6/{HEX}",
    f"part/{HEX}",
    "election/m3t8w1pz.json",
    "election/ilouilou.bel",
]


@pytest.mark.parametrize(("path", "kind"), ALLOWED.items())
def test_a_name_says_what_a_file_is(path: str, kind: Kind) -> None:
    assert kind_of(path) is kind


@pytest.mark.parametrize("path", UNSAFE, ids=ascii)
def test_a_name_that_could_mislead_refuses_the_whole_source(path: str) -> None:
    with pytest.raises(Broken) as refused:
        take_stock(["checkpoint", path])
    assert refused.value.code == "unsafe-name"
    assert str(refused.value).isascii() and "\n" not in str(refused.value)


@pytest.mark.parametrize("path", STRAY)
def test_nothing_else_may_lie_under_tile_part_and_election(path: str) -> None:
    with pytest.raises(Broken) as refused:
        kind_of(path)
    assert refused.value.code == "stray-file"


def test_two_files_of_one_name_refuse_the_source() -> None:
    with pytest.raises(Broken) as refused:
        take_stock(["index.html", "checkpoint", "checkpoint"])
    assert refused.value.code == "double-name"


def test_the_inventory_says_what_is_there_and_what_nobody_knows() -> None:
    stock = take_stock([*ALLOWED, "tile/entries/067.p/3"])
    assert stock.tiles["entries", 67] == (256, 3)
    assert stock.parts == {HEX}
    assert stock.others == {Kind.CHECKPOINT, Kind.POLICY, Kind.HEADS}
    assert len(stock.elections) == 4
    assert stock.unknown == ("acts/17/سۆز.html", "desk/m3t8w1pz/act.txt", "index.html")
    assert stock.leftovers == ("checkpoint.tmp", f"part/e5/{HEX}.tmp")


@given(st.text(max_size=60))
@example("part/e5/" + HEX + "\n")
def test_no_name_leads_out_of_the_record(path: str) -> None:
    try:
        kind = kind_of(path)
    except Broken as refused:
        assert refused.code in ("unsafe-name", "stray-file")
        return
    steps = path.split("/")
    assert not {"", ".", ".."} & set(steps)
    assert kind in (Kind.UNKNOWN, Kind.LEFTOVER) or path in ALLOWED or path.isascii()


@given(st.text("tileprx./0123456789", max_size=24).map("tile/".__add__))
def test_the_layout_and_the_tiles_agree_on_every_path(path: str) -> None:
    assert (known(path) in (Kind.TILE, Kind.ENTRIES)) == is_tile(path)


def known(path: str) -> Kind | None:
    """What the layout makes of a path; None where it refuses it."""
    try:
        return kind_of(path)
    except Broken:
        return None


def is_tile(path: str) -> bool:
    """Whether the log takes a path for that of a tile."""
    try:
        parse_path(path)
    except Refused:
        return False
    return True


@given(st.integers(0, 7), st.integers(0, 10**18 - 1), st.integers(1, 256))
def test_every_tile_of_a_tree_has_a_place(level: int, index: int, width: int) -> None:
    assert kind_of(tile_path(level, index, width)) is Kind.TILE
    assert kind_of(entries_path(index, width)) is Kind.ENTRIES


def test_parts_and_elections_have_paths_that_the_layout_knows() -> None:
    assert part_path(HEX) == f"part/e5/{HEX}"
    assert election_path("m3t8w1pz", Kind.COUNT) == "election/m3t8w1pz.count.json"
    for wrong in ("../../etc/passwd", HEX.upper(), HEX + "\n", ""):
        with pytest.raises(Broken):
            part_path(wrong)
        with pytest.raises(Broken):
            election_path(wrong, Kind.ARCHIVE)


def test_every_file_of_a_record_has_a_largest_size() -> None:
    assert set(MOST_BYTES) == set(Kind) - {Kind.LEFTOVER, Kind.UNKNOWN}


def test_reasons_come_from_closed_tables() -> None:
    with pytest.raises(AssertionError):
        Broken("because", None, "no such reason")
    with pytest.raises(AssertionError):
        Unwritten("because", "no such obstacle")
    assert Absent("checkpoint").code in REASONS
    assert all(REASONS.values()) and all(OBSTACLES.values())
