"""A count as drawings: every column holds all votes, marks tell communities apart, and the page turns but not the words."""

from __future__ import annotations

import re
from collections import defaultdict
from fractions import Fraction
from itertools import pairwise
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qurultay.counting.contest import Candidate, Contest
from qurultay.counting.count import Count, count
from qurultay.counting.guarantees import Bound, guaranteed
from qurultay.counting.lots import Lots
from qurultay.counting.profile import profile_of
from qurultay.counting.reading import read_poll
from qurultay.counting.rule import methods, rule_named
from qurultay.portal.count_drawings import drawings_of, file_of
from qurultay.portal.languages import INTERFACE, language
from qurultay.portal.pictures import Bar, Column, Holder, Represented, alone, representation, tally, transfers
from qurultay.portal.pictures.alone import STYLE
from qurultay.portal.values import Named, Value
from qurultay.portal.voice import Voice
from tests.portal.conftest import STATIC

OF = {"Aybek": "south", "باھار": "south", "Chinar": "coast", "Dilnur": "north", "Erkin": "north", "<b>&": "coast"}
PAPERS = [((0, 1, 2), 14), ((1, 0), 9), ((2, 1), 8), ((3, 4), 6), ((4, 3), 3), ((5, 4), 2)]
NUMBERS = re.compile(r"-?\d*\.?\d+")


def counted(
    rule: str = "scottish", *, guarantee: bool = True, communities: bool = True, seats: int = 3, **chosen: str
) -> Count:
    stand = [Candidate(name=n, attributes={"community": c} if communities else {}) for n, c in OF.items()]
    method = methods()[rule]
    contest = Contest(candidates=tuple(stand), seats=1 if method.seats == "one" else seats)
    bounds = [Bound(partition="community", category=each, least=1) for each in ("north", "south", "coast")]
    kept = guarantee and method.guarantees
    each = contest.seats if method.lists else 1
    grades = [(tuple((b * 7 + at) % 7 + 1 for at in range(6)), b + 1) for b in range(5)]
    profile = profile_of("ranked", 6, PAPERS) if "ranked" in method.kinds else profile_of("grades", 6, grades)
    lots = Lots(order=tuple(OF), source={"kind": "minuted"})
    return count(
        contest, profile, rule_named(rule, **chosen), lots, guaranteed(contest, bounds, each=each) if kept else None
    )


def voice(code: str = "en") -> Voice:
    return Voice(language(code))


def parsed(drawing: str) -> ElementTree.Element:
    return ElementTree.fromstring(drawing)


# --- every count -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("code", INTERFACE)
@pytest.mark.parametrize("rule", sorted(methods()))
def test_every_rule_can_be_drawn_in_every_language(rule: str, code: str) -> None:
    """Well-formed, without script, link or anything from elsewhere, with title and description."""
    said = file_of(counted(rule), voice(code))
    root = parsed(said)
    kinds = {element.tag.rpartition("}")[2] for element in root.iter()}
    assert kinds <= {"svg", "g", "path", "rect", "circle", "polygon", "text", "title", "desc", "style"}
    assert "<b>" not in said and "&lt;" in said and "&amp;" in said
    assert not re.search(r"https?://(?!www\.w3\.org/2000/svg)|url\(|@import", said)
    for drawing in root.findall("{*}svg"):
        assert all(len(drawing.findtext(f"{{*}}{each}") or "") > 8 for each in ("title", "desc"))
    assert (root.get("direction") == "rtl") is (code == "ug")


@pytest.mark.parametrize("rule", ["scottish", "plurality"])
def test_a_candidate_is_drawn_under_the_name_that_the_reader_knows(rule: str) -> None:
    called: dict[str, Value] = {"Aybek": Named("person/8", (("en", "Person Eight"), ("ug", "سەككىزىنچى")))}
    for code, name in (("en", "Person Eight"), ("ug", "سەككىزىنچى")):
        drawn = drawings_of(counted(rule), voice(code), called=called)[0][0]
        assert name in drawn and "Aybek" not in drawn and "Chinar" in drawn


@pytest.mark.parametrize("rule", ["scottish", "meek", "wigm", "irv"])
def test_columns_are_as_high_as_all_votes(rule: str) -> None:
    found = drawings_of(counted(rule), voice())[0][0]
    heights: dict[str, int] = defaultdict(int)
    for block in parsed(found).findall("rect"):
        if "seat-o" not in (block.get("class") or ""):
            heights[block.get("x") or ""] += round(Fraction(block.get("height") or "0") * 10)
    assert len(heights) > 1
    assert max(heights.values()) - min(heights.values()) <= 10 * len(OF), "each block is cut to a tenth"


def test_a_drawing_is_the_same_bytes_again() -> None:
    assert file_of(counted(), voice("kk")) == file_of(counted(), voice("kk"))


def test_turning_the_page_mirrors_geometry_and_no_words() -> None:
    left, right = (drawings_of(counted(), voice(code))[0][0] for code in ("en", "ug"))
    width = int(re.search(r'viewBox="0 0 (\d+)', left)[1])  # type: ignore[index]  # it has one

    def blocks(drawing: str) -> list[tuple[Fraction, ...]]:
        found = parsed(drawing).findall("rect")
        return sorted(tuple(Fraction(b.get(k) or "0") for k in ("x", "y", "width", "height")) for b in found)

    mirrored = sorted((width - x - wide, y, wide, tall) for x, y, wide, tall in blocks(right))
    assert blocks(left) == mirrored
    assert "scale(-1" not in right


def test_an_election_is_framed_at_its_stage() -> None:
    found = drawings_of(counted(), voice())[0][0]
    assert found.count("seat-o") == 3


def test_who_was_seated_by_the_guarantee_is_said() -> None:
    said = file_of(counted("sntv"), voice())
    assert "elected" in said
    sankey = file_of(counted(), voice())
    assert (
        "elected: guaranteed seat" in sankey
        and "not elected" not in sankey.partition("Seats by")[0].partition("Stage 1")[0]
    )


def test_without_communities_no_marks_are_drawn_and_no_seats_by_community() -> None:
    drawn = drawings_of(counted(guarantee=False, communities=False), voice())
    assert len(drawn) == 1
    assert "polygon" not in drawn[0][0] and "fillbar" in drawn[0][0]


def test_the_seats_of_each_community_stand_beside_its_guarantee() -> None:
    drawing, heading, _ = drawings_of(counted(), voice())[1]
    assert heading == "Seats by community against the guarantee"
    assert drawing.count("1 won, 1 guaranteed") == 3


def test_a_real_ward_is_drawn(shared: Path) -> None:
    for path in sorted((shared / "data/counting/scotland").glob("*.blt"))[:6]:
        poll = read_poll(path.read_bytes(), path.name)
        found = count(
            poll.contest, poll.profile, rule_named("scottish"), Lots(order=poll.contest.names, source={"kind": "test"})
        )
        root = parsed(file_of(found, voice()))
        words = [element.text or "" for element in root.iter("{http://www.w3.org/2000/svg}text")]
        assert any("Stage 1" in each for each in words)
        assert int(root.get("width") or 0) < 3_000


# --- the geometry ----------------------------------------------------------------------------------------------------

SAID: Any = {"name": "d", "title": "Title", "description": "What is to be seen"}


@st.composite
def moved(draw: st.DrawFn) -> tuple[list[Holder], list[Column]]:
    """Votes that move in any way at all between three to six, in one to five stages."""
    number = draw(st.integers(3, 6))
    total = draw(st.integers(1, 10**6))
    columns = []
    for stage in range(draw(st.integers(1, 5))):
        cuts = sorted(draw(st.lists(st.fractions(0, 1, max_denominator=997), min_size=number - 1, max_size=number - 1)))
        edges = [Fraction(0), *cuts, Fraction(1)]
        amounts = tuple((after - before) * total for before, after in pairwise(edges))
        columns.append(Column(heading=str(stage), action="moved", about="", amounts=amounts))
    holders = [Holder(name=f"n{at}", mark=draw(st.none() | st.integers(0, 12)), outcome="out") for at in range(number)]
    return holders, columns


@given(drawn=moved(), rtl=st.booleans())
def test_whatever_moves_stays_within_the_page(drawn: tuple[list[Holder], list[Column]], rtl: bool) -> None:
    holders, columns = drawn
    root = parsed(transfers(holders, columns, rtl=rtl, **SAID))
    _, _, width, height = map(int, (root.get("viewBox") or "").split())
    for block in root.findall("rect"):
        x, y, wide, tall = (Fraction(block.get(key) or "0") for key in ("x", "y", "width", "height"))
        assert min(x, y) >= 0 and x + wide <= width and y + tall <= height
    for words in root.findall("text"):
        assert 0 <= Fraction(words.get("x") or "0") <= width and 0 <= Fraction(words.get("y") or "0") <= height
    for band in root.findall("path"):
        assert all(abs(Fraction(number)) <= max(width, height) for number in NUMBERS.findall(band.get("d") or ""))


@pytest.mark.parametrize("amounts", [(), (Fraction(0),), (Fraction(3), Fraction(4))])
def test_columns_that_do_not_add_up_are_refused(amounts: tuple[Fraction, ...]) -> None:
    columns = [Column(heading="", action="", about="", amounts=(each,)) for each in amounts]
    with pytest.raises(ValueError, match="same votes"):
        transfers([Holder(name="a", mark=1, outcome="")], columns, **SAID)


def test_nothing_is_no_drawing() -> None:
    for draw in (lambda: tally([], **SAID), lambda: representation([], **SAID), lambda: alone([], language="en")):
        with pytest.raises(ValueError, match="nothing to draw"):
            draw()


def test_a_bar_is_as_long_as_its_votes() -> None:
    bars = [Bar(name=n, mark=None, amount=Fraction(v), said=str(v)) for n, v in (("a", 10), ("b", 5), ("c", 0))]
    found = [Fraction(bar.get("width") or "0") for bar in parsed(tally(bars, **SAID)).findall("rect")]
    assert found == [360, 180, 0]
    assert len(parsed(tally([Bar(name="a", mark=1, amount=Fraction(0), said="0")], **SAID)).findall("rect")) == 1


@pytest.mark.parametrize(
    ("won", "guaranteed_", "shapes", "rings"), [(2, 1, 2, 1), (0, 2, 0, 2), (30, 0, 30, 0), (0, 0, 0, 0)]
)
def test_a_ring_without_a_shape_is_a_guarantee_not_kept(won: int, guaranteed_: int, shapes: int, rings: int) -> None:
    row = Represented(name="north", mark=2, won=won, guaranteed=guaranteed_, said="")
    root = parsed(representation([row], **SAID))
    assert (len(root.findall("g")) - 1, len(root.findall("circle"))) == (shapes, rings)


def test_a_drawing_alone_has_the_colours_of_the_page() -> None:
    sheet = (STATIC / "style.css").read_text("utf-8")
    for colour in re.findall(r"#[0-9a-f]{6}", STYLE):
        assert colour in sheet
    for rule in re.findall(r"\.(?:flow|keep)\{[^}]*\}", STYLE):
        assert rule in sheet
