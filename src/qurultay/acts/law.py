"""May this act be entered, given what the acts before it say? The rules that need no signatures.

Each rule yields a breach with one sentence; the gate shows them all at once, the verifier stops at
the first. They read the register of the acts *before* the act, as it was known then: what comes later
never makes an act unlawful that was lawful at entry (R0).
"""

from collections.abc import Iterator
from datetime import date

from qurultay.acts import law_of_amending, law_of_meetings, law_of_office, law_of_texts
from qurultay.acts.act import Act, Unknown, civil_date, number_in
from qurultay.acts.amending import Annulled, Confirmed, Contested, Corrected, Withheld
from qurultay.acts.book import Register
from qurultay.acts.breach import Breach
from qurultay.acts.carrying_on import Attested, Recovered
from qurultay.acts.classes import cases_of, class_of
from qurultay.acts.constituting import Constituted, Dissolved, Established, RulesAdopted
from qurultay.acts.convening import Closed, Convened, Opened
from qurultay.acts.following import ReportTabled
from qurultay.acts.founding_law import founding_breaches, rules_breaches
from qurultay.acts.office import Appointed, Elected, Impeded, KeyEnrolled, KeyRevoked, TookOffice, Vacated
from qurultay.acts.resolving import Adopted, NotAdopted, Repealed
from qurultay.acts.rules import ClassRow
from qurultay.acts.writing import Deposited, Issued, ReplyRecorded


def breaches(act: Act, book: Register, entered: int) -> Iterator[Breach]:
    """Everything out of order about an act about to be entered at that second, signatures apart."""
    if not book.entries:
        yield from founding_breaches(act)
        return
    if isinstance(act.body, Unknown):
        yield Breach("unknown-kind", f"kind {act.kind} version {act.v} is not known; its meaning cannot be judged")
        return
    if act.record != book.founding:
        yield Breach(
            "other-record",
            f"the act was signed for record {(act.record or 'none')[:16]}, this one is {book.founding[:16]}",
        )
    if act.id in book.ids:
        yield Breach("id-again", f"id {act.id} already stands in the record as act {book.ids[act.id]}; draw a new one")
    if book.concluded is not None and not isinstance(act.body, Corrected | Withheld):
        yield Breach(
            "concluded",
            f"the record was concluded by act {book.concluded}; only corrections and withholding may follow",
        )
    dangling = list(_reference_breaches(act, book))
    yield from dangling
    yield from _day_breaches(act, book, entered)
    if not dangling:
        yield from _basis_breaches(act, book)
        yield from _lateness_breaches(act, book)
        yield from _kind_breaches(act, book, entry_day(act, book, entered))
    yield from _issuer_breaches(act, book)


def entry_day(act: Act, book: Register, entered: int) -> date:
    """The civil date of entry, at the offset of the act's session or of the record's seat (T8)."""
    session = getattr(act.body, "session", None)
    held = book.sessions.get(session) if isinstance(session, str) else None
    return civil_date(entered, held.call.offset if held else book.rules_on(act.date).rules.offset)


def rows_of(act: Act, book: Register) -> tuple[ClassRow, ...] | None:
    """The class rows an act must satisfy under the rules in force on its date, or None where a case has none.

    An act entered late is grave besides (design §3a.4).
    """
    rules = book.rules_on(act.date).rules
    rows = [rules.row(case) for case in cases_of(act, book)]
    known = tuple(row for row in rows if row is not None)
    if not known or len(known) < len(rows):
        return None
    if act.enter_by <= rules.latest_entry(act.date, class_of(known)):
        return known
    late = rules.row("late")
    return None if late is None else (*known, late)


def _reference_breaches(act: Act, book: Register) -> Iterator[Breach]:
    for target in (act.basis or "", *(ref.target for ref in act.refs)):
        number = number_in(target)
        if number >= len(book.entries):
            yield Breach("no-such-act", f"{target}: the record ends at act {len(book.entries) - 1}")
        elif number >= act.seen.size:
            yield Breach(
                "seen-too-early",
                f"{target} was not among the {act.seen.size} acts the signers had seen; sign again on a later head",
            )
        elif "/provision/" in target and not _has_provision(book, number, target):
            yield Breach("no-such-act", f"{target}: act {number} has no such provision or operation")
        elif "/call/" in target and target not in book.calls:
            yield Breach("no-such-act", f"{target}: act {number} makes no such call")


def _has_provision(book: Register, number: int, target: str) -> bool:
    body = book.entries[number].act.body
    steps = target.split("/")
    if not isinstance(body, Adopted | Deposited):
        return False
    found = next((p for p in body.provisions if p.label == steps[3]), None)
    return found is not None and (len(steps) < 6 or 1 <= int(steps[5]) <= len(found.operations))


def _day_breaches(act: Act, book: Register, entered: int) -> Iterator[Breach]:
    day = entry_day(act, book, entered)
    if act.date > day:
        yield Breach(
            "from-the-future",
            f"the act bears {act.date}, but it is only {day} at the record's seat; future effect goes into its own field",
        )
    if day > act.enter_by:
        yield Breach("entered-too-late", f"the act could be entered until {act.enter_by}; it is {day}; sign it again")
    if act.enter_by < act.date:
        yield Breach("enter-by", f"enter_by {act.enter_by} is before the act's date {act.date}")
    if entered < book.entries[-1].entered:
        yield Breach(
            "entered-backwards",
            f"entered {entered}, before the act before it ({book.entries[-1].entered}); set the clock right",
        )
    for target in (act.basis or "", *act.targets("amends"), *act.targets("replaces"), *act.targets("answers")):
        number = number_in(target)
        if 0 <= number < len(book.entries) and act.date < book.entries[number].act.date:
            yield Breach(
                "before-its-basis",
                f"the act bears {act.date}, before act {number} of {book.entries[number].act.date}, which it rests on",
            )


def _lateness_breaches(act: Act, book: Register) -> Iterator[Breach]:
    rows = rows_of(act, book)
    if rows is None:
        yield Breach(
            "no-class",
            f"the rules in force have no row for {', '.join(cases_of(act, book)) or act.kind}, so nobody can sign it",
        )
    elif rows[-1].case == "late" and not any(name.startswith("reason.") for name in act.parts):
        yield Breach(
            "late-without-reason",
            f"enter_by {act.enter_by} is later than this class allows; add a part reason.LANG that says why",
        )


def _basis_breaches(act: Act, book: Register) -> Iterator[Breach]:
    """The rule or provision that empowers the act must be in force on its date (R6)."""
    basis = act.basis or ""
    number = number_in(basis)
    if "/rule/" in basis:
        held = book.rules_on(act.date)
        name = basis.split("/rule/")[1]
        if number != held.act:
            yield Breach("no-basis", f"{basis}: the rules in force on {act.date} are those of act {held.act}")
        elif name not in held.rules.names():
            yield Breach("no-basis", f"{basis}: those rules have no rule {name!r}")
    elif f"act/{number}" in book.fallen:
        yield Breach("no-basis", f"{basis} was annulled by act {book.fallen[f'act/{number}'].by}")
    elif "/provision/" in basis and number in book.texts:
        state = book.texts[number].provisions[basis.split("/")[3]]
        if not state.from_ <= act.date <= state.until:
            yield Breach("no-basis", f"{basis} is not in force on {act.date}")


def _issuer_breaches(act: Act, book: Register) -> Iterator[Breach]:
    if not act.issuers and not isinstance(act.body, Attested):
        yield Breach("no-issuer", "name the body that issues the act")
    for body in act.issuers:
        held = book.organisations.get(body)
        if held is None or not held.from_ <= act.date <= held.until:
            yield Breach("no-such-body", f"{body} is not a body of this record on {act.date}")


def _kind_breaches(act: Act, book: Register, day: date) -> Iterator[Breach]:
    match act.body:
        case Constituted():
            yield Breach("founding", "a record is founded once, by act 0")
        case RulesAdopted() as body:
            yield from rules_breaches(body.rules, book)
        case Established() | Dissolved() as founding:
            yield from law_of_office.establishing(founding, act, book)
        case Convened() | Opened() | Closed() as meeting:
            yield from law_of_meetings.meeting(meeting, act, book)
        case Elected() | Appointed() | TookOffice() | Impeded() | Vacated() | KeyEnrolled() | KeyRevoked() as office:
            yield from law_of_office.office(office, act, book)
        case Adopted() | NotAdopted() | Repealed() | ReportTabled() | Issued() | ReplyRecorded() as text:
            yield from law_of_texts.text(text, act, book)
        case Corrected() | Confirmed() | Annulled() | Withheld() | Contested() as amending:
            yield from law_of_amending.amending(amending, act, book, day)
        case Recovered():
            yield Breach("recovery-later", "recovery by the keepers is not part of this version; nothing was entered")
        case Attested():
            yield Breach("attested", "attestations are not part of this version; nothing was entered")
        case _:
            pass
    if isinstance(act.body, Repealed):
        yield from law_of_amending.targets(act, book)
