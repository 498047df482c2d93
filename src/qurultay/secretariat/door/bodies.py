"""The bodies of this house, as its record names them: in which one somebody holds a role."""

from qurultay.portal.values import Named, Saying
from qurultay.secretariat.frame import house
from qurultay.secretariat.frame.order import OutOfOrder


def bodies_of_the_record() -> list[Named]:
    """The bodies that stand now; none before the founding."""
    try:
        standing = house.standing()
    except OutOfOrder:
        return []
    return [standing.named(ref) for ref, each in standing.book.organisations.items() if each.dissolved is None]


def body_named(ref: str) -> Named:
    """A body with its names; its bare name in the record where nothing is founded yet."""
    try:
        return house.standing().named(ref)
    except OutOfOrder:
        return Named(ref=ref)


def role_in(role: str, body: str) -> Saying:
    """A role with the body in which it counts, as one sentence."""
    where = body_named(body) if body else Saying.of("door.every-body")
    return Saying.of("door.role-in", role=Saying.of(f"door.role.{role}"), body=where)
