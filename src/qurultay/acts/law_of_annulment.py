"""The law of annulment: on a listed ground, by whoever may, and never as a removal in disguise (A12, G3, G4)."""

from collections.abc import Iterator

from qurultay.acts.act import Act, number_in
from qurultay.acts.amending import Annulled
from qurultay.acts.book import Register
from qurultay.acts.breach import Breach
from qurultay.acts.matter import Matter
from qurultay.acts.office import Elected, TookOffice
from qurultay.acts.resolving import Adopted
from qurultay.acts.restoring import restored_by

FOR_EVER = ("forgery", "duress", "eligibility")
"""Grounds on which an election may be annulled after its contest period (A12)."""
OF_THE_BODY = ("quorum", "forgery", "duress")
"""Grounds on which the body itself annuls; the others are for its contest body (§5)."""
MOST_NAMED = 64
MOST_DEEP = 8
"""An annulment names its targets one by one, and one of an annulment of an annulment … ends somewhere."""


def annulment(body: Annulled, matter: Matter) -> Iterator[Breach]:
    """What is out of order about annulling these acts on this ground."""
    act, book = matter.act, matter.book
    named = act.targets("amends")
    if len(named) > MOST_NAMED:
        yield Breach(
            "annulment", "{named} acts are named; one annulment names up to {most}", named=len(named), most=MOST_NAMED
        )
        return
    for target in named:
        yield from _severable(target, book)
        yield from _period(target, body, matter)
    yield from _competence(body, named, matter)
    yield from _seat(body, named, book)
    if any(isinstance(book.entries[number_in(t)].act.body, Annulled) for t in named):
        yield from _of_annulments(named, book)


def _severable(target: str, book: Register) -> Iterator[Breach]:
    """A whole act falls, or a provision of an adopted text; nothing smaller, and not what only was deposited."""
    adopted = isinstance(book.entries[number_in(target)].act.body, Adopted)
    if target.count("/") > 1 and (target.count("/") != 3 or "/call/" in target or not adopted):
        yield Breach(
            "annulment", "{target}: a whole act or one provision of an adopted text can be annulled", target=target
        )


def _competence(body: Annulled, named: tuple[str, ...], matter: Matter) -> Iterator[Breach]:
    """The contest body of the rules annuls elections; the body itself, for want of quorum, forgery or duress."""
    rules, act = matter.rules, matter.act
    if not rules.contest_bodies or set(rules.contest_bodies) & set(act.signatories):
        return
    if any(_touches_election(number_in(target), matter.book) for target in named):
        yield Breach("annulment", "an election is annulled only by {bodies} (A12)", bodies=rules.contest_bodies)
    elif body.ground not in OF_THE_BODY:
        yield Breach(
            "annulment",
            "on the ground of {ground} only {bodies} annuls; the body itself for {grounds}",
            ground=body.ground,
            bodies=rules.contest_bodies,
            grounds=OF_THE_BODY,
        )


def _touches_election(number: int, book: Register) -> bool:
    """Is it an election or what was done on it, or an annulment of one? Authority to undo is not lower."""
    act = _innermost(number, book)
    return any(isinstance(book.entries[n].act.body, Elected | TookOffice) for n in act)


def _innermost(number: int, book: Register) -> list[int]:
    """The acts that an annulment, or the annulment of one, is about in the end."""
    while isinstance(book.entries[number].act.body, Annulled):
        named = [number_in(target) for target in book.entries[number].act.targets("amends")]
        if len(named) != 1:
            return named
        number = named[0]
    return [number]


def _period(target: str, body: Annulled, matter: Matter) -> Iterator[Breach]:
    """After the contest period an election stands, except against forgery, duress and ineligibility (A12)."""
    act: Act = matter.book.entries[number_in(target)].act
    if not isinstance(act.body, Elected | TookOffice):
        return
    last = matter.book.contestable_until(number_in(target))
    if matter.act.date > last and body.ground not in FOR_EVER:
        yield Breach(
            "annulment",
            "the contest period ended {last}; after it an election falls only for {grounds}. To remove a holder, enter a removal (A12)",
            last=last,
            grounds=FOR_EVER,
        )


def _seat(body: Annulled, named: tuple[str, ...], book: Register) -> Iterator[Breach]:
    """Whoever restores a tenure says what becomes of a successor; nobody else speaks of seats (G4)."""
    restoring = [target for target in named if restored_by(book, number_in(target))]
    if restoring and body.seat is None:
        yield Breach(
            "annulment",
            "annulling {number} restores a tenure; say whether the seat returns or stays (G4)",
            number=restoring[0],
        )
    if body.seat is not None and not restoring:
        yield Breach("annulment", "no tenure is restored, so there is no seat to return or stay (G4)")


def _of_annulments(named: tuple[str, ...], book: Register) -> Iterator[Breach]:
    """An annulment is annulled alone, by itself, and the chain has an end that a reader can still follow."""
    if len(named) > 1:
        yield Breach("annulment", "an annulment is annulled by an act that names nothing else")
        return
    number, deep = number_in(named[0]), 1
    while isinstance(book.entries[number].act.body, Annulled) and deep <= MOST_DEEP:
        number, deep = number_in(book.entries[number].act.targets("amends")[0]), deep + 1
    if deep > MOST_DEEP:
        yield Breach("annulment", "annulments of annulments are {most} deep; annul the act itself anew", most=MOST_DEEP)
