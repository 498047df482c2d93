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

SIZE = 24_000
REPEATED = [
    "We ", "The ", "ABC ", "A", "(", "\"'", "*", "*a ", "_a_", "[x](", "[", "1. ", "1.\n", "12 November 2023 ", "1/1/", "a\n", "- ",
    "We call on ", "We express our ", "We urge all states to act. ", "elected President ", "Elected Anna Bo, ", "H.E.\n", "H.E. ",
    "10th anniversary of the ", "Our our ", "We, ", "four-year ", "convened under the auspices of A ", "ئۇيغۇر چاقىرىدۇ ", "Dear ", ". ",
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
