"""Pages of the door and the frame in Chromium, in three languages, two directions, two widths, light and dark."""

import pytest

from tests.secretariat.browser import PHONE

pytestmark = pytest.mark.browser


@pytest.mark.parametrize(("language", "way"), [("en", "ltr"), ("ug", "rtl"), ("kk", "ltr")])
def test_my_day_opens_on_a_phone_in_every_language(arrive, visit, language: str, way: str) -> None:
    window = visit(arrive("secretary@"), language, size=PHONE, dark=language == "ug").open("/")
    assert window.page.locator("html").get_attribute("dir") == way
    assert window.overflow() == 0
    assert window.barriers() == []
    window.shot(f"my-day-{language}")


def test_a_barrier_is_seen_where_there_is_one(visit) -> None:
    window = visit().open("/door/sign-in")
    window.page.evaluate("document.querySelector('main').append(document.createElement('img'))")
    assert any(barrier.startswith("image-alt") for barrier in window.barriers())


def test_what_a_page_complains_of_is_heard(visit) -> None:
    window = visit().open("/door/sign-in")
    window.page.evaluate("document.body.append(Object.assign(document.createElement('script'), {textContent: '1'}))")
    window.page.evaluate("fetch('https://stranger.example/').catch(() => 0)")
    window.page.wait_for_timeout(200)
    assert any("Content Security Policy" in trouble for trouble in window.troubles)
    window.troubles.clear()
