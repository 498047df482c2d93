"""A trustee's key: the private part x, and the verification key X = g^x with a proof of knowing x (specification 4.5).

The proof is over "pok|GROUP|X|", so a key cannot be computed from the keys of others to cancel them out.
"""

from dataclasses import dataclass
from typing import Any

from gmpy2 import mpz

from qurultay.ballots import canonical
from qurultay.ballots.canonical import fields
from qurultay.ballots.errors import Refused
from qurultay.ballots.groups import Element, Group
from qurultay.ballots.proofs.schnorr import Proof, check, prove, read_proof
from qurultay.ballots.randomness import Randomness


@dataclass(frozen=True, kw_only=True, slots=True)
class VerificationKey:
    """What a trustee's partial decryptions are checked against. `signature` is there with a threshold, since 3.0."""

    pok: Proof
    X: Element
    signature: Proof | None = None

    def to_json(self, group: Group) -> dict[str, Any]:
        """As it stands in a record."""
        signature = {} if self.signature is None else {"signature": self.signature.to_json()}
        return {"pok": self.pok.to_json(), "public_key": group.encode(self.X), **signature}


def new_private_key(group: Group, random: Randomness) -> mpz:
    """A mandatory trustee's private key."""
    return mpz(random(int(group.q)))


def verification_key(group: Group, x: mpz, random: Randomness) -> VerificationKey:
    """The verification key of a private key."""
    X = group.power_g(x)
    return VerificationKey(pok=prove(group, x, _prefix(group, X), random), X=X)


def read_verification_key(group: Group, value: object) -> VerificationKey:
    """The key that stands in a record, once it is a member and its owner has proven to know the private part.

    Raises `Refused` (`group-member`, `trustee-key`) and as reading any record.
    """
    found = fields(value, ("pok", "public_key", "signature"), optional=("signature",))
    X = group.decode(found["public_key"])
    pok = read_proof(group, found["pok"])
    check(group, X, pok, _prefix(group, X), "trustee-key")
    if group.one == X:
        raise Refused("trustee-key", "the key is 1, which hides nothing")
    signature = read_proof(group, found["signature"]) if "signature" in found else None
    return VerificationKey(pok=pok, X=X, signature=signature)


def write_private_key(x: mpz) -> bytes:
    """A private key as belenios-tool keeps it in `.privkey`: the number as a JSON string.

    >>> write_private_key(mpz(7))
    b'"7"'
    """
    return canonical.encode(x.digits())


def read_private_key(group: Group, data: bytes) -> mpz:
    """What `write_private_key` wrote; a newline at the end is no harm."""
    return group.scalar(canonical.decode(data.rstrip(b"\r\n")))


def _prefix(group: Group, X: Element) -> str:
    return f"pok|{group.name}|{group.encode(X)}|"
