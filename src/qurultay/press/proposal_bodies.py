"""The skeleton a proposal gives: what will stand in the record for ever, without a person's name (R8)."""

from qurultay.press.desk import Desk
from qurultay.press.draft_page import Noted, note
from qurultay.press.importer.proposals import (
    AddressedTo,
    DayRange,
    DeclarationProposal,
    LetterProposal,
    ProposedOperation,
    ProposedProvision,
    SignedBy,
)
from qurultay.press.importer.source import SourceText


def deposited(proposal: DeclarationProposal, desk: Desk, source: SourceText) -> Noted:
    """The skeleton of an old declaration that is handed in."""
    body = Noted()
    form = "resolution" if proposal.title and "resolution" in proposal.title.text.lower() else "declaration"
    body.add("form", form, "declaration, resolution, letter, statement, minutes, constitution, list or other")
    body.add("bears", _day(proposal.dated), "the day the document bears", at=_line(source, proposal.dated))
    body.add("handed_in_by", desk.handed_in_by)
    body.add("language", proposal.language)
    nature = next(q.proposed for q in proposal.questions if q.name == "nature")
    body.add("reports_on", nature, "adopted-text or communique: see the question above")
    if proposal.session is not None:
        body.add("session_ordinal", str(proposal.session.ordinal), at=source.line_of(proposal.session.words.span.start))
    stated = [
        _holder(n, o.slug, note(o.post.text), source.line_of(o.name.span.start))
        for n, o in enumerate(proposal.officers, 1)
    ]
    body.add(
        "stated",
        stated,
        "offices the document says were filled; give each person the number the record has for him or her",
    )
    body.add("provisions", [_provision(p, source) for p in proposal.provisions])
    return body


def adopted(proposal: DeclarationProposal, desk: Desk, source: SourceText) -> Noted:
    """The skeleton of a text adopted now, whose words these are."""
    body = Noted()
    body.add("text", "declaration", "declaration, resolution, statute, constitution, plan, procedure or decision")
    body.add("body", desk.issuers[0])
    body.add("how", "without-a-vote", "vote, without-a-vote, acclamation or written; a vote needs its figures")
    body.add("authentic", [proposal.language])
    body.add("provisions", [_provision(p, source) for p in proposal.provisions])
    return body


def statement(proposal: DeclarationProposal, desk: Desk, source: SourceText) -> Noted:
    """The skeleton of a statement issued now."""
    body = Noted()
    body.add("form", "statement", "letter, statement, notice or warning")
    body.add("authentic", [proposal.language])
    calls = [o for p in proposal.provisions for o in p.operations if o.kind in ("call", "appeal")]
    body.add("calls", [_operation(o, source) for o in calls])
    return body


def letter_deposited(proposal: LetterProposal, desk: Desk, source: SourceText) -> Noted:
    """The skeleton of an old letter that is handed in."""
    body = Noted()
    body.add("form", "letter")
    body.add("bears", _day(proposal.dated), "the day the letter bears", at=_line(source, proposal.dated))
    body.add("handed_in_by", desk.handed_in_by)
    body.add("language", proposal.language)
    body.add("reports_on", "none", "a letter is its own text")
    _addressee(body, proposal, source)
    stated = [
        _holder(n, s.slug, note(s.post.text), source.line_of(s.post.span.start))
        for n, s in enumerate(holders(proposal), 1)
        if s.post is not None
    ]
    body.add(
        "stated", stated, "the office in which it was signed; give the person the number the record has for him or her"
    )
    body.add(
        "calls", [_operation(ask, source) for ask in proposal.asks], "what the letter asks, in the order of its asks"
    )
    return body


def letter_issued(proposal: LetterProposal, desk: Desk, source: SourceText) -> Noted:
    """The skeleton of a letter issued now."""
    body = Noted()
    body.add("form", "letter")
    body.add("authentic", [proposal.language])
    _addressee(body, proposal, source)
    body.add(
        "calls", [_operation(ask, source) for ask in proposal.asks], "what the letter asks, in the order of its asks"
    )
    return body


def _addressee(body: Noted, proposal: LetterProposal, source: SourceText) -> None:
    if proposal.recipient is not None:
        body.add(
            "addressee",
            proposal.recipient.ref,
            "the post or institution, never the person",
            at=source.line_of(proposal.recipient.span.start),
        )


def _holder(number: int, post: str, said: str, line: int) -> Noted:
    row = Noted()
    row.add("post", f"post/{post}", beside=f"line {line}: {said}")
    row.add("person", str(number))
    return row


def _provision(provision: ProposedProvision, source: SourceText) -> Noted:
    row = Noted()
    heading = f": {note(provision.heading)}" if provision.heading else ""
    row.add("label", provision.label, beside=f"line {source.line_of(provision.span.start)}{heading}")
    row.add("operations", [_operation(operation, source) for operation in provision.operations])
    return row


def _operation(operation: ProposedOperation, source: SourceText) -> Noted:
    row = Noted()
    lead = f" {note(operation.lead.text)}" if operation.lead.text else ""
    remark = f"; {operation.remark}" if operation.remark else ""
    line = source.line_of(operation.words.span.start)
    row.add("kind", operation.kind, beside=f"line {line}, {operation.confidence} %:{lead}{remark}".rstrip(":"))
    if operation.addressee is not None:
        row.add("addressee", operation.addressee.ref, beside=_who(operation.addressee))
    if operation.due is not None:
        row.add("due", operation.due.last.isoformat(), beside=f"line {source.line_of(operation.due.words.span.start)}")
    if operation.month is not None and operation.day is not None:
        row.add("month", str(operation.month))
        row.add("day", str(operation.day))
    return row


def _who(addressee: AddressedTo) -> str:
    among = f"; among them {note(', '.join(addressee.among))}" if addressee.among else ""
    also = (
        f"; also {note(', '.join(addressee.also))}: give each a row of its own to follow it up"
        if addressee.also
        else ""
    )
    return f"{note(addressee.words.text)}{among}{also}"


def holders(proposal: LetterProposal) -> list[SignedBy]:
    """The signatories whose post is known."""
    return [each for each in proposal.signatories if each.slug]


def _day(days: DayRange | None) -> str:
    return days.last.isoformat() if days is not None else ""


def _line(source: SourceText, days: DayRange | None) -> int | None:
    return source.line_of(days.words.span.start) if days is not None else None
