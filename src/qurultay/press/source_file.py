"""Which words stand in a document's file? Plain text, Markdown, Word (.docx) and PDF; others are answered with a sentence."""

from pathlib import Path

from qurultay.press.files import read_bounded
from qurultay.press.plain_text import decoded, lines_ended_alike, refuse_hidden
from qurultay.press.refusal import Refusal
from qurultay.tlog.sentence import Sentence

MOST_TEXT = 4 * 1024 * 1024
"""In bytes: more than any text that is checked can have."""
MOST_DOCUMENT = 32 * 1024 * 1024
"""In bytes: a Word or PDF file with its pictures."""

_OTHERS = {
    ".doc": "old Word",
    ".odt": "OpenDocument",
    ".rtf": "RTF",
    ".html": "HTML",
    ".htm": "HTML",
    ".pages": "Pages",
}
_MAGIC = ((b"\xd0\xcf\x11\xe0", "old Word"), (b"{\\rtf", "RTF"))
PDF, DOCX = b"%PDF", b"PK\x03\x04"


def read_source(path: Path) -> str:
    """The words of a document, as they stand in its file.

    Raises `Refusal` for what is no text: with the byte where it stops being UTF-8, with the line of a
    hidden character, or naming the format that cannot be read.
    """
    data = read_document(path)
    return words_in(data, path.name)


def read_document(path: Path) -> bytes:
    """The bytes of a document's file. Raises `Refusal` for what is too large or no file."""
    with_pictures = path.suffix.lower() in (".docx", ".pdf")
    return read_bounded(path, MOST_DOCUMENT if with_pictures else MOST_TEXT, path.name)


def words_in(data: bytes, name: str) -> str:
    """The words in these bytes of a file of that name."""
    called = next((called for magic, called in _MAGIC if data.startswith(magic)), "") or _OTHERS.get(
        Path(name).suffix.lower(), ""
    )
    if called:
        what = Sentence("{called} files cannot be read, only plain text, Markdown, .docx and PDF", called=called)
        raise Refusal(name, what, "save the document as plain text (UTF-8) or as .docx")
    if PDF in data[:1024]:
        from qurultay.press.pdf_file import words_of_pdf

        text = words_of_pdf(data, name)
    elif data.startswith(DOCX):
        from qurultay.press.docx_file import words_of_docx

        text = words_of_docx(data, name)
    else:
        text = decoded(data, name)
    refuse_hidden(lines_ended_alike(text), name)
    return text
