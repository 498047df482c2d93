"""The history of a post tells apart who is in office, holds over, acts, is impeded, a caretaker, de facto, contested."""

from __future__ import annotations

import re
from datetime import date
from itertools import pairwise

import pytest

from qurultay.acts.acting import acting
from qurultay.acts.carrying_on import Recovered, Seated
from qurultay.acts.office import Vacated
from qurultay.portal.holding import acted
from qurultay.portal.languages import language
from qurultay.portal.material import material_in
from qurultay.portal.reading import Reading
from qurultay.portal.values import Value
from qurultay.portal.views.post_keys import keys_table
from qurultay.portal.views.terms import Holder, history_of, holder_of, rows_of
from qurultay.portal.voice import Voice
from qurultay.record.source import Memory
from tests.acts.test_recovery import Recovery
from tests.hall import key_text, seeded
from tests.portal.troubled import PRESIDENT, SECRETARY, Troubled
from tests.stories.splitting import Assembly
from tests.stories.telling import five
from tests.stories.test_an_election_annulled_after_letters import Annulment

ENGLISH = Voice(language("en"))


@pytest.fixture(scope="module")
def year() -> Troubled:
    return Troubled()


def said(value: Value | None) -> str:
    return re.sub(r"Words of \d+ name\.person-(\d+)\.en\.", r"person \1", ENGLISH.plain(value))


def read(hall: Assembly) -> Reading:
    return Reading(material_in(Memory(dict(hall.files))))


def now(holder: Holder) -> list[str]:
    """Everything said of a post on the day of the last act."""
    held = [said(holder.person)] if holder.person is not None else []
    return [*held, *([said(holder.state)] if holder.state else []), said(holder.since), *map(said, holder.more)]


def told(reading: Reading, post: str) -> list[tuple[str, str, date, date | None]]:
    """The stretches of a post's history as words."""
    return [(each.way, said(each.who), each.first, each.last) for each in history_of(reading, post)]


def test_an_empty_post_says_since_when_and_who_acts_through_which_post_and_until_when_to_convene(
    year: Troubled,
) -> None:
    assert now(holder_of(year.reading("resigned"), PRESIDENT)) == [
        "Vacant since 15 March 2027",
        "person 22 acts, as Vice president, since 15 March 2027: a caretaker with a caretaker’s powers. "
        "A session is to be called by 24 April 2027.",
    ]


def test_impeded_is_not_vacant_and_another_acts_only_once_it_is_confirmed(year: Troubled) -> None:
    first = now(holder_of(year.reading("impeded"), SECRETARY))
    assert first == ["person 23", "Impeded", "cannot act since 1 March 2027; the office is kept"]
    then = now(holder_of(year.reading("confirmed"), SECRETARY))
    assert then[:3] == first and then[3].startswith("person 24 acts, as Speaker, since 2 March 2027")


def test_elected_is_not_in_office_and_says_how_long_it_can_be_contested(year: Troubled) -> None:
    lines = now(holder_of(year.reading("elected"), PRESIDENT))
    assert lines[-1] == "Chosen and not yet in office: holder 31 (act 20). It can be contested until 2 May 2027."
    lines = now(holder_of(year.reading("contested"), PRESIDENT))
    assert lines[-1] == "Chosen and not in office: holder 31 (act 20). It is contested and not decided."
    lines = now(holder_of(year.reading("decided"), PRESIDENT))
    assert lines[-1].startswith("Chosen and not yet in office")


def test_acting_and_waiting_end_when_the_elected_takes_office(year: Troubled) -> None:
    assert now(holder_of(year.reading("office"), PRESIDENT)) == [
        "person 31", "In office", "since 10 May 2027, to 31 May 2030",
    ]  # fmt: skip


def test_the_history_keeps_who_acted_beside_the_vacancy(year: Troubled) -> None:
    assert told(year.reading("office"), PRESIDENT)[-4:] == [
        ("in-office", "person 21", date(2026, 7, 13), date(2027, 3, 14)),
        ("vacant", "Nobody", date(2027, 3, 15), date(2027, 5, 9)),
        ("acting", "person 22, acting, as Vice president", date(2027, 3, 15), date(2027, 5, 9)),
        ("in-office", "person 31", date(2027, 5, 10), date(2030, 5, 31)),
    ]


def test_a_term_that_ran_out_is_followed_by_the_days_held_over(year: Troubled) -> None:
    assert now(holder_of(year.reading("elected"), "post/teller")) == [
        "person 25", "Holding over", "holds over since 1 March 2027, as a caretaker, at the latest to 29 May 2027",
    ]  # fmt: skip
    rows = told(year.reading(), "post/teller")[-3:]
    assert [(way, first, last) for way, _, first, last in rows] == [
        ("in-office", date(2026, 7, 13), date(2027, 2, 28)),
        ("holding-over", date(2027, 3, 1), date(2027, 5, 29)),
        ("vacant", date(2027, 5, 30), None),
    ]


def test_a_page_tells_only_of_days_up_to_the_last_act(year: Troubled) -> None:
    """The term of the teller runs to the end of February; before that nobody holds over."""
    ways = [way for way, *_ in told(year.reading("impeded"), "post/teller")]
    assert ways[-1] == "holding-over"
    assert [way for way, *_ in told(read(Assembly()), PRESIDENT)] == ["founding"]


def test_who_held_under_an_annulled_election_held_de_facto_and_it_is_said_why() -> None:
    story = Annulment()
    reading = story.told().reading
    ways = [way for way, *_ in told(reading, PRESIDENT)]
    assert "de-facto" in ways and ways.index("de-facto") == max(i for i, way in enumerate(ways) if way != "vacant")
    row = next(row for row in rows_of(reading, PRESIDENT) if said(row[2]) == "Held de facto")
    assert said(row[5]) == f"Election annulled (act {story.annulled.number})"


def test_a_caretaker_seated_by_keepers_is_called_one() -> None:
    hall = Assembly()
    hall.fill_posts(five(21))
    hall.on("2027-03-01").enter(
        Vacated(place=PRESIDENT, person="person/21", how="died"), signatories=("post/speaker", "post/teller")
    )
    key = seeded(PRESIDENT, 5)
    recovery = Recovery(hall, Recovered(signers=(Seated(post=PRESIDENT, person="person/50", key=key_text(key)),)), key)
    recovery.announce()
    hall.on("2027-04-02")
    number = recovery.enter()
    lines = now(holder_of(read(hall), PRESIDENT))
    assert lines[1] == "Caretaker" and lines[2].startswith(f"seated by the keepers in act {number}, as a caretaker")


def test_a_withdrawn_key_says_since_when_it_is_not_to_be_believed(year: Troubled) -> None:
    states = [said(row[4]) for row in keys_table(year.reading(), SECRETARY).rows]
    withdrawn = year.at["withdrawn"].number
    assert states[0] == f"Withdrawn, in the hands of others: not to be believed since 2 March 2027 (act {withdrawn})"


def test_a_key_at_rest_is_not_a_key_withdrawn(year: Troubled) -> None:
    assert said(keys_table(year.reading("impeded"), SECRETARY).rows[0][4]) == "At rest since 1 March 2027"


@pytest.mark.parametrize("post", [PRESIDENT, SECRETARY, "post/teller"])
def test_the_days_on_which_somebody_acted_are_those_on_which_the_law_says_so(year: Troubled, post: str) -> None:
    """The stretches agree with the question of one day, asked for every day of the record."""
    book, last = year.reading().book, year.reading().day
    spans = acted(book, post, last)
    assert all(a.last is not None and a.last < b.first for a, b in pairwise(spans))
    for number in range(book.posts[post].from_.toordinal(), last.toordinal() + 1):
        day = date.fromordinal(number)
        told_now = [each.acting for each in spans if each.first <= day <= (each.last or last)]
        law = acting(book, post, day)
        assert told_now == ([] if law is None else [law]), day
