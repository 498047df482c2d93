"""Elections for tests: small ones whose every secret is known."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from gmpy2 import mpz

from qurultay.ballots.credentials import PublicCredentials, generate, listed, public
from qurultay.ballots.election import Election, new_uuid
from qurultay.ballots.groups import group_named
from qurultay.ballots.questions import Homomorphic, NonHomomorphic, Question
from qurultay.ballots.randomness import seeded

PRESIDENT = Homomorphic(question="President?", answers=("Aygül", "Bahtiyar", "Çolpan"), min=1, max=1)
COMMITTEE = Homomorphic(question="Committee?", answers=("A", "B", "C", "D"), min=1, max=3)
OR_BLANK = Homomorphic(question="Adopt?", answers=("yes", "no"), min=1, max=1, blank=True)
RANKED = NonHomomorphic(question="In which order?", answers=("A", "B", "C"))


@dataclass(frozen=True)
class Hall:
    """An election and everything that nobody may know together."""

    election: Election
    x: mpz
    credentials: tuple[str, ...]
    public: PublicCredentials


@cache
def hall(
    questions: tuple[Question, ...] = (PRESIDENT,),
    group_name: str = "BELENIOS-2048",
    voters: int = 3,
    weights: Sequence[int] = (),
) -> Hall:
    """An election with one trustee."""
    group, random = group_named(group_name), seeded("hall")
    x = mpz(random(int(group.q)))
    uuid = new_uuid(random)
    election = Election.new(
        name="Tolunay",
        description="A trial",
        group=group,
        y=group.power_g(x),
        questions=questions,
        uuid=uuid,
    )
    credentials = tuple(generate(random) for _ in range(voters))
    heavy = zip(credentials, weights or [1] * voters, strict=True)
    pairs = [(public(group, uuid, credential), weight) for credential, weight in heavy]
    return Hall(election, x, credentials, listed(group, pairs, weighted=bool(weights)))
