"""Votes as a delegate, a presiding officer and a teller meet them in Chromium, in three languages and both directions."""

import pytest

from qurultay.secretariat.chamber import presence, sheets, votes
from qurultay.secretariat.chamber.models import VoteEvent
from qurultay.secretariat.chamber.preparing import Question, prepare
from tests.secretariat.browser import PHONE
from tests.secretariat.conftest import Visitor, came_in
from tests.secretariat.sitting import NINE, in_session
from tests.secretariat.test_votes import CONGRESS

pytestmark = pytest.mark.browser
QUESTION = {
    "en": "Shall the assembly open a school for the five communities in 2027?",
    "ug": "مەجلىس 2027-يىلى بەش جامائەت ئۈچۈن مەكتەپ ئاچسۇنمۇ؟",
    "kk": "Құрылтай 2027 жылы бес қауымға мектеп ашсын ба?",
}
FOR = {"en": "For", "ug": "قوللايمەن", "kk": "Қолдаймын"}


@pytest.fixture
def hall(db, house):
    return in_session(9, CONGRESS)


def opened(hall, method: str) -> VoteEvent:
    event = prepare(hall.sitting, Question(method=method, asks="procedure", words=QUESTION), NINE)
    return votes.open_(event, None, NINE)


def member(hall, seat: int) -> Visitor:
    account = hall.delegates[seat].person.account
    return Visitor(account, came_in(account))


@pytest.mark.parametrize("language", ["en", "ug", "kk"])
def test_a_delegate_votes_from_the_live_page_on_a_phone(hall, visit, language: str) -> None:
    event = opened(hall, "named")
    window = visit(member(hall, 1), language, size=PHONE).open(f"/sessions/sittings/{hall.sitting.pk}/floor")
    assert (window.barriers(), window.overflow()) == ([], 0)
    window.shot(f"floor-vote-{language}")
    window.press(FOR[language])
    assert event.cast.get().choice == "for"
    assert (window.barriers(), window.overflow()) == ([], 0)
    window.shot(f"vote-cast-{language}")


@pytest.mark.parametrize("language", ["en", "ug", "kk"])
def test_a_secret_vote_says_first_what_the_server_could_know(hall, visit, language: str) -> None:
    event = opened(hall, "secret")
    window = visit(member(hall, 1), language, size=PHONE).open(f"/sessions/votes/{event.pk}")
    note = window.page.locator("#secrecy").bounding_box()
    button = window.page.get_by_role("button", name=FOR[language], exact=True).bounding_box()
    assert note and button and note["y"] < button["y"]
    assert (window.barriers(), window.overflow()) == ([], 0)
    window.shot(f"vote-secret-{language}")


def test_the_buttons_of_a_vote_are_alike(hall, visit) -> None:
    event = opened(hall, "named")
    page = visit(member(hall, 1)).open(f"/sessions/votes/{event.pk}").page
    looks = page.eval_on_selector_all(
        ".choices .btn",
        "all => all.map(b => { const s = getComputedStyle(b), r = b.getBoundingClientRect();"
        " return [s.color, s.backgroundColor, s.fontSize, s.fontWeight, s.borderColor, Math.round(r.width), r.height].join() })",
    )
    assert len(looks) == 3
    assert len(set(looks)) == 1


@pytest.mark.parametrize("language", ["en", "ug", "kk"])
def test_the_pages_of_the_chair_the_tellers_and_the_door(hall, visit, arrive, language: str) -> None:
    chair, teller = arrive(f"presiding-officer@{CONGRESS}"), arrive(f"teller@{CONGRESS}")
    called = opened(hall, "roll-call")
    sheets.answer(called, arrive(f"teller@{CONGRESS}").account, {str(hall.delegates[1].pk): "for"}, NINE)
    counted = opened(hall, "hands")
    for each in (teller.account, arrive(f"teller@{CONGRESS}").account):
        sheets.count(counted, each, {"for": "5", "against": "3"}, NINE)
    votes.close(counted, None, NINE)
    presence.show_code(hall.sitting)
    sitting = f"/sessions/sittings/{hall.sitting.pk}"
    for name, visitor, path in (
        ("prepare", chair, f"{sitting}/votes/new"),
        ("chair", chair, f"/sessions/votes/{counted.pk}"),
        ("list", chair, f"{sitting}/votes"),
        ("sheet", teller, f"/sessions/votes/{called.pk}/sheet"),
        ("door", teller, f"{sitting}/door"),
    ):
        window = visit(visitor, language).open(path)
        assert (window.barriers(), window.overflow()) == ([], 0), name
        window.shot(f"votes-{name}-{language}")
