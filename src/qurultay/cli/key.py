"""`qurultay key`: keys of officers and keepers. Each is made by its holder, on the holder's own machine."""

import os
from pathlib import Path
from typing import Annotated

import typer

from qurultay.cli import screen
from qurultay.cli.groups import group
from qurultay.cli.key_sheet import restore, sheet
from qurultay.cli.options import JsonOption, PassphraseOption
from qurultay.cli.passphrases import passphrase
from qurultay.record import keyfile
from qurultay.tlog.armour import armour
from qurultay.tlog.keys import COSIGNATURE, vkey

app = group(name="key", help="Make a key, say whose a key is, put it on paper.")


@app.command()
def new(
    name: Annotated[str, typer.Argument(help="The name on its signatures, such as tolunay.example/president.")],
    output: Annotated[Path, typer.Option("--output", "-o", help="The file to make; it must not exist.")],
    passphrase_file: PassphraseOption = None,
) -> None:
    """Make a key in a file that only its holder can open, and print the line for the act that enrols it."""
    words = passphrase(f"the new key of {name}", passphrase_file, new=True)
    key = keyfile.create(output, name, words, os.urandom(32), os.urandom(keyfile.SALT))
    screen.say(f"made {output}; whoever has this file and its passphrase signs as {key.name}")
    _say_public(key.name, key.material)


@app.command()
def show(
    file: Annotated[Path, typer.Argument(help="A key file.")],
    json: JsonOption = False,
) -> None:
    """Say whose a key file is, without its passphrase."""
    name, material = _enrolled(*keyfile.public(file))
    if json:
        screen.machine({"name": name, "key": armour(material), "vkey": vkey(name, material)})
    else:
        _say_public(name, material)


app.command()(sheet)
app.command()(restore)


def _say_public(name: str, material: bytes) -> None:
    """What others may know of a key: the line a draft takes, and the verifier key for policies and paper."""
    name, material = _enrolled(name, material)
    screen.tell([("name", name), ("key", armour(material)), ("vkey", vkey(name, material))])


def _enrolled(name: str, material: bytes) -> tuple[str, bytes]:
    """The key as an act enrols it: a gate's says when, as a witness's does (design §3a.2), all others sign the text."""
    return name, COSIGNATURE + material[1:] if name.endswith("/gate") else material
