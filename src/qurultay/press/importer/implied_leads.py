"""Where do words ask or promise without a subject and its verb? Courtesies, passives, duties, pleas and plain forms behind "Resolved"."""

import re
from collections.abc import Iterator

from qurultay.press.importer.lead import Lead, is_past, lead_of
from qurultay.press.importer.lead_patterns import (
    BOUND,
    COULD,
    DOING,
    GRATEFUL,
    HEAD,
    HONOUR,
    HOPE,
    KEPT,
    NEEDED,
    OPEN,
    OURS,
    OWN_NOUNS,
    PASSIVE,
    PLEASE,
    RESOLVED,
    YOU,
)
from qurultay.press.importer.lexicon import NOUNS
from qurultay.press.importer.proposals import Span


def honoured(shadow: str, sentence: Span) -> Iterator[Lead]:
    """ "… has the honour to request": whoever is honoured, the verb behind it is meant."""
    for courtesy in HONOUR.finditer(shadow, sentence.start, sentence.end):
        hit = HEAD.match(shadow, courtesy.end(), sentence.end)
        if hit is not None and not (hit["verb"] and is_past(hit["verb"])):
            yield lead_of(shadow, hit, courtesy.start(), sentence, 88)


_NAME = re.compile(r"\s*(?:the\s+)?[A-Z][\w'-]*(?:\s+(?:of|the|for|and|[A-Z][\w'-]*)){0,8}\s+")


def resolved_in(shadow: str, sentence: Span) -> Iterator[Lead]:
    """ "Resolved, that the Union urge …": behind a name the verb stands in its plain form."""
    resolved = RESOLVED.match(shadow, sentence.start, sentence.end)
    name = _NAME.match(shadow, resolved.end(), sentence.end) if resolved is not None else None
    hit = HEAD.match(shadow, name.end(), sentence.end) if name is not None else None
    if hit is not None and hit["verb"] and not is_past(hit["verb"]):
        yield lead_of(shadow, hit, sentence.start, sentence, 85)


def implied(shadow: str, sentence: Span) -> Iterator[Lead]:
    """Words that ask or promise without a lead verb."""
    for hit in OURS.finditer(shadow, sentence.start, sentence.end):
        noun = " ".join(hit["noun"].lower().split())
        yield Lead(kind=OWN_NOUNS[noun], phrase=noun, start=hit.start("noun"), end=hit.end(), whole_start=hit.start(),
                   confidence=60 if noun in NOUNS or noun == "resolution" else 45)  # fmt: skip
    resolved = RESOLVED.match(shadow, sentence.start, sentence.end)
    begun = sentence.start if resolved is None else resolved.end() + len(shadow[resolved.end() :][:1])
    if (passive := PASSIVE.match(shadow, begun, sentence.end)) is not None:
        who = Span(start=passive.start("who"), end=passive.end("who"))
        kind = "appeal" if passive["verb"] == "implored" else "call"
        yield Lead(kind=kind, phrase="be asked", start=passive.start("verb"), end=passive.end("verb"),
                   whole_start=passive.start(), confidence=65, addressee=who)  # fmt: skip
    if (bound := BOUND.match(shadow, sentence.start, sentence.end)) is not None:
        who = Span(start=bound.start("who"), end=bound.end("who"))
        yield Lead(kind="call", phrase="must", start=bound.start("verb"), end=bound.end("verb"),
                   whole_start=bound.start(), confidence=50, addressee=who)  # fmt: skip
    for pattern in (DOING, NEEDED):
        for hit in pattern.finditer(shadow, sentence.start, sentence.end):
            kind = "appeal" if hit["verb"].startswith("appeal") else "call"
            yield Lead(kind=kind, phrase="be asking", start=hit.start("verb"), end=hit.end(), whole_start=hit.start(),
                       confidence=70 if pattern is DOING else 55)  # fmt: skip
    for hit in KEPT.finditer(shadow, sentence.start, sentence.end):
        yield Lead(kind="declaration", phrase="be declared", start=hit.start("verb"), end=hit.end(), whole_start=sentence.start,
                   confidence=70, may_be_observance=True)  # fmt: skip
    for pattern, kind, confidence in (
        (COULD, "call", 50),
        (PLEASE, "call", 55),
        (GRATEFUL, "call", 78),
        (YOU, "call", 70),
        (HOPE, "appeal", 45),
        (OPEN, "offer", 60),
    ):
        for hit in pattern.finditer(shadow, sentence.start, sentence.end):
            yield Lead(
                kind=kind,
                phrase="please",
                start=hit.start(),
                end=hit.end(),
                whole_start=hit.start(),
                confidence=confidence,
            )
