"""Drawings come from values, are told apart without colour, turn with the page, and are the same bytes on any machine."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date
from fractions import Fraction
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qurultay.portal.pictures import (
    Bloc,
    Report,
    Row,
    Share,
    Term,
    bar,
    emblem,
    guarantee,
    hemicycle,
    indicator,
    mark,
    qr,
    terms,
)  # fmt: skip
from qurultay.portal.pictures.circle import point
from qurultay.portal.pictures.marks import SHAPES

TOLUNAY = [
    Bloc(mark=1, filled=21),
    Bloc(mark=2, filled=13, vacant=1),
    Bloc(mark=3, filled=11),
    Bloc(mark=4, filled=8),
    Bloc(mark=5, filled=6),
]
SHARES = [
    Share(state="done", count=3),
    Share(state="part", count=2),
    Share(state="open", count=6),
    Share(state="late", count=3),
]
AYLA = Term(begin=date(2026, 8, 1), end=date(2030, 8, 1), name="Ayla Tornay", short="Tornay", note="act 171", mark=1)
NOBODY = Term(begin=date(2025, 1, 1), end=date(2026, 8, 1), name="vacant", short="–", note="", how="vacant")
ROWS = [Row(post="President", terms=(NOBODY, AYLA))]
KNOWN = {"known": date(2028, 3, 14), "known_label": "14 March 2028"}


def room(blocs: list[Bloc], rtl: bool = False) -> str:
    return hemicycle(blocs, unit="seats", name="h", title="Seats", description="60 seats", rtl=rtl)


def posts(rows: list[Row], rtl: bool = False) -> str:
    return terms(rows, **KNOWN, name="t", title="Terms", description="One row", rtl=rtl)  # type: ignore[arg-type]


def plan(*values: str, baseline: str = "400", target: str = "1600", rtl: bool = False) -> str:
    reports = [Report(value=value, shown=value) for value in values]
    begin, end = Report(value=baseline, shown=baseline), Report(value=target, shown=target)
    return indicator(begin, end, reports, name="i", title="Children", description="From 400 to 1600", rtl=rtl)


def drawn(svg: str) -> ElementTree.Element:
    return ElementTree.fromstring(svg)


ALL = {
    "hemicycle": lambda rtl: room(TOLUNAY, rtl),
    "terms": lambda rtl: posts(ROWS, rtl),
    "indicator": lambda rtl: plan("640", "910", rtl=rtl),
    "bar": lambda rtl: bar(SHARES, name="b", title="14 calls", rtl=rtl),
    "qr": lambda rtl: qr("https://tolunay.example", name="q", title="Link"),
}


@pytest.mark.parametrize("picture", ALL)
def test_every_drawing_says_what_it_is_and_uses_no_style_of_its_own(picture: str) -> None:
    for rtl in (False, True):
        root = drawn(ALL[picture](rtl))
        named = {child.get("id"): child.text for child in root.iter() if child.get("id")}
        assert root.get("role") == "img"
        assert all(named[key] for key in root.get("aria-labelledby", "").split())
        assert not [child for child in root.iter() if child.get("style")]


@pytest.mark.parametrize("picture", ["hemicycle", "terms", "indicator"])
def test_in_a_page_from_the_right_the_geometry_turns_and_the_words_stay(picture: str) -> None:
    left, right = drawn(ALL[picture](False)), drawn(ALL[picture](True))
    width = int(left.get("viewBox", "").split()[2])
    for one, other in zip(left.iter("text"), right.iter("text"), strict=True):
        assert (one.text, one.get("text-anchor")) == (
            re.sub("[\u2066\u2069]", "", str(other.text)),
            other.get("text-anchor"),
        )
        assert abs(float(one.get("x", 0)) + float(other.get("x", 0)) - width) < 0.11
    assert right.get("direction") == "rtl"


def test_a_figure_with_a_sign_stays_whole_in_a_drawing_from_the_right() -> None:
    assert "\u206660 %\u2069" in indicator(
        Report(value="20", shown="20 %"),
        Report(value="60", shown="60 %"),
        [],
        name="i",
        title="t",
        description="d",
        rtl=True,
    )


def test_every_seat_is_drawn_once_in_the_shape_of_its_community_and_vacant_ones_hollow() -> None:
    groups = {group.get("class"): list(group) for group in drawn(room(TOLUNAY)) if group.tag == "g"}
    assert {name: len(seats) for name, seats in groups.items()} == {"c1": 21, "c2": 14, "c3": 11, "c4": 8, "c5": 6}
    assert Counter(seat.get("class") for seat in groups["c2"]) == {None: 13, "seat-free": 1}
    assert {seat.tag for seat in groups["c1"]} == {"circle"}


@given(st.integers(1, 700))
def test_no_seat_lies_on_another_or_outside_the_room(seats: int) -> None:
    circles = [
        (float(seat.get("cx", 0)), float(seat.get("cy", 0)), float(seat.get("r", 0)))
        for seat in drawn(room([Bloc(mark=1, filled=seats)])).iter("circle")
    ]
    assert len(circles) == seats
    assert all(r <= x <= 420 - r and r <= y <= 224 - r for x, y, r in circles)
    ordered = sorted(circles)
    for at, (x, y, r) in enumerate(ordered):
        for other_x, other_y, _ in ordered[at + 1 : at + 60]:
            assert other_x - x >= 2 * r or (other_x - x) ** 2 + (other_y - y) ** 2 >= (1.9 * r) ** 2


def test_a_room_without_seats_is_said_in_words() -> None:
    with pytest.raises(ValueError, match="say in words"):
        room([])


def test_every_mark_has_a_shape_of_its_own_and_a_ninth_community_is_told_by_its_name() -> None:
    assert len({re.sub(r"c\d", "", mark(number)) for number in SHAPES}) == len(SHAPES) == 8
    assert mark(9) == mark(27) == mark(0)


def test_a_share_is_told_by_its_pattern_and_nothing_is_drawn_for_nothing() -> None:
    svg = bar(SHARES, name="b", title="14 calls")
    assert [part.get("width") for part in drawn(svg).iter("svg")][1:] == ["21.42%", "14.28%", "42.85%", "21.42%"]
    assert len({re.sub(r"[\d.]+%", "", str(bar([share], name="b", title="t"))) for share in SHARES}) == 4
    assert bar([], name="b", title="t") == ""


def test_a_ring_without_a_shape_is_a_guarantee_that_was_not_kept() -> None:
    kept, broken = drawn(guarantee(1, won=2, guaranteed=1)), drawn(guarantee(2, won=0, guaranteed=1))
    assert (len(list(kept.iter("g"))), len(list(kept.iter("circle")))) == (2, 3)
    assert (len(list(broken.iter("g"))), len(list(broken.iter("circle")))) == (0, 1)


def test_a_vacancy_is_a_dashed_box_and_a_name_that_does_not_fit_gives_way() -> None:
    boxes = [box.get("class") for box in drawn(posts(ROWS)).iter("rect")]
    assert boxes == ["empty", "c1"]
    brief = Term(
        begin=date(2027, 1, 1), end=date(2027, 3, 1), name="Ayla Tornay", short="Tornay", note="act 171", mark=1
    )
    assert not [
        t for t in drawn(posts([Row(post="President", terms=(AYLA, brief))])).iter("text") if t.text == "Tornay"
    ]
    assert "<title>Ayla Tornay, act 171</title>" in posts([Row(post="President", terms=(brief,))])


def test_a_plan_is_measured_from_its_baseline_and_never_beyond_its_ends() -> None:
    def filled(svg: str) -> str:
        return next(box.get("width", "") for box in drawn(svg).iter("rect") if box.get("class") == "fillbar")

    assert filled(plan("700")) == "101"
    assert filled(plan("5000")) == "404"
    assert filled(plan("100")) == "0"
    assert filled(plan("9", baseline="12", target="3")) == "134.6"
    assert filled(plan("3", baseline="3", target="3")) == "404"
    assert filled(plan()) == "0"


def test_a_title_is_never_markup() -> None:
    row = Row(
        post="<b>", terms=(Term(begin=date(2026, 1, 1), end=None, name="</title><script>", short="", note="", mark=1),)
    )
    assert "<script" not in posts([row])
    assert emblem(5).startswith("<svg")


@pytest.mark.parametrize(
    ("part", "right", "up"), [(Fraction(1, 3), -960, 1663), (Fraction(1, 4), -1358, 1358), (Fraction(1), 1920, 0)]
)
def test_a_point_on_the_half_circle_is_where_geometry_puts_it(part: Fraction, right: int, up: int) -> None:
    assert point(1920, part) == (right, up)


def test_a_code_for_the_camera_holds_the_link_dark_on_white() -> None:
    svg = drawn(qr("https://tolunay.example/en/act/187.html", name="q", title="Link to this act"))
    box, path = svg.find("rect"), svg.find("path")
    assert box is not None and path is not None
    assert (box.get("fill"), path.get("fill")) == ("#fff", "#000")
    assert box.get("width") == str(int(svg.get("viewBox", "").split()[2]))
