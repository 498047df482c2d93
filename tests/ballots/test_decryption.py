"""How the tally is opened: every trustee's part is proven twice, a false one has a name on it, and enough suffice."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from itertools import combinations
from types import SimpleNamespace
from typing import Any

import pytest
from gmpy2 import mpz
from hypothesis import given
from hypothesis import strategies as st

from qurultay.ballots import canonical
from qurultay.ballots.credentials import MOST_TOTAL
from qurultay.ballots.decryption.combination import Part, combine, decrypted, lagrange, subsets
from qurultay.ballots.decryption.logarithm import Logarithms
from qurultay.ballots.decryption.partial import check_partial_decryption, partial_decryption, read_partial_decryption
from qurultay.ballots.decryption.result import Result, check_result, read_result, result
from qurultay.ballots.decryption.strong import check_strong_proof, read_strong_proof
from qurultay.ballots.errors import Refused
from qurultay.ballots.groups import GROUPS, group_named
from qurultay.ballots.questions import Homomorphic, NonHomomorphic
from qurultay.ballots.randomness import SYSTEM
from tests.ballots.council import Council, council

PRESIDENT = Homomorphic(question="President?", answers=("Aygül", "Bahtiyar", "Çolpan"), min=1, max=1)
OR_BLANK = Homomorphic(question="Adopt?", answers=("yes", "no"), min=1, max=1, blank=True)
RANKED = NonHomomorphic(question="In which order?", answers=("A", "B", "C"))
SAID = ((3, 0, 7), (1, 4, 5))
GROUP = group_named("BELENIOS-2048")


@pytest.fixture(scope="module")
def hall() -> Council:
    """Trustee 1 must decrypt, and two of 2, 3 and 4."""
    return council((PRESIDENT, OR_BLANK))


@pytest.fixture(scope="module")
def tally(hall: Council) -> Any:
    return hall.tally(SAID)


@pytest.fixture(scope="module")
def parts(hall: Council, tally: Any) -> dict[int, Part]:
    return {owner: hall.part(owner, tally) for owner in hall.x}


def refused(check: str) -> Any:
    """The next statement is refused by this check."""
    return pytest.raises(Refused, check=lambda bad: bad.check == check)


def said(hall: Council, tally: Any, parts: list[Part], weight: int = 10) -> tuple[Any, ...]:
    return result(hall.election, weight, combine(hall.election, hall.trustees, tally, parts).plain).answers


# parts


def test_a_part_is_read_as_it_was_written_and_passes_both_proofs(
    hall: Council, tally: Any, parts: dict[int, Part]
) -> None:
    for owner, part in parts.items():
        line = canonical.encode(part.partial.to_json(GROUP))
        partial = read_partial_decryption(GROUP, line, tally)
        assert partial == part.partial
        strong = read_strong_proof(GROUP, canonical.encode(part.strong.to_json()))
        check_partial_decryption(hall.election, hall.trustees.keys[owner - 1].X, tally, partial)
        check_strong_proof(hall.election, hall.trustees.keys[owner - 1].X, owner, tally, partial, strong)


def test_a_part_without_a_factor_for_every_ciphertext_is_refused(
    hall: Council, tally: Any, parts: dict[int, Part]
) -> None:
    value = parts[1].partial.to_json(GROUP)
    value["decryption_factors"][1].pop()
    with refused("decryption-shape"):
        read_partial_decryption(GROUP, canonical.encode(value), tally)
    with refused("decryption-shape"):
        read_partial_decryption(GROUP, canonical.encode(parts[1].partial.to_json(GROUP)), tally[:1])


def test_a_factor_outside_the_group_is_refused(hall: Council, tally: Any, parts: dict[int, Part]) -> None:
    value = parts[1].partial.to_json(GROUP)
    value["decryption_factors"][0][0] = GROUP.encode(-parts[1].partial.factors[0][0] % GROUP.p)  # type: ignore[attr-defined]
    with refused("group-member"):
        read_partial_decryption(GROUP, canonical.encode(value), tally)


def test_a_false_factor_is_found_by_belenios_own_proof(hall: Council, tally: Any, parts: dict[int, Part]) -> None:
    partial = parts[1].partial  # 30
    swapped = replace(partial, factors=(partial.factors[0][::-1], *partial.factors[1:]))
    with refused("decryption-proof") as found:
        check_partial_decryption(hall.election, hall.trustees.keys[0].X, tally, swapped)
    assert found.value.place == "question 1, ciphertext 1"


def test_a_part_of_another_trustee_is_refused(hall: Council, tally: Any, parts: dict[int, Part]) -> None:
    with refused("decryption-proof"):  # 32
        check_partial_decryption(hall.election, hall.trustees.keys[1].X, tally, parts[1].partial)
    others = replace(parts[2], owner=3)
    assert combine(hall.election, hall.trustees, tally, [parts[1], parts[2], others, parts[4]]).used == (1, 2, 4)


def test_nobody_decrypts_whom_the_election_does_not_know(hall: Council, tally: Any, parts: dict[int, Part]) -> None:
    for owner in (0, 5, True):
        with refused("trustee-owner"):
            hall.trustees.key(owner)
    combined = combine(hall.election, hall.trustees, tally, [*parts.values(), replace(parts[1], owner=5)])
    assert [(owner, bad.check) for owner, bad in combined.set_aside] == [(5, "trustee-owner")]


# the strong proof


def test_a_trustee_who_forges_a_factor_passes_belenios_proof_and_not_ours(hall: Council, tally: Any) -> None:
    forged = hall.forged(1, tally)  # 60
    check_partial_decryption(hall.election, hall.trustees.keys[0].X, tally, forged.partial)
    with refused("decryption-strong"):
        check_strong_proof(hall.election, hall.trustees.keys[0].X, 1, tally, forged.partial, forged.strong)


def test_a_forger_who_must_decrypt_stops_the_tally_and_is_named(
    hall: Council, tally: Any, parts: dict[int, Part]
) -> None:
    with refused("decryption-missing") as found:
        combine(hall.election, hall.trustees, tally, [hall.forged(1, tally), parts[2], parts[3]])
    assert "the part of trustee 1 was set aside" in found.value.sentence


def test_a_forger_in_a_group_is_named_and_replaced(hall: Council, tally: Any, parts: dict[int, Part]) -> None:
    sent = [parts[1], hall.forged(2, tally), parts[3], parts[4]]
    combined = combine(hall.election, hall.trustees, tally, sent)
    assert combined.used == (1, 3, 4)
    assert [(owner, bad.check) for owner, bad in combined.set_aside] == [(2, "decryption-strong")]
    assert result(hall.election, 10, combined.plain).answers == SAID


def test_without_the_strong_proof_a_forger_is_found_by_trying_the_others(
    hall: Council, tally: Any, parts: dict[int, Part]
) -> None:
    partials = {1: parts[1].partial, 2: hall.forged(2, tally).partial, 3: parts[3].partial, 4: parts[4].partial}
    assert check_result(hall.election, hall.trustees, tally, 10, partials, Result(answers=SAID)) == (2,)


def test_the_strong_proof_binds_election_trustee_place_ciphertext_and_factor(
    hall: Council, tally: Any, parts: dict[int, Part]
) -> None:
    X, part = hall.trustees.keys[0].X, parts[1]

    def holds(**changed: Any) -> None:
        given = {"owner": 1, "tally": tally, "partial": part.partial, "strong": part.strong} | changed
        check_strong_proof(hall.election, X, **given)

    holds()
    elsewhere = council((PRESIDENT, OR_BLANK), singles=2)
    beta = replace(tally[0][0], beta=GROUP.multiply(tally[0][0].beta, GROUP.g))
    factors = part.partial.factors
    for changed in (
        {"owner": 2},
        {"strong": replace(part.strong, owner=2), "owner": 2},
        {"strong": replace(part.strong, election=elsewhere.election.fingerprint)},
        {"tally": ((beta, *tally[0][1:]), *tally[1:])},
        {"tally": (tally[0][::-1], tally[1]), "partial": replace(part.partial, factors=(factors[0][::-1], factors[1]))},
        {"strong": replace(part.strong, payload="0" * 64)},
        {"strong": hall.part(1, hall.tally(SAID)).strong},
    ):
        with refused("decryption-strong"):
            holds(**changed)
    with refused("decryption-strong"):
        check_strong_proof(elsewhere.election, X, 1, tally, part.partial, part.strong)


def test_a_strong_proof_of_another_version_is_refused(parts: dict[int, Part]) -> None:
    with refused("decryption-strong"):
        read_strong_proof(GROUP, canonical.encode(parts[1].strong.to_json() | {"version": 2}))


# combination


def test_every_choice_of_enough_trustees_says_the_same(hall: Council, tally: Any, parts: dict[int, Part]) -> None:
    for i, j in combinations((2, 3, 4), 2):
        assert said(hall, tally, [parts[j], parts[1], parts[i]]) == SAID


@pytest.mark.parametrize("present", [(), (1,), (1, 2), (2, 3, 4)])
def test_too_few_trustees_decrypt_nothing(
    hall: Council, tally: Any, parts: dict[int, Part], present: tuple[int, ...]
) -> None:
    with refused("decryption-missing"):  # 31, 34
        combine(hall.election, hall.trustees, tally, [parts[owner] for owner in present])


def test_those_who_are_missing_are_named(hall: Council, tally: Any, parts: dict[int, Part]) -> None:
    with pytest.raises(Refused, match=r"without 1 more of trustees 1 and 1 more of trustees 3, 4"):
        combine(hall.election, hall.trustees, tally, [parts[2]])


def test_no_trustee_decrypts_twice(hall: Council, tally: Any, parts: dict[int, Part]) -> None:
    with refused("decryption-again"):  # 33
        combine(hall.election, hall.trustees, tally, [*parts.values(), parts[2]])
    with refused("decryption-again"):
        combine(hall.election, hall.trustees, tally, [hall.forged(2, tally), *parts.values()])


@given(st.lists(st.integers(0, 10**6), min_size=1, max_size=6), st.integers(0, 4), st.randoms())
def test_lagrange_coefficients_find_the_value_at_zero(f: list[int], more: int, random: Any) -> None:
    indices = random.sample(range(1, 21), len(f) + more)
    values = {x: sum(a * x**k for k, a in enumerate(f)) for x in indices}
    assert sum(values[x] * share for x, share in lagrange(indices).items()) == f[0]


def test_subsets_take_just_as_many_as_are_needed_of_each_item() -> None:
    trustees = council((PRESIDENT,), singles=2, group=(4, 2)).trustees
    assert list(subsets(trustees, dict.fromkeys((6, 1, 2, 4, 3)))) == [
        (1, 2, 4, 6),
        (1, 2, 3, 6),
        (1, 2, 3, 4),
    ]
    assert list(subsets(trustees, dict.fromkeys((1, 3, 4, 5)))) == []


def test_of_very_many_choices_the_first_comes_at_once() -> None:
    class Many:
        def numbered(self) -> Any:
            yield SimpleNamespace(needed=1), range(1, 2)
            yield SimpleNamespace(needed=120), range(2, 255)

    many: Any = Many()
    assert next(subsets(many, dict.fromkeys(range(1, 255)))) == tuple(range(1, 122))


@pytest.mark.parametrize(
    ("group", "present"), [(None, ()), ((1, 1), (3,)), ((5, 3), (3, 6, 7)), ((5, 5), (3, 4, 5, 6, 7))]
)
def test_trustees_of_every_kind_open_the_tally(group: tuple[int, int] | None, present: tuple[int, ...]) -> None:
    hall = council((PRESIDENT,), singles=2, group=group)
    tally = hall.tally(((1, 2, 3),))
    assert said(hall, tally, [hall.part(owner, tally) for owner in (1, 2, *present)]) == ((1, 2, 3),)


@pytest.mark.parametrize("name", ["RFC-3526-2048", "Ed25519"])
def test_trustees_open_the_tally_in_every_group(name: str) -> None:
    hall = council((PRESIDENT,), name=name)
    tally = hall.tally(((1, 2, 3),))
    sent = [hall.part(1, tally), hall.forged(3, tally), hall.part(2, tally), hall.part(4, tally)]
    combined = combine(hall.election, hall.trustees, tally, sent)
    assert (combined.used, [owner for owner, _ in combined.set_aside]) == ((1, 2, 4), [3])
    assert result(hall.election, 6, combined.plain).answers == ((1, 2, 3),)


# logarithms and results


@pytest.mark.parametrize("name", GROUPS)
@pytest.mark.parametrize("bound", [0, 1, 2, 99, 1000])
def test_every_count_up_to_the_weight_of_all_is_found_and_none_beyond(name: str, bound: int) -> None:
    group = group_named(name)
    logarithms = Logarithms(group, bound)
    for m in {0, 1, bound // 2, bound - 1, bound} - {-1}:
        if m <= bound:
            assert logarithms.of(group.power_g(mpz(m))) == m
    for m in (bound + 1, -1):
        with refused("result-range"):
            logarithms.of(group.power_g(mpz(m)))


def test_large_weights_are_counted_and_written_as_strings() -> None:
    hall = council((PRESIDENT,), group=None)
    weights = (2**30 - 1, 2**30, 5_000_000_000)
    tally = hall.tally((weights,))
    found = result(
        hall.election, sum(weights), combine(hall.election, hall.trustees, tally, [hall.part(1, tally)]).plain
    )
    line = canonical.encode(found.to_json())
    assert line == b'{"result":[[1073741823,"1073741824","5000000000"]]}'
    assert read_result(hall.election, line) == found


def test_weights_that_cannot_be_counted_are_refused_before_anything_is_computed() -> None:
    with refused("result-range"):
        Logarithms(GROUP, MOST_TOTAL + 1)


def test_what_says_no_possible_count_is_refused(hall: Council, tally: Any, parts: dict[int, Part]) -> None:
    with refused("result-range") as found:
        said(hall, tally, [parts[1], parts[2], parts[3]], weight=6)
    assert found.value.place == "question 1"


@pytest.mark.parametrize(
    ("line", "check"),
    [
        (b'{"result":[[3,0,7]]}', "result-shape"),  # 43
        (b'{"result":[[3,0,7],[1,4]]}', "result-shape"),
        (b'{"result":[[3,0,7],[[1,4,5]]]}', "json-type"),
        (b'{"result":[[3,0,-7],[1,4,5]]}', "number-form"),  # 44
        (b'{"result":[[3,0,true],[1,4,5]]}', "json-type"),
        (b'{"result":[[3,0,"7"],[1,4,5]]}', "number-form"),
        (b'{"result":[[3,0,7],[1,4,5]],"more":1}', "json-fields"),
    ],
)
def test_a_result_of_another_shape_is_refused(hall: Council, line: bytes, check: str) -> None:
    with refused(check):
        read_result(hall.election, line)


@pytest.mark.parametrize("claimed", [((3, 0, 8), (1, 4, 5)), ((3, 0, 6), (1, 4, 5)), ((0, 3, 7), (1, 4, 5))])
def test_a_result_that_the_trustees_did_not_decrypt_is_refused(
    hall: Council, tally: Any, parts: dict[int, Part], claimed: Any
) -> None:
    partials = {owner: part.partial for owner, part in parts.items()}
    assert check_result(hall.election, hall.trustees, tally, 10, partials, Result(answers=SAID)) == ()
    with refused("result-value"):  # 01
        check_result(hall.election, hall.trustees, tally, 10, partials, Result(answers=claimed))
    with refused("decryption-missing"):
        check_result(hall.election, hall.trustees, tally, 10, {1: parts[1].partial}, Result(answers=SAID))


def test_rankings_come_out_as_they_went_in() -> None:
    hall = council((RANKED,), name="RFC-3526-2048")
    rankings = ((1, 2, 3), (3, 2, 1), (0, 0, 255))
    tally = hall.tally((rankings,))
    found = result(
        hall.election, 3, combine(hall.election, hall.trustees, tally, [hall.part(o, tally) for o in (1, 2, 4)]).plain
    )
    assert (found.answers, found.overlong) == ((rankings,), ())
    line = canonical.encode(found.to_json())
    assert line == b'{"result":[[[1,2,3],[3,2,1],[0,0,255]]]}'
    assert read_result(hall.election, line) == found


def test_a_ballot_that_ranks_more_than_was_asked_is_counted_as_belenios_does_and_pointed_out() -> None:
    hall = council((RANKED,), singles=1, group=None, name="RFC-3526-2048")
    tally = hall.tally((((1, 2, 3), (9, 1, 2, 3)),))
    found = result(hall.election, 2, combine(hall.election, hall.trustees, tally, [hall.part(1, tally)]).plain)
    assert (found.answers, found.overlong) == ((((1, 2, 3), (1, 2, 3)),), ((1, 2),))  # 63


@given(st.lists(st.integers(0, 50), min_size=3, max_size=3))
def test_what_was_counted_is_what_is_declared(counts: list[int]) -> None:
    hall = council((PRESIDENT,), singles=1, group=None)
    tally = hall.tally((counts,))
    partial = {1: partial_decryption(hall.election, hall.x[1], tally, SYSTEM)}
    plain = decrypted(hall.trustees, tally, partial, (1,))
    assert result(hall.election, sum(counts), plain).answers == (tuple(counts),)


def changes() -> list[tuple[str, Callable[[Any], None]]]:
    """One change to every kind of number in a part."""

    def at(name: str, *path: Any) -> tuple[str, Callable[[Any], None]]:
        def change(value: Any) -> None:
            inner = value[name][0][1]
            if path:
                inner[path[0]] = str(int(inner[path[0]]) + 1)
            else:
                value[name][0][1] = value[name][0][2]

        return name + "".join(path), change

    return [at("decryption_factors"), at("decryption_proofs", "challenge"), at("decryption_proofs", "response")]


@pytest.mark.parametrize(("name", "change"), changes())
def test_any_number_changed_in_a_part_is_found(
    hall: Council, tally: Any, parts: dict[int, Part], name: str, change: Callable[[Any], None]
) -> None:
    value = json.loads(canonical.encode(parts[1].partial.to_json(GROUP)))
    change(value)
    with refused("decryption-proof"):
        partial = read_partial_decryption(GROUP, canonical.encode(value), tally)
        check_partial_decryption(hall.election, hall.trustees.keys[0].X, tally, partial)
