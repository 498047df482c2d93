"""The law of amending: what may be corrected, confirmed, annulled, withheld and contested, and by whom."""

from collections.abc import Iterator
from datetime import date, timedelta

from qurultay.acts.act import Act, number_in
from qurultay.acts.amending import Annulled, Confirmed, Contested, Corrected, Withheld
from qurultay.acts.book import Register
from qurultay.acts.breach import Breach
from qurultay.acts.edges import may_amend
from qurultay.acts.law_of_annulment import annulment
from qurultay.acts.law_of_correcting import correction
from qurultay.acts.law_of_withholding import withholding
from qurultay.acts.matter import Matter
from qurultay.acts.muster import carried_by_muster
from qurultay.acts.office import Impeded, KeyRevoked
from qurultay.acts.writing import Issued

Amending = Corrected | Confirmed | Annulled | Withheld | Contested


def amending(body: Amending, matter: Matter) -> Iterator[Breach]:
    """What is out of order about an amending act."""
    act, book = matter.act, matter.book
    if isinstance(body, Contested) and body.draft is not None:
        yield from _stop(body, matter)
        return
    yield from targets(act, book)
    named = [number_in(target) for target in act.targets("amends")]
    if not named:
        return
    match body:
        case Corrected():
            yield from correction(body, named, matter)
        case Confirmed():
            yield from _confirmation(act, book)
        case Annulled():
            yield from annulment(body, matter)
        case Withheld():
            yield from withholding(body, named, matter)
        case Contested():
            yield from _contest(body, named, matter)


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
            yield Breach(
                "may-not-amend",
                "{target} is of kind {kind}; an act of kind {amending} may not amend it",
                target=target,
                kind=kind,
                amending=act.kind,
            )
        if target.count("/") > 1 and act.kind not in ("annulled", "repealed"):
            yield Breach(
                "may-not-amend",
                "{target}: an act of kind {amending} names whole acts",
                target=target,
                amending=act.kind,
            )
        fall = book.fallen.get(target) or book.fallen.get("/".join(target.split("/")[:2]))
        if fall is not None and act.kind not in ("withheld", "contested"):
            yield Breach(
                "may-not-amend",
                "{target} was annulled by act {by}; there is nothing left to amend",
                target=target,
                by=fall.by,
            )


def _confirmation(act: Act, book: Register) -> Iterator[Breach]:
    """What is in question is confirmed while there is time; so is a notice, which then lasts (A11, T7)."""
    for target in act.targets("amends"):
        number = number_in(target)
        by = book.standing_of(number).confirmed_by
        last = _last_day(number, book)
        if by is not None:
            yield Breach("may-not-amend", "{target} was confirmed by act {by} already", target=target, by=by)
        elif number not in book.questions and last is None:
            yield Breach("may-not-amend", "{target} is not in question; there is nothing to confirm", target=target)
        elif last is not None and act.date > last:
            yield Breach(
                "may-not-amend", "{target} lapsed on {last}, unconfirmed; do it anew (A11)", target=target, last=last
            )


def _last_day(number: int, book: Register) -> date | None:
    """The last day on which an act that would lapse can be confirmed."""
    question, entry = book.questions.get(number), book.entries[number]
    if question is not None:
        return question.lapses
    match entry.act.body:
        case Impeded() | KeyRevoked(how="suspended") | Issued(form="warning"):
            return entry.act.date + timedelta(days=book.rules_on(entry.act.date).rules.notice_days)
        case _:
            return None


def _contest(body: Contested, named: list[int], matter: Matter) -> Iterator[Breach]:
    """Who opened a contest withdraws it; the contest body decides it, or two officers where there is none (C2)."""
    act, book = matter.act, matter.book
    if len(named) != 1:
        yield Breach("contest", "a contest names one act")
        return
    standing = book.standing_of(named[0])
    if body.step == "opened":
        return
    if not standing.open_contest:
        yield Breach("contest", "act {number} is not contested", number=named[0])
    elif body.step == "withdrawn" and all(set(by).isdisjoint(act.signatories) for by in standing.contesters):
        yield Breach("contest", "only who opened the contest of act {number} withdraws it", number=named[0])
    elif body.step == "decided":
        bodies = matter.rules.contest_bodies
        if bodies and not set(bodies) & set(act.signatories):
            yield Breach("contest", "a contest is decided by {bodies} (A13)", bodies=bodies)
        elif not bodies and len(set(act.signatories)) < 2:
            yield Breach("contest", "the rules name no contest body; a contest is then decided by two officers")


def _stop(body: Contested, matter: Matter) -> Iterator[Breach]:
    """Of a draft, a contest is a stop: once, except that keepers who could block a recovery stop a grave text too."""
    act, book, draft = matter.act, matter.book, body.draft or ""
    if act.targets("amends"):
        yield Breach("contest", "contest either an act, named by `amends`, or a draft, named by its text's SHA-256")
    if body.step != "opened":
        yield Breach("contest", "a stop is not withdrawn; the draft enters with one signature more")
    stops = standing_stops(draft, book)
    if stops and (by_keepers(stops[-1], book) or not _blocking(act, book)):
        yield Breach("second-stop", "this text was stopped by act {stop}; a text is stopped once", stop=stops[0])


def standing_stops(text_hash: str, book: Register) -> list[int]:
    """The stops of a text that were not annulled."""
    return [number for number in book.stopped.get(text_hash, ()) if f"act/{number}" not in book.fallen]


def stopped_by_muster(text_hash: str, book: Register) -> int | None:
    """The stop of an announced text by which a majority stands of the muster that sat before its announcement (§3).

    Whoever may stop one draft once can stop nothing entrenched; delegates who stand by that stop can, and nobody else.
    """
    announced = book.announced.get(text_hash, ())
    for number in standing_stops(text_hash, book) if announced else ():
        if carried_by_muster(book, book.entries[number].text_hash, min(announced)):
            return number
    return None


def by_keepers(stop: int, book: Register) -> bool:
    """Did keepers stop it who could also block a recovery, n − k + 1 of them (register law §3)?"""
    return _blocking(book.entries[stop].act, book)


def _blocking(act: Act, book: Register) -> bool:
    rules = book.rules_on(act.date).rules
    keepers = sum(signatory.startswith("keeper/") for signatory in act.signatories)
    return keepers >= len(book.keepers) - rules.keepers_needed + 1
