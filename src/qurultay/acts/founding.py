"""How founding, rules, bodies and posts enter the register."""

import base64
from dataclasses import replace
from datetime import timedelta

from qurultay.acts.act import Entry
from qurultay.acts.book import (
    EVER,
    EnrolledKey,
    OrganisationState,
    PostState,
    Register,
    RulesInForce,
    SeatState,
    Tenure,
)
from qurultay.acts.constituting import Constituted, Dissolved, Established, RulesAdopted


def found(book: Register, entry: Entry, body: Constituted) -> None:
    """Act 0: the first rules, bodies, posts, seats, holders and keepers (design §3a.1)."""
    book.label, book.purpose = body.label, body.purpose
    book.rules_history.append(RulesInForce(rules=body.rules, act=entry.number, from_=entry.act.date))
    establish(
        book,
        entry,
        Established(organisations=body.organisations, communities=body.communities, posts=body.posts, seats=body.seats),
    )
    last = entry.act.date + timedelta(days=body.rules.founding_days)
    for holder in body.holders:
        book.tenures.setdefault(holder.post, []).append(
            Tenure(
                place=holder.post,
                person=holder.person,
                from_=entry.act.date,
                until=last,
                source=entry.number,
                ended="founding",
            )
        )
        enrol(book, entry, holder.post, holder.key, "acts", until_days=body.rules.founding_days, person=holder.person)
    for keeper in body.keepers:
        book.keepers[keeper.id] = keeper
        enrol(book, entry, keeper.id, keeper.key, "keeper")
    enrol(book, entry, "gate", body.gate, "gate")
    enrol(book, entry, "log", body.log, "log")


def enrol(
    book: Register,
    entry: Entry,
    owner: str,
    key: str,
    use: str,
    *,
    until_days: int | None = None,
    person: str | None = None,
) -> None:
    """Write a key down under the name its signature lines will bear (design §3a.1)."""
    material = base64.b64decode(key)
    name = line_name(book.label, owner)
    until = EVER if until_days is None else entry.act.date + timedelta(days=until_days)
    book.keys[name, material] = EnrolledKey(
        name=name,
        material=material,
        use=use,  # type: ignore[arg-type]  # the callers pass the literal uses
        enrolled_by=entry.number,
        from_=entry.act.date,
        until=until,
        post=owner if owner.startswith("post/") else None,
        person=person,
        keeper=owner if owner.startswith("keeper/") else None,
    )


def line_name(label: str, owner: str) -> str:
    """The name on a signature line: LABEL/president, LABEL/keeper-3, LABEL/gate.

    >>> line_name("tolunay.example", "post/president"), line_name("tolunay.example", "keeper/3")
    ('tolunay.example/president', 'tolunay.example/keeper-3')
    """
    return f"{label}/{owner.removeprefix('post/').replace('/', '-')}"


def adopt_rules(book: Register, entry: Entry, body: RulesAdopted) -> None:
    """New rules from a day; annulled ones are gone from the start, or end on the annulment's day.

    Rules made by a holder whose election was annulled end with the question they are in (A11).
    """
    fall = book.fallen.get(entry.ref)
    if fall is not None and fall.from_ == "the-start":
        return
    question = book.questions.get(entry.number)
    until = (
        fall.day if fall else question.lapses if question and not question.confirmed_by and question.lapses else EVER
    )
    book.rules_history.append(
        RulesInForce(rules=body.rules, act=entry.number, from_=body.in_force or entry.act.date, until=until)
    )


def establish(book: Register, entry: Entry, body: Established) -> None:
    """Bodies, communities, posts and seats begin; what was annulled ends on the annulment's day."""
    day = body.from_ or entry.act.date
    fall = book.fallen.get(entry.ref)
    until = fall.day if fall else EVER
    for what in body.organisations:
        book.organisations[what.id] = OrganisationState(what=what, established=entry.number, from_=day, until=until)
    for community in body.communities:
        book.communities[community.id] = community
    for post in body.posts:
        book.posts[post.id] = PostState(what=post, established=entry.number, from_=day, until=until)
    for run in body.seats:
        for number in range(run.first, run.last + 1):
            seat = SeatState(
                id=f"seat/{number}",
                body=run.body,
                community=run.community,
                established=entry.number,
                from_=day,
                until=until,
            )
            book.seats[seat.id] = seat


def dissolve(book: Register, entry: Entry, body: Dissolved) -> None:
    """Bodies and posts end; tenures in a post that is abolished end with it (A7)."""
    if entry.ref in book.fallen:
        return
    day = body.from_ or entry.act.date
    for ref in body.ends:
        if ref in book.organisations:
            book.organisations[ref] = replace(book.organisations[ref], dissolved=entry.number, until=day)
        if ref in book.posts:
            book.posts[ref] = replace(book.posts[ref], dissolved=entry.number, until=day)
    for seat in body.seats:
        if seat in book.seats:
            book.seats[seat] = replace(book.seats[seat], until=day)
    for place in (*body.ends, *body.seats):
        held = book.tenures.get(place)
        if held and held[-1].until > day:
            held[-1] = replace(held[-1], until=day, holds_over_until=None, ended="abolished", ended_by=entry.number)
