"""Does this transcript say what the ballots say? It is counted again, and the first difference is named."""

import json
from collections.abc import Iterator, Mapping
from itertools import zip_longest
from typing import Any

from qurultay.counting.contest import Candidate, Contest
from qurultay.counting.count import Count, count
from qurultay.counting.guarantee import Guarantee
from qurultay.counting.lots import Lots
from qurultay.counting.poll import Poll, shown
from qurultay.counting.refusal import Uncountable
from qurultay.counting.rule import Rule
from qurultay.counting.transcript import FORMAT, line, transcript
from qurultay.tlog.errors import Refused

MOST_BYTES = 64 * 1024 * 1024


class Differs(Refused):
    """The transcript and the ballots part here; `place` says where, `said` and `counted` what each has there."""

    def __init__(self, place: str, said: str, counted: str) -> None:
        super().__init__("differs", f"{place}: the transcript says {said}, counting the ballots gives {counted}")
        self.place, self.said, self.counted = place, said, counted


def replay(data: bytes, poll: Poll, name: str = "the transcript") -> Count:
    """Count this poll again as the transcript says, and compare every word of it.

    Seats, attributes, guarantee and lots are the transcript's: a file of ballots need not know them. Who stands under
    which number, who has withdrawn and where the ballots came from must be the same in both.

    Raises `Differs` at the first difference, `Uncountable` where the bytes are no transcript that can be counted.
    """
    told = read_transcript(data, name)
    contest, source = _contest(told["contest"], name), _words(told["source"], f"{name}, source")
    _same_poll(told, contest, poll)
    lots = _lots(told["lots"], name)
    counted = count(
        contest, poll.profile, _rule(told["rule"], name), lots, _guarantee(contest, told["guarantee"], name)
    )
    again = transcript(counted, source=source)
    for place, said, found in differences(told, again):
        raise Differs(place, said, found)
    if data.removesuffix(b"\n") != line(again).encode():
        raise Differs("the bytes of the file", "the same in another form", "its canonical form (RFC 8785)")
    return counted


def _same_poll(told: Mapping[str, Any], contest: Contest, poll: Poll) -> None:
    """Are these the ballots that were counted, with the same candidates, out of the same election?"""
    for number, (said, found) in enumerate(zip_longest(contest.names, poll.contest.names), 1):
        if said != found:
            raise Differs(f"candidate {number}", _short(said or _Missing), _short(found or _Missing))
    if gone := sorted(poll.contest.withdrawn - contest.withdrawn):
        raise Differs("the withdrawn", f"nothing of {shown(gone[0])}", "that they have withdrawn")
    if told["ballots"].get("sha256") != poll.profile.digest:
        raise Differs(
            "the ballots, sha256", _short(told["ballots"].get("sha256", _Missing)), f"'{poll.profile.digest}'"
        )
    for word, value in poll.source.items():
        if told["source"].get(word) != value:
            raise Differs(f"source, {word}", _short(told["source"].get(word, _Missing)), shown(value))


def read_transcript(data: bytes, name: str) -> dict[str, Any]:
    """The transcript as an object, with all its parts present. Raises `Uncountable`."""
    if len(data) > MOST_BYTES:
        raise Uncountable(name, f"it has more than {MOST_BYTES // 1024**2} MB", "name the right file")
    try:
        told = json.loads(data, parse_float=_no_float, parse_constant=_no_float, object_pairs_hook=_once)
    except RecursionError:
        raise Uncountable(
            name, "it is nested too deeply for a transcript", "take the file as it was published"
        ) from None
    except ValueError as bad:
        raise Uncountable(name, f"it is not the JSON of a transcript ({bad})"[:200], "name the right file") from None
    parts: dict[str, type] = {
        "contest": dict, "rule": dict, "ballots": dict, "source": dict, "lots": dict, "guarantee": dict,
        "elected": list, "unresolved": list, "stages": list, "hash": str,
    }  # fmt: skip
    if not isinstance(told, dict) or told.get("format") != FORMAT:
        raise Uncountable(
            name, f"it does not say that it is a transcript of the format {FORMAT}", "name the right file"
        )
    for part, kind in parts.items():
        if not isinstance(told.get(part), kind):
            raise Uncountable(name, f"its part {part} is missing or of a wrong form", "take it as it was published")
    return told


def _no_float(word: str) -> Any:
    raise ValueError(f"the number {word[:40]} is no integer")


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a member stands twice in one object")
    return found


# --- the first difference --------------------------------------------------------------------------------------------


def differences(said: Any, found: Any, place: str = "") -> Iterator[tuple[str, str, str]]:
    """Where two objects of JSON part, in the order in which a person reads a transcript; hashes come last.

    >>> next(differences({"stages": [{"totals": {"Ada": "1"}}]}, {"stages": [{"totals": {"Ada": "2"}}]}))
    ("stage 1, totals, 'Ada'", "'1'", "'2'")
    """
    if isinstance(said, dict) and isinstance(found, dict):
        for name in sorted({*said, *found}, key=_reading_order):
            where = _joined(place, _called(name))
            yield from differences(said.get(name, _Missing), found.get(name, _Missing), where)
    elif isinstance(said, list) and isinstance(found, list):
        for at in range(max(len(said), len(found))):
            one = said[at] if at < len(said) else _Missing
            other = found[at] if at < len(found) else _Missing
            yield from differences(one, other, _numbered(place, at + 1))
    elif said != found or type(said) is not type(found):
        yield place, _short(said), _short(found)


class _Missing:
    """Nothing stands there."""


_ORDER = (
    "format",
    "contest",
    "rule",
    "ballots",
    "source",
    "lots",
    "guarantee",
    "stages",
    "elected",
    "unresolved",
    "displacement",
    "hash",
)


def _reading_order(name: str) -> tuple[int, str]:
    return (_ORDER.index(name) if name in _ORDER else -1, name)


_OURS = frozenset(
    (*_ORDER, "totals", "transfers", "states", "events", "quota", "lost", "non_transferable", "exact", "number", "about",
     "action", "because", "name", "attributes", "candidates", "seats", "title", "withdrawn", "parameters", "version")
)  # fmt: skip


def _called(name: str) -> str:
    return name if name in _OURS else shown(name)


def _joined(place: str, name: str) -> str:
    return f"{place}, {name}" if place else name


def _numbered(place: str, number: int) -> str:
    if place == "stages":
        return f"stage {number}"
    return f"{place}, number {number}"


def _short(value: Any) -> str:
    if value is _Missing:
        return "nothing"
    if isinstance(value, str):
        return shown(value)
    return f"{type(value).__name__} {value}" if isinstance(value, int) else shown(line(value))


# --- values out of the file ------------------------------------------------------------------------------------------


def _words(value: Any, where: str) -> dict[str, str]:
    if not isinstance(value, dict) or any(not isinstance(each, str) for each in value.values()):
        raise Uncountable(where, "these are not words under names", "take the file as it was published")
    return value


def _contest(value: Mapping[str, Any], name: str) -> Contest:
    where = f"{name}, contest"
    try:
        candidates = tuple(
            Candidate(name=each["name"], attributes=_words(each["attributes"], where)) for each in value["candidates"]
        )
        names = [candidate.name for candidate in candidates]
        seats, title, withdrawn = value["seats"], value["title"], value["withdrawn"]
        if type(seats) is not int or any(type(each) is not str for each in (*names, title, *withdrawn)):
            raise TypeError
    except (KeyError, TypeError):
        raise Uncountable(where, "it is not written as one", "take the file as it was published") from None
    return Contest(candidates=candidates, seats=seats, title=title, withdrawn=frozenset(withdrawn))


def _rule(value: Mapping[str, Any], name: str) -> Rule:
    rule, version = value.get("name"), value.get("version")
    if not isinstance(rule, str) or type(version) is not int:
        raise Uncountable(f"{name}, rule", "it has no name or version", "take the file as it was published")
    return Rule(name=rule, version=version, parameters=_words(value.get("parameters"), f"{name}, rule"))


def _lots(value: Mapping[str, Any], name: str) -> Lots | None:
    if not value:
        return None
    order = value.get("order")
    if not isinstance(order, list) or any(not isinstance(each, str) for each in order):
        raise Uncountable(f"{name}, lots", "they have no order of names", "take the file as it was published")
    return Lots(order=tuple(order), source=_words(value.get("source"), f"{name}, lots"))


def _guarantee(contest: Contest, value: Mapping[str, Any], name: str) -> Guarantee | None:
    if not value:
        return None
    from importlib import import_module

    made: Guarantee = import_module("qurultay.counting.guarantees").guarantee_from(contest, value)
    return made
