"""A text without numbers: each paragraph that does something is a provision, and lists belong to the paragraph above them."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import takewhile

from qurultay.press.importer.leads import leads_in
from qurultay.press.importer.lines import Line
from qurultay.press.importer.numbering import Opening
from qurultay.press.importer.operations import is_item, operations_in
from qurultay.press.importer.proposals import ProposedOperation, ProposedProvision, Span
from qurultay.press.importer.provision import provision_of
from qurultay.press.importer.source import SourceText

CLOSING = re.compile(
    r"(?:through this (?:declaration|resolution|statement)|in conclusion|done (?:at|in)\b|adopted (?:at|by|on|in|this|unanimously)\b|signed\b|"
    r"long live|in witness whereof|given (?:at|in|under)\b|for (?:and )?on behalf|we (?:stand united|thank|close|conclude)|finally, we|"
    r"together, we|let us|may (?:god|allah|our|the)|\*\s*\*|annex\b|appendix\b|contact\b|for (?:more|further) information|media contact|"
    r"\d{1,3}(?:st|nd|rd|th) plenary meeting|president\b.{0,80}$|secretary\b.{0,80}$|chair(?:man|person|woman)?\b.{0,80}$)",
    re.IGNORECASE,
)
"""How words of farewell begin, which bind nobody."""


@dataclass(frozen=True, kw_only=True)
class Parted:
    """A document parted into what stands before its provisions, the provisions, and what stands after."""

    before: tuple[Span, ...]
    provisions: tuple[ProposedProvision, ...]
    after: tuple[Span, ...]
    remarks: tuple[str, ...] = ()


def unnumbered(source: SourceText, paragraphs: Sequence[Span], language: str, own: Mapping[str, str]) -> Parted:
    """A text without numbers: each paragraph that does something is a provision, numbered in order."""
    does = [
        any(acts(o) or _leads(source, p, language) for o in operations_in(source, [p], language, own))
        for p in paragraphs
    ]
    if not any(does):  # a report of a meeting tells everything in the past
        does = [any(o.confidence >= 70 for o in operations_in(source, [p], language, own)) for p in paragraphs]
    if not any(does):
        return Parted(before=tuple(paragraphs), provisions=(), after=(), remarks=("no provisions were found",))
    first, last = does.index(True), len(does) - 1 - does[::-1].index(True)
    first -= sum(1 for _ in takewhile(lambda p: _opens_with_verb(source, p, language), reversed(paragraphs[:first])))
    does[first:last] = [acting or at == 0 for at, acting in enumerate(does[first:last])]
    listing = source.shadow[paragraphs[last].start : paragraphs[last].end].endswith(":")
    last += sum(1 for _ in takewhile(lambda p: listing and is_item(source, p), paragraphs[last + 1 :]))
    last += sum(1 for _ in takewhile(lambda p: _still_speaks(source, p, language, own), paragraphs[last + 1 :]))
    groups: list[list[Span]] = []
    for paragraph, acting in zip(paragraphs[first : last + 1], does[first : last + 1], strict=True):
        if acting and not (groups and is_item(source, paragraph)):
            groups.append([paragraph])
        else:
            groups[-1].append(paragraph)
    return Parted(
        before=tuple(paragraphs[:first]),
        provisions=tuple(provision_of(source, _opening(n, g[0]), g, language, own) for n, g in enumerate(groups, 1)),
        after=tuple(paragraphs[last + 1 :]),
        remarks=("the provisions have no numbers in the document; they are numbered in their order",),
    )


def acts(operation: ProposedOperation) -> bool:
    """Not a mention of what was said: a declaration counts where it is made plainly and now."""
    told = operation.lead.text.split()[0].endswith("ed") if operation.lead.text else True
    return operation.kind != "declaration" or (operation.confidence >= 85 and not told)


def _opens_with_verb(source: SourceText, paragraph: Span, language: str) -> bool:
    """ "Condemn the expulsions;" above "Call upon the Council …": what the subject above does first, however mild."""
    opens = re.match(r"[A-Z]\w*(?<!ing)(?<!ed)\s", source.shadow[paragraph.start : paragraph.end]) is not None
    leads = leads_in(source.shadow, paragraph, language, at_head=True) if opens else []
    return bool(leads) and leads[0].start == paragraph.start


def _still_speaks(source: SourceText, paragraph: Span, language: str, own: Mapping[str, str]) -> bool:
    """A last paragraph that says something with its first words, however mildly, and is no farewell."""
    if CLOSING.match(source.shadow, paragraph.start, paragraph.end):
        return False
    return any(
        o.confidence >= 70 and o.words.span.start == paragraph.start
        for o in operations_in(source, [paragraph], language, own)
    )


def _opening(at: int, paragraph: Span) -> Opening:
    return Opening(
        label=str(at), line=Line(start=paragraph.start, end=paragraph.end, hard=False), words_start=paragraph.start
    )


def _leads(source: SourceText, paragraph: Span, language: str) -> bool:
    """Opens with a lead verb of UN drafting, "Condemns …"."""
    leads = leads_in(source.shadow, paragraph, language, at_head=True)
    return (
        bool(leads)
        and re.match(
            r"(?:(?:Also|Further|Strongly|Again)\s+)?[A-Z]\w*s\b", source.shadow[paragraph.start : paragraph.end]
        )
        is not None
    )
