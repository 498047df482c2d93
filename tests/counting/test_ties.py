"""How a tie ends: by earlier totals as the policy says, then by lot, or not at all; never by the order of entry."""

from __future__ import annotations

from fractions import Fraction

import pytest

from qurultay.counting.lots import Lots
from qurultay.counting.ties import Policy, Purpose, settle

LOTS = Lots(order=("Cem", "Ada", "Ben"), source={"kind": "minuted"})


def sheet(*rows: str) -> list[dict[str, Fraction]]:
    """Totals of Ada, Ben and Cem, a row for each stage."""
    return [dict(zip(("Ada", "Ben", "Cem"), map(Fraction, row.split()), strict=True)) for row in rows]


@pytest.mark.parametrize(
    ("policy", "purpose", "history", "chosen", "stage"),
    [
        # Ben drops out at stage 2, where he alone has more; Ada and Cem differ at stage 1.
        ("backward-recursive", "exclusion", ("1 9 2", "3 4 3", "5 5 5"), "Ada", 1),
        ("backward-recursive", "election", ("1 9 2", "3 4 3", "5 5 5"), "Ben", 2),
        ("backward-all-unequal", "exclusion", ("1 9 2", "3 4 3", "5 5 5"), "Ada", 1),
        ("backward-all-unequal", "surplus", ("2 1 9", "1 9 2", "3 4 3"), "Ben", 2),
        ("forward", "exclusion", ("3 3 4", "4 2 0", "5 5 5"), "Ben", 2),
        ("forward", "election", ("3 3 4", "4 2 0", "5 5 5"), "Cem", 1),
    ],
)
def test_earlier_totals_settle_a_tie_as_the_policy_says(
    policy: Policy, purpose: Purpose, history: tuple[str, ...], chosen: str, stage: int
) -> None:
    tie = settle(purpose, ["Ada", "Ben", "Cem"], sheet(*history), policy, None)
    assert (tie.chosen, tie.by, tie.stage) == (chosen, "totals", stage)
    assert dict(tie.figures) == sheet(*history)[stage - 1]


def test_looking_back_for_all_unequal_passes_over_a_stage_that_tells_only_some_apart() -> None:
    history = sheet("1 3 2", "2 1 1")
    assert settle("exclusion", ["Ada", "Ben", "Cem"], history, "backward-all-unequal", None).chosen == "Ada"
    assert settle("exclusion", ["Ada", "Ben", "Cem"], history, "backward-recursive", None).chosen == "Cem"


@pytest.mark.parametrize(("purpose", "chosen"), [("exclusion", "Ben"), ("surplus", "Cem"), ("election", "Cem")])
@pytest.mark.parametrize("policy", ["backward-recursive", "backward-all-unequal", "forward", "lot"])
def test_where_all_totals_were_equal_the_lot_decides(policy: Policy, purpose: Purpose, chosen: str) -> None:
    tie = settle(purpose, ["Ada", "Ben", "Cem"], sheet("1 1 1", "2 2 2"), policy, LOTS)
    assert (tie.chosen, tie.by, tie.stage) == (chosen, "lot", None)


def test_the_lot_decides_only_among_those_whom_totals_left_tied() -> None:
    tie = settle("exclusion", ["Ada", "Ben", "Cem"], sheet("2 9 2"), "backward-recursive", LOTS)
    assert (tie.chosen, tie.by, tie.stage) == ("Ada", "lot", 1)


def test_without_lots_a_tie_stays_unresolved_and_is_told() -> None:
    tie = settle("exclusion", ["Ben", "Ada"], sheet("1 1 5"), "backward-recursive", None)
    assert (tie.chosen, tie.by) == (None, "nobody")
    assert tie.as_data() == {"event": "tie", "purpose": "exclusion", "tied": ["Ada", "Ben"], "by": "nobody"}


@pytest.mark.parametrize("purpose", ["exclusion", "surplus", "election"])
def test_the_order_of_entry_never_decides(purpose: Purpose) -> None:
    one = settle(purpose, ["Ada", "Ben", "Cem"], [], "lot", LOTS)
    assert one == settle(purpose, ["Cem", "Ben", "Ada"], [], "lot", LOTS)
