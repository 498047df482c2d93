"""A text in one language as the checks read it, and what is known about it besides its words."""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Literal

from qurultay.press.importer.dates import Dated, dates_in
from qurultay.press.importer.proposals import Recipient, SignedBy, Words
from qurultay.press.importer.sentences import sentences
from qurultay.press.importer.source import SourceText, shadowed
from qurultay.press.importer.source import said as on_one_line
from qurultay.press.plain_text import lines_ended_alike, refuse_hidden
from qurultay.press.preflight.finding import Finding
from qurultay.press.refusal import Refusal
from qurultay.tlog.sentence import Sentence

Form = Literal["letter", "text", "words"]
Status = Literal["draft", "reviewed", "authentic"]
MOST_CHARACTERS = 1_200_000
"""Longer texts are refused: no act can hold them, and nobody would read the findings."""


@dataclass(frozen=True, kw_only=True)
class Asked:
    """A call or appeal: whom it addresses, what it asks, by when; each empty where the text does not say."""

    addressee: str
    words: str
    due: date | None
    start: int = 0
    end: int = 0


@dataclass(frozen=True, kw_only=True)
class Version:
    """A text in one language. `on` is the day it bears; `form` says whether it is a letter, a text with provisions, or words.

    Whatever is None is not known, and a check that needs it says so or is silent.
    """

    name: str
    text: str = field(repr=False)
    language: str
    form: Form = "words"
    status: Status = "authentic"
    on: date | None = None
    recipient: Recipient | None = None
    salutation: Words | None = None
    signatories: tuple[SignedBy, ...] = ()
    calls: tuple[Asked, ...] | None = None
    reply_by: date | None = None
    provisions: tuple[tuple[str, str], ...] | None = None
    """Label and words of each provision, where the text marks them."""
    expected: tuple[str, ...] | None = None
    """The labels that the skeleton has."""
    rests_on_findings: bool = False
    """Whether the act cites a report with findings, on which its claims can rest."""

    @cached_property
    def source(self) -> SourceText:
        """The text and its shadow, on which patterns are matched."""
        return shadowed(self.text)

    @cached_property
    def shadow(self) -> str:
        """The text with plain quotes, blanks and line ends; of the same length."""
        return self.source.shadow

    @cached_property
    def sentences(self) -> tuple[tuple[int, int], ...]:
        """Where each sentence begins and ends."""
        return tuple((s.start, s.end) for s in sentences(self.shadow, 0, len(self.shadow)))

    @cached_property
    def dates(self) -> tuple[Dated, ...]:
        """Every date in it."""
        return tuple(dates_in(self.source))

    def sentence_at(self, offset: int) -> tuple[int, int]:
        """The sentence around a character; the whole text where none is."""
        from bisect import bisect_right

        at = bisect_right(self.sentences, (offset, len(self.shadow))) - 1
        return self.sentences[at] if at >= 0 else (0, len(self.shadow))

    def sentence_around(self, start: int, end: int, most: int = 400) -> tuple[int, int]:
        """The sentence around some words, at most so many characters of it on either side."""
        begun, ends = self.sentence_at(start)
        return max(begun, start - most), max(end, min(ends, end + most))

    def finding(self, code: str, start: int, end: int, reason: str, mend: str = "") -> Finding:
        """A finding about the words from `start` to `end`."""
        words = on_one_line(self.text[start:end])[:200]
        line = self.source.line_of(start)
        return Finding(
            code=code, part=self.name, start=start, end=end, words=words, line=line, reason=reason, mend=mend
        )

    def about(self, code: str, reason: str, mend: str = "") -> Finding:
        """A finding about the text as a whole."""
        return Finding(code=code, part=self.name, reason=reason, mend=mend)


def admitted(text: str, name: str) -> str:
    """The text in the form in which it is checked: NFC, one kind of line end.

    Raises `Refusal` for hidden characters and for more than anybody could publish.
    """
    if len(text) > MOST_CHARACTERS:
        raise Refusal(name, Sentence("the text has more than {most} characters", most=MOST_CHARACTERS), "divide it")
    even = lines_ended_alike(text)
    refuse_hidden(even, name)
    return unicodedata.normalize("NFC", even)


def languages_of(versions: Sequence[Version]) -> list[str]:
    """The languages in which a text is there, in order."""
    return list(dict.fromkeys(version.language for version in versions))
