"""The document as it came, and the same document as patterns like to read it.

Every proposal points back at the source, so nothing may be shifted: the *shadow* has exactly as many
characters as the text, with curly quotes made straight, odd spaces plain, line ends alike and the
marks of emphasis blanked. Patterns run over the shadow; words are taken from the text.
"""

import re
import unicodedata
from bisect import bisect_right
from dataclasses import dataclass, field, replace
from functools import cached_property

from qurultay.press.importer.broken_words import joined
from qurultay.press.importer.proposals import Span, Words
from qurultay.press.plain_text import lines_ended_alike, refuse_hidden, tidy
from qurultay.press.refusal import Refusal
from qurultay.tlog.sentence import Sentence

MOST_CHARACTERS = 150_000
"""Longer documents would not fit into a draft of 512 kB once their words and our comments stand in it."""

_PLAIN = str.maketrans(
    {
        **dict.fromkeys("‘’‛ʼ′", "'"),
        **dict.fromkeys("“”„‟«»", '"'),
        **dict.fromkeys("‐‑", "-"),
        **dict.fromkeys("\t\u00a0\u202f\u205f\u3000\u200b\ufeff" + "".join(map(chr, range(0x2000, 0x200B))), " "),
        **dict.fromkeys("\r\v\f\x85\u2028\u2029", "\n"),
    }
)
# Emphasis as Markdown writes it: **bold**, *slanted*, __bold__, _slanted_; never a lone star or an underscore in a word.
_EMPHASIS = re.compile(r"(?<![\w*])(\*{1,3}|_{1,3})(?=\S)(?=[^*_\n]*?\1)|(?<=[^\s*_])(\*{1,3}|_{1,3})(?!\w)")
_LINK = re.compile(r"\[([^\]\n]{1,300})\]\((?:[^()\s]|\([^()\s]*\)){1,500}\)")
_MARKS = re.compile(r"^ {0,3}(?:#{1,6} +|> ?)", re.MULTILINE)


@dataclass(frozen=True, kw_only=True)
class SourceText:
    """A document's words and their shadow, of the same length."""

    text: str
    shadow: str = field(repr=False)
    mended: int = 0
    """How many words that a page had broken were joined."""

    @cached_property
    def _line_starts(self) -> list[int]:
        return [0, *(found.end() for found in re.finditer("\n", self.shadow.replace("\r\n", " \n")))]

    def line_of(self, offset: int) -> int:
        """The line of the source on which this character stands."""
        return bisect_right(self._line_starts, offset)

    def words(self, start: int, end: int) -> Words:
        """What the source says from here to there, on one line, without marks of emphasis."""
        span = self.trimmed(start, end)
        return Words(text=said(self.text[span.start : span.end]), span=span)

    def trimmed(self, start: int, end: int) -> Span:
        """The span without blanks at its ends."""
        inside = self.shadow[start:end]
        left = len(inside) - len(inside.lstrip())
        return Span(start=start + left, end=max(start + left, start + len(inside.rstrip())))


def told_of_joining(source: SourceText) -> tuple[str, ...]:
    """What a clerk should know where words were joined: the words of the draft are not the document's letter by letter there."""
    many = f"{source.mended} words that were broken at the ends of lines are joined"
    one = "a word that was broken at the end of a line is joined"
    return (one if source.mended == 1 else many,) if source.mended else ()


def source_text(text: str, name: str = "the document") -> SourceText:
    """The document ready to be read.

    >>> source = source_text("We **call** on all\\u00a0States’ leaders\\r\\nto act.")
    >>> source.shadow, len(source.shadow) == len(source.text)
    ("We   call   on all States' leaders \\nto act.", True)

    Raises `Refusal` for hidden characters and for more than a draft can hold.
    """
    refuse_hidden(lines_ended_alike(text), name)
    if len(text) > MOST_CHARACTERS:
        raise Refusal(name, Sentence("the document has more than {most} characters", most=MOST_CHARACTERS), "divide it")
    composed, mended = joined(unicodedata.normalize("NFC", text))
    if not composed.strip():
        raise Refusal(name, "the document is empty", "name a document with words in it")
    return replace(shadowed(composed), mended=mended)


def shadowed(composed: str) -> SourceText:
    """A text in NFC with its shadow; nothing is refused."""
    plain = composed.replace("\r\n", " \n").translate(_PLAIN)
    return SourceText(text=composed, shadow=_blanked(plain))


def _blanked(plain: str) -> str:
    def blank(found: re.Match[str]) -> str:
        return " " * len(found.group())

    def unlinked(found: re.Match[str]) -> str:
        return (" " + found.group(1)).ljust(len(found.group()))

    return _EMPHASIS.sub(blank, _MARKS.sub(blank, _LINK.sub(unlinked, plain)))


def said(words: str) -> str:
    """The words themselves, without Markdown's marks, on one line.

    >>> said("## **The  Name**\\n[here](http://example.org)")
    'The Name here'
    """
    return tidy(_EMPHASIS.sub("", _MARKS.sub("", _LINK.sub(r"\1", words))))
