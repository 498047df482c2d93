"""What does a paragraph do? Its lead words are looked up in the lexicon, with their subject or at its head.

Three ways of writing are known: "We call upon …" (a subject before the verb), "Calls upon …" (the
lead verb of UN drafting, at the head of a paragraph), and languages whose verb stands last. A
paragraph may do several things; declarations that follow one another count as one.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import groupby, takewhile

from qurultay.press.importer.addressees import GATHERING, addressee_after, addressee_of
from qurultay.press.importer.dates import dates_in, days_in
from qurultay.press.importer.lead import Lead
from qurultay.press.importer.leads import leads_in
from qurultay.press.importer.lexicon import VERB_LAST
from qurultay.press.importer.proposals import AddressedTo, DayRange, ProposedOperation, Span
from qurultay.press.importer.sentences import sentences
from qurultay.press.importer.source import SourceText

NOBODY = "nobody is addressed"
ASKING = frozenset({"call", "appeal", "offer"})
_JOINING = re.compile(
    r"\bto\s+(?:\w+ly\s+)?(?:join|unite|attend|participate|take\s+part|visit|meet|stand\s+(?:with|together|united)|partner|"
    r"cooperate|celebrate|share|work\s+(?:with\s+us|together)|be\s+(?:present|our\s+guest))\b|\bwith\s+us\b|"
    rf"\bto\s+{GATHERING}"
)
_DAY = re.compile(r"\b(?:day|week|month|holiday|anniversary)\b|كۈنى|күні", re.I)
_DAY_NAME = re.compile(
    r"\"([^\"]{3,90})\"|(?<![\w])'([^'\n]{3,90})'(?!\w)"
    r"|\bas\s+(?:an?\s+|the\s+)?[\"']?((?:[\w'-]+\s+){0,8}Day\b(?:\s+(?:of|for|against)\s+(?:the\s+)?(?:[A-Z][\w'-]*\s*){1,6})?)"
    r"|\bthe\s+[\"']?((?:[\w'-]+\s+){0,8}Day\b(?:\s+(?:of|for|against)\s+(?:the\s+)?(?:[A-Z][\w'-]*\s*){1,6})?)"
    r"|\b((?:[A-Z][\w'-]*\s+){0,6}Day\b(?:\s+(?:of|for|against)\s+(?:[\w'-]+\s?){1,4})?)"
    r"|\d{1,2}\s?-?\s?\w+\s+(\w[^.]{2,60}?(?:күні|كۈنى))"
)
_PARTNERS = re.compile(
    r"\b(?:with|to)\s+(?:an?\s+(?:\w+\s+)?(?:array|range|variety|number)\s+of\s+|(?=the\b|all\b|any\b|every\b|each\b|those\b))"
)
_OF_PEOPLE = frozenset(
    (
        "call upon",
        "call on",
        "appeal to",
        "implore",
        "beseech",
        "entreat",
        "urge",
        "invite",
        "ask",
        "plead with",
        "exhort",
    )
)
_DUE = re.compile(
    r"\b(?:by|before|until|no\s+later\s+than|not\s+later\s+than|on\s+or\s+before|prior\s+to)\s+(?:the\s+)?$", re.I
)


def operations_in(
    source: SourceText,
    paragraphs: Sequence[Span],
    language: str,
    own: Mapping[str, str] | None = None,
    told: bool = False,
) -> tuple[ProposedOperation, ...]:
    """What these paragraphs do, in order. `told`: a subject stands above them, "The Congress:", and each goes on from it.

    >>> from qurultay.press.importer.source import source_text
    >>> source = source_text("We pledge to listen. Furthermore, we call on all states to act by 1 May 2027.")
    >>> found = operations_in(source, [Span(start=0, end=len(source.text))], "en")
    >>> [(o.kind, o.addressee.ref if o.addressee else "", str(o.due.first) if o.due else "") for o in found]
    [('pledge', '', ''), ('call', 'class/states', '2027-05-01')]
    """
    found = [
        _operation(source, lead, stop, language, own or {})
        for paragraph in paragraphs
        for lead, stop in _reaches(source, paragraph, language, told)
    ]
    return tuple(_joined(source, list(_resumed(source, found))))


_PRONOUN = re.compile(r"\s*(?:upon|on|to)?\s*(?:them|it|him|her|these|those|the same)\b", re.IGNORECASE)
_ITEM = re.compile(
    r"(?:\(?(?:\d{1,2}|[a-z]|[ivx]{1,4})[.)]|\d{1,2}(?:\.\d{1,2}){1,3}\.?|[-*•·▪►➢–—])\s+|(?=[Tt]o\s+[a-z])"
)
"""How an item of a list below a request begins: "(a)", "1.1.", a bullet, or with the verb it goes on with."""


def _resumed(source: SourceText, found: Sequence[ProposedOperation]) -> Iterator[ProposedOperation]:
    """ "… and encourages them to …": whom the call before addressed."""
    before: AddressedTo | None = None
    for operation in found:
        behind = source.shadow[operation.lead.span.end : operation.lead.span.end + 20]
        if operation.kind in ASKING and operation.addressee is None and before is not None and _PRONOUN.match(behind):
            operation = replace(operation, addressee=before, remark="")
        before = operation.addressee or before
        yield operation


def listed(source: SourceText, operation: ProposedOperation, paragraphs: Sequence[Span]) -> list[ProposedOperation]:
    """ "We urge you to:" with a list below it asks as many things as the list has items."""
    words = operation.words.span
    if not _leads_on(operation):
        return [operation]
    starts = ((_ITEM.match(source.shadow, p.start, p.end), p) for p in items_below(source, words.end, paragraphs))
    found = [
        replace(
            operation,
            addressee=operation.addressee or _named_by_item(source, hit.end(), p.end),
            words=source.words(hit.end(), last_word(source, hit.end(), p.end)),
        )
        for hit, p in starts
        if hit
    ]
    return found or [operation]


def _named_by_item(source: SourceText, start: int, end: int) -> AddressedTo | None:
    """ "Calls for: • countries to …": each item names whom it addresses, or says at once what is to be done."""
    does = re.match(r"[Tt]o\s", source.shadow[start : start + 3]) is not None
    return None if does else addressee_after(source, start, end)


def _leads_on(operation: ProposedOperation) -> bool:
    return re.search(r"[:–—]-?$", operation.words.text) is not None


def is_item(source: SourceText, paragraph: Span) -> bool:
    """Does this paragraph begin as an item of a list does?"""
    return _ITEM.match(source.shadow, paragraph.start, paragraph.end) is not None


def items_below(source: SourceText, end: int, paragraphs: Sequence[Span]) -> list[Span]:
    """The items of the list that follows these words, one paragraph each."""
    below = [p for p in paragraphs if p.start >= end]
    return list(takewhile(lambda p: is_item(source, p), below))


def without_items(
    source: SourceText, found: Sequence[ProposedOperation], paragraphs: Sequence[Span]
) -> list[ProposedOperation]:
    """What the items of a request say is what it asks for, and nothing the text does itself: "calls upon them: (a) to recognise …"."""
    inside: list[Span] = []
    kept: list[ProposedOperation] = []
    for operation in found:
        if any(item.start <= operation.lead.span.start < item.end for item in inside):
            continue
        kept.append(operation)
        if operation.kind in ("call", "appeal") and _leads_on(operation):
            inside += items_below(source, operation.words.span.end, paragraphs)
    return kept


def _reaches(source: SourceText, paragraph: Span, language: str, told: bool) -> Iterator[tuple[Lead, int]]:
    """Each lead of a paragraph and where what it governs ends: at the next lead, or with its sentence."""
    for number, sentence in enumerate(sentences(source.shadow, paragraph.start, paragraph.end)):
        leads = leads_in(source.shadow, sentence, language, at_head=number == 0, told=told)
        for at, lead in enumerate(leads):
            yield lead, leads[at + 1].whole_start if at + 1 < len(leads) else sentence.end


def _operation(source: SourceText, lead: Lead, stop: int, language: str, own: Mapping[str, str]) -> ProposedOperation:
    who = _who(source, lead, stop, language, own) if lead.kind in ASKING else None
    operation = ProposedOperation(
        kind=lead.kind,
        lead=source.words(lead.start, lead.end),
        words=source.words(lead.whole_start, last_word(source, lead.end, stop)),
        confidence=lead.confidence,
        addressee=who,
        due=_due(source, lead.whole_start, stop) if lead.kind in ("call", "appeal", "pledge", "decision") else None,
        remark=lead.remark,
    )
    if lead.may_be_observance and (kept := _observance(source, operation, lead.whole_start, stop)) is not None:
        return kept
    return _judged(source, operation, lead, stop)


_JOINT = re.compile(r"(?:[\s,;]|\b(?:and|furthermore|moreover|additionally|also|while|therefore)\b)+$")


def last_word(source: SourceText, start: int, stop: int) -> int:
    """Where the words end: before the joint that leads to the next."""
    joint = _JOINT.search(source.shadow, max(start, stop - 40), stop)
    return joint.start() if joint is not None else stop


def _who(source: SourceText, lead: Lead, stop: int, language: str, own: Mapping[str, str]) -> AddressedTo | None:
    if lead.addressee is not None:
        return addressee_of(source, lead.addressee, own)
    if language in VERB_LAST:
        return addressee_after(source, lead.whole_start, lead.start, language, own)
    if lead.phrase.endswith((" for", "call to")):
        return None
    if lead.kind == "offer" and lead.phrase != "invite":
        partner = _PARTNERS.search(source.shadow, lead.end, stop)
        return addressee_after(source, partner.end(), stop, language, own) if partner is not None else None
    return addressee_after(source, lead.end, stop, language, own, lead.phrase in _OF_PEOPLE)


def _judged(source: SourceText, operation: ProposedOperation, lead: Lead, stop: int) -> ProposedOperation:
    """Weigh what stands behind the verb: a call that names nobody is doubtful; an invitation may be an offer."""
    if operation.kind not in ASKING or lead.phrase == "please":
        return operation
    asked = re.search(r"\bto\s+[a-z]", source.shadow[lead.end : stop])
    weight = 4 if operation.addressee and asked else (0 if operation.addressee else -12)
    remark = operation.remark or ("" if operation.addressee or operation.kind == "offer" else NOBODY)
    kind = operation.kind
    if lead.phrase == "invite" and (not asked or _JOINING.search(source.shadow, lead.end, stop)):
        kind = "offer"
    if kind == "offer" and lead.phrase != "invite":
        weight = 0
    return replace(operation, kind=kind, confidence=min(97, max(5, operation.confidence + weight)), remark=remark)


def _observance(source: SourceText, operation: ProposedOperation, start: int, stop: int) -> ProposedOperation | None:
    """A day of the year that is to be kept, where the words name both the day and that it is one."""
    dates = dates_in(source, start, stop)
    if not dates or not _DAY.search(source.shadow, start, stop):
        return None
    month, day = dates[0].first
    named = _DAY_NAME.search(source.shadow, start, stop)
    name = source.words(*named.span(named.lastindex or 0)).text if named else ""
    return replace(operation, kind="observance", month=month, day=day, name=name, addressee=None, due=None,
                   confidence=max(operation.confidence, 90))  # fmt: skip


def _due(source: SourceText, start: int, stop: int) -> DayRange | None:
    """The day by which it is to be done, if a date stands behind "by" or "before"."""
    return next(
        (
            d
            for d in days_in(source, start, stop)
            if _DUE.search(source.shadow, max(start, d.words.span.start - 30), d.words.span.start)
        ),
        None,
    )


def _joined(source: SourceText, found: list[ProposedOperation]) -> Iterator[ProposedOperation]:
    """Declarations that follow one another are one position."""
    for kind, group in groupby(found, key=lambda operation: operation.kind):
        operations = list(group)
        if kind != "declaration" or len(operations) == 1:
            yield from operations
            continue
        words = source.words(operations[0].words.span.start, operations[-1].words.span.end)
        yield replace(operations[0], words=words, confidence=max(o.confidence for o in operations))
