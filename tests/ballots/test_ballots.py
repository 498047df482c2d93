"""What a ballot may say, and that every other ballot is refused."""

from __future__ import annotations

import json
from itertools import product
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qurultay.ballots import ballot, canonical
from qurultay.ballots.election import Election, fingerprint, read_election
from qurultay.ballots.errors import Refused
from qurultay.ballots.groups import group_named
from qurultay.ballots.randomness import seeded
from tests.ballots.elections import COMMITTEE, OR_BLANK, PRESIDENT, RANKED, hall

ONE = hall((PRESIDENT,))
ALL = hall((COMMITTEE, OR_BLANK))


def cast(held: Any, choices: Any, voter: int = 0) -> bytes:
    return ballot.make(held.election, held.credentials[voter], choices, seeded("a ballot"))


def counted(election: Election, data: bytes) -> ballot.Ballot:
    read = ballot.read(election, data)
    ballot.check(election, read)
    return read


def allowed(choices: tuple[int, ...]) -> bool:
    return 1 <= sum(choices) <= 3


@pytest.mark.parametrize("choices", [*product((0, 1), repeat=4)], ids=str)
def test_a_ballot_says_what_the_question_allows_and_no_more(choices: tuple[int, ...]) -> None:
    held = hall((COMMITTEE,), "Ed25519")
    if allowed(choices):
        assert counted(held.election, cast(held, [choices])).credential in held.public.weights
    else:
        with pytest.raises(Refused) as refused:
            cast(held, [choices])
        assert refused.value.check == "choice-range"


@pytest.mark.parametrize("choices", [*product((0, 1), repeat=3)], ids=str)
def test_a_blank_ballot_is_blank_and_nothing_besides(choices: tuple[int, ...]) -> None:
    held = hall((OR_BLANK,), "Ed25519")
    if choices in ((1, 0, 0), (0, 1, 0), (0, 0, 1)):
        counted(held.election, cast(held, [choices]))
    else:
        with pytest.raises(Refused) as refused:
            cast(held, [choices])
        assert refused.value.check == "choice-range"


@pytest.mark.parametrize("group", ["BELENIOS-2048", "RFC-3526-2048", "Ed25519"])
def test_a_ballot_answers_every_question_in_every_group(group: str) -> None:
    held = hall((COMMITTEE, OR_BLANK), group)
    read = counted(held.election, cast(held, [(1, 0, 1, 0), (1, 0, 0)]))
    assert [len(each) for each in read.ciphertexts()] == [4, 3]
    assert read.tracker == fingerprint(read.data)


def test_a_ballot_ranks_where_the_group_has_an_encoding() -> None:
    held = hall((RANKED,), "RFC-3526-2048")
    counted(held.election, cast(held, [(2, 1, 3)]))
    with pytest.raises(Refused, match="3 ranks"):
        cast(held, [(1, 2)])
    with pytest.raises(Refused, match="no encoding for rankings"):
        hall((RANKED,), "BELENIOS-2048")


@pytest.mark.parametrize(
    "choices", [[], [(1, 0)], [(1, 0, 0, 0)], [(2, 0, 0)], [(True, False, False)], [(1, 0, 0)] * 2]
)
def test_choices_that_make_no_ballot_are_refused_before_anything_is_encrypted(choices: Any) -> None:
    with pytest.raises(Refused) as refused:
        cast(ONE, choices)
    assert refused.value.check == "choice-range"


def test_no_ballot_is_longer_than_the_bound_of_its_election() -> None:
    for held, choices in ((ONE, [(1, 0, 0)]), (ALL, [(1, 1, 1, 0), (1, 0, 0)])):
        assert len(cast(held, choices)) < ballot.most_bytes(held.election)
    with pytest.raises(Refused) as refused:
        ballot.read(ONE.election, b'"' + b"x" * ballot.most_bytes(ONE.election) + b'"')
    assert refused.value.check == "record-size"


SMALL = hall((PRESIDENT,), "Ed25519")
BALLOT = cast(SMALL, [(0, 1, 0)])


@given(at=st.integers(0, len(BALLOT) - 1), bit=st.integers(0, 7))
def test_no_bit_of_a_ballot_can_be_turned(at: int, bit: int) -> None:
    turned = BALLOT[:at] + bytes([BALLOT[at] ^ 1 << bit]) + BALLOT[at + 1 :]
    with pytest.raises(Refused):
        read = ballot.read(SMALL.election, turned)
        SMALL.public.weight(read.credential)
        ballot.check(SMALL.election, read)


def tampered(data: bytes, change: Any) -> bytes:
    value = json.loads(data)
    change(value)
    return canonical.encode(value)


def resigned(held: Any, voter: int, change: Any) -> bytes:
    """A ballot changed by a voter who signs it again with a credential of their own."""
    from qurultay.ballots.credentials import public, secret
    from qurultay.ballots.proofs import schnorr

    value = json.loads(cast(held, [(0, 1, 0)]))
    group, election = held.election.group, held.election
    value["credential"] = group.encode(public(group, election.uuid, held.credentials[voter]))
    change(value)
    del value["signature"]
    digest = fingerprint(canonical.encode(value))
    x = secret(group, election.uuid, held.credentials[voter])
    proof = schnorr.prove(group, x, f"sig|{digest}|", seeded("signing"))
    return canonical.encode(value | {"signature": {"hash": digest, "proof": proof.to_json()}})


def test_a_voter_may_sign_the_same_ballot_again() -> None:
    counted(ONE.election, resigned(ONE, 0, lambda value: None))


def swap(value: Any, first: int, second: int, *names: str) -> None:
    for name in names:
        held = value["answers"][0][name]
        held[first], held[second] = held[second], held[first]


def negated(value: Any) -> None:
    group = group_named("BELENIOS-2048")
    alpha = value["answers"][0]["choices"][0]["alpha"]
    value["answers"][0]["choices"][0]["alpha"] = str(group.p - int(alpha))  # type: ignore[attr-defined]  # a field


RESIGNED = {
    "ballot of another voter": (1, lambda v: None, "ballot-choice"),
    "ciphertexts in another order": (0, lambda v: swap(v, 0, 1, "choices"), "ballot-choice"),
    "ciphertexts and their proofs in another order": (
        0,
        lambda v: swap(v, 0, 1, "choices", "individual_proofs"),
        "ballot-overall",
    ),
    "an element of twice the order": (0, negated, "group-member"),
    "no overall proof": (0, lambda v: v["answers"][0].update(overall_proof=[]), "ballot-shape"),
    "an individual proof less": (0, lambda v: v["answers"][0]["individual_proofs"].pop(), "ballot-shape"),
    "a choice less": (0, lambda v: v["answers"][0]["choices"].pop(), "ballot-shape"),
    "no answers": (0, lambda v: v.update(answers=[]), "ballot-shape"),
    "a field more": (0, lambda v: v.update(note="hello"), "json-fields"),
    "another election": (0, lambda v: v.update(election_hash="x" * 43), "ballot-election"),
    "another identifier": (0, lambda v: v.update(election_uuid="x" * 14), "ballot-election"),
    "a bool for a number": (0, lambda v: v["answers"][0]["choices"][0].update(alpha=True), "json-type"),
    "a number without its quotation marks": (0, lambda v: v["answers"][0]["choices"][0].update(alpha=5), "json-type"),
}


@pytest.mark.parametrize(("voter", "change", "check"), RESIGNED.values(), ids=RESIGNED)
def test_a_changed_ballot_is_refused_though_it_is_signed_anew(voter: int, change: Any, check: str) -> None:
    with pytest.raises(Refused) as refused:
        counted(ONE.election, resigned(ONE, voter, change))
    assert refused.value.check == check


def test_an_election_reads_back_from_its_bytes() -> None:
    for held in (ONE, ALL):
        assert read_election(held.election.data) == held.election


def changed(**fields: Any) -> bytes:
    return canonical.encode(json.loads(ONE.election.data) | fields)


ODD = {
    "another version": (changed(version=2), "election-form"),
    "no questions": (changed(questions=[]), "election-form"),
    "more to choose than there is": (
        changed(questions=[{"answers": ["A"], "min": 1, "max": 2, "question": "?"}]),
        "election-form",
    ),
    "more asked for than allowed": (
        changed(questions=[{"answers": ["A", "B"], "min": 2, "max": 1, "question": "?"}]),
        "election-form",
    ),
    "a question of another type": (changed(questions=[{"type": "Lists", "value": {}}]), "election-form"),
    "an identifier that is too short": (changed(uuid="abc"), "election-form"),
    "an identifier with a zero": (changed(uuid="0" * 14), "election-form"),
    "another group": (changed(group="RSA"), "group"),
    "a key that hides nothing": (changed(public_key="1"), "election-key"),
    "a key outside the group": (changed(public_key="2"), "group-member"),
    "a bool for the version": (changed(version=True), "json-type"),
    "a field more": (changed(color="red"), "json-fields"),
}


@pytest.mark.parametrize(("data", "check"), ODD.values(), ids=ODD)
def test_an_election_that_cannot_be_held_is_refused(data: bytes, check: str) -> None:
    with pytest.raises(Refused) as refused:
        read_election(data)
    assert refused.value.check == check
