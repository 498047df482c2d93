"""A file without what it tells about whoever made it: pictures, Word files, PDF. What cannot be taken out is told by `file_traces`.

A photograph says where and when it was taken and with which telephone; a Word file who typed it and who changed it. Our
readers may be killed for that, so a file that is laid before a body is written anew without it.
"""

import io
import re
import struct
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from contextlib import suppress

from qurultay.press.pdf_file import MOST_SECONDS
from qurultay.press.refusal import Refusal
from qurultay.press.zipped_parts import parts_in
from qurultay.tlog.sentence import Sentence

_PNG = b"\x89PNG\r\n\x1a\n"
_PNG_KEPT = frozenset(
    (b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"gAMA", b"sRGB", b"cHRM", b"pHYs", b"sBIT", b"bKGD")
)
_MARK = re.compile(rb"\xff[^\x00\xd0-\xd7\xff]")
_MEND = "save the picture again with another program"
MOST_PIXELS = 250_000_000
"""A sheet of a metre drawn with care; whoever opens a picture of more, which may be a file of kilobytes, runs out of memory."""
_OFFICE = {
    "docProps/core.xml": b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"/>',
    "docProps/app.xml": b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"/>',
    "docProps/custom.xml": b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"/>',
}


def png_without(data: bytes, name: str = "picture") -> bytes:
    """A PNG with its pixels and colours alone: no words, times, places, nor anything behind its end.

    Raises `Refusal` for what is no whole PNG.
    """
    if data[12:16] == b"IHDR":
        _refuse_vast(data[16:20], data[20:24], name)
    return _PNG + b"".join(chunk for kind, chunk in _chunks(data, name) if kind in _PNG_KEPT)


def _refuse_vast(width: bytes, height: bytes, name: str) -> None:
    if int.from_bytes(width) * int.from_bytes(height) > MOST_PIXELS:
        raise Refusal(name, "the picture is so large that it would not fit into the memory of whoever opens it", _MEND)


def _chunks(data: bytes, name: str) -> Iterator[tuple[bytes, bytes]]:
    at = len(_PNG)
    while at + 12 <= len(data):
        size, kind = struct.unpack(">I4s", data[at : at + 8])
        chunk = data[at : at + 12 + size]
        if len(chunk) < 12 + size:
            break
        yield kind, chunk
        if kind == b"IEND":
            return
        at += 12 + size
    raise Refusal(name, "the picture is damaged", _MEND)


def jpeg_without(data: bytes, name: str = "picture") -> bytes:
    """A JPEG with its pixels and colours alone. Raises `Refusal` for what is no whole JPEG.

    Kept of what programs add are JFIF and Adobe's note on how colours are written; gone are Exif, comments, previews, and
    whatever follows the end, where some telephones put a film.
    """
    kept, at = [b"\xff\xd8"], 2
    while at + 4 <= len(data) and data[at] == 0xFF:
        mark, size = data[at + 1], 2 + struct.unpack(">H", data[at + 2 : at + 4])[0]
        if mark == 0xDA:
            # What follows the head of a scan has no length of its own; it ends where a mark begins that is none of its own.
            end = _MARK.search(data, at + size)
            size = end.start() - at if end else len(data) - at
        if 0xC0 <= mark <= 0xCF and mark not in (0xC4, 0xC8, 0xCC):
            _refuse_vast(data[at + 7 : at + 9], data[at + 5 : at + 7], name)
        if not (0xE1 <= mark <= 0xEF and mark != 0xEE) and mark != 0xFE:
            kept.append(data[at : at + size])
        at += size
        if data[at : at + 2] == b"\xff\xd9":
            return b"".join([*kept, b"\xff\xd9"])
    raise Refusal(name, "the picture is damaged", _MEND)


def docx_without(data: bytes, name: str = "document") -> bytes:
    """A Word file without its properties, preview and the times of its parts. Raises `Refusal` as unpacking does."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as packed:
        for part, held in parts_in(data, name).items():
            info = zipfile.ZipInfo(part, date_time=(1980, 1, 1, 0, 0, 0))
            info.compress_type = zipfile.ZIP_DEFLATED
            packed.writestr(info, _part_without(part, held))
    return made.getvalue()


def _part_without(part: str, held: bytes) -> bytes:
    if part in _OFFICE:
        return _OFFICE[part]
    if part.startswith("docProps/thumbnail"):
        return b""
    with suppress(Refusal):  # what is no picture is told of by `file_traces`, or tells nothing
        if held.startswith(b"\xff\xd8\xff"):
            return jpeg_without(held, part)
        if held.startswith(_PNG):
            return png_without(held, part)
    return held


def pdf_without(data: bytes, name: str = "document") -> bytes:
    """A PDF without properties, scripts, attachments and actions, written anew by another process within bounds.

    Raises `Refusal` for one that is damaged or locked, or takes too long, or where the extra is not installed.
    """
    return pdf_worked("scrub", data, name)


def pdf_worked(how: str, data: bytes, name: str) -> bytes:
    """What the child process makes of a PDF. Raises `Refusal`."""
    try:
        child = subprocess.run(
            [sys.executable, "-I", "-m", "qurultay.press.pdf_writing", how],
            input=data, capture_output=True, timeout=MOST_SECONDS, check=False,
        )  # fmt: skip
    except subprocess.TimeoutExpired:
        raise Refusal(
            name,
            Sentence("the PDF could not be read within {most} seconds", most=MOST_SECONDS),
            "print it to a new PDF",
        ) from None
    if child.returncode == 3:
        raise Refusal(name, "writing PDF files anew needs the extra 'press'", "install qurultay[press]")
    if child.returncode or not child.stdout:
        why = {4: "the PDF is locked with a password", 5: "the PDF has more than 400 pages"}
        raise Refusal(name, why.get(child.returncode, "the PDF is damaged"), "print it to a new PDF")
    return child.stdout
