"""What the law of acts cannot see of keys: that they are keys, and that log and witnesses make a policy.

A key under which nothing or everything can be proven, or a list of witnesses that no policy can be made of,
would leave a record that nobody can verify any more. So an act that brings one is refused before it enters.
"""

from collections.abc import Iterator

from qurultay.acts.act import Act
from qurultay.acts.book import Register
from qurultay.acts.breach import Breach
from qurultay.acts.carrying_on import Announced, OperatorChanged, Recovered
from qurultay.acts.constituting import Constituted, RulesAdopted
from qurultay.acts.convening import ElectionOpening, Opened
from qurultay.acts.founding import line_name
from qurultay.acts.law_of_keys import KEYLESS, enrolled_keys
from qurultay.acts.office import KeyEnrolled
from qurultay.acts.rules import Rules
from qurultay.record.heads_judged import origin_of, policy_of
from qurultay.tlog import keys
from qurultay.tlog.armour import unarmour
from qurultay.tlog.errors import Refused
from qurultay.tlog.policy import parse as parse_policy
from qurultay.tlog.sentence import Sentence


def enrolled_by(act: Act, label: str) -> list[tuple[str, str]]:
    """Every (line name, key) an act enrols, for whatever use."""
    if type(act.body) in KEYLESS:
        return []
    found = list(enrolled_keys(act, label))
    match act.body:
        case Constituted(label=own, gate=gate, log=log):
            found += [(line_name(own, "gate"), gate), (line_name(own, "log"), log)]
        case KeyEnrolled(use="log" | "gate" as use, key=key):
            found.append((line_name(label, use), key))
        case OperatorChanged(gate=gate, log=log):
            found += [(line_name(label, "gate"), gate), (line_name(label, "log"), log)]
        case Announced() | Recovered():
            named = [("gate", act.body.gate), ("log", act.body.log)]
            found += [(line_name(label, owner), key) for owner, key in named if key is not None]
        case Opened(election=ElectionOpening(box=box)):
            found.append((line_name(label, f"election-{act.id}"), box))
        case _:
            pass
    return found


def unsound(act: Act, book: Register) -> Iterator[Breach]:
    """Keys that prove nothing or serve a witness already, and witnesses of whom no policy can be made."""
    enrolled = enrolled_by(act, book.label)
    for name, key in enrolled:
        yield from _key(name, unarmour(key), book)
    match act.body:
        case Constituted(label=label, log=log, rules=rules):
            yield from _witnesses(label, unarmour(log), rules, {unarmour(key)[1:] for _, key in enrolled})
        case RulesAdopted(rules=rules) if book.entries:
            log_key = next(key.material for key in book.keys_of("log") if key.ended_by is None)
            yield from _witnesses(book.label, log_key, rules, {material[1:] for _, material in book.keys})
        case _:
            pass


def _key(name: str, material: bytes, book: Register) -> Iterator[Breach]:
    try:
        keys.admit(material)
    except Refused as bad:
        yield Breach(
            "key-type", "the key enrolled as {name} cannot be one: {what}", name=name, what=Sentence.of(bad.sentence)
        )
    witnesses = [witness for held in book.rules_history for witness in held.rules.witnesses]
    if any(unarmour(witness.key)[1:] == material[1:] for witness in witnesses):
        yield Breach("key-again", "the key enrolled as {name} is that of a witness; one key has one purpose", name=name)


def _witnesses(label: str, log: bytes, rules: Rules, taken: set[bytes]) -> Iterator[Breach]:
    """The witnesses that rules name are others than the record's own keys and names, and make a policy with its log."""
    for witness in rules.witnesses:
        if witness.name == label or witness.name.startswith(f"{label}/"):
            yield Breach(
                "rules",
                "a witness cannot be called {witness}: names under {label} are the record's own",
                witness=witness.name,
                label=label,
            )
        if unarmour(witness.key)[1:] in taken:
            yield Breach("rules", "the key of the witness {witness} is one of the record's own", witness=witness.name)
    try:
        parse_policy(policy_of(origin_of(label, "0" * 64), log, rules))
    except Refused as bad:
        yield Breach("rules", "no policy can be made of the witnesses: {what}", what=Sentence.of(bad.sentence))
