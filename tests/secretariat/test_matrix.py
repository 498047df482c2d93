"""Every address × every role × every method: what is answered is what the table of deeds says, and nothing else.

The matrix grows by itself with every endpoint. What a role may do is computed here from what the endpoint declares and
from the table; that the table is right, is read by people: docs/secretariat.md prints it.
"""

from __future__ import annotations

import copy
from http import HTTPStatus

import pytest
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, reverse

from qurultay.secretariat.desk import here as at_desk
from qurultay.secretariat.door.endpoint import Declared
from qurultay.secretariat.door.roles import EVERYBODY, PLAIN, SIGNED_IN, TABLE, Role
from tests.gazette.gatehouse import DAY, OPENED
from tests.secretariat.world import HALL, OTHER, TOKENS, World, endpoints

METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE")
SERVED = {200, 204, 302, 422}
ASKS_FOR_MORE = {
    "chamber:screen": "a ticket in the address admits to the screen of the room",
    "chamber:parts": "the side process shows its own key",
    "chamber:propose-correction": "a credential for the session, which a role is not",
    "chamber:check-others-in": "a credential, named in the form",
    "chamber:sheet": "somebody who was named a teller of this vote",
    "chamber:keep-sheet": "somebody who was named a teller of this vote",
    "chamber:planned": "a body, named in the form",
    "chamber:referral": "a motion that was referred to this body",
    "chamber:report": "a motion that was referred to this body",
    "roll:join": "a body, named in the form",
    "chamber:minutes": "minutes that are still being drafted are there for whoever keeps them",
}
"""Addresses that may not be there even for those whom the table lets in, and what they ask for besides."""


@pytest.fixture(autouse=True)
def hour(house, monkeypatch) -> None:
    """The clock of the desk stands at the day after the founding."""
    monkeypatch.setattr(at_desk, "clock", lambda: OPENED + DAY)


def address(name: str, pattern: URLPattern, world: World) -> str:
    """The address of an endpoint, its names filled from the world."""
    finder = getattr(pattern.callback.declared.of, "__name__", "")
    return reverse(name, kwargs={each: world.named(each, finder) for each in pattern.pattern.converters})


def asked(browser: Client, method: str, where: str):
    """The answer; then everything is as it was before. What was sent is nothing: a form may say so, and no more."""
    kept = copy.deepcopy(browser.cookies)
    with transaction.atomic():
        answer = browser.generic(method, where, content_type="application/x-www-form-urlencoded")
        transaction.set_rollback(True)
    browser.cookies = kept
    return answer


def expected(name: str, declared: Declared, method: str, role: Role | None, *, elsewhere: bool = False) -> set[int]:
    """What may be answered where the method is one that the endpoint declares."""
    deed = declared.deed(method)
    served = SERVED | ({404} if name in ASKS_FOR_MORE else set())
    if deed in EVERYBODY:
        return served
    if role is None:
        return {302} if method == "GET" else {403}
    if deed in SIGNED_IN:
        return served
    if role not in TABLE[deed]:
        return {403, 404} if declared.of else {403}
    return {404} if elsewhere and declared.of else served


@pytest.mark.parametrize("role", [None, *Role], ids=lambda role: role or "nobody")
def test_each_role_gets_from_each_address_what_the_table_says(arrive, role: Role | None) -> None:
    visitor = arrive(f"{role}@{HALL}") if role else arrive()
    browser = visitor.browser if role else Client()
    world = World(HALL, visitor.account)
    wrong = []
    for name, pattern in endpoints():
        where = address(name, pattern, world)
        for method in (each for each in METHODS if each in pattern.callback.declared.methods):
            answer = asked(browser, method, where)
            may = expected(name, pattern.callback.declared, method, role)
            if answer.status_code not in may or (
                role is None and answer.status_code == 302 and _lets_in(answer, pattern)
            ):
                wrong.append(f"{method} {where}: {answer.status_code}, and the table says {sorted(may)}")
    assert wrong == []


class Unasked:
    """Somebody of whom nothing may be asked."""

    def __getattr__(self, name: str) -> None:
        raise AssertionError(f"{name} was asked of whoever came")


def test_a_method_that_is_not_declared_is_refused_before_anybody_looks_at_who_asks(rf) -> None:
    """Nobody's role can open it, then: it is asked once of each address and not of each role."""
    wrong = []
    for name, pattern in endpoints():
        for method in undeclared(pattern):
            request = rf.generic(method, "/")
            request.reader = request.user = request.session = Unasked()
            answer = pattern.callback(request, **dict.fromkeys(pattern.pattern.converters, Unasked()))
            wrong += [] if answer.status_code == 405 else [f"{method} {name}: {answer.status_code}"]
    assert wrong == []


@pytest.mark.parametrize("role", [None, Role.SECRETARY], ids=lambda role: role or "nobody")
def test_a_method_that_is_not_declared_is_refused_on_the_whole_way(arrive, role: Role | None) -> None:
    """Through everything that lies before an endpoint, for somebody who has not come in and somebody who has."""
    visitor = arrive(f"{role}@{HALL}") if role else arrive()
    browser, world = visitor.browser if role else Client(), World(HALL, visitor.account)
    wrong = []
    for name, pattern in endpoints():
        where = address(name, pattern, world)
        for method in undeclared(pattern):
            answer = asked(browser, method, where)
            wrong += [] if answer.status_code == 405 else [f"{method} {where}: {answer.status_code}"]
    assert wrong == []


def undeclared(pattern: URLPattern) -> list[str]:
    """The methods that an endpoint does not declare."""
    return [method for method in METHODS if method not in pattern.callback.declared.methods]


def _lets_in(answer, pattern: URLPattern) -> bool:
    """Was somebody sent anywhere but to the door, from an address that is not for everybody?"""
    return pattern.callback.declared.reads not in EVERYBODY and not answer.headers["Location"].startswith("/door/")


@pytest.mark.parametrize("role", list(Role))
def test_what_belongs_to_another_committee_is_not_there(arrive, role: Role) -> None:
    visitor = arrive(f"{role}@{OTHER}")
    own, other = World(OTHER, visitor.account), World(HALL, visitor.account)
    wrong, seen = [], []
    for name, pattern in endpoints():
        declared = pattern.callback.declared
        where = address(name, pattern, other if declared.of else own)
        for method in ("GET", "POST"):
            if method not in declared.methods or declared.deed(method) in SIGNED_IN | EVERYBODY:
                continue
            answer = asked(visitor.browser, method, where)
            may = expected(name, declared, method, role, elsewhere=True)
            wrong += [] if answer.status_code in may else [f"{method} {where}: {answer.status_code}, not {sorted(may)}"]
            seen += [f"{method} {where}"] if TOKENS[HALL] in answer.text else []
    assert wrong == []
    assert seen == [], "words of another body's rows"


@pytest.mark.parametrize("role", [each for each in Role if each not in PLAIN])
def test_no_role_above_delegate_reaches_anything_without_a_passkey(arrive, role: Role) -> None:
    visitor = arrive(f"{role}@", passkey=False)
    world = World(HALL, visitor.account)
    reached = []
    for name, pattern in endpoints():
        declared = pattern.callback.declared
        for method in ("GET", "POST"):
            if method not in declared.methods or declared.deed(method) in SIGNED_IN | EVERYBODY:
                continue
            answer = asked(visitor.browser, method, address(name, pattern, world))
            sent = answer.headers.get("Location", "").startswith("/door/passkeys")
            reached += [] if answer.status_code == 403 or sent else [f"{method} {name}: {answer.status_code}"]
    assert reached == []


def test_no_form_is_taken_that_this_site_did_not_give_out(arrive) -> None:
    visitor = arrive("secretary@", "registrar@", "presiding-officer@", "officer@", "teller@", "auditor@")
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = visitor.browser.cookies
    world = World(HALL, visitor.account)
    taken = []
    for name, pattern in endpoints():
        if "POST" in pattern.callback.declared.methods:
            answer = strict.post(address(name, pattern, world))
            taken += [] if answer.status_code == 403 and "This form is too old" in answer.text else [name]
    assert taken == []


def test_the_matrix_would_see_a_hole(arrive, monkeypatch) -> None:
    """The table loses a row: then the answers no longer agree with it, which the check above must say."""
    visitor = arrive(f"auditor@{HALL}")
    assert asked(visitor.browser, "GET", "/door/trail").status_code in expected_of("door:trail", Role.AUDITOR)
    assert asked(visitor.browser, "GET", "/door/trail").status_code not in expected_of("door:trail", Role.DELEGATE)
    assert HTTPStatus.NOT_FOUND not in expected_of("door:trail", Role.AUDITOR)


def expected_of(name: str, role: Role) -> set[int]:
    return expected(name, dict(endpoints())[name].callback.declared, "GET", role)
