"""Where is it? The index is small, the same however it grew, and the script finds in it what was put in."""

from __future__ import annotations

from collections.abc import Iterable
from unittest import mock

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qurultay.portal import search
from qurultay.portal.fold import fold, folding_script, words
from qurultay.portal.script import arguments, call
from qurultay.portal.search import Document, extend, index, pages
from tests.portal.conftest import Page

TRAPS = [
    "ئۇيغۇر", "يۇيغۇر", "قۇرۇلتىيى", "قۇرۇلتایى", "ھۆججەت", "هۆججەت", "كۈنى", "کۈنى", "كۇ\u200cنى", "كـۇنى", "مەرەي، «ياز»",
    "Ёлка й И", "ҚҰРЫЛТАЙ құрылтай", "Çağrı İstanbul ısı", "Straße STRASSE", "ΟΔΟΣ οδος", "ﻼ ﷲ", "１２３ ٣٤٥ ۶۷", "naïve e\u0301",
    "A/RES/1514(XV)", "12-سېنتەبىر 2026", "Øresund łódź œuvre", "a b cd", "\u2067ئۇ\u2069", "ab_cd", "don't", "x" * 30 + "ئ" * 30,
]  # fmt: skip


def document(number: int, text: str, lang: str = "ug") -> Document:
    return Document(
        number=number, lang=lang, kind="kind", title=text[:40], day="2028-03-14", words=((3, text[:9]), (1, text))
    )


def test_the_reader_finds_a_word_however_their_keyboard_writes_it() -> None:
    for one, other in [
        ("قۇرۇلتىيى", "قۇرۇلتیيی"),
        ("ھەمكارلىق", "هەمكارلیق"),
        ("كۈنى", "کۈنى"),
        ("ۋە\u200cسە", "ۋەسە"),
        ("Ёлка", "елка"),
    ]:
        assert words(one) == words(other), (one, other)


def test_punctuation_of_every_script_parts_words() -> None:
    assert words("«تولۇن»، كەش؛ ئاردا؟ A–B(cd)") == [fold(w) for w in ("تولۇن", "كەش", "ئاردا", "cd")]


def test_python_and_the_script_fold_every_trap_alike(page: Page) -> None:
    said = page({"fold.js": folding_script()}, fold=TRAPS, words=TRAPS)
    assert said["fold"] == [fold(text) for text in TRAPS]
    assert said["words"] == [words(text) for text in TRAPS]


def test_python_and_the_script_fold_every_letter_of_our_scripts_alike(page: Page) -> None:
    letters = [
        chr(c) for a, b in [(0x20, 0x250), (0x300, 0x530), (0x600, 0x700), (0xFB50, 0xFDFF)] for c in range(a, b)
    ]
    said = page({"fold.js": folding_script()}, fold=letters)
    assert said["fold"] == [fold(letter) for letter in letters]


LETTERS = st.text(alphabet="قانسىabc1", min_size=2, max_size=5)
TEXTS = st.lists(LETTERS, max_size=6).map(" ".join)


@given(st.lists(TEXTS, max_size=14), st.lists(st.integers(1, 13), max_size=3), st.integers(20, 200), st.integers(1, 4))
def test_an_index_grown_act_by_act_has_the_bytes_of_one_built_at_once(
    texts: list[str], cuts: list[int], largest: int, newest: int
) -> None:
    documents = [document(7 * number, text, lang) for number, text in enumerate(texts) for lang in ("ug", "en")]
    small = {"LARGEST": largest, "COMMON": newest + 2, "NEWEST": newest, "BLOCK": 20}
    with mock.patch.multiple(search, **small):
        grown: dict[str, bytes] = {}
        for start, end in zip([0, *sorted(cuts)], [*sorted(cuts), len(documents)], strict=True):
            grown |= extend(
                grown.get, documents[2 * start : 2 * end] if end < len(documents) else documents[2 * start :]
            )
        assert grown == index(documents)


def test_one_act_more_touches_only_the_shards_of_its_words() -> None:
    files = index(document(n, f"قانۇن{n} مائارىپ سايلام {n}") for n in range(120))
    changed = extend(files.get, [document(120, "مائارىپ 120")])
    assert sorted(changed) == ["search/ug/0031-0032.js", "search/ug/0645-0627.js", "search/ug/titles-2.js"]


def test_a_word_met_very_often_keeps_its_newest_acts_and_says_how_many_there_were() -> None:
    files = index(document(n, "يىغىن") for n in range(2_001))
    (packed,) = arguments("shard", files["search/ug/0649-0649.js"])[1].values()
    assert packed[0] == -2_001
    assert len(packed) == 501
    assert packed[1] // 10 == 1_501


def test_a_shard_that_grows_too_large_hands_its_words_to_smaller_ones() -> None:
    many = " ".join(f"قا{chr(0x627 + n % 20)}{'ب' * (n // 20 % 9 + 1)}{n}" for n in range(2_000))
    files = index([document(1, many)])
    name, held, split = arguments("shard", files["search/ug/0642-0627.js"])
    assert (name, held, split) == ("ug/0642-0627", {}, 1)
    assert max(map(len, files.values())) < 30_000


@pytest.mark.parametrize("number", [3, 4])
def test_an_act_that_is_in_the_index_is_refused_rather_than_counted_twice(number: int) -> None:
    files = index(document(n, "سايلام") for n in range(5))
    with pytest.raises(ValueError, match=f"act {number} or a later one already; build it anew"):
        extend(files.get, [document(number, "سايلام")])
    with pytest.raises(ValueError, match="build it anew"):
        index([document(5, "a"), document(number, "b")])


def found(page: Page, documents: Iterable[Document], *queries: tuple[str, str]) -> list[dict[str, object]]:
    answers: list[dict[str, object]] = page(index(documents) | {"fold.js": folding_script()}, search=queries)["search"]
    return answers


def test_the_script_finds_acts_by_the_beginnings_of_their_words_best_and_newest_first(page: Page) -> None:
    acts = [
        document(0, "Founding of the record and the remembrance of it", "en"),
        document(17, "Remembrance day is proclaimed", "en"),
        document(230, "Letter on the day of remembrance", "en"),
        document(231, "يادلاش كۈنى ئېلان قىلىندى", "ug"),
    ]
    remembrance, both, none, uyghur = found(
        page, acts, ("en", "remembr"), ("en", "DAY remembrance"), ("en", "remembr school"), ("ug", "یادلاش کۈن")
    )
    assert remembrance["acts"] == [17, 230, 0]
    assert both["acts"] == [230, 17]
    assert none["acts"] == []
    assert uyghur["acts"] == [231]


def test_a_search_reads_one_or_two_small_files_for_each_word(page: Page) -> None:
    many = [document(n, " ".join(f"قا{chr(0x627 + k % 20)}{n}ب{k}" for k in range(60))) for n in range(60)]
    (answer,) = found(page, many, ("ug", "قاب7ب"))
    assert answer["acts"]
    assert answer["read"] == ["search/ug/0642-0627.js", "search/ug/0642-0627-0628.js"]


def test_two_letters_that_very_many_words_begin_with_ask_for_another_letter(page: Page) -> None:
    many = [document(n, " ".join(f"قا{chr(0x627 + k % 20)}{n}ب{k}" for k in range(60))) for n in range(60)]
    (answer,) = found(page, many, ("ug", "قا"))
    assert answer["split"] is True


def test_a_line_of_results_is_read_from_the_block_of_its_act(page: Page) -> None:
    files = index([document(49, "ئالدىنقى"), document(52, "كېيىنكى")]) | {"fold.js": folding_script()}
    said = page(files, rows=[("ug", 49), ("ug", 52), ("ug", 51), ("ug", 5_000)])
    assert said["rows"] == [["kind", "ئالدىنقى", "2028-03-14"], ["kind", "كېيىنكى", "2028-03-14"], None, None]


def test_a_title_may_hold_anything_and_stays_a_title(page: Page) -> None:
    title = '");alert(1)//</script>\u2028"\\'
    files = index(
        [Document(number=0, lang="en", kind="k", title=title, day="d", words=((1, "constructor __proto__ toString"),))]
    )
    said = page(
        files | {"fold.js": folding_script()},
        rows=[("en", 0)],
        search=[("en", "constructor"), ("en", "proto"), ("en", "valueOf")],
    )
    assert said["rows"] == [["k", title, "d"]]
    assert [answer["acts"] for answer in said["search"]] == [[0], [0], []]


def test_pages_that_are_no_acts_are_listed_in_one_file() -> None:
    assert pages("en", [("Ayla Tornay", "President", "en/person/1.html")]) == {
        "search/en/pages.js": call("pages", "en", [["Ayla Tornay", "President", "en/person/1.html"]])
    }
