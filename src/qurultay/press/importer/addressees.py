"""Whom does a call address? The words between the verb and what it asks, divided into who, who among them, and who else.

A kind of addressee ("all democratic nations") becomes `class/…`, a single one ("the Government of
Osmark") `addressee/…`, a body the document itself names as its own `body/…`.
"""

import re
from collections.abc import Mapping

from qurultay.press.importer.lexicon import CLASS_HEADS, CLASSES, OFFICE_HEADS
from qurultay.press.importer.names import is_any, is_name, names_in, reference, without_person
from qurultay.press.importer.proposals import AddressedTo, Span
from qurultay.press.importer.slugs import bare, slug
from qurultay.press.importer.source import SourceText

_DETERMINED = (
    r"(?:the|a|an|this|that|these|those|our|its|their|all|any|every|his|her|your|which|whom|both|each|[A-Z0-9])"
)
_KINDS = rf"(?:(?:world|member|national|international|democratic)\s+)?(?:{'|'.join(sorted(CLASS_HEADS))})"
# " to act" ends the name, " to the Rome Statute" belongs to it; verbs are written small and without an article.
GATHERING = (
    r"(?:an?|our|the)\s+(?:[\w-]+\s+){0,2}(?:conference|congress|meeting|dialogue|commission|talks|session|consultations?|debate|workshop|"
    r"round\s+table|visit|hearing|ceremony|negotiations?)\b"
)
"""What somebody is invited to: behind it no name goes on."""
_ACTION = re.compile(
    rf",?\s+to\s+(?={GATHERING})|,?\s+(?:(?:also|therefore|immediately|urgently|fully)\s+)?(?:not\s+)?to\s+(?!{_DETERMINED}\b)(?!{_KINDS}\b)(?=[a-z])"
)
_STOP = re.compile(
    r"\s+to(?=\s*[:–—])|(?<!\b[A-Z])\.|[;:!?]|\s(?:that|if|so that|in order|when|whether|would|could|should|will|shall|can|may|might|must)\s|,?\s+(?:for|by|against|in support of)\s+(?=[a-z])"
)
# After "demands that" the name is the subject of what is demanded, and ends before its verb.
_THAT = re.compile(r"\s*,?\s*that\s+")
_VERB = re.compile(
    r"[.;:!?]|\s(?:should|must|shall|will|can|may|immediately|cease|end|stop|release|be|take|respect|halt|withdraw|recognize|"
    r"recognise|honour|honor|comply|refrain|allow|provide|consider|use|do|put|give|make|hold|act|ensure|not|protect|return)\b"
)
# A kind of addressee and then a verb, whichever it is: "that all states cut …".
_SUBJECT = re.compile(
    rf"(?P<who>(?:[\w'-]+,?\s+){{0,6}}?(?:{'|'.join(sorted(CLASS_HEADS - {'all', 'others'}))}))\s+(?!of\b|in\b|to\b|and\b|or\b|that\b|who\b|from\b)[a-z]+"
)
# "that the World Fund suspend payments": a name ends before the first small word that joins no names.
_PROPER = re.compile(
    r"(?P<who>(?:[Tt]he\s+)?(?!The\b)[A-Z][\w'-]*(?:\s+[A-Z][\w'-]*|\s+(?:of|for|on|and|in)\s+(?:the\s+)?[A-Z][\w'-]*)*)(?<!'s)\s+(?!of\b|for\b|to\b|in\b|that\b|who\b)[a-z]+"
)
_SMALL_HEAD = re.compile(
    rf"(?P<head>\s+(?:{'|'.join(sorted(CLASS_HEADS | OFFICE_HEADS))}))\s+(?:\w+ly\s+)?(?!of\b|in\b|and\b|or\b|to\b|for\b|who\b|which\b)[a-z]+"
)
_PASSIVE = re.compile(
    r"\s+(?:\w+ly\s+)?be\s+(?:\w+ly\s+)?(?:\w+ed|\w+en|held|made|put|set|sent|kept|brought|built|left|paid|taught|told|found|shown|drawn)\b"
)
_PLURAL = re.compile(r"(?:all\s+|the\s+|our\s+)?(?:[a-z-]+\s+){0,2}[a-z]{3,}[a-rt-z]s")
_AMONG = re.compile(
    r"\s*(?:,\s*(?:including|especially|in particular|particularly|specifically|primarily|chiefly|notably|such as|namely|among them|above all|first and foremost)\b"
    r"|\s+and\s+(?:in\s+particular|specifically|especially|particularly)\b|\s+including\b"
    r"|\s[–—-]\s|\(\s*(?:including|especially)\b)[,:]?\s*"
)
_PREPOSITION = re.compile(r"\s*,?\s*(?:upon|on|to|of|with|for)\s+", re.I)
_MOST = 420


def addressee_after(
    source: SourceText,
    start: int,
    end: int,
    language: str = "en",
    own: Mapping[str, str] | None = None,
    people: bool = False,
) -> AddressedTo | None:
    """Whom the words after a verb address, or None where no name stands there.

    `own` maps slugs to references of bodies the document speaks of as its own. After verbs that only
    people can be the object of ("appeal to", "urge"), `people`, any plural is somebody.

    >>> from qurultay.press.importer.source import source_text
    >>> source = source_text("the international community, including media, to resist")
    >>> who = addressee_after(source, 0, 60)
    >>> who.ref, who.among
    ('class/international-community', ('media',))
    """
    if language in CLASSES:
        return _by_stem(source, start, end, CLASSES[language])
    reach = source.shadow[start : min(end, start + _MOST)]
    that = _THAT.match(reach)
    begun, stop, acts = _in_clause(reach, that.end()) if that is not None else _in_phrase(reach)
    whole = source.trimmed(start + begun, start + max(begun, stop))
    return _addressed(source, whole, own or {}, people, acts) if whole.end > whole.start else None


def addressee_of(source: SourceText, span: Span, own: Mapping[str, str]) -> AddressedTo | None:
    """Whom these words name, all of which are a name: "Governments" in "Governments must obtain our consent"."""
    whole = source.trimmed(span.start, span.end)
    return _addressed(source, whole, own, False, True) if whole.end > whole.start else None


def _in_clause(reach: str, begun: int) -> tuple[int, int, bool]:
    """Where the subject of "that …" stands; what is done to it ("that the men be released") is not asked of it."""
    ends = _PROPER.match(reach, begun) or _SUBJECT.match(reach, begun) or _VERB.search(reach, begun)
    if ends is None:
        return begun, begun, False
    stop = ends.end("who") if "who" in ends.groupdict() else ends.start()
    return begun, begun if _PASSIVE.match(reach, stop) else stop, False


def _in_phrase(reach: str) -> tuple[int, int, bool]:
    """Where the name behind a verb stands, and whether what it shall do follows."""
    begun = preposition.end() if (preposition := _PREPOSITION.match(reach)) else len(reach) - len(reach.lstrip())
    action = _ACTION.search(reach, begun)
    stop = _STOP.search(reach, begun, action.start() if action else len(reach))
    if action is not None and stop is None:
        return begun, action.start(), not reach.startswith("be ", action.end())
    if stop is not None and stop.group().strip() == "to":  # "calls on member States to:"
        return begun, stop.start(), True
    # "demands the Republic of Vorn acknowledge …": without "to" its verb ends the name
    bare_verb = _PROPER.match(reach, begun, stop.start() if stop else len(reach))
    if bare_verb is not None and (head := _SMALL_HEAD.match(reach, bare_verb.end("who"))) is not None:
        return begun, head.end("head"), True  # "the Osmarki government withdraw"
    if bare_verb is not None and re.match(
        r"\s+(?!\w+(?:ed|ing|ly|s|al|[st]ion|ment|[ae]nce|ity|ness|ship|cy)\b|as\b|by\b|member\b)\w+\s+(?!for\b|of\b|in\b|from\b|on\b|with\b|at\b|by\b|as\b)\w",
        reach[bare_verb.end("who") :],
    ):
        return begun, bare_verb.end("who"), True
    return begun, stop.start() if stop else len(reach), False


def _addressed(source: SourceText, span: Span, own: Mapping[str, str], people: bool, acts: bool) -> AddressedTo | None:
    said = source.shadow[span.start : span.end]
    name, *rest = _AMONG.split(said, maxsplit=1)
    # "governments – big and small –" closes with a dash of its own
    among = re.split(r"\s[–—-](?:\s|$)|\)", rest[0])[0] if rest else ""
    first, *others = (without_person(each) for each in names_in(name))
    plural = people and acts and _PLURAL.fullmatch(first) is not None
    if not plural and not is_name(first, acts):
        return None
    return AddressedTo(
        ref=f"class/{slug(first)}" if plural or is_any(first) else reference(first, own),
        name=bare(first),
        words=source.words(span.start, span.start + len(name.rstrip(" ,"))),
        among=tuple(bare(each) for each in names_in(among) if bare(each)),
        also=tuple(bare(each) for each in others),
    )


_REST_OF_WORD = re.compile(r"\w*")


def _stem_at(reach: str, at: int, stems: Mapping[str, str]) -> str:
    """The kind of addressee named exactly here: in "neighbour-states' governments" the head stands last."""
    return max((stem for stem in stems if reach.startswith(stem, at)), key=len, default="")


def _by_stem(source: SourceText, start: int, end: int, stems: Mapping[str, str]) -> AddressedTo | None:
    """The kind of addressee named nearest the beginning, where nouns change their endings; of several in a row the last."""
    reach = source.shadow[start:end].lower()
    found = [(at, -len(stem), stem) for stem in stems if (at := reach.find(stem)) >= 0]
    if not found:
        return None
    at, _, stem = min(found)
    stop = _REST_OF_WORD.match(reach, at + len(stem))
    assert stop is not None
    while head := _stem_at(reach, stop.end() + 1, stems):
        at, stem = stop.end() + 1, head
        stop = _REST_OF_WORD.match(reach, at + len(stem))
        assert stop is not None
    words = source.words(start + at, start + stop.end())
    return AddressedTo(ref=f"class/{stems[stem]}", name=words.text, words=words)
