"""Steps 7 to 9 of verifying, one act at a time: read it, check its signatures, judge its authority.

The gate and the verifier use the very same `Judge`, so what the gate enters, every stranger accepts,
and what a stranger would refuse never enters. The steps are those of docs/record.md.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from qurultay.acts.act import Act, Entry, Unknown, read_act, text_hash
from qurultay.acts.book import Register
from qurultay.acts.breach import Breach
from qurultay.acts.constituting import Constituted
from qurultay.acts.founding import line_name
from qurultay.acts.register import enter
from qurultay.record.authority import Signed, breaches
from qurultay.record.errors import Broken
from qurultay.record.soundness import enrolled_by as enrolled_by
from qurultay.record.soundness import unsound
from qurultay.tlog import keys
from qurultay.tlog.armour import armour, unarmour
from qurultay.tlog.errors import Refused
from qurultay.tlog.note import Line, Note, parse
from qurultay.tlog.tree import Frontier, leaf_hash


class ReadNote(NamedTuple):
    """An entry as read: the note, the act in it, and what its entry line claims."""

    number: int
    note: Note
    act: Act
    text_hash: str
    entered: int


def read_note(number: int, data: bytes) -> ReadNote:
    """Step 7: the note and its act, each in the one form it may have. Raises `Broken`."""
    try:
        note = parse(data)
        act = read_act(note.text)
    except Refused as bad:
        raise Broken(bad.code, number, bad.sentence) from None
    return ReadNote(number, note, act, text_hash(note.text), _entered(number, note.lines[-1]))


def _entered(number: int, line: Line) -> int:
    """The seconds in the entry line, which is the last line and the gate's (design §3a.2)."""
    if not line.name.endswith("/gate") or len(line.signature) != 72:
        raise Broken("no-entry-line", number, "the last line is not the gate's entry line")
    return int.from_bytes(line.signature[:8], "big")


@dataclass
class KeyPool:
    """Every key that any act of the record enrols, by line name and key id.

    Signatures are checked against it without asking whether the key was in force; that is step 9's
    question. So step 8 can run beside everything else, and in any order.
    """

    keys: dict[tuple[str, bytes], tuple[bytes, ...]] = field(default_factory=dict)
    label: str = ""

    def learn(self, act: Act) -> None:
        """Add the keys that an act enrols; keys no signature can be trusted under are left out."""
        if isinstance(act.body, Constituted) and not self.label:
            self.label = act.body.label
        for name, key in enrolled_by(act, self.label):
            self._add(name, key)

    def key_of(self, text: bytes, line: Line) -> bytes | None:
        """The key under which a line holds over this text; None where no key of its name and id was ever enrolled.

        Raises `Refused` where there are such keys and the line holds under none.
        """
        why = None
        for material in self.keys.get((line.name, line.key_id), ()):
            try:
                keys.check(line, material, text)
            except Refused as bad:
                why = bad
            else:
                return material
        if why is not None:
            raise why
        return None

    def _add(self, name: str, key: str) -> None:
        try:
            material = unarmour(key)
            keys.admit(material)
        except Refused:
            return
        at = (name, keys.key_id(name, material))
        if material not in self.keys.get(at, ()):
            self.keys[at] = (*self.keys.get(at, ()), material)


def check_lines(number: int, note: Note, pool: KeyPool) -> tuple[Signed, ...]:
    """Step 8: every line of the note is by a key of this record and holds over its text. Raises `Broken`.

    Unlike under a checkpoint, an unknown line under an act is refused, not ignored.
    """
    return tuple([Signed.of(line, _key_of(number, note.text, line, pool)) for line in note.lines])


def hold(number: int, note: Note, pool: KeyPool) -> None:
    """The same for who asks nothing more of the lines than that they hold. Raises `Broken`."""
    for line in note.lines:
        _key_of(number, note.text, line, pool)


def _key_of(number: int, text: bytes, line: Line, pool: KeyPool) -> bytes:
    try:
        found = pool.key_of(text, line)
    except Refused as bad:
        raise Broken(bad.code, number, bad.sentence) from None
    if found is None:
        raise Broken(
            "unknown-signer", number, "{line} signed with a key that no act of this record enrols", line=line.name
        )
    return found


@dataclass
class Judge:
    """The register and the tree as they grow, and the judgement of each act by the acts before it (step 9)."""

    book: Register = field(default_factory=Register)
    tree: Frontier = field(default_factory=Frontier)
    roots: list[bytes] = field(default_factory=lambda: [Frontier().root()])

    def objections(self, act: Act, digest: str, signed: Sequence[Signed], entered: int) -> list[Breach]:
        """Everything out of order about an act about to be entered, seen heads included; empty where it may enter."""
        return [*self._seen(act), *unsound(act, self.book), *breaches(act, digest, signed, self.book, entered)]

    def _seen(self, act: Act) -> list[Breach]:
        size = act.seen.size
        if size > self.tree.size:
            return [
                Breach(
                    "seen-ahead",
                    "the signers saw {size} acts; {stood} stood before this one",
                    size=size,
                    stood=self.tree.size,
                )
            ]
        if armour(self.roots[size]) != act.seen.root:
            return [
                Breach(
                    "other-branch",
                    "the head of {size} acts that the signers saw is not this record's: another branch, or acts were changed",
                    size=size,
                )
            ]
        return []

    def enter(self, read: ReadNote, signed: Sequence[Signed], leaf: bytes | None = None) -> Entry:
        """Judge an act and, where it is in order, add it. Raises `Broken` with the first thing out of order.

        A kind this software does not know is entered as unknown: intact, its meaning not judged.
        """
        officers, gate = signed[:-1], signed[-1]
        objections = self.objections(read.act, read.text_hash, officers, read.entered)
        if isinstance(read.act.body, Unknown):
            objections = [o for o in objections if o.code != "unknown-kind"]
            self._refuse_early(officers, read.number)
        if objections:
            raise Broken(objections[0].code, read.number, objections[0].sentence)
        entry = self._add(read, leaf or leaf_hash(read.note.encode()))
        self._gate(gate, read)
        return entry

    def _refuse_early(self, officers: Sequence[Signed], number: int) -> None:
        """A line under an act that is not judged is by a key enrolled before it, in whatever bundle it stands."""
        for line in officers:
            if (line.name, line.material) not in self.book.keys:
                raise Broken(
                    "unknown-signer", number, "{line} signed with a key that no act before enrols", line=line.name
                )

    def replay(self, read: ReadNote, leaf: bytes) -> Entry:
        """Add an act that this reader judged before; the caller proves by its root that it is the same act."""
        return self._add(read, leaf)

    def _add(self, read: ReadNote, leaf: bytes) -> Entry:
        entry = Entry(number=read.number, act=read.act, entered=read.entered, text_hash=read.text_hash)
        self.book = enter(self.book, entry)
        if read.number == 0:
            self.book.founding = leaf.hex()
        self.tree.append(leaf)
        self.roots.append(self.tree.root())
        return entry

    def _gate(self, gate: Signed, read: ReadNote) -> None:
        """The entry line is judged by the register just after the act (design §3a.2)."""
        name = line_name(self.book.label, "gate")
        key = self.book.keys.get((gate.name, gate.material))
        if gate.name != name or key is None or key.use != "gate" or key.ended_by is not None:
            raise Broken(
                "wrong-gate",
                read.number,
                "the entry line is not by the gate in force after act {number}",
                number=read.number,
            )


def judge_all(notes: Iterable[bytes]) -> Judge:
    """Judge a whole history held in memory; for tests, stories and small records."""
    read = [read_note(number, data) for number, data in enumerate(notes)]
    pool = KeyPool()
    for each in read:
        pool.learn(each.act)
    judge = Judge()
    for each in read:
        judge.enter(each, check_lines(each.number, each.note, pool))
    return judge
