"""`qurultay key sheet` and `qurultay key restore`: a key on paper, and back from it."""

from pathlib import Path
from typing import Annotated

import typer

from qurultay.cli import moment, screen
from qurultay.cli.election.files import write_secret
from qurultay.cli.fingerprints import grouped, read_fingerprint
from qurultay.cli.refusing import Unusable
from qurultay.portal.key_sheet import KeySheet, key_sheets
from qurultay.portal.languages import INTERFACE
from qurultay.press.files import read_bounded
from qurultay.press.plain_text import decoded
from qurultay.record import keyfile, paper_key
from qurultay.tlog.armour import armour
from qurultay.tlog.keys import vkey

MOST_BYTES = 64 * 1024


def sheet(
    files: Annotated[list[Path], typer.Argument(metavar="FILE...", help="Key files; each gets a sheet of its own.")],
    output: Annotated[Path, typer.Option("--output", "-o", metavar="OUT.html", help="The page to print; new.")],
    languages: Annotated[
        str, typer.Option("--language", metavar="CODES", help="Languages such as ug,en; a page in each.")
    ] = "en",
    fingerprint: Annotated[
        str | None, typer.Option(help="The founding fingerprint, to stand on the sheet; else a line to write it on.")
    ] = None,
) -> None:
    """Make the sheet of a key, to be printed, folded twice and kept: what its holder can do, and the sealed key itself.

    Print it where nobody looks, and delete the file. The passphrase is not on it: write that on another paper.
    """
    codes = languages.split(",")
    wrong = [code for code in codes if code not in INTERFACE]
    if wrong:
        raise Unusable(f"There is no sheet in {wrong[0]!a}; --language takes {', '.join(INTERFACE)}, or several.")
    rows = () if fingerprint is None else tuple(grouped(read_fingerprint(fingerprint)))
    write_secret(output, key_sheets([_sheet(file, rows) for file in files], codes))
    pages = len(files) * len(codes)
    sheets = "1 page of A4, for its holder alone" if pages == 1 else f"{pages} pages of A4, for their holders alone"
    screen.say(f"made {screen.foreign(str(output))}: {sheets}.")
    screen.say("Print it where nobody looks, fold it twice, seal it, and delete the file. The passphrase is not on it.")


def _sheet(file: Path, fingerprint: tuple[str, ...]) -> KeySheet:
    data, (name, material) = keyfile.sealed(file), keyfile.public(file)
    return KeySheet(
        name=name,
        key=armour(material),
        vkey=vkey(name, material),
        sealed=data.decode("ascii"),
        lines=tuple(paper_key.checked_lines(data)),
        made=moment.today("+00:00"),
        fingerprint=fingerprint,
    )


def restore(
    typed: Annotated[
        Path, typer.Argument(metavar="TYPED.txt", help="The lines of a sheet, typed or read by a camera.")
    ],
    output: Annotated[Path, typer.Option("--output", "-o", help="The key file to make; it must not exist.")],
) -> None:
    """Bring a key back from its sheet. A line that was typed wrongly is named."""
    name, material = paper_key.restore(decoded(read_bounded(typed, MOST_BYTES, typed.name), typed.name), output)
    screen.say(f"made {screen.foreign(str(output))}; whoever has this file and its passphrase signs as {name}")
    screen.tell([("name", name), ("key", armour(material)), ("vkey", vkey(name, material))])
