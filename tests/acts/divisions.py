"""Random lives that divide: one assembly with a muster, two that go on from the same act, and one that reunites them.

Officers, keepers and delegates of both sides go on as chance wants, each with all keys of their own. What each side signs
rests on its own history; what was signed before the division may still be tried on either.
"""

from __future__ import annotations

from copy import deepcopy
from dataclasses import replace
from datetime import timedelta
from random import Random

from qurultay.acts.act import Entry
from qurultay.acts.carrying_on import Attested
from qurultay.acts.constituting import Constituted, Predecessor, Run
from qurultay.record.branch import Branch
from qurultay.tlog.armour import armour
from qurultay.tlog.keys import SigningKey
from tests.acts.lives import FOUNDING, Chamber, Life
from tests.acts.test_muster import SEATS, opened
from tests.acts.test_muster import stand as attestation
from tests.hall import Hall, key_text, seeded

GROUNDS = ("operator-lost", "keys-lost", "split", "merger", "relocation", "concluded-under-duress")


class Mustered(Life):
    """A life that begins with a session at which all nine left a key."""

    def begin(self) -> None:
        opened(self.hall, "session/9000")
        self.hall.days(1)


def stand_by(life: Life) -> None:
    """A delegate of the muster stands by some act, at home; nobody knows which."""
    entry, seat = life.chance.choice(life.entries[-4:]), life.chance.choice(SEATS)
    life.do(Attested(attestations=(attestation(life.hall, seat, entry.text_hash),)), signatories=())


class Division:
    """A life of one assembly, and from its last common act the lives of two."""

    def __init__(self, seed: int, before: int = 18, after: int = 20) -> None:
        self.shared: Life = Mustered(seed, before)
        self.fork = len(self.shared.entries)
        self.a, self.b = deepcopy(self.shared), deepcopy(self.shared)
        for side, other in ((self.a, 1), (self.b, 2)):
            side.chance = Random(f"{seed} {other}")
            side.live(after, *(stand_by,) * 12)

    @property
    def lives(self) -> tuple[Life, Life]:
        return self.a, self.b

    @property
    def both_went_on(self) -> bool:
        """Has each side something of its own?"""
        return all(len(each.entries) > self.fork for each in self.lives)

    @property
    def branches(self) -> tuple[Branch, Branch]:
        return branch_of(self.a.hall), branch_of(self.b.hall)


def branch_of(hall: Chamber) -> Branch:
    """A chamber's history as a stranger reads it; its lines hold by word, as everywhere in these lives."""
    entered = [signed for *_, signed, _, codes in hall.attempts if not codes]
    assert len(entered) == len(hall.entries)
    return Branch(
        book=hall.book,
        roots=tuple(hall.judge.roots),
        signed=tuple(tuple((line.name, line.material) for line in signed) for signed in entered),
        witnesses=(),
        broken=None,
    )


class Reunited(Chamber):
    """A new record that continues both sides: it takes over some acts of each, and these keepers bring their old keys."""

    def __init__(self, division: Division, chance: Random) -> None:
        self.chance, self.halls = chance, tuple(life.hall for life in division.lives)
        self.brought = {f"keeper/{n}" for n in range(1, 8) if chance.random() < 0.6}
        self.sizes = tuple(chance.randint(division.fork + 1, len(hall.entries)) for hall in self.halls)
        plain = FOUNDING
        super().__init__(
            replace(
                plain,
                continues=tuple(map(self._predecessor, self.halls, self.sizes)),
                ground=chance.choice(GROUNDS),  # type: ignore[arg-type]  # the grounds there are
                holders=tuple(replace(h, key=key_text(seeded(h.post, 90))) for h in plain.holders),
                keepers=tuple(replace(k, key=key_text(self._key(k.id))) for k in plain.keepers),
                gate=armour(seeded("gate", 90).cosigner_material),
                log=key_text(seeded("log", 90)),
            )
        )

    def _key(self, keeper: str) -> SigningKey:
        return self.halls[0].signers[keeper] if keeper in self.brought else seeded(keeper, 90)

    def _predecessor(self, hall: Chamber, size: int) -> Predecessor:
        first = self.chance.randrange(size)
        taken = (Run(first=first, last=self.chance.randrange(first, size)),) if self.chance.random() < 0.8 else ()
        return Predecessor(record=hall.book.founding, size=size, root=armour(hall.judge.roots[size]), takes=taken)

    def found(self, body: Constituted) -> Entry:
        self.on(max(hall.today for hall in self.halls) + timedelta(days=1))
        self.gate = seeded("gate", 90)
        self.signers = {h.post: seeded(h.post, 90) for h in body.holders} | {
            k.id: self._key(k.id) for k in body.keepers
        }
        return Hall.found(self, body)
