"""Two records that may be one: what both share, where they part, and what can be counted on each side (C10).

Facts in a fixed order and no verdict. Which side is the assembly is for people to say; a foreign ministry that
answers "decision deferred" finds here what it would ask (C11). The comparison is symmetric but for the names.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import takewhile

from qurultay.acts.act import Entry, number_in
from qurultay.acts.book import EnrolledKey, Register, SessionState
from qurultay.acts.carrying_on import Attestation, Attested
from qurultay.acts.constituting import Concluded, Predecessor
from qurultay.acts.law_of_quorum import asked
from qurultay.acts.muster import Mustered, is_of, musters, number_of
from qurultay.assembly.notice import clear_days
from qurultay.record.branch import Branch
from qurultay.record.unentered import Unentered
from qurultay.tlog.armour import unarmour


@dataclass(frozen=True, kw_only=True)
class KeyUse:
    """A key in office at the last common act, and the acts it signed on each side after."""

    key: EnrolledKey
    signed: tuple[tuple[int, ...], tuple[int, ...]]


@dataclass(frozen=True, kw_only=True)
class After:
    """An act of one side after the fork, so that who reads the comparison alone can say what happened, and when."""

    number: int
    kind: str
    date: date
    entered: int
    signatories: tuple[str, ...]
    about: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Sitting:
    """A session called after the fork, under the rules at the fork: clear days of notice, seats and quorum."""

    session: str
    called: int
    opened: int | None
    notice: int
    notice_asked: int
    present: int | None
    entitled: int | None
    filled_at_fork: int
    quorum_met: bool | None
    second_of: str | None = None


@dataclass(frozen=True, kw_only=True)
class Standing:
    """Who of the last muster before the fork stands by acts of each side; who stands by both is in neither."""

    muster: str
    act: int
    entitled: int
    stand: tuple[tuple[str, ...], tuple[str, ...]]
    both: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Continuation:
    """One side says that it continues the other from an act on; what the other's own acts say to that.

    `side` is the one that claims, 0 or 1. `keepers` of the other, in office at that act, signed the founding.
    """

    side: int
    size: int
    ground: str
    head_agrees: bool
    keepers: tuple[str, ...]
    keepers_needed: int
    takes: tuple[tuple[int, int], ...]
    acknowledged_by: int | None

    @property
    def claim_only(self) -> bool:
        """Is it shown as a claim? Neither enough keepers signed it, nor does the other record acknowledge it (C5)."""
        return not self.head_agrees or (self.acknowledged_by is None and len(self.keepers) < self.keepers_needed)


@dataclass(frozen=True, kw_only=True)
class Comparison:
    """The facts, in the order in which they are to be shown. Pairs are of the first side and the second."""

    same_founding: bool
    shared: int
    sizes: tuple[int, int]
    broken: tuple[str | None, str | None]
    continuations: tuple[Continuation, ...]
    keys: tuple[KeyUse, ...]
    undisputed: tuple[tuple[int, ...], tuple[int, ...]]
    one_sided: tuple[tuple[int, ...], tuple[int, ...]]
    after: tuple[tuple[After, ...], tuple[After, ...]]
    sittings: tuple[tuple[Sitting, ...], tuple[Sitting, ...]]
    keepers: tuple[tuple[str, ...], tuple[str, ...]]
    muster: Standing | None
    witnesses: tuple[tuple[str, ...], tuple[str, ...]]
    contested: tuple[tuple[int, ...], tuple[int, ...]]
    concluded: tuple[int | None, int | None]
    unentered: tuple[Unentered, ...] = ()

    @property
    def related(self) -> bool:
        """Is there anything that both share?"""
        return self.same_founding or bool(self.continuations)

    @property
    def forked(self) -> bool:
        """Did each side go on in its own way?"""
        return self.same_founding and min(self.sizes) > self.shared


def compare(a: Branch, b: Branch, unentered: tuple[Unentered, ...] = ()) -> Comparison:
    """Lay two branches side by side, and beside them texts of which it is said that a gate refused them."""
    sides = (a, b)
    same = a.founding == b.founding
    continuations = tuple(_continuations(a, b))
    shared = _shared(a, b) if same else 0
    forks = _forks(sides, shared, continuations)
    at_fork = _at_fork(sides, shared, continuations)
    return Comparison(
        same_founding=same,
        shared=shared,
        sizes=(a.size, b.size),
        broken=(_why(a), _why(b)),
        continuations=continuations,
        keys=tuple(_keys(sides, forks, at_fork)) if at_fork else (),
        undisputed=(_undisputed(a, forks[0]), _undisputed(b, forks[1])),
        after=(_after(a, forks[0]), _after(b, forks[1])),
        one_sided=(_one_sided(a, b, shared), _one_sided(b, a, shared)),
        sittings=(_sittings(a, forks[0], at_fork), _sittings(b, forks[1], at_fork)),
        keepers=(_keepers(a, forks[0], at_fork), _keepers(b, forks[1], at_fork)),
        muster=_muster(sides, forks, at_fork) if at_fork else None,
        witnesses=(tuple(n for n, _ in a.witnesses), tuple(n for n, _ in b.witnesses)),
        contested=(_contested(a), _contested(b)),
        concluded=(a.book.concluded, b.book.concluded),
        unentered=unentered,
    )


def _shared(a: Branch, b: Branch) -> int:
    """How many acts both have, from the founding on: a root says all that is before it."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(a.roots[1:], b.roots[1:], strict=False)))


def _continuations(a: Branch, b: Branch) -> Iterator[Continuation]:
    """Where two branches of one record are reunited, the one that is laid beside it is meant, not its sister."""
    for side, (claims, other) in enumerate(((a, b), (b, a))):
        named = [p for p in claims.book.continues if p.record == other.founding]
        found = [_continuation(side, claims, other, predecessor) for predecessor in named]
        yield from [each for each in found if each.head_agrees] or found


def _continuation(side: int, claims: Branch, other: Branch, predecessor: Predecessor) -> Continuation:
    size = predecessor.size
    agrees = size <= other.size and other.roots[size] == unarmour(predecessor.root)
    held = other.at(min(size, other.size))
    founding = {material for _, material in claims.signed[0]}
    keepers = [k.keeper or "" for k in held.keys_of("keeper") if k.ended_by is None and k.material in founding]
    return Continuation(
        side=side,
        size=size,
        ground=getattr(claims.entries[0].act.body, "ground", None) or "",
        head_agrees=agrees,
        keepers=tuple(sorted(keepers, key=number_of)),
        keepers_needed=held.rules.keepers_needed,
        takes=tuple((run.first, run.last) for run in predecessor.takes),
        acknowledged_by=_acknowledged(other, claims.founding),
    )


def _acknowledged(other: Branch, successor: str) -> int | None:
    for entry in other.entries:
        if isinstance(entry.act.body, Concluded) and entry.act.body.successor == successor:
            return entry.number
    return None


def _forks(sides: tuple[Branch, Branch], shared: int, continuations: tuple[Continuation, ...]) -> tuple[int, int]:
    """The first act of each side that is its own."""
    if continuations and not shared:
        first = continuations[0]
        own = min(first.size, sides[1 - first.side].size)
        return (0, own) if first.side == 0 else (own, 0)
    return (shared, shared)


def _at_fork(sides: tuple[Branch, Branch], shared: int, continuations: tuple[Continuation, ...]) -> Register | None:
    """The register at the last common act, where there is one."""
    if shared:
        return sides[0].at(shared)
    if continuations:
        first = continuations[0]
        other = sides[1 - first.side]
        return other.at(min(first.size, other.size))
    return None


def _day(book: Register) -> date:
    return max(entry.act.date for entry in book.entries)


def _keys(sides: tuple[Branch, Branch], forks: tuple[int, int], at_fork: Register) -> Iterator[KeyUse]:
    """The keys that could sign at the last common act, officers' and keepers'."""
    day = _day(at_fork)
    for at, key in at_fork.keys.items():
        if key.use in ("acts", "keeper") and key.in_force(day):
            a, b = (
                tuple(n for n in range(fork, side.size) if at in side.signed[n] or _same_key(side, n, key))
                for side, fork in zip(sides, forks, strict=True)
            )
            yield KeyUse(key=key, signed=(a, b))


def _same_key(side: Branch, number: int, key: EnrolledKey) -> bool:
    """On a continuation a line may bear another label; the key itself is the same."""
    return any(material == key.material for _, material in side.signed[number])


def _undisputed(side: Branch, fork: int) -> tuple[int, ...]:
    """Acts after the fork that rest on nothing after it: neither their basis, nor what they name, nor who signed."""
    enrolled = {at for at, key in side.book.keys.items() if key.enrolled_by < max(fork, 1)}
    free = set(range(fork))
    for entry in side.entries[fork:]:
        named = [number_in(t) for t in (entry.act.basis or "", *(ref.target for ref in entry.act.refs))]
        rests = all(n < 0 or n in free for n in named)
        signed = all(at in enrolled for at in side.signed[entry.number])
        if rests and signed and side.signed[entry.number]:
            free.add(entry.number)
    return tuple(sorted(n for n in free if n >= fork))


def _after(side: Branch, fork: int) -> tuple[After, ...]:
    return tuple(
        After(
            number=entry.number,
            kind=entry.act.kind,
            date=entry.act.date,
            entered=entry.entered,
            signatories=entry.act.signatories,
            about=tuple(ref.target for ref in entry.act.refs),
        )
        for entry in side.entries[fork:]
    )


def _one_sided(side: Branch, other: Branch, shared: int) -> tuple[int, ...]:
    """Acts whose signers had seen nothing but what both share, so that either gate could have entered them; this one did."""
    there = other.numbers_by_text()
    own = side.entries[shared:] if shared else []
    return tuple(e.number for e in own if e.act.signatories and e.act.seen.size <= shared and e.text_hash not in there)


def _sittings(side: Branch, fork: int, at_fork: Register | None) -> tuple[Sitting, ...]:
    if at_fork is None:
        return ()
    called = [s for s in side.book.sessions.values() if s.convened >= fork]
    return tuple(_sitting(session, side, at_fork) for session in sorted(called, key=lambda s: s.convened))


def _sitting(session: SessionState, side: Branch, at_fork: Register) -> Sitting:
    """Reckoned under the rules at the fork: what either side changed since is the other's question."""
    rules, opening = at_fork.rules_on(_day(at_fork)).rules, session.opening
    call = side.entries[session.convened].act
    filled = len(at_fork.filled(session.call.body, _day(at_fork)))
    met = None if opening is None else opening.present >= asked(session, filled, rules)
    return Sitting(
        session=session.id,
        called=session.convened,
        opened=session.opened,
        notice=clear_days(call.date, session.call.opens),
        notice_asked=rules.convening_days,
        present=None if opening is None else opening.present,
        entitled=None if opening is None else opening.entitled,
        filled_at_fork=filled,
        quorum_met=met,
        second_of=session.call.second_of,
    )


def _keepers(side: Branch, fork: int, at_fork: Register | None) -> tuple[str, ...]:
    """The keepers at the fork whose keys signed or attested on this side after it."""
    if at_fork is None:
        return ()
    held = {key.material: key.keeper or "" for key in at_fork.keys_of("keeper") if key.ended_by is None}
    used = {material for number in range(fork, side.size) for _, material in side.signed[number]}
    used |= {unarmour(each.key) for entry in side.entries[fork:] for each in _attestations(entry)}
    return tuple(sorted((keeper for material, keeper in held.items() if material in used), key=number_of))


def _attestations(entry: Entry) -> tuple[Attestation, ...]:
    return entry.act.body.attestations if isinstance(entry.act.body, Attested) else ()


def _muster(sides: tuple[Branch, Branch], forks: tuple[int, int], at_fork: Register) -> Standing | None:
    """The last muster before anything either side contests: the last one that both share (C1)."""
    last = next(iter(musters(at_fork)), None)
    if last is None:
        return None
    a, b = (_standing(side, fork, last) for side, fork in zip(sides, forks, strict=True))
    return Standing(
        muster=last.name,
        act=last.act,
        entitled=last.entitled,
        stand=(_ordered(a - b), _ordered(b - a)),
        both=_ordered(a & b),
    )


def _standing(side: Branch, fork: int, muster: Mustered) -> set[str]:
    own = {entry.text_hash for entry in side.entries[fork:]} | {
        text for text, numbers in side.book.announced.items() if max(numbers) >= fork
    }
    return {
        stand.who
        for text in own
        for stand in side.book.stands.get(text, ())
        if stand.attestation.seat is not None and is_of(stand.attestation, muster)
    }


def _ordered(seats: set[str]) -> tuple[str, ...]:
    return tuple(sorted(seats, key=number_of))


def _contested(side: Branch) -> tuple[int, ...]:
    return tuple(sorted(n for n, standing in side.book.standing.items() if standing.open_contest))


def _why(side: Branch) -> str | None:
    return None if side.broken is None else f"{side.broken} ({side.broken.code})"
