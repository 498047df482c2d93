"""The page that says how a body can go on: keepers by number, who acts for whom, what each class needs, the drill."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest

from qurultay.portal.languages import language
from qurultay.portal.reading import Reading
from qurultay.portal.values import Link, Table, Value
from qurultay.portal.views.offices import body_page
from qurultay.portal.views.recovery import RecoveryView, recovery_page
from qurultay.portal.views.rules import index_page
from qurultay.portal.voice import Voice
from tests.portal.troubled import Troubled

ENGLISH = Voice(language("en"))


@pytest.fixture(scope="module")
def year() -> Troubled:
    return Troubled()


def said(value: Value | None) -> str:
    return re.sub(r"Words of \d+ name\.person-(\d+)\.en\.", r"person \1", ENGLISH.plain(value))


def view(reading: Reading) -> RecoveryView:
    found = recovery_page(reading).view
    assert isinstance(found, RecoveryView)
    return found


def rows(reading: Reading, name: str) -> list[list[str]]:
    table: Table = next(table for which, _, table in view(reading).tables if which == name)
    return [[said(cell) for cell in row] for row in table.rows]


def test_keepers_are_numbers_in_numbered_areas_with_their_last_sign_of_life(year: Troubled) -> None:
    held = rows(year.reading("attested"), "keepers")
    assert held[0] == [
        "keeper 1",
        "Area 1",
        "No community",
        "None",
        f"10 April 2027 (act {year.at['contested'].number})",
    ]
    assert held[6] == ["keeper 7", "Area 7", "An institution outside", "None", "1 June 2026 (act 0)"]


def test_a_keeper_who_showed_nothing_for_more_than_a_year_is_silent(year: Troubled) -> None:
    reading = year.reading()
    signs = [row[4] for row in rows(reading, "keepers")]
    assert signs[4:6] == ["Silent since 1 June 2026 (act 0)"] * 2
    assert signs[0] == f"2 July 2027 (act {year.at['recovered'].number})"


def test_a_year_and_a_day_is_silence_and_a_year_is_not(year: Troubled) -> None:
    reading = year.reading()
    first = reading.whole().entry_day(reading.whole().entries[0])
    for days, silent in ((366, False), (367, True)):
        reading = year.reading("office")
        reading.ledger.day = first + timedelta(days=days)
        assert rows(reading, "keepers")[4][4].startswith("Silent") is silent


def test_it_says_how_many_keepers_are_needed_and_what_fewer_can_do(year: Troubled) -> None:
    words = [
        said(each) for name, each_words, _ in view(year.reading()).tables if name == "keepers" for each in each_words
    ]
    assert words[0].startswith("4 of the 7 keepers can give back") and words[0].endswith("wait 30 days.")
    assert words[1].startswith("3 keepers can do nothing of it")


def test_each_post_that_signs_says_who_would_act_and_who_acts_now(year: Troubled) -> None:
    reading = year.reading("attested")
    held = {row[0]: row[1:] for row in rows(reading, "line")}
    assert held["President"] == ["Vacant", "Vice president: person 22, Speaker: person 24"]
    assert held["Speaker"] == ["person 24", "Nobody: the office stays empty until the keepers act"]
    now = [said(value) for label, value in view(reading).facts if label == "acting"]
    assert [each.split(" acts,")[0] for each in now] == ["President: person 22", "Secretary: person 24"]


def test_each_class_says_its_signatures_and_its_hold_as_the_rules_have_them(year: Troubled) -> None:
    reading = year.reading()
    held = rows(reading, "classes")
    assert sum(int(row[5]) for row in held) == len(reading.whole().rules.classes)
    grave = next(row for row in held if row[0] == "grave")
    assert grave[:4] == [
        "grave",
        "3",
        "President, Vice president, Secretary; and one more of Speaker, Teller",
        "7 days",
    ]
    assert grave[4] == "4 keepers together: it then needs one signature more"
    assert next(row for row in held if row[0] == "recovery")[1:4] == ["4", "4 keepers", "30 days"]


def test_the_drill_names_this_bodys_posts(year: Troubled) -> None:
    steps = [said(each) for each in view(year.reading()).drill]
    assert len(steps) == 6
    assert steps[0].startswith("Within the hour, 1 of President, Vice president, Secretary, Speaker, Teller")
    assert steps[1].startswith(
        "Within a day, 2 of President, Vice president, Secretary confirm it; otherwise it lapses after 30"
    )


def test_the_rules_and_every_body_lead_to_it(year: Troubled) -> None:
    reading = year.reading()
    link = index_page(reading).view.recovery
    assert isinstance(link, Link) and link.path == "rules/recovery.html"
    assert body_page("body/assembly", reading).view.recovery
