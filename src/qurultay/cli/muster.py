"""`qurultay muster`: delegates leave a key when a session opens, and may later stand by an act (C1).

The registrar lays the muster from a list of seats and keys; each delegate gets a sheet, the act that opens the session
gets the root. Standing by an act is done at home with the sheet and the key; the gate gathers what delegates sent.
"""

import csv
import io
import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any

import typer

from qurultay.acts import forms, schema
from qurultay.acts.carrying_on import Attestation, Attested
from qurultay.acts.muster import MOST, message
from qurultay.acts.muster_sheets import lay as lay_sheets
from qurultay.cli import screen
from qurultay.cli.drafted import OutputOption, write_draft
from qurultay.cli.groups import group
from qurultay.cli.options import HouseOption, PassphraseOption, RecordOption
from qurultay.cli.passphrases import passphrase
from qurultay.cli.record_here import verified
from qurultay.cli.refusing import Unusable
from qurultay.gazette.beginnings import opening
from qurultay.press.draft_page import Noted
from qurultay.press.files import read_bounded
from qurultay.record import keyfile
from qurultay.record.disk import in_words
from qurultay.record.whole import new_file, new_folder
from qurultay.tlog.armour import armour, unarmour
from qurultay.tlog.errors import Refused

MOST_BYTES = 4 * 1024 * 1024
app = group(name="muster", help="Lay a muster, stand by an act, gather who stands by it.")


@app.command()
def lay(
    roll: Annotated[
        Path, typer.Argument(metavar="ROLL.csv", help="Columns seat and key; a seat without a key is counted too.")
    ],
    output: Annotated[Path, typer.Option("--output", "-o", metavar="DIR", help="A new folder for the sheets.")],
) -> None:
    """Lay the muster of a session: a sheet for each delegate, and the root for the act that opens it.

    The list holds every entitled seat once. Salts are drawn now and stand on the sheets alone: keep no copy of the
    folder once the sheets are handed out.
    """
    seats = list(_seats(roll))
    laid = lay_sheets(seats, os.urandom)
    if output.exists():
        raise Unusable(f"{str(output)!r} is there already; name a new folder.")
    with in_words("no muster was laid"), new_folder(output):
        for seat, sheet in laid.sheets.items():
            new_file(output / f"{seat.replace('/', '-')}.json", _written(sheet))
    screen.tell(
        [
            ("muster", laid.muster.root),
            ("entitled", str(len(seats))),
            ("sheets", f"{len(laid.sheets)} in {output}"),
        ]
    )
    screen.say("Write `muster` and `entitled` into the session of the act `opened`; hand each delegate the own sheet.")


def _written(message: dict[str, Any]) -> bytes:
    return (json.dumps(message, indent=1, sort_keys=True) + "\n").encode()


def _seats(roll: Path) -> Iterator[tuple[str, bytes | None]]:
    """The seats with the keys left for them. Raises `Unusable` with the line of what is wrong."""
    try:
        text = read_bounded(roll, MOST_BYTES, ascii(roll.name)).decode("utf-8-sig")
    except UnicodeDecodeError:
        raise Unusable(f"{str(roll)!r} is not UTF-8; save it so.") from None
    rows = csv.DictReader(io.StringIO(text))
    if not {"seat", "key"} <= set(rows.fieldnames or ()):
        raise Unusable(f"{str(roll)!r}, line 1: the columns are `seat` and `key`.")
    seen: set[str] = set()
    for number, row in enumerate(rows, 2):
        seat, key = (row["seat"] or "").strip(), (row["key"] or "").strip()
        try:
            schema.refuse(forms.Seat_, seat, "seat")
            material = unarmour(key) if key else None
        except Refused as bad:
            raise Unusable(f"{str(roll)!r}, line {number}: {bad.sentence}.") from None
        if material is not None and (len(material) != 33 or material[:1] != b"\x01"):
            raise Unusable(
                f"{str(roll)!r}, line {number}: {seat} left no Ed25519 key; make one with `qurultay key new`."
            )
        if seat in seen:
            raise Unusable(f"{str(roll)!r}, line {number}: {seat} stands there twice.")
        seen.add(seat)
        yield seat, material
    if not seen:
        raise Unusable(f"{str(roll)!r} names no seat.")


@app.command()
def stand(
    act: Annotated[str, typer.Argument(metavar="N|ID|SHA256", help="The act you stand by; or an announced text.")],
    key: Annotated[Path, typer.Option("--key", help="Your key file.")],
    output: Annotated[Path, typer.Option("--output", "-o", metavar="FILE", help="The attestation to send; new.")],
    sheet: Annotated[Path | None, typer.Option("--sheet", help="Your sheet of the muster; a keeper has none.")] = None,
    record: RecordOption = None,
    house: HouseOption = None,
    passphrase_file: PassphraseOption = None,
) -> None:
    """Stand by an act: it shows your key and your seat to everybody, and never your name.

    Whoever knows who sits in that seat will know that you spoke. Nobody has to.
    """
    with verified(record, house) as found:
        text = act if act in found.book.announced else found.entry(act).text_hash
        founding = found.book.founding
    name = keyfile.public(key)[0]
    given = _sheet(sheet) if sheet is not None else {"keeper": name.rpartition("/")[2].replace("-", "/")}
    if not screen.ask_yes(f"Stand by {act} as {given.get('seat') or given['keeper']}, for everybody to see?"):
        raise Unusable("Nothing was signed.")
    signer = keyfile.load(key, passphrase(f"the key of {name}", passphrase_file))
    if given.setdefault("key", armour(signer.material)) != armour(signer.material):
        raise Unusable("The sheet is of another key than this file; take the key you left at the muster.")
    signed = given | {"stands_by": text, "signature": armour(signer.attest(message(founding, text)))}
    _read(signed, str(output))
    with in_words("no attestation was written"):
        new_file(output, _written(signed))
    screen.say(f"{output} says that you stand by {text[:16]}…; send it to whoever runs the gate.")


@app.command()
def gather(
    files: Annotated[list[Path], typer.Argument(metavar="FILE...", help="Attestations that delegates sent.")],
    output: OutputOption = None,
    record: RecordOption = None,
    house: HouseOption = None,
) -> None:
    """Draft the act that carries attestations; nobody signs it but the gate."""
    if len(files) > MOST:
        raise Unusable(f"One act carries {MOST} attestations; {len(files)} were named, gather them in several.")
    said = [_read(_object(each), str(each)) for each in files]
    with verified(record, house) as found:
        draft = opening(found, Attested(attestations=tuple(said)), [], "Who stands by which text, by key and seat.")
        draft.body.add("attestations", [_noted(each) for each in said])
        write_draft(draft, output, "attestations.yaml")


def _noted(attestation: Attestation) -> Noted:
    row = Noted()
    for name, value in schema.written(attestation).items():
        row.add(name, [str(each) for each in value] if isinstance(value, list) else str(value))
    return row


def _sheet(path: Path) -> dict[str, Any]:
    given = _object(path)
    wanted = {"seat", "key", "salt", "index", "proof"}
    if set(given) != wanted:
        raise Unusable(f"{str(path)!r} is no sheet of a muster; it holds {', '.join(sorted(wanted))}.")
    return given


def _object(path: Path) -> dict[str, Any]:
    try:
        given = json.loads(read_bounded(path, 65_536, ascii(path.name)))
    except (ValueError, RecursionError):
        raise Unusable(f"{str(path)!r} cannot be read; ask for it again.") from None
    if not isinstance(given, dict):
        raise Unusable(f"{str(path)!r} is no sheet and no attestation.")
    return given


def _read(given: dict[str, Any], called: str) -> Attestation:
    try:
        read: Attestation = schema.refuse(Attestation, given, "attestation")
    except Refused as bad:
        raise Unusable(f"{called!r}: {bad.sentence}.") from None
    return read
