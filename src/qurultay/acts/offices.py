"""How offices are entered upon and left: elections, terms, keys, impediment and vacancy.

Elected is not in office (A6); impeded is not vacant (A7); removed is not annulled (A12). An
office held under an election that was later annulled from the start was held *de facto*: what was
done in it stands, but a few kinds of act are in question until confirmed (A11).
"""

import base64
from bisect import bisect_left
from dataclasses import replace
from datetime import date, timedelta

from qurultay.acts.act import Entry
from qurultay.acts.amending import Annulled
from qurultay.acts.book import EVER, Ended, EnrolledKey, Question, Register, Tenure
from qurultay.acts.carrying_on import OperatorChanged
from qurultay.acts.constituting import Constituted, Dissolved, RulesAdopted
from qurultay.acts.following import ReportTabled
from qurultay.acts.founding import enrol, line_name
from qurultay.acts.office import Appointed, Assignment, Elected, Impeded, KeyEnrolled, KeyRevoked, TookOffice, Vacated
from qurultay.acts.standing import UNTOUCHED, Annulment, fallen_in
from qurultay.acts.writing import Deposited, Issued, ReplyRecorded

QUESTIONED = (KeyEnrolled, Appointed, RulesAdopted, Dissolved, TookOffice)
"""What a de facto holder may not have done for good: keys, appointments, rules, dissolutions (A11)."""


def elect(book: Register, entry: Entry, body: Elected) -> None:
    """Write down who was elected; seats are filled on their first day, posts when the holder takes office (A6)."""
    _assign(book, entry, body.winners)
    if body.election and body.election in book.elections:
        held = book.elections[body.election]
        book.elections[body.election] = replace(held, result=entry.number, elected=body)


def appoint(book: Register, entry: Entry, body: Appointed) -> None:
    """As elected, by appointment; one for the day of a vacancy waits for it (A10)."""
    if body.when is None:
        _assign(book, entry, body.to)


def _assign(book: Register, entry: Entry, assignments: tuple[Assignment, ...]) -> None:
    for each in assignments:
        book.assigned[each.to, each.person] = (entry.number, each)
        if each.to.startswith("seat/") and (book.on is None or each.from_ <= book.on):
            _begin(book, entry.number, each, each.from_, None, holds_over=0)


def take_office(book: Register, entry: Entry, body: TookOffice) -> None:
    """The holder consents and enrols a key; the one before goes out, and founding keys of the post end (A5, A6)."""
    if body.post.startswith("keeper/"):
        return _take_keeping(book, entry, body)
    assigned = book.assigned.get((body.post, body.person or ""))
    if assigned is None or body.person is None or entry.ref in book.fallen:
        return None
    source, assignment = assigned
    first = max(assignment.from_, entry.act.date)
    if book.on is not None and first > book.on:
        return None
    _end_earlier(book, body.post, first, entry.number)
    post = book.posts[body.post].what
    tenure = _begin(book, source, assignment, first, entry.number, holds_over=post.holds_over_days)
    if body.key is not None:
        _enrol_for(book, entry, body.post, body.key, tenure)
    return None


def _begin(
    book: Register, source: int, assignment: Assignment, first: date, took: int | None, *, holds_over: int
) -> Tenure:
    """A tenure begins; where its election fell, it ended on that day and was, if from the start, de facto."""
    fall = book.fallen.get(f"act/{source}")
    until, over, ended, by = assignment.until, assignment.until + timedelta(days=holds_over), "term", None
    if fall is not None:
        until = over = min(until, fall.day - timedelta(days=1))
        ended, by = "annulled", fall.by
    tenure = Tenure(
        place=assignment.to,
        person=assignment.person,
        from_=first,
        until=until,
        source=source,
        took_office=took,
        ended=ended,  # type: ignore[arg-type]  # one of the two literals above
        ended_by=by,
        holds_over_until=over if holds_over and ended == "term" else None,
        de_facto_by=fall.by if fall is not None and fall.from_ == "the-start" else None,
    )
    book.tenures.setdefault(assignment.to, []).append(tenure)
    return tenure


def _end_earlier(book: Register, place: str, first: date, by: int) -> None:
    """Whoever held the post leaves it the day before the successor's first; their keys with them (A4)."""
    for index, tenure in enumerate(book.tenures.get(place, ())):
        last = first - timedelta(days=1)
        if (tenure.holds_over_until or tenure.until) >= first:
            ended: Ended = tenure.ended if tenure.until < first else "successor"
            closed = replace(
                tenure,
                until=min(tenure.until, last),
                holds_over_until=None,
                ended=ended,
                ended_by=tenure.ended_by or by,
            )
            if tenure.holds_over_until and tenure.until < last:
                closed = replace(closed, holds_over_until=last)
            book.tenures[place][index] = closed
            _end_keys(book, place, tenure.person, last, by)


def _end_keys(book: Register, place: str, person: str, last: date, by: int) -> None:
    for at, key in book.keys.items():
        if key.post == place and key.person == person and key.until > last:
            book.keys[at] = replace(key, until=last, ended_by=by)


def _enrol_for(book: Register, entry: Entry, post: str, key: str, tenure: Tenure) -> None:
    """A holder's key ends with the tenure, holding over included, at the latest two years on (design §3a.7)."""
    rules = book.rules_on(entry.act.date).rules
    enrol(book, entry, post, key, "acts", until_days=rules.key_days, person=tenure.person)
    at = (line_name(book.label, post), base64.b64decode(key))
    until = min(book.keys[at].until, tenure.holds_over_until or tenure.until)
    fall, question = book.fallen.get(entry.ref), book.questions.get(entry.number)
    if fall is not None:
        until = min(until, fall.day)
    if question is not None and question.confirmed_by is None and question.lapses is not None:
        until = min(until, question.lapses)
    book.keys[at] = replace(book.keys[at], until=until)


def _take_keeping(book: Register, entry: Entry, body: TookOffice) -> None:
    """A keeper's sealed alternate takes the keeper's place; the earlier key ends (design §3a.13)."""
    if entry.ref in book.fallen or body.key is None or body.post not in book.keepers:
        return
    for at, key in book.keys.items():
        if key.keeper == body.post and key.until > entry.act.date:
            book.keys[at] = replace(key, until=entry.act.date, ended_by=entry.number)
    book.keepers[body.post] = replace(book.keepers[body.post], key=body.key, alternate=None)
    enrol(book, entry, body.post, body.key, "keeper")


def impede(book: Register, entry: Entry, body: Impeded) -> None:
    """The post is kept, the keys rest; what the keys signed since is in question (A7, T7)."""
    if entry.ref in book.fallen:
        return
    for index, tenure in enumerate(book.tenures.get(body.post, ())):
        if tenure.person == body.person and tenure.holds_on(body.since):
            book.tenures[body.post][index] = replace(tenure, impeded_since=body.since)
    for at, key in book.keys.items():
        if key.post == body.post and key.person == body.person:
            book.keys[at] = replace(key, suspended_from=entry.act.date, suspended_until=_rests_until(book, entry))
    _question_since(book, body.person, body.since, entry)


def _rests_until(book: Register, entry: Entry) -> date:
    """A notice lapses after 30 days unless confirmed (register law §3)."""
    if book.standing.get(entry.number, UNTOUCHED).confirmed_by is not None:
        return EVER
    return entry.act.date + timedelta(days=book.rules_on(entry.act.date).rules.notice_days)


def vacate(book: Register, entry: Entry, body: Vacated) -> None:
    """The place falls vacant on the day it happened; what was signed with the key since is in question (T7)."""
    fall = book.fallen.get(entry.ref)
    if fall is not None and fall.seat != "stays":
        return
    happened = body.happened if body.happened and len(body.happened) == 10 else None
    day = date.fromisoformat(happened) if happened else entry.act.date
    for index, tenure in enumerate(book.tenures.get(body.place, ())):
        if tenure.person == body.person and tenure.holds_on(day):
            ended = replace(tenure, until=day, holds_over_until=None, ended=body.how, ended_by=entry.number)
            book.tenures[body.place][index] = ended
    _end_keys(book, body.place, body.person, day, entry.number)
    book.assigned.pop((body.place, body.person), None)
    if happened and day < entry.act.date:
        _question_since(book, body.person, day, entry)


def enrol_key(book: Register, entry: Entry, body: KeyEnrolled) -> None:
    """A further key of a holder, or the log's, the gate's or a keeper's new one, which replaces the old (§3a.7)."""
    if body.use == "acts":
        tenure = book.holder(body.post or "", entry.act.date)
        if tenure is not None and tenure.person == body.person:
            _enrol_for(book, entry, tenure.place, body.key, tenure)
        return
    if entry.ref in book.fallen:
        return
    owner = body.keeper if body.use == "keeper" and body.keeper else body.use
    _replace_key(book, entry, owner, body.key, body.use)


def change_operator(book: Register, entry: Entry, body: OperatorChanged) -> None:
    """From here on another gate enters and another log key heads (C3)."""
    if entry.ref not in book.fallen:
        _replace_key(book, entry, "gate", body.gate, "gate")
        _replace_key(book, entry, "log", body.log, "log")


def _replace_key(book: Register, entry: Entry, owner: str, key: str, use: str) -> None:
    for at, held in book.keys.items():
        if held.name == line_name(book.label, owner) and held.ended_by is None:
            book.keys[at] = replace(held, until=entry.act.date, ended_by=entry.number)
    enrol(book, entry, owner, key, use)


def revoke_key(book: Register, entry: Entry, body: KeyRevoked) -> None:
    """The key ends, or rests for 30 days unless confirmed; what it signed since it was lost is in question (T7)."""
    at = (body.name, base64.b64decode(body.key))
    held = book.keys.get(at)
    if held is None or entry.ref in book.fallen:
        return
    if body.how == "suspended":
        book.keys[at] = replace(held, suspended_from=entry.act.date, suspended_until=_rests_until(book, entry))
    else:
        book.keys[at] = replace(held, until=min(held.until, entry.act.date - timedelta(days=1)), ended_by=entry.number)
    if body.since is not None and held.person is not None:
        _question_since(book, held.person, body.since, entry)


def confirm(book: Register, entry: Entry) -> None:
    """A confirmation ends a question, and makes a notice's rest of a key last."""
    for target in entry.act.targets("amends"):
        number = int(target.split("/")[1])
        if number in book.questions and entry.ref not in book.fallen:
            book.questions[number] = replace(book.questions[number], confirmed_by=entry.number)
        for at, key in book.keys.items():
            resting = book.entries[number].act.date if number < len(book.entries) else None
            if key.suspended_from is not None and key.suspended_from == resting and _rests_by(book, number, key):
                book.keys[at] = replace(key, suspended_until=EVER)


def _rests_by(book: Register, number: int, key: EnrolledKey) -> bool:
    match book.entries[number].act.body:
        case Impeded(post=post, person=person):
            return key.post == post and key.person == person
        case KeyRevoked(name=name, key=text, how="suspended"):
            return key.name == name and key.material == base64.b64decode(text)
        case _:
            return False


def note_signers(book: Register, entry: Entry) -> None:
    """Write down which persons signed, and put in question what a de facto holder may not do for good (A11)."""
    act = entry.act
    if act.id not in book.ids:
        book.ids[act.id] = entry.number
    for post in act.signatories:
        held = book.holder(post, act.date)
        if held is None:
            continue
        book.signed_by.setdefault(held.person, []).append(entry.number)
        if held.de_facto_by is not None and isinstance(act.body, QUESTIONED):
            fall = next(f for f in book.fallen.values() if f.by == held.de_facto_by)
            lapses = fall.day + timedelta(days=book.rules_on(fall.day).rules.notice_days)
            _question(book, entry.number, fall.by, lapses)


def _question(book: Register, number: int, because: int, lapses: date | None) -> None:
    if number not in book.questions:
        confirmed = book.standing.get(number, UNTOUCHED).confirmed_by
        book.questions[number] = Question(because=because, lapses=lapses, confirmed_by=confirmed)


def _question_since(book: Register, person: str, since: date, entry: Entry) -> None:
    """What this person signed between the event and the day it was learned is in question (T7)."""
    signed = book.signed_by.get(person, [])
    for number in signed[: bisect_left(signed, entry.number)]:
        if book.entries[number].act.date >= since:
            _question(book, number, entry.number, None)


def may_matter(book: Register, entry: Entry) -> bool:
    """Does this annulment touch anything an office, key or rule could rest on?"""
    plain = (Issued, ReplyRecorded, Deposited, ReportTabled)
    numbers = [int(target.split("/")[1]) for target in entry.act.targets("amends")]
    return any(n >= len(book.entries) or not isinstance(book.entries[n].act.body, plain) for n in numbers)


def note_fallen(book: Register, entry: Entry) -> None:
    """An annulment of letters and reports: written down without reading everything again."""
    body = entry.act.body
    assert isinstance(body, Annulled)
    for target, fall in fallen_in([entry]).items():
        book.fallen.setdefault(target, fall)
        number = int(target.split("/")[1])
        book.standing[number] = replace(book.standing.get(number, UNTOUCHED), annulled=_first(book, number, fall))
        if number in book.letters:
            book.letters[number] = replace(book.letters[number], annulled=book.fallen[target])


def _first(book: Register, number: int, fall: Annulment) -> Annulment:
    return book.standing.get(number, UNTOUCHED).annulled or fall


def founders_keys(body: Constituted) -> list[tuple[str, str]]:
    """Every key the founding enrols for signing acts: each of them signs act 0 (design §3a.1)."""
    held = [(holder.post, holder.key) for holder in body.holders]
    return held + [(keeper.id, keeper.key) for keeper in body.keepers]
