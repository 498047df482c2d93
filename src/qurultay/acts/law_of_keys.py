"""The law of keys: whose they are, who may lay them to rest, and that one key serves one purpose."""

from collections.abc import Iterator
from datetime import date

from qurultay.acts.act import Act
from qurultay.acts.book import Register
from qurultay.acts.breach import Breach
from qurultay.acts.carrying_on import OperatorChanged, Recovered
from qurultay.acts.constituting import Constituted
from qurultay.acts.following import ReportTabled
from qurultay.acts.founding_law import key_type
from qurultay.acts.keyring import HOLDERS, line_name
from qurultay.acts.matter import Matter
from qurultay.acts.office import Impeded, KeyEnrolled, KeyRevoked, TookOffice
from qurultay.acts.resolving import Adopted
from qurultay.acts.writing import Deposited, Issued, ReplyRecorded
from qurultay.tlog.armour import unarmour

Keys = Impeded | KeyEnrolled | KeyRevoked | OperatorChanged


KEYLESS = frozenset((Issued, ReplyRecorded, Deposited, ReportTabled, Adopted))
"""Kinds that bring no key: of all others it is asked which."""


def keys(body: Keys, matter: Matter) -> Iterator[Breach]:
    """What is out of order about enrolling, revoking and suspending keys."""
    act, book = matter.act, matter.book
    match body:
        case Impeded():
            yield from holder(body.post, body.person, act.date, book)
            if body.since > act.date:
                yield Breach(
                    "office",
                    "{post} cannot be impeded from {since}, after the act's date",
                    post=body.post,
                    since=body.since,
                )
            yield from _suspension(line_name(book.label, body.post), matter)
        case KeyEnrolled():
            yield from _enrolment(body, act, book)
        case KeyRevoked():
            yield from _revocation(body, matter)
        case OperatorChanged():
            yield from new_key("gate", body.gate, book)
            yield from new_key("log", body.log, book)
            if unarmour(body.gate)[1:] == unarmour(body.log)[1:]:
                yield Breach("key-again", "the gate and the log are given one key; one key has one purpose")


def holder(place: str, person: str, day: date, book: Register) -> Iterator[Breach]:
    """Did this person hold the place on the day?"""
    held = book.holder(place, day)
    if held is None or held.person != person:
        yield Breach(
            "office",
            "{person} did not hold {place} on {day}; check the date and the person",
            person=person,
            place=place,
            day=day,
        )


def new_key(use: str, key: str, book: Register, reuse: tuple[str, str] | None = None) -> Iterator[Breach]:
    """Key material serves one purpose and one person, who may keep it in a new term unless it was revoked."""
    yield from key_type(use, key)
    for at in book.materials.get(unarmour(key)[1:], ()):
        held = book.keys[at]
        ended = None if held.ended_by is None else book.entries[held.ended_by].act.body
        own = reuse is not None and (held.post, held.person) == reuse and held.material == unarmour(key)
        if not own or isinstance(ended, KeyRevoked):
            yield Breach(
                "key-again",
                "this key is already enrolled as {name} by act {number}; make a new one",
                name=held.name,
                number=held.enrolled_by,
            )


def _enrolment(body: KeyEnrolled, act: Act, book: Register) -> Iterator[Breach]:
    if body.use in HOLDERS and body.post is not None and body.person is not None:
        yield from holder(body.post, body.person, act.date, book)
        yield from new_key(body.use, body.key, book, reuse=(body.post, body.person))
        return
    if body.use in HOLDERS or body.post is not None or body.person is not None:
        yield Breach("office", "a key for acts or under PDFs, and only such a key, names the post and the person")
    if (body.use == "keeper") != (body.keeper in book.keepers):
        yield Breach("office", "a keeper's key, and only such a key, names one of the keepers")
    yield from new_key(body.use, body.key, book)


def _revocation(body: KeyRevoked, matter: Matter) -> Iterator[Breach]:
    held = matter.book.keys.get((body.name, unarmour(body.key)))
    if held is None:
        yield Breach("office", "no such key is enrolled as {name}", name=body.name)
    elif held.use not in HOLDERS:
        yield Breach(
            "office", "the key of {name} ends only by replacement; enrol another (design §3a.7)", name=body.name
        )
    elif body.since is not None and body.since > matter.act.date:
        yield Breach("office", "a key cannot be lost on {since}, after the act's date", since=body.since)
    elif body.how == "suspended":
        yield from _suspension(held.name, matter)


def _suspension(name: str, matter: Matter) -> Iterator[Breach]:
    """One officer may have one suspension running, and enough officers must be left able to sign (A4).

    More takes k keepers, who then need no officer beside them.
    """
    act, rules = matter.act, matter.rules
    if sum(s.startswith("keeper/") for s in act.signatories) >= rules.keepers_needed:
        return
    running = _running(matter)
    if running is not None:
        yield Breach(
            "suspension",
            "{signatory} already has a suspension running (act {running}); keepers can suspend further keys",
            signatory=act.signatories[0],
            running=running,
        )
    needs = max([row.needs for row in rules.classes if row.class_ == "ordinary"], default=2)
    if len(_able(name, matter)) < needs:
        yield Breach(
            "suspension",
            "fewer than {needs} officers would be left able to sign; keepers can suspend this key",
            needs=needs,
        )


def _running(matter: Matter) -> int | None:
    """The newest notice of one of these signatories that rests a key, has not lapsed and is not confirmed."""
    act, book = matter.act, matter.book
    for number in reversed(book.suspensions):
        entry = book.entries[number]
        if (act.date - entry.act.date).days > matter.rules.notice_days:
            return None
        settled = book.standing_of(number).confirmed_by is not None or entry.ref in book.fallen
        if not settled and not set(entry.act.signatories).isdisjoint(act.signatories):
            return number
    return None


def _able(name: str, matter: Matter) -> set[str]:
    """The persons in office who could still sign if the keys of this name rested."""
    able = set()
    for post in matter.book.posts:
        held = matter.book.holder(post, matter.act.date)
        if held is None or line_name(matter.book.label, post) == name:
            continue
        rings = matter.book.key_rings.get((post, held.person), ())
        if any(matter.book.keys[at].signs_acts_on(matter.act.date) for at in rings):
            able.add(held.person)
    return able


def enrolled_keys(act: Act, label: str) -> list[tuple[str, str]]:
    """The (line name, key) pairs that an act enrols for signing acts: each must sign the act too (possession)."""
    if type(act.body) in KEYLESS:
        return []
    match act.body:
        case Constituted() as body:
            owners = [(h.post, h.key) for h in body.holders] + [(k.id, k.key) for k in body.keepers]
            return [(line_name(body.label, owner), key) for owner, key in owners]
        case TookOffice(post=post, key=str() as key):
            return [(line_name(label, post), key)]
        case KeyEnrolled(use="acts", post=str() as post, key=key):
            return [(line_name(label, post), key)]
        case KeyEnrolled(use="keeper", keeper=str() as keeper, key=key):
            return [(line_name(label, keeper), key)]
        case Recovered(signers=signers, keepers=keepers):
            given = [(each.post, each.key) for each in signers] + [(each.keeper, each.key) for each in keepers]
            return [(line_name(label, owner), key) for owner, key in given]
        case _:
            return []
