"""Acts in question: done under an annulled election, or with a key while its holder was dead or detained.

They stay authorised and they stand (R0); but until somebody competent confirms them, nobody should rely
on them. Some lapse thirty days after the annulment if nobody does (A11), others wait (T7).
"""

from bisect import bisect_left
from datetime import date, timedelta
from functools import lru_cache

from qurultay.acts.act import Act, Entry
from qurultay.acts.book import Question, Register
from qurultay.acts.constituting import Dissolved, RulesAdopted
from qurultay.acts.office import Appointed, KeyEnrolled, TookOffice

QUESTIONED = (KeyEnrolled, Appointed, RulesAdopted, Dissolved, TookOffice)
"""What a de facto holder may not have done for good: keys, appointments, rules, dissolutions (A11)."""


def question_doubtful(book: Register, entry: Entry) -> None:
    """Is an act in question because of who signed it, or of what it rests on?"""
    question_basis(book, entry.number, entry.act)
    if not isinstance(entry.act.body, QUESTIONED):
        return
    for post in entry.act.signatories:
        held = book.holder(post, entry.act.date)
        if held is not None and held.de_facto_by is not None:
            _de_facto(book, entry.number, held.de_facto_by)


def rests_on(act: Act) -> tuple[str, ...]:
    """The act whose rule, text or provision empowers this one, and the provision itself (R6)."""
    return _rested_on(act.basis or "")


@lru_cache(1024)
def _rested_on(basis: str) -> tuple[str, ...]:
    steps = basis.split("/")
    if len(steps) < 2:
        return ()
    whole = f"act/{steps[1]}"
    return (whole, f"{whole}/provision/{steps[3]}") if steps[2:3] == ["provision"] else (whole,)


def question_basis(book: Register, number: int, act: Act) -> None:
    """An act whose basis never was is in question (edges: basis, annulled)."""
    for target in rests_on(act):
        fall = book.fallen.get(target)
        if fall is not None and fall.from_ == "the-start":
            question(book, number, fall.by, None)


def _de_facto(book: Register, number: int, annulled_by: int) -> None:
    day = book.entries[annulled_by].act.date
    question(book, number, annulled_by, day + timedelta(days=book.rules_on(day).rules.notice_days))


def question(book: Register, number: int, because: int, lapses: date | None) -> None:
    """Put an act in question, unless it already is."""
    if number not in book.questions:
        confirmed = book.standing_of(number).confirmed_by
        book.questions[number] = Question(because=because, lapses=lapses, confirmed_by=confirmed)


def question_since(book: Register, person: str, since: date, entry: Entry) -> None:
    """What this person signed and the gate entered between the event and the day it was learned (T7).

    Entry decides, not the date in the act: whoever has a stolen key dates as he likes.
    """
    signed = book.signed_by.get(person, [])
    for number in reversed(signed[: bisect_left(signed, entry.number)]):
        if book.entry_day(book.entries[number]) < since:
            break
        question(book, number, entry.number, None)
