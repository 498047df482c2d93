"""The law of holding office: who may be elected, take office and leave it, and what may be founded."""

from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from hashlib import sha256

from qurultay.acts.act import Act
from qurultay.acts.book import Register
from qurultay.acts.breach import Breach
from qurultay.acts.constituting import Dissolved, Established
from qurultay.acts.convening import ElectionClosing
from qurultay.acts.forms import day_in
from qurultay.acts.founding_law import names_free, seats_fit
from qurultay.acts.law_of_keys import enrolled_keys as enrolled_keys
from qurultay.acts.law_of_keys import holder, new_key
from qurultay.acts.law_of_meetings import in_session
from qurultay.acts.law_of_quorum import quorate
from qurultay.acts.law_of_votes import vote_breaches
from qurultay.acts.matter import Matter
from qurultay.acts.office import Appointed, Assignment, Elected, TookOffice, Vacated
from qurultay.acts.offices import assignment_of
from qurultay.acts.parts import name_part
from qurultay.assembly.majority import reached
from qurultay.tlog.armour import unarmour
from qurultay.tlog.sentence import Sentence

Office = Elected | Appointed | TookOffice | Vacated


def office(body: Office, matter: Matter) -> Iterator[Breach]:
    """What is out of order about an act on offices."""
    act, book = matter.act, matter.book
    match body:
        case Elected():
            yield from _assignments(body.winners, act, book)
            yield from _election(body, book)
            if body.how != "ballot-box":
                yield from _vacant(_at_once(body.winners, matter), book)
            yield from in_session(body.session, act.date, book)
            yield from quorate(body.session, matter, counted=False, elects=True)
        case Appointed():
            yield from _assignments(body.to, act, book)
            yield from _vacant(body.to, book)
        case TookOffice():
            yield from _taking_office(body, matter)
        case Vacated():
            yield from _leaving(body, matter)


def _assignments(assigned: tuple[Assignment, ...], act: Act, book: Register) -> Iterator[Breach]:
    if not assigned:
        yield Breach("office", "name at least one person for one post or seat")
    yield from _once(assigned, book)
    for place, number in Counter(each.to for each in assigned).items():
        if number > 1:
            yield Breach("office", "{place} is filled twice", place=place)
    for each in assigned:
        if each.from_ > each.until:
            yield Breach(
                "office",
                "{place}: the term ends {until}, before it begins {from_}",
                place=each.to,
                until=each.until,
                from_=each.from_,
            )
        if each.from_ < act.date:
            yield Breach(
                "office",
                "{place}: the term begins {from_}, before the act's date {date}",
                place=each.to,
                from_=each.from_,
                date=act.date,
            )
        post = book.posts.get(each.to)
        state = post or book.seats.get(each.to)
        if state is None or each.from_ > state.until:
            yield Breach("office", "there is no {place} on {from_}", place=each.to, from_=each.from_)
        months = post.what.term_months if post is not None else 0
        if months and each.until > (last := months_after(each.from_, months)):
            yield Breach(
                "office",
                "{place}: the term may last {months} months, to {last}",
                place=each.to,
                months=months,
                last=last,
            )


def _vacant(assigned: tuple[Assignment, ...], book: Register) -> Iterator[Breach]:
    """A seat that is held is not filled; two officers could otherwise appoint, or vote, the assembly away (A7)."""
    for each in assigned:
        held = book.holder(each.to, each.from_) if each.to in book.seats else None
        if held is not None and held.person != each.person:
            yield Breach(
                "office",
                "{person} holds {place} until {until}; a seat that is held is not filled",
                person=held.person,
                place=each.to,
                until=held.until,
            )


def _at_once(winners: tuple[Assignment, ...], matter: Matter) -> tuple[Assignment, ...]:
    """Those who would sit before their election could be contested.

    A closed ballot box shows the election to everybody. Another way of electing shows nothing but the word of two posts,
    so it ends a term that runs only once the contest period is over (A6, A12).
    """
    last = matter.book.contest_ends(matter.act.date, matter.day)
    return tuple(each for each in winners if each.from_ <= last)


def _once(assigned: tuple[Assignment, ...], book: Register) -> Iterator[Breach]:
    """Nobody sits twice in one body: a person there is one voice."""
    seated = {(book.seats[each.to].body, each.person) for each in assigned if each.to in book.seats}
    if len(seated) < sum(each.to in book.seats for each in assigned):
        yield Breach("office", "one person is given two seats of one body")


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
        yield Breach(
            "election", "election {election} has not been opened and closed in this record", election=body.election
        )
        return
    if held.result is not None and f"act/{held.result}" not in book.fallen:
        yield Breach(
            "election",
            "act {number} already gives the result of election {election}",
            number=held.result,
            election=body.election,
        )
    yield from _agrees(body, held.closing, book)
    offered = {(place, person) for c in held.opening.contests for place in c.fills for person in c.candidates}
    for each in body.winners:
        if (each.to, each.person) not in offered:
            yield Breach(
                "election",
                "{person} was no candidate for {place} in election {election}",
                person=each.person,
                place=each.to,
                election=body.election,
            )


def _agrees(body: Elected, closing: ElectionClosing, book: Register) -> Iterator[Breach]:
    if closing.archive is not None and body.archive != closing.archive:
        yield Breach("election", "the result names another archive than the closed ballot box")
    elif body.archive is None:
        yield Breach("election", "the result of a ballot box names its archive; give the SHA-256 of the whole file")
    if closing.archive is None and (body.size is None or body.root is None or body.size <= closing.size):
        yield Breach(
            "election",
            "the result gives the last head of the box, which is beyond the {size} events at which it closed",
            size=closing.size,
        )
    if body.voted is not None and body.voted != closing.ballots:
        yield Breach(
            "election",
            "{voted} are said to have voted; the closed box holds {ballots} ballots",
            voted=body.voted,
            ballots=closing.ballots,
        )


def _taking_office(body: TookOffice, matter: Matter) -> Iterator[Breach]:
    act, book, person = matter.act, matter.book, body.person or ""
    if body.post.startswith("keeper/"):
        yield from _taking_keeping(body, book)
        return
    found = assignment_of(book, body.post, person, act.date)
    if found is None:
        yield Breach(
            "office",
            "{person} was neither elected nor appointed to {post}; enter that first",
            person=person or Sentence("nobody"),
            post=body.post,
        )
        return
    source, assignment = found
    post = book.posts.get(body.post)
    if post is None or post.until < act.date:
        yield Breach("office", "there is no {post} on {date}", post=body.post, date=act.date)
        return
    if (fall := book.fallen.get(f"act/{source}")) is not None:
        yield Breach("office", "act {source}, on which this rests, was annulled by act {by}", source=source, by=fall.by)
    if act.date > assignment.until:
        yield Breach("office", "the term in {post} ended {until}", post=body.post, until=assignment.until)
    now = book.holder(body.post, first := max(assignment.from_, act.date))
    if now is not None and now.person != person and now.ended == "term" and now.runs_on(first) and not now.caretaker:
        yield Breach(
            "office",
            "{person} holds {post} until {until}; a term that runs is ended by its own act first (A7, A12)",
            person=now.person,
            post=body.post,
            until=now.until,
        )
    if (source, body.post, person) in book.taken:
        yield Breach("office", "{person} has already taken office as {post}", person=person, post=body.post)
    yield from _contest_period(source, act, book)
    if body.key is not None:
        yield from new_key("acts", body.key, book, reuse=(body.post, person))
    elif post.what.signs == "yes":
        yield Breach("office", "the holder of {post} signs acts; give the holder's key", post=body.post)
    if not any(name_part(person, language) in act.parts for language in matter.rules.languages):
        part = name_part(person, "en")
        yield Breach(
            "office", "taking office is consent to the public name; give it as a part, such as {part}", part=part
        )


def _contest_period(source: int, act: Act, book: Register) -> Iterator[Breach]:
    """Elected, then the contest period, then office; a contest stays it, once (A6).

    The stay lapses like a notice: whoever decides contests and never sits does not keep the office empty for ever.
    """
    elected, standing = book.entries[source].act, book.standing_of(source)
    until = book.contestable_until(source)
    if isinstance(elected.body, Elected) and act.date <= until:
        yield Breach(
            "contest-period",
            "the election of act {source} may be contested until {until}; office is taken after that day",
            source=source,
            until=until,
        )
    stays = until + timedelta(days=book.rules_on(elected.date).rules.notice_days)
    if standing.open_contest and standing.decided_by is None and act.date <= stays:
        yield Breach(
            "contest-period",
            "act {source} is contested; office is taken once the contest is decided, or after {stays} if nobody decides it",
            source=source,
            stays=stays,
        )


def _taking_keeping(body: TookOffice, book: Register) -> Iterator[Breach]:
    """The alternate opens the sealed key: SHA-256 of salt and key must be what the founding sealed (design §3a.13)."""
    keeper = book.keepers.get(body.post)
    if keeper is None or keeper.alternate is None or body.key is None or body.salt is None:
        yield Breach("office", "{post} has no sealed alternate, or the key and salt are not given", post=body.post)
        return
    if sha256(bytes.fromhex(body.salt) + unarmour(body.key)).hexdigest() != keeper.alternate:
        yield Breach("office", "the salt and key do not open the sealed alternate of {post}", post=body.post)
    yield from new_key("keeper", body.key, book)


def _leaving(body: Vacated, matter: Matter) -> Iterator[Breach]:
    act, book, happened = matter.act, matter.book, body.happened
    yield from holder(body.place, body.person, act.date, book)
    if happened is not None:
        day = day_in(happened)
        if happened > act.date.isoformat()[: len(happened)] or (len(happened) == 10 and day is None):
            yield Breach(
                "office", "what happened on {happened} cannot be entered on {date}", happened=happened, date=act.date
            )
        elif day is not None:
            yield from holder(body.place, body.person, day, book)
    if body.how == "died" or (body.how == "resigned" and body.place.startswith("seat/")):
        yield from _shown(act)
    if body.how == "removed":
        yield from _removal(body, matter)
    elif body.figures is not None or body.majority is not None:
        yield Breach("figures", "nobody votes on {how}; leave the figures out", how=body.how)


def _shown(act: Act) -> Iterator[Breach]:
    """That a sitter resigned, or anybody died, is not on the word of two posts alone: a document shows it (A7)."""
    shown = any(name.startswith(("file.", "text.")) for name in (*act.parts, *act.sealed))
    if not shown and not act.targets("evidence"):
        yield Breach(
            "evidence",
            "give what shows it, as a part text.LANG or file.pdf, sealed if need be, or name the act that has it by `evidence`",
        )


def _removal(body: Vacated, matter: Matter) -> Iterator[Breach]:
    """The assembly removes, from now, with two thirds of the members in office, suspended ones included (A12, V14)."""
    if body.figures is None or body.majority is None:
        yield Breach("figures", "a removal gives the figures of the vote and the majority it needed (A12)")
        return
    removing = _body_of(matter.book, body.place)
    filled = matter.book.filled(removing, matter.act.date)
    in_office = len(filled) if matter.book.has_seats(removing) else body.figures.entitled
    if not reached(body.figures.for_, in_office, 2, 3, "at-least"):
        yield Breach(
            "figures",
            "{for_} for; a removal needs two thirds of the {in_office} members in office (A12)",
            for_=body.figures.for_,
            in_office=in_office,
        )
    yield from vote_breaches(body.figures, body.majority, removing, matter)


def _body_of(book: Register, place: str) -> str:
    """The assembly that removes: the body whose seats there are."""
    if place in book.seats:
        return book.seats[place].body
    return next((seat.body for seat in book.seats.values()), "")


def establishing(body: Established | Dissolved, act: Act, book: Register) -> Iterator[Breach]:
    """New bodies and posts come under names not used before, and nothing begins or ends before the act (R6)."""
    if body.from_ is not None and body.from_ < act.date:
        yield Breach(
            "office", "the effect begins {from_}, before the act's date {date}", from_=body.from_, date=act.date
        )
    if isinstance(body, Dissolved):
        for ref in (*body.ends, *body.seats):
            state = book.organisations.get(ref) or book.posts.get(ref) or book.seats.get(ref)
            if state is None or state.until < act.date:
                yield Breach("office", "there is no {ref} to dissolve", ref=ref)
        return
    new = [o.id for o in body.organisations] + [p.id for p in body.posts] + [c.id for c in body.communities]
    for name, number in Counter(new).items():
        if number > 1 or name in book.organisations or name in book.posts or name in book.communities:
            yield Breach("label-again", "{name} already exists; choose another name", name=name)
    yield from names_free(body.posts)
    bodies = {*book.organisations, *(o.id for o in body.organisations)}
    for post in body.posts:
        if post.body not in bodies:
            yield Breach("office", "there is no {body}", body=post.body)
    communities = {*book.communities, *(c.id for c in body.communities)}
    yield from seats_fit(body.seats, bodies, communities, {int(seat.split("/")[1]) for seat in book.seats})
