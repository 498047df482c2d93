"""Keys rest easily, end with the term, and serve one purpose (A4, A5, design §3a.7)."""

from dataclasses import replace
from datetime import timedelta

import pytest

from qurultay.acts.amending import Annulled, Confirmed
from qurultay.acts.office import Impeded, KeyEnrolled, KeyRevoked
from qurultay.acts.register import register
from qurultay.acts.writing import Issued
from qurultay.tlog.armour import armour
from tests.hall import GRAVE, KEEPERS, Hall, key_text, seeded

LETTER = Issued(form="letter", authentic=("en",), addressee="addressee/osmark")


@pytest.fixture
def hall() -> Hall:
    """An assembly whose five officers were elected and took office."""
    return Hall().seat_officers()


def suspended(hall: Hall, post: str) -> KeyRevoked:
    """A notice that lays the key of a post to rest."""
    name = f"tolunay.example/{post.removeprefix('post/')}"
    return KeyRevoked(name=name, key=key_text(hall.signers[post]), how="suspended", ground="compromised")


def test_one_officer_lays_a_key_to_rest_at_once_and_it_wakes_after_thirty_days(hall: Hall) -> None:
    hall.enter(suspended(hall, "post/president"), signatories=("post/teller",))
    key = next(k for k in hall.book.keys_of("acts") if k.person == "person/21")
    assert [key.in_force(hall.today + timedelta(days=n)) for n in (0, 30, 31)] == [False, False, True]
    for book in (hall.book, register(hall.entries)):
        assert book.keys == hall.book.keys


@pytest.mark.parametrize("later", ["suspended", "impeded"])
@pytest.mark.parametrize("earlier", ["suspended", "impeded"])
def test_one_officer_wakes_no_key_that_two_laid_to_rest_for_good(hall: Hall, earlier: str, later: str) -> None:
    """A notice lapses after thirty days, and takes nothing with it that was confirmed before."""
    impeded = Impeded(post="post/secretary", person="person/23", cause="detained", since=hall.today)
    notices = {"suspended": suspended(hall, "post/secretary"), "impeded": impeded}
    first = hall.enter(notices[earlier], signatories=("post/president",))
    hall.amend(Confirmed(ground="notice"), first, signatories=("post/president", "post/vice-president"))
    hall.days(2).enter(replace(notices[later], since=hall.today), signatories=("post/teller",))
    hall.days(31).refuses("key-ended", LETTER, also=("too-few-signatures",))
    assert register(hall.entries).keys == hall.book.keys


def test_a_notice_that_follows_another_lets_a_key_rest_until_the_later_has_lapsed(hall: Hall) -> None:
    """Signed at once and entered in the other order, they say the same."""
    key = hall.signers["post/secretary"]
    first = hall.days(5).today
    hall.days(2).enter(suspended(hall, "post/secretary"), signatories=("post/teller",))
    hall.enter(suspended(hall, "post/secretary"), signatories=("post/speaker",), date=first)
    held = next(k for k in hall.book.keys_of("acts") if k.material == key.material)
    assert [held.in_force(first + timedelta(days=n)) for n in (-1, 0, 32, 33)] == [True, False, False, True]


def test_one_officer_has_one_suspension_running(hall: Hall) -> None:
    first = hall.enter(suspended(hall, "post/president"), signatories=("post/teller",))
    sentence = hall.refuses("suspension", suspended(hall, "post/speaker"), signatories=("post/teller",))
    assert (
        sentence
        == f"post/teller already has a suspension running (act {first.number}); keepers can suspend further keys"
    )
    impeded = Impeded(post="post/speaker", person="person/24", cause="ill", since=hall.today)
    hall.refuses("suspension", impeded, signatories=("post/teller",))
    hall.refuses("suspension", suspended(hall, "post/speaker"), signatories=("post/secretary", "post/teller"))
    hall.days(30).refuses("suspension", suspended(hall, "post/speaker"), signatories=("post/teller",))
    hall.days(1).enter(suspended(hall, "post/speaker"), signatories=("post/teller",))


def test_a_suspension_that_was_confirmed_or_annulled_runs_no_longer_for_who_gave_it(hall: Hall) -> None:
    first = hall.enter(suspended(hall, "post/president"), signatories=("post/teller",))
    hall.amend(Confirmed(ground="notice"), first, signatories=("post/vice-president", "post/secretary"))
    second = hall.enter(suspended(hall, "post/speaker"), signatories=("post/teller",))
    by = ("post/vice-president", "post/secretary", "post/teller")
    hall.amend(Annulled(ground="forgery", from_="the-start"), second, signatories=by)
    assert next(k for k in hall.book.keys_of("acts") if k.person == "person/24").in_force(hall.today)
    hall.enter(suspended(hall, "post/speaker"), signatories=("post/teller",))


def test_officers_are_never_brought_below_the_number_of_signatures_needed(hall: Hall) -> None:
    """Five officers; three may rest, and two must be left able to sign. More takes four keepers."""
    for post, by in (
        ("post/president", "post/teller"),
        ("post/vice-president", "post/secretary"),
        ("post/teller", "post/speaker"),
    ):
        hall.enter(suspended(hall, post), signatories=(by,))
    hall.days(1)
    last = suspended(hall, "post/speaker")
    hall.book.suspensions.clear()
    assert "fewer than 2 officers would be left" in hall.refuses("suspension", last, signatories=("post/secretary",))
    hall.refuses("suspension", last, also=("too-few-signatures",), signatories=KEEPERS[:3])
    hall.enter(last, signatories=KEEPERS)


def test_keepers_lay_a_key_to_rest_without_any_officer(hall: Hall) -> None:
    impeded = Impeded(post="post/president", person="person/21", cause="detained", since=hall.today)
    hall.enter(impeded, signatories=KEEPERS)
    hall.enter(suspended(hall, "post/secretary"), signatories=KEEPERS)


def test_only_officers_keys_are_revoked_the_others_are_replaced(hall: Hall) -> None:
    for owner, material in (("gate", hall.gate.cosigner_material), ("keeper-1", seeded("keeper/1").material)):
        body = KeyRevoked(name=f"tolunay.example/{owner}", key=armour(material), how="revoked", ground="lost")
        assert "ends only by replacement" in hall.refuses("office", body, signatories=GRAVE)


def test_a_key_is_revoked_that_is_enrolled_and_from_a_day_that_has_come(hall: Hall) -> None:
    body = replace(suspended(hall, "post/president"), how="revoked")
    hall.refuses("office", replace(body, name="tolunay.example/secretary"), signatories=GRAVE)
    hall.refuses("office", replace(body, since=hall.today + timedelta(days=1)), signatories=GRAVE)


def test_the_gate_and_the_log_change_keys_without_a_gap(hall: Hall) -> None:
    log = seeded("log", 2)
    entry = hall.enter(KeyEnrolled(use="log", key=key_text(log)), signatories=GRAVE)
    old, new = hall.book.keys_of("log")
    assert (old.ended_by, old.until, new.ended_by) == (entry.number, hall.today - timedelta(days=1), None)
    hall.gate = seeded("gate", 2)
    hall.enter(KeyEnrolled(use="gate", key=armour(hall.gate.cosigner_material)), signatories=GRAVE)
    hall.letter()


def test_a_further_key_of_a_holder_does_not_end_the_first(hall: Hall) -> None:
    first = hall.signers["post/president"]
    hall.new_key("post/president")
    hall.letter()
    hall.signers["post/president"] = first
    hall.letter()


def test_an_annulled_enrolment_ends_the_key_on_that_day(hall: Hall) -> None:
    first = hall.signers["post/president"]
    entry = hall.new_key("post/president")
    hall.letter()
    by = ("post/vice-president", "post/secretary", "post/speaker")
    hall.amend(Annulled(ground="duress", from_="the-start"), entry, signatories=by)
    hall.refuses("key-ended", hall.entries[-2].act.body, also=("too-few-signatures",))
    hall.signers["post/president"] = first
    hall.letter()


def test_an_annulled_replacement_gives_the_old_gate_back(hall: Hall) -> None:
    old, new = hall.gate, seeded("gate", 2)
    hall.gate = new
    entry = hall.enter(KeyEnrolled(use="gate", key=armour(new.cosigner_material)), signatories=GRAVE)
    hall.letter()
    hall.gate = old
    hall.amend(Annulled(ground="forgery", from_="the-start"), entry, signatories=GRAVE)
    hall.letter()
    assert [k.ended_by for k in hall.book.keys_of("gate")] == [None]
