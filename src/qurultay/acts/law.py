"""May this act be entered, given what the acts before it say? The rules that need no signatures.

Each rule yields a breach with one sentence; the gate shows them all at once, the verifier stops at
the first. They read the register of the acts *before* the act, as it was known then: what comes later
never makes an act unlawful that was lawful at entry (R0).
"""

from collections.abc import Iterator

from qurultay.acts import law_of_amending, law_of_keys, law_of_meetings, law_of_office, law_of_recovery, law_of_texts
from qurultay.acts.act import Act, Unknown, number_in
from qurultay.acts.amending import Annulled, Confirmed, Contested, Corrected, Withheld
from qurultay.acts.book import Register
from qurultay.acts.breach import Breach
from qurultay.acts.carrying_on import Announced, Attested, OperatorChanged, Recovered
from qurultay.acts.constituting import Constituted, Dissolved, Established, RulesAdopted
from qurultay.acts.convening import Closed, Convened, MinutesApproved, Opened, Postponed
from qurultay.acts.following import ReportTabled
from qurultay.acts.founding_law import founding_breaches, rules_breaches
from qurultay.acts.law_of_names import naming
from qurultay.acts.matter import Matter, entry_day, late_recovery, matter_of, rows_of
from qurultay.acts.office import Appointed, Elected, Impeded, KeyEnrolled, KeyRevoked, TookOffice, Vacated
from qurultay.acts.resolving import Adopted, NotAdopted, Repealed
from qurultay.acts.writing import Deposited, Issued, ReplyRecorded

__all__ = ["Matter", "breaches", "entry_day", "matter_of", "objections", "rows_of"]


def breaches(act: Act, book: Register, entered: int) -> Iterator[Breach]:
    """Everything out of order about an act about to be entered at that second, signatures apart."""
    if not book.entries:
        return founding_breaches(act, entered)
    return objections(matter_of(act, book, entered))


def objections(matter: Matter) -> Iterator[Breach]:
    """The same, of a matter already laid before the register.

    An act of a kind unknown here is asked only what can be asked of any act; its meaning cannot be judged.
    """
    act, book = matter.act, matter.book
    yield from _identity(act, book)
    dangling = list(_references(act, book))
    yield from dangling
    yield from _days(matter)
    if isinstance(act.body, Unknown):
        yield Breach(
            "unknown-kind", "kind {kind} version {v} is not known; its meaning cannot be judged", kind=act.kind, v=act.v
        )
        return
    if not dangling:
        yield from _basis(matter)
        yield from _lateness(matter)
        if act.parts:
            yield from naming(act, book)
        yield from _kind(matter)
        if book.recovering is not None:
            yield from law_of_recovery.standing_still(matter)
    yield from _issuers(act, book)


def _identity(act: Act, book: Register) -> Iterator[Breach]:
    if act.record != book.founding:
        signed_for = (act.record or "none")[:16]
        yield Breach(
            "other-record",
            "the act was signed for record {other}, this one is {this}",
            other=signed_for,
            this=book.founding[:16],
        )
    if act.id in book.ids:
        yield Breach(
            "id-again",
            "id {id} already stands in the record as act {number}; draw a new one",
            id=act.id,
            number=book.ids[act.id],
        )
    if book.concluded is not None and not isinstance(act.body, (Corrected, Withheld)):
        yield Breach(
            "concluded",
            "the record was concluded by act {concluded}; only corrections and withholding may follow",
            concluded=book.concluded,
        )


def _references(act: Act, book: Register) -> Iterator[Breach]:
    """What an act names exists, and its signers had seen it (R3)."""
    for target in (act.basis or "", *[ref.target for ref in act.refs]):
        number = number_in(target)
        if number >= len(book.entries):
            yield Breach(
                "no-such-act", "{target}: the record ends at act {last}", target=target, last=len(book.entries) - 1
            )
        elif number >= act.seen.size:
            yield Breach(
                "seen-too-early",
                "{target} was not among the {seen} acts the signers had seen; sign again on a later head",
                target=target,
                seen=act.seen.size,
            )
        elif "/provision/" in target and not has_provision(book, target):
            yield Breach(
                "no-such-act", "{target}: act {number} has no such provision or operation", target=target, number=number
            )
        elif "/call/" in target and target not in book.calls:
            yield Breach("no-such-act", "{target}: act {number} makes no such call", target=target, number=number)


def has_provision(book: Register, target: str) -> bool:
    """Does the act named there have that provision, and that operation?"""
    body = book.entries[number_in(target)].act.body
    steps = target.split("/")
    if not isinstance(body, Adopted | Deposited):
        return False
    found = next((p for p in body.provisions if p.label == steps[3]), None)
    return found is not None and (len(steps) < 6 or 1 <= int(steps[5]) <= len(found.operations))


def _days(matter: Matter) -> Iterator[Breach]:
    act, day, before = matter.act, matter.day, matter.book.entries[-1].entered
    if act.date > day:
        yield Breach(
            "from-the-future",
            "the act bears {date}, but it is only {day} at the record's seat; future effect goes into its own field",
            date=act.date,
            day=day,
        )
    if day > act.enter_by:
        yield Breach(
            "entered-too-late",
            "the act could be entered until {enter_by}; it is {day}; sign it again",
            enter_by=act.enter_by,
            day=day,
        )
    if act.enter_by < act.date:
        yield Breach(
            "enter-by", "enter_by {enter_by} is before the act's date {date}", enter_by=act.enter_by, date=act.date
        )
    if matter.entered < before:
        yield Breach(
            "entered-backwards",
            "entered {entered}, before the act before it ({before}); set the clock right",
            entered=matter.entered,
            before=before,
        )
    rests_on = [ref.target for ref in act.refs if ref.relation in ("amends", "replaces", "answers")]
    for number in map(number_in, (act.basis or "", *rests_on)):
        if 0 <= number < len(matter.book.entries) and act.date < matter.book.entries[number].act.date:
            of = matter.book.entries[number].act.date
            yield Breach(
                "before-its-basis",
                "the act bears {date}, before act {number} of {of}, which it rests on",
                date=act.date,
                number=number,
                of=of,
            )


def _lateness(matter: Matter) -> Iterator[Breach]:
    """What comes later than its class allows says why, in a part (T2, design §3a.4)."""
    act, rows = matter.act, matter.rows
    if late_recovery(act, matter.cases, matter.held):
        last = matter.held.latest_entry(act.date, "recovery")
        yield Breach(
            "recovery",
            "a recovery of {date} may enter until {last}, not until {enter_by}; keepers sign and announce it anew (T2)",
            date=act.date,
            last=last,
            enter_by=act.enter_by,
        )
    elif rows is None:
        cases = ", ".join(matter.cases) or act.kind
        yield Breach("no-class", "the rules in force have no row for {cases}, so nobody can sign it", cases=cases)
    elif "late" in [row.case for row in rows] and not any(name.startswith("reason.") for name in act.parts):
        yield Breach(
            "late-without-reason",
            "enter_by {enter_by} is later than this class allows; add a part reason.LANG that says why",
            enter_by=act.enter_by,
        )


def _basis(matter: Matter) -> Iterator[Breach]:
    """The rule or provision that empowers the act must be in force on its date (R6)."""
    act, book, basis = matter.act, matter.book, matter.act.basis or ""
    number = number_in(basis)
    if "/rule/" in basis:
        name = basis.split("/rule/")[1]
        if number != matter.held.act:
            yield Breach(
                "no-basis",
                "{basis}: the rules in force on {date} are those of act {number}",
                basis=basis,
                date=act.date,
                number=matter.held.act,
            )
        elif name not in matter.held.names:
            yield Breach("no-basis", "{basis}: those rules have no rule {name!r}", basis=basis, name=name)
        if isinstance(act.body, Established):
            yield Breach("no-basis", "name the resolution that establishes it as basis: act/N or act/N/provision/L")
        return
    text = book.texts.get(number)
    if text is None:
        yield Breach("no-basis", "{basis} is neither a rule nor an adopted text", basis=basis)
    elif basis in book.fallen or text.annulled is not None:
        fall = book.fallen.get(basis) or book.fallen[f"act/{number}"]
        yield Breach("no-basis", "{basis} was annulled by act {by}", basis=basis, by=fall.by)
    elif not (text.provisions[basis.split("/")[3]] if "/provision/" in basis else text).in_force(act.date):
        yield Breach("no-basis", "{basis} is not in force on {date}", basis=basis, date=act.date)


def _issuers(act: Act, book: Register) -> Iterator[Breach]:
    if not act.issuers:
        yield Breach("no-issuer", "name the body that issues the act")
    for body in act.issuers:
        held = book.organisations.get(body)
        if held is None or not held.from_ <= act.date <= held.until:
            yield Breach("no-such-body", "{body} is not a body of this record on {date}", body=body, date=act.date)


def _kind(matter: Matter) -> Iterator[Breach]:
    """The law of the act's own chapter."""
    act, book = matter.act, matter.book
    match act.body:  # Texts first: there are more letters than anything else.
        case Adopted() | NotAdopted() | Repealed() | ReportTabled() | Issued() | ReplyRecorded() | Deposited() as text:
            yield from law_of_texts.text(text, matter)
        case Constituted():
            yield Breach("founding", "a record is founded once, by act 0")
        case RulesAdopted() as body:
            yield from rules_breaches(body, act, book)
        case Established() | Dissolved() as founding:
            yield from law_of_office.establishing(founding, act, book)
        case Convened() | Postponed() | Opened() | Closed() | MinutesApproved() as meeting:
            yield from law_of_meetings.meeting(meeting, matter)
        case Elected() | Appointed() | TookOffice() | Vacated() as office:
            yield from law_of_office.office(office, matter)
        case Impeded() | KeyEnrolled() | KeyRevoked() | OperatorChanged() as key:
            yield from law_of_keys.keys(key, matter)
        case Corrected() | Confirmed() | Annulled() | Withheld() | Contested() as amending:
            yield from law_of_amending.amending(amending, matter)
        case Announced() | Attested() | Recovered() as recovery:
            yield from law_of_recovery.recovery(recovery, matter)
        case _:
            pass
    if isinstance(act.body, Repealed):
        yield from law_of_amending.targets(act, book)
