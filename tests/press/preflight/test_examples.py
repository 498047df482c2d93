"""The examples in the table of codes are true: the words shown there are found to be what the table says."""

import pytest

from qurultay.press.preflight.codes import CODES
from tests.press.preflight.given import codes, letter

# Found in files, records, waivers or between texts: their examples tell of a case, and other tests bring it about.
TOLD = {
    "signatory-vacant", "signatory-other", "signatory-unsigning", "signatory-unknown", "signatory-right",
    "name-spelt-two-ways", "provisions-differ", "translation-provisions", "translation-numbers", "translation-dates",
    "translation-citations", "translation-unreviewed", "language-other", "private-name", "metadata-person", "metadata-path",
    "tracked-changes", "comments-left", "hidden-text", "picture-place", "file-active", "waiver-idle", "waiver-malformed",
    "too-long",
}  # fmt: skip


@pytest.mark.parametrize("code", [code for code in CODES if code not in TOLD])
def test_the_example_of_a_code_is_found(code: str) -> None:
    words = CODES[code].example
    is_letter = "\n\nYours,\n\n" in words or "\n\nSincerely,\n\n" in words
    assert code in (
        codes(words, on=None, form="letter") if is_letter else codes(words, language="ug" if "ق" in words else "en")
    )


@pytest.mark.parametrize("code", sorted(TOLD))
def test_every_other_code_has_an_example_that_tells_of_a_case(code: str) -> None:
    assert len(CODES[code].example) > 10


def test_a_clean_letter_is_met_with_nothing_but_what_is_unknown() -> None:
    words = letter("We ask you to open the files by 1 May 2027. We hope for a reply by 1 March 2027.")
    assert codes(words, on=None, form="letter") in ([], ["addressee-unknown"])
