"""The count as a file that anybody can replay: canonical JSON, its stages chained by hashes.

RFC 8785 with strings, integers, lists and objects. Amounts are strings, decimals with as many places as the rule has;
where decimals cannot say an amount exactly, `exact` beside them has it as a fraction, or, of a fraction with more than
1000 bits above or below, `sha256:` and the hash of both in hexadecimal with a slash between. Names of candidates are names of
members, so any letters may stand there.

    opening = SHA-256("qurultay/count/v1\\n" ‖ the file without the outcome, `stages` and `hash`)
    stage k = SHA-256(hash before ‖ "\\n" ‖ the stage without `hash`)
    hash    = SHA-256(hash of the last stage ‖ "\\n" ‖ the outcome: an object of `elected`, `unresolved`, and
                      `displacement` where there is a guarantee)

The opening names the multiset of ballots by its hash, and the result of the secret election it came from, so a
transcript is of these ballots under this rule and of no others.
"""

import json
import re
from collections.abc import Iterable, Mapping
from fractions import Fraction
from hashlib import sha256
from typing import Any

from qurultay.counting.amount import Amounts, decimal, exact, fits
from qurultay.counting.count import Count
from qurultay.counting.displacement import displacement
from qurultay.counting.stages import Stage

FORMAT = "qurultay/count/v1"
PLACES = 12
"""Decimals of amounts that are fractions, where they are written for people."""


def transcript(counted: Count, *, source: Mapping[str, str] | None = None) -> dict[str, Any]:
    """The transcript as an object. `source` says where the ballots came from, such as an election and its result.

    >>> from qurultay.counting.contest import contest_of
    >>> from qurultay.counting.count import count
    >>> from qurultay.counting.profile import profile_of
    >>> from qurultay.counting.rule import rule_named
    >>> cast = profile_of("ranked", 2, [((0, 1), 4), ((1,), 2)])
    >>> told = transcript(count(contest_of("Ada Ben"), cast, rule_named("scottish")))
    >>> told["elected"], told["stages"][0]["totals"], told["stages"][0]["quota"]
    (['Ada'], {'Ada': '4.00000', 'Ben': '2.00000'}, '4.00000')
    """
    opening = _opening(counted, dict(source or {}))
    outcome = _outcome(counted)
    chain = sha256(f"{FORMAT}\n{line(opening)}".encode()).hexdigest()
    stages = []
    for stage in counted.stages:
        told = _stage(stage, counted.decimals)
        chain = _linked(chain, told)
        stages.append({**told, "hash": chain})
    return {**opening, **outcome, "stages": stages, "hash": _linked(chain, outcome)}


def _outcome(counted: Count) -> dict[str, Any]:
    outcome: dict[str, Any] = {
        "elected": list(counted.elected),
        "unresolved": [] if counted.unresolved is None else [counted.unresolved.as_data()],
    }
    if (changed := displacement(counted)) is not None:
        outcome["displacement"] = changed.as_data()
    return outcome


def line(value: Any) -> str:
    """The value in canonical JSON: members sorted by UTF-16 units, no spaces, letters as they are.

    >>> line({"b": ["ئا", 1], "a": "\\n"})
    '{"a":"\\\\n","b":["ئا",1]}'
    """
    written = _WRITER.encode(value)
    # Up to U+D7FF, sorting by code point is sorting by UTF-16 unit; the writer sorts by code point.
    if not written.isascii() and _LATE.search(written):
        written = _UNSORTED.encode(_ordered(value))
    return written


_WRITER = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"), check_circular=False)
_UNSORTED = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), check_circular=False)
_LATE = re.compile("[\ue000-\U0010ffff]")


def _ordered(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _ordered(value[name]) for name in sorted(value, key=lambda name: name.encode("utf-16-be"))}
    return [_ordered(each) for each in value] if isinstance(value, list) else value


def _linked(chain: str, told: Mapping[str, Any]) -> str:
    return sha256(f"{chain}\n{line(told)}".encode()).hexdigest()


def _opening(counted: Count, source: dict[str, str]) -> dict[str, Any]:
    profile = counted.profile
    return {
        "format": FORMAT,
        "contest": counted.contest.as_data(),
        "rule": counted.rule.as_data(),
        "ballots": {
            "kind": profile.kind,
            "cast": profile.cast,
            "groups": len(profile.groups),
            "sha256": profile.digest,
        },
        "source": source,
        "lots": counted.lots.as_data() if counted.lots else {},
        "guarantee": counted.guarantee.as_data() if counted.guarantee else {},
    }


def _stage(stage: Stage, decimals: int | None) -> dict[str, Any]:
    places = PLACES if decimals is None else decimals
    told: dict[str, Any] = {
        "number": stage.number,
        "action": stage.action,
        "about": list(stage.about),
        "because": stage.because,
        "quota": "" if stage.quota is None else decimal(stage.quota, places),
        "totals": _written(stage.totals, places),
        "transfers": _written(stage.transfers, places),
        "states": dict(stage.states),
        "non_transferable": decimal(stage.non_transferable, places),
        "lost": decimal(stage.lost, places),
        "events": [event.as_data() for event in stage.events],
    }
    if inexact := _inexact(stage, places):
        told["exact"] = inexact
    return told


def _written(amounts: Mapping[str, Fraction], places: int) -> dict[str, str]:
    if isinstance(amounts, Amounts):
        return amounts.written(places)
    return {name: decimal(amount, places) for name, amount in amounts.items()}


def _inexact(stage: Stage, places: int) -> dict[str, Any]:
    """What decimals do not say exactly, as fractions."""
    found: dict[str, Any] = {}
    for name, amounts in (("totals", stage.totals), ("transfers", stage.transfers)):
        held = amounts if isinstance(amounts, Amounts) else Amounts(tuple(amounts), tuple(amounts.values()))
        if odd := held.inexact(places):
            found[name] = odd
    single: Iterable[tuple[str, Fraction | None]] = (
        ("quota", stage.quota),
        ("non_transferable", stage.non_transferable),
        ("lost", stage.lost),
    )
    return found | {name: exact(amount) for name, amount in single if amount is not None and not fits(amount, places)}
