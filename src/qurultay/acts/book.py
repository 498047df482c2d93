"""The register's pages: the values it holds and the questions it answers.

`register.py` says how acts become these values; read that first.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from qurultay.acts.act import Entry, civil_date
from qurultay.acts.constituting import Community, Keeper, Organisation, Post
from qurultay.acts.convening import Convened, ElectionClosing, ElectionOpening, SessionOpening
from qurultay.acts.following import Finding, Measured, Position, ReportTabled
from qurultay.acts.office import Assignment, Elected
from qurultay.acts.resolving import Adopted, Indicator, Operation
from qurultay.acts.rules import Rules
from qurultay.acts.standing import UNTOUCHED, Annulment, Standing
from qurultay.acts.writing import Deposited, Grade, Issued, ReplyRecorded

Ended = Literal["term", "resigned", "died", "removed", "disqualified", "annulled", "abolished", "successor", "founding"]
EVER = date.max


@dataclass(frozen=True, kw_only=True, slots=True)
class Tenure:
    """Somebody's time in a post or seat: first and last day, both included (T9)."""

    place: str
    person: str
    from_: date
    until: date
    source: int
    took_office: int | None = None
    ended: Ended = "term"
    ended_by: int | None = None
    holds_over_until: date | None = None
    de_facto_by: int | None = None
    impeded_since: date | None = None

    def runs_on(self, day: date) -> bool:
        """Does the term include the day?"""
        return self.from_ <= day <= self.until

    def holds_on(self, day: date) -> bool:
        """Does the holder hold, or hold over, on the day (A9)?"""
        return self.from_ <= day <= (self.holds_over_until or self.until)


@dataclass(frozen=True, kw_only=True, slots=True)
class EnrolledKey:
    """A key, whose it is, and from when until when it may sign (A4, design §3a.7)."""

    name: str
    material: bytes
    use: Literal["acts", "keeper", "log", "gate", "box"]
    enrolled_by: int
    from_: date
    until: date
    post: str | None = None
    person: str | None = None
    keeper: str | None = None
    ended_by: int | None = None
    suspended_until: date | None = None
    suspended_from: date | None = None

    def in_force(self, day: date) -> bool:
        """May it sign what is entered on the day?"""
        resting = self.suspended_from is not None and self.suspended_from <= day <= (self.suspended_until or EVER)
        return self.from_ <= day <= self.until and not resting


@dataclass(frozen=True, kw_only=True, slots=True)
class RulesInForce:
    """Rules, the act that adopted them, and their days."""

    rules: Rules
    act: int
    from_: date
    until: date = EVER


@dataclass(frozen=True, kw_only=True, slots=True)
class OrganisationState:
    """A body and its life."""

    what: Organisation
    established: int
    from_: date
    dissolved: int | None = None
    until: date = EVER


@dataclass(frozen=True, kw_only=True, slots=True)
class PostState:
    """A post and its life."""

    what: Post
    established: int
    from_: date
    dissolved: int | None = None
    until: date = EVER


@dataclass(frozen=True, kw_only=True, slots=True)
class SeatState:
    """A seat, whose community it is guaranteed to, and its life (R9)."""

    id: str
    body: str
    community: str | None
    established: int
    from_: date
    until: date = EVER


@dataclass(frozen=True, kw_only=True, slots=True)
class SessionState:
    """A session from the call to its minutes."""

    id: str
    convened: int
    call: Convened
    issuers: tuple[str, ...]
    opens: date
    closes: date
    opened: int | None = None
    opening: SessionOpening | None = None
    closed: int | None = None
    postponed_by: tuple[int, ...] = ()
    minutes: tuple[int, ...] = ()
    acts: tuple[int, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class ElectionState:
    """An election from its opening to its result."""

    id: str
    opened: int
    opening: ElectionOpening
    closed: int | None = None
    closing: ElectionClosing | None = None
    result: int | None = None
    elected: Elected | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class ProvisionState:
    """A provision: in force from and until, and why not any longer."""

    ref: str
    label: str
    operations: tuple[Operation, ...]
    from_: date
    until: date = EVER
    repealed_by: int | None = None
    annulled: Annulment | None = None
    replaced_by: int | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class TextState:
    """An adopted text and its provisions."""

    number: int
    adopted: Adopted
    adopted_on: date
    provisions: dict[str, ProvisionState]
    from_: date
    until: date = EVER
    repealed_by: int | None = None
    replaced_by: int | None = None
    annulled: Annulment | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Reply:
    """One answer to one call."""

    act: int
    grade: Grade
    received: date


@dataclass(frozen=True, kw_only=True, slots=True)
class Call:
    """What somebody was asked to do, the letters that carried it and the replies that came."""

    ref: str
    act: int
    operation: Operation
    asked: date
    due: date | None
    letters: tuple[int, ...] = ()
    replies: tuple[Reply, ...] = ()
    finding: Finding | None = None
    found_by: int | None = None
    ended: date | None = None
    ended_how: Literal["repealed", "annulled", "replaced"] | None = None

    def state(self, day: date) -> str:
        """Where the call stands on a day; computed, never stored."""
        if self.ended is not None and self.ended <= day:
            return self.ended_how or "repealed"
        if self.finding is not None and self.finding.state != "under-way":
            return self.finding.state
        if self.replies:
            return "answered"
        return "no-reply" if self.due is not None and self.due < day else "waiting"


@dataclass(frozen=True, kw_only=True, slots=True)
class Commitment:
    """What the body pledged: who owes it, by when, and what shows it was kept."""

    ref: str
    act: int
    operation: Operation
    made: date
    due: date | None
    finding: Finding | None = None
    found_by: int | None = None
    reports: tuple[int, ...] = ()
    ended: date | None = None
    ended_how: Literal["repealed", "annulled", "replaced"] | None = None

    def state(self, day: date) -> str:
        """Where the pledge stands on a day: a repealed pledge was neither kept nor dropped (§5, edges)."""
        if self.ended is not None and self.ended <= day:
            return self.ended_how or "repealed"
        if self.finding is not None and self.finding.state in ("kept", "kept-in-part", "dropped"):
            return self.finding.state
        if self.due is not None and self.due < day:
            return "overdue"
        return "under-way" if self.finding is not None else "pledged"


@dataclass(frozen=True, kw_only=True, slots=True)
class Letter:
    """A letter, statement, notice or warning that was issued."""

    number: int
    issued: Issued
    date: date
    issuers: tuple[str, ...]
    carries: tuple[str, ...]
    replies: tuple[int, ...] = ()
    annulled: Annulment | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Observance:
    """A day the body keeps each year."""

    ref: str
    month: int
    day: int
    counts_from: int | None
    proclaimed: date
    until: date = EVER


@dataclass(frozen=True, kw_only=True, slots=True)
class Plan:
    """A plan's indicators and what was measured."""

    number: int
    indicators: tuple[Indicator, ...]
    measured: tuple[tuple[int, date, Measured], ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Question:
    """Why an act is in question, since when it may lapse, and whether it was confirmed (A11, T7)."""

    because: int
    lapses: date | None
    confirmed_by: int | None = None

    def state(self, day: date) -> str:
        """In question, confirmed, or ended because nobody confirmed it in time."""
        if self.confirmed_by is not None:
            return "confirmed"
        return "ended" if self.lapses is not None and self.lapses < day else "in-question"


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
    organisations: dict[str, OrganisationState] = field(default_factory=dict)
    communities: dict[str, Community] = field(default_factory=dict)
    posts: dict[str, PostState] = field(default_factory=dict)
    seats: dict[str, SeatState] = field(default_factory=dict)
    keepers: dict[str, Keeper] = field(default_factory=dict)
    rules_history: list[RulesInForce] = field(default_factory=list)
    assigned: dict[tuple[str, str], tuple[int, Assignment]] = field(default_factory=dict)
    tenures: dict[str, list[Tenure]] = field(default_factory=dict)
    keys: dict[tuple[str, bytes], EnrolledKey] = field(default_factory=dict)
    sessions: dict[str, SessionState] = field(default_factory=dict)
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
    ids: dict[str, int] = field(default_factory=dict)
    standing: dict[int, Standing] = field(default_factory=dict)
    fallen: dict[str, Annulment] = field(default_factory=dict)
    questions: dict[int, Question] = field(default_factory=dict)
    names: dict[str, tuple[int, str]] = field(default_factory=dict)
    signed_by: dict[str, list[int]] = field(default_factory=dict)
    announced: dict[str, list[int]] = field(default_factory=dict)
    stopped: dict[str, list[int]] = field(default_factory=dict)
    withheld_days: list[date] = field(default_factory=list)
    concluded: int | None = None
    unknown: list[int] = field(default_factory=list)

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

    def standing_of(self, number: int) -> Standing:
        """What later acts have said of an act."""
        return self.standing.get(number, UNTOUCHED)

    def holder(self, place: str, day: date) -> Tenure | None:
        """Who holds a post or seat on a day, holding over included; the latest to take office decides."""
        for tenure in reversed(self.tenures.get(place, ())):
            if tenure.holds_on(day):
                return tenure
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

    def filled(self, body: str, day: date) -> list[SeatState]:
        """The seats of a body that are filled on a day: what `entitled` and quorum are reckoned on (R9)."""
        return [s for s in self.seats_of(body, day) if (t := self.holder(s.id, day)) is not None and t.runs_on(day)]

    def keys_of(self, use: str) -> list[EnrolledKey]:
        """Every key ever enrolled for one use."""
        return [key for key in self.keys.values() if key.use == use]

    def entry_day(self, entry: Entry) -> date:
        """The civil date of an act's entry, at the offset of its session or of the record's seat (T8)."""
        return civil_date(entry.entered, self.offset_of(entry))

    def offset_of(self, entry: Entry) -> str:
        """The offset from UTC by which an act's date is judged (T8)."""
        session = getattr(entry.act.body, "session", None)
        known = self.sessions.get(session) if isinstance(session, str) else None
        return known.call.offset if known else self.rules_history[-1].rules.offset if self.rules_history else "+00:00"
