"""The patterns by which lead words are known, built once from the lexicon.

A subject with its verb; the lead verb of UN drafting at the head of a paragraph; a second verb behind
"and"; nouns and turns of phrase that ask or promise without any of these.
"""

import re
from collections.abc import Iterable, Iterator
from functools import cached_property

from qurultay.press.importer.lexicon import ADVERBS, AUXILIARIES, CARRIERS, ENGLISH, NOUNS, forms


class Told:
    """A pattern that is compiled when it is first asked for.

    Together these take seconds to compile, and most programs that load them never read a document.

    >>> Told(r"we (?P<verb>urge)").search("Today we urge.")["verb"]
    'urge'
    """

    def __init__(self, pattern: str, flags: re.RegexFlag = re.NOFLAG) -> None:
        self._pattern, self._flags = pattern, flags

    @cached_property
    def compiled(self) -> re.Pattern[str]:
        """The pattern, compiled."""
        return re.compile(self._pattern, self._flags)

    def match(self, text: str, *within: int) -> re.Match[str] | None:
        """As `re.Pattern.match`."""
        return self.compiled.match(text, *within)

    def search(self, text: str, *within: int) -> re.Match[str] | None:
        """As `re.Pattern.search`."""
        return self.compiled.search(text, *within)

    def finditer(self, text: str, *within: int) -> Iterator[re.Match[str]]:
        """As `re.Pattern.finditer`."""
        return self.compiled.finditer(text, *within)

    def sub(self, by: str, text: str) -> str:
        """As `re.Pattern.sub`."""
        return self.compiled.sub(by, text)


def either(phrases: Iterable[str]) -> str:
    """One of these phrases, the longest first, with whatever blanks stand between their words."""
    return "|".join(re.escape(p).replace(r"\ ", r"\s+") for p in sorted(phrases, key=len, reverse=True))


ADVERB = rf"(?:{either(ADVERBS)})"
BETWEEN = rf"(?:,?\s+{ADVERB}\b,?)*"
PHRASES = {
    form: (kind, phrase)
    for kind, phrases in ENGLISH.items()
    if kind != "observance"
    for phrase in phrases
    for form in forms(phrase)
}
PHRASES |= {
    form: ("observance", phrase) for phrase in ENGLISH["observance"] for form in forms(phrase) if form not in PHRASES
}
OBSERVABLE = frozenset(ENGLISH["observance"]) | {
    "decide",
    "establish",
    "resolve",
    "adopt",
    "recognize",
    "recognise",
    "commit to",
    "pledge",
}


def _verbs(phrases: Iterable[str]) -> str:
    """One of these phrases, adverbs between its words; heads that go on alike ("am", "is", "were") share their endings.

    Written out one by one the adverbs would stand there a thousand times, and compiling them took seconds.
    """
    endings: dict[str, list[str]] = {}
    for head, *rest in (phrase.split() for phrase in sorted(phrases, key=len, reverse=True)):
        endings.setdefault(head, []).append(BETWEEN.join(rf"\s+{re.escape(word)}" for word in rest))
    heads: dict[tuple[str, ...], list[str]] = {}
    for head, rests in endings.items():
        heads.setdefault(tuple(rest for rest in rests if rest), []).append(head)
    several = [rf"(?:{either(group)}){BETWEEN}(?:{'|'.join(rests)})" for rests, group in heads.items() if rests]
    alone = [head for head, rests in endings.items() if "" in rests]
    return "|".join([*several, either(alone)])


VERB = _verbs(PHRASES)
NOUN = rf"(?:{either(list(NOUNS))})"
CARRIER = "|".join(re.escape(form) for form in sorted((f for c in CARRIERS for f in forms(c)), key=len, reverse=True))
CARRIED = rf"(?:{CARRIER}){BETWEEN}\s+(?:its|our|their|my|a|an|the|this)\s+(?:[\w-]+,?\s+(?:and\s+)?){{0,4}}?(?P<noun>{NOUN})\b"
BODY = (
    r"(?:assembly|parliament|congress|council|government(?:\s+in\s+exile)?|conference|convention|committee|union|movement|"
    r"qurultay|kurultai|kurultay|kurultaj|mejlis|medzhlis|majlis|khural|rada|sejm|duma|shura|delegates|delegations|participants|members|signatories|undersigned|federation|alliance|"
    r"assemblies|congresses|councils|parliaments|peoples|movements|unions|churches|associations|federations|forum|summit|board|leadership|presidium|commission|party|declaration|resolution|organi[sz]ation|chamber|senate|jirga|body|membership|meeting|gathering|rally|"
    r"embassy|mission|ministry|consulate(?:[\s-]general)?|foreign\s+office|secretariat|department|representation|delegation|"
    r"leaders|ministers|presidents|heads\s+of\s+(?:state|government|delegation))"
)
# "We, elected representatives of the valleys, declare": a participle behind the comma still describes who speaks.
_DESCRIBED = (
    r"(?:re-?)?(?:elected|appointed|nominated|chosen|charged|entrusted|mandated|delegated|authori[sz]ed|called|invited|instructed|established|"
    r"created|convened|encouraged|directed|asked|urged|constituted)\b"
)
_WE = (
    rf"\b[Ww]e\b(?:,(?:[^.;:,]{{1,120}},){{1,10}}?(?!\s*{_DESCRIBED})|"
    # "We the undersigned demand", "We as delegates of the valleys are proud"
    r"\s+(?:the|as)\s+(?:(?!that\b|which\b|who\b|not\b|to\b)[\w'-]+\s+){0,11}?(?:(?!that\b|to\b)[\w'-]+)(?:,[^.;:]{1,120}?,)?)?"
)
# Without an article a body speaks only where its sentence or its clause begins: "Congress reaffirms", "…, Leaders endorsed".
_BARE_BODY = (
    r"(?<![A-Za-z]\s)(?<![\w-])(?:Congress|Conference|Parliament|Assembly|Council|Synod|Plenary|Delegates|Participants|Members|"
    r"(?:Forum\s+)?Leaders|(?:Foreign\s+|Prime\s+)?Ministers|Presidents|Heads\s+of\s+(?:State|Government|Delegation)(?:\s+(?:and|or)\s+(?:of\s+)?Government)?)"
)
SUBJECT = (
    rf"(?:{_WE}|{_BARE_BODY}|\bI\b|\b[Ii]t\b|\bWE\b|\bThey\b|"
    r"\b(?:[Tt]he\s+(?:two|three|four|five)|[Bb]oth|[Aa]ll)\s+(?:sides|parties|governments|peoples|delegations|leaders|ministers|presidents|assemblies|organi[sz]ations)\b|"
    r"\b(?:[Yy]our|[Tt]he|[Tt]hese)\s+(?:humble\s+)?(?:petitioners|undersigned|signatories|organi[sz]ers)\b|"
    rf"\b(?:[Tt]he|[Tt]his|[Oo]ur)\s+(?:(?!international\b|global\b|world\b)[\w'’-]+\s+){{0,6}}?(?i:{BODY})\b"
    # "the Congress of Mountain Peoples (CMP), together with its partners, …"
    r"(?:\s+(?:of|for)\s+(?:the\s+)?[A-Z][\w'-]*(?:\s+(?:and\s+|of\s+)?[A-Z][\w'-]*){0,5}(?:\s+in\s+[Ee]xile|\s+(?:conference|congress|assembly|meeting|summit|session|forum))?)?(?:\s*\([^()]{1,40}\))?(?:,[^,.;:]{1,80},)?|"
    r"\bA\s+(?:resolution|declaration|statement)(?:\s+(?:on|about)\s+[^,.;:]{1,60}?)?(?=\s)|"
    r"\b(?:[Tt]he\s+)?[A-Z]{3,7}\b(?!\s*,))"
)
AUX = rf"(?:(?:,?\s*)(?:(?P<no>not|never|cannot|no\s+longer)|{ADVERB}|(?:{either(AUXILIARIES)}))\b,?){{0,5}}"
STATED = Told(rf"{SUBJECT}(?P<aux>{AUX})(?P<comma>,)?\s+(?:{CARRIED}|(?P<verb>{VERB}))\b")
# A body nobody has heard of, at the head of its paragraph: "The Synod requests …". Only the present tells; others are reported.
NAMED = Told(
    rf"(?:The\s+|[A-Z][\w'-]*\s+)(?:[A-Z][\w'-]*\s+){{0,3}}[A-Z][\w'-]*(?:\s+of\s+(?:the\s+)?[A-Z][\w'-]*(?:\s+[A-Z][\w'-]*){{0,3}}){{0,2}}(?:\s*\([^()]{{1,30}}\))?(?:,[^,.;:]{{1,80}},)?(?P<aux>(?:\s+{ADVERB}\b)*)\s+"
    rf"(?P<verb>{'|'.join(re.escape(form) for form in sorted((f for f in PHRASES if f.split()[0].endswith('s')), key=len, reverse=True))})\b"
)
SUBORDINATE = Told(r"\b(?:which|where|when|since|after|if|whether|once|until|than|what)\s+$")
FUTURE = Told(rf"\b[Ww]e{BETWEEN}\s+(?P<verb>will|shall)\b(?P<no>\s+(?:not|never)\b)?(?!\s+have\b)")
HEAD = Told(
    rf"(?:[(\[]?[a-z0-9ivx]{{1,4}}[.)\]]\s+)?(?:(?:{ADVERB}|[Cc]ontinues?\s+to|to),?\s+)*(?:{CARRIED}|(?P<verb>{VERB}))\b",
    re.IGNORECASE,
)
RESOLVED = Told(
    r"(?:(?:BE\s+IT|Be\s+it)(?:\s+\w+)?\s+(?:RESOLVED|resolved|ENACTED|enacted)|RESOLVED|Resolved)\b,?(?:\s+[Tt]hat\b)?"
)
AND = Told(
    rf"(?P<joint>(?:,|;)?\s+(?:and|while|as\s+well\s+as)|[;,])\s+(?:we\s+)?(?:{ADVERB},?\s+)*(?:{CARRIED}|(?P<verb>{VERB}))\b",
    re.IGNORECASE,
)
OURS = Told(
    rf"\b[Oo]ur\s+(?:[\w-]+\s+){{0,3}}?(?P<noun>{NOUN}|resolution|goal|aim|objective)\s+(?:is|remains|are|continues\s+to\s+be)\b"
)
PASSIVE = Told(
    rf"(?:[Tt]hat\s+)?(?P<who>(?!That\b)(?:[A-Z]|all\b|the\b|local\b|member\b)[^.;:]{{2,160}}?)\s+(?:is|are|be){BETWEEN}\s+"
    r"(?P<verb>urged|called\s+(?:up)?on|requested|invited|encouraged|asked|exhorted|implored|recommended)\s+to\b"
)
BOUND = Told(
    r"(?P<who>(?:All\s+|The\s+)?(?:[\w'-]+\s+){0,3}?(?i:states|governments?|nations|countries|parliaments|authorities|companies|corporations|banks|"
    r"businesses|institutions|organi[sz]ations|agencies|regime|community))\s+(?P<verb>must|should)\b,?\s+(?!be\b|have\b|not\s+be\b)"
)
"""Others are told what they must do: "Governments must obtain our consent"."""
PLEASE = Told(
    r"(?<!you )\b[Pp]lease\s+(?!accept|find|do\s+not|don't|note|see|contact|feel|let\b(?!\s+(?:me|us)\s+know)|be\s+assured|allow|permit|receive|extend|refer)[a-z]+"
)
_WHO_IS = r"(?:\b(?:[Ii]t|[Ww]e|I|They)\s+|\b[Tt]he\s+[A-Z][\w'-]*(?:\s+[A-Z][\w'-]*){0,3}\s+)?"
GRATEFUL = Told(
    _WHO_IS
    + r"(?<!\b[Yy]ou )\b(?:would|should),?\s+(?:\w+,?\s+)?(?:be\s+(?:\w+\s+)?(?:grateful|obliged|thankful|appreciative)|(?:\w+\s+)?appreciate\s+it)\s+(?:if|were|for|to\s+receive|to\s+be)\b|"
    + _WHO_IS
    + r"(?<!\b[Yy]ou )\b(?:would|should),?\s+(?:\w+,?\s+)?appreciate\s+(?:your|any|an?|the|receiving|being)\b|"
    + _WHO_IS
    + r"\b(?:would|will)\s+(?:\w+\s+)?be\s+(?:\w+\s+)?appreciated(?:\s+if)?\b"
)
YOU = Told(
    r"\b(?:(?:calls?|urges?)\s+(?:up)?on|appeals?\s+to|(?:urge|ask|request|beg|implore|beseech|entreat|invite|exhort|encourage)s?)(?=\s+you\b)"
)
"""Who is "you" is asked, whoever asks: "organisations of the coast call on you"."""
HONOUR = Told(
    r"\bha(?:s|ve)\s+the\s+hono(?:u)?r,?\s+(?:[^.;:]{1,200}?,\s+)?(?=to\s+[a-z])|\bbegs?\s+(?=to\s+[a-z])|"
    r"\b(?:statement|appeal|letter|petition|message)\s+(?:is\s+)?(?=to\s+(?:call|urge|ask|request|appeal|demand)\b)"
)
"""The courtesy before the verb of a note: "has the honour to request"."""
DOING = Told(
    r"\b(?:[Ww]e|I)\s+(?:are|am)\s+(?:\w+ly\s+|also\s+|therefore\s+)?(?P<verb>calling\s+(?:up)?on|urging|asking|demanding|requesting|appealing\s+to|inviting)\b"
)
"""What is being asked just now: "we are demanding that our governments …"."""
NEEDED = Told(
    r"\b[Ii]t\s+is\s+(?:\w+\s+)?(?P<verb>imperative|essential|vital|urgent|incumbent|necessary|high\s+time)\s+(?:for|up?on)\b(?=\s+(?:the|all|every|our|member)\b[^.;:]{2,160}?\s+to\b)"
)
"""What somebody needs to do: "it is imperative for the international community to …"."""
PLANNED = Told(
    rf"(?:(?:The\s+)?[A-Z]{{2,7}}|The\s+(?:[A-Z][\w'-]*\s+){{0,5}}(?i:{BODY}))\s+(?:(?:also|further|therefore)\s+)?(?P<verb>will)\s+(?!be\b|take\s+place|meet\b|have\b|open\b|close\b|consist|last\b|not\b)"
)
"""What a body says that it will do, at the head of a paragraph."""
COULD = Told(r"\b(?:[Cc]ould|[Ww]ould|[Cc]an|[Ww]ill|[Mm]ay)\s+(?:you|we\s+ask)\b(?=[^.!?]{3,300}\?)")
HOPE = Told(
    r"\b(?:[Ii]t\s+is\s+(?:our|my)\s+(?:\w+\s+)?hope|(?:we|I|We)\s+(?:(?:\w+ly|also|further|therefore|thus|only)\s+)?(?:hope|trust|ask))\s+that\s+(?:you|your\s+\w+|(?:the\s+)?[A-Z][\w'-]*(?:\s+[A-Z][\w'-]*){0,3})\s+(?:will|would|can|could|may)\b"
)
OPEN = Told(
    r"\b(?:[Oo]ur|[Ii]ts)\s+doors?\s+(?:(?:will|shall)\s+)?(?:is|are|remains?|stays?|stands?)\s+(?:\w+\s+)?open\b"
)
KEPT = Told(rf"\b(?:is|are|be){BETWEEN}\s+(?P<verb>declared|proclaimed|designated|observed|commemorated)\b")
OWN_NOUNS = NOUNS | {"resolution": "pledge", "goal": "pledge", "aim": "pledge", "objective": "pledge"}
BARE = (
    "encourage",
    "request",
    "demand",
    "ask",
    "support",
    "recognize",
    "recognise",
    "urge",
    "invite",
    "commit to",
    "pledge",
)
ADVERBS_IN = Told(rf",?\s+{ADVERB}\b,?", re.IGNORECASE)
