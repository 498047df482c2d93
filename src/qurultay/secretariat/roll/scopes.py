"""What a page of the roll is about, found so that nobody meets what belongs to a body they have no role in.

The fields of a person are for the registrars of the body on whose roll the person stands: a committee's registrar sees
who is credentialed there, by the name used in the room, and no more.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from qurultay.secretariat.door.roles import Deed, bodies
from qurultay.secretariat.frame.house import standing
from qurultay.secretariat.frame.order import NotHere, or_not_here
from qurultay.secretariat.frame.request import Request
from qurultay.secretariat.roll.models import Membership, Person


@dataclass(frozen=True)
class RollOf:
    """The roll of one body."""

    body: str

    @property
    def pk(self) -> str:
        """How the trail names it."""
        return self.slug

    @property
    def slug(self) -> str:
        """How an address names it."""
        return self.body.partition("/")[2]


def the_roll(request: Request, slug: str) -> RollOf:
    """The roll of a body of the record. Raises `NotHere`."""
    body = f"body/{slug}"
    if body not in standing().book.organisations:
        raise NotHere
    return RollOf(body)


def the_person(request: Request, person: int) -> Person:
    """Somebody on the roll. Raises `NotHere`, also where they are erased."""
    return or_not_here(Person.objects.filter(pk=person, erased=None).first())


def the_membership(request: Request, membership: int) -> Membership:
    """A membership, in the body it is one of. Raises `NotHere`."""
    return or_not_here(Membership.objects.select_related("person").filter(pk=membership, person__erased=None).first())


def rolls_of(request: Request) -> list[RollOf]:
    """The rolls that the reader may open, in the order in which the record has their bodies."""
    allowed: Iterable[str] | None = bodies(request.reader.held, Deed.READ_ROLL)
    return [RollOf(body) for body in standing().book.organisations if allowed is None or body in allowed]
