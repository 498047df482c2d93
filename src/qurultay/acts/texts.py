"""How adopted texts enter the register: provisions in force, pledges, calls, plans, and what came of them.

A provision's pledge makes a commitment, its call or appeal makes a call. Repeal ends them, and a
repealed pledge was neither kept nor dropped; annulment from the start means they never arose (§5, edges).
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from typing import Literal

from qurultay.acts.act import Entry, number_in
from qurultay.acts.book import (
    EVER,
    Call,
    Commitment,
    Observance,
    Plan,
    ProvisionState,
    Register,
    SessionState,
    TextState,
)
from qurultay.acts.following import Finding, ReportTabled
from qurultay.acts.resolving import Adopted, Operation, Provision, Repealed
from qurultay.acts.sittings import note_session
from qurultay.acts.standing import Annulment

Way = Literal["repealed", "annulled", "replaced"]


def adopt(book: Register, entry: Entry, body: Adopted) -> None:
    """A text is adopted: its provisions, what they pledge and call for, the days they proclaim."""
    fall, first = book.fallen.get(entry.ref), body.from_ or entry.act.date
    until = EVER if body.until is None else body.until + timedelta(days=1)
    book.texts[entry.number] = TextState(
        number=entry.number,
        adopted=body,
        adopted_on=entry.act.date,
        provisions={p.label: _provision(book, entry, p, first, until) for p in body.provisions},
        from_=first,
        until=until,
        annulled=fall,
    )
    if body.indicators:
        book.plans.setdefault(entry.number, Plan(number=entry.number, indicators=body.indicators))
    if body.number is not None:
        book.series.setdefault(body.number, entry.number)
    note_session(book, entry, body.session)
    if fall is None or fall.from_ == "now":
        for target in entry.act.targets("replaces"):
            end_text(book, target, first, entry.number, "replaced")
    if fall is not None:
        end_text(book, entry.ref, _ends(fall, first), fall.by, "annulled")
    for provision in book.texts[entry.number].provisions.values():
        if provision.annulled is not None:
            end_text(book, provision.ref, _ends(provision.annulled, first), provision.annulled.by, "annulled")


def _ends(fall: Annulment, first: date) -> date:
    return first if fall.from_ == "the-start" else max(first, fall.day)


def _provision(book: Register, entry: Entry, provision: Provision, first: date, until: date) -> ProvisionState:
    ref = f"{entry.ref}/provision/{provision.label}"
    for number, operation in enumerate(provision.operations, 1):
        _arises(book, entry.number, f"{ref}/operation/{number}", operation, first)
    return ProvisionState(
        ref=ref,
        label=provision.label,
        operations=provision.operations,
        from_=first,
        until=until,
        annulled=book.fallen.get(ref),
    )


def _arises(book: Register, act: int, ref: str, operation: Operation, first: date) -> None:
    """What an operation begins. One that is read again keeps the letters, replies and reports it has met."""
    match operation.kind:
        case "pledge":
            made = Commitment(ref=ref, act=act, operation=operation, made=first, due=operation.due)
            book.commitments[ref] = replace(book.commitments.get(ref, made), ended=None, ended_how=None)
        case "call" | "appeal":
            asked = Call(ref=ref, act=act, operation=operation, asked=first, due=operation.due)
            book.calls[ref] = replace(book.calls.get(ref, asked), ended=None, ended_how=None)
        case "observance" if operation.month is not None and operation.day is not None:
            month, day, since = operation.month, operation.day, operation.counts_from
            book.observances[ref] = Observance(ref=ref, month=month, day=day, counts_from=since, proclaimed=first)
        case _:
            pass


def repeal(book: Register, entry: Entry, body: Repealed) -> None:
    """Texts and provisions lose force from a day; only what is named is revived (a repeal of a repeal revives nothing).

    A repeal annulled from the start never was. Annulled from now, it has already done its work.
    """
    note_session(book, entry, body.session)
    if never_was(book, entry.ref, body):
        return
    for target in entry.act.targets("amends"):
        end_text(book, target, body.from_, entry.number, "repealed")
    for target in body.revives:
        _revive(book, target)


def never_was(book: Register, ref: str, body: Repealed) -> bool:
    """Did the repeal fall before it worked?"""
    fall = book.fallen.get(ref)
    return fall is not None and (fall.from_ == "the-start" or fall.day <= body.from_)


def business(book: Register, session: SessionState) -> tuple[int, ...]:
    """The acts that were done in a session since it was called, without repeals that never were."""
    since = [number for number in book.done_in.get(session.id, ()) if number > session.convened]
    bodies = ((number, book.entries[number].act.body) for number in since)
    return tuple(n for n, body in bodies if not (isinstance(body, Repealed) and never_was(book, f"act/{n}", body)))


def end_text(book: Register, target: str, day: date, by: int, way: Way) -> None:
    """End a text or one of its provisions from a day on, and the pledges and calls in it."""
    text = book.texts.get(number_in(target))
    if text is None:
        return
    because = {"replaced_by": by} if way == "replaced" else {"repealed_by": by} if way == "repealed" else {}
    for held in _provisions(text, target):
        if held.until > day or way == "annulled":
            text.provisions[held.label] = replace(held, until=min(held.until, day), **because)  # type: ignore[arg-type]  # a field name and a number
            _each_operation(book, held, day, way)
    if "/provision/" not in target and (text.until > day or way == "annulled"):
        book.texts[text.number] = replace(text, until=min(text.until, day), **because)  # type: ignore[arg-type]  # as above


def _provisions(text: TextState, target: str) -> Iterator[ProvisionState]:
    """The provisions a target names: one of them, or all of a text."""
    if "/provision/" not in target:
        yield from [*text.provisions.values()]
    elif (held := text.provisions.get(target.split("/")[3])) is not None:
        yield held


def _each_operation(book: Register, held: ProvisionState, day: date | None, way: Way | None) -> None:
    """What a provision pledged, called for or proclaimed ends on a day; without a day it runs again."""
    for number in range(1, len(held.operations) + 1):
        ref = f"{held.ref}/operation/{number}"
        if ref in book.commitments:
            book.commitments[ref] = replace(book.commitments[ref], ended=day, ended_how=way)
        elif ref in book.calls:
            book.calls[ref] = replace(book.calls[ref], ended=day, ended_how=way)
        elif ref in book.observances:
            book.observances[ref] = replace(book.observances[ref], until=day or EVER)


def _revive(book: Register, target: str) -> None:
    """What a repeal names to be revived is in force again; what was annulled or replaced is not."""
    text = book.texts.get(number_in(target))
    if text is None:
        return
    until = EVER if text.adopted.until is None else text.adopted.until + timedelta(days=1)
    for held in _provisions(text, target):
        if held.repealed_by is not None and held.annulled is None:
            text.provisions[held.label] = replace(held, until=until, repealed_by=None)
            _each_operation(book, held, None, None)
    if "/provision/" not in target and text.annulled is None:
        book.texts[text.number] = replace(text, until=until, repealed_by=None)


def table_report(book: Register, entry: Entry, body: ReportTabled) -> None:
    """A dated report: how far pledges and calls have come, what indicators show, what others have done."""
    book.reports[entry.number] = body
    if entry.ref in book.fallen:
        return
    for finding in body.findings:
        _note_finding(book, entry, finding)
    for measured in body.measured:
        plan = book.plans.get(number_in(measured.plan))
        if plan is not None:
            book.plans[plan.number] = replace(plan, measured=(*plan.measured, (entry.number, body.as_of, measured)))
    for position in body.positions:
        book.positions[position.actor, position.organ, position.on] = (entry.number, position)


def _note_finding(book: Register, entry: Entry, finding: Finding) -> None:
    if finding.of in book.commitments:
        held = book.commitments[finding.of]
        due = finding.due if finding.state == "extended" and finding.due else held.due
        book.commitments[finding.of] = replace(
            held, finding=finding, found_by=entry.number, due=due, reports=(*held.reports, entry.number)
        )
    elif finding.of in book.calls:
        book.calls[finding.of] = replace(book.calls[finding.of], finding=finding, found_by=entry.number)
