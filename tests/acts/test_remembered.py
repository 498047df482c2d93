"""What is remembered between acts, or laid ready for them, says what it would say if it were asked anew."""

import dataclasses
import typing
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qurultay.acts import forms, schema
from qurultay.acts.constituting import RulesAdopted
from qurultay.acts.kinds import KINDS
from qurultay.acts.law_of_keys import KEYLESS
from qurultay.acts.office import KeyRevoked
from qurultay.acts.pages import RulesInForce
from qurultay.acts.rules import Class
from qurultay.tlog.errors import Refused
from tests.hall import rules

SIGNERS = ["post/president", "post/secretary"]
KEY = typing.get_args(forms.KeyText)[1]


@pytest.mark.parametrize("wrong", [1, True, ["post/president"], {}, "Post/president", "post/president\n"])
def test_a_list_read_before_lets_nothing_else_through(wrong: Any) -> None:
    hint = tuple[forms.Signatory, ...]
    first = schema.refuse(hint, list(SIGNERS), "signatories")
    assert first == tuple(SIGNERS)
    assert schema.refuse(hint, list(SIGNERS), "signatories") is first
    with pytest.raises(Refused, match=r"signatories\.2: write a post or a keeper"):
        schema.refuse(hint, [SIGNERS[0], wrong], "signatories")


def test_words_and_lists_are_not_remembered_without_end() -> None:
    hint = tuple[forms.ActId, ...]
    for number in range(3 * schema.REMEMBERED):
        schema.refuse(hint, [f"{number:08}"], "ids")
    kept = schema.reader(hint).__closure__ or ()
    sizes = [len(cell.cell_contents) for cell in kept if isinstance(cell.cell_contents, dict)]
    assert sizes
    assert max(sizes) <= schema.REMEMBERED


def keys_in(hint: Any) -> bool:
    """Does a value of this annotation hold the material of a key?"""
    if KEY in typing.get_args(hint):
        return True
    if dataclasses.is_dataclass(hint):
        return any(map(keys_in, typing.get_type_hints(hint, include_extras=True).values()))
    return any(map(keys_in, typing.get_args(hint)))


@pytest.mark.parametrize("kind", KINDS)
def test_no_kind_that_can_bring_a_key_is_taken_for_one_that_brings_none(kind: str) -> None:
    if keys_in(KINDS[kind]):
        assert KINDS[kind] not in KEYLESS
    assert keys_in(RulesAdopted)
    assert keys_in(KeyRevoked)


@given(st.dates(date(1000, 1, 1), date(8000, 1, 1)), st.sampled_from(typing.get_args(Class)), st.integers(0, 87_840))
def test_the_last_day_of_entry_laid_ready_is_that_of_the_rules(day: date, class_: Class, hours: int) -> None:
    given_rules = rules(hold_hours_ordinary=hours, hold_hours_grave=hours // 2, enter_days=hours % 99)
    held = RulesInForce(rules=given_rules, act=0, from_=day)
    assert held.latest_entry(day, class_) == given_rules.latest_entry(day, class_)


def test_rows_are_laid_ready_for_cases_that_all_have_one() -> None:
    held = RulesInForce(rules=rules(), act=0, from_=date(2026, 1, 1))
    for _ in range(2):
        assert held.rows_of(("issued", "elected")) == (held.rows["issued"], held.rows["elected"])
        assert held.rows_of(("issued", "nothing")) is None
        assert held.rows_of(()) is None
