"""Reads what others have published: official count sheets, Droop's dumps, RCTab's ballots and reports."""

from __future__ import annotations

import csv
import json
import unicodedata
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from fractions import Fraction
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

from qurultay.counting.blt import read_blt
from qurultay.counting.poll import Poll
from qurultay.counting.profile import Ballot, Profile, profile_of

WRITE_INS = "Undeclared Write-ins"


def poll_of(path: Path) -> Poll:
    """The poll in a BLT file."""
    return read_blt(path.read_bytes(), path.name)


# --- official count sheets of Scottish wards ------------------------------------------------------------------------


def letters(words: str) -> str:
    """The letters of a name, without accents and capitals."""
    return "".join(each for each in unicodedata.normalize("NFD", words.casefold()) if each.isalpha())


def on_ballot(row: Mapping[str, str], names: Iterable[str]) -> str:
    """The candidate whom a row of an official sheet means: the surname is in the name, the first name comes nearest."""
    surname = letters(row["surname"])
    likely = [name for name in names if surname in letters(name)]
    return max(likely, key=lambda name: SequenceMatcher(None, letters(row["first"]), letters(name)).ratio())


def printed(total: str | None) -> tuple[Fraction, Fraction] | None:
    """A cell of a sheet and how far a count may be from it: five decimals are exact, fewer were rounded or cut."""
    if total in ("", None):
        return None
    assert total is not None
    decimals = len(total.partition(".")[2])
    return Fraction(total), Fraction(0) if decimals >= 5 else Fraction(1, 10**decimals)


# --- Droop's reference dumps -------------------------------------------------------------------------------------------


def dumped(path: Path) -> Iterator[tuple[str, str, dict[str, str]]]:
    """The rows of a dump that have figures: round, action, cells."""
    heading, *lines = [line.split("\t") for line in path.read_text().splitlines()]
    for cells in lines:
        if len(cells) == len(heading):
            yield cells[0], cells[1], dict(zip(heading, cells, strict=True))


# --- RCTab's ballots and reports ---------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Tabulation:
    """One of RCTab's tests: who stands, the ballots as its settings read them, and the rounds it expects."""

    names: tuple[str, ...]
    profile: Profile
    seats: int
    rounds: list[dict[str, Any]]
    batch: bool


def tabulation(folder: Path, cast: Path | None = None) -> Tabulation:
    """The test in this folder; `cast` has its ballots where they stand elsewhere."""
    settings = json.loads(next(folder.glob("*_config.json")).read_text())
    rules, source = settings["rules"], settings["cvrFileSources"][0]
    report = json.loads(next(folder.glob("*_expected_detailed_report.json")).read_text())
    names = tuple(each["name"] for each in settings["candidates"])
    if any(WRITE_INS in each["tally"] for each in report["results"]):
        names = (*names, WRITE_INS)
    rows = {"cdf": from_cdf, "ess": from_sheet, "genericCsv": from_csv}[source["provider"]]
    read = rows(cast or folder / source["filePath"], source, settings)
    ballots = [(ranking(row, names, rules), 1) for row in read]
    return Tabulation(
        names=names,
        profile=profile_of("ranked", len(names), ballots),
        seats=int(rules["numberOfWinners"]),
        rounds=report["results"],
        batch=rules["batchElimination"],
    )


def ranking(row: list[str], names: tuple[str, ...], rules: Mapping[str, Any]) -> Ballot:
    """A ballot as RCTab's settings read it: it ends at an overvote, or after too many skipped ranks one after another."""
    most, skipped, found = int(rules["maxSkippedRanksAllowed"]), 0, []
    for cell in row:
        if cell == "undervote":
            skipped += 1
            if skipped > most:
                break
            continue
        skipped = 0
        if cell == "overvote":
            if rules["overvoteRule"] == "exhaustImmediately":
                break
            continue
        if names.index(cell) not in found:
            found.append(names.index(cell))
    return tuple(found)


def from_sheet(path: Path, source: Mapping[str, Any], settings: Mapping[str, Any]) -> Iterator[list[str]]:
    """The choices of each row of a spreadsheet; an empty cell is a rank left out."""
    spaces = {"m": "http://schemas.openxmlformats.org/spreadsheetml/2006/main"}
    with zipfile.ZipFile(path) as file:
        strings = ElementTree.fromstring(file.read("xl/sharedStrings.xml")).findall("m:si", spaces)
        shared = ["".join(each.text or "" for each in string.iter(f"{{{spaces['m']}}}t")) for string in strings]
        rows = ElementTree.fromstring(file.read("xl/worksheets/sheet1.xml")).findall(".//m:row", spaces)
    first = int(source["firstVoteColumnIndex"]) - 1
    ranks = max(len(row.findall("m:c", spaces)) for row in rows) - first
    for row in rows[int(source["firstVoteRowIndex"]) - 1 :]:
        cells = {column(cell.get("r", "")): cell for cell in row.findall("m:c", spaces)}
        told = [text_of(cells.get(first + rank), shared, spaces) for rank in range(ranks)]
        if cells:
            yield [WRITE_INS if each == source["undeclaredWriteInLabel"] else each for each in told]


def column(place: str) -> int:
    """The number of a column, from 0, of a cell such as `C12`."""
    number = 0
    for letter in place.rstrip("0123456789"):
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1


def text_of(cell: ElementTree.Element | None, shared: list[str], spaces: dict[str, str]) -> str:
    value = cell.find("m:v", spaces) if cell is not None else None
    if cell is None or value is None or value.text is None:
        return "undervote"
    return (shared[int(value.text)] if cell.get("t") == "s" else value.text).strip() or "undervote"


def from_csv(path: Path, source: Mapping[str, Any], settings: Mapping[str, Any]) -> Iterator[list[str]]:
    """The choices of each row of a table of ranks."""
    with open(path, newline="") as file:
        for row in csv.DictReader(file):
            titles = [each["name"] for each in settings["candidates"]]
            ranks = {row[title]: title for title in titles} | {row["Write-In"]: WRITE_INS}
            yield [ranks.get(str(rank), "undervote") for rank in range(1, len(titles) + 2)]


def from_cdf(path: Path, source: Mapping[str, Any], settings: Mapping[str, Any]) -> Iterator[list[str]]:
    """The choices of each record in NIST's common data format, as the test sets have them."""
    report = json.loads(path.read_text())
    (election,) = report["Election"]
    people = {each["@id"]: each["Name"] for each in election["Candidate"]}
    contests = [each for contest in election["Contest"] for each in contest["ContestSelection"]]
    names = {each["@id"]: people[each["CandidateIds"][0]] for each in contests}
    for record in report["CVR"]:
        ranks: dict[int, list[str]] = {}
        for snapshot in record["CVRSnapshot"]:
            for contest in snapshot["CVRContest"]:
                for chosen in contest.get("CVRContestSelection", []):
                    for mark in chosen["SelectionPosition"]:
                        ranks.setdefault(mark["Rank"], []).append(names[chosen["ContestSelectionId"]])
        last = max(ranks, default=0)
        yield [
            "undervote" if rank not in ranks else ranks[rank][0] if len(ranks[rank]) == 1 else "overvote"
            for rank in range(1, last + 1)
        ]
