"""Adopted texts as papers: declarations, resolutions, statutes, plans."""

from collections.abc import Iterator

from qurultay.acts.resolving import Adopted
from qurultay.acts.writing import Deposited
from qurultay.press.provision_text import read_text, read_titles
from qurultay.press.refusal import Refusal
from qurultay.press.setting.labels import SPOKEN, Labels, labels
from qurultay.press.setting.letter import words
from qurultay.press.setting.original import Original, attached_to, foot_of, head_of
from qurultay.press.setting.paragraphs import blocks_of, notes_in
from qurultay.press.setting.sheet import Block, Grid, NewPage, Numbered, Sheet, Title


def resolution(original: Original) -> Sheet:
    """The paper of an adopted text: how it was adopted, preamble, provisions with their numbers, closing, who signs.

    Each language begins a page, the authentic ones first, and says which it is. Raises `Refusal` for another kind of act.
    """
    body = original.body
    if not isinstance(body, Adopted | Deposited):
        raise Refusal("the act", f"it is {original.act.kind} and no adopted text", "name an adopted text")
    languages = original.texts()
    blocks: list[Block] = []
    for language in languages:
        blocks += (
            [NewPage(head=head_of(original, language, body.session), foot=foot_of(original, language))]
            if blocks
            else []
        )
        blocks += _in(original, body, language, several=len(languages) > 1)
    first = languages[0]
    return Sheet(
        language=first,
        title=original.best("title", first) or labels(first).say(f"of.{_sort(body)}"),
        author=original.name(next(iter(original.act.issuers), None), first),
        day=original.act.date,
        head=head_of(original, first, body.session),
        blocks=tuple(blocks),
        foot=foot_of(original, first),
        paper=original.paper,
        attached=attached_to(original),
    )


def _sort(body: Adopted | Deposited) -> str:
    sort = body.text if isinstance(body, Adopted) else body.form
    return sort if sort in ("declaration", "resolution", "letter", "statement", "minutes", "constitution") else (
        sort if isinstance(body, Adopted) else "statement"
    )  # fmt: skip


def _in(original: Original, body: Adopted | Deposited, language: str, *, several: bool) -> Iterator[Block]:
    says, text = labels(language), read_text(original.part("text", language) + "\n")
    number = body.number if isinstance(body, Adopted) else None
    numbered = f" · {number.partition('/')[2]}" if number else ""
    yield words(language, says.say(f"of.{_sort(body)}") + numbered, "kind")
    if title := original.best("title", language):
        yield Title(language=language, words=title)
    if isinstance(body, Adopted):
        yield words(language, adopted_line(original, body, says), "lead")
    all_words = [*text.preamble, *(p for each in text.provisions for p in each.paragraphs), *text.closing]
    notes = notes_in(all_words)
    yield from blocks_of(text.preamble, language, notes)
    for each in text.provisions:
        inner = blocks_of(each.paragraphs, language, notes)
        yield Numbered(language=language, label=each.label, heading=each.heading, blocks=inner)
    yield from blocks_of(text.closing, language, notes)
    if table := original.part("table", language):
        yield Grid(language=language, head=("§", says.say("of.plan")), rows=read_titles(table + "\n"))
    if several:
        yield words(language, _status(body, language, says), "quiet")
    yield original.signers(language)


def adopted_line(original: Original, body: Adopted, says: Labels) -> str:
    """How it was adopted, in one sentence with the figures."""
    day, held = says.day(original.act.date), body.figures
    if body.how == "vote" and held is not None:
        counts = {"for_": held.for_, "against": held.against, "abstained": held.abstained}
        return says.say("adopted.vote", day=day, present=held.present, entitled=held.entitled, **counts)
    return says.say("adopted" if body.how == "vote" else f"adopted.{body.how}", day=day)


def _status(body: Adopted | Deposited, language: str, says: Labels) -> str:
    authentic = body.authentic if isinstance(body, Adopted) else (body.language,)
    if language in authentic or not authentic:
        return says.say("authentic")
    first = authentic[0]
    return says.say("translation", language=says.say(f"lang.{first}") if first in SPOKEN else first)
