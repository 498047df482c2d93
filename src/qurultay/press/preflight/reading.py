"""From the words of a file to a version that can be checked: its language, its form, its day, and what it asks."""

import re
from datetime import date

from qurultay.press.importer import read_declaration, read_letter
from qurultay.press.importer.dates import days_in
from qurultay.press.importer.languages import language_of
from qurultay.press.importer.layout import layout_of
from qurultay.press.importer.proposals import ProposedOperation
from qurultay.press.importer.source import SourceText, shadowed
from qurultay.press.preflight.finding import Finding
from qurultay.press.preflight.version import Asked, Form, Version, admitted
from qurultay.tlog.sentence import Sentence

_LEAST = 12
"""Fewer letters before a verb than these are its subject, and not what is asked."""
MOST_READ = 60_000
"""Longer texts are checked word by word, and their layout and calls are not read."""
_REPLY = re.compile(
    r"\b(?:reply|replies|answer|response|respond|hear\s+from\s+you|hearing\s+from\s+you)\b|жауап|جاۋاب", re.IGNORECASE
)
_BY = re.compile(r"\b(?:by|before|until|no\s+later\s+than)\b|дейін|غىچە|قىچە", re.IGNORECASE)


def version_of(
    text: str, name: str, language: str | None = None, form: Form | None = None, on: date | None = None
) -> Version:
    """The version that stands in these words; what is not given is read off them.

    >>> version_of("Office of the President\\n\\nDear Minister,\\n\\nWe ask you to act.\\n\\nYours,\\n\\nA. Tornay\\nPresident", "a.txt").form
    'letter'

    Raises `Refusal` as `admitted` does.
    """
    words = admitted(text, name)
    spoken = language or language_of(words[:20_000])
    spoken = "en" if spoken == "und" else spoken
    if not words.strip() or len(words) > MOST_READ:
        return Version(name=name, text=words, language=spoken, form=form or "words", on=on)
    kind = form or _form(shadowed(words))
    match kind:
        case "letter":
            return _letter(words, name, spoken, on)
        case "text":
            return _text(words, name, spoken, on)
        case "words":
            return Version(name=name, text=words, language=spoken, on=on)


def limits(version: Version) -> list[Finding]:
    """What could not be read of a version, as a finding."""
    long = len(version.text) > MOST_READ and version.calls is None
    reason = Sentence(
        "the text has more than {most} characters; its layout and its calls were not looked at", most=MOST_READ
    )
    return [version.about("too-long", reason)] if long else []


def _form(source: SourceText) -> Form:
    layout = layout_of(source)
    return "letter" if layout.salutation is not None else "text"


def _letter(words: str, name: str, language: str, on: date | None) -> Version:
    read = read_letter(words)
    dated = on or (read.dated.last if read.dated is not None else None)
    return Version(
        name=name, text=read.text, language=language, form="letter", on=dated, recipient=read.recipient, salutation=read.salutation,
        signatories=read.signatories, calls=tuple(_asked(ask, read.text) for ask in read.asks), reply_by=_reply_by(words),
    )  # fmt: skip


def _text(words: str, name: str, language: str, on: date | None) -> Version:
    read = read_declaration(words)
    dated = on or (read.dated.last if read.dated is not None else None)
    asks = [o for p in read.provisions for o in p.operations if o.kind in ("call", "appeal")]
    return Version(
        name=name,
        text=read.text,
        language=language,
        form="text",
        on=dated,
        calls=tuple(_asked(ask, read.text) for ask in asks),
    )


def _asked(ask: ProposedOperation, text: str) -> Asked:
    """What a proposed operation asks: the words behind its addressee, or where there is none behind its verb."""
    behind = max(ask.lead.span.end, ask.addressee.words.span.end if ask.addressee is not None else 0)
    inside = ask.words.span.start <= behind <= ask.words.span.end
    rest = text[behind : ask.words.span.end].strip(" .,;:\n") if inside else ask.words.text
    before = text[ask.words.span.start : ask.lead.span.start].strip()
    return Asked(addressee=ask.addressee.ref if ask.addressee is not None else "", words=rest or (before if len(before) > _LEAST else ""),
                 due=ask.due.last if ask.due is not None else None, start=ask.words.span.start, end=ask.words.span.end)  # fmt: skip


def _reply_by(words: str) -> date | None:
    """The day by which a reply is hoped for, where a sentence names both."""
    version = Version(name="", text=words, language="")
    for start, end in version.sentences:
        if _REPLY.search(version.shadow, start, end) and _BY.search(version.shadow, start, end):
            for day in days_in(version.source, start, end):
                return day.last
    return None
