"""Which paragraphs are provisions, which stand before them and which after?

The last provision ends where its paragraphs are as many as the others have, or where closing words
begin: what an assembly says in farewell binds nobody (notes on documents §4: "end a provision at a blank line").
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import pairwise
from statistics import median_low

from qurultay.press.importer.lead_patterns import SUBJECT, Told
from qurultay.press.importer.lines import lines_of, paragraphs_in
from qurultay.press.importer.numbering import Numbering, Opening, numbering_of
from qurultay.press.importer.operations import operations_in
from qurultay.press.importer.proposals import ProposedOperation, ProposedProvision, Span
from qurultay.press.importer.provision import INFINITIVE, NO_LEAD, provision_of
from qurultay.press.importer.source import SourceText
from qurultay.press.importer.unnumbered import CLOSING, Parted, acts, unnumbered

_STATUTES = re.compile(
    r"\b(?:statutes?|by-?laws|constitution|rules\s+of\s+procedure|regulations)\b|жарғы|ереже|نىزامنام|قائىد|устав|tüzü[kğ]",
    re.IGNORECASE,
)
"""What stands above a text that lays down rules for its own body."""
_AGREED = re.compile(
    r"\b(?:agreed?|decided?|resolved?|determined?|resolutions?|decisions?)\b(?!\s+(?:and|include))[^.:]{0,60}:",
    re.IGNORECASE,
)
_SUBJECT_ABOVE = Told(rf"(?:{SUBJECT})(?:\s+(?:has|have|also|further|then|therefore|\w+ly))*$")
_RESOLVED_THAT = re.compile(
    r"\b(?:resolved|decided|moved)\b[^:;]{0,160},?\s+that\s+(?:the|this|our|we)\b[^.;:,]{0,90}$", re.IGNORECASE
)
"""A whole sentence may lead to the subject: "Resolved, That the House of Delegates—"."""


def part(source: SourceText, start: int, language: str, own: Mapping[str, str], skipped: frozenset[int]) -> Parted:
    """The parts of a document from `start` on; `skipped` lines are not its own."""
    lines = [line for line in lines_of(source, start) if line.start not in skipped]
    found = numbering_of(source.shadow, lines)
    openings = frozenset(opening.line.start for opening in found.openings)
    paragraphs = paragraphs_in(source, start, len(source.shadow), openings, skipped)
    if not found.openings or (
        found.style in ("bullets", "letters") and _speaks_around(source, found, paragraphs, language, own)
    ):
        return unnumbered(source, paragraphs, language, own)
    groups = _grouped(paragraphs, found.openings)
    last = _last_without_closing(source, [group for _, group in groups])
    after = groups[-1][1][last:]
    groups[-1] = (groups[-1][0], groups[-1][1][:last])
    before = tuple(p for p in paragraphs if p.start < found.openings[0].line.start)
    above = _led_in(source, before, language, own)
    told = _subject_above(source, before)
    rules = _STATUTES.search(source.shadow, 0, start) is not None
    provisions = [provision_of(source, opening, group, language, own, above, told) for opening, group in groups]
    provisions = [_ruled(each) for each in provisions] if rules else _in_infinitives(provisions)
    wordless = tuple(f"number {p.label} has no words" for p in provisions if not _has_words(p))
    return Parted(
        before=before,
        provisions=tuple(p for p in provisions if _has_words(p)),
        after=tuple(after),
        remarks=_remarks(found) + wordless,
    )


def _speaks_around(
    source: SourceText, found: Numbering, paragraphs: Sequence[Span], language: str, own: Mapping[str, str]
) -> bool:
    """Does a paragraph outside a list without numbers do something too? Then the list belongs to the paragraph above it."""
    first, last = found.openings[0].line.start, found.openings[-1].line.start
    begun = {opening.line.start for opening in found.openings}
    outside = [p for p in paragraphs if p.start not in begun]
    led = max((p.start for p in outside if p.start < first), default=-1)
    return any(
        acts(o) and o.kind != "declaration"
        for p in outside
        if p.start != led or p.start > last
        for o in operations_in(source, [p], language, own)
    )


def _in_infinitives(provisions: Sequence[ProposedProvision]) -> list[ProposedProvision]:
    """ "To establish …; to conduct …": a list in infinitives says what was resolved, whichever its verbs are."""
    led = [each for each in provisions if each.paragraphs and INFINITIVE.match(each.paragraphs[0].text)]
    if len(led) < 3 or len(led) * 2 < len(provisions):
        return list(provisions)
    return [
        replace(
            each,
            operations=(
                replace(each.operations[0], kind="decision", confidence=50, remark="an infinitive among resolutions"),
            ),
        )
        if each in led and [o.remark for o in each.operations] == [NO_LEAD]
        else each
        for each in provisions
    ]


def _ruled(provision: ProposedProvision) -> ProposedProvision:
    """What a statute says without a lead verb it lays down: "The Conference is the supreme organ"."""
    if [each.remark for each in provision.operations] != [NO_LEAD]:
        return provision
    laid = replace(provision.operations[0], kind="decision", confidence=55, remark="a rule of its own")
    return replace(provision, operations=(laid,))


def _has_words(provision: ProposedProvision) -> bool:
    return bool(provision.heading) or any(words.text for words in provision.paragraphs)


def _led_in(
    source: SourceText, before: Sequence[Span], language: str, own: Mapping[str, str]
) -> ProposedOperation | None:
    """What the last words above a list say of all its items: "Declares that:", "We call on Osmark to:"."""
    words = source.shadow[before[-1].start : before[-1].end].rstrip("-–— ") if before else ""
    if not words.endswith(":") and not (words.endswith(",") and len(words.split()) < 4):  # "Decides,"
        return None
    above = operations_in(source, [before[-1]], language, own)
    if above:
        return above[-1]
    agreed = _AGREED.search(source.shadow, before[-1].start, before[-1].end)
    return (
        ProposedOperation(
            kind="decision", lead=source.words(*agreed.span()), words=source.words(*agreed.span()), confidence=70
        )
        if agreed
        else None
    )


def _subject_above(source: SourceText, before: Sequence[Span]) -> bool:
    """ "The Congress:" stands above the list, and each item goes on from it: "condemned …", "decides …"."""
    words = source.shadow[before[-1].start : before[-1].end].strip() if before else ""
    words = words.rstrip("-–— :")
    return (len(words) < 120 and _SUBJECT_ABOVE.match(words) is not None) or _RESOLVED_THAT.search(words) is not None


def _remarks(found: Numbering) -> tuple[str, ...]:
    missing = tuple(f"number {n} is missing between the provisions" for n in found.missing)
    bulleted = ("the provisions have no numbers in the document; they are numbered in their order",)
    anew = ("the numbers begin anew in the document; the provisions are counted through",)
    return missing + (bulleted if found.style == "bullets" else ()) + (anew if found.begun_anew else ())


def _grouped(paragraphs: Sequence[Span], openings: Sequence[Opening]) -> list[tuple[Opening, list[Span]]]:
    """The paragraphs of each provision: from its opening up to the next."""
    ends = [*(b.line.start for _, b in pairwise(openings)), paragraphs[-1].end + 1]
    return [
        (o, [p for p in paragraphs if o.line.start <= p.start < end]) for o, end in zip(openings, ends, strict=True)
    ]


def _last_without_closing(source: SourceText, groups: Sequence[Sequence[Span]]) -> int:
    """How many paragraphs the last provision has: where closing words begin, at most as many as the others."""
    usual = median_low([len(group) for group in groups[:-1]] or [1])
    for at, paragraph in enumerate(groups[-1]):
        if at and (CLOSING.match(source.shadow, paragraph.start, paragraph.end) or at >= max(usual, 1)):
            if re.match(r"\(?[a-z0-9]{1,3}[.)]\s", source.shadow[paragraph.start : paragraph.end]):
                continue
            return at
    return len(groups[-1])
