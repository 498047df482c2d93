"""From the words of a letter to a proposal, step by step.

1  leave out what is not the letter's own, and report it
2  part it into head, words and foot
3  read the head: letterhead, day, reference, recipient
4  find what it asks, and of whom: "your Government" is the recipient's
5  read the foot: who signed, in which post, for which body
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from qurultay.press.importer.declaration import date_questions
from qurultay.press.importer.languages import language_of
from qurultay.press.importer.layout import asides_of, day_of, from_in, genre_in, is_aside, layout_of
from qurultay.press.importer.lines import paragraphs_in, strangers, without
from qurultay.press.importer.masthead import letterhead_of
from qurultay.press.importer.note_verbale import NoteVerbale, meant_by_note, note_in, remarks_of
from qurultay.press.importer.operations import NOBODY, listed, operations_in
from qurultay.press.importer.outcomes import anniversaries_in
from qurultay.press.importer.parties import country_of, greeted, recipient_of, signatories_of
from qurultay.press.importer.proposals import (
    AddressedTo,
    Dropped,
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
from qurultay.press.importer.source import SourceText, source_text, told_of_joining

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
    if layout.salutation is None and (note := note_in(source)) is not None:
        return _noted(source, whole, note, dropped)
    dated, date_line = day_of(source, layout.head)  # 3
    genre, written_by = genre_in(source, layout.head), from_in(source, layout.head)
    recipient, letterhead = recipient_of(source, [line for line in layout.head if line is not genre], date_line)
    recipient = recipient or greeted(source, layout.salutation)
    reference, subject = asides_of(source, layout.head)
    dated = dated or day_of(source, layout.foot)[0]
    spans = [*([written_by] if written_by else []), *(Span(start=line.start, end=line.end) for line in letterhead)]
    bodies = letterhead_of(source, spans, first=genre is None)
    language = language_of(source.shadow[layout.body.start : layout.body.end])
    paragraphs = paragraphs_in(source, layout.body.start, layout.body.end)
    asks = tuple(asks_in(source, paragraphs, language, lambda named: _meant(named, recipient)))  # 4
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
        questions=(*_questions(source, recipient, signed or (None if genre else ())), *date_questions(source, dated)),
        remarks=(*_remarks(asks), *told_of_joining(whole)),
    )


def _noted(source: SourceText, whole: SourceText, note: NoteVerbale, dropped: tuple[Dropped, ...]) -> LetterProposal:
    """The same of a note verbale, whose first sentence is its address and whose foot holds no signature."""
    layout = note.layout
    head = [line for line in layout.head if not line.blank]
    reference, subject = asides_of(source, head)
    dated, date_line = day_of(source, [*layout.foot, *head])
    letterhead = [line for line in head if line is not date_line and not is_aside(source, line)]
    spans = [Span(start=line.start, end=line.end) for line in letterhead]
    sender = NamedBody(name=note.sender, slug=slug(note.sender.text), language=language_of(note.sender.text))
    language = language_of(source.shadow[layout.body.start : layout.body.end])
    paragraphs = paragraphs_in(source, layout.body.start, layout.body.end)
    asks = tuple(asks_in(source, paragraphs, language, lambda named: meant_by_note(note, named)))
    return LetterProposal(
        text=whole.text,
        language=language,
        issuers=letterhead_of(source, spans, first=False) or (sender,),
        dated=dated,
        reference=reference,
        subject=subject,
        recipient=note.recipient,
        salutation=None,
        paragraphs=tuple(source.words(p.start, p.end) for p in paragraphs),
        asks=asks,
        close=source.words(layout.close.start, layout.close.end) if layout.close else None,
        signatories=(),
        enclosures=signatories_of(source, [line for line in layout.foot if line is not date_line])[1],
        anniversaries=anniversaries_in(source, layout.body),
        dropped=(*dropped, *note.dropped),
        questions=(*_questions(source, note.recipient, None), *date_questions(source, dated)),
        remarks=(*remarks_of(note), *_remarks(asks), *told_of_joining(whole)),
    )


def asks_in(
    source: SourceText,
    paragraphs: Sequence[Span],
    language: str,
    meant: Callable[[AddressedTo | None], AddressedTo | None],
) -> list[ProposedOperation]:
    """The calls and appeals of a letter, each with whom it addresses: `meant` says whom its words mean."""
    found = [
        ask
        for operation in operations_in(source, paragraphs, language)
        for ask in listed(source, operation, paragraphs)
    ]
    return [
        _asked_of(each, meant(each.addressee))
        for each in found
        if each.kind in ("call", "appeal") and each.confidence >= _LEAST and each.remark != "reported of the past"
    ]


def _asked_of(ask: ProposedOperation, who: AddressedTo | None) -> ProposedOperation:
    """The ask with whom it means; what was said of nobody being addressed is answered then."""
    answered = who is not None and ask.remark == NOBODY
    return replace(ask, addressee=who, remark="" if answered else ask.remark)


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


def _questions(source: SourceText, recipient: Recipient | None, signed: Sequence[SignedBy] | None) -> list[Question]:
    """What only a person can say; `signed` is None where nobody signs."""
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
    if signed is not None and (not signed or signed[0].post is None):
        found.append(Question(name="signatory", ask="In which post was the letter signed?", choices=(), proposed=""))
    return found


def _remarks(asks: Sequence[ProposedOperation]) -> tuple[str, ...]:
    nothing = () if asks else ("the letter asks for nothing that was recognised",)
    undated = tuple(f"ask {n} names no day by which" for n, ask in enumerate(asks, 1) if ask.due is None)
    return nothing + undated
