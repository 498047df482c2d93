"""The letter that Tolunay sent as a signed PDF: shipped ready made, named by its act, and found authentic by anybody."""

import re
import subprocess
from collections.abc import Callable
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

import pytest

from qurultay.acts.register import register
from qurultay.cli.tolunay.sent_paper import CERTIFICATE, LETTER, PASSPHRASE, SENT, lay_paper
from qurultay.press.setting.gathering import from_record
from qurultay.press.setting.letter import letter
from qurultay.press.setting.original import carried
from qurultay.press.signing import certificates, pades
from qurultay.press.signing.checking import Verdict, check
from qurultay.press.signing.claims import claim_of
from qurultay.record.source import open_source
from tests.press.papers import by_poppler, recovered
from tests.stories.tolunay import Tolunay

PAPER = (SENT / f"{LETTER}.pdf").read_bytes()
AGAIN = "make it again: python -m tests.press.tolunay_paper"


class Played(NamedTuple):
    """The record as it was played, what a paper of the letter is made from, and the verdict on a file."""

    carried: str
    words: str
    judged: Callable[[bytes], Verdict]


@pytest.fixture(scope="module")
def played(tolunay: Tolunay) -> Played:
    number, report = tolunay.numbers[LETTER], tolunay.report
    with open_source(tolunay.record) as source:
        book = register(report.book.entries)
        book.founding = report.founding
        original = from_record(source, book, number)
        words = letter(original).words()

    def judged(pdf: bytes) -> Verdict:
        with open_source(tolunay.record) as again:
            named = from_record(again, book, number).name
            return check(pdf, again, report.book, book, date(2026, 11, 20), lambda ref: named(ref, "en"))

    return Played(carried(original.act), words, judged)


def test_the_shipped_letter_carries_the_act_of_the_played_record(played: Played) -> None:
    claim = claim_of(PAPER)
    assert claim is not None and claim.text == played.carried, AGAIN


def test_the_shipped_letter_is_authentic_and_one_changed_byte_makes_it_another(played: Played) -> None:
    found = played.judged(PAPER)
    assert found.word == "authentic" and found.standing == "stands", AGAIN
    assert "Ayla Tornay" in found.sentence and "Tarim Yazbek" in found.sentence
    flipped = bytearray(PAPER)
    flipped[len(PAPER) // 2] ^= 1
    assert played.judged(bytes(flipped)).word != "authentic"


def test_its_signature_is_that_of_the_certificate_the_record_enrols(
    tmp_path: Path, tool: Callable[[str], Path]
) -> None:
    (seal,) = pades.seals(PAPER)
    office = certificates.opened(CERTIFICATE.read_bytes(), PASSPHRASE, CERTIFICATE.name)
    assert seal.sound and seal.fingerprint == office.fingerprint
    assert f"key: {office.enrolled}" in (SENT.parent / "history/2026.yaml").read_text()
    laid = lay_paper(tmp_path / "sent")
    said = subprocess.run([tool("pdfsig"), laid], capture_output=True, text=True, check=False).stdout
    assert "Signature is Valid" in said and "Total document signed" in said


def test_it_says_what_the_act_says_in_all_three_languages(played: Played, tool: Callable[[str], Path]) -> None:
    assert recovered(played.words, by_poppler(PAPER, tool("pdftotext"))) >= 0.98, AGAIN


def test_nothing_that_sets_papers_is_needed_to_lay_it_down(tmp_path: Path) -> None:
    """`./run demo` has the base alone."""
    assert sha256(lay_paper(tmp_path / "sent").read_bytes()).hexdigest() == sha256(PAPER).hexdigest()
    held = (SENT.parent / "sent_paper.py").read_text()
    assert set(re.findall(r"^(?:from|import) ([a-z_.]+)", held, re.MULTILINE)) == {
        "shutil",
        "pathlib",
        "qurultay.cli.tolunay.chronicle",
    }
