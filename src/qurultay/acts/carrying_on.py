"""The chapter on carrying on: notices of grave things, the muster, a new operator, recovery."""

from dataclasses import dataclass
from typing import Literal

from qurultay.acts.forms import Address, Count, Hash, Keeper_, KeyText, Person_, Post_, Root, Seat_


@dataclass(frozen=True, kw_only=True, slots=True)
class Announced:
    """A notice that an entrenched or recovery act of this text is to come: its hold runs from here (design §3a.5)."""

    class_: Literal["entrenched", "recovery"]
    text: Hash
    gate: KeyText | None = None
    log: KeyText | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Attestation:
    """A delegate or keeper stands by a text: key and seat, never a name (C1)."""

    key: KeyText
    stands_by: Hash
    signature: str
    seat: Seat_ | None = None
    keeper: Keeper_ | None = None
    salt: Hash | None = None
    index: Count | None = None
    proof: tuple[Root, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Attested:
    """Up to 64 attestations of delegates and keepers, entered by the gate alone (design §3a.9)."""

    attestations: tuple[Attestation, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class OperatorChanged:
    """Another gate and another log key from here on; the addresses where the record now stands (C3)."""

    gate: KeyText
    log: KeyText
    addresses: tuple[Address, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Seated:
    """A caretaker signer seated by the keepers (C8)."""

    post: Post_
    person: Person_
    key: KeyText


@dataclass(frozen=True, kw_only=True, slots=True)
class NewKeeperKey:
    """A keeper's place goes on under another key: the keeper's own new one, or that of who follows (A2, C9)."""

    keeper: Keeper_
    key: KeyText


@dataclass(frozen=True, kw_only=True, slots=True)
class Recovered:
    """k of n keepers let the body act again: officers' keys, operator, keepers; nothing else (register law §3)."""

    signers: tuple[Seated, ...] = ()
    keepers: tuple[NewKeeperKey, ...] = ()
    gate: KeyText | None = None
    log: KeyText | None = None
