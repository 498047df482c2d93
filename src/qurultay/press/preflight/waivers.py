"""A finding that is to stand all the same: which one, in which part, and why. It is signed with the act it belongs to.

A waiver is a line of the act's part `waivers.LANG`, whose hash every officer signs: `CODE in PART: the reason`, or, for one
place of several, `CODE in PART at "words": the reason`. So nobody waives alone, and everybody can read why.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from qurultay.press.preflight.codes import CODES
from qurultay.press.preflight.finding import Finding
from qurultay.tlog.sentence import Sentence

_LINE = re.compile(
    r'(?P<code>[a-z-]{3,40}) in (?P<part>[a-z0-9.-]{3,64})(?: at ["“«](?P<words>[^"”»\n]{1,200})["”»])?: (?P<reason>\S.{9,})'
)
NEVER = frozenset(
    {"private-name", "waiver-malformed", "tracked-changes", "hidden-text", "metadata-path", "file-active"}
)
"""What no reason excuses: what it publishes about people cannot be called back."""


@dataclass(frozen=True, kw_only=True)
class Waiver:
    """One line: it covers findings of a code in a part, or those of them about the same words."""

    code: str
    part: str
    words: str
    reason: str
    stands_in: str
    line: int

    def covers(self, finding: Finding) -> bool:
        """Is this finding meant?"""
        meant = (finding.code, finding.part) == (self.code, self.part) and self.code not in NEVER
        return meant and (not self.words or " ".join(self.words.split()) in " ".join(finding.words.split()))


def read_waivers(text: str, part: str) -> tuple[list[Waiver], list[Finding]]:
    """The waivers in a part, and what is wrong with the lines that are none.

    >>> waivers, faults = read_waivers("name-not-valid in text.en: the city is named as in the treaty\\n", "waivers.en")
    >>> waivers[0].code, faults
    ('name-not-valid', [])
    """
    waivers, faults = [], []
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        hit = _LINE.fullmatch(line.strip())
        why = _fault(hit)
        if hit is None or why:
            faults.append(Finding(code="waiver-malformed", part=part, line=number, words=line[:200], reason=why))
        else:
            waivers.append(Waiver(code=hit["code"], part=hit["part"], words=hit["words"] or "", reason=hit["reason"],
                                  stands_in=part, line=number))  # fmt: skip
    return waivers, faults


def _fault(hit: re.Match[str] | None) -> str:
    if hit is None:
        return Sentence("this line is no waiver")
    if hit["code"] not in CODES:
        return Sentence("there is no code {code!r}", code=hit["code"])
    if hit["code"] in NEVER:
        return Sentence("nothing excuses {code!r}", code=hit["code"])
    return ""


def after_waivers(findings: Sequence[Finding], waivers: Iterable[Waiver]) -> list[Finding]:
    """The findings that still stand; a waiver that covers nothing is one itself."""
    kept = list(waivers)
    standing = [finding for finding in findings if not any(waiver.covers(finding) for waiver in kept)]
    idle = [w for w in kept if not any(w.covers(finding) for finding in findings)]
    return standing + [
        Finding(
            code="waiver-idle",
            part=w.stands_in,
            line=w.line,
            reason=Sentence("nothing was found that {code} in {part} would cover", code=w.code, part=w.part),
        )
        for w in idle
    ]
