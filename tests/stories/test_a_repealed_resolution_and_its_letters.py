"""A resolution is repealed after forty letters have carried its call, and its pledge is not yet due.

A repeal ends force from a day on and undoes nothing: the letters stand, and whoever received one is to be told.
What was pledged was then neither kept nor dropped. A repeal of the repeal revives only what it names.
"""

from datetime import date

import pytest

from qurultay.acts.act import Entry
from qurultay.acts.edges import EDGES
from qurultay.acts.resolving import Adopted, Figures, Operation, Provision, Repealed
from qurultay.acts.writing import Answer, Issued, ReplyRecorded
from tests.stories.telling import Story, Told, five

ADDRESSEES = [f"addressee/government-{n}" for n in range(1, 41)]
STATES = Operation(kind="call", addressee="class/governments")
REPORT = Operation(kind="pledge", owner="body/government", due=date(2027, 5, 31))
CARRIED = Figures(for_=7, against=1, abstained=1, present=9, entitled=9)
HARDLY = Figures(for_=5, against=3, abstained=1, present=9, entitled=9)


def resolution(number: int, *provisions: Provision, session: str) -> Adopted:
    return Adopted(
        text="resolution",
        body="body/assembly",
        how="vote",
        figures=CARRIED,
        majority="two-thirds",
        authentic=("en",),
        provisions=provisions,
        session=session,
        number=f"resolution/2027/{number}",
    )


def repeal(
    day: date, figures: Figures = CARRIED, majority: str = "two-thirds", revives: tuple[str, ...] = ()
) -> Repealed:
    return Repealed(
        body="body/assembly",
        from_=day,
        how="vote",
        figures=figures,
        majority=majority,
        revives=revives,
        session="session/2",
    )


def letter(to: str) -> Issued:
    return Issued(form="letter", authentic=("en",), addressee=to)


class Repeal(Story):
    """From the resolution of January 2027 to the one that replaced it in June, with every refusal on the way."""

    def __init__(self) -> None:
        super().__init__()
        self.refusals: dict[str, list[str]] = {}
        self.fill_posts(five(21))
        self._adopted_and_carried()
        self._repealed()
        self._repealed_again()
        self._replaced()

    def _adopted_and_carried(self) -> None:
        self.on("2027-01-11").hold_session("session/2", days=200)
        provisions = (Provision(label="3", operations=(STATES,)), Provision(label="4", operations=(REPORT,)))
        body = resolution(17, *provisions, session="session/2")
        self.adopted = self.enter(body, parts=self.said("title.en", "text.en", "text.kk"))
        self.call = f"{self.adopted.ref}/provision/3/operation/1"
        self.pledge = f"{self.adopted.ref}/provision/4/operation/1"
        self.on("2027-01-20")
        self.letters = [self.carry(to, self.call) for to in ADDRESSEES]
        answer = ReplyRecorded(
            from_=ADDRESSEES[0],
            received=date(2027, 2, 10),
            answers=(Answer(call=self.call, grade="B"),),
            words="not-published",
        )
        self.reply = self.on("2027-02-15").enter(answer, refs=(("answers", self.letters[0].ref),))

    def carry(self, to: str, call: str) -> Entry:
        """A letter that carries a call."""
        return self.enter(letter(to), refs=(("carries", call),), parts=self.said("text.en"))

    def _repealed(self) -> None:
        first, refs = date(2027, 3, 1), (("amends", self.adopted.ref),)
        self.on("2027-02-25")
        self.refusals["from an earlier day"] = self.refused(repeal(date(2027, 2, 24)), refs=refs)
        self.refusals["by a lower majority"] = self.refused(repeal(first, HARDLY, "simple"), refs=refs)
        self.refusals["by too few"] = self.refused(repeal(first, HARDLY), refs=refs)
        self.refusals["one operation of it"] = self.refused(repeal(first), refs=(("amends", self.pledge),))
        self.refusals["a letter"] = self.refused(repeal(first), refs=(("amends", self.letters[0].ref),))
        self.repealed = self.enter(repeal(first), refs=refs)
        self.before_it_works = self.on("2027-02-26").carry("addressee/late", self.call)
        self.on("2027-03-01")
        carrying = (("carries", self.call),)
        self.refusals["carried after its end"] = self.refused(letter("addressee/later"), refs=carrying)
        citing = (("cites", self.repealed.ref), ("cites", self.letters[1].ref))
        self.telling = self.on("2027-03-02").enter(letter(ADDRESSEES[1]), refs=citing)

    def _repealed_again(self) -> None:
        refs = (("amends", self.repealed.ref),)
        self.on("2027-04-01")
        nothing = f"{self.adopted.ref}/provision/9"
        self.refusals["what never was"] = self.refused(repeal(self.today, revives=(nothing,)), refs=refs)
        self.silent = self.enter(repeal(self.today), refs=refs)
        one = f"{self.adopted.ref}/provision/3"
        self.naming = self.on("2027-05-01").enter(repeal(self.today, revives=(one,)), refs=refs)
        self.refusals["what is in force"] = self.refused(repeal(self.today, revives=(one,)), refs=refs)

    def _replaced(self) -> None:
        due = Operation(kind="pledge", owner="body/government", due=date(2028, 5, 31))
        new = resolution(
            18,
            Provision(label="1", operations=(STATES,)),
            Provision(label="2", operations=(due,)),
            session="session/2",
        )
        refs = (("replaces", self.adopted.ref),)
        self.on("2027-06-01")
        self.new = self.enter(new, refs=refs, parts=self.said("title.en", "text.en"))
        self.new_call = f"{self.new.ref}/provision/1/operation/1"
        self.again = self.on("2027-06-02").carry(ADDRESSEES[2], self.new_call)


@pytest.fixture(scope="module")
def story() -> Repeal:
    return Repeal()


@pytest.fixture(scope="module")
def told(story: Repeal) -> Told:
    return story.told()


def test_the_pledge_ends_repealed_and_was_neither_kept_nor_dropped(story: Repeal, told: Told) -> None:
    assert told.pledge(story.pledge, "2027-02-28") == "pledged"
    assert told.pledge(story.pledge, "2027-03-01") == "repealed"
    assert told.pledge(story.pledge, "2027-06-30") == "repealed"  # a month after it was due, and still not overdue
    assert told.pledge(story.pledge, "2027-06-30", story.reply) == "overdue"  # as it would have been
    assert told.book().commitments[story.pledge].finding is None


def test_the_call_ends_on_its_day_and_keeps_the_reply_it_had(story: Repeal, told: Told) -> None:
    assert told.call(story.call, "2027-02-28") == "answered"
    assert told.call(story.call, "2027-03-01", story.telling) == "repealed"
    assert [reply.grade for reply in told.book().calls[story.call].replies] == ["B"]


def test_what_was_known_before_the_repeal_is_still_answered(story: Repeal, told: Told) -> None:
    text = told.book("2027-03-15", story.reply).texts[story.adopted.number]
    assert text.in_force(date(2027, 3, 15)) and text.repealed_by is None


@pytest.mark.parametrize(
    ("day", "in_force"),
    [("2027-02-28", True), ("2027-03-01", False), ("2027-04-30", False), ("2027-05-01", True), ("2027-06-01", False)],
)
def test_provision_three_was_in_force_on_these_days(day: str, in_force: bool, story: Repeal, told: Told) -> None:
    provision = told.book(day).texts[story.adopted.number].provisions["3"]
    assert provision.in_force(date.fromisoformat(day)) is in_force


def test_all_forty_letters_stand_and_their_addressees_are_to_be_told(story: Repeal) -> None:
    """Asked as it was on the day of the repeal's first letter, by a stranger who has the record up to there."""
    then = story.told(story.telling)
    assert EDGES["carries", "repealed"] == "addressee-to-be-told"
    told_above = [then.said_above(each) for each in story.letters]
    assert told_above.count(["edge.addressee-to-be-told"]) == 39
    assert told_above[1] == []  # a letter has told this one
    assert all(then.book().letters[each.number].annulled is None for each in story.letters)


def test_a_letter_may_carry_a_call_until_it_ends_and_not_after(story: Repeal, told: Told) -> None:
    assert story.before_it_works.number in told.book().calls[story.call].letters
    assert story.refusals["carried after its end"] == ["provision"]


def test_a_repeal_of_the_repeal_revives_nothing_it_does_not_name(story: Repeal, told: Told) -> None:
    then = told.book("2027-04-15", story.silent)
    assert not then.texts[story.adopted.number].in_force(date(2027, 4, 15))
    assert told.pledge(story.pledge, "2027-04-15", story.silent) == "repealed"
    assert told.call(story.call, "2027-04-15", story.silent) == "repealed"


def test_what_it_names_is_in_force_again_with_its_letters_and_replies(story: Repeal, told: Told) -> None:
    assert told.call(story.call, "2027-05-15", story.naming) == "answered"
    assert len(told.book("2027-05-15", story.naming).calls[story.call].letters) == 41
    assert told.pledge(story.pledge, "2027-05-15", story.naming) == "repealed"  # 17/4 was not named
    text = told.book("2027-05-15", story.naming).texts[story.adopted.number]
    assert (text.provisions["3"].repealed_by, text.provisions["4"].repealed_by) == (None, story.repealed.number)


def test_a_new_text_replaces_it_and_asks_anew(story: Repeal, told: Told) -> None:
    assert told.call(story.call, "2027-06-01") == "replaced"
    assert told.call(story.new_call, "2027-06-03") == "waiting"
    assert told.book().calls[story.new_call].letters == (story.again.number,)
    assert told.pledge(f"{story.new.ref}/provision/2/operation/1", "2027-12-31") == "pledged"
    assert told.pledge(story.pledge, "2027-12-31") == "repealed"  # what had ended before was not ended again


def test_a_text_is_repealed_by_its_body_from_now_by_as_high_a_majority(story: Repeal) -> None:
    assert story.refusals["from an earlier day"] == ["provision"]
    assert story.refusals["by a lower majority"] == ["figures"]
    assert story.refusals["by too few"] == ["figures"]


def test_only_texts_and_their_provisions_lose_force(story: Repeal) -> None:
    assert story.refusals["one operation of it"] == ["may-not-amend"]
    assert story.refusals["a letter"] == ["may-not-amend"]


def test_only_what_was_repealed_is_revived(story: Repeal) -> None:
    assert story.refusals["what never was"] == ["provision"]
    assert story.refusals["what is in force"] == ["provision"]
