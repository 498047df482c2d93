"""A proof of knowledge holds for what it was made for, and for nothing else."""

from __future__ import annotations

from dataclasses import replace

import pytest
from gmpy2 import mpz

from qurultay.ballots.errors import Refused
from qurultay.ballots.groups import GROUPS, Group, group_named
from qurultay.ballots.proofs.schnorr import Proof, check, prove, read_proof
from qurultay.ballots.randomness import seeded


@pytest.fixture(params=GROUPS)
def group(request: pytest.FixtureRequest) -> Group:
    return group_named(request.param)


def test_a_proof_holds_for_its_key_and_prefix_alone(group: Group) -> None:
    x, random = mpz(123456789), seeded("proof")
    X = group.power_g(x)
    proof = prove(group, x, "pok|", random)
    check(group, X, proof, "pok|", "trustee-key")
    for forged in (
        lambda: check(group, X, proof, "sig|", "trustee-key"),
        lambda: check(group, group.g, proof, "pok|", "trustee-key"),
        lambda: check(group, X, replace(proof, response=proof.response + 1), "pok|", "trustee-key"),
        lambda: check(group, X, replace(proof, challenge=proof.challenge + 1), "pok|", "trustee-key"),
    ):
        with pytest.raises(Refused) as refused:
            forged()
        assert refused.value.check == "trustee-key"


def test_a_proof_is_written_with_numbers_below_q_and_nothing_more(group: Group) -> None:
    proof = prove(group, mpz(5), "pok|", seeded("proof"))
    assert read_proof(group, proof.to_json()) == proof
    beyond = Proof(proof.challenge, proof.response + group.q).to_json()
    for wrong in (beyond, {**proof.to_json(), "commitment": "1"}, dict(reversed(proof.to_json().items())), []):
        with pytest.raises(Refused):
            read_proof(group, wrong)
