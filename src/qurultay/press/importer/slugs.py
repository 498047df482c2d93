"""How is a name written in a skeleton? In small Latin letters and hyphens, short enough for a part's name."""

import re
import unicodedata

MOST = 44
"""As long as a part's name allows (acts/parts.py: 64 with its kind and language)."""
_DETERMINERS = re.compile(
    r"^(?:(?:the|all|our|your|every|each|any|other|these|those|both|its|his|her|their|a|an)\s+)+", re.I
)
_OWNER = re.compile(
    r"^([A-Z][\w.-]*(?:\s+[A-Z][\w.-]*){0,4})'s?\s+((?:[\w-]+\s+){0,2}(?:government|parliament|president|ministry|minister|authorities|army|police))$",
    re.IGNORECASE,
)
# One state, one handle: "the Republic of Osmark" is Osmark; what has an adjective ("Islamic Republic of") keeps its name.
_STATE = re.compile(r"\bof\s+the\s+(?:Republic|Kingdom|State|Commonwealth)\s+of\s+(?:the\s+)?(?=[A-Z])")
_LOOSE = frozenset(("of", "the", "and", "for", "on", "in", "to"))
# Cyrillic and Arabic-script names get a readable slug too; it is a handle to be checked, no transliteration standard.
_PAIRS = (
    "аa бb вv гg дd еe ёyo жzh зz иi йy кk лl мm нn оo пp рr сs тt уu фf хkh цts чch шsh щshch ыy эe юyu яya ъ ь "
    "әa ғgh қq ңng өo ұu үu һh іi ıi "
    "اa بb پp تt جj چch خkh دd رr زz ژzh سs شsh غgh فf قq كk گg ڭng لl مm نn ھh وo ۇu ۆo ۈu ۋw ېe ىi يy ەe ئ کk"
)
_LETTERS = {pair[0]: pair[1:] for pair in _PAIRS.split()}


def bare(words: str) -> str:
    """A name without its article.

    >>> bare("the Government of Osmark"), bare("all our democratic nations")
    ('Government of Osmark', 'democratic nations')
    """
    return _DETERMINERS.sub("", words).strip()


def slug(words: str) -> str:
    """The handle of a name.

    >>> slug("Osmark's Government"), slug("the Government of Osmark"), slug("Ministère de l’Équité")
    ('government-of-osmark', 'government-of-osmark', 'ministere-de-l-equite')
    >>> slug("ھۆكۈمەتى")
    'hokumeti'
    """
    name = _STATE.sub("of ", bare(words.replace("’", "'")))
    if (owned := _OWNER.match(name)) is not None:
        name = f"{owned.group(2)} of {owned.group(1)}"
    latin = "".join(_LETTERS.get(c, c) for c in re.sub(r"'s\b", "s", name.lower()))
    steps = re.findall(r"[a-z0-9]+", unicodedata.normalize("NFKD", latin).encode("ascii", "ignore").decode())
    kept = [step[:MOST] for step in steps[:1]]
    for step in steps[1:12]:
        if len("-".join([*kept, step])) > MOST:
            break
        kept.append(step)
    while len(kept) > 1 and kept[-1] in _LOOSE:
        kept.pop()
    return "-".join(kept)
