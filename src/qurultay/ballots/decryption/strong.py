"""A second proof for a trustee's part, which binds every ciphertext, its place and its factor.

Belenios v1 hashes neither alpha nor the factor (see `partial`), so its proof does not say that F = alpha^x. This one does,
for all ciphertexts at once, in the manner of RFC 9497 §2.2 (a DLEQ proof over a composite):

    1  statement  "qurultay/strong-decryption/v1|" φ "|" owner "|" X "|" and, for every ciphertext j of question i,
                  i "," j "," alpha "," beta "," F ";"           seed = SHA256(statement), in hexadecimal
    2  composite  d_k = the first 128 bits of SHA256(seed "|" k), k = 0, 1 …
                  M = ∏ alpha_k^(d_k),  Z = ∏ F_k^(d_k)
    3  prove      pick a random w;  A = g^w, B = M^w
                  challenge = H("qurultay/strong-decryption/v1/challenge|" seed "|" M "," Z "|" A "," B)
                  response = w − x × challenge mod q
    4  check      A = g^response × X^challenge, B = M^response × Z^challenge, and the challenge is their hash

If one factor is not alpha^x, Z = M^x holds with a probability of 2^-128, provided that all are members of the group. So a
part that passes can be combined, and one that does not has its owner's number on it. The format is ours and stands beside
the archive; belenios-tool neither needs it nor minds it.
"""

from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from gmpy2 import mpz

from qurultay.ballots import canonical
from qurultay.ballots.canonical import fields, small, text
from qurultay.ballots.decryption.partial import PartialDecryption
from qurultay.ballots.election import Election
from qurultay.ballots.errors import Refused
from qurultay.ballots.groups import Element, Group
from qurultay.ballots.mixnet.rankings import Tally
from qurultay.ballots.proofs.schnorr import Proof, read_proof
from qurultay.ballots.randomness import Randomness

VERSION = 1
_DOMAIN = "qurultay/strong-decryption/v1"


@dataclass(frozen=True, kw_only=True, slots=True)
class StrongProof:
    """The proof of trustee `owner`; `payload` is the SHA-256 of the record with its part, in hexadecimal."""

    election: str
    owner: int
    payload: str
    proof: Proof

    def to_json(self) -> dict[str, Any]:
        """As it stands in a line beside the archive."""
        named = {"version": VERSION, "election": self.election, "owner": self.owner, "payload": self.payload}
        return named | {"proof": self.proof.to_json()}


def strong_proof(
    election: Election, x: mpz, owner: int, tally: Tally, partial: PartialDecryption, random: Randomness
) -> StrongProof:
    """Steps 1 to 3, by the trustee with the private key x."""
    group, X = election.group, election.group.power_g(x)
    seed, M, Z = _composite(election, X, owner, tally, partial)
    w = mpz(random(int(group.q)))
    challenge = _challenge(group, seed, M, Z, group.power_g(w), group.power(M, w))
    record = canonical.encode(partial.to_json(group))
    return StrongProof(
        election=election.fingerprint,
        owner=owner,
        payload=sha256(record).hexdigest(),
        proof=Proof(challenge, (w - x * challenge) % group.q),
    )


def read_strong_proof(group: Group, line: bytes) -> StrongProof:
    """The proof that stands in a line. Raises `Refused` (`decryption-strong`, and as reading any record)."""
    found = fields(canonical.decode(line), ("version", "election", "owner", "payload", "proof"))
    if small(found["version"]) != VERSION:
        raise Refused(
            "decryption-strong", f"strong proofs of version {found['version']} are not known to this software"
        )
    return StrongProof(
        election=text(found["election"]),
        owner=small(found["owner"]),
        payload=text(found["payload"]),
        proof=read_proof(group, found["proof"]),
    )


def check_strong_proof(
    election: Election, X: Element, owner: int, tally: Tally, partial: PartialDecryption, strong: StrongProof
) -> None:
    """Step 4. All factors are members, as `read_partial_decryption` gives them. Raises `Refused` (`decryption-strong`)."""
    group, proof = election.group, strong.proof
    record = sha256(canonical.encode(partial.to_json(group))).hexdigest()
    if (strong.election, strong.owner, strong.payload) != (election.fingerprint, owner, record):
        raise Refused("decryption-strong", "the strong proof is for another decryption, trustee or election")
    seed, M, Z = _composite(election, X, owner, tally, partial)
    A = group.multiply(group.power_g(proof.response), group.power(X, proof.challenge))
    B = group.multiply(group.power(M, proof.response), group.power(Z, proof.challenge))
    if _challenge(group, seed, M, Z, A, B) != proof.challenge:
        raise Refused("decryption-strong", "the strong proof does not hold: a decryption factor is false")


def _composite(
    election: Election, X: Element, owner: int, tally: Tally, partial: PartialDecryption
) -> tuple[str, Element, Element]:
    """Steps 1 and 2."""
    group, encode = election.group, election.group.encode
    statement = sha256(f"{_DOMAIN}|{election.fingerprint}|{owner}|{encode(X)}|".encode())
    alphas, factors = [], []
    for i, (question, question_factors) in enumerate(zip(tally, partial.factors, strict=True)):
        for j, (ciphertext, F) in enumerate(zip(question, question_factors, strict=True)):
            statement.update(f"{i},{j},{ciphertext.hashed(group)},{encode(F)};".encode())
            alphas.append(ciphertext.alpha)
            factors.append(F)
    seed = statement.hexdigest()
    d = [mpz(sha256(f"{seed}|{k}".encode()).hexdigest()[:32], 16) for k in range(len(alphas))]
    return seed, group.product_of_powers(alphas, d), group.product_of_powers(factors, d)


def _challenge(group: Group, seed: str, M: Element, Z: Element, A: Element, B: Element) -> mpz:
    pairs = f"{group.encode(M)},{group.encode(Z)}|{group.encode(A)},{group.encode(B)}"
    return group.hash(f"{_DOMAIN}/challenge|{seed}|{pairs}")
