"""Which ciphertexts of a tally are mixed (specification 4.16): those of non-homomorphic questions, one for every ballot.

They are taken out of the encrypted tally for the shuffles, and put back, mixed, before the trustees decrypt.
"""

from collections.abc import Sequence
from typing import TypeAlias

from qurultay.ballots.ciphertext import Ciphertext
from qurultay.ballots.election import Election
from qurultay.ballots.errors import Refused
from qurultay.ballots.questions import NonHomomorphic

Rankings: TypeAlias = Sequence[Sequence[Ciphertext]]
"""The ciphertexts of every non-homomorphic question, in the order of the questions."""
Tally: TypeAlias = Sequence[Sequence[Ciphertext]]
"""The ciphertexts of every question."""


def nh_ciphertexts(election: Election, tally: Tally) -> tuple[tuple[Ciphertext, ...], ...]:
    """nh_ciphertexts: those that are mixed. Empty where nothing is ranked or graded."""
    asked = zip(election.questions, tally, strict=True)
    return tuple(tuple(ciphertexts) for question, ciphertexts in asked if isinstance(question, NonHomomorphic))


def merged(election: Election, tally: Tally, rankings: Rankings) -> tuple[tuple[Ciphertext, ...], ...]:
    """The tally with the mixed ciphertexts in the place of those that were taken out: nh_ciphertexts(merged) = rankings.

    Raises `Refused` (`shuffle-shape`) where there are more or fewer of them than such questions.
    """
    ranked = [isinstance(question, NonHomomorphic) for question in election.questions]
    if len(rankings) != sum(ranked):
        raise Refused("shuffle-shape", f"there are {len(rankings)} lists of ciphertexts for {sum(ranked)} questions")
    mixed = iter(rankings)
    return tuple(tuple(next(mixed) if mix else own) for mix, own in zip(ranked, tally, strict=True))
