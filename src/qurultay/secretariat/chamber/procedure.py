"""From what the rules refuse to the sentence a person reads, and from roles to those who take steps."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from qurultay.assembly.procedure import By, NotInOrder
from qurultay.portal.values import Saying
from qurultay.secretariat.chamber.clock import when
from qurultay.secretariat.frame.order import OutOfOrder

CHAIR = frozenset({By.CHAIR})
LAW = frozenset({By.LAW})
HOUSE = frozenset({By.HOUSE})
MOVER = frozenset({By.MOVER})


@contextmanager
def in_order(of: str, zone: str = "UTC") -> Iterator[None]:
    """Says in the room's words what the rules refuse; `of` is what it is about: `motion`, `session`, `sitting`, `item`."""
    try:
        yield
    except NotInOrder as bad:
        raise OutOfOrder(f"chamber.out.{of}.{bad.code}", **_places(of, bad, zone)) from None


def _places(of: str, bad: NotInOrder, zone: str) -> dict[str, Any]:
    if bad.code == "no-such-step":
        return {"state": Saying.of(f"chamber.{of}.state.{bad.places['state']}")}
    if bad.code == "not-theirs":
        return {}
    # A sentence takes the form that its number asks for from the place `count`.
    named = {("count" if name in ("needed", "wanted", "most") else name): value for name, value in bad.places.items()}
    return {name: when(value, zone) if isinstance(value, datetime) else value for name, value in named.items()}
