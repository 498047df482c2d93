"""A text as Markdown: readable as it stands, and by every program that reads Markdown."""

import re

from qurultay.press.exports.written import Written, written
from qurultay.press.setting.original import Original
from qurultay.press.setting.paragraphs import notes_in, table_in

_SPECIAL = re.compile(r"([\\`*_{}\[\]<>])")
_OPENING = re.compile(r"(?m)^(\s*)([#>+-]|\d+[.)])(?=\s)")


def markdown(original: Original, language: str) -> str:
    """The text in Markdown (CommonMark, with tables and footnotes as most programs read them).

    Raises `Refusal` as `written` does.
    """
    held = written(original, language)
    text = held.text
    every = [*text.preamble, *(p for each in text.provisions for p in each.paragraphs), *text.closing]
    notes = notes_in(every)
    blocks = [f"# {escaped(held.title)}"] if held.title else []
    blocks += _facts(held)
    blocks += [_block(paragraph, notes) for paragraph in text.preamble]
    for each in text.provisions:
        heading = f" {escaped(each.heading)}" if each.heading else ""
        blocks.append(f"## § {each.label}{heading}")
        blocks += [_block(paragraph, notes) for paragraph in each.paragraphs]
    blocks += ["---"] if text.closing and text.provisions else []
    blocks += [_block(paragraph, notes) for paragraph in text.closing]
    blocks += [
        f"**{escaped(name)}**  \n{escaped(post)}" if post else f"**{escaped(name)}**" for name, post in held.signers
    ]
    blocks += [f"[^{number}]: {escaped(words)}" for number, words in notes.items()]
    return "\n\n".join(block for block in blocks if block) + "\n"


def _facts(held: Written) -> list[str]:
    address = "  \n".join(escaped(line) for line in held.address.split("\n") if line)
    numbered = f"{escaped(held.number)} · " if held.number else ""
    return [f"{numbered}{escaped(held.day)}", escaped(held.lead), address]


def _block(paragraph: str, notes: dict[str, str]) -> str:
    if re.match(r"\[(\d{1,2})\] ", paragraph) and paragraph[1 : paragraph.index("]")] in notes:
        return ""
    rows = table_in(paragraph)
    if rows is not None:
        lines = [f"| {' | '.join(escaped(cell) for cell in row)} |" for row in rows]
        return "\n".join([lines[0], "|" + "---|" * len(rows[0]), *lines[1:]])
    said = escaped(paragraph)
    for number in notes:
        said = said.replace(f"\\[{number}\\]", f"[^{number}]")
    return said.replace("\n", "  \n")


def escaped(words: str) -> str:
    """Words that Markdown reads as words.

    >>> escaped("*not* a [link] <b>")
    '\\\\*not\\\\* a \\\\[link\\\\] \\\\<b\\\\>'
    """
    return _OPENING.sub(r"\1\\\2", _SPECIAL.sub(r"\\\1", words))
