"""The law of amending: what may be corrected, confirmed, annulled, withheld and contested, and by whom."""

from collections.abc import Iterator
from datetime import date, timedelta

from qurultay.acts.act import Act, number_in
from qurultay.acts.amending import Annulled, Confirmed, Contested, Corrected, Withheld
from qurultay.acts.book import Register
from qurultay.acts.breach import Breach
from qurultay.acts.correcting import corrected, field_value
from qurultay.acts.edges import may_amend
from qurultay.acts.office import Elected, Impeded, KeyRevoked, TookOffice, Vacated
from qurultay.acts.resolving import Adopted
from qurultay.tlog.errors import Refused

Amending = Corrected | Confirmed | Annulled | Withheld | Contested
FOR_EVER = ("forgery", "duress", "eligibility")
"""Grounds on which an election may be annulled after its contest period (A12)."""


def amending(body: Amending, act: Act, book: Register, day: date) -> Iterator[Breach]:
    """What is out of order about an amending act."""
    if not (isinstance(body, Contested) and body.draft is not None):
        yield from targets(act, book)
    named = [book.entries[n].act for t in act.targets("amends") if 0 <= (n := number_in(t)) < len(book.entries)]
    match body:
        case Corrected():
            yield from _correction(body, act, named, book, day)
        case Confirmed():
            yield from _confirmation(act, book)
        case Annulled():
            yield from _annulment(body, act, named, book)
        case Withheld():
            yield from _withholding(body, act, named, book)
        case Contested():
            yield from _contest(body, act, book)


def targets(act: Act, book: Register) -> Iterator[Breach]:
    """Every amending act names what it amends, and only what the table of edges allows (register law §5)."""
    named = act.targets("amends")
    if not named:
        yield Breach("nothing-amended", "name what this act amends, as {amends: act/N}")
    if len(set(named)) != len(named):
        yield Breach("may-not-amend", "one act is named twice")
    for target in named:
        kind = book.entries[number_in(target)].act.kind
        if not may_amend(act.kind, kind):
            yield Breach("may-not-amend", f"{target} is of kind {kind}; an act of kind {act.kind} may not amend it")
        if target in book.fallen and act.kind not in ("withheld", "contested"):
            yield Breach(
                "may-not-amend",
                f"{target} was annulled by act {book.fallen[target].by}; there is nothing left to amend",
            )


def _correction(body: Corrected, act: Act, named: list[Act], book: Register, day: date) -> Iterator[Breach]:
    """`was` must be the present wording, which stops corrections that cross (G2)."""
    if len(named) != 1:
        yield Breach("may-not-amend", "a correction names one act")
        return
    present = _as_corrected(named[0], book, number_in(act.targets("amends")[0]))
    if not body.changes:
        yield Breach("not-correctable", "say what is corrected")
    for change in body.changes:
        try:
            value = field_value(present, change.field)
            if change.field.startswith("parts."):
                yield from _part_change(change.field, change.now, act)
            elif value is not None:
                corrected(present, act)
        except Refused as bad:
            yield Breach("not-correctable", bad.sentence)
            continue
        except ValueError:
            yield Breach("not-correctable", f"{change.field}: {change.now!r} cannot stand there")
            continue
        if value != change.was:
            yield Breach("was-differs", f"{change.field} reads {value!r} now, not {change.was!r}; correct that")
        if change.field == "date":
            yield from _date_change(change.now, named[0], book, day)


def _as_corrected(target: Act, book: Register, number: int) -> Act:
    for by in book.standing_of(number).corrected_by:
        if f"act/{by}" not in book.fallen:
            target = corrected(target, book.entries[by].act)
    return target


def _part_change(field: str, now: str, act: Act) -> Iterator[Breach]:
    if act.parts.get(field.removeprefix("parts.")) != now:
        yield Breach("not-correctable", f"{field}: give the corrected part under the same name in this act")


def _date_change(now: str, target: Act, book: Register, day: date) -> Iterator[Breach]:
    """Both dates must pass the rules of time (register law §5)."""
    new = date.fromisoformat(now)
    rests_on = [number_in(t) for t in (target.basis or "", *target.targets("amends"), *target.targets("answers"))]
    if new > day or any(n >= 0 and new < book.entries[n].act.date for n in rests_on):
        yield Breach("not-correctable", f"the act cannot bear {now}: that is in the future or before what it rests on")


def _confirmation(act: Act, book: Register) -> Iterator[Breach]:
    for target in act.targets("amends"):
        number = number_in(target)
        notice = isinstance(book.entries[number].act.body, Impeded | KeyRevoked)
        if number not in book.questions and not notice:
            yield Breach("may-not-amend", f"{target} is not in question; there is nothing to confirm")


def _annulment(body: Annulled, act: Act, named: list[Act], book: Register) -> Iterator[Breach]:
    rules = book.rules_on(act.date).rules
    elections = any(isinstance(each.body, Elected | TookOffice) for each in named)
    if elections and rules.contest_bodies and not set(act.signatories) & set(rules.contest_bodies):
        yield Breach("annulment", f"an election is annulled only by {', '.join(rules.contest_bodies)} (A12)")
    for each in named:
        if (
            isinstance(each.body, Elected)
            and act.date > each.date + timedelta(days=rules.contest_days)
            and body.ground not in FOR_EVER
        ):
            yield Breach(
                "annulment",
                f"the contest period ended {each.date + timedelta(days=rules.contest_days)}; after it an election falls only for {', '.join(FOR_EVER)}. To remove a holder, enter a removal (A12)",
            )
    for target in act.targets("amends"):
        if target.count("/") > 3 or "/call/" in target:
            yield Breach("annulment", f"{target}: a whole act or one provision can be annulled")
        elif body.seat is None and _restores_tenure(book, number_in(target)):
            yield Breach(
                "annulment", f"annulling {target} restores a tenure; say whether the seat returns or stays (G4)"
            )


def _restores_tenure(book: Register, number: int) -> bool:
    body = book.entries[number].act.body
    if isinstance(body, Annulled):
        inner = [number_in(t) for t in book.entries[number].act.targets("amends")]
        return any(isinstance(book.entries[n].act.body, Elected | TookOffice) for n in inner)
    return isinstance(body, Vacated)


def _withholding(body: Withheld, act: Act, named: list[Act], book: Register) -> Iterator[Breach]:
    """Skeletons, figures and operations cannot be withheld; no law in force may become unreadable (G5, G7)."""
    if len(named) != 1 or not body.names:
        yield Breach("withheld", "one withholding covers one act, and names the parts (G7)")
        return
    number = number_in(act.targets("amends")[0])
    gone = {name for name, _ in book.standing_of(number).withheld}
    for name in body.names:
        if name not in named[0].parts or name in gone:
            yield Breach("withheld", f"act {number} has no part {name} that is not withheld already")
    in_force = number in book.texts and any(p.until >= act.date for p in book.texts[number].provisions.values())
    if isinstance(named[0].body, Adopted) and in_force:
        for name in body.names:
            if name.startswith("text.") and name not in act.parts:
                yield Breach(
                    "withheld",
                    f"{name} has provisions in force; put an edited text in its place: no law that cannot be read (G5)",
                )
    yield from _too_many(act, book)


def _too_many(act: Act, book: Register) -> Iterator[Breach]:
    rules = book.rules_on(act.date).rules
    recent = [day for day in book.withheld_days if timedelta(0) <= act.date - day <= timedelta(days=30)]
    presiding = {post for post, state in book.posts.items() if state.what.role == "presiding"}
    if len(recent) >= rules.withheld_in_30_days and not presiding & set(act.signatories):
        yield Breach(
            "withheld",
            f"{len(recent)} acts were withheld from in 30 days; a further one needs the presiding officer (G7)",
        )


def _contest(body: Contested, act: Act, book: Register) -> Iterator[Breach]:
    if (body.draft is not None) == bool(act.targets("amends")):
        yield Breach("contest", "contest either an act, named by `amends`, or a draft, named by its text's SHA-256")
    elif body.draft is not None:
        if body.draft in book.stopped:
            yield Breach(
                "second-stop", f"this text was stopped by act {book.stopped[body.draft][0]}; a text is stopped once"
            )
    else:
        number = number_in(act.targets("amends")[0])
        opened = book.standing_of(number).open_contest
        if body.step != "opened" and not opened:
            yield Breach("contest", f"act {number} is not contested")
