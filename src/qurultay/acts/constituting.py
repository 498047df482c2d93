"""The chapter on constituting: founding, rules, bodies and posts, and the end."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from qurultay.acts.forms import (
    Address,
    Area_,
    Body_,
    Community_,
    Count,
    Days,
    Founded,
    Hash,
    Keeper_,
    KeyText,
    Label,
    Months,
    Person_,
    Post_,
    Root,
    Seat_,
    SeatNumber,
    Size,
    Yes,
)
from qurultay.acts.rules import Rules

OrganisationForm = Literal[
    "assembly", "government", "committee", "court", "commission", "office", "association", "other"
]


@dataclass(frozen=True, kw_only=True, slots=True)
class Organisation:
    """A body: an assembly, a government, a committee (Popolo: Organization)."""

    id: Body_
    form: OrganisationForm
    within: Body_ | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Community:
    """A community and the seats it is guaranteed."""

    id: Community_
    guaranteed: Count


@dataclass(frozen=True, kw_only=True, slots=True)
class Seats:
    """A run of numbered seats of one body for one community, or for anybody (R9)."""

    body: Body_
    first: SeatNumber
    last: SeatNumber
    community: Community_ | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Post:
    """A post of a body. What its holder is at the table decides which classes they may complete (A1)."""

    id: Post_
    body: Body_
    role: Literal["executive", "presiding", "secretary", "teller", "other"]
    signs: Yes
    term_months: Months
    holds_over_days: Days = 90


@dataclass(frozen=True, kw_only=True, slots=True)
class FoundingHolder:
    """Who holds a post from the founding until the first holder takes office, at most 90 days (A5)."""

    post: Post_
    person: Person_
    key: KeyText


@dataclass(frozen=True, kw_only=True, slots=True)
class Keeper:
    """One of those who can let the body act again, and nothing else (A2).

    `area` and `country` are opaque: they can be compared, not read. `alternate` is a sealed key:
    SHA-256 of a salt and the alternate's key; taking office opens it (design §3a.13).
    """

    id: Keeper_
    key: KeyText
    area: Area_
    community: Community_ | None = None
    outside: Literal["institution"] | None = None
    alternate: Hash | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Run:
    """A run of acts by number, the first and the last included."""

    first: Size
    last: Size


@dataclass(frozen=True, kw_only=True, slots=True)
class Predecessor:
    """The head of a record which this one continues (C5).

    Where two branches are reunited, `takes` lists the acts after their fork that are taken over from this one; those
    not listed stay on their own record and are cited from there (C6). `muster` is the root of its last muster and
    `entitled` its size, so that delegates of then can stand by acts here; comparing tells whether they are true.
    """

    record: Hash
    size: Size
    root: Root
    takes: tuple[Run, ...] = ()
    muster: Root | None = None
    entitled: Count | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Constituted:
    """The founding: act 0. Its leaf hash is the record's name and only anchor of trust (design §3a.1)."""

    label: Label
    purpose: Literal["record", "demonstration"]
    organisations: tuple[Organisation, ...]
    communities: tuple[Community, ...]
    posts: tuple[Post, ...]
    seats: tuple[Seats, ...]
    holders: tuple[FoundingHolder, ...]
    keepers: tuple[Keeper, ...]
    gate: KeyText
    log: KeyText
    rules: Rules
    continues: tuple[Predecessor, ...] = ()
    ground: Literal["operator-lost", "keys-lost", "split", "merger", "relocation", "concluded-under-duress"] | None = (
        None
    )


@dataclass(frozen=True, kw_only=True, slots=True)
class RulesAdopted:
    """New rules, whole: what is not written here is no longer a rule."""

    rules: Rules
    in_force: date | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Established:
    """Bodies, posts, seats or communities come into being, by a rule or resolution named as basis (R6)."""

    organisations: tuple[Organisation, ...] = ()
    communities: tuple[Community, ...] = ()
    posts: tuple[Post, ...] = ()
    seats: tuple[Seats, ...] = ()
    from_: date | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Dissolved:
    """A body or post ends."""

    ends: tuple[Founded, ...]
    seats: tuple[Seat_, ...] = ()
    from_: date | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Concluded:
    """The record ends: handed over, merged or dissolved. Only corrections and withholding follow (C7)."""

    how: Literal["handed-over", "merged", "dissolved"]
    successor: Hash | None = None
    address: Address | None = None
