"""Shuffles: rankings come out the same, in an order nobody knows, and whoever cheats cannot prove it."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from gmpy2 import mpz

from qurultay.ballots import canonical
from qurultay.ballots.ciphertext import read_ciphertext
from qurultay.ballots.decryption import partial
from qurultay.ballots.election import read_election
from qurultay.ballots.engine import engine
from qurultay.ballots.errors import Refused
from qurultay.ballots.groups import group_named
from qurultay.ballots.mixnet import proof
from qurultay.ballots.mixnet.permutation import gen_permutation
from qurultay.ballots.mixnet.proof import get_generators, secondary_generator
from qurultay.ballots.mixnet.rankings import merged, nh_ciphertexts
from qurultay.ballots.mixnet.shuffle import Shuffle, check_shuffle, make_shuffle, read_shuffle
from qurultay.ballots.questions import Homomorphic, NonHomomorphic
from qurultay.ballots.randomness import SYSTEM, seeded
from tests.ballots.council import Council, council
from tests.ballots.debian import payloads, records

RFC = "RFC-3526-2048"
PRESIDENT = Homomorphic(question="President?", answers=("Aygül", "Bahtiyar"), min=1, max=1)
RANKED = NonHomomorphic(question="In which order?", answers=("A", "B", "C"))
GRADED = NonHomomorphic(question="How good?", answers=("A", "B"))
SAID = ((1, 2, 3), (3, 2, 1), (2, 1, 3), (1, 2, 3))


@pytest.fixture(scope="module")
def hall() -> Council:
    return council((RANKED,), group=None, name=RFC)


@pytest.fixture(scope="module")
def before(hall: Council) -> Any:
    return hall.tally((SAID,))


@pytest.fixture(scope="module")
def shuffle(hall: Council, before: Any) -> Shuffle:
    return make_shuffle(hall.election, before, SYSTEM)


def refused(check: str) -> Any:
    """The next statement is refused by this check."""
    return pytest.raises(Refused, check=lambda bad: bad.check == check)


def line(hall: Council, shuffle: Shuffle) -> bytes:
    return canonical.encode(shuffle.to_json(hall.election.group))


def opened(hall: Council, ciphertexts: Any, count: int = 3) -> Counter[tuple[int, ...]]:
    """What ciphertexts say, by the private key."""
    group, x = hall.election.group, hall.x[1]
    said = (group.divide(one.beta, group.power(one.alpha, x)) for one in ciphertexts)
    return Counter(tuple(group.embedded(one, count)) for one in said)


def test_a_shuffle_says_the_same_in_other_ciphertexts(hall: Council, before: Any, shuffle: Shuffle) -> None:
    (mixed,) = shuffle.ciphertexts
    assert opened(hall, mixed) == Counter(SAID)
    assert not {one.alpha for one in mixed} & {one.alpha for one in before[0]}
    read = read_shuffle(hall.election.group, line(hall, shuffle), before)
    assert read == shuffle
    check_shuffle(hall.election, before, read)


def test_rankings_are_mixed_in_ed25519_too() -> None:
    hall = council((RANKED,), group=None, name="Ed25519")
    before = hall.tally((SAID,))
    made = make_shuffle(hall.election, before, SYSTEM)
    shuffle = read_shuffle(hall.election.group, line(hall, made), before)
    check_shuffle(hall.election, before, shuffle)
    assert opened(hall, shuffle.ciphertexts[0]) == Counter(SAID)
    (proof,) = shuffle.proofs
    changed = replace(proof, s_hat=((proof.s_hat[0] + 1) % hall.election.group.q, *proof.s_hat[1:]))
    with refused("shuffle-proof"):
        check_shuffle(hall.election, before, replace(shuffle, proofs=(changed,)))


@pytest.mark.parametrize("N", [0, 1, 2, 3, 8])
def test_any_number_of_ballots_can_be_mixed(hall: Council, N: int) -> None:
    before = hall.tally(([(n, n, n) for n in range(N)],))
    shuffle = read_shuffle(hall.election.group, line(hall, make_shuffle(hall.election, before, SYSTEM)), before)
    check_shuffle(hall.election, before, shuffle)
    assert opened(hall, shuffle.ciphertexts[0]) == Counter((n, n, n) for n in range(N))


def test_every_trustee_may_mix_what_the_one_before_mixed(hall: Council, before: Any, shuffle: Shuffle) -> None:
    again = make_shuffle(hall.election, shuffle.ciphertexts, SYSTEM)
    check_shuffle(hall.election, shuffle.ciphertexts, again)
    assert opened(hall, again.ciphertexts[0]) == Counter(SAID)
    with refused("shuffle-proof"):
        check_shuffle(hall.election, before, again)


def test_only_rankings_are_taken_out_of_the_tally_and_put_back() -> None:
    hall = council((GRADED, PRESIDENT, RANKED), group=None, name=RFC)
    tally = hall.tally((((1, 2), (3, 4)), (1, 1), ((1, 2, 3), (3, 2, 1))))
    rankings = nh_ciphertexts(hall.election, tally)
    assert rankings == (tally[0], tally[2])
    shuffle = make_shuffle(hall.election, rankings, SYSTEM)
    check_shuffle(hall.election, rankings, shuffle)
    mixed = merged(hall.election, tally, shuffle.ciphertexts)
    assert mixed[1] == tally[1]
    assert nh_ciphertexts(hall.election, mixed) == shuffle.ciphertexts
    with refused("shuffle-shape"):
        merged(hall.election, tally, rankings[:1])
    swapped = replace(shuffle, proofs=shuffle.proofs[::-1])
    with refused("shuffle-proof"):
        check_shuffle(hall.election, rankings, swapped)


def test_every_order_is_drawn_as_often_as_any_other() -> None:
    random = seeded("orders")
    drawn = Counter(gen_permutation(3, random) for _ in range(6000))
    assert len(drawn) == 6
    # Chi squared with five degrees of freedom: 20.5 is exceeded once in a thousand.
    assert sum((found - 1000) ** 2 / 1000 for found in drawn.values()) < 20.5


def test_generators_are_members_whose_logarithms_nobody_knows() -> None:
    for name in ("BELENIOS-2048", RFC):
        group = group_named(name)
        found = [secondary_generator(group), *get_generators(group, 20)]
        assert len({*found, group.g, group.one}) == 23
        assert all(group.is_member(one) for one in found)
        assert get_generators(group, 5) == found[1:6]


# cheating (62)


def test_two_ciphertexts_in_each_others_place_are_found(hall: Council, before: Any, shuffle: Shuffle) -> None:
    (mixed,) = shuffle.ciphertexts
    with refused("shuffle-proof"):
        check_shuffle(hall.election, before, replace(shuffle, ciphertexts=((mixed[1], mixed[0], *mixed[2:]),)))


def test_a_ciphertext_dropped_or_added_is_found(hall: Council, before: Any, shuffle: Shuffle) -> None:
    (mixed,) = shuffle.ciphertexts
    for other in (mixed[:-1], (*mixed, mixed[0]), ()):
        with refused("shuffle-shape"):
            read_shuffle(hall.election.group, line(hall, replace(shuffle, ciphertexts=(other,))), before)
    with refused("shuffle-shape"):
        read_shuffle(hall.election.group, line(hall, replace(shuffle, proofs=())), before)


def test_a_ciphertext_of_the_mixers_own_is_found(hall: Council, before: Any) -> None:
    own = hall.ciphertext(RANKED, (9, 9, 9))
    shuffle = make_shuffle(hall.election, ((*before[0][:-1], own),), SYSTEM)
    with refused("shuffle-proof"):
        check_shuffle(hall.election, before, shuffle)


def test_a_ballot_counted_twice_for_one_left_out_is_found(hall: Council, before: Any) -> None:
    shuffle = make_shuffle(hall.election, ((*before[0][:-1], before[0][0]),), SYSTEM)
    with refused("shuffle-proof"):
        check_shuffle(hall.election, before, shuffle)


def test_a_proof_for_another_election_is_found(hall: Council, before: Any, shuffle: Shuffle) -> None:
    other = council((RANKED,), singles=2, group=None, name=RFC)
    with refused("shuffle-proof"):
        check_shuffle(other.election, before, shuffle)
    with refused("shuffle-proof"):
        check_shuffle(hall.election, before, make_shuffle(other.election, before, SYSTEM))


def test_a_shuffle_that_leaves_everything_as_it_was_needs_a_proof_too(
    hall: Council, before: Any, shuffle: Shuffle
) -> None:
    with refused("shuffle-proof"):
        check_shuffle(hall.election, before, replace(shuffle, ciphertexts=before))


FIELDS = ["t", "t_hat", "s", "s_hat", "s_prime", "c", "c_hat"]


@pytest.mark.parametrize("name", FIELDS)
def test_any_number_of_the_proof_changed_is_found(hall: Council, before: Any, shuffle: Shuffle, name: str) -> None:
    group, (proof,) = hall.election.group, shuffle.proofs
    numbers = getattr(proof, name)
    for at, number in enumerate(numbers):
        other = (number + 1) % group.q if name.startswith("s") else group.multiply(number, group.g)
        changed = replace(proof, **{name: (*numbers[:at], other, *numbers[at + 1 :])})
        with refused("shuffle-proof"):
            check_shuffle(hall.election, before, replace(shuffle, proofs=(changed,)))


def test_a_link_of_the_chain_that_is_wrong_is_named(hall: Council, before: Any, shuffle: Shuffle) -> None:
    (proof,) = shuffle.proofs
    hats = (proof.s_hat[0], (proof.s_hat[1] + 1) % hall.election.group.q, *proof.s_hat[2:])
    with pytest.raises(Refused, match=r"does not hold \(t̂2\)"):
        check_shuffle(hall.election, before, replace(shuffle, proofs=(replace(proof, s_hat=hats),)))


@pytest.mark.parametrize("name", ["ciphertexts", "t", "t_hat", "c", "c_hat"])
def test_an_element_outside_the_group_is_found(hall: Council, before: Any, shuffle: Shuffle, name: str) -> None:
    value = json.loads(line(hall, shuffle))
    (proof,) = value["proofs"]
    places = {
        "ciphertexts": (value["ciphertexts"][0][0], "beta"),
        "t": (proof[0], 0),
        "t_hat": (proof[0][4], 2),
        "c": (proof[2], 1),
        "c_hat": (proof[3], 3),
    }
    where, key = places[name]
    group: Any = hall.election.group
    where[key] = group.encode(-mpz(where[key]) % group.p)
    with refused("group-member"):
        read_shuffle(group, canonical.encode(value), before)


def test_several_processes_find_what_one_finds(
    hall: Council, before: Any, shuffle: Shuffle, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(proof, "PIECE", 2)
    monkeypatch.setattr(partial, "PIECE", 2)
    part = hall.part(1, before).partial
    other = replace(part, factors=((*part.factors[0][:2], *part.factors[0][2:][::-1]),))
    X = hall.trustees.keys[0].X
    with engine("local", 2) as executor:
        check_shuffle(hall.election, before, shuffle, executor)
        partial.check_partial_decryption(hall.election, X, before, part, executor)
        with refused("shuffle-proof"):
            check_shuffle(hall.election, before, replace(shuffle, ciphertexts=before), executor)
        with refused("decryption-proof") as found:
            partial.check_partial_decryption(hall.election, X, before, other, executor)
    assert found.value.place == "question 1, ciphertext 3"


# with belenios-tool


def test_a_shuffle_of_an_election_held_elsewhere_holds_and_is_written_again(shared: Path) -> None:
    archive = (shared / "data/elections/t20-RFC3526-nh.bel").read_bytes()
    data = {name.split(".")[0]: body for name, body in records(archive)}
    election = read_election([body for _, body in records(archive)][1])
    tallied, owned = payloads(archive, "EncryptedTally")[0], payloads(archive, "Shuffle")[0]
    tally = [
        [read_ciphertext(election.group, one) for one in question]
        for question in json.loads(data[tallied["encrypted_tally"]])
    ]
    shuffle = read_shuffle(election.group, data[owned["payload"]], nh_ciphertexts(election, tally))
    check_shuffle(election, tally, shuffle)
    assert canonical.encode(shuffle.to_json(election.group)) == data[owned["payload"]]
