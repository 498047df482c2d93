"""Whom does a call address? The words between the verb and what it asks, divided into who, who among them, and who else.

A kind of addressee ("all democratic nations") becomes `class/…`, a single one ("the Government of
Osmark") `addressee/…`, a body the document itself names as its own `body/…`.
"""

import re
from collections.abc import Mapping

from qurultay.press.importer.lexicon import CLASS_HEADS, CLASSES
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
    r"[.;:!?]|\s(?:that|if|so that|in order|when|whether|would|could|should|will|shall|can|may|might|must)\s|,?\s+(?:for|by|against|in support of)\s+(?=[a-z])"
)
# After "demands that" the name is the subject of what is demanded, and ends before its verb.
_THAT = re.compile(r"\s*,?\s*that\s+")
_VERB = re.compile(
    r"[.;:!?]|\s(?:should|must|shall|will|can|may|immediately|cease|end|stop|release|be|take|respect|halt|withdraw|recognize|"
    r"recognise|honour|honor|comply|refrain|allow|provide|consider|use|do|put|give|make|hold|act|ensure|not|protect|return)\b"
)
# A kind of addressee and then a verb, whichever it is: "that all states cut …".
_SUBJECT = re.compile(
    rf"(?P<who>(?:[\w'-]+\s+){{0,4}}?(?:{'|'.join(sorted(CLASS_HEADS - {'all', 'others'}))}))\s+(?!of\b|in\b|to\b|and\b|or\b|that\b|who\b|from\b)[a-z]+"
)
# "that the World Fund suspend payments": a name ends before the first small word that joins no names.
_PROPER = re.compile(
    r"(?P<who>(?:the\s+|The\s+)?[A-Z][\w'-]*(?:\s+[A-Z][\w'-]*|\s+(?:of|for|on|and|in)\s+(?:the\s+)?[A-Z][\w'-]*)*)\s+(?!of\b|for\b|to\b|in\b|that\b|who\b)[a-z]+"
)
_AMONG = re.compile(
    r"\s*(?:,\s*(?:including|especially|in particular|particularly|notably|such as|namely|among them|above all|first and foremost)\b"
    r"|\s[–—-]\s|\(\s*(?:including|especially)\b)[,:]?\s*"
)
_CLAUSE = re.compile(
    r",\s+(?:once\s+(?:again|more)|again|too|also|therefore)\b|,?\s+(?:whatever|regardless|irrespective|without\s+distinction)\b.*|,?\s+(?:that|who|which|whose|whom|where|wherever|not\s+yet|having|being)\s+"
    r"|,\s+(?:in|with|within|as|through|at|on|by|under|subject|pursuant|after|upon|inter)\s"
)
_NEXT = re.compile(r",?\s+(?:and|as well as|along with|together with)\s+(?:also\s+|to\s+|on\s+|upon\s+)?|,\s*")
_PREPOSITION = re.compile(r"\s*,?\s*(?:upon|on|to|of|with|for)\s+", re.I)
_OPEN = "states members nations countries governments parliaments parties organizations institutions"
_OPEN_HEADS = frozenset(_OPEN.split())
_OFFICE_WORDS = (
    "government parliament president minister ministry court council committee authority leadership regime secretary commissioner "
    "office delegation embassy union assembly congress secretariat bureau board treasurer speaker prosecutor tribunal police "
    "administration agency governor mayor director envoy consulate registrar"
)
_OFFICES = frozenset(_OFFICE_WORDS.split())
_EVERYWHERE = re.compile(r"\s+(?:everywhere|worldwide|abroad|at\s+home\s+and\s+abroad)$")
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
    if (that := _THAT.match(reach)) is not None:
        begun, ends = (
            that.end(),
            _PROPER.match(reach, that.end()) or _SUBJECT.match(reach, that.end()) or _VERB.search(reach, that.end()),
        )
        stop = begun if ends is None else (ends.end("who") if "who" in ends.groupdict() else ends.start())
    else:
        begun = 0 if (preposition := _PREPOSITION.match(reach)) is None else preposition.end()
        stop = _name_end(reach, begun)
    whole = source.trimmed(start + begun, start + max(begun, stop))
    return _addressed(source, whole, own or {}, people) if whole.end > whole.start else None


def _name_end(reach: str, begun: int) -> int:
    action = _ACTION.search(reach, begun)
    stop = _STOP.search(reach, begun, action.start() if action else len(reach))
    return stop.start() if stop else (action.start() if action else len(reach))


def _addressed(source: SourceText, span: Span, own: Mapping[str, str], people: bool) -> AddressedTo | None:
    said = source.shadow[span.start : span.end]
    name, *rest = _AMONG.split(said, maxsplit=1)
    # "governments – big and small –" closes with a dash of its own
    among = re.split(r"\s[–—-](?:\s|$)|\)", rest[0])[0] if rest else ""
    first, *others = _names(name)
    plural = (
        people and re.fullmatch(r"(?:all\s+|the\s+|our\s+)?(?:[a-z-]+\s+){0,2}[a-z]{3,}[a-rt-z]s", first) is not None
    )
    if not plural and not _is_name(first):
        return None
    return AddressedTo(
        ref=f"class/{slug(first)}" if plural or _any(first) else reference(first, own),
        name=bare(first),
        words=source.words(span.start, span.start + len(name.rstrip(" ,"))),
        among=tuple(bare(each) for each in _names(among) if bare(each)),
        also=tuple(bare(each) for each in others),
    )


def _names(words: str) -> list[str]:
    """The names in an enumeration; "Culture and Sport" inside one name is not divided."""
    plain = _CLAUSE.split(" ".join(words.split()).strip(" ,"), maxsplit=1)[0]
    names, begun = [], 0
    for joint in _NEXT.finditer(plain):
        if _may_end(plain[begun : joint.start()]) and _may_begin(plain[joint.end() :]):
            names.append(plain[begun : joint.start()])
            begun = joint.end()
    return [*names, plain[begun:]]


def _may_begin(words: str) -> bool:
    """Does another name begin here: with an article, or as a kind of addressee, or a capital after a kind?"""
    ahead = re.split(r",|\s+and\s+", words)[0]
    return bool(re.match(r"(?:the|all|our|its|other|every|any|to|members|both)\s", words)) or _is_class(ahead)


def _may_end(words: str) -> bool:
    """Does a name end here, and not an adjective of the next ("national and international bodies")?"""
    adjective = re.fullmatch(r"(?:(?:all|the|our)\s+)?[a-z-]+(?:ic|al|ive|an|ed|ful)", words)
    return bool(words) and (adjective is None or _is_class(words))


def _is_name(words: str) -> bool:
    """A name of somebody: its head is written large, or is a kind of addressee, or an office. "Further dialogue" is none."""
    plain = bare(words)
    if not plain or len(plain.split()) > 24:
        return False
    if re.match(r"(?:you|it|them|him|us)\b", plain):
        return plain.startswith("you")
    front = _front(plain)
    return bool(re.search(r"\b[A-Z]", front)) or _head(_EVERYWHERE.sub("", front)) in CLASS_HEADS | _OFFICES


def _any(words: str) -> bool:
    """ "All Merey families" is nobody in particular, whatever name stands in it."""
    return re.match(r"(?:all|every|any|other)\s", words) is not None and _EVERYWHERE.sub("", bare(words))[-1:] == "s"


def _is_class(words: str) -> bool:
    return _head(_EVERYWHERE.sub("", _front(bare(words)))) in CLASS_HEADS


def _front(words: str) -> str:
    """The name up to its first preposition, where its head stands last."""
    return re.split(
        r"\s(?:of|in|to|for|by|between|among|around|across|throughout|with|within|from|on|at|regarding|under)\s", words
    )[0]


def _head(words: str) -> str:
    found = re.findall(r"[\w-]+", words.lower())
    return found[-1] if found else ""


def reference(words: str, own: Mapping[str, str]) -> str:
    """The reference of a name: a class where its head is a kind of addressee and no proper name stands in it.

    >>> reference("all Member States", {}), reference("the Secretary-General", {}), reference("Osmark's Government", {})
    ('class/member-states', 'addressee/secretary-general', 'addressee/government-of-osmark')
    """
    name = bare(words)
    short = (
        _EVERYWHERE.sub("", re.split(r"\s(?:in|around|across|throughout|from|on|within)\s", name)[0])
        if _is_class(name)
        else name
    )
    handle = slug(short)
    if handle in own:
        return own[handle]
    return f"class/{handle}" if _is_class(name) and not _is_proper(short) else f"addressee/{handle}"


def _is_proper(name: str) -> bool:
    """Does a proper name stand in it? "Member States of the United Nations" are any, "the people of Osmark" are one."""
    head = re.split(r"\s(?:to|with)\s", name)[0]
    front = head.split(" of ")[0]
    asked = front if _head(front) in _OPEN_HEADS else head
    large = re.findall(r"\b[A-Z][\w-]*", asked)
    return any(
        word.lower() not in CLASS_HEADS and word not in ("Member", "Parties", "Party", "Heads") for word in large
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
