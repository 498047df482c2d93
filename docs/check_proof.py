"""Is this act in that record? Python alone, none of our software.

    python3 check_proof.py act-3.note act-3.tlog-proof

It follows RFC 9162 §2.1.3.2. That the head at the end of the proof is signed and witnessed is another question: see
checking.md.
"""

import base64
import hashlib
import sys


def digest(*pieces: bytes) -> bytes:
    """SHA-256 of the pieces one after the other."""
    return hashlib.sha256(b"".join(pieces)).digest()


def climbed(leaf: bytes, number: int, size: int, path: list[bytes]) -> bytes:
    """The root that the leaf leads to along the path."""
    fn, sn, r = number, size - 1, leaf
    if fn > sn:
        sys.exit("broken: there is no such act under this head")
    for p in path:
        if sn == 0:
            sys.exit("broken: the proof is too long")
        if fn & 1 or fn == sn:
            r = digest(b"\1", p, r)
            while not fn & 1 and fn:
                fn, sn = fn >> 1, sn >> 1
        else:
            r = digest(b"\1", r, p)
        fn, sn = fn >> 1, sn >> 1
    return r if sn == 0 else b""


def main(note: bytes, proof: bytes) -> None:
    """Say whether the act is in the record, and in which."""
    top, _, head = proof.partition(b"\n\n")
    first, *rows = [row for row in top.split(b"\n") if not row.startswith(b"extra ")]
    if first != b"c2sp.org/tlog-proof@v1" or not rows[0].startswith(b"index "):
        sys.exit("broken: this is no .tlog-proof")
    number, path = int(rows[0][6:]), [base64.b64decode(row) for row in rows[1:]]
    origin, size, root = head.split(b"\n")[:3]
    if climbed(digest(b"\0", note), number, int(size), path) != base64.b64decode(root):
        sys.exit("broken: the act is not under this head, or was changed")
    print(f"act {number} of the {int(size)} in {origin.decode()}")


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit("give the two files of an act: check_proof.py act-3.note act-3.tlog-proof")
    try:
        files = [open(path, "rb").read() for path in sys.argv[1:]]  # noqa: SIM115 (two small files, once)
    except OSError as error:
        sys.exit(f"{error.filename} cannot be read: {error.strerror}")
    try:
        main(*files)
    except (ValueError, IndexError):
        sys.exit("broken: this is no .tlog-proof")
