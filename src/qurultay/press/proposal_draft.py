"""From a proposal to the draft of an act: what the document says, beside the line that says it.

An old document enters as `deposited`: it claims no authority and is shown as predating the record
(register law R12). A letter may also be drafted as `issued`, a text as `adopted`, where a clerk says
so. No person's name stands in the skeleton (R8): it says person/1, and the name is a part.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from qurultay.press.draft_page import Noted, Page, note
from qurultay.press.drafts import Value
from qurultay.press.importer.proposals import (
    AddressedTo,
    DayRange,
    DeclarationProposal,
    LetterProposal,
    ProposedOperation,
    ProposedProvision,
    SignedBy,
    Words,
)
from qurultay.press.importer.source import SourceText, source_text
from qurultay.press.provision_text import WrittenProvision, WrittenText, write_asks, write_text

As = Literal["deposited", "issued", "adopted"]


@dataclass(frozen=True, kw_only=True)
class Desk:
    """Who drafts: the bodies and posts the draft begins with, the day, and the source as it lies beside the draft."""

    today: date
    issuers: tuple[str, ...] = ("body/assembly",)
    signatories: tuple[str, ...] = ("post/president", "post/secretary")
    handed_in_by: str = "post/secretary"
    source: str = ""


def declaration_draft(proposal: DeclarationProposal, desk: Desk, kind: As = "deposited") -> str:
    """The draft of a declaration, as YAML with comments.

    >>> from qurultay.press.importer import read_declaration
    >>> text = declaration_draft(read_declaration("Declaration\\n\\n1. We pledge to listen.\\n"), Desk(today=date(2027, 5, 3)))
    >>> "kind: pledge" in text
    True
    """
    source = source_text(proposal.text)
    body = {"deposited": _deposited, "issued": _statement, "adopted": _adopted}[kind](proposal, desk, source)
    facts = _facts(proposal)
    parts = Noted()
    code = proposal.language
    _add(parts, f"title.{code}", proposal.title, source)
    parts.add(
        f"summary.{code}",
        "\n".join(facts) + "\n" if facts else "",
        "what the document tells about the meeting; correct or delete",
    )
    _add(parts, f"place.{code}", proposal.place, source)
    parts.add(
        f"text.{code}", write_text(_written(proposal)), "the words: § opens a provision, '§ end' the closing words"
    )
    for name, words in _names(proposal, code).items():
        parts.add(name, words)
    _file(parts, desk)
    return _page("declaration", proposal, desk, kind, body, parts, source)


def letter_draft(proposal: LetterProposal, desk: Desk, kind: As = "deposited") -> str:
    """The draft of a letter, as YAML with comments.

    >>> from qurultay.press.importer import read_letter
    >>> text = letter_draft(read_letter("Excellency,\\n\\nWe ask you to act.\\n\\nYours,\\n\\nA. Tornay\\nPresident"), Desk(today=date(2027, 5, 3)))
    >>> "form: letter" in text
    True
    """
    source, code = source_text(proposal.text), proposal.language
    body = _letter_deposited(proposal, desk, source) if kind == "deposited" else _letter_issued(proposal, source)
    parts = Noted()
    _add(parts, f"title.{code}", proposal.subject, source)
    if proposal.subject is None and proposal.recipient is not None and proposal.recipient.post is not None:
        to = proposal.recipient.post.text
        parts.add(
            f"title.{code}", f"Letter to the {to}" if code == "en" else to, "the letter bears no title of its own"
        )
    parts.add(f"text.{code}", write_text(_letter_words(proposal)), "the words from the salutation to the close")
    asks = [ask.words.text for ask in proposal.asks]
    parts.add(
        f"asks.{code}", write_asks(asks) if asks else "", "§ N and the exact words of the letter that make call N"
    )
    for name, words in _letter_names(proposal, code).items():
        parts.add(name, words)
    _file(parts, desk)
    return _page("letter", proposal, desk, kind, body, parts, source)


def _page(
    called: str,
    proposal: DeclarationProposal | LetterProposal,
    desk: Desk,
    kind: str,
    body: Noted,
    parts: Noted,
    source: SourceText,
) -> str:
    page = Page()
    page.head(f"Proposal by `qurultay draft {called}`; every field is yours to change.")
    page.head("A comment gives the line of the source and how plain its words are, in per cent.")
    for question in proposal.questions:
        said = ", ".join(f"{note(e.text)} (line {source.line_of(e.span.start)})" for e in question.evidence)
        proposed = f" Proposed: {question.proposed}" if question.proposed else " Please write it below."
        page.head(
            f"QUESTION: {question.ask}{proposed}{', because of ' if said and question.proposed else ' '}{said}".rstrip()
        )
    for remark in proposal.remarks:
        page.head(f"Note: {remark}.")
    for dropped in proposal.dropped:
        page.head(
            f"Left out, line {source.line_of(dropped.words.span.start)}: {note(dropped.words.text)} ({dropped.why})."
        )
    page.add("kind", kind, "deposited: older than the record, no authority claimed" if kind == "deposited" else "")
    page.add("date", desk.today.isoformat(), "the day of this act; the day the document bears stands in the body")
    page.add("issuers", list(desk.issuers), "the bodies whose act this is")
    page.add("signatories", list(desk.signatories), "the posts that will sign")
    page.add("refs", [], "acts this one refers to, such as '- cites: act/12'")
    page.add("body", body, "what stands in the record for ever; no person's name")
    page.add("parts", parts, "words, names and files, each of which can be withheld later")
    page.add("sealed", {}, "confidential parts: only their fingerprints are published")
    return page.text()


def _deposited(proposal: DeclarationProposal, desk: Desk, source: SourceText) -> Noted:
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


def _adopted(proposal: DeclarationProposal, desk: Desk, source: SourceText) -> Noted:
    body = Noted()
    body.add("text", "declaration", "declaration, resolution, statute, constitution, plan, procedure or decision")
    body.add("body", desk.issuers[0])
    body.add("how", "without-a-vote", "vote, without-a-vote, acclamation or written; a vote needs its figures")
    body.add("authentic", [proposal.language])
    body.add("provisions", [_provision(p, source) for p in proposal.provisions])
    return body


def _statement(proposal: DeclarationProposal, desk: Desk, source: SourceText) -> Noted:
    body = Noted()
    body.add("form", "statement", "letter, statement, notice or warning")
    body.add("authentic", [proposal.language])
    calls = [o for p in proposal.provisions for o in p.operations if o.kind in ("call", "appeal")]
    body.add("calls", [_operation(o, source) for o in calls])
    return body


def _letter_deposited(proposal: LetterProposal, desk: Desk, source: SourceText) -> Noted:
    body = Noted()
    body.add("form", "letter")
    body.add("bears", _day(proposal.dated), "the day the letter bears", at=_line(source, proposal.dated))
    body.add("handed_in_by", desk.handed_in_by)
    body.add("language", proposal.language)
    body.add("reports_on", "none", "a letter is its own text")
    _addressee(body, proposal, source)
    stated = [
        _holder(n, s.slug, note(s.post.text), source.line_of(s.post.span.start))
        for n, s in enumerate(_holders(proposal), 1)
        if s.post is not None
    ]
    body.add(
        "stated", stated, "the office in which it was signed; give the person the number the record has for him or her"
    )
    body.add(
        "calls", [_operation(ask, source) for ask in proposal.asks], "what the letter asks, in the order of its asks"
    )
    return body


def _letter_issued(proposal: LetterProposal, source: SourceText) -> Noted:
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


def _written(proposal: DeclarationProposal) -> WrittenText:
    return WrittenText(
        preamble=tuple(words.text for words in proposal.preamble),
        provisions=tuple(
            WrittenProvision(
                label=p.label,
                heading=p.heading if p.paragraphs else "",
                paragraphs=tuple(words.text for words in p.paragraphs) or (p.heading,),
            )
            for p in proposal.provisions
        ),
        closing=tuple(words.text for words in proposal.closing),
    )


def _letter_words(proposal: LetterProposal) -> WrittenText:
    salutation = (proposal.salutation.text,) if proposal.salutation else ()
    close = (proposal.close.text,) if proposal.close else ()
    return WrittenText(preamble=(*salutation, *(words.text for words in proposal.paragraphs)), closing=close)


def _names(proposal: DeclarationProposal, code: str) -> dict[str, str]:
    """The names that go with the skeleton: officers, posts, addressees, observances."""
    names = {f"name.person-{n}.{code}": officer.name.text for n, officer in enumerate(proposal.officers, 1)}
    names |= {f"name.post-{officer.slug}.{code}": officer.post.text for officer in proposal.officers}
    operations = [o for p in proposal.provisions for o in p.operations]
    names |= _addressee_names(operations, code)
    kept = [o.name for o in operations if o.kind == "observance" and o.name]
    return names | {f"name.observance-{n}.{code}": name for n, name in enumerate(kept, 1)}


def _letter_names(proposal: LetterProposal, code: str) -> dict[str, str]:
    names = _addressee_names(proposal.asks, code)
    for number, signed in enumerate(_holders(proposal), 1):
        if signed.name is not None and signed.post is not None:
            names |= {
                f"name.person-{number}.{code}": signed.name.text,
                f"name.post-{signed.slug}.{code}": signed.post.text,
            }
    if (recipient := proposal.recipient) is not None:
        handle = recipient.ref.replace("/", "-")
        person = " ".join(filter(None, (recipient.style, recipient.name.text if recipient.name else "")))
        lines = [person, recipient.post.text if recipient.post else "", *(line.text for line in recipient.postal)]
        names[f"style.{handle}.{code}"] = "\n".join(filter(None, lines)) + "\n"
        if recipient.post is not None:
            names[f"name.{handle}.{code}"] = recipient.post.text
    return names


def _holders(proposal: LetterProposal) -> list[SignedBy]:
    return [each for each in proposal.signatories if each.slug]


def _addressee_names(operations: Sequence[ProposedOperation], code: str) -> dict[str, str]:
    named: dict[str, str] = {}
    for operation in operations:
        if operation.addressee is not None and operation.addressee.name:
            named.setdefault(f"name.{operation.addressee.ref.replace('/', '-')}.{code}", operation.addressee.name)
    return named


def _facts(proposal: DeclarationProposal) -> list[str]:
    """What the document tells about its meeting and has no field of its own, in plain sentences."""
    held, place = proposal.held, f", {proposal.place.text}" if proposal.place else ""
    conveners = "; ".join(
        f"{b.name.text} ({b.abbreviation})" if b.abbreviation else b.name.text for b in proposal.conveners
    )
    return [
        *([f"Session: {proposal.session.words.text}."] if proposal.session else []),
        *([f"Held: {_days(held)}{place}."] if held else []),
        *(f"Before it: {_days(day)}." for day in proposal.before),
        *([f"Convened by: {conveners}."] if conveners else []),
        *(f"Established: {committee.text}." for committee in proposal.committees),
        *([f"Plan: {proposal.plan.words.text} ({proposal.plan.years} years)."] if proposal.plan else []),
        *(f"Anniversary mentioned: {a.ordinal} years, {a.of}." for a in proposal.anniversaries),
    ]


def _days(days: DayRange) -> str:
    first, last = days.first.isoformat(), days.last.isoformat()
    return first if first == last else f"{first} to {last}"


def _day(days: DayRange | None) -> str:
    return days.last.isoformat() if days is not None else ""


def _line(source: SourceText, days: DayRange | None) -> int | None:
    return source.line_of(days.words.span.start) if days is not None else None


def _add(parts: Noted, name: str, words: Words | None, source: SourceText) -> None:
    if words is not None:
        parts.add(name, words.text, at=source.line_of(words.span.start))


def _file(parts: Noted, desk: Desk) -> None:
    if desk.source:
        named: dict[str, Value] = {"file": desk.source}
        parts.add("file.txt", named, "the document as it came, byte for byte")
