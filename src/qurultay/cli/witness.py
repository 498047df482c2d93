"""`qurultay witness`: be one of those who can say that a record shows one history to everybody (C2SP tlog-witness)."""

import os
from pathlib import Path
from typing import Annotated

import typer

from qurultay.cli import screen
from qurultay.cli.groups import group
from qurultay.cli.options import PassphraseOption
from qurultay.cli.passphrases import passphrase
from qurultay.cli.refusing import Unusable
from qurultay.cli.stamp import stamp
from qurultay.press.files import read_bounded
from qurultay.record import keyfile
from qurultay.record.layout import MIB
from qurultay.record.witness import Witness
from qurultay.tlog.armour import armour
from qurultay.tlog.errors import Refused
from qurultay.tlog.keys import parse_vkey, vkey
from qurultay.tlog.policy import parse as parse_policy

app = group(name="witness", help="Be a witness: sign that a record has one history.")


@app.command()
def new(
    name: Annotated[str, typer.Argument(help="The name on its signatures, such as witness.example/w.")],
    output: Annotated[Path, typer.Option("--output", "-o", help="The key file to make; it must not exist.")],
    passphrase_file: PassphraseOption = None,
) -> None:
    """Make a witness's key, and print the lines for rules and policies."""
    words = passphrase(f"the new key of {name}", passphrase_file, new=True)
    key = keyfile.create(output, name, words, os.urandom(32), os.urandom(keyfile.SALT))
    screen.tell(
        [
            ("key, for the rules of a record", armour(key.cosigner_material)),
            ("line for a policy", f"witness {name.rpartition('/')[2]} {vkey(name, key.cosigner_material)} https://…"),
        ]
    )


@app.command()
def serve(
    key: Annotated[Path, typer.Option("--key", help="The witness's key file.")],
    state: Annotated[
        Path, typer.Option("--state", help="The folder of what it has seen. Never lose it, never restore an old one.")
    ],
    log: Annotated[
        list[str],
        typer.Option("--log", metavar="VKEY|FILE", help="A record to watch: its log's verifier key, or a policy file."),
    ],
    host: Annotated[str, typer.Option(help="The address to listen at.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(help="The port; 0 takes a free one.", min=0, max=65535)] = 8711,
    passphrase_file: PassphraseOption = None,
) -> None:
    """Answer requests to cosign heads, for the records it was told to watch and no others. Ctrl-C ends it."""
    from qurultay.cli.witness_server import WitnessServer

    logs = _logs(log)
    signer = keyfile.load(key, passphrase(f"the key of {keyfile.public(key)[0]}", passphrase_file))
    with WitnessServer(Witness(state, signer, logs), logs, host, port) as server:
        screen.say(f"{signer.name} answers at {server.address} for {', '.join(logs)}. Ctrl-C ends it.")
        server.run()


app.command()(stamp)


def _logs(told: list[str]) -> dict[str, list[bytes]]:
    """The keys of each record by its origin. A policy may name several. Raises `Unusable`."""
    found = dict[str, list[bytes]]()
    for each in told:
        try:
            named = [parse_vkey(each)] if not Path(each).exists() else _in_policy(Path(each))
        except Refused as bad:
            raise Unusable(
                f"{each!a} names no record to watch ({bad}); take the `log` line of the record's witness/policy."
            ) from None
        for origin, material in named:
            found.setdefault(origin, []).append(material)
    return found


def _in_policy(path: Path) -> list[tuple[str, bytes]]:
    return [(key.name, key.material) for key in parse_policy(read_bounded(path, MIB, path.name)).logs]
