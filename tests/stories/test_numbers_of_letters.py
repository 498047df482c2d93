"""Letter 14 is signed, printed with its number, and stopped; letter 15 says that 14 stays unused.

A number belongs to what was signed under it. It is never given again, also not to close a gap, and where it was
written wrongly the old one leads to the letter for ever (T12, T13).
"""

from dataclasses import replace

import pytest

from qurultay.acts.act import text_hash, text_of
from qurultay.acts.amending import Annulled, Change, Contested, Corrected
from qurultay.acts.writing import Issued
from tests.stories.telling import Story, Told, five

OFFICERS = ("post/president", "post/secretary")
THREE = (*OFFICERS, "post/vice-president")


def letter(number: int | None, *unused: int) -> Issued:
    label = None if number is None else f"letter/2027/{number}"
    return Issued(form="letter", authentic=("en",), addressee="addressee/osmark", number=label, unused=unused)


def relabel(was: int, now: int) -> Corrected:
    return Corrected(changes=(Change(field="body.number", was=f"letter/2027/{was}", now=f"letter/2027/{now}"),))


class Series(Story):
    """Letters 13 to 18 of 2027, with every refusal on the way."""

    def __init__(self) -> None:
        super().__init__()
        self.refusals: dict[str, list[str]] = {}
        self.fill_posts(five(21))
        self._fourteen_is_stopped()
        self._fifteen_follows()
        self._a_clerk_would_like_it_tidier()
        self._a_wrong_number()
        self._a_stopped_letter_enters_after_all()

    def _fourteen_is_stopped(self) -> None:
        self.thirteen = self.on("2027-03-01").enter(letter(13), parts=self.said("text.en"))
        self.fourteen = self.on("2027-03-08").draft(letter(14), parts=self.said("text.en"))
        self.stop = self.enter(self.stopping(text_of(self.fourteen)), signatories=("keeper/2",))
        keys = [self.signers[post] for post in OFFICERS]
        self.refusals["the stopped letter"] = self.objections(self.fourteen, keys)
        again = self.stopping(text_of(self.fourteen))
        self.refusals["stopped a second time"] = self.refused(again, signatories=("post/teller",))
        changed_mind = replace(again, step="withdrawn")
        self.refusals["the stop withdrawn"] = self.refused(changed_mind, signatories=("keeper/2",))

    def stopping(self, text: bytes) -> Contested:
        """A stop names a draft by the SHA-256 of its text."""
        return Contested(step="opened", ground="wording", draft=text_hash(text))

    def _fifteen_follows(self) -> None:
        self.on("2027-03-09")
        self.refusals["unused, though issued"] = self.refused(letter(15, 13))
        self.refusals["unused, though its own"] = self.refused(letter(15, 15))
        self.refusals["unused, without a number"] = self.refused(letter(None, 14))
        self.fifteen = self.enter(letter(15, 14), parts=self.said("text.en"))

    def _a_clerk_would_like_it_tidier(self) -> None:
        refs = (("amends", self.fifteen.ref),)
        self.on("2027-03-10")
        self.refusals["fifteen becomes fourteen"] = self.refused(relabel(15, 14), refs=refs)
        self.refusals["fifteen becomes thirteen"] = self.refused(relabel(15, 13), refs=refs)
        self.refusals["from what it never was"] = self.refused(relabel(14, 16), refs=refs)
        self.refusals["a new letter fourteen"] = self.refused(letter(14))
        self.refusals["a second fifteen"] = self.refused(letter(15))
        unused = Corrected(changes=(Change(field="body.unused", was="14", now="12"),))
        self.refusals["the list of unused ones"] = self.refused(unused, refs=refs)
        keys = [self.signers[post] for post in THREE[:2]]
        self.refusals["the stopped letter after that"] = self.objections(self.fourteen, keys)

    def _a_wrong_number(self) -> None:
        self.on("2027-03-11")
        self.seventeen = self.enter(letter(17), parts=self.said("text.en"))
        self.corrected = self.enter(relabel(17, 16), refs=(("amends", self.seventeen.ref),))
        self.refusals["the number that was wrong"] = self.refused(letter(17))
        self.refusals["the number that is right"] = self.refused(letter(16))
        falling = (("amends", self.thirteen.ref),)
        three = ("post/president", "post/secretary", "post/speaker")
        self.annulled = self.enter(Annulled(ground="forgery", from_="the-start"), refs=falling, signatories=three)
        self.refusals["the number of an annulled letter"] = self.refused(letter(13))

    def _a_stopped_letter_enters_after_all(self) -> None:
        eighteen = self.on("2027-03-12").draft(letter(18), signatories=THREE, parts=self.said("text.en"))
        keys = [self.signers[post] for post in THREE]
        two = replace(eighteen, signatories=OFFICERS, id="rgnhwn22")
        self.enter(self.stopping(text_of(two)), signatories=("post/speaker",))
        self.enter(self.stopping(text_of(eighteen)), signatories=("post/speaker",))
        self.refusals["stopped, with two signatures"] = self.objections(two, keys[:2])
        self.eighteen = self.sign_and_enter(eighteen, keys)


@pytest.fixture(scope="module")
def story() -> Series:
    return Series()


@pytest.fixture(scope="module")
def told(story: Series) -> Told:
    return story.told()


def test_a_stopped_letter_needs_one_signature_more(story: Series, told: Told) -> None:
    assert story.refusals["the stopped letter"] == ["too-few-signatures"]
    assert story.refusals["stopped, with two signatures"] == ["too-few-signatures"]
    assert told.book().letters[story.eighteen.number].issued.number == "letter/2027/18"
    assert told.book().stopped[text_hash(text_of(story.fourteen))] == [story.stop.number]


def test_a_text_is_stopped_once_and_a_stop_is_not_taken_back(story: Series) -> None:
    assert story.refusals["stopped a second time"] == ["second-stop"]
    assert "contest" in story.refusals["the stop withdrawn"]


def test_the_next_letter_says_that_the_number_stays_unused(story: Series, told: Told) -> None:
    book = told.book("2027-03-09")
    assert book.unused == {"letter/2027/14": story.fifteen.number}
    assert "letter/2027/14" not in book.series
    assert told.book("2027-03-08", story.stop).unused == {}


@pytest.mark.parametrize("said", ["unused, though issued", "unused, though its own", "unused, without a number"])
def test_only_a_number_nobody_used_is_given_up(said: str, story: Series) -> None:
    assert story.refusals[said] == ["label-again"]


@pytest.mark.parametrize("tidier", ["fifteen becomes fourteen", "fifteen becomes thirteen", "a new letter fourteen"])
def test_a_gap_is_never_closed_by_renumbering(tidier: str, story: Series) -> None:
    assert story.refusals[tidier] == ["label-again"]


def test_the_stopped_letter_does_not_come_back_once_its_number_was_given_up(story: Series) -> None:
    assert story.refusals["the stopped letter after that"] == ["label-again", "too-few-signatures"]


def test_a_number_is_used_once_also_when_its_letter_was_annulled(story: Series, told: Told) -> None:
    assert story.refusals["a second fifteen"] == ["label-again"]
    assert story.refusals["the number of an annulled letter"] == ["label-again"]
    assert told.book().series["letter/2027/13"] == story.thirteen.number


def test_a_corrected_number_leaves_the_old_one_as_an_alias_for_ever(story: Series, told: Told) -> None:
    book = told.book()
    assert book.series["letter/2027/17"] == book.series["letter/2027/16"] == story.seventeen.number
    assert book.letters[story.seventeen.number].issued.number == "letter/2027/16"
    assert told.report.book.letters[story.seventeen.number].issued.number == "letter/2027/17"  # as it was signed
    assert told.book(None, story.seventeen).series.get("letter/2027/16") is None
    assert story.refusals["the number that was wrong"] == ["label-again"]
    assert story.refusals["the number that is right"] == ["label-again"]


def test_a_correction_starts_from_what_is_written_and_leaves_the_list_alone(story: Series) -> None:
    assert story.refusals["from what it never was"] == ["was-differs"]
    assert story.refusals["the list of unused ones"] == ["not-correctable"]


def test_on_every_day_each_number_leads_to_one_letter(story: Series, told: Told) -> None:
    known = {day: sorted(told.book(day).series) for day in ("2027-03-01", "2027-03-09", "2027-03-12")}
    assert [[int(label.rsplit("/", 1)[1]) for label in labels] for labels in known.values()] == [
        [13],
        [13, 15],
        [13, 15, 16, 17, 18],
    ]
