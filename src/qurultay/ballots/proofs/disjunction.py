"""Proofs that a ciphertext says one of several numbers, without telling which (specification 4.11 and 4.12).

A branch claims that (alpha, beta) = (g^r, y^r · g^M). One branch is true; the others are simulated.

    prove   1. for the branches that are not true: a random challenge and response, and
               A = g^response × alpha^challenge and B = y^response × (beta / g^M)^challenge
            2. for the true one: a random w, A = g^w and B = y^w,
               challenge = H(prefix | A_0,B_0,…,A_k,B_k) − the other challenges mod q, response = w − r × challenge
    check   1. A and B of all branches, as in the first step
            2. H(prefix | A_0,B_0,…,A_k,B_k) = the sum of all challenges mod q

What the proof is for stands in the prefix: `prove|S|alpha,beta|`, `bproof0|S|`, `bproof1|S|`.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from gmpy2 import mpz

from qurultay.ballots.canonical import each
from qurultay.ballots.ciphertext import Ciphertext
from qurultay.ballots.errors import Refused
from qurultay.ballots.groups import Element, Group, Table
from qurultay.ballots.proofs.schnorr import Proof, read_proof
from qurultay.ballots.randomness import Randomness


@dataclass(frozen=True, slots=True)
class Raising:
    """A ciphertext ready to be raised."""

    alpha: Table
    beta: Table


@dataclass(frozen=True, slots=True)
class Secret:
    """What the maker of a ciphertext knows of it: the number m and the randomness r."""

    m: int
    r: mpz


def raising(group: Group, ciphertext: Ciphertext, proofs: Sequence[Proof]) -> Raising:
    """A product of ciphertexts that were seen to be in the group, to be raised to the challenges of these proofs."""
    challenges = [proof.challenge for proof in proofs]
    return Raising(group.raising(ciphertext.alpha, challenges), group.raising(ciphertext.beta, challenges))


def raising_member(group: Group, ciphertext: Ciphertext, proofs: Sequence[Proof]) -> Raising:
    """`raising`, once the ciphertext is seen to be in the group. Raises `Refused` (`group-member`)."""
    challenges = [proof.challenge for proof in proofs]
    return Raising(
        group.raising_member(ciphertext.alpha, challenges), group.raising_member(ciphertext.beta, challenges)
    )


def read_proofs(group: Group, value: object, count: int) -> tuple[Proof, ...]:
    """The proofs of so many branches. Raises `Refused` for another form or number."""
    return each(value, lambda proof: read_proof(group, proof), "proof", count, "ballot-shape")


def check(
    group: Group, y: Table, claims: Sequence[tuple[Raising, int]], proofs: Sequence[Proof], prefix: str, failing: str
) -> None:
    """Checks that one of the claims, each a ciphertext and the number M it may say, is true.

    Raises `Refused` with the check `failing`.
    """
    commitments = []
    for (claimed, M), proof in zip(claims, proofs, strict=True):  # 1
        A = group.multiply(group.power_g(proof.response), claimed.alpha(proof.challenge))
        B = group.multiply(y(proof.response), claimed.beta(proof.challenge))
        if M:
            B = group.multiply(B, group.power_g(-M * proof.challenge % group.q))
        commitments.append((A, B))
    if _hash(group, prefix, commitments) != sum(proof.challenge for proof in proofs) % group.q:  # 2
        raise Refused(failing, "the proof does not hold")


def prove(
    group: Group, y: Table, claims: Sequence[tuple[Secret, int]], prefix: str, random: Randomness
) -> tuple[Proof, ...]:
    """A proof that one of the claims is true, by somebody who made all the ciphertexts.

    alpha = g^r and beta / g^M = y^r · g^(m − M), so the simulated branches need no powers but those of g and y.
    Raises `Refused` (`choice-range`) where no claim is true.
    """
    q = group.q
    true = next((at for at, (secret, M) in enumerate(claims) if secret.m == M), None)
    if true is None:
        raise Refused("choice-range", "none of the answers that the question allows was given")
    drawn = [Proof(mpz(random(int(q))), mpz(random(int(q)))) for _ in claims]
    commitments = []
    for at, ((secret, M), proof) in enumerate(zip(claims, drawn, strict=True)):
        if at == true:
            A, B = group.power_g(proof.response), y(proof.response)
        else:  # 1
            exponent = (proof.response + secret.r * proof.challenge) % q
            A, B = group.power_g(exponent), y(exponent)
            B = group.multiply(B, group.power_g((secret.m - M) * proof.challenge % q))
        commitments.append((A, B))
    others = sum(proof.challenge for at, proof in enumerate(drawn) if at != true)
    challenge = (_hash(group, prefix, commitments) - others) % q  # 2
    drawn[true] = Proof(challenge, (drawn[true].response - claims[true][0].r * challenge) % q)
    return tuple(drawn)


def _hash(group: Group, prefix: str, commitments: Sequence[tuple[Element, Element]]) -> mpz:
    written = (group.encode(element) for pair in commitments for element in pair)
    return group.hash(prefix + ",".join(written))
