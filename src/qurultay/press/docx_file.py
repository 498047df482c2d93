"""The words of a Word file, with the numbers that Word draws and does not write."""

import io
import zipfile
from collections.abc import Iterator
from typing import Any

from qurultay.press.list_numbers import ListNumbers
from qurultay.press.refusal import Refusal
from qurultay.press.zipped_parts import parts_in
from qurultay.tlog.sentence import Sentence

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_SKIPPED = frozenset({f"{_W}del", f"{_W}moveFrom", f"{_W}instrText", f"{_W}txbxContent", f"{_W}pict"})
MOST_WORDS = 1_500_000


def words_of_docx(data: bytes, name: str) -> str:
    """The paragraphs of a document, one blank line between them; deleted and hidden text is left out.

    Raises `Refusal` for a damaged file, one that unpacks to too much, and where the extra `press` is not installed.
    """
    parts = parts_in(data, name)
    if "word/document.xml" not in parts:
        raise Refusal(name, "this is a zip, but not a Word document", "save it as .docx or as plain text")
    document = _opened(parts, name)
    numbers = ListNumbers(document)
    said = [words for words in _paragraphs(document.element.body, numbers) if words.strip()]
    text = "\n\n".join(said) + "\n"
    if len(text) > MOST_WORDS:
        raise Refusal(name, Sentence("the document has more than {most} characters", most=MOST_WORDS), "divide it")
    return text


def _opened(parts: dict[str, bytes], name: str) -> Any:
    """The document, from parts that were unpacked within bounds."""
    try:
        import docx
    except ImportError:
        raise Refusal(
            name, "reading Word files needs the extra 'press'", "install qurultay[press], or save as plain text"
        ) from None
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_STORED) as again:
        for part, held in parts.items():
            again.writestr(part, held)
    try:
        return docx.Document(packed)
    except Exception:  # whatever the library meets in a damaged file, the answer is one sentence
        raise Refusal(
            name, "the file is damaged and cannot be read as a Word document", "save it again, or as plain text"
        ) from None


def _paragraphs(body: Any, numbers: ListNumbers) -> Iterator[str]:
    for paragraph in body.iter(f"{_W}p"):
        if any(above.tag in _SKIPPED for above in paragraph.iterancestors()):
            continue
        words = "".join(_pieces(paragraph)).strip()
        if words:
            yield numbers.before(paragraph) + words


def _pieces(element: Any) -> Iterator[str]:
    """The words of a paragraph in order: inserted ones too, since they are what the reader sees."""
    for child in element:
        if child.tag in _SKIPPED or child.tag == f"{_W}p":
            continue
        if child.tag == f"{_W}t":
            yield child.text or ""
        elif child.tag == f"{_W}tab":
            yield " "
        elif child.tag in (f"{_W}br", f"{_W}cr"):
            yield "\n"
        elif child.tag == f"{_W}noBreakHyphen":
            yield "-"
        elif child.tag == f"{_W}r" and child.find(f"{_W}rPr/{_W}vanish") is not None:
            continue
        else:
            yield from _pieces(child)
