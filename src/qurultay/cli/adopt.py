"""`qurultay adopt`: a house around a copy of a record, with a gate and a log of its own, for whoever runs it next.

The operator is not an authority (C3). Any copy can go on: an act names the next gate and log, and enters there.
"""

import os
from pathlib import Path
from typing import Annotated

import typer

from qurultay.cli import screen
from qurultay.cli.house import House
from qurultay.cli.memory import memory
from qurultay.cli.options import PassphraseOption
from qurultay.cli.passphrases import passphrase
from qurultay.cli.refusing import refuse_taken
from qurultay.cli.sources import opened
from qurultay.cli.verify import judged
from qurultay.record import keyfile
from qurultay.record.copies import copy
from qurultay.record.disk import in_words
from qurultay.record.home import Home
from qurultay.record.whole import new_folder
from qurultay.tlog.armour import armour
from qurultay.tlog.keys import SigningKey


def adopt(
    where: Annotated[str, typer.Argument(metavar="PATH|ZIP|URL", help="The record to go on with.")],
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="The house to make; it must be new or empty.")],
    passphrase_file: PassphraseOption = None,
) -> None:
    """Begin a house around a copy of a record, with a gate and a log of its own. The record is verified first.

    Nothing is entered: officers sign `operator-changed`, or keepers announce a recovery, naming the keys printed here.
    """
    refuse_taken(folder)
    house = House(folder.resolve())
    with opened(where) as found:
        report, _ = judged(found, memory(), None)
        words = passphrase("the keys of the new gate and log", passphrase_file, new=True)
        with in_words("the house was not begun"), new_folder(house.folder):
            for each in (house.keys, house.desk, house.home):
                each.mkdir(mode=0o700)
            copy(found.source, house.record)
            Home(house.home).adopt((house.record / "checkpoint").read_bytes())
            gate, log = (_key(house, owner, report.book.label, words) for owner in ("gate", "log"))
    screen.say(
        f"The house is begun in {house.folder}, around the record of {report.size} acts. Nothing was entered.",
        "The keys that an act must name before this house can enter anything:",
    )
    screen.tell([("gate", armour(gate.cosigner_material)), ("log", armour(log.material))])
    screen.say(
        "Officers can sign:  a draft of kind operator-changed with these two keys, then qurultay check, sign, publish.",
        "Officers cannot:    qurultay recover, then qurultay announce ID --operator, signed by the keepers.",
        "Tell the witnesses the new log key, and whoever mirrors the record where it now stands.",
    )


def _key(house: House, owner: str, label: str, words: str) -> SigningKey:
    path = house.keys / f"{owner}.key"
    return keyfile.create(path, f"{label}/{owner}", words, os.urandom(32), os.urandom(keyfile.SALT))
