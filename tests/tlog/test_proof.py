"""One file shows, offline, that a record holds an act."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qurultay.tlog import tree
from qurultay.tlog.armour import armour
from qurultay.tlog.checkpoint import Checkpoint
from qurultay.tlog.errors import Refused
from qurultay.tlog.keys import SigningKey
from qurultay.tlog.note import Note
from qurultay.tlog.proof import encode_proof, parse_proof
from qurultay.tlog.tree import leaf_hash
from tests.tlog.conftest import Refusal

LEAVES = [leaf_hash(b"act %d" % n) for n in range(11)]
HEAD = Checkpoint("tolunay.example", 11, tree.root(LEAVES))
SIGNED = Note(HEAD.text(), (SigningKey.from_seed("tolunay.example", bytes([5]) * 32).sign(HEAD.text()),)).encode()
FILE = encode_proof(5, tree.inclusion_proof(LEAVES, 5), SIGNED)


@given(st.integers(0, 10), st.binary(max_size=40))
def test_a_proof_is_read_as_it_was_written_and_holds_for_its_leaf(index: int, extra: bytes) -> None:
    hashes = tree.inclusion_proof(LEAVES, index)
    proof = parse_proof(encode_proof(index, hashes, SIGNED, extra))
    assert (proof.index, list(proof.hashes), proof.checkpoint, proof.extra) == (index, hashes, HEAD, extra)
    assert proof.note.encode() == SIGNED
    proof.check(LEAVES[index])
    with pytest.raises(Refused):
        proof.check(LEAVES[index - 1])


def test_the_file_is_laid_out_as_the_specification_says() -> None:
    lines = FILE.split(b"\n")
    assert lines[:2] == [b"c2sp.org/tlog-proof@v1", b"index 5"]
    assert lines[2:6] == [armour(one).encode() for one in tree.inclusion_proof(LEAVES, 5)]
    assert FILE.endswith(b"\n\n" + SIGNED)
    assert encode_proof(5, [], SIGNED, b"salt").split(b"\n")[1] == b"extra c2FsdA=="


def test_the_only_leaf_of_a_record_needs_no_hashes() -> None:
    head = Checkpoint("tolunay.example", 1, LEAVES[0])
    signed = Note(head.text(), (SigningKey.from_seed("tolunay.example", bytes(32)).sign(head.text()),)).encode()
    parse_proof(encode_proof(0, [], signed)).check(LEAVES[0])


@given(st.data())
def test_any_changed_byte_is_refused_or_fails_or_changes_what_nobody_vouches_for(data: st.DataObject) -> None:
    changed = bytearray(FILE)
    at = data.draw(st.integers(0, len(FILE) - 1))
    changed[at] ^= data.draw(st.integers(1, 255))
    try:
        proof = parse_proof(bytes(changed))
        proof.check(LEAVES[5])
    except Refused:
        return
    # What is left is the name of the log and its signature, which `keys.check` and `Policy.judge` look at.
    assert proof.note.lines != parse_proof(FILE).note.lines or proof.checkpoint.origin != HEAD.origin


@pytest.mark.parametrize(
    "data",
    [
        b"",
        SIGNED,
        FILE.replace(b"@v1", b"@v2", 1),
        FILE.replace(b"index 5", b"index 05", 1),
        FILE.replace(b"index 5", b"index  5", 1),
        FILE.replace(b"index 5", b"index -5", 1),
        FILE.replace(b"index 5\n", b"", 1),
        FILE.replace(b"index 5\n", b"index 5\nindex 5\n", 1),
        FILE.replace(b"index 5\n", b"index 5\nextra c2FsdA==\n", 1),
        FILE.replace(b"index 5\n", b"extra \nindex 5\n", 1).replace(b"extra \n", b"extras\n"),
        FILE.replace(b"\n\n", b"\n", 1),
        b"\n" + FILE,
        FILE.replace(b"\n", b"\r\n"),
        FILE.replace(b"index 5\n", b"index 5\nAAAA\n", 1),
        FILE.replace(b"index 5\n", b"index 5\n" + 64 * (armour(bytes(32)).encode() + b"\n"), 1),
    ],
)
def test_a_file_of_another_form_is_refused(data: bytes) -> None:
    with pytest.raises(Refused) as caught:
        parse_proof(data)
    assert caught.value.code in {"bad-proof-file", "bad-base64", "not-a-note", "bad-checkpoint", "bad-name"}


def test_reasons_are_given(refused: Refusal) -> None:
    with refused("bad-proof-file"):
        parse_proof(b"c2sp.org/tlog-proof@v2\nindex 5\n\n" + SIGNED)
    with refused("bad-proof-file"):
        parse_proof(b"c2sp.org/tlog-proof@v1\nindex 5\nAAAA\n\n" + SIGNED)
    with refused("bad-base64"):
        parse_proof(b"c2sp.org/tlog-proof@v1\nextra !\nindex 5\n\n" + SIGNED)
    with refused("too-long"):
        parse_proof(FILE + b"x" * 200_000)


def test_an_empty_extra_line_is_a_second_way_to_write_none(refused: Refusal) -> None:
    with refused("bad-proof-file"):
        parse_proof(FILE.replace(b"index 5\n", b"extra \nindex 5\n", 1))


def test_a_proof_that_could_not_be_read_back_is_not_written(refused: Refusal) -> None:
    with refused("bad-proof-file"):
        encode_proof(-1, [], SIGNED)
    with refused("bad-proof-file"):
        encode_proof(5, [b"short"], SIGNED)
    with refused("not-a-note"):
        encode_proof(5, [], HEAD.text())


@given(st.binary(max_size=200))
def test_whatever_the_bytes_only_a_refusal_comes_of_them(data: bytes) -> None:
    for whole in (data, b"c2sp.org/tlog-proof@v1\n" + data, b"c2sp.org/tlog-proof@v1\nindex 5\n\n" + data):
        with pytest.raises(Refused):
            parse_proof(whole)
