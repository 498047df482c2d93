"""Everything that stands in the way of an act, told before the gate is asked, and without the gate's key.

The desk asks it of drafts nobody has signed yet: as if all those named in it signed now, what would a verifier say?
What then remains is who has still to sign. The rules are not here: `record.judging` has them, for the gate, for every
stranger's verifier and for the desk alike.
"""

from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from hashlib import sha256

from qurultay.acts.act import Act, read_act, text_hash
from qurultay.acts.acting import acting
from qurultay.acts.book import Register
from qurultay.acts.classes import class_of
from qurultay.acts.law import entry_day, rows_of
from qurultay.acts.law_of_office import enrolled_keys
from qurultay.acts.muster import musters
from qurultay.acts.parts import admit_words
from qurultay.gazette.objections import Objection
from qurultay.gazette.proofreading import findings, reservations, word_objections
from qurultay.press.preflight.finding import Finding
from qurultay.press.preflight.knowledge import Knowledge
from qurultay.record.authority import Signed
from qurultay.record.errors import Broken
from qurultay.record.judging import Judge, KeyPool, check_lines
from qurultay.record.parts import SALT
from qurultay.tlog.armour import unarmour
from qurultay.tlog.errors import Refused
from qurultay.tlog.keys import key_id
from qurultay.tlog.note import Line, Note


@dataclass(frozen=True)
class Known:
    """What the acts entered so far say: the register, the heads, the keys. Before a founding, nothing.

    `press` is what the press knows besides: facts, and names that must not go out.
    """

    judge: Judge = field(default_factory=Judge)
    pool: KeyPool = field(default_factory=KeyPool)
    press: Knowledge = field(default_factory=Knowledge)

    @property
    def book(self) -> Register:
        """The register."""
        return self.judge.book

    @property
    def root(self) -> bytes:
        """The root of the newest head, which signers say they have seen."""
        return self.judge.roots[-1]


def objections(
    known: Known, text: bytes, lines: Sequence[Line], parts: Mapping[str, bytes], now: int
) -> list[Objection]:
    """Everything that stands in the way of entering this text with these lines now; its hold apart."""
    try:
        act = read_act(text)
        signed = _checked(known, act, text, lines)
    except Refused as bad:
        return [Objection(bad.code, bad.sentence)]
    except Broken as bad:
        return [Objection(bad.code, bad.sentence)]
    return [*_judged(known, act, text, signed, now), *part_objections(act, parts), *_worded(known, act, parts)]


def objections_if_signed(known: Known, text: bytes, parts: Mapping[str, bytes], now: int) -> list[Objection]:
    """What stands in the way even if everybody whom the act names signs it now, and its month in public has passed.

    An announcement names the text, and a muster stands by it: both can only come once it lies on the desk.
    """
    try:
        act = read_act(text)
    except Refused as bad:
        return [Objection(bad.code, bad.sentence)]
    signed = [Signed(name, material) for name, material in expected(known, act, now)]
    lawful = [each for each in _judged(known, act, text, signed, now) if not comes_later(each, act, known.book)]
    return [*lawful, *part_objections(act, parts), *_worded(known, act, parts)]


def comes_later(objection: Objection, act: Act, book: Register) -> bool:
    """Does this only say that an announcement, or a muster that can carry the act, is still to come?"""
    if objection.code == "too-few-keepers":
        by_officers = not any(signatory.startswith("keeper/") for signatory in act.signatories)
        return by_officers and hold_of(act, book)[0] == "entrenched" and bool(musters(book))
    return objection.code in ("not-announced", "no-muster")


def remarks(known: Known, text: bytes, parts: Mapping[str, bytes]) -> tuple[Finding, ...]:
    """Everything the press finds in the words of an act, also what does not stand in its way."""
    try:
        return findings(read_act(text), parts, known.book, known.press)
    except Refused:
        return ()


def reserved(known: Known, text: bytes, parts: Mapping[str, bytes]) -> tuple[Finding, ...]:
    """What the press finds in the words of an act and lets pass: whoever signs or publishes it should know."""
    try:
        return reservations(read_act(text), parts, known.book, known.press)
    except Refused:
        return ()


def _worded(known: Known, act: Act, parts: Mapping[str, bytes]) -> list[Objection]:
    return word_objections(act, parts, known.book, known.press)


def unsigned(known: Known, text: bytes, lines: Sequence[Line], now: int) -> list[Objection]:
    """Who has still to sign, as sentences; empty where all have. Raises `Refused` or `Broken` for a line that does not hold."""
    act = read_act(text)
    everybody = [Signed(name, material) for name, material in expected(known, act, now)]
    anyway = _judged(known, act, text, everybody, now)
    found = _judged(known, act, text, _checked(known, act, text, lines), now)
    return [each for each in found if each not in anyway]


def expected(known: Known, act: Act, now: int) -> list[tuple[str, bytes]]:
    """The (line name, key) pairs that are to sign an act: one for each person, and each key that it enrols."""
    book = known.book
    enrolled = [(name, unarmour(key)) for name, key in enrolled_keys(act, book.label)]
    if not book.entries:
        return enrolled
    day = entry_day(act, book, now)
    found = [key for signatory in dict.fromkeys(act.signatories) for key in _keys_of(signatory, act, book, day)]
    return [*dict.fromkeys(found), *(pair for pair in enrolled if pair not in found)]


def _keys_of(signatory: str, act: Act, book: Register, day: date) -> Iterator[tuple[str, bytes]]:
    """The key of a keeper; of a post, that of the holder on the act's date and that of the holder now (T4, T5)."""
    own = [key for key in book.keys.values() if signatory in (key.post, key.keeper) and key.use != "pdf"]
    persons: list[str | None] = [None]
    if not signatory.startswith("keeper/"):
        persons = [held.person for held in (book.holder(signatory, act.date), book.holder(signatory, day)) if held]
        if (instead := acting(book, signatory, day)) is not None:  # with the key of the own post (A8)
            own = [key for key in book.keys.values() if key.post == instead.through and key.use != "pdf"]
            persons = [instead.person]
    for person in dict.fromkeys(persons):
        theirs = sorted((k for k in own if k.person == person), key=lambda k: (k.in_force(day), k.enrolled_by))
        if theirs:
            yield theirs[-1].name, theirs[-1].material


def may_sign(known: Known, act: Act, line: Line) -> bytes | None:
    """The key by which this line says it is made, if it is a key of a signatory or one that the act enrols."""
    book = known.book
    enrolled = [(name, unarmour(key)) for name, key in enrolled_keys(act, book.label)]
    signers = set(act.signatories)
    instead = [acting(book, post, act.date) for post in act.signatories if book.entries]
    signers |= {each.through for each in instead if each is not None}
    own = [(k.name, k.material) for k in book.keys.values() if k.post in signers or k.keeper in signers]
    for name, material in (*own, *enrolled):
        if (line.name, line.key_id) == (name, key_id(name, material)):
            return material
    return None


def part_objections(act: Act, parts: Mapping[str, bytes], restored: Container[str] = frozenset()) -> list[Objection]:
    """Every part is there, is what its hash says, is plain words where it must be, and belongs to the act.

    `restored` are parts of earlier acts that this one brings back.
    """
    found = []
    for name, digest in act.parts.items():
        if digest not in parts:
            found.append(Objection("part-missing", "the part {name} is not there", name=name))
            continue
        try:
            admit_words(name, parts[digest][SALT:])
        except Refused as bad:
            found.append(Objection(bad.code, bad.sentence))
    for digest, data in parts.items():
        if sha256(data).hexdigest() != digest:
            found.append(Objection("part-differs", "the part {part}… is not what its hash says", part=digest[:16]))
        if len(data) < SALT:
            found.append(
                Objection(
                    "part-differs",
                    "the part {part}… is shorter than a salt; a part is salt and words",
                    part=digest[:16],
                )
            )
        if digest not in act.parts.values() and digest not in act.sealed.values() and digest not in restored:
            found.append(Objection("part-stray", "the part {part}… belongs to no name in the act", part=digest[:16]))
    return found


def hold_of(act: Act, book: Register) -> tuple[str, int]:
    """The class of an act, and how many seconds it waits at the gate after its last signature.

    The holds of entrenched and recovery acts run from a notice in the record, where everybody can check them
    (design §3a.5); a founding waits for nothing.
    """
    rows = rows_of(act, book) if book.entries else None
    if rows is None:
        return "notice", 0
    class_ = class_of(rows)
    if class_ in ("entrenched", "recovery"):
        return class_, 0
    return class_, book.rules_on(act.date).rules.hold_hours(class_) * 3600


def released_at(act: Act, book: Register, held_since: int) -> int:
    """The second at which an act's hold has run. It cannot have begun before what its signers had seen was entered."""
    seen = min(act.seen.size, len(book.entries))
    begun = max(held_since, book.entries[seen - 1].entered) if seen else held_since
    return begun + hold_of(act, book)[1]


def _checked(known: Known, act: Act, text: bytes, lines: Sequence[Line]) -> list[Signed]:
    if not lines:
        return []
    learning = KeyPool(dict(known.pool.keys), known.pool.label)
    learning.learn(act)
    return list(check_lines(known.book.size, Note(text, tuple(lines)), learning))


def _judged(known: Known, act: Act, text: bytes, signed: Sequence[Signed], now: int) -> list[Objection]:
    found = known.judge.objections(act, text_hash(text), signed, now)
    return [Objection(each.code, each.sentence) for each in found]
