"""What is a paragraph of a text: words, a table, or a note at the foot of the page?

The words of an act stay what a pager shows (docs/decisions/texts.md). Two shapes in them mean more:

    | Year | Pupils |          a paragraph whose lines all begin and end with | is a table; its first line is the head,
    | 2026 | 400    |          and a line of dashes under it may stand there and is left out

    … a longer word[1] here    and a paragraph “[1] What is to be said of it.”: a footnote
"""

import re
from collections.abc import Iterable, Iterator, Mapping

from qurultay.press.setting.sheet import Grid, Span, Words

_CALL = re.compile(r"\[(\d{1,2})\]")
_NOTE = re.compile(r"\[(\d{1,2})\][ \u00a0]+(\S.*)", re.DOTALL)
_DASHES = re.compile(r"[|:\- ]+")
Blocks = tuple[Words | Grid, ...]


def blocks_of(paragraphs: Iterable[str], language: str, notes: Mapping[str, str], asks: tuple[str, ...] = ()) -> Blocks:
    """The paragraphs as they are set; those that are notes stand where they are called."""
    return tuple(_blocks(paragraphs, language, notes, asks))


def notes_in(paragraphs: Iterable[str]) -> dict[str, str]:
    """The notes of a text by their number, where something calls them.

    >>> notes_in(["A word[1] here.", "[1] Said twice.", "[2] Not called."])
    {'1': 'Said twice.'}
    """
    held = [*paragraphs]
    called = {found for words in held if not _NOTE.fullmatch(words) for found in _CALL.findall(words)}
    notes = [match.groups() for words in held if (match := _NOTE.fullmatch(words))]
    return {number: " ".join(words.split()) for number, words in notes if number in called}


def _blocks(
    paragraphs: Iterable[str], language: str, notes: Mapping[str, str], asks: tuple[str, ...]
) -> Iterator[Words | Grid]:
    for words in paragraphs:
        note = _NOTE.fullmatch(words)
        if note is not None and note[1] in notes:
            continue
        rows = table_in(words)
        if rows is not None:
            yield Grid(language=language, head=rows[0], rows=rows[1:])
        else:
            yield Words(language=language, spans=tuple(_spans(words, notes, asks)))


def table_in(paragraph: str) -> tuple[tuple[str, ...], ...] | None:
    """The rows of a paragraph that is a table, all of them as long as the head; None for one that is words.

    >>> table_in("| Year | Pupils |\\n|---|---|\\n| 2026 | 400 |")
    (('Year', 'Pupils'), ('2026', '400'))
    """
    lines = [line.strip() for line in paragraph.split("\n")]
    if len(lines) < 2 or not all(len(line) > 2 and line[0] == line[-1] == "|" for line in lines):
        return None
    cells = [tuple(cell.strip() for cell in line[1:-1].split("|")) for line in lines if not _DASHES.fullmatch(line)]
    if len(cells) < 2:
        return None
    width = len(cells[0])
    return tuple((*row[:width], *[""] * (width - len(row))) for row in cells)


def _spans(words: str, notes: Mapping[str, str], asks: tuple[str, ...]) -> Iterator[Span]:
    """The paragraph cut where it makes an ask, and where a note is called."""
    found = sorted((at, ask, place) for place, ask in enumerate(asks, 1) if ask and (at := words.find(ask)) >= 0)
    done = 0
    for at, ask, place in found:
        if at >= done:
            yield from _noted(words[done:at], notes)
            yield Span(words=ask, ask=place)
            done = at + len(ask)
    yield from _noted(words[done:], notes)


def _noted(words: str, notes: Mapping[str, str]) -> Iterator[Span]:
    at = 0
    for call in _CALL.finditer(words):
        if call[1] in notes:
            yield Span(words=words[at : call.start()], note=notes[call[1]])
            at = call.end()
    if at < len(words):
        yield Span(words=words[at:])
