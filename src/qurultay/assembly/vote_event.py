"""A vote, from its preparation to its declaration: its steps as a table, and when each may be taken.

    prepared → open → closed → declared, or void before it is declared (register law V24)

A vote that decided nothing, for want of a quorum or because somebody objected to the way it was taken, stays closed: it
cannot be declared, the motion stays pending, and another vote may be prepared.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final, Literal

from qurultay.assembly.frozen import Frozen

State = Literal["prepared", "open", "closed", "declared", "void"]
Step = Literal["open", "close", "declare", "void"]

STEPS: Final[Mapping[tuple[State, Step], State]] = MappingProxyType(
    {
        ("prepared", "open"): "open",
        ("open", "close"): "closed",
        ("closed", "declare"): "declared",
        ("prepared", "void"): "void",
        ("open", "void"): "void",
        ("closed", "void"): "void",
    }
)
DECLARABLE: Final = frozenset({"adopted", "lost", "tied"})
"""Of a vote without a quorum, or one that was moved to a vote or a sitting, there is nothing to declare."""


class OutOfStep(ValueError):
    """The vote is not where this step begins. `state` says where it is."""

    def __init__(self, state: State, step: Step) -> None:
        super().__init__(f"a vote that is {state} cannot {step}")
        self.state, self.step = state, step


def after(state: State, step: Step) -> State:
    """The state after a step.

    >>> after("prepared", "open")
    'open'
    >>> after("declared", "void")
    Traceback (most recent call last):
    qurultay.assembly.vote_event.OutOfStep: a vote that is declared cannot void

    Raises `OutOfStep` for every pair that the table does not hold.
    """
    if (state, step) not in STEPS:
        raise OutOfStep(state, step)
    return STEPS[state, step]


@dataclass(frozen=True, slots=True)
class Objection:
    """Why a step cannot be taken: the code of the sentence, and the numbers in it."""

    code: str
    places: tuple[tuple[str, int], ...] = ()

    @classmethod
    def of(cls, code: str, /, **places: int) -> "Objection":
        """The objection with its numbers."""
        return cls(code, tuple(places.items()))


def objections_to_opening(facts: Frozen) -> tuple[Objection, ...]:
    """Everything that stands against opening this vote now; nothing if it may be opened.

    The quorum must be there (V1), except in a written procedure, where those count who answer (V18). A way of voting that
    cannot give what the majority asks for is refused before anybody votes, not found out afterwards.
    """
    return (*_of_the_house(facts), *_of_the_method(facts))


def _of_the_house(facts: Frozen) -> Iterator[Objection]:
    voting, entitled = facts.weight_of_roll(), facts.house.entitled
    if facts.quorum < 1 or entitled < 1:
        yield Objection.of("empty-house")
    elif voting > entitled:
        # More papers than filled seats: a muster padded with invented delegates (R9).
        yield Objection.of("padded", voting=voting, entitled=entitled)
    elif facts.method != "written" and facts.present < facts.quorum:
        yield Objection.of("quorum", present=facts.present, needed=facts.quorum)


def _of_the_method(facts: Frozen) -> Iterator[Objection]:
    method = facts.method
    if facts.second_call and facts.matter != "election":
        yield Objection.of("second-call")  # a few fill seats, and do nothing else (C8)
    if method == "written" and facts.matter != "text":
        yield Objection.of("written-matter")
    if method == "acclamation" and not facts.orders.acclamation:
        yield Objection.of("acclamation")
    if method == "without-a-vote" and facts.matter != "text":
        yield Objection.of("without-a-vote-matter")
    if method in ("acclamation", "without-a-vote") and (facts.majority.counted or facts.concurrent):
        yield Objection.of("uncounted")
    if method in ("hands", "papers"):
        yield from _of_counting_hands(facts)
    if method in ("papers", "secret") and facts.concurrent:
        yield Objection.of("secret-communities")


def _of_counting_hands(facts: Frozen) -> Iterator[Objection]:
    """Who counts hands or papers sees neither weights nor communities nor for whom a hand is raised."""
    if any(member.weight != 1 for member in facts.roll.values()):
        yield Objection.of("hands-weights")
    if facts.method == "hands" and facts.concurrent:
        yield Objection.of("hands-communities")
    if facts.proxies:
        yield Objection.of("hands-proxies")
    if facts.method == "papers" and "remote" in facts.channels.values():
        yield Objection.of("papers-remote")
