"""The administrator's side of making a key with a threshold: gather, pass on, conclude (specification 3.1.1).

The administrator learns nothing: what is secret is encrypted to its trustee and signed by its sender.
"""

from pathlib import Path
from typing import Annotated

import typer

from qurultay.ballots.trustees.certificates import Certificates, gather
from qurultay.ballots.trustees.pedersen import conclude as conclude_ceremony
from qurultay.ballots.trustees.pedersen import vinputs
from qurultay.cli import screen
from qurultay.cli.election.files import (
    GROUP,
    GroupOption,
    OutputOption,
    folder,
    known_group,
    read_line,
    read_object,
    write,
    written,
)
from qurultay.cli.groups import group

app = group(help="The administrator's: pass messages between trustees who make a key together.")
FilesArgument = Annotated[list[Path], typer.Argument(metavar="FILE...", help="One from each trustee, in their order.")]
CeremonyOption = Annotated[Path, typer.Option("--ceremony", help="The file that `ceremony gather` made.")]


@app.command("gather")
def gather_(
    certificates: FilesArgument,
    threshold: Annotated[int, typer.Option(help="How many trustees are needed.", min=1, max=255)],
    output: OutputOption,
    group: GroupOption = GROUP,
) -> None:
    """Step 2: check all certificates and put them into one file, which every trustee gets."""
    lines = [read_line(each) for each in certificates]
    held = gather(known_group(group), lines, threshold)
    write(output, written(_told(held, lines)))
    screen.say(f"{held.size} trustees, of whom {threshold} are needed. {output} goes to each of them.")


@app.command()
def distribute(
    polynomials: FilesArgument,
    promises: Annotated[list[Path], typer.Option("--promise", help="Each trustee's promise, in the same order.")],
    ceremony: CeremonyOption,
    output: Annotated[Path, typer.Option("--output", "-o", metavar="DIR", help="A new folder: a file for each.")],
) -> None:
    """Step 4: check that everybody shows what was promised, and give each trustee the own shares."""
    held, lines = _held(ceremony)
    said = [str(read_object(each)["promise"]) for each in promises]
    shares = vinputs(held, [read_line(each) for each in polynomials], said)
    here = folder(output)
    for number, line in enumerate(shares, 1):
        told = _told(held, lines) | {"promises": said, "shares": line.decode()}
        write(here / f"trustee-{number}.json", written(told))
    screen.say(f"{here}: a file for each of {held.size} trustees, only of use to that one.")


@app.command()
def conclude(
    polynomials: FilesArgument,
    outputs: Annotated[list[Path], typer.Option("--share", help="What each trustee sent back, in the same order.")],
    ceremony: CeremonyOption,
    output: Annotated[Path, typer.Option("--output", "-o", metavar="DIR", help="A new folder.")],
) -> None:
    """Step 6: check all verification keys; the parameters go into the election, each sealed key to its trustee."""
    held, _ = _held(ceremony)
    found = conclude_ceremony(held, [read_line(each) for each in polynomials], [read_line(each) for each in outputs])
    here = folder(output)
    write(here / "threshold.json", found.parameters + b"\n")
    for number, sealed in enumerate(found.private_keys, 1):
        write(here / f"trustee-{number}.sealed", sealed + b"\n")
    screen.say(f"{here / 'threshold.json'} goes into the election; the sealed keys go to their trustees.")


def _told(held: Certificates, lines: list[bytes]) -> dict[str, object]:
    return {
        "group": held.group.name,
        "threshold": held.threshold,
        "certificates": [line.decode() for line in lines],
    }


def _held(path: Path) -> tuple[Certificates, list[bytes]]:
    told = read_object(path)
    lines = [str(line).encode() for line in told["certificates"]]
    return gather(known_group(str(told["group"])), lines, int(told["threshold"])), lines
