"""The chapter on writing to the world: what is issued, what is answered, what is older than the record."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from qurultay.acts.forms import (
    Addressee,
    Count,
    Happened,
    Language,
    Ordinal,
    Post_,
    Series,
    Session_,
    Signatory,
    Target,
)
from qurultay.acts.resolving import Operation, Provision

Grade = Literal["A", "B", "C", "D", "E"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Issued:
    """A letter, statement, notice or warning leaves under the body's signature.

    The calls it carries from adopted texts are `carries` references; those it makes itself stand in
    `calls`, numbered from 1, and are named act/N/call/K. `unused` lists numbers of the series that
    were reserved and never issued (T13).
    """

    form: Literal["letter", "statement", "notice", "warning"]
    authentic: tuple[Language, ...]
    number: Series | None = None
    addressee: Addressee | None = None
    calls: tuple[Operation, ...] = ()
    reply_by: date | None = None
    unused: tuple[Count, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Answer:
    """What a reply says to one call, graded A to E as the UN treaty bodies grade follow-up."""

    call: Target
    grade: Grade


@dataclass(frozen=True, kw_only=True, slots=True)
class ReplyRecorded:
    """Somebody else's letter: that and when it came, and what it answers. Its words need their consent."""

    from_: Addressee
    received: date
    answers: tuple[Answer, ...]
    words: Literal["published-by-them", "with-consent", "not-published"]


@dataclass(frozen=True, kw_only=True, slots=True)
class StatedHolder:
    """An office an older document says was filled; nothing follows from it in the register."""

    post: Post_
    person: Ordinal


@dataclass(frozen=True, kw_only=True, slots=True)
class Deposited:
    """A document older than the record, or not an act of this body's: no authority checked, none claimed (R12)."""

    form: Literal["declaration", "resolution", "letter", "statement", "minutes", "constitution", "list", "other"]
    bears: Happened
    handed_in_by: Signatory
    language: Language
    reports_on: Literal["adopted-text", "communique", "none"]
    provisions: tuple[Provision, ...] = ()
    calls: tuple[Operation, ...] = ()
    addressee: Addressee | None = None
    stated: tuple[StatedHolder, ...] = ()
    session_ordinal: Ordinal | None = None
    session: Session_ | None = None
