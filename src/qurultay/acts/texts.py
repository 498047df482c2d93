"""How adopted texts enter the register: provisions in force, pledges, calls, plans, and what came of them.

A provision's pledge makes a commitment, its call or appeal makes a call. Repeal ends them, and a
repealed pledge was neither kept nor dropped; annulment from the start means they never arose (§5, edges).
"""

from dataclasses import replace
from datetime import date
from typing import Literal

from qurultay.acts.act import Entry, number_in
from qurultay.acts.book import EVER, Call, Commitment, Observance, Plan, ProvisionState, Register, TextState
from qurultay.acts.following import Finding, ReportTabled
from qurultay.acts.resolving import Adopted, Operation, Provision, Repealed
from qurultay.acts.sittings import note_session

Way = Literal["repealed", "annulled", "replaced"]


def adopt(book: Register, entry: Entry, body: Adopted) -> None:
    """A text is adopted: its provisions, what they pledge and call for, the days they proclaim."""
    fall = book.fallen.get(entry.ref)
    first = body.from_ or entry.act.date
    provisions = {p.label: _provision(book, entry, p, first) for p in body.provisions}
    book.texts[entry.number] = TextState(
        number=entry.number,
        adopted=body,
        adopted_on=entry.act.date,
        provisions=provisions,
        from_=first,
        until=body.until or EVER,
        annulled=fall,
    )
    if body.indicators:
        book.plans[entry.number] = Plan(number=entry.number, indicators=body.indicators)
    if body.number is not None:
        book.series.setdefault(body.number, entry.number)
    note_session(book, entry, body.session)
    for target in entry.act.targets("replaces"):
        end_text(book, target, first, entry.number, "replaced")
    if fall is not None:
        end_text(book, entry.ref, first if fall.from_ == "the-start" else fall.day, fall.by, "annulled")


def _provision(book: Register, entry: Entry, provision: Provision, first: date) -> ProvisionState:
    ref = f"{entry.ref}/provision/{provision.label}"
    fall = book.fallen.get(ref)
    for number, operation in enumerate(provision.operations, 1):
        _arises(book, entry, f"{ref}/operation/{number}", operation, first)
    if fall is not None:
        _end_operations(book, ref, first if fall.from_ == "the-start" else fall.day, "annulled")
    return ProvisionState(
        ref=ref,
        label=provision.label,
        operations=provision.operations,
        from_=first,
        annulled=fall,
        until=fall.day if fall else EVER,
    )


def _arises(book: Register, entry: Entry, ref: str, operation: Operation, first: date) -> None:
    match operation.kind:
        case "pledge":
            book.commitments[ref] = Commitment(
                ref=ref, act=entry.number, operation=operation, made=first, due=operation.due
            )
        case "call" | "appeal":
            book.calls[ref] = Call(ref=ref, act=entry.number, operation=operation, asked=first, due=operation.due)
        case "observance" if operation.month is not None and operation.day is not None:
            book.observances[ref] = Observance(
                ref=ref, month=operation.month, day=operation.day, counts_from=operation.counts_from, proclaimed=first
            )
        case _:
            pass


def repeal(book: Register, entry: Entry, body: Repealed) -> None:
    """Texts and provisions lose force from a day; only what is named is revived (a repeal of a repeal revives nothing)."""
    if entry.ref in book.fallen:
        return
    note_session(book, entry, body.session)
    for target in entry.act.targets("amends"):
        end_text(book, target, body.from_, entry.number, "repealed")
    for target in body.revives:
        _revive(book, target)


def end_text(book: Register, target: str, day: date, by: int, way: Way) -> None:
    """End a text or one of its provisions, and the pledges and calls in it."""
    text = book.texts.get(number_in(target))
    if text is None:
        return
    label = target.split("/provision/")[1].split("/")[0] if "/provision/" in target else None
    for each, held in text.provisions.items():
        if label in (None, each) and held.until > day:
            ended = replace(held, until=day, **_because(by, way))  # type: ignore[arg-type]  # a field name and a number
            text.provisions[each] = ended
            _end_operations(book, held.ref, day, way)
    if label is None and text.until > day:
        book.texts[text.number] = replace(text, until=day, **_because(by, way))  # type: ignore[arg-type]  # as above


def _because(by: int, way: Way) -> dict[str, int]:
    return {"replaced_by": by} if way == "replaced" else {"repealed_by": by} if way == "repealed" else {}


def _end_operations(book: Register, ref: str, day: date, way: Way) -> None:
    prefix = ref + "/operation/"
    for number in range(1, 100):
        at = f"{prefix}{number}"
        if at in book.commitments:
            book.commitments[at] = replace(book.commitments[at], ended=day, ended_how=way)
        elif at in book.calls:
            book.calls[at] = replace(book.calls[at], ended=day, ended_how=way)
        elif at in book.observances:
            book.observances[at] = replace(book.observances[at], until=day)
        elif not _has_operation(book, ref, number):
            return


def _has_operation(book: Register, ref: str, number: int) -> bool:
    body = book.entries[number_in(ref)].act.body
    label = ref.rsplit("/", 1)[1]
    found = [p for p in body.provisions if p.label == label] if isinstance(body, Adopted) else []
    return bool(found) and number <= len(found[0].operations)


def _revive(book: Register, target: str) -> None:
    text = book.texts.get(number_in(target))
    if text is None:
        return
    label = target.split("/provision/")[1] if "/provision/" in target else None
    for each, held in text.provisions.items():
        if label in (None, each) and held.annulled is None:
            text.provisions[each] = replace(held, until=EVER, repealed_by=None)
            _revive_operations(book, held.ref)
    if label is None:
        book.texts[text.number] = replace(text, until=text.adopted.until or EVER, repealed_by=None)


def _revive_operations(book: Register, ref: str) -> None:
    for at in [a for a in (*book.commitments, *book.calls, *book.observances) if a.startswith(ref + "/operation/")]:
        if at in book.commitments:
            book.commitments[at] = replace(book.commitments[at], ended=None, ended_how=None)
        elif at in book.calls:
            book.calls[at] = replace(book.calls[at], ended=None, ended_how=None)
        else:
            book.observances[at] = replace(book.observances[at], until=EVER)


def table_report(book: Register, entry: Entry, body: ReportTabled) -> None:
    """A dated report: how far pledges and calls have come, what indicators show, what others have done."""
    book.reports[entry.number] = body
    fall = book.fallen.get(entry.ref)
    if fall is not None:
        return
    for finding in body.findings:
        _note_finding(book, entry, finding)
    for measured in body.measured:
        number = number_in(measured.plan)
        if number in book.plans:
            plan = book.plans[number]
            book.plans[number] = replace(plan, measured=(*plan.measured, (entry.number, body.as_of, measured)))
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
