"""An assembly that splits after one act: a hall, a muster, and how its branches are laid side by side."""

from __future__ import annotations

from copy import deepcopy
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from qurultay.acts.act import Entry, text_hash, text_of
from qurultay.acts.carrying_on import Announced, Attestation, Attested
from qurultay.acts.constituting import Constituted, Keeper, Predecessor
from qurultay.acts.muster import message
from qurultay.record.branch import Branch, read_branch
from qurultay.record.source import Memory
from qurultay.tlog.armour import armour
from qurultay.tlog.keys import SigningKey
from tests.acts.test_muster import MUSTER, SEATS, delegate, opened, salt
from tests.hall import Hall, constitution, key_text, seeded
from tests.record.forge import LATE, files_of
from tests.stories.telling import GRAVE, Story, five

FOUR = tuple(f"keeper/{n}" for n in range(1, 5))


class Assembly(Story):
    """A story that also lets delegates stand by acts, and may be carried on under another log key."""

    log: SigningKey = seeded("log")

    def stand(self, text: str, *seats: str) -> Entry:
        """Delegates stand by a text; the gate enters it."""
        said = tuple(self.attestation(text, seat) for seat in seats)
        return self.enter(Attested(attestations=said), signatories=(), by=())

    def attestation(self, text: str, seat: str) -> Attestation:
        """What one delegate signs at home, from the sheet of the last muster that all shared."""
        index, key = SEATS.index(seat), delegate(seat)
        return Attestation(
            key=armour(key.material),
            stands_by=text,
            signature=armour(key.attest(message(self.book.founding, text))),
            seat=seat,
            salt=salt(seat).hex(),
            index=index,
            proof=MUSTER.proof(index),
        )

    def announced(self, body: Any, signatories: tuple[str, ...] = (*GRAVE, *FOUR), **said: Any) -> Entry:
        """An entrenched act: announced, held for a month in public, entered."""
        act = self.draft(body, signatories=signatories, enter_by=self.today + timedelta(days=90), **said)
        notice = Announced(class_="entrenched", text=text_hash(text_of(act)))
        self.enter(notice, signatories=signatories[:1])
        self.on(self.today + timedelta(days=31))
        return self.sign_and_enter(act, [self.signers[s] for s in signatories])

    @property
    def files(self) -> dict[str, bytes]:
        return files_of(self.notes, self.words, self.log)

    @property
    def branch(self) -> Branch:
        """The branch as a stranger reads it."""
        return read_branch(Memory(self.files), now=LATE)


def before_the_split() -> Assembly:
    """A year of one assembly: offices filled, a session with a muster, a letter."""
    assembly = Assembly()
    assembly.fill_posts(five(21))
    assembly.on("2027-03-01")
    opened(assembly, "session/9")
    return assembly


def parted(assembly: Assembly) -> tuple[Assembly, Assembly]:
    """Two who go on from the same act, each with all keys of its own."""
    return assembly, deepcopy(assembly)


def continuing(
    *predecessors: tuple[Assembly, int], day: str, ground: str, keepers: tuple[str, ...] = FOUR, **said: Any
) -> Assembly:
    """A new record that continues others: under its own gate, log and officers, with these keepers' old keys."""
    first = predecessors[0][0]
    named = tuple(
        replace(
            Predecessor(record=each.book.founding, size=size, root=armour(each.judge.roots[size])),
            muster=MUSTER.root,
            entitled=9,
            takes=said.pop(f"takes_{number}", ()),
        )
        for number, (each, size) in enumerate(predecessors)
    )
    plain = constitution(**said)
    new = replace(
        plain,
        continues=named,
        ground=ground,
        holders=tuple(
            replace(h, key=key_text(seeded(h.post, 6)), person=f"person/{70 + n}") for n, h in enumerate(plain.holders)
        ),
        keepers=tuple(_keeper(k, first, keepers) for k in plain.keepers),
        gate=armour(seeded("gate", 6).cosigner_material),
        log=key_text(seeded("log", 6)),
    )
    return _Continued(new, first, keepers, day)


def _keeper(keeper: Keeper, first: Hall, kept: tuple[str, ...]) -> Keeper:
    key = first.signers[keeper.id] if keeper.id in kept else seeded(keeper.id, 6)
    return replace(keeper, key=key_text(key))


class _Continued(Assembly):
    """The continuation as a hall of its own."""

    log = seeded("log", 6)

    def __init__(self, body: Constituted, first: Hall, keepers: tuple[str, ...], day: str) -> None:
        self._kept = {k: first.signers[k] for k in keepers}
        self._day = day
        super().__init__(body)

    def found(self, body: Constituted) -> Entry:
        self.on(date.fromisoformat(self._day))
        self.gate = seeded("gate", 6)
        owners = [h.post for h in body.holders] + [k.id for k in body.keepers]
        new = {owner: seeded(owner, 6) for owner in owners} | self._kept
        self.signers = new
        return Hall.found(self, body)
