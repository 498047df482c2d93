"""`qurultay witness stamp`: a witness puts a time under a signed text that a gate would not enter (register law C2)."""

from pathlib import Path
from typing import Annotated

import typer

from qurultay.cli import moment, screen
from qurultay.cli.at_desk import AtDesk, at_desk, desk_item
from qurultay.cli.options import HouseOption, PassphraseOption
from qurultay.cli.passphrases import passphrase
from qurultay.cli.refusing import Unusable
from qurultay.cli.sign import refuse_unseen, say_draft
from qurultay.gazette.waiting import Waiting
from qurultay.record import keyfile
from qurultay.record.errors import Broken
from qurultay.record.judging import check_lines
from qurultay.record.whole import new_file
from qurultay.tlog.note import Note


def stamp(
    what: Annotated[str, typer.Argument(metavar="ID|FOLDER", help="The draft, with the signatures it has.")],
    key: Annotated[Path, typer.Option("--key", help="The witness's key file.")],
    output: Annotated[Path, typer.Option("--output", "-o", help="The note to write; it must not exist.")],
    record: Annotated[
        str | None,
        typer.Option("--record", metavar="PATH|ZIP|URL", help="Your own copy of the record; else the house's."),
    ] = None,
    house: HouseOption = None,
    passphrase_file: PassphraseOption = None,
) -> None:
    """Say when you saw a signed text that a gate would not enter. It is not entered by this, and you judge nothing.

    `qurultay compare A B --refused NOTE` shows it beside both records.
    """
    folder, id, copy = desk_item(what, house, record)
    with at_desk(folder, copy) as found:
        waiting, now = found.desk.at(id), moment.now()
        refuse_unseen(found, waiting.act)
        _refuse_unsigned(found, waiting)
        say_draft(found, waiting)
        name, _ = keyfile.public(key)
        if not screen.ask_yes(f"Say as {name} that you saw this at {moment.said(now)}?"):
            raise Unusable("Nothing was signed.")
        signer = keyfile.load(key, passphrase(f"the key of {name}", passphrase_file))
        note = Note(waiting.text, (*waiting.lines, signer.cosign(waiting.text, now)))
    _write(output, note.encode())
    screen.say(f"Seen and stamped: {screen.foreign(str(output))}. Give it back to whoever was refused, and to anybody.")


def _refuse_unsigned(found: AtDesk, waiting: Waiting) -> None:
    """A text that nobody signed was refused by nobody; and each line must hold, under a key of the record."""
    if not waiting.lines:
        raise Unusable(f"Nobody has signed {waiting.id}; a witness stamps what was signed.")
    try:
        check_lines(found.known.book.size, Note(waiting.text, waiting.lines), found.known.pool)
    except Broken as bad:
        raise Unusable(f"{waiting.id} cannot be stamped: {bad.sentence}.") from None


def _write(path: Path, data: bytes) -> None:
    try:
        new_file(path, data)
    except FileExistsError:
        raise Unusable(f"{str(path)!r} is there already and is not overwritten; name another file.") from None
    except OSError as bad:
        raise Unusable(f"{str(path)!r} cannot be written ({bad.strerror}); name another place.") from None
