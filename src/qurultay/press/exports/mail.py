"""A text for the body of a mail: plain words, lines of at most 76 letters, and every island isolated.

Mail programs draw Uyghur by the bidi algorithm and nothing else, so a citation or a telephone number stands between
U+2066 and U+2069 here (press/bidi.py); nowhere else does our text hold such characters.
"""

import textwrap

from qurultay.press.bidi import isolate_plain
from qurultay.press.exports.written import written
from qurultay.press.setting.labels import labels
from qurultay.press.setting.original import Original, check_address
from qurultay.press.setting.paragraphs import table_in

WIDTH = 76


def mail(original: Original, language: str) -> str:
    """The text for a mail, with how it is checked at the end. Raises `Refusal` as `written` does."""
    held, says = written(original, language), labels(language)
    blocks = [held.title, "\n".join(part for part in (held.number, held.day) if part), held.lead, held.address]
    blocks += [_block(paragraph) for paragraph in held.text.preamble]
    for each in held.text.provisions:
        opening = f"§ {each.label} {each.heading}".rstrip()
        blocks += [opening, *(_block(paragraph) for paragraph in each.paragraphs)]
    blocks += [_block(paragraph) for paragraph in held.text.closing]
    blocks += ["\n".join(part for part in signer if part) for signer in held.signers]
    where = check_address(original, language)
    blocks.append(
        "\n".join(["-- ", f"{says.say('code')}: {original.act.id}", *([says.say("check"), where] if where else [])])
    )
    return "\n\n".join(_isolated(block, language) for block in blocks if block) + "\n"


def _block(paragraph: str) -> str:
    rows = table_in(paragraph)
    if rows is None:
        return paragraph
    head, *body = rows
    return "\n\n".join("\n".join(f"{label}: {cell}" for label, cell in zip(head, row, strict=True)) for row in body)


def _isolated(block: str, language: str) -> str:
    lines = (isolate_plain(line, language) for each in block.split("\n") for line in _folded(each))
    return "\n".join(lines)


def _folded(line: str) -> list[str]:
    """Lines of mail, broken between words and never inside a hyphenated one: a day stays whole (RFC 5322 §2.1.1)."""
    return textwrap.wrap(line, WIDTH, break_long_words=False, break_on_hyphens=False, drop_whitespace=True) or [line]
