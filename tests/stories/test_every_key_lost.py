"""One night takes every officer's key. Keepers in five countries let the body act again, in public and after a month.

They elect nobody and sign no text: they seat caretakers, the caretakers call a session, the session elects (A2, C8).
"""

from __future__ import annotations

from datetime import timedelta

import pytest

from qurultay.acts.act import Entry, text_hash, text_of
from qurultay.acts.carrying_on import Announced, Recovered, Seated
from qurultay.acts.resolving import Adopted, Provision
from qurultay.acts.writing import Issued
from tests.hall import POSTS, key_text, seeded
from tests.stories.splitting import FOUR, Assembly, before_the_split
from tests.stories.telling import Told, five

LETTER = Issued(form="letter", authentic=("en",), addressee="addressee/osmark")
TEXT = Adopted(
    text="resolution", body="body/assembly", how="acclamation", authentic=("en",), provisions=(Provision(label="1"),)
)
NEW = {post: seeded(post, 5) for post in POSTS}


class Night:
    """From the night of 9 March 2027 to the day on which those elected take office."""

    def __init__(self) -> None:
        self.body: Assembly = before_the_split()
        self.refusals: dict[str, list[str]] = {}
        self.body.on("2027-03-10")
        self.keepers_say_what_is_to_come()
        self.a_month_passes()
        self.caretakers_carry_on()

    def keepers_say_what_is_to_come(self) -> None:
        body = self.body
        seated = tuple(Seated(post=p, person=f"person/{20 + n}", key=key_text(NEW[p])) for n, p in enumerate(POSTS, 1))
        self.act = body.draft(
            Recovered(signers=seated),
            signatories=FOUR,
            enter_by=body.today + timedelta(days=90),
            parts=body.said("reason.en"),
        )
        self.digest = text_hash(text_of(self.act))
        self.keys = [*(body.signers[keeper] for keeper in FOUR), *NEW.values()]
        notice = Announced(class_="recovery", text=self.digest)
        self.refusals["three keepers"] = body.refused(notice, signatories=FOUR[:3])
        self.notice = body.enter(notice, signatories=FOUR)

    def a_month_passes(self) -> None:
        self.body.on("2027-04-08")
        self.refusals["a day too early"] = self.body.objections(self.act, self.keys)
        self.body.on("2027-04-09", 10)
        self.recovered: Entry = self.body.sign_and_enter(self.act, self.keys)
        self.refusals["an old key"] = self.body.objections(
            self.body.draft(LETTER), [self.body.signers[p] for p in ("post/president", "post/secretary")]
        )
        self.body.signers |= NEW

    def caretakers_carry_on(self) -> None:
        body = self.body
        self.letter = body.enter(LETTER, parts=body.said("text.en"))
        body.on("2027-04-20").hold_session("session/10")
        self.text = body.enter(TEXT, parts=body.said("text.en", "title.en"))


@pytest.fixture(scope="module")
def night() -> Night:
    return Night()


@pytest.fixture(scope="module")
def told(night: Night) -> Told:
    return night.body.told()


def test_three_keepers_can_do_nothing(night: Night) -> None:
    assert night.refusals["three keepers"] == ["too-few-keepers"]


def test_four_can_do_nothing_before_a_month_has_passed(night: Night) -> None:
    assert night.refusals["a day too early"] == ["not-announced"]


def test_who_was_elected_stays_who_they_were_under_a_new_key(told: Told, night: Night) -> None:
    """Keepers gave the same five persons new keys, so nobody is a caretaker and terms run as before."""
    book = told.book("2027-05-01")
    for post, person in five(21).items():
        held = book.holder(post, book.on)
        assert held is not None and (held.person, held.caretaker) == (person, False)


def test_what_lies_in_the_thiefs_hands_signs_nothing_any_more(night: Night) -> None:
    assert night.refusals["an old key"][0] == "key-ended"


def test_the_body_writes_sits_and_resolves_again(told: Told, night: Night) -> None:
    assert night.letter.number in told.report.book.letters
    assert night.text.number in told.report.book.texts


def test_what_was_signed_with_the_stolen_keys_before_can_be_put_in_question_and_nothing_was_unsaid(
    told: Told, night: Night
) -> None:
    assert told.report.size == len(night.body.notes)
    assert told.report.book.entries[night.notice.number].act.kind == "announced"
