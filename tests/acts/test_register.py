"""A register is asked with two dates: what held on one day, as it was known on another (T6, R0, G5)."""

from dataclasses import replace
from datetime import date, timedelta

from qurultay.acts.act import Entry
from qurultay.acts.amending import Annulled
from qurultay.acts.constituting import Established, Organisation
from qurultay.acts.office import Appointed, Assignment, Impeded, Vacated
from qurultay.acts.register import effective, register
from qurultay.acts.resolving import Repealed
from tests.hall import GRAVE, POSTS, Hall, parts

BY = ("post/vice-president", "post/secretary", "post/speaker")


def test_the_register_tells_who_held_an_office_on_any_day() -> None:
    hall = Hall().on("2026-06-10")
    hall.elect("post/president", "person/21")
    hall.on("2026-06-20").take_office("post/president", "person/21")
    book = register(hall.entries)
    days = {day: book.holder("post/president", date(2026, 6, day)).person for day in (1, 19, 20, 30)}
    assert days == {1: "person/1", 19: "person/1", 20: "person/21", 30: "person/21"}
    assert book.holder("post/president", date(2026, 5, 31)) is None


def test_what_was_known_is_another_question_than_what_held() -> None:
    """A death is learned nine days later: as was known on the 5th the president lived; as we know, he did not."""
    hall = Hall().on("2026-06-12")
    hall.enter(
        Vacated(place="post/president", person="person/1", how="died", happened="2026-06-03"), signatories=BY[:2]
    )
    day = date(2026, 6, 5)
    assert register(hall.entries, on=day, known=1).holder("post/president", day).person == "person/1"
    assert register(hall.entries, on=day).holder("post/president", day) is None


def test_an_effect_that_is_yet_to_begin_is_not_there_on_the_day() -> None:
    hall = Hall()
    text = hall.adopt("decision")
    later = hall.today + timedelta(days=10)
    new = Established(organisations=(Organisation(id="body/archive", form="committee"),), from_=later)
    hall.enter(new, basis=text.ref, signatories=GRAVE)
    assert "body/archive" in register(hall.entries, on=later).organisations
    assert "body/archive" not in register(hall.entries, on=later - timedelta(days=1)).organisations
    hall.amend(Repealed(body="body/assembly", from_=later, how="acclamation"), text)
    assert register(hall.entries, on=later - timedelta(days=1)).texts[text.number].repealed_by is None
    assert register(hall.entries, on=later).texts[text.number].repealed_by is not None


def test_an_annulment_reaches_back_into_every_day() -> None:
    hall = Hall().on("2026-06-10")
    hall.elect("post/president", "person/21")
    hall.on("2026-06-20").take_office("post/president", "person/21")
    annulment = hall.on("2026-06-30").amend(Annulled(ground="forgery", from_="the-start"), "act/1", signatories=BY)
    held = register(hall.entries, on=date(2026, 6, 25)).holder("post/president", date(2026, 6, 25))
    assert (held.person, held.de_facto_by) == ("person/21", annulment.number)
    assert (
        register(hall.entries, on=date(2026, 6, 25), known=3).holder("post/president", date(2026, 6, 25)).de_facto_by
        is None
    )


def test_an_effect_begins_on_the_day_it_names_or_on_the_act_s_date() -> None:
    hall = Hall()
    letter = hall.letter()
    assert effective(letter) == hall.today

    def of(body: object) -> date:
        return effective(Entry(number=9, act=replace(letter.act, body=body), entered=0, text_hash=""))  # type: ignore[arg-type]

    day = date(2026, 5, 3)
    assert of(Impeded(post="post/president", person="person/1", cause="ill", since=day)) == day
    assert of(Vacated(place="seat/1", person="person/1", how="died", happened="2026-05-03")) == day
    assert of(Vacated(place="seat/1", person="person/1", how="died", happened="2026-05")) == hall.today
    assert of(Vacated(place="seat/1", person="person/1", how="died", happened="2026-02-30")) == hall.today


def test_withholding_any_part_changes_nothing_in_the_register() -> None:
    """The fold reads no parts: without them, and with other names of parts, it says the same (G5)."""
    hall = Hall().seat_officers()
    hall.fill_seats()
    hall.hold_session()
    text = hall.adopt("call", "pledge", parts=parts("text.en", "name.class-states.en"))
    hall.letter("addressee/osmark", f"{text.ref}/provision/1/operation/1")
    bare = [replace(entry, act=replace(entry.act, parts={}, sealed={})) for entry in hall.entries]
    full, without = register(hall.entries), register(bare)
    assert (without.entries, without.names) == (bare, {})
    without.entries, without.names, without.named = full.entries, full.names, full.named
    assert without == full


def test_a_register_of_nothing_is_empty() -> None:
    assert register([]).size == 0
    assert register(Hall().entries, known=0).posts == {}


def test_the_rules_of_the_day_are_those_of_the_register_s_day() -> None:
    hall = Hall()
    assert register(hall.entries, on=hall.today).rules == register(hall.entries).rules
    assert {post: next(hall.book.posts_of(f"person/{n}", hall.today)).what.id for n, post in enumerate(POSTS, 1)} == {
        post: post for post in POSTS
    }


def test_a_seat_that_is_filled_later_is_vacant_until_then() -> None:
    hall = Hall()
    first = hall.today + timedelta(days=7)
    hall.enter(Appointed(to=(Assignment(to="seat/1", person="person/50", from_=first, until=date(2029, 1, 1)),)))
    book = register(hall.entries)
    assert [len(book.filled("body/assembly", first - timedelta(days=n))) for n in (0, 1)] == [1, 0]
    assert "seat/1" not in register(hall.entries, on=hall.today).tenures
