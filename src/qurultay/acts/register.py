"""The register: what the acts add up to. Read this page first; it is the whole system.

An assembly keeps a record: acts are entered in order and nothing is torn out. Who holds which post,
which bodies and sessions exist, which provisions are in force, which calls are unanswered — all of it
is *read off* the record, here, and stored nowhere else.

    register(entries)                      as it stands after the last act
    register(entries, on=day)              what held on a day
    register(entries, known=214)           as the first 214 acts had it
    register(entries, on=day, known=214)   what held on a day, as was known then

Two dates, because things are learned late: a death in custody is entered months after it happened,
an election is annulled after letters were signed (T6). For a fixed day a later act changes the
answer only if its effect begins by that day, or if it amends or ends an earlier effect.

The register reads the skeletons of acts and never their parts, so withholding words, names and files
changes nothing here (G5). And it judges nobody: whether an act was *authorised* is decided once, by
`record.authority`, from the register of the acts before it, and stays so for ever (R0).
"""

from bisect import insort
from collections.abc import Sequence
from datetime import date
from typing import assert_never

from qurultay.acts import correspondence, founding, keys, muster, offices, recovering, restoring, sittings, texts
from qurultay.acts.act import Entry, Unknown
from qurultay.acts.amending import Annulled, Confirmed, Contested, Corrected, Withheld
from qurultay.acts.amendments import amend, is_weighty
from qurultay.acts.book import Register
from qurultay.acts.carrying_on import Announced, Attested, OperatorChanged, Recovered
from qurultay.acts.constituting import Concluded, Constituted, Dissolved, Established, RulesAdopted
from qurultay.acts.convening import Closed, Convened, MinutesApproved, Opened, Postponed
from qurultay.acts.filing import file
from qurultay.acts.following import ReportTabled
from qurultay.acts.forms import day_in
from qurultay.acts.office import Appointed, Elected, Impeded, KeyEnrolled, KeyRevoked, TookOffice, Vacated
from qurultay.acts.questions import question_doubtful
from qurultay.acts.rereading import read_last, restated
from qurultay.acts.resolving import Adopted, NotAdopted, Repealed
from qurultay.acts.standing import settle
from qurultay.acts.writing import Deposited, Issued, ReplyRecorded


def register(entries: Sequence[Entry], *, on: date | None = None, known: int | None = None) -> Register:
    """What held on a day, as the first `known` acts had it. Without a day: every effect, also those to come."""
    settled = settle(entries[:known])
    book = Register(on=on, entries=list(settled.entries), standing=settled.standing, fallen=settled.fallen)
    for entry in book.entries:
        file(book, entry)
        _add(book, entry)
    return book


def enter(book: Register, entry: Entry) -> Register:
    """The register with one more act, as the gate and the verifier keep it: authority reads no corrections (R0).

    Where an act annuls or confirms something that offices, rules or texts rest on, those pages are read
    again; every other act only adds. `enter` one by one and `register` at once agree on all that authority
    reads: a test says so. What came of calls and pledges is told by `register`, which forgets annulled reports.
    """
    book.entries.append(entry)
    file(book, entry)
    spoken_of = amend(book, entry)
    if spoken_of:
        book = restated(book, spoken_of, _add)
    if book.footed is None:
        _add(book, entry)
    else:
        read_last(book, entry, _add)
    return book


def _add(book: Register, entry: Entry) -> None:
    """Add what one act does, unless its effect is yet to begin on the day asked for."""
    if is_weighty(entry):
        book.weighty.append(entry.number)
    if book.fallen:
        question_doubtful(book, entry)
    if book.on is not None and effective(entry) > book.on:
        return
    match entry.act.body:  # Letters first: there are more of them than of anything else.
        case Issued() as body:
            correspondence.issue(book, entry, body)
        case Constituted() as body:
            founding.found(book, entry, body)
        case RulesAdopted() as body:
            founding.adopt_rules(book, entry, body)
        case Established() as body:
            founding.establish(book, entry, body)
        case Dissolved() as body:
            founding.dissolve(book, entry, body)
        case Concluded():
            book.concluded = entry.number
        case Convened() as body:
            sittings.convene(book, entry, body)
        case Postponed() as body:
            sittings.postpone(book, entry, body)
        case Opened() as body:
            sittings.open_(book, entry, body)
        case Closed() as body:
            sittings.close(book, entry, body)
        case MinutesApproved() as body:
            sittings.approve_minutes(book, entry, body)
        case Elected() as body:
            offices.elect(book, entry, body)
        case Appointed() as body:
            offices.appoint(book, entry, body)
        case TookOffice() as body:
            offices.take_office(book, entry, body)
        case Impeded() as body:
            offices.impede(book, entry, body)
        case Vacated() as body:
            offices.vacate(book, entry, body)
        case KeyEnrolled() as body:
            keys.enrol_key(book, entry, body)
        case KeyRevoked() as body:
            keys.revoke_key(book, entry, body)
        case Adopted() as body:
            texts.adopt(book, entry, body)
        case NotAdopted() as body:
            book.not_adopted.append(entry.number)
            sittings.note_session(book, entry, body.session)
        case Repealed() as body:
            texts.repeal(book, entry, body)
        case ReplyRecorded() as body:
            correspondence.record_reply(book, entry, body)
        case Deposited() as body:
            book.deposits[entry.number] = body
        case ReportTabled() as body:
            texts.table_report(book, entry, body)
        case Corrected() as body:
            correspondence.note_alias(book, entry, body)
        case Annulled() as body:
            restoring.restore(book, entry, body)
        case Contested() as body:
            correspondence.note_stop(book, entry, body)
        case Withheld():
            insort(book.withheld_days, entry.act.date)
        case Announced() as body:
            recovering.announce(book, entry, body)
        case Attested() as body:
            muster.attest(book, entry, body)
        case Recovered() as body:
            recovering.recover(book, entry, body)
        case OperatorChanged() as body:
            keys.change_operator(book, entry, body)
        case Unknown():
            book.unknown.append(entry.number)
        case Confirmed():
            pass
        case body:
            assert_never(body)


def effective(entry: Entry) -> date:
    """The day an act's effect begins: the date it bears, unless it names another. An annulment reaches back."""
    match entry.act.body:
        case RulesAdopted(in_force=date() as day) | Established(from_=date() as day) | Dissolved(from_=date() as day):
            return day
        case Repealed(from_=day) | Impeded(since=day) | Adopted(from_=date() as day) | KeyRevoked(since=date() as day):
            return day
        case Vacated(happened=happened):
            return day_in(happened) or entry.act.date
        case Annulled():
            return date.min
        case _:
            return entry.act.date
