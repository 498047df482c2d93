"""The facts of a comparison for a program, under stable keys."""

from dataclasses import asdict
from typing import Any

from qurultay.record.comparing import Comparison
from qurultay.record.unentered import Unentered
from qurultay.tlog.armour import armour

NAMES = ("A", "B")


def as_data(found: Comparison) -> dict[str, Any]:
    """The facts for a program."""
    keys = [
        {
            "name": use.key.name,
            "key": armour(use.key.material),
            "person": use.key.person,
            "signed": {name: list(acts) for name, acts in zip(NAMES, use.signed, strict=True)},
        }
        for use in found.keys
    ]
    claims = [asdict(each) | {"side": NAMES[each.side], "claim_only": each.claim_only} for each in found.continuations]
    return {
        "same_founding": found.same_founding,
        "related": found.related,
        "forked": found.forked,
        "last_common_act": found.shared - 1 if found.shared else None,
        "continuations": claims,
        "keys": keys,
        "unentered": [_fates(each) for each in found.unentered],
        "muster": None if found.muster is None else asdict(found.muster),
        **{name: _side(found, number) for number, name in enumerate(NAMES)},
    }


def _fates(each: Unentered) -> dict[str, Any]:
    fates = zip(NAMES, each.entered, each.against, strict=True)
    return {
        "text": each.text,
        "kind": each.kind,
        "date": each.date.isoformat(),
        "about": list(each.about),
        "signed": list(each.signed),
        "seen": [asdict(seen) for seen in each.seen],
        **{name: {"entered": number, "against": against} for name, number, against in fates},
    }


def _side(found: Comparison, number: int) -> dict[str, Any]:
    return {
        "acts": found.sizes[number],
        "broken": found.broken[number],
        "after": [asdict(each) | {"date": each.date.isoformat()} for each in found.after[number]],
        "undisputed": list(found.undisputed[number]),
        "one_sided": list(found.one_sided[number]),
        "sittings": [asdict(each) for each in found.sittings[number]],
        "keepers": list(found.keepers[number]),
        "witnesses": list(found.witnesses[number]),
        "contested": list(found.contested[number]),
        "concluded_by": found.concluded[number],
    }
