"""The group Ed25519 (specification 5.2), over libsodium through PyNaCl: the optional extra `ed25519`.

Elements are kept as libsodium keeps them, 32 bytes little-endian; Belenios writes the same number big-endian in
hexadecimal. libsodium refuses to work with the neutral element or to arrive at it, so that case is ours.
Debian's belenios-tool 2.0 does not know this group.
"""

from collections.abc import Sequence
from functools import partial
from hashlib import sha256

from gmpy2 import mpz
from nacl import bindings

from qurultay.ballots import canonical
from qurultay.ballots.errors import Refused
from qurultay.ballots.groups.group import Element, Group, Table

_P = 2**255 - 19
_D = -121665 * pow(121666, -1, _P) % _P
_ROOT = pow(2, (_P - 1) // 4, _P)
"""A square root of −1."""


class Ed25519(Group):
    """The subgroup of prime order of the twisted Edwards curve; ten times shorter ballots than 2048 bits give."""

    name = "Ed25519"
    q = mpz(2**252 + 27742317777372353535851937790883648493)
    one = (1).to_bytes(32, "little")
    bits_per_int = 8
    padding = 14

    def __init__(self) -> None:
        self.g = bindings.crypto_scalarmult_ed25519_base_noclamp((1).to_bytes(32, "little"))

    def __reduce__(self) -> tuple[type["Ed25519"], tuple[()]]:
        """Other processes make their own."""
        return Ed25519, ()

    def multiply(self, first: Element, second: Element) -> Element:
        """The sum of two points."""
        return bindings.crypto_core_ed25519_add(first, second)

    def invert(self, base: Element) -> Element:
        """The point with the other x: its sign bit turned, except where x is 0."""
        return base if base == self.one else base[:31] + bytes([base[31] ^ 0x80])

    def power(self, base: Element, exponent: mpz) -> Element:
        """The point times a scalar."""
        scalar = exponent % self.q
        if not scalar or base == self.one:
            return self.one
        return bindings.crypto_scalarmult_ed25519_noclamp(int(scalar).to_bytes(32, "little"), base)

    def power_g(self, exponent: mpz) -> Element:
        """The base point times a scalar."""
        scalar = exponent % self.q
        return (
            bindings.crypto_scalarmult_ed25519_base_noclamp(int(scalar).to_bytes(32, "little")) if scalar else self.one
        )

    def fixed(self, base: Element) -> Table:
        """No table: additions one by one through the library would cost more than they save."""
        return partial(self.power, base)

    def is_member(self, element: Element) -> bool:
        """Is it the neutral element, or a point of order q? The form was judged in `read`."""
        return element == self.one or bindings.crypto_core_ed25519_is_valid_point(element)

    def encode(self, element: Element) -> str:
        """64 hexadecimal digits, big-endian."""
        return str(element[::-1].hex())

    def read(self, text: object) -> Element:
        """The point's 32 bytes, y below 2^255 − 19, and no sign where x is 0."""
        digits = canonical.text(text)
        if len(digits) != 64 or digits.strip("0123456789abcdef"):
            raise Refused("number-form", "a point of Ed25519 is written as 64 hexadecimal digits in small letters")
        point = bytes.fromhex(digits)[::-1]
        y = int.from_bytes(point, "little") & ((1 << 255) - 1)
        if y >= _P or (y in (1, _P - 1) and point[31] & 0x80):
            raise Refused("number-form", "the point of Ed25519 is not written in its one form")
        return point

    def rank(self, element: Element) -> mpz:
        """The compressed point as a number."""
        return mpz(int.from_bytes(element, "little"))

    def generator(self, number: int) -> Element:
        """Steps of the table GetGenerator for Ed25519:

        1. x ← SHA256("ggen|" i) >> 2
        2. b ← uncompress(x + ε), with the smallest ε that gives a point of the curve
        3. h ← b^8
        4. if h is 1 or g, abort
        """
        x = int.from_bytes(sha256(f"ggen|{number}".encode()).digest(), "big") >> 2  # 1
        while not _on_curve(x):  # 2
            x += 1
        h = x.to_bytes(32, "little")
        for _ in range(3):  # 3
            h = bindings.crypto_core_ed25519_add(h, h)
        if h in (self.one, self.g):  # 4
            raise Refused("group", f"generator {number} of Ed25519 came out as 1 or g")
        return h

    def embed(self, values: Sequence[int]) -> Element:
        """The first point from the joined values on that is in the group: ε is sought upwards from 0."""
        joined = int(self._joined(values))
        if joined.bit_length() > 250:
            raise Refused("choice-range", f"{len(values)} ranks or grades are too many for one ciphertext")
        for epsilon in range(1 << self.padding):
            point = (joined + epsilon).to_bytes(32, "little")
            if _on_curve(joined + epsilon) and self.is_member(point):
                return point
        raise Refused("choice-range", "no element of the group says this ranking; change one of its ranks")

    def embedded(self, element: Element, count: int) -> list[int]:
        """The values, without ε."""
        return self._split(mpz(int.from_bytes(element, "little")), count)


def _on_curve(y: int) -> bool:
    """Is there a point with this y and an even x? RFC 8032 §5.1.3: x² = (y² − 1) / (d·y² + 1) has a root."""
    square, below = (y * y - 1) % _P, (_D * y * y + 1) % _P
    wanted = square * pow(below, -1, _P) % _P
    root = pow(wanted, (_P + 3) // 8, _P)
    return y < _P and (root * root % _P == wanted or root * _ROOT * root * _ROOT % _P == wanted)
