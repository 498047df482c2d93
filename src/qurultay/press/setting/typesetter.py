"""From a paper as values to its PDF: tagged, searchable, archival, and the same bytes for the same paper.

typst refuses what would break the claim to PDF/A-3a (ISO 19005-3) or PDF/UA-1 (ISO 14289-1), both in one call. The
values go to it as a file of JSON in memory, so that no word of a stranger is ever taken for markup. Fonts come from
packages alone: the same machine with other fonts sets the same bytes.

A merge is fast because typst remembers what it has laid out: each thread keeps one compiler, and what a paper shares
with those before it is not laid out again (docs/decisions/setting.md).
"""

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import lru_cache
from importlib import import_module
from importlib.resources import files
from pathlib import Path
from typing import Any

from qurultay.press.refusal import Refusal, shown
from qurultay.press.setting.sheet import Sheet, as_data

STANDARDS = ("a-3a", "ua-1")
FONTS = ("fontpkg_amiri", "fontpkg_noto_serif")
MOST_WORDS = 2 * 1024 * 1024
"""How many letters a paper may hold: some hundred pages."""
_FROM_THE_RIGHT = b"/ViewerPreferences<</DisplayDocTitle true/Direction/R2L>>"
EXTRA = "setting and signing papers needs the extra `press`; install it with: pip install 'qurultay[press]'"


class NoPress(Refusal):
    """A package of the extra is not here. One sentence says how to install it."""

    def __init__(self, missing: str) -> None:
        super().__init__("qurultay press", f"{missing} is not installed", EXTRA)


def set_paper(sheet: Sheet) -> bytes:
    """The PDF of a paper.

    Raises `NoPress` where typst is not installed, `Refusal` for a paper that is too long or has a letter no font knows.
    """
    if len(sheet.words()) > MOST_WORDS:
        raise Refusal(
            "the paper", "its words are longer than two million letters", "put long matter into a file of its own"
        )
    data = json.dumps(as_data(sheet), ensure_ascii=False, separators=(",", ":"))
    return typeset(data, datetime(sheet.day.year, sheet.day.month, sheet.day.day, tzinfo=UTC))


def typeset(data: str, moment: datetime) -> bytes:
    """The PDF of a paper whose values are JSON already. typst reads every file it is given as if it were markup, for
    its messages: there the JSON is one comment.

    Raises as `set_paper` does.
    """
    typst = _typst()
    with _refused(typst):
        pdf: bytes = _compiler().compile(
            {"main.typ": b'#include "sheet.typ"', "paper": f"// {data}".encode()},
            format="pdf",
            pdf_standards=list(STANDARDS),
            timestamp=moment,
        )
    return _undirected(pdf)


def _undirected(pdf: bytes) -> bytes:
    """The PDF without the word that its pages follow each other from right to left, at its full length.

    That word only says how pages lie side by side on a screen (ISO 32000-1 §12.2). pdfium, the reader in Chromium, takes
    it for the direction of each line it copies: a short code, an address and an English name came out backwards.
    """
    before, found, after = pdf.rpartition(_FROM_THE_RIGHT)
    return before + found.replace(b"/Direction/R2L", b" " * 14) + after


@contextmanager
def _refused(typst: Any) -> Iterator[None]:
    """What typst refuses, as a sentence of ours: it names the breach, and often the letter."""
    try:
        yield
    except typst.TypstError as error:
        hint = f" ({error.hints[0]})" if error.hints else ""
        said = shown(f"{error.message}{hint}", 240)[1:-1]
        raise Refusal("the paper", f"it cannot be set: {said}", "change these words, or leave them out") from None


class _Thread(threading.local):
    """What one thread keeps: a compiler serves one paper at a time."""

    compiler: Any = None


_THREAD = _Thread()


def _compiler() -> Any:
    if _THREAD.compiler is None:
        templates = Path(str(files(__package__).joinpath("templates")))
        _THREAD.compiler = _typst().Compiler(root=templates, font_paths=_fonts())
    return _THREAD.compiler


@lru_cache(maxsize=1)
def _fonts() -> Any:
    """The two faces, found once: Noto Serif for Latin and Cyrillic, Amiri for Arabic, whose text can be copied again."""
    folders = []
    for package in FONTS:
        try:
            folders.append(str(Path(str(import_module(package).__file__)).parent / "files"))
        except ImportError:
            raise NoPress(package.replace("_", "-")) from None
    return _typst().Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=folders)


def _typst() -> Any:
    try:
        return import_module("typst")
    except ImportError:
        raise NoPress("typst") from None
