"""Which documents can be read today? Plain text and Markdown; others are told apart and answered with a sentence."""

from pathlib import Path

from qurultay.press.files import read_bounded
from qurultay.press.plain_text import decoded, lines_ended_alike, refuse_hidden
from qurultay.press.refusal import Refusal

MOST_SOURCE = 1024 * 1024
"""Larger than any document a draft can hold; nothing larger is read."""

_NOT_YET = {
    ".docx": "Word",
    ".doc": "Word",
    ".pdf": "PDF",
    ".odt": "OpenDocument",
    ".rtf": "RTF",
    ".html": "HTML",
    ".htm": "HTML",
}
_MAGIC = ((b"%PDF", "PDF"), (b"PK\x03\x04", "Word"), (b"\xd0\xcf\x11\xe0", "Word"), (b"{\\rtf", "RTF"))


def read_source(path: Path) -> str:
    """The words of a document, as they stand in its file.

    Raises `Refusal` for what is no text: with the byte where it stops being UTF-8, with the line of a
    hidden character, or naming the format that cannot be read yet.
    """
    data = read_bounded(path, MOST_SOURCE, path.name)
    by_bytes = next((called for magic, called in _MAGIC if data.startswith(magic)), "")
    called = by_bytes or _NOT_YET.get(path.suffix.lower(), "")
    if called:
        what = f"{called} files cannot be read yet, only plain text and Markdown"
        raise Refusal(path.name, what, "save the document as plain text (UTF-8)")
    text = decoded(data, path.name)
    refuse_hidden(lines_ended_alike(text), path.name)
    return text
