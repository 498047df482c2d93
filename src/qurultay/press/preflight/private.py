"""Does something stand in the text that is nobody's business: names of the private roll, addresses, numbers?"""

import re
from collections.abc import Iterator

from qurultay.press.preflight.finding import Finding
from qurultay.press.preflight.knowledge import Knowledge
from qurultay.press.preflight.version import Version
from qurultay.tlog.sentence import Sentence

_MAIL = re.compile(r"(?<![\w.%+-])[\w%+-](?:[\w.%+-]{0,63})@[\w-]{1,63}(?:\.[\w-]{1,63}){1,5}")
_PHONE = re.compile(r"(?<![\w+])(?:\+|00)\d(?:[ \u00a0().-]{0,2}\d){6,14}(?!\d)")
_WORD = re.compile(r"[^\W\d_]+(?:['-][^\W\d_]+)*|\d+")


def check_private(version: Version, known: Knowledge) -> Iterator[Finding]:
    """Names word for word as the roll has them; mail addresses and telephone numbers that are not public contacts."""
    yield from _names(version, known.private)
    public = {_bare(contact) for contact in known.facts.contacts}
    for pattern, called in ((_MAIL, Sentence("mail address")), (_PHONE, Sentence("telephone number"))):
        for hit in pattern.finditer(version.shadow):
            if _bare(hit.group()) not in public:
                yield version.finding(
                    "contact-private",
                    hit.start(),
                    hit.end(),
                    Sentence("this {called} is not among the body's public contacts", called=called),
                )


def _bare(contact: str) -> str:
    return re.sub(r"[ \u00a0().-]", "", contact).casefold() if "@" not in contact else contact.casefold()


def _names(version: Version, names: frozenset[str]) -> Iterator[Finding]:
    """One pass: at each word, the names that begin with it."""
    wanted: dict[str, list[list[str]]] = {}
    for name in names:
        words = [hit.group().casefold() for hit in _WORD.finditer(name)]
        if words:
            wanted.setdefault(words[0], []).append(words)
    if not wanted:
        return
    said = [(hit.group().casefold(), hit.start(), hit.end()) for hit in _WORD.finditer(version.shadow)]
    for at, (word, start, _) in enumerate(said):
        for words in wanted.get(word, ()):
            if [each for each, _, _ in said[at : at + len(words)]] == words:
                end = said[at + len(words) - 1][2]
                yield version.finding("private-name", start, end, "a name of the private roll stands here")
                break
