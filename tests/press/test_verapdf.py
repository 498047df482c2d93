"""What veraPDF, the validator of the PDF Association, says of our papers: PDF/A-3a and PDF/UA-1, signed and unsigned.

No registry of packages has veraPDF, so CI cannot bring it and these tests are left out there, with their reason. Whoever
has `verapdf` on the path runs them: pytest tests/press/test_verapdf.py
"""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from qurultay.acts.convening import MinutesApproved
from qurultay.acts.office import Assignment, Elected
from qurultay.press.setting.certificate import Credential, certificate, credentials
from qurultay.press.setting.letter import letter
from qurultay.press.setting.minutes import minutes
from qurultay.press.setting.resolution import resolution
from qurultay.press.setting.sheet import Sheet
from qurultay.press.setting.typesetter import set_paper
from qurultay.press.signing import certificates, pades
from tests.press import papers

WHEN = datetime(2026, 6, 20, 9, tzinfo=UTC)
WITHIN_A_LINE = re.compile(rb"(?<![\r\n0-9])[0-9]+ 0 obj\b")


def every_form() -> Iterator[Sheet]:
    """A paper of every form, in every language, and of both sizes."""
    house = papers.hall()
    house.fill_seats()
    house.hold_session("session/4", days=1)
    winners = (Assignment(to="seat/1", person="person/1", from_=date(2026, 7, 1), until=date(2030, 6, 30)),)
    elected = house.draft(Elected(winners=winners, how="secret-ballot", entitled=812, voted=540), id="40bctfdq")
    held = house.draft(MinutesApproved(session="session/4"), id="6cadgsea")
    for chosen in (("en",), ("ug",), ("kk",), ()):
        yield letter(papers.original(papers.letter_act(house), papers.LETTER, house, *chosen))
        yield resolution(papers.original(papers.declaration_act(house), papers.DECLARATION, house, *chosen))
        yield certificate(papers.original(elected, {}, house, *chosen))
    yield letter(papers.original(papers.letter_act(house), papers.LETTER, house, paper="us-letter"))
    yield minutes(papers.original(held, {"text.en": "The session was quiet.\n"}, house, "en"))
    yield credentials(
        papers.original(papers.declaration_act(house), {}, house, "ug"),
        {1: Credential(name="Sabira Onay", place="Seat 12", code="7Q4M-K2PD-99XC")},
    )


def signed(pdf: bytes) -> bytes:
    """The paper with an office's signature."""
    return pades.sign(pdf, certificates.make("tolunay.example/president", "Tolunay", WHEN.date()), WHEN, "Act m3t8w1pz")


def verdicts(verapdf: Path, flavour: str, files: list[Path]) -> dict[str, str]:
    """PASS or FAIL for each file."""
    program = [str(verapdf), "--flavour", flavour, "--format", "text", *map(str, files)]
    done = subprocess.run(program, capture_output=True, text=True, check=False)
    found = re.findall(r"^(PASS|FAIL) (\S+) ", done.stdout, re.MULTILINE)
    assert len(found) == len(files), done.stdout + done.stderr
    return {Path(name).name: verdict for verdict, name in found}


@pytest.fixture(scope="module")
def verapdf() -> Path:
    found = shutil.which("verapdf")
    if found is None:
        pytest.skip("veraPDF is not on this machine; no registry has it, so CI cannot bring it")
    return Path(found)


@pytest.mark.parametrize("flavour", ["3a", "ua1"])
def test_every_form_of_paper_is_what_it_claims_signed_and_unsigned(verapdf: Path, flavour: str, tmp_path: Path) -> None:
    for number, sheet in enumerate(every_form()):
        pdf = set_paper(sheet)
        (tmp_path / f"{number:02}.pdf").write_bytes(pdf)
        (tmp_path / f"{number:02}-signed.pdf").write_bytes(signed(pdf))
    found = verdicts(verapdf, flavour, sorted(tmp_path.iterdir()))
    assert {name for name, verdict in found.items() if verdict != "PASS"} == set()
    assert len(found) == 30


def test_verapdf_sees_a_paper_that_is_not_what_it_claims(verapdf: Path, tmp_path: Path) -> None:
    """Without this the test above could pass by asking nothing."""
    pdf = set_paper(next(every_form()))
    (tmp_path / "untitled.pdf").write_bytes(pdf.replace(b"DisplayDocTitle true", b"DisplayDocTitle null"))
    (tmp_path / "joined.pdf").write_bytes(signed(pdf).replace(b"%%EOF\n", b"%%EOF ", 1))
    assert verdicts(verapdf, "ua1", [tmp_path / "untitled.pdf"]) == {"untitled.pdf": "FAIL"}
    assert verdicts(verapdf, "3a", [tmp_path / "joined.pdf"]) == {"joined.pdf": "FAIL"}


def test_in_a_signed_paper_every_object_begins_a_line() -> None:
    """ISO 19005-3 §6.1.9: veraPDF found that the first object of the signature stood behind `%%EOF` on its line."""
    pdf = set_paper(next(every_form()))
    assert pdf.endswith(b"%%EOF") and not WITHIN_A_LINE.findall(pdf)
    assert not WITHIN_A_LINE.findall(signed(pdf))
    assert WITHIN_A_LINE.findall(signed(pdf).replace(b"%%EOF\n", b"%%EOF", 1))
