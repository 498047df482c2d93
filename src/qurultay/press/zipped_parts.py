"""The parts of a zipped document, unpacked within bounds: a file of kilobytes must not become one of gigabytes.

What a header says about sizes is not believed. XML with a document type is refused, because entities can grow without end
and name files of this machine.
"""

import io
import zipfile
import zlib

from qurultay.press.refusal import Refusal
from qurultay.tlog.sentence import Sentence

MOST_PARTS = 4000
MOST_ALL = 64 * 1024 * 1024
MOST_XML = 12 * 1024 * 1024
_MEND = "save the document again with another program, or as plain text"


def parts_in(data: bytes, name: str) -> dict[str, bytes]:
    """Every part by its name.

    Raises `Refusal` for what is no zip, is encrypted, or unpacks to more than a document can need.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            return _unpacked(packed, name)
    except (
        zipfile.BadZipFile,
        zlib.error,
        EOFError,
        NotImplementedError,
        RuntimeError,
        ValueError,
        OSError,
        KeyError,
    ) as bad:
        if isinstance(bad, Refusal):
            raise
        raise Refusal(name, "the file is damaged and cannot be unpacked", _MEND) from None


def _unpacked(packed: zipfile.ZipFile, name: str) -> dict[str, bytes]:
    members = packed.infolist()
    if len(members) > MOST_PARTS:
        raise Refusal(name, Sentence("the file has more than {most} parts", most=MOST_PARTS), _MEND)
    found, left = dict[str, bytes](), MOST_ALL
    for member in members:
        if member.is_dir():
            continue
        is_xml = member.filename.lower().endswith((".xml", ".rels"))
        most = min(left, MOST_XML if is_xml else MOST_ALL)
        with packed.open(member) as file:
            held = file.read(most + 1)
        if len(held) > most:
            raise Refusal(name, "the file unpacks to far more than a document needs", _MEND)
        if is_xml:
            _refuse_types(held, name)
        if _leads_out(member.filename):
            raise Refusal(name, "a part of the file would be unpacked outside of its folder", _MEND)
        if member.filename in found:
            raise Refusal(name, "the file has two parts of one name", _MEND)
        found[member.filename] = held
        left -= len(held)
    return found


def _leads_out(part: str) -> bool:
    """Would a careless program that unpacks this part write it somewhere else? Word names its parts `word/document.xml`."""
    return part.startswith("/") or "\\" in part or ":" in part or ".." in part.split("/")


def _refuse_types(xml: bytes, name: str) -> None:
    """Word writes UTF-8 and no document type."""
    if xml[:2] in (b"\xff\xfe", b"\xfe\xff") or b"\x00" in xml[:64]:
        raise Refusal(name, "a part of the file is not written in UTF-8", _MEND)
    if b"<!DOCTYPE" in xml or b"<!ENTITY" in xml:
        raise Refusal(name, "the file brings entities of its own, which no letter needs", _MEND)
