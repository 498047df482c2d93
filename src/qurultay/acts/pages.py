"""The values that stand on the register's pages: tenures, keys, sessions, texts, calls, letters.

Each is what some acts add up to, with the numbers of those acts, so that a reader can go back to them.
Days of offices, bodies and keys are the first and the last, both included (T9). The `until` of a text
or provision is the first day on which it is no longer in force, as a repeal says it ("from 1 March").
"""

from dataclasses import dataclass, field
from datetime import date
from typing import Literal, get_args

from qurultay.acts.carrying_on import Attestation
from qurultay.acts.constituting import Organisation, Post
from qurultay.acts.convening import Convened, ElectionClosing, ElectionOpening, SessionOpening
from qurultay.acts.following import Finding, Measured
from qurultay.acts.office import Elected
from qurultay.acts.resolving import Adopted, Indicator, Operation
from qurultay.acts.rules import Class, ClassRow, Rules
from qurultay.acts.standing import Annulment
from qurultay.acts.writing import Grade, Issued

Ended = Literal["term", "resigned", "died", "removed", "disqualified", "annulled", "abolished", "successor", "founding"]
EVER = date.max
Day = date


@dataclass(frozen=True, kw_only=True, slots=True)
class Tenure:
    """Somebody's time in a post or seat: first and last day, both included (T9).

    `until` is the last day in fact; `granted_until` the last day of the term as it was given. A caretaker was seated
    by the keepers, and signs what somebody may who holds over (C8).
    """

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
    impeded_until: date = EVER
    impeded_by: int | None = None
    granted_until: date = EVER
    caretaker: bool = False

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
    use: Literal["acts", "keeper", "log", "gate", "box", "pdf"]
    enrolled_by: int
    from_: date
    until: date
    post: str | None = None
    person: str | None = None
    keeper: str | None = None
    ended_by: int | None = None
    suspended_until: date | None = None
    suspended_from: date | None = None
    granted_until: date = EVER

    def in_force(self, day: date) -> bool:
        """May it sign what is entered on the day?"""
        return self.from_ <= day <= self.until and (self.suspended_from is None or not self.rests(day))

    def signs_acts_on(self, day: date) -> bool:
        """May it sign an act on the day? A certificate is in force too, but signs PDFs alone."""
        return self.use != "pdf" and self.in_force(day)

    def rests(self, day: date) -> bool:
        """Is it suspended on the day (A4)?"""
        return self.suspended_from is not None and self.suspended_from <= day <= (self.suspended_until or EVER)


@dataclass(frozen=True, kw_only=True, slots=True)
class RulesInForce:
    """Rules, the act that adopted them, and their days. Rows and names are laid ready: every act asks for them."""

    rules: Rules
    act: int
    from_: date
    until: date = EVER
    rows: dict[str, ClassRow] = field(init=False, repr=False, compare=False)
    names: frozenset[str] = field(init=False, repr=False, compare=False)
    _together: dict[tuple[str, ...], tuple[ClassRow, ...] | None] = field(init=False, repr=False, compare=False)
    _in_time: dict[Class, int] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "rows", {row.case: row for row in reversed(self.rules.classes)})
        object.__setattr__(self, "names", self.rules.names())
        object.__setattr__(self, "_together", {})
        first = date(2000, 1, 1)
        spans = {each: (self.rules.latest_entry(first, each) - first).days for each in get_args(Class)}
        object.__setattr__(self, "_in_time", spans)

    def rows_of(self, cases: tuple[str, ...]) -> tuple[ClassRow, ...] | None:
        """The rows of some cases, one for each; None where a case has none, or there is no case."""
        if cases not in self._together:
            rows = tuple([self.rows[case] for case in cases if case in self.rows])
            self._together[cases] = rows if rows and len(rows) == len(cases) else None
        return self._together[cases]

    def latest_entry(self, day: date, class_: Class) -> date:
        """As the rules say it: the day after which entering an act of this date is late."""
        return date.fromordinal(day.toordinal() + self._in_time[class_])


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
    """A provision: in force from a day until, and no longer on, another; and why not any longer."""

    ref: str
    label: str
    operations: tuple[Operation, ...]
    from_: date
    until: date = EVER
    repealed_by: int | None = None
    annulled: Annulment | None = None
    replaced_by: int | None = None

    def in_force(self, day: date) -> bool:
        """Is it in force on the day?"""
        return self.from_ <= day < self.until


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

    def in_force(self, day: date) -> bool:
        """Is it in force on the day, or any provision of it?"""
        return self.from_ <= day < self.until or any(p.in_force(day) for p in self.provisions.values())


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
    """A letter, statement, notice or warning that was issued. A warning lapses unless confirmed (register law §3)."""

    number: int
    issued: Issued
    date: Day
    issuers: tuple[str, ...]
    carries: tuple[str, ...]
    replies: tuple[int, ...] = ()
    annulled: Annulment | None = None
    lapses: Day | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Observance:
    """A day the body keeps each year."""

    ref: str
    month: int
    day: int
    counts_from: int | None
    proclaimed: date
    until: date = EVER

    def in_year(self, year: int) -> date:
        """The day it is kept in a year; 29 February falls on the 28th in common years (T11).

        >>> Observance(ref="", month=2, day=29, counts_from=2024, proclaimed=date(2024, 1, 1)).in_year(2027)
        datetime.date(2027, 2, 28)
        """
        common = year % 4 != 0 or (year % 100 == 0 and year % 400 != 0)
        return date(year, self.month, 28 if common and (self.month, self.day) == (2, 29) else self.day)


@dataclass(frozen=True, kw_only=True, slots=True)
class Plan:
    """A plan's indicators and what was measured."""

    number: int
    indicators: tuple[Indicator, ...]
    measured: tuple[tuple[int, date, Measured], ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Stand:
    """Somebody stands by a text: a seat of a muster or a keeper, by the act that carried the attestation (C1)."""

    who: str
    by: int
    attestation: Attestation


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

    @property
    def last_day(self) -> date:
        """The last day on which what the act did still counts."""
        return EVER if self.confirmed_by is not None or self.lapses is None else self.lapses
