"""The register as a book of pages, and the questions it answers.

`register.py` says how acts become these pages; read that first. What stands on them is in `pages.py`.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from qurultay.acts.act import Entry, civil_date
from qurultay.acts.constituting import Community, Keeper, Predecessor
from qurultay.acts.convening import Closed, Opened
from qurultay.acts.following import Position, ReportTabled
from qurultay.acts.office import Assignment
from qurultay.acts.pages import (
    EVER,
    Call,
    Commitment,
    ElectionState,
    Ended,
    EnrolledKey,
    Letter,
    Observance,
    OrganisationState,
    Plan,
    PostState,
    ProvisionState,
    Question,
    Reply,
    RulesInForce,
    SeatState,
    SessionState,
    Stand,
    Tenure,
    TextState,
)
from qurultay.acts.rules import Rules
from qurultay.acts.standing import UNTOUCHED, Annulment, Standing
from qurultay.acts.writing import Deposited, ReplyRecorded

__all__ = [
    "EVER", "Call", "Commitment", "ElectionState", "Ended", "EnrolledKey", "Letter", "Observance",
    "OrganisationState", "Plan", "PostState", "ProvisionState", "Question", "Register", "Reply", "RulesInForce",
    "SeatState", "SessionState", "Stand", "Tenure", "TextState", "session_of",
]  # fmt: skip


UNTOLD_DAYS = 3
"""Entered so many days after its date, an act is not late (T2)."""


@dataclass(kw_only=True)
class Register:
    """What the acts add up to: who holds what, what is in force, what was asked and what came of it.

    A register is built by `register()` and then only read. Dates ask for an answer on that day.
    """

    on: date | None = None
    entries: list[Entry] = field(default_factory=list)
    label: str = ""
    purpose: str = "record"
    founding: str = ""
    continues: tuple[Predecessor, ...] = ()

    # What there is.
    organisations: dict[str, OrganisationState] = field(default_factory=dict)
    communities: dict[str, Community] = field(default_factory=dict)
    posts: dict[str, PostState] = field(default_factory=dict)
    seats: dict[str, SeatState] = field(default_factory=dict)
    keepers: dict[str, Keeper] = field(default_factory=dict)
    rules_history: list[RulesInForce] = field(default_factory=list)

    # Who holds it: assignments by place and person, one for the day of a vacancy by place, and what became of them.
    assigned: dict[tuple[str, str], tuple[int, Assignment]] = field(default_factory=dict)
    designated: dict[str, tuple[int, Assignment]] = field(default_factory=dict)
    taken: set[tuple[int, str, str]] = field(default_factory=set)
    tenures: dict[str, list[Tenure]] = field(default_factory=dict)
    keys: dict[tuple[str, bytes], EnrolledKey] = field(default_factory=dict)
    key_rings: dict[tuple[str, str | None], list[tuple[str, bytes]]] = field(default_factory=dict)
    materials: dict[bytes, list[tuple[str, bytes]]] = field(default_factory=dict)

    # What was done.
    sessions: dict[str, SessionState] = field(default_factory=dict)
    done_in: dict[str, list[int]] = field(default_factory=dict)
    ordinals: dict[tuple[str, int], int] = field(default_factory=dict)
    elections: dict[str, ElectionState] = field(default_factory=dict)
    texts: dict[int, TextState] = field(default_factory=dict)
    not_adopted: list[int] = field(default_factory=list)
    calls: dict[str, Call] = field(default_factory=dict)
    commitments: dict[str, Commitment] = field(default_factory=dict)
    letters: dict[int, Letter] = field(default_factory=dict)
    replies: dict[int, ReplyRecorded] = field(default_factory=dict)
    deposits: dict[int, Deposited] = field(default_factory=dict)
    reports: dict[int, ReportTabled] = field(default_factory=dict)
    positions: dict[tuple[str, str, str], tuple[int, Position]] = field(default_factory=dict)
    observances: dict[str, Observance] = field(default_factory=dict)
    plans: dict[int, Plan] = field(default_factory=dict)
    series: dict[str, int] = field(default_factory=dict)
    unused: dict[str, int] = field(default_factory=dict)
    concluded: int | None = None

    # What was said of acts.
    standing: dict[int, Standing] = field(default_factory=dict)
    fallen: dict[str, Annulment] = field(default_factory=dict)
    questions: dict[int, Question] = field(default_factory=dict)
    announced: dict[str, list[int]] = field(default_factory=dict)
    stands: dict[str, list[Stand]] = field(default_factory=dict)
    recovering: int | None = None
    stopped: dict[str, list[int]] = field(default_factory=dict)
    suspensions: list[int] = field(default_factory=list)
    withheld_days: list[date] = field(default_factory=list)

    # Where to find it again.
    ids: dict[str, int] = field(default_factory=dict)
    names: dict[str, tuple[int, str]] = field(default_factory=dict)
    named: set[str] = field(default_factory=set)
    signed_by: dict[str, list[int]] = field(default_factory=dict)
    resting_on: dict[str, list[int]] = field(default_factory=dict)
    named_by: dict[int, list[int]] = field(default_factory=dict)
    strikes: dict[str, list[int]] = field(default_factory=dict)
    changes: dict[tuple[int, str], list[tuple[int, str]]] = field(default_factory=dict)
    weighty: list[int] = field(default_factory=list)
    unknown: list[int] = field(default_factory=list)

    # How to read some of it again: laid when it is first needed, and never kept.
    footed: Any = field(default=None, repr=False, compare=False)
    patience: int = field(default=0, repr=False, compare=False)

    def __getstate__(self) -> dict[str, Any]:
        return vars(self) | {"footed": None}

    @property
    def size(self) -> int:
        """How many acts this register was read from."""
        return len(self.entries)

    def rules_on(self, day: date) -> RulesInForce:
        """The rules in force on a day: the last adopted of those whose days include it."""
        for held in reversed(self.rules_history):
            if held.from_ <= day <= held.until:
                return held
        return self.rules_history[0]

    @property
    def rules(self) -> Rules:
        """The rules in force on the register's day, or the last ones adopted."""
        return self.rules_on(self.on or EVER).rules

    def doubt(self, number: int) -> Question | None:
        """Why an act is in question; an annulment answers the question as a confirmation does (T7)."""
        return None if f"act/{number}" in self.fallen else self.questions.get(number)

    def standing_of(self, number: int) -> Standing:
        """What later acts have said of an act."""
        return self.standing.get(number, UNTOUCHED)

    def holder(self, place: str, day: date) -> Tenure | None:
        """Who holds a post or seat on a day, holding over included; the latest to take office decides.

        Those before the last that began by then ended when it began (`offices.end_earlier`): nobody looks further back.
        """
        for tenure in reversed(self.tenures.get(place, ())):
            if tenure.from_ <= day:
                return tenure if day <= (tenure.holds_over_until or tenure.until) else None
        return None

    def posts_of(self, person: str, day: date) -> Iterator[PostState]:
        """The posts somebody holds on a day."""
        for post, state in self.posts.items():
            held = self.holder(post, day)
            if held is not None and held.person == person:
                yield state

    def seats_of(self, body: str, day: date) -> list[SeatState]:
        """The seats a body has on a day."""
        return [s for s in self.seats.values() if s.body == body and s.from_ <= day <= s.until]

    def has_seats(self, body: str) -> bool:
        """Did the body ever have seats here? Of others the register cannot say who is in office."""
        return any(seat.body == body for seat in self.seats.values())

    def filled(self, body: str, day: date) -> list[SeatState]:
        """The seats of a body that are filled on a day: what `entitled` and quorum are reckoned on (R9)."""
        return [s for s in self.seats_of(body, day) if (t := self.holder(s.id, day)) is not None and t.runs_on(day)]

    def keys_of(self, use: str) -> list[EnrolledKey]:
        """Every key ever enrolled for one use."""
        return [key for key in self.keys.values() if key.use == use]

    def entry_day(self, entry: Entry) -> date:
        """The civil date of an act's entry, at the offset of its session or of the record's seat (T8)."""
        return self.day_at(entry.act.body, entry.act.date, entry.entered)

    def day_at(self, body: object, dated: date, seconds: int) -> date:
        """The civil date of a moment, where an act with this body and date was done."""
        held = self.sessions.get(session_of(body) or "")
        if held is not None:
            return civil_date(seconds, held.call.offset)
        return civil_date(seconds, self.rules_on(dated).rules.offset if self.rules_history else "+00:00")

    def contestable_until(self, number: int) -> date:
        """The last day on which an election of this record may be contested (A6, A12)."""
        entry = self.entries[number]
        return self.contest_ends(entry.act.date, self.entry_day(entry))

    def contest_ends(self, dated: date, entered: date) -> date:
        """The last day for contesting an act of this date.

        Its hold and three days besides are no delay; one entered later still gives everybody who reads it the time.
        """
        rules = self.rules_on(dated).rules
        seen = entered - timedelta(hours=rules.hold_hours_grave, days=UNTOLD_DAYS)
        return max(dated, seen) + timedelta(days=rules.contest_days)

    def days_late(self, entry: Entry) -> int:
        """How many days after its date an act was entered; 0 up to three days, which nobody need be told of (T2)."""
        days = (self.entry_day(entry) - entry.act.date).days
        return days if days > UNTOLD_DAYS else 0


def held_at(held: Sequence[Tenure], day: date) -> int | None:
    """Where among the tenures of one place stands the one that holds on a day, as `Register.holder` finds it."""
    for index in range(len(held) - 1, -1, -1):
        if held[index].from_ <= day:
            return index if held[index].holds_on(day) else None
    return None


def session_of(body: object) -> str | None:
    """The session in which an act was done, or which it opens or closes."""
    if isinstance(body, (Opened, Closed)):
        body = body.session or body.election
    found = getattr(body, "session", None)
    return found if isinstance(found, str) else None
