"""The rules a body gives itself, as far as software must know them.

They are data in an act, so that a stranger can judge every later act by the rules which were in
force when it was entered. Each default below is the shipped default of the register law; a body
changes one only by adopting rules (register law, heading).
"""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal, assert_never

from qurultay.acts.forms import (
    Address,
    Community_,
    Count,
    Days,
    Hash,
    Hours,
    KeyText,
    Language,
    LineName,
    Offset,
    Origin,
    Post_,
    Signatory,
    Slug,
    Yes,
    Zone,
)
from qurultay.assembly.majority import Base

Class = Literal["notice", "ordinary", "grave", "entrenched", "recovery"]
HOLDER = "post/holder-alone"


@dataclass(frozen=True, kw_only=True, slots=True)
class ClassRow:
    """Which class acts of one kind belong to, and whose signatures they need (register law §3).

    `needs` distinct persons among the holders of `posts`, and, where `also` is not empty, one more
    person, who holds a post in `also` and no executive post. `keepers` are asked besides these.
    A kind without a row cannot be signed (design §3a.8).
    """

    case: str
    class_: Class
    needs: Count
    posts: tuple[Signatory, ...]
    also: tuple[Post_, ...] = ()
    keepers: Count = 0


@dataclass(frozen=True, kw_only=True, slots=True)
class Majority:
    """A majority by name: `num`/`den` of a base, "more than" or "at least" (V4, V5)."""

    name: Slug
    of: Base
    num: Count
    den: Count
    test: Literal["more-than", "at-least"]
    communities: Literal["each"] | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Quorum:
    """How many must be present, as a part of the filled seats (V1); `second_quorum`, where a session is called again (C8)."""

    num: Count
    den: Count
    test: Literal["more-than", "at-least"]


@dataclass(frozen=True, kw_only=True, slots=True)
class WitnessKey:
    """A witness the body suggests; the reader's own policy decides (record format §7)."""

    name: LineName
    key: KeyText


@dataclass(frozen=True, kw_only=True, slots=True)
class Succession:
    """The line of those who act for a post which nobody holds, in order (A8)."""

    post: Post_
    then: tuple[Post_, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Rules:
    """The rules in force."""

    version: Count
    zone: Zone
    offset: Offset
    languages: tuple[Language, ...]
    authentic: tuple[Language, ...]
    classes: tuple[ClassRow, ...]
    transition: tuple[Post_, ...]
    majorities: tuple[Majority, ...]
    quorum: Quorum
    keepers_needed: Count
    hold_hours_ordinary: Hours = 24
    hold_hours_grave: Hours = 168
    hold_hours_entrenched: Hours = 720
    enter_days: Days = 30
    contest_days: Days = 30
    notice_days: Days = 30
    founding_days: Days = 90
    key_days: Days = 731
    objection_days: Days = 14
    withheld_in_30_days: Count = 5
    group_least: Count = 5
    contest_bodies: tuple[Post_, ...] = ()
    witnesses: tuple[WitnessKey, ...] = ()
    witnesses_needed: Count = 0
    signing_origin: Origin | None = None
    signing_page: Hash | None = None
    synced_passkeys: Yes = "yes"
    addresses: tuple[Address, ...] = ()
    concurrent: tuple[Community_, ...] = ()
    convening_days: Days = 0
    succession: tuple[Succession, ...] = ()
    acting_days: Days = 40
    second_quorum: Quorum | None = None

    def row(self, case: str) -> ClassRow | None:
        """The row of a case such as `vacated/removed`."""
        return next((row for row in self.classes if row.case == case), None)

    def majority(self, name: str) -> Majority | None:
        """The majority of that name."""
        return next((each for each in self.majorities if each.name == name), None)

    def names(self) -> frozenset[str]:
        """What a `basis` of the form act/N/rule/NAME may name."""
        return frozenset(row.case for row in self.classes) | frozenset(m.name for m in self.majorities)

    def hold_hours(self, class_: Class) -> int:
        """How long a signed act of this class waits at the gate."""
        match class_:
            case "notice":
                return 0
            case "ordinary":
                return self.hold_hours_ordinary
            case "grave":
                return self.hold_hours_grave
            case "entrenched" | "recovery":
                return self.hold_hours_entrenched
            case _:
                assert_never(class_)

    def latest_entry(self, day: date, class_: Class) -> date:
        """The day after which entering an act of this date is late: 30 days and twice its hold (design §3a.4)."""
        return day + timedelta(days=self.enter_days, hours=2 * self.hold_hours(class_))

    def entrenched_part(self) -> tuple[object, ...]:
        """What only an entrenched act may change: signing, quorum, guarantees, keepers, this table (register law §3)."""
        return (
            self.classes,
            self.transition,
            self.quorum,
            self.majorities,
            self.keepers_needed,
            self.hold_hours_ordinary,
            self.hold_hours_grave,
            self.hold_hours_entrenched,
            self.contest_bodies,
            self.contest_days,
            self.concurrent,
            self.succession,
            self.second_quorum,
        )
