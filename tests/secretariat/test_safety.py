"""What an attacker tries at the door, and what they get."""

from __future__ import annotations

import logging
import re
import time
from collections.abc import Iterator

import pytest
from django.contrib.auth.hashers import ScryptPasswordHasher
from django.contrib.sessions.models import Session
from django.core.management import call_command
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import path
from django.utils import timezone

from qurultay.secretariat.door import passkeys, sheets
from qurultay.secretariat.door.endpoint import endpoint
from qurultay.secretariat.door.models import Account, RoleHeld
from qurultay.secretariat.door.roles import Deed
from qurultay.site.urls import handler400, handler403, handler404, handler500
from qurultay.site.urls import urlpatterns as every_address
from qurultay.tlog import webauthn
from qurultay.tlog.errors import Refused
from tests.secretariat.softkey import ATTESTED, PRESENT, SoftKey, at_home, first_visit, sign_in

PASSWORD = "three unlikely words"
PRIVATE = "Ayla Tornay, 12 Garden Street"


def account(*roles: str, password: str = "") -> Account:
    made = Account.objects.open(f"guest-{Account.objects.count()}")
    for each in roles:
        role, _, body = each.partition("@")
        RoleHeld.objects.create(account=made, role=role, body=body)
    if password:
        passkeys.set_password(made, password, password)
    return made


@pytest.fixture
def officer(db, house) -> tuple[Client, SoftKey]:
    """An officer who has come in with a sheet and made a passkey."""
    return first_visit(sheets.print_sheet(account("officer@"), timezone.now())[1])


def is_in(browser: Client) -> bool:
    return browser.get("/door/account").status_code == 200


# --- passkeys ---


def test_a_passkey_lets_its_owner_in(officer) -> None:
    browser, answer = sign_in(officer[1])
    assert answer.headers["Location"] == "/"
    assert browser.get("/sessions/").status_code == 200


@pytest.mark.parametrize(
    "said",
    [
        {"origin": "http://sign.localhost"},
        {"origin": "https://localhost"},
        {"origin": "http://localhost:81"},
        {"origin": "http://localhost.evil.example"},
        {"crossOrigin": True},
        {"type": "webauthn.create"},
        {"challenge": "AAAA"},
    ],
    ids=str,
)
def test_a_passkeys_answer_to_anybody_but_this_very_page_opens_nothing(officer, said) -> None:
    browser, answer = sign_in(officer[1], **said)
    assert answer.status_code == 422
    assert not is_in(browser)


def test_a_device_that_did_not_look_who_holds_it_opens_nothing(officer) -> None:
    browser, answer = sign_in(officer[1], flags=PRESENT)
    assert (answer.status_code, is_in(browser)) == (422, False)


def test_an_answer_is_good_for_one_question_and_one_time(officer) -> None:
    _, key = officer
    browser = at_home()
    asked = browser.post("/door/sign-in/passkey").json()
    answer = key.answered(asked)
    assert browser.post("/door/sign-in", {"credential": answer}).status_code == 302
    browser.post("/door/sign-out")
    assert browser.post("/door/sign-in", {"credential": answer}).status_code == 422
    assert at_home().post("/door/sign-in", {"credential": answer}).status_code == 422


def test_a_wrong_answer_ends_the_question(officer) -> None:
    _, key = officer
    browser = at_home()
    asked = browser.post("/door/sign-in/passkey").json()
    assert browser.post("/door/sign-in", {"credential": key.answered(asked, crossOrigin=True)}).status_code == 422
    assert browser.post("/door/sign-in", {"credential": key.answered(asked)}).status_code == 422


def test_somebody_elses_key_under_ones_own_name_opens_nothing(officer) -> None:
    _, key = officer
    forged = SoftKey(credential=key.credential, owner=key.owner)
    browser, answer = sign_in(forged)
    assert (answer.status_code, is_in(browser)) == (422, False)


@pytest.mark.parametrize(
    "junk",
    [
        "",
        "1",
        "null",
        "[]",
        "{}",
        '{"id":1}',
        "{" * 5000,
        '{"id":"AA","rawId":"AA","response":{},"type":"public-key"}',
        "\x00",
    ],
)
def test_junk_is_refused_in_words(officer, junk: str) -> None:
    browser, _ = officer
    for where, field in (("/door/sign-in", "credential"), ("/door/passkeys", "passkey")):
        answer = browser.post(where, {field: junk, "name": "x", "secret": "y"})
        assert answer.status_code == 422 and "This was not done" in answer.text


def test_a_passkey_that_signs_acts_does_not_sign_in_and_the_other_way_round(officer) -> None:
    """Two keys at two origins: even the same key, used by a page of the other origin, is refused on both sides."""
    _, key = officer
    at_the_desk = SoftKey(
        private=key.private, credential=key.credential, owner=key.owner, origin="http://sign.localhost"
    )
    assert sign_in(at_the_desk)[1].status_code == 422
    text = b'{"kind":"adopted"}\n'
    desk = key.act_key("https://sign.tolunay.example")
    webauthn.check_assertion(desk.material, text, desk.signed(text))
    door = key.act_key("https://tolunay.example")
    with pytest.raises(Refused):
        webauthn.check_assertion(desk.material, text, door.signed(text))
    asked = at_home().post("/door/sign-in/passkey").json()["publicKey"]["challenge"]
    with pytest.raises(Refused):
        webauthn.check_assertion(desk.material, text, desk.assertion(key.client("get", asked, origin=desk.origin)))


def test_a_device_must_have_looked_before_its_passkey_is_kept(db) -> None:
    browser, key = at_home(), SoftKey()
    browser.post("/door/sheet", {"code": sheets.print_sheet(account("officer@"), timezone.now())[1]})
    asked = browser.post("/door/welcome/device").json()
    answer = browser.post("/door/welcome/passkey", {"passkey": key.made(asked, flags=PRESENT | ATTESTED)})
    assert answer.status_code == 422
    asked = browser.post("/door/welcome/device").json()
    assert browser.post("/door/welcome/passkey", {"passkey": key.made(asked)}).status_code == 302, (
        "the sheet is still good"
    )


def test_when_a_passkey_was_last_used_is_not_kept(officer) -> None:
    sign_in(officer[1])
    (row,) = Account.objects.get(roles__role="officer").authenticator_set.filter(type="webauthn")
    assert row.last_used_at is None


# --- names and passwords ---


def test_a_delegate_comes_in_with_a_password_and_an_officer_does_not(db) -> None:
    delegate, officer = account("delegate@", password=PASSWORD), account("observer@", password=PASSWORD)
    RoleHeld.objects.create(account=officer, role="officer")
    assert at_home().post("/door/sign-in", {"name": delegate.name, "secret": PASSWORD}).status_code == 302
    assert at_home().post("/door/sign-in", {"name": officer.name, "secret": PASSWORD}).status_code == 422


def test_a_name_that_nobody_has_is_answered_like_one_that_somebody_has(db) -> None:
    known, closed = account("delegate@", password=PASSWORD), account("delegate@", password=PASSWORD)
    closed.is_active = False
    closed.save()
    by_passkey, officer = account("delegate@"), account("observer@", password=PASSWORD)
    RoleHeld.objects.create(account=officer, role="officer")
    tries = [
        (known.name, "wrong"),
        ("guest-99", "wrong"),
        (by_passkey.name, "wrong"),
        (closed.name, PASSWORD),
        (officer.name, PASSWORD),
    ]
    answers = []
    for name, secret in tries:
        answer = at_home().post("/door/sign-in", {"name": name, "secret": secret})
        answers.append(
            (
                answer.status_code,
                re.sub(r'(csrfmiddlewaretoken" value=)"\w+"', r"\1", answer.text.replace(name, "NAME")),
            )
        )
    assert len({*answers}) == 1 and answers[0][0] == 422


class Scrypt(ScryptPasswordHasher):
    """The house's, at a fifth of its cost."""

    parallelism = 1


@pytest.mark.timing
def test_a_name_that_nobody_has_takes_as_long_as_one_that_somebody_has(db, settings) -> None:
    settings.PASSWORD_HASHERS = [f"{__name__}.Scrypt"]
    known, by_passkey = account("delegate@", password=PASSWORD), account("delegate@")
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.dummy.DummyCache"}}
    took: dict[str, list[float]] = {known.name: [], "guest-99": [], by_passkey.name: []}
    for turn in range(9):
        for name, times in took.items():
            began = time.process_time()
            at_home().post("/door/sign-in", {"name": name, "secret": f"wrong {turn}"})
            times.append(time.process_time() - began)
    least = {name: min(times) for name, times in took.items()}
    assert max(least.values()) < 1.2 * min(least.values()), least


@pytest.fixture
def shared_limits(settings, db) -> None:
    """Limits in the database, as in a house: all processes share them, and an undone transaction must not undo them."""
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "limits"}}
    call_command("createcachetable", verbosity=0)


def test_after_five_wrong_tries_a_name_waits_whether_somebody_has_it_or_not(shared_limits) -> None:
    known = account("delegate@", password=PASSWORD)
    for name in (known.name, "guest-99"):
        for _ in range(5):
            assert "opens nothing" in at_home().post("/door/sign-in", {"name": name, "secret": "wrong"}).text
        answer = at_home().post("/door/sign-in", {"name": name, "secret": PASSWORD})
        assert answer.status_code == 422 and "tried too often" in answer.text
    other = account("delegate@", password=PASSWORD)
    assert at_home().post("/door/sign-in", {"name": other.name, "secret": PASSWORD}).status_code == 302


def test_nobody_keeps_the_door_busy_with_names_that_nobody_has(shared_limits, settings) -> None:
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    answers = [at_home().post("/door/sign-in", {"name": f"guest-{n}", "secret": "wrong"}).text for n in range(121)]
    assert ["tried too often" in each for each in answers] == [False] * 120 + [True]


def test_whoever_comes_in_often_is_not_counted(shared_limits) -> None:
    known = account("delegate@", password=PASSWORD)
    for _ in range(8):
        assert at_home().post("/door/sign-in", {"name": known.name, "secret": PASSWORD}).status_code == 302


def test_sheets_are_not_guessed_by_the_thousand(shared_limits) -> None:
    answers = [at_home().post("/door/sheet", {"code": f"{n:024}"}).text for n in range(32)]
    assert all("opens nothing" in each for each in answers[:30])
    assert all("tried too often" in each for each in answers[30:])


# --- sessions ---


def test_a_session_gets_a_new_key_when_somebody_comes_in(officer) -> None:
    """A key planted by somebody else before is worth nothing after."""
    browser = at_home()
    browser.post("/door/sign-in/passkey")
    planted = browser.cookies["sessionid"].value
    asked = browser.post("/door/sign-in/passkey").json()
    browser.post("/door/sign-in", {"credential": officer[1].answered(asked)})
    thief = at_home()
    thief.cookies["sessionid"] = planted
    assert browser.cookies["sessionid"].value != planted
    assert is_in(browser) and not is_in(thief)


def test_a_session_key_that_we_did_not_give_is_not_taken(officer) -> None:
    browser = at_home()
    browser.cookies["sessionid"] = "a" * 32
    sign_in(officer[1], browser)
    assert browser.cookies["sessionid"].value != "a" * 32
    assert not Session.objects.filter(pk="a" * 32).exists()


@pytest.mark.parametrize(("limit", "still"), [(1799, True), (1801, False)])
def test_after_half_an_hour_away_one_is_out(officer, limit: int, still: bool, monkeypatch) -> None:
    browser, _ = officer
    later = time.time() + limit
    monkeypatch.setattr("qurultay.secretariat.door.middleware.time.time", lambda: later)
    assert is_in(browser) is still


def test_after_twelve_hours_one_is_out_however_busy(officer, monkeypatch) -> None:
    browser, _ = officer
    began = time.time()
    for minutes in range(0, 12 * 60, 20):
        monkeypatch.setattr("qurultay.secretariat.door.middleware.time.time", lambda now=minutes: began + now * 60)
        assert is_in(browser), f"after {minutes} minutes"
    monkeypatch.setattr("qurultay.secretariat.door.middleware.time.time", lambda: began + 12 * 3600 + 1)
    assert not is_in(browser)


@pytest.mark.parametrize("change", ["add", "end", "codes", "password", "sessions"])
def test_a_change_of_what_lets_one_in_ends_every_other_session_and_not_this_one(db, change: str) -> None:
    who = account("delegate@", password=PASSWORD)
    here, key = first_visit(sheets.print_sheet(who, timezone.now())[1])
    there, _ = sign_in(key)
    if change == "end":
        asked = here.post("/door/passkeys/device").json()
        here.post("/door/passkeys", {"passkey": SoftKey().made(asked)})
        there, _ = sign_in(key)
    assert is_in(here) and is_in(there)
    match change:
        case "add":
            asked = here.post("/door/passkeys/device").json()
            answer = here.post("/door/passkeys", {"passkey": SoftKey().made(asked), "name": "tablet"})
        case "end":
            answer = here.post(f"/door/passkeys/{passkeys.passkeys_of(who)[1].pk}/end")
        case "codes":
            answer = here.post("/door/codes")
        case "password":
            answer = here.post("/door/password", {"password": "three other words", "repeated": "three other words"})
        case _:
            answer = here.post("/door/account/sessions")
    assert answer.status_code in (200, 302)
    assert is_in(here) and not is_in(there)


def test_somebody_elses_passkey_is_not_there(officer) -> None:
    browser, _ = officer
    other, _ = first_visit(sheets.print_sheet(account("officer@"), timezone.now())[1])
    foreign = passkeys.passkeys_of(Account.objects.latest("pk"))[0].pk
    for deed in ("name", "end"):
        assert browser.post(f"/door/passkeys/{foreign}/{deed}", {"name": "mine"}).status_code == 404
    assert is_in(other)


def test_going_out_clears_what_the_browser_kept(officer) -> None:
    answer = officer[0].post("/door/sign-out")
    assert answer.headers["Clear-Site-Data"] == '"cache", "storage"'
    assert not is_in(officer[0])


@pytest.mark.parametrize(
    "onto",
    ["https://evil.example/", "//evil.example", "javascript:alert(1)", "/\\evil.example", "http:///evil.example"],
)
def test_nobody_is_led_elsewhere(officer, onto: str) -> None:
    browser = at_home()
    asked = browser.post("/door/sign-in/passkey").json()
    answer = browser.post("/door/sign-in", {"credential": officer[1].answered(asked), "next": onto})
    assert answer.headers["Location"] == "/"


# --- headers ---

STRICT = {
    "Content-Security-Policy": "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; img-src 'self' data:; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "geolocation=(), camera=(), microphone=(), payment=(), usb=()",
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
}
PAGE = {"Content-Type": "text/html; charset=utf-8", "Cache-Control": "no-store"}


@pytest.mark.parametrize(
    ("method", "where", "status", "own"),
    [
        ("GET", "/door/sign-in", 200, PAGE),
        ("GET", "/", 302, PAGE | {"Location": "/door/sign-in?next=%2F"}),
        ("GET", "/nowhere", 404, PAGE),
        ("POST", "/door/account/sessions", 403, PAGE),
        ("PUT", "/door/sign-in", 405, PAGE | {"Allow": "GET, HEAD, POST"}),
        ("POST", "/door/sign-in/passkey", 200, {"Content-Type": "application/json", "Cache-Control": "no-store"}),
        (
            "GET",
            "/static/portal/style.css",
            200,
            {"Content-Type": 'text/css; charset="utf-8"', "Cache-Control": "max-age=60, public"},
        ),
        (
            "GET",
            "/static/door/door.js",
            200,
            {"Content-Type": 'text/javascript; charset="utf-8"', "Cache-Control": "max-age=60, public"},
        ),
    ],
)
def test_every_kind_of_answer_has_these_headers_and_no_others(db, method, where, status, own) -> None:
    answer = at_home().generic(method, where)
    assert answer.status_code == status
    of_the_transport = {"Content-Length", "Vary", "Last-Modified", "ETag", "Access-Control-Allow-Origin"}
    answer.close()
    assert {name: value for name, value in answer.headers.items() if name not in of_the_transport} == STRICT | own


def test_a_name_that_is_not_ours_gets_nothing(db) -> None:
    answer = at_home().get("/door/sign-in", headers={"host": "evil.example"})
    assert answer.status_code == 400
    assert "evil.example" not in answer.text


# --- too much, and our own mistakes ---


def test_what_is_too_large_is_refused_before_it_is_read(officer, settings) -> None:
    browser, _ = officer
    for size, kind in ((settings.UPLOAD_MOST + 1, "multipart/form-data; boundary=x"), (2**40, "text/plain")):
        answer = browser.generic("POST", "/door/account/sessions", b"", content_type=kind, CONTENT_LENGTH=str(size))
        assert answer.status_code == 413 and "too large" in answer.text


def test_a_form_of_too_many_fields_or_letters_is_refused_in_words(officer, settings) -> None:
    browser, _ = officer
    for form in ({"a": "x" * (settings.DATA_UPLOAD_MAX_MEMORY_SIZE + 1)}, {f"f{n}": "1" for n in range(2001)}):
        answer = browser.post("/door/sign-in", form)
        assert answer.status_code == 400 and "not understood" in answer.text


@endpoint(reads=Deed.COME_IN)
def broken(request: HttpRequest) -> HttpResponse:
    """An endpoint of ours with a mistake in it."""
    raise ValueError(PRIVATE)


def undeclared(request: HttpRequest) -> HttpResponse:
    """An endpoint that says nothing of itself."""
    return HttpResponse(PRIVATE)


urlpatterns = [*every_address, path("broken", broken), path("undeclared", undeclared)]
__all__ = ["handler400", "handler403", "handler404", "handler500", "urlpatterns"]


@pytest.fixture
def with_mistakes(settings, db) -> Client:
    settings.ROOT_URLCONF = __name__
    return Client(raise_request_exception=False)


@pytest.fixture
def journal() -> Iterator[list[str]]:
    """What a house writes of what goes wrong."""
    from qurultay.site.journal import Plainly

    class Kept(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            lines.append(self.format(record))

    lines: list[str] = []
    handler = Kept()
    handler.setFormatter(Plainly())
    logging.getLogger("django").addHandler(handler)
    yield lines
    logging.getLogger("django").removeHandler(handler)


@pytest.mark.parametrize(
    ("method", "typed"), [("post", {"name": "a\0b"}), ("post", {"a\0b": "x"}), ("get", {"next": "/\0"})]
)
def test_what_no_database_keeps_is_refused_in_words(db, method: str, typed: dict[str, str]) -> None:
    answer = getattr(at_home(), method)("/door/sign-in", typed)
    assert answer.status_code == 400 and "<h1>" in answer.text


def test_our_own_mistake_says_nothing_private_to_anybody(with_mistakes: Client, journal: list[str]) -> None:
    answer = with_mistakes.get("/broken?who=" + "private-token", headers={"accept-language": "ug"})
    assert answer.status_code == 500
    assert 'dir="rtl"' in answer.text and "private-token" not in answer.text and PRIVATE not in answer.text
    (line,) = journal
    assert "ValueError" in line and "test_safety.py" in line, "enough to mend it"
    assert PRIVATE not in line and "private-token" not in line


def test_an_endpoint_that_declares_nothing_is_not_served(with_mistakes: Client) -> None:
    answer = with_mistakes.get("/undeclared")
    assert answer.status_code == 500 and PRIVATE not in answer.text


def test_what_is_typed_at_the_door_is_in_no_log(officer, journal: list[str]) -> None:
    browser = at_home()
    browser.post("/door/sign-in", {"name": "private-name", "secret": "private-secret"})
    browser.post("/door/sheet", {"code": "1234 private-code"})
    browser.get("/private-path/private-name?q=private-query")
    assert "private" not in " ".join(journal)
