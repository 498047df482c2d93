"""A letter as it was sent, with what it asks underlined and numbered, and the list of all letters and replies."""

import re
from dataclasses import dataclass
from datetime import date

from qurultay.acts.act import Act
from qurultay.acts.writing import Issued
from qurultay.portal.reading import Reading
from qurultay.portal.values import Code, Named, Phrase, Value
from qurultay.press.provision_text import read_asks, read_text

Run = tuple[str, int]
"""Words of a letter, and the number of the ask they make, 0 for none."""


@dataclass(frozen=True, slots=True)
class LetterText:
    """A letter in one language: paragraphs, each a row of runs."""

    language: str
    authentic: bool
    credit: Value | None
    paragraphs: tuple[tuple[Run, ...], ...]


@dataclass(frozen=True, slots=True)
class LetterView:
    """A letter with its head, its number and day, its address, its words and who signed."""

    heads: Phrase
    issuers: tuple[Named, ...]
    series: Value | None
    day: date
    address: Phrase
    texts: tuple[LetterText, ...]
    signed: tuple[tuple[Value | None, Value], ...]


def letter_of(reading: Reading, number: int) -> LetterView | None:
    """The letter an act is; None where the act is none or its words are not in this copy."""
    act = reading.act(number)
    texts = texts_of(reading, number)
    if not isinstance(act.body, Issued) or not texts:
        return None
    issuers = tuple(reading.named(ref) for ref in act.issuers)
    return LetterView(
        heads=issuers[0].words if issuers else (),
        issuers=issuers,
        series=Code(act.body.number) if act.body.number else None,
        day=act.date,
        address=_address(reading, act),
        texts=texts,
        signed=tuple(
            (reading.named(s.person) if s.person else None, reading.named(s.signatory))
            for s in reading.acts.shown(number).signers
        ),
    )


def _address(reading: Reading, act: Act) -> Phrase:
    """The form of address and the lines under it: of this letter, else the last one given for the addressee."""
    body = act.body
    if not isinstance(body, Issued) or body.addressee is None:
        return ()
    own = [(n.rsplit(".", 1)[1], d) for n, d in act.parts.items() if n.startswith("style.")]
    held = own or list(reading.names.style(body.addressee))
    return tuple((language, words) for language, digest in held if (words := reading.said(digest)) is not None)


def texts_of(reading: Reading, number: int) -> tuple[LetterText, ...]:
    """The words of a letter or statement in each language, asks marked."""
    act, asks = reading.act(number), dict(asks_in(reading, number))
    authentic = getattr(act.body, "authentic", ())
    credits = dict(reading.phrase(number, "credit"))
    return tuple(
        LetterText(
            language=language,
            authentic=language in authentic,
            credit=((language, credits[language]),) if language in credits else None,
            paragraphs=tuple(marked(paragraph, asks.get(language, ())) for paragraph in paragraphs_in(words)),
        )
        for language, words in reading.phrase(number, "text")
    )


def paragraphs_in(words: str) -> tuple[str, ...]:
    """The paragraphs of a text, whether or not it is divided into provisions."""
    try:
        text = read_text(words + "\n")
    except ValueError:
        return tuple(block.strip() for block in re.split(r"\n\s*\n", words) if block.strip())
    inner = [paragraph for provision in text.provisions for paragraph in provision.paragraphs]
    return (*text.preamble, *inner, *text.closing)


def marked(paragraph: str, asks: tuple[str, ...]) -> tuple[Run, ...]:
    """A paragraph cut where it makes an ask.

    >>> marked("We ask you to come. Thank you.", ("We ask you to come.",))
    (('We ask you to come.', 1), (' Thank you.', 0))
    """
    found = sorted((at, ask, place) for place, ask in enumerate(asks, 1) if ask and (at := paragraph.find(ask)) >= 0)
    runs: list[Run] = []
    done = 0
    for at, ask, place in found:
        if at < done:
            continue
        runs += [(paragraph[done:at], 0), (ask, place)]
        done = at + len(ask)
    return tuple(run for run in (*runs, (paragraph[done:], 0)) if run[0])


def asks_in(reading: Reading, number: int) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """The exact words of each ask of a letter, by language; a part that cannot be read has none."""
    found = []
    for language, words in reading.phrase(number, "asks"):
        try:
            found.append((language, read_asks(words + "\n")))
        except ValueError:
            found.append((language, ()))
    return tuple(found)
