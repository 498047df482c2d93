"""Steps 2, 4 and 5 of verifying: whose head it is, what earlier heads say, and who else has seen it.

The record's own list of witnesses is a suggestion by the party being checked; the reader's policy
decides. A witness says "one history", never "the right history" (C4).
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from qurultay.acts.book import EVER, Register
from qurultay.acts.carrying_on import Announced, OperatorChanged, Recovered
from qurultay.acts.constituting import Constituted, RulesAdopted
from qurultay.acts.founding import line_name
from qurultay.acts.office import KeyEnrolled
from qurultay.acts.rules import Rules
from qurultay.record.errors import Broken, NotWitnessed
from qurultay.record.heads import Head
from qurultay.tlog import keys
from qurultay.tlog.armour import unarmour
from qurultay.tlog.checkpoint import Checkpoint
from qurultay.tlog.errors import Refused
from qurultay.tlog.note import Line, Note
from qurultay.tlog.policy import Policy, Seen
from qurultay.tlog.policy import parse as parse_policy
from qurultay.tlog.sentence import Sentence

LEEWAY = 600
"""Seconds by which two honest clocks may differ (design §3a.10)."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Witnessed:
    """Who vouched that others are shown the same record: by whose list, how many of how many."""

    by_reader: bool
    seen: tuple[Seen, ...]
    known: int
    needed: int
    unknown: tuple[str, ...]


def origin_of(label: str, founding: str) -> str:
    """The first line of every checkpoint: the label, and the founding's first 16 digits.

    >>> origin_of("tolunay.example", "9f2c4d0011223344" + "0" * 48)
    'tolunay.example/9f2c4d0011223344'
    """
    return f"{label}/{founding[:16]}"


def check_log(head: Checkpoint, note: Note, book: Register) -> None:
    """Step 2: the head names this record and is signed by the log key in force after its last act (design §3a.2)."""
    origin = origin_of(book.label, book.founding)
    if head.origin != origin:
        raise Broken(
            "wrong-origin",
            None,
            "the checkpoint is of {head}, the acts are of {origin}",
            head=head.origin,
            origin=origin,
        )
    own = [line for line in note.lines if line.name == origin]
    logs = [k for k in book.keys_of("log") if k.name == line_name(book.label, "log") and k.ended_by is None]
    if not any(_holds(line, key.material, note.text) for line in own for key in logs):
        raise Broken("wrong-log-key", None, "the checkpoint is not signed by the log key in force after the last act")
    for line in own:
        if not any(_holds(line, material, note.text) for material in log_keys_ever(book)):
            raise Broken(
                "wrong-log-key",
                None,
                "a line of the checkpoint bears the name {origin} and is by no log key of it",
                origin=origin,
            )


def _holds(line: Line, material: bytes, text: bytes) -> bool:
    """Whether a line holds under a key; the callers raise where none does."""
    try:
        keys.check(line, material, text)
    except Refused:
        return False
    return True


def check_earlier(heads: Iterable[Checkpoint], head: Checkpoint, roots: Sequence[bytes]) -> None:
    """Step 4: the record continues every earlier head the reader has."""
    for earlier in heads:
        if earlier.origin != head.origin:
            raise Broken(
                "forked",
                None,
                "the earlier head is of {earlier}, this record is {head}",
                earlier=earlier.origin,
                head=head.origin,
            )
        if earlier.size > head.size:
            raise Broken(
                "rolled-back",
                None,
                "a head of {known} acts is known; this copy has only {size}: an older copy, or acts were taken away",
                known=earlier.size,
                size=head.size,
            )
        if roots[earlier.size] != earlier.root:
            raise Broken(
                "forked",
                None,
                "the head of {known} acts that is known had another root: somewhere among its acts this copy differs",
                known=earlier.size,
            )


def check_kept(kept: Sequence[Head], head: Checkpoint, book: Register, roots: Sequence[bytes]) -> None:
    """Step 4 for witness/heads: roots agree, and times of entry do not contradict the witnesses' (design §3a.10).

    Each kept head bears a line of the log's and one of a witness that the rules named at some time; lines of
    others are passed over. What was in force on the day of a head counts, also where the act has been annulled since.
    """
    check_earlier([each for each, _ in kept], head, roots)
    logs = {(head.origin, material) for material in log_keys_ever(book)}
    known = set(_witnesses_ever(book))
    for each, note in kept:
        if not list(_vouched(note, logs)):
            raise Broken(
                "bad-heads", None, "witness/heads: the head of {size} acts is not signed by the log", size=each.size
            )
        times = [time for time in _vouched(note, known) if time is not None]
        if not times:
            raise Broken(
                "bad-heads",
                None,
                "witness/heads: no witness that the rules name saw the head of {size} acts",
                size=each.size,
            )
        for time in times:
            _check_time(each.size, time, book)


def log_keys_ever(book: Register) -> set[bytes]:
    """Every key that any act gave the log, standing or not: what it signed while it was in force stays signed."""
    found = set[str]()
    for entry in book.entries:
        match entry.act.body:
            case Constituted(log=key) | KeyEnrolled(use="log", key=key) | OperatorChanged(log=key):
                found.add(key)
            case Announced(log=str() as key) | Recovered(log=str() as key):
                found.add(key)
    return {unarmour(key) for key in found}


def _witnesses_ever(book: Register) -> Iterator[tuple[str, bytes]]:
    for entry in book.entries:
        match entry.act.body:
            case Constituted(rules=rules) | RulesAdopted(rules=rules):
                yield from ((witness.name, unarmour(witness.key)) for witness in rules.witnesses)


def _vouched(note: Note, known: Iterable[tuple[str, bytes]]) -> Iterator[int | None]:
    """The times that lines of known keys state; a line that claims to be by one of them and does not hold is refused."""
    for line in note.lines:
        for name, material in known:
            if line.name == name and line.key_id == keys.key_id(name, material):
                try:
                    yield keys.check(line, material, note.text)
                except Refused as bad:
                    raise Broken("bad-heads", None, "witness/heads: {what}", what=Sentence.of(bad.sentence)) from None


def _check_time(size: int, time: int, book: Register) -> None:
    if size > 0 and book.entries[size - 1].entered > time + LEEWAY:
        raise Broken("head-times", size - 1, "the act says it was entered after a witness had already seen it")
    if size < len(book.entries) and book.entries[size].entered < time - LEEWAY:
        raise Broken("head-times", size, "the act says it was entered before a witness saw the record without it")


def suggested_policy(book: Register) -> str:
    """The file witness/policy, as the rules in force ask for it (C2SP tlog-policy)."""
    log = next(k.material for k in book.keys_of("log") if k.ended_by is None)
    return policy_of(origin_of(book.label, book.founding), log, book.rules_on(EVER).rules)


def policy_of(origin: str, log: bytes, rules: Rules) -> str:
    """The policy that these rules ask for, of a record with that origin and log key."""
    lines = [f"log {keys.vkey(origin, log)}"]
    lines += [f"witness w{n} {keys.vkey(w.name, unarmour(w.key))}" for n, w in enumerate(rules.witnesses, 1)]
    if rules.witnesses_needed:
        names = " ".join(f"w{n}" for n in range(1, len(rules.witnesses) + 1))
        lines += [f"group witnesses {rules.witnesses_needed} {names}", "quorum witnesses"]
    else:
        lines.append("quorum none")
    return "\n".join(lines) + "\n"


def check_witnesses(note: Note, book: Register, reader: Policy | None) -> Witnessed:
    """Step 5: the reader's policy is met, or the record's own list is read without being believed.

    Raises `NotWitnessed` where the reader's policy is not met, `Broken` where a known witness's line does not hold.
    """
    policy = reader or parse_policy(suggested_policy(book))
    try:
        seen = tuple(policy.judge(note, note.text))
    except Refused as bad:
        if bad.code != "not-witnessed-enough":
            raise Broken(bad.code, None, "the checkpoint: {what}", what=Sentence.of(bad.sentence)) from None
        if reader is not None:
            raise NotWitnessed(bad.code, None, bad.sentence.removeprefix("not witnessed enough: ")) from None
        seen = _unforced(policy, note)
    names = {key.name for key in policy.witnesses.values()}
    return Witnessed(
        by_reader=reader is not None,
        seen=seen,
        known=len(names),
        needed=policy.needed,
        unknown=tuple(name for name in policy.unknown(note) if name != origin_of(book.label, book.founding)),
    )


def _unforced(policy: Policy, note: Note) -> tuple[Seen, ...]:
    free = Policy(logs=policy.logs, witnesses=policy.witnesses, groups=policy.groups, quorum="none")
    return tuple(free.judge(note, note.text))
