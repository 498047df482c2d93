"""What later acts have said of earlier ones: corrected, confirmed, annulled, withheld, contested.

Amending acts name only earlier acts, so one pass from the last act to the first has one answer
and meets no circle: an act falls if and only if a standing annulment names it (G1). Corrections are
read in order, the last standing one of a field deciding (G2). Nothing else falls by inference (G3).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from qurultay.acts.act import Act, Entry, number_in
from qurultay.acts.amending import Annulled, Confirmed, Contested, Corrected, Withheld
from qurultay.acts.correcting import corrected


@dataclass(frozen=True, kw_only=True, slots=True)
class Annulment:
    """What made an act fall: the annulling act's number, its date, and from when."""

    by: int
    day: date
    from_: Literal["the-start", "now"]
    ground: str
    seat: Literal["returns", "stays"] | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Standing:
    """What later acts have said of one act. Whether it was authorised is another matter and never changes (R0).

    `contested_by` are the contests still open, `contesters` who opened each; `decided_by` ended the last one.
    """

    annulled: Annulment | None = None
    confirmed_by: int | None = None
    corrected_by: tuple[int, ...] = ()
    withheld: tuple[tuple[str, int], ...] = ()
    contested_by: tuple[int, ...] = ()
    contesters: tuple[tuple[str, ...], ...] = ()
    decided_by: int | None = None

    @property
    def open_contest(self) -> bool:
        """Is there a contest that was neither withdrawn nor decided?"""
        return bool(self.contested_by)


UNTOUCHED = Standing()


@dataclass(frozen=True, kw_only=True, slots=True)
class Settled:
    """Acts as they are to be read, and what was said of each."""

    entries: tuple[Entry, ...]
    standing: dict[int, Standing]
    fallen: dict[str, Annulment]


def annulment(entry: Entry) -> Annulment:
    """What an act of annulment says of everything it names."""
    body = entry.act.body
    assert isinstance(body, Annulled)
    return Annulment(by=entry.number, day=entry.act.date, from_=body.from_, ground=body.ground, seat=body.seat)


def fallen_in(entries: Sequence[Entry]) -> dict[str, Annulment]:
    """What falls, and why, by standing annulments: acts and single provisions (G1)."""
    fallen: dict[str, Annulment] = {}
    for entry in reversed(entries):
        if isinstance(entry.act.body, Annulled) and entry.ref not in fallen:
            fallen |= dict.fromkeys(entry.act.targets("amends"), annulment(entry))
    return fallen


def settle(entries: Sequence[Entry]) -> Settled:
    """Put corrections in place and say what was confirmed, withheld, contested and annulled."""
    fallen = fallen_in(entries)
    standing = {number_in(t): Standing(annulled=a) for t, a in fallen.items() if t.count("/") == 1}
    readings: dict[int, Act] = {}
    for entry in entries:
        if isinstance(entry.act.body, AMENDING) and entry.ref not in fallen:
            note_amendment(standing, entry)
            if isinstance(entry.act.body, Corrected):
                _read_otherwise(readings, entries, entry)
    read = tuple(replace(e, act=readings[e.number]) if e.number in readings else e for e in entries)
    return Settled(entries=read if readings else tuple(entries), standing=standing, fallen=fallen)


def _read_otherwise(readings: dict[int, Act], entries: Sequence[Entry], entry: Entry) -> None:
    for number in amended_numbers(entry.act):
        readings[number] = corrected(readings.get(number, entries[number].act), entry.act)


def amended_numbers(act: Act) -> Iterable[int]:
    """The numbers of the acts that an amending act names, each once."""
    return dict.fromkeys(number_in(target) for target in act.targets("amends"))


AMENDING = (Corrected, Confirmed, Withheld, Contested)
"""Kinds that say something of an act and leave it standing."""


def note_amendment(standing: dict[int, Standing], entry: Entry) -> None:
    """Write down what a standing amending act says of those it names."""
    for number in amended_numbers(entry.act):
        standing[number] = noted(standing.get(number, UNTOUCHED), entry)


def noted(held: Standing, entry: Entry) -> Standing:
    """The standing of an act after one more act has spoken of it."""
    match entry.act.body:
        case Confirmed():
            return replace(held, confirmed_by=entry.number)
        case Corrected():
            return replace(held, corrected_by=(*held.corrected_by, entry.number))
        case Withheld(names=names):
            return replace(held, withheld=(*held.withheld, *[(name, entry.number) for name in names]))
        case Contested(step="opened"):
            openers = (*held.contesters, entry.act.signatories)
            return replace(held, contested_by=(*held.contested_by, entry.number), contesters=openers)
        case Contested(step="withdrawn"):
            return _withdrawn(held, frozenset(entry.act.signatories))
        case Contested():
            return replace(held, contested_by=(), contesters=(), decided_by=entry.number)
        case _:
            return held


def _withdrawn(held: Standing, signatories: frozenset[str]) -> Standing:
    """Whoever opened a contest withdraws it; those of others stay open."""
    pairs = zip(held.contested_by, held.contesters, strict=True)
    left = [(number, by) for number, by in pairs if signatories.isdisjoint(by)]
    return replace(held, contested_by=tuple([n for n, _ in left]), contesters=tuple([by for _, by in left]))
