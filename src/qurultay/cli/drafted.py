"""Drafts that commands write: the file they go into."""

from pathlib import Path
from typing import Annotated

import typer

from qurultay.cli import screen
from qurultay.cli.refusing import Unusable
from qurultay.gazette.beginnings import DraftTo
from qurultay.record.disk import in_words
from qurultay.record.whole import new_file

OutputOption = Annotated[
    Path | None, typer.Option("--output", "-o", metavar="DRAFT", help="The file to write; it must not exist.")
]


def write_draft(draft: DraftTo, output: Path | None, name: str) -> None:
    """Write the draft and say what comes next. A file that is there is never overwritten."""
    write_new(output or Path(name), draft.text())


def write_new(path: Path, text: str, *, said: bool = True) -> None:
    """Write a new file and say how to go on, unless a program reads. Raises `Unusable` where there is one already."""
    with in_words("no draft was written"):
        try:
            new_file(path, text.encode())
        except FileExistsError:
            raise Unusable(
                f"{str(path)!r} is there already and is not overwritten; name another file with --output."
            ) from None
    if said:
        screen.say(f"The draft is {path}. Edit it, then: qurultay check {path}")
