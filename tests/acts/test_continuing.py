"""A founding that continues another record says which, from where and why; more it cannot prove (C5, C6)."""

from __future__ import annotations

from typing import Any

import pytest

from qurultay.acts.constituting import Predecessor, Run
from qurultay.tlog.armour import armour
from tests.hall import Hall, Refusal, constitution

BEFORE = Predecessor(record="ab" * 32, size=214, root=armour(bytes(32)))
OTHER = Predecessor(record="cd" * 32, size=61, root=armour(bytes(32)), takes=(Run(first=50, last=60),))


def founded(*continues: Predecessor, **ground: Any) -> Hall:
    return Hall(constitution(continues=continues, **ground))


def test_a_record_continues_another_and_two_branches_are_reunited() -> None:
    assert founded(BEFORE, ground="operator-lost").book.continues == (BEFORE,)
    assert founded(BEFORE, OTHER, ground="merger").book.continues == (BEFORE, OTHER)
    assert Hall().book.continues == ()


@pytest.mark.parametrize(
    ("continues", "ground"),
    [
        ((BEFORE,), None),
        ((), "split"),
        ((BEFORE, BEFORE), "merger"),
        ((Predecessor(record="ab" * 32, size=0, root=armour(bytes(32))),), "split"),
        ((Predecessor(record="ab" * 32, size=9, root=armour(bytes(32)), muster=armour(bytes(32))),), "split"),
        ((Predecessor(record="ab" * 32, size=9, root=armour(bytes(32)), takes=(Run(first=5, last=9),)),), "merger"),
        ((Predecessor(record="ab" * 32, size=9, root=armour(bytes(32)), takes=(Run(first=5, last=4),)),), "merger"),
        (
            (
                Predecessor(
                    record="ab" * 32,
                    size=9,
                    root=armour(bytes(32)),
                    takes=(Run(first=3, last=5), Run(first=5, last=6)),
                ),
            ),
            "merger",
        ),
    ],
    ids=[
        "no ground",
        "nothing continued",
        "twice",
        "from nothing",
        "half a muster",
        "beyond its size",
        "backwards",
        "overlapping",
    ],
)
def test_a_continuation_that_does_not_add_up_is_refused(continues: tuple[Predecessor, ...], ground: str | None) -> None:
    with pytest.raises(Refusal) as caught:
        founded(*continues, ground=ground)
    assert set(caught.value.codes) == {"founding"}
