"""Elections with trustees of both kinds, whose private keys a test may use, and tallies of whatever was to be counted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from gmpy2 import mpz

from qurultay.ballots import canonical
from qurultay.ballots.ciphertext import Ciphertext, encrypt
from qurultay.ballots.decryption.combination import Part
from qurultay.ballots.decryption.partial import PartialDecryption, partial_decryption
from qurultay.ballots.decryption.strong import strong_proof
from qurultay.ballots.election import Election, new_uuid
from qurultay.ballots.groups import group_named
from qurultay.ballots.mixnet.rankings import Tally
from qurultay.ballots.proofs.schnorr import Proof
from qurultay.ballots.questions import Homomorphic, Question
from qurultay.ballots.randomness import SYSTEM, seeded
from qurultay.ballots.trustees.keys import new_private_key, verification_key
from qurultay.ballots.trustees.pedersen import private_key
from qurultay.ballots.trustees.structure import Trustees, assemble, read_trustees
from tests.ballots.ceremony import hold


@dataclass(frozen=True)
class Council:
    """An election, its trustees and the private key of each, by number."""

    election: Election
    trustees: Trustees
    x: dict[int, mpz]

    def tally(self, said: Sequence[Sequence[object]]) -> tuple[tuple[Ciphertext, ...], ...]:
        """A tally that says these counts, or rankings."""
        return tuple(
            tuple(self.ciphertext(question, one) for one in answers)
            for question, answers in zip(self.election.questions, said, strict=True)
        )

    def ciphertext(self, question: Question, said: object) -> Ciphertext:
        """A count or a ranking under the election's key."""
        group, raise_y = self.election.group, self.election.raise_y
        r = mpz(SYSTEM(int(group.q)))
        if isinstance(question, Homomorphic):
            assert isinstance(said, int)
            return encrypt(group, raise_y, said, r)
        assert isinstance(said, (list, tuple))
        return Ciphertext(group.power_g(r), group.multiply(raise_y(r), group.embed(said)))

    def part(self, owner: int, tally: Tally) -> Part:
        """What an honest trustee sends."""
        partial = partial_decryption(self.election, self.x[owner], tally, SYSTEM)
        strong = strong_proof(self.election, self.x[owner], owner, tally, partial, SYSTEM)
        return Part(owner=owner, partial=partial, strong=strong)

    def forged(self, owner: int, tally: Tally) -> Part:
        """What a trustee sends who wants the tally to fail without being found: the first factor is false, and yet
        Belenios' own proof holds. B is chosen before the factor: F = (B / alpha^response)^(1 / challenge)."""
        group, x, alpha = self.election.group, self.x[owner], tally[0][0].alpha
        honest = partial_decryption(self.election, x, tally, SYSTEM)
        w = mpz(SYSTEM(int(group.q)))
        A, B = group.power_g(w), group.power_g(mpz(SYSTEM(int(group.q))))
        X = group.encode(group.power_g(x))
        phi = self.election.fingerprint
        challenge = group.hash(f"decrypt|{phi}|{X}|{group.encode(A)},{group.encode(B)}")
        response = (w - x * challenge) % group.q
        root = mpz(pow(int(challenge), -1, int(group.q)))
        F = group.power(group.divide(B, group.power(alpha, response)), root)
        partial = PartialDecryption(
            factors=((F, *honest.factors[0][1:]), *honest.factors[1:]),
            proofs=((Proof(challenge, response), *honest.proofs[0][1:]), *honest.proofs[1:]),
        )
        return Part(owner=owner, partial=partial, strong=strong_proof(self.election, x, owner, tally, partial, SYSTEM))


@cache
def council(
    questions: tuple[Question, ...],
    *,
    singles: int = 1,
    group: tuple[int, int] | None = (3, 2),
    name: str = "BELENIOS-2048",
) -> Council:
    """An election with so many single trustees, and a group of so many with a threshold."""
    field, random = group_named(name), seeded("council")
    keys = [new_private_key(field, random) for _ in range(singles)]
    lines = [canonical.encode(verification_key(field, x, random).to_json(field)) for x in keys]
    parameters = []
    if group is not None:
        held = hold(field, *group, random)
        parameters = [held.concluded.parameters]
        keys += [private_key(field, *of) for of in zip(held.seeds, held.concluded.private_keys, strict=True)]
    trustees = read_trustees(field, assemble(field, lines, parameters))
    election = Election.new(
        name="Tolunay",
        description="A trial",
        group=field,
        y=trustees.election_key,
        questions=questions,
        uuid=new_uuid(random),
    )
    return Council(election, trustees, dict(enumerate(keys, 1)))
