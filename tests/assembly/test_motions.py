"""What may become of motions and amendments, by the table (V18, V20, V22)."""

from datetime import UTC, datetime, timedelta

import pytest

from qurultay.assembly.motions import (
    AMENDMENT,
    CARRIED,
    MOTION,
    OPEN,
    OVER,
    Facts,
    Stage,
    Standing,
    Step,
    after,
    amendment_after,
    may_be_put,
)
from qurultay.assembly.procedure import By, NotInOrder

NOON = datetime(2026, 7, 3, 12, tzinfo=UTC)
ALL = frozenset(By)
PENDING = Standing(label="2-A1", stage=Stage.PENDING)


def refused(code: str, do, *arguments, **facts) -> None:
    with pytest.raises(NotInOrder) as bad:
        do(*arguments, Facts(**facts))
    assert bad.value.code == code


def test_a_motion_goes_from_the_desk_to_the_vote_step_by_step() -> None:
    way = [(Step.SUBMIT, By.MOVER), (Step.ADMIT, By.CHAIR), (Step.PLACE, By.CHAIR), (Step.TAKE_UP, By.CHAIR)]
    stage = Stage.DRAFT
    for step, by in [*way, (Step.ADOPT, By.HOUSE)]:
        stage = after(stage, step, {by}, Facts(written=True))
    assert stage is Stage.ADOPTED


@pytest.mark.parametrize("table", [MOTION, AMENDMENT])
def test_every_step_is_somebodys_and_none_else_may_take_it(table) -> None:
    do = after if table is MOTION else amendment_after
    facts = Facts(written=True, reason="r", committee="c", for_=2, against=1, amended_is=Stage.PENDING)
    for (stage, step), (to, whose) in table.items():
        assert do(stage, step, {whose}, facts) is to
        with pytest.raises(NotInOrder, match="not-theirs"):
            do(stage, step, ALL - {whose}, facts)


@pytest.mark.parametrize("table", [MOTION, AMENDMENT])
def test_what_is_not_in_the_table_is_refused(table) -> None:
    do = after if table is MOTION else amendment_after
    for stage in Stage:
        for step in Step:
            if (stage, step) not in table:
                refused("no-such-step", do, stage, step, ALL, written=True)


def test_every_stage_of_an_amendment_is_open_carried_over_a_draft_or_in_the_text() -> None:
    stages = {stage for pair in AMENDMENT.items() for stage in (pair[0][0], pair[1][0])}
    assert stages - OPEN - CARRIED - OVER == {Stage.DRAFT, Stage.MERGED}


def test_a_motion_handed_in_at_the_very_cut_off_is_in_time_and_a_second_later_is_not() -> None:
    assert after(Stage.DRAFT, Step.SUBMIT, {By.MOVER}, Facts(written=True, now=NOON, until=NOON)) is Stage.SUBMITTED
    late = {"written": True, "now": NOON + timedelta(seconds=1), "until": NOON}
    refused("late", after, Stage.DRAFT, Step.SUBMIT, {By.MOVER}, **late)
    refused("late", amendment_after, Stage.DRAFT, Step.SUBMIT, {By.MOVER}, **late)


def test_a_motion_without_words_is_not_handed_in() -> None:
    refused("unwritten", after, Stage.DRAFT, Step.SUBMIT, {By.MOVER})


def test_a_motion_with_one_second_too_few_does_not_go_onto_the_agenda() -> None:
    refused("seconds", after, Stage.ADMITTED, Step.PLACE, {By.CHAIR}, seconds=1, seconds_needed=2)
    assert after(Stage.ADMITTED, Step.PLACE, {By.CHAIR}, Facts(seconds=2, seconds_needed=2)) is Stage.ON_AGENDA


def test_a_refusal_gives_its_reason() -> None:
    refused("reason", after, Stage.SUBMITTED, Step.REFUSE, {By.CHAIR}, reason=" ")
    refused("reason", amendment_after, Stage.SUBMITTED, Step.REFUSE, {By.CHAIR})


@pytest.mark.parametrize("stage", sorted(OPEN))
def test_a_motion_cannot_be_put_while_an_amendment_is_pending(stage: Stage) -> None:
    standing = [Standing(label="2-A1", stage=stage)]
    refused("amendment-open", may_be_put, Stage.PENDING, amendments=standing)
    for step in (Step.ADOPT, Step.LOSE):
        refused("amendment-open", after, Stage.PENDING, step, {By.HOUSE}, amendments=standing)


def test_an_amendment_cannot_be_put_while_an_amendment_to_it_is_pending() -> None:
    refused("amendment-open", amendment_after, Stage.PENDING, Step.ADOPT, {By.HOUSE}, amendments=[PENDING])
    refused("amendment-open", amendment_after, Stage.PENDING, Step.ACCEPT, {By.MOVER}, amendments=[PENDING])


@pytest.mark.parametrize("stage", sorted(CARRIED))
def test_a_motion_is_put_as_amended_and_not_before(stage: Stage) -> None:
    refused("amendment-unmerged", may_be_put, Stage.PENDING, amendments=[Standing(label="2-A1", stage=stage)])


def test_a_motion_whose_amendments_are_all_settled_is_put() -> None:
    settled = [Standing(label=str(stage), stage=stage) for stage in [*OVER, Stage.MERGED, Stage.DRAFT]]
    may_be_put(Stage.PENDING, Facts(amendments=settled))


def test_only_a_pending_motion_is_put() -> None:
    refused("not-pending", may_be_put, Stage.ON_AGENDA)


def test_the_amendment_furthest_from_the_text_is_taken_up_first() -> None:
    further = Standing(label="30 days", stage=Stage.ADMITTED, distance=16)
    facts = {"amended_is": Stage.PENDING, "beside": [further]}
    refused("further-first", amendment_after, Stage.ADMITTED, Step.TAKE_UP, {By.CHAIR}, distance=7, **facts)
    for distance in (16, 17):
        taken = amendment_after(Stage.ADMITTED, Step.TAKE_UP, {By.CHAIR}, Facts(distance=distance, **facts))
        assert taken is Stage.PENDING


def test_an_amendment_is_taken_up_when_what_it_amends_is() -> None:
    refused(
        "amended-not-pending", amendment_after, Stage.ADMITTED, Step.TAKE_UP, {By.CHAIR}, amended_is=Stage.ON_AGENDA
    )


@pytest.mark.parametrize("stage", sorted(OVER))
def test_what_has_come_to_nothing_is_not_amended(stage: Stage) -> None:
    refused("nothing-to-amend", amendment_after, Stage.DRAFT, Step.SUBMIT, {By.MOVER}, written=True, amended_is=stage)


def test_in_written_procedure_there_are_no_amendments() -> None:
    facts = {"written": True, "by_writing": True, "amended_is": Stage.PENDING}
    refused("by-writing", amendment_after, Stage.DRAFT, Step.SUBMIT, {By.MOVER}, **facts)


def test_a_decision_is_taken_up_again_in_the_same_session_by_two_thirds() -> None:
    assert after(Stage.LOST, Step.RECONSIDER, {By.CHAIR}, Facts(for_=26, against=13)) is Stage.PENDING
    refused("two-thirds", after, Stage.LOST, Step.RECONSIDER, {By.CHAIR}, for_=25, against=14)
    refused("too-late", after, Stage.ADOPTED, Step.RECONSIDER, {By.CHAIR}, for_=39, same_session=False)
    refused("too-late", after, Stage.ADOPTED, Step.RECONSIDER, {By.CHAIR}, for_=39, carried_out=True)


def test_a_committee_reports_in_words() -> None:
    refused("committee", after, Stage.PENDING, Step.REFER, {By.CHAIR})
    refused("reason", after, Stage.REFERRED, Step.REPORT, {By.CHAIR}, reason="")
    assert after(Stage.REFERRED, Step.REPORT, {By.CHAIR}, Facts(reason="Adopt it.")) is Stage.REPORTED


def test_what_the_house_has_before_it_is_withdrawn_by_its_leave_alone() -> None:
    refused("not-theirs", after, Stage.PENDING, Step.WITHDRAW, {By.MOVER})
    assert after(Stage.PENDING, Step.WITHDRAW, {By.CHAIR}, Facts()) is Stage.WITHDRAWN
