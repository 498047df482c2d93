"""Why something was refused, in the reader's language.

The floors below say no in English, under a code of a closed table, and keep what the sentence names
(`qurultay.tlog.sentence`). Here the same sentence is said again: its own words where the catalogue has them, else what
its code means. The exact English stands beneath it on every page, for whoever needs the detail.

A catalogue is `reasons/CODE.json`: what each code means, how it is mended in general, why nothing could be written, and
the sentences by their English patterns. English itself has none: it is what the floors say.
"""

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any, Final

from qurultay.gazette.objections import OWN
from qurultay.portal.languages import Language, language
from qurultay.portal.values import Code, Named, Saying, Several, Value
from qurultay.press.preflight.codes import CODES
from qurultay.press.refusal import NOT_READABLE
from qurultay.record.errors import OBSTACLES, REASONS
from qurultay.tlog.sentence import Sentence

MEANINGS: Final[Mapping[str, str]] = MappingProxyType(
    {code: row.finds for code, row in CODES.items()} | REASONS | OWN | NOT_READABLE
)
"""Every code that somebody can be told, with what it means in English."""

MENDS: Final[Mapping[str, str]] = MappingProxyType(
    {code: row.mend for code, row in CODES.items() if row.mend} | {"not-readable": "mend the place that is named"}
)
"""How what the press finds is mended in general."""

_SECTIONS: Final = ("codes", "mends", "obstacles", "sentences")
_VOCABULARIES: Final = {"kind": ("kind", "operation"), "amending": ("kind",), "case": ("kind",), "class_": ("class",),
                        "state": ("state",), "outcome": ("outcome",), "said": ("outcome",)}  # fmt: skip
"""Facts that are words of a closed list, and under which keys the portal says them."""
_ACT: Final = re.compile(r"act/(\d+)")
_NAMED: Final = re.compile(r"(?:body|post|person|seat|community|session|keeper|addressee|class)/[a-z0-9-]+")
_NUMBERED: Final = ("person", "seat", "session", "keeper")

Naming = Callable[[str], Named]
"""What somebody or something is called, by its reference."""


@cache
def reasons(code: str) -> Mapping[str, str]:
    """The reasons in one language, by the keys under which a `Voice` says them.

    >>> reasons("ug")["reason.codes.missing-signature"], reasons("en")["reason.codes.missing-signature"]
    ('بىر ئىمزا يېتىشمەيدۇ', "A signatory's signature is missing")
    """
    if code == "en":
        return _english()
    held = json.loads(files("qurultay.portal").joinpath(f"reasons/{code}.json").read_text("utf-8"))
    return {f"reason.{section}.{key}": words for section in _SECTIONS for key, words in held[section].items()}


def _english() -> Mapping[str, str]:
    told = {"codes": MEANINGS, "mends": MENDS, "obstacles": OBSTACLES}
    found = {
        f"reason.{section}.{code}": said.rstrip(".") for section, held in told.items() for code, said in held.items()
    }
    own = (key.removeprefix("reason.sentences.") for key in reasons("ug") if key.startswith("reason.sentences."))
    return found | {f"reason.sentences.{pattern}": pattern for pattern in own}


def with_reasons(spoken: Language) -> Language:
    """A language that can also say why something was refused."""
    return replace(spoken, words=MappingProxyType({**spoken.words, **reasons(spoken.code)}))


def reason(code: str, sentence: str, named: Naming) -> Saying | None:
    """A refusal as it can be said in every language; None for a code that is in no table.

    >>> reason("missing-signature", Sentence("{signatory} has not signed", signatory="post/clerk"), Named)
    Saying(key='reason.sentences.{signatory} has not signed', places=(('signatory', Code(text='post/clerk')),))
    >>> reason("missing-signature", "whatever was said", Named)
    Saying(key='reason.codes.missing-signature', places=())
    """
    general = _known(f"reason.codes.{code}")
    mend = _known(f"reason.mends.{code}") or general
    return _saying(Sentence.of(sentence), general, mend, named)


def obstacle(code: str) -> Saying | None:
    """Why nothing was written, in general.

    >>> obstacle("disk-full")
    Saying(key='reason.obstacles.disk-full', places=())
    """
    return _known(f"reason.obstacles.{code}")


def _known(key: str) -> Saying | None:
    return Saying(key) if key in reasons("ug") else None


def _saying(said: Sentence, general: Saying | None, mend: Saying | None, named: Naming) -> Saying | None:
    """The sentence by its pattern, what is nested in it too; what has no words of its own is said in general."""
    own = _known(f"reason.sentences.{said.pattern}")
    if own is None:
        return general
    places = []
    for name, fact in said.facts.items():
        told = _value(name, fact, mend if name in ("how", "mend") else general, mend, named)
        if told is None:
            return general
        places.append((name, told))
    return Saying(own.key, tuple(places))


def _value(name: str, fact: Any, general: Saying | None, mend: Saying | None, named: Naming) -> Value | None:
    match fact:
        case Sentence():
            return _saying(fact, general, mend, named)
        case str():
            return _words(name, fact, named)
        case tuple():
            return Several(tuple(_words(name, each, named) for each in fact))
        case int() | date():
            return fact
        case _:
            return "–"


def _words(name: str, text: str, named: Naming) -> Value:
    """A reference by its name, a word of a closed list as the portal says it, anything else as the characters it is."""
    if act := _ACT.fullmatch(text):
        return Saying.of("act.number", number=int(act[1]))
    for vocabulary in _VOCABULARIES.get(name, ()):
        if language("ug").has(f"{vocabulary}.{text}"):
            return Saying(f"{vocabulary}.{text}")
    if _NAMED.fullmatch(text):
        called = named(text)
        if called.words or text.partition("/")[0] in _NUMBERED:
            return called
    return Code(text) if text.isascii() and text else text
