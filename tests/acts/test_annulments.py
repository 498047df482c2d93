"""Annulled: what falls, what stands, who may, until when, and what becomes of a seat (A11, A12, G3, G4)."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from qurultay.acts.amending import Annulled, Confirmed
from qurultay.acts.constituting import RulesAdopted
from qurultay.acts.office import Appointed, Assignment, TookOffice, Vacated
from qurultay.acts.register import register
from qurultay.acts.writing import Issued
from tests.hall import GRAVE, OFFICERS, Hall, amends, constitution, key_text, parts, rules, seeded

COUNT = Annulled(ground="count", from_="the-start")
BY = ("post/vice-president", "post/secretary", "post/speaker")
"""Who signs grave acts when the president's own office is at stake."""


@pytest.fixture
def hall() -> Hall:
    """An assembly of elected officers, in which another president, person/31, was elected and took office."""
    hall = Hall(constitution(rules=rules(contest_days=10))).on("2026-06-10")
    hall.elect("post/president", "person/31")
    hall.days(11).take_office("post/president", "person/31")
    return hall


def courtly(contest_days: int = 10) -> Hall:
    """An assembly whose rules name a court, which alone annuls elections."""
    hall = Hall(constitution(rules=rules(contest_days=contest_days, contest_bodies=("post/teller",))))
    hall.on("2026-06-10").elect("post/president", "person/31", signatories=("post/speaker", "post/secretary"))
    return hall


def test_what_a_holder_did_under_an_election_later_annulled_stands(hall: Hall) -> None:
    letter = hall.letter()
    annulment = hall.days(1).amend(replace(COUNT, ground="forgery"), "act/1", signatories=BY)
    for book in (hall.book, register(hall.entries)):
        tenure = book.tenures["post/president"][-1]
        assert (tenure.ended, tenure.ended_by, tenure.de_facto_by) == ("annulled", annulment.number, annulment.number)
        assert book.holder("post/president", letter.act.date) == tenure
        assert book.holder("post/president", hall.today) is None
        assert book.standing_of(letter.number).annulled is None
        assert letter.number not in book.questions
    assert hall.objections(hall.draft(letter.act.body), [hall.signers[s] for s in OFFICERS])[0] == "not-holder-on-date"


def test_annulled_from_now_leaves_the_time_before_lawful(hall: Hall) -> None:
    hall.days(1).amend(Annulled(ground="eligibility", from_="now"), "act/1", signatories=BY)
    tenure = hall.book.tenures["post/president"][-1]
    assert (tenure.ended, tenure.de_facto_by, tenure.until) == ("annulled", None, hall.today - timedelta(days=1))


def test_keys_appointments_and_rules_of_a_de_facto_holder_are_in_question_and_lapse_after_thirty_days(
    hall: Hall,
) -> None:
    """§7, example 2: confirmed in time, or ended."""
    post = hall.found_post("post/treasurer")
    term = Assignment(to="post/treasurer", person="person/50", from_=hall.today, until=date(2029, 1, 1))
    appointed = hall.enter(Appointed(to=(term,)), signatories=GRAVE)
    key = hall.new_key("post/secretary")
    new = hall.enter(RulesAdopted(rules=rules(version=2, contest_days=10, group_least=6)), signatories=GRAVE)
    hall.days(1)
    by = ("post/vice-president", "post/speaker", "post/teller")
    hall.signers["post/secretary"] = seeded("post/secretary")
    annulment = hall.amend(Annulled(ground="duress", from_="the-start"), "act/1", signatories=(*by, "post/secretary"))
    lapses = hall.today + timedelta(days=30)
    for book in (hall.book, register(hall.entries)):
        assert set(book.questions) == {appointed.number, key.number, new.number}
        assert {q.because for q in book.questions.values()} == {annulment.number}
        assert {q.lapses for q in book.questions.values()} == {lapses}
        assert book.rules_on(lapses).act == new.number and book.rules_on(lapses + timedelta(days=1)).act == 0
        assert next(k for k in book.keys_of("acts") if k.enrolled_by == key.number).until == lapses
    assert post.number not in hall.book.questions, "establishing a post is not on the list of A11"
    confirm = Confirmed(ground="in-question")
    confirmation = hall.amend(confirm, appointed, signatories=("post/vice-president", "post/secretary", "post/speaker"))
    for book in (hall.book, register(hall.entries)):
        assert book.questions[appointed.number].confirmed_by == confirmation.number
        assert book.questions[new.number].state(lapses) == "in-question"
        assert book.questions[new.number].state(lapses + timedelta(days=1)) == "ended"
    hall.on(lapses + timedelta(days=1))
    late = {"refs": amends(new), "signatories": BY, "basis": "act/0/rule/rules-adopted"}
    assert f"lapsed on {lapses}" in hall.refuses("may-not-amend", confirm, **late)


def test_an_appointment_by_a_de_facto_holder_ends_when_nobody_confirms_it(hall: Hall) -> None:
    hall.fill_seats()
    hall.days(1).amend(Annulled(ground="forgery", from_="the-start"), "act/1", signatories=BY)
    lapses = hall.today + timedelta(days=30)
    for book in (hall.book, register(hall.entries)):
        assert len(book.filled("body/assembly", lapses)) == 9
        assert len(book.filled("body/assembly", lapses + timedelta(days=1))) == 0
    hall.amend(Confirmed(ground="in-question"), "act/3", signatories=("post/vice-president", "post/secretary"))
    for book in (hall.book, register(hall.entries)):
        assert len(book.filled("body/assembly", date(2029, 1, 1))) == 9


def test_annulment_falls_on_what_it_names_and_on_nothing_else(hall: Hall) -> None:
    text = hall.adopt("call", "pledge")
    letter = hall.letter("addressee/osmark", f"{text.ref}/provision/1/operation/1")
    hall.amend(Annulled(ground="quorum", from_="the-start"), text, signatories=GRAVE)
    for book in (hall.book, register(hall.entries)):
        assert set(book.fallen) == {text.ref}
        assert book.letters[letter.number].annulled is None
        assert book.calls[f"{text.ref}/provision/1/operation/1"].state(hall.today) == "annulled"
        assert book.commitments[f"{text.ref}/provision/2/operation/1"].ended == text.act.date


def test_a_single_provision_can_be_severed(hall: Hall) -> None:
    text = hall.adopt("call", "pledge", "observance")
    hall.days(2)
    hall.amend(Annulled(ground="quorum", from_="now"), f"{text.ref}/provision/2", signatories=GRAVE)
    for book in (hall.book, register(hall.entries)):
        assert book.texts[text.number].annulled is None
        assert book.texts[text.number].provisions["2"].until == hall.today
        assert book.commitments[f"{text.ref}/provision/2/operation/1"].ended == hall.today
        assert book.calls[f"{text.ref}/provision/1/operation/1"].ended is None
    again = Annulled(ground="quorum", from_="now")
    hall.refuses("may-not-amend", again, refs=amends(f"{text.ref}/provision/2"), signatories=GRAVE)
    hall.refuses("annulment", again, refs=amends(f"{text.ref}/provision/1/operation/1"), signatories=GRAVE)


def test_an_election_is_annulled_within_its_contest_period_on_any_ground_and_later_on_three() -> None:
    hall = Hall(constitution(rules=rules(contest_days=10))).on("2026-06-10")
    election = hall.elect("post/president", "person/31")
    removal_in_disguise = Annulled(ground="procedure", from_="now")
    act = hall.on("2026-06-20").draft(removal_in_disguise, refs=amends(election), signatories=GRAVE)
    assert hall.objections(act, [hall.signers[s] for s in GRAVE]) == []
    sentence = hall.days(1).refuses("annulment", removal_in_disguise, refs=amends(election), signatories=GRAVE)
    assert "To remove a holder, enter a removal (A12)" in sentence
    for ground in ("forgery", "duress", "eligibility"):
        act = hall.draft(Annulled(ground=ground, from_="now"), refs=amends(election), signatories=GRAVE)  # type: ignore[arg-type]
        assert hall.objections(act, [hall.signers[s] for s in GRAVE]) == []


def test_taking_office_is_not_annulled_instead_of_the_election(hall: Hall) -> None:
    """Removal by annulment is refused by either door."""
    late = Annulled(ground="procedure", from_="now")
    hall.refuses("annulment", late, refs=amends("act/1"), signatories=BY)
    act = hall.days(10).draft(late, refs=amends("act/2"), signatories=BY)
    assert hall.objections(act, [hall.signers[s] for s in BY]) == []
    hall.days(1).refuses("annulment", late, refs=amends("act/2"), signatories=BY)


def test_an_annulled_taking_of_office_was_office_in_fact(hall: Hall) -> None:
    hall.days(1).amend(Annulled(ground="procedure", from_="the-start"), "act/2", signatories=BY)
    for book in (hall.book, register(hall.entries)):
        tenure = book.tenures["post/president"][-1]
        assert (tenure.de_facto_by, tenure.until) == (3, hall.today - timedelta(days=1))
        assert book.holder("post/president", hall.today) is None


def test_only_the_contest_body_annuls_an_election() -> None:
    hall = courtly()
    without, court = (
        ("post/vice-president", "post/secretary", "post/speaker"),
        ("post/vice-president", "post/secretary", "post/teller"),
    )
    for ground in ("count", "forgery"):
        body = Annulled(ground=ground, from_="the-start")  # type: ignore[arg-type]
        assert "only by post/teller" in hall.refuses("annulment", body, refs=amends("act/1"), signatories=without)
    annulment = hall.amend(COUNT, "act/1", signatories=court)
    restoring = Annulled(ground="forgery", from_="the-start", seat="stays")
    hall.refuses("annulment", restoring, refs=amends(annulment), signatories=without)
    hall.amend(restoring, annulment, signatories=court)


def test_the_body_itself_annuls_for_want_of_quorum_forgery_or_duress() -> None:
    hall = courtly()
    by = ("post/president", "post/secretary", "post/speaker")
    letter = hall.letter()
    sentence = hall.refuses(
        "annulment", Annulled(ground="competence", from_="now"), refs=amends(letter), signatories=by
    )
    assert (
        sentence == "on the ground of competence only post/teller annuls; the body itself for quorum, forgery, duress"
    )
    hall.amend(Annulled(ground="duress", from_="now"), letter, signatories=by)


def test_what_has_fallen_is_not_amended_again(hall: Hall) -> None:
    letter = hall.letter()
    annulment = hall.amend(Annulled(ground="duress", from_="now"), letter, signatories=GRAVE)
    sentence = hall.refuses(
        "may-not-amend", Annulled(ground="duress", from_="now"), refs=amends(letter), signatories=GRAVE
    )
    assert sentence == f"{letter.ref} was annulled by act {annulment.number}; there is nothing left to amend"


# The chain of annulments


def test_annulling_an_annulment_restores_what_it_had_struck(hall: Hall) -> None:
    letter = hall.letter()
    first = hall.amend(Annulled(ground="duress", from_="the-start"), letter, signatories=GRAVE)
    second = hall.amend(Annulled(ground="forgery", from_="the-start"), first, signatories=GRAVE)
    for book in (hall.book, register(hall.entries)):
        assert set(book.fallen) == {first.ref}
        assert book.letters[letter.number].annulled is None
        assert book.standing_of(letter.number).annulled is None
        assert book.standing_of(first.number).annulled.by == second.number
    third = hall.amend(Annulled(ground="duress", from_="the-start"), second, signatories=GRAVE)
    for book in (hall.book, register(hall.entries)):
        assert set(book.fallen) == {second.ref, letter.ref}
        assert book.letters[letter.number].annulled.by == first.number
    assert third.number == second.number + 1


def test_an_annulment_is_annulled_alone_and_not_without_end(hall: Hall) -> None:
    letter, other = hall.letter(), hall.letter()
    forged = Annulled(ground="forgery", from_="the-start")
    newest = hall.amend(forged, letter, signatories=GRAVE)
    sentence = hall.refuses("annulment", forged, refs=amends(newest, other), signatories=GRAVE)
    assert sentence == "an annulment is annulled by an act that names nothing else"
    for _ in range(7):
        newest = hall.amend(forged, newest, signatories=GRAVE)
    assert "8 deep" in hall.refuses("annulment", forged, refs=amends(newest), signatories=GRAVE)
    assert letter.ref not in hall.book.fallen
    hall.amend(forged, letter, signatories=GRAVE)
    assert letter.ref in hall.book.fallen


def test_an_annulment_names_its_targets_one_by_one_and_not_without_end(hall: Hall) -> None:
    letters = [hall.letter() for _ in range(65)]
    forged = Annulled(ground="forgery", from_="the-start")
    assert "up to 64" in hall.refuses("annulment", forged, refs=amends(*letters), signatories=GRAVE)
    hall.amend(forged, *letters[:64], signatories=GRAVE)
    assert len(hall.book.fallen) == 64


# G4: does the seat return?


def removed(hall: Hall) -> int:
    """The president resigns under duress; the number of that act."""
    entry = hall.enter(
        Vacated(place="post/president", person="person/31", how="resigned"), signatories=("post/president",)
    )
    return entry.number


def succeeded(hall: Hall) -> None:
    """Another president is appointed and takes office."""
    term = Assignment(to="post/president", person="person/32", from_=hall.today, until=date(2029, 1, 1))
    hall.enter(Appointed(to=(term,)), signatories=BY)
    hall.take_office("post/president", "person/32")


def test_an_act_that_restores_a_tenure_says_what_becomes_of_the_seat(hall: Hall) -> None:
    vacancy = removed(hall)
    duress = Annulled(ground="duress", from_="the-start")
    assert "whether the seat returns or stays" in hall.refuses(
        "annulment", duress, refs=amends(f"act/{vacancy}"), signatories=BY
    )
    letter = hall.enter(Issued(form="statement", authentic=("en",)), signatories=BY[:2])
    sentence = hall.refuses("annulment", replace(duress, seat="stays"), refs=amends(letter), signatories=BY)
    assert sentence == "no tenure is restored, so there is no seat to return or stay (G4)"


@pytest.mark.parametrize("from_", ["the-start", "now"])
def test_a_seat_that_returns_sends_the_successor_out(hall: Hall, from_: str) -> None:
    vacancy, keys = removed(hall), hall.signers["post/president"]
    hall.days(5)
    succeeded(hall)
    hall.days(5)
    hall.amend(Annulled(ground="duress", from_=from_, seat="returns"), f"act/{vacancy}", signatories=BY)  # type: ignore[arg-type]
    for book in (hall.book, register(hall.entries)):
        held = [(t.person, t.ended) for t in book.tenures["post/president"][1:]]
        assert held == [("person/31", "resigned"), ("person/32", "successor"), ("person/31", "term")]
        assert book.holder("post/president", hall.today).person == "person/31"
        assert book.holder("post/president", hall.today - timedelta(days=1)).person == "person/32"
        assert book.holder("post/president", hall.today - timedelta(days=6)) is None
    hall.signers["post/president"] = keys
    hall.letter()
    assert (
        register(hall.entries, on=hall.today - timedelta(days=1)).holder("post/president", hall.today).person
        == "person/32"
    )


def test_a_seat_that_stays_leaves_the_successor_in_office(hall: Hall) -> None:
    vacancy = removed(hall)
    succeeded(hall)
    hall.amend(Annulled(ground="duress", from_="the-start", seat="stays"), f"act/{vacancy}", signatories=BY)
    for book in (hall.book, register(hall.entries)):
        assert book.holder("post/president", hall.today).person == "person/32"
        assert book.standing_of(vacancy).annulled.seat == "stays"
    hall.letter()


def test_a_tenure_nobody_followed_never_ended_if_its_end_is_annulled_from_the_start(hall: Hall) -> None:
    vacancy = removed(hall)
    gap = hall.today
    hall.days(5).amend(Annulled(ground="duress", from_="the-start", seat="returns"), f"act/{vacancy}", signatories=BY)
    for book in (hall.book, register(hall.entries)):
        assert [t.person for t in book.tenures["post/president"]] == ["person/1", "person/31"]
        assert book.holder("post/president", gap).person == "person/31"


def test_a_tenure_nobody_followed_begins_again_if_its_end_is_annulled_from_now(hall: Hall) -> None:
    vacancy = removed(hall)
    gap = hall.today
    hall.days(5).amend(Annulled(ground="duress", from_="now", seat="returns"), f"act/{vacancy}", signatories=BY)
    for book in (hall.book, register(hall.entries)):
        assert book.holder("post/president", gap) is None
        assert book.holder("post/president", hall.today).person == "person/31"


@pytest.mark.parametrize(("seat", "holds"), [("returns", "person/31"), ("stays", "person/32")])
def test_an_election_that_stands_again_brings_its_holder_back_or_not(hall: Hall, seat: str, holds: str) -> None:
    annulment = hall.days(1).amend(Annulled(ground="forgery", from_="the-start"), "act/1", signatories=BY)
    hall.days(5)
    succeeded(hall)
    hall.days(5)
    restoring = Annulled(ground="forgery", from_="the-start", seat=seat)  # type: ignore[arg-type]
    hall.amend(restoring, annulment, signatories=BY)
    for book in (hall.book, register(hall.entries)):
        assert book.holder("post/president", hall.today).person == holds
        assert not any(t.de_facto_by for t in book.tenures["post/president"])
        assert not book.questions


def test_all_that_an_annulment_took_stays_or_returns_with_the_one_election_in_it(hall: Hall) -> None:
    """The act that says what becomes of the seat says it of whoever fell with it, elected or appointed."""
    term = Assignment(to="seat/1", person="person/41", from_=hall.today, until=date(2029, 1, 1))
    appointed = hall.enter(Appointed(to=(term,)), signatories=BY)
    both = ("act/1", appointed.ref)
    annulment = hall.days(1).amend(Annulled(ground="forgery", from_="the-start"), *both, signatories=BY)
    ended = hall.today - timedelta(days=1)
    hall.days(3).amend(Annulled(ground="forgery", from_="the-start", seat="stays"), annulment, signatories=BY)
    for book in (hall.book, register(hall.entries)):
        for place in ("post/president", "seat/1"):
            assert (book.tenures[place][-1].until, book.tenures[place][-1].ended) == (ended, "annulled")


def test_a_vacant_seat_that_stays_is_vacant(hall: Hall) -> None:
    annulment = hall.days(1).amend(Annulled(ground="forgery", from_="the-start"), "act/1", signatories=BY)
    ended = hall.today - timedelta(days=1)
    hall.days(3).amend(Annulled(ground="forgery", from_="the-start", seat="stays"), annulment, signatories=BY)
    for book in (hall.book, register(hall.entries)):
        assert book.holder("post/president", hall.today) is None
        assert book.tenures["post/president"][-1].until == ended
        assert all(k.until <= ended for k in book.keys_of("acts") if k.person == "person/31")


def test_a_holder_who_resigned_before_does_not_come_back_with_the_election(hall: Hall) -> None:
    removed(hall)
    annulment = hall.days(1).amend(Annulled(ground="forgery", from_="the-start"), "act/1", signatories=BY)
    hall.days(1).amend(Annulled(ground="forgery", from_="the-start", seat="returns"), annulment, signatories=BY)
    for book in (hall.book, register(hall.entries)):
        assert book.holder("post/president", hall.today) is None
        assert book.tenures["post/president"][-1].ended == "resigned"


def test_an_annulled_election_can_be_repeated(hall: Hall) -> None:
    hall.days(1).amend(Annulled(ground="forgery", from_="the-start"), "act/1", signatories=BY)
    hall.elect("post/president", "person/31", until="2029-01-01")
    key = seeded("post/president", 3)
    hall.days(11).enter(
        TookOffice(post="post/president", person="person/31", key=key_text(key)),
        signatories=BY, with_keys=(key,), parts=parts("name.person-31.en"),
    )  # fmt: skip
    assert hall.book.holder("post/president", hall.today).source == 4
