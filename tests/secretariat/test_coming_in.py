"""Coming in with a real browser and a real passkey: the first visit with a printed sheet, and every visit after."""

import re

import pytest
from django.utils import timezone

from qurultay.secretariat.door import sheets
from qurultay.secretariat.door.models import Account, RoleHeld, Sheet
from tests.secretariat.browser import PHONE, Window

pytestmark = pytest.mark.browser


def account(*roles: str) -> Account:
    made = Account.objects.open(f"guest-{Account.objects.count()}")
    for each in roles:
        role, _, body = each.partition("@")
        RoleHeld.objects.create(account=made, role=role, body=body)
    return made


def with_sheet(window: Window, who: Account, make: str = "Make a passkey on this device") -> Window:
    """Comes in with the sheet of an account, its picture read by the telephone, and makes a passkey."""
    _, code = sheets.print_sheet(who, timezone.now())
    window.open(f"/door/sheet#{code}")
    assert window.page.input_value("#code").replace(" ", "") == code
    assert code not in window.page.url, "what the browser keeps in its history does not hold the code"
    window.page.locator("main form button").click()
    window.page.wait_for_url("**/door/welcome")
    window.press(make)
    window.page.wait_for_url("**/door/codes")
    return window


def test_a_secretary_comes_in_with_a_sheet_makes_a_passkey_prints_codes_and_comes_back_with_one_touch(
    db, visit
) -> None:
    who = account("secretary@")
    window = visit()
    device = window.device()
    with_sheet(window, who)
    assert len(device.held()) == 1
    window.press("Make ten codes and show them once")
    codes = re.findall(r"\d{4} \d{4} \d{4}", window.words)
    assert len(set(codes)) == 10
    window.page.get_by_role("button", name="Sign out").click()
    window.page.wait_for_url("**/door/sign-in")
    window.press("Sign in with a passkey")
    window.page.wait_for_url(window.site + "/")
    window.open("/door/accounts")
    assert "Accounts" in window.words


def test_somebody_elses_finger_opens_nothing(db, visit) -> None:
    window = visit()
    device = window.device()
    with_sheet(window, account("officer@"))
    window.page.get_by_role("button", name="Sign out").click()
    device.recognises(False)
    window.open("/door/sign-in").press("Sign in with a passkey")
    window.page.get_by_role("alert").wait_for()
    assert window.open("/desk/").page.url.startswith(window.site + "/door/sign-in")


def test_a_device_without_the_key_opens_nothing(db, visit) -> None:
    there, here = visit(), visit()
    there.device(), here.device()
    with_sheet(there, account("officer@"))
    here.open("/door/sign-in").press("Sign in with a passkey")
    here.page.get_by_role("alert").wait_for()
    assert here.open("/desk/").page.url.startswith(here.site + "/door/sign-in")


def test_whoever_lost_the_telephone_comes_in_with_a_printed_code_once(db, visit) -> None:
    who = account("registrar@")
    window = visit()
    device = window.device()
    with_sheet(window, who).press("Make ten codes and show them once")
    code = re.findall(r"\d{4} \d{4} \d{4}", window.words)[3]
    window.page.get_by_role("button", name="Sign out").click()
    device.lost()
    for turn in (1, 2):
        window.open("/door/sign-in?next=/door/passkeys")
        window.page.get_by_text("Without a passkey").click()
        window.page.fill("#name", who.name)
        window.page.fill("#secret", code)
        window.page.get_by_role("button", name="Sign in", exact=True).click()
        window.page.wait_for_load_state()
        if turn == 1:
            window.page.wait_for_url("**/door/passkeys")
            window.page.get_by_role("button", name="Sign out").click()
            window.page.wait_for_url("**/door/sign-in")
    assert "opens nothing" in window.words


def test_the_last_passkey_of_an_officer_stays_and_a_second_lets_the_first_go(db, visit) -> None:
    who = account("officer@")
    window = visit()
    first = window.device()
    with_sheet(window, who)
    window.open("/door/passkeys").press("Take the passkey 1 away")
    assert "last passkey" in window.words
    first.lost()
    window.device()
    window.open("/door/passkeys").page.fill("#name", "Old tablet")
    window.press("Make a passkey on this device").page.wait_for_url("**/door/codes")
    window.open("/door/passkeys").press("Take the passkey 1 away")
    assert [each.data["name"] for each in who.authenticator_set.filter(type="webauthn")] == ["Old tablet"]


def test_a_stale_proof_is_asked_for_again_and_what_was_typed_is_not_lost(db, visit, settings) -> None:
    who = account("secretary@")
    window = visit()
    window.device()
    with_sheet(window, who)
    settings.FRESH_FOR = 0
    window.open("/door/accounts").page.select_option("#role", "observer@")
    window.press("Open it and print its sheet")
    assert "Prove once more" in window.words
    settings.FRESH_FOR = 300
    window.press("Go on with a passkey")
    window.page.get_by_text("Code of the sheet").wait_for()
    assert RoleHeld.objects.filter(role="observer").count() == 1


def test_a_form_sent_after_the_session_ended_waits_at_the_door(db, visit, settings) -> None:
    who = account("secretary@")
    window = visit()
    window.device()
    with_sheet(window, who)
    window.open("/door/accounts").page.select_option("#role", "observer@")
    settings.IDLE_FOR = -1
    window.press("Open it and print its sheet")
    assert "What you sent is kept here" in window.words
    settings.IDLE_FOR = 1800
    window.press("Sign in with a passkey")
    window.page.get_by_text("Code of the sheet").wait_for()
    assert RoleHeld.objects.filter(role="observer").count() == 1


@pytest.mark.parametrize(("language", "size", "dark"), [("en", None, False), ("ug", PHONE, True), ("kk", PHONE, False)])
def test_every_page_of_the_door_is_whole_without_barriers_and_fits(db, visit, language, size, dark) -> None:
    who = account("secretary@", "auditor@")
    window = visit(None, language, **({"size": size} if size else {}), dark=dark)
    window.device()
    _, code = sheets.print_sheet(who, timezone.now())
    seen = []

    def look(name: str) -> None:
        window.page.wait_for_load_state()
        window.page.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)")
        seen.append((name, window.barriers(), window.overflow()))
        window.shot(f"door-{name}-{language}")

    window.open("/door/sign-in")
    look("sign-in")
    window.page.locator("details form button").click()
    window.open("/door/sheet")
    window.page.fill("#code", "1")
    window.page.locator("main form button").click()
    look("sheet-wrong")
    window.open(f"/door/sheet#{code}").page.locator("main form button").click()
    window.page.wait_for_url("**/door/welcome")
    look("welcome")
    window.page.locator("form[data-passkey] button").click()
    window.page.wait_for_url("**/door/codes")
    look("codes")
    window.page.locator("main form button").click()
    look("codes-printed")
    for name in ("account", "passkeys", "password", "again", "accounts", "trail"):
        window.open(f"/door/{name}")
        look(name)
    window.open("/door/accounts").page.locator("main form button").click()
    look("sheet-printed")
    window.open(f"/door/accounts/{Sheet.objects.latest('pk').account_id}")
    look("one-account")
    assert [each for each in seen if each[1] or each[2]] == []
