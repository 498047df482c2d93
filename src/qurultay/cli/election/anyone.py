"""Anyone: verify an election, find a ballot by its tracker, say the head of the box. With nothing but the archive."""

from pathlib import Path
from typing import Annotated

import typer

from qurultay.ballots.archive.events import Kind
from qurultay.ballots.archive.reader import Archive
from qurultay.ballots.ballot import read as read_ballot
from qurultay.ballots.decryption.beside import lines_beside
from qurultay.ballots.election import read_election
from qurultay.ballots.engine import workers_here
from qurultay.ballots.heads import box_of
from qurultay.ballots.judge import Judge, Mode
from qurultay.ballots.report import Report
from qurultay.ballots.verify import verify as verify_election
from qurultay.cli import screen
from qurultay.cli.election.files import ArchiveArgument, read
from qurultay.cli.election.outcome import say_result
from qurultay.cli.options import JsonOption
from qurultay.tlog.armour import armour


def verify(
    archive: ArchiveArgument,
    workers: Annotated[
        int, typer.Option(help="Processes that check ballots; 0 takes all processors.", min=0, max=64)
    ] = 0,
    mode: Annotated[
        str,
        typer.Option(metavar="strict|belenios-2.0", help="`belenios-2.0` only remarks what Debian's tool lets pass."),
    ] = "strict",
    engine: Annotated[str, typer.Option(metavar="local|dask", help="Where ballots are checked.")] = "local",
    strong: Annotated[
        Path | None, typer.Option(help="Strong proofs of the trustees; else those beside the archive.")
    ] = None,
    json: JsonOption = False,
) -> None:
    """Check everything an archive says of itself (Belenios specification 3.5), trusting nobody.

    The last line is `holds: …` with exit status 0, or `refused: CHECK at PLACE: why` with exit status 1.
    """
    if mode not in set(Mode):
        raise typer.BadParameter("--mode: write strict or belenios-2.0")
    proofs = lines_beside(archive) if strong is None else read(strong).splitlines()
    with screen.progress("verifying") as moved:
        report = verify_election(
            archive,
            workers=workers or workers_here(),
            mode=mode,
            engine_name=engine,
            strong_proofs=proofs,
            progress=moved,
        )
    if json:
        screen.machine(report.to_json())
    else:
        _say(report, archive)
    if not report.holds:
        if not json:
            say_refusal(report)
        raise typer.Exit(1)
    if not json:
        screen.verdict(f"holds: {_counted(report)}", True)


def _say(report: Report, archive: Path) -> None:
    screen.tell(
        [
            ("election", screen.foreign(report.name)),
            ("identifier", report.uuid),
            ("fingerprint", report.fingerprint),
            ("archive", report.sha256),
            ("state", str(report.state)),
            ("checked", ", ".join(f"{count} {what}" for what, count in report.checked.items())),
        ]
    )
    if report.result is not None:
        say_result(archive, report.result)
    for each in report.remarks:
        screen.say(f"remark: {each} ({each.check})")
    for each in report.findings[1:]:
        screen.say(f"found: {each} ({each.check})")
    if report.found > len(report.findings):
        screen.say(f"found: {report.found - len(report.findings)} more of the kind")


def _counted(report: Report) -> str:
    weight = f" of weight {report.weight}" if report.weight != report.voters else ""
    return f"{report.ballots} ballots of {report.voters} voters{weight}, {report.state}"


def say_refusal(report: Report) -> None:
    """The last line of an archive in which something does not hold."""
    first = report.findings[0]
    where = f" at {first.place}" if first.place else ""
    screen.verdict(f"refused: {first.check}{where}: {first.sentence}", False)


def tracker(
    archive: ArchiveArgument,
    sought: Annotated[str, typer.Argument(metavar="TRACKER", help="What you were told when you voted.")],
) -> None:
    """Is the ballot with this tracker in the box, and does it count? Exit status 1 where it is not there."""
    found: tuple[int, str] | None = None
    count, last = 0, dict[str, int]()
    with Archive.open(archive) as opened:
        for step in opened.steps(Judge()):
            if step.event.kind is Kind.SETUP:
                election = read_election(step.data[0].data)
            elif step.event.kind is Kind.BALLOT:
                count += 1
                read_ = read_ballot(election, step.data[0].data)
                last[read_.credential] = count
                if read_.tracker == sought.strip():
                    found = (count, read_.credential)
    if found is None:
        screen.verdict(f"not there: no ballot of {count} has the tracker {screen.foreign(sought)}", False)
        raise typer.Exit(1)
    number, credential = found
    if last[credential] != number:
        screen.verdict(f"replaced: ballot {number} of {count}, by ballot {last[credential]} of the same voter", True)
        return
    screen.verdict(f"counts: ballot {number} of {count}", True)


def head(archive: ArchiveArgument, json: JsonOption = False) -> None:
    """Say the head of the ballot box: the number of events and the root over them. A voter who keeps it can prove a cut."""
    box = box_of(archive)
    if json:
        screen.machine({"size": box.size, "root": armour(box.root())})
    else:
        screen.tell([("events", str(box.size)), ("root", armour(box.root()))])
