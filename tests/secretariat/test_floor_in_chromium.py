"""The live page of a sitting, the screen of the room and the minutes, as people see them."""

from urllib.parse import urlencode

import pytest

from qurultay.secretariat.chamber import live, minutes, speakers
from qurultay.secretariat.chamber.declaring import declare
from qurultay.secretariat.chamber.models import Sitting
from tests.secretariat.browser import DESK, PHONE
from tests.secretariat.conftest import Visitor, came_in
from tests.secretariat.sitting import NINE, Hall, in_session
from tests.secretariat.test_live import side_process
from tests.secretariat.test_votes import CONGRESS, Chamber

pytestmark = pytest.mark.browser


def with_a_queue() -> Hall:
    hall = in_session(5)
    for seat, kind in ((1, "pro"), (2, "contra"), (3, "point-of-order")):
        speakers.ask(hall.item, hall.delegates[seat], kind, NINE)
    speakers.give_floor(hall.item, NINE)
    return hall


@pytest.mark.parametrize(
    ("language", "size", "dark"), [("en", DESK, False), ("ug", PHONE, False), ("ug", DESK, True), ("kk", PHONE, True)]
)
def test_the_live_page_has_no_barriers(house, site, arrive, visit, language: str, size: dict, dark: bool) -> None:
    hall = with_a_queue()
    window = visit(arrive("presiding-officer@body/assembly", "delegate@body/assembly"), language, size=size, dark=dark)
    window.open(f"/sessions/sittings/{hall.sitting.pk}/floor")
    assert window.barriers() == []
    assert window.overflow() == 0
    window.shot(f"floor-{language}-{'phone' if size is PHONE else 'desk'}")


def test_the_screen_of_the_room_reads_in_two_languages_from_afar(house, site, visit) -> None:
    hall = with_a_queue()
    window = visit(size={"width": 1920, "height": 1080})
    window.open("/sessions/screen?" + urlencode({"ticket": live.screen_ticket(hall.sitting, "en")}))
    assert window.barriers() == []
    window.shot("screen", whole=False)


def test_the_screen_of_the_room_shows_what_was_decided_and_by_which_rule(house, site, visit) -> None:
    chamber = Chamber(in_session(9, CONGRESS))
    event = chamber.opened()
    window = visit(size={"width": 1920, "height": 1080})
    address = "/sessions/screen?" + urlencode({"ticket": live.screen_ticket(chamber.hall.sitting, "en")})
    chamber.cast(event, (1, "for"), (2, "for"), (3, "against"))
    window.open(address).shot("screen-open", whole=False)
    assert window.page.locator(".tally .big").all_inner_texts() == ["3"], "how they voted is nobody's business yet"
    chamber.cast(event, (4, "for"), (5, "for"), (6, "abstain"))
    declare(chamber.closed(event), None, chamber.now)
    window.open(address)
    assert [each for each in ("4", "1", "Adopted", "قوبۇل قىلىندى") if each not in window.words] == []
    assert window.barriers() == []
    window.shot("screen-decided", whole=False)


def test_the_minutes_are_read_and_corrected_right_to_left(house, site, visit) -> None:
    hall = with_a_queue()
    hall.sitting.state, hall.sitting.adjourned = Sitting.State.ADJOURNED, NINE
    hall.sitting.save()
    held = minutes.draft(hall.sitting)
    minutes.circulate(held, NINE)
    minutes.propose(held, hall.delegates[2], "p4", {"en": "Item 1: On schools and teachers."}, NINE)
    account = hall.delegates[1].person.account
    window = visit(Visitor(account, came_in(account)), "ug").open(f"/sessions/minutes/{held.pk}")
    assert window.barriers() == []
    assert window.overflow() == 0
    window.shot("minutes-ug")


def test_an_open_page_follows_and_keeps_what_is_being_typed(house, site, settings, visit) -> None:
    hall = in_session(4)
    with side_process(live.folder(), site) as side:
        settings.LIVE_ORIGIN = side.replace("127.0.0.1", "localhost")
        account = hall.delegates[1].person.account
        window = visit(Visitor(account, came_in(account))).open(f"/sessions/sittings/{hall.sitting.pk}/floor")
        queue = window.page.locator("[data-part=speakers]")
        speakers.ask(hall.item, hall.delegates[2], "contra", NINE)
        queue.locator(".queue li").get_by_text("Seat 2").first.wait_for()
        window.press("point of order")
        assert "Seat 1" in queue.inner_text()
        speakers.ask(hall.item, hall.delegates[3], "pro", NINE)
        queue.locator(".queue li").get_by_text("Seat 3").first.wait_for()
        assert window.page.locator("#live-state").inner_text() == ""
