"""The president's term has ended, a successor took office, and the old key still lies in a drawer.

Authority is asked twice, on the date an act bears and on the day it is entered (T4): a former president can
neither date back nor sign on. Where nobody has succeeded yet he holds over, as a caretaker, for ninety days (A9).
"""

from datetime import date

import pytest

from qurultay.acts.act import Act, Entry
from qurultay.acts.office import Assignment, Elected, KeyEnrolled, TookOffice, Vacated
from qurultay.acts.resolving import Adopted
from qurultay.acts.writing import Issued
from qurultay.record.errors import Broken
from qurultay.tlog import checkpoint
from qurultay.tlog.keys import SigningKey
from tests.hall import key_text, seeded
from tests.record.forge import checked, files_of, forge_note
from tests.stories.telling import GRAVE, Story, Told, five

LETTER = Issued(form="letter", authentic=("en",), addressee="addressee/osmark")
SECRETARY = ("post/secretary",)


class Handover(Story):
    """From the first president to the second, who is in office from 1 July 2027, and the week after."""

    def __init__(self) -> None:
        super().__init__()
        self.refusals: dict[str, list[str]] = {}
        self.fill_posts(five(21), president="2027-06-30")
        self.former, self.next = self.signers["post/president"], seeded("post/president", 2)
        self._a_successor_is_elected()
        self._the_last_days()
        self._the_drawer_is_opened()

    def _a_successor_is_elected(self) -> None:
        self.on("2027-05-20").hold_session("session/2")
        won = Assignment(to="post/president", person="person/31", from_=date(2027, 7, 1), until=date(2031, 6, 30))
        body = Elected(winners=(won,), how="secret-ballot", session="session/2")
        self.refusals["elected by the one who goes"] = self.refused(body, signatories=("post/president", "post/teller"))
        self.election = self.enter(body, signatories=("post/speaker", "post/teller"))
        taking = TookOffice(post="post/president", person="person/31", key=key_text(self.next))
        by, keys, name = (
            ("post/secretary", "post/vice-president", "post/speaker"),
            (self.next,),
            self.named("person/31"),
        )
        self.on("2027-05-23")
        self.refusals["too early"] = self.refused(taking, signatories=by, with_keys=keys, parts=name)
        self.took = self.on("2027-06-25").enter(taking, signatories=by, with_keys=keys, parts=name)

    def _the_last_days(self) -> None:
        self.on("2027-06-28")
        self.refusals["before the first day"] = self.refused(LETTER, by=SECRETARY, with_keys=(self.next,))
        self.in_office = self.by_the_former()
        self.unfinished = self.on("2027-06-30").draft(LETTER)
        self.on("2027-07-02")
        keys = [self.former, self.signers["post/secretary"]]
        self.refusals["signed in office, entered after"] = self.objections(self.unfinished, keys)
        self.adopted = self.sign_and_enter(self.unfinished, [*keys, self.next])
        self.signers["post/president"] = self.next

    def by_the_former(self) -> Entry:
        """A letter under the old key."""
        return self.enter(LETTER, by=SECRETARY, with_keys=(self.former,), parts=self.said("text.en"))

    def _the_drawer_is_opened(self) -> None:
        self.on("2027-07-05")
        old = (self.former,)
        back = date(2027, 6, 28)
        self.refusals["dated back"] = self.refused(LETTER, date=back, by=SECRETARY, with_keys=old)
        self.why = self.why_not(LETTER, date=back, by=SECRETARY, with_keys=old)
        self.refusals["dated truly"] = self.refused(LETTER, by=SECRETARY, with_keys=old)
        self.refusals["the new one dates back"] = self.refused(LETTER, date=back, by=SECRETARY, with_keys=(self.next,))
        fresh = seeded("post/president", 7)
        enrolled = KeyEnrolled(use="acts", key=key_text(fresh), post="post/president", person="person/21")
        self.refusals["another key for himself"] = self.refused(
            enrolled, signatories=GRAVE, by=GRAVE[1:], with_keys=(self.former, fresh)
        )
        gone = Vacated(place="post/president", person="person/31", how="resigned")
        self.refusals["the new one resigns"] = self.refused(gone, signatories=("post/president",), by=(), with_keys=old)
        self.dated_back = self.draft(LETTER, date=back)
        self.last = self.on("2027-07-06").enter(LETTER, parts=self.said("text.en"))

    def mirror(self, act: Act, gate: SigningKey) -> dict[str, bytes]:
        """A record which he runs himself: all acts up to that day, and his own as the next."""
        honest, self.gate = self.gate, gate
        note = forge_note(self.on("2027-07-06"), act, [self.former, self.signers["post/secretary"]])
        self.gate = honest
        return files_of([*self.notes[: self.last.number], note], self.words)


@pytest.fixture(scope="module")
def story() -> Handover:
    return Handover()


@pytest.fixture(scope="module")
def told(story: Handover) -> Told:
    return story.told()


@pytest.mark.parametrize(
    ("day", "person"),
    [
        ("2026-07-12", "person/1"),
        ("2026-07-13", "person/21"),
        ("2027-06-25", "person/21"),
        ("2027-06-30", "person/21"),
        ("2027-07-01", "person/31"),
        ("2031-06-30", "person/31"),
    ],
)
def test_who_was_president_on_a_day(day: str, person: str, told: Told) -> None:
    assert told.holder("post/president", day) == person


def test_before_the_successor_took_office_the_register_said_that_he_would_hold_over(
    story: Handover, told: Told
) -> None:
    assert told.holder("post/president", "2027-07-05", story.election) == "person/21"
    assert told.holder("post/president", "2027-09-28", story.election) == "person/21"
    assert told.holder("post/president", "2027-09-29", story.election) is None


def test_the_old_key_ended_with_the_term_by_the_act_of_the_successor(story: Handover, told: Told) -> None:
    key = next(k for k in told.book().keys.values() if k.material == story.former.material)
    assert (key.until, key.ended_by) == (date(2027, 6, 30), story.took.number)


def test_he_signs_to_the_last_day_and_not_his_own_successor(story: Handover, told: Told) -> None:
    assert told.report.book.letters[story.in_office.number].date == date(2027, 6, 28)
    assert "outgoing-holder" in story.refusals["elected by the one who goes"]
    assert story.refusals["too early"] == ["contest-period"]
    assert story.refusals["before the first day"] == ["not-holder-on-date", "too-few-signatures"]


def test_what_he_signed_in_office_lapses_unless_the_successor_adopts_it(story: Handover, told: Told) -> None:
    assert story.refusals["signed in office, entered after"] == ["not-holder-at-entry", "too-few-signatures"]
    assert told.report.book.letters[story.adopted.number].date == date(2027, 6, 30)
    assert story.adopted.entered > story.took.entered


def test_a_letter_dated_back_is_refused_with_the_day_and_the_way_out(story: Handover) -> None:
    assert story.refusals["dated back"] == ["not-holder-at-entry", "too-few-signatures"]
    assert "held post/president on 2027-06-28 and no longer on 2027-07-05" in story.why
    assert "the successor must sign too" in story.why
    assert story.refusals["dated truly"] == ["not-holder-on-date", "too-few-signatures"]


def test_neither_does_the_new_one_sign_for_the_time_before(story: Handover) -> None:
    assert story.refusals["the new one dates back"] == ["not-holder-on-date", "too-few-signatures"]


def test_the_old_key_opens_no_other_door(story: Handover) -> None:
    assert {"office", "not-holder-on-date"} <= set(story.refusals["another key for himself"])
    assert {"holder-alone", "not-holder-on-date"} <= set(story.refusals["the new one resigns"])


def test_on_his_own_mirror_the_record_breaks_at_his_act(story: Handover) -> None:
    """Even with the gate's and the log's stolen keys: the honest acts before it verify, his does not."""
    with pytest.raises(Broken) as caught:
        checked(story.mirror(story.dated_back, seeded("gate")))
    assert (caught.value.code, caught.value.number) == ("not-holder-at-entry", story.last.number)
    honest = checked(files_of(story.notes[: story.last.number], story.words))
    assert honest.size == story.last.number


def test_a_gate_of_his_own_is_no_gate_of_this_record(story: Handover) -> None:
    with pytest.raises(Broken) as caught:
        checked(story.mirror(story.dated_back, seeded("gate", 1)))
    assert (caught.value.code, caught.value.number) == ("unknown-signer", story.last.number)


def test_a_reader_who_has_seen_the_true_head_knows_the_other_branch(story: Handover, told: Told) -> None:
    head, _ = checkpoint.parse(told.files["checkpoint"])
    other = Handover()
    other.notes, other.gate = other.notes[: story.last.number], seeded("gate")
    other.judge = checked(files_of(other.notes, other.words)).remembered.judge
    other.on("2027-07-07").enter(LETTER, parts=other.said("text.en"))
    with pytest.raises(Broken) as caught:
        checked(files_of(other.notes, other.words), earlier=(head,))
    assert caught.value.code == "forked"
    assert checked(told.files, earlier=(head,)).size == head.size


class NobodySucceeds(Story):
    """The same end of term, and no successor for more than ninety days."""

    def __init__(self) -> None:
        super().__init__()
        self.refusals: dict[str, list[str]] = {}
        self.fill_posts(five(21), president="2027-06-30")
        self.letter = self.on("2027-07-05").enter(LETTER, parts=self.said("text.en"))
        key = seeded("post/secretary", 5)
        enrolled = KeyEnrolled(use="acts", key=key_text(key), post="post/secretary", person="person/23")
        adopted = Adopted(text="resolution", body="body/assembly", how="acclamation", authentic=("en",))
        self.refusals["another's key"] = self.refused(enrolled, signatories=GRAVE, with_keys=(key,))
        self.refusals["a new text"] = self.refused(adopted)
        self.last_letter = self.on("2027-09-28").enter(LETTER, parts=self.said("text.en"))
        self.refusals["on the ninety-first day"] = self.on("2027-09-29").refused(LETTER)
        self.elect("post/president", "person/31", until="2031-09-28")
        self.took = self.on("2027-10-03").take_office("post/president", "person/31", again=2)
        self.first_letter = self.enter(LETTER, parts=self.said("text.en"))


def test_who_holds_over_keeps_the_house_for_ninety_days_and_no_more() -> None:
    story = NobodySucceeds()
    told = story.told()
    assert story.refusals == {
        "another's key": ["caretaker"],
        "a new text": ["caretaker"],
        "on the ninety-first day": ["not-holder-on-date", "too-few-signatures"],
    }
    held = told.book("2027-09-28").holder("post/president", date(2027, 9, 28))
    assert held is not None
    assert (held.person, held.runs_on(date(2027, 9, 28)), held.holds_on(date(2027, 9, 28))) == (
        "person/21",
        False,
        True,
    )
    assert [told.holder("post/president", day) for day in ("2027-09-29", "2027-10-03")] == [None, "person/31"]
    assert set(told.book().letters) == {story.letter.number, story.last_letter.number, story.first_letter.number}
