"""After act N there are two presidia. One keeps the server and the witnesses; the other opens a continuation.

Whoever has both records sees what both share, who signed on which side, and how many of the last muster stand where;
which of them is the assembly, no line says (C4, C5, C10, register law §7, example 4).
"""

from __future__ import annotations

import pytest

from qurultay.acts.constituting import Concluded
from qurultay.acts.writing import Issued
from qurultay.record.comparing import Comparison, compare
from tests.acts.test_muster import SEATS
from tests.stories.splitting import FOUR, Assembly, before_the_split, continuing, parted

LETTER = Issued(form="letter", authentic=("en",), addressee="addressee/osmark")


class Split:
    """A keeps the record; B continues it from the act after which they parted."""

    def __init__(self) -> None:
        shared = before_the_split()
        self.fork = len(shared.notes)
        self.a, _ = parted(shared)
        self.a.on("2027-03-05")
        self.letter_a = self.a.enter(LETTER, parts=self.a.said("text.en"))
        self.b = continuing((self.a, self.fork), day="2027-03-06", ground="split")
        self.b.on("2027-03-07")
        self.letter_b = self.b.enter(LETTER, parts=self.b.said("text.en"))
        self.a.stand(self.letter_a.text_hash, *SEATS[:3])
        self.b.stand(self.letter_b.text_hash, *SEATS[2:8])

    @property
    def found(self) -> Comparison:
        return compare(self.a.branch, self.b.branch)


@pytest.fixture(scope="module")
def split() -> Split:
    return Split()


@pytest.fixture(scope="module")
def found(split: Split) -> Comparison:
    return split.found


def test_each_side_is_intact_and_says_so_of_itself_alone(split: Split) -> None:
    assert split.a.told().report.size == len(split.a.notes)
    assert split.found.broken == (None, None)


def test_the_continuation_names_the_act_after_which_it_goes_on(split: Split, found: Comparison) -> None:
    (claim,) = found.continuations
    assert (claim.side, claim.size, claim.ground, claim.head_agrees) == (1, split.fork, "split", True)


def test_with_four_of_seven_keepers_it_continues_and_does_not_only_claim_to(found: Comparison) -> None:
    (claim,) = found.continuations
    assert claim.keepers == FOUR
    assert not claim.claim_only
    assert claim.acknowledged_by is None


def test_the_muster_is_counted_by_seat_and_who_stands_by_both_is_counted_for_neither(found: Comparison) -> None:
    held = found.muster
    assert held is not None
    assert (held.muster, held.entitled) == ("session/9", 9)
    assert held.stand == (("seat/1", "seat/2"), ("seat/4", "seat/5", "seat/6", "seat/7", "seat/8"))
    assert held.both == ("seat/3",)


def test_the_keys_in_office_at_the_last_common_act_are_told_with_what_they_signed_after(
    split: Split, found: Comparison
) -> None:
    by_post = {use.key.post: use.signed for use in found.keys if use.key.post}
    assert by_post["post/president"] == ((split.letter_a.number,), ())
    by_keeper = {use.key.keeper: use.signed for use in found.keys if use.key.keeper}
    assert by_keeper["keeper/1"] == ((), (0,))
    assert by_keeper["keeper/7"] == ((), ())


def test_the_keepers_of_each_side_are_named(found: Comparison) -> None:
    assert found.keepers == ((), FOUR)


def test_it_is_the_same_seen_from_the_other_side(split: Split, found: Comparison) -> None:
    turned = compare(split.b.branch, split.a.branch)
    assert turned.sizes == found.sizes[::-1]
    assert turned.keepers == found.keepers[::-1]
    assert turned.muster is not None and found.muster is not None
    assert turned.muster.stand == found.muster.stand[::-1]
    assert [use.signed for use in turned.keys] == [use.signed[::-1] for use in found.keys]
    assert turned.undisputed == found.undisputed[::-1]


@pytest.mark.parametrize("keepers", [("keeper/1", "keeper/2", "keeper/3"), ()])
def test_without_enough_keepers_it_is_shown_as_a_claim(keepers: tuple[str, ...], split: Split) -> None:
    alone = continuing((split.a, split.fork), day="2027-03-06", ground="split", keepers=keepers)
    (claim,) = compare(split.a.branch, alone.branch).continuations
    assert claim.claim_only
    assert claim.keepers == keepers


def test_a_continuation_of_a_head_that_never_was_is_shown_as_a_claim(split: Split) -> None:
    other = before_the_split()
    other.on("2027-03-03").enter(LETTER, parts=other.said("text.en"))
    lying = continuing((other, len(other.notes)), day="2027-03-06", ground="split")
    (claim,) = compare(split.a.branch, lying.branch).continuations
    assert (claim.head_agrees, claim.claim_only) == (False, True)


def test_what_the_old_record_acknowledges_is_no_claim(split: Split) -> None:
    shared = before_the_split()
    successor = continuing((shared, len(shared.notes)), day="2027-03-06", ground="relocation", keepers=())
    concluded = Concluded(how="handed-over", successor=successor.book.founding)
    shared.on("2027-03-08").announced(concluded)
    (claim,) = compare(shared.branch, successor.branch).continuations
    assert claim.acknowledged_by == len(shared.notes) - 1
    assert not claim.claim_only


def test_two_records_that_share_nothing_are_told_apart_at_once() -> None:
    one = before_the_split()
    other = continuing((one, 3), day="2027-03-06", ground="split")
    stranger = continuing((other, 1), day="2027-03-07", ground="split")
    found = compare(one.branch, stranger.branch)
    assert not found.related
    assert (found.shared, found.keys, found.muster) == (0, (), None)


class TwoHeads:
    """Two gates under one founding: the operator went with one side, and the other side's log key heads the rest."""

    def __init__(self) -> None:
        shared = before_the_split()
        self.fork = len(shared.notes)
        self.a, self.b = parted(shared)
        self.a.on("2027-03-05")
        self.a.enter(LETTER, parts=self.a.said("text.en"))
        self.b.on("2027-03-06")
        self.b.hold_session("session/10")
        self.b.enter(LETTER, parts=self.b.said("text.en"))


def test_one_founding_with_two_histories_forks_after_the_last_common_act() -> None:
    two = TwoHeads()
    found = compare(two.a.branch, two.b.branch)
    assert (found.same_founding, found.shared, found.forked) == (True, two.fork, True)
    (sitting,) = found.sittings[1]
    assert (sitting.session, sitting.present, sitting.entitled, sitting.quorum_met) == ("session/10", 9, 9, True)
    assert found.undisputed[0] == (two.fork,)


def test_an_earlier_copy_is_no_fork() -> None:
    shared = before_the_split()
    earlier, later = parted(shared)
    later.on("2027-03-05").enter(LETTER, parts=later.said("text.en"))
    found = compare(earlier.branch, later.branch)
    assert (found.forked, found.shared) == (False, len(earlier.notes))
    assert isinstance(later, Assembly)
