"""Intact, authorised and standing are three answers: the first two never change, the third does (R0)."""

from __future__ import annotations

import pytest

from qurultay.portal.languages import language
from qurultay.portal.reading import Reading
from qurultay.portal.views.decided import facts_of
from qurultay.portal.views.tables import tables_of
from qurultay.portal.views.three import stood_by, three_of
from qurultay.portal.voice import Voice
from tests.portal.history import Tolunay, history
from tests.portal.troubled import Troubled
from tests.stories.test_an_election_annulled_after_letters import Annulment

ENGLISH = Voice(language("en"))


@pytest.fixture(scope="module")
def year() -> Troubled:
    return Troubled()


@pytest.fixture(scope="module")
def hall() -> Tolunay:
    return history()


@pytest.fixture(scope="module")
def reading(hall: Tolunay) -> Reading:
    return Reading(hall.material)


def words(reading: Reading, number: int) -> list[str]:
    return [ENGLISH.plain(each.word) for each in three_of(reading, number)]


def meaning(reading: Reading, number: int, which: int) -> str:
    return ENGLISH.plain(three_of(reading, number)[which].means)


@pytest.mark.parametrize(
    ("act", "standing"),
    [
        ("declaration", "Standing"),
        ("vice", "Does not stand"),
        ("lost", "Standing, contested"),
    ],
)
def test_an_act_is_always_intact_and_authorised_and_only_its_standing_differs(
    reading: Reading, hall: Tolunay, act: str, standing: str
) -> None:
    assert words(reading, hall.at[act].number) == ["Intact", "Authorised", standing]


def test_an_annulled_act_says_by_which_act_and_stays_authorised(reading: Reading, hall: Tolunay) -> None:
    number, by = hall.at["vice"].number, hall.at["annulled"].number
    assert meaning(reading, number, 2) == f"act {by} annulled it on 5 December 2026, from its start."
    assert "Nothing that is learned later changes that" in meaning(reading, number, 1)


def test_what_is_in_question_says_because_of_what_and_what_was_not_confirmed_has_ended() -> None:
    story = Annulment()
    reading = story.told().reading
    assert words(reading, story.enrolled.number)[2] == "In question"
    assert meaning(reading, story.enrolled.number, 2).startswith(
        f"Because of act {story.annulled.number}; it was not confirmed"
    )
    assert words(reading, story.treasurer.number)[2] == "Standing"
    early = story.told(known=story.annulled).reading
    assert meaning(early, story.enrolled.number, 2).endswith("until it is confirmed or annulled.")


def test_a_withheld_part_leaves_an_act_intact_and_is_counted(hall: Tolunay) -> None:
    said = meaning(Reading(hall.material), hall.at["names"].number, 0)
    assert said.endswith("3 parts are not in this copy, and their fingerprints are; that changes nothing here.")


def test_the_founding_and_what_the_gate_enters_say_why_nobody_else_was_asked(year: Troubled) -> None:
    reading = year.reading("attested")
    assert meaning(reading, 0, 1).startswith("It makes the rules")
    assert meaning(reading, year.at["attested"].number, 1).startswith("It needs no officer; the gate entered it.")


def test_who_stands_by_an_act_is_a_number_of_seats_and_never_a_name(year: Troubled) -> None:
    reading = year.reading("attested")
    assert [ENGLISH.plain(each) for each in stood_by(reading, year.at["elected"].number)] == [
        "3 of the 9 seats of the muster of act 13 stand by it: seat 1, seat 2, seat 5. A seat is a number; "
        "nobody’s name is told."
    ]
    (table,) = tables_of(reading, year.at["attested"].number)
    assert [[ENGLISH.plain(cell) for cell in row] for row in table.rows] == [
        ["seat 1", "act 20"], ["seat 2", "act 20"], ["seat 5", "act 20"],
    ]  # fmt: skip


def test_an_act_that_nobody_spoke_for_says_nothing_of_it(year: Troubled) -> None:
    assert stood_by(year.reading("attested"), year.at["resigned"].number) == ()


def test_an_announcement_says_before_which_hour_and_later_as_which_act(year: Troubled) -> None:
    announced = year.at["announced"].number
    before = {label: ENGLISH.plain(value) for label, value in facts_of(year.reading("announced"), announced)}
    after = {label: ENGLISH.plain(value) for label, value in facts_of(year.reading(), announced)}
    assert (before["entered-as"], before["earliest"]) == ("Not yet entered", "1 July 2027, 09:00 UTC")
    assert after["entered-as"] == f"act {year.at['recovered'].number}"


def test_a_recovery_says_what_it_gave_back_and_where_it_was_announced(year: Troubled) -> None:
    said = {label: ENGLISH.plain(value) for label, value in facts_of(year.reading(), year.at["recovered"].number)}
    assert said["new-keepers"] == "keeper 7"
    assert said["announced-in"] == f"act {year.at['announced'].number}"
