"""`qurultay press key`: the certificate with which an office signs its PDFs. It is made by the office's holder."""

import os
from pathlib import Path
from typing import Annotated

import typer

from qurultay.cli import moment, screen
from qurultay.cli.groups import group
from qurultay.cli.options import JsonOption, PassphraseOption
from qurultay.cli.passphrases import passphrase
from qurultay.cli.refusing import Unusable
from qurultay.press.files import read_bounded
from qurultay.press.signing import certificates
from qurultay.record import pkcs8
from qurultay.record.disk import in_words
from qurultay.record.whole import new_file

app = group(name="key", help="Make an office's certificate for PDFs, or say whose one is.")


@app.command()
def new(
    name: Annotated[str, typer.Argument(help="The name of the office's lines, such as tolunay.example/president.")],
    output: Annotated[Path, typer.Option("--output", "-o", help="The file to make; it must not exist.")],
    organisation: Annotated[str, typer.Option(help="What readers of PDFs show as the organisation.")] = "",
    days: Annotated[int, typer.Option(min=1, max=certificates.DAYS, help="How many days it runs.")] = certificates.DAYS,
    passphrase_file: PassphraseOption = None,
) -> None:
    """Make a certificate in a file that only its holder can open, and print the lines for the act that enrols it.

    RSA of 3,072 bits and nothing else: under other keys a signed paper is no longer PDF/A-3.
    """
    words = passphrase(f"the new certificate of {name}", passphrase_file, new=True)
    if len(words) < 8:
        raise Unusable("The passphrase has fewer than 8 letters; take four words.")
    held = certificates.make(name, organisation, moment.today(), days)
    data = certificates.sealed(held, words, os.urandom(pkcs8.SALT), os.urandom(pkcs8.IV))
    with in_words("no certificate was made"):
        try:
            new_file(output, data, 0o600)
        except FileExistsError:
            raise Unusable(f"{str(output)!r} is there already and is not overwritten; choose another name.") from None
    screen.say(f"made {output}; whoever has this file and its passphrase signs PDFs as {held.name}")
    _tell(_public(output, data))
    screen.say(
        "It counts from the act that enrols it: kind key-enrolled, its body with `use: pdf`, the key, post and person."
    )


@app.command()
def show(
    file: Annotated[Path, typer.Argument(help="The file of a certificate.")],
    json: JsonOption = False,
) -> None:
    """Say whose a certificate is, without its passphrase."""
    found = _public(file, read_bounded(file, certificates.MOST_FILE, file.name))
    if json:
        screen.machine(found)
    else:
        _tell(found)


def _public(file: Path, data: bytes) -> dict[str, str]:
    """What others may know: the lines a draft takes, and the fingerprint that `openssl` shows."""
    certificate = certificates.certificate_in(data, file.name)
    fingerprint = certificates.fingerprint_of(certificate)
    return {
        "name": certificates.named_in(certificate),
        "sha256": fingerprint,
        "key": certificates.enrolled_key(fingerprint),
        "until": certificate.not_valid_after_utc.date().isoformat(),
    }


def _tell(found: dict[str, str]) -> None:
    screen.tell(found.items())
