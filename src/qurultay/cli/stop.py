"""`qurultay stop`: any officer or keeper can stop a draft that waits, once, and says why."""

import os
from pathlib import Path
from typing import Annotated

import typer

from qurultay.acts import forms, schema
from qurultay.cli import moment, screen
from qurultay.cli.at_desk import at_house
from qurultay.cli.house import house_around
from qurultay.cli.options import HouseOption, PassphraseOption
from qurultay.cli.passphrases import passphrase
from qurultay.cli.refusing import Unusable
from qurultay.gazette.objections import Objected
from qurultay.gazette.preflight import objections_if_signed
from qurultay.gazette.stopping import notice
from qurultay.record import keyfile
from qurultay.tlog.errors import Refused


def stop(
    what: Annotated[str, typer.Argument(metavar="ID", help="The draft to stop.")],
    signatories: Annotated[
        list[str],
        typer.Option(
            "--as", metavar="POST|KEEPER", help="Who stops it, such as post/secretary; several for a grave act."
        ),
    ],
    ground: Annotated[str, typer.Option(metavar="WORD", help="Why, in one word in small letters; it will be public.")],
    keys: Annotated[list[Path], typer.Option("--key", help="The key file of whoever stops it; of each, or of some.")],
    house: HouseOption = None,
    passphrase_file: PassphraseOption = None,
) -> None:
    """Stop a draft that waits: its text then enters only with one signature more than usual.

    The stop is a notice of its own; it is signed here and published at once with `qurultay publish`.
    """
    _refuse_words(signatories, ground)
    with at_house(house_around(None, house)) as found:
        waiting, known, now = found.desk.at(Path(what).name), found.known, moment.now()
        if not known.book.entries:
            raise Unusable("Nothing is founded yet; a founding is stopped by not signing it.")
        today = moment.today(found.offset)
        prepared, written = notice(known, waiting, tuple(signatories), ground, today, os.urandom)
        against = objections_if_signed(known, prepared.text, prepared.parts, now)
        if against:
            raise Objected(against)
        signers = [
            keyfile.load(key, passphrase(f"the key of {keyfile.public(key)[0]}", passphrase_file)) for key in keys
        ]
        laid = found.desk.lay_down(prepared, written, "", now)
        try:
            for signer in signers:
                found.desk.sign(laid.id, signer.sign(prepared.text), known, now)
        except Objected:
            found.desk.take_away(laid.id)
            raise
        screen.say(f"Stopped by {', '.join(signatories)}. Nothing was published; {waiting.id} stays on the desk.")
        for objection in found.desk.still_to_sign(found.desk.at(laid.id), known, now):
            screen.say(f"  {objection.sentence}; qurultay sign {laid.id}")
        screen.say(f"The stop binds once it is entered: qurultay publish {laid.id}")


def _refuse_words(signatories: list[str], ground: str) -> None:
    try:
        schema.refuse(tuple[forms.Signatory, ...], signatories, "--as")
        schema.refuse(forms.Slug, ground, "--ground")
    except Refused as bad:
        raise typer.BadParameter(bad.sentence) from None
