"""Letters, statements, notices and warnings as papers."""

from collections.abc import Iterator
from dataclasses import replace

from qurultay.acts.writing import Issued
from qurultay.press.provision_text import read_asks, read_text
from qurultay.press.refusal import Refusal
from qurultay.press.setting.labels import labels
from qurultay.press.setting.original import Original, attached_to, foot_of, head_of
from qurultay.press.setting.paragraphs import blocks_of, notes_in
from qurultay.press.setting.sheet import Block, NewPage, Sheet, Span, Style, Title, Words


def letter(original: Original, address: str = "") -> Sheet:
    """The paper of a letter: number and day, form of address, the words with their asks marked, who signs.

    `address` takes the place of the form of address for one of many addressees. Raises `Refusal` for another kind of act.
    """
    body = original.body
    if not isinstance(body, Issued):
        raise Refusal(
            "the act", f"it is {original.act.kind} and no letter", "name an issued letter, statement or notice"
        )
    languages = original.texts()
    blocks: list[Block] = []
    for language in languages:
        blocks += [NewPage(head=head_of(original, language), foot=foot_of(original, language))] if blocks else []
        blocks += _in(original, body, language, address)
    first = languages[0]
    return Sheet(
        language=first,
        title=original.best("title", first) or labels(first).say(f"of.{body.form}"),
        author=original.name(next(iter(original.act.issuers), None), first),
        day=original.act.date,
        head=head_of(original, first),
        blocks=tuple(blocks),
        foot=foot_of(original, first),
        paper=original.paper,
        attached=attached_to(original),
    )


def readdressed(sheet: Sheet, address: str) -> Sheet:
    """The same letter to another of many addressees: all else stands as it was set out once.

    A statement or notice has no form of address, and stays as it is.
    """
    return replace(sheet, blocks=tuple(_readdressed(block, address) for block in sheet.blocks))


def _readdressed(block: Block, address: str) -> Block:
    if isinstance(block, Words) and block.style == "address":
        return words(block.language, address, "address")
    return block


def _in(original: Original, body: Issued, language: str, address: str) -> Iterator[Block]:
    says = labels(language)
    numbered = says.say("number", number=body.number.partition("/")[2]) if body.number else ""
    yield words(language, "\n".join(line for line in (numbered, says.day(original.act.date)) if line))
    if body.form == "letter":
        to = address or _address(original, body, language)
        if to:
            yield words(language, to, "address")
    elif title := original.best("title", language):
        yield words(language, says.say(f"of.{body.form}"), "kind")
        yield Title(language=language, words=title)
    paragraphs = paragraphs_of(original.part("text", language))
    yield from blocks_of(paragraphs, language, notes_in(paragraphs), _asks(original, language))
    if body.reply_by is not None:
        yield words(language, says.say("reply-by", day=says.day(body.reply_by)), "quiet")
    yield original.signers(language)


def words(language: str, said: str, style: Style = "plain") -> Words:
    """A plain paragraph."""
    return Words(language=language, spans=(Span(words=said),), style=style)


def _address(original: Original, body: Issued, language: str) -> str:
    """The form of address and its lines in this language, else in another; else the addressee's name."""
    if body.addressee is None:
        return ""
    style = "style." + body.addressee.replace("/", "-")
    return original.best(style, language) or original.name(body.addressee, language)


def paragraphs_of(text: str) -> tuple[str, ...]:
    """The paragraphs of a text, whether or not it is divided into provisions."""
    held = read_text(text + "\n")
    inner = [paragraph for provision in held.provisions for paragraph in provision.paragraphs]
    return (*held.preamble, *inner, *held.closing)


def _asks(original: Original, language: str) -> tuple[str, ...]:
    asks = original.part("asks", language)
    return read_asks(asks + "\n") if asks else ()
