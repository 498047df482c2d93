"""Every address of the secretariat says who may use it, and keeps to it."""

from collections.abc import Iterator

import pytest
from django.urls import URLPattern, URLResolver, get_resolver

from qurultay.secretariat.door.roles import EVERYBODY, SIGNED_IN, TABLE, Deed, Role
from qurultay.secretariat.frame.catalogue import spoken


def endpoints(resolver: URLResolver | None = None, prefix: str = "") -> Iterator[tuple[str, URLPattern]]:
    """Every address with what stands behind it."""
    for each in (resolver or get_resolver()).url_patterns:
        if isinstance(each, URLResolver):
            yield from endpoints(each, prefix + str(each.pattern))
        else:
            yield prefix + str(each.pattern), each


@pytest.mark.parametrize(("address", "pattern"), [pytest.param(a, p, id=a or "/") for a, p in endpoints()])
def test_every_endpoint_declares_who_may_use_it(address: str, pattern: URLPattern) -> None:
    assert hasattr(pattern.callback, "declared"), f"{address} does not say who may use it; see door/endpoint.py"


def test_every_deed_is_somebodys() -> None:
    assert {deed for deed in Deed if deed not in EVERYBODY | SIGNED_IN} == set(TABLE)
    assert all(TABLE.values())


def test_whoever_has_not_come_in_is_sent_to_the_door(client) -> None:
    answer = client.get("/desk/")
    assert answer.status_code == 302
    assert answer.headers["Location"] == "/door/sign-in?next=%2Fdesk%2F"


def test_a_delegate_does_not_come_to_the_desk(arrive) -> None:
    assert arrive("delegate@body/assembly").browser.get("/desk/").status_code == 403


def test_an_officer_without_a_passkey_is_sent_to_get_one(arrive) -> None:
    answer = arrive("officer@", passkey=False).browser.get("/desk/")
    assert answer.headers["Location"] == "/door/passkeys?next=%2Fdesk%2F"


@pytest.mark.parametrize(("language", "way"), [("en", "ltr"), ("ug", "rtl"), ("kk", "ltr")])
def test_the_desk_opens_to_an_officer_in_their_language(arrive, house, language: str, way: str) -> None:
    answer = arrive("officer@", language=language).browser.get("/desk/")
    assert answer.status_code == 200
    assert f'<html lang="{language}" dir="{way}">' in answer.text


@pytest.mark.parametrize("code", ["en", "ug", "kk"])
def test_every_deed_and_every_role_is_called_something_in_every_language(code: str) -> None:
    spoken_words = spoken(code)
    assert [deed for deed in Deed if not spoken_words.has(f"door.deed.{deed}")] == []
    assert [role for role in Role if not spoken_words.has(f"door.role.{role}")] == []
