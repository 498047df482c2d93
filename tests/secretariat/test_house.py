"""The secretariat reads its rules off the record, and nowhere else."""

from datetime import date

import pytest

from qurultay.secretariat.frame import house as frame_house
from qurultay.secretariat.frame.order import OutOfOrder
from tests.gazette.gatehouse import DAY


def test_the_register_is_that_of_the_record(house) -> None:
    standing = frame_house.standing()
    assert standing.book.size == 1
    assert standing.rules(date(2026, 6, 2)).majority("two-thirds").test == "at-least"


def test_an_act_that_enters_is_seen_at_once(house) -> None:
    assert frame_house.standing().book.size == 1
    house.now += 60
    with house.open() as gate:
        house.enter(gate, wait=8 * DAY)
    assert frame_house.standing().book.size == 2


def test_where_nothing_is_founded_one_sentence_says_so(tmp_path, settings) -> None:
    settings.HOUSE = tmp_path
    with pytest.raises(OutOfOrder, match="not-founded"):
        frame_house.standing()


def test_whoever_still_reads_what_stood_before_is_not_disturbed_by_an_act_that_enters(house) -> None:
    before = frame_house.standing()
    house.now += 60
    with house.open() as gate:
        house.enter(gate, wait=8 * DAY)
    assert frame_house.standing().book.size == 2
    assert before.book.size == 1


def test_a_record_that_is_not_intact_opens_no_page_and_says_why(house, arrive) -> None:
    bundle = next((house.folder / "record/tile/entries").rglob("*.p/1"))
    bundle.write_bytes(bundle.read_bytes().replace(b"demonstration", b"demonstratiom"))
    with pytest.raises(OutOfOrder, match="record-broken"):
        frame_house.standing()
