"""An exile government hands over to the parliament that was freely elected at home: a lawful end, not a dead server (C7)."""

from __future__ import annotations

from datetime import date

import pytest

from qurultay.acts.amending import Change, Corrected, Withheld
from qurultay.acts.constituting import Concluded
from qurultay.acts.writing import Issued
from qurultay.record.comparing import compare
from tests.stories.splitting import FOUR, Assembly, before_the_split, continuing
from tests.stories.telling import GRAVE, Told

LETTER = Issued(form="letter", authentic=("en",), addressee="addressee/osmark", number="letter/2027/1")


class HandedOver:
    """The last letter, the conclusion, and what is tried after it."""

    def __init__(self) -> None:
        self.body: Assembly = before_the_split()
        self.body.on("2027-03-05")
        self.words = self.body.said("text.en", "text.ug")
        self.letter = self.body.enter(LETTER, parts=self.words)
        self.home = continuing((self.body, len(self.body.notes)), day="2027-03-06", ground="relocation", keepers=())
        end = Concluded(how="handed-over", successor=self.home.book.founding, address="https://parliament.example")
        self.alone = self.body.refused(end, signatories=GRAVE)
        self.end = self.body.announced(end)
        self.after = {
            "a letter": self.body.refused(LETTER),
            "another end": self.body.refused(end, signatories=(*GRAVE, *FOUR)),
        }
        self.body.on("2027-06-01")
        refs = (("amends", self.letter.ref),)
        self.corrected = self.body.enter(
            Corrected(changes=(Change(field="body.number", was="letter/2027/1", now="letter/2027/1a"),)), refs=refs
        )
        withheld = Withheld(names=("text.ug",), ground="safety")
        self.withheld = self.body.enter(withheld, refs=refs)
        self.body.gone(self.words, "text.ug")


@pytest.fixture(scope="module")
def story() -> HandedOver:
    return HandedOver()


@pytest.fixture(scope="module")
def told(story: HandedOver) -> Told:
    return story.body.told()


def test_three_officers_do_not_end_a_record(story: HandedOver) -> None:
    assert {"too-few-keepers", "not-announced"} <= set(story.alone)


def test_after_the_end_nothing_enters_but_corrections_and_withholding(story: HandedOver, told: Told) -> None:
    assert all("concluded" in codes for codes in story.after.values())
    assert told.report.size == story.withheld.number + 1


def test_the_end_names_who_follows_and_the_follower_names_it(story: HandedOver) -> None:
    (claim,) = compare(story.body.branch, story.home.branch).continuations
    assert (claim.acknowledged_by, claim.claim_only) == (story.end.number, False)


def test_the_record_can_be_read_and_verified_for_ever(told: Told, story: HandedOver) -> None:
    book = told.book("2090-01-01")
    assert book.concluded == story.end.number
    assert told.book("2027-03-10").holder("post/president", date(2027, 3, 10)) is not None
