"""The Merkle tree of RFC 9162 §2.1 (and RFC 6962): roots, proofs, and the checking of both.

leaf = SHA-256(00 ‖ entry), node = SHA-256(01 ‖ left ‖ right), the empty tree = SHA-256("").
"""

from collections.abc import Iterable, Sequence
from hashlib import sha256

from qurultay.tlog.errors import Refused

EMPTY_ROOT = sha256(b"").digest()
LARGEST_SIZE = 2**63 - 1


def leaf_hash(entry: bytes) -> bytes:
    """The hash of an entry as a leaf. Of act 0 it is the founding fingerprint, the name of the record.

    >>> leaf_hash(b"").hex()[:16]
    '6e340b9cffb37a98'
    """
    return sha256(b"\x00" + entry).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """The hash of a node from those of its two children."""
    return sha256(b"\x01" + left + right).digest()


class Frontier:
    """A growing tree that remembers only its peaks: the roots of the full subtrees, largest first.

    The root at every prefix costs a few hashes, which is what checking `seen` of each act asks for.

    >>> frontier = Frontier()
    >>> frontier.append(leaf_hash(b""))
    >>> frontier.size, frontier.root() == leaf_hash(b"")
    (1, True)
    """

    __slots__ = ("peaks", "size")

    def __init__(self, size: int = 0, peaks: Iterable[bytes] = ()) -> None:
        self.size = size
        self.peaks = list(peaks)

    def append(self, leaf: bytes) -> None:
        """Adds a leaf: as in binary addition, each trailing one of the size is a peak that is now a left child."""
        size, node = self.size, leaf
        while size & 1:
            node = node_hash(self.peaks.pop(), node)
            size >>= 1
        self.peaks.append(node)
        self.size += 1

    def root(self) -> bytes:
        """The root of the tree as it is now."""
        if not self.peaks:
            return EMPTY_ROOT
        node = self.peaks[-1]
        for peak in self.peaks[-2::-1]:
            node = sha256(b"\x01" + peak + node).digest()  # `node_hash`, said here: each act asks for this root
        return node

    def copy(self) -> "Frontier":
        """The same tree, free to grow another way."""
        return Frontier(self.size, self.peaks)


def root(leaf_hashes: Iterable[bytes]) -> bytes:
    """The root of the tree over these leaves.

    >>> root([]) == EMPTY_ROOT
    True
    """
    level = list(leaf_hashes)
    while len(level) > 1:  # pairs, level by level; who is left without a partner goes up alone
        alone = level[-1:] if len(level) % 2 else []
        pairs = zip(level[::2], level[1::2], strict=False)
        level = [sha256(b"\x01" + left + right).digest() for left, right in pairs] + alone
    return level[0] if level else EMPTY_ROOT


class Tree:
    """A whole tree in memory, from which proofs at any size are read without hashing it again.

    >>> tree = Tree([leaf_hash(bytes([n])) for n in range(7)])
    >>> len(tree.inclusion(5)), len(tree.consistency(3, 7)), tree.root(7).hex()[:8]
    (3, 4, '35601918')
    """

    def __init__(self, leaf_hashes: Iterable[bytes]) -> None:
        # levels[h][i] is the root of the full subtree over leaves i·2^h … (i+1)·2^h − 1.
        self.levels = [list(leaf_hashes)]
        while len(below := self.levels[-1]) > 1:
            self.levels.append([node_hash(below[i], below[i + 1]) for i in range(0, len(below) - 1, 2)])

    @property
    def size(self) -> int:
        """How many leaves there are."""
        return len(self.levels[0])

    def root(self, size: int) -> bytes:
        """The root when the tree had this size. Raises `Refused` where it never had."""
        self._refuse_beyond(0, size)
        return self._span(0, size) if size else EMPTY_ROOT

    def inclusion(self, index: int, size: int | None = None) -> list[bytes]:
        """The proof that the leaf at `index` is in the tree of that size (RFC 9162 §2.1.3.1). Raises `Refused`."""
        size = self.size if size is None else size
        if not 0 <= index < size <= self.size:
            raise Refused(
                "bad-proof",
                "there is no proof about leaf {index} of {size} in a tree of {tree}",
                index=index,
                size=size,
                tree=self.size,
            )
        low, high, proof = 0, size, list[bytes]()
        while high - low > 1:
            middle = low + _split(high - low)
            left = index < middle
            proof.append(self._span(middle, high) if left else self._span(low, middle))
            low, high = (low, middle) if left else (middle, high)
        return proof[::-1]

    def consistency(self, old: int, new: int) -> list[bytes]:
        """The proof that the tree of size `new` only adds to that of `old` (RFC 9162 §2.1.4.1). Raises `Refused`."""
        self._refuse_beyond(old, new)
        if old in (0, new):
            return []
        low, high, proof = 0, new, list[bytes]()
        while high != old:
            middle = low + _split(high - low)
            left = old <= middle
            proof.append(self._span(middle, high) if left else self._span(low, middle))
            low, high = (low, middle) if left else (middle, high)
        # The subtree that both trees share is known to the verifier when it is the whole old tree.
        return ([self._span(low, high)] if low else []) + proof[::-1]

    def _span(self, low: int, high: int) -> bytes:
        width = high - low
        if width & (width - 1) == 0:
            return self.levels[width.bit_length() - 1][low // width]
        middle = low + _split(width)
        return node_hash(self._span(low, middle), self._span(middle, high))

    def _refuse_beyond(self, part: int, size: int) -> None:
        if not 0 <= part <= size <= self.size:
            raise Refused(
                "bad-proof",
                "there is no proof about {part} of {size} leaves in a tree of {tree}",
                part=part,
                size=size,
                tree=self.size,
            )


def inclusion_proof(leaf_hashes: Sequence[bytes], index: int, size: int | None = None) -> list[bytes]:
    """The proof that the leaf at `index` is in the tree; for many proofs keep a `Tree`. Raises `Refused`."""
    return Tree(leaf_hashes).inclusion(index, size)


def consistency_proof(leaf_hashes: Sequence[bytes], old: int, new: int) -> list[bytes]:
    """The proof that the tree of size `new` only adds to that of size `old`. Raises `Refused`."""
    return Tree(leaf_hashes).consistency(old, new)


def verify_inclusion(leaf: bytes, index: int, size: int, proof: Sequence[bytes], root: bytes) -> None:
    """Checks that `leaf` stands at `index` in the tree of that size and root, by the steps of RFC 9162 §2.1.3.2.

    1. index < size.  2. fn, sn = index, size − 1; r = leaf.  3. For each hash p: fail if sn is 0; to the left of r
    if fn is odd or fn == sn (then shift until fn is odd or 0), else to its right; shift.  4. sn is 0 and r is the root.

    Raises `Refused`.
    """
    _refuse_hashes((leaf, root, *proof))
    if not 0 <= index < size <= LARGEST_SIZE:  # 1
        raise Refused("bad-proof", "there is no leaf {index} in a tree of {size}", index=index, size=size)
    fn, sn, r = index, size - 1, leaf  # 2
    for p in proof:  # 3
        if sn == 0:
            raise Refused("bad-proof", "the inclusion proof is too long")
        if fn & 1 or fn == sn:
            r = node_hash(p, r)
            while not fn & 1 and fn:
                fn, sn = fn >> 1, sn >> 1
        else:
            r = node_hash(r, p)
        fn, sn = fn >> 1, sn >> 1
    if sn or r != root:  # 4
        raise Refused(
            "bad-proof",
            "the inclusion proof of leaf {index} does not lead to the root at size {size}",
            index=index,
            size=size,
        )


def verify_consistency(old_size: int, old_root: bytes, new_size: int, new_root: bytes, proof: Sequence[bytes]) -> None:
    """Checks that the new tree only adds to the old, by the steps of RFC 9162 §2.1.4.2.

    0. Equal sizes need equal roots and no proof.  1. 0 < old < new, and the proof is not empty.  2. If old is a power
    of two, the old root itself begins the proof.  3. fn, sn = old − 1, new − 1; shift while fn is odd.  4. fr = sr =
    the first hash.  5. For each further hash c: fail if sn is 0; if fn is odd or fn == sn, c is left of both (then
    shift until fn is odd or 0), else right of sr; shift.  6. fr is the old root, sr the new root, sn is 0.

    From size 0 nothing can be shown, so that is refused; a witness who has seen nothing yet uses `witness_consistency`.
    Raises `Refused`.
    """
    if not 0 < old_size <= new_size <= LARGEST_SIZE:  # 1
        raise Refused(
            "bad-proof",
            "nothing shows that a tree of {new_size} adds to one of {old_size}",
            new_size=new_size,
            old_size=old_size,
        )
    if old_size == new_size:  # 0
        return _refuse_unequal(old_root, new_root, proof)
    _refuse_hashes((old_root, new_root, *proof))
    path = [old_root, *proof] if old_size & (old_size - 1) == 0 else list(proof)  # 2
    if not proof:  # 1
        raise Refused("bad-proof", "the consistency proof is empty")
    fn, sn = old_size - 1, new_size - 1  # 3
    while fn & 1:
        fn, sn = fn >> 1, sn >> 1
    fr = sr = path[0]  # 4
    for c in path[1:]:  # 5
        if sn == 0:
            raise Refused("bad-proof", "the consistency proof is too long")
        if fn & 1 or fn == sn:
            fr, sr = node_hash(c, fr), node_hash(c, sr)
            while not fn & 1 and fn:
                fn, sn = fn >> 1, sn >> 1
        else:
            sr = node_hash(sr, c)
        fn, sn = fn >> 1, sn >> 1
    if fr != old_root or sr != new_root or sn:  # 6
        raise Refused(
            "bad-proof",
            "the tree of {new_size} does not only add to that of {old_size}: the record forked",
            new_size=new_size,
            old_size=old_size,
        )


def witness_consistency(old_size: int, old_root: bytes, new_size: int, new_root: bytes, proof: Sequence[bytes]) -> None:
    """As `verify_consistency`, but from size 0, where a witness begins, any tree follows with an empty proof.

    C2SP tlog-witness: "the empty tree is consistent with any tree, so no proof is necessary". Raises `Refused`.
    """
    if old_size:
        return verify_consistency(old_size, old_root, new_size, new_root, proof)
    _refuse_hashes((old_root, new_root))
    if proof or old_root != EMPTY_ROOT or not 0 <= new_size <= LARGEST_SIZE:
        raise Refused("bad-proof", "from the empty tree a proof must be empty")
    if new_size == 0 and new_root != EMPTY_ROOT:
        raise Refused("bad-proof", "the root of the empty tree is another")


def _split(width: int) -> int:
    """The largest power of two smaller than `width`: where RFC 9162 divides a tree."""
    return 1 << ((width - 1).bit_length() - 1)


def _refuse_unequal(old_root: bytes, new_root: bytes, proof: Sequence[bytes]) -> None:
    if proof or old_root != new_root:
        raise Refused("bad-proof", "two heads of one size have different roots: the record forked")


def _refuse_hashes(hashes: Iterable[bytes]) -> None:
    if any(len(one) != 32 for one in hashes):
        raise Refused("bad-proof", "a hash is 32 bytes")
