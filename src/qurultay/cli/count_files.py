"""The small file of lots that goes with a count, read as a secretary writes it."""

from pathlib import Path
from unicodedata import normalize

from qurultay.counting.lots import Lots
from qurultay.counting.poll import decoded
from qurultay.press.files import read_bounded
from qurultay.record.layout import MIB


def read_lots(path: Path) -> Lots:
    """The order of lots: a name to a line, the preferred first; lines that begin with `#` say where it comes from."""
    lines = [line.strip() for line in decoded(read_bounded(path, MIB, path.name), path.name).split("\n")]
    said = " ".join(line.lstrip("# ") for line in lines if line.startswith("#"))
    order = tuple(normalize("NFC", line) for line in lines if line and not line.startswith("#"))
    return Lots(order=order, source={"kind": "minuted", "minutes": said or "an order of names in a file"})
