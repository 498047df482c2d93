"""What a check found: a code of the closed table, where, why, and how to mend it."""

from dataclasses import dataclass
from typing import Literal

from qurultay.press.preflight.codes import CODES, Severity
from qurultay.tlog.sentence import Sentence

Verdict = Literal["error", "warning", "unknown", "confirmed"]


@dataclass(frozen=True, kw_only=True)
class Finding:
    """One finding. `part` names the text or file; the span counts its characters from the beginning.

    >>> Finding(code="placeholder", part="text.en", start=0, end=4, words="TODO", line=1, reason="a gap is left").severity
    'error'
    """

    code: str
    part: str
    start: int = 0
    end: int = 0
    words: str = ""
    line: int = 0
    reason: str
    mend: str = ""

    def __post_init__(self) -> None:
        """A code that is not in the table is a mistake of ours."""
        if self.code not in CODES:
            raise KeyError(self.code)

    @property
    def severity(self) -> Severity:
        """How much it matters: the code says so, never the check."""
        return CODES[self.code].severity

    @property
    def how(self) -> str:
        """How to mend it: as the check says, else as the code says in general."""
        return self.mend or CODES[self.code].mend

    def sentence(self) -> str:
        """The finding as one sentence with its place.

        >>> Finding(code="placeholder", part="text.en", line=3, words="[name]", reason="a gap is left").sentence()
        'text.en, line 3: a gap is left; write what belongs there.'
        """
        return f"{self.said()}."

    def said(self) -> Sentence:
        """The same as one part of another sentence."""
        where = Sentence("{part}, line {line}", part=self.part, line=self.line) if self.line else self.part
        reason = Sentence.of(self.reason)
        if not self.how:
            return Sentence("{where}: {reason}", where=where, reason=reason)
        return Sentence("{where}: {reason}; {how}", where=where, reason=reason, how=Sentence.of(self.how))


def in_order(findings: list[Finding]) -> tuple[Finding, ...]:
    """The gravest first; within one severity as they stand in the text. A finding that was made twice stands once."""
    ranks = {"error": 0, "warning": 1, "unknown": 2, "confirmed": 3}
    return tuple(sorted(dict.fromkeys(findings), key=lambda f: (ranks[f.severity], f.part, f.start, f.end, f.code)))
