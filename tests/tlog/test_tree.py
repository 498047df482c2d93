"""The tree adds and never changes; its proofs hold for what is so and for nothing else."""

import json
from base64 import b64decode
from collections.abc import Callable, Sequence
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qurultay.tlog import tree
from qurultay.tlog.errors import Refused
from qurultay.tlog.tree import EMPTY_ROOT, Frontier, Tree, leaf_hash
from tests.tlog.conftest import Refusal

LEAVES = [leaf_hash(bytes([n])) for n in range(256)]
SIZES = st.integers(1, 200)


def mth(leaves: Sequence[bytes]) -> bytes:
    """The definition of RFC 9162 §2.1.1, word for word."""
    n = len(leaves)
    if n <= 1:
        return leaves[0] if n else sha256(b"").digest()
    k = 1
    while k * 2 < n:
        k *= 2
    return sha256(b"\x01" + mth(leaves[:k]) + mth(leaves[k:])).digest()


def path(m: int, leaves: Sequence[bytes]) -> list[bytes]:
    """PATH of RFC 9162 §2.1.3.1, word for word."""
    n = len(leaves)
    if n == 1:
        return []
    k = 1
    while k * 2 < n:
        k *= 2
    if m < k:
        return [*path(m, leaves[:k]), mth(leaves[k:])]
    return [*path(m - k, leaves[k:]), mth(leaves[:k])]


def subproof(m: int, leaves: Sequence[bytes], whole: bool) -> list[bytes]:
    """SUBPROOF of RFC 9162 §2.1.4.1, word for word."""
    n = len(leaves)
    if m == n:
        return [] if whole else [mth(leaves)]
    k = 1
    while k * 2 < n:
        k *= 2
    if m <= k:
        return [*subproof(m, leaves[:k], whole), mth(leaves[k:])]
    return [*subproof(m - k, leaves[k:], False), mth(leaves[:k])]


def vectors(folder: Path) -> list[tuple[str, dict[str, Any]]]:
    return [(str(file.relative_to(folder)), json.loads(file.read_text())) for file in sorted(folder.rglob("*.json"))]


def hashes(vector: dict[str, Any]) -> list[bytes]:
    return [b64decode(one) for one in vector["proof"] or []]


def outcome(deed: Callable[[], None]) -> bool:
    """Whether it was refused."""
    try:
        deed()
    except Refused as bad:
        assert bad.code == "bad-proof"
        return True
    return False


def test_the_98_vectors_of_inclusion_are_judged_as_they_say(shared: Path) -> None:
    cases = vectors(shared / "data/tlog/inclusion")
    assert len(cases) == 98
    for name, case in cases:
        leaf, root = b64decode(case["leafHash"]), b64decode(case["root"])
        proof = hashes(case)
        wrong = outcome(lambda: tree.verify_inclusion(leaf, case["leafIdx"], case["treeSize"], proof, root))  # noqa: B023
        assert wrong == case["wantErr"], name


def test_the_98_vectors_of_consistency_are_judged_as_they_say(shared: Path) -> None:
    cases = vectors(shared / "data/tlog/consistency")
    assert len(cases) == 98
    for name, case in cases:
        old, new = (case["size1"], b64decode(case["root1"])), (case["size2"], b64decode(case["root2"]))
        proof = hashes(case)
        wrong = outcome(lambda: tree.verify_consistency(*old, *new, proof))  # noqa: B023
        assert wrong == case["wantErr"], name


@pytest.mark.parametrize("size", range(70))
def test_every_root_and_proof_is_that_of_the_definition(size: int) -> None:
    leaves = LEAVES[:size]
    whole = Tree(leaves)
    assert tree.root(leaves) == whole.root(size) == mth(leaves)
    for index in range(size):
        assert whole.inclusion(index) == path(index, leaves)
    for old in range(1, size + 1):
        assert whole.consistency(old, size) == subproof(old, leaves, True)


@given(st.data(), SIZES)
def test_what_a_tree_proves_is_believed_at_every_size(data: st.DataObject, size: int) -> None:
    whole = Tree(LEAVES)
    index, old = data.draw(st.integers(0, size - 1)), data.draw(st.integers(1, size))
    root = mth(LEAVES[:size])
    tree.verify_inclusion(LEAVES[index], index, size, whole.inclusion(index, size), root)
    tree.verify_consistency(old, mth(LEAVES[:old]), size, root, whole.consistency(old, size))
    assert tree.inclusion_proof(LEAVES, index, size) == whole.inclusion(index, size)
    assert tree.consistency_proof(LEAVES, old, size) == whole.consistency(old, size)


@given(st.data(), SIZES)
def test_a_changed_inclusion_proof_is_refused(data: st.DataObject, size: int) -> None:
    index = data.draw(st.integers(0, size - 1))
    proof, root = tree.inclusion_proof(LEAVES, index, size), mth(LEAVES[:size])
    said = data.draw(changed(LEAVES[index], index, size, proof, root))
    with pytest.raises(Refused):
        tree.verify_inclusion(*said)


@st.composite
def changed(draw: st.DrawFn, leaf: bytes, index: int, size: int, proof: list[bytes], root: bytes) -> tuple[Any, ...]:
    """The claim with one thing changed that makes it false."""
    other = bytes(32)
    claims: list[tuple[Any, ...]] = [
        (other, index, size, proof, root),
        (leaf, index, size, proof, other),
        (leaf, index, size, [*proof, other], root),
        (leaf, index, size, [root, *proof], root),
        (leaf, -1, size, proof, root),
        (leaf, size, size, proof, root),
        (leaf, index, index, proof, root),
        (leaf[:31], index, size, proof, root),
        (leaf, index, size, proof, root + b"\0"),
    ]
    claims += [(leaf, at, size, proof, root) for at in range(size) if at != index]
    for at in range(len(proof)):
        claims.append((leaf, index, size, [*proof[:at], other, *proof[at + 1 :]], root))
        claims.append((leaf, index, size, [*proof[:at], proof[at][:31], *proof[at + 1 :]], root))
        claims.append((leaf, index, size, [*proof[:at], *proof[at + 1 :]], root))
    return draw(st.sampled_from(claims))


@given(st.data(), st.integers(2, 200))
def test_a_changed_consistency_proof_is_refused(data: st.DataObject, size: int) -> None:
    old = data.draw(st.integers(1, size - 1))
    proof, old_root, root = tree.consistency_proof(LEAVES, old, size), mth(LEAVES[:old]), mth(LEAVES[:size])
    at = data.draw(st.integers(0, len(proof) - 1))
    for claim in (
        (old, bytes(32), size, root, proof),
        (old, old_root, size, bytes(32), proof),
        (old, root, size, old_root, proof),
        (old, old_root, size, root, []),
        (old, old_root, size, root, [*proof, bytes(32)]),
        (old, old_root, size, root, [bytes(32), *proof]),
        (old, old_root, size, root, [*proof[:at], *proof[at + 1 :]]),
        (old, old_root, size, root, [*proof[:at], bytes(32), *proof[at + 1 :]]),
        (old, old_root, size, root, [*proof[:at], proof[at] + b"\0", *proof[at + 1 :]]),
        (size, old_root, old, root, proof),
        (0, EMPTY_ROOT, size, root, proof),
    ):
        with pytest.raises(Refused):
            tree.verify_consistency(*claim)


def test_a_history_that_was_rewritten_has_no_proof(refused: Refusal) -> None:
    forked = [*LEAVES[:40], bytes(32), *LEAVES[41:100]]
    with refused("bad-proof"):
        tree.verify_consistency(50, mth(LEAVES[:50]), 100, mth(forked), tree.consistency_proof(forked, 50, 100))


def test_equal_heads_agree_without_proof_and_different_ones_are_a_fork(refused: Refusal) -> None:
    tree.verify_consistency(7, LEAVES[0], 7, LEAVES[0], [])
    for root, proof in ((LEAVES[1], []), (LEAVES[0], [LEAVES[0]])):
        with refused("bad-proof"):
            tree.verify_consistency(7, LEAVES[0], 7, root, proof)


def test_a_witness_takes_any_tree_after_the_empty_one_with_an_empty_proof(refused: Refusal) -> None:
    tree.witness_consistency(0, EMPTY_ROOT, 0, EMPTY_ROOT, [])
    tree.witness_consistency(0, EMPTY_ROOT, 7, LEAVES[0], [])
    for claim in (
        (0, EMPTY_ROOT, 7, LEAVES[0], [LEAVES[1]]),
        (0, LEAVES[1], 7, LEAVES[0], []),
        (0, EMPTY_ROOT, 0, LEAVES[0], []),
        (0, EMPTY_ROOT, 7, LEAVES[0][:31], []),
        (0, EMPTY_ROOT, -1, LEAVES[0], []),
        (0, EMPTY_ROOT, 2**63, LEAVES[0], []),
    ):
        with refused("bad-proof"):
            tree.witness_consistency(*claim)


@given(st.data(), SIZES)
def test_a_witness_judges_growth_as_everybody_does(data: st.DataObject, size: int) -> None:
    old = data.draw(st.integers(1, size))
    proof = tree.consistency_proof(LEAVES, old, size)
    tree.witness_consistency(old, mth(LEAVES[:old]), size, mth(LEAVES[:size]), proof)
    with pytest.raises(Refused):
        tree.witness_consistency(old, bytes(32), size, mth(LEAVES[:size]), proof)


def test_the_frontier_has_the_root_of_every_prefix() -> None:
    frontier = Frontier()
    for size, leaf in enumerate(LEAVES):
        assert (frontier.size, frontier.root()) == (size, mth(LEAVES[:size]))
        frontier.append(leaf)
    assert len(frontier.peaks) == 1


@given(
    st.lists(st.binary(min_size=32, max_size=32), max_size=40),
    st.lists(st.binary(min_size=32, max_size=32), max_size=9),
)
def test_a_copied_frontier_grows_on_its_own(leaves: list[bytes], more: list[bytes]) -> None:
    frontier = Frontier()
    for leaf in leaves:
        frontier.append(leaf)
    copy = frontier.copy()
    for leaf in more:
        copy.append(leaf)
    assert frontier.root() == mth(leaves)
    assert copy.root() == mth(leaves + more)


@pytest.mark.parametrize("claim", [(-1, 5), (5, 5), (0, 300), (0, 0), (0, -1), (300, None)])
def test_there_is_no_proof_about_leaves_that_are_not_there(claim: tuple[int, int | None], refused: Refusal) -> None:
    with refused("bad-proof"):
        tree.inclusion_proof(LEAVES, *claim)
    with refused("bad-proof"):
        Tree(LEAVES).inclusion(*claim)


def test_there_is_no_root_or_consistency_beyond_the_tree(refused: Refusal) -> None:
    for size in (257, -1):
        with refused("bad-proof"):
            Tree(LEAVES).root(size)
    for old, new in ((-1, 5), (6, 5), (5, 257)):
        with refused("bad-proof"):
            Tree(LEAVES).consistency(old, new)
    assert tree.consistency_proof(LEAVES, 0, 5) == []


def test_an_entry_is_no_node() -> None:
    left, right = LEAVES[:2]
    assert leaf_hash(left + right) != tree.node_hash(left, right)
