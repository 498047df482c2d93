"""The events of an election and their order, which is the whole of its procedure (specification 4.4)."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from qurultay.ballots import canonical
from qurultay.ballots.canonical import fields, small, text
from qurultay.ballots.errors import Refused


class Kind(StrEnum):
    """What can happen."""

    SETUP = "Setup"
    BALLOT = "Ballot"
    END_BALLOTS = "EndBallots"
    ENCRYPTED_TALLY = "EncryptedTally"
    SHUFFLE = "Shuffle"
    END_SHUFFLES = "EndShuffles"
    PARTIAL_DECRYPTION = "PartialDecryption"
    RESULT = "Result"


class State(StrEnum):
    """How far an election is."""

    NONE = "not begun"
    OPEN = "open for ballots"
    CLOSED = "closed"
    TALLIED = "tallied"
    SHUFFLING = "being shuffled"
    SHUFFLED = "shuffled"
    DECRYPTING = "being decrypted"
    DECLARED = "declared"


NEXT: dict[tuple[State, Kind], State] = {
    (State.NONE, Kind.SETUP): State.OPEN,
    (State.OPEN, Kind.BALLOT): State.OPEN,
    (State.OPEN, Kind.END_BALLOTS): State.CLOSED,
    (State.CLOSED, Kind.ENCRYPTED_TALLY): State.TALLIED,
    (State.TALLIED, Kind.SHUFFLE): State.SHUFFLING,
    (State.SHUFFLING, Kind.SHUFFLE): State.SHUFFLING,
    (State.SHUFFLING, Kind.END_SHUFFLES): State.SHUFFLED,
    (State.TALLIED, Kind.PARTIAL_DECRYPTION): State.DECRYPTING,
    (State.SHUFFLED, Kind.PARTIAL_DECRYPTION): State.DECRYPTING,
    (State.DECRYPTING, Kind.PARTIAL_DECRYPTION): State.DECRYPTING,
    (State.DECRYPTING, Kind.RESULT): State.DECLARED,
}
"""What may follow. A question that is not homomorphic needs the shuffles, the others have none: `after` sees to it."""

_LEADS_TO = {kind: state for (_, kind), state in NEXT.items()}
RECORDS = {
    Kind.SETUP: 4,
    Kind.BALLOT: 1,
    Kind.END_BALLOTS: 0,
    Kind.ENCRYPTED_TALLY: 2,
    Kind.SHUFFLE: 2,
    Kind.END_SHUFFLES: 0,
    Kind.PARTIAL_DECRYPTION: 2,
    Kind.RESULT: 1,
}
"""How many records of data stand before an event; the last of them is its payload."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One step, bound to the one before by its hash."""

    parent: str | None
    height: int
    kind: Kind
    payload: str | None

    def encode(self) -> bytes:
        """The event as it stands in the archive."""
        value: dict[str, Any] = {} if self.parent is None else {"parent": self.parent}
        value |= {"height": self.height, "type": str(self.kind)}
        return canonical.encode(value if self.payload is None else value | {"payload": self.payload})


def read_event(data: bytes) -> Event:
    """The event from its record. Raises `Refused`."""
    found = fields(canonical.decode(data), ("parent", "height", "type", "payload"), ("parent", "payload"))
    try:
        kind = Kind(text(found["type"]))
    except ValueError:
        raise Refused("event-order", f"an event of type {found['type'][:40]!a} is not known to this software") from None
    return Event(
        parent=digest(found["parent"]) if "parent" in found else None,
        height=small(found["height"]),
        kind=kind,
        payload=digest(found["payload"]) if "payload" in found else None,
    )


def digest(value: object) -> str:
    """A SHA-256 in hexadecimal. Raises `Refused` (`json-type`)."""
    found = text(value)
    if len(found) != 64 or found.strip("0123456789abcdef"):
        raise Refused("json-type", f"{found[:70]!a} is no SHA-256 in 64 hexadecimal digits, in small letters")
    return found


def after(state: State, kind: Kind, *, homomorphic: bool) -> State:
    """The state after an event.

    >>> after(State.OPEN, Kind.END_BALLOTS, homomorphic=True)
    <State.CLOSED: 'closed'>
    >>> after(State.OPEN, Kind.ENCRYPTED_TALLY, homomorphic=True)
    Traceback (most recent call last):
    qurultay.ballots.errors.Refused: EncryptedTally comes when the election is open for ballots; EndBallots is missing before it

    Raises `Refused`: `event-missing` where steps were left out, `result-again` for a second result, else `event-order`.
    """
    found = NEXT.get((state, kind))
    if kind in (Kind.SHUFFLE, Kind.END_SHUFFLES) and homomorphic:
        raise Refused("event-order", f"{kind} has no place in an election of which only sums are decrypted")
    if (state, kind) == (State.TALLIED, Kind.PARTIAL_DECRYPTION) and not homomorphic:
        raise Refused(
            "event-missing", "rankings are decrypted unshuffled; Shuffle and EndShuffles are missing before it"
        )
    if found is not None:
        return found
    if (state, kind) == (State.DECLARED, Kind.RESULT):
        raise Refused("result-again", "the result was declared already")
    if missing := _next_towards(state, kind):
        raise Refused("event-missing", f"{kind} comes when the election is {state}; {missing} is missing before it")
    raise Refused("event-order", f"{kind} comes when the election is {state}")


def _next_towards(state: State, kind: Kind) -> Kind | None:
    """The first step that was left out, where a step can still come; the shortest way, on which nobody shuffles."""
    way = [Kind.SETUP, Kind.END_BALLOTS, Kind.ENCRYPTED_TALLY, Kind.PARTIAL_DECRYPTION, Kind.RESULT]
    ahead = [step for step in way if (state, step) in NEXT and step is not kind]
    order = list(State)
    if ahead and order.index(reached(kind)) > order.index(state):
        return ahead[0]
    return Kind.END_SHUFFLES if state is State.SHUFFLING and kind is Kind.PARTIAL_DECRYPTION else None


def reached(kind: Kind) -> State:
    """The state that an event leads to, whatever was before it."""
    return _LEADS_TO[kind]
