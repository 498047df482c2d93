"""The files of an election, and how they are read and written: bounded, never over one another, secrets for one alone."""

import json
from pathlib import Path
from typing import Annotated, Any

import typer

from qurultay.ballots.archive.events import Kind
from qurultay.ballots.archive.reader import Archive, Step
from qurultay.ballots.errors import Refused
from qurultay.ballots.groups import Group, group_named
from qurultay.ballots.judge import Judge
from qurultay.ballots.setup import Setup, read_setup
from qurultay.cli.refusing import Unusable, refuse_taken
from qurultay.press.files import read_bounded
from qurultay.record.disk import in_words
from qurultay.record.whole import new_file

MOST_BYTES = 64 * 1024 * 1024
ArchiveArgument = Annotated[Path, typer.Argument(metavar="ARCHIVE", help="The election: a file UUID.bel.")]
OutputOption = Annotated[Path, typer.Option("--output", "-o", help="The file to write; it must not exist.")]
SecretOption = Annotated[
    Path, typer.Option("--output", "-o", help="Where your secret is written, for you alone; it must not exist.")
]
GroupOption = Annotated[
    str,
    typer.Option(
        "--group",
        metavar="NAME",
        help="BELENIOS-2048 for choices, RFC-3526-2048 for rankings, Ed25519 where everybody can read it.",
    ),
]
GROUP = "BELENIOS-2048"


def read(path: Path) -> bytes:
    """A file of an election. Raises `Refusal` where it is too large."""
    return read_bounded(path, MOST_BYTES, path.name)


def read_line(path: Path) -> bytes:
    """A message of one line; an editor's line break at its end is no harm."""
    return read(path).rstrip(b"\r\n")


def write(path: Path, data: bytes) -> None:
    """Write a new public file. Raises `Unusable` where there is one."""
    _write(path, data, 0o666)


def write_secret(path: Path, data: bytes) -> None:
    """Write a new file that only its owner can read."""
    _write(path, data, 0o600)


def _write(path: Path, data: bytes, mode: int) -> None:
    with in_words("nothing was written"):
        try:
            new_file(path, data, mode)
        except FileExistsError:
            raise Unusable(f"{str(path)!r} is there already and is not overwritten; name another file.") from None


def folder(path: Path) -> Path:
    """A new folder for secrets. Raises `Unusable` where there is one with something in it."""
    refuse_taken(path)
    with in_words("no folder was made"):
        path.mkdir(mode=0o700, parents=True, exist_ok=True)
    return path


def known_group(name: str) -> Group:
    """The group of that name. Raises `Refused`."""
    return group_named(name)


def setup_of(archive: Path) -> Setup:
    """The setup that an archive begins with. Raises `Refused`."""
    with Archive.open(archive) as opened:
        for step in opened.steps(Judge()):
            return read_setup(*(record.data for record in step.data[:3]))
    raise Refused("event-missing", "the archive has no Setup; the election never began", str(archive))


def last_step(archive: Path) -> Step:
    """The last event of an archive."""
    with Archive.open(archive) as opened:
        found = None
        for step in opened.steps(Judge()):
            found = step
    if found is None or (found.event.kind is Kind.SETUP and not found.data):
        raise Refused("event-missing", "the archive has no Setup; the election never began", str(archive))
    return found


def read_object(path: Path) -> dict[str, Any]:
    """A message of ours: one JSON object. Raises `Unusable`."""
    try:
        given = json.loads(read(path))
    except (ValueError, RecursionError):
        raise Unusable(f"{str(path)!r} cannot be read; ask for it again.") from None
    if not isinstance(given, dict):
        raise Unusable(f"{str(path)!r} is no message of an election.")
    return given


def written(value: object) -> bytes:
    """A message of ours as a file."""
    return (json.dumps(value, ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode()
