"""The muster: who stands by a text, as a number a stranger can count, and never a name (C1, design §3a.9).

Opening a session commits to a tree over the delegates: leaf = SHA-256(salt ‖ key ‖ seat), one leaf for each
entitled seat, a random one where nobody left a key. Each delegate keeps a leaf and its proof on paper. In a
dispute those who choose to sign "I stand by this text" and reveal the leaf: the key and the seat. So "26 of 39
of the last undisputed muster" is something a foreign ministry can count, and an operator cannot invent.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256

from qurultay.acts.act import Act, Entry, number_in
from qurultay.acts.amending import Annulled, Contested
from qurultay.acts.book import Register, Stand
from qurultay.acts.carrying_on import Attestation, Attested
from qurultay.tlog.armour import armour, unarmour
from qurultay.tlog.errors import Refused
from qurultay.tlog.keys import check_attestation
from qurultay.tlog.sentence import Sentence
from qurultay.tlog.tree import Tree, leaf_hash, verify_inclusion

MOST = 64
"""Attestations in one act."""


def message(record: str, stands_by: str) -> bytes:
    """What an attestation signs: the record, and the SHA-256 of the text stood by, each on a line of its own.

    >>> message("9f", "2c")
    b'qurultay/attest/v1\\n9f\\n2c\\n'
    """
    return f"qurultay/attest/v1\n{record}\n{stands_by}\n".encode()


def leaf(salt: bytes, key: bytes, seat: str) -> bytes:
    """The leaf of one delegate. The salt has 32 bytes and a key tells its own length, so this has one reading."""
    return sha256(salt + key + seat.encode()).digest()


@dataclass(frozen=True, slots=True)
class Muster:
    """A muster as the registrar lays it: the leaves in the order of seats, and the tree over them.

    >>> muster = Muster((leaf(bytes(32), bytes(33), "seat/1"), leaf(bytes(32), bytes(33), "seat/2")))
    >>> len(muster.proof(1)), len(muster.root)
    (1, 44)
    """

    leaves: tuple[bytes, ...]

    @property
    def tree(self) -> Tree:
        """The tree of RFC 9162 over the leaves."""
        return Tree([leaf_hash(each) for each in self.leaves])

    @property
    def root(self) -> str:
        """The root, as the act that opens the session writes it."""
        return armour(self.tree.root(len(self.leaves)))

    def proof(self, index: int) -> tuple[str, ...]:
        """The proof that goes on a delegate's credential sheet. Raises `Refused`."""
        return tuple(armour(each) for each in self.tree.inclusion(index))


@dataclass(frozen=True, kw_only=True, slots=True)
class Mustered:
    """A muster as a record has it: whose, by which act, how many it counts, and its root."""

    name: str
    act: int
    entitled: int
    root: str


def check_delegate(attestation: Attestation, muster: Mustered) -> None:
    """Is this leaf in that muster? Raises `Refused`."""
    own = leaf(bytes.fromhex(attestation.salt or ""), unarmour(attestation.key), attestation.seat or "")
    proof = [unarmour(each) for each in attestation.proof]
    verify_inclusion(leaf_hash(own), attestation.index or 0, muster.entitled, proof, unarmour(muster.root))


def is_of(attestation: Attestation, muster: Mustered) -> bool:
    """Is the delegate who attests one of that muster?"""
    try:
        check_delegate(attestation, muster)
    except Refused:
        return False
    return True


def musters(book: Register, before: int | None = None) -> list[Mustered]:
    """The musters there are, the last first: of sessions whose opening stands, then those a founding continues from.

    With `before`, only those of acts with a smaller number.
    """
    opened = [
        Mustered(name=s.id, act=s.opened, entitled=s.opening.entitled, root=s.opening.muster)
        for s in book.sessions.values()
        if s.opened is not None and s.opening is not None and s.opening.muster is not None
    ]
    continued = [
        Mustered(name=f"record/{each.record[:16]}", act=0, entitled=each.entitled, root=each.muster)
        for each in book.continues
        if each.muster is not None and each.entitled is not None
    ]
    found = [each for each in (*opened, *continued) if before is None or each.act < before]
    return sorted(found, key=lambda each: each.act, reverse=True)


def attest(book: Register, entry: Entry, body: Attested) -> None:
    """Write down who stands by which text."""
    for each in body.attestations:
        held = book.stands.setdefault(each.stands_by, [])
        held.append(Stand(who=each.seat or each.keeper or "", by=entry.number, attestation=each))


def standing_by(book: Register, text_hash: str, muster: Mustered) -> tuple[str, ...]:
    """The seats of a muster that stand by a text, less those that contradict themselves, in order."""
    contradicted = contradicting(book, text_hash)
    own = {stand.who for stand in book.stands.get(text_hash, ()) if is_of(stand.attestation, muster)}
    return tuple(sorted(own.difference(contradicted), key=number_of))


def contradicting(book: Register, text_hash: str) -> tuple[str, ...]:
    """The seats that stand by a text and by one that annuls or contests it: counted for neither, and shown (C1)."""
    against = {stand.who for other in _contrary(book, text_hash) for stand in book.stands.get(other, ())}
    return tuple(sorted({s.who for s in book.stands.get(text_hash, ())} & against, key=number_of))


def number_of(who: str) -> int:
    """The number in seat/12 or keeper/3, to put them in order."""
    return int(who.rpartition("/")[2])


def _contrary(book: Register, text_hash: str) -> Iterator[str]:
    """The texts of acts that annul, contest or stop the act of this text, or that this act annuls, contests or stops."""
    yield from (book.entries[number].text_hash for number in book.stopped.get(text_hash, ()))
    for entry in book.entries:
        if entry.text_hash == text_hash:
            yield from [entry.act.body.draft] if isinstance(entry.act.body, Contested) and entry.act.body.draft else []
            yield from (book.entries[n].text_hash for n in _undone_by(entry.act))
            by = (book.entries[n] for n in book.named_by.get(entry.number, ()))
            yield from (each.text_hash for each in by if isinstance(each.act.body, Annulled | Contested))


def _undone_by(act: Act) -> Iterable[int]:
    if not isinstance(act.body, Annulled | Contested):
        return ()
    return (number_in(target) for target in act.targets("amends"))


def carried_by_muster(book: Register, text_hash: str, before: int | None = None) -> bool:
    """Does more than half of the last muster stand by this text? That muster opened before the act `before`.

    The whole muster is the base, not those who spoke: silence supports nobody (V18).
    """
    last = next(iter(musters(book, before)), None)
    return last is not None and 2 * len(standing_by(book, text_hash, last)) > last.entitled


def breaches(attestations: Sequence[Attestation], book: Register) -> Iterator[str]:
    """What is wrong with attestations about to be entered, each in a sentence (design §3a.9)."""
    if not 1 <= len(attestations) <= MOST:
        pattern = "an act carries 1 to {most} attestations; this one has {number}"
        yield Sentence(pattern, most=MOST, number=len(attestations))
    texts = {entry.text_hash for entry in book.entries} | set(book.announced)
    seen = {(stand.who, text) for text, stands in book.stands.items() for stand in stands}
    for number, each in enumerate(attestations, 1):
        who = each.seat or each.keeper or "nobody"
        for why in _one(each, book, texts):
            yield Sentence("attestation {number}, by {who}: {why}", number=number, who=who, why=Sentence.of(why))
        if (who, each.stands_by) in seen:
            yield Sentence("attestation {number}: {who} already stands by that text", number=number, who=who)
        seen.add((who, each.stands_by))


def _one(each: Attestation, book: Register, texts: set[str]) -> Iterator[str]:
    if (each.seat is None) == (each.keeper is None):
        yield Sentence("it is by a seat or by a keeper, one of the two")
    if each.stands_by not in texts:
        yield Sentence("no act entered or announced here has the text {text}…", text=each.stands_by[:16])
    try:
        check_attestation(unarmour(each.key), message(book.founding, each.stands_by), unarmour(each.signature))
    except Refused as bad:
        yield bad.sentence
    if each.keeper is not None:
        yield from _keeper(each, book)
    elif not any(is_of(each, muster) for muster in musters(book)):
        yield Sentence("the key, seat and salt are no leaf of any muster in this record; copy the sheet again")


def _keeper(each: Attestation, book: Register) -> Iterator[str]:
    if each.salt is not None or each.proof or each.index is not None:
        yield Sentence("a keeper gives neither salt nor proof")
    held = [k for k in book.keys_of("keeper") if k.keeper == each.keeper and k.ended_by is None]
    if not any(key.material == unarmour(each.key) for key in held):
        yield Sentence("this is not the key of {keeper} in force", keeper=each.keeper)


def last_sign_of_life(book: Register, keeper: str) -> int | None:
    """The act in which a keeper last showed that the key is alive: an attestation, or an act the keeper signed (A2)."""
    stands = [s.by for held in book.stands.values() for s in held if s.who == keeper]
    signed = [entry.number for entry in book.entries if keeper in entry.act.signatories]
    return max([*stands, *signed], default=None)
