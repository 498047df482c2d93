"""The law of quorum: what a session may decide that opened with too few, and what one that was called again may (V1, C8).

A session that opened without its quorum stays on the record as a fact, and decides nothing. Then the rules may let it be
called a second time, with a smaller quorum and for one business alone: elections, so that seats are filled. A body that
nobody has called for nine years comes back this way, and in no other way does a few become the whole.
"""

from collections.abc import Iterator
from datetime import date

from qurultay.acts.book import Register, SessionState
from qurultay.acts.breach import Breach
from qurultay.acts.convening import Convened
from qurultay.acts.matter import Matter
from qurultay.acts.rules import Quorum, Rules
from qurultay.assembly.majority import needed


def quorum_of(held: SessionState | None, rules: Rules) -> Quorum:
    """The quorum a session sits with: the smaller one only where it was called a second time."""
    second = held is not None and held.call.second_of is not None
    return rules.second_quorum if second and rules.second_quorum is not None else rules.quorum


def asked(held: SessionState | None, entitled: int, rules: Rules) -> int:
    """How many must be present, of so many entitled. Of nobody, a part is nobody: empty seats do not stop their filling."""
    quorum = quorum_of(held, rules)
    return needed(entitled, quorum.num, quorum.den, quorum.test)


def opened_with_quorum(held: SessionState, book: Register) -> bool:
    """Were enough present when it opened, by the rules of that day?

    Of a body that never had seats here the register cannot say who is in office; it is taken at its word.
    """
    if held.opened is None or held.opening is None:
        return False
    rules = book.rules_on(book.entries[held.opened].act.date).rules
    return not book.has_seats(held.call.body) or held.opening.present >= asked(held, held.opening.entitled, rules)


def quorate(session: str | None, matter: Matter, *, counted: bool, elects: bool = False) -> Iterator[Breach]:
    """What a session without quorum, or one that was called again, may not decide.

    A vote whose figures are `counted` shows its own quorum; where there are none, the credentials report is the only count.
    """
    held = matter.book.sessions.get(session or "")
    if held is None or held.opened is None or held.opening is None:
        return
    if held.call.second_of is not None and not elects:
        yield Breach(
            "quorum",
            "{session} was called again after {first}, with a smaller quorum; it elects and fills seats, and decides nothing else (C8)",
            session=held.id,
            first=held.call.second_of,
        )
    elif not counted and not opened_with_quorum(held, matter.book):
        rules = matter.book.rules_on(matter.book.entries[held.opened].act.date).rules
        least = asked(held, held.opening.entitled, rules)
        yield Breach(
            "quorum",
            "{session} opened with {present} of {entitled}, and its quorum is {least}; it decides nothing (V1)",
            session=held.id,
            present=held.opening.present,
            entitled=held.opening.entitled,
            least=least,
        )


def second_call(body: Convened, matter: Matter) -> Iterator[Breach]:
    """A session is called again with the smaller quorum only after one that had none, and until one has sat (C8)."""
    book, first = matter.book, matter.book.sessions.get(body.second_of or "")
    if body.second_of is None:
        return
    if matter.rules.second_quorum is None:
        yield Breach("quorum", "the rules in force know no second call; adopt rules with a second_quorum first (C8)")
    if first is None or first.call.body != body.body or first.call.second_of is not None:
        yield Breach(
            "quorum",
            "{session} was no first call of {body}; name the session that had no quorum",
            session=body.second_of,
            body=body.body,
        )
    elif not _without_quorum(first, matter.act.date, book):
        yield Breach(
            "quorum",
            "{first} has not failed for want of a quorum; nothing is called again before that (C8)",
            first=first.id,
        )
    elif (sat := _sat_since(first, book)) is not None:
        yield Breach(
            "quorum",
            "{session} sat with its quorum since {first}; call the next session in the ordinary way",
            session=sat,
            first=first.id,
        )


def _without_quorum(first: SessionState, day: date, book: Register) -> bool:
    """It opened with too few, or its last day is over and it never opened."""
    return first.closes < day if first.opened is None else not opened_with_quorum(first, book)


def _sat_since(first: SessionState, book: Register) -> str | None:
    later = (s for s in book.sessions.values() if s.call.body == first.call.body and s.convened > first.convened)
    return next((each.id for each in later if opened_with_quorum(each, book)), None)
