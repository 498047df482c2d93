"""`qurultay init`: the folder of a house, with the keys of its gate and its log, before there is any record."""

import os
from pathlib import Path
from typing import Annotated

import typer

from qurultay.acts import forms, schema
from qurultay.cli import moment, screen
from qurultay.cli.founding_page import founding_page
from qurultay.cli.house import House
from qurultay.cli.options import PassphraseOption
from qurultay.cli.passphrases import passphrase
from qurultay.cli.refusing import refuse_taken
from qurultay.record import keyfile
from qurultay.record.disk import in_words
from qurultay.record.whole import new_file, new_folder
from qurultay.tlog.armour import armour
from qurultay.tlog.errors import Refused
from qurultay.tlog.keys import SigningKey


def init(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="The folder to make; it must be new or empty.")],
    label: Annotated[
        str, typer.Option(help="The record's label, in small letters, such as tolunay.example; it stays for ever.")
    ],
    purpose: Annotated[
        str, typer.Option(help="`record`, or `demonstration` for an invented assembly.", metavar="record|demonstration")
    ] = "record",
    passphrase_file: PassphraseOption = None,
) -> None:
    """Begin a house: a folder for a record, its desk and its keys, with a founding to fill in."""
    _refuse_unfit(folder, label, purpose)
    words = passphrase("the keys of the gate and the log", passphrase_file, new=True)
    house = House(folder.resolve())
    with in_words("the house was not begun"), new_folder(house.folder):
        for each in (house.keys, house.desk, house.home):
            each.mkdir(mode=0o700)
        gate, log = (_key(house.keys / f"{owner}.key", f"{label}/{owner}", words) for owner in ("gate", "log"))
        page = founding_page(
            label=label,
            purpose=purpose,
            day=moment.today(),
            gate=armour(gate.cosigner_material),
            log=armour(log.material),
        )
        new_file(house.founding, page.encode())
    screen.say(
        f"The house is begun in {house.folder}. Nothing is founded and nothing is public yet.",
        "1. Each officer and each keeper makes a key on a machine of their own:",
        f"   qurultay key new {label}/president -o president.key",
        f"2. Fill in {house.founding} and paste the keys.",
        f"3. qurultay check {house.founding}   says all that is missing, and lays it on the desk when nothing is.",
        "4. Each officer and keeper signs what lies on the desk: qurultay sign",
        "5. qurultay publish   founds the record and prints the fingerprint for paper.",
    )


def _key(path: Path, name: str, words: str) -> SigningKey:
    return keyfile.create(path, name, words, os.urandom(32), os.urandom(keyfile.SALT))


def _refuse_unfit(folder: Path, label: str, purpose: str) -> None:
    try:
        schema.refuse(forms.Label, label, "label")
    except Refused as bad:
        raise typer.BadParameter(bad.sentence) from None
    if purpose not in ("record", "demonstration"):
        raise typer.BadParameter("--purpose: write record or demonstration")
    refuse_taken(folder)
