"""Papers laid before the body: what they are is seen in their bytes, what they tell about their maker is taken out.

They lie in the private folder of the house, named by the SHA-256 of their bytes, and are handed out to be kept, never shown
within our pages: a file of a stranger must not run in the site where members sign in.
"""

import os
import re
from collections.abc import Mapping
from contextlib import suppress
from datetime import datetime
from functools import partial
from hashlib import sha256
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any, Final

from django.db import transaction

from qurultay.press.metadata import docx_without, jpeg_without, pdf_without, png_without
from qurultay.press.plain_text import as_part, decoded
from qurultay.press.preflight.file_traces import check_file
from qurultay.press.refusal import Refusal
from qurultay.secretariat.chamber import live
from qurultay.secretariat.chamber.models import AgendaItem, Document
from qurultay.secretariat.chamber.texts import languages, typed
from qurultay.secretariat.frame.house import house
from qurultay.secretariat.frame.order import OutOfOrder

MOST_BYTES: Final = 20 * 1024 * 1024
MOST_OF_AN_ITEM: Final = 30
PDF, DOCX = "application/pdf", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
ENDINGS: Final = {PDF: "pdf", DOCX: "docx", "image/png": "png", "image/jpeg": "jpg", "text/plain": "txt"}
"""What may be laid, and how its file is called."""


def media_of(data: bytes) -> str:
    """What a file is, by its bytes; its name could say anything. Empty for what is not taken.

    >>> media_of(b"%PDF-1.7 ..."), media_of(b"<html>") , media_of("Сәлем".encode())
    ('application/pdf', '', 'text/plain')
    """
    for begin, media in (
        (b"%PDF-", PDF), (b"\x89PNG\r\n\x1a\n", "image/png"), (b"\xff\xd8\xff", "image/jpeg"), (b"PK\x03\x04", DOCX)
    ):  # fmt: skip
        if data.startswith(begin):
            return media
    with suppress(UnicodeDecodeError):
        text = data.decode("utf-8")
        # Words may hold anything; what a browser could take for a page does not pass as words.
        if text.strip() and not re.search(r"[\x00-\x08\x0e-\x1f\x7f]|\A\s*(?:<[!?a-z]|#!)", text, re.IGNORECASE):
            return "text/plain"
    return ""


def cleaned(data: bytes, name: str) -> tuple[str, bytes]:
    """What it is, and its bytes without what they tell about their maker. Raises `OutOfOrder` for what may not be laid."""
    media = media_of(data)
    try:
        match media:
            case "application/pdf":
                made = pdf_without(data, name)
            case "image/png":
                made = png_without(data, name)
            case "image/jpeg":
                made = jpeg_without(data, name)
            case "text/plain":
                made = as_part(decoded(data, name), name).encode()
            case _ if media == DOCX:
                made = docx_without(data, name)
            case _:
                raise OutOfOrder("chamber.out.document.kind")
    except Refusal as bad:
        raise OutOfOrder("chamber.out.document.unreadable", what=bad.what) from None
    if left := next(check_file(made, name), None):
        raise OutOfOrder(f"chamber.out.document.{left.code}")
    if media == DOCX and not _is_word(made):
        raise OutOfOrder("chamber.out.document.kind")
    return media, made


def _is_word(data: bytes) -> bool:
    return b"word/document.xml" in data


def lay(item: AgendaItem, file: Any, title: Mapping[str, str], language: str, now: datetime) -> Document:
    """Lay a paper to an item of the agenda. Raises `OutOfOrder`; nothing is kept of a file that is refused."""
    if file.size > MOST_BYTES:
        raise OutOfOrder("chamber.out.document.too-large", most=MOST_BYTES // 1024**2)
    said = {
        code: " ".join(words.split())[:200] for code, words in typed(title, languages(item.sitting.session)).items()
    }
    if not said:
        raise OutOfOrder("chamber.out.document.title")
    if language not in languages(item.sitting.session):
        language = languages(item.sitting.session)[0]
    if item.documents.count() >= MOST_OF_AN_ITEM:
        raise OutOfOrder("chamber.out.document.too-many", count=MOST_OF_AN_ITEM)
    media, made = cleaned(file.read(MOST_BYTES + 1), "file")
    digest = sha256(made).hexdigest()
    _keep(digest, made)
    document = Document.objects.create(
        item=item, title=said, language=language, media=media, digest=digest, size=len(made), added=now
    )
    live.changed(item.sitting)
    return document


@transaction.atomic
def remove(document: Document) -> None:
    """Take a paper away; its file goes when no other row names it."""
    sitting, digest = document.item.sitting, document.digest
    document.delete()
    transaction.on_commit(partial(_forget, digest))
    live.changed(sitting)


def bytes_of(document: Document) -> bytes:
    """The bytes of a paper, which must be those that were laid."""
    try:
        data = (_folder() / document.digest).read_bytes()
    except FileNotFoundError:
        raise OutOfOrder("chamber.out.document.lost") from None
    if sha256(data).hexdigest() != document.digest:
        raise OutOfOrder("chamber.out.document.lost")
    return data


def file_name(document: Document) -> str:
    """How the file is called where a reader keeps it: the item's number and the first digits of its fingerprint."""
    label = re.sub(r"[^0-9a-z.-]", "", document.item.label)
    return f"item-{label}-{document.digest[:8]}.{ENDINGS[document.media]}"


def _folder() -> Path:
    return house().secretariat / "documents"


def _keep(digest: str, data: bytes) -> None:
    """The whole file or none of it, on the disk before the row that names it."""
    folder = _folder()
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    with NamedTemporaryFile(dir=folder, suffix=".tmp", delete=False) as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    os.replace(file.name, folder / digest)


def _forget(digest: str) -> None:
    if not Document.objects.filter(digest=digest).exists():
        (_folder() / digest).unlink(missing_ok=True)
