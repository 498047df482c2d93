"""Which words came in, which went out? And on which printed line?

A text is compared word by word, in Uyghur and Kazakh as in English: a word keeps its hyphens, apostrophes, marks and
joiners, so that `12-سېنتەبىر` is one word and `don’t` is not two. People have a text on paper with numbered lines;
so the lines of a version are broken once, and words that come or go are shown within the lines that were printed.
"""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

LINE_WIDTH = 72
"""How many letters a printed line holds."""

_MARKS = "\u0300-\u036f\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed\u200c\u200d"
_RUN = rf"[\w{_MARKS}]+"
_WORD = rf"{_RUN}(?:(?:[-'’ʼ‐‑]|(?<=\d)[.,:/](?=\d)){_RUN})*"
_TOKEN = re.compile(rf"\n| ?(?:{_WORD}|[^\s])")
Kind = Literal["kept", "in", "out"]


def tidy(words: str) -> str:
    """Words as they are compared: normal form C, single spaces, at most one empty line between paragraphs.

    >>> tidy("  We  met. \\r\\n\\n\\n Twice.\\n")
    'We met.\\n\\nTwice.'
    """
    even = unicodedata.normalize("NFC", words).replace("\r\n", "\n").replace("\r", "\n")
    lines = "\n".join(" ".join(line.split()) for line in even.split("\n"))
    return re.sub(r"\n{3,}", "\n\n", lines).strip("\n")


def tokens(words: str) -> tuple[str, ...]:
    """The words of a tidy text, each with the space before it; signs and line ends stand alone.

    >>> tokens("We met, twice."), tokens("12-سېنتەبىر كۈنى")
    ((' We', ' met', ',', ' twice', '.'), (' 12-سېنتەبىر', ' كۈنى'))
    """
    found = _TOKEN.findall(words)
    # The first word of a line has its space too, so that a word put before it leaves it as it was.
    return tuple(
        f" {each}" if (at == 0 or found[at - 1] == "\n") and each != "\n" and not each.startswith(" ") else each
        for at, each in enumerate(found)
    )


def joined(words: Sequence[str]) -> str:
    """The text of these words: the inverse of `tokens`.

    >>> joined(tokens("We met.\\n\\n«Twice», they said."))
    'We met.\\n\\n«Twice», they said.'
    """
    return re.sub(r"(^|\n) ", r"\1", "".join(words))


@dataclass(frozen=True, slots=True)
class Change:
    """Words of a text from `start` to `end` go out, and these come in; where `start` is `end`, none goes out."""

    start: int
    end: int
    words: tuple[str, ...]


def changes(before: Sequence[str], after: Sequence[str]) -> tuple[Change, ...]:
    """The fewest words that go and come, in order.

    >>> changes(tokens("We met once."), tokens("We met twice."))
    (Change(start=2, end=3, words=(' twice',)),)
    """
    found: list[Change] = []
    for kind, word, at in _script(before, after):
        if kind == "kept":
            continue
        last = found[-1] if found else None
        if last is not None and last.end == at:
            found.pop()
        else:
            last = Change(at, at, ())
        out, words = (at + 1, last.words) if kind == "out" else (last.end, (*last.words, word))
        found.append(Change(last.start, out, words))
    return tuple(found)


def changed(before: Sequence[str], made: Sequence[Change]) -> tuple[str, ...]:
    """The words after these changes, which are in order and do not overlap.

    >>> joined(changed(tokens("We met once."), [Change(2, 3, (" twice",))]))
    'We met twice.'
    """
    done, whole = 0, list[str]()
    for each in made:
        whole += [*before[done : each.start], *each.words]
        done = each.end
    return (*whole, *before[done:])


def _script(before: Sequence[str], after: Sequence[str]) -> list[tuple[Kind, str, int]]:
    """What is kept, goes and comes, word by word, with its place in the text before: along a longest common sequence.

    The rows of the table are whole numbers whose bits are its columns (Hyyrö 2004), so that two thousand equal words,
    at which other ways of comparing stop for minutes, take a few milliseconds.
    """
    where: dict[str, int] = {}
    for at, word in enumerate(before):
        where[word] = where.get(word, 0) | 1 << at
    full = (1 << len(before)) - 1
    row, rows = full, [full]
    for word in after:
        hit = row & where.get(word, 0)
        row = ((row + hit) | (row - hit)) & full
        rows.append(row)
    found: list[tuple[Kind, str, int]] = []
    at, made = len(before), len(after)
    while at and made:
        if rows[made] >> (at - 1) & 1:
            at -= 1
            found.append(("out", before[at], at))
        elif not rows[made - 1] >> (at - 1) & 1:
            made -= 1
            found.append(("in", after[made], at))
        else:
            at, made = at - 1, made - 1
            found.append(("kept", before[at], at))
    found += [("out", before[each], each) for each in range(at - 1, -1, -1)]
    found += [("in", after[each], 0) for each in range(made - 1, -1, -1)]
    return found[::-1]


@dataclass(frozen=True, slots=True)
class Span:
    """Words that stayed, came in, or went out."""

    kind: Kind
    words: str


@dataclass(frozen=True, slots=True)
class Line:
    """A printed line: its number, and what is on it."""

    number: int
    spans: tuple[Span, ...]


def lines_of(words: str, width: int = LINE_WIDTH) -> tuple[int, ...]:
    """Where the printed lines of a text begin: the place of the first word of each.

    >>> lines_of("We met once, and we met again.", width=12)
    (0, 4, 7)
    """
    starts, used = [0], 0
    for at, word in enumerate(tokens(words)):
        if word == "\n":
            used = width + 1
            continue
        long = sum(1 for letter in word if not unicodedata.combining(letter))
        # A sign stays with the word before it, even where it stands over the edge by a letter.
        if used + long > width + (0 if word.startswith(" ") else 2) and at > starts[-1]:
            starts.append(at)
            used = 0
        used += long
    return tuple(starts)


def shown(before: str, made: Sequence[Change], starts: Sequence[int], first: int = 1) -> tuple[Line, ...]:
    """The printed lines of a text with what comes and goes; what comes stands on the line of the word before it.

    >>> shown("We met once, and we met again.", [Change(5, 6, (" they",))], (0, 4, 7))[1]
    Line(number=2, spans=(Span(kind='kept', words='and'), Span(kind='out', words=' we'), Span(kind='in', words=' they'), Span(kind='kept', words=' met')))
    """
    base = tokens(before)
    rows: list[list[tuple[Kind, str]]] = [[] for _ in starts]
    # Every word of the old text in its line, struck or not; then what comes in, behind the word before it.
    row_of = _rows(len(base), starts)
    out = {at for each in made for at in range(each.start, each.end)}
    coming = {each.end: each.words for each in made if each.words}
    for at in range(len(base) + 1):
        if at in coming:
            rows[row_of[max(at - 1, 0)]] += [("in", word) for word in coming[at]]
        if at < len(base):
            rows[row_of[at]].append(("out" if at in out else "kept", base[at]))
    return tuple(Line(first + n, _spans(row)) for n, row in enumerate(rows))


def _rows(size: int, starts: Sequence[int]) -> list[int]:
    """The line of each word."""
    found: list[int] = []
    for number, start in enumerate(starts):
        end = starts[number + 1] if number + 1 < len(starts) else size
        found += [number] * (end - start)
    return found or [0]


def _spans(row: Sequence[tuple[Kind, str]]) -> tuple[Span, ...]:
    """Neighbours of one kind in one span; the space before it is kept, but for the first of the line."""
    runs: list[tuple[Kind, list[str]]] = []
    for kind, word in row:
        if runs and runs[-1][0] == kind:
            runs[-1][1].append(word)
        else:
            runs.append((kind, [word]))
    found = [Span(kind, "".join(words).strip("\n")) for kind, words in runs]
    spans = [span for span in found if span.words]
    return tuple(Span(span.kind, span.words.removeprefix(" ")) if not at else span for at, span in enumerate(spans))
