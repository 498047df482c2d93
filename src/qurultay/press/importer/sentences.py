"""Where does a sentence end? With its paragraph, or at its mark unless an abbreviation or an initial stands before it."""

import re
from collections.abc import Iterator

from qurultay.press.importer.proposals import Span

_END = re.compile(r"[.!?؟…](?:[\"')\]]*)(?=\s|$)|\n[ ]*(?=\n)")
_SHORT = re.compile(
    r"(?:\b(?:H\.E|H\.R\.H|Dr|Mr|Mrs|Ms|Mme|St|No|Nos|Art|Arts|Para|para|paras|art|Prof|Hon|Rt|Gen|Col|Sen|Rep|Gov|Jr|Sr|cf|Cf|vol|"
    r"Vol|pp|ed|Inc|Ltd|Co|e\.g|i\.e|viz|approx|dept|Dept|Add|Corr|chap|sect|Sect|Res|res|ст|г|т|ж)|\b[A-Z]|\b[A-Z]\.[A-Z])\.$"
)


def sentences(shadow: str, start: int, end: int) -> Iterator[Span]:
    """The sentences between two places.

    >>> words = "H.E. Dr. Ala spoke. We call on all states. Done"
    >>> [words[s.start:s.end] for s in sentences(words, 0, len(words))]
    ['H.E. Dr. Ala spoke.', 'We call on all states.', 'Done']
    """
    begun = start
    for mark in _END.finditer(shadow, start, end):
        if mark.group()[0] == "." and _SHORT.search(shadow, max(begun, mark.end() - 12), mark.start() + 1):
            continue
        yield from _trimmed(shadow, begun, mark.end())
        begun = mark.end()
    yield from _trimmed(shadow, begun, end)


def _trimmed(shadow: str, start: int, end: int) -> Iterator[Span]:
    inside = shadow[start:end]
    if inside.strip():
        yield Span(start=start + len(inside) - len(inside.lstrip()), end=start + len(inside.rstrip()))
