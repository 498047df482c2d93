"""From the words of a letter to a proposal, step by step.

1  leave out what is not the letter's own, and report it
2  part it into head, words and foot
3  read the head: letterhead, day, reference, recipient
4  find what it asks, and of whom: "your Government" is the recipient's
5  read the foot: who signed, in which post, for which body
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from qurultay.press.importer.declaration import date_questions
from qurultay.press.importer.languages import language_of
from qurultay.press.importer.layout import asides_of, day_of, layout_of
from qurultay.press.importer.lines import paragraphs_in, strangers, without
from qurultay.press.importer.masthead import letterhead_of
from qurultay.press.importer.operations import listed, operations_in
from qurultay.press.importer.outcomes import anniversaries_in
from qurultay.press.importer.parties import country_of, greeted, recipient_of, signatories_of
from qurultay.press.importer.proposals import (
    AddressedTo,
    LetterProposal,
    NamedBody,
    ProposedOperation,
    Question,
    Recipient,
    SignedBy,
    Span,
    Words,
)
from qurultay.press.importer.slugs import slug
from qurultay.press.importer.source import SourceText, source_text

_LEAST = 40
"""Asks below this confidence are mentions of asking, not asks."""


def read_letter(text: str) -> LetterProposal:
    """What a letter proposes to the record.

    >>> proposal = read_letter("3 May 2027\\n\\nMinister of Culture\\nOsmark\\n\\nExcellency,\\n\\nWe ask you to act.\\n\\nSincerely,\\n\\nA. Tornay\\nPresident")
    >>> proposal.recipient.ref, proposal.asks[0].words.text, proposal.signatories[0].slug
    ('addressee/minister-of-culture', 'We ask you to act.', 'president')

    Raises `Refusal` for an empty or too long document and for hidden characters.
    """
    whole = source_text(text)
    dropped = tuple(strangers(whole))  # 1
    source = without(whole, dropped)
    layout = layout_of(source)  # 2
    dated, date_line = day_of(source, layout.head)  # 3
    recipient, letterhead = recipient_of(source, layout.head, date_line)
    recipient = recipient or greeted(source, layout.salutation)
    reference, subject = asides_of(source, layout.head)
    dated = dated or day_of(source, layout.foot)[0]
    bodies = letterhead_of(source, [Span(start=line.start, end=line.end) for line in letterhead])
    language = language_of(source.shadow[layout.body.start : layout.body.end])
    paragraphs = paragraphs_in(source, layout.body.start, layout.body.end)
    asks = tuple(asks_in(source, paragraphs, language, recipient))  # 4
    signed, enclosures = signatories_of(
        source, [line for line in layout.foot if not _dated_only(source, line.start, line.end)]
    )  # 5
    return LetterProposal(
        text=whole.text,
        language=language,
        issuers=_issuing(bodies, signed),
        dated=dated,
        reference=reference,
        subject=subject,
        recipient=recipient,
        salutation=source.words(layout.salutation.start, layout.salutation.end) if layout.salutation else None,
        paragraphs=tuple(source.words(p.start, p.end) for p in paragraphs),
        asks=asks,
        close=source.words(layout.close.start, layout.close.end) if layout.close else None,
        signatories=signed,
        enclosures=enclosures,
        anniversaries=anniversaries_in(source, layout.body),
        dropped=dropped,
        questions=tuple(_questions(source, recipient, signed)) + tuple(date_questions(source, dated)),
        remarks=_remarks(recipient, asks),
    )


def asks_in(
    source: SourceText, paragraphs: Sequence[Span], language: str, recipient: Recipient | None
) -> list[ProposedOperation]:
    """The calls and appeals of a letter, each with whom it addresses."""
    found = [
        ask
        for operation in operations_in(source, paragraphs, language)
        for ask in listed(source, operation, paragraphs)
    ]
    return [
        replace(each, addressee=_meant(each.addressee, recipient))
        for each in found
        if each.kind in ("call", "appeal") and each.confidence >= _LEAST and each.remark != "reported of the past"
    ]


def _meant(named: AddressedTo | None, recipient: Recipient | None) -> AddressedTo | None:
    """Whom the words mean: "you" is the recipient, "your Government" the government of the recipient's country."""
    if recipient is None:
        return named
    words = recipient.post or Words(text="", span=recipient.span)
    here = AddressedTo(ref=recipient.ref, name=words.text, words=words)
    if named is None or re.match(r"you\b", named.words.text):
        return here
    if re.match(r"your\b", named.words.text, re.IGNORECASE):
        country = country_of(recipient)
        office = re.sub(r"^(?:[Yy]our\s+)(?:\w+'s\s+)?", "", named.words.text)
        if re.match(r"(?:Excellency|Honou?r|Majesty|Highness|good\s+offices|support|help)", office):
            return here
        name = f"{office} of {country}"
        return replace(named, ref=f"addressee/{slug(name)}", name=name) if country else here
    return named


def _issuing(bodies: Sequence[NamedBody], signed: Sequence[SignedBy]) -> tuple[NamedBody, ...]:
    """The bodies of the letterhead, and that of the signature where it is another."""
    found = list(bodies)
    for each in signed:
        if each.body is not None and slug(each.body.text) not in {body.slug for body in found}:
            found.append(NamedBody(name=each.body, slug=slug(each.body.text), language=language_of(each.body.text)))
    return tuple(found)


def _dated_only(source: SourceText, start: int, end: int) -> bool:
    return bool(re.fullmatch(r"[\s\w,.-]{0,40}\d{4}", source.shadow[start:end]))


def _questions(source: SourceText, recipient: Recipient | None, signed: Sequence[SignedBy]) -> list[Question]:
    found = []
    if recipient is None or recipient.ref == "addressee/recipient":
        words = (source.words(recipient.span.start, recipient.span.end),) if recipient is not None else ()
        found.append(
            Question(
                name="addressee",
                ask="To which post or institution does the letter go?",
                choices=(),
                proposed="",
                evidence=words,
            )
        )
    if not signed or signed[0].post is None:
        found.append(Question(name="signatory", ask="In which post was the letter signed?", choices=(), proposed=""))
    return found


def _remarks(recipient: Recipient | None, asks: Sequence[ProposedOperation]) -> tuple[str, ...]:
    nothing = () if asks else ("the letter asks for nothing that was recognised",)
    undated = tuple(f"ask {n} names no day by which" for n, ask in enumerate(asks, 1) if ask.due is None)
    return nothing + undated
