"""A vote is cast: one transaction, no row that two voters share, a unique constraint that decides doubles (V15–V17).

The order of the steps
    1  the vote is open, and stays so until this transaction is over
    2  the voter is there, by a channel that this way of voting admits, and was on the roll when it opened
    3  the row is written, unless there is one; then the first stands, and the same again is answered as the first was
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

from django.db import connection
from django.utils.crypto import salted_hmac

from qurultay.assembly.frozen import Frozen, thawed
from qurultay.secretariat.chamber.members import the_credential
from qurultay.secretariat.chamber.models import Objection, Presence, SecretPaper, Vote, Voted, VoteEvent
from qurultay.secretariat.door.models import Account
from qurultay.secretariat.frame.order import OutOfOrder

CHOICES = ("for", "against", "abstain")
"""The order of the buttons, the same for everybody in every vote."""
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
    facts = held_open(event, now)  # 1
    voter = _voter(event, facts, account)  # 2
    whose = _giver(event, facts, voter, giver) if giver else voter.credential
    if facts.method == "secret":
        _cast_secretly(event, facts, whose, choice, by_proxy=bool(giver))  # 3
        return ""
    _cast_by_name(event, facts, Voter(whose, voter.channel), choice, now, by_proxy=bool(giver))  # 3
    return receipt(event.pk, whose, choice)


def object_(event: VoteEvent, account: Account | None, now: datetime) -> None:
    """Objects to deciding it this way: in writing, or without a vote. Raises `OutOfOrder` as `cast`."""
    facts = held_open(event, now)
    if facts.method not in ("written", "without-a-vote", "acclamation"):
        raise OutOfOrder("chamber.out.no-objecting")
    voter = _voter(event, facts, account)
    row = Objection(event=event, credential_id=voter.credential, at=now)
    Objection.objects.bulk_create([row], ignore_conflicts=True)


def receipt(event: int, credential: int, choice: str) -> str:
    """A short code that says: this choice of this member is in this vote. The same for the same, made from a secret key."""
    return salted_hmac("qurultay.vote", f"{event}/{credential}/{choice}").hexdigest()[:8]


def facts_of(event: VoteEvent) -> Frozen:
    """The facts that were frozen when it opened. They never change, so each process reads them once."""
    return _facts(event.pk, event.fingerprint)


@lru_cache(maxsize=16)
def _facts(event: int, fingerprint: str) -> Frozen:  # the fingerprint is of the facts, so what is kept is always theirs
    return thawed(VoteEvent.objects.values_list("frozen", flat=True).get(pk=event, fingerprint=fingerprint))


def held_open(event: VoteEvent, now: datetime) -> Frozen:
    """The facts of a vote that is open, and that nobody closes before this transaction is over.

    PostgreSQL holds the row for as many as want to read it, against the one who closes it; SQLite has one writer anyway.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1 FROM chamber_voteevent WHERE id = %s FOR SHARE", [event.pk])
    now_is = VoteEvent.objects.only("state", "closes", "fingerprint").get(pk=event.pk)
    if now_is.state != VoteEvent.State.OPEN or (now_is.closes is not None and now_is.closes <= now):
        raise OutOfOrder("chamber.out.not-open")
    return facts_of(now_is)


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
    rows = Presence.objects.filter(sitting=event.sitting_id, left=None, credential__person__account=account)
    for credential, channel in rows.values_list("credential_id", "channel"):
        return Voter(credential, channel)
    raise OutOfOrder("chamber.out.check-in-first")


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
    row = Vote(
        event=event, credential_id=voter.credential, choice=choice, channel=voter.channel, by_proxy=by_proxy, at=now
    )
    Vote.objects.bulk_create([row], ignore_conflicts=True)
    mine = Vote.objects.filter(event=event, credential=voter.credential)
    if mine.values_list("choice", flat=True).get() != choice:
        if not facts.orders.change:
            raise OutOfOrder("chamber.out.voted")
        mine.update(choice=choice, at=now, channel=voter.channel, by_proxy=by_proxy)


def _not_in_the_room(event: VoteEvent, voter: Voter) -> None:
    """Whoever was in the room at any moment of this vote was counted there, and does not vote again from outside (V16)."""
    rows = Presence.objects.filter(sitting=event.sitting_id, credential=voter.credential, channel="room")
    if voter.channel == "room" or rows.filter(left__gte=event.opened).exists():
        raise OutOfOrder("chamber.out.counted-in-room")


def _cast_secretly(event: VoteEvent, facts: Frozen, whose: int, choice: str, *, by_proxy: bool) -> None:
    row = Voted(event=event, credential_id=whose, by_proxy=by_proxy)
    Voted.objects.bulk_create([row], ignore_conflicts=True)
    if Voted.objects.values_list("pk", flat=True).get(event=event, credential=whose) != row.pk:
        raise OutOfOrder("chamber.out.voted-secretly")
    papers = [SecretPaper(event=event, choice=choice) for _ in range(facts.roll[str(whose)].weight)]
    SecretPaper.objects.bulk_create(papers)


def own_choices(event: VoteEvent, credential: int, facts: Frozen) -> Mapping[str, str | None]:
    """What this member has cast, for themselves and by proxy: of a secret vote only that they have."""
    whose = [str(credential), *([facts.proxies[str(credential)]] if str(credential) in facts.proxies else [])]
    if facts.method == "secret":
        rows = Voted.objects.filter(event=event, credential__in=whose).values_list("credential_id", flat=True)
        return {str(each): None for each in rows}
    votes = Vote.objects.filter(event=event, credential__in=whose).values_list("credential_id", "choice")
    return {str(each): choice for each, choice in votes}
