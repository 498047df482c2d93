"""The secretary is detained on 3 August; on the 9th the key signs beside a frightened vice-president's.

Nobody outside learns of it until November. What was entered in between stays authorised, for everybody who judged
it rightly then, and is in question from the day it is known until it is confirmed or annulled (T7). A post whose
holder is impeded is kept; the key rests (A7).
"""

from datetime import date

import pytest

from qurultay.acts.amending import Annulled, Confirmed
from qurultay.acts.office import Impeded, KeyRevoked
from qurultay.acts.writing import Issued
from tests.hall import key_text
from tests.record.forge import checked, files_of
from tests.stories.telling import GRAVE, Story, Told, five

FRIGHTENED = ("post/vice-president", "post/secretary")
WITHOUT_THE_SECRETARY = ("post/president", "post/vice-president")
GRAVE_WITHOUT = (*WITHOUT_THE_SECRETARY, "post/speaker")
SINCE = date(2027, 8, 3)
DETAINED = Impeded(post="post/secretary", person="person/23", cause="detained", since=SINCE)


def letter(number: int, to: str = "addressee/osmark") -> Issued:
    return Issued(form="letter", authentic=("en",), addressee=to, number=f"letter/2027/{number}")


class Arrest(Story):
    """The summer and the autumn of 2027, with every refusal on the way."""

    def __init__(self) -> None:
        super().__init__()
        self.refusals: dict[str, list[str]] = {}
        self.fill_posts(five(21))
        self._the_summer()
        self._it_becomes_known()
        self._what_was_done_about_it()

    def _the_summer(self) -> None:
        words = self.said
        self.before = self.on("2027-08-02").enter(letter(1), parts=words("text.en"))
        self.same_day = self.on("2027-08-03").enter(letter(2), parts=words("text.en"))
        self.by_others = self.on("2027-08-05").enter(
            letter(3), signatories=WITHOUT_THE_SECRETARY, parts=words("text.en")
        )
        statement = Issued(form="statement", authentic=("en",), number="statement/2027/1")
        self.duress = self.on("2027-08-09").enter(statement, signatories=FRIGHTENED, parts=words("text.en", "file.pdf"))
        earlier = date(2027, 8, 1)
        self.dated_back = self.on("2027-08-20").enter(letter(4), date=earlier, parts=words("text.en"))

    def _it_becomes_known(self) -> None:
        self.on("2027-11-01")
        not_yet = Impeded(post="post/secretary", person="person/23", cause="detained", since=date(2027, 11, 2))
        another = Impeded(post="post/secretary", person="person/40", cause="detained", since=SINCE)
        self.refusals["from tomorrow"] = self.refused(not_yet, signatories=("post/president",))
        self.refusals["of somebody else"] = self.refused(another, signatories=("post/president",))
        self.refusals["not in question yet"] = self.refused(
            Confirmed(ground="in-question"), refs=(("amends", self.duress.ref),), signatories=WITHOUT_THE_SECRETARY
        )
        self.impeded = self.enter(DETAINED, signatories=("post/president",))
        self.refusals["the key that rests"] = self.on("2027-11-02").refused(letter(5))
        teller = Impeded(post="post/teller", person="person/25", cause="unreachable", since=self.today)
        self.refusals["a second one by the same officer"] = self.refused(teller, signatories=("post/president",))

    def _what_was_done_about_it(self) -> None:
        notice, refs = Confirmed(ground="notice"), (("amends", self.impeded.ref),)
        self.on("2027-11-10")
        self.refusals["made to last by one"] = self.refused(notice, refs=refs, signatories=("post/president",))
        self.lasting = self.enter(notice, refs=refs, signatories=WITHOUT_THE_SECRETARY)
        forced, refs = Annulled(ground="duress", from_="the-start"), (("amends", self.duress.ref),)
        self.refusals["annulled by two"] = self.refused(forced, refs=refs, signatories=WITHOUT_THE_SECRETARY)
        self.refusals["annulled with the key that rests"] = self.refused(forced, refs=refs, signatories=GRAVE)
        self.annulled = self.on("2027-11-15").enter(forced, refs=refs, signatories=GRAVE_WITHOUT)
        sound = (("amends", self.same_day.ref), ("amends", self.dated_back.ref))
        self.confirmed = self.on("2027-11-20").enter(
            Confirmed(ground="in-question"), refs=sound, signatories=WITHOUT_THE_SECRETARY
        )
        lost = KeyRevoked(
            name=self.signers["post/secretary"].name,
            key=key_text(self.signers["post/secretary"]),
            how="revoked",
            ground="compromised",
            since=SINCE,
        )
        self.on("2027-12-15")
        self.refusals["six weeks later"] = self.refused(letter(5))
        self.revoked = self.enter(lost, signatories=GRAVE_WITHOUT)
        self.last = self.enter(letter(5), signatories=WITHOUT_THE_SECRETARY, parts=self.said("text.en"))


@pytest.fixture(scope="module")
def story() -> Arrest:
    return Arrest()


@pytest.fixture(scope="module")
def told(story: Arrest) -> Told:
    return story.told()


def test_every_act_was_authorised_as_was_known_when_it_was_entered(story: Arrest) -> None:
    """Also the one under duress: a later act changes its standing, never whether it was authorised (R0)."""
    for last in (story.duress, story.impeded, story.annulled, story.last):
        assert checked(files_of(story.notes[: last.number + 1], story.words)).size == last.number + 1


def test_in_august_nobody_knew(story: Arrest, told: Told) -> None:
    book = told.book("2027-08-31", story.dated_back)
    held = book.holder("post/secretary", date(2027, 8, 31))
    assert held is not None and held.impeded_since is None
    assert book.questions == {}


def test_what_the_key_signed_and_the_gate_entered_since_is_in_question(story: Arrest, told: Told) -> None:
    """The day of entry decides: whoever has somebody's key dates as he likes."""
    questions = told.book(None, story.impeded).questions
    assert sorted(questions) == [story.same_day.number, story.duress.number, story.dated_back.number]
    assert {(each.because, each.lapses) for each in questions.values()} == {(story.impeded.number, None)}
    assert told.question(story.before, "2027-12-31") is None
    assert told.question(story.by_others, "2027-12-31") is None


def test_asked_for_august_as_is_known_now_the_secretary_was_detained(story: Arrest, told: Told) -> None:
    held = told.book("2027-08-31").holder("post/secretary", date(2027, 8, 31))
    assert held is not None
    assert (held.person, held.impeded_since) == ("person/23", SINCE)
    assert told.book("2027-08-02").questions == {}


def test_the_post_is_kept_and_the_key_rests(story: Arrest, told: Told) -> None:
    held = told.book("2027-12-01").holder("post/secretary", date(2027, 12, 1))
    assert held is not None and (held.person, held.ended) == ("person/23", "term")
    assert story.refusals["the key that rests"] == ["key-ended", "too-few-signatures"]
    assert story.refusals["six weeks later"] == ["key-ended", "too-few-signatures"]


def test_one_officer_warns_at_once_and_two_make_it_last(story: Arrest, told: Told) -> None:
    assert story.impeded.act.signatories == ("post/president",)
    assert story.refusals["made to last by one"] == ["too-few-signatures"]
    assert _rests_until(story, told, known=story.impeded.number) == date(2027, 12, 1)
    assert _rests_until(story, told, known=story.confirmed.number) == date.max


def _rests_until(story: Arrest, told: Told, known: int) -> date | None:
    keys = told.book(None, story.entries[known]).keys.values()
    return next(k.suspended_until for k in keys if k.material == story.signers["post/secretary"].material)


def test_one_officer_has_one_suspension_running(story: Arrest) -> None:
    assert story.refusals["a second one by the same officer"] == ["suspension"]


def test_nobody_is_detained_from_tomorrow_or_in_a_post_of_another(story: Arrest) -> None:
    assert story.refusals["from tomorrow"] == ["office"]
    assert story.refusals["of somebody else"] == ["office"]


def test_what_was_signed_in_fear_is_annulled_and_what_was_sound_is_confirmed(story: Arrest, told: Told) -> None:
    assert story.refusals["not in question yet"] == ["may-not-amend"]
    fall = told.book().letters[story.duress.number].annulled
    assert fall is not None and (fall.by, fall.ground, fall.from_) == (story.annulled.number, "duress", "the-start")
    for entry in (story.same_day, story.dated_back):
        assert told.question(entry, "2027-11-19", story.annulled) == "in-question"
        assert told.question(entry, "2027-11-20") == "confirmed"
        assert told.book().letters[entry.number].annulled is None


def test_the_statement_is_authentic_and_says_that_it_was_annulled(story: Arrest, told: Told) -> None:
    """Never "forged": the bytes are those that were signed, and every copy of them is still recognised."""
    assert told.said_above(story.duress)[0] == "notice.annulled.the-start"
    digest = story.duress.act.parts["file.pdf"]
    assert any(path.endswith(digest) for path in told.files)
    assert told.said_above(story.by_others) == []


def test_an_annulment_for_duress_is_grave_and_the_resting_key_has_no_part_in_it(story: Arrest) -> None:
    assert story.refusals["annulled by two"] == ["no-presiding-signature"]
    assert "key-ended" in story.refusals["annulled with the key that rests"]


def test_the_key_that_was_in_other_hands_ends_and_the_letters_go_on(story: Arrest, told: Told) -> None:
    key = next(k for k in told.book().keys.values() if k.material == story.signers["post/secretary"].material)
    assert (key.ended_by, key.until) == (story.revoked.number, date(2027, 12, 14))
    assert told.question(story.same_day, "2027-12-31") == "confirmed"  # asked twice, answered once
    assert told.book().series["letter/2027/5"] == story.last.number
