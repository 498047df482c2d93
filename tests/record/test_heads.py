"""The heads that were kept say what the record was on each day; nobody can slip one in or take one out unseen."""

from __future__ import annotations

import pytest

from qurultay.record.errors import Broken
from qurultay.record.heads import added, parse, times
from qurultay.tlog import checkpoint
from qurultay.tlog.checkpoint import Checkpoint
from qurultay.tlog.keys import SigningKey
from qurultay.tlog.note import Note
from qurultay.tlog.tree import Tree, leaf_hash
from tests.record.workshop import LABEL, act, sign

ORIGIN = f"{LABEL}/9f2c4d0011223344"
TREE = Tree(leaf_hash(act(n)) for n in range(20))
DAY = 86_400


def head(size: int, *at: int, origin: str = ORIGIN) -> Note:
    """A head with a cosignature at each of these times."""
    note = sign(Checkpoint(origin, size, TREE.root(size)))
    keys = [SigningKey.from_seed(f"witness{n}.example/w", bytes([16 + n]) * 32) for n in range(len(at))]
    return Note(note.text, (*note.lines, *(key.cosign(note.text, time) for key, time in zip(keys, at, strict=True))))


KEPT = [head(3, DAY), head(3, 2 * DAY + 9), head(7, 3 * DAY, 3 * DAY + 60, 3 * DAY - 40)]
FILE = b"".join(note.encode() for note in KEPT)


def test_the_file_is_one_head_after_the_other() -> None:
    assert [note for _, note in parse(FILE, ORIGIN)] == KEPT
    assert [kept.size for kept, _ in parse(FILE, ORIGIN)] == [3, 3, 7]
    assert parse(b"", ORIGIN) == ()
    assert times(KEPT[2]) == [3 * DAY, 3 * DAY + 60, 3 * DAY - 40]


def test_every_head_in_it_can_be_cut_out_and_checked_by_itself() -> None:
    blocks = [note.encode() for note in KEPT]
    assert [checkpoint.parse(block)[1] for block in blocks] == [note for _, note in parse(FILE, ORIGIN)]


def test_the_first_cosigned_head_of_a_day_is_kept() -> None:
    file = b""
    for note in [
        head(1),
        head(1, DAY),
        head(2, DAY + 5),
        head(2, 2 * DAY - 1),
        head(3),
        head(3, 2 * DAY),
        head(4, DAY),
    ]:
        file = added(file, note)
    assert [(kept.size, times(note)) for kept, note in parse(file, ORIGIN)] == [(1, [DAY]), (3, [2 * DAY])]


@pytest.mark.parametrize(
    "file",
    [
        pytest.param(b"x", id="no_head"),
        pytest.param(FILE[:-1], id="cut_short"),
        pytest.param(FILE[1:], id="a_byte_gone"),
        pytest.param(FILE + b"\n", id="a_line_more"),
        pytest.param(FILE.replace(b"\n\n", b"\n\n\n"), id="blank_lines"),
        pytest.param(FILE.replace(b"\n", b"\r\n"), id="other_line_ends"),
        pytest.param(KEPT[2].encode() + KEPT[0].encode(), id="out_of_order"),
        pytest.param(head(1).encode() + FILE, id="a_head_without_a_witness"),
        pytest.param(head(1, DAY, origin=f"{LABEL}/0000000000000000").encode() + FILE, id="of_another_record"),
        pytest.param("— a b\n".encode() + FILE, id="a_line_before_the_first_head"),
    ],
)
def test_a_file_that_is_not_as_it_must_be_is_refused(file: bytes) -> None:
    with pytest.raises(Broken) as refused:
        parse(file, ORIGIN)
    assert refused.value.code == "bad-heads"
    with pytest.raises(Broken):
        added(file, head(9, 9 * DAY))
