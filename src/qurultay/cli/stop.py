"""`qurultay stop`: any officer or keeper can stop a draft that waits, once, and says why."""

import os
from pathlib import Path
from typing import Annotated

import typer

from qurultay.acts import forms, schema
from qurultay.acts.amending import Contested
from qurultay.cli import moment, screen
from qurultay.cli.at_desk import at_house
from qurultay.cli.drafted import DraftTo
from qurultay.cli.house import house_around
from qurultay.cli.options import HouseOption, PassphraseOption
from qurultay.cli.passphrases import passphrase
from qurultay.cli.refusing import Unusable
from qurultay.gazette.draft_acts import prepare_draft
from qurultay.gazette.objections import Objected
from qurultay.gazette.preflight import objections_if_signed
from qurultay.press.draft_act import act_of
from qurultay.press.drafts import read
from qurultay.record import keyfile
from qurultay.tlog.errors import Refused


def stop(
    what: Annotated[str, typer.Argument(metavar="ID", help="The draft to stop.")],
    signatory: Annotated[
        str, typer.Option("--as", metavar="POST|KEEPER", help="Who stops it, such as post/secretary.")
    ],
    ground: Annotated[str, typer.Option(metavar="WORD", help="Why, in one word in small letters; it will be public.")],
    key: Annotated[Path, typer.Option("--key", help="The key file of whoever stops it.")],
    house: HouseOption = None,
    passphrase_file: PassphraseOption = None,
) -> None:
    """Stop a draft that waits: its text then enters only with one signature more than usual.

    The stop is a notice of its own; it is signed here and published at once with `qurultay publish`.
    """
    _refuse_words(signatory, ground)
    with at_house(house_around(None, house)) as found:
        waiting, known, now = found.desk.at(Path(what).name), found.known, moment.now()
        if not known.book.entries:
            raise Unusable("Nothing is founded yet; a founding is stopped by not signing it.")
        draft = DraftTo("contested", moment.today(found.offset), known.book.entries[0].act.issuers, (signatory,), [])
        for name, value in (("step", "opened"), ("ground", ground), ("draft", waiting.text_hash)):
            draft.body.add(name, value)
        document = read(draft.text(), Path(f"stop-of-{waiting.id}.yaml"))
        prepared = prepare_draft(act_of(document), known, os.urandom)
        assert isinstance(prepared.act.body, Contested)
        against = objections_if_signed(known, prepared.text, prepared.parts, now)
        if against:
            raise Objected(against)
        signer = keyfile.load(key, passphrase(f"the key of {keyfile.public(key)[0]}", passphrase_file))
        line = signer.sign(prepared.text)
        laid = found.desk.lay_down(prepared, document.text.encode(), "", now)
        try:
            found.desk.sign(laid.id, line, known, now)
        except Objected:
            found.desk.take_away(laid.id)
            raise
        screen.say(
            f"Stopped by {signatory}. Nothing was published; {waiting.id} stays on the desk.",
            f"The stop is signed and binds once it is entered: qurultay publish {laid.id}",
        )


def _refuse_words(signatory: str, ground: str) -> None:
    try:
        schema.refuse(forms.Signatory, signatory, "--as")
        schema.refuse(forms.Slug, ground, "--ground")
    except Refused as bad:
        raise typer.BadParameter(bad.sentence) from None
