"""`qurultay demo` opens Tolunay's assembly in mid-session: everybody's links lead in, and what one does there is real."""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.apps import apps
from django.test import Client, TestCase
from django.utils import timezone

from qurultay.acts.book import Register
from qurultay.assembly.motions import Step
from qurultay.cli import demo as demo_command
from qurultay.cli import secretariat as secretariat_command
from qurultay.cli.house import House
from qurultay.cli.tolunay.today import last_chapter
from qurultay.press.bidi import direction
from qurultay.secretariat.chamber import (
    amendments,
    casting,
    declaring,
    hours,
    laying_texts,
    live,
    motion_facts,
    motions,
    preparing,
    taking_over,
    votes,
)
from qurultay.secretariat.chamber.models import Motion, Presence, Session, SpeakerTurn, VoteEvent
from qurultay.secretariat.chamber.preparing import Question
from qurultay.secretariat.chamber.procedure import CHAIR
from qurultay.secretariat.desk import drafting, open_keys, publishing
from qurultay.secretariat.desk import here as at_desk
from qurultay.secretariat.desk.models import Draft
from qurultay.secretariat.desk.pages import waiting as pages_of_waiting
from qurultay.secretariat.door.models import Account
from qurultay.secretariat.door.roles import Role
from qurultay.secretariat.frame.order import OutOfOrder
from qurultay.secretariat.frame.tickets import stamp_of
from qurultay.secretariat.roll import naming
from qurultay.secretariat.roll.models import Person
from qurultay.site import seed
from qurultay.site.demonstration import link
from qurultay.site.public_keys import is_public
from qurultay.site.settings.tolunay import PASSPHRASE
from tests.secretariat.browser import PHONE
from tests.secretariat.tolunay import Kept, demonstration, kept, own_demonstration, played, register_of, seeded, today

__all__ = ["demonstration", "kept", "own_demonstration", "played", "seeded"]

DAY = timedelta(days=1)
CHOICES = {"+": "for", "-": "against", "o": "abstain"}


# --- the last chapter -----------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def book(played: Path) -> Register:
    return register_of(played)


def test_a_session_is_open_today_and_every_act_of_it_waited_out_its_hold(book: Register) -> None:
    day, held = today().date(), book.sessions["session/6"]
    assert held.opens <= day <= held.closes and held.opened is not None and held.closed is None
    called, opened = book.entries[held.convened], book.entries[held.opened]
    assert (called.number, opened.number) == (book.size - 2, book.size - 1), "the history before it is as it was"
    for entry in (called, opened):
        signed = datetime.combine(entry.act.date, datetime.min.time(), UTC).timestamp()
        assert 24 * 3600 <= entry.entered - signed < 72 * 3600
        assert book.entries[entry.number - 1].entered <= entry.entered <= today().timestamp()


@pytest.mark.parametrize("hour", [0, 12, 23])
@pytest.mark.parametrize("days", [20, 90, 0])
def test_on_whatever_day_somebody_looks_it_is_open_then(book: Register, days: int, hour: int) -> None:
    day = min(today().date() + timedelta(days=days or 999), date(2027, 9, 11))
    now = datetime(day.year, day.month, day.day, hour, 59, tzinfo=UTC)
    called, opened = last_chapter(now, book)
    assert date.fromisoformat(called.body["opens"]) == day - 3 * DAY == opened.signed.date()
    assert date.fromisoformat(called.body["closes"]) == day + DAY
    assert called.signed + DAY <= opened.signed and opened.signed + DAY <= now - DAY, "two holds, and a day besides"


@pytest.mark.parametrize("day", [date(2026, 11, 1), date(2027, 9, 12), date(2040, 1, 1)])
def test_where_the_history_is_not_over_or_terms_have_run_out_there_is_no_such_session(
    book: Register, day: date
) -> None:
    assert list(last_chapter(datetime(day.year, day.month, day.day, tzinfo=UTC), book)) == []


# --- what stands there ------------------------------------------------------------------------------------------------------


def counted() -> dict[str, int]:
    rooms = ("door", "roll", "desk", "chamber")
    return {model.__name__: model.objects.count() for room in rooms for model in apps.get_app_config(room).get_models()}


def test_the_assembly_is_in_mid_session(seeded: Path) -> None:
    assert Person.objects.count() == 60
    states = {each.label: each.state for each in Motion.objects.all()}
    assert states == {"1": "referred", "2": "pending", "2-A1": "merged", "2-A2": "fallen", "2-A3": "pending"}
    open_, declared = VoteEvent.objects.get(state="open"), VoteEvent.objects.get(state="declared", method="named")
    assert declared.result == "adopted" and declared.counts["for_"] > declared.counts["against"] > 0
    assert 0 < open_.cast.count() < 55
    assert SpeakerTurn.objects.filter(began=None).count() == 6
    assert SpeakerTurn.objects.exclude(began=None).filter(ended=None).count() == 1
    ripe, held = at_desk.here_now(), {}
    for each in at_desk.reconcile(ripe):
        held[each.act.kind, each.complete is not None] = len(each.lines)
    assert held == {("issued", True): 2, ("minutes-approved", False): 1}
    assert len(publishing.ripe(ripe)) == 1
    assert Draft.objects.filter(act_id="").count() == 1


def settle(event: VoteEvent, choices: str) -> None:
    """Everybody who is there and has not voted votes, in turns as `choices` says; the chair closes and declares it."""
    now, chair = timezone.now(), Account.objects.open(f"chair-{event.pk}")
    there = Presence.objects.filter(sitting=event.sitting, left=None).select_related("credential__person__account")
    waiting = there.exclude(credential__in=event.cast.values("credential")).order_by("pk")
    for each, choice in zip(waiting, itertools.cycle(choices)):
        casting.cast(event, each.credential.person.account, CHOICES[choice], now)
    declaring.declare(votes.close(event, None, now), chair, now)


def put(motion: Motion, choices: str, asks: str = "motion") -> None:
    """The question is put and settled."""
    now = timezone.now()
    motion = motion_facts.locked(motion)
    event = preparing.prepare(motion.item.sitting, Question(method="named", motion=motion, asks=asks), now)
    settle(votes.open_(event, None, now), choices)


def recorded(motion: Motion) -> tuple[str, tuple[drafting.Fault, ...]]:
    """The outcome in the draft that the room lays on the desk, and what the gate has against it."""
    motion.refresh_from_db()
    found = drafting.check(laying_texts.lay_down(motion, None, timezone.now()), at_desk.here_now())
    assert found.act is not None
    return found.act.body.outcome, found.faults


def test_the_gate_has_nothing_against_what_is_laid_down_of_a_text_that_was_not_adopted(seeded: Path) -> None:
    motion = Motion.objects.get(label="2")
    settle(VoteEvent.objects.get(state="open"), "+")
    amendments.merge_all(motion, timezone.now())
    put(motion, "--+")
    assert recorded(motion) == ("lost", ())
    put(motion, "+", asks="reconsider")
    there = Presence.objects.filter(left=None).count()
    put(motion, ("o" if there % 2 else "") + "+" * (there // 2) + "-" * (there // 2))
    assert recorded(motion) == ("tied", ())
    put(motion, "+", asks="reconsider")
    motions.take(motion, Step.WITHDRAW, CHAIR, timezone.now())
    assert recorded(motion) == ("withdrawn", ())


def test_a_session_of_the_record_is_taken_over_once(seeded: Path) -> None:
    assert Session.objects.get().ref == "session/6"
    for ref in ("session/6", "session/5", "session/7"):
        with pytest.raises(OutOfOrder, match="not-to-take-over"):
            taking_over.take_over(ref, {})


def test_a_second_start_changes_nothing(seeded: Path) -> None:
    before = counted()
    seed.seed(timezone.now())
    assert counted() == before


def test_every_name_is_sealed_and_no_row_says_one(seeded: Path) -> None:
    names = {said for said in naming.called(range(1, 70)).values() if isinstance(said, str)}
    assert len(names) == 60
    for model in apps.get_app_config("roll").get_models():
        assert not any(name in str(row) for row in model.objects.values() for name in names)


def test_where_no_session_can_be_open_there_are_the_people_alone(db: None, demonstration: Path, monkeypatch) -> None:
    monkeypatch.setattr(seed, "SESSION", "session/7")
    seed.seed(timezone.now())
    assert Person.objects.count() == 60 and not VoteEvent.objects.exists()
    assert {guest.first for guest in seed.guests()} == {"/", "/roll/", "/desk/", "/door/trail"}
    assert seed.screen_of_the_room() == ""


# --- the links ----------------------------------------------------------------------------------------------------------------


def come_in(guest: Any) -> tuple[Client, str]:
    parts = urlsplit(link(guest))
    assert parts.hostname == f"{guest.host}.localhost", "each has cookies of their own"
    browser = Client(SERVER_NAME=parts.hostname)
    answer = browser.get(f"{parts.path}?{parts.query}")
    assert answer.status_code == 302, guest.role
    return browser, answer.headers["Location"]


def test_every_link_leads_to_a_page_in_its_language(seeded: Path) -> None:
    guests = list(seed.guests())
    assert {role for guest in guests for role, _ in guest.account.held()} == set(Role)
    for guest in guests:
        browser, first = come_in(guest)
        assert first == guest.first
        for path in (first, "/", "/door/account"):
            page = browser.get(path)
            assert page.status_code == 200, (guest.role, path)
            code = guest.account.language
            assert f'<html lang="{code}" dir="{direction(code)}">' in page.text
    assert {guest.account.language for guest in guests} == {"en", "ug", "kk"}


def test_the_screen_of_the_room_is_told_how_many_have_voted(seeded: Path) -> None:
    event = VoteEvent.objects.get(state="open")
    told = hours.tell_of_votes({})
    assert told == {event.pk: event.cast.count()}

    def stamp() -> int:
        return stamp_of(live.folder(), event.sitting_id)

    with TestCase.captureOnCommitCallbacks(execute=True):
        hours.tell_of_votes(told)
    before = stamp()
    assert guest("delegate (Uyghur)").post(f"/sessions/votes/{event.pk}/cast", {"choice": "for"}).status_code == 302
    assert stamp() == before, "a voter's own deed says nothing"
    with TestCase.captureOnCommitCallbacks(execute=True):
        assert hours.tell_of_votes(told) == {event.pk: told[event.pk] + 1}
    assert stamp() != before


def test_the_screen_of_the_room_opens_without_anybody(seeded: Path) -> None:
    page = Client(SERVER_NAME="localhost").get(seed.screen_of_the_room())
    assert page.status_code == 200 and 'class="hall"' in page.text


def shown(page: str) -> str:
    """The page without what it shows to others alone: parts that are the same for everybody, hidden by what one may do."""

    def part(found: re.Match[str]) -> str:
        return found.group() if f"can-{found.group(2)}" in page else ""

    return re.sub(r'<(p|form|details) [^>]*data-for="([a-z-]+)".*?</\1>', part, page, flags=re.DOTALL)


def test_every_page_that_somebody_is_led_to_opens(seeded: Path) -> None:
    """From the first page on, two links deep, nobody meets a page that is refused, lost or broken."""
    shut = []
    for guest in seed.guests():
        browser, first = come_in(guest)
        seen, to_see = set[str](), [("", first), ("", "/")]
        for depth in range(3):
            found = []
            for whence, path in to_see:
                if path in seen:
                    continue
                seen.add(path)
                answer = browser.get(path)
                if answer.status_code != 200 or "Named(" in answer.text:
                    shut.append((guest.role, whence, path, answer.status_code))
                if depth < 2 and answer.headers["Content-Type"].startswith("text/html"):
                    found += [(path, each) for each in re.findall(r'href="(/[^"#]*)', shown(answer.text))]
            to_see = [
                each
                for each in found
                if not each[1].startswith(("/static/", "/roll/person", "/roll/credentials/papers"))
                and ".pdf" not in each[1]
            ]
        assert len(seen) > 3
    assert shut == []


# --- what one does there --------------------------------------------------------------------------------------------------


def guest(role: str) -> Client:
    return come_in(next(each for each in seed.guests() if each.role.startswith(role)))[0]


def waiting_for_one(kind: str = "minutes-approved") -> str:
    return next(each.id for each in at_desk.reconcile(at_desk.here_now()) if each.act.kind == kind)


def test_an_officer_signs_with_the_public_key_and_the_hold_begins(seeded: Path) -> None:
    id, clerk = waiting_for_one(), guest("officer (Secretary")
    assert f"/with-public-keys/{id}" in clerk.get(f"/desk/waiting/{id}").text
    assert clerk.post(f"/with-public-keys/{id}", {"as": "post/secretary"}).status_code == 302
    page = clerk.get(f"/desk/waiting/{id}").text
    assert 'role="timer"' in page and "with-public-keys" not in page
    assert at_desk.here_now().desk.at(id).complete is not None
    assert publishing.ripe(at_desk.here_now())[0].id != id, "and it is a hold as any other"


def test_nobody_signs_with_a_key_of_another_office(seeded: Path) -> None:
    id = waiting_for_one()
    assert guest("officer (Speaker").post(f"/with-public-keys/{id}", {"as": "post/secretary"}).status_code == 404
    assert guest("secretary").post(f"/with-public-keys/{id}", {"as": "post/secretary"}).status_code == 404
    assert guest("teller").post(f"/with-public-keys/{id}", {"as": "post/secretary"}).status_code == 403
    assert at_desk.here_now().desk.at(id).complete is None


def test_what_is_ripe_is_published(db: None, own_demonstration: Path, kept: Kept, settings, monkeypatch) -> None:
    kept.seed(own_demonstration, settings.VAULT)
    before = at_desk.here_now().book.size
    monkeypatch.setattr(publishing, "start", lambda ids, keys, now: publishing.publish(ids, keys, now))
    monkeypatch.setattr(publishing, "rebuild", lambda: None)
    id = publishing.ripe(at_desk.here_now())[0].id
    clerk = guest("officer (Secretary")
    assert 'name="passphrase"' not in clerk.get(f"/desk/waiting/{id}").text
    with TestCase.captureOnCommitCallbacks(execute=True):
        assert clerk.post(f"/desk/waiting/{id}/publish").status_code == 302
    book = register_of(own_demonstration)
    assert book.size == before + 1 and book.entries[-1].act.id == id


def test_the_delegate_votes_once_and_the_chair_closes_and_declares(seeded: Path) -> None:
    event = VoteEvent.objects.get(state="open")
    cast = event.cast.count()
    for role in ("delegate (Uyghur", "delegate (Kazakh"):
        assert guest(role).post(f"/sessions/votes/{event.pk}/cast", {"choice": "for"}).status_code == 302
    assert event.cast.count() == cast + 2
    chair = guest("presiding officer")
    for step in ("close", "declare"):
        event.refresh_from_db()
        answer = chair.post(f"/sessions/votes/{event.pk}/step", {"step": step})
        if step == "close" and answer.status_code == 422:
            pytest.fail(re.sub(r"<[^>]+>", "", answer.text))
    event.refresh_from_db()
    assert (event.state, event.result) in (("closed", "no-decision"), ("declared", "adopted"))


# --- nowhere else -------------------------------------------------------------------------------------------------------------


def test_keys_are_public_in_the_demonstrations_house_alone(house, settings) -> None:
    standing = at_desk.here_now()
    assert not any(is_public(key.name, key.material) for key in standing.book.keys.values())
    assert settings.PUBLIC_PASSPHRASE == "" and not open_keys.asks_nothing()


def test_the_button_is_not_offered_elsewhere(seeded: Path, settings) -> None:
    assert len(pages_of_waiting.OFFERED) == 1, "the addresses of the demonstration offer it"
    id, clerk = waiting_for_one(), guest("officer (Secretary")
    settings.DEMONSTRATION = False
    assert "with-public-keys" not in clerk.get(f"/desk/waiting/{id}").text
    assert clerk.post(f"/with-public-keys/{id}", {"as": "post/secretary"}).status_code == 404
    settings.ROOT_URLCONF = "qurultay.site.urls"
    assert clerk.post(f"/with-public-keys/{id}", {"as": "post/secretary"}).status_code == 404


def test_the_passphrase_in_the_settings_is_that_of_the_key_files(demonstration: Path) -> None:
    from qurultay.gazette.gate_keys import of_house
    from qurultay.gazette.house import House

    current = {key.material for key in register_of(demonstration).keys_of("log") if key.ended_by is None}
    assert {of_house(House(demonstration), PASSPHRASE).log.material} == current


# --- as somebody sees it ------------------------------------------------------------------------------------------------------


ABROAD = ("presiding", "clerk", "delegate-ug", "delegate-kk", "registrar")
"""Whose first pages are of every kind there is: a sitting, the desk, the roll."""


@pytest.mark.browser
@pytest.mark.parametrize(("language", "size"), [("en", None), ("ug", PHONE), ("kk", PHONE)])
def test_nobody_meets_a_barrier_on_the_pages_the_links_lead_to(
    site: str, seeded: Path, visit: Callable[..., Any], language: str, size: dict[str, int] | None
) -> None:
    from tests.secretariat.conftest import Visitor, came_in

    guests = [each for each in seed.guests() if language == "en" or each.host in ABROAD]
    for each in guests:
        visitor = Visitor(each.account, came_in(each.account, language=language))
        window = visit(visitor, language, **({"size": size} if size else {}))
        window.open(each.first)
        assert (window.barriers(), window.overflow()) == ([], 0), each.role
        window.shot(f"demo-{each.host}-{language}")
        window.page.context.close()


# --- the command --------------------------------------------------------------------------------------------------------------


def test_where_the_extra_is_missing_the_site_is_shown_alone_and_one_sentence_says_why(
    tmp_path: Path, monkeypatch, capsys
) -> None:
    shown = []
    monkeypatch.setattr(demo_command, "serve_site", lambda site, port: shown.append((site, port)))
    monkeypatch.setattr(secretariat_command, "find_spec", lambda name: None if name == "django" else object())
    demo_command._show(House(tmp_path), 8000)
    assert shown == [(tmp_path / "site", 8000)]
    assert 'pip install "qurultay[web]"' in capsys.readouterr().out


def test_where_terms_have_run_out_it_is_said(capsys) -> None:
    secretariat_command._say_links([("secretary", "http://secretary.localhost:8001/")])
    assert "no session is open" in capsys.readouterr().out
