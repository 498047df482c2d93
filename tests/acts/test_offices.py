"""How offices are entered upon and left (A5–A7, A9, A10, T7, T9)."""

from dataclasses import replace
from datetime import date, timedelta
from hashlib import sha256
from itertools import pairwise

import pytest

from qurultay.acts.amending import Annulled, Change, Confirmed, Contested, Corrected
from qurultay.acts.constituting import Dissolved
from qurultay.acts.office import Appointed, Assignment, Elected, Impeded, KeyEnrolled, KeyRevoked, TookOffice, Vacated
from qurultay.acts.register import register
from qurultay.acts.resolving import Figures
from qurultay.acts.writing import Issued
from tests.hall import FOUNDED, GRAVE, OFFICERS, Hall, amends, constitution, key_text, parts, seeded

LETTER = Issued(form="letter", authentic=("en",), addressee="addressee/osmark")
UNTIL = date(2029, 1, 1)
NAME = parts("name.person-21.en")


def term(hall: Hall, place: str = "post/president", person: str = "person/21", **fields: object) -> Assignment:
    """Somebody's term from today on."""
    return replace(Assignment(to=place, person=person, from_=hall.today, until=UNTIL), **fields)  # type: ignore[arg-type]


def taking(hall: Hall, again: int = 1, **fields: object) -> dict[str, object]:
    """What taking office as president is signed with."""
    key = seeded("post/president", again)
    held = TookOffice(post="post/president", person="person/21", key=key_text(key))
    signatories = ("post/secretary", "post/vice-president", "post/speaker")
    return {"body": replace(held, **fields), "with_keys": (key,), "signatories": signatories, "parts": NAME}  # type: ignore[type-var]


def test_elected_is_not_in_office_and_office_is_taken_after_the_contest_period() -> None:
    hall = Hall()
    hall.elect("post/president", "person/21")
    assert hall.book.holder("post/president", hall.today).person == "person/1"
    for _ in range(3):
        assert "may be contested until 2026-06-04" in hall.days(1).refuses("contest-period", **taking(hall))
    hall.days(1).enter(**taking(hall))
    tenure = hall.book.holder("post/president", hall.today)
    assert (tenure.person, tenure.source, tenure.took_office, tenure.from_) == ("person/21", 1, 2, hall.today)
    assert hall.book.holder("post/president", hall.today - timedelta(days=1)).person == "person/1"


def test_an_appointed_holder_waits_for_nothing() -> None:
    hall = Hall()
    hall.enter(Appointed(to=(term(hall),)), signatories=GRAVE)
    hall.enter(**taking(hall))


def test_an_open_contest_stays_taking_office_once() -> None:
    hall = Hall()
    election = hall.elect("post/president", "person/21")
    opened, decided = Contested(step="opened", ground="count"), Contested(step="decided", ground="count")
    hall.amend(opened, election, signatories=("post/teller",))
    assert "once the contest is decided" in hall.days(4).refuses("contest-period", **taking(hall))
    hall.amend(decided, election, signatories=("post/teller", "post/speaker"))
    hall.amend(opened, election, signatories=("post/teller",))
    hall.enter(**taking(hall))


def test_office_is_taken_by_whoever_was_elected_with_a_key_a_name_and_a_signature_of_their_own() -> None:
    hall = Hall()
    hall.elect("post/president", "person/21")
    hall.days(4)
    assert "neither elected nor appointed" in hall.refuses("office", **taking(hall, person="person/99"), also=("name",))
    assert "consent to the public name" in hall.refuses("office", **(taking(hall) | {"parts": {}}))
    assert "give the holder's key" in hall.refuses("office", **(taking(hall, key=None) | {"with_keys": ()}))
    sentence = hall.refuses("no-possession", **(taking(hall) | {"with_keys": ()}))
    assert sentence == "the key enrolled as tolunay.example/president did not sign this act; its holder must sign too"
    other = key_text(seeded("post/secretary"))
    hall.refuses("key-again", **(taking(hall, key=other) | {"with_keys": ()}), also=("no-possession",))
    hall.enter(**taking(hall))
    assert "already taken office" in hall.refuses("office", **taking(hall, again=2))


def test_a_post_that_signs_nothing_is_taken_without_a_key() -> None:
    hall = Hall()
    hall.found_post("post/historian", signs="no")
    hall.enter(Appointed(to=(term(hall, "post/historian"),)))
    hall.enter(TookOffice(post="post/historian", person="person/21"), parts=NAME)
    assert hall.book.holder("post/historian", hall.today).person == "person/21"


def test_a_term_begins_no_earlier_than_the_act_and_lasts_as_long_as_the_post_allows() -> None:
    hall = Hall()
    longest = date(2030, 5, 31)
    by = {"signatories": ("post/speaker", "post/teller")}

    def elected(**fields: object) -> Elected:
        return Elected(winners=(term(hall, **fields),), how="acclamation")

    hall.refuses("office", elected(until=longest + timedelta(days=1)), **by)
    hall.refuses("office", elected(from_=hall.today - timedelta(days=1)), **by)
    hall.refuses("office", elected(until=hall.today - timedelta(days=1)), **by)
    hall.refuses("office", elected(to="post/ghost"), **by)
    hall.refuses("office", Elected(winners=(), how="acclamation"), **by)
    hall.refuses("office", Elected(winners=(term(hall), term(hall, person="person/22")), how="acclamation"), **by)
    hall.enter(elected(until=longest), **by)


def test_office_is_not_taken_when_the_term_is_over_or_the_election_fell() -> None:
    hall = Hall()
    hall.enter(
        Elected(winners=(term(hall, until=date(2026, 6, 5)),), how="open-vote"),
        signatories=("post/speaker", "post/teller"),
    )
    assert "ended 2026-06-05" in hall.days(5).refuses("office", **taking(hall))
    election = hall.elect("post/president", "person/21")
    annulment = hall.amend(Annulled(ground="count", from_="the-start"), election, signatories=GRAVE)
    sentence = hall.days(4).refuses("office", **taking(hall))
    assert sentence == f"act {election.number}, on which this rests, was annulled by act {annulment.number}"


def test_a_term_that_begins_later_leaves_the_holder_in_office_until_the_day_before() -> None:
    hall = Hall()
    first = hall.today + timedelta(days=20)
    hall.enter(Appointed(to=(term(hall, from_=first),)), signatories=GRAVE)
    hall.enter(**taking(hall))
    assert hall.book.holder("post/president", first - timedelta(days=1)).person == "person/1"
    assert hall.book.holder("post/president", first).person == "person/21"
    assert register(hall.entries, on=first - timedelta(days=1)).holder("post/president", first).person == "person/1"


def test_a_holder_may_keep_the_key_in_a_new_term_but_never_one_that_was_revoked() -> None:
    hall = Hall()
    by = ("post/vice-president", "post/secretary", "post/speaker")
    hall.enter(Appointed(to=(term(hall),)), signatories=by)
    hall.enter(**taking(hall))
    hall.enter(Appointed(to=(term(hall, until=date(2030, 1, 1)),)), signatories=by)
    hall.enter(**taking(hall))
    ends = [t.until for t in hall.book.tenures["post/president"]]
    assert ends == [FOUNDED - timedelta(days=1), hall.today - timedelta(days=1), date(2030, 1, 1)]
    key = key_text(seeded("post/president", 1))
    hall.enter(KeyRevoked(name="tolunay.example/president", key=key, how="revoked", ground="lost"), signatories=by)
    again = KeyEnrolled(use="acts", key=key, post="post/president", person="person/21")
    hall.refuses("key-again", again, signatories=by, with_keys=(seeded("post/president", 1),))


def test_a_designated_successor_takes_office_once_the_post_is_vacant() -> None:
    """The last designation entered counts; a paper found later does not (A10)."""
    hall = Hall()
    for person in ("person/20", "person/21"):
        hall.enter(Appointed(to=(term(hall, person=person),), when="vacancy"), signatories=GRAVE)
    hall.refuses("office", **taking(hall))
    left = Vacated(place="post/president", person="person/1", how="died")
    hall.enter(left, signatories=("post/speaker", "post/teller"))
    hall.refuses("office", **taking(hall, person="person/20"), also=("name",))
    hall.enter(**taking(hall))


def test_a_keeper_s_sealed_alternate_takes_office_by_opening_the_seal() -> None:
    """The founding sealed SHA-256 of a salt and the alternate's key; taking office opens it (A2, design §3a.13)."""
    salt, key = "5a" * 32, seeded("keeper/3", 1)
    sealed = sha256(bytes.fromhex(salt) + key.material).hexdigest()
    keepers = tuple(replace(k, alternate=sealed) if k.id == "keeper/3" else k for k in constitution().keepers)
    hall = Hall(constitution(keepers=keepers))
    opened = TookOffice(post="keeper/3", key=key_text(key), salt=salt)
    by = {"signatories": GRAVE, "with_keys": (key,)}
    assert "do not open the sealed alternate" in hall.refuses("office", replace(opened, salt="5b" * 32), **by)
    other = replace(opened, post="keeper/4")
    assert "no sealed alternate" in hall.refuses("office", other, also=("no-possession", "stray-signature"), **by)
    hall.refuses("office", replace(opened, salt=None), **by)
    hall.refuses("no-possession", opened, signatories=GRAVE)
    hall.enter(opened, **by)
    assert hall.book.keepers["keeper/3"].key == key_text(key)
    hall.refuses("office", opened, **by)


# Ways out


def test_the_ways_out_of_a_post_are_all_different() -> None:
    ways = {}
    for how, signatories in (("resigned", ("post/president",)), ("died", ("post/speaker", "post/teller"))):
        hall = Hall()
        entry = hall.enter(Vacated(place="post/president", person="person/1", how=how), signatories=signatories)  # type: ignore[arg-type]
        tenure = hall.book.tenures["post/president"][0]
        ways[how] = (tenure.ended, tenure.ended_by, tenure.until, hall.book.holder("post/president", hall.today))
        assert entry.number == 1
    yesterday = FOUNDED - timedelta(days=1)
    assert ways == {"resigned": ("resigned", 1, yesterday, None), "died": ("died", 1, yesterday, None)}


def test_whoever_does_not_hold_a_place_does_not_leave_it() -> None:
    hall = Hall()
    by = {"signatories": ("post/speaker", "post/teller")}
    left = Vacated(place="post/president", person="person/9", how="died")
    assert (
        hall.refuses("office", left, **by)
        == "person/9 did not hold post/president on 2026-06-01; check the date and the person"
    )
    held = replace(left, person="person/1")
    for happened in ("2026-06-02", "2026-07", "2027", "2026-02-30", "2026-05-31"):
        hall.refuses("office", replace(held, happened=happened), **by)
    hall.refuses("figures", replace(held, majority="two-thirds"), **by)
    hall.enter(replace(held, happened="2026-06"), **by)


def test_a_seat_is_left_by_a_note_of_two_officers() -> None:
    hall = Hall()
    hall.fill_seats()
    assert len(hall.book.filled("body/assembly", hall.today)) == 9
    hall.enter(
        Vacated(place="seat/3", person="person/104", how="resigned"), signatories=("post/speaker", "post/teller")
    )
    assert len(hall.book.filled("body/assembly", hall.today)) == 8
    hall.enter(Appointed(to=(term(hall, "seat/3", "person/150"),)))
    assert hall.book.holder("seat/3", hall.today).person == "person/150"
    assert [t.person for t in hall.book.tenures["seat/3"]] == ["person/104", "person/150"]


@pytest.mark.parametrize(("for_", "passes"), [(5, False), (6, True)])
def test_a_removal_needs_two_thirds_of_the_members_in_office(for_: int, passes: bool) -> None:
    hall = Hall()
    hall.fill_seats()
    figures = Figures(for_=for_, against=0, abstained=9 - for_, present=9, entitled=9)
    removal = Vacated(place="post/president", person="person/1", how="removed", figures=figures, majority="two-thirds")
    by = {"signatories": ("post/speaker", "post/teller")}
    if passes:
        hall.enter(removal, **by)
        assert hall.book.tenures["post/president"][0].ended == "removed"
    else:
        assert "two thirds of the 9 members in office" in hall.refuses("figures", removal, **by)
    hall.refuses("figures", replace(removal, figures=None), **by, also=() if not passes else ("office",))


def test_a_removal_also_reaches_the_majority_it_names() -> None:
    hall = Hall()
    hall.fill_seats()
    figures = Figures(for_=6, against=0, abstained=3, present=9, entitled=9)
    removal = Vacated(place="post/president", person="person/1", how="removed", figures=figures, majority="unknown")
    assert "no majority 'unknown'" in hall.refuses("figures", removal, signatories=("post/speaker", "post/teller"))


def test_a_tenure_in_a_post_that_is_abolished_ends_with_it_and_so_do_its_keys() -> None:
    hall = Hall()
    hall.seat_officers()
    end = hall.entrench(Dissolved(ends=("post/teller",)))
    tenure = hall.book.tenures["post/teller"][-1]
    assert (tenure.ended, tenure.ended_by, tenure.until) == ("abolished", end.number, end.act.date - timedelta(days=1))
    assert all(k.until < end.act.date for k in hall.book.keys_of("acts") if k.post == "post/teller")
    hall.refuses(
        "office",
        Dissolved(ends=("post/teller",)),
        also=("not-announced",),
        signatories=(*GRAVE, "keeper/1", "keeper/2", "keeper/3", "keeper/4"),
    )


# Impeded, and learned later


def test_impeded_is_not_vacant_the_post_is_kept_and_the_key_rests_thirty_days() -> None:
    hall = Hall()
    impeded = Impeded(post="post/president", person="person/1", cause="detained", since=hall.today)
    entry = hall.enter(impeded, signatories=("post/secretary",))
    tenure = hall.book.holder("post/president", hall.today)
    assert (tenure.person, tenure.impeded_since, tenure.impeded_until) == ("person/1", hall.today, date(2026, 7, 1))
    assert hall.book.keys_of("acts")[0].suspended_until == date(2026, 7, 1)
    by = ("post/vice-president", "post/secretary")
    hall.refuses(
        "too-few-signatures", Confirmed(ground="impediment"), refs=amends(entry), signatories=("post/secretary",)
    )
    hall.amend(Confirmed(ground="impediment"), entry, signatories=by)
    assert hall.book.keys_of("acts")[0].suspended_until == date.max
    assert register(hall.entries).holder("post/president", hall.today).impeded_until == date.max
    sentence = hall.refuses("may-not-amend", Confirmed(ground="impediment"), refs=amends(entry), signatories=by)
    assert sentence == f"{entry.ref} was confirmed by act 2 already"


def test_a_notice_that_lapsed_is_given_anew_and_not_confirmed() -> None:
    hall = Hall()
    impeded = Impeded(post="post/president", person="person/1", cause="ill", since=hall.today)
    entry = hall.enter(impeded, signatories=("post/secretary",))
    confirmation = {"refs": amends(entry), "signatories": ("post/vice-president", "post/secretary")}
    act = hall.days(30).draft(Confirmed(ground="notice"), **confirmation)
    assert hall.objections(act, [hall.signers[s] for s in act.signatories]) == []
    assert "lapsed on 2026-07-01" in hall.days(1).refuses("may-not-amend", Confirmed(ground="notice"), **confirmation)


def test_a_holder_is_impeded_from_a_day_that_has_come() -> None:
    hall = Hall()
    impeded = Impeded(post="post/president", person="person/1", cause="ill", since=hall.today + timedelta(days=1))
    hall.refuses("office", impeded, signatories=("post/secretary",))
    hall.refuses("office", replace(impeded, since=hall.today, person="person/2"), signatories=("post/secretary",))


def test_what_was_entered_between_a_death_and_its_being_learned_is_in_question_until_confirmed() -> None:
    """Entry decides: whoever has a stolen key dates as he likes (T7)."""
    hall = Hall()
    before = hall.letter()
    dated_back = hall.draft(LETTER, id="back0001")
    hall.days(2)
    between = hall.letter()
    back = hall.sign_and_enter(dated_back, [hall.signers[s] for s in OFFICERS])
    death = Vacated(place="post/president", person="person/1", how="died", happened="2026-06-03")
    hall.days(8)
    after = hall.enter(death, signatories=("post/vice-president", "post/secretary"))
    for book in (hall.book, register(hall.entries)):
        assert {n: q.because for n, q in book.questions.items()} == {
            between.number: after.number,
            back.number: after.number,
        }
        assert book.questions[between.number].state(date(2030, 1, 1)) == "in-question"
        assert book.holder("post/president", date(2026, 6, 3)) is None
    assert before.number not in hall.book.questions
    confirm = Confirmed(ground="in-question")
    assert "nothing to confirm" in hall.refuses(
        "may-not-amend", confirm, refs=amends(before), signatories=("post/vice-president", "post/secretary")
    )
    hall.amend(confirm, between, signatories=("post/vice-president", "post/secretary"))
    for book in (hall.book, register(hall.entries)):
        assert book.questions[between.number].state(hall.today) == "confirmed"
        assert book.questions[back.number].state(hall.today) == "in-question"


def test_what_a_lost_key_signed_since_is_in_question() -> None:
    hall = Hall()
    letter = hall.days(3).letter()
    lost = {
        "name": "tolunay.example/secretary",
        "key": key_text(hall.signers["post/secretary"]),
        "how": "revoked",
        "ground": "compromised",
    }
    revoked = KeyRevoked(since=date(2026, 6, 2), **lost)  # type: ignore[arg-type]
    hall.days(5).enter(revoked, signatories=("post/president", "post/vice-president", "post/speaker"))
    assert set(hall.book.questions) == {letter.number}


def test_an_annulled_vacancy_puts_nothing_in_question() -> None:
    hall = Hall()
    letter = hall.days(3).letter()
    hall.days(5)
    death = Vacated(place="post/president", person="person/1", how="died", happened="2026-06-02")
    by = ("post/vice-president", "post/secretary", "post/speaker")
    vacated = hall.enter(death, signatories=by[:2])
    assert set(hall.book.questions) == {letter.number}
    hall.amend(Annulled(ground="duress", from_="the-start", seat="returns"), vacated, signatories=by)
    for book in (hall.book, register(hall.entries)):
        assert not book.questions
        assert book.holder("post/president", hall.today).person == "person/1"
        assert [k.until for k in book.keys_of("acts") if k.person == "person/1"] == [FOUNDED + timedelta(days=90)]
    hall.letter()


def test_terms_follow_one_another_without_gap_or_overlap() -> None:
    """The last day of one term and the first of the next are neighbours, in every history of one post (T9)."""
    hall = Hall()
    by = ("post/vice-president", "post/secretary", "post/speaker")
    for number in range(31, 36):
        hall.days(7)
        until = hall.today + timedelta(days=400)
        hall.enter(Appointed(to=(term(hall, person=f"person/{number}", until=until),)), signatories=by)
        hall.take_office("post/president", f"person/{number}")
        hall.days(7)
        left = Vacated(place="post/president", person=f"person/{number}", how="died")
        hall.enter(left, signatories=by[:2])
        hall.enter(
            Appointed(to=(term(hall, person=f"person/{number + 10}", until=hall.today + timedelta(days=6)),)),
            signatories=by,
        )
        hall.take_office("post/president", f"person/{number + 10}")
    held = hall.book.tenures["post/president"]
    assert all(earlier.until + timedelta(days=1) == later.from_ for earlier, later in pairwise(held))
    assert len(held) == 11


def test_a_key_enrolled_for_somebody_names_the_holder_and_nothing_else() -> None:
    hall = Hall()
    new = seeded("post/president", 5)
    body = KeyEnrolled(use="acts", key=key_text(new), post="post/president", person="person/1")
    by = {"signatories": GRAVE, "with_keys": (new,)}
    hall.refuses("office", replace(body, person="person/2"), **by)
    hall.refuses("office", replace(body, person=None), **by)
    hall.refuses("office", replace(body, keeper="keeper/1", use="log"), signatories=GRAVE)
    hall.refuses("key-type", KeyEnrolled(use="gate", key=key_text(new)), signatories=GRAVE)
    hall.enter(body, **by)
    hall.refuses("key-again", KeyEnrolled(use="log", key=key_text(new)), signatories=GRAVE)


# Two posts do not do everything


def chosen(hall: Hall, first: date, **fields: object) -> Elected:
    """Everybody else is chosen for all nine seats from a day, by show of hands."""
    seats = tuple(term(hall, f"seat/{n}", f"person/{200 + n}", from_=first) for n in range(1, 10))
    return replace(Elected(winners=seats, how="open-vote"), **fields)  # type: ignore[arg-type]


def test_an_election_nobody_can_check_unseats_nobody_before_it_could_be_contested() -> None:
    """Two posts of transition do not vote the assembly away; from the day after the contest period it may go (A6, A12)."""
    hall = Hall()
    hall.fill_seats()
    by = {"signatories": ("post/speaker", "post/teller")}
    sentence = hall.refuses("office", chosen(hall, hall.today + timedelta(days=3)), **by)
    assert sentence == "person/102 holds seat/1 until 2030-12-31; a seat that is held is not filled"
    hall.enter(chosen(hall, hall.today + timedelta(days=4)), **by)
    assert hall.book.holder("seat/1", hall.today).person == "person/102"
    assert hall.book.holder("seat/1", hall.today + timedelta(days=4)).person == "person/201"


def test_a_seat_that_falls_vacant_or_whose_term_ends_is_filled_at_once() -> None:
    hall = Hall()
    hall.fill_seats(until="2026-06-10")
    by = {"signatories": ("post/speaker", "post/teller")}
    hall.days(9).refuses("office", chosen(hall, date(2026, 6, 10)), **by)
    hall.enter(chosen(hall, date(2026, 6, 11)), **by)
    hall.enter(Vacated(place="seat/2", person="person/103", how="resigned"), **by)
    hall.enter(Elected(winners=(term(hall, "seat/2", "person/300"),), how="acclamation"), **by)


def test_an_election_entered_late_is_contested_from_when_it_can_be_read() -> None:
    """Its hold of seven days and three days besides are no delay; what comes later gives the days it took (A6)."""
    hall = Hall()
    act = hall.draft(Elected(winners=(term(hall),), how="secret-ballot"), signatories=("post/speaker", "post/teller"))
    hall.days(20).sign_and_enter(act, [hall.signers[s] for s in act.signatories])
    assert hall.book.contestable_until(1) == date(2026, 6, 1 + 20 - 7 - 3 + 3)
    hall.enter(**taking(hall))


def test_a_contest_nobody_decides_does_not_keep_an_office_empty_for_ever() -> None:
    """The stay lapses thirty days after the contest period, whoever contests again; the contest stays open to be read."""
    hall = Hall()
    election = hall.elect("post/president", "person/21")
    opened = Contested(step="opened", ground="count")
    hall.amend(opened, election, signatories=("post/teller",))
    last = date(2026, 6, 4) + timedelta(days=30)
    hall.on(last).amend(opened, election, signatories=("keeper/1",))
    assert f"or after {last} if nobody decides it" in hall.refuses("contest-period", **taking(hall))
    hall.days(1).enter(**taking(hall))
    assert register(hall.entries).standing_of(election.number).open_contest


def test_a_death_or_the_leaving_of_a_seat_is_shown_and_not_only_said() -> None:
    """Two posts of transition do not empty a seat on their word (A7)."""
    hall = Hall()
    hall.fill_seats()
    by = {"signatories": ("post/speaker", "post/teller")}
    left = Vacated(place="seat/3", person="person/104", how="resigned")
    died = replace(left, how="died")
    for body in (left, died, Vacated(place="post/president", person="person/1", how="died")):
        assert "give what shows it" in hall.refuses("evidence", body, parts=parts("reason.en"), **by)
    letter = hall.letter(parts=parts("file.pdf"))
    shown = [{"parts": parts("text.ug")}, {"sealed": parts("file.pdf")}, {"refs": (("evidence", letter.ref),)}]
    for said in shown:
        act = hall.draft(left, **by, **said)
        assert hall.objections(act, [hall.signers[s] for s in by["signatories"]]) == []


def test_two_officers_give_nobody_another_name() -> None:
    """Who takes office consents to a name; a misspelt one is corrected in the act that gave it (A6, R8)."""
    hall = Hall()
    named = parts("name.person-1.en")
    for body in (LETTER, Appointed(to=(term(hall, "seat/1", "person/60"),))):
        assert "gives it by taking office" in hall.refuses("name", body, parts=named)
    seat = Appointed(to=(term(hall, "seat/1", "person/61"),))
    hall.enter(seat, parts=parts("name.person-61.en"))
    again = Appointed(to=(term(hall, "seat/2", "person/62"),))
    hall.refuses("name", again, parts=parts("name.person-61.en"))
    hall.enter(Appointed(to=(term(hall),)), signatories=GRAVE)
    hall.refuses("name", **(taking(hall) | {"parts": NAME | parts("name.person-61.en")}))
    entry = hall.enter(**taking(hall))
    change = Change(field="parts.name.person-21.en", was=entry.act.parts["name.person-21.en"], now="ab" * 32)
    body, by = Corrected(changes=(change,)), {"refs": amends(entry), "signatories": entry.act.signatories}
    hall.refuses("name", body, parts={"name.person-21.en": "ab" * 32, "name.person-21.ug": "cd" * 32}, **by)
    hall.enter(body, parts={"name.person-21.en": "ab" * 32}, **by)


def test_an_impediment_ends_when_the_holder_is_given_a_new_key() -> None:
    """Whoever was detained comes back with a key that nobody else held meanwhile; signing with it shows who is back (A7)."""
    hall = Hall()
    by = ("post/vice-president", "post/secretary", "post/speaker")
    impeded = Impeded(post="post/president", person="person/1", cause="detained", since=hall.today)
    entry = hall.enter(impeded, signatories=("post/secretary",))
    hall.amend(Confirmed(ground="impediment"), entry, signatories=by[:2])
    back = hall.days(40).new_key("post/president", signatories=by)
    hall.enter(LETTER)
    for book in (hall.book, register(hall.entries)):
        tenure = book.holder("post/president", hall.today)
        assert (tenure.impeded_since, tenure.impeded_until) == (FOUNDED, hall.today - timedelta(days=1))
        assert [key.rests(hall.today) for key in book.keys_of("acts") if key.post == "post/president"] == [True, False]
    hall.amend(Annulled(ground="forgery", from_="the-start"), back, signatories=by)
    for book in (hall.book, register(hall.entries)):
        assert book.holder("post/president", hall.today).impeded_until == date.max
