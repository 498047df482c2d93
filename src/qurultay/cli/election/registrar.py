"""The registrar: makes credentials on an offline machine, gives each voter one, and sends only public ones on (3.1.2).

Whoever runs the server must not be the registrar: with credentials and the server in one hand, ballots can be stuffed.
"""

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import typer

from qurultay.ballots.credentials import MOST_WEIGHT, generate, listed, public
from qurultay.ballots.randomness import SYSTEM
from qurultay.cli import screen
from qurultay.cli.election.files import GROUP, GroupOption, folder, known_group, read, write, write_secret
from qurultay.cli.election.sheets import Sheet, sheets
from qurultay.cli.groups import group
from qurultay.cli.refusing import Unusable

app = group(help="The registrar's: make credentials, offline, and hand them out.")


@dataclass(frozen=True)
class Voter:
    """A line of the roll: a name the registrar knows the voter by, the language of the sheet, and the weight."""

    name: str
    language: str
    weight: int


@app.command("generate")
def generate_(
    uuid: Annotated[str, typer.Option(help="The election's identifier, from the administrator.")],
    output: Annotated[Path, typer.Option("--output", "-o", metavar="DIR", help="A new folder, for your eyes alone.")],
    voters: Annotated[
        Path | None,
        typer.Option(metavar="ROLL.csv", help="A column `voter`; if you like, `language` (en, ug, kk) and `weight`."),
    ] = None,
    count: Annotated[int, typer.Option(help="So many credentials without names, instead of a roll.", min=0)] = 0,
    name: Annotated[str, typer.Option(help="The election's name, as it is to stand on the sheets.")] = "",
    where: Annotated[str, typer.Option(help="Where voters vote, as it is to stand on the sheets.")] = "",
    group: GroupOption = GROUP,
) -> None:
    """Make a credential for each voter (Belenios specification 4.8).

    `public_creds.json` goes to the administrator. `private.csv` and `sheets.html` are the voters': print the sheets, hand
    each voter one, and destroy the folder after the election. Whoever has a credential votes as its voter.
    """
    roll = list(_roll(voters) if voters is not None else (Voter(str(n), "en", 1) for n in range(1, count + 1)))
    if not roll:
        raise Unusable("Name a roll with --voters, or say how many with --count.")
    made = known_group(group)
    private = [generate(SYSTEM) for _ in roll]
    with screen.progress("making credentials") as moved:
        keys = []
        for number, each in enumerate(private, 1):
            keys.append(public(made, uuid, each))
            if moved is not None:
                moved(number, len(private))
    weighted = any(voter.weight != 1 for voter in roll)
    pairs = [(key, voter.weight) for key, voter in zip(keys, roll, strict=True)]
    found = listed(made, pairs, weighted=weighted)
    here = folder(output)
    write(here / "public_creds.json", found.encode())
    write_secret(here / "private.csv", _private(roll, private))
    pages = [Sheet(v.name, v.language, c, name or uuid, where) for v, c in zip(roll, private, strict=True)]
    write_secret(here / "sheets.html", sheets(pages).encode())
    screen.tell(
        [
            ("credentials", str(len(roll))),
            ("for the administrator", str(here / "public_creds.json")),
            ("for the voters", f"{here / 'sheets.html'}, or {here / 'private.csv'}"),
        ]
    )
    if weighted:
        screen.warn("Weights are public beside each credential: in a small roll they may name their voters.")


def _private(roll: Sequence[Voter], private: Sequence[str]) -> bytes:
    file = io.StringIO()
    rows = csv.writer(file, lineterminator="\n")
    rows.writerow(["voter", "credential", "weight"])
    rows.writerows((voter.name, each, voter.weight) for voter, each in zip(roll, private, strict=True))
    return file.getvalue().encode()


def _roll(path: Path) -> Iterator[Voter]:
    """The voters. Raises `Unusable` with the line of what is wrong."""
    try:
        text = read(path).decode("utf-8-sig")
    except UnicodeDecodeError:
        raise Unusable(f"{str(path)!r} is not UTF-8; save it so.") from None
    rows = csv.DictReader(io.StringIO(text, newline=""))
    if "voter" not in (rows.fieldnames or ()):
        raise Unusable(f"{str(path)!r}, line 1: there is no column `voter`; name the columns in the first line.")
    seen: set[str] = set()
    for number, row in enumerate(rows, 2):
        name, language = (row["voter"] or "").strip(), (row.get("language") or "en").strip()
        weight = (row.get("weight") or "1").strip()
        if not name or name in seen:
            raise Unusable(f"{str(path)!r}, line {number}: the voter is missing, or stands there twice.")
        if not (weight.isascii() and weight.isdecimal() and 0 < int(weight) <= MOST_WEIGHT):
            raise Unusable(f"{str(path)!r}, line {number}: a weight is a whole number from 1 to {MOST_WEIGHT}.")
        seen.add(name)
        yield Voter(name, language, int(weight))
