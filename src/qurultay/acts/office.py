"""The chapter on holding office: elected, in office, out of office, and the keys that go with it."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from qurultay.acts.forms import (
    BoxId,
    Count,
    Happened,
    Hash,
    Keeper_,
    KeyText,
    LineName,
    Person_,
    Place_,
    Post_,
    Root,
    Session_,
    Signatory,
    Size,
    Slug,
)
from qurultay.acts.resolving import Figures

Key = KeyText


@dataclass(frozen=True, kw_only=True, slots=True)
class Assignment:
    """Who shall hold which post or seat, from when until when (T9)."""

    to: Place_
    person: Person_
    from_: date
    until: date


@dataclass(frozen=True, kw_only=True, slots=True)
class Elected:
    """An election's result. Being elected is not being in office (A6).

    By ballot box, it names the archive by its SHA-256, and the last head of the box, with the result in it.
    """

    winners: tuple[Assignment, ...]
    how: Literal["ballot-box", "secret-ballot", "open-vote", "acclamation"]
    election: BoxId | None = None
    session: Session_ | None = None
    archive: Hash | None = None
    size: Size | None = None
    root: Root | None = None
    entitled: Count | None = None
    voted: Count | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Appointed:
    """Somebody is appointed, at once or for the day a post falls vacant (A10)."""

    to: tuple[Assignment, ...]
    when: Literal["vacancy"] | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class TookOffice:
    """Consent to the public name, the oath where asked, and the key, in one act signed by that key (A6).

    A keeper's alternate takes office too; `salt` then opens the sealed key (design §3a.13).
    """

    post: Signatory
    person: Person_ | None = None
    key: Key | None = None
    oath_by: Post_ | None = None
    salt: Hash | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Impeded:
    """The holder cannot act. The post is kept, the key suspended, until the holder is given a new key (A7)."""

    post: Post_
    person: Person_
    cause: Literal["detained", "ill", "unreachable"]
    since: date


@dataclass(frozen=True, kw_only=True, slots=True)
class Vacated:
    """A post or seat falls vacant; the ways out are all different (A7)."""

    place: Place_
    person: Person_
    how: Literal["resigned", "died", "removed", "disqualified"]
    happened: Happened | None = None
    figures: Figures | None = None
    majority: Slug | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class KeyEnrolled:
    """A further or a new key: of a holder for acts, of the log, or of the gate. The old one of log or gate ends.

    With `use: pdf` it is the certificate under an office's PDFs, which makes no signature line; so what stands here as
    its key is the certificate's SHA-256, marked as such (design §3a.7).
    A holder who could not act, and signs with a new key, can act again: the impediment is over (A7).
    """

    use: Literal["acts", "log", "gate", "keeper", "pdf"]
    key: Key
    post: Post_ | None = None
    person: Person_ | None = None
    keeper: Keeper_ | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class KeyRevoked:
    """A key ends (grave) or rests for 30 days unless confirmed (suspended: a notice) (A4, T7)."""

    name: LineName
    key: Key
    how: Literal["revoked", "suspended"]
    ground: Literal["lost", "compromised", "replaced", "left"]
    since: date | None = None
