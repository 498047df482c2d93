"""One letter to many addressees: a sheet for each, and the list of counterparts by which each can be checked later.

The act of a letter names one file, so it cannot name two hundred. It names `counterparts.csv` instead, which holds the
SHA-256 of every counterpart and no name: whoever received number 17 can check it, and nobody learns who the others are.
"""

import csv
import io
import os
from concurrent.futures import ThreadPoolExecutor
from hashlib import sha256
from pathlib import Path

from qurultay.cli import screen
from qurultay.cli.papers import Asked, Made, entered, finished, gathered, needing_press, signing, write
from qurultay.press.drafts import load
from qurultay.press.files import read_bounded
from qurultay.press.plain_text import decoded
from qurultay.press.refusal import Refusal
from qurultay.press.setting.letter import letter, readdressed
from qurultay.record.disk import in_words

MOST_LIST = 4 * 1024 * 1024
MOST_COUNTERPARTS = 100_000
COUNTERPARTS = "counterparts.csv"


def merged(asked: Asked, to: Path) -> Made:
    """Set, and sign if asked, a counterpart for each addressee into a folder. Raises `Refusal`, `Unusable`, `Unwritten`."""
    addresses = addresses_in(to)
    with needing_press(), gathered(asked) as held, screen.progress("Setting letters") as progress:
        signer, first = signing(asked, held), letter(held, addresses[0])
        with in_words("no letter was written"):
            asked.output.mkdir(parents=True, exist_ok=True)

        def counterpart(number: int) -> str:
            data = finished(readdressed(first, addresses[number - 1]), held, signer)
            write(asked.output / f"{number:04}.pdf", data)
            return f"{number},{sha256(data).hexdigest()}"

        rows = []
        with ThreadPoolExecutor(os.cpu_count()) as workers:  # typst works outside Python's lock
            for row in workers.map(counterpart, range(1, len(addresses) + 1)):
                rows.append(row)
                if progress is not None:
                    progress(len(rows), len(addresses))
        listed = asked.output / COUNTERPARTS
        write(listed, "\n".join(["counterpart,sha256", *rows, ""]).encode())
        more = entered(asked, held, listed, "table.csv") if asked.enter else ()
        what = f"{len(rows)} letters, and {COUNTERPARTS} with the SHA-256 of each" + (
            ", previews" if held.stamp else ""
        )
        name = signer.name if signer else ""
        return Made(asked.output, what, "" if held.stamp else held.act.id, "", name, more, {"counterparts": len(rows)})


def addresses_in(path: Path) -> tuple[str, ...]:
    """The form of address of each addressee, its lines parted by line ends: from a CSV or YAML file.

    Raises `Refusal` with the row where one is missing.
    """
    if path.suffix.lower() in (".yaml", ".yml"):
        found = _of_yaml(path)
    else:
        text = decoded(read_bounded(path, MOST_LIST, path.name), path.name)
        rows = csv.DictReader(io.StringIO(text, newline=""))
        if "address" not in (rows.fieldnames or ()):
            raise Refusal(f"{path.name}, line 1", "there is no column `address`", "name the columns in the first line")
        found = tuple((row.get("address") or "").replace("\\n", "\n").strip() for row in rows)
    if not 1 <= len(found) <= MOST_COUNTERPARTS:
        raise Refusal(path.name, f"it holds {len(found)} addressees", f"name 1 to {MOST_COUNTERPARTS}")
    for number, address in enumerate(found, 1):
        if not address:
            raise Refusal(f"{path.name}, addressee {number}", "its address is empty", "write it, or take the row away")
    return found


def _of_yaml(path: Path) -> tuple[str, ...]:
    held = load(path).data.get("addressees")
    if not isinstance(held, list):
        raise Refusal(
            path.name, "there is no list `addressees`", "begin with `addressees:` and `- address: |` below it"
        )
    return tuple(str(each.get("address", "")).strip() if isinstance(each, dict) else "" for each in held)
