"""The registrar's pages as a registrar meets them: in three languages, on a phone, with a keyboard alone."""

from __future__ import annotations

import pytest
from django.utils import timezone

from qurultay.secretariat.chamber import opening
from qurultay.secretariat.chamber.models import Presence, Session, Sitting
from qurultay.secretariat.frame.house import standing
from qurultay.secretariat.roll import credentials as deeds
from qurultay.secretariat.roll import exports
from qurultay.secretariat.roll.models import Credential
from tests.secretariat.browser import PHONE
from tests.secretariat.roll.rolls import BODY, entered

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
SESSION = "session/1"
SOME = ("roll", "person", "erasing", "credentials", "report", "waiting")
"""What is looked at in Uyghur and, on a phone, in Kazakh too; in English it is every page."""


@pytest.fixture
def busy(seated, now):
    """A roll of eight, credentials of which some are admitted, a report, an export that waits."""
    persons = entered(now)
    day = standing().book.sessions[SESSION].opens
    deeds.propose_all(SESSION, BODY, day)
    rows = list(Credential.objects.order_by("pk"))
    deeds.take([each.pk for each in rows[:6]], SESSION, "admit", "", standing(), day)
    deeds.take([rows[6].pk], SESSION, "refuse", "papers of somebody else", standing(), day)
    session = Session.objects.create(ref=SESSION, body=BODY, zone="Europe/Istanbul", opens=day, closes=day)
    sitting = Sitting.objects.create(session=session, number=1, opens=now, closes=now, state="in-session")
    for each in rows[:5]:
        Presence.objects.create(sitting=sitting, credential=each, channel="room")
    opening.draw_up(SESSION, BODY, now)
    return persons, rows


def pages(busy) -> dict[str, str]:
    persons, rows = busy
    return {
        "roll": "/roll/of/assembly/",
        "rolls": "/roll/",
        "new": "/roll/of/assembly/new",
        "list": "/roll/of/assembly/list",
        "person": f"/roll/person/{persons[0].pk}",
        "erasing": f"/roll/person/{persons[0].pk}/erase",
        "exports": "/roll/of/assembly/exports",
        "waiting": "/roll/exports",
        "credentials": "/roll/credentials/1",
        "credential": f"/roll/credentials/papers/{rows[6].pk}",
        "report": "/sessions/credentials/1",
    }


@pytest.mark.parametrize(("language", "size"), [("en", None), ("ug", None), ("kk", PHONE)])
def test_no_page_of_the_registrar_has_a_barrier(busy, now, arrive, visit, language, size) -> None:
    registrar = arrive("registrar@", "secretary@", "auditor@")
    exports.ask(BODY, arrive("registrar@").account, "to post the invitations", "csv", timezone.now())
    window = visit(registrar, language, **({"size": size} if size else {}))
    some = pages(busy)
    for name, path in some.items() if language == "en" else [(name, some[name]) for name in SOME]:
        window.open(path)
        assert window.barriers() == [], name
        assert window.overflow() <= 0, name
        window.shot(f"roll-{name}-{language}")


def test_a_list_says_all_that_is_wrong_and_is_entered_with_the_keyboard(seated, arrive, visit, tmp_path) -> None:
    window = visit(arrive(f"registrar@{BODY}"), "ug")
    bad, good = tmp_path / "bad.csv", tmp_path / "good.csv"
    bad.write_text("name,seat,community,from\nAyla,1,kesh,3/4/2027\n=1,77,,\nАyla,1,,\n")
    good.write_text("name,seat\nAyla Tornay,1\nTarim Yazbek,2\n")
    window.open("/roll/of/assembly/list")
    window.page.set_input_files("#list", bad)
    window.page.locator("#list").focus()
    window.page.keyboard.press("Tab")
    with window.page.expect_navigation():
        window.page.keyboard.press("Enter")
    assert window.barriers() == []
    window.shot("roll-list-wrong-ug")
    window.page.set_input_files("#list", good)
    window.page.locator("#list").focus()
    window.page.keyboard.press("Tab")
    with window.page.expect_navigation():
        window.page.keyboard.press("Enter")
    window.shot("roll-list-right-ug")
    window.page.locator("main form button").first.focus()
    window.page.keyboard.press("Enter")
    window.page.wait_for_url("**/roll/of/assembly/?entered=2")
    assert window.page.locator("[role=status]").inner_text()


def test_somebody_is_found_admitted_and_erased_with_the_keyboard_alone(busy, arrive, visit) -> None:
    window = visit(arrive(f"registrar@{BODY}"))
    keys = window.page.keyboard
    window.open("/roll/of/assembly/")
    window.page.locator("#name").focus()
    keys.type("Guli Ard")
    keys.press("Enter")
    window.page.wait_for_url("**/roll/person/*")
    assert "Guli Ard" in window.words
    window.open("/roll/credentials/1?state=proposed")
    window.page.locator("tbody input").first.focus()
    keys.press("Space")
    keys.press("Tab")
    keys.press("Tab")
    keys.press("Tab")  # over the name to the reason, then to the first button
    with window.page.expect_navigation():
        keys.press("Enter")
    window.open("/roll/of/assembly/")
    window.page.locator("#name").focus()
    keys.type("Guli Ard")
    keys.press("Enter")
    window.page.wait_for_url("**/roll/person/*")
    window.page.locator("a.grave").focus()
    keys.press("Enter")
    window.page.wait_for_url("**/erase")
    window.page.locator("input[name=sure]").focus()
    keys.press("Space")
    keys.press("Tab")
    keys.press("Enter")
    window.page.wait_for_url("**/roll/of/assembly/")
    window.page.locator("#name").focus()
    keys.type("Guli Ard")
    with window.page.expect_navigation():
        keys.press("Enter")
    assert "Nobody on this roll" in window.words
