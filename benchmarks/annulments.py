"""What a reader pays for annulments: a history of texts and keys that fall again, judged with all its signatures.

The worst that three officers can do is to let fall, and stand again, an act on which nearly everything rests.
"""

import time
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Protocol

from qurultay.acts.act import Entry
from qurultay.acts.amending import Annulled
from qurultay.acts.constituting import RulesAdopted
from qurultay.acts.office import KeyEnrolled
from qurultay.acts.resolving import Adopted, Provision
from qurultay.acts.writing import Issued
from qurultay.record.judging import judge_all
from tests.hall import GRAVE, Hall, amends, constitution, key_text, rules, seeded


class Rows(Protocol):
    """Where figures go."""

    def add(self, what: str, ratio: float, wanted: str) -> None:
        """One figure and what it should be."""


def bench_annulments(table: Rows, acts: int) -> None:
    """Annulments against letters after the same acts, twice as many against half, and the worst there is."""
    for what, make in (("texts", texts), ("keys", keys)):
        letters, few, many = judged(make, acts, write), judged(make, acts // 2, fall), judged(make, acts, fall)
        table.add(f"judge {acts} {what} and the annulment of each / and as many letters", many / letters, "<= 2")
        table.add(f"judge {acts} {what} and their annulments / half as many of both", many / few, "<= 2.3")
    few, many = judged(ruled, acts // 2, turn), judged(ruled, acts, turn)
    table.add(f"judge {acts} keys and the fall of their rules, {acts} times / half as many", many / few, "")
    letters = judged(ruled, acts, write)
    table.add(f"judge {acts} keys and the fall of their rules, {acts} times / and as many letters", many / letters, "")


def judged(make: Callable[[Hall, int], list[Entry]], acts: int, then: Callable[[Hall, Entry], None]) -> float:
    """The seconds of a processor that a reader takes for so many acts and what follows them."""
    hall = Hall(constitution(rules=rules(founding_days=3650, enter_days=400)))
    for entry in make(hall, acts):
        then(hall, entry)
    start = time.process_time()
    judge_all(hall.notes)
    return time.process_time() - start


def texts(hall: Hall, acts: int) -> list[Entry]:
    """So many resolutions."""
    body = Adopted(
        text="resolution",
        body="body/assembly",
        how="without-a-vote",
        authentic=("en",),
        provisions=(Provision(label="1"),),
    )
    return [_entered(hall, body) for _ in range(acts)]


def keys(hall: Hall, acts: int) -> list[Entry]:
    """So many keys of one officer."""
    made = []
    for number in range(1, acts + 1):
        key = seeded("post/teller", number)
        body = KeyEnrolled(use="acts", key=key_text(key), post="post/teller", person="person/5")
        made.append(_entered(hall, body, signatories=GRAVE, with_keys=(key,)))
    return made


def ruled(hall: Hall, acts: int) -> list[Entry]:
    """The act that changed how long keys last, as often as there are keys."""
    held = hall.book.rules
    changed = _entered(hall, RulesAdopted(rules=replace(held, version=2, key_days=300)), signatories=GRAVE)
    hall.days(1)
    keys(hall, acts)
    return [changed] * acts


def write(hall: Hall, entry: Entry) -> None:
    """A letter, whatever the act."""
    _entered(hall, Issued(form="letter", authentic=("en",), addressee="addressee/osmark"), signatories=GRAVE)


def fall(hall: Hall, entry: Entry) -> None:
    """The act falls."""
    _entered(hall, Annulled(ground="forgery", from_="the-start"), signatories=GRAVE, refs=amends(entry))


def turn(hall: Hall, entry: Entry) -> None:
    """The act falls, or stands again."""
    fallen = hall.book.fallen.get(entry.ref)
    fall(hall, entry if fallen is None else hall.entries[fallen.by])


def _entered(hall: Hall, body: object, **fields: object) -> Entry:
    """Entered two minutes after the one before, under an id of its own."""
    hall.clock += timedelta(minutes=2)
    return hall.enter(body, id=f"{len(hall.notes):08}", **fields)  # type: ignore[arg-type]  # fields of an act
