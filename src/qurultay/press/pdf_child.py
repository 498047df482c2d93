"""Reads a PDF from standard input in a process of its own, within bounds, and writes what it says as JSON.

Exit status 0: read · 2: damaged · 3: no reader installed · 4: locked · 5: too long.
"""

import json
import sys
from contextlib import suppress
from itertools import pairwise
from statistics import median
from typing import Any

MOST_PAGES, MOST_LETTERS = 400, 1_000_000
_MEMORY, _SECONDS = 1_500_000_000, 25


def main() -> int:
    """Read, and say what was read."""
    bound()
    try:
        import pypdfium2  # type: ignore[import-untyped]  # it ships no types
    except ImportError:
        return 3
    try:
        document = pypdfium2.PdfDocument(sys.stdin.buffer.read())
    except pypdfium2.PdfiumError as bad:
        return 4 if "assword" in str(bad) else 2
    if len(document) > MOST_PAGES:
        return 5
    pages: list[list[str]] = []
    for page in document:
        text = page.get_textpage()
        if text.count_chars() + sum(len(line) for lines in pages for line in lines) > MOST_LETTERS:
            return 5
        pages.append(lines_of(text))
    properties = dict(document.get_metadata_dict(skip_empty=True))
    said = {"words": "\n".join(line for lines in without_repeated(pages) for line in [*lines, ""]), "properties": properties,
            "attachments": document.count_attachments(), "scripts": pypdfium2.raw.FPDFDoc_GetJavaScriptActionCount(document)}  # fmt: skip
    sys.stdout.buffer.write(json.dumps(said).encode())
    return 0


def bound() -> None:
    """Neither time nor memory without end, where the system can promise it."""
    with suppress(ImportError, ValueError, OSError):
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
        resource.setrlimit(resource.RLIMIT_CPU, (_SECONDS, _SECONDS))


def lines_of(page: Any) -> list[str]:
    """The lines of a page; an empty one where two lines stand further apart than most do."""
    text: str = page.get_text_range().replace("\ufffe\r\n", "").replace("\ufffe", "")
    lines, heights, at = [], [], 0
    for line in text.split("\r\n"):
        lines.append(line.rstrip())
        heights.append(_height(page, at, len(line)))
        at += len(line) + 2
    steps = [a - b for a, b in pairwise(heights) if a is not None and b is not None and a - b > 1]
    usual = median(steps) if steps else 0
    found: list[str] = []
    for number, line in enumerate(lines):
        above, here = heights[number - 1] if number else None, heights[number]
        if above is not None and here is not None and usual and above - here > 1.35 * usual:
            found.append("")
        found.append(line)
    return found


def _height(page: Any, start: int, length: int) -> float | None:
    """How high the first letter of a line stands; None for an empty line."""
    for index in range(start, start + min(length, 8)):
        with suppress(Exception):
            _, bottom, _, top = page.get_charbox(index)
            if top > bottom:
                return float(bottom)
    return None


def without_repeated(pages: list[list[str]]) -> list[list[str]]:
    """The pages without head and foot lines that stand on most of them.

    >>> without_repeated([["Head", "a"], ["Head", "b"], ["Head", "c"]])
    [['a'], ['b'], ['c']]
    """
    edges = [line for lines in pages for line in {*lines[:2], *lines[-2:]} if line.strip()]
    repeated = {line for line in edges if len(pages) > 2 and edges.count(line) * 3 > len(pages) * 2}
    return [
        [line for at, line in enumerate(lines) if line not in repeated or 2 <= at < len(lines) - 2] for lines in pages
    ]


if __name__ == "__main__":
    sys.exit(main())
