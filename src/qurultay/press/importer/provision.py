"""One provision: its label, its heading, its paragraphs and what it does.

Where its own words have no lead verb, what stands above the list or in the heading is taken, with little confidence.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from qurultay.press.importer.addressees import addressee_after
from qurultay.press.importer.leads import leads_in
from qurultay.press.importer.numbering import Opening
from qurultay.press.importer.operations import listed, operations_in, without_items
from qurultay.press.importer.proposals import ProposedOperation, ProposedProvision, Span, Words
from qurultay.press.importer.source import SourceText

_LISTED = ("call", "appeal")
NO_LEAD = "no lead verb was found"
_HEADING = re.compile(r"(?P<heading>[^:.!?;]{2,140}?)(?::|\s[–—-]\s|\.\s{1,3}(?=[A-Z]))\s*(?=\S)")
INFINITIVE = re.compile(r"To\s+(?:\w+ly\s+)?[a-z]+\b")


def provision_of(
    source: SourceText,
    opening: Opening,
    paragraphs: Sequence[Span],
    language: str,
    own: Mapping[str, str],
    above: ProposedOperation | None = None,
    told: bool = False,
) -> ProposedProvision:
    """The provision that these paragraphs make: `above` leads to all of a list, `told` means that a subject stands above it."""
    first = source.trimmed(opening.words_start, paragraphs[0].end)
    written = [p for p in (first, *paragraphs[1:]) if p.end > p.start]
    # only a number above them makes first words a heading; "Geneva – On this day …" opens a paragraph
    numbered = opening.words_start > opening.line.start
    heading, bodies = _headed(source, written, language) if numbered and written else (None, written or [first])
    asked = above is not None and above.kind in _LISTED and INFINITIVE.match(source.shadow, bodies[0].start)
    if asked and (inherited := _inherited(source, bodies, above)):  # "asks the Board: 1. To call on …" asks the Board
        return ProposedProvision(
            label=opening.label, heading=heading.text if heading is not None else "", operations=inherited,
            paragraphs=tuple(words for body in bodies if (words := source.words(body.start, body.end)).text),
            span=Span(start=paragraphs[0].start, end=paragraphs[-1].end),
        )  # fmt: skip
    found = without_items(source, operations_in(source, bodies, language, own, told), bodies)
    operations = tuple(each for o in found for each in (listed(source, o, bodies) if o.kind in _LISTED else [o]))
    return ProposedProvision(
        label=opening.label,
        heading=heading.text if heading is not None else "",
        paragraphs=tuple(words for body in bodies if (words := source.words(body.start, body.end)).text),
        operations=operations
        or _inherited(source, bodies, above)
        or _by_heading(source, heading, bodies, language, own),
        span=Span(start=paragraphs[0].start, end=paragraphs[-1].end),
    )


def _inherited(
    source: SourceText, bodies: Sequence[Span], above: ProposedOperation | None
) -> tuple[ProposedOperation, ...]:
    if above is None or not bodies:
        return ()
    whole = source.words(bodies[0].start, bodies[-1].end)
    who = above.addressee
    goes_on = re.match(r"[Tt]o\s", source.shadow[bodies[0].start : bodies[0].end]) is not None
    if who is None and above.kind in ("call", "appeal") and not goes_on:  # "We urge: 1. the authorities of Vorn to …"
        who = addressee_after(source, bodies[0].start, bodies[0].end)
    return (
        replace(
            above,
            addressee=who,
            words=whole,
            confidence=max(above.confidence - 25, 30),
            remark="its lead words stand above the list",
        ),
    )


def _headed(source: SourceText, paragraphs: Sequence[Span], language: str) -> tuple[Words | None, list[Span]]:
    """The heading of a provision, if its first words are one, and the paragraphs without it."""
    first, rest = paragraphs[0], list(paragraphs)
    words = source.shadow[first.start : first.end]
    if len(rest) > 1 and len(words) <= 140 and words[-1] not in ".;:,":
        return source.words(first.start, first.end), rest[1:]
    hit = _HEADING.match(source.shadow, first.start, first.end)
    if hit is None or len(hit["heading"].split()) > 16 or not hit["heading"][0].isupper():
        return None, rest
    leads = leads_in(source.shadow, Span(start=first.start, end=hit.end("heading")), language, at_head=True)
    # "Decides that:" is a lead, "Call for Decolonization:" a heading
    finite = re.match(r"\w+s\b", hit["heading"]) is not None or hit["heading"].endswith(" to")
    if leads and (finite or not _titled(hit["heading"])):
        return None, rest
    return source.words(*hit.span("heading")), [Span(start=hit.end(), end=first.end), *rest[1:]]


def _titled(words: str) -> bool:
    """Written in the manner of titles, most words with a capital."""
    long = [word for word in re.findall(r"[^\W\d_][\w'-]*", words) if len(word) > 3]
    return len(long) > 1 and sum(word[0].isupper() for word in long) * 3 >= len(long) * 2


def _by_heading(
    source: SourceText, heading: Words | None, bodies: Sequence[Span], language: str, own: Mapping[str, str]
) -> tuple[ProposedOperation, ...]:
    """Where no lead verb is found: what the heading promises, else a declaration; both with little confidence."""
    whole = source.words(bodies[0].start, bodies[-1].end)
    if heading is not None:
        for operation in operations_in(source, [heading.span], language, own)[:1]:
            return (_weak(operation.kind, heading, whole, 40, "read off the heading alone"),)
        word = re.search(
            r"\b(?:commitment|pledge|appeal|call|declaration|decision|invitation)\b", heading.text, re.IGNORECASE
        )
        if word is not None:
            kind = {"commitment": "pledge", "invitation": "offer"}.get(word.group().lower(), word.group().lower())
            return (_weak(kind, heading, whole, 35, "read off the heading alone"),)
    if re.match(r"That\s", source.shadow[bodies[0].start : bodies[0].end]):
        return (_weak("decision", source.words(bodies[0].start, bodies[0].start), whole, 50, "resolved that it be so"),)
    if re.search(
        r"\b(?:shall|enters?\s+into\s+force|takes?\s+effect)\b", source.shadow[bodies[0].start : bodies[-1].end]
    ):
        return (_weak("decision", source.words(bodies[0].start, bodies[0].start), whole, 45, "a rule of its own"),)
    return (_weak("declaration", source.words(bodies[0].start, bodies[0].start), whole, 25, NO_LEAD),)


def _weak(kind: str, lead: Words, whole: Words, confidence: int, remark: str) -> ProposedOperation:
    return ProposedOperation(kind=kind, lead=lead, words=whole, confidence=confidence, remark=remark)
