"""An election is annulled after its winner has signed letters, appointed a treasurer and had a key enrolled.

Whoever held the post held it in fact, and what was done stands towards everyone; only what a holder could
have done to keep the house for himself is in question until somebody competent confirms it (A11).
"""

from dataclasses import replace
from datetime import date

import pytest

from qurultay.acts.amending import Annulled, Confirmed
from qurultay.acts.constituting import Post
from qurultay.acts.office import Appointed, Assignment, Elected, KeyEnrolled, TookOffice
from qurultay.acts.writing import Issued
from tests.hall import key_text, seeded
from tests.record.forge import checked, files_of
from tests.stories.telling import COURT, GRAVE, Story, Told, five, with_a_court

OFFICERS = five(21) | {"post/court": "person/26"}
REMAINING = ("post/vice-president", "post/secretary")
REMAINING_FOR_GRAVE = (*REMAINING, "post/speaker")


def letter(number: int) -> Issued:
    return Issued(form="letter", authentic=("en",), addressee="addressee/osmark", number=f"letter/2027/{number}")


class Annulment(Story):
    """Tolunay from its founding to the autumn of 2027, with every refusal on the way."""

    def __init__(self) -> None:
        plain = with_a_court()
        treasurer = Post(id="post/treasurer", body="body/government", role="other", signs="no", term_months=48)
        super().__init__(replace(plain, posts=(*plain.posts, treasurer)))
        self.refusals: dict[str, list[str]] = {}
        self.fill_posts(OFFICERS, president="2027-06-30")
        self._a_president_is_elected()
        self._what_the_president_did()
        self._the_court_annuls()
        self._what_became_of_it()

    def _a_president_is_elected(self) -> None:
        self.on("2027-06-05").hold_session("session/2")
        won = Assignment(to="post/president", person="person/31", from_=date(2027, 7, 1), until=date(2031, 6, 30))
        body = Elected(winners=(won,), how="secret-ballot", session="session/2")
        self.election = self.enter(body, signatories=("post/speaker", "post/teller"))
        self.on("2027-07-07").take_office("post/president", "person/31", again=2)

    def _what_the_president_did(self) -> None:
        self.letters = [
            self.on(f"2027-07-{9 + n}").enter(letter(n), parts=self.said("title.en", "text.en")) for n in (1, 2, 3)
        ]
        until = date(2031, 6, 30)
        treasurer = Assignment(to="post/treasurer", person="person/40", from_=date(2027, 7, 15), until=until)
        self.treasurer = self.on("2027-07-15").enter(Appointed(to=(treasurer,)))
        self.second = seeded("post/secretary", 5)
        enrolled = KeyEnrolled(use="acts", key=key_text(self.second), post="post/secretary", person="person/23")
        self.enrolled = self.on("2027-07-16").enter(enrolled, signatories=GRAVE, with_keys=(self.second,))

    def _the_court_annuls(self) -> None:
        self.on("2027-08-10")
        refs, forged = (("amends", self.election.ref),), Annulled(ground="forgery", from_="the-start")
        count = Annulled(ground="count", from_="the-start")
        self.refusals["for the count, after the contest period"] = self.refused(count, refs=refs, signatories=COURT)
        self.refusals["by officers alone"] = self.refused(forged, refs=refs, signatories=REMAINING_FOR_GRAVE)
        self.annulled = self.enter(forged, refs=refs, signatories=COURT)

    def _what_became_of_it(self) -> None:
        self.refusals["a letter of the president"] = self.on("2027-08-11").refused(letter(4))
        self.by_the_second_key("2027-08-12", 4)
        confirmed, by = Confirmed(ground="in-question"), REMAINING
        refs = (("amends", self.letters[0].ref),)
        self.refusals["a letter is confirmed"] = self.refused(confirmed, refs=refs, signatories=by)
        refs = (("amends", self.treasurer.ref),)
        self.confirmed = self.on("2027-08-20").enter(confirmed, refs=refs, signatories=by)
        taking = TookOffice(post="post/treasurer", person="person/40")
        self.enter(taking, signatories=by, parts=self.named("person/40"))
        self.by_the_second_key("2027-09-09", 5)
        self.on("2027-09-10")
        self.refusals["with the key on the next day"] = self.refused(
            letter(6), signatories=REMAINING, by=REMAINING[:1], with_keys=(self.second,)
        )
        refs = (("amends", self.enrolled.ref),)
        self.refusals["the key is confirmed too late"] = self.refused(
            confirmed, refs=refs, signatories=REMAINING_FOR_GRAVE
        )
        self.last = self.enter(letter(6), signatories=REMAINING)

    def by_the_second_key(self, day: str, number: int) -> None:
        """A letter which the secretary signs with the key that is in question."""
        self.on(day).enter(letter(number), signatories=REMAINING, by=REMAINING[:1], with_keys=(self.second,))


@pytest.fixture(scope="module")
def story() -> Annulment:
    return Annulment()


@pytest.fixture(scope="module")
def told(story: Annulment) -> Told:
    return story.told()


def test_the_whole_history_is_intact_and_authorised_before_and_after(story: Annulment, told: Told) -> None:
    assert told.report.size == story.last.number + 1
    before = checked(files_of(story.notes[: story.annulled.number], story.words))
    assert before.size == story.annulled.number
    assert before.book.standing == {}


def test_until_the_annulment_nobody_knew_otherwise(story: Annulment, told: Told) -> None:
    book = told.book("2027-07-20", story.enrolled)
    held = book.holder("post/president", date(2027, 7, 20))
    assert held is not None
    assert (held.person, held.de_facto_by, held.ended) == ("person/31", None, "term")
    assert book.questions == {}


@pytest.mark.parametrize("day", ["2027-07-07", "2027-07-20", "2027-08-09"])
def test_on_every_day_in_between_the_post_was_held_in_fact(day: str, story: Annulment, told: Told) -> None:
    held = told.book(day).holder("post/president", date.fromisoformat(day))
    assert held is not None
    assert (held.person, held.de_facto_by) == ("person/31", story.annulled.number)


def test_the_former_president_does_not_come_back(story: Annulment, told: Told) -> None:
    assert told.holder("post/president", "2027-06-30") == "person/21"
    assert told.holder("post/president", "2027-07-06") == "person/21"  # holding over (A9)
    assert told.holder("post/president", "2027-08-10") is None
    assert told.holder("post/president", "2027-08-10", story.enrolled) == "person/31"  # as was known in July
    assert story.refusals["a letter of the president"] == ["not-holder-on-date", "too-few-signatures"]


def test_an_election_falls_by_the_court_and_after_the_contest_period_only_for_the_gravest(story: Annulment) -> None:
    assert story.refusals["for the count, after the contest period"] == ["annulment"]
    assert story.refusals["by officers alone"] == ["annulment"]


def test_the_letters_stand_and_say_under_which_election_they_were_signed(story: Annulment, told: Told) -> None:
    for entry in story.letters:
        assert told.book().letters[entry.number].annulled is None
        assert told.question(entry, "2027-12-31") is None
        assert told.said_above(entry) == ["notice.de-facto"]
    assert told.said_above(story.last) == []


def test_the_appointment_and_the_key_are_in_question_from_the_annulment_on(story: Annulment, told: Told) -> None:
    questioned = told.book(None, story.annulled).questions
    assert set(questioned) == {story.treasurer.number, story.enrolled.number}
    assert {q.lapses for q in questioned.values()} == {date(2027, 9, 9)}
    assert {q.because for q in questioned.values()} == {story.annulled.number}


def test_the_treasurer_was_confirmed_and_stays_in_office(story: Annulment, told: Told) -> None:
    assert told.question(story.treasurer, "2027-08-21", story.annulled) == "in-question"
    assert told.question(story.treasurer, "2027-08-21") == "confirmed"
    assert told.book().standing_of(story.treasurer.number).confirmed_by == story.confirmed.number
    assert told.said_above(story.treasurer)[-1] == "notice.de-facto"
    held = told.book("2031-06-30").holder("post/treasurer", date(2031, 6, 30))
    assert held is not None and (held.person, held.source) == ("person/40", story.treasurer.number)


def test_the_key_that_nobody_confirmed_ended_thirty_days_after_the_annulment(story: Annulment, told: Told) -> None:
    assert told.question(story.enrolled, "2027-09-09") == "in-question"
    assert told.question(story.enrolled, "2027-09-10") == "ended"
    key = next(k for k in told.book().keys.values() if k.material == story.second.material)
    assert key.until == date(2027, 9, 9)
    assert story.refusals["with the key on the next day"] == ["key-ended", "too-few-signatures"]


def test_only_what_is_in_question_is_confirmed_and_only_in_time(story: Annulment) -> None:
    assert story.refusals["a letter is confirmed"] == ["may-not-amend"]
    assert story.refusals["the key is confirmed too late"] == ["may-not-amend"]


def test_the_secretary_s_own_key_and_election_were_never_touched(story: Annulment, told: Told) -> None:
    held = told.book("2027-09-10").holder("post/secretary", date(2027, 9, 10))
    assert held is not None and held.person == "person/23" and held.de_facto_by is None
    assert told.report.book.entries[story.last.number].act.signatories == REMAINING
