"""Contested: it changes the display and nothing else, until it is withdrawn or decided (C2, A13)."""

from dataclasses import replace

import pytest

from qurultay.acts.act import text_hash, text_of
from qurultay.acts.amending import Annulled, Contested
from qurultay.acts.register import register
from tests.hall import GRAVE, Hall, amends, constitution, rules

OPENED = Contested(step="opened", ground="forged-minutes")
WITHDRAWN, DECIDED = replace(OPENED, step="withdrawn"), replace(OPENED, step="decided")


@pytest.mark.parametrize("by", ["post/vice-president", "post/teller", "keeper/7"])
def test_any_officer_or_keeper_contests_an_act_and_only_its_display_changes(by: str) -> None:
    hall = Hall()
    letter = hall.letter()
    before = register(hall.entries)
    contest = hall.amend(OPENED, letter, signatories=(by,))
    for book in (hall.book, register(hall.entries)):
        assert book.standing_of(letter.number).contested_by == (contest.number,)
        assert book.standing_of(letter.number).open_contest
        assert (book.letters, book.keys, book.tenures) == (before.letters, before.keys, before.tenures)


def test_whoever_opened_a_contest_withdraws_it_and_others_stay_open() -> None:
    hall = Hall()
    letter = hall.letter()
    hall.amend(OPENED, letter, signatories=("post/teller",))
    second = hall.amend(OPENED, letter, signatories=("keeper/1",))
    sentence = hall.refuses("contest", WITHDRAWN, refs=amends(letter), signatories=("post/speaker",))
    assert sentence == f"only who opened the contest of act {letter.number} withdraws it"
    hall.amend(WITHDRAWN, letter, signatories=("post/teller",))
    for book in (hall.book, register(hall.entries)):
        assert book.standing_of(letter.number).contested_by == (second.number,)


def test_a_contest_is_decided_by_two_officers_where_the_rules_name_no_contest_body() -> None:
    hall = Hall()
    letter = hall.letter()
    hall.refuses("contest", DECIDED, refs=amends(letter), signatories=GRAVE)
    hall.amend(OPENED, letter, signatories=("post/teller",))
    hall.refuses("contest", DECIDED, refs=amends(letter), signatories=("post/teller",))
    decision = hall.amend(DECIDED, letter, signatories=("post/teller", "post/speaker"))
    for book in (hall.book, register(hall.entries)):
        assert not book.standing_of(letter.number).open_contest
        assert book.standing_of(letter.number).decided_by == decision.number


def test_a_contest_is_decided_by_the_contest_body_of_the_rules() -> None:
    hall = Hall(constitution(rules=rules(contest_bodies=("post/teller",))))
    letter = hall.letter()
    hall.amend(OPENED, letter, signatories=("keeper/3",))
    assert "decided by post/teller" in hall.refuses(
        "contest", DECIDED, refs=amends(letter), signatories=("post/president", "post/speaker")
    )
    hall.amend(DECIDED, letter, signatories=("post/teller",))


def test_a_contest_names_an_act_or_a_draft_and_one_of_them() -> None:
    hall = Hall()
    letter, other = hall.letter(), hall.letter()
    by = {"signatories": ("post/teller",)}
    hall.refuses("nothing-amended", OPENED, **by)
    hall.refuses("contest", OPENED, refs=amends(letter, other), **by)
    draft = replace(OPENED, draft="ab" * 32)
    hall.refuses("contest", draft, refs=amends(letter), **by)
    hall.refuses("contest", replace(draft, step="withdrawn"), **by)
    hall.enter(draft, **by)


def test_an_annulled_contest_was_never_opened_and_an_annulled_decision_opens_it_again() -> None:
    hall = Hall()
    letter = hall.letter()
    contest = hall.amend(OPENED, letter, signatories=("post/teller",))
    decision = hall.amend(DECIDED, letter, signatories=("post/teller", "post/speaker"))
    forged = Annulled(ground="forgery", from_="the-start")
    hall.amend(forged, decision, signatories=GRAVE)
    for book in (hall.book, register(hall.entries)):
        assert book.standing_of(letter.number).contested_by == (contest.number,)
    hall.amend(forged, contest, signatories=GRAVE)
    for book in (hall.book, register(hall.entries)):
        assert not book.standing_of(letter.number).open_contest


def test_an_annulled_stop_stops_nothing() -> None:
    hall = Hall()
    act = hall.draft(hall.letter().act.body, id="m3t8w1pz")
    keys = [hall.signers[s] for s in act.signatories]
    stop = hall.enter(replace(OPENED, draft=text_hash(text_of(act))), signatories=("post/teller",))
    assert hall.objections(act, keys) == ["too-few-signatures"]
    hall.amend(Annulled(ground="forgery", from_="now"), stop, signatories=GRAVE)
    assert hall.objections(act, keys) == []
