"""One lead: the words that say what a sentence does, where they stand, and how plain they are."""

import re
from dataclasses import dataclass

from qurultay.press.importer.lead_patterns import ADVERBS_IN, OBSERVABLE, PHRASES
from qurultay.press.importer.lexicon import NOUNS, WEAK_ALONE, past
from qurultay.press.importer.proposals import Span


@dataclass(frozen=True, kw_only=True)
class Lead:
    """The words that say what a sentence does."""

    kind: str
    phrase: str
    start: int
    end: int
    whole_start: int
    confidence: int
    may_be_observance: bool = False
    addressee: Span | None = None
    remark: str = ""


def is_third(shadow: str, lead: Lead) -> bool:
    """Its verb is of the third person, "calls": a lead verb of UN drafting and no infinitive."""
    return re.match(r"\w*s\b", shadow[lead.start : lead.end], re.IGNORECASE) is not None


def is_past(verb: str) -> bool:
    """ "Adopted unanimously" heads a note, no paragraph."""
    said = verb.split()[0].lower()
    return said == past(looked_up(verb)[1].split()[0]) != looked_up(verb)[1].split()[0]


def lead_of(shadow: str, hit: re.Match[str], start: int, sentence: Span, confidence: int) -> Lead:
    """The lead that a pattern hit: its force by its verb or by the noun that carries it, and how plain it is."""
    groups = hit.groupdict()
    if groups.get("noun"):
        # the carrier's own form tells a report: "the Council reiterated its call"
        told = re.search(r"\w+ed\b(?=.{0,60}$)", shadow[hit.start() : hit.start("noun")]) is not None
        confidence -= 20 if told else 0
        return Lead(kind=NOUNS[" ".join(groups["noun"].lower().split())], phrase="carried", start=hit.start("noun"),
                    end=hit.end("noun"), whole_start=start, confidence=confidence - 15)  # fmt: skip
    kind, phrase = looked_up(hit["verb"])
    confidence -= 15 if phrase in WEAK_ALONE else 0
    confidence -= 25 if shadow.count('"', max(sentence.start, hit.start() - 1500), hit.start()) % 2 else 0
    remark = ""
    if kind in ("call", "appeal") and hit["verb"].split()[0].lower() == past(phrase.split()[0]) and phrase != "beg":
        confidence, remark = confidence - 20, "reported of the past"
    negated = groups.get("no") is not None
    if negated and kind != "declaration":
        kind, confidence, remark = "declaration", 50, "the verb is denied"
    observable = phrase in OBSERVABLE and not negated
    kind = {"observance": "decision" if phrase in ("designate", "set aside") else "declaration"}.get(kind, kind)
    return Lead(kind=kind, phrase=phrase, start=hit.start("verb"), end=hit.end("verb"), whole_start=start,
                confidence=max(confidence, 5), may_be_observance=observable, remark=remark)  # fmt: skip


def looked_up(verb: str) -> tuple[str, str]:
    """The kind and the phrase of a verb as it was written, adverbs between its words left out."""
    said = " ".join(verb.lower().split())
    return PHRASES[said] if said in PHRASES else PHRASES[" ".join(ADVERBS_IN.sub("", said).replace(",", " ").split())]
