"""Was a gap left to be filled in?"""

import re
from collections.abc import Iterator

from qurultay.press.preflight.finding import Finding
from qurultay.press.preflight.knowledge import Knowledge
from qurultay.press.preflight.version import Version
from qurultay.tlog.sentence import Sentence

_WHAT = (
    r"(?:insert|your|name|names|date|title|address|place|number|signature|recipient|organi[sz]ation|country|city|post|tbd|tbc|todo|to be|xx+|"
    r"fill|add|day|month|year|amount|…|\.\.\.|_+|аты-жөні|аты|күні|орны|мекенжай|лауазым|ئىسمى|ئىسىم|چېسلا|كۈنى|ئورنى|ئادرېس|ۋەزىپىسى)"
)
_GAP = re.compile(
    rf"\[\s?{_WHAT}(?![\w'])[^\[\]\n]{{0,60}}\]|<\s?(?:insert|your|name|date|title|address|place|number)\b[^<>\n]{{0,40}}>|\{{\{{[^{{}}\n]{{0,60}}\}}\}}"
    r"|\b(?:TODO|TBD|TBC|FIXME|XXX+|Lorem ipsum|DD[./]MM[./]YYYY|WRITE THE WORDS HERE)\b|(?<![_\w])_{4,60}(?![_\w])|(?<=\s)\?\?\?+(?=\s|$)"
)

_LINE = 100


def check_gaps(version: Version, known: Knowledge) -> Iterator[Finding]:
    """Placeholders, in brackets of every kind and as the words that stand for them. A line to sign on is none."""
    for hit in _GAP.finditer(version.text):
        if hit.group()[0] == "_" and _alone(version.text, hit.start(), hit.end()):
            continue
        yield version.finding(
            "placeholder",
            hit.start(),
            hit.end(),
            Sentence("{words!r} was left to be filled in", words=hit.group()[:40]),
        )


def _alone(text: str, start: int, end: int) -> bool:
    """Does nothing else stand near it on its line?"""
    before = text[max(0, start - _LINE) : start].rpartition("\n")[2]
    behind = text[end : end + _LINE].partition("\n")[0]
    return not re.sub(r"[_\s]", "", before + behind)
