"""A signed text that a gate did not enter, under a witness's time: what can be said of it beside both records (C2).

The operator is no authority: he can refuse an act, and a refusal leaves no trace in his record. So whoever is refused
carries the signed text to a witness, who puts a time under it. Here it is read again: whose lines hold, which witnesses
saw it and when, where it was entered, and what the law of each side had against it at that time. Nothing is asked of the
one who refused.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from qurultay.acts.act import Act, Unknown, read_act, text_hash
from qurultay.record.authority import Signed, breaches
from qurultay.record.branch import Branch
from qurultay.record.judging import KeyPool
from qurultay.record.soundness import unsound
from qurultay.tlog import keys
from qurultay.tlog.armour import armour, unarmour
from qurultay.tlog.errors import Refused
from qurultay.tlog.note import Line, Note, parse
from qurultay.tlog.policy import Key, Seen
from qurultay.tlog.sentence import Sentence

Sides = tuple[Branch, Branch]


@dataclass(frozen=True, kw_only=True)
class Unentered:
    """What is known of such a text. Pairs are of the first side and the second.

    `against` is the first thing that the law of a side had against it when a witness first saw it; None where there was
    nothing, or where the side has entered it.
    """

    text: str
    act: Act
    signed: tuple[str, ...]
    seen: tuple[Seen, ...]
    entered: tuple[int | None, int | None]
    against: tuple[str | None, str | None]

    @property
    def kind(self) -> str:
        """The kind of act it would have been."""
        return self.act.kind

    @property
    def date(self) -> date:
        """The day it bears."""
        return self.act.date

    @property
    def about(self) -> tuple[str, ...]:
        """The acts it names, as references."""
        return tuple(ref.target for ref in self.act.refs)


def read_unentered(data: bytes, sides: Sides, known: tuple[Key, ...] = ()) -> Unentered:
    """Read a note of which it is said that a gate refused it. `known` are witnesses whom the reader knows besides.

    Raises `Refused`: it is no note with an act of a known kind, a line in it does not hold, nobody of these records signed it, or no
    witness says when it was there.
    """
    note = parse(data)
    act, digest = read_act(note.text), text_hash(note.text)
    if isinstance(act.body, Unknown):
        raise Refused(
            "unknown-kind",
            "the text is an act of kind {kind} version {v}, which is not known here",
            kind=act.kind,
            v=act.v,
        )
    seen = tuple(_seen(note, (*_witnesses(sides), *known)))
    lines = tuple(line for line in note.lines if line.name not in {each.name for each in seen})
    signed = tuple(_signed(note.text, lines, side) for side in sides)
    _refuse_unknown(lines, signed)
    if not seen:
        raise Refused("not-witnessed-enough", "no witness that either record names says when this text was there")
    time = min(each.time for each in seen)
    entered = tuple(side.numbers_by_text().get(digest) for side in sides)
    against = tuple(
        None if number is not None else _against(act, digest, by, side, time)
        for number, by, side in zip(entered, signed, sides, strict=True)
    )
    return Unentered(
        text=digest,
        act=act,
        signed=tuple(dict.fromkeys(each.name for by in signed for each in by)),
        seen=seen,
        entered=(entered[0], entered[1]),
        against=(against[0], against[1]),
    )


def _witnesses(sides: Sides) -> Iterator[Key]:
    """Every witness that the rules of either side ever named."""
    for side in sides:
        for held in side.book.rules_history:
            for each in held.rules.witnesses:
                yield Key(name=each.name, material=unarmour(each.key))


def _seen(note: Note, witnesses: tuple[Key, ...]) -> Iterator[Seen]:
    """Each witness with its time. A line that claims to be a known witness's and does not hold refuses the whole."""
    for key in dict.fromkeys(witnesses):
        for line in filter(key.made, note.lines):
            time = keys.check(line, key.material, note.text)
            if not time:
                raise Refused("bad-time", "{name} signed this text without saying when", name=key.name)
            yield Seen(name=key.name, time=time)


def _signed(text: bytes, lines: tuple[Line, ...], side: Branch) -> list[Signed]:
    """The lines that hold under a key this side has ever enrolled. Raises `Refused` where one claims to and does not."""
    pool = KeyPool()
    for entry in side.entries:
        pool.learn(entry.act)
    return [Signed.of(line, found) for line in lines if (found := pool.key_of(text, line)) is not None]


def _refuse_unknown(lines: tuple[Line, ...], signed: tuple[list[Signed], ...]) -> None:
    """Whoever stands under it is known to one of the two records, or anybody could write under a text what he likes."""
    known = {each.name for by in signed for each in by}
    unknown = [line.name for line in lines if line.name not in known]
    if unknown:
        raise Refused("unknown-signer", "{unknown} signed with a key that neither record knows", unknown=unknown[0])
    if not known:
        raise Refused(
            "missing-signature", "nobody of either record has signed this text; a text alone was refused by nobody"
        )


def _against(act: Act, digest: str, signed: list[Signed], side: Branch, time: int) -> str | None:
    """What the law of a side would have said, after the acts that stood in it at that time."""
    size = sum(1 for entry in side.entries if entry.entered <= time)
    if not size:
        return Sentence("the record was founded later")
    if act.seen.size > size or armour(side.roots[act.seen.size]) != act.seen.root:
        return Sentence("its signers had seen another history")
    book = side.at(size)
    found = [*unsound(act, book), *breaches(act, digest, signed, book, time)]
    return found[0].sentence if found else None
