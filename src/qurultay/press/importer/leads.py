"""Where in a sentence do the words stand that say what it does?

Patterns and lexicon decide. A hit says where the verb stands, where what it governs
begins, and how plain it is: a subject with its verb is plainer than a noun that only implies one.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache

from qurultay.press.importer.implied_leads import honoured, implied, resolved_in
from qurultay.press.importer.lead import Lead, is_past, is_third, lead_of, looked_up
from qurultay.press.importer.lead_patterns import (
    AND,
    BARE,
    FUTURE,
    HEAD,
    NAMED,
    OBSERVABLE,
    PLANNED,
    RESOLVED,
    STATED,
    SUBORDINATE,
    either,
)
from qurultay.press.importer.lexicon import VERB_FIRST, VERB_LAST, persons
from qurultay.press.importer.proposals import Span


def leads_in(shadow: str, sentence: Span, language: str, *, at_head: bool, told: bool = False) -> list[Lead]:
    """The leads of a sentence in order; none overlaps another. `told`: its subject stands above it.

    >>> words = "We mourn the dead and call upon all states to act."
    >>> [(lead.kind, lead.phrase) for lead in leads_in(words, Span(start=0, end=len(words)), "en", at_head=True)]
    [('declaration', 'mourn'), ('call', 'call upon')]
    """
    if language in VERB_LAST or language in VERB_FIRST:
        return _foreign(shadow, sentence, language)
    found = [
        *_stated(shadow, sentence),
        *resolved_in(shadow, sentence),
        *honoured(shadow, sentence),
        *implied(shadow, sentence),
    ]
    if at_head and not found and (named := NAMED.match(shadow, sentence.start, sentence.end)) is not None:
        kind, phrase = looked_up(named["verb"])
        kind = "declaration" if kind == "observance" else kind
        found = [Lead(kind=kind, phrase=phrase, start=named.start("verb"), end=named.end("verb"), whole_start=named.start(),
                      confidence=72, may_be_observance=phrase in OBSERVABLE)]  # fmt: skip
    if at_head and (planned := PLANNED.match(shadow, sentence.start, sentence.end)) is not None:
        found = [Lead(kind="pledge", phrase="will", start=planned.start("verb"), end=planned.end("verb"),
                      whole_start=planned.start(), confidence=55)]  # fmt: skip
    head = _headed(shadow, sentence, bool(found), told) if at_head else None
    # Behind a lead verb other subjects only report: "Welcomes the fact that the Committee urges …".
    finite = head is not None and (told or is_third(shadow, head))
    kept = [head] if head is not None and finite else _apart([*found, *([head] if head is not None else [])])
    kept = [_doubled(shadow, sentence, lead) for lead in kept]
    return _apart([*kept, *_coordinated(shadow, sentence, kept)]) if kept else kept


_FORCES = {"call": "asks", "appeal": "asks", "offer": "asks"}
"""Kinds that may stand together in one doubled verb."""


def _doubled(shadow: str, sentence: Span, lead: Lead) -> Lead:
    """ "Calls upon and urges the Government": two verbs of one force are one lead, and what is governed stands behind both."""
    hit = AND.match(shadow, lead.end, sentence.end)
    if hit is None or not hit["verb"] or "and" not in hit["joint"].lower() or not hit["verb"][0].isalpha():
        return lead
    kind, phrase = looked_up(hit["verb"])
    same = _FORCES.get(kind, kind) == _FORCES.get(lead.kind, lead.kind)
    alike = is_third(shadow, lead) == hit["verb"].split()[0].lower().endswith("s")
    return replace(lead, phrase=phrase, end=hit.end("verb")) if same and alike else lead


def _apart(found: list[Lead]) -> list[Lead]:
    kept: list[Lead] = []
    for lead in sorted(found, key=lambda lead: (lead.start, -lead.end)):
        if not kept or lead.start >= kept[-1].end:
            kept.append(lead)
    return kept


def _stated(shadow: str, sentence: Span) -> Iterator[Lead]:
    """A subject and its verb."""
    for hit in STATED.finditer(shadow, sentence.start, sentence.end):
        if SUBORDINATE.search(shadow, max(sentence.start, hit.start() - 12), hit.start()):
            continue
        if (
            hit["verb"]
            and hit["verb"].lower() == "convened"
            and not re.match(r"\s+(?:an?|the)\b", shadow[hit.end() : hit.end() + 6])
        ):
            continue  # "the Conference convened fifty years ago"
        if hit["comma"] and hit["verb"] and is_past(hit["verb"]):
            continue  # "The Congress, convened in Lirra, …" is not told yet what it does
        if hit["verb"] and is_past(hit["verb"]) and _told_aside(shadow, sentence, hit):
            continue
        lead = lead_of(shadow, hit, hit.start(), sentence, 90)
        if lead.phrase == "beg" and re.match(r"\s+to\b", shadow[lead.end : lead.end + 8]):
            continue  # "begs to ask" asks with another verb
        if hit["verb"] and lead.kind in _FORCES and _BEING.search(hit["aux"]) and is_past(hit["verb"]):
            # "We are encouraged by …" tells a feeling; "the Council is requested to …" is found as what it is asked
            if re.match(r"\s+to\b", shadow[lead.end : lead.end + 8]):
                continue
            lead = replace(lead, kind="declaration", confidence=60)
        yield lead
    for hit in FUTURE.finditer(shadow, sentence.start, sentence.end):
        yield Lead(
            kind="pledge", phrase="will", start=hit.start("verb"), end=hit.end(), whole_start=hit.start(), confidence=55
        )


_BY = re.compile(r"\s+by\s+(?!acclamation|consensus|unanim|a\s+|an\s+|\d|majority|secret|show)")


def _told_aside(shadow: str, sentence: Span, hit: re.Match[str]) -> bool:
    """Past deeds in passing: "the goals that the Council adopted in 2010", "the Council elected by the people"."""
    first = hit.group()[0:2].lower()
    that = re.search(r"\bthat\s+$", shadow[max(sentence.start, hit.start() - 8) : hit.start()]) is not None
    return _BY.match(shadow, hit.end()) is not None or (that and first not in ("we", "i "))


_BEING = re.compile(r"\b(?:is|are|am|was|were|be|been|being)\b(?:\s+\w+){0,2}\s*$")


def _headed(shadow: str, sentence: Span, others: bool, told: bool) -> Lead | None:
    """The lead verb of UN drafting; "Resolved, that …" counts where nothing plainer follows."""
    if (resolved := RESOLVED.match(shadow, sentence.start, sentence.end)) is not None:
        if others:
            return None
        return Lead(kind="decision", phrase="resolve", start=resolved.start(), end=resolved.end(),
                    whole_start=resolved.start(), confidence=80, may_be_observance=True)  # fmt: skip
    hit = HEAD.match(shadow, sentence.start, sentence.end)
    if hit is None or not (told or any(c.isupper() for c in hit.group())):
        return None
    verb = hit["verb"] or hit.group()
    if hit["verb"] and is_past(hit["verb"]) and not told:
        return None
    # "Support for peace" and "Call for decolonization" are headings; a finite form is a lead verb.
    finite = verb.split()[0].lower().endswith("s")
    return lead_of(shadow, hit, sentence.start, sentence, 92 if finite else 72)


def _coordinated(shadow: str, sentence: Span, kept: list[Lead]) -> Iterator[Lead]:
    """ "… and calls upon": a second verb of the same subject, told from the infinitives and nouns around it."""
    third, loud = is_third(shadow, kept[0]), shadow[kept[0].start : kept[0].end].isupper()
    for hit in AND.finditer(shadow, kept[0].end, sentence.end):
        lead = lead_of(shadow, hit, hit.start("verb") if hit["verb"] else hit.start("noun"), sentence, 76)
        finite = is_third(shadow, lead)
        asked = lead.kind in _FORCES and _no_infinitive(shadow, kept, hit.start())
        if (hit["joint"] == "," and not third and not asked) or (shadow[lead.start].isupper() and not loud):
            continue
        plain = third or _unmistakable(lead, hit["joint"]) or _no_infinitive(shadow, kept, hit.start())
        if third == finite and _governs(shadow, lead, sentence) and plain:
            yield lead


_INFINITIVE = re.compile(
    r"\bto\s+(?!the\b|an?\b|all\b|any\b|its\b|our\b|their\b|his\b|her\b|this\b|that\b|these\b|those\b|each\b|every\b)[a-z]+\b"
)


def _no_infinitive(shadow: str, kept: list[Lead], joint: int) -> bool:
    """Does no infinitive stand between the verb before and this one, which it could be joined to?"""
    before = max(lead.end for lead in kept if lead.end <= joint)
    return _INFINITIVE.search(shadow, before, joint) is None and joint - before < 120


def _unmistakable(lead: Lead, joint: str) -> bool:
    """After "to act and …" a bare verb is most likely another infinitive: a comma must part them, or a preposition mark it."""
    if lead.phrase in ("call upon", "call on", "appeal to", "implore", "be ready to"):
        return True
    if lead.phrase in ("call for", "appeal for"):
        return joint[0] in ",;"
    asks = lead.kind in ("call", "appeal", "pledge", "offer") and lead.phrase in (
        *BARE,
        "declare",
        "condemn",
        "reaffirm",
        "offer",
    )
    return (asks or lead.phrase in ("declare", "condemn", "reaffirm")) and joint[0] in ",;"


def _governs(shadow: str, lead: Lead, sentence: Span) -> bool:
    """Something is governed: an article, a name, a preposition of its own. "calls and appeals" of a noun phrase is not."""
    after = shadow[lead.end : sentence.end]
    return bool(
        re.match(
            r",?\s+(?:the|a|an|all|any|its|our|their|his|her|that|those|these|both|every|to|upon|on|with|for|again|in|[A-Z]|\w+s\b|\w+\s+\w+s\b)",
            after,
        )
    )


@cache
def _foreign_pattern(language: str) -> tuple[re.Pattern[str], dict[str, str]]:
    kinds = (VERB_LAST | VERB_FIRST)[language]
    meant = {each: kind for kind, phrases in kinds.items() for phrase in phrases for each in persons(phrase)}
    return re.compile(rf"(?<!\w)(?:{either(list(meant))})(?!\w)", re.IGNORECASE), meant


def _foreign(shadow: str, sentence: Span, language: str) -> list[Lead]:
    """Where the verb stands last, it governs what stands between it and the verb before."""
    pattern, meant = _foreign_pattern(language)
    found, begun = [], sentence.start
    for hit in pattern.finditer(shadow, sentence.start, sentence.end):
        phrase = " ".join(hit.group().lower().split())
        whole = begun if language in VERB_LAST else hit.start()
        found.append(Lead(kind=meant[phrase], phrase=phrase, start=hit.start(), end=hit.end(), whole_start=whole,
                          confidence=70, may_be_observance=meant[phrase] in ("declaration", "decision")))  # fmt: skip
        begun = hit.end()
    return found
