"""The pages of votes, pressed as those who vote, preside, count and look on would press them."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
from django.test import Client

from qurultay.secretariat.chamber import presence, votes
from qurultay.secretariat.chamber.models import Presence, Vote, VoteEvent
from tests.secretariat.conftest import came_in
from tests.secretariat.sitting import NINE, Hall, in_session
from tests.secretariat.test_votes import CONGRESS, ORDER

LANGUAGES = ("en", "ug", "kk")
KEY = r"chamber\."


@dataclass
class House:
    """The hall, and a browser for everybody in it."""

    hall: Hall
    arrive: Callable[..., Any]

    def __post_init__(self) -> None:
        self.chair = self.arrive(f"presiding-officer@{CONGRESS}").browser
        self.tellers = [self.arrive(f"teller@{CONGRESS}").browser for _ in range(2)]
        self.members = {seat: came_in(each.person.account) for seat, each in self.hall.delegates.items()}

    def prepare(self, method: str, **typed: str) -> int:
        form = {"asks": "procedure", "method": method, "question-en": ORDER["en"], "question-ug": ORDER["ug"], **typed}
        answer = self.chair.post(f"/sessions/sittings/{self.hall.sitting.pk}/votes/prepare", form)
        assert answer.status_code == 302, answer.text
        return int(answer.headers["Location"].rpartition("/")[2])

    def step(self, vote: int, step: str, status: int = 302, **typed: str) -> str:
        answer = self.chair.post(f"/sessions/votes/{vote}/step", {"step": step, **typed})
        assert answer.status_code == status, answer.text
        return answer.text

    def look(self, browser: Client, address: str) -> dict[str, str]:
        """The page in every language; no sentence may be missing in any."""
        pages = {}
        for code in LANGUAGES:
            browser.post("/door/language", {"language": code})
            answer = browser.get(address)
            assert answer.status_code == 200, answer.text
            assert f'<html lang="{code}"' in answer.text
            pages[code] = answer.text
        browser.post("/door/language", {"language": "en"})
        return pages


@pytest.fixture
def chamber(house, arrive) -> House:
    return House(in_session(9, CONGRESS), arrive)


def test_a_vote_from_its_preparation_to_its_declaration(chamber) -> None:
    vote = chamber.prepare("named")
    address = f"/sessions/votes/{vote}"
    chamber.look(chamber.chair, address)
    chamber.step(vote, "open")
    assert "More than half of the votes for or against" in chamber.look(chamber.members[1], address)["en"]
    for seat, browser in chamber.members.items():
        choice = "for" if seat < 6 else "against"
        assert browser.post(f"{address}/cast", {"choice": choice}).status_code == 302
    mine = chamber.look(chamber.members[1], address)
    assert "You have voted: For." in mine["en"]
    chamber.step(vote, "close")
    assert "Not declared yet" in chamber.look(chamber.chair, address)["en"]
    waiting = chamber.look(chamber.members[1], address)["en"]
    assert "5 for" not in waiting
    chamber.step(vote, "declare")
    told = chamber.look(chamber.members[1], address)
    assert "5 for, 4 against, 0 abstained" in told["en"]
    assert "5 of 9 were needed." in told["en"]
    assert "قوبۇل قىلىندى" in told["ug"]
    chamber.look(chamber.chair, f"/sessions/sittings/{chamber.hall.sitting.pk}/votes")


def test_names_are_read_by_tellers_when_it_is_over_and_by_nobody_else(chamber) -> None:
    vote = chamber.prepare("named")
    chamber.step(vote, "open")
    for browser in chamber.members.values():
        browser.post(f"/sessions/votes/{vote}/cast", {"choice": "for"})
    before = chamber.look(chamber.tellers[0], f"/sessions/votes/{vote}")["en"]
    chamber.step(vote, "close")
    after = chamber.look(chamber.tellers[0], f"/sessions/votes/{vote}")["en"]
    member = chamber.look(chamber.members[2], f"/sessions/votes/{vote}")["en"]
    assert ("How each voted" in before, "How each voted" in after, "How each voted" in member) == (False, True, False)


def test_a_second_and_different_vote_is_refused_and_the_first_stands(chamber) -> None:
    vote = chamber.prepare("named")
    chamber.step(vote, "open")
    cast = f"/sessions/votes/{vote}/cast"
    assert chamber.members[1].post(cast, {"choice": "for"}).status_code == 302
    assert chamber.members[1].post(cast, {"choice": "for"}).status_code == 302
    again = chamber.members[1].post(cast, {"choice": "against"})
    assert (again.status_code, "The first vote stands" in again.text) == (422, True)
    assert Vote.objects.get(event=vote).choice == "for"


@pytest.mark.parametrize("method", ["hands", "papers", "roll-call", "named", "secret", "without-a-vote", "written"])
def test_every_way_of_voting_has_its_pages_in_every_language(chamber, method: str) -> None:
    hours = {"opens": "2026-01-01T00:00", "closes": "2099-01-01T00:00"} if method == "written" else {}
    vote = chamber.prepare(method, **hours)
    address = f"/sessions/votes/{vote}"
    if method != "written":
        chamber.step(vote, "open")
    for browser in (chamber.members[1], chamber.chair, chamber.tellers[0]):
        chamber.look(browser, address)
    chamber.look(chamber.members[1], f"/sessions/sittings/{chamber.hall.sitting.pk}/floor")
    if method in ("hands", "papers", "roll-call"):
        chamber.look(chamber.tellers[0], f"{address}/sheet")
    assert VoteEvent.objects.get(pk=vote).state == "open"


def test_without_a_vote_one_objection_forces_one(chamber) -> None:
    vote = chamber.prepare("without-a-vote")
    chamber.step(vote, "open")
    assert chamber.members[4].post(f"/sessions/votes/{vote}/object").status_code == 302
    chamber.step(vote, "close")
    assert "Prepare a vote" in chamber.step(vote, "declare", status=422)
    chamber.step(vote, "void", status=422, reason="objected")
    assert VoteEvent.objects.get(pk=vote).result == "vote"


def test_two_tellers_keep_sheets_and_compare_them(chamber) -> None:
    vote = chamber.prepare("hands")
    chamber.step(vote, "open")
    sheet, keep = f"/sessions/votes/{vote}/sheet", f"/sessions/votes/{vote}/keep-sheet"
    assert "Two tellers must keep a sheet" in chamber.step(vote, "close", status=422)
    assert chamber.tellers[0].post(keep, {"for": "5", "against": "4"}).status_code == 302
    assert "A colleague has kept a sheet" in chamber.look(chamber.tellers[1], sheet)["en"]
    chamber.tellers[1].post(keep, {"for": "4", "against": "4"})
    assert "differs" in chamber.look(chamber.tellers[1], sheet)["en"]
    wrong = chamber.tellers[1].post(keep, {"for": "4", "against": "fo<ur"})
    assert (wrong.status_code, "is not a whole number" in wrong.text, 'value="fo&lt;ur"' in wrong.text) == (
        422,
        True,
        True,
    )
    chamber.tellers[1].post(keep, {"for": "5", "against": "4"})
    chamber.step(vote, "close")
    chamber.step(vote, "declare")
    assert VoteEvent.objects.get(pk=vote).result == "adopted"


def test_a_vote_is_made_void_by_the_chair_with_two_tellers_and_never_after_its_declaration(chamber) -> None:
    vote = chamber.prepare("named")
    chamber.step(vote, "open")
    chamber.members[1].post(f"/sessions/votes/{vote}/cast", {"choice": "for"})
    assert "Two tellers besides you" in chamber.step(vote, "void", status=422, reason="the line to the hall broke")
    for teller in chamber.tellers:
        assert teller.post(f"/sessions/votes/{vote}/agree-to-void").status_code == 302
    chamber.step(vote, "void", status=422, reason=" ")
    chamber.step(vote, "void", reason="the line to the hall broke")
    assert "the line to the hall broke" in chamber.look(chamber.members[1], f"/sessions/votes/{vote}")["en"]
    assert Vote.objects.filter(event=vote).count() == 1, "what was cast is kept"


def test_nobody_presides_over_what_concerns_them(chamber) -> None:
    mine = chamber.hall.delegates[1]
    vote = chamber.prepare("named", interested=str(mine.pk), matter="removal")
    mine.person.account.roles.create(role="presiding-officer", body=CONGRESS)
    themselves = came_in(mine.person.account).post(f"/sessions/votes/{vote}/step", {"step": "open"})
    assert (themselves.status_code, "concerns you in person" in themselves.text) == (422, True)
    chamber.step(vote, "open")


def test_the_door_checks_in_and_out_and_shows_a_code(chamber) -> None:
    sitting = chamber.hall.sitting
    door = f"/sessions/sittings/{sitting.pk}/door"
    presence.check_out(sitting, chamber.hall.delegates[1], NINE)
    chamber.look(chamber.tellers[0], door)
    chamber.tellers[0].post(f"/sessions/sittings/{sitting.pk}/room-code")
    sitting.refresh_from_db()
    here = f"/sessions/sittings/{sitting.pk}/here"
    wrong = chamber.members[1].post(here, {"way": "room", "code": "AAAAAA"})
    assert (wrong.status_code, "not the code" in wrong.text) == (422, True)
    typed = f" {sitting.room_code[:3].lower()}-{sitting.room_code[3:]} "
    assert chamber.members[1].post(here, {"way": "room", "code": typed}).status_code == 302
    assert Presence.objects.get(credential=chamber.hall.delegates[1], left=None).by_code
    chamber.tellers[0].post(f"/sessions/sittings/{sitting.pk}/check-others-in", {"out": chamber.hall.delegates[1].pk})
    assert chamber.members[1].post(here, {"way": "remote"}).status_code == 302
    assert chamber.members[1].get(f"/sessions/sittings/{sitting.pk}/heard").status_code == 204


def test_a_written_procedure_closes_at_its_hour_though_nobody_presses_anything(chamber, monkeypatch) -> None:
    vote = chamber.prepare("written", opens="2026-01-01T00:00", closes="2099-01-01T00:00")
    address = f"/sessions/votes/{vote}"
    chamber.look(chamber.members[1], address)
    for browser in chamber.members.values():
        assert browser.post(f"{address}/cast", {"choice": "for"}).status_code == 302
    VoteEvent.objects.filter(pk=vote).update(closes=NINE)
    assert chamber.members[9].post(f"{address}/cast", {"choice": "for"}).status_code == 422
    chamber.look(chamber.members[1], address)
    event = VoteEvent.objects.get(pk=vote)
    assert (event.state, event.result) == ("closed", "adopted")


@pytest.mark.parametrize("path", ["step", "cast", "object", "keep-sheet", "agree-to-void"])
def test_an_observer_presses_nothing(chamber, path: str) -> None:
    event = votes.open_(VoteEvent.objects.get(pk=chamber.prepare("named")), None, NINE)
    observer = chamber.arrive(f"observer@{CONGRESS}").browser
    assert observer.post(f"/sessions/votes/{event.pk}/{path}", {"choice": "for"}).status_code == 403


def test_a_vote_of_another_body_is_not_there(chamber, arrive) -> None:
    vote = chamber.prepare("named")
    stranger = arrive("delegate@body/committee").browser
    assert stranger.get(f"/sessions/votes/{vote}").status_code == 404
    assert stranger.post(f"/sessions/votes/{vote}/cast", {"choice": "for"}).status_code == 404


def test_a_number_that_no_row_has_is_no_vote(chamber) -> None:
    for number in (10**20, 2**63):
        assert chamber.members[1].post(f"/sessions/votes/{number}/cast", {"choice": "for"}).status_code == 404


@pytest.mark.parametrize("typed", ["9999-12-31T23:59-12:00", "0001-01-01T00:00", "tomorrow", "2026-06-10T09:00+25:00"])
def test_hours_of_a_vote_that_are_no_moment_get_a_sentence(chamber, typed: str) -> None:
    form = {"asks": "procedure", "method": "written", "question-en": ORDER["en"], "opens": typed, "closes": typed}
    answer = chamber.chair.post(f"/sessions/sittings/{chamber.hall.sitting.pk}/votes/prepare", form)
    assert answer.status_code == 422 and "Write day and hour as" in answer.text


def test_a_question_that_looks_like_another_is_not_put(chamber) -> None:
    form = {"asks": "procedure", "method": "hands", "question-en": "Shall it be \u202edesopxe?"}
    answer = chamber.chair.post(f"/sessions/sittings/{chamber.hall.sitting.pk}/votes/prepare", form)
    assert answer.status_code == 422 and "U+202E" in answer.text
    assert not VoteEvent.objects.exists()
