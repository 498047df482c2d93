"""Four years after the split both assemblies meet again: one record continues both, act by act (C6)."""

from __future__ import annotations

import pytest

from qurultay.acts.constituting import Concluded, Run
from qurultay.acts.writing import Issued
from qurultay.record.comparing import Continuation, compare
from tests.stories.splitting import FOUR, Assembly, before_the_split, continuing

LETTER = Issued(form="letter", authentic=("en",), addressee="addressee/osmark")
ALL = tuple(f"keeper/{n}" for n in range(1, 8))


class Reunion:
    """A went on with the old record, B with a continuation; in 2031 C takes over two acts of A and all of B."""

    def __init__(self) -> None:
        self.a = before_the_split()
        self.fork = len(self.a.notes)
        self.a.on("2027-03-05")
        self.letters = [self.letter(self.a) for _ in range(3)]
        self.b = continuing((self.a, self.fork), day="2027-03-06", ground="split")
        self.letter(self.b.on("2027-04-01"))
        self.sizes = len(self.a.notes), len(self.b.notes)
        self.c = continuing(
            (self.a, self.sizes[0]),
            (self.b, self.sizes[1]),
            day="2031-05-02",
            ground="merger",
            keepers=ALL,
            takes_0=(Run(first=self.letters[0], last=self.letters[1]),),
            takes_1=(Run(first=0, last=self.sizes[1] - 1),),
        )

    def letter(self, side: Assembly) -> int:
        return side.enter(LETTER, parts=side.said("text.en")).number

    def claims(self) -> tuple[Continuation, Continuation]:
        """What the new record says of each of the two, as each of them has it."""
        ((a,), (b,)) = (compare(side.branch, self.c.branch).continuations for side in (self.a, self.b))
        return a, b


@pytest.fixture(scope="module")
def reunion() -> Reunion:
    return Reunion()


def test_the_new_record_continues_both_from_their_last_acts(reunion: Reunion) -> None:
    a, b = reunion.claims()
    assert (a.size, a.head_agrees, b.size, b.head_agrees) == (reunion.sizes[0], True, reunion.sizes[1], True)
    assert {a.ground, b.ground} == {"merger"}


def test_it_lists_what_it_takes_over_from_each_and_the_rest_stays_where_it_is(reunion: Reunion) -> None:
    a, b = reunion.claims()
    assert a.takes == ((reunion.letters[0], reunion.letters[1]),)
    assert b.takes == ((0, reunion.sizes[1] - 1),)


def test_the_keepers_of_both_sides_stand_behind_it(reunion: Reunion) -> None:
    a, b = reunion.claims()
    assert a.keepers == ALL
    assert set(b.keepers) >= set(FOUR)
    assert not a.claim_only and not b.claim_only


def test_both_old_records_stay_intact(reunion: Reunion) -> None:
    assert reunion.a.told().report.size == reunion.sizes[0]
    assert reunion.b.branch.broken is None


def test_what_an_old_record_concludes_with_names_the_one_that_follows() -> None:
    old = before_the_split()
    new = continuing((old, len(old.notes)), day="2027-03-02", ground="merger", keepers=())
    old.on("2027-03-03").announced(Concluded(how="merged", successor=new.book.founding))
    (claim,) = compare(old.branch, new.branch).continuations
    assert (claim.acknowledged_by, claim.claim_only) == (len(old.notes) - 1, False)
