"""Documents that nobody wrote in good faith: the importer answers soon, with a proposal or with a sentence."""

import time
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qurultay.press.desk import Desk
from qurultay.press.drafts import read
from qurultay.press.importer import read_declaration, read_letter
from qurultay.press.proposal_draft import declaration_draft, letter_draft
from qurultay.press.refusal import Refusal
from qurultay.press.source_file import words_in

SIZE = 24_000
REPEATED = [
    "We ", "The ", "ABC ", "A", "(", "\"'", "*", "*a ", "_a_", "[x](", "[", "1. ", "1.\n", "12 November 2023 ", "1/1/", "a\n", "- ",
    "We call on ", "We express our ", "We urge all states to act. ", "elected President ", "Elected Anna Bo, ", "H.E.\n", "H.E. ",
    "10th anniversary of the ", "Our our ", "We, ", "four-year ", "convened under the auspices of A ", "ئۇيغۇر چاقىرىدۇ ", "Dear ", ". ",
]  # fmt: skip
# Written against the patterns of notes, of doubled verbs, of names in a row and of broken words.
ADVERSARIAL = [
    "The A presents its compliments to the B and has the honour to ", "presents its compliments to ", "has the honour, a, ",
    "Calls upon and ", "Calls upon the Governments of A, B and ", "Iran and Syria and ", "A.B.C. ", "that the A ", "We the ", "We as the a ",
    "a-\n", "a\u00ad\n", "(a) x\n", "1.1 ", "To: A\n", "Decides,\n(a) To call upon the parties:\n", "Leaders ", "FROM: a\n", "a, ve b saygılarını sunar ",
]  # fmt: skip
PIECES = [
    "We call on ", "the Government of Osmark", "to act", ".", "\n\n", "\n", "1. ", "2. ", "Article 1", "Heading: ", "§ 3 ", "§", "\\§ ",
    "Dear Minister,", "Yours,", "H.E. A. B.", "President", "3 May 2027", "03/04/2027", "19 January", "as Memorial Day", "**", "*", "<b>",
    "We pledge ", "Decides ", " and calls upon ", "all states", ", including media, ", "elected President Anna Bo", "9th Congress",
    "мектеп шақырамыз", "چاقىرىمىز", "\u00a0", "\r\n", "\t", "’", "“x”", ": ", "- ", "(a) ", "Share this:", "{", "}", "#", "!tag", "&x", "|",
    "the 90th anniversary of ", "999", "é", "😀",
]  # fmt: skip
DOCUMENT = st.lists(st.sampled_from(PIECES), max_size=40).map(" ".join)
DESK = Desk(today=date(2028, 5, 9), source="a.txt")


@pytest.mark.parametrize("piece", REPEATED)
def test_a_document_of_one_piece_repeated_is_answered_soon(piece: str) -> None:
    before = time.process_time()
    for importer in (read_declaration, read_letter):
        assert importer(piece * (SIZE // len(piece))).language
    assert time.process_time() - before < 10


@given(DOCUMENT)
def test_whatever_a_declaration_says_its_draft_reads_back(words: str) -> None:
    try:
        proposal = read_declaration(words)
    except Refusal as refused:
        assert "the document is empty" in str(refused)
        return
    assert read(declaration_draft(proposal, DESK)).data["kind"] == "deposited"


@given(DOCUMENT)
def test_whatever_a_letter_says_its_draft_reads_back(words: str) -> None:
    try:
        proposal = read_letter(words)
    except Refusal as refused:
        assert "the document is empty" in str(refused)
        return
    assert read(letter_draft(proposal, DESK)).data["kind"] == "deposited"
    assert all(0 <= ask.words.span.start <= ask.words.span.end <= len(words) for ask in proposal.asks)


def test_a_million_characters_are_refused_at_once_and_what_fits_is_read_in_time_of_its_length() -> None:
    before = time.process_time()
    with pytest.raises(Refusal, match=r"more than 150000 characters"):
        read_letter("We call on all states to act. " * 33_400)
    assert time.process_time() - before < 2


@pytest.mark.parametrize("piece", ADVERSARIAL)
def test_lines_written_against_the_patterns_are_answered_soon(piece: str) -> None:
    before = time.process_time()
    for importer in (read_declaration, read_letter):
        assert importer(piece * (SIZE // len(piece))).language
    assert time.process_time() - before < 10


@pytest.mark.parametrize(
    ("words", "why"),
    [
        ("We call on all states\u202e to act.", "bidi override"),
        ("We call\u2066 on all states to act.", "bidi override"),
        ("We call on all\0 states to act.", "NUL character"),
        ("We call on all states\x1b[2J to act.", "control character"),
        ("We call on all states \U000e0041to act.", "invisible tag character"),
    ],
)
def test_what_cannot_be_seen_is_refused_with_its_place(words: str, why: str) -> None:
    for importer in (read_declaration, read_letter):
        with pytest.raises(Refusal, match=rf"line 1, character \d+: .*{why}"):
            importer(words)


@pytest.mark.parametrize(
    ("data", "why"),
    [
        ("Tolunay Büyükelçiliği, saygılarını sunar.".encode("cp1254"), r"byte \d+: 0x[0-9a-f]{2} is not UTF-8 here"),
        ("We call on all states to act.".encode("utf-16"), "the file is UTF-16"),
        ("We call on all states to act.".encode("utf-16-le"), "a NUL character"),
    ],
)
def test_a_file_in_another_encoding_is_refused_with_the_way_to_mend_it(data: bytes, why: str) -> None:
    with pytest.raises(Refusal, match=rf"{why}.*; (?:save|delete) "):
        words_in(data, "letter.txt")


BROKEN = """The Assem\u00adbly of Tolunay

1. Con-
demns the closing of the schools.

2. Calls up\u00ad
on the Govern-
ment of Osmark to honour the self-
determination of the valleys; the Government has promised it.
"""


def test_words_that_a_page_broke_are_read_whole_and_the_clerk_is_told() -> None:
    read = read_declaration(BROKEN)
    said = [(o.kind, o.addressee.ref if o.addressee else "") for p in read.provisions for o in p.operations]
    assert said == [("declaration", ""), ("call", "addressee/government-of-osmark")]
    assert "the Government of Osmark to honour the self-determination of" in read.provisions[1].paragraphs[0].text
    assert "4 words that were broken at the ends of lines are joined" in read.remarks
    assert "# Note: 4 words" in declaration_draft(read, DESK)
    assert [line for line in BROKEN.split("\n") if not line] == [line for line in read.text.split("\n") if not line]


def test_a_lone_hyphen_at_the_end_of_a_line_joins_nothing() -> None:
    assert "joined" not in str(
        read_declaration("We call on all states -\nand on nobody else - to act.\n\n- one\n- two").remarks
    )
