"""Which names stand in the words of an address, and what reference does each get?

Words are divided where another name begins ("the Commission and the Member States"), never within one ("the Ministry of
Culture and Sport"). What is written like a name and is a thing ("UN support", "Osmark's withdrawal") is nobody:
a wrong addressee is worse than none.
"""

import re
from collections.abc import Mapping

from qurultay.press.importer.lexicon import CLASS_HEADS, OFFICE_HEADS
from qurultay.press.importer.slugs import bare, slug

_CLAUSE = re.compile(
    r",\s+(?:once\s+(?:again|more)|again|too|also|therefore)\b|,?\s+(?:whatever|regardless|irrespective|without\s+distinction)\b.*|,?\s+(?:that|who|which|whose|whom|where|wherever|not\s+yet|having|being)\s+"
    r"|,\s+(?:in|with|within|as|through|at|on|by|under|subject|pursuant|after|upon|inter)\s"
)
_NEXT = re.compile(r",?\s+(?:and|as well as|along with|together with)\s+(?:also\s+|to\s+|on\s+|upon\s+)?|,\s*")
_OPEN_HEADS = frozenset(
    [
        "states",
        "members",
        "nations",
        "countries",
        "governments",
        "parliaments",
        "parties",
        "organizations",
        "institutions",
    ]
)
_EVERYWHERE = re.compile(r"\s+(?:everywhere|worldwide|abroad|at\s+home\s+and\s+abroad)$")
_BEHIND = re.compile(
    r"\s+(?:concerned|involved|affected|responsible|alike|present|represented|assembled|accredited|themselves)$"
)
"""What is said behind a noun, which stays the head of its name: "the parties concerned"."""
_FRONT = re.compile(
    r"\s\w+ing\s(?:in|on|at|from|for|with|under|within|outside|near)\s|\s(?:of|in|to|for|by|between|among|around|across|throughout|with|within|from|on|at|regarding|under|living|residing|based|working|serving|gathered|seated)\s"
)
_PLACE = re.compile(r"\s(?:\w+ing\s)?(?:in|around|across|throughout|from|on|within)\s")
"""Where somebody is, which is left out of a handle: "companies operating in Osmark"."""
_KIND_LAST = re.compile(
    r"\b(?:[Mm]ember|[Pp]articipating|[Oo]bserver|[Ss]ignatory)[\s-]+[Ss]tates$|\bStates\s+[Pp]arties$"
)
"""Any of many, whichever name stands before it: "Council of Europe member States"."""
_PROPER = r"[A-Z][\w'-]*(?:\s+[A-Z][\w'-]*)*"
_ONE_WORD = re.compile(r"(?:the\s+)?[A-Z][\w.'-]*")
_ADJECTIVES = re.compile(
    rf"(?:the\s+)?[A-Z][\w-]*(?:,\s+[A-Z][\w-]*)*,?\s+and\s+(?:the\s+)?[A-Z][\w-]*\s+(?:{'|'.join(sorted(CLASS_HEADS | OFFICE_HEADS))})"
)
"""Several that share the noun of the last: "the Finnish, Swedish and Russian states"."""
_ONE_STATE = re.compile(
    r"(?:Bosnia|Trinidad|Antigua|Serbia|Wallis|Kitts|Vincent|(?:São|Sao)\s+Tom[eé])\s+and\s+(?:the\s+)?"
    r"(?:Herzegovina|Tobago|Barbuda|Montenegro|Futuna|Nevis|Grenadines|Pr[ií]ncipe)$"
)
_STATE = rf"(?:the\s+)?{_PROPER}(?:\s+of\s+(?:the\s+)?{_PROPER})?"
_DISTRIBUTED = re.compile(
    rf"(?:(?:the|both|all)\s+)*(?P<what>[Gg]overnments|[Pp]arliaments|[Pp]residents|[Aa]uthorities)\s+of\s+(?P<each>{_STATE}(?:,\s+{_STATE})*,?\s+and\s+(?:of\s+)?{_STATE})"
)
_GENERAL = frozenset(
    [
        "member",
        "party",
        "heads",
        "national",
        "international",
        "regional",
        "local",
        "provincial",
        "democratic",
        "religious",
        "political",
        "permanent",
        "diplomatic",
        "neighbouring",
        "neighboring",
        "host",
        "donor",
        "developing",
        "developed",
        "contracting",
        "signatory",
        "observer",
        "participating",
        "sister",
        "civil",
        "indigenous",
        "traditional",
        "relevant",
        "competent",
        "global",
        "intergovernmental",
        "non-governmental",
        "humanitarian",
        "armed",
    ]
)
"""Words that name nobody in particular, though drafters write them large: "National Parliaments"."""
_REGIONS = re.compile(r"\b(?:Africa|Asia|Europe|Oceania|Americas?|Caribbean|Pacific|East|West|North|South|World)\b")


_TITLE = (
    r"(?:(?:Secretary|Director|Attorney|Governor|Consul|Inspector)[\s-]General|Prime\s+Minister|Secretary\s+of\s+State|State\s+Counsell?or|President|"
    r"Premier|Minister|Secretary|Chancellor|Chair(?:man|woman|person)?|Speaker|Commissioner|Rapporteur|Ambassador|Governor|Mayor|Senator|King|"
    r"Queen|Prince(?:ss)?|Pope|Patriarch|Archbishop|Bishop|Imam|Sheikh|Colonel)"
)
_HOLDER = re.compile(
    rf"(?P<post>(?:(?:the|The)\s+)?(?:[A-Z][\w.'-]*\s+){{0,4}}?{_TITLE})\s+(?=[A-Z])(?!{_TITLE}\b)[A-Z].*", re.DOTALL
)
_STYLED = re.compile(r"(?:Mr|Mrs|Ms|Mme|Dr|Prof(?:essor)?|Sir|Dame|Lord|Lady|Comrade)\b\.?\s+[A-Z]")


def without_person(words: str) -> str:
    """The post alone, where the name of who holds it stands behind it: a reference holds no person's name (R8).

    >>> without_person("UN Secretary General Ana Toren"), without_person("the Director General of the Fund")
    ('UN Secretary General', 'the Director General of the Fund')
    """
    held = _HOLDER.fullmatch(words)
    # "the Secretary General Council" would be an institution
    return held["post"] if held is not None and _head(_front(words)) not in CLASS_HEADS | OFFICE_HEADS else words


def names_in(words: str) -> list[str]:
    """The names in an enumeration; "Culture and Sport" inside one name is not divided.

    >>> names_in("the Commission, the Member States and Iran")
    ['the Commission', 'the Member States', 'Iran']
    >>> names_in("the Governments of Osmark and Vorn"), names_in("Osmark and Vorn")
    (['the Government of Osmark', 'the Government of Vorn'], ['Osmark', 'Vorn'])
    """
    plain = _CLAUSE.split(" ".join(words.split()).strip(" ,"), maxsplit=1)[0]
    several = _DISTRIBUTED.fullmatch(plain)
    if several is not None and _REGIONS.search(several["each"]) is None and _ONE_STATE.search(plain) is None:
        what = {"authorities": "authorities"}.get(several["what"].lower(), several["what"].capitalize()[:-1])
        return [f"the {what} of {each}" for each in re.split(r",?\s+and\s+(?:of\s+)?|,\s+", several["each"])]
    if _ADJECTIVES.fullmatch(plain):
        return [plain]
    names, begun = [], 0
    for joint in _NEXT.finditer(plain):
        before, behind = plain[begun : joint.start()], plain[joint.end() :]
        if _parts(before, behind):
            names.append(before)
            begun = joint.end()
    return [*names, plain[begun:]]


def _parts(before: str, behind: str) -> bool:
    """Does one name end and another begin here?"""
    ahead = re.split(r",|\s+and\s+", behind)[0]
    if _ONE_STATE.search(f"{before} and {ahead}"):
        return False
    alike = (re.fullmatch(_PROPER, before) and re.fullmatch(_PROPER, ahead)) or (
        _ONE_WORD.fullmatch(before) and _ONE_WORD.fullmatch(ahead)
    )
    if behind[:1].isupper() and " of " not in before and is_class(before):  # "member organisations, Tolunians abroad"
        return True
    if _ONE_WORD.fullmatch(before) and _ONE_WORD.fullmatch(ahead) and ahead == behind:
        return True  # "the President and Congress"
    return bool(alike and _head(ahead) not in CLASS_HEADS | OFFICE_HEADS) or (
        _may_end(before, behind) and _may_begin(behind)
    )


def _may_begin(words: str) -> bool:
    """Does another name begin here: with an article, or as a kind of addressee, or a capital after a kind?"""
    ahead = re.split(r",|\s+and\s+", words)[0]
    return _determined(words) or is_class(ahead)


def _determined(words: str) -> bool:
    return re.match(r"(?:the|all|our|its|other|every|any|to|members|both)\s", words) is not None


_ADJECTIVE = re.compile(r"(?:(?:all|the|our)\s+)?[a-z-]+(?:ic|al|ive|an|ed|ful)")
_TITLED_ADJECTIVE = re.compile(r"(?:^|\s)(?!General$|Tribunal$|Republic$)[A-Z][a-z]*(?:ic|al|ious)$")


def _may_end(words: str, behind: str) -> bool:
    """Does a name end here, and not an adjective of the next ("national and international bodies", "Local and Regional …")?"""
    if _TITLED_ADJECTIVE.search(words) and not _determined(behind):
        return False
    return bool(words) and (_ADJECTIVE.fullmatch(words) is None or is_class(words))


def is_name(words: str, acts: bool = False) -> bool:
    """Is this somebody? Its head is written large, or is a kind of addressee, or an office.

    `acts`: what it shall do follows ("… to withdraw"), so that "the Vorn side" is somebody too.

    >>> is_name("the Government of Osmark"), is_name("further dialogue"), is_name("Osmark's withdrawal")
    (True, False, False)
    """
    plain = bare(words)
    if not plain or len(plain.split()) > 24 or _STYLED.match(plain):
        return False
    if re.match(r"(?:if|when|whether|because|unless|while)\b", plain):
        return False
    if re.match(r"(?:you|it|them|him|us)\b", plain):
        return plain.startswith("you")
    front = _BEHIND.sub("", _EVERYWHERE.sub("", _front(plain)))
    if _head(front) in CLASS_HEADS | OFFICE_HEADS:
        return True
    large = re.search(r"\b[A-Z]", front) is not None
    return large and (acts or re.search(r"(?:^|[\s\"(-])[A-Z0-9][^\s]*$", front) is not None)


def is_any(words: str) -> bool:
    """ "All Merey families" is nobody in particular, whatever name stands in it."""
    return re.match(r"(?:all|every|any|other)\s", words) is not None and _EVERYWHERE.sub("", bare(words))[-1:] == "s"


def is_class(words: str) -> bool:
    """Is the head of this name a kind of addressee?"""
    name = _BEHIND.sub("", _EVERYWHERE.sub("", bare(words)))
    return _head(_EVERYWHERE.sub("", _front(name))) in CLASS_HEADS or _KIND_LAST.search(name) is not None


def _front(words: str) -> str:
    """The name up to its first preposition, where its head stands last."""
    return _FRONT.split(words)[0]


def _head(words: str) -> str:
    found = re.findall(r"[\w-]+", words.lower())
    return found[-1] if found else ""


def reference(words: str, own: Mapping[str, str]) -> str:
    """The reference of a name: a class where its head is a kind of addressee and no proper name stands in it.

    >>> reference("all Member States", {}), reference("the Secretary-General", {}), reference("Osmark's Government", {})
    ('class/member-states', 'addressee/secretary-general', 'addressee/government-of-osmark')
    >>> reference("African governments", {}), reference("the United States", {})
    ('class/african-governments', 'addressee/united-states')
    """
    name = bare(words)
    of_kind = is_class(name)
    short = _EVERYWHERE.sub("", _PLACE.split(name)[0]) if of_kind else name
    handle = slug(short)
    if handle in own:
        return own[handle]
    return f"class/{handle}" if of_kind and not _is_proper(short) else f"addressee/{handle}"


def _is_proper(name: str) -> bool:
    """Does a proper name stand in it? "Member States of the United Nations" are any, "the people of Osmark" are one."""
    if _KIND_LAST.search(name):
        return False
    head = re.split(r"\s(?:to|with)\s", name)[0]
    front = _BEHIND.sub("", head.split(" of ")[0])
    if re.search(rf"\b(?:{'|'.join(sorted(_OPEN_HEADS))})$", front):
        return False  # "Nordic parliaments" are several, "the United States" is one: the noun is written small
    asked = front if _head(front) in _OPEN_HEADS else head
    large = re.findall(r"\b[A-Z][\w-]*", asked)
    return any(word.lower() not in CLASS_HEADS and word.lower() not in _GENERAL for word in large)
