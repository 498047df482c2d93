"""The plain form of a text's words: what is written reads back, and what is doubtful is refused."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qurultay.press.plain_text import as_part, decoded
from qurultay.press.provision_text import (
    WrittenProvision,
    WrittenText,
    read_asks,
    read_text,
    read_titles,
    write_asks,
    write_text,
    write_titles,
)
from qurultay.press.refusal import Refusal

LETTERS = st.sampled_from("abc ABC §\\#*:-—’ ۇئەқң1٣.é\n")


def _kept(raw: str) -> str:
    """Words as a paragraph holds them: NFC, no blank line, no space at either end of a line."""
    lines = [line.strip() for line in unicodedata.normalize("NFC", raw).split("\n")]
    return "\n".join(line for line in lines if line)


PARAGRAPH = st.text(LETTERS, min_size=1, max_size=40).map(_kept).filter(bool)
PARAGRAPHS = st.lists(PARAGRAPH, max_size=3).map(tuple)
HEADING = st.one_of(st.just(""), PARAGRAPH.map(lambda words: " ".join(words.split())))
LABELS = st.lists(st.from_regex(r"[0-9]{1,4}[a-z]{0,2}", fullmatch=True), max_size=5, unique=True)


@st.composite
def written_texts(draw: st.DrawFn) -> WrittenText:
    provisions = tuple(
        WrittenProvision(label=label, heading=draw(HEADING), paragraphs=(draw(PARAGRAPH), *draw(PARAGRAPHS)))
        for label in draw(LABELS)
    )
    return WrittenText(preamble=draw(PARAGRAPHS), provisions=provisions, closing=draw(PARAGRAPHS))


@given(written_texts())
def test_what_is_written_reads_back_as_it_was_meant(written: WrittenText) -> None:
    assert read_text(write_text(written)) == written


@given(st.lists(PARAGRAPH, min_size=1, max_size=4).map(tuple))
def test_the_asks_of_a_letter_read_back_as_they_were_written(asks: tuple[str, ...]) -> None:
    assert read_asks(write_asks(asks)) == asks


@given(written_texts())
def test_a_written_text_is_already_as_its_part_keeps_it(written: WrittenText) -> None:
    text = write_text(written)
    assert as_part(text, "text.en") in (text, text.lstrip("\n"))


def test_the_preamble_the_provisions_and_the_closing_words_stand_apart() -> None:
    text = "We met.\n\nWe spoke.\n\n§ 1 Peace\nWe pledge peace.\n\nAnd work.\n§ 3a\nWe call.\n\n§ end\nDone.\n"
    assert read_text(text) == WrittenText(
        preamble=("We met.", "We spoke."),
        provisions=(
            WrittenProvision(label="1", heading="Peace", paragraphs=("We pledge peace.", "And work.")),
            WrittenProvision(label="3a", heading="", paragraphs=("We call.",)),
        ),
        closing=("Done.",),
    )


def test_windows_line_ends_and_tabs_change_nothing() -> None:
    assert read_text("We met.\r\n\r\n§ 1\tPeace\r\nWe pledge.\r\n") == read_text("We met.\n\n§ 1 Peace\nWe pledge.\n")


def test_a_paragraph_that_begins_with_the_sign_is_kept() -> None:
    written = WrittenText(preamble=("§ 5 of the old law\nsays so", "\\§ too"))
    assert read_text(write_text(written)) == written


def test_an_agenda_is_numbers_and_titles() -> None:
    titles = (("1", "Opening"), ("2", "Report of the treasurer"))
    assert read_titles(write_titles(titles)) == titles


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("§ 1\nA.\n\n§ 1\nB.\n", "text, line 4: § 1 stands twice; give each its own number."),
        ("§ 1\n\n§ 2\nB.\n", "text, line 1: provision 1 has no words; write them below its line."),
        ("§ 1 Only a heading\n", "text, line 1: provision 1 has no words; write them below its line."),
        (
            "§ end\nBye.\n§ end\nBye.\n",
            "text, line 3: something opens after '§ end'; move the closing words to the end.",
        ),
        ("§ end\nBye.\n§ 2\nB.\n", "text, line 3: something opens after '§ end'; move the closing words to the end."),
        ("A.\n\n§\nB.\n", "§ stands without a number"),
        ("\n\n§ IV\nB.\n", "text, line 3: 'IV' is no provision's number"),
        ("§ 12345\nB.\n", "no provision's number"),
        ("§ end Bye.\n", "write the closing words on the next line"),
        ("§ 1\nadopted \u202edesopxe\n", "text, line 2, character 9: U+202E is a bidi override"),
        ("§ 1\nNUL \0\n", "text, line 2, character 5: U+0000 is a NUL character"),
        ("§ 1\nhalf \ud800\n", "a lone surrogate"),
        ("§ 1\nopen \u2067 isolate\n", "character 6: U+2067 is a bidi override"),
        ("§ 1\nprivate \ue000\n", "a private character"),
    ],
)
def test_a_doubtful_text_is_refused_with_its_place(text: str, sentence: str) -> None:
    with pytest.raises(Refusal) as refused:
        read_text(text)
    assert sentence in str(refused.value)


@pytest.mark.parametrize(
    "text", ["", "words before\n§ 1\nA.\n", "§ 2\nA.\n", "§ 1 heading\nA.\n", "§ 1\nA.\n\nB.\n", "§ end\nA.\n"]
)
def test_asks_are_numbered_from_one_and_have_one_paragraph_each(text: str) -> None:
    with pytest.raises(Refusal):
        read_asks(text)


def test_words_the_form_cannot_hold_are_refused_and_not_bent() -> None:
    with pytest.raises(Refusal):
        write_text(WrittenText(preamble=("two\n\nparagraphs",)))
    with pytest.raises(Refusal):
        write_text(WrittenText(provisions=(WrittenProvision(label="1"),)))


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"caf\xe9", "a.txt, byte 3: 0xe9 is not UTF-8 here; save the file again as UTF-8."),
        (b"\xef\xbb\xbfcaf\xe9", "a.txt, byte 6: 0xe9 is not UTF-8 here; save the file again as UTF-8."),
        (b"ab\xed\xa0\x80", "a.txt, byte 2"),
        (b"\xff\xfea\0", "a.txt, byte 0: the file is UTF-16; save it again as UTF-8."),
    ],
)
def test_bytes_that_are_not_utf_8_are_refused_with_their_offset(data: bytes, sentence: str) -> None:
    with pytest.raises(Refusal) as refused:
        decoded(data, "a.txt")
    assert sentence in str(refused.value)
