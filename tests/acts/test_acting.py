"""Who acts for a post that nobody holds: computed from the rules' line, shown as acting, a caretaker (A8, C9)."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from qurultay.acts.acting import acting
from qurultay.acts.amending import Confirmed
from qurultay.acts.classes import default_classes
from qurultay.acts.constituting import RulesAdopted
from qurultay.acts.office import Impeded, Vacated
from qurultay.acts.register import register
from qurultay.acts.rules import Succession
from qurultay.acts.writing import Issued
from tests.hall import Hall, Refusal, constitution, rules

PRESIDENT, DEPUTY, SECRETARY = "post/president", "post/vice-president", "post/secretary"
LINE = (
    Succession(post=PRESIDENT, then=(DEPUTY, "post/speaker")),
    Succession(post=DEPUTY, then=("post/speaker",)),
)
LETTER = Issued(form="letter", authentic=("en",), addressee="addressee/osmark")


@pytest.fixture
def hall() -> Hall:
    hall = Hall(constitution(rules=rules(succession=LINE)))
    hall.fill_seats()
    return hall


def died(hall: Hall, post: str, person: str) -> None:
    """The holder dies; two others of the posts of transition say so."""
    body = Vacated(place=post, person=person, how="died")
    hall.enter(body, signatories=("post/speaker", "post/teller"))


def who(hall: Hall, post: str = PRESIDENT) -> str | None:
    found = acting(hall.book, post, hall.today)
    return None if found is None else found.person


def test_while_the_holder_can_act_nobody_acts_for_him(hall: Hall) -> None:
    assert who(hall) is None


def test_the_first_in_the_line_acts_and_after_him_the_second(hall: Hall) -> None:
    died(hall, PRESIDENT, "person/1")
    assert who(hall) == "person/2"
    died(hall, DEPUTY, "person/2")
    assert (who(hall), who(hall, DEPUTY)) == ("person/4", "person/4")


def test_a_post_without_a_line_stays_empty(hall: Hall) -> None:
    died(hall, SECRETARY, "person/3")
    assert who(hall, SECRETARY) is None


def test_a_session_must_be_called_within_forty_days_of_the_vacancy(hall: Hall) -> None:
    died(hall, PRESIDENT, "person/1")
    found = acting(hall.book, PRESIDENT, hall.today)
    assert found is not None
    assert (found.since, found.convene_by) == (hall.today, hall.today + timedelta(days=40))


def test_who_acts_signs_with_the_key_of_the_own_post_and_a_line_of_the_own_name(hall: Hall) -> None:
    died(hall, PRESIDENT, "person/1")
    letter = hall.draft(LETTER, signatories=(PRESIDENT, SECRETARY))
    keys = [hall.signers[DEPUTY], hall.signers[SECRETARY]]
    assert hall.objections(letter, keys) == []
    entry = hall.sign_and_enter(letter, keys)
    assert hall.book.signed_by["person/2"] == [entry.number]


def test_a_later_notice_of_one_officer_ends_no_impediment_that_was_confirmed(hall: Hall) -> None:
    impeded = Impeded(post=PRESIDENT, person="person/1", cause="detained", since=hall.today)
    notice = hall.enter(impeded, signatories=("post/teller",))
    hall.amend(Confirmed(ground="impediment"), notice, signatories=(DEPUTY, SECRETARY))
    again = replace(impeded, since=hall.days(2).today)
    hall.enter(again, signatories=("post/speaker",))
    for days in (0, 31):
        assert who(hall.days(days)) == "person/2"
        assert acting(register(hall.entries), PRESIDENT, hall.today) == acting(hall.book, PRESIDENT, hall.today)


def test_an_impediment_lasts_by_the_notice_that_is_confirmed_whichever_was_first(hall: Hall) -> None:
    first = Impeded(post=PRESIDENT, person="person/1", cause="ill", since=hall.today)
    earlier = hall.enter(first, signatories=("post/teller",))
    hall.enter(replace(first, since=hall.days(2).today), signatories=("post/speaker",))
    assert who(hall) is None
    hall.amend(Confirmed(ground="impediment"), earlier, signatories=(DEPUTY, SECRETARY))
    tenure = hall.book.holder(PRESIDENT, hall.today)
    assert tenure is not None
    assert (tenure.impeded_since, tenure.impeded_by) == (first.since, earlier.number)
    assert who(hall.days(60)) == "person/2"


def test_acting_makes_nobody_two_persons(hall: Hall) -> None:
    died(hall, PRESIDENT, "person/1")
    letter = hall.draft(LETTER, signatories=(PRESIDENT, DEPUTY))
    assert "person-twice" in hall.objections(letter, [hall.signers[DEPUTY]])


def test_who_acts_is_a_caretaker_and_confirms_nothing(hall: Hall) -> None:
    died(hall, PRESIDENT, "person/1")
    act = hall.draft(Confirmed(ground="in-question"), signatories=(PRESIDENT, SECRETARY), refs=(("amends", "act/1"),))
    assert "caretaker" in hall.objections(act, [hall.signers[DEPUTY], hall.signers[SECRETARY]])


def test_nobody_else_signs_for_an_empty_post(hall: Hall) -> None:
    died(hall, PRESIDENT, "person/1")
    letter = hall.draft(LETTER, signatories=(PRESIDENT, SECRETARY))
    codes = hall.objections(letter, [hall.signers["post/speaker"], hall.signers[SECRETARY]])
    assert "not-holder-on-date" in codes and "stray-signature" in codes


def test_an_impediment_lets_another_act_once_it_is_confirmed(hall: Hall) -> None:
    body = Impeded(post=PRESIDENT, person="person/1", cause="detained", since=hall.today)
    notice = hall.enter(body, signatories=(SECRETARY,))
    letter = hall.draft(LETTER, signatories=(PRESIDENT, SECRETARY))
    keys = [hall.signers[DEPUTY], hall.signers[SECRETARY]]
    assert who(hall) is None and "missing-signature" in hall.objections(letter, keys)
    hall.enter(Confirmed(ground="impediment"), signatories=(DEPUTY, SECRETARY), refs=(("amends", notice.ref),))
    assert who(hall) == "person/2" and hall.objections(letter, keys) == []
    assert hall.book.holder(PRESIDENT, hall.today).person == "person/1"  # impeded is not vacant (A7)


def test_an_impeded_deputy_is_passed_over_at_once(hall: Hall) -> None:
    died(hall, PRESIDENT, "person/1")
    body = Impeded(post=DEPUTY, person="person/2", cause="unreachable", since=hall.today)
    hall.enter(body, signatories=("post/speaker",))
    assert who(hall) == "person/4"


def test_the_register_of_an_earlier_day_knows_nobody_acting(hall: Hall) -> None:
    day = hall.today
    hall.on("2026-06-20")
    died(hall, PRESIDENT, "person/1")
    assert acting(register(hall.entries, on=day), PRESIDENT, day) is None


def test_acting_ends_when_an_elected_holder_takes_office(hall: Hall) -> None:
    died(hall, PRESIDENT, "person/1")
    hall.signers[PRESIDENT] = hall.signers[DEPUTY]
    hall.on("2026-06-10").hold_session()
    hall.elect(PRESIDENT, "person/21")
    hall.on("2026-06-14").take_office(PRESIDENT, "person/21", signatories=(SECRETARY, DEPUTY, "post/speaker"))
    assert who(hall) is None


def refused(**changed: object) -> list[str]:
    with pytest.raises(Refusal) as caught:
        Hall(constitution(rules=rules(**changed)))
    return caught.value.codes


@pytest.mark.parametrize(
    "line",
    [
        (Succession(post=PRESIDENT, then=()),),
        (Succession(post=PRESIDENT, then=(PRESIDENT,)),),
        (Succession(post=PRESIDENT, then=(DEPUTY, DEPUTY)),),
        (Succession(post=PRESIDENT, then=("post/nobody",)),),
        (Succession(post="post/nobody", then=(DEPUTY,)),),
        (LINE[0], LINE[0]),
    ],
    ids=["empty", "himself", "twice", "no such post in it", "of no such post", "two lines"],
)
def test_a_line_that_leads_nowhere_is_refused(line: tuple[Succession, ...]) -> None:
    assert refused(succession=line) == ["rules"]


def test_rules_under_which_one_arrest_ends_the_record_are_refused() -> None:
    two = default_classes((PRESIDENT, SECRETARY), ("post/speaker", "post/teller"), 4)
    assert set(refused(classes=two)) == {"rules"}
    one = default_classes((PRESIDENT, DEPUTY, SECRETARY), ("post/speaker",), 4)
    assert set(refused(classes=one)) == {"rules"}
    all_keepers = default_classes((PRESIDENT, DEPUTY, SECRETARY), ("post/speaker", "post/teller"), 7)
    assert set(refused(classes=all_keepers, keepers_needed=7)) == {"rules"}


@pytest.mark.parametrize(
    ("posts", "also", "lost"),
    [
        (("post/president", "post/secretary", "post/vice-president"), ("post/speaker", "post/teller"), None),
        (("post/president", "post/secretary"), ("post/speaker", "post/teller"), "post/president"),
        (("post/president", "post/secretary", "post/vice-president"), ("post/speaker",), "post/speaker"),
        (("post/president", "post/speaker", "post/teller"), ("post/speaker", "post/teller"), "post/president"),
        (("post/president", "post/secretary", "post/speaker", "post/teller"), ("post/speaker", "post/teller"), None),
    ],
    ids=[
        "three and two",
        "just enough",
        "one who completes",
        "who completes is needed too",
        "four of which two complete",
    ],
)
def test_no_grave_act_hangs_on_one_person_even_where_the_lists_overlap(
    posts: tuple[str, ...], also: tuple[str, ...], lost: str | None
) -> None:
    row = next(row for row in rules().classes if row.case == "established")
    classes = tuple(replace(row, posts=posts, also=also) if each.case == row.case else each for each in rules().classes)
    try:
        Hall(constitution(rules=rules(classes=classes)))
        said = []
    except Refusal as refusal:
        said = refusal.sentences
    assert [sentence for sentence in said if "C9" in sentence] == (
        [
            f"established: without the holder of {lost} nobody could sign it any more; name one post more than must sign (C9)"
        ]
        if lost
        else []
    )


def test_the_line_of_succession_is_entrenched() -> None:
    before, after = rules(), replace(rules(version=2), succession=LINE)
    assert before.entrenched_part() != after.entrenched_part()
    hall = Hall()
    act = hall.draft(RulesAdopted(rules=after), signatories=(PRESIDENT, SECRETARY, "post/speaker"))
    keys = [hall.signers[post] for post in act.signatories]
    assert "too-few-keepers" in hall.objections(act, keys)
