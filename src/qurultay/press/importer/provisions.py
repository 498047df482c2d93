"""Which paragraphs are provisions, which stand before them and which after?

The last provision ends where its paragraphs are as many as the others have, or where closing words
begin: what an assembly says in farewell binds nobody (notes on documents §4: "end a provision at a blank line").
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise, takewhile
from statistics import median_low

from qurultay.press.importer.addressees import addressee_after
from qurultay.press.importer.lead_patterns import SUBJECT, Told
from qurultay.press.importer.leads import leads_in
from qurultay.press.importer.lines import Line, lines_of, paragraphs_in
from qurultay.press.importer.numbering import Numbering, Opening, numbering_of
from qurultay.press.importer.operations import is_item, listed, operations_in, without_items
from qurultay.press.importer.proposals import ProposedOperation, ProposedProvision, Span, Words
from qurultay.press.importer.source import SourceText

_LISTED = ("call", "appeal")
_NO_LEAD = "no lead verb was found"
_STATUTES = re.compile(
    r"\b(?:statutes?|by-?laws|constitution|rules\s+of\s+procedure|regulations)\b|жарғы|ереже|نىزامنام|قائىد|устав|tüzü[kğ]",
    re.IGNORECASE,
)
"""What stands above a text that lays down rules for its own body."""
_CLOSING = re.compile(
    r"(?:through this (?:declaration|resolution|statement)|in conclusion|done (?:at|in)\b|adopted (?:at|by|on|in|this|unanimously)\b|signed\b|"
    r"long live|in witness whereof|given (?:at|in|under)\b|for (?:and )?on behalf|we (?:stand united|thank|close|conclude)|finally, we|"
    r"together, we|let us|may (?:god|allah|our|the)|\*\s*\*|annex\b|appendix\b|contact\b|for (?:more|further) information|media contact|"
    r"\d{1,3}(?:st|nd|rd|th) plenary meeting|president\b.{0,80}$|secretary\b.{0,80}$|chair(?:man|person|woman)?\b.{0,80}$)",
    re.IGNORECASE,
)
_AGREED = re.compile(
    r"\b(?:agreed?|decided?|resolved?|determined?|resolutions?|decisions?)\b(?!\s+(?:and|include))[^.:]{0,60}:",
    re.IGNORECASE,
)
_SUBJECT_ABOVE = Told(rf"(?:{SUBJECT})(?:\s+(?:has|have|also|further|then|therefore|\w+ly))*$")
_RESOLVED_THAT = re.compile(
    r"\b(?:resolved|decided|moved)\b[^:;]{0,160},?\s+that\s+(?:the|this|our|we)\b[^.;:,]{0,90}$", re.IGNORECASE
)
"""A whole sentence may lead to the subject: "Resolved, That the House of Delegates—"."""
_HEADING = re.compile(r"(?P<heading>[^:.!?;]{2,140}?)(?::|\s[–—-]\s|\.\s{1,3}(?=[A-Z]))\s*(?=\S)")


@dataclass(frozen=True, kw_only=True)
class Parted:
    """A document parted into what stands before its provisions, the provisions, and what stands after."""

    before: tuple[Span, ...]
    provisions: tuple[ProposedProvision, ...]
    after: tuple[Span, ...]
    remarks: tuple[str, ...] = ()


def part(source: SourceText, start: int, language: str, own: Mapping[str, str], skipped: frozenset[int]) -> Parted:
    """The parts of a document from `start` on; `skipped` lines are not its own."""
    lines = [line for line in lines_of(source, start) if line.start not in skipped]
    found = numbering_of(source.shadow, lines)
    openings = frozenset(opening.line.start for opening in found.openings)
    paragraphs = paragraphs_in(source, start, len(source.shadow), openings, skipped)
    if not found.openings or (
        found.style in ("bullets", "letters") and _speaks_around(source, found, paragraphs, language, own)
    ):
        return _unnumbered(source, paragraphs, language, own)
    groups = _grouped(paragraphs, found.openings)
    last = _last_without_closing(source, [group for _, group in groups])
    after = groups[-1][1][last:]
    groups[-1] = (groups[-1][0], groups[-1][1][:last])
    before = tuple(p for p in paragraphs if p.start < found.openings[0].line.start)
    above = _led_in(source, before, language, own)
    told = _subject_above(source, before)
    rules = _STATUTES.search(source.shadow, 0, start) is not None
    provisions = [_provision(source, opening, group, language, own, above, told) for opening, group in groups]
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
        _acts(o) and o.kind != "declaration"
        for p in outside
        if p.start != led or p.start > last
        for o in operations_in(source, [p], language, own)
    )


_INFINITIVE = re.compile(r"To\s+(?:\w+ly\s+)?[a-z]+\b")


def _in_infinitives(provisions: Sequence[ProposedProvision]) -> list[ProposedProvision]:
    """ "To establish …; to conduct …": a list in infinitives says what was resolved, whichever its verbs are."""
    led = [each for each in provisions if each.paragraphs and _INFINITIVE.match(each.paragraphs[0].text)]
    if len(led) < 3 or len(led) * 2 < len(provisions):
        return list(provisions)
    return [
        replace(
            each,
            operations=(
                replace(each.operations[0], kind="decision", confidence=50, remark="an infinitive among resolutions"),
            ),
        )
        if each in led and [o.remark for o in each.operations] == [_NO_LEAD]
        else each
        for each in provisions
    ]


def _ruled(provision: ProposedProvision) -> ProposedProvision:
    """What a statute says without a lead verb it lays down: "The Conference is the supreme organ"."""
    if [each.remark for each in provision.operations] != [_NO_LEAD]:
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
        if at and (_CLOSING.match(source.shadow, paragraph.start, paragraph.end) or at >= max(usual, 1)):
            if re.match(r"\(?[a-z0-9]{1,3}[.)]\s", source.shadow[paragraph.start : paragraph.end]):
                continue
            return at
    return len(groups[-1])


def _provision(
    source: SourceText,
    opening: Opening,
    paragraphs: Sequence[Span],
    language: str,
    own: Mapping[str, str],
    above: ProposedOperation | None = None,
    told: bool = False,
) -> ProposedProvision:
    first = source.trimmed(opening.words_start, paragraphs[0].end)
    written = [p for p in (first, *paragraphs[1:]) if p.end > p.start]
    # only a number above them makes first words a heading; "Geneva – On this day …" opens a paragraph
    numbered = opening.words_start > opening.line.start
    heading, bodies = _headed(source, written, language) if numbered and written else (None, written or [first])
    asked = above is not None and above.kind in _LISTED and _INFINITIVE.match(source.shadow, bodies[0].start)
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
    return (_weak("declaration", source.words(bodies[0].start, bodies[0].start), whole, 25, _NO_LEAD),)


def _weak(kind: str, lead: Words, whole: Words, confidence: int, remark: str) -> ProposedOperation:
    return ProposedOperation(kind=kind, lead=lead, words=whole, confidence=confidence, remark=remark)


def _unnumbered(source: SourceText, paragraphs: Sequence[Span], language: str, own: Mapping[str, str]) -> Parted:
    """A text without numbers: each paragraph that does something is a provision, numbered in order."""
    does = [
        any(_acts(o) or _leads(source, p, language) for o in operations_in(source, [p], language, own))
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
        provisions=tuple(_provision(source, _opening(n, g[0]), g, language, own) for n, g in enumerate(groups, 1)),
        after=tuple(paragraphs[last + 1 :]),
        remarks=("the provisions have no numbers in the document; they are numbered in their order",),
    )


def _acts(operation: ProposedOperation) -> bool:
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
    if _CLOSING.match(source.shadow, paragraph.start, paragraph.end):
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
