"""One strict order of candidates for each contest, which nobody could choose and everybody can work out."""

from __future__ import annotations

import hashlib
import hmac

import pytest

from qurultay.counting.lots import Lots, commit_reveal, commitment, dice, drand, drawn
from qurultay.counting.refusal import Uncountable

HEAD = "5a" * 32
THROWS = [1, 2, 3, 4, 5, 6, 1, 2, 3, 4, 5, 6, 1, 2, 3, 4, 5, 6, 1, 2]
SECRETS = {"Ada": "01" * 32, "Ben": "02" * 32, "Cem": "03" * 32}
COMMITTED = {name: commitment("m3t8w1pz", name, secret) for name, secret in SECRETS.items()}


def test_the_order_is_what_a_few_lines_of_anybody_give() -> None:
    seed = hashlib.sha256(f"qurultay/lot/v1\nm3t8w1pz\n{HEAD}\n{dice(THROWS)}\n".encode()).digest()
    names = ["Ada", "Ben", "ئايگۈل"]
    by_hand = sorted(names, key=lambda name: hmac.new(seed, name.encode(), hashlib.sha256).hexdigest())
    lots = drawn(names, election="m3t8w1pz", head=HEAD, beacon=dice(THROWS))
    assert list(lots.order) == by_hand
    assert lots == drawn(names[::-1], election="m3t8w1pz", head=HEAD, beacon=dice(THROWS))


def test_another_election_head_or_beacon_gives_another_order() -> None:
    names = [f"candidate {n}" for n in range(40)]
    given = {"election": "m3t8w1pz", "head": HEAD, "beacon": dice(THROWS)}
    changed = ({"election": "m3t8w1pq"}, {"head": "5b" * 32}, {"beacon": dice(THROWS[::-1])})
    orders = {drawn(names, **given).order, *(drawn(names, **given | change).order for change in changed)}
    assert len(orders) == 4


def test_the_place_of_one_candidate_does_not_move_the_others() -> None:
    whole = drawn(["Ada", "Ben", "Cem"], election="e", head=HEAD, beacon="dice").order
    assert drawn(["Ada", "Cem"], election="e", head=HEAD, beacon="dice").order == tuple(
        name for name in whole if name != "Ben"
    )


def test_scrutineers_make_a_beacon_together() -> None:
    beacon = commit_reveal("m3t8w1pz", COMMITTED, SECRETS)
    assert beacon.startswith("commit-reveal ")
    other = {**SECRETS, "Cem": "04" * 32}
    committed = {name: commitment("m3t8w1pz", name, secret) for name, secret in other.items()}
    assert commit_reveal("m3t8w1pz", committed, other) != beacon


def test_a_scrutineer_who_stays_silent_is_named() -> None:
    with pytest.raises(Uncountable, match="'Ben' has not revealed"):
        commit_reveal("m3t8w1pz", COMMITTED, {"Ada": SECRETS["Ada"], "Cem": SECRETS["Cem"]})


def test_a_scrutineer_who_changes_the_secret_is_named() -> None:
    with pytest.raises(Uncountable, match="what 'Cem' reveals is not what was committed to"):
        commit_reveal("m3t8w1pz", COMMITTED, {**SECRETS, "Cem": "04" * 32})


def test_a_commitment_holds_for_one_election_and_one_scrutineer() -> None:
    with pytest.raises(Uncountable, match="not what was committed to"):
        commit_reveal("another", COMMITTED, SECRETS)


def test_two_scrutineers_are_too_few() -> None:
    with pytest.raises(Uncountable, match="2 scrutineers"):
        commit_reveal("m3t8w1pz", {name: COMMITTED[name] for name in ("Ada", "Ben")}, SECRETS)


@pytest.mark.parametrize("throws", [[], THROWS[:19], [*THROWS[:19], 7], [*THROWS[:19], 0]])
def test_dice_are_thrown_often_enough_and_have_six_sides(throws: list[int]) -> None:
    with pytest.raises(Uncountable, match="dice"):
        dice(throws)


@pytest.mark.parametrize(("chain", "number", "value"), [("a chain", 1, HEAD), ("quicknet", 0, HEAD), ("q", 1, "5A")])
def test_a_drand_round_is_written_as_drand_writes_it(chain: str, number: int, value: str) -> None:
    with pytest.raises(Uncountable, match="drand"):
        drand(chain, number, value)


def test_lots_name_their_source_and_are_strict() -> None:
    with pytest.raises(Uncountable, match="where they come from"):
        Lots(order=("Ada",), source={})
    with pytest.raises(Uncountable, match="twice"):
        Lots(order=("Ada", "Ada"), source={"kind": "minuted"})
    with pytest.raises(Uncountable, match="'Ben' has no place"):
        Lots(order=("Ada",), source={"kind": "minuted"}).preferred(["Ada", "Ben"])
