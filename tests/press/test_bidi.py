"""What runs against its text is set apart once, for page, paper, mail and screen (look and voice §8)."""

from __future__ import annotations

import re
import time
from html import unescape
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qurultay.press.bidi import Piece, direction, islands, isolate_html, isolate_plain, isolate_terminal, pieces

TURNED_BY_THE_ALGORITHM = [
    ("بۇ 217 A (III) نومۇرلۇق قارار", ["217 A (III)"]),
    ("باش مەجلىسنىڭ 1514 (XV) قارارى", ["1514 (XV)"]),
    ("قارار A/RES/1514(XV)، كېيىن A/RES/73/8.", ["A/RES/1514(XV)", "A/RES/73/8"]),
    ("تېلېفون: +00 555 0100", ["+00 555 0100"]),
    ("تېلېفون: (202) 555-0100", ["(202) 555-0100"]),
    ("خەت info@tolunay.example غا", ["info@tolunay.example"]),
    ("تور: https://tolunay.example/record?a=1، دەپ", ["https://tolunay.example/record?a=1"]),
    ("ئاۋازنىڭ 78.6 % ى", ["78.6 %"]),
    ("يول 5 km ۋە سائەت 09:30 UTC", ["5 km", "09:30 UTC"]),
    ("چېسلا 2028-03-14 سائەت 09:30", ["2028-03-14", "09:30"]),
    ("بۇ Republic of Osmark (PDF/A-3) دېگەن", ["Republic of Osmark (PDF/A-3)"]),
    ("ھۆرمەتلىك H.E. Teodra Vankel خانىم", ["H.E. Teodra Vankel"]),
    ("كود m3t8w1pz ۋە 9f31 77c2 a04e", ["m3t8w1pz", "9f31 77c2 a04e"]),
    ("قازاقچە «Қазақша мәтін» دېيىلگەن", ["Қазақша мәтін"]),
]


@pytest.mark.parametrize(("text", "pieces"), TURNED_BY_THE_ALGORITHM)
def test_what_the_bidi_algorithm_would_turn_round_is_set_apart(text: str, pieces: list[str]) -> None:
    found = islands(text, "ug")
    assert [text[i.start : i.end] for i in found] == pieces
    assert {i.direction for i in found} == {"ltr"}


@pytest.mark.parametrize("piece", ["217 A (III)", "+00 555 0100", "78.6 %", "info@tolunay.example", "2028-03-14"])
def test_citations_phones_and_figures_are_never_broken_over_two_lines(piece: str) -> None:
    assert [i.together for i in islands(f"ئا {piece} ئا", "ug")] == [True]


@pytest.mark.parametrize("piece", ["https://tolunay.example/a/long/way", "National Assembly of Tolunay"])
def test_long_names_and_addresses_may_be_broken(piece: str) -> None:
    assert [i.together for i in islands(f"ئا {piece} ئا", "ug")] == [False]


@pytest.mark.parametrize(
    ("text", "language"),
    [("12-سېنتەبىر", "ug"), ("187-ھۆججەتنىڭ", "ug"), ("12-наурыз", "kk"), ("09:30-да", "kk"), ("342-актімен", "kk")],
)
def test_a_number_and_its_ending_stay_together_in_the_direction_of_the_text(text: str, language: str) -> None:
    assert islands(text, language) == [(0, len(text), direction(language), True)]
    assert isolate_html(text, language) == f'<span class="nb">{text}</span>'


def test_names_in_a_list_stay_in_the_order_of_the_list() -> None:
    """Between two Latin names the algorithm would take the Uyghur comma for Latin and turn the list round."""
    assert len(islands("Osmark، Lirra، Varn", "ug")) == 3


def test_words_in_arabic_script_are_set_apart_in_an_english_text_up_to_the_year_behind_them() -> None:
    text = "the office “تولۇناي مىللىي قۇرۇلتىيى” (2023)"
    assert isolate_html(text, "en") == 'the office “<bdi dir="rtl">تولۇناي مىللىي قۇرۇلتىيى</bdi>” (2023)'


def test_an_island_within_an_island_is_set_apart_too() -> None:
    assert isolate_html("on 12-سېنتەبىر 2026", "en") == (
        'on <bdi dir="rtl"><span class="nb">12-سېنتەبىر</span></bdi> 2026'
    )


def test_plain_text_in_its_own_direction_is_left_as_it_is() -> None:
    assert islands("تولۇناي قۇرۇلتىيى 60 ئورۇن، 5 جامائەت.", "ug") == []
    assert islands("Sixty seats, five communities, a 21-year term.", "en") == []


@pytest.mark.parametrize(
    ("language", "text", "day"),
    [
        ("en", "Adopted on 12 September 2026 in Sarbel.", "12 September 2026"),
        ("en", "Done on November 10, 2023, in three languages.", "November 10, 2023"),
        ("kk", "Сессия 2023 жылғы 12 қыркүйекте ашылды.", "2023 жылғы 12 қыркүйекте"),
        ("ug", "يىغىن 2023-يىلى 12-سېنتەبىردە ئېچىلدى.", "2023-يىلى 12-سېنتەبىردە"),
        ("ug", "PDF 30-ئاپرېل كۈنى", "30-ئاپرېل"),
    ],
)
def test_a_day_is_never_broken_over_two_lines(language: str, text: str, day: str) -> None:
    assert [text[i.start : i.end] for i in islands(text, language) if i.together] == [day]


def test_a_typesetter_gets_every_letter_in_pieces_and_latin_within_arabic_within_latin() -> None:
    text = "See تولۇناي +00 555 0100 قۇرۇلتىيى (1514 (XV))."
    assert plain(pieces(text, "en")) == text
    assert [p.words for p in pieces("تېلېفون +00 555 0100", "ug")] == ["تېلېفون ", "+00 555 0100"]


def plain(cut: tuple[Piece, ...]) -> str:
    return "".join(p.words if isinstance(p.words, str) else plain(p.words) for p in cut)


def test_markup_in_a_title_is_only_ever_text() -> None:
    assert isolate_html('<script>"&', "ug") == '&lt;<bdi dir="ltr">script</bdi>&gt;&quot;&amp;'
    assert "<script" not in isolate_html("https://a.example/<script>", "ug")


def test_mail_and_drawings_get_the_same_islands_without_markup() -> None:
    assert isolate_plain("قارار 1514 (XV)، 12-ماددا", "ug") == "قارار \u20661514 (XV)\u2069، 12-ماددا"
    assert isolate_plain("the تولۇناي act", "en") == "the \u2067تولۇناي\u2069 act"


def test_a_strangers_title_cannot_steer_the_terminal_nor_turn_the_line() -> None:
    assert isolate_terminal("a\u2069\u202eb\x1b[31m\x07") == "\u2068ab\ufffd[31m\ufffd\u2069"


def test_a_script_named_in_the_code_decides_over_the_language() -> None:
    assert [direction(code) for code in ("ug", "UG", "ug-latn", "ug-cyrl", "kk-arab", "ar-eg", "kk", "en")] == [
        "rtl", "rtl", "ltr", "ltr", "rtl", "rtl", "ltr", "ltr",
    ]  # fmt: skip


WORDS = st.sampled_from(
    [*"aZ1 -/.:,()%+@<&«»،؟", "ئۇ", "قۇرۇلتاي", "Қаз", "217 A (III)", "+00 555 0100", "12-", "\u2069", "\n", "https://"]
)


@given(st.lists(WORDS, max_size=24).map("".join), st.sampled_from(["ug", "kk", "en"]))
def test_setting_apart_never_changes_adds_or_loses_a_letter(text: str, language: str) -> None:
    found = islands(text, language)
    assert all(0 <= i.start < i.end <= len(text) for i in found)
    assert all(a.end <= b.start for a, b in pairwise(found))
    assert unescape(re.sub(r"</?(?:bdi|span)[^>]*>", "", isolate_html(text, language))) == text
    bare = re.sub("[\u2066\u2067\u2069]", "", text)
    assert re.sub("[\u2066\u2067\u2069]", "", isolate_plain(text, language)) == bare


@pytest.mark.timing
@pytest.mark.parametrize(
    "piece",
    [
        "1",
        "a-",
        "a1",
        "ئ1.",
        "A.A",
        "a.(b ",
        "A/",
        "1 A (I",
        "a@a",
        "https://",
        "$",
        "(",
        "ئ1",
        "1 ئ",
        "1,",
        "1.",
        "1/",
        "1:",
        "1-",
        "$1,",
        "-1.",
        "1,1-A1",
    ],
)
def test_a_long_hostile_text_takes_no_longer_than_its_length(piece: str) -> None:
    began = time.process_time()
    for language in ("ug", "en"):
        islands(piece * (100_000 // len(piece)), language)
    assert time.process_time() - began < 2


def test_the_number_of_an_amendment_is_one_piece_in_a_line_of_uyghur() -> None:
    text = "1-A1 ۋە 12-A3-A1 نومۇرلۇق تۈزىتىشلەر، 12-سېنتەبىر"
    assert [text[i.start : i.end] for i in islands(text, "ug")] == ["1-A1", "12-A3-A1", "12-سېنتەبىر"]
