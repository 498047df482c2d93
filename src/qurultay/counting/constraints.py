"""What a file of constraints says: seats guaranteed, who belongs to which category, and results to stand apart from.

    guarantees:
      community:
        north: {least: 2}
        south: {least: 1, most: 3}
        coast: {}                        no seats of its own, but a category
    candidates:
      Ada: {community: north}
    apart:
      community: president.count.json    nobody of the community that was elected there

This module reads values that were parsed already; whoever parsed them knows their lines and says where each stands.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any
from unicodedata import normalize

from qurultay.counting.contest import Candidate, Contest
from qurultay.counting.guarantees import SLUG, Bound
from qurultay.counting.poll import shown, whole
from qurultay.counting.refusal import Uncountable

Where = Callable[[tuple[str | int, ...]], str]
"""Where a value stands, by its way from the top: "file, line 7"."""

MOST_SEATS = 1000
_PARTS = ("seats", "guarantees", "candidates", "apart")


@dataclass(frozen=True, kw_only=True)
class Constraints:
    """The bounds in order, the attributes of each candidate, and for each partition the result to stand apart from."""

    bounds: tuple[Bound, ...]
    attributes: Mapping[str, Mapping[str, str]]
    apart: Mapping[str, str]
    seats: int | None
    where: Where

    def on(self, contest: Contest) -> Contest:
        """The contest with these attributes. Raises `Uncountable` where the two do not name the same candidates."""
        for name in self.attributes:
            if name not in contest.names:
                known = f"those who stand are {', '.join(map(shown, contest.names[:5]))}"
                what = f"{shown(name)} does not stand in this contest"
                raise Uncountable(self.where(("candidates", name)), what, f"write the name as the ballots do; {known}")
        missing = [n for n in contest.names if n not in self.attributes and n not in contest.withdrawn]
        if missing and self.attributes:
            what = f"{shown(missing[0])} stands and is not among the candidates here"
            raise Uncountable(self.where(("candidates",)), what, "add a line for every candidate")
        if self.seats is not None and self.seats != contest.seats:
            what = f"it speaks of {self.seats} seats, and {contest.seats} are to be filled"
            raise Uncountable(self.where(("seats",)), what, "take the file of this contest, or correct it")
        candidates = tuple(
            Candidate(name=each.name, attributes={**each.attributes, **self.attributes.get(each.name, {})})
            for each in contest.candidates
        )
        return replace(contest, candidates=candidates)

    def contest(self, seats: int) -> Contest:
        """The contest as it will be, before there are ballots: the candidates named here."""
        if not self.attributes:
            raise Uncountable(self.where(()), "it names no candidates", "add them under 'candidates'")
        stand = tuple(Candidate(name=name, attributes=of) for name, of in self.attributes.items())
        return Contest(candidates=stand, seats=seats)


def constraints_of(data: Mapping[str, Any], where: Where) -> Constraints:
    """The constraints in these values. Raises `Uncountable` with the place, what is wrong, and how to mend it.

    >>> found = constraints_of(
    ...     {"guarantees": {"community": {"north": {"least": "1"}}}, "candidates": {"Ada": {"community": "north"}}},
    ...     lambda way: "file")
    >>> found.bounds
    (Bound(partition='community', category='north', least=1, most=None),)
    """
    for name in data:
        if name not in _PARTS:
            raise Uncountable(where((name,)), f"{shown(name)} is no part of such a file", f"it has {', '.join(_PARTS)}")
    if not set(data) & {"guarantees", "apart"}:
        raise Uncountable(where(()), "it constrains nothing", "add 'guarantees' or 'apart'")
    seats = data.get("seats")
    return Constraints(
        bounds=tuple(_bounds(_fields(data.get("guarantees", {}), ("guarantees",), where), where)),
        attributes=_attributes(_fields(data.get("candidates", {}), ("candidates",), where), where),
        apart=_apart(_fields(data.get("apart", {}), ("apart",), where), where),
        seats=None if seats is None else _number(seats, ("seats",), where, "the number of seats"),
        where=where,
    )


def barred(contest: Contest, partition: str, held: frozenset[str]) -> tuple[str, ...]:
    """Those who cannot be elected here because their category was elected elsewhere.

    >>> stand = Contest(candidates=(Candidate(name="Ada", attributes={"community": "north"}),), seats=1)
    >>> barred(stand, "community", frozenset({"north"}))
    ('Ada',)

    Raises `Uncountable` for a candidate whose category is not said.
    """
    for each in contest.candidates:
        if partition not in each.attributes and each.name not in contest.withdrawn:
            raise Uncountable(
                f"the candidate {shown(each.name)}",
                f"nobody says which {partition} is theirs",
                "add it to the candidates",
            )
    return tuple(each.name for each in contest.candidates if each.attributes.get(partition) in held)


def _bounds(partitions: Mapping[str, Any], where: Where) -> list[Bound]:
    found = []
    for partition, categories in partitions.items():
        way = ("guarantees", partition)
        _slug(partition, way, where)
        for category, row in _fields(categories, way, where).items():
            found.append(_bound(partition, category, row, where))
    return found


def _bound(partition: str, category: str, row: Any, where: Where) -> Bound:
    way = ("guarantees", partition, category)
    numbers = _fields({} if row == "" else row, way, where)
    for name in numbers:
        if name not in ("least", "most"):
            raise Uncountable(where((*way, name)), f"{shown(name)} says nothing here", "write 'least', 'most' or both")
    read = {name: _number(value, (*way, name), where, f"the seats of {category}") for name, value in numbers.items()}
    return Bound(partition=partition, category=_nfc(category), least=read.get("least", 0), most=read.get("most"))


def _attributes(candidates: Mapping[str, Any], where: Where) -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = {}
    for name, row in candidates.items():
        way = ("candidates", name)
        of = _fields(row, way, where)
        for partition, category in of.items():
            _slug(partition, (*way, partition), where)
            if not isinstance(category, str) or not category.strip():
                what = f"the {partition} of {shown(name)} is no word"
                raise Uncountable(where((*way, partition)), what, "write one, such as 'community: north'")
        if _nfc(name) in found:
            raise Uncountable(where(way), f"{shown(name)} stands twice", "keep one of the two")
        found[_nfc(name)] = {partition: _nfc(category) for partition, category in of.items()}
    return found


def _apart(partitions: Mapping[str, Any], where: Where) -> dict[str, str]:
    for partition, file in partitions.items():
        way = ("apart", partition)
        _slug(partition, way, where)
        if not isinstance(file, str) or not file.strip():
            raise Uncountable(where(way), "no file is named", "name the transcript of the earlier count")
    return dict(partitions)


def _fields(value: Any, way: tuple[str, ...], where: Where) -> Mapping[str, Any]:
    if not isinstance(value, Mapping):
        what = f"{shown(way[-1])} is not a list of 'name: value' lines"
        raise Uncountable(where(way), what, "indent the lines below it, or write {name: value}")
    return value


def _slug(partition: str, way: tuple[str, ...], where: Where) -> None:

    if not re.fullmatch(SLUG, partition):
        what = f"{shown(partition)} is not written in small letters"
        raise Uncountable(where(way), what, "call the partition 'community', 'gender' or the like; categories are free")


def _number(value: Any, way: tuple[str, ...], where: Where, what: str) -> int:
    if not isinstance(value, str):
        raise Uncountable(where(way), f"{what} is no number", "write a whole number")
    return whole(value, where(way), MOST_SEATS, what)


def _nfc(words: str) -> str:
    return normalize("NFC", words)
