"""Options that several commands share, each with one name and one meaning."""

from pathlib import Path
from typing import Annotated

import typer

RecordOption = Annotated[
    str | None, typer.Option("--record", metavar="PATH|ZIP|URL", help="The record; else that of the house one is in.")
]
HouseOption = Annotated[
    Path | None, typer.Option("--house", help="The folder of the house; else QURULTAY_HOUSE, else the one one is in.")
]
LanguageOption = Annotated[
    str | None,
    typer.Option("--language", metavar="CODE", help="The language of words and names, such as en, ug or kk."),
]
JsonOption = Annotated[bool, typer.Option("--json", help="Print one JSON object for a program.")]
PassphraseOption = Annotated[
    Path | None,
    typer.Option(
        "--passphrase-file",
        help="A file whose first line is the passphrase; else QURULTAY_PASSPHRASE, else it is asked.",
    ),
]
