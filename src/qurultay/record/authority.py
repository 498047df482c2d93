"""Did the right persons sign, under the rules known at entry? Decided once, and never again (R0).

`breaches` gathers everything out of order about an act: first what the law of acts says without
regard to signatures, then whose signatures there are. It reads the register of the acts *before* the
act. Two clocks apply: each signatory must hold the post on the act's date *and* at its entry (T4), so
that neither a former president can back-date nor a new one sign for the time before.
"""

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import repeat
from typing import NamedTuple

from qurultay.acts.act import Act
from qurultay.acts.acting import acting
from qurultay.acts.book import EnrolledKey, Register, Tenure
from qurultay.acts.breach import Breach
from qurultay.acts.carrying_on import Announced
from qurultay.acts.classes import TRANSITION
from qurultay.acts.constituting import Constituted
from qurultay.acts.law import Matter, matter_of, objections
from qurultay.acts.law import breaches as law_breaches
from qurultay.acts.law_of_amending import stopped_by_muster
from qurultay.acts.law_of_keys import enrolled_keys
from qurultay.acts.office import KeyRevoked
from qurultay.acts.rules import Rules
from qurultay.record.signers import Signer, class_breaches
from qurultay.tlog import webauthn
from qurultay.tlog.armour import unarmour
from qurultay.tlog.note import Line
from qurultay.tlog.sentence import Sentence


class Signed(NamedTuple):
    """A signature line that holds: the name it bears, the key that made it, and whether that key is a synced passkey."""

    name: str
    material: bytes
    synced: bool = False

    @classmethod
    def of(cls, line: Line, material: bytes) -> "Signed":
        """A line that holds under this key."""
        if webauthn.is_passkey(material) and len(line.signature) > 32:
            return cls(line.name, material, webauthn.synced(line.signature))
        return cls(line.name, material)


UNJUDGED = frozenset(("unknown-kind", "no-such-act", "seen-too-early"))
"""What makes it impossible to say whose signatures an act needs."""


def breaches(act: Act, text_hash: str, signed: Sequence[Signed], book: Register, entered: int) -> Iterator[Breach]:
    """Everything out of order about an act entered at that second with these signatures."""
    if not book.entries:
        yield from law_breaches(act, book, entered)
        yield from _founding_signatures(act, signed)
        if isinstance(act.body, Constituted):
            yield from _passkeys([line for line in signed if webauthn.is_passkey(line.material)], act.body.rules)
        return
    matter = matter_of(act, book, entered)
    found = list(objections(matter))
    yield from found
    if not UNJUDGED.isdisjoint([breach.code for breach in found]):
        return
    lines = list(signed)
    yield from _possession(act, lines, book.label)
    passkeys = [line for line in signed if webauthn.is_passkey(line.material)]
    for rules in matter.clocks if passkeys else ():
        yield from _passkeys(passkeys, rules)
    signers: list[Signer] = []
    yield from _signatories(matter, lines, signers)
    yield from class_breaches(matter, signers, text_hash)
    yield from _hold(matter, text_hash)


def _passkeys(passkeys: Sequence[Signed], rules: Rules) -> Iterator[Breach]:
    """Passkeys sign at the one origin that the rules name, and stay on their device where the rules say so."""
    for line in passkeys:
        origin = webauthn.origin_of(line.material)
        if rules.signing_origin is not None and origin != rules.signing_origin:
            yield Breach(
                "passkey-rules",
                "{line} signed at {origin}; the rules name {signing_origin}",
                line=line.name,
                origin=origin,
                signing_origin=rules.signing_origin,
            )
        if line.synced and rules.synced_passkeys == "no":
            yield Breach(
                "passkey-rules",
                "{line} signed with a passkey that is copied to other devices; the rules forbid it",
                line=line.name,
            )


def _founding_signatures(act: Act, signed: Sequence[Signed]) -> Iterator[Breach]:
    """Every key that act 0 enrols for signing signs it, and no other (design §3a.1)."""
    enrolled = {(name, unarmour(key)) for name, key in enrolled_keys(act, "")}
    present = {(line.name, line.material) for line in signed}
    for name, _ in sorted(enrolled - present):
        yield Breach("no-possession", "the founding key of {name} did not sign the founding", name=name)
    for name, _ in sorted(present - enrolled):
        yield Breach("stray-signature", "{name} signed the founding with a key it does not enrol", name=name)


def _possession(act: Act, lines: list[Signed], label: str) -> Iterator[Breach]:
    """A key that the act enrols signs the act too. Its line shows possession and counts for nobody: it is taken out."""
    for name, key in enrolled_keys(act, label):
        made = (name, unarmour(key))  # whether by a synced passkey or not is for the rules
        line = next((each for each in lines if (each.name, each.material) == made), None)
        if line is not None:
            lines.remove(line)
        else:
            yield Breach(
                "no-possession", "the key enrolled as {name} did not sign this act; its holder must sign too", name=name
            )


def _signatories(matter: Matter, lines: Sequence[Signed], signers: list[Signer]) -> Iterator[Breach]:
    """Match signature lines to signatories; what counts is gathered in `signers`."""
    act, book = matter.act, matter.book
    if len(set(act.signatories)) != len(act.signatories):
        yield Breach("signatory-twice", "a signatory is named twice")
    if len({line.material for line in lines}) != len(lines):
        yield Breach("key-twice", "one key signed more than once; each person signs with a key of their own")
    keys = [book.keys.get((line.name, line.material)) for line in lines]
    for signatory in dict.fromkeys(act.signatories):
        own = [key for key in keys if key is not None and (key.post or key.keeper) == signatory]
        found = (_keeper if signatory.startswith("keeper/") else _officer)(signatory, own, matter)
        if isinstance(found, Breach):
            found = _acting(signatory, keys, matter) or found
        if isinstance(found, Breach):
            yield found
        else:
            signers.append(found)
    through = [signer.through for signer in signers if signer.through]
    for line, key in zip(lines, keys, strict=True):
        if key is None or ((key.post or key.keeper) not in act.signatories and key.post not in through):
            yield Breach(
                "stray-signature",
                "a line of {line} is by a key that belongs to none of the signatories",
                line=line.name,
            )
    if len({signer.person for signer in signers}) != len(signers):
        yield from _each_person_once(signers)


def _each_person_once(signers: Sequence[Signer]) -> Iterator[Breach]:
    persons = [signer.person for signer in signers]
    for person in sorted({p for p in persons if persons.count(p) > 1}):
        posts = " and ".join(signer.signatory for signer in signers if signer.person == person)
        yield Breach(
            "person-twice", "{person} signed as {posts}; one person is one signature", person=person, posts=posts
        )


def _keeper(signatory: str, own: list[EnrolledKey], matter: Matter) -> Signer | Breach:
    if not own:
        return Breach("missing-signature", "{signatory} has not signed", signatory=signatory)
    if not any(key.in_force(matter.day) for key in own):
        return Breach(
            "key-ended", "the key of {signatory} is no longer in force on {day}", signatory=signatory, day=matter.day
        )
    return Signer(signatory, signatory, None)


def _officer(post: str, own: list[EnrolledKey], matter: Matter) -> Signer | Breach:
    """The holder on the date signs, and if another holds the post at entry, that one adopts it by signing too (T4, T5)."""
    act, book, day = matter.act, matter.book, matter.day
    if post not in book.posts:
        return Breach("no-signatory", "there is no {post}", post=post)
    then = book.holder(post, act.date)
    now = then if day == act.date else book.holder(post, day)
    if then is None:
        return Breach(
            "not-holder-on-date",
            "nobody held {post} on {date}{last}",
            post=post,
            date=act.date,
            last=_last_holder(post, book),
        )
    theirs = [key for key in own if key.person == then.person]
    if not theirs and own:
        return Breach(
            "not-holder-on-date",
            "{person} signed as {post}, but {holder} held it on {date}",
            person=own[0].person,
            post=post,
            holder=then.person,
            date=act.date,
        )
    if not theirs:
        return Breach(
            "missing-signature",
            "{holder} held {post} on {date} and has not signed with a key in force",
            holder=then.person,
            post=post,
            date=act.date,
        )
    if now is not None and now.person == then.person:
        if not any(map(EnrolledKey.in_force, theirs, repeat(day))):
            return Breach("key-ended", _ended(theirs[0], day))
        return Signer(post, then.person, then)
    if not any(key.in_force(act.date) and not _revoked(key, book) for key in theirs):
        return Breach("key-ended", _ended(theirs[0], act.date))
    if not TRANSITION.issuperset(matter.cases) and not _adopted_by_successor(own, now, day):
        return Breach(
            "not-holder-at-entry",
            "{holder} held {post} on {date} and no longer on {day}; the successor must sign too, or it lapses (T5)",
            holder=then.person,
            post=post,
            date=act.date,
            day=day,
        )
    return Signer(post, then.person, then)


def _acting(post: str, keys: Sequence[EnrolledKey | None], matter: Matter) -> Signer | None:
    """Who acts for a post, on the act's date and at entry, signs for it under the key of their own (A8, design §3a.7)."""
    then, now = (acting(matter.book, post, day) for day in (matter.act.date, matter.day))
    if then is None or now is None or then.person != now.person:
        return None
    theirs = [k for k in keys if k is not None and (k.post, k.person) == (now.through, now.person)]
    if not any(key.in_force(matter.day) for key in theirs):
        return None
    return Signer(post, then.person, None, now.through)


def _last_holder(post: str, book: Register) -> str:
    held = book.tenures.get(post)
    if not held:
        return Sentence("; enter the election first")
    return Sentence("; {person} held it until {until}", person=held[-1].person, until=held[-1].until)


def _adopted_by_successor(own: list[EnrolledKey], now: Tenure | None, day: date) -> bool:
    return now is not None and any(key.person == now.person and key.in_force(day) for key in own)


def _revoked(key: EnrolledKey, book: Register) -> bool:
    return key.ended_by is not None and isinstance(book.entries[key.ended_by].act.body, KeyRevoked)


def _ended(key: EnrolledKey, day: date) -> str:
    if key.rests(day):
        return Sentence("the key of {name} rests since {since}", name=key.name, since=key.suspended_from)
    by = Sentence(" by act {number}", number=key.ended_by) if key.ended_by is not None else ""
    pattern = "the key of {name} ended on {until}{by}; sign again with the present key"
    return Sentence(pattern, name=key.name, until=key.until, by=by)


def _hold(matter: Matter, text_hash: str) -> Iterator[Breach]:
    """Entrenched and recovery acts enter only after an announcement has stood for their hold (design §3a.5)."""
    class_, book = matter.class_, matter.book
    if class_ not in ("entrenched", "recovery") or isinstance(matter.act.body, Announced):
        return
    stop = stopped_by_muster(text_hash, book) if class_ == "entrenched" else None
    if stop is not None:
        yield Breach(
            "stopped-by-muster",
            "a majority of the last muster stands by act {stop}, which stops this text; adopt another",
            stop=stop,
        )
    seconds = max(rules.hold_hours(class_) for rules in matter.clocks) * 3600
    for number in book.announced.get(text_hash, ()):
        notice = book.entries[number]
        announced = isinstance(notice.act.body, Announced) and notice.act.body.class_ == class_
        if announced and notice.ref not in book.fallen and matter.entered - notice.entered >= seconds:
            return
    yield Breach(
        "not-announced",
        "an act of class {class_} enters {days} days after a notice naming its text {text}…; announce it first",
        class_=class_,
        days=seconds // 86400,
        text=text_hash[:16],
    )
