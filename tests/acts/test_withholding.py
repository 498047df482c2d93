"""Withheld: words go, and nothing else changes; the law in force stays readable (G5-G7)."""

from dataclasses import replace
from datetime import date

import pytest

from qurultay.acts.act import Entry
from qurultay.acts.amending import Annulled, Withheld
from qurultay.acts.office import Appointed, Assignment
from qurultay.acts.register import register
from qurultay.acts.resolving import Repealed
from qurultay.acts.writing import Deposited, StatedHolder
from tests.hall import GRAVE, Hall, amends, parts

SAFETY = Withheld(names=("name.person-7.en",), ground="safety")
OLD = Deposited(
    form="list", bears="2019", language="en", handed_in_by="post/secretary", reports_on="none",
    stated=(StatedHolder(post="post/president", person=7), StatedHolder(post="post/teller", person=8)),
)  # fmt: skip
"""An older list of officers, which names persons 7 and 8."""


def test_a_name_in_danger_goes_at_once_with_two_signatures_and_no_hold() -> None:
    hall = Hall()
    letter = hall.enter(OLD, parts=parts("name.person-7.en", "title.en"))
    assert register(hall.entries).names["name.person-7.en"][0] == letter.number
    before = register(hall.entries)
    withheld = hall.amend(SAFETY, letter)
    for book in (hall.book, register(hall.entries)):
        assert book.standing_of(letter.number).withheld == (("name.person-7.en", withheld.number),)
        assert "name.person-7.en" not in book.names
        assert (book.tenures, book.keys, book.letters) == (before.tenures, before.keys, before.letters)


def test_one_officer_withholds_nothing() -> None:
    hall = Hall()
    letter = hall.enter(OLD, parts=parts("name.person-7.en"))
    hall.refuses("too-few-signatures", SAFETY, refs=amends(letter), signatories=("post/secretary",))


def test_what_is_withheld_is_a_part_there_is_and_not_gone_already() -> None:
    hall = Hall()
    letter, other = hall.enter(OLD, parts=parts("name.person-7.en", "title.en")), hall.letter()
    for names in (("name.person-8.en",), ("title.en", "title.en"), ()):
        hall.refuses("withheld", Withheld(names=names, ground="safety"), refs=amends(letter))
    hall.refuses("withheld", SAFETY, refs=amends(letter, other))
    hall.amend(SAFETY, letter)
    assert "not withheld already" in hall.refuses("withheld", SAFETY, refs=amends(letter))


def test_a_withdrawn_name_goes_in_all_languages_in_one_act() -> None:
    hall = Hall()
    letter = hall.enter(OLD, parts=parts("name.person-7.en", "name.person-7.ug", "name.person-8.en"))
    sentence = hall.refuses("withheld", SAFETY, refs=amends(letter))
    assert sentence == "name.person-7.ug would still tell the name; withhold it in all languages at once (G6)"
    hall.amend(replace(SAFETY, names=("name.person-7.en", "name.person-7.ug")), letter)
    assert set(register(hall.entries).names) == {"name.person-8.en"}


def test_no_earlier_act_speaks_in_the_place_of_a_withdrawn_name() -> None:
    hall = Hall()
    first = hall.enter(OLD, parts=parts("name.person-7.en"))
    second = holds_office(hall, "post/president")
    assert register(hall.entries).names["name.person-7.en"][0] == second.number
    hall.amend(SAFETY, second)
    hall.enter(OLD, parts=parts("name.person-7.en", words="again"))
    for book in (hall.book, register(hall.entries)):
        assert "name.person-7.en" not in book.names, "an older document names nobody who had a name"
    third = holds_office(hall, "post/vice-president")
    assert register(hall.entries).names["name.person-7.en"][0] == third.number
    hall.amend(SAFETY, first)
    assert register(hall.entries).names["name.person-7.en"][0] == third.number


def holds_office(hall: Hall, post: str) -> Entry:
    """Person 7 is appointed and takes office under a public name."""
    by = ("post/secretary", "post/vice-president", "post/speaker")
    term = Assignment(to=post, person="person/7", from_=hall.today, until=date(2029, 1, 1))
    hall.enter(Appointed(to=(term,)), signatories=by)
    return hall.take_office(post, "person/7", signatories=(*by, "post/teller"))


def test_the_words_of_a_law_in_force_are_withheld_only_with_an_edited_text_in_their_place() -> None:
    hall = Hall()
    text = hall.adopt("decision", parts=parts("text.en", "title.en"))
    words = Withheld(names=("text.en",), ground="court")
    assert "no law that cannot be read" in hall.refuses("withheld", words, refs=amends(text))
    hall.refuses("withheld", words, refs=amends(text), parts=parts("text.ug"))
    hall.amend(Withheld(names=("title.en",), ground="court"), text)
    hall.amend(words, text, parts=parts("text.en", words="edited"))


def test_the_words_of_a_law_no_longer_in_force_may_go() -> None:
    hall = Hall()
    text = hall.adopt("decision", parts=parts("text.en"))
    hall.amend(Repealed(body="body/assembly", from_=hall.today, how="acclamation"), text)
    hall.amend(Withheld(names=("text.en",), ground="court"), text)


def test_more_than_five_withholdings_in_thirty_days_need_the_presiding_officer() -> None:
    hall = Hall()
    letters = [hall.enter(OLD, parts=parts("name.person-7.en")) for _ in range(7)]
    for letter in letters[:5]:
        hall.amend(SAFETY, letter)
    assert "needs the presiding officer (G7)" in hall.refuses("withheld", SAFETY, refs=amends(letters[5]))
    hall.amend(SAFETY, letters[5], signatories=("post/secretary", "post/speaker"))
    hall.days(30).refuses("withheld", SAFETY, refs=amends(letters[6]))
    hall.days(1).amend(SAFETY, letters[6])


def test_a_part_may_be_supplied_again_after_the_withholding_was_annulled() -> None:
    hall = Hall()
    letter = hall.enter(OLD, parts=parts("name.person-7.en"))
    withheld = hall.amend(SAFETY, letter)
    hall.amend(Annulled(ground="forgery", from_="now"), withheld, signatories=GRAVE)
    for book in (hall.book, register(hall.entries)):
        assert book.standing_of(letter.number).withheld == ()
    assert register(hall.entries).names["name.person-7.en"][0] == letter.number
    hall.amend(SAFETY, letter)


@pytest.mark.parametrize("ground", ["error", "court", "copyright"])
def test_withholding_for_another_ground_than_safety_is_an_ordinary_act(ground: str) -> None:
    hall = Hall()
    letter = hall.letter(parts=parts("file.pdf"))
    act = hall.draft(Withheld(names=("file.pdf",), ground=ground), refs=amends(letter))  # type: ignore[arg-type]
    assert act.basis == "act/0/rule/withheld/other"
    hall.sign_and_enter(act, [hall.signers[s] for s in act.signatories])
