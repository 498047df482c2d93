"""Who is there: in the room or on the line, one person by one channel, with times (register law V1, V2, V16).

At the door a teller or the registrar checks people in; a delegate does it with the code that is shown in the room, or
from their own page where remote members are admitted. Changing the channel needs checking out first.
"""

import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction

from qurultay.assembly.standing_orders import Orders
from qurultay.secretariat.chamber import live
from qurultay.secretariat.chamber.models import Presence, Sitting, Vote
from qurultay.secretariat.chamber.orders import orders
from qurultay.secretariat.chamber.seating import Seating, seating, today
from qurultay.secretariat.frame.order import OutOfOrder, or_not_here
from qurultay.secretariat.frame.typed import chosen_row
from qurultay.secretariat.roll.models import Credential

LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"
"""Without those that look alike on a wall at thirty metres."""
SELDOM = timedelta(seconds=45)
"""How often a line that is heard is written down."""


def admitted(sitting: Sitting, number: str) -> Credential:
    """The admitted credential of this number. Raises `NotHere`."""
    mine = Credential.objects.filter(session=sitting.session.ref, body=sitting.body, state=Credential.State.ADMITTED)
    return or_not_here(chosen_row(mine, number))


@transaction.atomic
def check_in(
    sitting: Sitting, credential: Credential, channel: str, now: datetime, *, by_code: bool = False
) -> Presence:
    """Somebody is there from now on. The same again changes nothing.

    Raises `OutOfOrder` for a sitting that is over or does not admit the channel, and for somebody who is there by the other.
    """
    _admits(sitting, channel)
    _not_voted_by_line(sitting, credential, channel)
    mark = {"channel": channel, "came": now, "heard": now, "by_code": by_code}
    there, new = Presence.objects.get_or_create(sitting=sitting, credential=credential, left=None, defaults=mark)
    if there.channel != channel:
        raise OutOfOrder(f"chamber.out.there-by-{there.channel}")
    if new:
        live.changed(sitting)
    return there


def check_in_with_code(sitting: Sitting, credential: Credential, code: str, now: datetime) -> Presence:
    """A delegate who reads the code in the room checks in there. Raises `OutOfOrder` for another code, and as `check_in`."""
    typed = "".join(code.upper().split()).replace("-", "")
    if not sitting.room_code or not secrets.compare_digest(typed.encode(), sitting.room_code.encode()):
        raise OutOfOrder("chamber.out.room-code")
    return check_in(sitting, credential, "room", now, by_code=True)


def check_out(sitting: Sitting, credential: Credential, now: datetime) -> None:
    """Somebody leaves. What they cast stands. Raises `OutOfOrder` for somebody who is not there."""
    if not Presence.objects.filter(sitting=sitting, credential=credential, left=None).update(left=now):
        raise OutOfOrder("chamber.out.not-here")
    live.changed(sitting)


def all_out(sitting: Sitting, now: datetime) -> None:
    """The sitting is over: everybody leaves."""
    Presence.objects.filter(sitting=sitting, left=None).update(left=now)


def show_code(sitting: Sitting) -> str:
    """A new code for the room; the one before lets nobody in any more."""
    sitting.room_code = "".join(secrets.choice(LETTERS) for _ in range(6))
    sitting.save(update_fields=["room_code"])
    return sitting.room_code


def heard(sitting: Sitting, credential: Credential, now: datetime) -> None:
    """A sign of life of a line, written down now and then."""
    Presence.objects.filter(
        sitting=sitting, credential=credential, left=None, channel="remote", heard__lt=now - SELDOM
    ).update(heard=now)


def _not_voted_by_line(sitting: Sitting, credential: Credential, channel: str) -> None:
    """Whoever has voted by line where hands are counted does not raise another in the room before it is closed (V16)."""
    if channel != "room":
        return
    Credential.objects.select_for_update().get(pk=credential.pk)  # against a vote that is being cast at this moment
    rows = Vote.objects.filter(credential=credential, event__sitting=sitting, event__method="hands")
    if rows.filter(event__state="open").exists():
        raise OutOfOrder("chamber.out.voted-by-line")


def _admits(sitting: Sitting, channel: str) -> None:
    if sitting.state == Sitting.State.ADJOURNED:
        raise OutOfOrder("chamber.out.sitting-over")
    closed_to = {"in-person": "remote", "remote": "room"}
    if channel not in ("room", "remote") or closed_to.get(sitting.mode) == channel or sitting.mode == "written":
        raise OutOfOrder("chamber.out.channel")


@dataclass(frozen=True, kw_only=True)
class Attendance:
    """Who is there now: how many by which channel, how many lines are cut, and whether they are a quorum."""

    needed: int
    present: int
    entitled: int
    room: int
    remote: int
    cut: int

    @property
    def met(self) -> bool:
        """Are there enough to open a vote? A quorum of nobody is no quorum."""
        return 0 < self.needed <= self.present


def attendance(sitting: Sitting, now: datetime) -> Attendance:
    """Who is there, against the quorum of this body today; whoever is suspended counts for neither (V14)."""
    held, rules = seating(sitting.session, today(sitting.session, now)), orders()
    there = [each for each in present(sitting) if _counts(held, each)]
    remote = [each for each in there if each.channel == "remote"]
    return Attendance(
        needed=held.quorum,
        present=sum(held.roll[str(each.credential_id)].weight for each in there),
        entitled=held.house.entitled,
        room=len(there) - len(remote),
        remote=len(remote),
        cut=len(cut(remote, rules, now)),
    )


def present(sitting: Sitting) -> list[Presence]:
    """Everybody who is there."""
    return list(Presence.objects.filter(sitting=sitting, left=None).order_by("came", "pk"))


def cut(lines: Iterable[Presence], rules: Orders, now: datetime) -> list[Presence]:
    """Those among these remote presences that were not heard for too long."""
    since = now - timedelta(minutes=rules.line_minutes)
    return [each for each in lines if each.channel == "remote" and (each.heard or each.came) < since]


def _counts(held: Seating, there: Presence) -> bool:
    who = str(there.credential_id)
    return who in held.roll and not held.roll[who].suspended
