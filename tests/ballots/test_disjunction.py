"""A ciphertext is proven to say one of several numbers; which one, the proof does not tell."""

from __future__ import annotations

from dataclasses import replace

import pytest
from gmpy2 import mpz
from hypothesis import given
from hypothesis import strategies as st

from qurultay.ballots.ciphertext import Ciphertext, encrypt, product, read_ciphertext, refuse_strangers
from qurultay.ballots.errors import Refused
from qurultay.ballots.groups import GROUPS, Group, group_named
from qurultay.ballots.proofs.disjunction import Secret, check, prove, raising, raising_member, read_proofs
from qurultay.ballots.randomness import seeded


@pytest.fixture(params=GROUPS)
def group(request: pytest.FixtureRequest) -> Group:
    return group_named(request.param)


@given(st.data())
def test_every_number_of_the_range_can_be_proven(data: st.DataObject) -> None:
    group = group_named(data.draw(st.sampled_from(("BELENIOS-2048", "Ed25519"))))
    random = seeded(str(data.draw(st.integers(0, 9))))
    y = group.fixed(group.power_g(mpz(77)))
    low = data.draw(st.integers(0, 3))
    high = data.draw(st.integers(low, 5))
    m, r = data.draw(st.integers(low, high)), mpz(random(int(group.q)))
    proofs = prove(group, y, [(Secret(m, r), M) for M in range(low, high + 1)], "prove|", random)
    cast = raising(group, encrypt(group, y, m, r), proofs)
    check(group, y, [(cast, M) for M in range(low, high + 1)], proofs, "prove|", "ballot-overall")


def test_a_number_outside_the_range_cannot(group: Group) -> None:
    y = group.power_g
    with pytest.raises(Refused) as refused:
        prove(group, y, [(Secret(2, mpz(5)), 0), (Secret(2, mpz(5)), 1)], "prove|", seeded("two"))
    assert refused.value.check == "choice-range"


def test_a_proof_is_bound_to_its_ciphertext_prefix_range_and_order(group: Group) -> None:
    random = seeded("bound")
    y = group.fixed(group.power_g(mpz(77)))
    r = mpz(random(int(group.q)))
    proofs = prove(group, y, [(Secret(1, r), 0), (Secret(1, r), 1)], "prove|", random)
    cast, other = (raising_member(group, encrypt(group, y, m, r), proofs) for m in (1, 2))
    bits = [(cast, 0), (cast, 1)]
    check(group, y, bits, proofs, "prove|", "ballot-choice")
    later = replace(proofs[1], response=(proofs[1].response + 1) % group.q)
    for claims, given_proofs, prefix in (
        ([(other, 0), (other, 1)], proofs, "prove|"),
        ([(cast, 1), (cast, 2)], proofs, "prove|"),
        (bits, proofs, "prove|x|"),
        (bits, proofs[::-1], "prove|"),
        (bits, (proofs[0], later), "prove|"),
    ):
        with pytest.raises(Refused) as refused:
            check(group, y, claims, given_proofs, prefix, "ballot-choice")
        assert refused.value.check == "ballot-choice"


def test_proofs_and_ciphertexts_come_back_from_their_records(group: Group) -> None:
    cast = encrypt(group, group.power_g, 1, mpz(5))
    assert read_ciphertext(group, cast.to_json(group)) == cast
    refuse_strangers(group, cast)
    proofs = prove(group, group.power_g, [(Secret(0, mpz(5)), 0)], "prove|", seeded("back"))
    assert read_proofs(group, [proof.to_json() for proof in proofs], 1) == proofs
    with pytest.raises(Refused, match="2 are needed"):
        read_proofs(group, [proof.to_json() for proof in proofs], 2)


def test_products_of_ciphertexts_are_ciphertexts_of_sums(group: Group) -> None:
    y = group.fixed(group.power_g(mpz(77)))
    assert product(group, [encrypt(group, y, 1, mpz(5)), encrypt(group, y, 2, mpz(7))]) == encrypt(group, y, 3, mpz(12))
    assert product(group, []) == Ciphertext(group.one, group.one)
