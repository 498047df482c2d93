"""An election in a record: its files laid beside the acts, and drafts of the acts that a clerk minutes about it."""

from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from typing import Annotated

import typer

from qurultay.acts.convening import Closed, ElectionClosing
from qurultay.acts.office import Assignment, Elected
from qurultay.ballots.archive.events import Kind, State
from qurultay.ballots.archive.reader import Archive
from qurultay.ballots.decryption.beside import lines_beside
from qurultay.ballots.heads import origin_of, roots_of
from qurultay.ballots.judge import Judge
from qurultay.ballots.verify import verify as verify_election
from qurultay.cli import screen
from qurultay.cli.drafted import OutputOption, write_draft
from qurultay.cli.election.anyone import say_refusal
from qurultay.cli.election.files import ArchiveArgument, last_step
from qurultay.cli.gate_here import gate_keys, open_gate
from qurultay.cli.house import house_around
from qurultay.cli.options import HouseOption, PassphraseOption, RecordOption
from qurultay.cli.passphrases import passphrase
from qurultay.cli.record_here import Verified, verified
from qurultay.cli.refusing import Unusable
from qurultay.counting.recount import counts_in
from qurultay.counting.replay import MOST_BYTES as MOST_TRANSCRIPT
from qurultay.gazette.beginnings import opening
from qurultay.press.draft_page import Noted
from qurultay.press.files import read_bounded
from qurultay.record import keyfile
from qurultay.record.layout import Kind as File
from qurultay.record.layout import election_path
from qurultay.tlog.armour import armour
from qurultay.tlog.checkpoint import Checkpoint
from qurultay.tlog.note import Note

OpenedOption = Annotated[str, typer.Option("--opened", metavar="N|ID", help="The act that opened the election.")]


def keep(
    archive: ArchiveArgument,
    opened: OpenedOption,
    key: Annotated[Path, typer.Option("--key", help="The box's key file, which that act enrols.")],
    count: Annotated[
        list[Path],
        typer.Option("--count", metavar="TRANSCRIPT", help="The count of a question; once for each, in order."),
    ] = [],  # noqa: B006  # typer copies it
    house: HouseOption = None,
    passphrase_file: PassphraseOption = None,
) -> None:
    """Lay the archive, its strong proofs, its count and a signed head into the record of a house, where every mirror takes them.

    Do it in batches while the box is open, at least sixteen ballots at a time: a head for each ballot would stamp it with
    an hour. Do it again when the box closes, and when the result is declared.
    """
    with screen.progress("verifying") as moved:
        report = verify_election(archive, progress=moved)
    if not report.holds:
        say_refusal(report)
        raise typer.Exit(1)
    counts = _counts(count, archive)
    found = house_around(None, house)
    keys = gate_keys(found, passphrase_file)
    name = keyfile.public(key)[0]
    box = keyfile.load(key, passphrase(f"the key of {name}", passphrase_file))
    tree = roots_of(archive)[-1]
    with open_gate(found, keys) as gate:
        id = _id(opened, gate.book.ids, [entry.act.id for entry in gate.book.entries])
        if id not in gate.book.elections:
            raise Unusable(f"Act {opened} opens no election.")
        origin = origin_of(gate.head.origin, id)
        text = Checkpoint(origin, tree.size, tree.root()).text()
        head = Note(text, (replace(box, name=origin).sign(text),)).encode()
        gate.keep_archive(election_path(id, File.ARCHIVE), archive.read_bytes())
        strong = lines_beside(archive)
        if strong:
            gate.keep_archive(election_path(id, File.STRONG_PROOFS), b"".join(line + b"\n" for line in strong))
        if counts:
            gate.keep_archive(election_path(id, File.COUNT), counts)
        gate.keep_archive(election_path(id, File.ELECTION_HEAD), head)
    screen.say(
        f"The record has the archive with {tree.size} events, and a head of it. Ask the witnesses with `publish`."
    )


def _counts(transcripts: list[Path], archive: Path) -> bytes:
    """The transcripts of the questions, a line each, once they say what the archive says. Raises `Differs`, `Uncountable`."""
    told = b"".join(read_bounded(each, MOST_TRANSCRIPT, each.name).removesuffix(b"\n") + b"\n" for each in transcripts)
    if told:
        counts_in(told, archive.read_bytes(), archive.name)
    return told


def _id(named: str, ids: dict[str, int], by_number: list[str]) -> str:
    if named in ids:
        return named
    if named.isascii() and named.isdecimal() and int(named) < len(by_number):
        return by_number[int(named)]
    raise Unusable(f"There is no act {ascii(named)[1:-1][:40]} in this record.")


def minute(
    archive: ArchiveArgument,
    opened: OpenedOption,
    output: OutputOption = None,
    record: RecordOption = None,
    house: HouseOption = None,
) -> None:
    """Draft the act that a clerk minutes next: `closed` when the box has closed, `elected` when the result is declared.

    Who won is for the clerk to write: a rule of counting and a contest period stand between a result and an office.
    """
    state = last_step(archive).state
    trees = roots_of(archive)
    with verified(record, house) as found:
        election = found.book.elections.get(found.entry(opened).act.id)
        if election is None:
            raise Unusable(f"Act {opened} opens no election.")
        if election.closing is None:
            if state in (State.NONE, State.OPEN):
                raise Unusable("The box is still open; close it first: qurultay election close.")
            size, voters = _closing(archive)
            closing = ElectionClosing(opened=election.id, size=size, root=armour(trees[size].root()), ballots=voters)
            draft = opening(found, Closed(election=closing), [], "The box has closed.")
            body = Noted()
            for name, value in (
                ("opened", election.id),
                ("size", str(size)),
                ("root", closing.root),
                ("ballots", str(voters)),
            ):
                body.add(name, value)
            draft.body.add("election", body)
            write_draft(draft, output, f"closed-{election.id}.yaml")
            return
        if state is not State.DECLARED:
            raise Unusable("The result is not declared yet: qurultay election declare.")
        size, root = trees[-1].size, armour(trees[-1].root())
        digest = sha256(archive.read_bytes()).hexdigest()
        fills = [place for contest in election.opening.contests for place in contest.fills]
        trial = Elected(
            winners=tuple(Assignment(to=p, person="person/1", from_=found.today, until=found.today) for p in fills),
            how="ballot-box",
            election=election.id,
            archive=digest,
            size=size,
            root=root,
            voted=election.closing.ballots,
        )
        draft = opening(found, trial, [], "Write who was elected, by the result and the rule of the opening act.")
        draft = replace(draft, signatories=_transition(found, fills))
        draft.body.add("winners", [_winner(place) for place in fills])
        rows = {"how": "ballot-box", "election": election.id, "archive": digest, "size": str(size), "root": root}
        for name, value in (rows | {"voted": str(election.closing.ballots)}).items():
            draft.body.add(name, value)
        write_draft(draft, output, f"elected-{election.id}.yaml")


def _transition(found: Verified, fills: list[str]) -> tuple[str, ...]:
    """Two posts of transition, neither of them held by somebody whose place is filled (design §3a.8)."""
    book, day = found.book, found.today
    outgoing = {held.person for place in fills if (held := book.holder(place, day)) is not None}
    free = [p for p in book.rules.transition if (t := book.holder(p, day)) is not None and t.person not in outgoing]
    return tuple(free[:2])


def _winner(place: str) -> Noted:
    row = Noted()
    row.add("to", place)
    row.add("person", "PERSON/NUMBER")
    row.add("from", "YYYY-MM-DD")
    row.add("until", "YYYY-MM-DD")
    return row


def _closing(archive: Path) -> tuple[int, int]:
    """At how many events the box closed, and how many voted."""
    report = verify_election(archive)
    with Archive.open(archive) as opened:
        for step in opened.steps(Judge()):
            if step.event.kind is Kind.ENCRYPTED_TALLY:
                return step.event.height + 1, report.voters
    raise Unusable("The box is still open; close it first: qurultay election close.")
