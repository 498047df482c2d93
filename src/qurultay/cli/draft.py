"""`qurultay draft`: a document is read, and what it seems to say is written down as a draft for a clerk to correct."""

from dataclasses import fields, is_dataclass
from datetime import date
from pathlib import Path
from typing import Annotated, Any

import typer

from qurultay.cli import moment, screen
from qurultay.cli.drafted import write_new
from qurultay.cli.groups import group
from qurultay.cli.house import find_house
from qurultay.cli.options import HouseOption, JsonOption
from qurultay.cli.record_here import verified
from qurultay.gazette.beginnings import signers
from qurultay.press.desk import Desk
from qurultay.press.files import place_beside
from qurultay.press.importer import DeclarationProposal, LetterProposal, read_declaration, read_letter
from qurultay.press.proposal_draft import declaration_draft, letter_draft
from qurultay.press.source_file import read_source

app = group(name="draft", help="Read a document and propose the draft of an act.")
SourceArgument = Annotated[
    Path, typer.Argument(metavar="FILE", help="The document: plain text, Markdown, .docx or PDF.")
]
OutputOption = Annotated[
    Path, typer.Option("--output", "-o", metavar="DRAFT.yaml", help="The draft to write; it must not exist.")
]


@app.command()
def declaration(
    file: SourceArgument,
    output: OutputOption,
    kind: Annotated[
        str,
        typer.Option("--as", metavar="KIND", help="deposited: older than the record; adopted; or issued, a statement."),
    ] = "deposited",
    house: HouseOption = None,
    json: JsonOption = False,
) -> None:
    """Propose a draft of a declaration, resolution or statement.

    It asks whether the document is the adopted text or a communiqué about it; the clerk answers in the draft.
    """
    if kind not in ("deposited", "adopted", "issued"):
        raise typer.BadParameter("--as: write deposited, adopted or issued")
    proposal = read_declaration(read_source(file))
    draft = declaration_draft(proposal, _desk(file, output, house, kind), kind)  # type: ignore[arg-type]  # compared above
    write_new(output, draft, said=not json)
    if json:
        screen.machine(as_data(proposal) | {"draft": str(output)})
        return
    _say(proposal, len(proposal.provisions), "provisions", sum(len(p.operations) for p in proposal.provisions))


@app.command()
def letter(
    file: SourceArgument,
    output: OutputOption,
    kind: Annotated[
        str, typer.Option("--as", metavar="KIND", help="deposited: older than the record; or issued.")
    ] = "deposited",
    house: HouseOption = None,
    json: JsonOption = False,
) -> None:
    """Propose a draft of a letter, a note verbale or a memorandum: its addressee, what it asks, who signed it."""
    if kind not in ("deposited", "issued"):
        raise typer.BadParameter("--as: write deposited or issued")
    proposal = read_letter(read_source(file))
    draft = letter_draft(proposal, _desk(file, output, house, kind), kind)  # type: ignore[arg-type]  # compared above
    write_new(output, draft, said=not json)
    if json:
        screen.machine(as_data(proposal) | {"draft": str(output)})
        return
    _say(proposal, len(proposal.paragraphs), "paragraphs", len(proposal.asks))


def _desk(file: Path, output: Path, named: Path | None, kind: str) -> Desk:
    """At whose desk: the bodies and posts of the house, where there is one that is founded."""
    source = place_beside(file, output)
    house = find_house(output.parent, named)
    if house is None or not house.founded:
        return Desk(today=moment.today(), source=source)
    with verified(str(house.record)) as found:
        row = found.book.rules.row(kind)
        posts = signers(found.book, [row] if row else [], found.today)
        issuers = found.book.entries[0].act.issuers
        return Desk(
            today=found.today,
            issuers=issuers,
            signatories=posts,
            handed_in_by=posts[-1] if posts else "post/secretary",
            source=source,
        )


def as_data(proposal: DeclarationProposal | LetterProposal) -> dict[str, Any]:
    """The proposal for a program: every value with the span of the source it was read from, the source itself left out."""
    return {f.name: _plain(getattr(proposal, f.name)) for f in fields(proposal) if f.name != "text"}


def _plain(value: Any) -> Any:
    if is_dataclass(value) and not isinstance(value, type):
        return {f.name: _plain(getattr(value, f.name)) for f in fields(value)}
    if isinstance(value, tuple | list):
        return [_plain(each) for each in value]
    return value.isoformat() if isinstance(value, date) else value


def _say(proposal: DeclarationProposal | LetterProposal, count: int, called: str, operations: int) -> None:
    screen.say(
        f"Found {count} {called} and {operations} operations. Every field is a proposal; compare it with the document."
    )
    for question in proposal.questions:
        screen.say(f"To decide: {question.ask} Proposed: {question.proposed or 'nothing'}.")
