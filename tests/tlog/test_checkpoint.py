"""A head is three lines, written in one way."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qurultay.tlog import checkpoint
from qurultay.tlog.armour import armour
from qurultay.tlog.checkpoint import MOST_BYTES, Checkpoint
from qurultay.tlog.errors import Refused
from qurultay.tlog.keys import SigningKey
from qurultay.tlog.note import Line, Note
from qurultay.tlog.tree import EMPTY_ROOT
from tests.tlog.conftest import Refusal

ORIGIN = "tolunay.example/9f2c4d0011223344"
ROOT = bytes(range(32))
TEXT = f"{ORIGIN}\n7\n{armour(ROOT)}\n".encode()
LINE = Line(ORIGIN, bytes(4), bytes(64))


@given(st.integers(1, 2**63 - 1), st.binary(min_size=32, max_size=32))
def test_a_head_is_read_as_it_was_written(size: int, root: bytes) -> None:
    head = Checkpoint(ORIGIN, size, root)
    assert Checkpoint.parse_text(head.text()) == head
    assert checkpoint.parse(Note(head.text(), (LINE,)).encode()) == (head, Note(head.text(), (LINE,)))


@given(st.data())
def test_a_changed_byte_is_refused_or_another_head(data: st.DataObject) -> None:
    changed = bytearray(TEXT)
    changed[data.draw(st.integers(0, len(TEXT) - 1))] ^= data.draw(st.integers(1, 255))
    try:
        head = Checkpoint.parse_text(bytes(changed))
    except Refused:
        return
    assert head != Checkpoint(ORIGIN, 7, ROOT)
    assert head.text() == bytes(changed)


@given(st.binary(max_size=120))
def test_whatever_the_bytes_only_a_head_or_a_refusal_comes_of_them(data: bytes) -> None:
    for parsed in (Checkpoint.parse_text, checkpoint.parse):
        with pytest.raises(Refused):
            parsed(data)


@pytest.mark.parametrize(
    "size",
    [
        "",
        "04",
        "00",
        "+7",
        "-1",
        "-0",
        "7 ",
        " 7",
        "0x7",
        "7.0",
        "٧",
        "７",
        "1e3",
        "9" * 20,
        "9223372036854775808",
        "7\r",
    ],
)
def test_a_size_written_otherwise_is_refused(size: str, refused: Refusal) -> None:
    with refused("bad-checkpoint"):
        Checkpoint.parse_text(f"{ORIGIN}\n{size}\n{armour(ROOT)}\n".encode())


@pytest.mark.parametrize(
    "text",
    [
        b"",
        b"\n",
        TEXT[:-1],
        TEXT + b"extension\n",
        TEXT + b"\n",
        b"\n" + TEXT,
        TEXT + TEXT,
        TEXT.replace(b"\n7\n", b"\n"),
    ],
)
def test_what_is_not_three_lines_is_refused(text: bytes, refused: Refusal) -> None:
    with refused("bad-checkpoint"):
        Checkpoint.parse_text(text)


@pytest.mark.parametrize("root", [ROOT[:31], ROOT + b"\0", b""])
def test_a_root_of_another_size_is_refused(root: bytes, refused: Refusal) -> None:
    with refused("bad-checkpoint"):
        Checkpoint(ORIGIN, 7, root)
    with refused("bad-checkpoint"):
        Checkpoint.parse_text(f"{ORIGIN}\n7\n{armour(root)}\n".encode())


def test_a_root_written_otherwise_is_refused(refused: Refusal) -> None:
    good = armour(ROOT)
    for root in (good[:-1], good[:-2] + "9=", good + "=", " " + good, good.replace("+", "-").replace("/", "_") + "-"):
        with refused("bad-base64"):
            Checkpoint.parse_text(f"{ORIGIN}\n7\n{root}\n".encode())


@pytest.mark.parametrize(
    "origin", ["", "Tolunay.example", "tolunay example", "tolunay.example+x", '{"a":1}', "тоlunay", "a\x00"]
)
def test_an_origin_that_is_no_name_of_ours_is_refused(origin: str, refused: Refusal) -> None:
    with refused("bad-name"):
        Checkpoint.parse_text(f"{origin}\n7\n{armour(ROOT)}\n".encode())


def test_a_head_of_nothing_has_the_root_of_nothing(refused: Refusal) -> None:
    assert Checkpoint.parse_text(Checkpoint(ORIGIN, 0, EMPTY_ROOT).text()).size == 0
    with refused("bad-checkpoint"):
        Checkpoint(ORIGIN, 0, ROOT)
    for size in (-1, 2**63):
        with refused("bad-checkpoint"):
            Checkpoint(ORIGIN, size, ROOT)


def test_an_act_is_no_head_and_a_cosignature_is_none(president: SigningKey) -> None:
    for text in (b'{"v":1}\n', b"cosignature/v1\ntime 7\n" + TEXT, b"cosignature/v1\ntime 7\nx\n"):
        with pytest.raises(Refused):
            checkpoint.parse(Note(text, (LINE,)).encode())


def test_a_head_may_carry_witnesses_with_names_of_their_own() -> None:
    stranger = Line("oid/1.3.6.1.4.1.44363", bytes(4), bytes(72))
    assert checkpoint.parse(Note(TEXT, (LINE, stranger)).encode())[1].lines[1] == stranger


def test_sixteen_kibibytes_are_read_and_no_more(refused: Refusal) -> None:
    lines = tuple(Line(f"w{n}", bytes(4), bytes(2428)) for n in range(4))
    data = Note(TEXT, (LINE, *lines)).encode()
    assert len(data) < MOST_BYTES
    assert len(checkpoint.parse(data)[1].lines) == 5
    with refused("too-long"):
        checkpoint.parse(data + Line("w5", bytes(4), bytes(2428)).encode())
