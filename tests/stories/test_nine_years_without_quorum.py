"""A body falls silent for nine years. Nothing lapses by silence but terms and keys, and the way back is written down.

In order: who holds over, who acts, caretakers whom the keepers seat, a session called by public record, an election
that fills the seats (A8, A9, C8).
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from qurultay.acts.act import text_hash, text_of
from qurultay.acts.acting import acting
from qurultay.acts.carrying_on import Announced, Recovered, Seated
from qurultay.acts.convening import Opened, SessionOpening
from qurultay.acts.office import Assignment, Elected
from qurultay.acts.resolving import Adopted, Provision
from qurultay.acts.rules import Quorum
from qurultay.acts.writing import Issued
from tests.hall import POSTS, constitution, key_text, rules, seeded
from tests.stories.splitting import FOUR, Assembly
from tests.stories.telling import Told, five

LETTER = Issued(form="letter", authentic=("en",), addressee="addressee/osmark")
TEXT = Adopted(
    text="resolution", body="body/assembly", how="acclamation", authentic=("en",), provisions=(Provision(label="1"),)
)
TWO = ("post/speaker", "post/teller")
THIRD = Quorum(num=1, den=3, test="at-least")
NEW = {post: seeded(post, 5) for post in POSTS}


class Silence:
    """The last term ends on 31 May 2030. The next act is entered in 2039."""

    def __init__(self) -> None:
        self.body = Assembly(constitution(rules=rules(key_days=4000, second_quorum=THIRD)))
        self.body.fill_posts(five(21))
        self.declaration = self.body.on("2028-05-01").enter(TEXT, parts=self.body.said("text.en", "title.en"))
        self.refusals: dict[str, list[str]] = {}
        self.body.on("2030-08-29")
        self.last_letter = self.body.enter(LETTER, parts=self.body.said("text.en"))
        self.refusals["a resolution while holding over"] = self.body.refused(TEXT)
        self.refusals["the day after"] = self.body.on("2030-08-30").refused(LETTER)
        self.keepers()
        self.the_way_back()

    def keepers(self) -> None:
        body = self.body
        body.on("2039-02-01")
        seated = tuple(Seated(post=p, person=f"person/{60 + n}", key=key_text(NEW[p])) for n, p in enumerate(POSTS))
        act = body.draft(
            Recovered(signers=seated), signatories=FOUR, enter_by=date(2039, 5, 1), parts=body.said("reason.en")
        )
        body.enter(Announced(class_="recovery", text=text_hash(text_of(act))), signatories=FOUR)
        body.on("2039-03-04")
        keys = [*(body.signers[k] for k in FOUR), *NEW.values()]
        self.recovered = body.sign_and_enter(act, keys)
        body.signers |= NEW

    def the_way_back(self) -> None:
        body = self.body
        self.refusals["a resolution by caretakers"] = body.refused(TEXT)
        self.call = body.on("2039-03-06").convene("session/2", opens=date(2039, 4, 10), closes=date(2039, 4, 12))
        body.on("2039-04-10").enter(empty("session/2"))
        self.refusals["an election without quorum"] = body.refused(self.seats("session/2"), signatories=TWO)
        first_week = {"opens": date(2039, 5, 2), "closes": date(2039, 5, 4)}
        self.second = body.on("2039-04-13").convene("session/3", second_of="session/2", **first_week)
        body.on("2039-05-02").enter(empty("session/3"))
        self.refusals["a resolution in the second call"] = body.refused(replace(TEXT, session="session/3"))
        self.elected = body.enter(self.seats("session/3"), signatories=TWO)
        president = Assignment(to="post/president", person="person/201", from_=body.today, until=date(2043, 4, 9))
        body.enter(Elected(winners=(president,), how="open-vote", session="session/3"), signatories=TWO)
        body.on("2039-05-06")
        self.took = body.take_office("post/president", "person/201", again=7)

    def seats(self, session: str) -> Elected:
        """All nine seats are filled in a session."""
        first = self.body.today
        chosen = tuple(
            Assignment(to=f"seat/{n}", person=f"person/{200 + n}", from_=first, until=date(2043, 4, 9))
            for n in range(1, 10)
        )
        return Elected(winners=chosen, how="open-vote", session=session)


def empty(session: str) -> Opened:
    """A session opens, and nobody sits in any seat."""
    return Opened(session=SessionOpening(session=session, entitled=0, present=0))


@pytest.fixture(scope="module")
def silence() -> Silence:
    return Silence()


@pytest.fixture(scope="module")
def told(silence: Silence) -> Told:
    return silence.body.told()


def test_for_ninety_days_the_holders_hold_over_and_make_nothing_new(silence: Silence) -> None:
    assert "caretaker" in silence.refusals["a resolution while holding over"]
    assert "not-holder-on-date" in silence.refusals["the day after"]


def test_in_the_years_of_silence_nobody_holds_and_nobody_acts(told: Told) -> None:
    book = told.book("2035-01-01")
    day = date(2035, 1, 1)
    assert all(book.holder(post, day) is None and acting(book, post, day) is None for post in POSTS)


def test_what_was_resolved_is_in_force_all_the_while(told: Told, silence: Silence) -> None:
    assert told.book("2035-01-01").texts[silence.declaration.number].in_force(date(2035, 1, 1))


def test_caretakers_seated_by_keepers_resolve_nothing(silence: Silence, told: Told) -> None:
    assert "caretaker" in silence.refusals["a resolution by caretakers"]
    assert told.book("2039-03-10").holder("post/secretary", date(2039, 3, 10)).caretaker  # type: ignore[union-attr]  # held


def test_a_session_to_which_nobody_can_come_has_no_quorum_and_elects_nobody(silence: Silence) -> None:
    assert "quorum" in silence.refusals["an election without quorum"]


def test_the_second_call_fills_seats_and_does_nothing_else(silence: Silence, told: Told) -> None:
    assert "quorum" in silence.refusals["a resolution in the second call"]
    assert told.book().sessions["session/3"].call.second_of == "session/2"


def test_a_session_called_again_in_public_fills_the_seats_and_the_body_is_whole_again(told: Told) -> None:
    day = date(2039, 5, 20)
    book = told.book("2039-05-20")
    assert len(book.filled("body/assembly", day)) == 9
    held = book.holder("post/president", day)
    assert held is not None and (held.person, held.caretaker) == ("person/201", False)


def test_if_they_do_nothing_caretakers_end_by_themselves(told: Told, silence: Silence) -> None:
    last = date(2039, 3, 4) + timedelta(days=90)
    book = told.book()
    held = book.holder("post/secretary", last)
    assert held is not None and held.caretaker
    assert book.holder("post/secretary", last + timedelta(days=1)) is None
