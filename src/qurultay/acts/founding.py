"""How founding, rules, bodies and posts enter the register."""

from dataclasses import replace
from datetime import date, timedelta

from qurultay.acts.act import Entry
from qurultay.acts.book import (
    EVER,
    OrganisationState,
    PostState,
    Register,
    RulesInForce,
    SeatState,
    Tenure,
)
from qurultay.acts.constituting import Constituted, Dissolved, Established, RulesAdopted
from qurultay.acts.keyring import DAY, end_keys, enrol
from qurultay.acts.keyring import line_name as line_name


def found(book: Register, entry: Entry, body: Constituted) -> None:
    """Act 0: the first rules, bodies, posts, seats, holders and keepers (design §3a.1)."""
    book.label, book.purpose, book.continues = body.label, body.purpose, body.continues
    book.rules_history.append(RulesInForce(rules=body.rules, act=entry.number, from_=entry.act.date))
    _establish(book, entry, body, entry.act.date, EVER)
    last = entry.act.date + timedelta(days=body.rules.founding_days)
    for holder in body.holders:
        tenure = Tenure(
            place=holder.post,
            person=holder.person,
            from_=entry.act.date,
            until=last,
            granted_until=last,
            source=entry.number,
            ended="founding",
        )
        book.tenures.setdefault(holder.post, []).append(tenure)
        enrol(book, entry, holder.post, holder.key, "acts", until=last, person=holder.person)
    for keeper in body.keepers:
        book.keepers[keeper.id] = keeper
        enrol(book, entry, keeper.id, keeper.key, "keeper")
    enrol(book, entry, "gate", body.gate, "gate")
    enrol(book, entry, "log", body.log, "log")


def adopt_rules(book: Register, entry: Entry, body: RulesAdopted) -> None:
    """New rules from a day; annulled ones are gone from the start, or end on the annulment's day.

    Rules made by a holder whose election was annulled end with the question they are in (A11).
    """
    fall, question = book.fallen.get(entry.ref), book.questions.get(entry.number)
    if fall is not None and fall.from_ == "the-start":
        return
    until = fall.day - DAY if fall else question.last_day if question else EVER
    from_ = body.in_force or entry.act.date
    book.rules_history.append(RulesInForce(rules=body.rules, act=entry.number, from_=from_, until=until))


def establish(book: Register, entry: Entry, body: Established) -> None:
    """Bodies, communities, posts and seats begin; what was annulled ends on the annulment's day."""
    fall = book.fallen.get(entry.ref)
    _establish(book, entry, body, body.from_ or entry.act.date, fall.day - DAY if fall else EVER)


def _establish(book: Register, entry: Entry, body: Constituted | Established, day: date, until: date) -> None:
    for what in body.organisations:
        book.organisations[what.id] = OrganisationState(what=what, established=entry.number, from_=day, until=until)
    for community in body.communities:
        book.communities[community.id] = community
    for post in body.posts:
        book.posts[post.id] = PostState(what=post, established=entry.number, from_=day, until=until)
    for run in body.seats:
        for number in range(run.first, run.last + 1):
            book.seats[f"seat/{number}"] = SeatState(
                id=f"seat/{number}",
                body=run.body,
                community=run.community,
                established=entry.number,
                from_=day,
                until=until,
            )


def dissolve(book: Register, entry: Entry, body: Dissolved) -> None:
    """Bodies and posts end, and with a post that is abolished the tenure and the keys in it (A7).

    A dissolution in question ends nothing until it is confirmed: what cannot be undone waits (A11).
    """
    question = book.questions.get(entry.number)
    if entry.ref in book.fallen or (question is not None and question.confirmed_by is None):
        return
    last = (body.from_ or entry.act.date) - DAY
    for ref in body.ends:
        if ref in book.organisations:
            book.organisations[ref] = replace(book.organisations[ref], dissolved=entry.number, until=last)
        if ref in book.posts:
            book.posts[ref] = replace(book.posts[ref], dissolved=entry.number, until=last)
    for seat in body.seats:
        if seat in book.seats:
            book.seats[seat] = replace(book.seats[seat], until=last)
    for place in (*body.ends, *body.seats):
        _abolish(book, entry, place, last)


def _abolish(book: Register, entry: Entry, place: str, last: date) -> None:
    held = book.tenures.get(place)
    if held and (held[-1].holds_over_until or held[-1].until) > last:
        held[-1] = replace(
            held[-1], until=min(held[-1].until, last), holds_over_until=None, ended="abolished", ended_by=entry.number
        )
        end_keys(book, place, held[-1].person, last, entry.number)
