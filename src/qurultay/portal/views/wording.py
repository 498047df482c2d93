"""The words of a text in each language, provision by provision; corrected words stand beside those first adopted."""

from dataclasses import dataclass
from functools import lru_cache

from qurultay.acts.amending import Corrected
from qurultay.acts.resolving import Adopted
from qurultay.acts.writing import Deposited
from qurultay.portal.reading import Reading
from qurultay.portal.values import Phrase
from qurultay.portal.views.changes import Piece, compared
from qurultay.portal.views.letters import asks_in, paragraphs_in
from qurultay.press.provision_text import WrittenText, read_text, read_titles

Paragraph = tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class ProvisionWords:
    """The words of a provision: its heading if it has one, and its paragraphs."""

    heading: str
    paragraphs: tuple[Paragraph, ...]


@dataclass(frozen=True, slots=True)
class TextIn:
    """A text in one language. `credit` says who translated or reviewed it; an uncredited translation is unreviewed."""

    language: str
    authentic: bool
    credit: str | None
    preamble: tuple[Paragraph, ...]
    provisions: tuple[tuple[str, ProvisionWords], ...]
    closing: tuple[Paragraph, ...]

    def provision(self, label: str) -> ProvisionWords | None:
        """The words of a provision by its number."""
        return dict(self.provisions).get(label)


def wording_of(reading: Reading, number: int) -> tuple[TextIn, ...]:
    """The words of a text in each language, as they are to be read, with what a correction changed marked."""
    body = reading.act(number).body
    authentic = body.authentic if isinstance(body, Adopted) else (body.language,) if isinstance(body, Deposited) else ()
    credits = dict(reading.phrase(number, "credit"))
    found = []
    for language, words in reading.phrase(number, "text"):
        first = first_words(reading, number, language)
        now, was = written(words), written(first) if first is not None and first != words else None
        found.append(_text_in(language, language in authentic, credits.get(language), now, was))
    return tuple(found)


def first_words(reading: Reading, number: int, language: str) -> str | None:
    """The words of a text as it was entered, where they are still here."""
    digest = reading.acts.original(number).act.parts.get(f"text.{language}")
    return None if digest is None else reading.said(digest)


@lru_cache(maxsize=256)
def written(words: str) -> WrittenText:
    """A text divided into provisions; one that is not so divided is all preamble."""
    try:
        return read_text(words + "\n")
    except ValueError:
        return WrittenText(preamble=paragraphs_in(words))


def _text_in(language: str, authentic: bool, credit: str | None, now: WrittenText, was: WrittenText | None) -> TextIn:
    before = {p.label: p.paragraphs for p in was.provisions} if was is not None else {}
    return TextIn(
        language=language,
        authentic=authentic,
        credit=credit,
        preamble=_marked(now.preamble, was.preamble if was else now.preamble),
        provisions=tuple(
            (p.label, ProvisionWords(p.heading, _marked(p.paragraphs, before.get(p.label, p.paragraphs))))
            for p in now.provisions
        ),
        closing=_marked(now.closing, was.closing if was else now.closing),
    )


def _marked(now: tuple[str, ...], was: tuple[str, ...]) -> tuple[Paragraph, ...]:
    """Paragraphs with what was changed struck and inserted; where their number changed, the old ones are struck whole."""
    if now == was:
        return tuple(((paragraph, ""),) for paragraph in now)
    if len(now) != len(was):
        return (*(((paragraph, "del"),) for paragraph in was), *(((paragraph, "ins"),) for paragraph in now))
    return tuple(compared(old, new) for old, new in zip(was, now, strict=True))


LONGEST = 72
"""How many letters of a provision stand for it in a table."""


def gist_of(reading: Reading, ref: str) -> Phrase:
    """What a provision or an ask is about, in a few of its own words: its heading, or how it begins."""
    number, steps = int(ref.split("/")[1]), ref.split("/")
    if "call" in steps:
        asks = [(language, asked) for language, asked in asks_in(reading, number) if len(asked) >= int(steps[3])]
        return tuple((language, shortened(asked[int(steps[3]) - 1])) for language, asked in asks)
    label = steps[3] if "provision" in steps else None
    found = [(language, _gist(written(words), label)) for language, words in reading.phrase(number, "text")]
    return tuple((language, words) for language, words in found if words)


def _gist(text: WrittenText, label: str | None) -> str:
    provision = next((p for p in text.provisions if p.label == label), None)
    return "" if provision is None else shortened(provision.heading or provision.paragraphs[0])


def shortened(words: str) -> str:
    """The beginning of a paragraph, cut between words.

    >>> shortened("Calls upon governments to act. " * 4)
    'Calls upon governments to act. Calls upon governments to act. Calls…'
    """
    line = " ".join(words.split())
    return line if len(line) <= LONGEST else line[:LONGEST].rsplit(" ", 1)[0] + "…"


def provision_changed(reading: Reading, correction: int, label: str) -> bool:
    """Did a correction touch the words of a provision, in any language? Words nobody can compare any more count as touched."""
    body = reading.act(correction).body
    changes = body.changes if isinstance(body, Corrected) else ()
    for change in changes:
        if change.field.startswith("parts.text."):
            was, now = (_paragraphs(reading.said(digest), label) for digest in (change.was, change.now))
            if was is None or was != now:
                return True
    return False


def _paragraphs(words: str | None, label: str) -> tuple[str, ...] | None:
    """The paragraphs of a provision in these words; none where it is not in them, None where there are no words."""
    if words is None:
        return None
    return next((each.paragraphs for each in written(words).provisions if each.label == label), ())


def numbered_words(reading: Reading, number: int) -> dict[str, Phrase]:
    """What stands beside each number of an act's table: objectives, indicators, claims, notes of a report."""
    found: dict[str, list[tuple[str, str]]] = {}
    for language, words in reading.phrase(number, "table"):
        for label, title in titles_in(words):
            found.setdefault(label, []).append((language, title))
    return {label: tuple(words) for label, words in found.items()}


def titles_in(words: str) -> tuple[tuple[str, str], ...]:
    """The items of an agenda or a table: number and words; one that is not so divided has none."""
    try:
        return read_titles(words + "\n")
    except ValueError:
        return ()
