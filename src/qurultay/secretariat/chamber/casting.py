"""A vote is cast: one transaction, no row that two voters share, a unique constraint that decides doubles (V15–V17).

The order of the steps
    1  the voter is there, by a channel that this way of voting admits, and was on the roll when it opened
    2  the row is written if the vote is open, which is asked in the same statement, and unless there is one
    3  where there was one, the first stands, and the same again is answered as the first was
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any, Final, TypeVar

from django.db import DEFAULT_DB_ALIAS, connection
from django.db.models import Model
from django.utils.crypto import salted_hmac

from qurultay.assembly.frozen import ASKED, Frozen, thawed
from qurultay.secretariat.chamber.members import the_credential
from qurultay.secretariat.chamber.models import (
    Objection,
    Presence,
    SecretPaper,
    Session,
    Sitting,
    Vote,
    Voted,
    VoteEvent,
)
from qurultay.secretariat.chamber.models.votes import drawn
from qurultay.secretariat.door.models import Account
from qurultay.secretariat.frame.order import OutOfOrder
from qurultay.secretariat.roll.models import Credential

CHOICES = ("for", "against", "abstain")
"""The order of the buttons, the same for everybody in every vote."""
Made = TypeVar("Made", bound=Model)
EVENTS: Final = VoteEvent._meta.db_table
ELECTRONIC = frozenset({"named", "secret", "written", "hands"})
"""Ways of voting in which somebody may cast from a page; where hands are counted, only who is not in the room."""


@dataclass(frozen=True)
class Voter:
    """Somebody with a credential, and how they are there."""

    credential: int
    channel: str


def cast(event: VoteEvent, account: Account | None, choice: str, now: datetime, *, giver: str = "") -> str:
    """Casts a vote, for oneself or by a proxy that stands; the receipt of it, or nothing for a secret one.

    Must run in a transaction. Raises `OutOfOrder`, and nothing is written.
    """
    if choice not in CHOICES:
        raise OutOfOrder("chamber.out.choice")
    facts = _open(event, now)
    voter = _voter(event, facts, account)  # 1
    whose = _giver(event, facts, voter, giver) if giver else voter.credential
    if facts.method == "secret":
        _cast_secretly(event, facts, whose, choice, now, by_proxy=bool(giver))  # 2, 3
        return ""
    _cast_by_name(event, facts, Voter(whose, voter.channel), choice, now, by_proxy=bool(giver))  # 2, 3
    return receipt(event.pk, whose, choice)


def ballot(number: int) -> VoteEvent | None:
    """A vote, with no more of it than casting asks for, in one statement that is not made anew each time."""
    sql = (
        f"SELECT e.state, e.closes, e.opened, e.fingerprint, t.id, s.id, s.body, s.ref FROM {EVENTS} e "
        "JOIN chamber_sitting t ON t.id = e.sitting_id JOIN chamber_session s ON s.id = t.session_id WHERE e.id = %s"
    )
    row = _row(sql, [number])
    if row is None:
        return None
    state, closes, opened, fingerprint, sitting, session, body, ref = row
    moments = {"closes": _aware(closes), "opened": _aware(opened)}
    event = _made(VoteEvent, id=number, state=state, fingerprint=fingerprint, sitting_id=sitting, **moments)
    event.sitting = _made(Sitting, id=sitting, session_id=session)
    event.sitting.session = _made(Session, id=session, body=body, ref=ref)
    return event


def _made(model: type[Made], **values: Any) -> Made:
    """A row of which only these values are known; whatever else is asked of it is read when it is."""
    names = [field.attname for field in model._meta.concrete_fields if field.attname in values]
    return model.from_db(DEFAULT_DB_ALIAS, names, [values[name] for name in names])


def _row(sql: str, asked: Sequence[Any]) -> Any:
    with connection.cursor() as cursor:
        cursor.execute(sql, asked)
        return cursor.fetchone()


def _aware(moment: datetime | None) -> datetime | None:
    """SQLite keeps moments without their zone, which is UTC."""
    return moment.replace(tzinfo=UTC) if moment is not None and moment.tzinfo is None else moment


def object_(event: VoteEvent, account: Account | None, now: datetime) -> None:
    """Objects to deciding it this way: in writing, or without a vote. Raises `OutOfOrder` as `cast`."""
    facts = _open(event, now)
    if facts.method not in ("written", *ASKED):
        raise OutOfOrder("chamber.out.no-objecting")
    voter = _voter(event, facts, account)
    if not _written(Objection, event, credential_id=voter.credential, at=now):
        _still_open(event, now)


def receipt(event: int, credential: int, choice: str) -> str:
    """A short code that says: this choice of this member is in this vote. The same for the same, made from a secret key."""
    return salted_hmac("qurultay.vote", f"{event}/{credential}/{choice}").hexdigest()[:8]


def facts_of(event: VoteEvent) -> Frozen:
    """The facts that were frozen when it opened. They never change, so each process reads them once."""
    return _facts(event.pk, event.fingerprint)


@lru_cache(maxsize=16)
def _facts(event: int, fingerprint: str) -> Frozen:  # the fingerprint is of the facts, so what is kept is always theirs
    return thawed(VoteEvent.objects.values_list("frozen", flat=True).get(pk=event, fingerprint=fingerprint))


def _open(event: VoteEvent, now: datetime) -> Frozen:
    """The facts of a vote that was open when it was read; whether it still is, the statement asks that writes the row."""
    if event.state != VoteEvent.State.OPEN:
        return _still_open(event, now)
    if event.closes is not None and event.closes <= now:
        raise OutOfOrder("chamber.out.not-open")
    return facts_of(event)


def _still_open(event: VoteEvent, now: datetime) -> Frozen:
    """The same, of the event read anew."""
    fresh = VoteEvent.objects.only("state", "closes", "fingerprint").get(pk=event.pk)
    if fresh.state != VoteEvent.State.OPEN:
        raise OutOfOrder("chamber.out.not-open")
    return _open(fresh, now)


def _written(row: type[Vote] | type[Voted] | type[Objection], event: VoteEvent, **values: Any) -> bool:
    """Writes a row of an open vote, in one statement that asks whether it is open; False where it is not, or there is one.

    On PostgreSQL the event is held, by as many as want to vote, against the one who closes it; SQLite has one writer.
    """
    share = " FOR SHARE" if connection.vendor == "postgresql" else ""
    marks = ", ".join("%s" for _ in values)
    sql = (
        f"WITH held AS (SELECT id FROM {EVENTS} WHERE id = %s AND state = 'open'{share}) "
        f"INSERT INTO {row._meta.db_table} (event_id, {', '.join(values)}) SELECT id, {marks} FROM held WHERE true "
        "ON CONFLICT (event_id, credential_id) DO NOTHING RETURNING 1"
    )
    adapt = connection.ops.adapt_datetimefield_value
    asked = [adapt(each) if isinstance(each, datetime) else each for each in values.values()]
    return _row(sql, [event.pk, *asked]) is not None


def _voter(event: VoteEvent, facts: Frozen, account: Account | None) -> Voter:
    if facts.method == "written":
        voter = Voter(the_credential(account, event.sitting.session).pk, "remote")
    else:
        voter = _present(event, account)
    if not facts.may_vote(str(voter.credential)):
        out = str(voter.credential) in facts.roll
        raise OutOfOrder("chamber.out.suspended" if out else "chamber.out.not-on-roll")
    return voter


def _present(event: VoteEvent, account: Account | None) -> Voter:
    sql = (
        "SELECT p.credential_id, p.channel FROM chamber_presence p JOIN roll_credential c ON c.id = p.credential_id "
        'JOIN roll_person n ON n.id = c.person_id WHERE p.sitting_id = %s AND p."left" IS NULL AND n.account_id = %s'
    )
    row = _row(sql, [event.sitting_id, account.pk if account is not None else None])
    if row is None:
        raise OutOfOrder("chamber.out.check-in-first")
    return Voter(*row)


def _giver(event: VoteEvent, facts: Frozen, voter: Voter, giver: str) -> int:
    if facts.proxies.get(str(voter.credential)) != giver:
        raise OutOfOrder("chamber.out.no-proxy")
    came = Presence.objects.filter(sitting=event.sitting_id, credential_id=int(giver))
    if came.filter(left=None).exists() or came.filter(came__gte=event.opened).exists():
        raise OutOfOrder("chamber.out.giver-came")
    return int(giver)


def _cast_by_name(event: VoteEvent, facts: Frozen, voter: Voter, choice: str, now: datetime, *, by_proxy: bool) -> None:
    if facts.method not in ELECTRONIC:
        raise OutOfOrder("chamber.out.called-aloud")
    if facts.method == "hands":
        _not_in_the_room(event, voter)
    new = _written(
        Vote, event, credential_id=voter.credential, choice=choice, channel=voter.channel, by_proxy=by_proxy, at=now
    )
    if not new:
        _again(event, facts, voter, choice, now, by_proxy=by_proxy)


def _again(event: VoteEvent, facts: Frozen, voter: Voter, choice: str, now: datetime, *, by_proxy: bool) -> None:
    """There is a vote of this member already: the same is acknowledged again, another only where the orders allow it."""
    _still_open(event, now)
    mine = Vote.objects.filter(event=event, credential=voter.credential)
    if mine.values_list("choice", flat=True).get() != choice:
        if not facts.orders.change:
            raise OutOfOrder("chamber.out.voted")
        mine.update(choice=choice, at=now, channel=voter.channel, by_proxy=by_proxy)


def _not_in_the_room(event: VoteEvent, voter: Voter) -> None:
    """Whoever was in the room at any moment of this vote was counted there, and does not vote again from outside (V16)."""
    Credential.objects.select_for_update().get(pk=voter.credential)  # against a check-in at this moment
    rows = Presence.objects.filter(sitting=event.sitting_id, credential=voter.credential, channel="room")
    if voter.channel == "room" or rows.filter(left__gte=event.opened).exists():
        raise OutOfOrder("chamber.out.counted-in-room")


def _cast_secretly(event: VoteEvent, facts: Frozen, whose: int, choice: str, now: datetime, *, by_proxy: bool) -> None:
    if not _written(Voted, event, id=drawn(), credential_id=whose, by_proxy=by_proxy):
        _still_open(event, now)
        raise OutOfOrder("chamber.out.voted-secretly")
    papers = [SecretPaper(event=event, choice=choice) for _ in range(facts.roll[str(whose)].weight)]
    SecretPaper.objects.bulk_create(papers)


def own_choices(event: VoteEvent, credential: int, facts: Frozen) -> Mapping[str, str | None]:
    """What this member has cast, for themselves and by proxy: of a secret vote only that they have."""
    whose = [credential, *([int(facts.proxies[str(credential)])] if str(credential) in facts.proxies else [])]
    if facts.method == "secret":
        rows = Voted.objects.filter(event=event, credential__in=whose).values_list("credential_id", flat=True)
        return {str(each): None for each in rows}
    votes = Vote.objects.filter(event=event, credential__in=whose).values_list("credential_id", "choice")
    return {str(each): choice for each, choice in votes}
