"""Motions and amendments on rows: from a delegate's draft to the text on the desk."""

import shutil
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from qurultay.assembly.motions import Step
from qurultay.press.draft_act import act_of
from qurultay.press.drafts import read
from qurultay.secretariat.chamber import amendments, casting, deciding, laying_texts, motion_writing, motions, votes
from qurultay.secretariat.chamber.declaring import declare
from qurultay.secretariat.chamber.models import AgendaItem, Motion, VoteEvent
from qurultay.secretariat.chamber.preparing import Question, divide, prepare
from qurultay.secretariat.chamber.procedure import CHAIR
from qurultay.secretariat.chamber.texts import latest, text_of
from qurultay.secretariat.desk.models import Draft
from qurultay.secretariat.door.models import Account, RoleHeld
from qurultay.secretariat.frame.order import OutOfOrder
from qurultay.secretariat.roll.models import Credential
from tests.gazette.gatehouse import Gatehouse
from tests.secretariat.sitting import NINE, Hall, in_session

TITLE = {"en": "On schools", "ug": "مەكتەپلەر ھەققىدە"}
TEXT = [
    {"words": {"en": "The Assembly, recalling its first session,"}, "preamble": True},
    {"words": {"en": "Calls upon all to answer within 14 days.", "ug": "ھەممىنى 14 كۈندە جاۋاب بېرىشكە چاقىرىدۇ."},
     "does": [{"kind": "call", "addressee": "archives and libraries", "due": "2026-12-31"}]},
    {"words": {"en": "Pledges a report every year.", "ug": "ھەر يىلى دوكلات بېرىدۇ."},
     "does": [{"kind": "pledge", "owner": "body/government"}]},
    {"words": {"en": "Decides to meet again.", "ug": "قايتا يىغىلىشنى قارار قىلىدۇ."}},
]  # fmt: skip


@dataclass
class Floor:
    """The assembly in session, and what its members and its chair do there."""

    hall: Hall
    now: datetime = NINE + timedelta(hours=1)
    of: dict[str, Motion] = field(default_factory=dict)

    def member(self, seat: int) -> Credential:
        return self.hall.delegates[seat]

    def written(self, seat: int = 1, **changed: Any) -> Motion:
        asked = {"title": TITLE, "provisions": TEXT, "by": self.member(seat), "now": self.now, **changed}
        return motion_writing.write(session=self.hall.sitting.session, **asked)

    def pending(self, **changed: Any) -> Motion:
        """A motion of seat 1, seconded by seat 2, before the house."""
        motion = motions.submit(self.written(**changed), self.member(1), self.now)
        self.chair(motion, Step.ADMIT)
        motions.second(motion, self.member(2), self.now)
        motions.place(motion, self.hall.item, self.now)
        return self.chair(motion, Step.TAKE_UP)

    def chair(self, motion: Motion, step: Step, **said: str) -> Motion:
        return motions.take(motion, step, CHAIR, self.now, said=said)

    def amended(self, lead: Motion, place: str, seat: int = 3, after: str = "", **words: str) -> Motion:
        """An amendment that was handed in and admitted; languages that are not named stay as they are."""
        said = dict(next((p.words for p in text_of(latest(lead)) if p.label == place), {})) | words
        made = amendments.write(amends=lead, place=place, words=said, by=self.member(seat), now=self.now, after=after)
        return self.chair(motions.submit(made, self.member(seat), self.now), Step.ADMIT)

    def adopt(self, motion: Motion) -> Motion:
        deciding.decided(self.chair(motion, Step.TAKE_UP), "adopted", None, self.now)
        return self.read(motion)

    @staticmethod
    def read(motion: Motion) -> Motion:
        return Motion.objects.select_related("session", "amends__amends", "item__sitting").get(pk=motion.pk)


@pytest.fixture(scope="session")
def one_house(founded: Gatehouse, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A founded house for all these tests: they enter nothing in its record, which is then verified once."""
    folder = tmp_path_factory.mktemp("floor") / "house"
    shutil.copytree(founded.folder, folder)
    return folder


@pytest.fixture
def floor(db, one_house, settings) -> Floor:
    settings.HOUSE = one_house
    return Floor(in_session(6))


def refused(code: str, deed: Any, *args: Any, **named: Any) -> dict[str, Any]:
    with pytest.raises(OutOfOrder) as bad:
        deed(*args, **named)
    assert bad.value.saying.key == f"chamber.out.motion.{code}"
    return dict(bad.value.saying.places)


def said(motion: Motion, label: str, language: str = "en") -> str:
    return next(p.words[language] for p in text_of(latest(motion)) if p.label == label)


def labels(motion: Motion) -> list[str]:
    return [each.label for each in text_of(latest(motion)) if not each.struck]


# --- motions -----------------------------------------------------------------------------------------------------------


def test_a_motion_that_is_being_written_has_no_number_yet_and_its_paragraphs_have(floor) -> None:
    draft = floor.written()
    assert draft.label.startswith("~")
    assert labels(draft) == ["p1", "1", "2", "3"]


def test_a_motion_gets_its_number_when_it_is_handed_in_and_none_is_used_twice(floor) -> None:
    first, second = floor.written(), floor.written(2)
    assert motions.submit(second, floor.member(2), floor.now).label == "1"
    motions.withdraw(floor.read(second), floor.member(2), floor.now)
    assert motions.submit(first, floor.member(1), floor.now).label == "2"


def test_what_was_handed_in_is_not_written_anew(floor) -> None:
    motion = motions.submit(floor.written(), floor.member(1), floor.now)
    refused("handed-in", floor.written, motion=motion)


def test_only_its_mover_hands_in_a_motion(floor) -> None:
    refused("not-theirs", motions.submit, floor.written(), floor.member(2), floor.now)


def test_a_late_motion_is_refused_with_the_hour_and_kept(floor) -> None:
    session = floor.hall.sitting.session
    session.motions_until = floor.now - timedelta(seconds=1)
    session.save()
    draft = floor.written()
    until = refused("late", motions.submit, floor.read(draft), floor.member(1), floor.now)["until"]
    assert dict(until.places) == {"day": NINE.date(), "time": "09:59", "zone": "Europe/Istanbul", "utc": "06:59"}
    assert floor.read(draft).state == "draft"


def test_nobody_seconds_their_own_motion_or_twice(floor) -> None:
    motion = motions.submit(floor.written(), floor.member(1), floor.now)
    refused("stands-behind", motions.second, motion, floor.member(1), floor.now)
    motions.second(motion, floor.member(2), floor.now)
    refused("stands-behind", motions.second, motion, floor.member(2), floor.now)


def test_a_motion_without_a_second_does_not_go_onto_the_agenda(floor) -> None:
    motion = floor.chair(motions.submit(floor.written(), floor.member(1), floor.now), Step.ADMIT)
    assert refused("seconds", motions.place, motion, floor.hall.item, floor.now) == {"seconds": 0, "count": 1}


def test_a_motion_is_taken_up_when_its_item_is(floor) -> None:
    other = AgendaItem.objects.create(sitting=floor.hall.sitting, position=2, label="2", title=TITLE, state="adopted")
    motion = floor.chair(motions.submit(floor.written(), floor.member(1), floor.now), Step.ADMIT)
    motions.second(motion, floor.member(2), floor.now)
    motions.place(motion, other, floor.now)
    refused("not-current", floor.chair, motion, Step.TAKE_UP)


def test_a_committee_gets_a_motion_and_reports_back(floor) -> None:
    motion = motions.refer(floor.pending(), "body/government", floor.now)
    assert motion.referred_to == "body/government"
    refused("reason", floor.chair, motion, Step.REPORT)
    back = floor.chair(motion, Step.REPORT, en="Adopt it as it stands.")
    assert motions.place(back, floor.hall.item, floor.now).state == "on-agenda"
    assert [each.step for each in back.steps.all()][-2:] == ["report", "place"]


def test_no_decision_leaves_a_motion_pending(floor) -> None:
    motion = floor.pending()
    deciding.decided(motion, "no-decision", None, floor.now)
    assert floor.read(motion).state == "pending"


@pytest.mark.parametrize("outcome", ["lost", "tied"])
def test_a_motion_that_was_not_carried_is_lost(floor, outcome) -> None:
    motion = floor.pending()
    deciding.decided(motion, outcome, None, floor.now)
    assert floor.read(motion).state == "lost"


def test_a_motion_that_rescinds_another_ends_it_when_it_is_adopted(floor) -> None:
    old = floor.pending()
    deciding.decided(old, "adopted", None, floor.now)
    new = floor.pending()
    Motion.objects.filter(pk=new.pk).update(rescinds=old)
    deciding.decided(new, "adopted", None, floor.now)
    assert floor.read(old).state == "rescinded"


def test_hidden_characters_are_refused_with_their_place(floor) -> None:
    places = refused("hidden", floor.written, title={"en": "adopted\u202edesopxe"})
    assert "character 8" in places["where"]


# --- amendments --------------------------------------------------------------------------------------------------------


def test_a_motion_cannot_be_put_while_an_amendment_is_pending(floor) -> None:
    motion = floor.pending()
    floor.amended(motion, "1", en="Calls upon all to answer within 30 days.")
    assert refused("amendment-open", motions.may_be_put, motion) == {"label": "1-A1"}
    refused("amendment-open", deciding.decided, motion, "adopted", None, floor.now)


def test_an_adopted_amendment_makes_the_others_to_the_same_words_fall(floor) -> None:
    motion = floor.pending()
    thirty = floor.amended(motion, "1", en="Calls upon all to answer within 30 days.")
    seven = floor.amended(motion, "1", 4, en="Calls upon all to answer within 7 days.")
    nations = floor.amended(motion, "1", 5, en="Calls upon all nations to answer within 14 days.")
    floor.adopt(thirty)
    assert floor.read(seven).state == "fallen"
    assert floor.read(seven).steps.last().with_ == thirty
    assert floor.read(nations).state == "admitted"


def test_the_furthest_from_the_text_is_taken_up_first_as_the_chair_sees_it(floor) -> None:
    motion = floor.pending()
    near = floor.amended(motion, "1", en="Calls upon all to answer within 30 days.")
    far = floor.amended(motion, "1", 4, en="Calls upon all nations to answer at last within 7 days.")
    assert refused("further-first", floor.chair, near, Step.TAKE_UP) == {"label": "1-A2"}
    amendments.set_distance(near, far.distance)
    assert floor.chair(near, Step.TAKE_UP).state == "pending"


def test_amendments_fall_with_what_they_amend(floor) -> None:
    motion = floor.pending()
    one = floor.amended(motion, "2", en="Pledges two reports every year.")
    two = floor.amended(one, "2", 4, en="Pledges three reports every year.")
    floor.chair(motion, Step.WITHDRAW)
    assert [floor.read(each).state for each in (one, two)] == ["fallen", "fallen"]


def test_there_are_two_levels_of_amendments_and_no_third(floor) -> None:
    one = floor.amended(floor.pending(), "2", en="Pledges two reports every year.")
    two = floor.amended(one, "2", 4, en="Pledges three reports every year.")
    assert (one.label, two.label) == ("1-A1", "1-A1-A1")
    refused("two-levels", floor.amended, two, "2", 5, en="Pledges four reports every year.")


def test_an_amendment_is_amended_before_it_is_put(floor) -> None:
    motion = floor.pending()
    one = floor.amended(motion, "2", en="Pledges two reports every year.")
    two = floor.amended(one, "2", 4, en="Pledges three reports every year.")
    floor.chair(one, Step.TAKE_UP)
    refused("amendment-open", deciding.decided, one, "adopted", None, floor.now)
    floor.adopt(two)
    amendments.merge_all(one, floor.now)
    deciding.decided(one, "adopted", None, floor.now)
    amendments.merge_all(motion, floor.now)
    assert said(motion, "2") == "Pledges three reports every year."


def test_what_does_not_clash_is_merged_once_into_a_new_text(floor) -> None:
    motion = floor.pending()
    days = floor.adopt(floor.amended(motion, "1", en="Calls upon all to answer within 30 days."))
    nations = floor.adopt(floor.amended(motion, "1", 4, en="Calls upon all nations to answer within 14 days."))
    new = floor.adopt(floor.amended(motion, "", 5, after="1", en="Thanks the hosts."))
    out = floor.adopt(floor.amended(motion, "3", 6, en="", ug=""))
    refused("amendment-unmerged", motions.may_be_put, motion)
    found = amendments.merge_all(motion, floor.now)
    assert set(found.carried) == {days.label, nations.label, new.label, out.label}
    assert said(motion, "1") == "Calls upon all nations to answer within 30 days."
    assert said(motion, "1", "ug") == TEXT[1]["words"]["ug"]
    assert labels(motion) == ["p1", "1", "1a", "2"]
    assert latest(motion).number == 2
    assert {floor.read(each).merged_into_id for each in (days, nations, new, out)} == {latest(motion).pk}
    refused("nothing-to-merge", amendments.merge_all, motion, floor.now)
    motions.may_be_put(motion)


def test_consensual_ones_are_merged_first_and_the_rest_still_find_their_words(floor) -> None:
    motion = floor.pending()
    days = floor.amended(motion, "1", en="Calls upon all to answer within 30 days.")
    nations = floor.amended(motion, "1", 4, en="Calls upon all nations to answer within 14 days.")
    amendments.accept(nations, floor.member(1), floor.now)
    amendments.merge_all(motion, floor.now)
    floor.adopt(days)
    amendments.merge_all(motion, floor.now)
    assert said(motion, "1") == "Calls upon all nations to answer within 30 days."


def test_an_open_amendment_falls_when_a_merged_one_took_its_words(floor) -> None:
    motion = floor.pending()
    days = floor.amended(motion, "1", en="Calls upon all to answer within 30 days.")
    out = floor.amended(motion, "1", 4, en="", ug="")
    amendments.accept(out, floor.member(1), floor.now)
    amendments.merge_all(motion, floor.now)
    assert floor.read(days).state == "fallen"


def test_a_clash_is_shown_and_resolved_by_hand(floor) -> None:
    motion = floor.pending()
    one = floor.amended(motion, "1", en="Calls upon all to answer within 30 days.")
    two = floor.amended(motion, "1", 4, en="Calls upon all to answer within 7 days.")
    for each in (one, two):
        amendments.accept(each, floor.member(1), floor.now)
    (found,) = amendments.prospect(floor.read(motion)).clashes
    assert (found.place, found.first, found.second) == ("1", one.label, two.label)
    refused("clashes-left", amendments.merge_all, motion, floor.now)
    amendments.resolve(
        motion, "1", {"en": "Calls upon all to answer within 21 days.", "ug": TEXT[1]["words"]["ug"]}, floor.now
    )
    assert said(motion, "1") == "Calls upon all to answer within 21 days."
    assert {floor.read(each).state for each in (one, two)} == {"merged"}


def test_only_the_mover_of_the_motion_accepts_an_amendment(floor) -> None:
    one = floor.amended(floor.pending(), "2", en="Pledges two reports every year.")
    refused("not-theirs", amendments.accept, one, floor.member(3), floor.now)
    assert amendments.accept(one, floor.member(1), floor.now).state == "accepted"


def test_two_new_provisions_after_one_get_numbers_of_their_own(floor) -> None:
    motion = floor.pending()
    places = [floor.amended(motion, "", seat, after="1", en=f"New {seat}.").place for seat in (3, 4)]
    assert places == ["1a", "1b"]


def test_an_amendment_written_for_words_that_are_gone_is_not_handed_in(floor) -> None:
    motion = floor.pending()
    late = amendments.write(
        amends=motion, place="1", words={"en": "Calls upon all to answer within 7 days.", "ug": TEXT[1]["words"]["ug"]},
        by=floor.member(4), now=floor.now,
    )  # fmt: skip
    floor.adopt(floor.amended(motion, "1", en="Calls upon all to answer within 30 days."))
    amendments.merge_all(motion, floor.now)
    refused("words-gone", motions.submit, late, floor.member(4), floor.now)


def test_printed_lines_stay_when_the_text_is_amended(floor) -> None:
    motion = floor.pending()
    before = latest(motion).lines["en"]["2"]
    floor.adopt(floor.amended(motion, "1", en="Calls upon all to answer."))
    amendments.merge_all(motion, floor.now)
    assert motion.versions.get(number=1).lines["en"]["2"] == before


def test_words_in_another_language_are_added_and_those_handed_in_stay(floor) -> None:
    motion = floor.pending()
    kept = latest(motion).lines["en"]
    words = {"1": {"kk": "Барлығын 14 күнде жауап беруге шақырады.", "en": "Something else."}}
    motion_writing.translate(motion, words, {"kk": "Мектептер туралы"}, floor.now)
    assert said(motion, "1") == TEXT[1]["words"]["en"]
    assert said(motion, "1", "kk").startswith("Барлығын")
    assert latest(motion).lines["en"] == kept and "kk" in latest(motion).lines
    assert floor.read(motion).title["kk"] == "Мектептер туралы"


# --- the desk ----------------------------------------------------------------------------------------------------------


def test_an_adopted_text_is_laid_on_the_desk_with_what_its_provisions_do(floor) -> None:
    motion = floor.pending()
    floor.adopt(floor.amended(motion, "3", en="", ug=""))
    amendments.merge_all(motion, floor.now)
    deciding.decided(motion, "adopted", None, floor.now)
    draft = act_of(read(laying_texts.lay_down(motion, None, floor.now).text))
    assert [(p.label, [o.kind for o in p.operations]) for p in draft.body.provisions] == [
        ("1", ["call"]),
        ("2", ["pledge"]),
    ]
    assert draft.body.provisions[0].operations[0].addressee == "addressee/archives-and-libraries"
    assert draft.words["name.addressee-archives-and-libraries.en"] == b"archives and libraries\n"
    assert draft.words["text.en"].decode() == (
        "The Assembly, recalling its first session,\n\n§ 1\nCalls upon all to answer within 14 days.\n\n§ 2\nPledges a report every year.\n"
    )
    assert (draft.body.number, draft.body.how, draft.body.authentic) == ("resolution/2026/1", "without-a-vote", ("en",))


def test_only_what_the_house_decided_on_goes_to_the_desk(floor) -> None:
    motion = floor.pending()
    amendment = floor.amended(motion, "1", en="Calls upon all to answer within 30 days.")
    floor.chair(amendment, Step.TAKE_UP)
    deciding.decided(floor.read(amendment), "lost", None, floor.now)
    for each in (motion, floor.read(amendment)):
        refused("not-decided", laying_texts.lay_down, each, None, floor.now)
    postponed = floor.chair(motion, Step.POSTPONE)
    refused("not-decided", laying_texts.lay_down, postponed, None, floor.now)


def test_a_motion_withdrawn_before_the_house_is_recorded_and_one_before_that_is_its_movers_alone(floor) -> None:
    early = motions.withdraw(motions.submit(floor.written(), floor.member(1), floor.now), floor.member(1), floor.now)
    refused("not-decided", laying_texts.lay_down, early, None, floor.now)
    draft = act_of(read(laying_texts.lay_down(floor.chair(floor.pending(), Step.WITHDRAW), None, floor.now).text))
    assert (draft.kind, draft.body.outcome, draft.body.figures) == ("not-adopted", "withdrawn", None)


# --- votes -------------------------------------------------------------------------------------------------------------


def voted(
    floor: Floor, motion: Motion, for_: int, against: int, method: str = "named", broken_by: str = "", **asked: Any
) -> VoteEvent:
    """A vote on a motion, taken by the first members and declared; the last of them may break a tie."""
    event = votes.open_(
        prepare(floor.hall.sitting, Question(method=method, motion=motion, **asked), floor.now), None, floor.now
    )
    for seat, choice in enumerate(["for"] * for_ + ["against"] * against, 1):
        casting.cast(event, floor.member(seat).person.account, choice, floor.now)
    floor.now += timedelta(minutes=1)
    event = votes.close(event, None, floor.now)
    if broken_by:
        votes.cast_deciding(event, floor.member(6).person.account, broken_by, floor.now)
    chair = Account.objects.open(f"chair-{event.pk}")
    RoleHeld.objects.create(account=chair, role="presiding-officer", body="body/congress")
    return declare(event, chair, floor.now)


@pytest.fixture
def congress(db, one_house, settings) -> Floor:
    """A body of six that the roll knows and the record does not: all of them are there."""
    settings.HOUSE = one_house
    return Floor(in_session(6, "body/congress"))


def test_an_amended_text_carries_the_figures_of_its_vote_to_the_desk(congress) -> None:
    floor = congress
    motion = floor.pending()
    days = floor.amended(motion, "1", en="Calls upon all to answer within 30 days.")
    floor.chair(days, Step.TAKE_UP)
    voted(floor, floor.read(days), 4, 2)
    assert floor.read(days).state == "adopted"
    amendments.merge_all(motion, floor.now)
    voted(floor, floor.read(motion), 4, 1)
    draft = act_of(read(laying_texts.lay_down(floor.read(motion), None, floor.now).text))
    assert (draft.body.how, draft.body.majority, draft.body.sitting) == ("vote", "simple", 1)
    figures = draft.body.figures
    assert (figures.for_, figures.against, figures.abstained, figures.present, figures.entitled) == (4, 1, 0, 6, 6)
    assert b"4 for, 1 against, 0 abstained" in draft.words["summary.en"]
    assert b"within 30 days" in draft.words["text.en"]


def laid(floor: Floor, motion: Motion) -> Any:
    """What lies on the desk of a motion, read as an act."""
    return act_of(read(laying_texts.lay_down(floor.read(motion), None, floor.now).text))


@pytest.mark.parametrize(
    ("requirement", "for_", "against", "outcome"),
    [("simple", 2, 3, "lost"), ("simple", 0, 4, "lost"), ("simple", 3, 3, "tied"), ("two-thirds", 3, 1, "lost")],
)
def test_a_text_that_was_not_carried_is_laid_on_the_desk_as_not_adopted(
    congress, requirement, for_, against, outcome
) -> None:
    motion = congress.pending(requirement=requirement)
    voted(congress, motion, for_, against)
    draft = laid(congress, motion)
    body, figures = draft.body, draft.body.figures
    assert (draft.kind, body.outcome, body.majority, body.text) == ("not-adopted", outcome, requirement, "resolution")
    assert (figures.for_, figures.against, figures.present, figures.entitled) == (for_, against, 6, 6)
    assert draft.words["title.en"].decode().strip() == TITLE["en"]
    assert b"Pledges a report every year." in draft.words["text.en"]


@pytest.mark.parametrize(
    ("broken_by", "kind", "for_", "against"), [("for", "adopted", 3, 2), ("against", "not-adopted", 2, 3)]
)
def test_the_vote_that_breaks_a_tie_is_counted_with_the_others(
    db, house, broken_by: str, kind: str, for_: int, against: int
) -> None:
    (house.folder / "secretariat").mkdir(exist_ok=True)
    (house.folder / "secretariat/orders.json").write_text('{"tie": "casting-vote"}')
    floor = Floor(in_session(6, "body/congress"))
    motion = floor.pending()
    voted(floor, motion, 2, 2, broken_by=broken_by)
    draft = laid(floor, motion)
    assert (draft.kind, draft.body.figures.for_, draft.body.figures.against) == (kind, for_, against)


@pytest.mark.parametrize(("for_", "against", "outcome"), [(3, 1, "met"), (1, 3, "lost"), (2, 2, "tied")])
def test_of_a_secret_vote_of_fewer_than_five_only_the_outcome_is_recorded(congress, for_, against, outcome) -> None:
    motion = congress.pending()
    voted(congress, motion, for_, against, method="secret")
    draft = laid(congress, motion)
    assert (draft.body.figures, draft.body.outcome) == (None, outcome)
    assert not any(name.startswith("summary") for name in draft.words)


def test_what_was_recorded_as_not_adopted_may_still_be_taken_up_again(congress) -> None:
    motion = congress.pending()
    voted(congress, motion, 2, 4)
    draft = laying_texts.lay_down(congress.read(motion), None, congress.now)
    Draft.objects.filter(pk=draft.pk).update(number=7)
    voted(congress, congress.read(motion), 4, 2, asks="reconsider")
    voted(congress, congress.read(motion), 5, 1)
    assert laid(congress, motion).kind == "adopted"


@pytest.mark.parametrize(
    ("cast", "state", "figures"),
    [
        ([(5, 1), (4, 2), (1, 5)], "adopted", (4, 2)),
        ([(2, 4), (3, 3), (1, 5)], "lost", (2, 4)),
    ],
)
def test_of_a_divided_motion_the_narrowest_vote_is_recorded(congress, cast, state, figures) -> None:
    motion = in_parts(congress, cast)
    assert congress.read(motion).state == state
    said = laid(congress, motion).body.figures
    assert (said.for_, said.against) == figures


def test_of_a_divided_motion_the_provisions_that_were_lost_are_struck(congress) -> None:
    motion = in_parts(congress, [(5, 1), (1, 5), (4, 2)])
    assert congress.read(motion).state == "adopted"
    assert labels(motion) == ["p1", "1", "3"]


def in_parts(floor: Floor, cast: list[tuple[int, int]]) -> Motion:
    """A motion whose provisions were voted one by one, with so many for and against each."""
    motion = floor.pending()
    events = divide(floor.hall.sitting, motion, ["1", "2", "3"], "named", floor.now)
    for event, (for_, against) in zip(events, cast, strict=True):
        votes.open_(event, None, floor.now)
        for seat, choice in enumerate(["for"] * for_ + ["against"] * against, 1):
            casting.cast(event, floor.member(seat).person.account, choice, floor.now)
        votes.close(event, None, floor.now)
    chair = Account.objects.open("chair")
    RoleHeld.objects.create(account=chair, role="presiding-officer", body="body/congress")
    for event in events:
        declare(event, chair, floor.now)
    return motion


def test_nothing_is_moved_to_a_motion_while_the_house_votes_on_it(congress) -> None:
    floor = congress
    motion = floor.pending()
    event = votes.open_(
        prepare(floor.hall.sitting, Question(method="named", motion=motion), floor.now), None, floor.now
    )
    refused("voted", floor.amended, motion, "1", en="Calls upon all to answer within 30 days.")
    refused("voted", floor.chair, motion, Step.WITHDRAW)
    for seat in range(1, 5):
        casting.cast(event, floor.member(seat).person.account, "for", floor.now)
    votes.close(event, None, floor.now)
    refused("voted", floor.chair, motion, Step.WITHDRAW)


def test_a_vote_that_was_prepared_does_not_open_over_an_amendment(congress) -> None:
    floor = congress
    motion = floor.pending()
    event = prepare(floor.hall.sitting, Question(method="named", motion=motion), floor.now)
    floor.amended(motion, "1", en="Calls upon all to answer within 30 days.")
    refused("amendment-open", votes.open_, event, None, floor.now)


@pytest.mark.parametrize(("for_", "against", "state"), [(4, 2, "pending"), (3, 3, "lost")])
def test_what_was_lost_is_taken_up_again_by_two_thirds(congress, for_, against, state) -> None:
    floor = congress
    motion = floor.pending()
    voted(floor, motion, 2, 4)
    voted(floor, floor.read(motion), for_, against, asks="reconsider")
    assert floor.read(motion).state == state


def test_what_is_in_the_record_is_not_taken_up_again(congress) -> None:
    floor = congress
    motion = floor.pending()
    event = voted(floor, motion, 6, 0)
    draft = laying_texts.lay_down(floor.read(motion), None, floor.now)
    Draft.objects.filter(pk=draft.pk).update(number=7)
    refused("too-late", deciding.reconsider, floor.read(motion), event, floor.now)
