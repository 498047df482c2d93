"""What does a file tell about whoever made it, and does it do anything by itself?

Word files and PDF are looked into; plain text tells nothing. What may stand there: a title, the program, the office as the
author. Whatever names a person, a folder or an account of a machine does not leave the house.
"""

import re
from collections.abc import Iterator

from qurultay.press.pdf_file import read_pdf
from qurultay.press.preflight.finding import Finding
from qurultay.press.refusal import Refusal
from qurultay.press.source_file import DOCX, PDF
from qurultay.press.zipped_parts import parts_in
from qurultay.tlog.sentence import Sentence

_FIELD = re.compile(rb"<(?:dc:creator|cp:lastModifiedBy|Manager|Company)\b[^>]*>([^<]{1,300})<")
_PATH = re.compile(r"[A-Za-z]:\\[^\s<>\"]{2,}|/(?:Users|home)/[^\s<>\"]{2,}|\\\\[\w.-]+\\[^\s<>\"]+|file:///[^\s<>\"]+")
_XMP = re.compile(rb"<dc:creator>\s*<rdf:Seq>\s*<rdf:li[^>]{0,60}>([^<]{1,300})<")
_OFFICE = re.compile(
    r"\b(?:assembly|parliament|government|office|council|congress|secretariat|committee|ministry|union|organi[sz]ation|press|author|user|administrator)\b|"
    r"қурылтай|құрылтай|үкімет|кеңес|қеңсе|кеңсе|قۇرۇلتا|ھۆكۈم|كېڭەش|ئىشخان",
    re.IGNORECASE,
)
_GPS = b"\x88\x25"


def check_file(data: bytes, name: str) -> Iterator[Finding]:
    """Authors, paths, tracked changes, comments, hidden text, places of pictures, scripts."""
    try:
        if PDF in data[:1024]:
            yield from _pdf(data, name)
        elif data.startswith(DOCX):
            yield from _docx(data, name)
    except Refusal as bad:
        yield Finding(
            code="file-active",
            part=name,
            reason=Sentence("it cannot be looked into: {what}", what=Sentence.of(bad.what)),
            mend=bad.mend,
        )


def _docx(data: bytes, name: str) -> Iterator[Finding]:
    parts = parts_in(data, name)
    properties = b"".join(held for part, held in parts.items() if part.startswith("docProps/"))
    yield from _persons([found.decode("utf-8", "replace") for found in _FIELD.findall(properties)], name)
    yield from _paths(
        properties + parts.get("word/settings.xml", b"") + parts.get("word/_rels/settings.xml.rels", b""), name
    )
    words = b"".join(
        held
        for part, held in parts.items()
        if re.fullmatch(r"word/(?:document|header\d*|footer\d*|footnotes)\.xml", part)
    )
    changes = len(re.findall(rb"<w:(?:ins|del|moveFrom|moveTo)\s", words))
    if changes:
        yield Finding(
            code="tracked-changes",
            part=name,
            reason=Sentence("{changes} tracked changes are kept in the file", changes=changes),
        )
    if any(re.fullmatch(r"word/comments\w*\.xml", part) and b"<w:comment " in held for part, held in parts.items()):
        yield Finding(code="comments-left", part=name, reason="comments are kept in the file")
    if re.search(rb"<w:(?:vanish|webHidden)\s*/>", words):
        yield Finding(code="hidden-text", part=name, reason="the file holds text that Word does not show")
    for part, held in parts.items():
        lower = part.lower()
        if lower.endswith((".bin", ".exe", ".vbs", ".js")) or "vbaproject" in lower or "/embeddings/" in lower:
            yield Finding(code="file-active", part=name, reason=Sentence("it brings {part} along", part=part))
        if lower.endswith((".jpg", ".jpeg", ".tif", ".tiff")) and b"Exif\x00\x00" in held[:4096] and _has_place(held):
            yield Finding(
                code="picture-place",
                part=name,
                reason=Sentence("the picture {part} tells where it was taken", part=part),
            )


def _has_place(picture: bytes) -> bool:
    """A block of GPS data, by its tag 0x8825 in either order of bytes, near the head of the picture."""
    head = picture[: 64 * 1024]
    return _GPS in head or _GPS[::-1] in head


def _pdf(data: bytes, name: str) -> Iterator[Finding]:
    said = read_pdf(data, name)
    authors = [said.properties.get("Author", ""), *(found.decode("utf-8", "replace") for found in _XMP.findall(data))]
    yield from _persons([author for author in authors if author], name)
    yield from _paths(" ".join(said.properties.values()).encode(), name)
    if said.scripts:
        yield Finding(
            code="file-active", part=name, reason=Sentence("it holds {scripts} scripts", scripts=said.scripts)
        )


def _persons(authors: list[str], name: str) -> Iterator[Finding]:
    for author in dict.fromkeys(" ".join(each.split()) for each in authors):
        if (
            author
            and not _OFFICE.search(author)
            and not author.lower().startswith(("microsoft", "python", "libreoffice", "typst"))
        ):
            yield Finding(
                code="metadata-person",
                part=name,
                words=author,
                reason="its properties name somebody as author",
            )


def _paths(held: bytes, name: str) -> Iterator[Finding]:
    for path in dict.fromkeys(_PATH.findall(held.decode("utf-8", "replace"))):
        yield Finding(
            code="metadata-path",
            part=name,
            words=path[:120],
            reason="its properties tell where it lay on a machine",
        )
