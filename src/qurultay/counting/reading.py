"""Which format is this file of ballots? By the ending of its name, else by how it begins."""

import re
from collections.abc import Collection

from qurultay.counting.belenios import read_archive, read_result
from qurultay.counting.blt import read_blt
from qurultay.counting.poll import Poll
from qurultay.counting.preflib import read_preflib
from qurultay.counting.profile import RANKED, Kind
from qurultay.counting.refusal import Uncountable
from qurultay.counting.spreadsheet import read_csv

_ENDINGS = {
    **dict.fromkeys(("soc", "soi", "toc", "toi"), "preflib"),
    **dict.fromkeys(("csv", "tsv"), "csv"),
    "blt": "blt",
    "bel": "archive",
    "json": "result",
}
FORMATS = "BLT, PrefLib (soc, soi, toc, toi), CSV, a Belenios archive (bel) or result (json)"


def read_poll(data: bytes, name: str, *, wanted: Collection[Kind] = RANKED, question: int = 1) -> Poll:
    """The poll in this file, whichever format it has.

    `wanted` are the kinds of ballots that the rule takes: a table of numbers may mean ranks, grades, scores or approvals.
    `question` is which one of a Belenios election, from 1.

    >>> read_poll(b'2 1\\n3 1 2 0\\n0\\n"Ada"\\n"Ben"\\n"Council"\\n', "council.blt").contest.title
    'Council'

    Raises `Uncountable` with line, column and how to mend what is wrong.
    """
    match _ENDINGS.get(name.rpartition(".")[2].lower()) or _by_beginning(data, name):
        case "blt":
            return read_blt(data, name)
        case "preflib":
            return read_preflib(data, name)
        case "csv":
            return read_csv(data, name, wanted=wanted)
        case "archive":
            return read_archive(data, name, question=question, wanted=wanted)
        case _:
            return read_result(data, name, question=question, wanted=wanted)


def _by_beginning(data: bytes, name: str) -> str:
    first = data[:4096].lstrip(b"\xef\xbb\xbf \t\r\n").partition(b"\n")[0].strip()
    if re.match(rb"# *(FILE NAME|TITLE|DATA TYPE|NUMBER ALTERNATIVES|ALTERNATIVE NAME)", first):
        return "preflib"
    if first.startswith(b"BELENIOS"):
        return "archive"
    if first.startswith(b"{"):
        return "result"
    if re.match(rb"(#|\d+\s+\d+\b)", first):
        return "blt"
    if b"," in first or b"\t" in first or b";" in first:
        return "csv"
    raise Uncountable(name, "nobody can tell which format this is", f"name a file in {FORMATS}")
