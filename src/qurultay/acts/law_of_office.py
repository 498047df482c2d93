"""The law of holding office: who may be elected, take office, leave it, and whose keys there are."""

import base64
from collections.abc import Iterator
from datetime import date, timedelta
from hashlib import sha256

from qurultay.acts.act import Act
from qurultay.acts.book import Register
from qurultay.acts.breach import Breach
from qurultay.acts.constituting import Constituted, Dissolved, Established
from qurultay.acts.convening import ElectionClosing
from qurultay.acts.founding import line_name
from qurultay.acts.office import Appointed, Assignment, Elected, Impeded, KeyEnrolled, KeyRevoked, TookOffice, Vacated
from qurultay.acts.offices import founders_keys
from qurultay.acts.parts import name_part
from qurultay.assembly.majority import reached

Office = Elected | Appointed | TookOffice | Impeded | Vacated | KeyEnrolled | KeyRevoked


def office(body: Office, act: Act, book: Register) -> Iterator[Breach]:
    """What is out of order about an act on offices and keys."""
    match body:
        case Elected():
            yield from _assignments(body.winners, act, book)
            yield from _election(body, book)
        case Appointed():
            yield from _assignments(body.to, act, book)
        case TookOffice():
            yield from _taking_office(body, act, book)
        case Impeded():
            yield from _holder(body.post, body.person, act.date, book)
            if body.since > act.date:
                yield Breach("office", f"{body.post} cannot be impeded from {body.since}, after the act's date")
        case Vacated():
            yield from _leaving(body, act, book)
        case KeyEnrolled():
            yield from _enrolment(body, act, book)
        case KeyRevoked():
            yield from _revocation(body, act, book)


def _assignments(assigned: tuple[Assignment, ...], act: Act, book: Register) -> Iterator[Breach]:
    if not assigned:
        yield Breach("office", "name at least one person for one post or seat")
    places = [each.to for each in assigned]
    for each in assigned:
        if places.count(each.to) > 1:
            yield Breach("office", f"{each.to} is filled twice")
        if each.from_ > each.until:
            yield Breach("office", f"{each.to}: the term ends {each.until}, before it begins {each.from_}")
        if each.from_ < act.date:
            yield Breach("office", f"{each.to}: the term begins {each.from_}, before the act's date {act.date}")
        state = book.posts.get(each.to) or book.seats.get(each.to)
        if state is None or each.from_ > state.until:
            yield Breach("office", f"there is no {each.to} on {each.from_}")
        months = state.what.term_months if each.to in book.posts and state is not None else 0  # type: ignore[union-attr]
        if months and each.until > months_after(each.from_, months):
            yield Breach(
                "office", f"{each.to}: the term may last {months} months, to {months_after(each.from_, months)}"
            )


def months_after(day: date, months: int) -> date:
    """The last day of a term of so many months: same day number less one, else the month's last day (T9, T10).

    >>> months_after(date(2026, 9, 15), 48), months_after(date(2026, 1, 31), 1)
    (datetime.date(2030, 9, 14), datetime.date(2026, 2, 27))
    """
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    first_of_next = date(year + (month + 1) // 12, (month + 1) % 12 + 1, 1)
    last = (first_of_next - timedelta(days=1)).day
    return date(year, month + 1, min(day.day, last)) - timedelta(days=1)


def _election(body: Elected, book: Register) -> Iterator[Breach]:
    if (body.how == "ballot-box") != (body.election is not None):
        yield Breach("election", "an election by ballot box names the election; another names none")
        return
    if body.election is None:
        return
    held = book.elections.get(body.election)
    if held is None or held.closing is None:
        yield Breach("election", f"election {body.election} has not been opened and closed in this record")
        return
    if held.result is not None and f"act/{held.result}" not in book.fallen:
        yield Breach("election", f"act {held.result} already gives the result of election {body.election}")
    yield from _agrees(body, held.closing, book)
    offered = {(place, person) for c in held.opening.contests for place in c.fills for person in c.candidates}
    for each in body.winners:
        if (each.to, each.person) not in offered:
            yield Breach("election", f"{each.person} was no candidate for {each.to} in election {body.election}")


def _agrees(body: Elected, closing: ElectionClosing, book: Register) -> Iterator[Breach]:
    if body.archive != closing.archive:
        yield Breach("election", "the result names another archive than the closed ballot box")
    if body.voted is not None and body.voted != closing.ballots:
        yield Breach("election", f"{body.voted} are said to have voted; the closed box holds {closing.ballots} ballots")


def _taking_office(body: TookOffice, act: Act, book: Register) -> Iterator[Breach]:
    if body.post.startswith("keeper/"):
        yield from _taking_keeping(body, book)
        return
    assigned = book.assigned.get((body.post, body.person or ""))
    if assigned is None:
        yield Breach("office", f"{body.person} was neither elected nor appointed to {body.post}; enter that act first")
        return
    source, assignment = assigned
    if f"act/{source}" in book.fallen:
        yield Breach(
            "office", f"act {source}, on which this rests, was annulled by act {book.fallen[f'act/{source}'].by}"
        )
    if act.date > assignment.until:
        yield Breach("office", f"the term in {body.post} ended {assignment.until}")
    if any(t.took_office and t.source == source and t.person == body.person for t in book.tenures.get(body.post, ())):
        yield Breach("office", f"{body.person} has already taken office as {body.post}")
    elected = book.entries[source].act
    until = elected.date + timedelta(days=book.rules_on(elected.date).rules.contest_days)
    if isinstance(elected.body, Elected) and act.date <= until:
        yield Breach(
            "contest-period",
            f"the election of act {source} may be contested until {until}; office is taken after that day",
        )
    if book.standing_of(source).open_contest:
        yield Breach("contest-period", f"act {source} is contested; office is taken once the contest is decided")
    signs = body.post in book.posts and book.posts[body.post].what.signs == "yes"
    if signs and body.key is None:
        yield Breach("office", f"the holder of {body.post} signs acts; give the holder's key")
    if not any(name_part(body.person or "", lang) in act.parts for lang in book.rules_on(act.date).rules.languages):
        yield Breach(
            "office",
            f"taking office is consent to the public name; give it as a part, such as {name_part(body.person or '', 'en')}",
        )
    yield from _new_key(body.key, book, reuse=(body.post, body.person))


def _taking_keeping(body: TookOffice, book: Register) -> Iterator[Breach]:
    """The alternate opens the sealed key: SHA-256 of salt and key must be what the founding sealed (design §3a.13)."""
    keeper = book.keepers.get(body.post)
    if keeper is None or keeper.alternate is None or body.key is None or body.salt is None:
        yield Breach("office", f"{body.post} has no sealed alternate, or the key and salt are not given")
    elif sha256(bytes.fromhex(body.salt) + base64.b64decode(body.key)).hexdigest() != keeper.alternate:
        yield Breach("office", f"the salt and key do not open the sealed alternate of {body.post}")
    yield from _new_key(body.key, book)


def _leaving(body: Vacated, act: Act, book: Register) -> Iterator[Breach]:
    yield from _holder(body.place, body.person, act.date, book)
    happened = body.happened
    if happened is not None and happened > act.date.isoformat()[: len(happened)]:
        yield Breach("office", f"what happened on {happened} cannot be entered on {act.date}")
    if body.how != "removed":
        if body.figures is not None:
            yield Breach("figures", f"nobody votes on {body.how}; leave the figures out")
        return
    if body.figures is None or body.majority is None:
        yield Breach("figures", "a removal gives the figures of the vote and the majority it needed (A12)")
        return
    majority = book.rules_on(act.date).rules.majority(body.majority)
    in_office = len(book.filled(_body_of(book, body.place), act.date))
    if majority is None or not reached(body.figures.for_, in_office, 2, 3, "at-least"):
        yield Breach(
            "figures", f"{body.figures.for_} for; a removal needs two thirds of the {in_office} members in office (A12)"
        )


def _body_of(book: Register, place: str) -> str:
    """The assembly that removes: the body whose seats there are."""
    if place in book.seats:
        return book.seats[place].body
    return next((seat.body for seat in book.seats.values()), "")


def _holder(place: str, person: str, day: date, book: Register) -> Iterator[Breach]:
    held = book.holder(place, day)
    if held is None or held.person != person:
        yield Breach("office", f"{person} did not hold {place} on {day}; check the date and the person")


def _enrolment(body: KeyEnrolled, act: Act, book: Register) -> Iterator[Breach]:
    if body.use == "acts":
        if body.post is None or body.person is None:
            yield Breach("office", "a key for acts names the post and the person")
        else:
            yield from _holder(body.post, body.person, act.date, book)
    elif body.use == "keeper" and body.keeper not in book.keepers:
        yield Breach("office", f"there is no {body.keeper or 'keeper'}")
    yield from _new_key(body.key, book, reuse=(body.post, body.person) if body.use == "acts" else None)


def _new_key(key: str | None, book: Register, reuse: tuple[str | None, str | None] | None = None) -> Iterator[Breach]:
    """Key material serves one purpose and one person; the same person may keep a key in a new term."""
    if key is None:
        return
    material = base64.b64decode(key)
    for held in book.keys.values():
        if held.material[1:] == material[1:] and (held.post, held.person) != reuse:
            yield Breach(
                "key-again", f"this key is already enrolled as {held.name} by act {held.enrolled_by}; make a new one"
            )


def _revocation(body: KeyRevoked, act: Act, book: Register) -> Iterator[Breach]:
    held = book.keys.get((body.name, base64.b64decode(body.key)))
    if held is None:
        yield Breach("office", f"no such key is enrolled as {body.name}")
        return
    if body.how == "suspended":
        yield from _suspension(held.name, act, book)


def _suspension(name: str, act: Act, book: Register) -> Iterator[Breach]:
    """One officer may have one suspension running, and enough officers must be left able to sign (A4)."""
    signer = act.signatories[0] if act.signatories else ""
    running = [
        e.number
        for e in book.entries
        if isinstance(e.act.body, KeyRevoked)
        and e.act.body.how == "suspended"
        and signer in e.act.signatories
        and (act.date - e.act.date).days <= book.rules_on(act.date).rules.notice_days
        and e.ref not in book.fallen
    ]
    if running and not any(s.startswith("keeper/") for s in act.signatories):
        yield Breach(
            "suspension",
            f"{signer} already has a suspension running (act {running[-1]}); keepers can suspend further keys",
        )
    left = {k.person for k in book.keys_of("acts") if k.name != name and k.in_force(act.date)}
    if len(left) < 2 and not any(s.startswith("keeper/") for s in act.signatories):
        yield Breach("suspension", "fewer than two officers would be left able to sign; keepers can suspend this key")


def establishing(body: Established | Dissolved, act: Act, book: Register) -> Iterator[Breach]:
    """New bodies and posts rest on a rule or resolution (R6), under names not used before."""
    if isinstance(body, Dissolved):
        for ref in body.ends:
            if ref not in book.organisations and ref not in book.posts:
                yield Breach("office", f"there is no {ref} to dissolve")
        return
    for name in [o.id for o in body.organisations] + [p.id for p in body.posts] + [c.id for c in body.communities]:
        if name in book.organisations or name in book.posts or name in book.communities:
            yield Breach("label-again", f"{name} already exists; choose another name")
    bodies = set(book.organisations) | {o.id for o in body.organisations}
    for belongs_to in [p.body for p in body.posts] + [s.body for s in body.seats]:
        if belongs_to not in bodies:
            yield Breach("office", f"there is no {belongs_to}")
    for run in body.seats:
        if (
            any(f"seat/{n}" in book.seats for n in range(run.first, min(run.last, run.first + 2000) + 1))
            or run.last < run.first
        ):
            yield Breach("office", f"seats {run.first} to {run.last} exist already or are none")


def enrolled_keys(act: Act, label: str) -> list[tuple[str, str]]:
    """The (line name, key) pairs that an act enrols for signing acts: each must sign the act too (possession)."""
    match act.body:
        case Constituted() as body:
            return [(line_name(body.label, owner), key) for owner, key in founders_keys(body)]
        case TookOffice(post=post, key=str() as key):
            return [(line_name(label, post), key)]
        case KeyEnrolled(use="acts", post=str() as post, key=key):
            return [(line_name(label, post), key)]
        case KeyEnrolled(use="keeper", keeper=str() as keeper, key=key):
            return [(line_name(label, keeper), key)]
        case _:
            return []
