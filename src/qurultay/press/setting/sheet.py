"""What stands on a paper, as values: a head in two scripts, blocks one under the other, a foot with the short code.

Blocks hold plain words and their language. Only `as_data` cuts them at islands (press/bidi.py), and only the template
knows sizes and fonts; so every form of paper is drawn alike, and a test can read a paper without a PDF.
"""

import re
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Literal, TypeAlias, assert_never

from qurultay.press.bidi import Piece, direction, pieces
from qurultay.press.plain_text import refuse_hidden

_FIGURES = re.compile(r"[-+.,:/%$€£ 0-9]*[0-9][-+.,:/%$€£ 0-9]*")
"""Nothing but what the bidi algorithm takes for parts of a number (UAX #9, table 4: EN, ES, ET, CS)."""
Paper = Literal["a4", "us-letter"]
Style = Literal["plain", "kind", "lead", "quiet", "address", "large"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Span:
    """A stretch of a paragraph: plain words, the words of an ask with its number, or words with a note under them."""

    words: str
    ask: int = 0
    note: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Words:
    """A paragraph. Line ends within it are kept, for verses and addresses."""

    language: str
    spans: tuple[Span, ...]
    style: Style = "plain"


@dataclass(frozen=True, kw_only=True, slots=True)
class Title:
    """A heading; level 1 opens a text."""

    language: str
    words: str
    level: Literal[1, 2] = 1


@dataclass(frozen=True, kw_only=True, slots=True)
class Numbered:
    """A provision: its number in the margin, its heading where it has one, its paragraphs."""

    language: str
    label: str
    heading: str
    blocks: tuple["Words | Grid | Lined", ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Grid:
    """A table with a head row, which is repeated where the table goes on over the page."""

    language: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Facts:
    """Labels and what they stand for, one under the other."""

    language: str
    rows: tuple[tuple[str, str], ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Signed:
    """Who signs, each with the office under the name."""

    language: str
    signers: tuple[tuple[str, str], ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Secret:
    """A code that only whoever holds the paper may read."""

    language: str
    label: str
    code: str
    warning: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Lined:
    """Words on numbered lines, broken where they were once and for ever: what comes in and goes out stands within them.

    A row is its number, 0 where it has none, and its stretches: `kept`, `in` or `out`, with the words.
    """

    language: str
    rows: tuple[tuple[int, tuple[tuple[str, str], ...]], ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Name:
    """A body's name in one language, and the line under it."""

    language: str
    name: str
    line: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Head:
    """The letterhead: one name, or two of which the second runs the other way; between them the emblem, as SVG."""

    names: tuple[Name, ...]
    emblem: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Foot:
    """How a reader checks the paper: its short code, where, and the same as a QR code (SVG) with its words."""

    language: str
    code: str = ""
    label: str = ""
    lead: str = ""
    where: str = ""
    qr: str = ""
    alt: str = ""
    stamp: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class NewPage:
    """What follows begins a page of its own, with letterhead and all: another person's certificate, or another language,
    whose letterhead and foot it brings along."""

    head: Head | None = None
    foot: Foot | None = None


Block: TypeAlias = Words | Title | Numbered | Grid | Facts | Signed | Secret | Lined | NewPage


@dataclass(frozen=True, kw_only=True, slots=True)
class Attached:
    """A file inside the PDF."""

    name: str
    data: str
    described: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Sheet:
    """A whole paper."""

    language: str
    title: str
    author: str
    day: date
    head: Head
    blocks: tuple[Block, ...]
    foot: Foot
    paper: Paper = "a4"
    attached: tuple[Attached, ...] = field(default=())

    def words(self) -> str:
        """Everything the paper says in its blocks, in its order: what must be found again in the text of the PDF."""
        notes: list[str] = []
        lines = [line for block in self.blocks for line in _said(block, notes) if line]
        return "\n".join((*lines, *(f"{number} {note}" for number, note in enumerate(notes, 1))))


def as_data(sheet: Sheet) -> dict[str, Any]:
    """The paper as the template takes it: nothing but strings, numbers, lists and objects.

    Raises `Refusal` for a hidden character, wherever it stands.
    """
    return {
        "lang": sheet.language.partition("-")[0],
        "title": sheet.title,
        "author": sheet.author,
        "day": [sheet.day.year, sheet.day.month, sheet.day.day],
        "paper": sheet.paper,
        "head": _head(sheet.head),
        "blocks": [_block(block) for block in sheet.blocks],
        "foot": _foot(sheet.foot),
        "attached": [{"name": a.name, "data": a.data, "described": a.described} for a in sheet.attached],
    }


def _name(name: Name) -> dict[str, Any]:
    return {**_tongue(name.language), "name": _cut(name.name, name.language), "line": _cut(name.line, name.language)}


def _head(head: Head) -> dict[str, Any]:
    return {"names": [_name(name) for name in head.names], "emblem": head.emblem}


def _foot(foot: Foot) -> dict[str, Any]:
    held = {"code": foot.code, "where": foot.where, "qr": foot.qr, "alt": foot.alt}
    said = {name: _cut(getattr(foot, name), foot.language) for name in ("label", "lead", "stamp")}
    return {**_tongue(foot.language), **held, **said}


def _block(block: Block) -> dict[str, Any]:
    match block:
        case NewPage(head=head, foot=foot):
            other = {"head": _head(head)} if head is not None else {}
            return {"k": "page", **other, **({"foot": _foot(foot)} if foot is not None else {})}
        case Words(language=lang, spans=spans, style=style):
            return {"k": "words", **_tongue(lang), "style": style, "spans": [_span(span, lang) for span in spans]}
        case Title(language=lang, words=words, level=level):
            return {"k": "title", **_tongue(lang), "level": level, "runs": _cut(words, lang)}
        case Numbered(language=lang, label=label, heading=heading, blocks=inner):
            held = [_block(each) for each in inner]
            return {"k": "numbered", **_tongue(lang), "label": label, "heading": _cut(heading, lang), "blocks": held}
        case Grid(language=lang, head=head, rows=rows):
            body = [[_cut(cell, lang) for cell in row] for row in rows]
            return {"k": "grid", **_tongue(lang), "head": [_cut(cell, lang) for cell in head], "rows": body}
        case Facts(language=lang, rows=pairs):
            return {"k": "facts", **_tongue(lang), "rows": [[_cut(a, lang), _cut(b, lang)] for a, b in pairs]}
        case Signed(language=lang, signers=signers):
            return {"k": "signed", **_tongue(lang), "signers": [[_cut(a, lang), _cut(b, lang)] for a, b in signers]}
        case Lined(language=lang, rows=lines):
            cut = [{"n": n, "spans": [{"k": k, "runs": _cut(w, lang)} for k, w in spans]} for n, spans in lines]
            return {"k": "lined", **_tongue(lang), "rows": cut}
        case Secret(language=lang):
            said = {"label": _cut(block.label, lang), "warning": _cut(block.warning, lang)}
            return {"k": "secret", **_tongue(lang), "code": block.code, **said}
        case _:
            assert_never(block)


def _span(span: Span, language: str) -> dict[str, Any]:
    return {"runs": _cut(span.words, language), "ask": span.ask, "note": _cut(span.note, language)}


def _tongue(language: str) -> dict[str, str]:
    return {"lang": language.partition("-")[0], "dir": direction(language)}


def _cut(words: str, language: str) -> list[dict[str, Any]]:
    refuse_hidden(words, "the paper")
    return [_run(piece) for piece in pieces(words, language)]


def _run(piece: Piece) -> dict[str, Any]:
    """One run: `t` its words or `r` its inner runs, `d` its direction, `k` whether it is kept on one line."""
    run: dict[str, Any]
    run = {"t": _joined(piece, piece.words)} if isinstance(piece.words, str) else {"r": [*map(_run, piece.words)]}
    if piece.direction is not None:
        run["d"] = piece.direction
    # A word of Latin among Arabic letters needs no isolate, which readers of the PDF would find in its text: a box does.
    if piece.together or (piece.direction is not None and isinstance(piece.words, str) and " " not in piece.words):
        run["k"] = True
    return run


def _joined(piece: Piece, words: str) -> str:
    """The words of a run, with the spaces in a telephone number joined to it. Among Arabic letters, pdfium, the reader
    in Chromium, takes what it copies apart wherever the bidi class changes, and gives the pieces from the right.
    """
    return words.replace(" ", "\u00a0") if piece.direction == "ltr" and _FIGURES.fullmatch(words) else words


def _said(block: Block, notes: list[str]) -> tuple[str, ...]:
    """The lines of a block; what stands at the foot of the page is gathered in `notes`."""
    match block:
        case NewPage():
            return ()
        case Words(spans=spans):
            return ("".join(_marked(span, notes) for span in spans),)
        case Title(words=words):
            return (words,)
        case Numbered(label=label, heading=heading, blocks=blocks):
            return (label, heading, *(line for each in blocks for line in _said(each, notes)))
        case Grid(head=head, rows=rows):
            return (*head, *(cell for row in rows for cell in row))
        case Facts(rows=pairs) | Signed(signers=pairs):
            return tuple(words for pair in pairs for words in pair)
        case Secret(label=label, code=code, warning=warning):
            return (label, code, warning)
        case Lined(rows=lines):
            return tuple("".join(words for _, words in spans) for _, spans in lines)
        case _:
            assert_never(block)


def _marked(span: Span, notes: list[str]) -> str:
    if span.note:
        notes.append(span.note)
    return span.words + (str(span.ask) if span.ask else "") + (str(len(notes)) if span.note else "")
