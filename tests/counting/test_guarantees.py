"""Guaranteed representation, exactly: minimum and maximum seats in one, two and more partitions at once."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import combinations, product
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qurultay.counting.circulation import circulates
from qurultay.counting.contest import Candidate, Contest
from qurultay.counting.guarantees import Bound, Guarantees, guarantee_from, guaranteed
from qurultay.counting.nominations import nominations
from qurultay.counting.places import Cell, Fillings, Places
from qurultay.counting.refusal import Uncountable


def contest(seats: int, **kinds: str) -> Contest:
    """A contest of candidates; `Ada="north woman"` gives the categories in the order community, gender, residence."""
    parts = ("community", "gender", "residence")
    stand = (
        Candidate(name=name, attributes=dict(zip(parts, said.split(), strict=False))) for name, said in kinds.items()
    )
    return Contest(candidates=tuple(stand), seats=seats)


def bound(partition: str, category: str, least: int = 0, most: int | None = None) -> Bound:
    return Bound(partition=partition, category=category, least=least, most=most)


def judged(guarantee: Guarantees, seats: int, elected: str = "", excluded: str = "") -> tuple[str, str]:
    """The guarded and the doomed, in one string each, when these are elected and those excluded."""
    out = {*elected.split(), *excluded.split()}
    found = guarantee.judge(elected=elected.split(), hopeful=[n for n in guarantee.kinds if n not in out], seats=seats)
    assert found.feasible
    return " ".join(found.guarded), " ".join(found.doomed)


# --- one partition ---------------------------------------------------------------------------------------------------

FIVE = contest(3, Ada="north", Ben="north", Cem="south", Dua="south", Eli="south")
ONE_NORTH = [bound("community", "north", 1), bound("community", "south")]


def test_nobody_is_guarded_or_doomed_while_a_category_has_more_candidates_than_it_needs() -> None:
    assert judged(guaranteed(FIVE, ONE_NORTH), 3) == ("", "")


def test_the_last_candidate_of_a_guaranteed_category_is_guarded() -> None:
    assert judged(guaranteed(FIVE, ONE_NORTH), 3, excluded="Ben") == ("Ada", "")


def test_seats_that_are_left_for_a_category_doom_all_others() -> None:
    found = guaranteed(FIVE, ONE_NORTH).judge(elected=["Cem", "Dua"], hopeful=["Ada", "Ben", "Eli"], seats=3)
    assert found.doomed == {"Eli": "the seats left are kept for others (community)"}


def test_a_category_with_its_most_seats_dooms_its_other_candidates() -> None:
    guarantee = guaranteed(FIVE, [bound("community", "north"), bound("community", "south", 0, 1)])
    assert judged(guarantee, 3, elected="Cem") == ("Ada Ben", "Dua Eli")
    found = guarantee.judge(elected=["Cem"], hopeful=["Ada", "Ben", "Dua", "Eli"], seats=3)
    assert found.doomed["Dua"] == "south (community) has at most 1 seat"


def test_candidates_are_guarded_who_fill_what_a_maximum_leaves_open() -> None:
    found = guaranteed(FIVE, [bound("community", "north"), bound("community", "south", 0, 1)])
    assert found.judge(elected=[], hopeful=FIVE.names, seats=3).guarded["Ada"] == (
        "without this candidate, the seats could not be filled within the guarantee for community"
    )


def test_a_category_that_may_have_no_seat_is_doomed_from_the_start() -> None:
    """As where a president's community may not have the vice president too."""
    found = guaranteed(FIVE, [bound("community", "north"), bound("community", "south", 0, 0)])
    assert found.vacant == 1, "two of the north for three seats"
    assert judged(found, 3)[1] == "Cem Dua Eli"


# --- two partitions and more -----------------------------------------------------------------------------------------


def test_hills_three_seats_two_women_two_blacks(shared: Path) -> None:
    """Each constraint alone permits excluding the one black woman; together no result would be left."""
    trap = json.loads((shared / "data/counting/constraints/hill_otten.json").read_text())["hill_naive_trap"]
    stand = Contest(
        candidates=tuple(
            Candidate(name=name, attributes={"colour": colour, "sex": sex})
            for name, (colour, sex) in trap["candidates"].items()
        ),
        seats=trap["seats"],
    )
    women, black = (
        bound("sex", "woman", *trap["constraints"]["women"]),
        bound("colour", "black", *trap["constraints"]["black"]),
    )
    for alone in ([women, bound("sex", "man")], [black, bound("colour", "white")]):
        assert judged(guaranteed(stand, alone), 3)[0] == "", "alone, neither guards anybody"
    together = guaranteed(stand, [women, bound("sex", "man"), black, bound("colour", "white")])
    assert judged(together, 3)[0] == "bw"
    assert not together.judge(elected=[], hopeful=["bm1", "bm2", "ww1", "ww2"], seats=3).feasible
    assert judged(together, 3, elected="bw")[1] == ""
    assert together.judge(elected=["bm1"], hopeful=["bm2", "ww1", "ww2", "bw"], seats=3).doomed == {
        "bm2": "the seats left are kept for others (sex)"
    }


def test_hills_and_ottens_eight_tables(shared: Path) -> None:
    """England 7, Scotland 6, Wales 1; seven men and seven women: eight ways to fill the seats, and no others."""
    told = json.loads((shared / "data/counting/constraints/hill_otten.json").read_text())["hill14"]
    nations, sexes = list(told["constraints"]["nationality"]), {"M": 0, "W": 1}
    bounds = tuple(tuple(map(tuple, rows.values())) for rows in told["constraints"].values())
    of = [(nations.index(group[0]), sexes[group[1]]) for group in told["order"]]
    room = [told["group_capacity"][group] for group in told["order"]]
    tables = [
        list(filled)
        for filled in product(*[range(most + 1) for most in room])
        if sum(filled) == 14
        and Fillings().possible(Places(14, bounds, tuple(Cell(o, n, 0) for o, n in zip(of, filled, strict=True))))
    ]
    assert tables == sorted(told["feasible"])
    # From any state between, what is possible is what one of the tables still reaches.
    for elected in [[0] * 6, [1, 0, 3, 0, 0, 0], [4, 0, 0, 0, 0, 0], [0, 0, 0, 0, 1, 0], [0, 7, 0, 1, 0, 0]]:
        for left in ([4, 7, 6, 3, 1, 1], [4, 7, 5, 3, 1, 1], [3, 7, 6, 3, 1, 1], [4, 4, 6, 3, 0, 1]):
            cells = tuple(Cell(o, e, max(0, r - e)) for o, e, r in zip(of, elected, left, strict=True))
            reached = any(
                all(e <= t <= max(e, r) for e, t, r in zip(elected, table, left, strict=True)) for table in tables
            )
            assert Fillings().possible(Places(14, bounds, cells)) is reached


THREE = contest(
    4,
    Ada="north woman home", Ben="north man home", Cem="north man abroad", Dua="south woman abroad",
    Eli="south woman home", Fay="south man abroad", Gul="south woman home",
)  # fmt: skip


def test_three_partitions_are_searched_together() -> None:
    found = guaranteed(
        THREE,
        [
            *(bound("community", each, 2, 2) for each in ("north", "south")),
            *(bound("gender", each, 2, 2) for each in ("man", "woman")),
            *(bound("residence", each, 2, 2) for each in ("home", "abroad")),
        ],
    )
    ways = [
        set(some)
        for some in combinations(THREE.names, 4)
        if all(
            Counter(found.kinds[name][p] for name in some)[c] == 2
            for p, cs in (("community", ["north"]), ("gender", ["man"]), ("residence", ["home"]))
            for c in cs
        )
    ]
    guarded, doomed = judged(found, 4)
    assert set(guarded.split()) == set.intersection(*ways)
    assert set(doomed.split()) == set(THREE.names) - set.union(*ways)


def test_three_partitions_of_a_real_size_are_searched_in_time() -> None:
    """Forty candidates of five communities, two genders, at home and abroad, for 21 seats."""
    dice = Random(3)
    kinds = {f"c{n}": (dice.choice("abcde"), dice.choice("xy"), dice.choice("hj")) for n in range(40)}
    stand = tuple(
        Candidate(name=name, attributes=dict(zip(("community", "gender", "residence"), of, strict=True)))
        for name, of in kinds.items()
    )
    bounds = [bound("community", each, 3) for each in "abcde"]
    bounds += [bound("gender", each, 9) for each in "xy"] + [bound("residence", each, 8) for each in "hj"]
    guarantee = guaranteed(Contest(candidates=stand, seats=21), bounds)
    elected: list[str] = []
    hopeful = list(kinds)
    while hopeful:
        found = guarantee.judge(elected=elected, hopeful=hopeful, seats=21)
        assert found.feasible
        name = hopeful.pop(0)
        if name not in found.doomed:
            elected.append(name)
    have = [Counter(kinds[name][part] for name in elected) for part in range(3)]
    assert len(elected) == 21
    assert min(have[0].values()) >= 3 and min(have[1].values()) >= 9 and min(have[2].values()) >= 8


def test_partitions_that_need_too_long_a_search_are_refused_in_a_sentence() -> None:
    """Sixteen partitions of two, every candidate another mixture, every category with exactly half the seats."""
    parts = [f"p{n}" for n in range(16)]
    mixed = [format(n * 40503 % 65536, "016b") for n in range(1, 61)]
    stand = tuple(
        Candidate(name=f"c{n}", attributes=dict(zip(parts, bits, strict=True))) for n, bits in enumerate(mixed)
    )
    bounds = [bound(part, digit, 15, 15) for part in parts for digit in "01"]
    with pytest.raises(Uncountable, match="too long a search; put categories together, or leave a partition out"):
        guaranteed(Contest(candidates=stand, seats=30), bounds)


# --- exhaustive search -----------------------------------------------------------------------------------------------


@st.composite
def drawn_places(draw: st.DrawFn) -> Places:
    """A few cells in one to three partitions, some of them elected, perhaps with vacant seats."""
    seats = draw(st.integers(1, 5))
    widths = draw(st.lists(st.integers(1, 3), min_size=1, max_size=3))
    limits = st.tuples(st.integers(0, 3), st.integers(0, 5)).map(lambda pair: (min(pair), max(pair)))
    bounds = tuple(tuple(draw(limits) for _ in range(width)) for width in widths)
    every = list(product(*map(range, widths)))
    some = draw(st.lists(st.sampled_from(every), min_size=1, max_size=5, unique=True))
    cells = tuple(Cell(of, draw(st.integers(0, 1)), draw(st.integers(0, 2))) for of in sorted(some))
    return Places(seats, bounds, cells, draw(st.integers(0, min(seats, 2))))


def results(places: Places) -> Iterator[tuple[int, ...]]:
    """Every choice that keeps the guarantee, found by trying all, vacant seats given to categories one by one."""
    for filled in product(*[range(cell.elected, cell.most + 1) for cell in places.cells]):
        if sum(filled) == places.filled and all(kept(places, filled, p) for p in range(len(places.bounds))):
            yield filled


def kept(places: Places, filled: Sequence[int], partition: int) -> bool:
    bounds = places.bounds[partition]
    have = [0] * len(bounds)
    for cell, number in zip(places.cells, filled, strict=True):
        have[cell.of[partition]] += number
    ways = product(range(places.vacant + 1), repeat=len(bounds))
    return any(
        sum(empty) == places.vacant
        and all(least <= h + e <= most for (least, most), h, e in zip(bounds, have, empty, strict=True))
        for empty in ways
    )


@given(places=drawn_places())
def test_a_result_is_possible_exactly_where_trying_everything_finds_one(places: Places) -> None:
    assert Fillings().possible(places) is any(True for _ in results(places))


@st.composite
def drawn_contest(draw: st.DrawFn) -> tuple[Contest, list[Bound], tuple[str, ...]]:
    """Up to seven candidates in two partitions, bounds that agree with the seats, and an order of their votes."""
    seats, parts = draw(st.integers(1, 4)), {"community": "abc", "gender": "xy"}
    names = "PQRSTUV"[: draw(st.integers(seats, 7))]
    kinds = {name: {part: draw(st.sampled_from(each)) for part, each in parts.items()} for name in names}
    stand = Contest(candidates=tuple(Candidate(name=n, attributes=kinds[n]) for n in names), seats=seats)
    bounds = []
    for part, each in parts.items():
        left = seats
        for category in each:
            least = draw(st.integers(0, left))
            left -= least
            bounds.append(
                bound(part, category, least, draw(st.none() | st.integers(max(least, -(-seats // 2)), seats)))
            )
    return stand, bounds, tuple(draw(st.permutations(names)))


def shares(some: Sequence[str], guarantee: Guarantees, seats: int) -> bool:
    """Do these keep every bound, what is vacant counting for whom it is kept?"""
    for part in guarantee.partitions:
        have = Counter(guarantee.kinds[name][part] for name in some)
        short = sum(max(0, each.least - have[each.category]) for each in guarantee.of(part))
        if short > guarantee.vacant or any(
            have[b.category] > (seats if b.most is None else b.most) for b in guarantee.of(part)
        ):
            return False
    return True


@given(drawn=drawn_contest())
def test_guarded_are_those_in_every_result_and_doomed_those_in_none(
    drawn: tuple[Contest, list[Bound], tuple[str, ...]],
) -> None:
    stand, bounds, _ = drawn
    guarantee = guaranteed(stand, bounds)
    ways = [
        set(some)
        for some in combinations(stand.names, stand.seats - guarantee.vacant)
        if shares(some, guarantee, stand.seats)
    ]
    found = guarantee.judge(elected=[], hopeful=stand.names, seats=stand.seats)
    assert ways and found.feasible
    assert set(found.guarded) == set.intersection(*ways)
    assert set(found.doomed) == set(stand.names) - set.union(*ways)


@given(drawn=drawn_contest())
def test_a_guarantee_is_kept_by_whoever_never_excludes_a_guarded_nor_elects_a_doomed_candidate(
    drawn: tuple[Contest, list[Bound], tuple[str, ...]],
) -> None:
    """In whatever order a rule excludes and elects: there is always a way on, and it ends with the guarantee kept."""
    stand, bounds, order = drawn
    guarantee = guaranteed(stand, bounds)
    elected: list[str] = []
    hopeful = list(order)
    while hopeful:
        found = guarantee.judge(elected=elected, hopeful=hopeful, seats=stand.seats)
        assert found.feasible
        name = hopeful.pop()
        if name in found.guarded or (name not in found.doomed and len(hopeful) % 2):
            elected.append(name)
    assert shares(elected, guarantee, stand.seats)
    assert len(elected) == stand.seats - guarantee.vacant


@given(drawn=drawn_contest())
def test_no_more_seats_stay_vacant_than_must(drawn: tuple[Contest, list[Bound], tuple[str, ...]]) -> None:
    stand, bounds, _ = drawn
    guarantee = guaranteed(stand, bounds)
    for fewer in range(guarantee.vacant):
        trying = Guarantees(bounds=guarantee.bounds, kinds=guarantee.kinds, vacant=fewer)
        assert not any(shares(s, trying, stand.seats) for s in combinations(stand.names, stand.seats - fewer))


# --- vacant seats (V12) ----------------------------------------------------------------------------------------------


def test_a_guaranteed_seat_without_a_candidate_stays_vacant_and_is_not_given_away() -> None:
    """Three seats for the north, two candidates: one seat stays vacant, and the south does not get it."""
    stand = contest(4, Ada="north", Ben="north", Cem="south", Dua="south")
    guarantee = guaranteed(stand, [bound("community", "north", 3), bound("community", "south", 1)])
    assert guarantee.vacant == 1
    assert judged(guarantee, 4) == ("Ada Ben", "")
    assert judged(guarantee, 4, elected="Cem") == ("Ada Ben", "Dua")
    assert judged(guarantee, 4, elected="Ada Ben Cem") == ("", "Dua")


def test_the_close_of_nominations_says_what_is_decided_before_anyone_votes() -> None:
    stand = contest(4, Ada="north", Ben="north", Cem="south", Dua="south")
    told = nominations(stand, guaranteed(stand, [bound("community", "north", 3), bound("community", "south", 1)]))
    assert (told.vacant, told.certain, told.hopeless) == (1, ("Ada", "Ben"), ())
    assert told.warnings()[0] == (
        "north (community) is guaranteed 3 and has 2 candidates: 1 of its seats would stay vacant. Call for nominations again."
    )


def test_nominations_that_leave_everything_to_the_votes_warn_of_nothing() -> None:
    assert nominations(FIVE, guaranteed(FIVE, ONE_NORTH)).warnings() == ()


def test_two_partitions_can_leave_a_seat_vacant_that_neither_would_alone() -> None:
    stand = contest(2, Ada="north woman", Ben="north woman", Cem="south man", Dua="south man")
    each = [
        bound("community", "north", 2),
        bound("community", "south"),
        bound("gender", "man", 1),
        bound("gender", "woman"),
    ]
    told = nominations(stand, guaranteed(stand, each))
    assert told.vacant == 1
    assert "no choice among those who stand fills them" in told.warnings()[0]


def test_too_few_candidates_leave_seats_vacant() -> None:
    stand = contest(3, Ada="north", Ben="south")
    guarantee = guaranteed(stand, [bound("community", "north"), bound("community", "south")])
    assert (guarantee.vacant, judged(guarantee, 3)) == (1, ("Ada Ben", ""))


# --- what is refused -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("bounds", "sentence"),
    [
        ([], "it guarantees nothing"),
        ([bound("community", "north", 2), bound("community", "south", 2)], "4 seats are guaranteed and there are 3"),
        ([bound("community", "north", 0, 1), bound("community", "south", 0, 1)], "may have 2 of 3 seats at most"),
        ([bound("community", "north", 2, 1), bound("community", "south")], "at least 2 and at most 1"),
        ([bound("community", "north", -1), bound("community", "south")], "at least -1"),
        ([bound("community", "north"), bound("community", "north"), bound("community", "south")], "stands twice"),
        ([bound("community", "north")], "'south', is not among those listed"),
        ([bound("gender", "man")], "nobody says which gender is theirs"),
        ([bound("Community", "north")], "not written in small letters"),
    ],
)
def test_bounds_that_cannot_be_meant_are_refused(bounds: list[Bound], sentence: str) -> None:
    with pytest.raises(Uncountable, match=sentence):
        guaranteed(FIVE, bounds)


def test_a_guarantee_is_made_anew_from_what_a_transcript_says_of_it() -> None:
    stand = contest(4, Ada="north", Ben="north", Cem="south", Dua="south")
    guarantee = guaranteed(stand, [bound("community", "north", 3, 4), bound("community", "south", 1)])
    again = guarantee_from(stand, json.loads(json.dumps(guarantee.as_data())))
    assert again == guarantee and again.as_data()["vacant"] == 1


@pytest.mark.parametrize(
    "data",
    [{}, {"bounds": 3}, {"bounds": [3]}, {"bounds": [{}]}, {"bounds": []},
     {"bounds": [{"partition": "community", "category": "north", "least": "1"}]},
     {"bounds": [{"partition": "community", "category": "north", "least": 1, "most": True}]},
     {"bounds": [{"partition": ["community"], "category": "north", "least": 1}]}],
)  # fmt: skip
def test_a_guarantee_that_is_no_guarantee_is_refused(data: Any) -> None:
    with pytest.raises(Uncountable):
        guarantee_from(FIVE, data)


def test_a_circulation_keeps_lower_bounds() -> None:
    assert circulates(3, [(0, 1, 1, 2), (1, 2, 0, 2), (2, 0, 1, 1)])
    assert not circulates(3, [(0, 1, 2, 2), (1, 2, 0, 2), (2, 0, 0, 1)])
    assert not circulates(2, [(0, 1, 2, 1)])
