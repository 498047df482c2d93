"""What stands in the secretariat of the demonstration: Tolunay's assembly in mid-session.

    people      the roll with sixty members, who has an account, what roles they hold
    hall        the session, its sittings, credentials, presence, agenda, minutes
    floor       motions and amendments, votes, the queue of speakers
    papers      what lies on the desk, signed with Tolunay's public keys

Everything is made through the deeds that the pages call too, never by writing rows: so it cannot show what the software
would refuse. Hours count back from the moment at which somebody looks.
"""

from collections.abc import Iterator
from datetime import datetime

from django.db import transaction

from qurultay.secretariat.chamber import live
from qurultay.secretariat.chamber.models import Sitting
from qurultay.secretariat.frame.house import standing
from qurultay.site.seed import floor, hall, papers, people
from qurultay.site.seed.people import SESSION, Guest


def seed(now: datetime) -> None:
    """Makes it all, once; where it stands already, nothing is done.

    Where the record has no session that is open now, there are the people alone.
    """
    with transaction.atomic():
        if people.staff_is_there():
            return
        staff = people.staff(now)
        members = people.members(staff, now)
        if SESSION not in standing().book.sessions:
            return
        here = hall.opened(staff, members, now)
        floor.business(here, now)
        papers.on_the_desk(here, now)


def guests() -> Iterator[Guest]:
    """Everybody one may come in as."""
    sitting = _sitting()
    return people.guests(f"/sessions/sittings/{sitting.pk}/floor" if sitting is not None else "/")


def screen_of_the_room() -> str:
    """The address of the room's screen; empty where no sitting is held."""
    sitting = _sitting()
    return f"/sessions/screen?ticket={live.screen_ticket(sitting, 'en')}" if sitting is not None else ""


def _sitting() -> Sitting | None:
    return Sitting.objects.filter(session__ref=SESSION, state=Sitting.State.IN_SESSION).first()
