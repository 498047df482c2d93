"""A sitting to test in: a session of the assembly with delegates who have credentials and are there."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from qurultay.secretariat.chamber.models import AgendaItem, Presence, Session, Sitting
from qurultay.secretariat.door.models import Account, RoleHeld
from qurultay.secretariat.roll.models import Credential, Membership, Person

BODY = "body/assembly"
NINE = datetime(2026, 6, 10, 6, tzinfo=UTC)


@dataclass
class Hall:
    """The sitting, the item being taken, and the delegates by seat."""

    sitting: Sitting
    item: AgendaItem
    delegates: dict[int, Credential]


def delegate(session: Session, seat: int, community: str = "community/tolun") -> Credential:
    """Somebody with an account, a seat and an admitted credential."""
    account = Account.objects.open(f"delegate-{session.ref.rpartition('/')[2]}-{seat}")
    RoleHeld.objects.create(account=account, role="delegate", body=session.body)
    person = Person.objects.create(account=account, ref=f"person/{100 + seat}")
    member = Membership.objects.create(
        person=person, body=session.body, seat=f"seat/{seat}", community=community, since=date(2026, 6, 2)
    )
    return Credential.objects.create(
        session=session.ref, body=session.body, membership=member, person=person, state=Credential.State.ADMITTED
    )


def in_session(seats: int = 4, body: str = BODY, ref: str = "session/1", *, there: bool = True) -> Hall:
    """A sitting called to order, its first item being taken, so many delegates in the room."""
    session = Session.objects.create(
        ref=ref, body=body, title={"en": "First session", "ug": "بىرىنچى يىغىن"}, zone="Europe/Istanbul",
        opens=NINE.date(), closes=NINE.date(), state=Session.State.OPEN,
    )  # fmt: skip
    sitting = Sitting.objects.create(
        session=session, number=1, opens=NINE, closes=NINE + timedelta(hours=8), state=Sitting.State.IN_SESSION,
        called_to_order=NINE,
    )  # fmt: skip
    item = AgendaItem.objects.create(
        sitting=sitting, position=1, label="1", title={"en": "On schools", "ug": "مەكتەپلەر ھەققىدە"},
        state=AgendaItem.State.CURRENT,
    )  # fmt: skip
    sitting.current = item
    sitting.save()
    delegates = {seat: delegate(session, seat) for seat in range(1, seats + 1)}
    if there:
        for each in delegates.values():
            Presence.objects.create(sitting=sitting, credential=each, channel="room", came=NINE)
    return Hall(sitting, item, delegates)
