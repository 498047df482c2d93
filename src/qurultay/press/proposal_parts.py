"""The words and names that go with a proposal's skeleton, each a part that can be withheld later."""

from collections.abc import Sequence

from qurultay.press.desk import Desk
from qurultay.press.draft_page import Noted
from qurultay.press.drafts import Value
from qurultay.press.importer.proposals import DayRange, DeclarationProposal, LetterProposal, ProposedOperation, Words
from qurultay.press.importer.source import SourceText
from qurultay.press.proposal_bodies import holders
from qurultay.press.provision_text import WrittenProvision, WrittenText, write_asks, write_text


def declaration_parts(proposal: DeclarationProposal, desk: Desk, source: SourceText) -> Noted:
    """The parts of a declaration: title, what it tells, place, words, names, and the document itself."""
    parts, code = Noted(), proposal.language
    _said(parts, f"title.{code}", proposal.title, source)
    told = "".join(f"{fact}\n" for fact in facts(proposal))
    parts.add(f"summary.{code}", told, "what the document tells about the meeting; correct or delete")
    _said(parts, f"place.{code}", proposal.place, source)
    words = write_text(written_words(proposal))
    parts.add(f"text.{code}", words, "the words: § opens a provision, '§ end' the closing words")
    return _with_names(parts, names(proposal, code), desk)


def letter_parts(proposal: LetterProposal, desk: Desk, source: SourceText) -> Noted:
    """The parts of a letter: title, words, asks, names, form of address, and the letter itself."""
    parts, code = Noted(), proposal.language
    _said(parts, f"title.{code}", proposal.subject, source)
    if proposal.subject is None and proposal.recipient is not None and proposal.recipient.post is not None:
        to = proposal.recipient.post.text
        parts.add(
            f"title.{code}", f"Letter to the {to}" if code == "en" else to, "the letter bears no title of its own"
        )
    parts.add(f"text.{code}", write_text(letter_words(proposal)), "the words from the salutation to the close")
    asks = [ask.words.text for ask in proposal.asks]
    parts.add(
        f"asks.{code}", write_asks(asks) if asks else "", "§ N and the exact words of the letter that make call N"
    )
    return _with_names(parts, letter_names(proposal, code), desk)


def _said(parts: Noted, name: str, words: Words | None, source: SourceText) -> None:
    if words is not None:
        parts.add(name, words.text, at=source.line_of(words.span.start))


def _with_names(parts: Noted, named: dict[str, str], desk: Desk) -> Noted:
    for name, words in named.items():
        parts.add(name, words)
    if desk.source:
        file: dict[str, Value] = {"file": desk.source}
        ending = desk.source.rpartition(".")[2].lower()
        name = f"file.{ending}" if ending in ("pdf", "docx") else "file.txt"
        parts.add(name, file, "the document as it came, byte for byte")
    return parts


def written_words(proposal: DeclarationProposal) -> WrittenText:
    """The words of a declaration, provision by provision."""
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


def letter_words(proposal: LetterProposal) -> WrittenText:
    """The words of a letter from its salutation to its close."""
    salutation = (proposal.salutation.text,) if proposal.salutation else ()
    close = (proposal.close.text,) if proposal.close else ()
    return WrittenText(preamble=(*salutation, *(words.text for words in proposal.paragraphs)), closing=close)


def names(proposal: DeclarationProposal, code: str) -> dict[str, str]:
    """The names that go with the skeleton: officers, posts, addressees, observances."""
    names = {f"name.person-{n}.{code}": officer.name.text for n, officer in enumerate(proposal.officers, 1)}
    names |= {f"name.post-{officer.slug}.{code}": officer.post.text for officer in proposal.officers}
    operations = [o for p in proposal.provisions for o in p.operations]
    names |= _addressee_names(operations, code)
    kept = {p.label: o.name for p in proposal.provisions for o in p.operations if o.kind == "observance" and o.name}
    return names | {f"name.observance-{label}.{code}": name for label, name in kept.items()}


def letter_names(proposal: LetterProposal, code: str) -> dict[str, str]:
    """The names and forms of address that go with a letter."""
    names = _addressee_names(proposal.asks, code)
    for number, signed in enumerate(holders(proposal), 1):
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


def _addressee_names(operations: Sequence[ProposedOperation], code: str) -> dict[str, str]:
    named: dict[str, str] = {}
    for operation in operations:
        if operation.addressee is not None and operation.addressee.name:
            named.setdefault(f"name.{operation.addressee.ref.replace('/', '-')}.{code}", operation.addressee.name)
    return named


def facts(proposal: DeclarationProposal) -> list[str]:
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
