"""How do an adopted text's words stand in its part? As plain text whose sections a clerk can type.

A line `§ 3` or `§ 3 Heading` opens provision 3; what stands before the first is the preamble;
`§ end` opens the closing words. A blank line makes a new paragraph. The same form, with other
contents, serves three more parts:

    text.LANG     preamble, provisions, closing words of an adopted or deposited text
    asks.LANG     § N, then the exact words in the letter that make ask N
    agenda.LANG   § N title of the item
    table.LANG    § N words of an objective or an indicator

A paragraph of the text itself that begins with § is written `\\§`, so that every text can be kept.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import TypeVar

from qurultay.press.plain_text import clean, tidy
from qurultay.press.refusal import Refusal, shown
from qurultay.tlog.sentence import Sentence

# The first character of a label in a skeleton is a digit (acts/forms.py, LABEL); words hold the same labels.
_LABEL = re.compile(r"[0-9]{1,4}[a-z]{0,2}")
_OPENING = re.compile(r"§[ \t]*(\S+)(?:[ \t]+(.*))?")
_END = "end"
Meant = TypeVar("Meant")


@dataclass(frozen=True, kw_only=True)
class WrittenProvision:
    """The words of one provision: its number, its heading if it has one, its paragraphs."""

    label: str
    heading: str = ""
    paragraphs: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class WrittenText:
    """The words of a whole text in one language."""

    preamble: tuple[str, ...] = ()
    provisions: tuple[WrittenProvision, ...] = ()
    closing: tuple[str, ...] = ()


def read_text(text: str, name: str = "text") -> WrittenText:
    """What the words of a text are, section by section.

    >>> read_text("We met.\\n\\n§ 1 Peace\\nWe pledge peace.\\n\\n§ end\\nLong live!\\n").provisions[0].heading
    'Peace'

    Raises `Refusal` for a number that stands twice, a provision without words, anything after the end.
    """
    sections = _sections(text, name)
    provisions = [section for section in sections[1:] if section.label != _END]
    for each in provisions:
        if not each.paragraphs:
            raise Refusal(
                Sentence("{name}, line {first}", name=name, first=each.line),
                Sentence("provision {label} has no words", label=each.label),
                "write them below its line",
            )
    return WrittenText(
        preamble=sections[0].paragraphs,
        provisions=tuple(
            WrittenProvision(label=s.label, heading=s.heading, paragraphs=s.paragraphs) for s in provisions
        ),
        closing=sections[-1].paragraphs if _ends(sections) else (),
    )


def write_text(written: WrittenText) -> str:
    """The part's text of these words: the inverse of `read_text`.

    >>> write_text(WrittenText(provisions=(WrittenProvision(label="1", paragraphs=("We met.",)),)))
    '§ 1\\nWe met.\\n'
    """
    sections = [_block("", written.preamble)] if written.preamble else []
    sections += [_block(f"§ {p.label} {p.heading}".rstrip(), p.paragraphs) for p in written.provisions]
    sections += [_block(f"§ {_END}", written.closing)] if written.closing else []
    return _checked("\n\n".join(sections) + "\n", written, read_text)


def read_asks(text: str, name: str = "asks") -> tuple[str, ...]:
    """The exact words of each ask of a letter, in order: ask 1 first.

    >>> read_asks("§ 1\\nopen an inquiry\\n\\n§ 2\\nprotect all\\n")
    ('open an inquiry', 'protect all')
    """
    asks = tuple(_only(section, name) for section in _numbered(text, name, "ask"))
    return asks


def write_asks(asks: Iterable[str]) -> str:
    """The part's text of a letter's asks.

    >>> write_asks(["open an inquiry"])
    '§ 1\\nopen an inquiry\\n'
    """
    kept = tuple(asks)
    return _checked("\n\n".join(_block(f"§ {n}", (ask,)) for n, ask in enumerate(kept, 1)) + "\n", kept, read_asks)


def read_titles(text: str, name: str = "agenda") -> tuple[tuple[str, str], ...]:
    """The lines of an agenda or of a plan's table: number and words.

    >>> read_titles("§ 1 Opening\\n§ 2 Report of the treasurer\\n")
    (('1', 'Opening'), ('2', 'Report of the treasurer'))
    """
    return tuple((section.label, section.heading or _only(section, name)) for section in _items(text, name, "item"))


def write_titles(titles: Iterable[tuple[str, str]]) -> str:
    """The part's text of an agenda or of a plan's table.

    >>> write_titles([("1", "Opening")])
    '§ 1 Opening\\n'
    """
    kept = tuple(titles)
    return _checked("".join(f"§ {label} {words}\n" for label, words in kept), kept, read_titles)


@dataclass(frozen=True)
class _Section:
    label: str
    heading: str
    line: int
    paragraphs: tuple[str, ...]


def _sections(text: str, name: str) -> list[_Section]:
    """All sections in order, the first being what stands before any `§`."""
    found, opened, seen = [], _Section("", "", 1, ()), set[str]()
    lines: list[str] = []
    for number, line in enumerate(clean(text, name).split("\n"), 1):
        if line.startswith("§"):
            found.append(replace(opened, paragraphs=_paragraphs(lines)))
            opened, lines = _opened(line, number, name, seen), []
        else:
            lines.append(line)
    return [*found, replace(opened, paragraphs=_paragraphs(lines))]


def _opened(line: str, number: int, name: str, seen: set[str]) -> _Section:
    where = f"{name}, line {number}"
    opening = _OPENING.fullmatch(line.rstrip())
    if opening is None:
        raise Refusal(
            where,
            "§ stands without a number",
            "write '§ 1', or '\\§' where the sign belongs to the words",
        )
    label, heading = opening.group(1), tidy(opening.group(2) or "")
    if _END in seen:
        raise Refusal(where, "something opens after '§ end'", "move the closing words to the end")
    if label in seen:
        raise Refusal(where, Sentence("§ {label} stands twice", label=label), "give each its own number")
    if label != _END and _LABEL.fullmatch(label) is None:
        raise Refusal(
            where,
            Sentence("{label} is no provision's number", label=shown(label)),
            "write a number such as 3 or 3a after §",
        )
    if label == _END and heading:
        raise Refusal(where, "words stand behind '§ end'", "write the closing words on the next line")
    seen.add(label)
    return _Section(label, heading, number, ())


def _paragraphs(lines: list[str]) -> tuple[str, ...]:
    """Blank lines part paragraphs; other line ends are kept, for verses and lists."""
    blocks = re.split(r"\n[ ]*\n\s*", "\n".join(line.rstrip() for line in lines).strip("\n "))
    return tuple("\n".join(_unescaped(line.strip()) for line in block.split("\n")) for block in blocks if block)


def _block(opening: str, paragraphs: Iterable[str]) -> str:
    escaped = "\n\n".join("\n".join(_escaped(line) for line in p.split("\n")) for p in paragraphs)
    return f"{opening}\n{escaped}" if opening else escaped


def _escaped(line: str) -> str:
    return "\\" + line if re.match(r"\\*§", line) else line


def _unescaped(line: str) -> str:
    return line[1:] if re.match(r"\\+§", line) else line


def _ends(sections: list[_Section]) -> bool:
    return sections[-1].label == _END


def _items(text: str, name: str, called: str) -> list[_Section]:
    before, *items = _sections(text, name)
    if before.paragraphs or not items or _ends([before, *items]):
        raise Refusal(
            Sentence("{name}, line 1", name=name),
            Sentence("each {called} begins with its own § line", called=called),
            Sentence("write '§ 1' above the first {called}", called=called),
        )
    return items


def _numbered(text: str, name: str, called: str) -> list[_Section]:
    items = _items(text, name, called)
    for number, item in enumerate(items, 1):
        if item.label != str(number) or item.heading:
            raise Refusal(
                Sentence("{name}, line {line}", name=name, line=item.line),
                Sentence("{called} {number} is expected here", called=called, number=number),
                Sentence("open it with '§ {number}'", number=number),
            )
    return items


def _only(section: _Section, name: str) -> str:
    if len(section.paragraphs) != 1:
        raise Refusal(
            Sentence("{name}, line {line}", name=name, line=section.line),
            Sentence("§ {label} holds not one paragraph", label=section.label),
            "give it exactly one",
        )
    return section.paragraphs[0]


def _checked(text: str, meant: Meant, read: Callable[[str], Meant]) -> str:
    """What is written must read back as what was meant; words the form cannot hold are refused, not bent."""
    if read(text) != meant:
        raise Refusal(
            "text",
            "these words cannot be kept as they stand",
            "take out blank lines and spaces at the ends of paragraphs",
        )
    return text
