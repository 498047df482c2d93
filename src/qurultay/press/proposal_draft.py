"""From a proposal to the draft of an act: what the document says, beside the line that says it.

An old document enters as `deposited`: it claims no authority and is shown as predating the record
(register law R12). A letter may also be drafted as `issued`, a text as `adopted`, where a clerk says
so. No person's name stands in the skeleton (R8): it says person/1, and the name is a part.
"""

from typing import Literal

from qurultay.press.desk import Desk
from qurultay.press.draft_page import Noted, Page, note
from qurultay.press.importer.proposals import DeclarationProposal, LetterProposal, Question
from qurultay.press.importer.source import SourceText, shadowed
from qurultay.press.proposal_bodies import adopted, deposited, letter_deposited, letter_issued, statement
from qurultay.press.proposal_parts import declaration_parts, letter_parts

As = Literal["deposited", "issued", "adopted"]


def declaration_draft(proposal: DeclarationProposal, desk: Desk, kind: As = "deposited") -> str:
    """The draft of a declaration, as YAML with comments.

    >>> from datetime import date
    >>> from qurultay.press.importer import read_declaration
    >>> proposal = read_declaration("Declaration\\n\\n1. We pledge to listen.\\n")
    >>> "kind: pledge" in declaration_draft(proposal, Desk(today=date(2027, 5, 3)))
    True
    """
    source = shadowed(proposal.text)
    body = {"deposited": deposited, "issued": statement, "adopted": adopted}[kind](proposal, desk, source)
    page = _opened("declaration", proposal, source)
    return _page(page, desk, kind, body, declaration_parts(proposal, desk, source))


def letter_draft(proposal: LetterProposal, desk: Desk, kind: Literal["deposited", "issued"] = "deposited") -> str:
    """The draft of a letter, as YAML with comments.

    >>> from datetime import date
    >>> from qurultay.press.importer import read_letter
    >>> proposal = read_letter("Excellency,\\n\\nWe ask you to act.\\n\\nYours,\\n\\nA. Tornay\\nPresident")
    >>> "form: letter" in letter_draft(proposal, Desk(today=date(2027, 5, 3)))
    True
    """
    source = shadowed(proposal.text)
    body = {"deposited": letter_deposited, "issued": letter_issued}[kind](proposal, desk, source)
    page = _opened("letter", proposal, source)
    return _page(page, desk, kind, body, letter_parts(proposal, desk, source))


def _opened(called: str, proposal: DeclarationProposal | LetterProposal, source: SourceText) -> Page:
    """A page whose opening comment says what was asked, noted and left out."""
    page = Page()
    page.head(f"Proposal by `qurultay draft {called}`; every field is yours to change.")
    page.head("A comment gives the line of the source and how plain its words are, in per cent.")
    for question in proposal.questions:
        page.head(_question(question, source))
    for remark in proposal.remarks:
        page.head(f"Note: {remark}.")
    for dropped in proposal.dropped:
        line = source.line_of(dropped.words.span.start)
        page.head(f"Left out, line {line}: {note(dropped.words.text)} ({dropped.why}).")
    return page


def _question(question: Question, source: SourceText) -> str:
    said = ", ".join(f"{note(each.text)} (line {source.line_of(each.span.start)})" for each in question.evidence)
    if not question.proposed:
        return f"QUESTION: {question.ask} Please write it below. {said}"
    because = f", because of {said}" if said else ""
    return f"QUESTION: {question.ask} Proposed: {question.proposed}{because}"


def _page(page: Page, desk: Desk, kind: str, body: Noted, parts: Noted) -> str:
    page.add("kind", kind, "deposited: older than the record, no authority claimed" if kind == "deposited" else "")
    page.add("date", desk.today.isoformat(), "the day of this act; the day the document bears stands in the body")
    page.add("issuers", list(desk.issuers), "the bodies whose act this is")
    page.add("signatories", list(desk.signatories), "the posts that will sign")
    page.add("refs", [], "acts this one refers to, such as '- cites: act/12'")
    page.add("body", body, "what stands in the record for ever; no person's name")
    page.add("parts", parts, "words, names and files, each of which can be withheld later")
    page.add("sealed", {}, "confidential parts: only their fingerprints are published")
    return page.text()
