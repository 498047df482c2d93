"""Who must sign: the holder on the date and at entry, each person once, as the class asks (R5, T4, T5, A1, §3)."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from qurultay.acts.act import text_hash, text_of
from qurultay.acts.amending import Annulled, Contested
from qurultay.acts.constituting import Concluded, Dissolved, RulesAdopted
from qurultay.acts.convening import Closed, SessionClosing
from qurultay.acts.office import Appointed, Assignment, Elected, Impeded, KeyEnrolled, KeyRevoked, Vacated
from qurultay.acts.writing import Issued
from tests.hall import FOUNDED, GRAVE, KEEPERS, OFFICERS, POSTS, Hall, amends, key_text, rules, seeded

LETTER = Issued(form="letter", authentic=("en",), addressee="addressee/osmark")


@pytest.fixture
def hall() -> Hall:
    """An assembly whose five officers were elected and took office on 5 June."""
    return Hall().seat_officers()


def leave(hall: Hall, post: str) -> None:
    """The holder of a post resigns, on the day after."""
    hall.days(1)
    person = hall.book.holder(post, hall.today).person
    hall.enter(Vacated(place=post, person=person, how="resigned"), signatories=(post,))


def succeed(hall: Hall, person: str = "person/31") -> None:
    """The president resigns; another is elected and takes office four days later."""
    leave(hall, "post/president")
    hall.elect("post/president", person)
    hall.days(4).take_office("post/president", person)


# Persons and keys


def test_two_officers_suffice_for_a_letter_and_one_does_not(hall: Hall) -> None:
    hall.enter(LETTER)
    assert hall.refuses("too-few-signatures", LETTER, signatories=("post/president",)) == (
        "issued needs 2 persons from post/president, post/vice-president, post/secretary; 1 signed"
    )


def test_an_act_that_names_nobody_is_signed_by_nobody(hall: Hall) -> None:
    hall.refuses("no-signatory", LETTER, also=("too-few-signatures",), signatories=())
    hall.signers["post/ghost"] = seeded("post/ghost")
    hall.refuses(
        "no-signatory",
        LETTER,
        also=("stray-signature",),
        signatories=(*OFFICERS, "post/ghost"),
        basis="act/0/rule/issued",
    )


def test_every_signatory_signs(hall: Hall) -> None:
    sentence = hall.refuses("missing-signature", LETTER, also=("too-few-signatures",), by=("post/president",))
    assert sentence == "person/23 held post/secretary on 2026-06-05 and has not signed with a key in force"
    hall.refuses("missing-signature", LETTER, signatories=(*OFFICERS, "post/vice-president"), by=OFFICERS)
    hall.refuses("missing-signature", LETTER, signatories=(*OFFICERS, "keeper/1"), by=OFFICERS)


def test_nobody_signs_who_is_no_signatory(hall: Hall) -> None:
    sentence = hall.refuses("stray-signature", LETTER, with_keys=(seeded("keeper/1"),))
    assert sentence == "a line of tolunay.example/keeper-1 is by a key that belongs to none of the signatories"
    hall.refuses("stray-signature", LETTER, with_keys=(seeded("post/president", 9),))


def test_one_post_named_twice_is_one_signatory(hall: Hall) -> None:
    twice = ("post/president", "post/president")
    hall.refuses("signatory-twice", LETTER, also=("too-few-signatures", "key-twice"), signatories=twice)


def test_one_key_signs_once(hall: Hall) -> None:
    hall.refuses("key-twice", LETTER, with_keys=(hall.signers["post/president"],))


def test_two_keys_of_one_person_are_one_signature(hall: Hall) -> None:
    second = seeded("post/president", 2)
    key = KeyEnrolled(use="acts", key=key_text(second), post="post/president", person="person/21")
    hall.enter(key, signatories=GRAVE, with_keys=(second,))
    hall.enter(LETTER, with_keys=(second,))
    hall.refuses("too-few-signatures", LETTER, signatories=("post/president",), with_keys=(second,))


def test_one_person_in_two_posts_is_one_signature(hall: Hall) -> None:
    hall.found_post("post/treasurer")
    term = Assignment(to="post/treasurer", person="person/21", from_=hall.today, until=date(2029, 1, 1))
    hall.enter(Appointed(to=(term,)), signatories=GRAVE)
    hall.take_office("post/treasurer", "person/21")
    two_posts = (*OFFICERS, "post/treasurer")
    sentence = hall.refuses("person-twice", LETTER, signatories=two_posts)
    assert sentence == "person/21 signed as post/president and post/treasurer; one person is one signature"


# The two clocks


def test_a_former_president_does_not_date_an_act_back(hall: Hall) -> None:
    """Held on the date, and not at entry: (a) alone would let a former president back-date (T4, T5)."""
    act = hall.draft(LETTER)
    former = [hall.signers[s] for s in OFFICERS]
    succeed(hall)
    found = hall.breaches(act, former)
    assert [breach.code for breach in found] == ["not-holder-at-entry", "too-few-signatures"]
    assert found[0].sentence == (
        "person/21 held post/president on 2026-06-05 and no longer on 2026-06-10; the successor must sign too, or it lapses (T5)"
    )


def test_a_new_president_does_not_sign_for_the_time_before(hall: Hall) -> None:
    """Holds at entry, and did not on the date: (b) alone would let a new one sign for the time before him (T4)."""
    act = hall.draft(LETTER)
    succeed(hall)
    found = hall.breaches(act, [hall.signers[s] for s in OFFICERS])
    assert found[0].code == "not-holder-on-date"
    assert found[0].sentence == "person/31 signed as post/president, but person/21 held it on 2026-06-05"


def test_a_successor_adopts_what_was_signed_in_office_by_signing_too(hall: Hall) -> None:
    act = hall.draft(LETTER)
    former = hall.signers["post/president"]
    succeed(hall)
    entry = hall.sign_and_enter(act, [former, *(hall.signers[s] for s in OFFICERS)])
    assert entry.act.date == date(2026, 6, 5)
    assert hall.book.signed_by["person/21"][-1] == entry.number


def test_where_nobody_succeeded_what_was_signed_in_office_lapses(hall: Hall) -> None:
    act = hall.draft(LETTER)
    keys = [hall.signers[s] for s in OFFICERS]
    hall.days(1)
    hall.enter(Vacated(place="post/president", person="person/21", how="resigned"), signatories=("post/president",))
    assert hall.objections(act, keys) == ["not-holder-at-entry", "too-few-signatures"]


def test_whoever_leaves_today_signs_nothing_more_today(hall: Hall) -> None:
    hall.enter(LETTER)
    hall.enter(Vacated(place="post/president", person="person/21", how="resigned"), signatories=("post/president",))
    assert hall.objections(hall.draft(LETTER), [hall.signers[s] for s in OFFICERS])[0] == "not-holder-on-date"


def test_signers_of_an_act_of_transition_stay_competent_for_it_until_it_is_entered(hall: Hall) -> None:
    election = Assignment(
        to="post/secretary", person="person/33", from_=hall.today + timedelta(days=9), until=date(2030, 1, 1)
    )
    act = hall.draft(Elected(winners=(election,), how="open-vote"), signatories=("post/vice-president", "post/speaker"))
    keys = [hall.signers[s] for s in act.signatories]
    leave(hall, "post/speaker")
    hall.elect("post/speaker", "person/34", signatories=("post/secretary", "post/teller"))
    hall.days(4).take_office("post/speaker", "person/34", signatories=(*OFFICERS, "post/teller"))
    assert hall.book.holder("post/speaker", hall.today).person == "person/34"
    hall.sign_and_enter(act, keys)


def test_the_last_day_of_a_term_counts_whole_and_the_day_after_does_not() -> None:
    """A founding holder serves ninety days, both ends included; without a successor the post is vacant (A5, T9)."""
    hall = Hall()
    last = FOUNDED + timedelta(days=90)
    hall.on(last).enter(LETTER)
    hall.days(1)
    found = hall.breaches(hall.draft(LETTER), [hall.signers[s] for s in OFFICERS])
    assert found[0].sentence == f"nobody held post/president on {hall.today}; person/1 held it until {last}"


# Key ends


def test_a_founding_key_ends_when_the_first_holder_takes_office(hall: Hall) -> None:
    founding = [seeded(post) for post in OFFICERS]
    assert "not-holder-on-date" in hall.objections(hall.draft(LETTER), founding)
    ended = [k for k in hall.book.keys_of("acts") if k.person == "person/1"]
    assert [k.until for k in ended] == [hall.today - timedelta(days=1)]


def test_a_key_ends_two_years_after_it_was_enrolled_though_the_term_goes_on(hall: Hall) -> None:
    key = next(k for k in hall.book.keys_of("acts") if k.person == "person/21")
    assert key.until == date(2026, 6, 5) + timedelta(days=731)
    hall.on(key.until).enter(LETTER)
    sentence = hall.days(1).refuses("key-ended", LETTER, also=("too-few-signatures",))
    assert sentence == f"the key of tolunay.example/president ended on {key.until}; sign again with the present key"


def test_a_revoked_key_signs_nothing_more_from_the_same_day_on(hall: Hall) -> None:
    revoked = KeyRevoked(
        name="tolunay.example/president", key=key_text(hall.signers["post/president"]), how="revoked", ground="lost"
    )
    hall.enter(revoked, signatories=("post/vice-president", "post/secretary", "post/speaker"))
    sentence = hall.refuses("key-ended", LETTER, also=("too-few-signatures",))
    assert "ended on 2026-06-04 by act 8; sign again with the present key" in sentence


def test_a_resting_key_signs_nothing_until_its_rest_has_lapsed(hall: Hall) -> None:
    impeded = Impeded(post="post/president", person="person/21", cause="detained", since=hall.today)
    hall.enter(impeded, signatories=("post/secretary",))
    assert hall.refuses("key-ended", LETTER, also=("too-few-signatures",)) == (
        "the key of tolunay.example/president rests since 2026-06-05"
    )
    hall.days(30).refuses("key-ended", LETTER, also=("too-few-signatures",))
    hall.days(1).enter(LETTER)


def test_a_keeper_signs_only_with_the_present_key(hall: Hall) -> None:
    new = seeded("keeper/1", 2)
    body = KeyEnrolled(use="keeper", key=key_text(new), keeper="keeper/1")
    hall.entrench(body, with_keys=(new,))
    end, every = Concluded(how="dissolved"), (*GRAVE, *KEEPERS)
    sentence = hall.refuses("key-ended", end, also=("too-few-keepers", "not-announced"), signatories=every)
    assert sentence == f"the key of keeper/1 is no longer in force on {hall.today}"
    hall.signers["keeper/1"] = new
    hall.refuses("not-announced", end, signatories=every)


# Classes


def test_a_grave_act_needs_the_presiding_officer_or_a_teller_besides_two_officers(hall: Hall) -> None:
    appointed = Appointed(
        to=(Assignment(to="post/secretary", person="person/40", from_=hall.today, until=date(2028, 1, 1)),)
    )
    sentence = hall.refuses("no-presiding-signature", appointed)
    assert sentence.startswith(
        "appointed/signing is grave: besides 2 signatures it needs one from post/speaker, post/teller"
    )
    hall.refuses("too-few-signatures", appointed, signatories=("post/president", "post/speaker"))
    hall.enter(appointed, signatories=("post/president", "post/vice-president", "post/teller"))


def test_who_holds_an_executive_post_besides_does_not_complete_a_grave_act() -> None:
    """The speaker who also became vice-president is an executive; another must complete the act (A1)."""
    hall = Hall().seat_officers()
    leave(hall, "post/vice-president")
    hall.elect("post/vice-president", "person/24", signatories=("post/secretary", "post/teller"))
    hall.days(4).take_office("post/vice-president", "person/24", signatories=(*OFFICERS, "post/teller"))
    rules_2 = RulesAdopted(rules=rules(version=2, group_least=6))
    hall.refuses("no-presiding-signature", rules_2, signatories=GRAVE)
    hall.enter(rules_2, signatories=(*OFFICERS, "post/teller"))


def test_rules_are_not_lowered_by_a_grave_act_but_by_an_entrenched_one(hall: Hall) -> None:
    lower = RulesAdopted(rules=rules(version=2, hold_hours_grave=0))
    hall.refuses("too-few-keepers", lower, also=("not-announced",), signatories=GRAVE)
    hall.entrench(lower)
    assert hall.book.rules.hold_hours_grave == 0


def test_an_act_dated_before_stricter_rules_and_entered_after_them_satisfies_both(hall: Hall) -> None:
    """A date set back behind new rules helps nobody, as one set back into an earlier term does not (T4)."""
    three = tuple(replace(row, needs=3, posts=POSTS) if row.case == "issued" else row for row in rules().classes)
    two, more = OFFICERS, GRAVE
    early = [hall.draft(LETTER, signatories=by) for by in (two, more)]
    hall.days(1).entrench(RulesAdopted(rules=rules(version=2, classes=three)))
    waiting = [replace(act, enter_by=hall.today + timedelta(days=1), parts={"reason.en": "0" * 64}) for act in early]
    assert hall.objections(waiting[0], [hall.signers[s] for s in two]) == ["too-few-signatures"]
    assert hall.objections(waiting[1], [hall.signers[s] for s in more]) == []


def test_keepers_and_officers_are_both_needed_for_what_is_entrenched(hall: Hall) -> None:
    end = Dissolved(ends=("post/teller",))
    hall.refuses("too-few-keepers", end, also=("not-announced",), signatories=(*GRAVE, *KEEPERS[:3]))
    hall.refuses("too-few-signatures", end, also=("not-announced",), signatories=KEEPERS)
    hall.refuses("not-announced", end, signatories=(*GRAVE, *KEEPERS))


def test_what_is_entrenched_is_announced_and_waits_thirty_days_to_the_second(hall: Hall) -> None:
    act = hall.draft(
        Concluded(how="dissolved"), signatories=(*GRAVE, *KEEPERS), enter_by=hall.today + timedelta(days=60)
    )
    keys = [hall.signers[s] for s in act.signatories]
    hall.announce(act)
    hall.clock -= timedelta(seconds=1)
    assert hall.objections(act, keys) == ["not-announced"]
    hall.clock += timedelta(seconds=1)
    assert hall.objections(act, keys) == []
    assert hall.objections(replace(act, id="m3t8w1pz"), keys) == ["not-announced"]


def test_an_announcement_is_not_annulled_so_its_hold_runs_on(hall: Hall) -> None:
    signatories = (*GRAVE, *KEEPERS)
    act = hall.draft(Concluded(how="dissolved"), signatories=signatories, enter_by=hall.today + timedelta(days=60))
    keys = [hall.signers[s] for s in signatories]
    hall.announce(act)
    assert hall.objections(act, keys) == []
    hall.refuses(
        "may-not-amend", Annulled(ground="forgery", from_="now"), refs=amends(hall.entries[-1]), signatories=GRAVE
    )


def test_entrenched_rules_change_under_the_old_and_the_new_ones(hall: Hall) -> None:
    """Whoever raises the bar passes it himself; nobody writes himself a lower one (A3)."""
    stricter = tuple(
        replace(row, keepers=5) if row.case == "rules-adopted/entrenched" else row for row in rules().classes
    )
    new = RulesAdopted(rules=rules(version=2, classes=stricter))
    hall.refuses("too-few-keepers", new, also=("not-announced",), signatories=(*GRAVE, *KEEPERS))
    hall.entrench(new, signatories=(*GRAVE, *KEEPERS, "keeper/5"))


def test_keepers_keys_are_entrenched_so_that_three_officers_never_become_the_keepers(hall: Hall) -> None:
    new = seeded("keeper/2", 2)
    body = KeyEnrolled(use="keeper", key=key_text(new), keeper="keeper/2")
    hall.refuses("too-few-keepers", body, also=("not-announced",), signatories=GRAVE, with_keys=(new,))
    entry = hall.entrench(body, with_keys=(new,))
    old, now = (k for k in hall.book.keys_of("keeper") if k.keeper == "keeper/2")
    assert (old.ended_by, now.enrolled_by, now.ended_by) == (entry.number, entry.number, None)


# Transition and holding over


def test_any_two_of_the_posts_listed_for_transition_sign_it(hall: Hall) -> None:
    winner = Assignment(to="post/president", person="person/31", from_=hall.today, until=date(2029, 1, 1))
    result = Elected(winners=(winner,), how="open-vote")
    hall.refuses("too-few-signatures", result, signatories=("post/teller",))
    hall.enter(result, signatories=("post/speaker", "post/teller"))


def test_the_outgoing_holder_never_signs_the_act_that_fills_or_empties_the_post(hall: Hall) -> None:
    winner = Assignment(to="post/speaker", person="person/34", from_=hall.today, until=date(2029, 1, 1))
    sentence = hall.refuses(
        "outgoing-holder", Elected(winners=(winner,), how="open-vote"), signatories=("post/speaker", "post/teller")
    )
    assert sentence.startswith("person/24 holds post/speaker and may not sign the act that fills or empties it")
    left = Vacated(place="post/speaker", person="person/24", how="died")
    hall.refuses("outgoing-holder", left, signatories=("post/speaker", "post/secretary"))


def test_a_resignation_is_signed_by_the_holder_alone(hall: Hall) -> None:
    leaving = Vacated(place="post/president", person="person/21", how="resigned")
    assert hall.refuses("holder-alone", leaving) == "only the holder of post/president can sign this, and alone"
    hall.refuses("holder-alone", leaving, signatories=("post/secretary",))
    hall.enter(leaving, signatories=("post/president",))


def test_who_only_holds_over_keeps_the_record_and_does_nothing_new(hall: Hall) -> None:
    """An expired holder stays with caretaker powers for ninety days, until the successor takes office (A9)."""
    until = hall.book.holder("post/president", hall.today).until
    hall.on(date(2028, 5, 1)).new_key("post/speaker", signatories=(*OFFICERS, "post/teller"))
    for day in (date(2028, 5, 1), date(2030, 4, 25)):
        hall.on(day).new_key("post/president")
        hall.new_key("post/secretary")
    hall.on(until + timedelta(days=1)).enter(LETTER)
    new = RulesAdopted(rules=rules(version=2, group_least=6))
    sentence = hall.refuses("caretaker", new, also=("no-presiding-signature",), signatories=OFFICERS)
    why = "person/21 is only a caretaker in post/president, whose term ended on 2030-05-31"
    assert sentence == f"{why}; a caretaker may not sign rules-adopted (A8, A9)"
    hall.on(until + timedelta(days=90)).enter(LETTER)
    hall.days(1)
    assert hall.objections(hall.draft(LETTER), [hall.signers[s] for s in OFFICERS])[0] == "not-holder-on-date"


# Stops


def stop(hall: Hall, act: object, *signatories: str) -> None:
    """These stop a draft."""
    draft = text_hash(text_of(act))  # type: ignore[arg-type]
    hall.enter(Contested(step="opened", ground="wrong-figures", draft=draft), signatories=signatories)


def test_a_stopped_text_enters_with_one_signature_more_and_is_not_stopped_again(hall: Hall) -> None:
    more = (*OFFICERS, "post/vice-president")
    act, three = hall.draft(LETTER), hall.draft(LETTER, signatories=more)
    stop(hall, act, "post/teller")
    assert hall.objections(act, [hall.signers[s] for s in OFFICERS]) == ["too-few-signatures"]
    stop(hall, three, "keeper/5")
    assert hall.objections(three, [hall.signers[s] for s in more]) == []
    again = Contested(step="opened", ground="wrong-figures", draft=text_hash(text_of(three)))
    assert "a text is stopped once" in hall.refuses("second-stop", again, signatories=("post/vice-president",))


def test_one_officer_does_not_stop_a_grave_act_but_keepers_do_who_could_block_a_recovery(hall: Hall) -> None:
    """Four of seven keepers recover, so four of them block (n - k + 1)."""
    act = hall.draft(RulesAdopted(rules=rules(version=2, group_least=6)), signatories=GRAVE)
    keys = [hall.signers[s] for s in GRAVE]
    stop(hall, act, "post/vice-president")
    assert hall.objections(act, keys) == []
    draft = text_hash(text_of(act))
    few = Contested(step="opened", ground="capture", draft=draft)
    hall.refuses("second-stop", few, signatories=KEEPERS[:3])
    hall.enter(few, signatories=KEEPERS)
    assert hall.objections(act, keys) == ["too-few-signatures"]
    hall.refuses("second-stop", few, signatories=KEEPERS)


def test_a_notice_is_not_stopped(hall: Hall) -> None:
    act = hall.draft(Issued(form="warning", authentic=("en",)), signatories=OFFICERS)
    stop(hall, act, "post/teller")
    assert hall.objections(act, [hall.signers[s] for s in OFFICERS]) == []


def test_a_closing_enters_though_its_signer_has_left(hall: Hall) -> None:
    hall.fill_seats()
    hall.hold_session(days=1)
    act = hall.draft(
        Closed(session=SessionClosing(session="session/1")), signatories=("post/speaker", "post/secretary")
    )
    keys = [hall.signers[s] for s in act.signatories]
    hall.days(1)
    hall.enter(
        Vacated(place="post/speaker", person="person/24", how="died"), signatories=("post/teller", "post/secretary")
    )
    hall.sign_and_enter(act, keys)
