"""Minutes: drafted from what happened, circulated, corrected, approved by a later sitting, then sealed."""

import json
import time
from datetime import timedelta

import pytest

from qurultay.assembly.minutes import STEPS
from qurultay.press.draft_act import act_of
from qurultay.press.drafts import read
from qurultay.secretariat.chamber import minutes as deeds
from qurultay.secretariat.chamber import speakers
from qurultay.secretariat.chamber.declaring import declare
from qurultay.secretariat.chamber.models import Correction, Minutes, Sitting, VoteEvent
from qurultay.secretariat.desk import drafting
from qurultay.secretariat.desk.here import here
from qurultay.secretariat.frame.order import OutOfOrder
from tests.secretariat.conftest import came_in
from tests.secretariat.sitting import NINE, Hall, in_session
from tests.secretariat.test_votes import CONGRESS, Chamber

HOUR = timedelta(hours=1)


@pytest.fixture
def hall(db, house) -> Hall:
    """A sitting in which one delegate spoke and one question was decided, now over."""
    hall = in_session(6, CONGRESS)
    speakers.ask(hall.item, hall.delegates[1], "pro", NINE)
    speakers.give_floor(hall.item, NINE)
    speakers.end_speech(hall.item, NINE)
    chamber = Chamber(hall)
    event = chamber.opened(words={"en": "Shall it be so?", "ug": "شۇنداق بولسۇنمۇ؟"})
    chamber.cast(event, *[(seat, "for") for seat in (1, 2, 3, 4)], (5, "against"), (6, "abstain"))
    declare(chamber.closed(event), None, chamber.now)
    hall.sitting.state, hall.sitting.adjourned = Sitting.State.ADJOURNED, NINE + 3 * HOUR
    hall.sitting.save()
    return hall


def later(hall: Hall, **fields: object) -> VoteEvent:
    """A declared decision of the next sitting."""
    sitting, _ = Sitting.objects.get_or_create(
        session=hall.sitting.session, number=2, opens=NINE + 24 * HOUR, closes=NINE + 32 * HOUR
    )
    told = {"asks": "procedure", "method": "without-a-vote", "state": "declared", "result": "adopted"} | fields
    return VoteEvent.objects.create(sitting=sitting, question={"en": "Approve the minutes?"}, **told)


def circulated(hall: Hall) -> Minutes:
    minutes = deeds.draft(hall.sitting)
    deeds.circulate(minutes, NINE + 4 * HOUR)
    minutes.refresh_from_db()
    return minutes


def test_they_are_drafted_from_what_happened_in_each_language_of_the_body(hall) -> None:
    text = deeds.draft(hall.sitting).text
    english = [each["words"]["en"] for each in text]
    assert english == [
        "Sitting 1 was called to order on 10 June 2026 at 09:00 (Europe/Istanbul).",
        "6 members were there.",
        "In the course of the sitting 6 members took part.",
        "Item 1: On schools.",
        "1 member spoke.",
        "Shall it be so?: 4 for, 1 against, 1 abstaining.",
        "Result: Adopted.",
        "The sitting was adjourned at 12:00.",
    ]
    assert all(set(each["words"]) == {"en", "ug", "kk"} for each in text)


def test_no_speaker_and_no_voter_is_named(hall) -> None:
    written = json.dumps(deeds.draft(hall.sitting).text, ensure_ascii=False)
    assert not [word for word in ("Seat", "person", "delegate", "ئورۇن") if word in written]


def test_a_sitting_that_goes_on_has_no_minutes_yet(hall) -> None:
    hall.sitting.state = Sitting.State.IN_SESSION
    with pytest.raises(OutOfOrder, match="still-sitting"):
        deeds.draft(hall.sitting)


def test_drafting_again_loses_nothing_that_was_written(hall) -> None:
    minutes = deeds.draft(hall.sitting)
    deeds.edit(minutes, "p4", {"en": "Item 1: Schools."})
    assert deeds.draft(hall.sitting).text[3]["words"] == {"en": "Item 1: Schools."}


def test_a_new_paragraph_gets_an_id_that_none_had(hall) -> None:
    minutes = deeds.draft(hall.sitting)
    deeds.edit(minutes, "p7", {"en": ""})
    minutes.refresh_from_db()
    deeds.add(minutes, "p4", {"en": "It was long."})
    minutes.refresh_from_db()
    assert [each["id"] for each in minutes.text] == ["p1", "p2", "p3", "p4", "p9", "p5", "p6", "p8"]


def test_what_was_circulated_is_not_edited_any_more(hall) -> None:
    with pytest.raises(OutOfOrder, match=r"state\.circulated"):
        deeds.edit(circulated(hall), "p1", {"en": "Otherwise."})


def test_a_correction_that_is_taken_in_changes_its_paragraph_alone(hall) -> None:
    minutes = circulated(hall)
    proposed = deeds.propose(minutes, hall.delegates[2], "p5", {"en": "Two members spoke."}, NINE)
    deeds.decide(proposed, accept=True)
    minutes.refresh_from_db()
    assert minutes.text[4]["words"]["en"] == "Two members spoke."
    assert minutes.text[4]["words"]["kk"] == "1 мүше сөйледі."
    assert minutes.text[3]["words"]["en"] == "Item 1: On schools."


def test_a_correction_to_words_that_have_changed_is_not_taken_blindly(hall) -> None:
    minutes = circulated(hall)
    first, second = (
        deeds.propose(minutes, hall.delegates[seat], "p5", {"en": f"{seat} members spoke."}, NINE) for seat in (2, 3)
    )
    deeds.decide(first, accept=True)
    with pytest.raises(OutOfOrder, match="moved-on"):
        deeds.decide(second, accept=True)
    deeds.decide(second, accept=False)
    assert Correction.objects.get(pk=second.pk).state == "declined"


def test_no_sitting_approves_its_own_minutes(hall) -> None:
    own = hall.sitting.votes.get()
    with pytest.raises(OutOfOrder, match="same-sitting"):
        deeds.approve(circulated(hall), own)


def test_they_are_not_approved_while_a_correction_is_undecided(hall) -> None:
    minutes = circulated(hall)
    deeds.propose(minutes, hall.delegates[2], "p5", {"en": "Nobody spoke."}, NINE)
    with pytest.raises(OutOfOrder, match="corrections-undecided"):
        deeds.approve(minutes, later(hall))


@pytest.mark.parametrize("told", [{"result": "lost"}, {"state": "closed", "result": ""}])
def test_a_question_that_was_not_carried_approves_nothing(hall, told) -> None:
    with pytest.raises(OutOfOrder, match="not-adopted"):
        deeds.approve(circulated(hall), later(hall, **told))


def test_a_later_sitting_approves_them_and_nothing_changes_any_more(hall) -> None:
    minutes = circulated(hall)
    deeds.approve(minutes, later(hall))
    minutes.refresh_from_db()
    assert minutes.state == "approved"
    with pytest.raises(OutOfOrder, match=r"state\.approved"):
        deeds.propose(minutes, hall.delegates[2], "p5", {"en": "Nobody spoke."}, NINE)


def test_every_step_outside_the_table_is_refused_with_a_sentence(hall) -> None:
    minutes = deeds.draft(hall.sitting)
    tried = {
        "edit": lambda: deeds.edit(minutes, "p1", {"en": "A."}),
        "circulate": lambda: deeds.circulate(minutes, NINE),
        "recall": lambda: deeds.recall(minutes),
        "correct": lambda: deeds.propose(minutes, hall.delegates[1], "p1", {"en": "B."}, NINE),
        "approve": lambda: deeds.approve(minutes, later(hall)),
        "seal": lambda: deeds.seal(minutes, None),
    }
    for state in ("draft", "circulated", "approved", "sealed"):
        for step, take in tried.items():
            Minutes.objects.filter(pk=minutes.pk).update(state=state)
            if (state, step) not in STEPS:
                with pytest.raises(OutOfOrder, match=rf"minutes\.state\.{state}"):
                    take()


def test_a_draft_is_not_there_for_a_delegate_and_circulated_minutes_are(hall) -> None:
    minutes = deeds.draft(hall.sitting)
    browser = came_in(hall.delegates[1].person.account, language="ug")
    assert browser.get(f"/sessions/minutes/{minutes.pk}").status_code == 404
    deeds.circulate(minutes, NINE)
    answer = browser.get(f"/sessions/minutes/{minutes.pk}")
    assert answer.status_code == 200
    assert "خاتىرىسى</h1>" in answer.text


def test_a_delegate_proposes_a_correction_on_the_page_and_what_was_typed_is_not_lost(hall) -> None:
    minutes = circulated(hall)
    browser = came_in(hall.delegates[1].person.account)
    words = {f"words-{code}": minutes.text[4]["words"][code] for code in ("en", "ug", "kk")}
    same = browser.post(f"/sessions/minutes/{minutes.pk}/propose", {"place": "p5"} | words)
    assert same.status_code == 422
    assert "These are the words that stand there already" in same.text
    sent = browser.post(f"/sessions/minutes/{minutes.pk}/propose", {"place": "p5"} | words | {"words-en": "Two spoke."})
    assert sent.status_code == 302
    assert minutes.corrections.get().words["en"] == "Two spoke."


@pytest.mark.parametrize("mark", ["\u202e", "\u2067", "\x01"])
def test_a_correction_that_looks_like_other_words_is_not_proposed(hall, mark: str) -> None:
    minutes = circulated(hall)
    browser = came_in(hall.delegates[1].person.account)
    sent = browser.post(f"/sessions/minutes/{minutes.pk}/propose", {"place": "p5", "words-en": f"Two {mark}spoke."})
    assert sent.status_code == 422 and "U+" in sent.text
    assert not minutes.corrections.exists()


def test_nobody_holds_minutes_up_with_more_corrections_than_forty(hall) -> None:
    minutes = circulated(hall)
    for n in range(40):
        deeds.propose(minutes, hall.delegates[1], "p5", {"en": f"{n} spoke."}, NINE)
    with pytest.raises(OutOfOrder, match="enough"):
        deeds.propose(minutes, hall.delegates[1], "p5", {"en": "One more."}, NINE)
    deeds.decide(minutes.corrections.first(), accept=False)
    deeds.propose(minutes, hall.delegates[1], "p5", {"en": "One more."}, NINE)
    deeds.propose(minutes, hall.delegates[2], "p5", {"en": "Another's."}, NINE)


def test_sealing_lays_down_an_act_in_every_language_that_the_press_can_read(hall, house, arrive) -> None:
    minutes = circulated(hall)
    deeds.approve(minutes, later(hall))
    secretary = arrive("secretary@")
    assert secretary.browser.post(f"/sessions/minutes/{minutes.pk}/seal").status_code == 302
    minutes.refresh_from_db()
    assert (minutes.state, minutes.draft.kind) == ("sealed", "minutes-approved")
    document = read(minutes.draft.text, house.folder / "draft.yaml")
    act = act_of(document)
    assert act.kind == "minutes-approved"
    assert secretary.browser.get(f"/desk/draft/{minutes.draft.pk}").status_code == 200
    found = {each.code for each in drafting.check(minutes.draft, here(int(time.time()))).faults}
    strangers = {"session", "no-such-body", "not-holder-on-date", "too-few-signatures"}
    assert found == strangers, (
        "the hall's record knows neither this congress nor its session; of the act nothing is wrong"
    )


@pytest.mark.parametrize("event", ["9" * 5000, "9" * 30, "", "x"])
def test_a_vote_that_is_none_approves_nothing_and_a_sentence_says_so(hall, arrive, event: str) -> None:
    minutes = circulated(hall)
    answer = arrive("secretary@").browser.post(f"/sessions/minutes/{minutes.pk}/approve", {"event": event})
    assert answer.status_code == 422
    assert Minutes.objects.get(pk=minutes.pk).state == "circulated"
