"""Who is admitted to a session, step by step, and what the report of it may say."""

import pytest

from qurultay.assembly.credentials import STEPS, NotAdmitted, Paper, Seated, admit, report, stepped

STATES = ("proposed", "admitted", "refused", "withdrawn")
WAYS = ("admit", "refuse", "withdraw", "propose-again")


@pytest.mark.parametrize(("state", "step"), [(s, w) for s in STATES for w in WAYS if (s, w) not in STEPS])
def test_a_step_that_stands_in_no_line_of_the_table_is_refused(state, step) -> None:
    with pytest.raises(NotAdmitted):
        stepped(state, step)


def test_an_alternate_is_not_admitted_while_the_member_is() -> None:
    with pytest.raises(NotAdmitted, match="member-stands"):
        admit(Paper(seat="seat/1", kind="alternate"), [Paper(seat="seat/1", state="admitted")])


@pytest.mark.parametrize("state", ["proposed", "refused", "withdrawn"])
def test_an_alternate_is_admitted_while_the_member_is_not(state) -> None:
    assert admit(Paper(seat="seat/1", kind="alternate"), [Paper(seat="seat/1", state=state)]) == ()


def test_one_alternate_at_a_time_stands_for_a_seat() -> None:
    with pytest.raises(NotAdmitted, match="alternate-stands"):
        admit(Paper(seat="seat/1", kind="alternate"), [Paper(seat="seat/1", kind="alternate", state="admitted")])


def test_nobody_votes_in_the_seat_of_a_suspended_member() -> None:
    with pytest.raises(NotAdmitted, match="suspended"):
        admit(Paper(seat="seat/1", kind="alternate"), [Paper(seat="seat/1", state="withdrawn", suspended=True)])


def test_a_member_who_comes_takes_the_place_of_the_alternate() -> None:
    [aside] = admit(Paper(seat="seat/1"), [Paper(seat="seat/1", kind="alternate", state="admitted")])
    assert (aside.kind, aside.state) == ("alternate", "withdrawn")


def test_a_seat_has_one_member() -> None:
    with pytest.raises(NotAdmitted, match="seat-taken"):
        admit(Paper(seat="seat/1"), [Paper(seat="seat/1", state="admitted")])


def house(*groups: tuple[str, int, int]) -> tuple[list[Seated], list[Paper]]:
    """Communities with so many seats each, of whose members so many are there."""
    seats, papers = [], []
    for community, size, there in groups:
        for n in range(size):
            seat = f"seat/{len(seats) + 1}"
            seats.append(Seated(seat=seat, community=community))
            papers.append(Paper(seat=seat, state="admitted", present=n < there))
    return seats, papers


def test_entitled_are_the_filled_seats_less_the_suspended_whoever_has_a_paper() -> None:
    seats, papers = house(("tolun", 6, 6), ("kesh", 6, 5))
    seats[0] = Seated(seat="seat/1", community="tolun", filled=False)
    papers[1] = Paper(seat="seat/2", state="admitted", present=True, suspended=True)
    papers[2] = Paper(seat="seat/3", state="refused")
    found = report(seats, [*papers, Paper(seat="seat/99", state="admitted", present=True)])
    assert (found.seats, found.vacant, found.suspended, found.entitled) == (12, 1, ("seat/2",), 10)
    assert (found.admitted, found.present) == (
        9,
        8,
    )  # a vacant, a suspended, a refused and an invented seat count nowhere


def test_of_a_community_under_five_it_is_not_said_how_many_are_there() -> None:
    found = report(*house(("tolun", 9, 9), ("kesh", 4, 4), ("arda", 8, 7)))
    assert [each.present for each in found.by_community] == [9, None, None]
    assert found.present == 20 and not found.tells_all


def test_two_small_communities_that_together_are_five_hide_each_other() -> None:
    found = report(*house(("tolun", 9, 9), ("kesh", 4, 3), ("arda", 4, 2)))
    assert [each.present for each in found.by_community] == [9, None, None]


def test_five_are_enough_and_four_of_a_large_community_are_not() -> None:
    assert report(*house(("tolun", 5, 5), ("kesh", 6, 5))).tells_all
    found = report(*house(("tolun", 9, 4), ("kesh", 9, 9), ("arda", 9, 8)))
    assert [each.present for each in found.by_community] == [None, 9, None]


def test_an_alternate_who_stands_in_is_counted_in_the_seat() -> None:
    seats, papers = house(("tolun", 6, 6))
    papers[0] = Paper(seat="seat/1", state="withdrawn")
    papers.append(Paper(seat="seat/1", kind="alternate", state="admitted", present=True))
    found = report(seats, papers, proxies=1)
    assert (found.present, found.alternates, found.proxies) == (6, 1, 1)


def test_an_empty_house_has_an_empty_report() -> None:
    found = report([], [])
    assert (found.seats, found.entitled, found.present, found.by_community) == (0, 0, 0, ())
