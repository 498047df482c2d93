"""A gate with a record behind it and a desk beside it, for tests: founded as the hall is, with keys made from seeds."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from hashlib import sha256
from pathlib import Path
from typing import Any

from qurultay.acts.act import civil_date
from qurultay.acts.book import Register
from qurultay.acts.constituting import Constituted
from qurultay.acts.writing import Issued
from qurultay.gazette.desk import Desk
from qurultay.gazette.gate import Gate, GateKeys, Submission
from qurultay.gazette.objections import Objected
from qurultay.gazette.preparing import Prepared, prepare
from qurultay.tlog.keys import SigningKey
from tests.hall import OFFICERS, POSTS, constitution, seeded

OPENED = int(datetime(2026, 6, 1, 9, tzinfo=UTC).timestamp())
DAY, HOUR = 86_400, 3_600
KEEPERS = tuple(f"keeper/{n}" for n in range(1, 8))
LETTER = Issued(form="letter", authentic=("en",), addressee="addressee/osmark-culture")


def drawing(seed: str) -> Any:
    """Randomness that repeats itself from test to test."""
    count = [0]

    def draw(size: int) -> bytes:
        count[0] += 1
        return sha256(f"{seed} {count[0]}".encode()).digest()[:size]

    return draw


@dataclass
class Gatehouse:
    """The gate, the desk, the clock, and who signs with which key."""

    folder: Path
    now: int = OPENED
    signers: dict[str, SigningKey] = field(default_factory=lambda: {o: seeded(o) for o in (*POSTS, *KEEPERS)})
    random: Any = field(default_factory=lambda: drawing("house"))

    def __post_init__(self) -> None:
        self.desk = Desk(self.folder / "desk")
        self.keys = GateKeys(gate=seeded("gate"), log=seeded("log"))

    @property
    def today(self) -> date:
        return civil_date(self.now, "+03:00")

    def found(self, body: Constituted | None = None) -> Gate:
        """Found the record, or raise `Objected`."""
        body = body or constitution()
        owners = [h.post for h in body.holders] + [k.id for k in body.keepers]
        act = prepare(
            body, Register(), b"", signatories=owners, issuers=("body/assembly",), today=self.today, random=self.random
        )
        return Gate.found(self.folder / "record", self.folder / "home", self.keys, self.signed(act, owners), self.now)

    def open(self) -> Gate:
        """The gate, opened again."""
        return Gate(self.folder / "record", self.folder / "home", self.keys, self.now)

    def draft(self, gate: Gate, body: Any = LETTER, **fields: Any) -> Prepared:
        """An act prepared on the present head."""
        fields = {"signatories": OFFICERS, "issuers": ("body/government",), "today": self.today, **fields}
        return gate.draft(body, random=self.random, **fields)

    def signed(self, act: Prepared, by: Any, since: int | None = None, also: tuple[SigningKey, ...] = ()) -> Submission:
        """The act with the lines of these owners."""
        lines = tuple(key.sign(act.text) for key in (*(self.signers[o] for o in by), *also))
        return Submission(text=act.text, lines=lines, parts=act.parts, held_since=self.now if since is None else since)

    def enter(
        self, gate: Gate, body: Any = LETTER, also: tuple[SigningKey, ...] = (), wait: int = 8 * DAY, **fields: Any
    ) -> int:
        """Draft, sign as the signatories, wait, publish."""
        act = self.draft(gate, body, **fields)
        submission = self.signed(act, act.act.signatories, also=also)
        self.now += wait
        return gate.publish(submission, self.now)

    def refused(self, gate: Gate, submission: Submission) -> set[str]:
        """The codes of all objections to publishing this; nothing may have been entered."""
        size, head = gate.size, (self.folder / "record/checkpoint").read_bytes()
        try:
            gate.publish(submission, self.now)
        except Objected as refused:
            assert (gate.size, (self.folder / "record/checkpoint").read_bytes()) == (size, head)
            return {each.code for each in refused.objections}
        raise AssertionError("it was entered")
