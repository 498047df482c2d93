"""Credentials for a session: proposed for everybody who sits, admitted or refused with a reason, taken back.

What a step leads to is the table of `assembly.credentials`; whether somebody sits, the record says. A reason is private
and is sealed under the person's own key.
"""

from collections.abc import Iterable, Sequence
from datetime import date

from django.db import transaction
from django.db.models import Q

from qurultay.acts.act import number_in
from qurultay.assembly.credentials import NotAdmitted, Paper, Step, admit, stepped
from qurultay.portal.values import Value
from qurultay.secretariat.frame.house import Standing
from qurultay.secretariat.frame.order import OutOfOrder
from qurultay.secretariat.roll import vault
from qurultay.secretariat.roll.entries import called_place
from qurultay.secretariat.roll.models import Credential, Membership, Person, ProxyPaper
from qurultay.secretariat.roll.places import place
from qurultay.tlog.armour import unarmour
from qurultay.tlog.errors import Refused

MOST_REASON = 400
_S = Credential.State


def day_of(session: str, standing: Standing, today: date) -> date:
    """The day on which a session's credentials are judged: today while it sits, else the nearest of its days."""
    held = standing.book.sessions.get(session)
    return today if held is None else max(held.opens, min(today, held.closes))


def sitters(body: str, day: date) -> list[Membership]:
    """The memberships of a body that run on a day; of a body with seats, those with a seat."""
    running = Membership.objects.filter(body=body, since__lte=day, person__erased=None, post="").filter(
        Q(until=None) | Q(until__gte=day)
    )
    found = list(running.select_related("person").order_by("pk"))
    return [each for each in found if each.seat] or found


def propose_all(session: str, body: str, day: date) -> int:
    """A credential is proposed for everybody who sits and has none yet; how many there were."""
    with transaction.atomic():
        held = locked(session)
        there = {each.person_id for each in held} | {each.membership_id for each in held if each.kind == "member"}
        new = [
            Credential(session=session, body=body, membership=each, person=each.person)
            for each in sitters(body, day)
            if each.person_id not in there and each.pk not in {h.membership_id for h in held if h.kind == "member"}
        ]
        Credential.objects.bulk_create(new, batch_size=200)
    return len(new)


def propose_alternate(member: Credential, person: Person) -> Credential:
    """Somebody is proposed as the alternate of a member. Raises `OutOfOrder` for who has a credential already."""
    if vault.opened(person).invented:
        raise OutOfOrder("roll.out.invented")
    with transaction.atomic():
        if any(each.person_id == person.pk for each in locked(member.session)):
            raise OutOfOrder("roll.out.has-credential")
        return Credential.objects.create(
            session=member.session, body=member.body, membership=member.membership, person=person,
            kind=Credential.Kind.ALTERNATE,
        )  # fmt: skip


def take(chosen: Iterable[int], session: str, step: Step, reason: str, standing: Standing, day: date) -> int:
    """One step for each of these credentials of a session, or none at all. Raises `OutOfOrder`."""
    if len(reason) > MOST_REASON:
        raise OutOfOrder("frame.out.too-long", most=MOST_REASON)
    with transaction.atomic():
        held = {each.pk: each for each in locked(session)}
        wanted = [held[pk] for pk in chosen if pk in held]
        if not wanted:
            raise OutOfOrder("roll.out.none-chosen")
        if step in ("refuse", "withdraw") and not reason.strip():
            raise OutOfOrder("roll.out.say-why")
        for each in wanted:
            _take(each, step, reason, list(held.values()), standing, day)
    return len(wanted)


def _take(row: Credential, step: Step, reason: str, held: Sequence[Credential], standing: Standing, day: date) -> None:
    try:
        if step == "admit":
            _seated(row, standing, day)
            same = [each for each in held if each is not row and _seat(each) == _seat(row)]
            for _ in admit(_paper(row), [_paper(each) for each in same]):
                _aside(same)
        row.state = stepped(row.state, step)  # type: ignore[arg-type]  # the choices of the row are the states of the table
    except NotAdmitted as bad:
        raise OutOfOrder(f"roll.out.{bad.code}", place=_called(row, standing)) from None
    row.reason = vault.sealed_words(row.person, f"reason {row.pk}", reason) if reason.strip() else b""
    row.save(update_fields=["state", "reason"])


def _aside(rows: Sequence[Credential]) -> None:
    for each in rows:
        if each.state == _S.ADMITTED:
            each.state = _S.WITHDRAWN
            each.save(update_fields=["state"])


def _seated(row: Credential, standing: Standing, day: date) -> None:
    """Raises `OutOfOrder` where the record has nobody, or somebody else, in the seat."""
    if row.person.erased is not None:
        raise OutOfOrder("roll.out.erased")
    if not row.membership.seat or not standing.book.has_seats(row.body):
        return
    held = place(standing.book, row.membership.seat, day)
    where = _called(row, standing)
    if held is None or not held.person:
        raise OutOfOrder("roll.out.vacant", place=where, day=day)
    if row.kind == Credential.Kind.MEMBER and row.person.ref != held.person:
        raise OutOfOrder("roll.out.holder", place=where, person=held.person)


# --- suspended, keys, proxies ----------------------------------------------------------------------------------------


def suspend(row: Credential, decision: str) -> None:
    """A member is suspended by a decision of the body, until the session ends (V14). Raises `OutOfOrder`."""
    if not decision.strip():
        raise OutOfOrder("roll.out.no-decision")
    if len(decision) > 80:
        raise OutOfOrder("frame.out.too-long", most=80)
    if row.kind != Credential.Kind.MEMBER:
        raise OutOfOrder("roll.out.only-members")
    row.suspended, row.suspended_by = True, decision.strip()
    row.save(update_fields=["suspended", "suspended_by"])


def lift(row: Credential) -> None:
    """A suspension ends."""
    row.suspended, row.suspended_by = False, ""
    row.save(update_fields=["suspended", "suspended_by"])


def is_decided(row: Credential, standing: Standing, day: date) -> bool:
    """Does a text of the body itself that is in force suspend this member, as the act that opens must name it?"""
    if not row.suspended_by.startswith("act/") or not row.suspended_by[4:].isdecimal():
        return False
    text = standing.book.texts.get(number_in(row.suspended_by))
    return text is not None and text.adopted.body == row.body and text.in_force(day)


def leave_key(row: Credential, key: str) -> None:
    """A delegate leaves the public key that the muster commits to (C1). Raises `OutOfOrder`."""
    try:
        material = unarmour(key.strip()) if key.strip() else b""
    except Refused:
        raise OutOfOrder("roll.out.no-muster-key") from None
    if material and (len(material) != 33 or material[:1] != b"\x01"):
        raise OutOfOrder("roll.out.no-muster-key")
    row.key = key.strip()
    row.save(update_fields=["key"])


def give_proxy(giver: Credential, holder: Credential, dated: date, today: date, *, allowed: bool) -> ProxyPaper:
    """A paper is handed in by which one delegate votes for another (V15). Raises `OutOfOrder`."""
    if not allowed:
        raise OutOfOrder("roll.out.no-proxies")
    if giver.session != holder.session or giver.pk == holder.pk:
        raise OutOfOrder("roll.out.proxy-oneself")
    if giver.state != _S.ADMITTED or holder.state != _S.ADMITTED:
        raise OutOfOrder("roll.out.proxy-admitted")
    if dated > today:
        raise OutOfOrder("roll.out.proxy-later", day=dated)
    paper, new = ProxyPaper.objects.get_or_create(session=giver.session, giver=giver, holder=holder, dated=dated)
    if not new:
        raise OutOfOrder("roll.out.proxy-there")
    return paper


# --- rows ------------------------------------------------------------------------------------------------------------


def locked(session: str) -> list[Credential]:
    """The credentials of a session, which nobody else changes until this transaction ends."""
    vault.epoch(lock=True)  # two who admit for one seat do so one after the other, also where it has no row yet
    rows = Credential.objects.select_for_update(of=("self",)).filter(session=session)
    return list(rows.select_related("membership", "person").order_by("pk"))


def papers(rows: Iterable[Credential], present: Iterable[int] = ()) -> list[Paper]:
    """The credentials as the rules see them; `present` are the rows of those who are there."""
    there = set(present)
    return [_paper(each, each.pk in there) for each in rows]


def _paper(row: Credential, present: bool = False) -> Paper:
    return Paper(seat=_seat(row), kind=row.kind, state=row.state, suspended=row.suspended, present=present)  # type: ignore[arg-type]  # as above


def _seat(row: Credential) -> str:
    return row.membership.seat or f"member/{row.membership_id}"


def _called(row: Credential, standing: Standing) -> Value:
    return called_place(_seat(row), standing)
