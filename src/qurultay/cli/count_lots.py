"""`qurultay count lots`: the lots of a contest, drawn from what nobody could choose, in a file anybody can check.

The file is for people: what the lots were drawn from in lines that begin with `#`, then the names, the preferred first.
"""

import os
import re
from collections.abc import Mapping
from pathlib import Path
from unicodedata import normalize

from qurultay.cli.refusing import Unusable
from qurultay.counting.lots import Lots, commit_reveal, commitment, dice, drand, drawn
from qurultay.counting.poll import decoded, shown
from qurultay.counting.refusal import Uncountable
from qurultay.press.files import read_bounded
from qurultay.record.layout import MIB

_DRAWN = ("election", "head", "beacon")


def written(lots: Lots) -> str:
    """The file of these lots."""
    said = "".join(f"# {word}: {lots.source[word]}\n" for word in _DRAWN if word in lots.source)
    return said + "".join(f"{name}\n" for name in lots.order)


def read_lots(path: Path) -> Lots:
    """The order of lots: a name to a line, the preferred first; lines that begin with `#` say where it comes from.

    Where they name election, head and beacon, the order must be the one that is drawn from them. Raises `Uncountable`.
    """
    lines = [line.strip() for line in decoded(read_bounded(path, MIB, path.name), path.name).split("\n")]
    order = tuple(normalize("NFC", line) for line in lines if line and not line.startswith("#"))
    remarks = [line.lstrip("# ") for line in lines if line.startswith("#")]
    told = {word: value.strip() for word, _, value in (remark.partition(":") for remark in remarks) if word in _DRAWN}
    if len(told) == len(_DRAWN):
        return Lots(order=order, source={"kind": "drawn", **told})
    if told:
        missing = next(word for word in _DRAWN if word not in told)
        raise Uncountable(path.name, f"the line '# {missing}:' is missing", "copy the file of lots whole")
    return Lots(order=order, source={"kind": "minuted", "minutes": " ".join(remarks) or "an order of names in a file"})


def draw(names: tuple[str, ...], election: str, head: str, beacon: str) -> Lots:
    """The lots drawn from these, as typed."""
    return drawn(names, election=election, head=head.lower(), beacon=beacon)


def beacon_of(election: str, throws: str, round_: str, commitments: Path | None, secrets: Path | None) -> str:
    """The beacon that was typed: one of dice, a round of drand, and what scrutineers had committed to."""
    if sum([bool(throws), bool(round_), commitments is not None]) != 1:
        raise Unusable("Name one beacon: --dice, --drand, or --commitments with --secrets.")
    if throws:
        eyes = throws.replace(",", " ").split()
        return dice([int(each) if each in ("1", "2", "3", "4", "5", "6") else 0 for each in eyes])
    if round_:
        chain, number, value = [*round_.split("/"), "", ""][:3]
        return drand(chain, int(number) if re.fullmatch("[0-9]{1,15}", number) else 0, value.lower())
    if secrets is None or commitments is None:
        raise Unusable("Give what the scrutineers revealed with --secrets, or draw the lot by dice.")
    return commit_reveal(election, _told(commitments), _told(secrets))


def _told(path: Path) -> Mapping[str, str]:
    """The lines `name: hex` of a file."""
    found: dict[str, str] = {}
    for number, line in enumerate(decoded(read_bounded(path, MIB, path.name), path.name).split("\n"), 1):
        name, colon, value = line.rpartition(":")
        name = normalize("NFC", name.strip())
        if line.strip() and (not colon or not name or name in found):
            what = "no line 'name: value', or a second one of that name"
            raise Uncountable(f"{path.name}, line {number}", f"{shown(line)} is {what}", "write each scrutineer once")
        if line.strip():
            found[name] = value.strip().lower()
    return found


def new_secret(election: str, scrutineer: str) -> tuple[str, str]:
    """A secret for this election, and the commitment to make known now."""
    secret = os.urandom(32).hex()
    return secret, commitment(election, normalize("NFC", scrutineer), secret)
