"""The groups are the ones of the specification, and shared work gives what work done one by one gives."""

from __future__ import annotations

import gmpy2
import pytest
from gmpy2 import mpz
from hypothesis import given
from hypothesis import strategies as st

from qurultay.ballots.errors import Refused
from qurultay.ballots.groups import GROUPS, Group, group_named
from qurultay.ballots.groups.finite_field import FiniteField

FIELDS = ("BELENIOS-2048", "RFC-3526-2048")
RANKINGS = ("RFC-3526-2048", "Ed25519")


@pytest.fixture(params=GROUPS)
def group(request: pytest.FixtureRequest) -> Group:
    return group_named(request.param)


def drawn(group: Group) -> st.SearchStrategy[mpz]:
    return st.one_of(st.sampled_from([0, 1, 2, int(group.q) - 1]), st.integers(0, int(group.q) - 1)).map(mpz)


@pytest.mark.parametrize("name", FIELDS)
def test_a_field_has_two_primes_and_a_generator_of_the_order_it_says(name: str) -> None:
    group = group_named(name)
    assert isinstance(group, FiniteField)
    assert gmpy2.is_prime(group.p) and gmpy2.is_prime(group.q)
    assert (group.p - 1) % group.q == 0
    assert group.g != 1
    assert gmpy2.powmod(group.g, group.q, group.p) == 1


def test_rfc_3526_computes_its_prime_from_pi() -> None:
    """RFC 3526 §3: 2^2048 − 2^1984 − 1 + 2^64 · (⌊2^1918 π⌋ + 124476); π by Machin's formula."""

    def arctan_inverse(x: int, unit: int) -> int:
        total, term, n = 0, unit // x, 1
        while term:
            total += term // n if n % 4 == 1 else -(term // n)
            term, n = term // (x * x), n + 2
        return total

    unit = 1 << 2100
    pi = 4 * (4 * arctan_inverse(5, unit) - arctan_inverse(239, unit)) >> (2100 - 1918)
    group = group_named("RFC-3526-2048")
    assert isinstance(group, FiniteField)
    assert group.p == 2**2048 - 2**1984 - 1 + 2**64 * (pi + 124476)


@given(st.data())
def test_powers_made_together_are_those_made_one_by_one(data: st.DataObject) -> None:
    group = group_named(data.draw(st.sampled_from(GROUPS)))
    base = group.power_g(data.draw(drawn(group)))
    exponents = data.draw(st.lists(drawn(group), min_size=1, max_size=3))
    one_by_one = [group.power(base, exponent) for exponent in exponents]
    assert [*map(group.raising(base, exponents), exponents)] == one_by_one
    assert [*map(group.raising_member(base, exponents), exponents)] == one_by_one


@pytest.mark.parametrize("name", FIELDS)
@given(st.data())
def test_challenges_that_add_up_to_a_hash_are_raised_as_any_others(name: str, data: st.DataObject) -> None:
    """All of them do, or the first two, or none; the hash may be 0, of 256 bits, or one more than a hash can be."""
    group = group_named(name)
    base = group.power_g(data.draw(drawn(group)))
    h = mpz(data.draw(st.sampled_from([0, 1, 2**256 - 1, 2**256]) | st.integers(0, 2**256)))
    some = [data.draw(drawn(group)) for _ in range(data.draw(st.integers(1, 3)))]
    more = [data.draw(drawn(group)) for _ in range(data.draw(st.integers(0, 2)))]
    exponents = [*some, (h - sum(some)) % group.q, *more]
    one_by_one = [group.power(base, exponent) for exponent in exponents]
    assert [*map(group.raising(base, exponents), exponents)] == one_by_one
    assert [*map(group.raising_member(base, exponents), exponents)] == one_by_one


@given(st.data())
def test_a_table_gives_the_powers_of_its_base(data: st.DataObject) -> None:
    group = group_named(data.draw(st.sampled_from(GROUPS)))
    exponent = data.draw(drawn(group))
    table = TABLES.setdefault(group.name, group.fixed(group.generator(1)))
    assert table(exponent) == group.power(group.generator(1), exponent)
    assert group.power_g(exponent) == group.power(group.g, exponent)


TABLES: dict[str, object] = {}


@given(st.data())
def test_exponents_add_and_elements_come_back_from_their_writing(data: st.DataObject) -> None:
    group = group_named(data.draw(st.sampled_from(GROUPS)))
    a, b = data.draw(drawn(group)), data.draw(drawn(group))
    first, second = group.power_g(a), group.power_g(b)
    assert group.multiply(first, second) == group.power_g((a + b) % group.q)
    assert group.multiply(first, group.invert(first)) == group.one
    assert group.divide(first, second) == group.power_g((a - b) % group.q)
    assert group.decode(group.encode(first)) == first


def test_the_neutral_element_is_a_member(group: Group) -> None:
    assert group.is_member(group.one)
    assert group.multiply(group.one, group.g) == group.g
    assert group.power(group.one, mpz(7)) == group.one
    assert group.power(group.g, group.q) == group.one


@pytest.mark.parametrize("name", FIELDS)
def test_what_has_another_order_is_no_member(name: str) -> None:
    group = group_named(name)
    assert isinstance(group, FiniteField)
    for stranger in (group.p - 1, group.p - group.g):
        assert not group.is_member(stranger)
        with pytest.raises(Refused, match="not in the group") as refused:
            group.decode(str(stranger))
        assert refused.value.check == "group-member"
        for exponents in ([], [mpz(1)], [mpz(1), mpz(2)]):
            with pytest.raises(Refused, match="not in the group"):
                group.raising_member(stranger, exponents)
    assert not group.is_member(mpz(0))


# RFC 7748 and 8032: points of small order, and a point of full order plus one of order 2.
SMALL = {
    "order 2": "7fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffec",
    "order 4": "0000000000000000000000000000000000000000000000000000000000000000",
    "order 4, negative": "8000000000000000000000000000000000000000000000000000000000000000",
}
FOREIGN_FORMS = {
    "y is p": "7fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffed",
    "y is p + 1": "7fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffee",
    "the neutral element with a sign": "80" + "00" * 30 + "01",
    "capitals": "AA" * 31 + "58",
    "too short": "58",
}


@pytest.mark.parametrize("written", SMALL.values(), ids=SMALL)
def test_a_point_of_small_order_is_no_member_of_ed25519(written: str) -> None:
    with pytest.raises(Refused, match="not in the group"):
        group_named("Ed25519").decode(written)


def test_a_point_of_mixed_order_is_no_member_of_ed25519() -> None:
    group = group_named("Ed25519")
    mixed = group.multiply(group.g, group.read(SMALL["order 2"]))
    with pytest.raises(Refused, match="not in the group"):
        group.decode(group.encode(mixed))


@pytest.mark.parametrize("written", FOREIGN_FORMS.values(), ids=FOREIGN_FORMS)
def test_a_point_has_one_way_to_be_written(written: str) -> None:
    with pytest.raises(Refused) as refused:
        group_named("Ed25519").read(written)
    assert refused.value.check == "number-form"


@pytest.mark.parametrize("written", ["0", "-5", "05", " 5", "٥", "5.0", "", "1" * 5000, 5, True, None])
def test_a_number_is_not_taken_in_another_form(written: object) -> None:
    with pytest.raises(Refused):
        group_named("BELENIOS-2048").decode(written)


def test_the_base_point_is_the_one_with_y_four_fifths() -> None:
    assert group_named("Ed25519").encode(group_named("Ed25519").g) == "66" * 31 + "58"


@pytest.mark.parametrize("name", RANKINGS)
@given(values=st.lists(st.integers(0, 255), min_size=1, max_size=20))
def test_a_ranking_comes_back_from_its_element(name: str, values: list[int]) -> None:
    group = group_named(name)
    element = group.embed(values)
    assert group.is_member(element)
    assert group.embedded(element, len(values)) == values


@pytest.mark.parametrize("name", RANKINGS)
def test_a_ranking_that_does_not_fit_is_refused(name: str) -> None:
    group = group_named(name)
    for values in ([256], [-1], [1] * 400):
        with pytest.raises(Refused) as refused:
            group.embed(values)
        assert refused.value.check == "choice-range"
    with pytest.raises(Refused, match="no list of 1"):
        group.embedded(group.embed([1, 2]), 1)


def test_a_group_for_counting_has_no_encoding_for_rankings() -> None:
    with pytest.raises(Refused, match="RFC-3526-2048"):
        group_named("BELENIOS-2048").embed([1])


def test_generators_are_members_and_all_different(group: Group) -> None:
    found = [group.generator(number) for number in range(-1, 8)]
    assert all(group.is_member(each) for each in found)
    assert len({*found, group.g, group.one}) == len(found) + 2


def test_an_unknown_group_is_refused_by_name() -> None:
    with pytest.raises(Refused, match="RSA-2048") as refused:
        group_named("RSA-2048")
    assert refused.value.check == "group"
