"""The letter of Tolunay that was sent as a signed PDF, as its addressee holds it.

It is shipped ready made, so that the demonstration needs nothing that sets papers. Its act lists its SHA-256 among the
counterparts and does not hold the file: the gate looks into every file before it enters one, and for a PDF that takes
the extra `press`. A check of the file against the record says “authentic” all the same (docs/decisions/setting.md).

THE CERTIFICATE IS PUBLIC like every key of Tolunay: it lies beside the letter, under the passphrase below.
"""

import shutil
from pathlib import Path

from qurultay.cli.tolunay.chronicle import HERE

SENT = HERE / "sent"
LETTER = "letter-osmark-2026"
"""The step of the history whose paper it is."""
CERTIFICATE = SENT / "president.cert"
PASSPHRASE = "Tolunay is invented"


def lay_paper(folder: Path) -> Path:
    """Lay the letter into a folder and say where it lies."""
    folder.mkdir(exist_ok=True)
    return Path(shutil.copyfile(SENT / f"{LETTER}.pdf", folder / f"{LETTER}.pdf"))
