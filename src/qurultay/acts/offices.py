"""How offices are entered upon and left: elections, terms, impediment, vacancy, return.

Elected is not in office (A6); impeded is not vacant (A7); removed is not annulled (A12). An
office held under an election that was later annulled from the start was held *de facto*: what was
done in it stands, but a few kinds of act are in question until confirmed (A11).
"""

from dataclasses import replace
from datetime import date, timedelta

from qurultay.acts.act import Entry
from qurultay.acts.book import EVER, Ended, Register, Tenure, held_at
from qurultay.acts.forms import day_in
from qurultay.acts.keyring import DAY, end_keys, enrol, enrol_for, keys_at, rest_key
from qurultay.acts.office import Appointed, Assignment, Elected, Impeded, TookOffice, Vacated
from qurultay.acts.questions import question_since
from qurultay.acts.sittings import note_session


def elect(book: Register, entry: Entry, body: Elected) -> None:
    """Write down who was elected; seats are filled on their first day, posts when the holder takes office (A6)."""
    _assign(book, entry, body.winners)
    note_session(book, entry, body.session)
    if body.election and body.election in book.elections:
        held = book.elections[body.election]
        book.elections[body.election] = replace(held, result=entry.number, elected=body)


def appoint(book: Register, entry: Entry, body: Appointed) -> None:
    """As elected, by appointment. One for the day of a vacancy waits for it; the last one entered counts (A10)."""
    if body.when is None:
        _assign(book, entry, body.to)
    elif entry.ref not in book.fallen:
        book.designated |= {each.to: (entry.number, each) for each in body.to}


def _assign(book: Register, entry: Entry, assignments: tuple[Assignment, ...]) -> None:
    for each in assignments:
        book.assigned[each.to, each.person] = (entry.number, each)
        if each.to.startswith("seat/") and (book.on is None or each.from_ <= book.on):
            end_earlier(book, each.to, each.from_, entry.number)
            _begin(book, entry.number, each, each.from_, None, holds_over=0)


def assignment_of(book: Register, place: str, person: str, day: date) -> tuple[int, Assignment] | None:
    """What somebody may take office on: an election or appointment, or one for the vacancy there is."""
    found = book.assigned.get((place, person))
    waiting = book.designated.get(place)
    if found is None and waiting is not None and waiting[1].person == person and book.holder(place, day) is None:
        return waiting
    return found


def take_office(book: Register, entry: Entry, body: TookOffice) -> None:
    """The holder consents and enrols a key; the one before goes out, and founding keys of the post end (A5, A6)."""
    if body.post.startswith("keeper/"):
        return _take_keeping(book, entry, body)
    found = assignment_of(book, body.post, body.person or "", entry.act.date)
    if found is None or body.post not in book.posts:
        return None
    source, assignment = found
    first = max(assignment.from_, entry.act.date)
    if book.on is not None and first > book.on:
        return None
    end_earlier(book, body.post, first, entry.number)
    holds_over = book.posts[body.post].what.holds_over_days
    tenure = _begin(book, source, assignment, first, entry.number, holds_over=holds_over)
    book.taken.add((source, body.post, assignment.person))
    if body.key is not None:
        enrol_for(book, entry, body.key, tenure)
    return None


def _begin(
    book: Register, source: int, assignment: Assignment, first: date, took: int | None, *, holds_over: int
) -> Tenure:
    """A tenure begins; where its election fell, it ended on that day and was, if from the start, de facto."""
    falls = [book.fallen[ref] for ref in (f"act/{source}", f"act/{took}") if ref in book.fallen]
    fall = min(falls, key=lambda each: each.day, default=None)
    question = book.questions.get(source)
    lasts = min(assignment.until, question.last_day if question else EVER)
    tenure = Tenure(
        place=assignment.to,
        person=assignment.person,
        from_=first,
        until=lasts if fall is None else min(lasts, fall.day - DAY),
        granted_until=assignment.until,
        source=source,
        took_office=took,
        ended="term" if fall is None else "annulled",
        ended_by=None if fall is None else fall.by,
        holds_over_until=lasts + timedelta(days=holds_over) if holds_over and fall is None else None,
        de_facto_by=fall.by if fall is not None and fall.from_ == "the-start" else None,
    )
    book.tenures.setdefault(assignment.to, []).append(tenure)
    return tenure


def end_earlier(book: Register, place: str, first: date, by: int) -> None:
    """Whoever held the place leaves it the day before the successor's first, and their keys with them (A4).

    Looked at from the last tenure back to the first that began by then: those before it ended when it began.
    """
    held = book.tenures.get(place, [])
    for index in range(len(held) - 1, -1, -1):
        _end_for(book, held, index, first - DAY, by)
        if held[index].from_ <= first:
            break


def _end_for(book: Register, held: list[Tenure], index: int, last: date, by: int) -> None:
    tenure = held[index]
    if (tenure.holds_over_until or tenure.until) <= last:
        return
    if tenure.until <= last:  # The term has run out; holding over ends.
        held[index] = replace(tenure, holds_over_until=last, ended_by=tenure.ended_by or by)
    else:
        ended: Ended = "successor"
        held[index] = replace(tenure, until=last, holds_over_until=None, ended=ended, ended_by=by)
    end_keys(book, tenure.place, tenure.person, last, by)


def _take_keeping(book: Register, entry: Entry, body: TookOffice) -> None:
    """A keeper's sealed alternate takes the keeper's place; the earlier key ends (design §3a.13)."""
    if entry.ref in book.fallen or body.key is None or body.post not in book.keepers:
        return
    end_keys(book, body.post, None, entry.act.date - DAY, entry.number)
    book.keepers[body.post] = replace(book.keepers[body.post], key=body.key, alternate=None)
    enrol(book, entry, body.post, body.key, "keeper")


def impede(book: Register, entry: Entry, body: Impeded) -> None:
    """The post is kept, the keys rest; what the keys signed since is in question (A7, T7)."""
    book.suspensions.append(entry.number)
    if entry.ref in book.fallen:
        return
    until = rests_until(book, entry)
    held = book.tenures.get(body.post, [])
    index = held_at(held, body.since)
    if index is not None and held[index].person == body.person:
        held[index] = _impeded(held[index], body.since, until, entry.number)
    for at in keys_at(book, body.post, body.person):
        rest_key(book, at, entry, until)
    question_since(book, body.person, body.since, entry)


def _impeded(tenure: Tenure, since: date, until: date, by: int) -> Tenure:
    """The tenure with one impediment more. One that lasts already is only made longer, and stays with the act it lasts by."""
    if tenure.impeded_since is None or tenure.impeded_since > until or tenure.impeded_until < since:
        return replace(tenure, impeded_since=since, impeded_until=until, impeded_by=by)
    longer = by if until > tenure.impeded_until else tenure.impeded_by
    since, until = min(since, tenure.impeded_since), max(until, tenure.impeded_until)
    return replace(tenure, impeded_since=since, impeded_until=until, impeded_by=longer)


def end_impediment(book: Register, post: str, person: str, last: date) -> None:
    """The holder is back in office the day after: who was given a new key and signed with it can act again (A7)."""
    held = book.tenures.get(post, [])
    for index, tenure in enumerate(held):
        if tenure.person == person and tenure.impeded_since is not None:
            held[index] = replace(tenure, impeded_until=min(tenure.impeded_until, last))


def rests_until(book: Register, entry: Entry) -> date:
    """A notice lapses after 30 days unless confirmed (register law §3)."""
    if book.standing_of(entry.number).confirmed_by is not None:
        return EVER
    return entry.act.date + timedelta(days=book.rules_on(entry.act.date).rules.notice_days)


def vacate(book: Register, entry: Entry, body: Vacated) -> None:
    """The place is vacant from the day it happened; what was signed with the key since is in question (T7)."""
    happened = day_in(body.happened)
    day = happened or entry.act.date
    held = book.tenures.get(body.place, [])
    index = held_at(held, day)
    if index is not None and held[index].person == body.person:
        until = min(held[index].until, day - DAY)
        held[index] = replace(held[index], until=until, holds_over_until=None, ended=body.how, ended_by=entry.number)
    end_keys(book, body.place, body.person, day - DAY, entry.number)
    book.assigned.pop((body.place, body.person), None)
    if happened is not None and happened < entry.act.date and entry.ref not in book.fallen:
        question_since(book, body.person, happened, entry)
