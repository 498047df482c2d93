"""The words of a PDF, read by another process that may neither take long nor grow large: a PDF can be made to do both."""

import json
import subprocess
import sys
from dataclasses import dataclass

from qurultay.press.refusal import Refusal
from qurultay.tlog.sentence import Sentence

MOST_SECONDS = 30
_MEND = "save it as plain text, or print it to a new PDF"


@dataclass(frozen=True, kw_only=True)
class PdfSaid:
    """What a PDF says: its words, what it tells about its making, and whether it does anything."""

    words: str
    properties: dict[str, str]
    attachments: int
    scripts: int


def words_of_pdf(data: bytes, name: str) -> str:
    """The words of a PDF, page by page, with blank lines where the lines stand apart.

    Raises `Refusal` for a damaged, encrypted or scanned file, and for one that takes too long to read.
    """
    words = read_pdf(data, name).words
    if not words.strip():
        raise Refusal(
            name,
            "the PDF holds pictures of pages and no words",
            "have it read by a text recognition, and save that as text",
        )
    return words


def read_pdf(data: bytes, name: str) -> PdfSaid:
    """Everything we ask a PDF. Raises `Refusal` as `words_of_pdf` does."""
    try:
        child = subprocess.run(
            [sys.executable, "-I", "-m", "qurultay.press.pdf_child"],
            input=data,
            capture_output=True,
            timeout=MOST_SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise Refusal(
            name, Sentence("the PDF could not be read within {most} seconds", most=MOST_SECONDS), _MEND
        ) from None
    said = child.stdout.decode("utf-8", "replace")
    if child.returncode == 3:
        raise Refusal(
            name, "reading PDF files needs the extra 'press'", "install qurultay[press], or save as plain text"
        )
    if child.returncode or not said:
        why = {4: "the PDF is locked with a password", 5: "the PDF has more than 400 pages or a million letters"}
        raise Refusal(name, why.get(child.returncode, "the PDF is damaged and cannot be read"), _MEND)
    return PdfSaid(**json.loads(said))
