"""The pages of sessions, agendas, motions and amendments, as a secretary, a presiding officer and a delegate use them."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from qurultay.secretariat.chamber import amendments, motions
from qurultay.secretariat.chamber.models import AgendaItem, Motion, Session, Sitting
from qurultay.secretariat.chamber.texts import latest
from tests.secretariat.conftest import Visitor, came_in
from tests.secretariat.sitting import BODY
from tests.secretariat.test_motions import Floor, floor, one_house

__all__ = ["floor", "one_house"]
LANGUAGES = pytest.mark.parametrize("language", ["en", "ug", "kk"])


@pytest.fixture
def enter(floor: Floor) -> Callable[..., Visitor]:
    """Lets a delegate of the assembly come in, by seat."""

    def made(seat: int, language: str = "en") -> Visitor:
        account = floor.member(seat).person.account
        return Visitor(account, came_in(account, passkey=False, language=language))

    return made


def opened(visitor: Visitor, path: str) -> str:
    answer = visitor.browser.get(path)
    assert answer.status_code == 200, (path, answer.status_code)
    return answer.text


def done(visitor: Visitor, path: str, **typed: Any) -> str:
    answer = visitor.browser.post(path, {key.replace("__", "."): value for key, value in typed.items()})
    assert answer.status_code == 302, answer.text
    return answer.headers["Location"]


def not_done(visitor: Visitor, path: str, words: str, **typed: Any) -> str:
    answer = visitor.browser.post(path, {key.replace("__", "."): value for key, value in typed.items()})
    assert answer.status_code == 422, answer.status_code
    assert words in answer.text
    return answer.text


@LANGUAGES
def test_every_page_of_the_floor_opens_in_every_language(floor, arrive, enter, language) -> None:
    motion = floor.pending()
    one = floor.amended(motion, "1", en="Calls upon all to answer within 30 days.")
    floor.amended(motion, "", 4, after="1", en="Thanks the hosts.")
    sub = floor.amended(one, "1", 5, en="Calls upon all to answer within 45 days.")
    amendments.accept(floor.amended(motion, "3", 6, en="", ug=""), floor.member(1), floor.now)
    draft = floor.written(2)
    session, sitting = motion.session_id, floor.hall.sitting.pk
    everybody = [
        "/sessions/", f"/sessions/{session}", f"/sessions/{session}/motions", f"/sessions/sittings/{sitting}",
        *(f"/sessions/motions/{each.pk}" for each in (motion, one, sub)), f"/sessions/motions/{motion.pk}/merging",
        f"/sessions/sittings/{sitting}/floor",
    ]  # fmt: skip
    members = [
        f"/sessions/motions/{draft.pk}", f"/sessions/motions/{draft.pk}/edit", f"/sessions/{session}/motions/new",
        f"/sessions/motions/{motion.pk}/amend", f"/sessions/motions/{motion.pk}/amend?place=1",
        f"/sessions/motions/{motion.pk}/amend?after=1", f"/sessions/motions/{one.pk}/amend?place=1",
    ]  # fmt: skip
    clerks = [
        "/sessions/plan",
        f"/sessions/items/{floor.hall.item.pk}",
        f"/sessions/motions/{motion.pk}/translation",
    ]
    for visitor, paths in (
        (arrive(f"observer@{BODY}", language=language), everybody),
        (enter(2, language), everybody + members),
        (arrive(f"secretary@{BODY}", language=language), everybody + clerks),
        (arrive(f"presiding-officer@{BODY}", language=language), everybody + clerks),
    ):
        for path in paths:
            page = opened(visitor, path)
            assert f'<html lang="{language}"' in page
            assert "style=" not in page


def test_the_way_of_a_motion_from_a_delegate_to_the_house(floor, arrive, enter) -> None:
    session = floor.hall.sitting.session_id
    mover, friend, chair = enter(1), enter(2), arrive(f"presiding-officer@{BODY}")
    where = done(
        mover, f"/sessions/{session}/motions/write", title__en="On schools", rows="2", classification="resolution",
        requirement="simple", p0__en="Recalling,", **{"p0-preamble": "yes", "p1__en": "Decides to meet."},
    )  # fmt: skip
    assert friend.browser.get(where).status_code == 404
    done(mover, f"{where}/submit")
    assert "On schools" in opened(friend, where)
    done(chair, f"{where}/step", step="admit")
    done(friend, f"{where}/second")
    done(chair, f"{where}/step", step="place", item=floor.hall.item.pk)
    done(chair, f"{where}/step", step="take-up")
    place = done(friend, f"{where}/amend/write", place="1", words__en="Decides to meet twice.")
    assert chair.browser.get(place).status_code == 404
    done(friend, f"{place}/submit")
    shown = opened(chair, place)
    assert "<ins>twice</ins>" in shown
    assert Motion.objects.get(amends=None).state == "pending"


def test_a_motion_that_came_on_paper_is_typed_in_for_its_mover(floor, arrive, enter) -> None:
    session, clerk = floor.hall.sitting.session_id, arrive(f"secretary@{BODY}")
    form = f"/sessions/{session}/motions/paper"
    assert "Seat 3" in opened(clerk, form)
    typed = {"title__en": "On roads", "rows": "1", "classification": "resolution", "p0__ug": "يول ياسىلىدۇ.",
             "p0-kind": "call", "p0-addressee": "ئوسمارك ھۆكۈمىتى"}  # fmt: skip
    not_done(clerk, form + "/take", "Choose who moves it", **typed)
    where = done(clerk, form + "/take", mover=floor.member(3).pk, **typed)
    motion = Motion.objects.get(title__en="On roads")
    assert (motion.state, motion.label) == ("submitted", "1")
    assert latest(motion).provisions[0]["does"] == [{"kind": "call", "addressee": "ئوسمارك ھۆكۈمىتى", "language": "ug"}]
    done(enter(3), f"{where}/withdraw")
    assert enter(3).browser.get(form).status_code == 403


def test_what_was_typed_stays_when_a_form_comes_back(floor, enter) -> None:
    motion = floor.pending()
    page = not_done(enter(3), f"/sessions/motions/{motion.pk}/amend/write", "Nothing was changed", place="3", words__en="Decides to meet again.", words__ug="قايتا يىغىلىشنى قارار قىلىدۇ.")  # fmt: skip
    assert "Decides to meet again." in page
    page = not_done(enter(3), f"/sessions/motions/{motion.pk}/amend/write", "One language was left", place="3", words__en="Decides otherwise.", words__ug="")  # fmt: skip
    assert "Decides otherwise." in page


def test_a_draft_is_nobody_elses(floor, arrive, enter) -> None:
    draft = floor.written(1)
    for visitor in (enter(2), arrive("secretary@"), arrive("presiding-officer@")):
        assert visitor.browser.get(f"/sessions/motions/{draft.pk}").status_code == 404
        assert visitor.browser.post(f"/sessions/motions/{draft.pk}/step", {"step": "admit"}).status_code in (403, 404)


def test_who_has_no_role_in_a_body_finds_nothing_of_it(floor, arrive) -> None:
    motion = floor.pending()
    stranger = arrive("delegate@body/committee-rights", "secretary@body/committee-rights")
    for path in (
        f"{motion.session_id}", f"{motion.session_id}/motions", f"sittings/{floor.hall.sitting.pk}",
        f"sittings/{floor.hall.sitting.pk}/papers.pdf", f"motions/{motion.pk}", f"motions/{motion.pk}/merging",
        f"{motion.session_id}/calendar.ics", f"items/{floor.hall.item.pk}",
    ):  # fmt: skip
        assert stranger.browser.get(f"/sessions/{path}").status_code == 404, path
    for path in (f"motions/{motion.pk}/step", f"motions/{motion.pk}/merge", f"{motion.session_id}/step"):
        assert stranger.browser.post(f"/sessions/{path}", {"step": "close"}).status_code == 404, path
    assert "First session" not in opened(stranger, "/sessions/")


def test_a_committee_reads_what_was_referred_to_it_and_nothing_else_of_the_assembly(floor, arrive) -> None:
    motion = motions.refer(floor.pending(), "body/committee-rights", floor.now)
    member, chair = arrive("delegate@body/committee-rights"), arrive("presiding-officer@body/committee-rights")
    assert f'"/sessions/referrals/{motion.pk}"' in opened(member, "/")
    assert "On schools" in opened(member, f"/sessions/referrals/{motion.pk}")
    assert member.browser.get(f"/sessions/motions/{motion.pk}").status_code == 404
    assert arrive("delegate@body/committee-peace").browser.get(f"/sessions/referrals/{motion.pk}").status_code == 404
    assert "/referrals/" not in opened(arrive("delegate@body/committee-peace"), "/")
    assert member.browser.post(f"/sessions/referrals/{motion.pk}/report", {"said.en": "Adopt it."}).status_code == 403
    done(chair, f"/sessions/referrals/{motion.pk}/report", said__en="Adopt it.")
    assert "Adopt it." in opened(arrive(f"observer@{BODY}"), f"/sessions/motions/{motion.pk}")


def test_a_session_from_planning_to_its_opening(floor, arrive) -> None:
    clerk = arrive(f"secretary@{BODY}")
    where = done(
        clerk, "/sessions/planned", body=BODY, title__en="Second session", opens="2027-03-10", closes="2027-03-12",
        zone="Asia/Almaty", mode="hybrid",
    )  # fmt: skip
    not_done(clerk, f"{where}/step", "Add a sitting first", step="call")
    sitting = done(clerk, f"{where}/schedule", opens="2027-03-10T09:00", closes="2027-03-10T18:00", mode="hybrid")
    assert Sitting.objects.get(pk=sitting.rpartition("/")[2]).opens.isoformat() == "2027-03-10T04:00:00+00:00"
    for title in ("Opening", "Reports", "Close"):
        done(clerk, f"{sitting}/agenda/add", title__en=title, kind="debate")
    done(clerk, f"{where}/step", step="call")
    assert Session.objects.get(title__en="Second session").state == "called"
    not_done(clerk, f"{where}/step", "opens on one of these days", step="open")


def test_a_printed_number_of_the_agenda_never_changes(floor, arrive) -> None:
    clerk, sitting = arrive(f"secretary@{BODY}"), floor.hall.sitting
    path = f"/sessions/sittings/{sitting.pk}/agenda/add"
    done(clerk, path, title__en="Reports", kind="report")
    done(clerk, path, title__en="Before it", kind="debate", after=str(floor.hall.item.pk))
    assert list(sitting.items.values_list("label", "title__en")) == [
        ("1", "On schools"),
        ("2", "Before it"),
        ("3", "Reports"),
    ]
    Sitting.objects.filter(pk=sitting.pk).update(printed=floor.now)
    done(clerk, path, title__en="Late", kind="debate", after=str(floor.hall.item.pk))
    last = AgendaItem.objects.get(title__en="Reports")
    done(clerk, f"/sessions/items/{last.pk}/move", to="earlier")
    assert list(sitting.items.values_list("label", "title__en")) == [
        ("1", "On schools"), ("1a", "Late"), ("3", "Reports"), ("2", "Before it")
    ]  # fmt: skip


def test_a_list_of_two_hundred_motions_asks_the_rows_a_few_times(floor, arrive, django_assert_max_num_queries) -> None:
    session = floor.hall.sitting.session
    Motion.objects.bulk_create(
        Motion(session=session, label=str(n), title={"en": f"Motion number {n}"}, state="submitted")
        for n in range(1, 201)
    )
    reader = arrive(f"observer@{BODY}")
    opened(reader, f"/sessions/{session.pk}/motions")
    with django_assert_max_num_queries(8):
        assert opened(reader, f"/sessions/{session.pk}/motions").count("<tr>") == 201


def test_a_motion_with_many_amendments_asks_the_rows_no_oftener_than_one_with_few(
    floor, arrive, django_assert_max_num_queries
) -> None:
    motion, reader = floor.pending(), arrive(f"observer@{BODY}")
    for seat in (3, 4):
        one = floor.amended(motion, "", seat, after="1", en=f"Thanks {seat}.")
        floor.amended(one, one.place, 5, en=f"Thanks {seat} twice.")
    path = f"/sessions/motions/{motion.pk}"
    with CaptureQueriesContext(connection) as few:
        opened(reader, path)
    for seat in (3, 4, 5, 6):
        one = floor.amended(motion, "", seat, after="2", en=f"Thanks {seat}.")
        floor.amended(one, one.place, 2, en=f"Thanks {seat} twice.")
    with django_assert_max_num_queries(len(few)):
        assert opened(reader, path).count('class="amended"') == 12


@LANGUAGES
def test_ones_day_says_what_waits_in_the_chamber(floor, arrive, enter, language) -> None:
    draft = floor.written(2)
    motion = motions.submit(floor.written(1), floor.member(1), floor.now)
    for visitor, sees, not_yet in (
        (enter(2, language), draft, motion),
        (arrive(f"presiding-officer@{BODY}", language=language), motion, draft),
    ):
        page = opened(visitor, "/")
        assert f"/sessions/sittings/{floor.hall.sitting.pk}/floor" in page
        assert f'"/sessions/motions/{sees.pk}"' in page and f'"/sessions/motions/{not_yet.pk}"' not in page
    assert "/sessions/sittings/" not in opened(arrive("observer@body/committee-rights", language=language), "/")
