"""Texts are compared word by word in three scripts, within the lines that people have on paper."""

import time

from hypothesis import given
from hypothesis import strategies as st

from qurultay.assembly.differences import changed, changes, joined, lines_of, shown, tidy, tokens

ANY = st.text(st.sampled_from("ab ئۇ-’«»,. \n12қі\u200c\u0301"), max_size=60)


@given(ANY)
def test_words_and_signs_make_up_the_text_again(text: str) -> None:
    assert joined(tokens(tidy(text))) == tidy(text)


@given(ANY, ANY)
def test_changes_lead_from_one_text_to_the_other(one: str, other: str) -> None:
    before, after = tokens(tidy(one)), tokens(tidy(other))
    assert changed(before, changes(before, after)) == after


@given(ANY, ANY)
def test_no_words_go_and_come_that_could_have_stayed(one: str, other: str) -> None:
    before, after = tokens(tidy(one)), tokens(tidy(other))
    gone = sum(each.end - each.start for each in changes(before, after))
    table = [[0] * (len(after) + 1) for _ in range(len(before) + 1)]
    for i, a in enumerate(before):
        for j, b in enumerate(after):
            table[i + 1][j + 1] = table[i][j] + 1 if a == b else max(table[i][j + 1], table[i + 1][j])
    assert len(before) - gone == table[-1][-1]


def test_uyghur_and_kazakh_words_are_whole_words() -> None:
    assert [w.strip() for w in tokens("12-سېنتەبىر، «تولۇناي» دېگەن نام.")] == [
        "12-سېنتەبىر", "،", "«", "تولۇناي", "»", "دېگەن", "نام", "."
    ]  # fmt: skip
    assert [w.strip() for w in tokens("2023 жылғы 12-қыркүйек: Көк-Төбе")] == [
        "2023",
        "жылғы",
        "12-қыркүйек",
        ":",
        "Көк-Төбе",
    ]


def test_a_number_with_its_decimals_is_one_word() -> None:
    assert [w.strip() for w in tokens("3,000 or 1.10, at 18:00.")] == ["3,000", "or", "1.10", ",", "at", "18:00", "."]


def test_printed_lines_keep_their_numbers_when_words_come_and_go() -> None:
    words = (
        "The Assembly calls upon all governments to answer within fourteen days of this resolution, and to publish it."
    )
    starts = lines_of(words, width=40)
    plain = shown(words, (), starts)
    made = changes(
        tokens(words), tokens(words.replace("fourteen", "thirty").replace("all ", "all free and democratic "))
    )
    with_changes = shown(words, made, starts)
    assert [line.number for line in plain] == [line.number for line in with_changes] == [1, 2, 3]
    for old, new in zip(plain, with_changes, strict=True):
        kept = "".join(span.words for span in new.spans if span.kind != "in")
        assert kept.split() == "".join(span.words for span in old.spans).split()
    assert [s.words.strip() for line in with_changes for s in line.spans if s.kind == "in"] == [
        "free and democratic",
        "thirty",
    ]


def test_a_line_holds_no_more_than_its_width() -> None:
    words = " ".join(["سۆزلەر"] * 60)
    assert all(len("".join(s.words for s in line.spans)) <= 72 for line in shown(words, (), lines_of(words)))


def test_a_new_paragraph_begins_a_new_line() -> None:
    lines = shown("One.\n\nTwo.", (), lines_of("One.\n\nTwo."))
    assert [[s.words for s in line.spans] for line in lines] == [["One."], ["Two."]]


def test_words_put_before_the_first_stand_on_the_first_line() -> None:
    words = "We met."
    made = changes(tokens(words), tokens("Indeed We met."))
    assert [(s.kind, s.words) for s in shown(words, made, lines_of(words))[0].spans] == [
        ("in", "Indeed"),
        ("kept", " We met."),
    ]


def test_thousands_of_equal_words_are_compared_at_once() -> None:
    before, after = tokens("a " * 3999 + "a"), tokens("a b " * 1999 + "a")
    began = time.process_time()
    made = changes(before, after)
    assert time.process_time() - began < 5
    assert changed(before, made) == after
