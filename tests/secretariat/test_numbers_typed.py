"""What is typed where a number is expected: figures of any script count, everything else gets a sentence or is nobody's row."""

import pytest

from tests.secretariat.sitting import Hall, in_session

NONE = [pytest.param("9" * 5000, id="thousands of figures"), "9" * 30, "-1", "x", "1.5", "½", "²"]


@pytest.fixture
def hall(db, house) -> Hall:
    return in_session(1)


@pytest.fixture
def clerk(arrive):
    return arrive("secretary@body/assembly", "presiding-officer@body/assembly").browser


@pytest.mark.parametrize("typed", [*NONE, "0", "1441"])
def test_an_item_takes_between_a_minute_and_a_day(hall, clerk, typed: str) -> None:
    answer = clerk.post(f"/sessions/items/{hall.item.pk}/title", {"title.en": "On schools", "minutes": typed})
    assert answer.status_code == 422
    assert "a number from 1 to 1440" in answer.text
    hall.item.refresh_from_db()
    assert hall.item.minutes_planned is None


@pytest.mark.parametrize(("typed", "minutes"), [("1", 1), ("1440", 1440), (" 45 ", 45), ("٤٥", 45), ("", None)])
def test_figures_of_any_script_say_how_long_an_item_takes(hall, clerk, typed: str, minutes: int | None) -> None:
    clerk.post(f"/sessions/items/{hall.item.pk}/title", {"title.en": "On schools", "minutes": typed})
    hall.item.refresh_from_db()
    assert hall.item.minutes_planned == minutes


@pytest.mark.parametrize("typed", NONE)
def test_a_row_that_is_none_is_not_there(hall, clerk, arrive, typed: str) -> None:
    more = {"title.en": "More", "kind": "debate", "under": typed, "after": typed}
    added = clerk.post(f"/sessions/sittings/{hall.sitting.pk}/agenda/add", more)
    assert added.status_code == 302
    assert hall.sitting.items.get(label="2").parent is None
    assert clerk.post(f"/sessions/sittings/{hall.sitting.pk}/check-others-in", {"in": typed}).status_code == 404
    assert arrive("auditor@").browser.get("/door/trail", {"before": typed}).status_code == 200
