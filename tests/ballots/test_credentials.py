"""A credential is what a voter holds: it forgives how it is typed, and never a wrong character."""

from __future__ import annotations

import pytest
from gmpy2 import mpz
from hypothesis import given
from hypothesis import strategies as st

from qurultay.ballots.credentials import (
    BASE58,
    MOST_WEIGHT,
    generate,
    listed,
    normal_form,
    public,
    read_credentials,
    refuse_strangers,
)
from qurultay.ballots.errors import Refused
from qurultay.ballots.groups import GROUPS, group_named
from qurultay.ballots.randomness import seeded


@given(st.integers())
def test_a_new_credential_is_twenty_two_characters_of_base58(seed: int) -> None:
    credential = generate(seeded(str(seed)))
    assert normal_form(credential) == credential
    assert [len(part) for part in credential.split("-")] == [5, 6, 5, 6]
    assert set(credential) <= {*BASE58, "-"}


@pytest.mark.parametrize("typed", ["nCwWXVkQj3vLobg", " nCw WXV kQj 3vL obg\n", "nCw–WXV–kQj–3vL–obg"])
def test_spaces_and_hyphens_are_forgiven(typed: str) -> None:
    assert normal_form(typed) == "nCw-WXV-kQj-3vL-obg"


@pytest.mark.parametrize("typed", ["nCw-WXV-kQj-3vL-obh", "mCw-WXV-kQj-3vL-obg", "0Cw-WXV-kQj-3vL-obg", "nCw", ""])
def test_a_wrong_character_is_noticed(typed: str) -> None:
    with pytest.raises(Refused) as refused:
        normal_form(typed)
    assert refused.value.check == "credential-form"


def test_debians_credential_gives_the_public_one_it_gave_there() -> None:
    """Made with belenios-tool 2.0: `setup generate-credentials --derive nCw-… --uuid njZDXQje2izXTW`."""
    group = group_named("BELENIOS-2048")
    found = group.encode(public(group, "njZDXQje2izXTW", "nCw-WXV-kQj-3vL-obg"))
    assert (found[:40], found[-20:]) == ("4684646683466895277025683151510943107701", "06080396940352191637")


def test_a_credential_serves_one_election_alone() -> None:
    group, credential = group_named("BELENIOS-2048"), generate(seeded("two"))
    assert public(group, "A" * 14, credential) != public(group, "B" * 14, credential)


@pytest.mark.parametrize("name", GROUPS)
@pytest.mark.parametrize("weights", [[1, 1, 1], [3, 1, MOST_WEIGHT]], ids=["alike", "weighted"])
def test_a_list_reads_back_and_tells_nothing_by_its_order(name: str, weights: list[int]) -> None:
    group = group_named(name)
    pairs = [(group.power_g(mpz(at + 5)), weight) for at, weight in enumerate(weights)]
    found = listed(group, pairs, weighted=weights != [1, 1, 1])
    assert read_credentials(group, found.encode()) == found
    assert listed(group, pairs[::-1], weighted=found.weighted) == found
    assert found.total == sum(weights)
    refuse_strangers(group, list(found.weights))


G = group_named("BELENIOS-2048")
ONE, TWO = (G.encode(G.power_g(mpz(at))) for at in (5, 6))
LISTS = {
    "nobody": ("[]", "credential-list"),
    "one twice": (f'["{ONE}","{ONE}"]', "credential-list"),
    "one with a weight": (f'["{ONE},2","{TWO}"]', "credential-weight"),
    "one without": (f'["{ONE}","{TWO},2"]', "credential-weight"),
    "a weight with a zero before it": (f'["{ONE},02"]', "number-form"),
    "a weight beyond all parliaments": (f'["{ONE},{MOST_WEIGHT + 1}"]', "number-form"),
    "a name beside it": (f'["{ONE},2,Aygül"]', "number-form"),
    "a number for a string": ("[5]", "json-type"),
    "an object": ("{}", "json-type"),
    "a number beyond p": (f'["{int(ONE) + int(G.encode(G.one)) * 10**620}"]', "number-form"),
}


@pytest.mark.parametrize(("written", "check"), LISTS.values(), ids=LISTS)
def test_a_list_that_is_none_is_refused(written: str, check: str) -> None:
    with pytest.raises(Refused) as refused:
        read_credentials(G, written.encode())
    assert refused.value.check == check


@pytest.mark.parametrize(("stranger", "check"), [("2", "group-member"), ("1", "credential-list")])
def test_a_credential_for_which_anybody_could_sign_is_refused(stranger: str, check: str) -> None:
    with pytest.raises(Refused, match="credential 2") as refused:
        refuse_strangers(G, [ONE, stranger])
    assert refused.value.check == check
