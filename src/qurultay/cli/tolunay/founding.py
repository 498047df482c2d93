"""The founding act of Tolunay, from `founding.yaml` and the public keys."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any, cast

from qurultay.acts import schema
from qurultay.acts.book import Register
from qurultay.acts.classes import default_classes
from qurultay.acts.constituting import Constituted
from qurultay.acts.drafting import body_of
from qurultay.acts.rules import Rules
from qurultay.cli.tolunay.chronicle import HERE
from qurultay.cli.tolunay.public_keys import LABEL, WITNESSES, public_key, witness_key
from qurultay.cli.tolunay.words import Words
from qurultay.gazette.gate import Submission
from qurultay.gazette.preparing import prepare
from qurultay.press.drafts import load
from qurultay.tlog.armour import armour

FOUNDED = datetime(2022, 9, 1, 10, tzinfo=UTC)


def constitution() -> Constituted:
    """The body of act 0. Keys are filled in; everything else stands in `founding.yaml`."""
    said = cast(dict[str, Any], load(HERE / "founding.yaml").data)
    for holder in said["holders"]:
        holder["key"] = armour(public_key(holder["post"]).material)
    for keeper in said["keepers"]:
        keeper["key"] = armour(public_key(keeper["id"]).material)
    said |= {
        "label": LABEL,
        "gate": armour(public_key("gate").cosigner_material),
        "log": armour(public_key("log").material),
        "rules": _rules(said["rules"], said.pop("signing")),
    }
    return cast(Constituted, body_of("constituted", said))


def _rules(said: dict[str, Any], signing: dict[str, Any]) -> dict[str, Any]:
    """The first rules: the shipped table of classes over the posts that sign."""
    rows = default_classes(tuple(signing["posts"]), tuple(signing["completing"]), int(said["keepers_needed"]))
    witnesses = [{"name": name, "key": armour(witness_key(name).cosigner_material)} for name in WITNESSES]
    return said | {"classes": [schema.written(row) for row in rows], "witnesses": witnesses}


def changed_rules(held: Rules, changes: dict[str, Any]) -> dict[str, Any]:
    """The rules whole, as they are to stand: what is not written is no longer a rule."""
    whole: dict[str, Any] = schema.written(held)
    return whole | changes | {"version": held.version + 1}


def founding(words: Words, draw: Callable[[int], bytes]) -> Submission:
    """Act 0, signed by every key that it enrols (design §3a.1)."""
    body = constitution()
    owners = [holder.post for holder in body.holders] + [keeper.id for keeper in body.keepers]
    prepared = prepare(
        body,
        Register(),
        b"",
        signatories=owners,
        issuers=["body/assembly"],
        today=FOUNDED.date(),
        random=draw,
        words=words.of("founding", body),
    )
    lines = tuple(public_key(owner).sign(prepared.text) for owner in owners)
    since = int(FOUNDED.timestamp())
    return Submission(text=prepared.text, lines=lines, parts=prepared.parts, held_since=since)
