"""Sessions, agendas, motions and amendments, looked at in Chromium: at a desk, on a phone, in both directions, in the dark."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from qurultay.assembly.motions import Step
from qurultay.secretariat.chamber import amendments
from qurultay.secretariat.chamber.models import AgendaItem, Session
from tests.secretariat.browser import PHONE, Window
from tests.secretariat.conftest import Visitor
from tests.secretariat.sitting import BODY, in_session
from tests.secretariat.test_motions import Floor, one_house
from tests.secretariat.test_pages_of_the_floor import enter

__all__ = ["enter", "one_house"]
pytestmark = pytest.mark.browser


@pytest.fixture
def floor(site, one_house, settings) -> Floor:
    """A house in session, with a motion before it that is being amended."""
    settings.HOUSE = one_house
    return Floor(in_session(6))


@pytest.fixture
def busy(floor: Floor) -> dict[str, int]:
    """What there is to see, by its number."""
    sitting, motion = floor.hall.sitting, floor.pending()
    sitting.session.motions_until = sitting.session.amendments_until = floor.now + timedelta(hours=20)
    sitting.session.place = {"en": "Harbour Hall, Osmark City", "ug": "ئوسمارك شەھىرى، پورت زالى"}
    sitting.session.save()
    sitting.printed = floor.now
    sitting.save()
    for n, (en, ug) in enumerate(
        (("Report of the treasurer", "خەزىنىچىنىڭ دوكلاتى"), ("Other business", "باشقا ئىشلار")), 2
    ):
        AgendaItem.objects.create(
            sitting=sitting, position=n, label=str(n), title={"en": en, "ug": ug}, state="adopted", minutes_planned=20
        )
    days = floor.amended(
        motion, "1", en="Calls upon all free nations to answer within 30 days.", ug="بارلىق ئەركىن مىللەتلەرنى 30 كۈندە جاۋاب بېرىشكە چاقىرىدۇ."
    )  # fmt: skip
    floor.amended(days, "1", 5, en="Calls upon all free nations to answer within 45 days.")
    floor.chair(days, Step.TAKE_UP)
    floor.amended(
        motion, "", 4, after="2", en="Thanks the hosts of the session.", ug="يىغىن ساھىبخانىلىرىغا رەھمەت ئېيتىدۇ."
    )
    one = floor.amended(
        motion, "3", 4, en="Decides to meet again in spring.", ug="باھاردا قايتا يىغىلىشنى قارار قىلىدۇ."
    )
    two = floor.amended(motion, "3", 6, en="Decides to meet again in autumn.", ug="كۈزدە قايتا يىغىلىشنى قارار قىلىدۇ.")
    for each in (one, two):
        amendments.accept(each, floor.member(1), floor.now)
    draft = floor.written(2)
    return {
        "session": sitting.session_id, "sitting": sitting.pk, "motion": motion.pk, "amendment": days.pk, "draft": draft.pk,
        "item": floor.hall.item.pk,
    }  # fmt: skip


def looked_at(window: Window, path: str, name: str) -> None:
    """Nothing bars the way, nothing sticks out."""
    window.open(path)
    assert window.barriers() == [], path
    assert window.overflow() == 0, path
    window.shot(name)


CLERK = (
    ("/sessions/", "sessions"), ("/sessions/plan", "plan"), ("/sessions/{session}", "session"),
    ("/sessions/sittings/{sitting}", "sitting"), ("/sessions/items/{item}", "item"),
    ("/sessions/{session}/motions", "motions"), ("/sessions/motions/{motion}", "motion-chair"),
    ("/sessions/motions/{motion}/merging", "merging"), ("/sessions/motions/{amendment}/translation", "translation"),
    ("/sessions/sittings/{sitting}/floor", "floor"),
)  # fmt: skip
MEMBER = (
    ("/sessions/motions/{motion}", "motion"), ("/sessions/motions/{amendment}", "amendment"),
    ("/sessions/motions/{motion}/amend?place=1", "amend"), ("/sessions/motions/{motion}/amend", "amend-choose"),
    ("/sessions/motions/{draft}/edit", "write"), ("/sessions/motions/{draft}", "draft"),
    ("/sessions/sittings/{sitting}", "sitting-member"), ("/sessions/{session}", "session-member"),
)  # fmt: skip


@pytest.mark.parametrize("language", ["en", "ug"])
def test_a_presiding_officer_meets_no_barrier_at_a_desk(busy, arrive, visit, language) -> None:
    window = visit(arrive(f"presiding-officer@{BODY}"), language)
    for path, name in CLERK:
        looked_at(window, path.format(**busy), f"{name}-{language}")


@pytest.mark.parametrize("language", ["ug", "kk"])
def test_a_delegate_meets_no_barrier_on_a_phone_in_the_dark(
    busy, enter: Callable[..., Visitor], visit, language
) -> None:
    window = visit(enter(2), language, size=PHONE, dark=True)
    for path, name in MEMBER:
        looked_at(window, path.format(**busy), f"{name}-phone-{language}")


def test_an_amendment_is_written_without_script_on_a_phone(busy, enter, visit) -> None:
    Session.objects.update(amendments_until=None)
    window = visit(enter(3), "ug", size=PHONE)
    window.open(f"/sessions/motions/{busy['motion']}/amend?place=2")
    field = window.page.locator("textarea[lang=ug]")
    assert field.input_value() == "ھەر يىلى دوكلات بېرىدۇ."
    field.fill("ھەر يىلى ئىككى دوكلات بېرىدۇ.")
    window.press("ساقلاپ كۆرۈش")
    assert window.page.locator("[lang=ug] ins").inner_text() == "ئىككى"
    window.press("تاپشۇرۇش")
    assert "تاپشۇرۇلغان" in window.words
