"""Votes from their preparation to the motion that hears of them, on rows and with a record behind them."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import pytest

from qurultay.secretariat.chamber import casting, counting, presence, sheets, votes
from qurultay.secretariat.chamber.models import Presence, SecretPaper, Vote, Voted, VoteEvent
from qurultay.secretariat.chamber.preparing import Question, prepare
from qurultay.secretariat.door.models import Account
from qurultay.secretariat.frame.order import OutOfOrder
from tests.secretariat.sitting import NINE, Hall, in_session

CONGRESS = "body/congress"
MINUTE = timedelta(minutes=1)
ORDER = {"en": "That we adjourn for lunch", "ug": "چۈشلۈك تاماققا توختايلى"}


@dataclass
class Chamber:
    """A congress of nine in session, its clock, and who may press what."""

    hall: Hall
    now: datetime = NINE + MINUTE

    def prepared(self, method: str = "named", **asked: Any) -> VoteEvent:
        question = Question(method=method, **{"asks": "procedure", "words": ORDER, **asked})
        return prepare(self.hall.sitting, question, self.now)

    def opened(self, method: str = "named", **asked: Any) -> VoteEvent:
        return votes.open_(self.prepared(method, **asked), None, self.now)

    def account(self, seat: int) -> Account:
        return self.hall.delegates[seat].person.account

    def cast(self, event: VoteEvent, *choices: tuple[int, str]) -> None:
        for seat, choice in choices:
            casting.cast(event, self.account(seat), choice, self.now)

    def closed(self, event: VoteEvent) -> VoteEvent:
        self.now += MINUTE
        return votes.close(event, None, self.now)

    def out(self, seat: int) -> None:
        presence.check_out(self.hall.sitting, self.hall.delegates[seat], self.now)

    def comes(self, seat: int, channel: str = "remote") -> None:
        presence.check_in(self.hall.sitting, self.hall.delegates[seat], channel, self.now)


@pytest.fixture
def chamber(db, house) -> Chamber:
    return Chamber(in_session(9, CONGRESS))


def refused(key: str, deed: Any, *args: Any, **named: Any) -> dict[str, Any]:
    with pytest.raises(OutOfOrder) as bad:
        deed(*args, **named)
    assert bad.value.saying.key == f"chamber.out.{key}"
    return dict(bad.value.saying.places)


def all_for(*seats: int) -> list[tuple[int, str]]:
    return [(seat, "for") for seat in seats]


# --- quorum, and the four outcomes --------------------------------------------------------------------------------------


def test_a_vote_opens_with_five_of_nine_and_not_with_four(chamber) -> None:
    event = chamber.prepared()
    for seat in (5, 6, 7, 8, 9):
        chamber.out(seat)
    assert refused("open-quorum", votes.open_, event, None, chamber.now) == {"present": 4, "needed": 5}
    chamber.comes(9)
    assert votes.open_(event, None, chamber.now).state == "open"


def test_where_too_few_answer_nothing_is_decided_and_nothing_is_declared(chamber) -> None:
    event = chamber.opened()
    chamber.cast(event, *all_for(1, 2, 3, 4))
    event = chamber.closed(event)
    assert (event.state, event.result) == ("closed", "no-decision")
    assert chamber.prepared().pk, "the question may be put again"


@pytest.mark.parametrize(
    ("for_", "against", "abstain", "result"),
    [(3, 2, 0, "adopted"), (2, 2, 1, "tied"), (2, 3, 0, "lost"), (2, 1, 2, "adopted")],
)
def test_the_figures_decide(chamber, for_: int, against: int, abstain: int, result: str) -> None:
    event, choices = chamber.opened(), ["for"] * for_ + ["against"] * against + ["abstain"] * abstain
    chamber.cast(event, *enumerate(choices, 1))
    assert chamber.closed(event).result == result


# --- one person, one channel, one vote (V16, V17) -------------------------------------------------------------------------


def test_the_first_vote_stands_and_the_same_again_is_answered_alike(chamber) -> None:
    event = chamber.opened()
    first = casting.cast(event, chamber.account(1), "for", chamber.now)
    assert casting.cast(event, chamber.account(1), "for", chamber.now) == first
    refused("voted", casting.cast, event, chamber.account(1), "against", chamber.now)
    assert [each.choice for each in Vote.objects.filter(event=event)] == ["for"]


def test_whoever_is_in_the_room_checks_out_before_joining_by_line(chamber) -> None:
    refused("there-by-room", chamber.comes, 1, "remote")
    chamber.out(1)
    chamber.comes(1, "remote")
    assert list(Presence.objects.filter(credential=chamber.hall.delegates[1], left=None).values_list("channel")) == [
        ("remote",)
    ]


def test_nobody_votes_without_being_there(chamber) -> None:
    event = chamber.opened()
    chamber.out(3)
    refused("check-in-first", casting.cast, event, chamber.account(3), "for", chamber.now)


def test_whoever_raised_a_hand_does_not_go_home_and_vote_again(chamber) -> None:
    chamber.out(9)
    chamber.comes(9, "remote")
    chamber.now += MINUTE
    event = chamber.opened("hands")
    refused("counted-in-room", casting.cast, event, chamber.account(1), "for", chamber.now)
    chamber.now += MINUTE
    chamber.out(1)
    chamber.comes(1, "remote")
    refused("counted-in-room", casting.cast, event, chamber.account(1), "for", chamber.now)
    assert casting.cast(event, chamber.account(9), "for", chamber.now)
    chamber.out(9)
    refused("voted-by-line", chamber.comes, 9, "room")
    chamber.comes(9, "remote")


def test_a_resignation_while_a_vote_is_open_changes_nothing_in_it(chamber) -> None:
    event = chamber.opened()
    resigning = chamber.hall.delegates[2].membership
    resigning.until = NINE.date() - timedelta(days=1)
    resigning.save()
    chamber.hall.delegates[3].suspended = True
    chamber.hall.delegates[3].save()
    chamber.cast(event, *all_for(1, 2, 3, 4, 5))
    assert chamber.closed(event).counts["for_"] == 5
    refused("not-on-roll", chamber.cast, chamber.opened(), (2, "for"))


def test_a_vote_that_is_not_open_takes_no_vote(chamber) -> None:
    event = chamber.prepared()
    refused("not-open", casting.cast, event, chamber.account(1), "for", chamber.now)
    event = votes.open_(event, None, chamber.now)
    chamber.closed(event)
    refused("not-open", casting.cast, event, chamber.account(1), "for", chamber.now)


# --- secret -------------------------------------------------------------------------------------------------------------


def test_a_secret_paper_says_neither_whose_it_is_nor_when_it_came(chamber) -> None:
    event = chamber.opened("secret")
    for seat, choice in enumerate(["for", "against", "for", "for", "against", "abstain"], 1):
        assert casting.cast(event, chamber.account(seat), choice, chamber.now) == ""
    fields = {each.name for each in SecretPaper._meta.get_fields()}
    assert fields == {"id", "event", "choice"}
    before = set(SecretPaper.objects.values_list("pk", flat=True))
    event = chamber.closed(event)
    after = list(SecretPaper.objects.order_by("pk").values_list("pk", flat=True))
    assert not before & set(after), "every row is written anew when the vote closes"
    assert (event.counts["for_"], event.counts["against"], event.counts["abstained"]) == (3, 2, 1)
    assert Voted.objects.filter(event=event).count() == 6


def test_a_secret_vote_is_never_changed(chamber) -> None:
    event = chamber.opened("secret")
    chamber.cast(event, (1, "for"))
    for choice in ("for", "against"):
        refused("voted-secretly", casting.cast, event, chamber.account(1), choice, chamber.now)
    assert SecretPaper.objects.filter(event=event).count() == 1


# --- tellers ------------------------------------------------------------------------------------------------------------


def test_two_tellers_must_count_alike(chamber) -> None:
    first, second = (Account.objects.open(f"teller-{n}") for n in (1, 2))
    event = chamber.opened("hands")
    sheets.count(event, first, {"for": "6", "against": "3"}, chamber.now)
    assert refused("two-tellers", chamber.closed, event) == {"count": 1}
    sheets.count(event, second, {"for": "5", "against": "4"}, chamber.now)
    refused("tellers-differ", chamber.closed, event)
    sheets.count(event, second, {"for": "6", "against": "3"}, chamber.now)
    event = chamber.closed(event)
    assert (event.result, event.counts["for_"], event.counts["against"]) == ("adopted", 6, 3)


def test_tellers_do_not_count_more_hands_than_are_in_the_room(chamber) -> None:
    event = chamber.opened("hands")
    teller = Account.objects.open("teller-1")
    typed = {"for": "6", "against": "4"}
    assert refused("more-than-present", sheets.count, event, teller, typed, chamber.now) == {
        "counted": 10,
        "present": 9,
    }
    refused("number", sheets.count, event, teller, {"for": "six"}, chamber.now)


def test_a_roll_call_becomes_votes_by_name_when_two_tellers_heard_the_same(chamber) -> None:
    first, second = (Account.objects.open(f"teller-{n}") for n in (1, 2))
    event = chamber.opened("roll-call")
    answers = {str(c.pk): "for" if seat < 7 else "against" for seat, c in chamber.hall.delegates.items() if seat < 9}
    answers[str(chamber.hall.delegates[9].pk)] = "absent"
    for who, choice in answers.items():
        sheets.answer(event, first, {who: choice}, chamber.now)
    sheet = sheets.answer(event, first, {}, chamber.now)
    sheets.stand_by(event, second, sheet.pk, chamber.now)
    event = chamber.closed(event)
    assert (event.result, event.counts["for_"], event.counts["against"]) == ("adopted", 6, 2)
    assert Vote.objects.filter(event=event).count() == 8


# --- lines (V2) -----------------------------------------------------------------------------------------------------------


def test_a_vote_stays_open_while_too_many_lines_are_cut(chamber) -> None:
    for seat in (6, 7, 8, 9):
        chamber.out(seat)
        chamber.comes(seat, "remote")
    event = chamber.opened()
    chamber.cast(event, *all_for(1, 2, 3, 4, 5))
    chamber.now += 10 * MINUTE
    for seat in (6, 7, 8):
        presence.heard(chamber.hall.sitting, chamber.hall.delegates[seat], chamber.now)
    places = refused("lines-cut", votes.close, event, None, chamber.now)
    assert (places["lost"], places["remote"]) == (1, 4)
    presence.heard(chamber.hall.sitting, chamber.hall.delegates[9], chamber.now)
    assert votes.close(event, None, chamber.now).result == "adopted"


def test_cutting_lines_does_not_keep_a_vote_open_for_ever(chamber) -> None:
    for seat in (6, 7, 8, 9):
        chamber.out(seat)
        chamber.comes(seat, "remote")
    event = chamber.opened()
    refused("lines-cut", votes.close, event, None, chamber.now + timedelta(hours=24) - MINUTE)
    assert votes.close(event, None, chamber.now + timedelta(hours=24)).result == "no-decision"


def test_the_figures_that_are_kept_come_back_as_they_were(chamber) -> None:
    event = chamber.opened()
    chamber.cast(event, *all_for(1, 2, 3, 4, 5))
    event = chamber.closed(event)
    assert counting.kept(counting.told(event.counts)) | {"outcomes": {}} == event.counts
