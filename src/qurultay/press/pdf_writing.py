"""Writes a PDF anew in a process of its own, within bounds: scrubbed, or several as one. It comes and goes by standard streams.

    scrub     the PDF without properties, scripts, actions and attachments
    join      several, each behind eight bytes that say how long it is and as many for its title's: as one, with bookmarks

Exit status 0: written · 2: damaged · 3: no writer installed · 4: locked · 5: too long.
"""

import io
import sys
from contextlib import suppress
from typing import Any

from qurultay.press.metadata import jpeg_without
from qurultay.press.pdf_child import MOST_PAGES, bound
from qurultay.press.refusal import Refusal

_OF_THE_WHOLE = ("/Metadata", "/OpenAction", "/AA", "/Names", "/AcroForm", "/PieceInfo", "/Collection", "/AF", "/Perms")
_OF_A_PAGE = ("/AA", "/Metadata", "/PieceInfo", "/LastModified")
_HARMLESS = frozenset(("/Link", "/Highlight", "/Underline", "/StrikeOut"))


def main() -> int:
    """Read, and write anew."""
    bound()
    try:
        import pikepdf
    except ImportError:
        return 3
    data = sys.stdin.buffer.read()
    try:
        made = _joined(pikepdf, data) if sys.argv[1:] == ["join"] else _scrubbed(pikepdf, data)
    except pikepdf.PasswordError:
        return 4
    except _TooLong:
        return 5
    except (pikepdf.PdfError, ValueError, KeyError, IndexError, TypeError, AttributeError):
        return 2
    sys.stdout.buffer.write(made)
    return 0


class _TooLong(Exception):
    """More pages than a paper may have."""


def _scrubbed(pikepdf: Any, data: bytes) -> bytes:
    with pikepdf.open(io.BytesIO(data)) as pdf:
        _count(pdf)
        for key in _OF_THE_WHOLE:
            if key in pdf.Root:
                del pdf.Root[key]
        for page in pdf.pages:
            _clean(page)
        for each in pdf.objects:
            _clean_object(pikepdf, each)
        if "/Info" in pdf.trailer:
            del pdf.trailer["/Info"]
        pdf.remove_unreferenced_resources()
        return _written(pdf)


def _clean(page: Any) -> None:
    for key in _OF_A_PAGE:
        if key in page:
            del page[key]
    if "/Annots" in page:
        kept = [each for each in page["/Annots"] if str(each.get("/Subtype", "")) in _HARMLESS]
        for each in kept:
            for key in ("/T", "/Contents", "/M", "/CreationDate", "/AA", "/NM"):
                if key in each:
                    del each[key]
            if "/A" in each and str(each["/A"].get("/S", "")) not in ("/URI", "/GoTo"):
                del each["/A"]
        page["/Annots"] = kept


def _clean_object(pikepdf: Any, each: Any) -> None:
    """What stands at a picture, a font or any other object: who made it, and in a photograph where."""
    if not isinstance(each, pikepdf.Dictionary | pikepdf.Stream):
        return
    for key in ("/Metadata", "/PieceInfo"):
        if key in each:
            del each[key]
    if isinstance(each, pikepdf.Stream) and each.get("/Filter") == pikepdf.Name.DCTDecode:
        with suppress(Refusal):  # what is no JPEG is no photograph with a place in it
            each.write(jpeg_without(each.read_raw_bytes()), filter=pikepdf.Name.DCTDecode)


def _joined(pikepdf: Any, data: bytes) -> bytes:
    pieces = _pieces(data)
    first = pikepdf.open(io.BytesIO(pieces[0][1]))
    starts = []
    for title, held in pieces[1:]:
        with pikepdf.open(io.BytesIO(held)) as pdf:
            starts.append((title, len(first.pages)))
            first.pages.extend(pdf.pages)
            _count(first)
    if starts:
        with first.open_outline() as outline:
            for title, page in starts:
                outline.root.append(pikepdf.OutlineItem(title, page))
        # Pages of strangers are neither archival nor tagged: the whole no longer claims to be.
        with first.open_metadata() as meta:
            for key in ("pdfaid:part", "pdfaid:conformance", "pdfuaid:part"):
                if key in meta:
                    del meta[key]
    return _written(first)


def _pieces(data: bytes) -> list[tuple[str, bytes]]:
    found, at = [], 0
    while at < len(data):
        title, size = (int.from_bytes(data[at + n : at + n + 8]) for n in (0, 8))
        at += 16
        found.append((data[at : at + title].decode(), data[at + title : at + title + size]))
        at += title + size
    return found


def _count(pdf: Any) -> None:
    if len(pdf.pages) > MOST_PAGES:
        raise _TooLong


def _written(pdf: Any) -> bytes:
    out = io.BytesIO()
    pdf.save(out, deterministic_id=True, linearize=False)
    return out.getvalue()


if __name__ == "__main__":
    sys.exit(main())
