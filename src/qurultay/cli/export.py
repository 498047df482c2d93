"""`qurultay export`: a record in one file, or one act with its proof, to hand to somebody else."""

from pathlib import Path
from typing import Annotated

import typer

from qurultay.acts.act import Entry
from qurultay.cli import screen
from qurultay.cli.options import HouseOption, RecordOption
from qurultay.cli.record_here import Verified, verified
from qurultay.cli.refusing import Unusable, refuse_taken
from qurultay.record.copies import copy, export_zip
from qurultay.record.disk import in_words
from qurultay.record.layout import MOST_BYTES, Kind, part_path
from qurultay.record.parts import Missing
from qurultay.record.parts import bytes_of as part_of
from qurultay.record.whole import new_file, new_folder


def export(
    output: Annotated[Path, typer.Argument(metavar="TO", help="NAME.zip for one file, or a new folder for a copy.")],
    act: Annotated[
        str | None, typer.Option(metavar="N|ID", help="One act alone, with its proof and its parts, into that folder.")
    ] = None,
    record: RecordOption = None,
    house: HouseOption = None,
) -> None:
    """Carry a record, or one act with its proof, away in files. The record is verified first."""
    with verified(record, house) as found:
        if act is not None:
            entry = found.entry(act)
            if output.suffix == ".zip":
                raise Unusable("One act goes into a folder; name one instead of a zip.")
            refuse_taken(output)
            _export_act(found, entry, output)
        elif output.suffix == ".zip":
            if output.exists():
                raise Unusable(f"{str(output)!r} is there already and is not overwritten.")
            screen.say(
                f"{output}: {export_zip(found.source, output)} files of the record, the same bytes for the same record."
            )
        else:
            refuse_taken(output)
            screen.say(f"{output}: {copy(found.source, output)} files, a full copy of the record.")


def _export_act(found: Verified, entry: Entry, output: Path) -> None:
    """NAME.note is the act as it stands in the record, NAME.tlog-proof shows that it does (C2SP tlog-proof).

    Each part is there twice: its words to read, and under part/ its file with the salt, whose SHA-256 is what
    the act names, so that `sha256sum` shows the words are those that were signed.
    """
    name = f"act-{entry.number}"
    files = {
        f"{name}.note": found.record.note(entry.number),
        f"{name}.tlog-proof": found.record.tlog_proof(entry.number),
    }
    for part, digest in entry.act.parts.items():
        data = part_of(found.source, digest)
        if isinstance(data, Missing):
            screen.warn(
                f"The part {part} is not in this copy: {(found.book.standing_of(entry.number).withheld and 'withheld') or 'missing'}."
            )
        else:
            files[f"{name}.{part}"] = data
            files[part_path(digest)] = found.source.read(part_path(digest), MOST_BYTES[Kind.PART])
    with in_words("nothing was exported"), new_folder(output):
        for each, data in files.items():
            (output / each).parent.mkdir(parents=True, exist_ok=True)
            new_file(output / each, data)
    screen.say(f"{output}: {', '.join(files)}")
