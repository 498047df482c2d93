"""Which format is this file of ballots? By the ending of its name, else by how it begins."""

import re
from collections.abc import Callable

from qurultay.counting.blt import read_blt
from qurultay.counting.poll import Poll
from qurultay.counting.preflib import read_preflib
from qurultay.counting.refusal import Uncountable
from qurultay.counting.spreadsheet import read_csv

Reader = Callable[[bytes, str], Poll]

_ENDINGS: dict[str, Reader] = {
    "blt": read_blt,
    "soc": read_preflib,
    "soi": read_preflib,
    "toc": read_preflib,
    "toi": read_preflib,
    "csv": read_csv,
    "tsv": read_csv,
}
FORMATS = ("BLT", "PrefLib (soc, soi, toc, toi)", "CSV")


def read_poll(data: bytes, name: str) -> Poll:
    """The poll in this file, whichever format it has.

    >>> read_poll(b'2 1\\n3 1 2 0\\n0\\n"Ada"\\n"Ben"\\n"Council"\\n', "council.blt").contest.title
    'Council'

    Raises `Uncountable` with line, column and how to mend what is wrong.
    """
    ending = name.rpartition(".")[2].lower()
    return (_ENDINGS.get(ending) or _by_beginning(data, name))(data, name)


def _by_beginning(data: bytes, name: str) -> Reader:
    first = data[:4096].lstrip(b"\xef\xbb\xbf \t\r\n").partition(b"\n")[0].strip()
    if re.match(rb"# *(FILE NAME|TITLE|DATA TYPE|NUMBER ALTERNATIVES|ALTERNATIVE NAME)", first):
        return read_preflib
    if re.match(rb"(#|\d+\s+\d+\b)", first):
        return read_blt
    if b"," in first or b"\t" in first or b";" in first:
        return read_csv
    raise Uncountable(name, "nobody can tell which format this is", f"name a file in {', '.join(FORMATS)}")
